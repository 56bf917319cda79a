import type { Child } from 'hono/jsx'
import type { Size } from './parts.tsx'

export interface Column<T> {
  head: Child
  cell: (row: T, index: number) => Child
  /** Numbers align right, so that they can be compared. */
  numeric?: boolean
}

export interface TableProps<T> {
  caption?: Child
  captionSize?: Size
  columns: readonly Column<T>[]
  rows: readonly T[]
  /** On a phone each row becomes a small list with the column's name before each value. */
  responsive?: boolean
  /** Extra class for the row, such as the reader's own practice. */
  rowClass?: (row: T) => string | undefined
  /** For long tables that most readers see alike: keeps the text of some rows that follow one another, from the index given on, or makes it anew. */
  keepRows?: (rows: readonly T[], from: number, make: () => Child) => Child
}

/** Rows kept together: so few that little is made anew where one row differs, so many that their text is worth keeping. */
const ROWS_TOGETHER = 6

const classes = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ')

/** The design system's table. The first column heads its row. */
export function Table<T>({ caption, captionSize = 'm', columns, rows, responsive, rowClass, keepRows }: TableProps<T>) {
  const role = (name: string) => (responsive ? name : undefined)
  const rowOf = (row: T, index: number) => <tr class={classes('nhsuk-table__row', rowClass?.(row))} role={role('row')}>
    {columns.map((column, i) => {
      const inside = responsive
        ? <><span class="nhsuk-table__heading" aria-hidden="true">{column.head} </span><span>{column.cell(row, index)}</span></>
        : column.cell(row, index)
      return i === 0
        ? <th class={classes('nhsuk-table__header', column.numeric && 'nhsuk-table__header--numeric')} scope="row" role={role('rowheader')}>{inside}</th>
        : <td class={classes('nhsuk-table__cell', column.numeric && 'nhsuk-table__cell--numeric')} role={role('cell')}>{inside}</td>
    })}
  </tr>
  const together = (from: number) => rows.slice(from, from + ROWS_TOGETHER)
  return <table class={classes('nhsuk-table', responsive && 'nhsuk-table--responsive')} role={role('table')}>
    {caption && <caption class={`nhsuk-table__caption nhsuk-table__caption--${captionSize}`}>{caption}</caption>}
    <thead class="nhsuk-table__head" role={role('rowgroup')}>
      <tr class="nhsuk-table__row" role={role('row')}>
        {columns.map(column => <th class={classes('nhsuk-table__header', column.numeric && 'nhsuk-table__header--numeric')} scope="col" role={role('columnheader')}>{column.head}</th>)}
      </tr>
    </thead>
    <tbody class="nhsuk-table__body">
      {keepRows === undefined ? rows.map(rowOf) : Array.from({ length: Math.ceil(rows.length / ROWS_TOGETHER) }, (_, i) => i * ROWS_TOGETHER)
        .map(from => keepRows(together(from), from, () => <>{together(from).map((row, i) => rowOf(row, from + i))}</>))}
    </tbody>
  </table>
}
