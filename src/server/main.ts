/**
 * Starts the pages: settings, the port, data folder, database, the invented county when asked for, searches, desk, pages; or, as a worker, searches alone.
 * Progress goes to standard error; standard output carries one line, when the server is ready. Stops cleanly on SIGINT and SIGTERM.
 */
import { editionBefore } from '#domain/position/since.ts'
import { DatabaseRefused } from '#records/connect.ts'
import type { Desk } from '#web/desk.ts'
import { listen, PortRefused, type Served } from './http.ts'
import { openLog } from './log.ts'
import { openPost } from './post.ts'
import { openDatabase, PostgresNotStarted } from './postgres.ts'
import { makeDataFolder, settings, SettingsRefused, type Settings } from './settings.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)
const log = openLog(say, () => new Date())
/** What must be let go of at the end, last taken first. */
const taken: (() => Promise<void> | void)[] = []
let isStopping = false

process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
process.on('SIGHUP', () => void stop(0))
process.on('unhandledRejection', error => log.fault(error, 'nobody was waiting for this'))

try {
  await start(settings(process.env))
} catch (error) {
  // Something to mend outside: one plain line. Anything else is our own mistake, with where it happened.
  if (isStopping) { /* whatever was under way lost what it stood on */ }
  else if (error instanceof SettingsRefused || error instanceof PortRefused || error instanceof DatabaseRefused || error instanceof PostgresNotStarted) say(error.message)
  else log.fault(error, 'starting')
  await stop(1)
}

async function start(chosen: Settings): Promise<void> {
  // The port first: if another Alongside has it, say so before touching anything it uses.
  let served: Served = { fetch: () => new Response('Alongside is starting. Please load this page again in a moment.\n', { status: 503, headers: { 'retry-after': '2' } }), isHealthy: async () => false }
  const { host, port: wanted } = chosen
  const server = wanted === null ? null : await listen({ fetch: (request, env) => served.fetch(request, env), isHealthy: () => served.isHealthy() }, { host, port: wanted }, log)
  if (server) taken.push(server.close)

  makeDataFolder(chosen.dataFolder)
  say(chosen.databaseUrl === null ? 'Starting the database' : 'Connecting to the database')
  const { db, config, close } = await openDatabase(chosen, {
    say: log.line,
    onGone: fault => { say(`The database died and could not be started again. ${fault.message}`); void stop(1) }, // whoever started us may start us anew
  })
  taken.push(close)

  if (chosen.role === 'worker') {
    const worker = await (await import('./worker.ts')).openWorker({ db, config, settings: chosen, log })
    taken.push(worker.close)
    served = worker
    if (!isStopping) process.stdout.write(`Alongside is ready to work on sketches${server ? `, and says how it is at ${addressOf(chosen, server.port)}/healthz` : ''}\n`)
    return
  }

  if (!server) return // only a worker does without

  if (chosen.demo) {
    const { loadCounty } = await import('./demo.ts')
    await loadCounty({ db, dataFolder: chosen.dataFolder, now: () => new Date(), say })
  }

  const post = openPost({ db, settings: chosen, log, now: () => new Date() })
  taken.push(post.close)
  if (post.says !== null) say(post.says)

  say('Reading which figures are loaded')
  const [{ openDesk }, { createApp }] = await Promise.all([import('./desk.ts'), import('#web/app.tsx')])
  const { desk, makePerson, warm: warmDesk, close: closeDesk } = await openDesk({ db, config, settings: chosen, address: chosen.baseUrl ? new URL(chosen.baseUrl).origin : addressOf(chosen, server.port), post, log })
  taken.push(closeDesk)
  if (chosen.demo && makePerson !== null) {
    const { peopleOfPenmarsh } = await import('./demo.ts')
    desk.personas = await peopleOfPenmarsh({ db, now: desk.now, figures: desk.figures, makePerson, say })
  }

  const app = createApp(desk)
  served = { fetch: app.fetch, isHealthy: async () => { await db.selectFrom('release').select('id').limit(1).execute(); return true } }
  if (isStopping) return
  process.stdout.write(`Alongside is ready at ${addressOf(chosen, server.port)}\n`)
  void warm(desk).then(warmDesk).catch(error => log.fault(error, 'getting ready to sign people in'))
}

/**
 * Reads the newest figures and the outlines under their maps before anybody asks, then the figures before them, which say what changed: so that the
 * first reader waits for none.
 */
async function warm({ figures }: Desk): Promise<void> {
  const nowhere = { west: 0, south: 0, east: 0, north: 0 }
  try {
    const newest = await figures.edition(), before = newest && editionBefore(figures.list(), newest)
    if (newest) for (const of of ['district', 'small-area'] as const) await figures.boundaries(newest, of, nowhere)
    if (before) await figures.edition(before.name)
  } catch (error) { log.fault(error, 'reading the newest figures') }
}

/** What to type on this machine; BASE_URL is for others. */
function addressOf({ host }: Settings, port: number): string {
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** Lets go of everything in turn; a second signal changes nothing, and after ten seconds we leave anyway. */
async function stop(code: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  if (code === 0) say('Stopping')
  setTimeout(() => process.exit(code), 10_000).unref()
  for (const letGo of taken.reverse()) {
    try { await letGo() } catch (error) { log.fault(error, 'stopping') }
  }
  process.exit(code)
}
