import { crc32, createInflateRaw } from 'node:zlib'
import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import { gridLimits, gridOfText, refusePlace, type Grid } from '#domain/position/review/accounts-text.ts'
import { poundsOf } from '#domain/position/review/accounts-written.ts'
import { refuse, type Refusal } from '#domain/words.ts'
import { wideEncoding } from './unpack.ts'

/**
 * A table somebody brings as a file (CSV or an Excel workbook), as cells of text. It is read where it lies in memory: nothing of it is written down here.
 * A workbook is read by hand rather than by read-excel-file, which goes by what each part of an archive says of itself, makes as many rows as a row's number asks for,
 * and passes over a cell that holds an error: right for a register we fetched, not for bytes that anybody sends.
 */
export const fileLimits = { bytes: 2 * 1024 ** 2, unpackedBytes: 16 * 1024 ** 2, members: 500, tagLetters: 20_000, cellLetters: 1_000, sheets: 12 } as const

const SOURCE = 'Limits on a table brought as a file'
const no = (code: string, why: string): Refusal => refuse(code, why, SOURCE)

/** Thrown while a workbook is read, and turned into the refusal it carries. */
class Fault extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.why)
    this.refusal = refusal
  }
}
const stop = (code: string, why: string): never => { throw new Fault(no(code, why)) }
const damaged = (): never => stop('damaged-workbook', 'This Excel workbook is cut short or damaged. Open it, save it again and send that.')

/**
 * The cells of a CSV file or of the sheet of a workbook that is `worth` most (by default, with most figures); rows and columns stand where they stand in the file, empty ones
 * above and before too. Formulas give the result they were saved with, dates are YYYY-MM-DD, figures exact or in thousands where the sheet shows thousands. Known by what
 * is in it; `name` is for the reader. Refuses more than 2 MB, 2,000 rows or 60 columns, what unpacks to more than 16 MB, a formula without a result, and other kinds of file.
 */
export async function gridOfFile(bytes: Uint8Array, name: string, worth: (grid: Grid) => number = figuresIn): Promise<string[][] | Refusal> {
  const called = name.replace(/\p{Cc}|\p{Cf}/gu, '').slice(-80) || 'The file', file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length > fileLimits.bytes) return no('too-large', `${called} has more than 2 MB. Keep only the page of income and expenditure.`)
  if (file.length === 0) return no('empty-file', `${called} is empty.`)
  const start = file.toString('latin1', 0, 8)
  if (start.startsWith('%PDF')) return no('pdf', `${called} is a PDF. Copy its text and paste it instead.`)
  if (start.startsWith('\xd0\xcf\x11\xe0')) return no('old-workbook', `${called} is an old Excel file or has a password. Save it as .xlsx without a password, or as CSV.`)
  if (!start.startsWith('PK')) return gridOfBytes(file, called)
  try {
    const sheets = sheetsOf(await partsOf(file))
    let best: { grid: string[][]; worth: number } | null = null
    for (const grid of sheets) {
      const value = worth(grid)
      if (best === null || value > best.worth) best = { grid, worth: value }
    }
    return best?.grid ?? no('no-sheet', `${called} has no sheet that can be seen.`)
  } catch (error) {
    if (error instanceof Fault) return error.refusal
    throw error
  }
}

const figuresIn = (grid: Grid): number => grid.flat().filter(cell => typeof poundsOf(cell) === 'number').length

// ── text ──

