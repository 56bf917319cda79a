import { refuse, type Refusal } from '../../words.ts'
import { isNote, isUnit, ODD, poundsOf, yearEndOf, yearEndsIn } from './accounts-written.ts'
import { holdsNhsNumber } from './question.ts'

/** Pasted accounts as cells: a row for each line as pasted (an empty one stays, so that line 7 is line 7), a cell for each column. */
export type Grid = readonly (readonly string[])[]

/** A refusal that says which line and column it is about, both counted from 1; null: the whole. */
export type PlacedRefusal = Refusal & { line: number | null; column: number | null }

/** A practice's accounts are some pages; no limit is near. */
export const gridLimits = { letters: 300_000, lines: 2_000, lineLetters: 3_000, columns: 60 } as const

const SOURCE = 'What accounts brought as a table may look like'

export function refusePlace(code: string, why: string, line: number | null = null, column: number | null = null): PlacedRefusal {
  const place = line === null ? '' : `Line ${line}${column === null ? '' : `, column ${columnName(column)}`}: `
  return { ...refuse(code, place + (place === '' ? why : why[0]!.toLowerCase() + why.slice(1)), SOURCE), line, column }
}

/** 1 is A, 27 is AA: as a spreadsheet names its columns. */
export function columnName(column: number): string {
  return (column > 26 ? columnName(Math.floor((column - 1) / 26)) : '') + String.fromCharCode(65 + (column - 1) % 26)
}

/** Refuses a table that is larger than accounts are, or that holds what looks like an NHS number. */
export function whyNotGrid(grid: Grid): PlacedRefusal | null {
  if (grid.length > gridLimits.lines) return refusePlace('too-long', `Accounts may have ${gridLimits.lines.toLocaleString('en-GB')} lines; this has ${grid.length.toLocaleString('en-GB')}.`)
  const letters = grid.reduce((total, row) => total + row.reduce((sum, cell) => sum + cell.length, 0), 0)
  if (letters > gridLimits.letters) return refusePlace('too-long', `Accounts may have ${gridLimits.letters.toLocaleString('en-GB')} letters; this has ${letters.toLocaleString('en-GB')}.`)
  for (const [at, row] of grid.entries()) {
    if (row.length > gridLimits.columns && row.slice(gridLimits.columns).some(cell => cell.trim() !== '')) return refusePlace('too-wide', `Accounts may have ${gridLimits.columns} columns; this line has ${row.length}.`, at + 1)
    const column = row.findIndex(holdsNhsNumber)
    if (column >= 0) return refusePlace('nhs-number', 'This looks like an NHS number. Nothing about a patient is kept here: leave it out.', at + 1, column + 1)
  }
  return null
}

/**
 * Splits pasted text into cells: by tabs (copied from a spreadsheet), semicolons or commas with quotes (CSV), or runs of spaces (a PDF copied as text), whichever makes most
 * lines into words and figures. Copied from a PDF, a line with fewer figures than there are years has them placed by where they stand under the others; where that
 * cannot be told it is refused, because a figure in the wrong year is worse than none.
 */
export function gridOfText(text: string): string[][] | PlacedRefusal {
  if (text.length > gridLimits.letters) return refusePlace('too-long', `Accounts may have ${gridLimits.letters.toLocaleString('en-GB')} letters; this has ${text.length.toLocaleString('en-GB')}.`)
  const tidy = text.replace(/\r\n?/g, '\n').replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/\p{Cf}/gu, ''), lines = tidy.replace(/\n+$/, '').split('\n')
  if (lines.length > gridLimits.lines) return refusePlace('too-long', `Accounts may have ${gridLimits.lines.toLocaleString('en-GB')} lines; this has ${lines.length.toLocaleString('en-GB')}.`)
  const long = lines.findIndex(line => line.length > gridLimits.lineLetters)
  if (long >= 0) return refusePlace('too-long', `A line may have ${gridLimits.lineLetters.toLocaleString('en-GB')} letters; this has ${lines[long]!.length.toLocaleString('en-GB')}.`, long + 1)
  const split = (['\t', ';', ','] as const).map(sign => ({ grid: tidy.includes(sign) ? gridOfSigns(tidy, sign) : [] })).map(({ grid }) => ({ grid, worth: grid.filter(isLine).length }))
  const best = split.reduce((best, each) => (each.worth > best.worth ? each : best)), ofSpaces = lines.filter(isSpaced).length
  const grid = best.worth > 0 && best.worth >= ofSpaces ? best.grid : gridOfSpaces(lines.map(line => line.replaceAll('\t', '  ')))
  return isPlaced(grid) ? grid : whyNotGrid(grid) ?? grid
}

