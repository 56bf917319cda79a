/**
 * The entry of the `alongside` command: wires settings, database and solver to cli/main, and loads each only when it is asked for.
 * Plain Node runs it: nothing here may reach a .tsx file.
 */
import { setGlobalProxyFromEnv } from 'node:http'
import type { ImportDesk } from '#commands/position/import-files.ts'
import type { Doors } from '#cli/doors.ts'
import { main } from '#cli/main.ts'
import { version } from './version.ts'
import { makeDataFolder, settings, SettingsRefused, type Settings } from './settings.ts'

/** What must be let go of, last taken first, however the command ends. */
const taken: (() => Promise<void> | void)[] = []
let isLeaving = false

process.stdout.on('error', () => process.exit(1)) // the reader of our answer has gone away
process.on('SIGTERM', () => void leave(143))

let exitCode = 1
try {
  exitCode = await main(process.argv.slice(2), doors())
} catch (error) {
  // Something to mend outside: one plain line. Anything else is our own mistake, with where it happened.
  const isPlain = error instanceof SettingsRefused || (error instanceof Error && ['DatabaseRefused', 'PostgresNotStarted'].includes(error.name))
  if (!isLeaving) process.stderr.write(`${error instanceof Error ? (isPlain ? error.message : error.stack ?? error.message) : String(error)}\n`)
}
await leave(exitCode)

function doors(): Doors {
  return {
    answer: text => { process.stdout.write(text) },
    say: line => { process.stderr.write(`${line}\n`) },
    withImportDesk: async work => {
      process.on('SIGINT', () => void leave(130)) // what was being read is absent; the next import clears it away
      const chosen = settings(process.env)
      return work({ db: await database(chosen), dataFolder: chosen.dataFolder, now: () => new Date() })
    },
    withGetDesk: async work => {
      const stopping = new AbortController()
      process.once('SIGINT', () => { stopping.abort(); process.once('SIGINT', () => process.exit(130)) })
      setGlobalProxyFromEnv() // HTTP_PROXY, HTTPS_PROXY, NO_PROXY, in capitals or not
      const working = work({ fetch, now: () => new Date(), signal: stopping.signal })
      taken.push(async () => { stopping.abort(); await working.catch(() => {}) }) // what was on its way is removed, also on SIGTERM
      return working
    },
    withRooms: async work => {
      const chosen = settings(process.env)
      const base = chosen.baseUrl ?? `http://localhost:${chosen.port}`
      return work({ db: await database(chosen), now: () => new Date(), runBy: chosen.runBy, typeAt: `${base}/invited` })
    },
    withBackupDesk: async work => {
      const stopping = new AbortController()
      process.once('SIGINT', () => void leave(130))
      const chosen = settings(process.env)
      const db = await database(chosen, { asItIs: true }) // a backup taken before a new version first runs is of what was there
      const working = work({ db, dataFolder: chosen.dataFolder, version, signal: stopping.signal })
      taken.push(async () => { stopping.abort(); await working.catch(() => {}) }) // what was begun is taken back
      return working
    },
    withWorld: async work => {
      const chosen = settings(process.env)
      const { openCliWorld } = await import('./cli-world.ts')
      const { world, close } = await openCliWorld(await database(chosen), chosen)
      taken.push(close)
      return work(world)
    },
  }
}

async function database(chosen: Settings, how: { asItIs?: boolean } = {}): Promise<ImportDesk['db']> {
  makeDataFolder(chosen.dataFolder)
  const { openDatabase } = await import('./postgres.ts')
  const { db, close } = await openDatabase(chosen, how)
  taken.push(close)
  return db
}

/** Lets go of everything in turn and ends; whoever comes second waits for that. */
async function leave(code: number): Promise<never> {
  if (isLeaving) return new Promise<never>(() => {})
  isLeaving = true
  for (const letGo of taken.splice(0).reverse()) {
    try { await letGo() } catch (error) { process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`) }
  }
  // What was written to a pipe is sent before we go.
  await new Promise<void>(done => { process.stdout.write('', () => done()) })
  process.exit(code)
}