function gridOfBytes(file: Buffer, called: string): string[][] | Refusal {
  const isMarked = file[0] === 0xff && file[1] === 0xfe, isBig = file[0] === 0xfe && file[1] === 0xff
  if (!isMarked && !isBig && (wideEncoding(file) !== null || file.includes(0))) return no('not-text', `${called} is neither a table in text (CSV) nor an Excel workbook.`)
  const text = isMarked || isBig ? new TextDecoder(isBig ? 'utf-16be' : 'utf-16le').decode(file) : textOf(file)
  if (/^\s*(<|\{\\rtf)/.test(text)) return no('not-text', `${called} is a page or a letter, not a table. Save it as CSV or .xlsx.`)
  return gridOfText(text)
}

/** UTF-8, or Windows-1252 as Excel writes CSV in England. */
function textOf(file: Buffer): string {
  try { return new TextDecoder('utf-8', { fatal: true }).decode(file) } catch { return new TextDecoder('windows-1252').decode(file) }
}

// ── the archive ──

const isWanted = (name: string): boolean => /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/i.test(name)

/** The parts of a workbook that hold its cells, as text by name. What an archive says of a part's size is held to. */
async function partsOf(file: Buffer): Promise<Map<string, string>> {
  const parts = new Map<string, string>()
  let left: number = fileLimits.unpackedBytes
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => yauzl.fromBuffer(file, { lazyEntries: true }, (fault, opened) => { if (fault) reject(fault); else resolve(opened) })).catch(damaged)
  try {
    if (zip.entryCount > fileLimits.members) stop('too-large', 'This workbook has more parts than accounts need.')
    for (let count = zip.entryCount; count > 0; count--) {
      const entry = await new Promise<yauzl.Entry>((resolve, reject) => { zip.once('entry', resolve); zip.once('error', reject); zip.once('end', () => reject(new Error('fewer parts than it says'))); zip.readEntry() }).catch(damaged)
      zip.removeAllListeners()
      if (!isWanted(entry.fileName)) continue
      if (entry.isEncrypted()) stop('encrypted', 'This workbook has a password. Save it without one.')
      if (parts.has(entry.fileName.toLowerCase())) damaged()
      const unpacked = await unpackedPart(zip, entry, left)
      left -= unpacked.length
      parts.set(entry.fileName.toLowerCase(), unpacked.toString('utf8').replace(/^\uFEFF/, ''))
    }
  } finally { zip.close() }
  if (!parts.has('xl/workbook.xml')) stop('not-a-workbook', 'This archive is not an Excel workbook (.xlsx). Save the accounts as .xlsx or CSV.')
  return parts
}

async function unpackedPart(zip: yauzl.ZipFile, entry: yauzl.Entry, most: number): Promise<Buffer> {
  if (entry.uncompressedSize > most) stop('too-large', 'This workbook unpacks to more than accounts need. Keep only the sheet of income and expenditure.')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) damaged()
  const packed = await new Promise<Readable>((resolve, reject) => zip.openReadStream(entry, (entry.compressionMethod === 8 ? { decompress: false } : {}) as yauzl.ZipFileOptions, (fault, opened) => { if (fault) reject(fault); else resolve(opened) })).catch(damaged)
  const stream = entry.compressionMethod === 8 ? packed.pipe(createInflateRaw()) : packed, chunks: Buffer[] = []
  packed.on('error', error => stream.destroy(error))
  let length = 0, sum = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length
      // Counted as it unpacks, whatever it says of itself.
      if (length > entry.uncompressedSize) damaged()
      sum = crc32(chunk, sum)
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof Fault ? error : new Fault(no('damaged-workbook', 'This Excel workbook is cut short or damaged. Open it, save it again and send that.'))
  } finally { packed.destroy(); stream.destroy() }
  return length === entry.uncompressedSize && sum === entry.crc32 ? Buffer.concat(chunks) : damaged()
}

// ── its XML ──

type Token = { open: string; has: Map<string, string>; isEmpty: boolean } | { close: string } | { text: string }

/** Tags and texts one after another, names without their prefix; each sign is looked at once. Refuses a document type, which could define what its text means. */
function* tokensOf(xml: string): Generator<Token> {
  for (let at = 0; at < xml.length;) {
    const tag = xml.indexOf('<', at), until = tag < 0 ? xml.length : tag
    if (until > at) yield { text: plainText(xml.slice(at, until)) }
    if (tag < 0) return
    if (xml.startsWith('<!--', tag)) { at = endOf(xml, '-->', tag); continue }
    if (xml.startsWith('<![CDATA[', tag)) { at = endOf(xml, ']]>', tag); yield { text: xml.slice(tag + 9, at - 3) }; continue }
    if (xml.startsWith('<?', tag)) { at = endOf(xml, '?>', tag); continue }
    if (xml[tag + 1] === '!') damaged()
    let end = tag + 1, quote = ''
    for (; end < xml.length && (quote !== '' || xml[end] !== '>'); end++) {
      if (end - tag > fileLimits.tagLetters) damaged()
      if (quote === '' ? xml[end] === '"' || xml[end] === '\'' : xml[end] === quote) quote = quote === '' ? xml[end]! : ''
    }
    if (end >= xml.length) damaged()
    const inside = xml.slice(tag + 1, end), name = /^\/?([^\s/]+)/.exec(inside)?.[1] ?? damaged(), local = name.slice(name.indexOf(':') + 1)
    if (inside.startsWith('/')) yield { close: local }
    else {
      const isEmpty = inside.endsWith('/')
      yield { open: local, has: new Map([...inside.slice(name.length).matchAll(/\s([\w:.-]{1,60})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/g)].map(found => [found[1]!, plainText(found[2] ?? found[3]!)])), isEmpty }
      if (isEmpty) yield { close: local }
    }
    at = end + 1
  }
}

