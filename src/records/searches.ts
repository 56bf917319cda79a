import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { plainly } from '#domain/partners/hospitals.ts'
import { keptInOrder } from '#domain/partners/kept.ts'
import type { Plan, PlanNotes } from '#domain/partners/plan.ts'
import type { Refusal } from '#domain/words.ts'
import { locks } from './locks.ts'
import type { SearchAsk } from './schema.ts'
import type { Viewed } from './viewing.ts'

export type { SearchAsk }

/**
 * Searches for groupings that several processes share: each is asked for, waits, is worked on by one of them, and is found by all.
 * A function says in its first words whom it is for: the asker (viewer `key`), who can say what is asked and so has its key, or the caretaker, who keeps the queue and reads no content.
 */

/** Patient-km; `best` is infinite until a grouping has been found. */
export interface SearchProgress { step: string; best: number; bound: number; seconds: number }

export interface HeldSearch {
  status: 'waiting' | 'working' | 'done' | 'stopped' | 'refused' | 'failed'
  progress: SearchProgress | null
  /** As found, without what was to be kept and without hospitals: whoever asks puts those back. */
  plan: Plan | null
  notes: PlanNotes | null
  refusal: Refusal | null
  /** Milliseconds since it ended, by the clock of the database; null until then. */
  endedMs: number | null
}

/** Which worker holds a search, by which job, and which time of handing that out this is: one that lost it meanwhile changes nothing any more. */
export interface Hold { worker: number; job: string; tried: number }

/** What came of a search. */
export type SearchEnd = { status: 'done' | 'stopped'; plan: Plan; notes: PlanNotes } | { status: 'refused'; refusal: Refusal } | { status: 'failed' }

/** The channel that says a search has changed, and the one that says somebody asks to stop it. Both carry its key, nothing else. */
export const SEARCH_CHANGED = 'alongside_search', SEARCH_STOP = 'alongside_search_stop'

const { queueing, living } = locks

/** The same for all who ask the same, in whatever order and spelling they say it. */
export function searchKeyOf({ edition, figures, area, kind, size, kept, hospitals }: SearchAsk): Buffer {
  const { together, apart, groups } = keptInOrder(kept ?? { together: [], apart: [], groups: [] })
  const typed = Object.entries(hospitals ?? {}).map(([code, name]) => [code, plainly(name)]).sort(([a], [b]) => (a! < b! ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(['search', edition, figures, area, kind, size.min, size.max, together, apart, groups, typed])).digest()
}

// ── for the asker, who has the key ──

/** As the asker: how a search stands; null where nobody has asked for it. */
export async function searchBy(tx: Viewed, key: Buffer): Promise<HeldSearch | null> {
  const row = await tx.selectFrom('search').innerJoin('search_content as content', 'content.key', 'search.key').where('search.key', '=', key)
    .select(['status', 'progress', 'plan', 'notes', 'refusal', endedMs.as('endedMs')]).executeTakeFirst()
  return row ? { ...row, progress: row.progress && { ...row.progress, best: row.progress.best ?? Infinity, bound: row.progress.bound ?? -Infinity } } : null
}

/** As the asker: keeps in mind that somebody still asks, to within a few seconds. */
export async function askedAgain(tx: Viewed, key: Buffer): Promise<void> {
  await tx.updateTable('search').set({ asked_at: sql`now()` }).where('key', '=', key).where('asked_at', '<', ago(5_000)).execute()
}

/** As the asker: asks whoever works on it to stop and to keep the best found; nothing happens to one that nobody works on. */
export async function askToStop(tx: Viewed, key: Buffer): Promise<void> {
  const { numUpdatedRows } = await tx.updateTable('search').set({ stop_asked_at: sql`now()` }).where('key', '=', key).where('status', '=', 'working').executeTakeFirst()
  if (numUpdatedRows > 0n) await tell(tx, SEARCH_STOP, key)
}

/**
 * As the asker, by a worker handed the key: takes the search up, also from a worker that has had this job for too long. Null for one that there is
 * nothing to do for: it has gone, has ended, has another job, or nobody has asked for it for so long; the last is for the caretaker to take away.
 */
export async function takeUp(tx: Viewed, key: Buffer, { worker, job, tried }: Hold, patienceMs: number): Promise<SearchAsk | null> {
  const taken = await tx.updateTable('search').set({ status: 'working', caller: null, worker, tried, begun_at: sql`now()`, progress: null, stop_asked_at: null })
    .where('key', '=', key).where('job', '=', job).where('status', 'in', ['waiting', 'working']).where('asked_at', '>', ago(patienceMs)).returning('key').executeTakeFirst()
  if (!taken) return null
  await tell(tx, SEARCH_CHANGED, key)
  return (await tx.selectFrom('search_content').select('ask').where('key', '=', key).executeTakeFirst())?.ask ?? null
}

/** As the asker, by the worker that holds it: how far it is. Answers whether to go on, to stop with the best found, or to let go of what another worker has now. */
export async function progressed(tx: Viewed, key: Buffer, hold: Hold, { step, best, bound, seconds }: SearchProgress): Promise<'go on' | 'stop' | 'let go'> {
  const progress = JSON.stringify({ step, best: Number.isFinite(best) ? best : null, bound: Number.isFinite(bound) ? bound : null, seconds })
  const row = await tx.updateTable('search').set({ progress }).where(isHeld(key, hold)).returning('stop_asked_at').executeTakeFirst()
  if (!row) return 'let go'
  await tell(tx, SEARCH_CHANGED, key)
  return row.stop_asked_at === null ? 'go on' : 'stop'
}

/** As the asker, by the worker that holds it: what came of it; what was asked is then forgotten. False where another worker has it now. */
export async function ended(tx: Viewed, key: Buffer, hold: Hold, end: SearchEnd): Promise<boolean> {
  const row = await tx.updateTable('search').set({ status: end.status, worker: null, ended_at: sql`now()` }).where(isHeld(key, hold)).returning('key').executeTakeFirst()
  if (!row) return false
  await tx.updateTable('search_content').where('key', '=', key).set({
    ask: null, ...('plan' in end ? { plan: JSON.stringify(end.plan), notes: JSON.stringify(end.notes) } : {}), ...('refusal' in end ? { refusal: JSON.stringify(end.refusal) } : {}),
  }).execute()
  await tell(tx, SEARCH_CHANGED, key)
  return true
}

/** As the asker, by the worker that holds it: gives it back to the queue, under a new job; does nothing where another worker has it now. */
export async function gaveBack(tx: Viewed, key: Buffer, hold: Hold, job: string): Promise<void> {
  const row = await tx.updateTable('search').set({ ...waitingAgain, job, tried: 0 }).where(isHeld(key, hold)).returning('key').executeTakeFirst()
  if (row) await tell(tx, SEARCH_CHANGED, key)
}

/** As the asker, by the worker that holds it: there is nothing here to look for it in; whoever still asks begins it anew, with the figures of then. */
export async function dropped(tx: Viewed, key: Buffer, hold: Hold): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('search').where(isHeld(key, hold)).executeTakeFirst()
  if (numDeletedRows > 0n) await tell(tx, SEARCH_CHANGED, key)
}

