import { dayInWords } from '../../day.ts'
import type { Day } from '../../words.ts'
import { lineOf, linesFrom, plainWords, sideOf, sideOfHeading, type Side } from './accounts-lines.ts'
import { columnName, gridLimits, refusePlace, whyNotGrid, type Grid, type PlacedRefusal } from './accounts-text.ts'
import { dayInYear, dayOfYearIn, isDayOfYear, isNote, isThousands, isUnit, ODD, poundsOf, yearEndOf } from './accounts-written.ts'
import type { Said } from './question.ts'
import { accountLines, type AccountLine } from './questions/money.ts'

/**
 * Some years of a practice's accounts, read from a table in the layout accountants of practices use (domain handbook 5.2, people.md 1).
 * Totals and the profit are never counted: they are what the lines are checked against. A line whose words are not understood is handed back to be placed by
 * whoever brought it; nothing is put in "other" because it is not known, and nothing is passed over without being named.
 */

/** A row of the question `accounts`, pounds a year. */
export type AccountRow = { 'year-ends': Day; line: AccountLine; pounds: number }

export interface YearFigure { yearEnds: Day; pounds: number }

/** A line of figures whose words mean none of our lines. */
export interface Unmatched {
  /** Counted from 1, as pasted or as the sheet numbers its rows. */
  lineNumber: number
  words: string
  figures: YearFigure[]
  /** The heading it stands under; null where none says. */
  side: Side | null
  /** What its group's heading would make it ("Staff costs"): offered first, never taken. */
  perhaps: AccountLine | null
}

/** Figures that are neither income nor cost, or not of a year that ended; named so that nobody wonders where they went. */
export interface LeftOut { lineNumber: number; words: string; because: 'drawings' | 'below-profit' | 'part-of-another' }

/** Something compared or taken for granted. `agrees` is false where somebody should look. */
export interface AccountCheck { year: Day | null; says: string; agrees: boolean }

export interface AccountsReading {
  /** Newest first. The newest is year 0 of a projection. */
  years: Day[]
  /** For each year and line one row, newest year first, lines in their order. */
  rows: AccountRow[]
  unmatched: Unmatched[]
  checks: AccountCheck[]
  leftOut: LeftOut[]
  /** As the accounts state it, for comparing again once what is unmatched has been placed; a loss is negative. */
  profit: YearFigure[]
  drawings: YearFigure[]
}

/** The answer to `accounts` takes 120 rows: every line of four years. */
export const mostYears = 4
/** Accounts are rounded to pounds line by line: sums differ by a few. */
export const roundingPounds = 5
const MOST_POUNDS = 20_000_000

/**
 * Reads a table of accounts. The first column with words names the lines; a row near the top names the years.
 * Refuses, by line and column: no years, a figure that is none, a figure under no year, more than £20 million, what looks like an NHS number.
 */
export function accountsPasted(grid: Grid): AccountsReading | PlacedRefusal {
  const why = whyNotGrid(grid)
  if (why) return why
  const cells = grid.map(row => row.slice(0, gridLimits.columns).map(cell => cell.normalize('NFKC').replace(/\p{Cf}/gu, '').replace(/\s+/g, ' ').trim().slice(0, 300)))
  const header = headerOf(cells)
  if ('refused' in header) return header
  const lines = linesIn(cells, header)
  return 'refused' in lines ? lines : readingOf(lines, header)
}

// ── which column is which year ──

interface YearColumn { yearEnds: Day; columns: number[] }

interface Header { at: number; years: YearColumn[]; firstFigure: number; notes: ReadonlySet<number>; times: number; checks: AccountCheck[] }

const notAccounts = /\b(budget|forecasts?|projected|projection|plan|variance|change|difference|movement|increase|average|benchmark|per patient|per partner)\b|%/i
const at = (cells: Grid, row: number, column: number): string => cells[row]?.[column] ?? ''

