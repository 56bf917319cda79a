import type { DataSet, SmallAreaVintage } from '#domain/position/release.ts'
import type { Day } from '#domain/words.ts'

/** A column that a form reads, and what good text in it looks like. Columns a form does not name are passed over. */
export interface Column {
  /** Name within our SQL. */
  as: string
  /** Published headers, any of them, compared by letters and digits alone; the first is named in messages. */
  headers: string[]
  /** From 1, for forms without a header line. */
  position?: number
  /** An absent column reads as empty. */
  isOptional?: boolean
  /** For the reader, after "expected". */
  expects: string
  /** SQL that is true of good text; the column's own name stands for the trimmed text, '' where nothing is given. May look at other columns. */
  good: string
  /** Every line of a published file says the same here, most often: such columns are compared with the first line, not kept line by line. */
  isUsuallyTheSame?: boolean
}

/** A published comma-separated form. One file of parse/ describes one data set. */
export interface TableForm {
  kind: 'table'
  dataSet: DataSet
  /** For the reader: 'list sizes (gp-reg-pat-prac-all)'. */
  called: string
  /** Number of columns of a form without a header line; null: the first line is the header. */
  columnsWithoutHeader: number | null
  columns: Column[]
  /** For a form without a header: does a line look like one of its own? */
  looksLike?: (fields: string[]) => boolean
  /** Column whose text is the day, the same on every line. */
  day?: string
  /** For lines of several years, where the file has that column: SQL over `staged` for the last day they speak of, as text; null for none. */
  lastDay?: { column: string; sql: string }
  /** The day that a name speaks of, where a figure is not true of the first of a month; else `dayFromName`. */
  named?: (name: string) => Day | null
  /** The publisher's last line has no line end. Only for a form that reads nothing of the last column: what is cut short before it lacks a column. */
  isEndOpen?: true
  /** Columns that together may occur once, among rows where `uniqueWhere` holds. */
  unique?: { columns: string[]; says: string; where?: string }
  /** Column of practice codes to hold against the register, among rows where `practicesWhere` holds. */
  practices?: { column: string; where?: string; refusedAbove5Percent: boolean }
  /** The form gives totals, or men and women apart: `totals` then holds one row for each of these keys, from the total where given, else the sum. `isTotal` tells a total's row. */
  totals?: { keys: string[]; isTotal: string; /** A file with any total has one for each key. */ isForEveryKey?: boolean }
  /** What else a damaged copy may be told by: it is one when each group has a header present, though a needed column is not. */
  nearWith?: string[][][]
  /** An aggregate over `staged` that must be true. */
  needs?: { holds: string; expects: string; found: string }
  /** Final rows, typed, from the table `staged` of texts (or `totals`). $vintage stands for the vintage. */
  select: string
  /**
   * For forms of a million rows: the final rows straight from the texts as read, in the file's order, and an aggregate over them that is true only where
   * every check would pass. `same`: this line says what the first says in the columns that usually do. Where it is not true the file is read the slower way.
   */
  quick?: { select: string; isGood: string; vintage: string }
  /** Which small areas the file speaks of: an aggregate over `staged`, or the column whose header says so. */
  vintage?: { sql: string } | { column: string; read: (header: string) => SmallAreaVintage | null }
}

