import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { penmarshEdition } from '../../test/town/penmarsh.ts'
import { planByHand } from '../../test/town/sketches.ts'
import type { Proposal } from '#commands/partners/propose.ts'
import type { Edition } from '#domain/position/edition.ts'
import type { Plan, PlanNotes } from '#domain/partners/plan.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import { openListening } from '#records/listening.ts'
import { lockOfWorker, type SearchAsk } from '#records/searches.ts'
import { asViewer } from '#records/viewing.ts'
import type { SketchAsk, SketchState } from '#web/desk.ts'
import { openJobs } from './jobs.ts'
import { openLog } from './log.ts'
import { openSketches, sketchLimits, type SketchLimits } from './sketch-desk.ts'
import { keepTidy, lookWith, newWorker, openSketchWork, searchQueue } from './sketch-work.ts'
import { createSolver } from './solver.ts'
import { sql } from 'kysely'
import pg from 'pg'

const edition = penmarshEdition()
const ask = (more: Partial<SketchAsk> = {}): SketchAsk => ({ edition: edition.name, area: 'england', kind: 'journeys', size: { min: 30_000, max: 50_000 }, ...more })
const planFor = (asked: Pick<SearchAsk, 'area' | 'kind' | 'size'>, status: Plan['status'] = 'proved') => planByHand(edition, { edition: edition.name, area: asked.area, kind: asked.kind, size: asked.size }, [edition.practices.map(practice => practice.code)], status) as Plan
const notes: PlanNotes = { linksCut: [], linksAdded: [], linksAddedForNetworks: [], linksForKept: [], alone: [], special: ['ZP0006'], withoutPoint: [], inNoNetwork: [] }

let database: TestDatabase
beforeAll(async () => { database = await testDatabase() })
afterAll(() => database.close())

type Limits = Partial<SketchLimits> & { atOnce?: number }
interface Begun { ask: SearchAsk; finish(plan: Plan | Refusal | Error): void; signal: AbortSignal; progress(best: number): void }
const open: { close(): Promise<void> }[] = []
const said: string[] = []
const log = openLog(line => said.push(line), () => new Date(0))

/** A process on the database: it asks, and works unless it is a web process; what it looks for is found when the test says so. */
async function startProcess({ atOnce = 1, ...limits }: Limits = {}, role: 'all' | 'web' | 'worker' = 'all') {
  const begun: Begun[] = [], scored: string[] = []
  let current: Edition = edition
  const worker = newWorker(), isWorker = role !== 'web'
  const listening = await openListening(database.config as pg.ClientConfig, isWorker ? [lockOfWorker(worker)] : [])
  const jobs = await openJobs({ db: database.db, listening, isWorker, log })
  const figures = { edition: async (name?: string) => (name === edition.name ? current : null), refresh: async () => {} }
  const all = { ...sketchLimits, ...limits }, parts = { db: database.db, listening, figures, limits: all, log }
  const desk = await openSketches({ ...parts, queue: searchQueue(jobs), score: (_, asked, groups) => { scored.push(String(groups)); return { plan: planFor(asked, 'score'), notes } } })
  const look = (_: Edition, asked: SearchAsk, run: { onProgress(progress: object): void; signal: AbortSignal }) => new Promise<Proposal | Refusal>((resolve, reject) => {
    const finish = (found: Plan | Refusal | Error) => { if (found instanceof Error) reject(found); else resolve(isRefusal(found) ? found : { plan: found, notes }) }
    begun.push({ ask: asked, signal: run.signal, finish, progress: best => { run.onProgress({ step: 'test', best, bound: 0, seconds: 1 }) } })
    run.signal.addEventListener('abort', () => { finish(planFor(asked, 'stopped')) })
  })
  const work = isWorker ? await openSketchWork({ ...parts, jobs, worker, look: look as never, atOnce }) : null, endTidying = keepTidy({ ...parts, jobs }, 250)
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    desk.close()
    endTidying()
    await work?.close()
    await jobs.close()
    await listening.close()
  }
  open.push({ close })
  return {
    desk, begun, scored, close, replace: (next: Edition) => { current = next },
    /** As far as the others can tell: its connection ends, and it never says another word. */
    die: async () => { endTidying(); await listening.close(); await jobs.rest('search') },
    /** When so many searches have been begun here. */
    atWork: (searches: number) => vi.waitFor(() => expect(begun.length).toBe(searches), { timeout: 8_000, interval: 10 }),
  }
}

afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
  await sql`truncate search cascade`.execute(database.db)
  await sql`delete from boss.job`.execute(database.db)
})

const price = { edition: edition.name, area: 'england', kind: 'journeys', size: { min: 30_000, max: 50_000 } } as const
const soon = () => pause(60)
const statusOf = (state: SketchState | Refusal) => (isRefusal(state) ? state.code : state.status)

test('a sketch is worked out once however many ask', async () => {
  const { desk, begun, atWork } = await startProcess()
  const first = desk.wait(ask(), 5000), second = desk.wait(ask(), 5000)
  await atWork(1)
  begun[0]!.finish(planFor(ask()))
  expect(await first).toBe(await second)
  expect(await desk.wait(ask(), 0)).toBe(await first)
  expect(await first).toMatchObject({ status: 'done', plan: planFor(ask()) })
  expect(desk.notes?.((await first as SketchState).plan!)).toEqual(notes)
  expect(begun.length).toBe(1)
})

test('another size, kind or area is another sketch', async () => {
  const { desk, begun, atWork } = await startProcess({ atOnce: 4 })
  for (const other of [ask(), ask({ size: { min: 25_000, max: 30_000 } }), ask({ kind: 'shared' }), ask({ area: 'ZN01' })]) desk.ask(other)
  await atWork(4)
  expect(new Set(begun.map(each => `${each.ask.area} ${each.ask.kind} ${each.ask.size.min}`)).size).toBe(4)
})

test('another thing kept is another sketch; the same things said another way are the same', async () => {
  const { desk, begun, scored, atWork } = await startProcess({ atOnce: 9, waitingEach: 24 })
  const kept = { together: [['ZP0001', 'ZP0002']] as [string, string][], apart: [['ZP0003', 'ZP0005'], ['ZP0001', 'ZP0004']] as [string, string][], groups: [['ZP0010', 'ZP0011']] }
  const nothing = { together: [], apart: [], groups: [] }
  const others = [{}, { kept }, { kept: { ...nothing, apart: kept.together } }, { kept: { ...nothing, together: kept.together } }, { kept: { ...nothing, groups: kept.together } }, { hospitals: new Map([['ZP0001', 'General']]) }, { hospitals: new Map([['ZP0001', 'Estrel Vale']]) }]
  for (const more of others) desk.ask(ask(more))
  await atWork(others.length)
  await desk.wait(ask({ kept: nothing, hospitals: new Map([['ZP0001', ' ']]) }), 0)
  await desk.wait(ask({ kept: { together: [['ZP0002', 'ZP0001'], ['ZP0001', 'ZP0002']], apart: [['ZP0004', 'ZP0001'], ['ZP0005', 'ZP0003']], groups: [['ZP0011', 'ZP0010'], []] } }), 0)
  await desk.wait(ask({ hospitals: new Map([['ZP0001', 'the  general']]) }), 0)
  await soon()
  expect(begun.length).toBe(others.length)
  await desk.score({ ...price, kept }, 'today')
  await desk.score(price, 'today')
  expect(scored).toEqual(['today'])
})

test('one at a time, the fair comparison after the others', async () => {
  const { desk, begun, atWork } = await startProcess()
  await desk.wait(ask(), 0); await desk.wait(ask({ kind: 'fair' }), 0); await desk.wait(ask({ kind: 'changes' }), 0)
  await atWork(1)
  begun[0]!.finish(planFor(ask())); await atWork(2)
  begun[1]!.finish(planFor(ask())); await atWork(3)
  expect(begun.map(each => each.ask.kind)).toEqual(['journeys', 'changes', 'fair'])
})

