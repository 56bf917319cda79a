import type pg from 'pg'
import type { Database } from '#records/connect.ts'
import { releases } from '#records/releases.ts'
import { loadEdition } from '#reference/edition.ts'
import { openFigures } from './figures.ts'
import type { Served } from './http.ts'
import type { Log } from './log.ts'
import { openSearches } from './searches.ts'
import type { Settings } from './settings.ts'

/** Nobody waits for a worker to notice new figures: it looks when it is asked for a search on some it has not seen, milliseconds. */
const lookEveryMs = 60_000

/** A process that works on searches and serves no pages. Figures are read when the first search needs them, without what only pages show. */
export async function openWorker({ db, config, settings, log }: { db: Database; config: pg.ClientConfig; settings: Settings; log: Log }): Promise<Served & { close(): Promise<void> }> {
  const figures = await openFigures({
    releases: () => releases(db),
    // Nothing here lists editions, so nothing is counted.
    summarise: async ({ name, world, asAt }) => ({ name, world, asAt, practices: 0, patients: 0 }),
    load: choice => loadEdition(choice, settings.dataFolder, { light: true, flows: true }),
  }, log, lookEveryMs)
  const { isHearing, close } = await openSearches({ db, config, figures, settings, log })
  return {
    fetch: () => new Response('This process works on sketches and serves no pages; ask it at /healthz.\n', { status: 404 }),
    isHealthy: async () => isHearing() && (await db.selectFrom('release').select('id').limit(1).execute(), true),
    close: async () => { figures.close(); await close() },
  }
}