function endOf(xml: string, sign: string, from: number): number {
  const found = xml.indexOf(sign, from)
  return found < 0 ? damaged() : found + sign.length
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' }
function plainText(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g, (all, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name]!
    const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)
    return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : all
  })
}

/** Excel writes a sign that XML does not have as _x000D_. */
const unescaped = (text: string): string => text.replace(/_x([\dA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

// ── its sheets ──

type Shown = 'plain' | 'day' | 'percent' | { thousands: number }

/** The sheets that can be seen, in their order. */
function sheetsOf(parts: ReadonlyMap<string, string>): string[][][] {
  const targets = new Map<string, string>(), wanted: string[] = []
  let is1904 = false
  for (const token of tokensOf(parts.get('xl/_rels/workbook.xml.rels') ?? '')) {
    if ('open' in token && token.open === 'Relationship') targets.set(token.has.get('Id') ?? '', (token.has.get('Target') ?? '').replace(/^\/?(xl\/)?/, 'xl/').toLowerCase())
  }
  for (const token of tokensOf(parts.get('xl/workbook.xml')!)) {
    if (!('open' in token)) continue
    if (token.open === 'workbookPr') is1904 = ['1', 'true'].includes(token.has.get('date1904') ?? '')
    if (token.open === 'sheet' && !/hidden/i.test(token.has.get('state') ?? '')) wanted.push(targets.get([...token.has].find(([name]) => /(^|:)id$/.test(name))?.[1] ?? '') ?? '')
  }
  const texts = textsOf(parts.get('xl/sharedstrings.xml') ?? ''), shown = stylesOf(parts.get('xl/styles.xml') ?? '')
  const found = wanted.map(name => parts.get(name)).filter(xml => xml !== undefined).slice(0, fileLimits.sheets).map(xml => cellsOf(xml, texts, shown, is1904))
  return found
}

/** Texts that cells refer to by number; how they sound (rPh) is no part of them. */
function textsOf(xml: string): string[] {
  const texts: string[] = []
  let text: string[] | null = null, isText = false, isSound = false
  for (const token of tokensOf(xml)) {
    if ('open' in token) { if (token.open === 'si') text = []; else if (token.open === 't') isText = true; else if (token.open === 'rPh') isSound = true }
    else if ('close' in token) { if (token.close === 'si') { texts.push(unescaped((text ?? []).join(''))); text = null } else if (token.close === 't') isText = false; else if (token.close === 'rPh') isSound = false }
    else if (isText && !isSound) text?.push(token.text)
  }
  return texts
}

/** How each style shows a figure: as a day, a percentage, in thousands, or as it is. */
function stylesOf(xml: string): Shown[] {
  const formats = new Map<number, string>(), shown: Shown[] = []
  let isCells = false
  for (const token of tokensOf(xml)) {
    if ('close' in token) { if (token.close === 'cellXfs') isCells = false; continue }
    if (!('open' in token)) continue
    if (token.open === 'numFmt') formats.set(Number(token.has.get('numFmtId')), token.has.get('formatCode') ?? '')
    else if (token.open === 'cellXfs') isCells = true
    else if (token.open === 'xf' && isCells) shown.push(shownBy(Number(token.has.get('numFmtId') ?? 0), formats))
  }
  return shown
}

function shownBy(id: number, formats: ReadonlyMap<number, string>): Shown {
  const code = (formats.get(id) ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '').split(';')[0]!
  if (id >= 14 && id <= 22 || id >= 45 && id <= 47 || /[dmy]/i.test(code) && !/[0#?]|standard/i.test(code)) return 'day'
  if (id === 9 || id === 10 || code.includes('%')) return 'percent'
  const commas = /[0#?](,+)(?![0#?,])/.exec(code)?.[1]!.length ?? 0
  return commas > 0 ? { thousands: commas } : 'plain'
}

/** One sheet's cells as text, each where it stands. */
function cellsOf(xml: string, texts: readonly string[], shown: readonly Shown[], is1904: boolean): string[][] {
  const grid: string[][] = []
  let row = 0, column = 0, type = 'n', style = 0, value: string | null = null, isValue = false, isFormula = false, isSound = false
  for (const token of tokensOf(xml)) {
    if ('text' in token) { if (isValue && !isSound) value = (value ?? '') + token.text; continue }
    if ('open' in token) {
      if (token.open === 'row') { row = wholeOf(token.has.get('r')) ?? row + 1; column = 0 }
      else if (token.open === 'c') {
        const place = /^([A-Z]{1,3})(\d{1,7})$/.exec(token.has.get('r') ?? '')
        if (token.has.has('r') && !place) damaged()
        column = place ? [...place[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) : column + 1
        row = place ? Number(place[2]) : Math.max(1, row)
        type = token.has.get('t') ?? 'n'
        style = wholeOf(token.has.get('s')) ?? 0
        value = null
        isFormula = false
      } else if (token.open === 'v' || token.open === 't') { isValue = true; value ??= '' }
      else if (token.open === 'f') isFormula = true
      else if (token.open === 'rPh') isSound = true
    } else if (token.close === 'v' || token.close === 't') isValue = false
    else if (token.close === 'rPh') isSound = false
    else if (token.close === 'sheetData') break
    else if (token.close === 'c') {
      if (value === null && isFormula) throw new Fault(refusePlace('not-worked-out', 'This cell is a formula whose result is not in the file. Open the file in Excel, save it and send it again.', row, column))
      const text = value === null ? '' : textOfCell(value, type, shown[style] ?? 'plain', texts, is1904).slice(0, fileLimits.cellLetters)
      if (text === '') continue
      if (row > gridLimits.lines) throw new Fault(refusePlace('too-long', `A sheet of accounts may have ${gridLimits.lines.toLocaleString('en-GB')} rows.`, row))
      if (column > gridLimits.columns) throw new Fault(refusePlace('too-wide', `A sheet of accounts may have ${gridLimits.columns} columns.`, row, column))
      while (grid.length < row) grid.push([])
      const cells = grid[row - 1]!
      while (cells.length < column) cells.push('')
      cells[column - 1] = text
    }
  }
  return grid
}

const wholeOf = (text: string | undefined): number | null => (text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : null)

function textOfCell(value: string, type: string, shown: Shown, texts: readonly string[], is1904: boolean): string {
  if (type === 's') return (texts[wholeOf(value.trim()) ?? -1] ?? damaged()).trim()
  if (type === 'str' || type === 'inlineStr') return unescaped(value).trim()
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  // An error is shown as it is, so that it is refused by name instead of counting as nothing.
  if (type === 'e') return value
  if (type === 'd') return value.slice(0, 10)
  if (value.trim() === '') return ''
  const figure = Number(value)
  if (!Number.isFinite(figure)) return damaged()
  if (shown === 'day') return dayOf(figure, is1904)
  if (shown === 'percent') return `${rounded(figure * 100)}%`
  return rounded(typeof shown === 'object' ? figure / 1000 ** shown.thousands : figure)
}

/** Without the crumbs that binary fractions leave: 0.1 + 0.2 is 0.3. */
const rounded = (figure: number): string => (Math.abs(figure) < 1e15 ? String(Number(figure.toFixed(6))) : String(figure))

/** Days since the end of 1899 as Excel counts them (with a 29 February 1900), or since 1904. */
function dayOf(serial: number, is1904: boolean): string {
  const days = Math.floor(serial) + (is1904 ? 1462 : 0)
  if (days < 61 || days > 2_958_465) return rounded(serial)
  return new Date(Date.UTC(1899, 11, 30 + days)).toISOString().slice(0, 10)
}