test('waiting is no longer than asked, and says how far the work is', async () => {
  const { desk, begun, atWork } = await startProcess()
  expect(await desk.wait(ask(), 0)).toMatchObject({ status: 'waiting', progress: null })
  await atWork(1)
  begun[0]!.progress(Infinity)
  await vi.waitFor(async () => expect(await desk.wait(ask(), 5)).toMatchObject({ status: 'working', progress: { best: Infinity, bound: 0 } }))
  begun[0]!.progress(123)
  await vi.waitFor(async () => expect(await desk.wait(ask(), 5)).toMatchObject({ status: 'working', progress: { best: 123 } }))
})

test('when too many wait the next is told so, and nothing is begun for it, in whichever process', async () => {
  const one = await startProcess({ waiting: 2 }), other = await startProcess({ waiting: 2 }, 'web')
  await one.desk.wait(ask(), 0)
  await one.atWork(1)
  const sized = (thousand: number) => ask({ size: { min: thousand * 1000, max: 50_000 } })
  const answers = await Promise.all([20, 21, 22, 23, 24, 25].map((thousand, i) => (i % 2 ? one : other).desk.wait(sized(thousand), 0)))
  expect(answers.map(statusOf).sort()).toEqual(['busy', 'busy', 'busy', 'busy', 'waiting', 'waiting'])
  expect(one.begun.length).toBe(1)
})

test('one visitor’s searches wait in their own number, whichever process is asked, and leave room for everybody else’s', async () => {
  const one = await startProcess({ waitingEach: 3 }), other = await startProcess({ waitingEach: 3 }, 'web')
  const sized = (min: number, caller: string | null, at = one) => at.desk.wait(ask({ size: { min, max: min + 10_000 }, caller }), 0)
  await sized(20_000, '192.0.2.1')
  await one.atWork(1)
  const answers = []
  for (let i = 1; i < 8; i++) answers.push(await sized(20_000 + i, '192.0.2.1', i % 2 ? one : other))
  expect(answers.map(isRefusal)).toEqual([false, false, false, true, true, true, true])
  expect(isRefusal(await sized(40_000, '192.0.2.2'))).toBe(false)
  expect(isRefusal(await sized(20_001, '192.0.2.3'))).toBe(false) // the same search as another's
  for (let i = 0; i < 5; i++) expect(isRefusal(await sized(50_000 + i, null))).toBe(false)
})

test('stopping keeps the best found, and a later ask looks again', async () => {
  const { desk, begun, atWork } = await startProcess({ stoppedMs: 300 })
  await desk.wait(ask(), 0)
  await atWork(1)
  desk.stop(ask())
  expect(await desk.wait(ask(), 2000)).toMatchObject({ status: 'done', plan: { status: 'stopped' } })
  expect(await desk.wait(ask(), 0)).toMatchObject({ status: 'done', plan: { status: 'stopped' } })
  expect(begun.length).toBe(1)
  await pause(320)
  await desk.wait(ask(), 0)
  await atWork(2)
})

test('a long search makes way when others wait, with the best it has found, and not before it has found any', async () => {
  const { desk, begun, atWork } = await startProcess({ shareMs: 20 })
  await desk.wait(ask(), 0)
  await atWork(1)
  begun[0]!.progress(Infinity)
  await desk.wait(ask({ kind: 'shared' }), 0)
  await pause(150)
  expect(begun.length).toBe(1)
  begun[0]!.progress(123)
  await atWork(2)
  expect(begun.map(each => each.ask.kind)).toEqual(['journeys', 'shared'])
  expect(await desk.wait(ask(), 5)).toMatchObject({ status: 'done', plan: { status: 'stopped' } })
})

test('an area over the limit is refused with the command that can do it', async () => {
  const { desk, begun } = await startProcess({ practices: 10 })
  const state = await desk.wait(ask(), 100)
  expect(state).toMatchObject({ status: 'refused', refusal: { code: 'too-many-practices' } })
  expect(!isRefusal(state) && state.refusal!.why).toContain('--area england')
  expect(await desk.score(price, 'today')).toMatchObject({ refused: true, code: 'too-many-practices' })
  expect(begun.length).toBe(0)
})

