import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { connect } from '#records/connect.ts'
import { loadCounty } from '#server/demo.ts'
import { embeddedPostgres, type EmbeddedPostgres } from '#server/postgres.ts'
import { paths } from '#web/paths.ts'
import { carrowshireSubIcb } from '../town/penmarsh.ts'
import { onlyTheseSettings, startServer, stopServer } from './server.ts'

/** Two web processes and a worker on one database and one data folder, each a process of its own, as a county would run them. */

const house = path.resolve(import.meta.dirname, '../..'), folder = mkdtempSync(path.join(tmpdir(), 'alongside-processes-'))
let postgres: EmbeddedPostgres, shared: Record<string, string>
const running = new Set<ChildProcess>()

beforeAll(async () => {
  postgres = await embeddedPostgres(path.join(folder, 'pg'), { unsafeButQuick: true })
  const { db, close } = await connect(postgres.plain)
  await loadCounty({ db, dataFolder: folder, now: () => new Date(), say: () => {} })
  await close()
  shared = { ALONGSIDE_DATA: folder, DATABASE_URL: `postgres://${String(postgres.plain.user)}@${encodeURIComponent(String(postgres.plain.host))}/${String(postgres.plain.database)}` }
})
afterEach(async () => { await Promise.all([...running].map(each => stopServer(each))); running.clear() })
afterAll(async () => { await postgres.release(); rmSync(folder, { recursive: true, force: true }) })

async function startWeb(role = 'web'): Promise<{ server: ChildProcess; address: string }> {
  const web = await startServer({ ...shared, ROLE: role, PORT: '0' })
  running.add(web.server)
  return web
}

/** Answers once the worker is ready; `health` is where it says how it is, when it was given a port. */
async function startWorker(more: Record<string, string> = {}): Promise<{ worker: ChildProcess; health: string | null }> {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], { cwd: house, env: onlyTheseSettings({ ...shared, ROLE: 'worker', WORKERS: '1', ...more }), stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(worker)
  return new Promise((ready, failed) => {
    worker.stdout.on('data', (bytes: Buffer) => ready({ worker, health: /http:\S+/.exec(String(bytes))?.[0] ?? null }))
    worker.on('exit', code => failed(new Error(`the worker ended with ${code}`)))
  })
}

interface Progress { status?: string; progress?: { best: number | null; seconds: number } | null; error?: { code: string; why: string } }
// So narrow a size that nothing is proved within the minute a search may take.
const long = (from: number) => [carrowshireSubIcb.code, 'shared', { min: from, max: from + 5_000 }] as const
const at = async (address: string, sketch: ReturnType<typeof long>): Promise<Progress> => (await fetch(`${address}${paths.sketchProgress(...sketch)}`)).json() as Promise<Progress>
const stop = (address: string, [code, kind, size]: ReturnType<typeof long>) => fetch(`${address}${paths.stopSketch(code, kind, size)}`, { method: 'POST', headers: { origin: address }, redirect: 'manual' })
const until = (holds: () => Promise<void>, seconds = 15) => vi.waitFor(holds, { timeout: seconds * 1000, interval: 100 })

test('two web processes and a worker: seen by both, killed in mid-run and begun again by another, stopped from the other process, had by both; and with no worker left, said so', async () => {
  // given two processes that only serve pages, and one that only works
  const [one, other, { worker, health }] = await Promise.all([startWeb(), startWeb(), startWorker({ PORT: '0' })])
  expect(await (await fetch(health!)).text()).toBe('ok\n')
  expect((await fetch(new URL('/', health!))).status).toBe(404)

  // when one is asked for a sketch that takes long, then both see how far it is
  const sketch = long(70_000)
  expect((await at(one.address, sketch)).status).toBe('waiting')
  for (const { address } of [one, other]) await until(async () => expect((await at(address, sketch)).progress?.seconds).toBeGreaterThan(1.5))

  // and when the worker is killed where it stands, another begins it again, and nobody is told anything else than that it is worked out
  const next = startWorker(), told = new Set<string | undefined>()
  worker.kill('SIGKILL')
  running.delete(worker)
  await until(async () => {
    const { status, progress } = await at(one.address, sketch)
    told.add(status)
    expect(progress?.seconds ?? Infinity).toBeLessThan(1.5) // a new search
  })
  expect([...told].filter(status => status !== 'waiting' && status !== 'working')).toEqual([])

  // and when the other process is asked to stop, both have the best found
  expect((await stop(other.address, sketch)).status).toBe(303)
  const plans = await Promise.all([one, other].map(async ({ address }) => (await fetch(`${address}${paths.sketchFile(sketch[0], sketch[1], 'json', sketch[2])}`)).json() as Promise<{ status: string }>))
  expect(plans[0]).toMatchObject({ status: 'stopped' })
  expect(plans[0]).toEqual(plans[1])

  // and when the last worker has gone, a page says so soon
  const { worker: last } = await next
  expect(await stopServer(last)).toBe(0)
  running.delete(last)
  const lonely = long(71_000)
  await until(async () => expect((await at(one.address, lonely)).error?.why).toMatch(/Nobody is working on sketches/))
  expect(await (await fetch(`${one.address}${paths.sketch(...lonely)}`)).text()).toContain('Nobody is working on sketches at the moment')
})

test('one process does everything, beside another that does; when one is killed the other goes on', async () => {
  const [one, other] = await Promise.all([startWeb('all'), startWeb('all')])
  const file = ({ address }: { address: string }, max: number) => fetch(`${address}${paths.sketchFile(carrowshireSubIcb.code, 'journeys', 'json', { min: 30_000, max })}`)
  const [found, same] = await Promise.all([file(one, 51_000), file(other, 51_000)])
  expect(await found.json()).toEqual(await same.json())
  one.server.kill('SIGKILL')
  running.delete(one.server)
  expect((await file(other, 52_000)).status).toBe(200)
})
