import { randomInt } from 'node:crypto'
import type { SearchLimits, SearchQueue } from '#commands/partners/ask-search.ts'
import { propose, type Solve } from '#commands/partners/propose.ts'
import { clearSearches, tidySearches } from '#commands/partners/tidy-searches.ts'
import { workOutSearch, type Look } from '#commands/partners/work-out-search.ts'
import type { Edition } from '#domain/position/edition.ts'
import { releaseIdsOf } from '#domain/position/edition.ts'
import type { Database } from '#records/connect.ts'
import type { Listening } from '#records/listening.ts'
import { SEARCH_STOP } from '#records/searches.ts'
import type { Jobs } from './jobs.ts'
import type { Figures } from './figures.ts'
import type { Log } from './log.ts'

/** The queue of searches, as commands know it. */
export function searchQueue(jobs: Jobs): SearchQueue {
  return {
    add: (tx, key, goes) => jobs.add(tx, 'search', key.toString('hex'), goes === 'in turn' ? 1 : 0),
    lost: (tx, job, tried) => jobs.lost(tx, 'search', { job, tried }),
    remove: (tx, job) => jobs.remove(tx, 'search', job),
    has: (tx, job) => jobs.has(tx, 'search', job),
    retries: jobs.retries('search'),
  }
}

/** A number for this process as a worker; its listening connection holds the lock of it. */
export const newWorker = (): number => randomInt(1, 2 ** 31 - 1)

/** What a log or a page may call a search: nobody asks by so little of a key. */
export const shortly = (key: Buffer): string => key.toString('hex').slice(0, 8)

export interface SketchWorkParts {
  db: Database
  jobs: Jobs
  listening: Listening
  worker: number
  figures: Pick<Figures, 'edition' | 'refresh'>
  look: Look
  limits: SearchLimits
  atOnce: number
  log: Log
}

/** Works on searches until closed. When closing, what is under way goes back to the queue. */
export async function openSketchWork({ db, jobs, listening, worker, figures, look, limits, atOnce, log }: SketchWorkParts): Promise<{ close(): Promise<void> }> {
  const queue = searchQueue(jobs), leaving = new AbortController(), stops = new Map<string, Set<() => void>>(), running = new Set<Promise<void>>()
  const deafen = await listening.hear(SEARCH_STOP, key => { for (const stop of stops.get(key) ?? []) stop() })
  const whenStopped = (key: Buffer, stop: () => void) => {
    const hex = key.toString('hex'), each = stops.get(hex) ?? new Set()
    stops.set(hex, each.add(stop))
    return () => { if (each.delete(stop) && each.size === 0) stops.delete(hex) }
  }
  const desk = { db, queue, limits, look, edition: (name: string, made: string) => editionMade(figures, name, made), whenStopped, leaving: leaving.signal, report: (fault: unknown, key: Buffer) => log.fault(fault, `sketch ${shortly(key)}`) }

  await jobs.work('search', atOnce, async (id, attempt) => {
    const work = workOutSearch(desk, Buffer.from(id, 'hex'), { worker, ...attempt })
    running.add(work)
    try { await work } finally { running.delete(work) }
  })
  return {
    async close() {
      deafen()
      await jobs.rest('search')
      leaving.abort()
      await Promise.allSettled(running)
    },
  }
}

/**
 * Keeps the searches of all processes tidy until the function given back is called: hands out again what workers have lost, and takes away what nobody
 * waits for any more. Every process does it, so that it is done wherever one is left.
 */
export function keepTidy({ db, jobs, limits, log }: Pick<SketchWorkParts, 'db' | 'jobs' | 'limits' | 'log'>, tidyEveryMs = 2_000, clearEveryMs = 60_000): () => void {
  const desk = { db, queue: searchQueue(jobs), limits }
  const tidy = async () => {
    const { again, failed } = await tidySearches(desk)
    if (again > 0) { log.line(`${again === 1 ? 'A search was' : `${again} searches were`} lost by a worker that has gone, and put in the queue again`); jobs.wake() }
    if (failed > 0) log.line(`${failed === 1 ? 'A search has' : `${failed} searches have`} failed: no worker came to the end of it`)
  }
  const ends = [every(tidyEveryMs, tidy, log), every(clearEveryMs, () => clearSearches(desk), log)]
  return () => { for (const end of ends) end() }
}

/** One after another; what goes wrong once is noted, and not again until it has gone right. */
function every(milliseconds: number, task: () => Promise<unknown>, log: Log): () => void {
  let isBusy = false, isAmiss = false, isOver = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    void task().then(() => { isAmiss = false }, error => { if (!isAmiss && !isOver) log.fault(error, 'looking after searches'); isAmiss = true }).finally(() => { isBusy = false })
  }, milliseconds)
  timer.unref()
  return () => { isOver = true; clearInterval(timer) }
}

/** Figures as they were asked for: where another process has seen newer ones we look, too. */
async function editionMade({ edition, refresh }: Pick<Figures, 'edition' | 'refresh'>, name: string, made: string): Promise<Edition | null> {
  const is = (found: Edition | null) => (found !== null && releaseIdsOf(found) === made ? found : null)
  const found = is(await edition(name))
  if (found !== null) return found
  await refresh()
  return is(await edition(name))
}

/** Looks on the solver's threads. */
export function lookWith(solve: Solve): Look {
  return (edition, { area, kind, size, kept, hospitals }, run) => propose(edition, { area, kind, size, ...(kept === null ? {} : { kept }), ...(hospitals === null ? {} : { hospital: new Map(Object.entries(hospitals)) }) }, solve, run)
}
