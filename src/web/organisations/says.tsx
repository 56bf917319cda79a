import { fiveYears } from '#content/wording/five-years.ts'
import type { CopyBlock } from '#domain/position/review/copy.ts'
import { day } from '../ui/say.ts'
import { Written } from './parts.tsx'
import type { Opened } from './port.ts'

/** What an item says, as its owner and whoever it is shown to see it alike. A kind with pages of its own (a help request, a case, a review) is not drawn here. */

/** Its heading; null for a kind that is not drawn here. */
export function headingOf({ note, copy }: Pick<Opened, 'note' | 'copy'>): string | null {
  return note?.title ?? (copy === null ? null : fiveYears.copyHeading(copy.says.practice, day(copy.on)))
}

export function Says({ note, copy }: Pick<Opened, 'note' | 'copy'>) {
  if (copy !== null) return <CopyBlocks blocks={copy.says.blocks} />
  return <Written text={note?.body ?? ''} />
}

/** A copy of a review: headings, paragraphs, lists and tables of words alone. */
export function CopyBlocks({ blocks }: { blocks: readonly CopyBlock[] }) {
  return <div class="app-copy">{blocks.map(block => {
    if ('heading' in block) return block.level === 2 ? <h2 class="nhsuk-heading-m">{block.heading}</h2> : <h3 class="nhsuk-heading-s">{block.heading}</h3>
    if ('paragraph' in block) return <p class={block.as === 'lead' ? 'app-lede' : block.as === 'small' ? 'app-source' : undefined}>{block.paragraph}</p>
    if ('list' in block) return <ul class="nhsuk-list nhsuk-list--bullet">{block.list.map(line => <li>{line}</li>)}</ul>
    const isNumeric = block.table.columns.map((_, k) => k > 0 && block.table.rows.every(row => /^[−-]?£?\d|^no /.test(row[k]!) || row[k] === fiveYears.notPublished)), numeric = (k: number, part: string) => `nhsuk-table__${part}${isNumeric[k] ? ` nhsuk-table__${part}--numeric` : ''}`
    return <div class="app-wide-table" tabindex={0} role="region" aria-label={block.table.columns[0]!.head}><table class="nhsuk-table">
      <thead class="nhsuk-table__head"><tr class="nhsuk-table__row">{block.table.columns.map((column, k) => <th class={numeric(k, 'header')} scope="col">{column.head}</th>)}</tr></thead>
      <tbody class="nhsuk-table__body">{block.table.rows.map(row => <tr class="nhsuk-table__row">{row.map((cell, k) => (k === 0 ? <th class="nhsuk-table__header" scope="row">{cell}</th> : <td class={numeric(k, 'cell')}>{cell}</td>))}</tr>)}</tbody>
    </table></div>
  })}</div>
}
