import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { commandLine } from '../../test/house/command-line.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'alongside-project-')), fixture = fileURLToPath(new URL('../../test/fixtures/projection.json', import.meta.url))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const alongside = (...argv: string[]) => commandLine(argv)
const written = (name: string, text: string): string => { const file = path.join(folder, name); writeFileSync(file, text); return file }

test('the worked example of the handbook is written to the pound', async () => {
  const out = path.join(folder, 'out.json'), { code, answer } = await alongside('project', fixture, '--json', out)
  expect(code).toBe(0)
  expect(answer).toContain('1,127,293')
  const { rows, failures } = JSON.parse(readFileSync(out, 'utf8')) as { rows: object[]; failures: { test: string; year: number; reason: string }[] }
  expect(rows[0]).toEqual({ t: 0, income: 1_127_293, expense: 870_000, profit: 257_293, fte: 2.75, ppp: 93_561, floor: 90_000 })
  expect(rows[3]).toEqual({ t: 3, income: 1_192_095, expense: 1_239_626, profit: -47_532, fte: 1, ppp: -47_532, floor: 98_345 })
  expect(failures.map(({ test: which, year }) => [which, year])).toEqual([['below-floor', 2], ['loss', 3]])
  expect(failures[0]!.reason).toContain('£89,381 of £92,700 in year 1')
})

test.each([
  [['project'], 'project takes one file: project FILE.json [--json out.json].'], [['project', fixture, fixture], 'project takes one file: project FILE.json [--json out.json].'],
  [['project', 'nowhere.json'], 'nowhere.json could not be read: ENOENT.'],
])('%j is refused', async (argv, why) => expect(await alongside(...argv)).toEqual({ code: 1, answer: '', said: `${why}\n` }))

test('a file that will not do is named with its field, and nothing is written', async () => {
  const file = written('wrong.json', '{"L0": "many", "P0": 1, "partnerFTE": 1, "salariedEquivalent": 1}'), out = path.join(folder, 'none.json')
  expect(await alongside('project', file, '--json', out)).toEqual({ code: 1, answer: '', said: `${file}: L0 is "many"; it must be a number. (Inputs of a projection: docs/guides/projection.md)\n` })
  expect(existsSync(out)).toBe(false)
  expect((await alongside('project', written('text.json', 'L0 = 3'))).said).toMatch(/text\.json is not JSON: /)
})
