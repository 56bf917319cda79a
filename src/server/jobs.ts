import { fromKysely, PgBoss, type Db } from 'pg-boss'
import type { Transaction } from 'kysely'
import type { Database } from '#records/connect.ts'
import type { Listening } from '#records/listening.ts'
import type { Schema } from '#records/schema.ts'
import type { Log } from './log.ts'

/**
 * The queues of the house, over pg-boss in the schema `boss`, which has tables of its own and no rules about who sees what: so a job is an id and
 * nothing else. What it is about stands in our own tables, put there in the same transaction.
 */
const queues = {
  /** Groupings to look for, by the key of a search. Longer than any search takes: the queue's own net beneath ours (commands/partners/tidy-searches.ts), which is quicker. */
  search: { retryLimit: 2, expireInSeconds: 180, retentionSeconds: 7_200, deleteAfterSeconds: 60, notify: true },
}

export type QueueName = keyof typeof queues

/** Which job this is, and how often it was handed out before. */
export interface Attempt { job: string; tried: number }

export interface Jobs {
  /** Adds a job with this id to look up, in the caller's transaction; higher goes first. Answers the job's own id. */
  add(tx: Transaction<Schema>, queue: QueueName, id: string, priority: number): Promise<string>
  /** Says that a worker lost a job at this try: another gets it, unless that was the last. Does nothing for a job handed out again since. */
  lost(tx: Transaction<Schema>, queue: QueueName, attempt: Attempt): Promise<void>
  remove(tx: Transaction<Schema>, queue: QueueName, job: string): Promise<void>
  /** Whether a job waits, or is under way. */
  has(tx: Transaction<Schema>, queue: QueueName, job: string): Promise<boolean>
  /** How often a lost job is handed out again. */
  retries(queue: QueueName): number
  /** Takes jobs one after another, `atOnce` beside each other, as soon as they are added; one whose `run` throws counts as lost at this try. A finished job is removed at once. */
  work(queue: QueueName, atOnce: number, run: (id: string, attempt: Attempt) => Promise<void>): Promise<void>
  /** Takes no more jobs; those under way go on. */
  rest(queue: QueueName): Promise<void>
  /** Lets workers of this process look for jobs now, rather than at their next look. */
  wake(): void
  close(): Promise<void>
}

/** How often a worker looks by itself, seconds: what is told by the database comes at once, but may be missed. */
const lookEverySeconds = 2
/** The same fault again within this long is not said again, milliseconds: a database that is away is away for all. */
const quietMs = 60_000

/**
 * Opens the queues, making their tables where they are not there yet, as the plain role that owns the database. It uses our connections, and hears of
 * new jobs by the process's one listening connection.
 * @param isWorker a process that takes jobs also looks after the queues
 */
export async function openJobs({ db, listening, isWorker, log }: { db: Database; listening: Listening; isWorker: boolean; log: Log }): Promise<Jobs> {
  const boss = new PgBoss({ db: bossDb(db, listening), schema: 'boss', schedule: false, supervise: isWorker, useListenNotify: isWorker, persistWarnings: false })
  const note = quietly(log)
  let isClosing = false
  boss.on('error', error => { if (!isClosing) note(error) })
  await boss.start()
  const workers = new Set<string>(), underWay = new Set<Promise<void>>()
  // Each worker is opened by itself, because only the first of several opened together can be woken.
  const wake = () => { for (const worker of workers) boss.notifyWorker(worker) }
  for (const [name, options] of Object.entries(queues)) {
    await boss.createQueue(name, options)
    if (isWorker) await boss.updateQueue(name, options) // one made by an earlier version of ours
  }
  return {
    async add(tx, queue, id, priority) {
      const job = await boss.send(queue, { id }, { priority, db: fromKysely(tx) })
      if (job === null) throw new Error(`the queue ${queue} did not take a job`)
      return job
    },
    lost: async (tx, queue, { job, tried }) => { await boss.fail(queue, { id: job, retryCount: tried }, null, { db: fromKysely(tx) }) },
    remove: async (tx, queue, job) => { await boss.deleteJob(queue, job, { db: fromKysely(tx) }) },
    has: async (tx, queue, job) => (await boss.findJobs(queue, { id: job, db: fromKysely(tx) })).some(({ state }) => state === 'created' || state === 'retry' || state === 'active'),
    retries: queue => queues[queue].retryLimit,
    async work(queue, atOnce, run) {
      const one = async (id: string, attempt: Attempt) => {
        await run(id, attempt)
        await boss.deleteJob(queue, { id: attempt.job, retryCount: attempt.tried })
      }
      const options = { batchSize: 1, pollingIntervalSeconds: lookEverySeconds, notifyPollingIntervalSeconds: lookEverySeconds }
      for (let i = 0; i < atOnce; i++) workers.add(await boss.work<{ id: string }>(queue, options, async ([job]) => {
        const work = one(job!.data.id, { job: job!.id, tried: job!.retryCount })
        underWay.add(work)
        try { await work } finally { underWay.delete(work); wake() } // the next may have come while nobody was free to hear of it
      }))
    },
    rest: queue => boss.offWork(queue, { wait: false }),
    wake,
    async close() {
      for (const queue of Object.keys(queues)) await boss.offWork(queue, { wait: false })
      await Promise.allSettled(underWay)
      isClosing = true
      await boss.stop({ graceful: false })
    },
  }
}

/** What pg-boss asks of a database, by our pool and our listening connection. */
function bossDb(db: Database, listening: Listening): Db {
  return {
    ...fromKysely(db),
    async listen(channel, heard, again) {
      const deafen = await listening.hear(channel, heard), forget = listening.afterGap(again)
      return { close: async () => { deafen(); forget() } }
    },
  }
}

function quietly(log: Log): (error: unknown) => void {
  const said = new Map<string, number>()
  return error => {
    const text = error instanceof Error ? error.message.replace(/\(Queue: .*$/, '') : String((error as { message?: unknown }).message ?? error), at = performance.now()
    if (at - (said.get(text) ?? -Infinity) < quietMs) return
    said.set(text, at)
    log.fault(error instanceof Error ? error : new Error(text), 'the queue')
  }
}
