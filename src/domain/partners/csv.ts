/** Comma-separated text as people make it in a spreadsheet, and as we hand it back. No rule of what stands in it is here. */

/** Comma-separated records with quotes and CR LF or LF; null when a quote never closes. */
export function recordsOf(text: string): { line: number; fields: string[] }[] | null {
  const records: { line: number; fields: string[] }[] = []
  let fields: string[] = [], field = '', isQuoted = false, line = 1, began = 1
  const endRecord = () => { fields.push(field); records.push({ line: began, fields }); fields = []; field = ''; began = line }
  for (let k = 0; k < text.length; k++) {
    const ch = text[k]!
    if (ch === '\n') line++
    if (isQuoted) {
      if (ch !== '"') field += ch
      else if (text[k + 1] === '"') { field += '"'; k++ }
      else isQuoted = false
    } else if (ch === '"' && field === '') isQuoted = true
    else if (ch === ',') { fields.push(field); field = '' }
    else if (ch === '\n') endRecord()
    else if (ch !== '\r') field += ch
  }
  if (isQuoted) return null
  if (field !== '' || fields.length) endRecord()
  return records
}

/** Fields of a line: by tabs where it has any, else by commas; quotes as in a comma-separated file. */
export function fieldsOf(line: string): string[] {
  const between = line.includes('\t') ? '\t' : ','
  const fields: string[] = []
  let field = '', isQuoted = false
  for (let i = 0; i < line.length; i++) {
    const letter = line[i]!
    if (isQuoted && letter === '"' && line[i + 1] === '"') { field += '"'; i++ }
    else if (letter === '"' && (isQuoted || field.trim() === '')) isQuoted = !isQuoted
    else if (letter === between && !isQuoted) { fields.push(field); field = '' }
    else field += letter
  }
  return [...fields, field].map((each) => each.trim().replace(/\s+/g, ' '))
}

/** A field as a comma-separated file takes it: in quotes where it needs them. */
export const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
