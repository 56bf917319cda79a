import { createHash } from 'node:crypto'
import { refuse, type Refusal } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { addSearch, alone, askedAgain, countWaiting, removeSearch, searchBy, searchKeyOf, standingOf, type HeldSearch, type SearchAsk } from '#records/searches.ts'
import { asViewer, type Viewed } from '#records/viewing.ts'

/** The queue that workers take searches from. It knows keys and nothing else; what is done to it is done in the transaction it is handed. */
export interface SearchQueue {
  /** Puts a search at the end, or behind those that go before. Answers the job's id. */
  add(tx: Viewed, key: Buffer, goes: 'in turn' | 'after the others'): Promise<string>
  /** Says that a job's worker lost it at this try, and that another may have it; after `retries` of these nobody has. */
  lost(tx: Viewed, job: string, tried: number): Promise<void>
  remove(tx: Viewed, job: string): Promise<void>
  /** Whether a job waits, or is under way. */
  has(tx: Viewed, job: string): Promise<boolean>
  /** How often a lost job is handed out again. */
  retries: number
}

/** What may be asked at once, over all processes, so that one visitor cannot keep searches from the others. */
export interface SearchLimits {
  /** Wall seconds a search may take; the best found and a safe bound are kept then. */
  seconds: number
  /** A search that has taken this long, and has found something, stops early when others wait, milliseconds. */
  shareMs: number
  /** Searches that may wait their turn; the next ask is told to come back. */
  waiting: number
  /** Of those, searches that one visitor began. */
  waitingEach: number
  /** Finished plans kept, the least lately asked for going first. */
  kept: number
  /** A search that nobody has asked after for this long while it waited is not begun, milliseconds. */
  patienceMs: number
  /** How long a plan that was stopped early is shown before a new ask looks again, milliseconds. */
  stoppedMs: number
  /** How long it is said that a search failed before a new ask looks again, milliseconds. */
  failedMs: number
}

export interface SearchDesk { db: Database; queue: SearchQueue; limits: SearchLimits }

const begun: HeldSearch = { status: 'waiting', progress: null, plan: null, notes: null, refusal: null, endedMs: null }

/**
 * Asks for a search: tells how the one with the same key stands, whoever began it, and begins it where nobody has, or where it ended in a way that is
 * no longer shown. Refuses a new one while too many wait, all together or of this caller's.
 * @param caller who asks; null where nobody is held back
 */
export async function askSearch(desk: SearchDesk, ask: SearchAsk, caller: string | null): Promise<HeldSearch | Refusal> {
  const key = searchKeyOf(ask), asker = { as: 'key', key } as const
  const held = await asViewer(desk.db, asker, async tx => {
    const found = await searchBy(tx, key)
    if (found) await askedAgain(tx, key)
    return found
  })
  if (held && !isPast(held, desk.limits)) return held
  const outcome = await asViewer(desk.db, { as: 'caretaker' }, tx => begin(desk, tx, key, ask, caller))
  return outcome === 'already there' ? await asViewer(desk.db, asker, tx => searchBy(tx, key)) ?? begun : outcome
}

async function begin({ queue, limits }: SearchDesk, tx: Viewed, key: Buffer, ask: SearchAsk, caller: string | null): Promise<HeldSearch | Refusal | 'already there'> {
  await alone(tx)
  const before = await standingOf(tx, key), number = caller === null ? null : numberOf(caller)
  if (before && !isPast(before, limits)) return 'already there'
  const { all, own } = await countWaiting(tx, number)
  if (all >= limits.waiting || own >= limits.waitingEach) return refuse('busy', 'Many sketches are being worked out at the moment. Try again in a minute.', 'Limits of this server')
  if (before) await removeSearch(tx, key)
  const job = await queue.add(tx, key, ask.kind === 'fair' ? 'after the others' : 'in turn')
  await addSearch(tx, key, { job, caller: number, ask })
  return begun
}

/** A plan that was stopped early, or a failure, is shown for a while only. */
function isPast({ status, endedMs }: Pick<HeldSearch, 'status' | 'endedMs'>, { stoppedMs, failedMs }: SearchLimits): boolean {
  return (status === 'stopped' && endedMs! > stoppedMs) || (status === 'failed' && endedMs! > failedMs)
}

/** Sixteen bits: enough to tell the few who wait apart, too few to find an address by. */
const numberOf = (caller: string): number => createHash('sha256').update(caller).digest().readUInt16BE(0)
