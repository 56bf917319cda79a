/** A review as it is shown to others: what stood in it on a day, as paragraphs, lists and tables that a page, a print and a Word file draw alike. */

/** A part of it. The same shapes as a paper's (src/press/document.ts), without what only a paper has. */
export type CopyBlock =
  | { heading: string; level: 2 | 3 }
  | { paragraph: string; as?: 'lead' | 'said' | 'small' }
  | { list: readonly string[] }
  | { table: { columns: readonly { head: string; share: number }[]; rows: readonly (readonly string[])[] } }

export interface CopySays { practice: string; blocks: readonly CopyBlock[] }
