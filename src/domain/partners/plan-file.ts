import type { Edition } from '../position/edition.ts'
import { isRefusal, refuse, type PracticeCode, type Refusal } from '../words.ts'
import { recordsOf, type CsvRecord } from './csv.ts'

/** A plan as a file, `practice_code,group`: what `planCsv` writes, and what a person may write in a spreadsheet, read back or refused by line and column. Codes and hospitals likewise. */

const FORM = 'Files of plans, codes and hospitals (docs/guides/recompute-a-plan.md)'

/**
 * Reads a plan file. Refuses, naming file, line and column: a header that lacks practice_code or group, a row with too few or too many fields,
 * a code that is no practice now, one outside the area, or one met before.
 * @param path name of the file, as the person knows it
 * @returns groups in order of first appearance, and how many practices of the area the file leaves out
 */
export function readPlan(path: string, text: string, edition: Edition, inside: ReadonlySet<PracticeCode>): PlanRead | Refusal {
  return groupsOf(path, readRows(path, text, COLUMNS), edition, inside)
}

const COLUMNS = ['practice_code', 'group']

interface PlanRead { groups: { id: string; members: PracticeCode[] }[]; missing: number }

function groupsOf(path: string, rows: CsvRecord[] | Refusal, edition: Edition, inside: ReadonlySet<PracticeCode>): PlanRead | Refusal {
  if (isRefusal(rows)) return rows
  const lineOf = new Map<PracticeCode, number>(), groups = new Map<string, PracticeCode[]>()
  for (const { line, fields } of rows) {
    const code = fields[0]!.trim().toUpperCase(), id = fields[1]!.trim()
    const wrong = strange(code, edition) ?? (inside.has(code) ? null : `${code} is not a practice of the area`) ?? (lineOf.has(code) ? `${code} was on line ${lineOf.get(code)} already` : null)
    if (wrong) return at(path, line, 'practice_code', wrong)
    lineOf.set(code, line)
    if (id !== '') groups.set(id, [...groups.get(id) ?? [], code])
  }
  return { groups: [...groups].map(([id, members]) => ({ id, members })), missing: inside.size - lineOf.size }
}

/**
 * The same from whatever a person pastes out of a spreadsheet: parted by commas, tabs or semicolons, the columns under any header that says code and group, or two columns
 * without one. Refuses as `readPlan` does, by the person's own lines.
 */
export function readPastedPlan(path: string, text: string, edition: Edition, inside: ReadonlySet<PracticeCode>): PlanRead | Refusal {
  const plain = withoutMark(text), first = plain.split('\n').find(line => line.trim() !== '') ?? ''
  const records = recordsOf(plain, ['\t', ';', ','].find(sign => first.includes(sign)) ?? ',')
  if (records === null) return neverClosed(path, plain, COLUMNS[0]!)
  const filled = records.filter(({ fields }) => fields.some(field => field.trim() !== ''))
  const names = filled[0]?.fields.map(name => name.toLowerCase()) ?? [], code = names.findIndex(name => /code/.test(name)), group = names.findIndex(name => /group/.test(name))
  const rows = code >= 0 && group >= 0
    ? rowsUnder(path, filled.slice(1), names.length, [code, group], COLUMNS)
    : rowsUnder(path, filled, COLUMNS.length, [0, 1], COLUMNS)
  return groupsOf(path, rows, edition, inside)
}

/** Reads codes, one a line, from the column practice_code or, with no header, the first; refuses an unknown or repeated code with its line. */
export function readCodes(path: string, text: string, edition: Edition): PracticeCode[] | Refusal {
  const hasHeader = /^\uFEFF?[^\n]*practice_code/i.test(text)
  const rows = readRows(path, hasHeader ? text : `practice_code\n${text}`, ['practice_code'])
  if (isRefusal(rows)) return rows
  const lineOf = new Map<PracticeCode, number>()
  for (const row of rows) {
    const line = hasHeader ? row.line : row.line - 1, code = row.fields[0]!.trim().toUpperCase()
    const wrong = strange(code, edition) ?? (lineOf.has(code) ? `${code} was on line ${lineOf.get(code)} already` : null)
    if (wrong) return at(path, line, 'practice_code', wrong)
    lineOf.set(code, line)
  }
  return lineOf.size ? [...lineOf.keys()] : at(path, 1, 'practice_code', 'there is no code in the file')
}

/**
 * Reads acute hospitals by practice, `practice_code,acute_hospital`, as typed; an empty one means none.
 * Refuses, naming file, line and column: a header that lacks one of the two, a row with too few or too many fields, and an unknown or repeated code.
 */
export function readAcuteHospitals(path: string, text: string, edition: Edition): Map<PracticeCode, string> | Refusal {
  const rows = readRows(path, text, ['practice_code', 'acute_hospital'])
  if (isRefusal(rows)) return rows
  const lineOf = new Map<PracticeCode, number>(), typed = new Map<PracticeCode, string>()
  for (const { line, fields } of rows) {
    const code = fields[0]!.trim().toUpperCase(), hospital = fields[1]!.trim()
    const wrong = strange(code, edition) ?? (lineOf.has(code) ? `${code} was on line ${lineOf.get(code)} already` : null)
    if (wrong) return at(path, line, 'practice_code', wrong)
    lineOf.set(code, line)
    if (hospital !== '') typed.set(code, hospital)
  }
  return typed
}

const at = (path: string, line: number, column: string, why: string): Refusal => refuse('bad-row', `${path}, line ${line}, column ${column}: ${why}.`, FORM)

function strange(code: string, edition: Edition): string | null {
  if (edition.byCode.has(code)) return null
  if (code === '') return 'expected a practice code; found nothing'
  const former = edition.former.get(code)
  return former ? `${code} (${former.name}) has no patients now: ${former.says}` : `"${code}" is no practice with patients in the figures for ${edition.name}`
}

/** Rows of the columns wanted, in their order, with the line each begins on; blank lines are passed over. Extra columns are refused in rows, not in the header. */
function readRows(path: string, text: string, wanted: string[]): CsvRecord[] | Refusal {
  const records = recordsOf(withoutMark(text))
  if (records === null) return neverClosed(path, text, wanted[0]!)
  const header = records[0]?.fields.map(name => name.trim().toLowerCase())
  const places = wanted.map(name => header?.indexOf(name) ?? -1)
  const lacking = wanted.find((_, k) => places[k] === -1)
  if (!header || lacking) return at(path, records[0]?.line ?? 1, lacking ?? wanted[0]!, `expected the header ${wanted.join(',')}; found "${header?.join(',').slice(0, 80) ?? ''}"`)
  return rowsUnder(path, records.slice(1), header.length, places, wanted)
}

/** What the records have in the columns at `places`; refuses one with more or fewer fields than `width`. */
function rowsUnder(path: string, records: readonly CsvRecord[], width: number, places: readonly number[], wanted: readonly string[]): CsvRecord[] | Refusal {
  const rows = []
  for (const { line, fields } of records) {
    if (fields.length === 1 && fields[0]!.trim() === '') continue
    if (fields.length !== width) return at(path, line, wanted[Math.min(fields.length, wanted.length) - 1]!, `expected ${width} fields; found ${fields.length}`)
    rows.push({ line, fields: places.map(k => fields[k]!) })
  }
  return rows
}

/** Without the byte order mark some spreadsheets begin a file with. */
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '')
const neverClosed = (path: string, text: string, column: string): Refusal => at(path, text.split('\n').length, column, 'a quotation mark is opened and never closed')