// ── for the caretaker, who keeps the queue ──

/** As the caretaker: until the transaction ends nobody else changes how many wait. */
export async function alone(tx: Viewed): Promise<void> {
  await sql`select pg_advisory_xact_lock(${queueing}), ${unhurried}`.execute(tx)
}

/** As the caretaker: how many searches wait, and how many of those this caller began. */
export async function countWaiting(tx: Viewed, caller: number | null): Promise<{ all: number; own: number }> {
  return tx.selectFrom('search').where('status', '=', 'waiting').select([sql<number>`count(*)`.as('all'), sql<number>`count(*) filter (where caller = ${caller})`.as('own')]).executeTakeFirstOrThrow()
}

/** As the caretaker: whether a search has waited for so long that every worker must be at work on others. */
export async function isAnyKeptWaiting(tx: Viewed, milliseconds: number): Promise<boolean> {
  return (await tx.selectFrom('search').where('status', '=', 'waiting').where('queued_at', '<', ago(milliseconds)).select('key').limit(1).executeTakeFirst()) !== undefined
}

/** As the caretaker: whether a search is there, and how it stands, without what it is about. */
export async function standingOf(tx: Viewed, key: Buffer): Promise<Pick<HeldSearch, 'status' | 'endedMs'> | null> {
  return (await tx.selectFrom('search').where('key', '=', key).select(['status', endedMs.as('endedMs')]).executeTakeFirst()) ?? null
}

/** As the caretaker: puts a search at its place in the queue, with what is asked. */
export async function addSearch(tx: Viewed, key: Buffer, { job, caller, ask }: { job: string; caller: number | null; ask: SearchAsk }): Promise<void> {
  await tx.insertInto('search').values({ key, job, caller, status: 'waiting' }).execute()
  await tx.insertInto('search_content').values({ key, ask: JSON.stringify(ask) }).execute()
}

/** As the caretaker: takes a search away, with its content. */
export async function removeSearch(tx: Viewed, key: Buffer): Promise<void> {
  await tx.deleteFrom('search').where('key', '=', key).execute()
}

export interface QueuedSearch { key: Buffer; job: string; tried: number }

/** As the caretaker: searches whose worker lives no longer, or has been at it for longer than any search may take. Locked until the transaction ends. */
export async function lostSearches(tx: Viewed, longestMs: number): Promise<QueuedSearch[]> {
  return tx.selectFrom('search').where('status', '=', 'working').where(eb => eb.or([eb.not(isAlive), eb('begun_at', '<', ago(longestMs))])).select(['key', 'job', 'tried']).forUpdate().skipLocked().execute()
}