test('a size that cannot be, unknown figures and an unknown area are refused', async () => {
  const { desk } = await startProcess()
  expect(desk.ask(ask({ size: { min: 5, max: 4 } }))).toMatchObject({ refused: true })
  expect(await desk.wait(ask({ edition: '1999-01' }), 100)).toMatchObject({ status: 'refused', refusal: { code: 'unknown-edition' } })
  expect(await desk.wait(ask({ area: '99X' }), 100)).toMatchObject({ status: 'refused', refusal: { code: 'unknown-area' } })
})

test('what no plan could keep is refused in every process, and not looked for twice', async () => {
  const one = await startProcess(), other = await startProcess({}, 'web')
  const asked = one.desk.wait(ask(), 5000)
  await one.atWork(1)
  one.begun[0]!.finish(refuse('one-practice', 'no', 'test'))
  expect(await asked).toMatchObject({ status: 'refused', refusal: { code: 'one-practice' } })
  expect(await other.desk.wait(ask(), 0)).toMatchObject({ status: 'refused', refusal: { code: 'one-practice' } })
  expect(one.begun.length).toBe(1)
})

test('a fault of ours is noted, said to whoever asks for a minute, and the next ask begins afresh', async () => {
  const { desk, begun, atWork } = await startProcess({ failedMs: 300 })
  const first = desk.wait(ask(), 5000)
  await atWork(1)
  begun[0]!.finish(new Error('thread died'))
  const state = await first
  expect(state).toMatchObject({ status: 'refused', refusal: { code: 'search-failed' } })
  const noted = /noted under (\w+)/.exec((state as SketchState).refusal!.why)![1]!
  expect(said.filter(line => line.includes(noted) && line.includes('thread died')).length).toBe(1)
  expect(await desk.wait(ask(), 0)).toMatchObject({ refusal: { code: 'search-failed' } })
  await pause(320)
  expect(await desk.wait(ask(), 0)).toMatchObject({ status: 'waiting' })
  await atWork(2)
})

test('a plan made from other figures is not shown', async () => {
  const { desk, begun, replace, atWork } = await startProcess()
  const first = desk.wait(ask(), 5000)
  await atWork(1)
  begun[0]!.finish(planFor(ask()))
  expect(await first).toMatchObject({ status: 'done' })
  replace({ ...edition, sources: edition.sources.slice(1) })
  expect(statusOf(await desk.wait(ask(), 5))).not.toBe('done')
  await atWork(2)
})

test('a worker without the figures that were asked for lets go, and with them the search is begun', async () => {
  const web = await startProcess({}, 'web'), worker = await startProcess({}, 'worker'), newer = { ...edition, sources: edition.sources.slice(1) }
  web.replace(newer)
  const asked = web.desk.wait(ask(), 5000)
  await pause(150)
  expect(worker.begun.length).toBe(0)
  worker.replace(newer)
  await worker.atWork(1)
  worker.begun[0]!.finish(planFor(ask()))
  expect(statusOf(await asked)).toBe('done')
})

test('today is priced once for each set of figures', async () => {
  const { desk, scored } = await startProcess()
  const plan = await desk.score(price, 'today')
  expect(await desk.score(price, 'today')).toBe(plan)
  await desk.score(price, [['ZP0001', 'ZP0002']])
  expect(scored).toEqual(['today', 'ZP0001,ZP0002'])
})

test('a search nobody asks after any more is not begun', async () => {
  const { desk, begun, atWork } = await startProcess({ patienceMs: 100 })
  await desk.wait(ask(), 0)
  await atWork(1)
  await desk.wait(ask({ kind: 'shared' }), 0)
  await pause(150)
  begun[0]!.finish(refuse('test', 'no', 'test'))
  await pause(150)
  expect(begun.length).toBe(1)
})

