import type { ColumnType, JSONColumnType } from 'kysely'

/** The tables, as Kysely sees them. One entry per table; the table itself is made by a numbered migration. */
export interface Schema {
  release: ReleaseTable
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
