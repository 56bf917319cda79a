import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Sketch } from '#domain/partners/sketch.ts'

/** The tables, as Kysely sees them. One entry per table; the table itself is made by a numbered migration. */
export interface Schema {
  release: ReleaseTable
  sketch: SketchTable
  sketch_version: SketchVersionTable
  sketch_share: SketchShareTable
  kept_form: KeptFormTable
}

/** The register of releases: a row here publishes the Parquet file it names. Rows are added, never changed. */
export interface ReleaseTable {
  id: string
  data_set: string
  world: string
  vintage: string | null
  publisher: string
  licence: string
  /** ISO day; null for a place file that states none. */
  as_at: string | null
  checksum: string
  file_name: string
  rows_read: number
  rows_refused: number
  unknown_codes: JSONColumnType<{ code: string; rows: number }[]>
  imported_at: ColumnType<Date, Date | string, never>
  parquet: string
}

/** Opened by a private link; `at_version` is the version that is looked at and edited. */
export interface SketchTable {
  id: Generated<number>
  private_key: Buffer
  made_at: ColumnType<Date, Date | string, never>
  touched_at: Date
  at_version: number
}

/** Rows are added, never changed. */
export interface SketchVersionTable {
  sketch: number
  number: number
  parent: number | null
  at: ColumnType<Date, Date | string, never>
  /** What was done, as a sentence without its subject. */
  did: string
  content: JSONColumnType<Sketch>
  /** Ids of the releases the figures were made of when it was saved, parted by spaces. */
  figures: string
}

export interface SketchShareTable {
  sketch: number
  number: number
  look_key: Buffer
  version: number
  author: string
  made_at: ColumnType<Date, Date | string, never>
  /** ISO day, the last on which the link opens. */
  until: string
  stopped_at: Date | null
}

/** What somebody was typing when their session had ended; opened by a key, and only by that person. */
export interface KeptFormTable {
  key: Buffer
  person: string
  /** Address of the page the form stands on. */
  path: string
  fields: JSONColumnType<Record<string, string[]>>
  at: Date
  until: Date
}
