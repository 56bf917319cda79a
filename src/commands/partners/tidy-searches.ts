import { alone, forsakenSearches, longWaiting, lost, lostSearches, queuedAnew, removeEnded, removeSearch } from '#records/searches.ts'
import { asViewer } from '#records/viewing.ts'
import type { SearchDesk } from './ask-search.ts'

/** Beyond what a search may take, for reading figures and for a busy machine, milliseconds. */
const graceMs = 60_000
/** No search waits longer than this: something else is wrong then, and whoever waits is told. */
const longestWaitMs = 3_600_000
/** A search that has waited for this long is looked for in the queue: after a database was put back from a copy, that may know nothing of it. */
const looksForMs = 30_000
/** What was found stays for as long as somebody asks for it once a day. */
const unaskedMs = 86_400_000

/**
 * Finds searches whose worker has gone and hands them out again, or has them fail where that was the last try; takes away those nobody waits for any
 * more. Every process does this every two seconds: whoever comes first.
 * @returns how many were handed out again and how many have failed
 */
export async function tidySearches({ db, queue, limits }: SearchDesk): Promise<{ again: number; failed: number }> {
  return asViewer(db, { as: 'caretaker' }, async tx => {
    const done = { again: 0, failed: 0 }
    for (const { key, job, tried } of await lostSearches(tx, limits.seconds * 1000 + graceMs)) {
      const isLast = tried >= queue.retries
      await queue.lost(tx, job, tried)
      await lost(tx, key, isLast ? 'failed' : 'waiting')
      done[isLast ? 'failed' : 'again']++
    }
    for (const { key, job, isAsked } of await forsakenSearches(tx, limits.patienceMs, longestWaitMs)) {
      await queue.remove(tx, job)
      if (isAsked) { await lost(tx, key, 'failed'); done.failed++ } else await removeSearch(tx, key)
    }
    for (const { key, job } of await longWaiting(tx, looksForMs)) {
      if (!await queue.has(tx, job)) await queuedAnew(tx, key, await queue.add(tx, key, 'in turn'))
    }
    return done
  })
}

/** Takes away what was found for nobody who still asks, and all but the plans asked for last. */
export async function clearSearches({ db, limits }: Pick<SearchDesk, 'db' | 'limits'>): Promise<number> {
  return asViewer(db, { as: 'caretaker' }, async tx => {
    await alone(tx)
    return removeEnded(tx, { unaskedMs, failedMs: limits.failedMs, most: limits.kept })
  })
}
