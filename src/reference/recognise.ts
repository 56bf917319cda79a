import { tableForms, type Form } from './forms.ts'
import { recogniseBoundaries } from './parse/boundaries.ts'
import { plainHeader, type TableForm } from './parse/form.ts'
import { hasNetworkSheets, networkRegister } from './parse/network-register.ts'
import { recordsOf } from './text.ts'
import { FileFault, headOf, wideEncoding, zipText, type Packed } from './unpack.ts'

/** What a file is, and its header line where it has one. */
export interface Recognised { form: Form; header: string[] | null }

const headBytes = 256 * 1024
const geojsonHeadBytes = 8 * 1024 * 1024

/**
 * Says which published form a file has, from its content alone; null for none that we know.
 * Refuses (throws FileFault) a damaged copy of a form: one whose header lacks a column, stands in UTF-16, or is parted by something other than commas.
 */
export async function recognise(packed: Packed): Promise<Recognised | null> {
  const head = await headOf(packed, headBytes)
  if (head.length === 0) return null
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) {
    const list = await zipText(packed.path, 'xl/workbook.xml')
    return list !== null && hasNetworkSheets(list) ? { form: networkRegister, header: null } : null
  }
  const wide = wideEncoding(head)
  if (wide !== null) {
    const isOurs = wide === 'UTF-16' && recogniseText(decodeWide(head), head.length < headBytes) !== null
    if (isOurs) throw new FileFault({ code: 'encoding', line: 1, expected: 'text in UTF-8 (or Windows-1252)', found: `${wide}; save it again as UTF-8` })
    return null
  }
  const text = new TextDecoder('utf-8').decode(head)
  if (/^\s*\{/.test(text)) {
    const form = recogniseBoundaries(text) ?? (head.length === headBytes ? recogniseBoundaries((await headOf(packed, geojsonHeadBytes)).toString('utf8')) : null)
    return form ? { form, header: null } : null
  }
  return recogniseText(text, head.length < headBytes)
}

/** A comma-separated form from its first lines. @param isWhole the text is the whole file, so its last line is one too */
export function recogniseText(text: string, isWhole: boolean): Recognised | null {
  const first = firstRecords(text, ',', 1)[0]
  if (!first || first.fault !== null && first.fields.length < 2) return null
  const headers = first.fields.map(plainHeader)
  const exact = tableForms.filter(form => form.columnsWithoutHeader === null && missing(form, headers).length === 0)
  // A form that asks for more is told before one that asks for less.
  const best = exact.sort((a, b) => needed(b).length - needed(a).length)[0]
  if (best) {
    const twice = headers.findIndex((header, i) => header !== '' && headers.indexOf(header) !== i && best.columns.some(column => column.headers.some(name => plainHeader(name) === header)))
    if (twice >= 0) throw new FileFault({ code: 'wrong-columns', line: first.line, column: first.fields[twice]!, expected: 'each header once', found: 'two of this name' })
    if (first.line !== 1 || first.fields.some(field => /[\r\n]/.test(field))) throw new FileFault({ code: 'wrong-columns', line: 1, expected: 'the header alone on the first line', found: first.line === 1 ? 'a header that runs over several lines' : 'an empty line' })
    return { form: best, header: first.fields }
  }
  const headless = recogniseHeadless(text, isWhole)
  if (headless) return headless
  refuseDamaged(first.fields, headers, first.line)
  for (const [delimiter, called] of [[';', 'semicolons'], ['\t', 'tabs'], ['|', 'bars']] as const) {
    const parted = firstRecords(text, delimiter, 1)[0]?.fields.map(plainHeader) ?? []
    const form = tableForms.find(candidate => candidate.columnsWithoutHeader === null && missing(candidate, parted).length === 0)
    if (form) throw new FileFault({ code: 'wrong-columns', line: first.line, expected: `columns of ${form.called} parted by commas`, found: called })
  }
  return null
}

function recogniseHeadless(text: string, isWhole: boolean): Recognised | null {
  const sample = firstRecords(text, ',', 60)
  if (!isWhole && sample.length > 1 && sample.length < 60) sample.pop()
  for (const form of tableForms) {
    if (!form.looksLike) continue
    const alike = sample.filter(record => form.looksLike!(record.fields.map(field => field.trim()))).length
    if (alike > 0 && alike >= sample.length / 2) return { form, header: null }
  }
  return null
}

/** A header that is nearly one of ours is a damaged copy, not an unknown file: said by the column it lacks. */
function refuseDamaged(fields: string[], headers: string[], line: number): void {
  if (fields[0]?.trim() === 'GP_PRAC_PAT_LIST') throw new FileFault({ code: 'wrong-columns', line, expected: 'a header line that begins with PUBLICATION', found: 'a line of figures' })
  const near = tableForms
    .filter(form => form.columnsWithoutHeader === null)
    .map(form => ({ form, lacks: missing(form, headers), of: needed(form).length }))
    .filter(({ form, lacks, of }) => (of >= 5 && lacks.length / of <= 0.2) || form.nearWith?.some(groups => groups.every(group => group.some(name => headers.includes(plainHeader(name))))))
    .sort((a, b) => a.lacks.length / a.of - b.lacks.length / b.of)[0]
  if (!near) return
  const lacking = near.lacks[0]!
  throw new FileFault({ code: 'missing-column', line, column: lacking, expected: `a column of this name, as ${near.form.called} has`, found: `none among ${fields.slice(0, 12).map(field => field.trim().slice(0, 40)).join(', ')}${fields.length > 12 ? ' …' : ''}` })
}

function needed(form: TableForm): TableForm['columns'] {
  return form.columns.filter(column => !column.isOptional)
}

function missing(form: TableForm, headers: string[]): string[] {
  return needed(form).filter(column => !column.headers.some(name => headers.includes(plainHeader(name)))).map(column => column.headers[0]!)
}

function firstRecords(text: string, delimiter: string, count: number): { fields: string[]; line: number; fault: string | null }[] {
  const records = []
  for (const record of recordsOf(text, delimiter)) {
    records.push(record)
    if (records.length === count) break
  }
  return records
}

function decodeWide(head: Buffer): string {
  const isBigEndian = head.readUInt16BE(0) === 0xfeff || head[0] === 0
  return new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le').decode(head.subarray(0, head.length - head.length % 2))
}
