/**
 * `npm run bench -- pages [ROUNDS] [FOLDER]`: how fast pages are made, by the server that `npm start` starts, with England of January 2026
 * (published files of ../shared/data; without them the invented county). FOLDER is a data folder to import into, kept for the next time.
 *  1. A practice, an area of about 70 practices and a finished sketch of as many: pages a second for 20 readers beside a bare page behind the same
 *     middleware (bench/pages/hello.ts); aim: at least 25 % of it. Twice: a page nobody has opened since the figures were read, made from the edition
 *     in memory, another each time; and the same pages again, which are kept as they were sent (web/settled.ts).
 *  2. How long the 20 readers wait, for either; aim: 95 in 100 answers within 100 ms.
 *  3. The same while a large area is worked out; aim: within 300 ms.
 * And, because an area's ground is kept once it has been drawn, how long the first opening of an area or sketch takes for a lone reader.
 * With one round only three areas are read, briefly: enough to see that the bench still runs.
 * Readers are this process, servers are others. Rounds take turns between the pages and medians are given, so that whatever else the machine does weighs on all.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { spawn, type ChildProcess } from 'node:child_process'
import type { Area, Edition } from '#domain/position/edition.ts'
import { paths } from '#web/paths.ts'
import { startServer, stopServer } from '../../test/journeys/server.ts'
import { isEngland, loadFigures, publishedFiles } from './pages/figures.ts'
import { read, type Met } from './pages/readers.ts'

/** Most pages of a kind opened for the first time in a round, and then again and again. */
const mostDistinct = 400
const readers = 20, usual = { min: 30_000, max: 50_000 }
/** What one measurement may take at most. */
const most = { requests: 20_000, seconds: 3 }
const rounds = Math.max(1, Number(process.argv[2] ?? 5)), kept = process.argv[3]
const mostAreas = rounds === 1 ? 3 : 24

