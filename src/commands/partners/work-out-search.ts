import type { Edition } from '#domain/position/edition.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import { dropped, ended, gaveBack, isAnyKeptWaiting, progressed, takeUp, type Hold, type SearchAsk, type SearchEnd, type SearchProgress } from '#records/searches.ts'
import { asViewer } from '#records/viewing.ts'
import type { SearchDesk } from './ask-search.ts'
import type { Proposal } from './propose.ts'

/** The looking itself, done on a thread of its own. */
export type Look = (edition: Edition, ask: SearchAsk, run: { seconds: number; onProgress(progress: SearchProgress): void; signal: AbortSignal }) => Promise<Proposal | Refusal>

export interface WorkDesk extends SearchDesk {
  /** The figures asked for, made of exactly these releases; null where they are not loaded here, or others are. */
  edition(name: string, figures: string): Promise<Edition | null>
  look: Look
  /** Calls `stop` when somebody asks to stop this search. */
  whenStopped(key: Buffer, stop: () => void): () => void
  /** Aborted when this process is about to end. */
  leaving: AbortSignal
  /** Keeps a fault of our own in the log. */
  report(fault: unknown, key: Buffer): void
}

/** How often progress is told, how long a search may take before any is, and how soon one that waits is noticed, milliseconds. */
const tellEveryMs = 400, firstTellMs = 150, lookEveryMs = 500
/** A search that has waited for so long is one that no free worker took. */
const keptWaitingMs = 1_000

/**
 * Works out the search of a key that the queue handed out: takes it up, looks, tells how far it is, and saves what came of it. Stops early, with the
 * best found, when somebody asks for that, or when it has taken long and others wait. Gives it back when this process is leaving, and lets go of one
 * that another worker has now. A fault of ours is reported and the search has failed; it is not tried again, because it would fail again.
 */
export async function workOutSearch(desk: WorkDesk, key: Buffer, hold: Hold): Promise<void> {
  const { db, limits } = desk, asker = { as: 'key', key } as const
  const ask = await asViewer(db, asker, tx => takeUp(tx, key, hold, limits.patienceMs))
  if (ask === null) return
  const why = new AbortController(), stop = (reason: 'asked' | 'others wait' | 'leaving' | 'not ours') => why.abort(reason)
  const onLeaving = () => stop('leaving'), deafen = desk.whenStopped(key, () => stop('asked'))
  desk.leaving.addEventListener('abort', onLeaving)
  if (desk.leaving.aborted) onLeaving()
  const told = teller(async progress => {
    const answer = await asViewer(db, asker, tx => progressed(tx, key, hold, progress))
    if (answer !== 'go on') stop(answer === 'stop' ? 'asked' : 'not ours')
  })
  const endWatch = makeWay(desk, told.last, () => stop('others wait'))
  try {
    const edition = await desk.edition(ask.edition, ask.figures)
    if (edition === null) return await asViewer(db, asker, tx => dropped(tx, key, hold))
    const end = await outcomeOf(desk, edition, ask, { signal: why.signal, onProgress: told.tell }, key)
    await told.idle()
    if (why.signal.reason === 'not ours') return
    if (why.signal.reason === 'leaving') return await giveBack(desk, key, hold, ask)
    await asViewer(db, asker, tx => ended(tx, key, hold, end))
  } finally {
    endWatch()
    deafen()
    desk.leaving.removeEventListener('abort', onLeaving)
  }
}

async function outcomeOf({ look, limits, report }: WorkDesk, edition: Edition, ask: SearchAsk, run: { signal: AbortSignal; onProgress(progress: SearchProgress): void }, key: Buffer): Promise<SearchEnd> {
  try {
    const found = await look(edition, ask, { ...run, seconds: ask.kind === 'fair' ? limits.seconds / 2 : limits.seconds })
    if (isRefusal(found)) return { status: 'refused', refusal: found }
    // What was to be kept and hospitals come from somebody's own sketch. Whoever asks knows them; the table need not.
    const { kept: _, hospitals: __, ...plan } = found.plan
    return { status: plan.status === 'stopped' ? 'stopped' : 'done', plan, notes: found.notes }
  } catch (fault) {
    if (run.signal.reason !== 'leaving') report(fault, key)
    return { status: 'failed' }
  }
}

async function giveBack({ db, queue }: WorkDesk, key: Buffer, hold: Hold, ask: SearchAsk): Promise<void> {
  await asViewer(db, { as: 'key', key }, async tx => {
    await gaveBack(tx, key, hold, await queue.add(tx, key, ask.kind === 'fair' ? 'after the others' : 'in turn'))
  })
}

/** Stops a search that has taken long and found something, while another waits that nobody is free for. */
function makeWay({ db, limits }: WorkDesk, last: () => SearchProgress | null, stop: () => void): () => void {
  const begunAt = performance.now()
  const watch = setInterval(() => {
    if (performance.now() - begunAt < limits.shareMs || !Number.isFinite(last()?.best)) return
    asViewer(db, { as: 'caretaker' }, tx => isAnyKeptWaiting(tx, Math.min(keptWaitingMs, limits.shareMs))).then(isAny => { if (isAny) stop() }, () => {})
  }, Math.min(lookEveryMs, limits.shareMs))
  watch.unref()
  return () => clearInterval(watch)
}

/** Tells the latest news, one telling at a time and not too often. News that could not be told is followed by other news. */
function teller(tell: (progress: SearchProgress) => Promise<void>): { tell(progress: SearchProgress): void; last(): SearchProgress | null; idle(): Promise<void> } {
  let last: SearchProgress | null = null, isNews = false, telling: Promise<void> = Promise.resolve(), nextAt = performance.now() + firstTellMs, timer: NodeJS.Timeout | null = null
  const send = () => {
    timer = null
    if (!isNews || last === null) return
    isNews = false
    nextAt = performance.now() + tellEveryMs
    telling = tell(last).catch(() => {}).then(() => { if (isNews) plan() })
  }
  const plan = () => { timer ??= setTimeout(send, Math.max(0, nextAt - performance.now())) }
  return {
    tell(progress) { last = progress; isNews = true; void telling.then(plan) },
    last: () => last,
    idle: async () => { if (timer !== null) clearTimeout(timer); isNews = false; await telling },
  }
}