function headerOf(cells: string[][]): Header | PlacedRefusal {
  const best = rowOfYears(cells) ?? rowOfTitle(cells)
  if (best === null) return refusePlace('no-years', 'No line says which years these are. Put a line above the figures with the day each year ended, such as 31 March 2025.')
  const checks: AccountCheck[] = [], dayOfYear = best.columns.map(column => monthOver(cells, best.at, column)), title = cells.slice(0, best.at + 2).flat().map(cell => (/\bend(ed|ing|s)?\b|y\/e|accounts/i.test(cell) ? dayOfYearIn(cell) : null)).find(found => found !== null)
  const ends = best.columns.map((column, k) => {
    const end = best.said[k] ?? yearEndOf(at(cells, best.at, column))!
    if ('day' in end) return end.day
    const known = dayOfYear[k] ?? title ?? dayOfYear.find(each => each !== null), day = dayInYear(end.year, known ?? { month: 3, day: 31 })
    if (!known) checks.push({ year: day, says: `The table says ${end.year} and no day, so that year is taken to end on ${dayInWords(day)}.`, agrees: true })
    return day
  })
  const width = Math.max(...cells.map(row => row.length)), starts = best.columns.map((column, k) => ({ column, yearEnds: ends[k]! })).filter(({ yearEnds }, k) => ends.indexOf(yearEnds) === k)
  const twice = ends.findIndex((end, k) => ends.indexOf(end) < k && best.columns[k]! - best.columns[k - 1]! > 0 && ends[k - 1] !== end)
  if (twice >= 0) return refusePlace('year-twice', `Two columns say ${dayInWords(ends[twice]!)}.`, best.at + 1, best.columns[twice]! + 1)
  const outside = new Set(Array.from({ length: width }, (_, column) => column).filter(column => column >= best.columns[0]! && !best.columns.includes(column) && isNotAccounts(cells, best.at, column)))
  for (const column of outside) checks.push({ year: null, says: `Column ${columnName(column + 1)} (“${headWords(cells, best.at, column)}”) is left out: it is not the accounts of a year.`, agrees: true })
  const newest = starts.toSorted((a, b) => (a.yearEnds < b.yearEnds ? 1 : -1)).slice(0, mostYears)
  for (const { yearEnds, column } of starts.filter(start => !newest.includes(start))) checks.push({ year: yearEnds, says: `Column ${columnName(column + 1)} is left out: ${mostYears} years are enough.`, agrees: true })
  const limits = [...starts.map(({ column }) => column), ...outside, width].sort((a, b) => a - b)
  const years = newest.map(({ column, yearEnds }) => ({ yearEnds, columns: Array.from({ length: limits.find(limit => limit > column)! - column }, (_, k) => column + k) }))
  const firstFigure = best.columns[0]!, isNotes = columnsOfNotes(cells), notes = new Set(Array.from({ length: firstFigure }, (_, column) => column).filter(column => column > 0 && isNotes(best.at, column)))
  const isInThousands = cells.slice(Math.max(0, best.at - 2), best.at + 4).some(row => row.some(isThousands))
  if (isInThousands) checks.push({ year: null, says: 'The table is in thousands of pounds, so each figure is taken a thousand times.', agrees: true })
  return { at: best.at, years, firstFigure, notes, times: isInThousands ? 1000 : 1, checks }
}

interface Best { at: number; columns: number[]; said: ReturnType<typeof yearEndOf>[] }

/** The row whose years stand over the most figures; the first of several. A row that begins with the words of a line is a line, however much its figures look like years. */
function rowOfYears(cells: string[][]): Best | null {
  const figures = columnsOfFigures(cells)
  let best: (Best & { score: number }) | null = null
  for (const [row, line] of cells.slice(0, 100).entries()) {
    const columns = line.flatMap((cell, column) => (column > 0 && yearEndOf(cell) !== null && !isNotAccounts(cells, row, column) ? [column] : []))
    if (columns.length === 0 || lineOf(plainWords(line[0]!), null, 'cost') !== null && columns.some(column => /^\d{4}$/.test(line[column]!))) continue
    const score = columns.reduce((total, column) => total + figures(row, column), 0)
    if (score > (best?.score ?? 0)) best = { at: row, columns, said: columns.map(column => yearEndOf(line[column]!)), score }
  }
  return best
}

