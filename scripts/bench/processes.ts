/**
 * `npm run bench -- processes [ROUNDS] [FOLDER] [VISIT]`: two web processes and a worker beside one process that does everything, on the same database and data
 * folder, with England of January 2026 (bench/pages/figures.ts) and rooms of 6,000 practices and 20,000 people (bench/processes/seed.ts). FOLDER is a data folder
 * to fill, kept for the next time; VISIT is a word of one visit's name, for that one alone. With one round it is short, and the country is small.
 *  1. 50 people, each pausing a second between pages: how long they wait. This is what a county's busy morning looks like. Aim: 95 in 100 public pages within
 *     100 ms, own pages within 150 ms, and no page that fails.
 *  2. The same people without a pause: how many pages a second at most. With more processors than these people's own and the processes need, two should come
 *     near twice one; where all share two, as on a small machine, they cannot.
 *  3. The first again while a large area is worked out.
 * Each kind of visit in `visits` is measured by itself. Rounds take turns, medians are given, and each arrangement is started anew for each round. Readers, servers
 * and database share the machine; its load beside them is said at the head and weighs on everything.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { spawn, type ChildProcess } from 'node:child_process'
import type { Edition } from '#domain/position/edition.ts'
import { asViewer } from '#records/viewing.ts'
import { embeddedPostgres, openDatabase } from '#server/postgres.ts'
import { paths } from '#web/paths.ts'
import { onlyTheseSettings, startServer, stopServer } from '../../test/journeys/server.ts'
import { isEngland, loadFigures } from './pages/figures.ts'
import { visit, waitsOf, type Met, type Visit, type Waits } from './processes/clients.ts'
import { ownPages } from './processes/own-pages.ts'
import { publicPages } from './processes/public-pages.ts'
import { england, seedRooms, small } from './processes/seed.ts'

const clients = 50, pauseMs = 1_000
const rounds = Math.max(1, Number(process.argv[2] ?? 3)), kept = process.argv[3], only = process.argv[4] ?? ''
const seconds = rounds === 1 ? 5 : 20
const folder = kept ? path.resolve(kept) : mkdtempSync(path.join(tmpdir(), 'alongside-bench-'))

const arrangements = { 'one process': ['all'], 'two web and a worker': ['web', 'web', 'worker'] } as const
type Arrangement = keyof typeof arrangements
const conditions = ['pausing a second', 'without a pause', 'pausing a second, while a large area is worked out'] as const

const edition = await loadFigures(folder)
const postgres = await embeddedPostgres(path.join(folder, 'pg'))
const shared = { ALONGSIDE_DATA: folder, DATABASE_URL: `postgres://${String(postgres.plain.user)}@${encodeURIComponent(String(postgres.plain.host))}/${String(postgres.plain.database)}` }
const { db, config, close } = await openDatabase({ dataFolder: folder, databaseUrl: shared.DATABASE_URL })
try {
  console.log(`${isEngland ? 'England' : 'The invented county'}, ${edition.asAt}: ${edition.practices.length} practices; ${availableParallelism()} processors, load before ${loadavg()[0]!.toFixed(1)}; ${clients} people, ${rounds === 1 ? 'one short round' : `medians of ${rounds} rounds of ${seconds} s`}`)
  await fillRooms()
  const visits = [publicPages(edition), await ownPages(db, config, folder, edition.practices[0]!.code, clients)]
  for (const each of visits) if (each.name.includes(only)) await compare(each)
} finally {
  await close()
  await postgres.release()
  if (!kept) rmSync(folder, { recursive: true, force: true })
}

/** Puts the country's rooms into a database that has none. */
async function fillRooms(): Promise<void> {
  if (await asViewer(db, { as: 'backup' }, tx => tx.selectFrom('item').select('id').limit(1).executeTakeFirst()) !== undefined) return
  const began = performance.now(), rows = await seedRooms(db, { practices: edition.practices, world: edition.world, now: new Date() }, rounds === 1 ? small : england)
  console.log(`rooms: ${Object.entries(rows).map(([table, many]) => `${many.toLocaleString('en-GB')} ${table.replace('accounts.', '')}`).join(', ')}; put there in ${((performance.now() - began) / 1000).toFixed(0)} s`)
}

async function compare(each: Visit): Promise<void> {
  const met = new Map<string, Met[]>(), add = (arrangement: Arrangement, condition: string, one: Met) => met.set(`${arrangement}, ${condition}`, [...met.get(`${arrangement}, ${condition}`) ?? [], one])
  for (let round = 0; round < rounds; round++) for (const arrangement of Object.keys(arrangements) as Arrangement[]) await started(arrangement, each.isSpread, async (addresses, processes) => {
    await each.prepare(processes)
    await workedOut(processes[0]!, round)
    await visit(addresses, each, { clients, pauseMs: 0, seconds: Math.min(5, seconds) }) // warm
    add(arrangement, conditions[0], await visit(addresses, each, { clients, pauseMs, seconds }))
    add(arrangement, conditions[1], await visit(addresses, each, { clients, pauseMs: 0, seconds }))
    const large = largest(edition, round)
    if (await isWorkedOn(processes[0]!, large)) add(arrangement, conditions[2], await visit(addresses, each, { clients, pauseMs, seconds: Math.min(10, seconds) }))
    await stopWork(processes[0]!, large) // or it would go on under whatever is measured next
  })
  for (const condition of conditions) {
    const all = (arrangement: Arrangement) => met.get(`${arrangement}, ${condition}`) ?? [], of = (arrangement: Arrangement, figure: keyof Waits | 'perSecond') => median(all(arrangement).map(one => one[figure]))
    if (!met.has(`one process, ${condition}`) || !met.has(`two web and a worker, ${condition}`)) { console.log(`${each.name}, ${condition}: not measured, the search was over too soon`); continue }
    for (const arrangement of Object.keys(arrangements) as Arrangement[]) {
      const ms = (figure: keyof Waits) => of(arrangement, figure).toFixed(1), p95 = of(arrangement, 'p95'), aim = condition === conditions[1] ? '' : ` (aim: under ${each.aimMs} ms, ${(p95 / each.aimMs).toFixed(2)} of it)`
      console.log(`${each.name}, ${condition}, ${arrangement}: p50 ${ms('p50')} ms, p95 ${ms('p95')} ms${aim}, p99 ${ms('p99')} ms, slowest ${ms('slowest')} ms; ${of(arrangement, 'perSecond').toFixed(0)} pages a second, ${failures(all(arrangement))}`)
      if (condition === conditions[0]) byKind(all(arrangement))
    }
    const ratio = (figure: 'p95' | 'perSecond') => (of('two web and a worker', figure) / of('one process', figure)).toFixed(2)
    console.log(`${each.name}, ${condition}, two web and a worker ÷ one process: p95 ${ratio('p95')}, pages a second ${ratio('perSecond')}`)
  }
}

