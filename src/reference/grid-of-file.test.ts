import { crc32, deflateRawSync } from 'node:zlib'
import writeExcelFile, { type CellObject } from 'write-excel-file/node'
import { expect, test } from 'vitest'
import { accountsPasted, linesKnown } from '#domain/position/review/accounts-pasted.ts'
import { isRefusal } from '#domain/words.ts'
import { gridOfFile } from './grid-of-file.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const codeOf = async (bytes: Uint8Array, worth?: Parameters<typeof gridOfFile>[2]) => { const read = await gridOfFile(bytes, 'accounts', worth); return isRefusal(read) ? read.code : 'taken' }

interface Member { name: string; content: string | Buffer; says?: number; says32?: number; isStored?: boolean }

/** A zip archive of these members, each saying of its size what it is told to say. */
function archive(members: readonly Member[]): Uint8Array {
  const locals: Buffer[] = [], central: Buffer[] = []
  let at = 0
  for (const { name, content, says, says32, isStored } of members) {
    const bytes = Buffer.from(content as string), packed = isStored ? bytes : deflateRawSync(bytes), title = Buffer.from(name), common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0); common.writeUInt16LE(isStored ? 0 : 8, 4); common.writeUInt32LE(says32 ?? crc32(bytes), 10); common.writeUInt32LE(packed.length, 14); common.writeUInt32LE(says ?? bytes.length, 18); common.writeUInt16LE(title.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, title)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, packed])
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central), end = Buffer.alloc(18)
  end.writeUInt16LE(members.length, 4); end.writeUInt16LE(members.length, 6); end.writeUInt32LE(directory.length, 8); end.writeUInt32LE(at, 12)
  return new Uint8Array(Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06', 'latin1'), end]))
}

const sheetXml = (rows: string) => `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`
/** A workbook with these sheets, and styles: 0 plain, 1 a day, 2 a percentage, 3 in thousands, 4 pounds, 5 an English day. */
function book(sheets: readonly { rows: string; state?: string }[], more: readonly Member[] = [], date1904 = ''): Uint8Array {
  return archive([
    { name: 'xl/workbook.xml', content: `<workbook xmlns:r="r"><workbookPr ${date1904}/><sheets>${sheets.map(({ state }, k) => `<sheet name="S${k}" sheetId="${k + 1}" ${state === undefined ? '' : `state="${state}"`} r:id="rId${k + 1}"/>`).join('')}</sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${sheets.map((_, k) => `<Relationship Id="rId${k + 1}" Target="worksheets/sheet${k + 1}.xml"/>`).join('')}</Relationships>` },
    { name: 'xl/sharedStrings.xml', content: '<sst><si><t>Global sum</t></si><si><r><t>Rent &amp; </t></r><r><t xml:space="preserve">rates</t></r><rPh><t>no</t></rPh></si></sst>' },
    { name: 'xl/styles.xml', content: '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0,"/><numFmt numFmtId="165" formatCode="_-&quot;£&quot;* #,##0_-;[Red]\\(#,##0\\)"/><numFmt numFmtId="166" formatCode="&quot;Year ended&quot; [$-809]d mmmm yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>' },
    ...sheets.map(({ rows }, k) => ({ name: `xl/worksheets/sheet${k + 1}.xml`, content: sheetXml(rows) })), ...more,
  ])
}

test('a workbook of accounts reads to its lines', async () => {
  const text = (value: string): CellObject => ({ value, type: String }), figure = (value: number): CellObject => ({ value, type: Number, format: '#,##0' }), day = (value: string): CellObject => ({ value: new Date(value), type: Date, format: 'd mmm yyyy' })
  const bytes = new Uint8Array(await writeExcelFile([{ sheet: 'Accounts', data: [
    [text('Riverside Surgery of Penmarsh')], [null, day('2025-03-31'), day('2024-03-31')], [text('Income')], [text('Global sum'), figure(808_765), figure(781_402.5)], [text('Expenditure')], [text('Wages'), figure(402_118), figure(-3)], [text('Net profit'), figure(406_647), figure(781_405.5)],
  ] }]).toBuffer())
  const grid = await gridOfFile(bytes, 'riverside.xlsx')
  expect(grid).toEqual([['Riverside Surgery of Penmarsh'], ['', '2025-03-31', '2024-03-31'], ['Income'], ['Global sum', '808765', '781402.5'], ['Expenditure'], ['Wages', '402118', '-3'], ['Net profit', '406647', '781405.5']])
  expect(accountsPasted(grid as string[][])).toMatchObject({ years: ['2025-03-31', '2024-03-31'], unmatched: [], rows: [{ pounds: 808_765 }, { pounds: 402_118 }, { pounds: 781_402.5 }, { pounds: -3 }], checks: [{ agrees: true }, { agrees: true }] })
})

