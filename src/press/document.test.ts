import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectWellFormed, faultOf, fromXml, unzipped } from '../../test/house/unzip.ts'
import { document, type Block, type Paper } from './document.ts'
import { plainText } from './plain-text.ts'

const paper = (blocks: readonly Block[], more: Partial<Paper> = {}): Paper => ({ title: 'What is kept', head: { left: 'Riverside Surgery', right: '3 February 2026' }, foot: { before: 'Page ', between: ' of ' }, fileTitle: 'Taken away from Alongside', blocks, ...more })
const made = async (blocks: readonly Block[], more: Partial<Paper> = {}) => unzipped(await document(paper(blocks, more)))
const body = async (blocks: readonly Block[]) => (await made(blocks)).get('word/document.xml')!
/** Words of each paragraph. */
const said = (xml: string) => [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs)].map(([each]) => fromXml(each.replaceAll('<w:br/>', '\n').replaceAll('<w:tab/>', '\t')))
const headOf = (files: Map<string, string>, which: 'header' | 'footer') => [...files].find(([name]) => name.startsWith(`word/${which}`))![1]

test('a paper has named styles, a head with the room and the day, and a foot that counts pages', async () => {
  const files = await made([{ heading: 'Notes', level: 1 }, { paragraph: 'The lease ends in 2031.' }, { paragraph: 'Whose', as: 'small' }])
  expectWellFormed(files)
  const xml = files.get('word/document.xml')!
  expect([...xml.matchAll(/<w:pStyle w:val="(\w+)"/g)].map(([, name]) => name)).toEqual(['Title', 'Heading1', 'BodyText', 'Small'])
  expect([...files.get('word/styles.xml')!.matchAll(/w:styleId="(\w+)"/g)].map(([, name]) => name)).toEqual(expect.arrayContaining(['Title', 'Heading1', 'Heading2', 'Heading3', 'BodyText', 'Said', 'Small', 'TableText', 'TableHead', 'ListParagraph']))
  expect(fromXml(headOf(files, 'header').replaceAll(/<w:tabs>.*?<\/w:tabs>/g, '').replaceAll('<w:tab/>', '|'))).toBe('Riverside Surgery|3 February 2026')
  const foot = headOf(files, 'footer')
  expect(fromXml(foot.replaceAll(/<w:instrText.*?<\/w:instrText>/g, '#'))).toBe('Page # of #')
  expect(foot.match(/PAGE|NUMPAGES/g)).toEqual(['PAGE', 'NUMPAGES'])
})

test('lists are numbered by Word, each from one, and no sign of a list is typed', async () => {
  const files = await made([{ list: ['First', 'Second'], isNumbered: true }, { list: ['Again'], isNumbered: true }, { list: ['A point'] }]), xml = files.get('word/document.xml')!
  expect(said(xml)).toEqual(['What is kept', 'First', 'Second', 'Again', 'A point'])
  const numbers = [...xml.matchAll(/<w:numId w:val="(\d+)"/g)].map(([, id]) => id)
  expect([numbers.length, new Set(numbers).size]).toEqual([4, 3])
  for (const id of new Set(numbers)) expect(files.get('word/numbering.xml')).toContain(`w:numId="${id}"`)
  expect(files.get('word/numbering.xml')).toContain('w:lvlText w:val="%1."')
})

test('a table repeats its head on each page and holds every cell; a row of the wrong length is our own mistake', async () => {
  const xml = await body([{ table: { columns: [{ head: 'When', share: 1 }, { head: 'Who', share: 2 }], rows: [['3 February 2026', 'Dr Quill'], ['', 'two\nlines']] } }])
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1)
  expect(said(xml).filter(line => line !== '')).toEqual(['What is kept', 'When', 'Who', '3 February 2026', 'Dr Quill', 'two', 'lines'])
  await expect(document(paper([{ table: { columns: [{ head: 'a', share: 1 }], rows: [['a', 'b']] } }]))).rejects.toThrow('row 1 of a table has 2 cells for 1 columns')
})

const sly = ['CURRENT', 'TOTAL_PAGES', 'TOTAL_PAGES_IN_SECTION', 'SECTION', '{ PAGE }', '{ HYPERLINK "http://example.org" }', ' DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" ', '</w:t></w:r><w:r><w:instrText>DDE</w:instrText>', ']]>', '&#0;', '&amp;', '<![CDATA[', '\u0000\u0008\u001F', '\uD800 half', '\uFFFE\uFFFF', 'a\tb', '=1+1', '__proto__', '']

test('what people write never becomes a field, a link or markup, wherever it stands', async () => {
  for (const text of sly) {
    const blocks: Block[] = [{ heading: text, level: 2 }, { paragraph: text, as: 'said' }, { list: [text] }, { table: { columns: [{ head: text, share: 1 }], rows: [[text]] } }]
    const files = await unzipped(await document(paper(blocks, { title: text, head: { left: text, right: text }, fileTitle: text })))
    expectWellFormed(files)
    for (const [name, xml] of files) if (name.startsWith('word/') && !name.startsWith('word/footer')) expect(xml, `${name}: ${text}`).not.toMatch(/<w:(instrText|fldChar|fldSimple|hyperlink)\b/)
    const lines = said(files.get('word/document.xml')!)
    for (const at of [0, 1, 2, 3]) expect(lines[at]).toBe(plainText(text))
  }
})

test('any text comes back word for word, as one run of text for each line', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: fc.oneof(fc.constantFrom('\n', '\t', '<', '&', '"', '{', '\u0001', '\u2028', '\uD83D', 'é', '語'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 30 }), { minLength: 1, maxLength: 5 }), async texts => {
    const files = await made(texts.map(text => ({ paragraph: text })))
    expectWellFormed(files)
    const expected = texts.flatMap(text => plainText(text).split(/\n{2,}/))
    expect(said(files.get('word/document.xml')!).slice(1)).toEqual(expected)
  }), { numRuns: 60 })
})

test('the judge of these tests tells well-formed from broken', () => {
  expect(['<a/>', '<?xml version="1.0"?>\n<a b="1">x&amp;<c/></a>'].map(faultOf)).toEqual([null, null])
  for (const broken of ['', '<a>', '<a></b>', '<a>&</a>', '<a b="1" b="2"/>', '<a/><b/>', '<a>\u0001</a>', '<a b="<"/>', 'x<a/>', '<a>]]></a>']) expect(faultOf(broken), broken).not.toBeNull()
})