/** Letters and digits of a header, lower case: 'Partner\r\nOrganisation\r\nCode' and 'PARTNER_ORGANISATION_CODE' are the same. */
export function plainHeader(header: string): string {
  return header.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** A column of a form without a header line, by its place. */
export function at(position: number, column: Column): Column {
  return { ...column, position, headers: [`${position} (${column.headers[0]})`] }
}

// ── what columns of several forms hold ──

/** How publishers write "no figure here"; each stays null and says which it was, never 0. */
const noFigure = { '': 'missing', '*': 'suppressed', ND: 'no data', NA: 'not applicable', '-': 'missing', SUPPRESSED: 'suppressed' } as const

const noFigureList = Object.keys(noFigure).map(mark => `'${mark}'`).join(', ')

/** A whole number of patients, or a mark that none is given. */
export function patientsColumn(headers: string[], more: Partial<Column> = {}): Column {
  return {
    as: 'patients', headers, expects: 'a whole number of patients, or *, ND or nothing where none is given',
    good: `(regexp_full_match(patients, '[0-9]{1,8}') or upper(patients) in (${noFigureList}))`, ...more,
  }
}

/** A number, with or without a fraction, or a mark that none is given. */
export function figureColumn(as: string, headers: string[], more: Partial<Column> & { mayBeNegative?: true } = {}): Column {
  const { mayBeNegative, ...rest } = more
  return { as, headers, expects: 'a number, or *, ND, NA or nothing where none is given', good: `(regexp_full_match(${as}, '${mayBeNegative ? '-?' : ''}${figurePattern}') or upper(${as}) in (${noFigureList}))`, ...rest }
}

const figurePattern = '[0-9]{1,12}([.][0-9]{1,20})?'

/** SQL for the number in a figure column, null where none is given. */
export const figureOf = (as: string) => `case when regexp_full_match(${as}, '-?${figurePattern}') then ${as}::double end`

const isWhole = `regexp_full_match(patients, '[0-9]{1,8}')`

/** SQL for the number in a patients column, null where none is given, and for the reason why none is. */
export const patientsNumber = `case when ${isWhole} then patients::integer end`
export const patientsReason = `case when ${isWhole} then null else case upper(patients) ${Object.entries(noFigure).map(([mark, reason]) => `when '${mark}' then '${reason}'`).join(' ')} end end`

/** SQL that is true of the reasons above. */
export const isReason = (as: string) => `regexp_matches(${as}, '^(${[...new Set(Object.values(noFigure))].join('|')})')`

export const practicePattern = '[A-Z][A-Z0-9]{2}[0-9]{3}'

export function practiceColumn(as: string, headers: string[], more: Partial<Column> = {}): Column {
  return { as, headers, expects: 'a practice code such as L85001', good: `regexp_full_match(${as}, '${practicePattern}')`, ...more }
}

export function dayColumn(headers: string[] = ['EXTRACT_DATE']): Column {
  return { as: 'day', headers, expects: 'the same day on every line', good: 'true', isUsuallyTheSame: true }
}

/** Control characters other than tab and line end. */
export const unprintable = '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]'

/** Free text: short, without control characters, and (once trimmed) without spaces about it. */
export function textColumn(as: string, headers: string[], more: Partial<Column> = {}): Column {
  return { as, headers, expects: 'text of at most 300 characters', good: `(length(${as}) <= 300 and ${as} = trim(${as}) and not regexp_matches(${as}, '${unprintable}'))`, ...more }
}

/** NHS England's patients files all say so in their first column. */
export const publicationColumn: Column = { as: 'publication', headers: ['PUBLICATION'], expects: 'GP_PRAC_PAT_LIST', good: `publication = 'GP_PRAC_PAT_LIST'`, isUsuallyTheSame: true }

/** A code of letters and digits, which may be left out. */
export function codeColumn(as: string, headers: string[], more: Partial<Column> = {}): Column {
  return { as, headers, expects: 'a code of 1 to 12 letters and digits, or nothing', good: `regexp_full_match(${as}, '[A-Za-z0-9]{0,12}')`, ...more }
}

/** YYYYMMDD or nothing, as the Organisation Data Service writes days. */
export function odsDayColumn(as: string, headers: string[], more: Partial<Column> = {}): Column {
  return { as, headers, expects: 'a day as YYYYMMDD, or nothing', good: `(${as} = '' or (regexp_full_match(${as}, '(19|20)[0-9]{6}') and try_strptime(${as}, '%Y%m%d') is not null))`, ...more }
}

export function odsDay(as: string): string {
  return `try_strptime(nullif(${as}, ''), '%Y%m%d')::date`
}

/** A nine-character small-area code. */
export function smallAreaColumn(as: string, headers: string[], more: Partial<Column> = {}): Column {
  return { as, headers, expects: 'a small-area code such as E01000001', good: `regexp_full_match(${as}, '[A-Z][0-9]{8}')`, ...more }
}

/** A postcode as published, with one space, upper case; anything else is left as it was. */
export function postcodeOf(as: string): string {
  const solid = `regexp_replace(upper(${as}), '\\s', '', 'g')`
  return `case when regexp_full_match(${solid}, '${postcodePattern}') then ${solid}[:-4] || ' ' || ${solid}[-3:] else nullif(${as}, '') end`
}

export const postcodePattern = '[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}|GIR0AA'

/** Degrees, within the United Kingdom and its isles; ONS writes 99.999999 where a postcode has no place. */
export function degreesColumn(as: 'lat' | 'lon', headers: string[], more: Partial<Column> = {}): Column {
  const [low, high] = as === 'lat' ? [49, 61.5] : [-9, 2.5]
  return {
    as, headers, expects: as === 'lat' ? 'a latitude between 49 and 61.5 degrees' : 'a longitude between -9 and 2.5 degrees',
    good: `(try_cast(${as} as double) between ${low} and ${high})`, ...more,
  }
}