/** One year only, named in a title and over no column: its figures are the one column that has some. */
function rowOfTitle(cells: string[][]): Best | null {
  const figures = columnsOfFigures(cells), notes = columnsOfNotes(cells), width = Math.max(0, ...cells.map(row => row.length))
  for (const [row, line] of cells.slice(0, 100).entries()) {
    const said = line.map(cell => /\b(?:end(?:ed|ing|s)?|to|y\/e)\b:? (.*)$/i.exec(cell)?.[1]).map(end => (end === undefined ? null : yearEndOf(end))).find(end => end !== null)
    const columns = said === undefined ? [] : Array.from({ length: width }, (_, column) => column).filter(column => column > 0 && figures(row, column) > 0 && !notes(row, column))
    if (said !== undefined && columns.length === 1) return { at: row, columns, said: [said] }
  }
  return null
}

/** A figure, or what was meant to be one and is to be refused by name. */
const isOrWasFigure = (cell: string): boolean => { const pounds = poundsOf(cell); return typeof pounds === 'number' || pounds === ODD && /[\d#]/.test(cell) && yearEndOf(cell) === null }

/** How many figures stand beneath a row in a column; a number of a note or a year is counted like others. */
const columnsOfFigures = (cells: string[][]) => countedBeneath(cells, isOrWasFigure)

/** How many cells of a kind stand beneath a row in a column. */
function countedBeneath(cells: string[][], counts: (cell: string) => boolean): (row: number, column: number) => number {
  const beneath: number[][] = [[]]
  for (const row of cells.toReversed()) {
    const below = beneath.at(-1)!
    beneath.push(Array.from({ length: Math.max(below.length, row.length) }, (_, column) => (below[column] ?? 0) + Number(counts(row[column] ?? ''))))
  }
  beneath.reverse()
  return (row, column) => beneath[row + 1]?.[column] ?? 0
}

/** What a column's head says in the lines about the years. */
function headWords(cells: string[][], row: number, column: number): string {
  return [row - 2, row - 1, row, row + 1].map(each => at(cells, each, column)).filter(cell => cell !== '' && poundsOf(cell) === ODD || notAccounts.test(cell)).join(' ')
}

const isNotAccounts = (cells: string[][], row: number, column: number): boolean => notAccounts.test([row - 1, row, row + 1].map(each => at(cells, each, column)).join(' '))

/** '31 March' in the head of a column whose year stands alone in another line of it. */
function monthOver(cells: string[][], row: number, column: number): { month: number; day: number } | null {
  return [row - 1, row + 1, row - 2, row].map(each => dayOfYearIn(at(cells, each, column))).find(found => found !== null) ?? null
}

/** Whether a column holds numbers of notes and nothing else beneath a row, or its head says so. Counted once from below: a table of two thousand lines is looked through once. */
function columnsOfNotes(cells: string[][]): (row: number, column: number) => boolean {
  const filled = countedBeneath(cells, cell => cell !== ''), others = countedBeneath(cells, cell => cell !== '' && !isNote(cell) && !/^notes?\.?( \d+[a-z]?)?$/i.test(cell))
  return (row, column) => [row - 1, row, row + 1].some(each => /^notes?\.?$/i.test(at(cells, each, column))) || filled(row, column) > 0 && others(row, column) === 0
}

// ── what each line is ──

/** A line of figures that counts, placed or not. */
interface Entry { lineNumber: number; words: string; pounds: Map<Day, number>; side: Side | null; line: AccountLine | null; perhaps: AccountLine | null }

interface Lines { entries: Entry[]; leftOut: LeftOut[]; profit: Map<Day, number> | null; drawings: Map<Day, number>; checks: AccountCheck[] }

/** What is known while going down the page. */
interface Page { section: Side | null; leaning: Side | null; heading: string; /** The words of the row just above, which has no figures; '' after a line of figures or an empty one. */ before: string; /** Lines since the last heading or total. */ group: Entry[]; /** Of those, lines in an inner column since the last figure in the outer one. */ inner: Entry[] }

const partOfAnother = /^(of which|including)\b/
const isDrawings = (plain: string): boolean => /\bdrawings\b/.test(plain) && !/\b(before|available)\b/.test(plain)
const isTotal = (plain: string): boolean => /^(sub ?totals?|totals?)\b|\btotals?$|^gross (income|receipts|fees|turnover)\b|^(income|expenditure|expenses|total)$|^brought forward$|^carried forward$/.test(plain)
const isProfit = (plain: string): boolean => !/\b(sale|disposal|share of|per)\b/.test(plain) && (/^(gross |operating |trading )?(net )?(practice |partnership )?(profits?|surplus|loss|deficit)\b/.test(plain) || /^(net|gross|operating) (profits?|income|surplus|loss|earnings)\b|\b(profits?|surplus|net income)\b.*\b(for the (financial )?(year|period)|available|distribut\w+|before|after|to partners)\b|^(distributable|divisible) (profits?|income)\b|^(income|surplus|excess) (of income )?over expenditure\b/.test(plain))
/** A profit that more lines may still change. */
const isEarly = (plain: string): boolean => /^(gross|operating|trading)\b|\bbefore (interest|depreciation|other|exceptional)\b/.test(plain)
const isShared = (plain: string): boolean => /\b(allocat\w+|apportion\w*|appropriat\w+|divided|shared|prior shares?|profit shar\w+|capital accounts?|current accounts?|balance sheet|fixed assets|net assets|drawings)\b|^(dr|partners?) /.test(plain)

function linesIn(cells: string[][], header: Header): Lines | PlacedRefusal {
  const lines: Lines = { entries: [], leftOut: [], profit: null, drawings: new Map(), checks: [...header.checks] }
  const page: Page = { section: null, leaning: null, heading: '', before: '', group: [], inner: [] }
  const used = new Set(header.years.flatMap(({ columns }) => columns)), headWords = plainWords(at(cells, header.at, 0))
  if (sideOfHeading(headWords) !== null) openHeading(page, headWords, headWords)
  for (let row = header.at + 1; row < cells.length; row++) {
    const line = lineIn(cells, row, header, used)
    if ('refused' in line) return line
    const { words, pounds } = line, plain = plainWords(words)
    if (pounds.size === 0) {
      page.before = ''
      if (plain !== '' && (!line.isHead || sideOfHeading(plain) !== null)) openHeading(page, words, plain)
      continue
    }
    if (lines.profit !== null) lines.leftOut.push({ lineNumber: row + 1, words, because: isDrawings(plain) ? 'drawings' : 'below-profit' })
    if (isDrawings(plain)) {
      if (lines.profit === null) lines.leftOut.push({ lineNumber: row + 1, words, because: 'drawings' })
      if (lines.drawings.size === 0) lines.drawings = pounds
    }
    if (lines.profit !== null || isDrawings(plain)) continue
    if (partOfAnother.test(plain)) lines.leftOut.push({ lineNumber: row + 1, words, because: 'part-of-another' })
    else if (isProfit(plain)) {
      if (isEarly(plain) || goesOn(cells, row, header, used)) {
        compare(lines, page, words, plain, pounds, row)
        page.section = page.leaning = null
      }
      else lines.profit = /\b(loss|deficit)\b/.test(plain) && !/\b(profits?|surplus)\b/.test(plain) ? new Map([...pounds].map(([year, value]) => [year, -Math.abs(value)])) : pounds
      page.group = []
    } else if (plain === '' || isTotal(plain)) {
      if (!compare(lines, page, words, plain, pounds, row)) add(lines, page, line, plain, row)
    } else add(lines, page, line, plain, row)
    const wrong = outerWrong(line, page, row)
    if (wrong) return wrong
    page.before = ''
  }
  if (lines.entries.length === 0) return refusePlace('no-lines', 'No line of this table has words and a figure. Bring the page of income and expenditure.')
  return lines
}

interface Line { words: string; pounds: Map<Day, number>; /** Its figures stand in the outer of two columns of their year. */ isOuter: boolean; /** A second figure of the same year further right: a total so far. */ outer: { year: Day; pounds: number; column: number }[]; isHead: boolean }

/** One row as words and pounds by year; refuses a figure that is none, and one under no year. */
function lineIn(cells: string[][], row: number, { at: top, years, firstFigure, notes, times }: Header, used: ReadonlySet<number>): Line | PlacedRefusal {
  const cellsOf = cells[row]!, left = cellsOf.slice(0, firstFigure).map((cell, column) => ({ cell, column })).filter(({ cell, column }) => cell !== '' && !notes.has(column))
  const stray = left.find(({ cell, column }) => column > 0 && typeof poundsOf(cell) === 'number')
  const right = [...used].sort((a, b) => a - b).map(column => ({ column, cell: cellsOf[column] ?? '' })).filter(({ cell }) => cell !== '')
  const words = left.map(({ cell }) => cell).join(' ').trim(), plain = plainWords(words), line: Line = { words: words.slice(0, 120), pounds: new Map(), isOuter: false, outer: [], isHead: false }
  const isFigure = ({ cell }: { cell: string }) => typeof poundsOf(cell) === 'number'
  const isOurs = lineOf(plain, null, 'cost') !== null || isTotal(plain) || isProfit(plain), hasFigures = right.some(isFigure)
  const heads = right.filter(({ cell }) => isUnit(cell) || isDayOfYear(cell) || yearEndOf(cell) !== null), isWordy = ({ cell }: { cell: string }) => !/[\d#=]/.test(cell)
  // What stands under the years, and the years again at the top of a second page; then words that run across the columns.
  if (!isOurs && heads.length > 0 && right.every(each => heads.includes(each) || isWordy(each) && !isFigure(each)) && (!hasFigures || isRepeated(right, cells, top))) return { ...line, isHead: true }
  if (heads.length > 0 && heads.length === right.length && !hasFigures) return { ...line, isHead: true }
  if (!isOurs && !hasFigures && right.every(isWordy)) return line
  if (stray) return refusePlace('no-year-above', `“${stray.cell}” stands under no year. Put a year above its column, or take it out.`, row + 1, stray.column + 1)
  const odd = right.find(({ cell }) => poundsOf(cell) === ODD)
  if (odd) return refusePlace('not-a-figure', `“${odd.cell.slice(0, 40)}” is not a sum of money. Write it like 1,234 or (1,234).`, row + 1, odd.column + 1)
  for (const { yearEnds, columns } of years) {
    const found = columns.map(column => ({ column, value: poundsOf(cellsOf[column] ?? '') })).filter((each): each is { column: number; value: number } => typeof each.value === 'number').map(({ column, value }) => ({ column, value: pence(value * times) }))
    if (found.length > 2) return refusePlace('no-year-above', 'Three figures of this line stand under one year.', row + 1, found[2]!.column + 1)
    const large = found.find(({ value }) => Math.abs(value) > MOST_POUNDS)
    if (large) return refusePlace('too-much', 'This is more than £20 million, which is no figure of a practice.', row + 1, large.column + 1)
    if (found.length > 0) line.pounds.set(yearEnds, found[0]!.value)
    if (found.length > 0 && found[0]!.column > columns[0]!) line.isOuter = true
    if (found.length > 1) line.outer.push({ year: yearEnds, pounds: found[1]!.value, column: found[1]!.column })
  }
  return line
}

/** Whether figures that look like years are the heads of columns once more: the same years over the same columns. */
function isRepeated(right: readonly { cell: string; column: number }[], cells: string[][], top: number): boolean {
  return right.every(({ cell, column }) => yearEndOf(cell) === null || JSON.stringify(yearEndOf(at(cells, top, column))) === JSON.stringify(yearEndOf(cell)))
}

function openHeading(page: Page, words: string, plain: string): void {
  const side = sideOfHeading(plain)
  // "Less:" with nothing after it is the other side's beginning; "Premises" or "Staff" is a group of the side it stands on.
  if (side !== null) page.section = side
  else if (/^less\b/i.test(words)) page.section = 'cost'
  page.heading = plain
  page.before = words
  page.group = []
  page.inner = []
}

function add({ entries, checks }: Lines, page: Page, { words, pounds, isOuter }: Line, plain: string, row: number): void {
  const alone = lineOf(plain, page.section, page.leaning)
  // A name too long for its line goes on in small letters on the next.
  const whole = alone === null && /^[a-z(]/.test(words) && page.before !== '' ? `${page.before} ${words}` : null, joined = whole === null ? null : lineOf(plainWords(whole), page.section, page.leaning), line = alone ?? joined
  if (joined !== null) checks.push({ year: null, says: `Lines ${row} and ${row + 1} are read as one: “${whole}”.`, agrees: true })
  const entry: Entry = { lineNumber: row + 1, words, pounds, line, side: line === null ? page.section : sideOf(line), perhaps: line === null ? lineOf(page.heading, page.section, page.leaning) : null }
  entries.push(entry)
  page.group.push(entry)
  page.inner = isOuter ? [] : [...page.inner, entry]
}

const yearOf = (entries: readonly Entry[], year: Day, side: Side | null): number => entries.reduce((total, entry) => total + (side === null || entry.side === side ? entry.pounds.get(year) ?? 0 : 0), 0)
/** The total of a whole side, not of a group in it. */
const wholeSide = /^(total|gross) (practice |partnership |gross |operating )?(income|receipts|turnover|expenditure|expenses|costs|outgoings|overheads|payments)$|^(income|expenditure|expenses)$/
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= roundingPounds

/**
 * Compares a total with the lines above it: its group, its side, or all incomes less all costs. A total with words that agrees with none is said; one without words is no
 * total then (false). Afterwards a group begins anew, and after a side's total neither side is open.
 */
function compare({ entries, checks }: Lines, page: Page, words: string, plain: string, pounds: Map<Day, number>, row: number): boolean {
  const years = [...pounds.keys()]
  const sums: { of: 'group' | 'inner' | 'income' | 'cost' | 'all'; value(year: Day): number }[] = [
    { of: 'inner', value: year => yearOf(page.inner, year, null) },
    { of: 'group', value: year => yearOf(page.group, year, null) }, { of: 'income', value: year => yearOf(entries, year, 'income') }, { of: 'cost', value: year => yearOf(entries, year, 'cost') },
    { of: 'all', value: year => yearOf(entries, year, 'income') - yearOf(entries, year, 'cost') },
  ]
  // Costs written as negative figures have a negative total.
  const fits = sums.find(({ of, value }) => (of !== 'group' && of !== 'inner' || page[of].length > 0) && entries.length > 0 && years.every(year => isNear(value(year), pounds.get(year)!) || (of === 'cost' && isNear(value(year), -pounds.get(year)!))))
  if (!fits && plain === '') return false
  const said = isProfit(plain) ? 'all' : wholeSide.test(plain) ? sideOfHeading(plain) : null
  const meant = fits ?? sums.find(({ of }) => of === (said ?? (page.group.length > 0 ? 'group' : page.section ?? 'all')))!
  if (!fits) for (const year of years) {
    const short = pence(pounds.get(year)! - meant.value(year))
    if (!isNear(short, 0)) checks.push({ year, says: `“${words}” on line ${row + 1} says ${inPounds(pounds.get(year)!)}; the lines above it come to ${inPounds(meant.value(year))}, ${inPounds(Math.abs(short))} ${short > 0 ? 'less' : 'more'}.`, agrees: false })
  }
  if (meant.of !== 'inner') page.group = []
  page.inner = []
  if (said === 'income' || said === 'cost') { page.section = null; page.leaning = said === 'income' ? 'cost' : null }
  return true
}

/** A second figure of a year on the same line is the total of its group, of its side, or so far; anything else would be a figure passed over. */
function outerWrong({ outer, words, pounds }: Line, page: Page, row: number): PlacedRefusal | null {
  for (const { year, pounds: total, column } of outer) {
    if (!isNear(yearOf(page.inner, year, null), total) && !isNear(yearOf(page.group, year, null), total) && !isNear(pounds.get(year)!, total)) return refusePlace('no-year-above', `${inPounds(total)} beside “${words}” is not the total of the lines above it. Keep one figure for each year.`, row + 1, column + 1)
  }
  if (outer.length > 0) page.inner = []
  return null
}

/** Whether a later line states the profit, with only some lines between that could change it: "Net profit" before bank interest, and again after. */
function goesOn(cells: string[][], row: number, header: Header, used: ReadonlySet<number>): boolean {
  let between = 0
  for (let next = row + 1; next < cells.length && between <= 6; next++) {
    const line = lineIn(cells, next, header, used)
    if ('refused' in line) return false
    const plain = plainWords(line.words)
    if (isShared(plain)) return false
    if (line.pounds.size === 0) continue
    if (isProfit(plain)) return between > 0
    if (isTotal(plain) || plain === '' || lineOf(plain, null, 'cost') === null) return false
    between++
  }
  return false
}

// ── what it comes to ──

const pence = (value: number): number => Math.round(value * 100) / 100 || 0
const inPounds = (value: number): string => `${value < 0 ? '−' : ''}£${Math.abs(value).toLocaleString('en-GB', { maximumFractionDigits: 2 })}`

function readingOf(lines: Lines, { years: columns }: Header): AccountsReading {
  const years = columns.map(({ yearEnds }) => yearEnds), checks = lines.checks, entries = asPaid(lines, years)
  const figuresOf = (pounds: ReadonlyMap<Day, number>): YearFigure[] => years.flatMap(year => (pounds.has(year) ? [{ yearEnds: year, pounds: pounds.get(year)! }] : []))
  const rows = years.flatMap(year => accountLines.flatMap(line => {
    const all = entries.filter(entry => entry.line === line && entry.pounds.has(year))
    return all.length === 0 ? [] : [{ 'year-ends': year, line, pounds: pence(yearOf(all, year, null)) }]
  }))
  const unmatched = entries.filter(entry => entry.line === null).map(({ lineNumber, words, pounds, side, perhaps }) => ({ lineNumber, words, figures: figuresOf(pounds), side, perhaps }))
  const profit = lines.profit === null ? [] : figuresOf(lines.profit)
  return { years, rows, unmatched, checks: [...checks, ...profitChecks(rows, unmatched, profit)], leftOut: lines.leftOut, profit, drawings: figuresOf(lines.drawings) }
}

/** Costs that the whole page writes as negative figures, the other way round: where the stated profit says so, or, without one, where no cost of three or more is positive. */
function asPaid({ entries, profit, checks }: Lines, years: readonly Day[]): Entry[] {
  const costs = entries.filter(entry => entry.side === 'cost'), values = costs.flatMap(({ pounds }) => [...pounds.values()]).filter(value => value !== 0)
  const fits = (sign: 1 | -1) => profit !== null && years.every(year => !profit.has(year) || isNear(yearOf(entries, year, 'income') - sign * yearOf(entries, year, 'cost'), profit.get(year)!))
  if (values.length === 0 || !(profit === null ? costs.length >= 3 && values.every(value => value < 0) : !fits(1) && (fits(-1) || costs.length >= 3 && values.every(value => value < 0)))) return entries
  checks.push({ year: null, says: 'The costs are written as negative figures and are read as costs.', agrees: true })
  return entries.map(entry => (entry.side === 'cost' ? { ...entry, pounds: new Map([...entry.pounds].map(([year, value]) => [year, -value || 0])) } : entry))
}

/** Incomes less costs beside the profit the accounts state, each year; what is not placed yet counts on the side it stands. */
export function profitChecks(rows: readonly AccountRow[], unmatched: readonly Unmatched[], profit: readonly YearFigure[]): AccountCheck[] {
  if (profit.length === 0) return [{ year: null, says: 'No line says what the profit was, so there is nothing to compare the lines with.', agrees: true }]
  return profit.map(({ yearEnds: year, pounds }) => {
    const open = unmatched.flatMap(({ side, figures }) => figures.filter(figure => figure.yearEnds === year).map(figure => ({ side, pounds: figure.pounds })))
    const left = pence(rows.filter(row => row['year-ends'] === year).reduce((total, { line, pounds }) => total + (sideOf(line) === 'income' ? pounds : -pounds), 0) + open.reduce((total, { side, pounds }) => total + (side === 'income' ? pounds : side === 'cost' ? -pounds : 0), 0))
    const agrees = isNear(left, pounds), more = pence(left - pounds), unplaced = open.some(({ side }) => side === null) ? ' Lines that are not placed yet may be the difference.' : ''
    return { year, agrees, says: agrees ? `Year to ${dayInWords(year)}: incomes less costs come to ${inPounds(left)}, the profit the accounts state.` : `Year to ${dayInWords(year)}: incomes less costs come to ${inPounds(left)}; the accounts state a profit of ${inPounds(pounds)}, ${inPounds(Math.abs(more))} ${more > 0 ? 'less' : 'more'}.${unplaced}` }
  })
}

/**
 * The rows once somebody has said which line each unmatched one is (by its line number); those without an answer stay unmatched. 
 * A negative cost that is placed among incomes is an income, and the other way round: a rent repaid that stands as minus rent.
 */
export function withPlaced({ rows, unmatched, years }: Pick<AccountsReading, 'rows' | 'unmatched' | 'years'>, chosen: ReadonlyMap<number, AccountLine>): Pick<AccountsReading, 'rows' | 'unmatched'> {
  const sums = new Map(rows.map(row => [`${row['year-ends']} ${row.line}`, row.pounds]))
  for (const { lineNumber, figures, side } of unmatched) {
    const line = chosen.get(lineNumber)
    const sign = line === undefined || side === null || side === sideOf(line) ? 1 : -1
    if (line !== undefined) for (const { yearEnds, pounds } of figures) sums.set(`${yearEnds} ${line}`, pence((sums.get(`${yearEnds} ${line}`) ?? 0) + sign * pounds))
  }
  return {
    rows: years.flatMap(year => accountLines.flatMap(line => (sums.has(`${year} ${line}`) ? [{ 'year-ends': year, line, pounds: sums.get(`${year} ${line}`)! }] : []))),
    unmatched: unmatched.filter(({ lineNumber }) => !chosen.has(lineNumber)),
  }
}

/** Lines to choose from for one that is unmatched: those of its side first. */
export const choicesFor = ({ side }: Pick<Unmatched, 'side'>): readonly AccountLine[] => linesFrom(side)

/** How many lines of a table are accounts: for choosing among the sheets of a workbook. 0 for a table that cannot be read. */
export function linesKnown(grid: Grid): number {
  const reading = accountsPasted(grid)
  return 'refused' in reading ? 0 : new Set(reading.rows.map(({ line }) => line)).size
}

/** The rows of an answer to `accounts`; those with an empty box are left out. */
export function accountRowsOf(said: Said | undefined): AccountRow[] {
  return Array.isArray(said) ? said.filter((row): row is AccountRow => typeof row === 'object' && typeof row['year-ends'] === 'string' && typeof row.pounds === 'number' && (accountLines as readonly unknown[]).includes(row.line)) : []
}
