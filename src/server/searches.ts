import type pg from 'pg'
import type { Database } from '#records/connect.ts'
import { openListening } from '#records/listening.ts'
import { lockOfWorker } from '#records/searches.ts'
import type { Desk } from '#web/desk.ts'
import type { Figures } from './figures.ts'
import { openJobs } from './jobs.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'
import { openSketches, sketchLimits } from './sketch-desk.ts'
import { keepTidy, lookWith, newWorker, openSketchWork, searchQueue } from './sketch-work.ts'
import { createSolver } from './solver.ts'

/**
 * Searches as this process takes part in them: a web process asks for them, a worker works on them, and one that is all does both, by the same way
 * through the table. All share one queue, and each has one connection on which it hears what the others did.
 */
export async function openSearches({ db, config, figures, settings, log }: { db: Database; config: pg.ClientConfig; figures: Pick<Figures, 'edition' | 'refresh'>; settings: Pick<Settings, 'role' | 'workers'>; log: Log }): Promise<{ sketches: Desk['sketches']; isHearing(): boolean; close(): Promise<void> }> {
  const worker = settings.role === 'web' ? null : newWorker()
  const listening = await openListening(config, worker === null ? [] : [lockOfWorker(worker)])
  const jobs = await openJobs({ db, listening, isWorker: worker !== null, log })
  const sketches = await openSketches({ db, queue: searchQueue(jobs), listening, figures, limits: sketchLimits, log })
  const work = worker === null ? null : await openWork(worker), endTidying = keepTidy({ db, jobs, limits: sketchLimits, log })

  async function openWork(number: number): Promise<{ close(): Promise<void> }> {
    const solver = createSolver(settings.workers)
    const working = await openSketchWork({ db, jobs, listening, worker: number, figures, look: lookWith(solver.solve), limits: sketchLimits, atOnce: settings.workers, log })
    return { close: async () => { await working.close(); await solver.close() } }
  }
  return {
    sketches, isHearing: listening.isUp,
    close: async () => {
      sketches.close()
      endTidying()
      await work?.close()
      await jobs.close()
      await listening.close()
    },
  }
}