/** As the caretaker: searches that wait and that nobody has asked for since so long, or that have waited longer than any may. Locked until the transaction ends. */
export async function forsakenSearches(tx: Viewed, patienceMs: number, longestMs: number): Promise<(QueuedSearch & { isAsked: boolean })[]> {
  return tx.selectFrom('search').where('status', '=', 'waiting').where(eb => eb.or([eb('asked_at', '<', ago(patienceMs)), eb('queued_at', '<', ago(longestMs))]))
    .select(['key', 'job', 'tried', sql<boolean>`asked_at >= ${ago(patienceMs)}`.as('isAsked')]).forUpdate().skipLocked().execute()
}

/** As the caretaker: searches that have waited for so long that we had better make sure the queue knows of them. Locked until the transaction ends. */
export async function longWaiting(tx: Viewed, milliseconds: number): Promise<QueuedSearch[]> {
  return tx.selectFrom('search').where('status', '=', 'waiting').where('queued_at', '<', ago(milliseconds)).select(['key', 'job', 'tried']).forUpdate().skipLocked().execute()
}

/** As the caretaker: a search that the queue had forgotten has a new job. */
export async function queuedAnew(tx: Viewed, key: Buffer, job: string): Promise<void> {
  await tx.updateTable('search').set({ job, tried: 0 }).where('key', '=', key).execute()
}

/** As the caretaker: a lost search waits again for a worker, or has failed. */
export async function lost(tx: Viewed, key: Buffer, becomes: 'waiting' | 'failed'): Promise<void> {
  await tx.updateTable('search').set(becomes === 'waiting' ? waitingAgain : { status: 'failed', worker: null, ended_at: sql`now()` }).where('key', '=', key).execute()
  await tell(tx, SEARCH_CHANGED, key)
}

/** As the caretaker: takes away what ended and was not asked for since so long, what failed so long ago, and all but those asked for last; says how many. */
export async function removeEnded(tx: Viewed, { unaskedMs, failedMs, most }: { unaskedMs: number; failedMs: number; most: number }): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('search').where('ended_at', 'is not', null).where(eb => eb.or([
    eb('asked_at', '<', ago(unaskedMs)), eb.and([eb('status', '=', 'failed'), eb('ended_at', '<', ago(failedMs))]),
    eb('key', 'in', eb.selectFrom('search').where('ended_at', 'is not', null).select('key').orderBy('asked_at', 'desc').offset(most)),
  ])).executeTakeFirst()
  return Number(numDeletedRows)
}

// ── workers ──

/**
 * What a worker's own connection holds for as long as the process lives, however it ends: one of two numbers, the other being the worker's.
 * Shared, so that a new connection of the same process need not wait until the database has noticed that the old one is gone.
 */
export const lockOfWorker = (worker: number): string => `select pg_advisory_lock_shared(${living}, ${worker})`

/** How many workers live. For anybody: it says nothing of a search. */
export async function countWorkers(db: Pick<Viewed, 'selectFrom'>): Promise<number> {
  const { workers } = await db.selectFrom(sql<{ objid: number }>`pg_locks`.as('held')).select(sql<number>`count(distinct objid)`.as('workers'))
    .where(sql<boolean>`locktype = 'advisory' and classid = ${living} and objsubid = 2 and granted and database = (select oid from pg_database where datname = current_database())`).executeTakeFirstOrThrow()
  return workers
}

const isAlive = sql<boolean>`exists (select from pg_locks where locktype = 'advisory' and classid = ${living} and objid::bigint = search.worker and objsubid = 2 and granted
  and database = (select oid from pg_database where datname = current_database()))`

/** In the words of the table: held by this worker, at this try of this job. */
const isHeld = (key: Buffer, { worker, job, tried }: Hold) => sql<boolean>`key = ${key} and worker = ${worker} and job = ${job} and tried = ${tried}`

const waitingAgain = { status: 'waiting', worker: null, begun_at: null, stop_asked_at: null, progress: null } as const

const endedMs = sql<number | null>`(extract(epoch from now() - ended_at) * 1000)::float8`

const ago = (milliseconds: number) => sql<Date>`now() - ${milliseconds} * interval '1 millisecond'`

/** The commit does not wait for the disc: a database that falls over in that moment forgets a search, which is asked for again. */
const unhurried = sql`set_config('synchronous_commit', 'off', true)`

/** Told to whoever listens, when the transaction commits. */
async function tell(tx: Viewed, channel: string, key: Buffer): Promise<void> {
  await sql`select pg_notify(${channel}, ${key.toString('hex')}), ${unhurried}`.execute(tx)
}
