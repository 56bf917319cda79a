import type { Edition } from '../position/edition.ts'
import { isRefusal, refuse, type PracticeCode, type Refusal } from '../words.ts'
import { quoted, recordsOf } from './csv.ts'

/** A plan as a file, `practice_code,group`: what `planCsv` writes, and what a person may write in a spreadsheet, read back or refused by line and column. Codes and hospitals likewise. */

const FORM = 'Files of plans, codes and hospitals (docs/guides/recompute-a-plan.md)'

/**
 * Reads a plan file. Refuses, naming file, line and column: a header that lacks practice_code or group, a row with too few or too many fields,
 * a code that is no practice now, one outside the area, or one met before.
 * @param path name of the file, as the person knows it
 * @returns groups in order of first appearance, and how many practices of the area the file leaves out
 */
export function readPlan(path: string, text: string, edition: Edition, inside: ReadonlySet<PracticeCode>): { groups: { id: string; members: PracticeCode[] }[]; missing: number } | Refusal {
  const rows = readRows(path, text, ['practice_code', 'group'])
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
export function readPastedPlan(path: string, text: string, edition: Edition, inside: ReadonlySet<PracticeCode>): ReturnType<typeof readPlan> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/), at = lines.findIndex(line => line.trim() !== '')
  const mark = ['\t', ';', ','].find(sign => lines[at]?.includes(sign)) ?? ','
  const plain = mark === ',' ? lines : lines.map(line => line.split(mark).map(quoted).join(','))
  const names = (lines[at] ?? '').split(mark).map(name => name.trim().toLowerCase()), code = names.findIndex(name => /code/.test(name)), group = names.findIndex(name => /group/.test(name))
  if (code >= 0 && group >= 0) {
    plain[at] = names.map((name, k) => (k === code ? 'practice_code' : k === group ? 'group' : `other ${k} ${name.replaceAll(/[",]/g, '')}`)).join(',')
    return readPlan(path, plain.slice(at).join('\n'), edition, inside)
  }
  const read = readPlan(path, ['practice_code,group', ...plain].join('\n'), edition, inside)
  return isRefusal(read) ? { ...read, why: read.why.replace(/, line (\d+),/, (_, line: string) => `, line ${Number(line) - 1},`) } : read
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
function readRows(path: string, text: string, wanted: string[]): { line: number; fields: string[] }[] | Refusal {
  const records = recordsOf(text.replace(/^\uFEFF/, ''))
  if (records === null) return at(path, text.split('\n').length, wanted[0]!, 'a quotation mark is opened and never closed')
  const header = records[0]?.fields.map(name => name.trim().toLowerCase())
  const places = wanted.map(name => header?.indexOf(name) ?? -1)
  const lacking = wanted.find((_, k) => places[k] === -1)
  if (!header || lacking) return at(path, records[0]?.line ?? 1, lacking ?? wanted[0]!, `expected the header ${wanted.join(',')}; found "${header?.join(',').slice(0, 80) ?? ''}"`)
  const rows = []
  for (const { line, fields } of records.slice(1)) {
    if (fields.length === 1 && fields[0]!.trim() === '') continue
    if (fields.length !== header.length) return at(path, line, wanted[Math.min(fields.length, wanted.length) - 1]!, `expected ${header.length} fields; found ${fields.length}`)
    rows.push({ line, fields: places.map(k => fields[k]!) })
  }
  return rows
}
