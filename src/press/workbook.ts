import writeExcelFile, { type CellObject } from 'write-excel-file/node'
import { invariant } from '#domain/words.ts'

/** What a cell holds: text as text, a figure as a figure, or nothing. */
export type SheetCell = string | number | null

/** How figures of a column are shown; what is kept is exact. A share is of one, 0 to 1. */
export type Shown = 'text' | 'whole' | 'one-decimal' | 'share'

export interface SheetColumn {
  /** With its unit: "Patients", "Distance, km". */
  head: string
  shown: Shown
  /** Characters across; text that needs more goes on to another line. */
  width: number
}

/** One sheet of a workbook. Every row has as many cells as there are columns; a column of figures may hold a text that says why there is none. */
export interface Sheet { name: string; columns: readonly SheetColumn[]; rows: readonly (readonly SheetCell[])[] }

const formats: Record<Exclude<Shown, 'text'>, string> = { whole: '#,##0', 'one-decimal': '#,##0.0', share: '0.0%' }

/** Excel takes no more characters in a cell. */
const MOST_CHARACTERS = 32_767

/**
 * An Excel workbook (.xlsx) of these sheets, heads bold and kept in sight. Text is written as text and marked so ("@"): what begins with =, +, -, @ or a tab
 * does not become a formula when it is opened, nor when somebody edits the cell. Throws on a figure that is no number and a row of the wrong length: our mistake.
 */
export async function workbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await writeExcelFile(sheets.map(({ name, columns, rows }) => ({
    sheet: name, stickyRowsCount: 1, columns: columns.map(({ width }) => ({ width })),
    data: [
      columns.map(({ head, shown }): CellObject => ({ ...text(head), fontWeight: 'bold', align: shown === 'text' ? 'left' : 'right' })),
      ...rows.map((row, at) => {
        invariant(row.length === columns.length, `sheet ${name}, row ${at + 1} has ${row.length} cells for ${columns.length} columns`)
        return row.map((cell, k) => cellOf(cell, columns[k]!))
      }),
    ],
  }))).toBuffer())
}

function cellOf(cell: SheetCell, { shown, head }: SheetColumn): CellObject | null {
  if (cell === null) return null
  if (typeof cell === 'string') return { ...text(cell), align: shown === 'text' ? 'left' : 'right' }
  invariant(Number.isFinite(cell), `a figure of column ${head} is ${cell}`)
  return { value: cell, type: Number, alignVertical: 'top', ...(shown === 'text' ? {} : { format: formats[shown] }) }
}

function text(value: string): CellObject {
  const cut = value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS - 1)}…` : value
  // The writer keeps its texts in a plain object and would find "constructor" there before anybody put it in: a space at the end makes it another word.
  return { value: cut in Object.prototype ? `${cut} ` : cut, type: String, format: '@', wrap: true, alignVertical: 'top' }
}
