import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Band, Plan, PlanKept, PlanNotes, SketchKind } from '#domain/partners/plan.ts'
import type { Sketch } from '#domain/partners/sketch.ts'
import type { PracticeCode, Refusal } from '#domain/words.ts'

/** The tables, as Kysely sees them. One entry per table; the table itself is made by a numbered migration. */
export interface Schema {
  release: ReleaseTable
  sketch: SketchTable
  sketch_version: SketchVersionTable
  sketch_share: SketchShareTable
  search: SearchTable
  search_content: SearchContentTable
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

/** How a search for a grouping stands. Known by the SHA-256 of what is asked; holds nothing of it. */
export interface SearchTable {
  key: Buffer
  /** Of the queue's. */
  job: string
  status: 'waiting' | 'working' | 'done' | 'stopped' | 'refused' | 'failed'
  /** While it waits, sixteen bits of a hash of who asked; null for nobody in particular. */
  caller: number | null
  /** Number of the lock held by the process that works on it. */
  worker: number | null
  /** How many times it was handed to a worker before this one. */
  tried: Generated<number>
  progress: JSONColumnType<{ step: string; best: number | null; bound: number | null; seconds: number }> | null
  queued_at: Generated<Date>
  asked_at: Generated<Date>
  begun_at: Date | null
  stop_asked_at: Date | null
  ended_at: Date | null
}

/** What is looked for. Kept by the table only until the search has ended. */
export interface SearchAsk {
  edition: string
  /** Ids of the releases that the edition is made of where it was asked: a plan of other figures is another plan. */
  figures: string
  area: string
  kind: SketchKind | 'fair'
  size: Band
  kept: PlanKept | null
  /** Acute hospitals as typed, by code. */
  hospitals: Readonly<Record<PracticeCode, string>> | null
}

export interface SearchContentTable {
  key: Buffer
  /** Null once the search has ended. */
  ask: JSONColumnType<SearchAsk> | null
  plan: JSONColumnType<Plan> | null
  notes: JSONColumnType<PlanNotes> | null
  refusal: JSONColumnType<Refusal> | null
}
