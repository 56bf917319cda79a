import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordsOf, structureOf } from './text.ts'

let folder: string
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'alongside-text-')) })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const field = fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', '"', ',', '\n', '\r\n', 'é'), maxLength: 8 })
const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

test('records come back as written, each with the line it begins on', () => {
  fc.assert(fc.property(fc.array(fc.tuple(field, field, fc.constant('x')), { minLength: 1, maxLength: 20 }), fc.constantFrom('\n', '\r\n'), (rows, end) => {
    const text = rows.map(row => row.map(quote).join(',') + end).join('')
    const records = [...recordsOf(text)]
    expect(records.map(record => record.fields)).toEqual(rows.map(row => row.map(value => (/[",\r\n]/.test(value) ? value : value))))
    let line = 1
    rows.forEach((row, i) => {
      expect(records[i]!.line).toBe(line)
      line += 1 + (row.map(quote).join(',').match(/\n/g)?.length ?? 0)
    })
  }))
})

test('the line of any record is found in a file of several chunks with quoted line ends', async () => {
  const file = path.join(folder, 'long.csv')
  const lines: number[] = []
  let line = 1, text = ''
  for (let i = 0; i < 40_000; i++) {
    lines.push(line)
    const name = i % 7 === 0 ? `"a name\nover ${'x'.repeat(i % 90)}\nlines"` : `plain ${'y'.repeat(i % 80)}`
    text += `${i},${name}\r\n`
    line += i % 7 === 0 ? 3 : 1
  }
  writeFileSync(file, text)
  for (const wanted of [0, 1, 7, 20_000, 39_999]) expect((await structureOf(file, 2, wanted)).lineOf).toBe(lines[wanted])
})

test.each([
  ['a,b\n1,2\n3\n', 3, '2 columns', '1'],
  ['a,b\n1,2,3\n', 2, '2 columns', '3'],
  ['a,b\n"1,2\n3,4\n', 2, 'a closing quotation mark', 'the end of the file'],
  ['a,b\n"1"x,2\n', 2, 'a comma or the end of the line after a closing quotation mark', 'other text'],
  ['a,b\n"1\n2",3\n4,5"6\n', 4, 'no quotation mark inside a field that does not begin with one', 'one'],
])('%j is at fault on line %i', async (text, line, expected, found) => {
  const file = path.join(folder, 'short.csv')
  writeFileSync(file, text)
  expect((await structureOf(file, 2)).fault).toEqual({ line, expected, found })
})