const folder = kept ? path.resolve(kept) : mkdtempSync(path.join(tmpdir(), 'alongside-bench-'))
const running: ChildProcess[] = []
try {
  const edition = await loadFigures(folder)
  const { server, address } = await startServer({ ALONGSIDE_DATA: folder, PORT: '0', DEMO: isEngland ? '0' : '1' })
  running.push(server)
  const hello = await startHello()
  console.log(`${isEngland ? 'England' : `The invented county (England's published files are not at ${publishedFiles})`}, ${edition.asAt}: ${edition.practices.length} practices; ${availableParallelism()} processors, ${readers} readers, ${rounds === 1 ? 'one round' : `medians of ${rounds} rounds`}`)
  await bench(edition, address, hello)
} finally {
  for (const process of running) await stopServer(process)
  if (!kept) rmSync(folder, { recursive: true, force: true })
}

async function startHello(): Promise<string> {
  const hello = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'pages/hello.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(hello)
  return new Promise((ready, failed) => {
    hello.stdout.on('data', (bytes: Buffer) => { const at = /http:\S+/.exec(String(bytes)); if (at) ready(at[0]) })
    hello.on('exit', code => failed(new Error(`the bare page ended with ${code}`)))
  })
}

async function bench(edition: Edition, address: string, hello: string): Promise<void> {
  const areas = areasToRead(edition)
  const openedAreas = await firstOpenings(address, areas.map(({ code }) => paths.area(code)))
  const done = await finishedSketches(address, areas)
  const openedSketches = await firstOpenings(address, done.map(({ code }) => paths.sketch(code, 'journeys', usual)))
  const views = (some: readonly Area[]) => some.length * Math.min(...some.map(({ members }) => members.length))
  const pages = [
    { name: 'practice', many: edition.practices.length, path: (i: number) => paths.practice(edition.practices[(i * 977) % edition.practices.length]!.code) },
    { name: 'area', many: views(areas), path: (i: number) => paths.area(...turn(areas, i)) },
    { name: 'sketch', many: views(done), path: (i: number) => { const [code, from] = turn(done, i); return paths.sketch(code, 'journeys', usual, from) } },
  ]
  const bare: Met[] = [], met = pages.map((): Record<'first' | 'again', Met[]> => ({ first: [], again: [] }))
  for (let round = 0; round <= rounds; round++) {
    const plain = await read(hello, () => '/hello', { readers, ...most })
    const each: Record<'first' | 'again', Met>[] = []
    for (const page of pages) {
      const distinct = Math.min(mostDistinct, Math.floor(page.many / (rounds + 1))), from = round * distinct // no page is ever first twice
      const first = await read(address, i => page.path(from + i), { readers, requests: distinct, seconds: 30 })
      each.push({ first, again: await read(address, i => page.path(from + (i % distinct)), { readers, ...most }) })
    }
    if (round === 0) continue // all once to warm up
    bare.push(plain)
    each.forEach(({ first, again }, i) => { met[i]!.first.push(first); met[i]!.again.push(again) })
  }
  console.log(`Areas: ${areas.length} of ${areas.at(0)?.members.length} to ${areas.at(-1)?.members.length} practices; sketches: ${done.length} of them`)
  console.log(`bare page: ${Math.round(median(bare.map(one => one.perSecond)))} a second, p95 ${median(bare.map(one => one.p95)).toFixed(1)} ms`)
  for (const [i, { name }] of pages.entries()) for (const time of ['first', 'again'] as const) {
    const all = met[i]![time], rate = median(all.map(one => one.perSecond)), ratio = median(all.map((one, round) => one.perSecond / bare[round]!.perSecond))
    const wait = (of: 'p50' | 'p95' | 'slowest') => median(all.map(one => one[of])).toFixed(0)
    console.log(`${name}, ${time === 'first' ? 'opened for the first time' : 'opened before'}: ${Math.round(rate)} a second, ${(ratio * 100).toFixed(1)} % of the bare page (aim: 25 %); p50 ${wait('p50')} ms, p95 ${wait('p95')} ms (aim: under 100 ms), slowest ${wait('slowest')} ms; ${(all.at(-1)!.bytesEach / 1024).toFixed(1)} KB`)
  }
  console.log(`first opening, one reader: area ${openedAreas}; sketch ${openedSketches}`)
  await besideSearch(edition, address, pages)
}

/** Sub-ICBs, ICBs and districts of 60 to 85 practices, each set of practices once, smallest first; in the county its largest. */
function areasToRead(edition: Edition): Area[] {
  const seen = new Set<string>()
  const areas = [...edition.areas.values()].filter(area => ['sub-icb', 'icb', 'district'].includes(area.kind)).sort((a, b) => a.members.length - b.members.length)
    .filter(({ members }) => !seen.has(members.join()) && seen.add(members.join()))
  const about70 = areas.filter(({ members }) => members.length >= 60 && members.length <= 85)
  return about70.length > 0 ? about70.slice(0, mostAreas) : areas.slice(-1)
}

/** Another area each time, and seen from another of its practices each time round. */
function turn(areas: readonly Area[], i: number): [string, string] {
  const area = areas[i % areas.length]!
  return [area.code, area.members[Math.floor(i / areas.length) % area.members.length]!]
}

async function firstOpenings(address: string, addresses: string[]): Promise<string> {
  if (addresses.length === 0) return ''
  const { p50, slowest } = await read(address, i => addresses[i]!, { readers: 1, requests: addresses.length, seconds: 60 })
  return `p50 ${p50.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms`
}

/** Asks for each area's sketch and the fair one beside it, and waits; an area not finished within two minutes in all is left out. */
async function finishedSketches(address: string, areas: readonly Area[]): Promise<Area[]> {
  const done: Area[] = [], until = performance.now() + 120_000
  for (const area of areas) {
    const isDone = async () => (await Promise.all((['journeys', 'fair'] as const).map(kind => progress(address, area.code, kind)))).every(status => status === 'done')
    while (performance.now() < until && !(await isDone())) await new Promise(after => { setTimeout(after, 100) })
    if (performance.now() < until) done.push(area)
  }
  if (done.length === 0) throw new Error('no sketch was finished in two minutes')
  return done
}

async function progress(address: string, code: string, kind: 'journeys' | 'shared' | 'fair'): Promise<string> {
  const answer = await fetch(`${address}${paths.sketchProgress(code, kind, usual)}`)
  return ((await answer.json()) as { status?: string }).status ?? 'refused'
}

/** The pages again while a large area is worked out, as often as its search lasts. */
async function besideSearch(edition: Edition, address: string, pages: { name: string; path(i: number): string }[]): Promise<void> {
  const large = ['W2U3Z', 'A3A8R'].filter(code => edition.areas.has(code)).slice(0, rounds)
  const met = new Map<string, Met[]>()
  for (const code of large) {
    const until = performance.now() + 10_000
    while (await progress(address, code, 'shared') !== 'working' && performance.now() < until) await new Promise(after => { setTimeout(after, 100) })
    for (let round = 0; round < rounds; round++) {
      for (const [i, page] of pages.entries()) {
        const one = await read(address, index => page.path(index + (round * 3 + i) * 500), { readers, requests: 1_000, seconds: 3 })
        if (await progress(address, code, 'shared') === 'working') met.set(page.name, [...met.get(page.name) ?? [], one])
      }
    }
  }
  if (met.size === 0) console.log('while a large area is worked out: not measured, there is none large enough here')
  for (const [name, all] of met) console.log(`${name} while ${large.join(' or ')} (most shared patients) is worked out, some opened before: ${Math.round(median(all.map(one => one.perSecond)))} a second, p50 ${median(all.map(one => one.p50)).toFixed(0)} ms, p95 ${median(all.map(one => one.p95)).toFixed(0)} ms, at worst ${Math.max(...all.map(one => one.p95)).toFixed(0)} ms (aim: under 300 ms)`)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