test('cells stand where they stand, formulas give what they came to, and figures are as the sheet shows them', async () => {
  const rows = '<row r="2"><c r="B2" s="5"><v>45747</v></c><c r="D2" s="1" t="n"><v>45382.75</v></c></row><row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="4"><f>SUM(B2:B3)</f><v>1234.5000000001</v></c><c r="C4" s="2"><v>0.125</v></c><c r="D4" s="3"><v>812345</v></c></row>'
    + '<row r="5"><c r="A5" t="inlineStr"><is><t>Locum &lt;fees&gt;_x000D_</t></is></c><c r="B5" t="str"><f>A1</f><v></v></c><c r="C5" t="e"><v>#REF!</v></c><c r="D5" t="b"><v>1</v></c></row>'
  expect(await gridOfFile(book([{ rows }]), 'a.xlsx')).toEqual([[], ['', '2025-03-31', '', '2024-03-31'], [], ['Rent & rates', '1234.5', '12.5%', '812.345'], ['Locum <fees>', '', '#REF!', 'TRUE']])
  expect(await gridOfFile(book([{ rows: '<row r="1"><c r="A1" s="1"><v>44285</v></c></row>' }], [], 'date1904="1"'), 'a.xlsx')).toEqual([['2025-03-31']])
})

test('of several sheets the one worth most is taken, and none that is hidden', async () => {
  const line = (words: string, value: number) => `<row><c t="inlineStr"><is><t></t></is></c><c><v>2025</v></c></row><row><c t="inlineStr"><is><t>${words}</t></is></c><c><v>${value}</v></c></row>`
  const sheets = [{ rows: `${line('Fixed assets', 1)}<row><c><v>3</v></c></row>` }, { rows: line('Global sum', 2) }, { rows: line('Wages', 3) + line('QOF', 4), state: 'hidden' }]
  expect(await gridOfFile(book(sheets), 'a.xlsx')).toContainEqual(['Fixed assets', '1'])
  expect(await gridOfFile(book(sheets), 'a.xlsx', linesKnown)).toContainEqual(['Global sum', '2'])
})

test('text is read in the encodings Excel writes', async () => {
  const text = '\uFEFFLine,2025\r\n"Rent, rates",£1'
  const expected = [['Line', '2025'], ['Rent, rates', '£1']]
  for (const bytes of [utf8(text), Uint8Array.from(Buffer.from(text.slice(1), 'latin1')), Uint8Array.from(Buffer.from(text, 'utf16le'))]) expect(await gridOfFile(bytes, 'a.csv')).toEqual(expected)
})

test.each([
  ['an empty file', utf8(''), 'empty-file'], ['more than 2 MB', new Uint8Array(2 * 1024 ** 2 + 1), 'too-large'], ['a PDF', utf8('%PDF-1.7\n'), 'pdf'], ['an old Excel file', Uint8Array.from(Buffer.from('d0cf11e0a1b11ae1', 'hex')), 'old-workbook'], ['a page', utf8('<html><table>'), 'not-text'],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), 'not-text'], ['an archive of something else', archive([{ name: 'accounts.csv', content: 'Global sum,1' }]), 'not-a-workbook'], ['an archive cut short', book([{ rows: '' }]).slice(0, -30), 'damaged-workbook'],
  ['two thousand and one lines', utf8('a,1\n'.repeat(2_001)), 'too-long'], ['a name with an NHS number', utf8('Line,2025\n943 476 5919,1'), 'nhs-number'],
])('%s is refused', async (_, bytes, code) => expect(await codeOf(bytes)).toBe(code))

