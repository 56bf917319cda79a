import { refuse, type Refusal } from '#domain/words.ts'

/** A published file that is not taken, and the place in it that says why. Nothing of it is kept. */
export interface FileRefusal extends Refusal {
  /** As the person named it; inside an archive 'archive.zip: inner.csv'. */
  file: string
  /** Physical line, from 1, as an editor counts; in a workbook the row; null when the fault is the file as a whole. */
  line: number | null
  column: string | null
  expected: string
  found: string
}

export interface Fault {
  code: string
  line?: number | null
  column?: string | null
  expected: string
  found: string
  /** The sheet of a workbook that `line` counts rows of. */
  sheet?: string
}

/** Words a fault for the reader: file, line, column, what was expected and what was found. */
export function refuseFile(file: string, fault: Fault): FileRefusal {
  const line = fault.line ?? null, column = fault.column ?? null
  const place = [file, fault.sheet === undefined ? null : `sheet ${fault.sheet}`, line === null ? null : `${fault.sheet === undefined ? 'line' : 'row'} ${line}`, column === null ? null : `column ${column}`]
  const why = `${place.filter(part => part !== null).join(', ')}: expected ${fault.expected}; found ${fault.found}`
  return { ...refuse(fault.code, why, 'docs/guides/open-data.md'), file, line, column, expected: fault.expected, found: fault.found }
}

/** Something found in a file, short enough to print and with what cannot be seen made visible. */
export function shown(text: string): string {
  if (text === '') return 'nothing'
  const short = text.length > 60 ? `${text.slice(0, 60)}… (${text.length} characters)` : text
  return JSON.stringify(short)
}
