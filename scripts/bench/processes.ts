/**
 * `npm run bench -- processes [ROUNDS] [FOLDER]`: two web processes and a worker beside one process that does everything, on the same database and data
 * folder, with England of January 2026 (bench/pages/figures.ts). FOLDER is a data folder to import into, kept for the next time.
 *  1. 50 people, each pausing a second between pages: how long they wait. This is what a county's busy morning looks like; aim: 95 in 100 pages within 100 ms.
 *  2. The same people without a pause: how many pages a second at most. With more processors than these people's own and the processes need, two should come
 *     near twice one; where all share two, as on a small machine, they cannot.
 *  3. The first again while a large area is worked out.
 * Each kind of visit in `visits` is measured by itself. Rounds take turns, medians are given, and each arrangement is started anew for each round.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { spawn, type ChildProcess } from 'node:child_process'
import type { Edition } from '#domain/position/edition.ts'
import { embeddedPostgres } from '#server/postgres.ts'
import { paths } from '#web/paths.ts'
import { onlyTheseSettings, startServer, stopServer } from '../../test/journeys/server.ts'
import { isEngland, loadFigures } from './pages/figures.ts'
import { visit, type Met, type Visit } from './processes/clients.ts'
import { publicPages } from './processes/public-pages.ts'

const clients = 50, pauseMs = 1_000
const rounds = Math.max(1, Number(process.argv[2] ?? 3)), kept = process.argv[3]
const seconds = rounds === 1 ? 5 : 20
const folder = kept ? path.resolve(kept) : mkdtempSync(path.join(tmpdir(), 'alongside-bench-'))

/** What is measured. Pages of people who have signed in are one more entry here: its `prepare` makes them, its `headers` are their cookies. */
const visits = (edition: Edition): Visit[] => [publicPages(edition)]

const arrangements = { 'one process': ['all'], 'two web and a worker': ['web', 'web', 'worker'] } as const
type Arrangement = keyof typeof arrangements
const conditions = ['pausing a second', 'without a pause', 'pausing a second, while a large area is worked out'] as const

const edition = await loadFigures(folder)
const postgres = await embeddedPostgres(path.join(folder, 'pg'))
const shared = { ALONGSIDE_DATA: folder, DATABASE_URL: `postgres://${String(postgres.plain.user)}@${encodeURIComponent(String(postgres.plain.host))}/${String(postgres.plain.database)}` }
try {
  console.log(`${isEngland ? 'England' : 'The invented county'}, ${edition.asAt}: ${edition.practices.length} practices; ${availableParallelism()} processors, ${clients} people, ${rounds === 1 ? 'one short round' : `medians of ${rounds} rounds of ${seconds} s`}`)
  for (const each of visits(edition)) await compare(each)
} finally {
  await postgres.release()
  if (!kept) rmSync(folder, { recursive: true, force: true })
}

async function compare(each: Visit): Promise<void> {
  const met = new Map<string, Met[]>(), add = (arrangement: Arrangement, condition: string, one: Met) => met.set(`${arrangement}, ${condition}`, [...met.get(`${arrangement}, ${condition}`) ?? [], one])
  for (let round = 0; round < rounds; round++) for (const arrangement of Object.keys(arrangements) as Arrangement[]) await started(arrangement, async addresses => {
    await each.prepare(addresses)
    await visit(addresses, each, { clients, pauseMs: 0, seconds: Math.min(5, seconds), from: 100_000 }) // warm
    add(arrangement, conditions[0], await visit(addresses, each, { clients, pauseMs, seconds }))
    add(arrangement, conditions[1], await visit(addresses, each, { clients, pauseMs: 0, seconds, from: 10_000 }))
    const large = largest(edition, round)
    if (await isWorkedOn(addresses[0]!, large)) add(arrangement, conditions[2], await visit(addresses, each, { clients, pauseMs, seconds: Math.min(10, seconds), from: 1_000 }))
  })
  for (const condition of conditions) {
    const of = (arrangement: Arrangement, figure: keyof Met) => median((met.get(`${arrangement}, ${condition}`) ?? []).map(one => one[figure]))
    if (!met.has(`one process, ${condition}`) || !met.has(`two web and a worker, ${condition}`)) { console.log(`${each.name}, ${condition}: not measured, the search was over too soon`); continue }
    for (const arrangement of Object.keys(arrangements) as Arrangement[]) console.log(`${each.name}, ${condition}, ${arrangement}: p50 ${of(arrangement, 'p50').toFixed(1)} ms, p95 ${of(arrangement, 'p95').toFixed(1)} ms (aim: under 100 ms), slowest ${of(arrangement, 'slowest').toFixed(0)} ms; ${of(arrangement, 'perSecond').toFixed(0)} pages a second`)
    const ratio = (figure: keyof Met) => (of('two web and a worker', figure) / of('one process', figure)).toFixed(2)
    console.log(`${each.name}, ${condition}, two web and a worker ÷ one process: p95 ${ratio('p95')}, pages a second ${ratio('perSecond')}`)
  }
}

async function started(arrangement: Arrangement, work: (addresses: string[]) => Promise<void>): Promise<void> {
  const running: ChildProcess[] = [], addresses: string[] = []
  try {
    for (const role of arrangements[arrangement]) {
      if (role === 'worker') { running.push(await startWorker()); continue }
      const { server, address } = await startServer({ ...shared, ROLE: role, PORT: '0' })
      running.push(server)
      addresses.push(address)
    }
    await work(addresses)
  } finally { for (const each of running) await stopServer(each) }
}

function startWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], { cwd: path.resolve(import.meta.dirname, '../..'), env: onlyTheseSettings({ ...shared, ROLE: 'worker' }), stdio: ['ignore', 'pipe', 'ignore'] })
  return new Promise((ready, failed) => {
    worker.stdout.once('data', () => ready(worker))
    worker.on('exit', code => failed(new Error(`the worker ended with ${code}`)))
  })
}

/** An area that takes long, and a size that nobody has asked for before. */
function largest(of: Edition, round: number): string {
  const area = ['W2U3Z', 'A3A8R'].find(code => of.areas.has(code)) ?? [...of.areas.values()].filter(({ kind }) => kind === 'sub-icb').sort((a, b) => b.members.length - a.members.length)[0]!.code
  const min = 70_000 + round * 137 + Math.floor((Date.now() / 1000) % 10_000)
  return paths.sketchProgress(area, 'shared', { min, max: min + 5_000 })
}

async function isWorkedOn(address: string, progress: string): Promise<boolean> {
  for (let waited = 0; waited < 10_000; waited += 100) {
    if (((await (await fetch(`${address}${progress}`)).json()) as { status?: string }).status === 'working') return true
    await new Promise(after => { setTimeout(after, 100) })
  }
  return false
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
