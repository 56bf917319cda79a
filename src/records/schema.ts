import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { LeavingWay } from '#domain/organisations/leaving.ts'
import type { OrganisationKind, RoleKind } from '#domain/organisations/organisation.ts'
import type { AloneEnd, AloneResult, AloneSaid, AloneWay } from '#domain/position/review/alone.ts'
import type { Band, Plan, PlanKept, PlanNotes, SketchKind } from '#domain/partners/plan.ts'
import type { HatKind, Level, WordKind } from '#domain/support/help.ts'
import type { Sure } from '#domain/position/review/answer.ts'
import type { CopySays } from '#domain/position/review/copy.ts'
import type { Said } from '#domain/position/review/question.ts'
import type { Sketch } from '#domain/partners/sketch.ts'
import type { KeptAs } from '#domain/visibility.ts'
import type { PracticeCode, Refusal, World } from '#domain/words.ts'

type Instant = ColumnType<Date, Date | string, never>

/** The tables, as Kysely sees them. One entry per table; the table itself is made by a numbered migration. */
export interface Schema {
  release: ReleaseTable
  sketch: SketchTable
  sketch_version: SketchVersionTable
  sketch_share: SketchShareTable
  person: PersonTable
  organisation: OrganisationTable
  role: RoleTable
  membership: MembershipTable
  invitation: InvitationTable
  taking: TakingTable
  item: ItemTable
  note: NoteTable
  share: ShareTable
  looking: LookingTable
  leaving: LeavingTable
  letter: LetterTable
  notice: NoticeTable
  kept_form: KeptFormTable
  search: SearchTable
  search_content: SearchContentTable
  help_request: HelpRequestTable
  hat: HatTable
  help_word: HelpWordTable
  working_note: WorkingNoteTable
  commissioner_case: CommissionerCaseTable
  case_step: CaseStepTable
  review_answer: ReviewAnswerTable
  review_look: ReviewLookTable
  review_copy: ReviewCopyTable
  parameter_value: ParameterValueTable
  alone_round: AloneRoundTable
  alone_asked: AloneAskedTable
  alone_answer: AloneAnswerTable
  alone_in: AloneInTable
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

/** A person, as rooms know one; how they sign in is kept with the accounts. */
export interface PersonTable { id: string; name: string; made_at: Instant }

export interface OrganisationTable {
  id: string
  kind: OrganisationKind
  code: string
  name: string
  word: string | null
  world: World
  founded_by: string | null
  made_at: Instant
  confirmed_at: Date | null
  /** ISO day, the last. */
  ended_on: string | null
  ended: string | null
}

/** Rows are added and given an end. */
export interface RoleTable {
  id: string
  person: string
  person_name: string
  organisation: string
  kind: RoleKind
  from_on: string
  to_on: string | null
  given_by: string
  made_at: Instant
  ended_by: string | null
}

/** Rows are added and given an end. */
export interface MembershipTable {
  id: string
  group_id: string
  member: string
  member_name: string
  joined_as: 'member' | 'observer'
  from_on: string
  to_on: string | null
  made_by: string
  made_at: Instant
}

export interface InvitationTable {
  id: string
  organisation: string
  organisation_name: string
  purpose: 'role' | 'room' | 'group'
  role_kind: RoleKind | null
  /** Of the practice or organisation that a 'room' or 'group' invitation is for. */
  for_code: string | null
  for_name: string
  joined_as: 'member' | 'observer' | null
  key: Buffer
  email: string | null
  made_by: string
  made_by_name: string
  made_at: Instant
  until: string
  withdrawn_at: Date | null
}

/** One row once an invitation has been taken up. Of letters to practices their sender is shown none. */
export interface TakingTable { invitation: string; taken_by: string; taken_for: string | null; at: Instant }

export interface ItemTable {
  id: string
  /** Its room, where it goes with the room; the database works it out. */
  room: GeneratedAlways<string | null>
  organisation: string
  organisation_name: string
  kind: string
  author: string
  author_name: string
  kept_as: KeptAs
  group_id: string | null
  is_commercial: boolean
  entered_by: string | null
  entered_by_name: string | null
  confirm_by: Date | null
  confirmed_at: Date | null
  made_at: Instant
  changed_at: Date
  version: Generated<number>
}

export interface NoteTable { item: string; title: string; body: string }

/** Rows are added and stopped. */
export interface ShareTable {
  id: string
  item: string
  owner: string
  owner_person: string | null
  to_code: string
  to_name: string
  to_person: string | null
  made_by: string
  made_by_name: string
  made_at: Instant
  until: string
  stopped_at: Date | null
  stopped_by: string | null
  stopped_because: Generated<string | null>
}

/** Rows are added, never changed. */
export interface LookingTable {
  id: Generated<number>
  room: GeneratedAlways<string | null>
  item: string
  item_kind: string
  owner: string
  owner_person: string | null
  looker: string
  looker_name: string
  looker_organisation: string
  looker_organisation_name: string
  seen_as: 'named' | 'this-group'
  form: string
  at: Instant
}

/** That somebody was shown something, until letters are written of it. */
export interface NoticeTable {
  id: string
  item: string
  from_organisation: string
  from_name: string
  from_of: string
  to_code: string
  to_person: string | null
  page: 'shown-to-us' | 'kept' | 'ask'
  at: ColumnType<Date, Date | string, never>
}

/** A letter on its way out; `address` and `content` are null once it has ended. */
export interface LetterTable {
  id: string
  kind: string
  /** Its link opens something by itself: in no backup. */
  is_key: boolean
  address: string | null
  content: JSONColumnType<{ before: string[]; path: string; after: string[] }> | null
  queued_at: ColumnType<Date, Date | string, never>
  until: ColumnType<Date, Date | string, never>
  tries: Generated<number>
  next_try_at: Date
  ended: 'sent' | 'refused' | 'too-late' | null
  ended_at: Date | null
}

/** Rows are added, stopped or carried out. */
export interface LeavingTable {
  id: string
  organisation: string
  way: LeavingWay
  successor_code: string | null
  successor_name: string | null
  asked_by: string
  asked_by_name: string
  asked_at: Instant
  /** ISO day. */
  asked_on: string
  /** ISO day, the first without the room. */
  due_on: string
  stopped_at: Date | null
  stopped_by: string | null
  stopped_by_name: string | null
  done_at: Date | null
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

/** What a help request says; the item is its practice's. Rows are added, never changed. */
export interface HelpRequestTable { item: string; title: string; body: string; wanted_by: string | null; level: Level; to_code: string; to_name: string; is_confirmed: boolean }

/** Rows are added, never changed. */
export interface HatTable { matter: string; person: string; person_name: string; organisation: string; organisation_name: string; kind: HatKind; at: Instant }

/** Rows are added, never changed. */
export interface HelpWordTable { id: string; matter: string; kind: WordKind; organisation: string; organisation_name: string; person: string; person_name: string; says: string; at: Instant }

/** Of a support unit, for itself. */
export interface WorkingNoteTable { id: string; organisation: string; matter: string; from_name: string; person: string; person_name: string; says: string; step: string | null; due: string | null; at: Instant; done_at: Date | null; done_by_name: string | null }

export interface CommissionerCaseTable { item: string; about_code: string; about_name: string; reason: string; closed_on: string | null; closed_by_name: string | null; outcome: string | null }

export interface CaseStepTable { id: string; item: string; says: string; due: string | null; person: string; person_name: string; at: Instant; done_at: Date | null; done_by_name: string | null }

/** What somebody said to a question of a review; the newest stands. Rows are added, never changed. `said` null is "we do not know". */
export interface ReviewAnswerTable { id: string; item: string; question: string; said: JSONColumnType<{ is: Said }>; sure: Sure; evidence: string; good_until: string; person: string; person_name: string; at: Instant }

/** When somebody last opened a review. */
export interface ReviewLookTable { item: string; person: string; at: Date }

/** A review as it stood on a day, for others. */
export interface ReviewCopyTable { item: string; made_of: string; on_day: string; left_out: boolean; says: JSONColumnType<CopySays> }
/** Values of figures that are assumed, as whoever runs the server has put them in. Rows are added, never changed. Days are ISO days. */
export interface ParameterValueTable { id: string; parameter: string; value: number; low: number | null; high: number | null; from_on: string; source: string; checked_on: string; review_by: string; set_by: string; set_at: Instant }

/** Rows are added, closed and ended. */
export interface AloneRoundTable {
  id: string
  organisation: string
  begun_by: string
  begun_by_name: string
  begun_at: Instant
  begun_on: string
  /** How many were. */
  asked: number
  closed_at: Date | null
  closed_by: string | null
  closed_by_name: string | null
  ended_at: Date | null
  became: AloneEnd | null
  /** ISO day; set where something was opened. */
  opened_on: string | null
  /** How many had, when it ended. */
  answered: number | null
  /** What the practice is shown; null again once a later round was opened. */
  result: JSONColumnType<AloneResult> | null
}

/** Rows are added with their round. */
export interface AloneAskedTable { round: string; person: string; person_name: string }

/** What a partner answered; changed until the round ends. */
export interface AloneAnswerTable { item: string; round: string; author: string; says: JSONColumnType<AloneSaid>; way: AloneWay | null }

/** One row for each answer that is in, without whose. */
export interface AloneInTable { answer: string; round: string }