test.each([
  ['a formula that was never worked out', { rows: '<row r="1"><c r="A1"><f>1+1</f></c></row>' }, 'not-worked-out'], ['a row a thousand million down', { rows: '<row r="1000000000"><c r="A1"><v>1</v></c></row>' }, 'taken'], ['a cell two thousand rows down', { rows: '<row r="2001"><c r="A2001"><v>1</v></c></row>' }, 'too-long'],
  ['a cell in the last column there is', { rows: '<row r="1"><c r="XFD1"><v>1</v></c></row>' }, 'too-wide'], ['an empty cell there', { rows: '<row r="1048576"><c r="XFD1048576" s="1"/></row>' }, 'taken'], ['an address that is none', { rows: '<row><c r="&#65;1;"><v>1</v></c></row>' }, 'damaged-workbook'],
  ['a text that is not there', { rows: '<row><c t="s"><v>7</v></c></row>' }, 'damaged-workbook'], ['a figure that is none', { rows: '<row><c><v>1O</v></c></row>' }, 'damaged-workbook'], ['a tag without an end', { rows: '<row><c r="A1' }, 'damaged-workbook'],
])('%s is %s', async (_, sheet, code) => expect(await codeOf(book([sheet]))).toBe(code))

test('a document type, which could say what its text means, is refused', async () => {
  expect(await codeOf(archive([{ name: 'xl/workbook.xml', content: '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><workbook><sheets/></workbook>' }]))).toBe('damaged-workbook')
})

test('what unpacks to more than accounts need is refused by what it says, and by what it does', async () => {
  const zeros = ' '.repeat(17 * 1024 ** 2), bomb = (says?: number) => book([{ rows: '' }, { rows: '' }], [{ name: 'xl/worksheets/sheet9.xml', content: zeros, ...(says === undefined ? {} : { says }) }])
  expect(bomb().length).toBeLessThan(100_000)
  expect(await codeOf(bomb())).toBe('too-large')
  expect(await codeOf(bomb(10))).toBe('damaged-workbook')
  // Many parts that are each small enough.
  const parts = Array.from({ length: 20 }, (_, k) => ({ name: `xl/worksheets/part${k}.xml`, content: ' '.repeat(1024 ** 2) }))
  expect(await codeOf(book([{ rows: '' }], parts))).toBe('too-large')
  expect(await codeOf(book([{ rows: '' }], Array.from({ length: 600 }, (_, k) => ({ name: `x${k}`, content: '' }))))).toBe('too-large')
})

test('a part that is not what its checksum says, or stands twice, is refused', async () => {
  expect(await codeOf(book([{ rows: '' }], [{ name: 'xl/worksheets/sheet9.xml', content: 'abc', says32: 1 }]))).toBe('damaged-workbook')
  expect(await codeOf(book([{ rows: '' }], [{ name: 'xl/worksheets/sheet1.xml', content: 'abc' }]))).toBe('damaged-workbook')
  expect(await codeOf(book([{ rows: '' }], [{ name: 'xl/worksheets/sheet9.xml', content: '<a/>', isStored: true }]))).toBe('taken')
})

test('a cell may not hold a book, however often it is referred to', async () => {
  const rows = Array.from({ length: 200 }, () => `<row>${'<c t="s"><v>0</v></c>'.repeat(60)}</row>`).join('')
  const long = book([{ rows }]), grid = await gridOfFile(archive([
    { name: 'xl/workbook.xml', content: '<workbook xmlns:r="r"><sheets><sheet r:id="a"/></sheets></workbook>' }, { name: 'xl/_rels/workbook.xml.rels', content: '<Relationships><Relationship Id="a" Target="/xl/worksheets/sheet1.xml"/></Relationships>' },
    { name: 'xl/sharedStrings.xml', content: `<sst><si><t>${'x'.repeat(10_000_000)}</t></si></sst>` }, { name: 'xl/worksheets/sheet1.xml', content: sheetXml(rows) },
  ]), 'a.xlsx')
  expect(long.length).toBeLessThan(100_000)
  expect((grid as string[][])[0]![0]).toHaveLength(1_000)
  expect(accountsPasted(grid as string[][])).toMatchObject({ code: 'too-long' })
})
