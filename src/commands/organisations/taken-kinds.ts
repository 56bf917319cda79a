import { taken as words, takenKinds } from '#content/wording/leaving.ts'
import { invariant } from '#domain/words.ts'
import type { Block } from '#press/document.ts'
import type { SheetCell, SheetColumn } from '#press/workbook.ts'
import { notesOf } from '#records/items.ts'
import type { Viewed } from '#records/viewing.ts'

/** What one item says, as each of the three files takes it. */
export interface Said {
  /** Its heading in the Word file, and what the other sheets call it. */
  title: string
  /** One cell for each column of its kind. */
  cells: readonly SheetCell[]
  blocks: readonly Block[]
  /** For the JSON file: text, numbers and ISO instants and days. What stands in it is part of the documented shape (docs/guides/leaving.md). */
  json: Record<string, unknown>
}

/** How items of one kind are taken away. */
export interface TakenKind {
  /** As `item.kind` says it. */
  kind: string
  /** The tables of what it says, each with a foreign key to item: a test asks the database for any that no kind names. */
  tables: readonly string[]
  /** The name of its sheet and of its part of the Word file; at most 31 letters. */
  heading: string
  columns: readonly SheetColumn[]
  /** What items of this kind say. Only items the viewer has been let see are asked for; one that has gone meanwhile is left out. */
  read(tx: Viewed, items: readonly string[]): Promise<Map<string, Said>>
}

/** Every kind of item that can be taken away, in the order of the files. A new kind of item is added here, and nowhere else. */
export const takenKindsInOrder: readonly TakenKind[] = [
  {
    kind: 'note', tables: ['note'], heading: takenKinds.note,
    columns: [{ head: words.heads.heading, shown: 'text', width: 32 }, { head: words.heads.says, shown: 'text', width: 80 }],
    read: async (tx, items) => new Map([...await notesOf(tx, items)].map(([item, { title, body }]) => [item, { title, cells: [title, body], blocks: body === '' ? [] : [{ paragraph: body, as: 'said' }], json: { heading: title, text: body } }])),
  },
]

/** What all of these items say, by id, each kind read by its own entry; of a kind that no entry knows nothing is read, and the files say that. */
export async function readTaken(tx: Viewed, heads: readonly { id: string; kind: string }[]): Promise<Map<string, Said>> {
  const said = new Map<string, Said>()
  for (const { kind, columns, read } of takenKindsInOrder) for (const [item, one] of await read(tx, heads.filter(head => head.kind === kind).map(head => head.id))) {
    invariant(one.cells.length === columns.length, `${kind} says as many cells as it has columns`)
    said.set(item, one)
  }
  return said
}