test('what one process asks for another works out; both see how far it is, either stops it, and both have what was found', async () => {
  const [one, other] = [await startProcess({}, 'web'), await startProcess({}, 'web')], worker = await startProcess({}, 'worker')
  const mine = ask({ kept: { together: [], apart: [['ZP0005', 'ZP0007']], groups: [['ZP0002', 'ZP0012']] }, hospitals: new Map([['ZP0001', 'Penmarsh General']]) })
  await one.desk.wait(mine, 0)
  await worker.atWork(1)
  expect(worker.begun[0]!.ask).toMatchObject({ kept: mine.kept, hospitals: { ZP0001: 'Penmarsh General' } })
  worker.begun[0]!.progress(456)
  for (const { desk } of [one, other]) await vi.waitFor(async () => expect(await desk.wait(mine, 5)).toMatchObject({ status: 'working', progress: { best: 456 } }))
  const waiting = one.desk.wait(mine, 5000)
  other.desk.stop(mine)
  const found = { status: 'done', plan: { status: 'stopped', kept: mine.kept, hospitals: { ZP0001: 'Penmarsh General' } } }
  expect(await waiting).toMatchObject(found)
  expect(await other.desk.wait(mine, 0)).toMatchObject(found)
  expect([one.begun.length, other.begun.length, worker.begun.length]).toEqual([0, 0, 1])
})

test('once it has ended, the tables know neither what was asked nor what was kept, and the queue knows nothing at all', async () => {
  const { desk, begun, atWork } = await startProcess()
  const mine = ask({ kept: { together: [['ZP0001', 'ZP0002']], apart: [], groups: [] }, hospitals: new Map([['ZP0001', 'Penmarsh General']]), caller: '192.0.2.77' })
  const asked = desk.wait(mine, 5000)
  await atWork(1)
  const { rows: [job] } = await sql<{ data: object }>`select data from boss.job where state = 'active'`.execute(database.db)
  expect(job!.data).toEqual({ id: expect.stringMatching(/^[0-9a-f]{64}$/) })
  begun[0]!.finish({ ...planFor(mine), kept: mine.kept!, hospitals: { ZP0001: 'Penmarsh General' } })
  expect(await asked).toMatchObject({ plan: { kept: mine.kept, hospitals: { ZP0001: 'Penmarsh General' } } })
  await vi.waitFor(async () => expect((await sql`select from boss.job`.execute(database.db)).rows).toEqual([]))
  const all = await asViewer(database.db, { as: 'backup' }, async tx => JSON.stringify([await tx.selectFrom('search').selectAll().execute(), await tx.selectFrom('search_content').selectAll().execute()]))
  expect(all).toContain('"plan":{')
  for (const word of ['together', 'Penmarsh General', '192.0.2.77']) expect(all).not.toContain(word)
})

test('a worker that dies loses its search to another, and after three have died it is said to have failed', async () => {
  const web = await startProcess({}, 'web'), asked = web.desk.wait(ask(), 30_000)
  const first = await startProcess({}, 'worker')
  await first.atWork(1)
  const second = await startProcess({}, 'worker')
  await first.die()
  await second.atWork(1)
  const third = await startProcess({}, 'worker')
  await second.die()
  await third.atWork(1)
  // What the dead still had to say changes nothing.
  first.begun[0]!.finish(planFor(ask()))
  await pause(100)
  expect(statusOf(await web.desk.wait(ask(), 0))).toBe('working')
  await third.die()
  expect(await asked).toMatchObject({ status: 'refused', refusal: { code: 'search-failed' } })
}, 40_000)

test('a search that the queue has forgotten is put there again', async () => {
  const web = await startProcess({}, 'web'), asked = web.desk.wait(ask(), 20_000)
  await vi.waitFor(async () => expect((await sql`delete from boss.job returning id`.execute(database.db)).rows.length).toBe(1))
  const worker = await startProcess({}, 'worker')
  await asViewer(database.db, { as: 'caretaker' }, tx => sql`update search set queued_at = now() - interval '1 minute'`.execute(tx))
  await worker.atWork(1)
  worker.begun[0]!.finish(planFor(ask()))
  expect(statusOf(await asked)).toBe('done')
})

test('a process that leaves in good order gives its search back, which costs it no try', async () => {
  const web = await startProcess({}, 'web'), asked = web.desk.wait(ask(), 20_000)
  for (let i = 0; i < 4; i++) {
    const worker = await startProcess({}, 'worker')
    await worker.atWork(1)
    await worker.close()
  }
  const last = await startProcess({}, 'worker')
  await last.atWork(1)
  last.begun[0]!.finish(planFor(ask()))
  expect(statusOf(await asked)).toBe('done')
})