const isPlaced = (value: string[][] | PlacedRefusal): value is PlacedRefusal => 'refused' in value

/** What may stand in a column of figures. */
const isFigure = (cell: string): boolean => typeof poundsOf(cell) === 'number'
const isBeside = (cell: string): boolean => cell === '' || isUnit(cell) || isNote(cell) || yearEndOf(cell) !== null || poundsOf(cell) !== ODD

/** Words and then figures; never "Interest 12" and "000", which is one figure parted at its comma. */
function isLine(row: readonly string[]): boolean {
  const [words, ...rest] = row.map(cell => cell.trim())
  return rest.some(isFigure) && rest.every(each => isBeside(each) || !/\d/.test(each)) && !(/(^| |£|\()\d{1,3}$/.test(words!) && /^\d{3}(?!\d)/.test(rest[0]!))
}

const isSpaced = (line: string): boolean => {
  const words = line.trim().split(/ {2,}/)
  return words.length > 1 ? isFigure(words.at(-1)!) : isFigure(line.trim().split(' ').at(-1)!) && line.trim().includes(' ')
}

/** Fields parted by a sign, with quotes as RFC 4180 has them where a field begins with one; a quote that never closes is a letter like others. */
function gridOfSigns(text: string, sign: string): string[][] {
  const grid: string[][] = []
  let row: string[] = [], at = 0
  for (;;) {
    const begins = at + (/^ */.exec(text.slice(at, at + 20))![0].length)
    const quoted = text[begins] === '"' ? quotedFrom(text, begins + 1, sign) : null
    if (quoted) { row.push(quoted.field.trim()); at = quoted.ends }
    else {
      const from = at
      while (at < text.length && text[at] !== sign && text[at] !== '\n') at++
      row.push(text.slice(from, at).trim())
    }
    if (text[at] === sign) { at++; continue }
    grid.push(row)
    if (at >= text.length) break
    row = []
    at++
  }
  while (grid.length > 0 && grid.at(-1)!.every(cell => cell === '')) grid.pop()
  return grid
}

function quotedFrom(text: string, from: number, sign: string): { field: string; ends: number } | null {
  let field = ''
  for (let at = from; ;) {
    const close = text.indexOf('"', at)
    // A cell of accounts is short: a quote that closes far away was none.
    if (close < 0 || close - from > 2_000) return null
    if (text[close + 1] === '"') { field += text.slice(at, close + 1); at = close + 2; continue }
    const after = close + 1 + /^ */.exec(text.slice(close + 1, close + 21))![0].length
    return after >= text.length || text[after] === sign || text[after] === '\n' ? { field: field + text.slice(at, close), ends: after } : null
  }
}

interface Piece { text: string; ends: number }

/** Words, a note and a figure for each year, from lines whose columns are only spaces. */
function gridOfSpaces(lines: readonly string[]): string[][] | PlacedRefusal {
  const years = lines.reduce((most, line) => Math.max(most, headOf(line)?.length ?? 0), 0)
  if (years === 0) return lines.map(line => line.trim().split(/ {2,}/))
  const parted = lines.map(line => partedLine(line, years)), edges = edgesOf(parted, lines, years)
  const grid: string[][] = [], top = lines.findIndex(line => headOf(line)?.length === years)
  for (const [at, { words, figures }] of parted.entries()) {
    const head = headOf(lines[at]!)
    if (at < top || head && head.length < years || /^\W*(page )?\d{1,3}( of \d{1,3})?\W*$/i.test(lines[at]!)) { grid.push([lines[at]!.trim()]); continue }
    if (head && head.length === years) { grid.push([lines[at]!.slice(0, head[0]!.from).trim(), '', ...head.map(({ text }) => text)]); continue }
    const hasNote = figures.length === years + 1 && isNote(figures[0]!.text)
    if (figures.length > years && !hasNote) return refusePlace('more-figures-than-years', `This line has ${figures.length} figures for ${years === 1 ? 'one year' : `${years} years`}.`, at + 1)
    const row = hasNote ? figures : [{ text: '', ends: 0 }, ...figures]
    if (figures.length === 0 || figures.length >= years) { grid.push(figures.length === 0 ? [words] : [words, ...row.map(({ text }) => text)]); continue }
    if (figures.every(({ text }) => isUnit(text))) { grid.push([words]); continue }
    const places = placesOf(figures, edges)
    if (places === null) return refusePlace('a-year-missing', `This line has ${figures.length === 1 ? 'one figure' : `${figures.length} figures`} for ${years} years, and it cannot be seen for which. Put - where there is none.`, at + 1)
    grid.push([words, '', ...Array.from({ length: years }, (_, k) => figures[places.indexOf(k)]?.text ?? '')])
  }
  return grid
}

/** The ends of years a line names, when it names nothing else: no figures beside them. */
function headOf(line: string): ReturnType<typeof yearEndsIn> | null {
  const ends = yearEndsIn(line)
  if (ends.length === 0) return null
  const rest = ends.reduceRight((left, { from, to }) => left.slice(0, from) + left.slice(to), line)
  return /\d/.test(rest.replace(/\bnotes? \d+\b/gi, '')) || isKnownSum(line, ends) ? null : ends
}

const headWords = new Set('note notes for the year years ended ending end to and account accounts income expenditure profit loss statement detailed trading surgery practice centre at as 31 30 28 29 y e'.split(' '))

/** "Cleaning  2012  2015" is a line with two figures that look like years; years that head columns stand alone or after words that speak of years. */
function isKnownSum(line: string, ends: readonly { from: number; text: string }[]): boolean {
  const before = line.slice(0, ends[0]!.from).toLowerCase().match(/[a-z]+|\d+/g) ?? []
  return ends.every(({ text }) => /^20\d{2}$/.test(text.trim())) && !before.every(word => headWords.has(word))
}

/** A line's words, and the figures at its end: from pieces parted by two spaces or more, or, where one space parts everything, the last `years` of them. */
function partedLine(line: string, years: number): { words: string; figures: Piece[] } {
  const pieces = [...line.matchAll(/\S+(?: \S+)*/g)].map(found => ({ text: found[0], ends: found.index + found[0].length }))
  const isSingle = pieces.length === 1, parts = isSingle ? [...line.matchAll(/\S+/g)].map(found => ({ text: found[0], ends: found.index + found[0].length })) : pieces
  let from = parts.length
  while (from > 0 && (isFigure(parts[from - 1]!.text) || isUnit(parts[from - 1]!.text)) && (!isSingle || parts.length - from < years)) from--
  const figures = parts.slice(from)
  const begins = figures.length === 0 ? line.length : figures[0]!.ends - figures[0]!.text.length
  return { words: line.slice(0, begins).trim().replace(/ {2,}/g, ' '), figures }
}

/** Where the figures of each year end, across the lines that have all of them (the middle one); where none has, where the years themselves end. */
function edgesOf(parted: readonly { figures: Piece[] }[], lines: readonly string[], years: number): number[] | null {
  const full = parted.map(({ figures }) => figures.slice(-years)).filter(figures => figures.length === years)
  const head = lines.map(headOf).find(ends => ends?.length === years)
  if (full.length === 0) return head?.map(({ to }) => to) ?? null
  return Array.from({ length: years }, (_, k) => full.map(figures => figures[k]!.ends).sort((a, b) => a - b)[full.length >> 1]!)
}

/** Which year each of too few figures stands under; null where one is not plainly under any. Brackets and minus signs stick out by one or two. */
function placesOf(figures: readonly Piece[], edges: readonly number[] | null): number[] | null {
  if (edges === null) return null
  const places = figures.map(({ ends }) => edges.findIndex(edge => Math.abs(edge - ends) <= 2))
  return places.every(place => place >= 0) && new Set(places).size === places.length ? places : null
}