/** How long each kind of page took, over all rounds. */
function byKind(all: readonly Met[]): void {
  const took = new Map<string, number[]>()
  for (const one of all) for (const [kind, times] of one.took) took.set(kind, [...took.get(kind) ?? [], ...times])
  for (const [kind, times] of took) { const { pages, p50, p95, p99 } = waitsOf(times); console.log(`  ${kind}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms of ${pages}`) }
}

/** Says which pages did not come as they should have; one is enough for the bench to have failed. */
function failures(all: readonly Met[]): string {
  const wrong = all.flatMap(one => one.wrong)
  if (wrong.length > 0) process.exitCode = 1
  return wrong.length === 0 ? '0 failed' : `${wrong.length} failed, such as: ${wrong[0]}`
}

/** Starts the processes, and before them what spreads pages over them where that is wanted. */
async function started(arrangement: Arrangement, isSpread: boolean, work: (addresses: string[], processes: string[]) => Promise<void>): Promise<void> {
  const running: ChildProcess[] = [], processes: string[] = []
  try {
    for (const role of arrangements[arrangement]) {
      if (role === 'worker') { running.push(await startOther('src/server/main.ts', [], { ...shared, ROLE: 'worker' }).then(({ child }) => child)); continue }
      const { server, address } = await startServer({ ...shared, ROLE: role, PORT: '0' })
      running.push(server)
      processes.push(address)
    }
    if (!isSpread) { await work(processes, processes); return }
    const { child, says } = await startOther('scripts/bench/processes/balancer.ts', processes, {})
    running.push(child)
    await work([/http:\S+/.exec(says)![0]], processes)
  } finally { for (const each of running.reverse()) await stopServer(each) }
}

/** A process that says in a line when it is ready. */
function startOther(file: string, args: readonly string[], settings: Record<string, string>): Promise<{ child: ChildProcess; says: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { cwd: path.resolve(import.meta.dirname, '../..'), env: onlyTheseSettings(settings), stdio: ['ignore', 'pipe', 'ignore'] })
  return new Promise((ready, failed) => {
    child.stdout.once('data', (bytes: Buffer) => ready({ child, says: String(bytes) }))
    child.on('exit', code => failed(new Error(`${file} ended with ${code}`)))
  })
}

/** Waits for a small sketch that nobody has asked for before: whoever works on it has read the figures then, as one that has run for a while has. */
async function workedOut(address: string, round: number): Promise<void> {
  const area = [...edition.areas.values()].filter(({ kind }) => kind === 'sub-icb').sort((a, b) => a.members.length - b.members.length)[0]!, min = 31_000 + round + Math.floor((Date.now() / 1000) % 10_000)
  for (let waited = 0; waited < 60_000 && ['waiting', 'working'].includes(await progressOf(address, { key: area.code, size: { min, max: min + 20_000 } })); waited += 100) await new Promise(after => { setTimeout(after, 100) })
}

interface Large { key: string; size: { min: number; max: number } }

/** An area that takes long, and a size that nobody has asked for before. */
function largest(of: Edition, round: number): Large {
  const key = ['W2U3Z', 'A3A8R'].find(code => of.areas.has(code)) ?? [...of.areas.values()].filter(({ kind }) => kind === 'sub-icb').sort((a, b) => b.members.length - a.members.length)[0]!.code
  const min = 70_000 + round * 137 + Math.floor((Date.now() / 1000) % 10_000)
  return { key, size: { min, max: min + 5_000 } }
}

async function progressOf(address: string, { key, size }: Large): Promise<string> {
  return ((await (await fetch(`${address}${paths.sketchProgress(key, 'shared', size)}`)).json()) as { status?: string }).status ?? 'refused'
}

async function isWorkedOn(address: string, large: Large): Promise<boolean> {
  for (let waited = 0; waited < 10_000; waited += 100) {
    if (await progressOf(address, large) === 'working') return true
    await new Promise(after => { setTimeout(after, 100) })
  }
  return false
}

async function stopWork(address: string, large: Large): Promise<void> {
  await fetch(`${address}${paths.stopSketch(large.key, 'shared', large.size)}`, { method: 'POST', headers: { origin: new URL(address).origin }, redirect: 'manual' })
  for (let waited = 0; waited < 10_000 && await progressOf(address, large) === 'working'; waited += 100) await new Promise(after => { setTimeout(after, 100) })
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
