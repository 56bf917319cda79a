/** Comma-separated text as people make it in a spreadsheet, and as we hand it back. No rule of what stands in it is here. */

export interface CsvRecord { /** Line it begins on, from 1. */ line: number; fields: string[] }

/** Records with quotes and CR LF or LF, by commas unless told otherwise; null when a quote never closes. */
export function recordsOf(text: string, between = ','): CsvRecord[] | null {
  const records: CsvRecord[] = []
  let fields: string[] = [], field = '', isQuoted = false, line = 1, began = 1
  const endRecord = () => { fields.push(field); records.push({ line: began, fields }); fields = []; field = ''; began = line }
  for (let k = 0; k < text.length; k++) {
    const ch = text[k]!
    if (ch === '\n') line++
    if (isQuoted) {
      if (ch !== '"') field += ch
      else if (text[k + 1] === '"') { field += '"'; k++ }
      else isQuoted = false
    } else if (ch === '"' && field.trim() === '') { isQuoted = true; field = '' }
    else if (ch === between) { fields.push(field); field = '' }
    else if (ch === '\n') endRecord()
    else if (ch !== '\r') field += ch
  }
  if (isQuoted) return null
  if (field !== '' || fields.length) endRecord()
  return records
}

/** Fields of one pasted line, tidied: by tabs where it has any, else by commas; none for an empty line, null when a quote never closes. */
export function fieldsOf(line: string): string[] | null {
  const records = recordsOf(line, line.includes('\t') ? '\t' : ',')
  return records && records.flatMap(({ fields }) => fields).map((field) => field.trim().replace(/\s+/g, ' '))
}

/** A field as a comma-separated file takes it: in quotes where it needs them. */
export const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