test('where nobody works on sketches it is said so, nothing is put in the queue, and it is found when somebody does', async () => {
  const web = await startProcess({ absentMs: 100 }, 'web')
  expect(await web.desk.wait(ask(), 5000)).toMatchObject({ refused: true, code: 'nobody-works' })
  expect(await web.desk.wait(ask({ kind: 'shared' }), 0)).toMatchObject({ code: 'nobody-works' })
  const worker = await startProcess({}, 'worker')
  await worker.atWork(1) // the first ask, put there before it was known that nobody came
  await vi.waitFor(async () => expect(statusOf(await web.desk.wait(ask(), 0))).toBe('working'), { timeout: 3_000 })
  worker.begun[0]!.finish(planFor(ask()))
  expect(statusOf(await web.desk.wait(ask(), 3000))).toBe('done')
  expect(worker.begun.length).toBe(1)

  // what was found is shown also when nobody works any more, in a process that had not seen it
  await worker.close()
  const late = await startProcess({ absentMs: -1 }, 'web')
  expect(statusOf(await late.desk.wait(ask(), 0))).toBe('done')
  expect(statusOf(await late.desk.wait(ask({ kind: 'changes' }), 0))).toBe('nobody-works')
})

test('a process whose listening connection is cut goes on, and hears again', async () => {
  const web = await startProcess({}, 'web'), worker = await startProcess({}, 'worker')
  const cut = new pg.Client({ ...database.superuser })
  await cut.connect()
  await cut.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'alongside listener' and datname = $1`, [(database.config as pg.ClientConfig).database])
  await cut.end()
  const asked = web.desk.wait(ask(), 5000)
  await worker.atWork(1)
  worker.begun[0]!.finish(planFor(ask()))
  expect(statusOf(await asked)).toBe('done')
})

test('Penmarsh is grouped on a thread of its own, proved, and no dearer than today by the same rule', async () => {
  const solver = createSolver(1), worker = newWorker()
  const listening = await openListening(database.config as pg.ClientConfig, [lockOfWorker(worker)]), jobs = await openJobs({ db: database.db, listening, isWorker: true, log })
  const figures = { edition: async (name?: string) => (name === edition.name ? edition : null), refresh: async () => {} }, parts = { db: database.db, listening, figures, limits: sketchLimits, log }
  const desk = await openSketches({ ...parts, queue: searchQueue(jobs) }), work = await openSketchWork({ ...parts, jobs, worker, look: lookWith(solver.solve), atOnce: 1 })
  open.push({ close: async () => { await work.close(); await solver.close(); await jobs.close(); await listening.close() } })
  for (const kind of ['journeys', 'shared', 'changes'] as const) {
    const state = await desk.wait(ask({ kind }), 30_000)
    const today = await desk.score({ ...price, kind }, 'today')
    if (isRefusal(state) || isRefusal(today) || state.plan === null) throw new Error(`${kind} gave no plan`)
    expect(state.plan.status).toBe('proved')
    expect(state.plan.objective).toBeLessThanOrEqual(today.objective)
    expect([...state.plan.groups.flatMap(group => group.members), ...state.plan.uncovered].toSorted()).toEqual(edition.practices.map(practice => practice.code).toSorted())
    expect(desk.notes?.(state.plan)).not.toBeNull()
  }
  const state = await desk.wait(ask({ kept: { together: [], apart: [['ZP0005', 'ZP0007']], groups: [['ZP0002', 'ZP0012']] }, hospitals: new Map([['ZP0001', 'Penmarsh General'], ['ZP0003', 'Estrel Vale']]) }), 30_000)
  expect(state).toMatchObject({ status: 'done', plan: { status: 'proved', kept: { groups: [['ZP0002', 'ZP0012']] }, hospitals: { ZP0003: 'Estrel Vale' } } })
  expect(await desk.wait(ask({ kept: { together: [['ZP0001', 'ZP0001']], apart: [], groups: [] } }), 30_000)).toMatchObject({ status: 'refused', refusal: { code: 'one-practice' } })
  expect(desk.notes?.(planFor(ask()))).toBeNull()
})
