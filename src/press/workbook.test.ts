import fc from 'fast-check'
import readExcelFile from 'read-excel-file/node'
import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { workbook, type Sheet } from './workbook.ts'

const sheet = (rows: Sheet['rows'], columns = rows[0]?.length ?? 1): Sheet => ({ name: 'Groups', columns: Array.from({ length: columns }, (_, k) => ({ head: `Column ${k + 1}`, shown: 'text', width: 20 })), rows })

/** The files inside a zip archive, by name, as text: enough of the form to look at the XML itself. */
function inside(bytes: Uint8Array): Map<string, string> {
  const archive = Buffer.from(bytes), files = new Map<string, string>()
  for (let at = archive.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = archive.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const [method, packed, name, from] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28), archive.readUInt32LE(at + 42)]
    const start = from + 30 + archive.readUInt16LE(from + 26) + archive.readUInt16LE(from + 28), body = archive.subarray(start, start + packed)
    files.set(archive.toString('utf8', at + 46, at + 46 + name), (method === 0 ? body : inflateRawSync(body)).toString('utf8'))
  }
  return files
}

test('sheets are read back with their names, heads, text and exact figures', async () => {
  const bytes = await workbook([
    { name: 'Groups', columns: [{ head: 'Group', shown: 'text', width: 8 }, { head: 'Patients', shown: 'whole', width: 10 }, { head: 'Share', shown: 'share', width: 10 }], rows: [['A', 36_650.5, 0.123456789], ['B', 'not known', null]] },
    { name: 'About', columns: [{ head: 'What', shown: 'text', width: 20 }], rows: [['Nobody has been told.']] },
  ])
  const read = await readExcelFile(Buffer.from(bytes))
  expect(read.map(({ sheet, data }) => [sheet, data])).toEqual([
    ['Groups', [['Group', 'Patients', 'Share'], ['A', 36_650.5, 0.123456789], ['B', 'not known', null]]],
    ['About', [['What'], ['Nobody has been told.']]],
  ])
})

test('text that begins like a formula stays text, and the cell is marked as text', async () => {
  const sly = ['=1+1', '+44 1632 960001', '-2', '@SUM(A1)', '\t=1+1', '=HYPERLINK("http://example.org")', 'plain']
  const files = inside(await workbook([sheet(sly.map((cell) => [cell]))]))
  const xml = files.get('xl/worksheets/sheet1.xml')!
  expect(xml).not.toMatch(/<f[\s>]/)
  expect(xml.match(/<c [^>]*t="s"/g)).toHaveLength(sly.length + 1)
  expect(files.get('xl/styles.xml')).toMatch(/numFmtId="49"|formatCode="@"/)
  const shared = files.get('xl/sharedStrings.xml')!
  for (const cell of sly) expect(shared).toContain(cell)
})

test('no text whatever makes a formula, and any text that XML can hold comes back', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 }), fc.constantFrom('constructor', 'valueOf', '__proto__')).filter((text) => text.trim() === text), { minLength: 1, maxLength: 20 }), async (cells) => {
    const bytes = await workbook([sheet(cells.map((cell) => [cell]))])
    expect(inside(bytes).get('xl/worksheets/sheet1.xml')).not.toMatch(/<f[\s>]/)
    const [read] = await readExcelFile(Buffer.from(bytes))
    expect(read!.data.slice(1).map(([cell]) => String(cell).trim())).toEqual(cells)
  }), { numRuns: 30 })
})

test('a figure that is no number, and a row of the wrong length, are our own mistakes', async () => {
  await expect(workbook([sheet([[NaN]])])).rejects.toThrow('invariant broken')
  await expect(workbook([sheet([['a', 'b']], 3)])).rejects.toThrow('2 cells for 3 columns')
})
