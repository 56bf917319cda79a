import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const house = path.resolve(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(path.join(house, file), 'utf8')
const papers = ['README.md', ...['docs', 'docs/guides', 'docs/decisions'].flatMap(folder => readdirSync(path.join(house, folder)).filter(name => name.endsWith('.md')).map(name => `${folder}/${name}`))]

test.each(papers)('every link of %s leads somewhere', paper => {
  const links = [...read(paper).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!).filter(link => !/^(https?:|mailto:|#)/.test(link))
  const lost = links.filter(link => !existsSync(path.join(house, path.dirname(paper), link.split('#')[0]!)))
  expect(lost).toEqual([])
})

const rooms = ['content', 'data', 'docs/decisions', 'scripts', 'test', 'test/town', ...readdirSync(path.join(house, 'src'), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => `src/${entry.name}`)]

test.each(rooms)('%s says at its door what lives there', room => {
  const lines = read(`${room}/README.md`).split('\n').filter(line => line.trim() !== '')
  expect(lines.length).toBeGreaterThan(1)
  expect(lines.length, 'about ten lines').toBeLessThanOrEqual(14)
})

test('decisions are numbered without a gap, and each says when and whether it stands', () => {
  const pages = readdirSync(path.join(house, 'docs/decisions')).filter(name => /^\d{4}-/.test(name)).sort()
  expect(pages.map(name => Number(name.slice(0, 4)))).toEqual(pages.map((_, at) => at + 1))
  for (const page of pages) expect(read(`docs/decisions/${page}`), page).toMatch(/^# \d+\. .+\n\n\d{4}-\d{2}\. /)
})

test('the README shows the product as it is, in a picture that loads quickly', () => {
  const picture = /!\[.+\]\((docs\/[^)]+)\)/.exec(read('README.md'))?.[1]
  expect(picture).toBeDefined()
  const bytes = readFileSync(path.join(house, picture!))
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG')
  expect(bytes.length).toBeLessThan(300_000)
})
