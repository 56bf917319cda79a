import { createReadStream } from 'node:fs'

/**
 * Records of a comma-separated file, read slowly and exactly as the standard has it (RFC 4180): quoted fields may hold commas, line ends
 * and doubled quotes. DuckDB reads the files; this finds the place to point at once something is wrong, and reads the first lines.
 */
export interface Record { fields: string[]; /** Physical line the record begins on, from 1. */ line: number; fault: RecordFault | null; /** How its line ends; nothing at the end of a file that lacks it. */ end: LineEnd }

export type LineEnd = 'CR LF' | 'LF' | 'CR' | ''

export type RecordFault = 'quote-not-closed' | 'text-after-quote' | 'quote-inside'

/** Longest line taken, in characters: no published line comes near. */
export const longestLine = 1_000_000

/**
 * Splits text into records; lines with nothing on them are passed over, as DuckDB passes over them.
 * A last record without a line end is given too. Stops after a record whose quotes make no sense.
 */
export function* recordsOf(text: string, delimiter = ',', line = 1): Generator<Record> {
  let at = 0
  while (at < text.length) {
    const begins = line
    const fields: string[] = []
    let fault: RecordFault | null = null
    for (;;) {
      if (text[at] === '"') {
        let value = ''
        let from = ++at
        for (;;) {
          const close = text.indexOf('"', from)
          if (close < 0) { fault = 'quote-not-closed'; value += text.slice(at); at = text.length; break }
          if (text[close + 1] === '"') { value += text.slice(at, close + 1); at = from = close + 2; continue }
          value += text.slice(at, close)
          at = close + 1
          break
        }
        line += newlines(value)
        fields.push(value)
        if (fault === null && at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') fault = 'text-after-quote'
        if (fault !== null) { at = endOfLine(text, at); }
      } else {
        let end = at
        while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++
        const value = text.slice(at, end)
        if (value.includes('"')) fault ??= 'quote-inside'
        fields.push(value)
        at = end
      }
      if (text[at] === delimiter) { at++; continue }
      break
    }
    const isCr = text[at] === '\r', isLf = text[isCr ? at + 1 : at] === '\n'
    at += Number(isCr) + Number(isLf)
    line++
    const isBlank = fields.length === 1 && fields[0] === ''
    if (!isBlank) yield { fields, line: begins, fault, end: isCr ? (isLf ? 'CR LF' : 'CR') : isLf ? 'LF' : '' }
    if (fault !== null) return
  }
}

/** How many line ends a text holds. */
export function newlines(text: string): number {
  let count = 0
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) count++
  return count
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** What is structurally wrong with a comma-separated file, at its first such place; or how its lines lie. */
export interface Structure {
  records: number
  fault: { line: number; expected: string; found: string } | null
  /** Line of record `index` (header, where there is one, is 0), when `wanted` asked for it. */
  lineOf: number | null
}

/**
 * Reads a whole UTF-8 file record by record, in bounded memory, and says where it first departs from `fields` columns a line.
 * Slow (a hundred MB takes seconds): asked only once something is known to be wrong.
 *
 * @param wanted index of a record whose physical line is wanted; reading stops there.
 */
export async function structureOf(path: string, fields: number, wanted: number | null = null): Promise<Structure> {
  let index = 0, line = 1, kept = ''
  let end: LineEnd = ''
  const decoder = new TextDecoder('utf-8')
  const examine = (text: string, isLast: boolean): Structure | null => {
    for (const record of recordsOf(text, ',', line)) {
      // A quote still open at the end of what has been read may close in what follows.
      if (record.fault === 'quote-not-closed' && !isLast) return null
      end ||= record.end
      const isEndMixed = wanted === null && record.end !== '' && record.end !== end
      const fault = faultOf(record, fields) ?? (isEndMixed ? { expected: `every line to end as the first does (${end})`, found: record.end } : null)
      if (fault !== null) return { records: index, fault: { line: record.line, ...fault }, lineOf: null }
      if (index === wanted) return { records: index, fault: null, lineOf: record.line }
      index++
    }
    return null
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    kept += decoder.decode(chunk as Buffer, { stream: true })
    const whole = wholeRecords(kept)
    if (whole === 0) {
      if (kept.length <= longestLine) continue
      const long = { records: index, fault: { line, expected: `a line of at most ${longestLine.toLocaleString('en-GB')} characters`, found: 'a longer one, or a quotation mark that is never closed' }, lineOf: null }
      const inside = kept.includes('"') ? examine(kept, true) : null
      return inside?.fault && inside.fault.found !== 'the end of the file' ? inside : long
    }
    const text = kept.slice(0, whole)
    const found = examine(text, false)
    if (found) return found
    line += newlines(text)
    kept = kept.slice(whole)
  }
  const found = examine(kept + decoder.decode(), true)
  if (found) return found
  return { records: index, fault: null, lineOf: null }
}

function faultOf(record: Record, fields: number): { expected: string; found: string } | null {
  if (record.fault === 'quote-not-closed') return { expected: 'a closing quotation mark', found: 'the end of the file' }
  if (record.fault === 'text-after-quote') return { expected: 'a comma or the end of the line after a closing quotation mark', found: 'other text' }
  if (record.fault === 'quote-inside') return { expected: 'no quotation mark inside a field that does not begin with one', found: 'one' }
  if (record.fields.length !== fields) return { expected: `${fields} columns`, found: String(record.fields.length) }
  const longest = record.fields.reduce((most, field) => Math.max(most, field.length), 0)
  if (longest > longestLine) return { expected: `a line of at most ${longestLine.toLocaleString('en-GB')} characters`, found: `a field of ${longest.toLocaleString('en-GB')}` }
  return null
}

/** Length of the longest beginning of `text` that ends with a line end outside quotes; 0 when there is none. */
function wholeRecords(text: string): number {
  // Outside quotes, the number of quotation marks so far is even; doubled ones keep it so.
  let isInside = false, last = 0, quote = text.indexOf('"')
  for (let newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
    while (quote >= 0 && quote < newline) { isInside = !isInside; quote = text.indexOf('"', quote + 1) }
    if (!isInside) last = newline + 1
  }
  return last
}
