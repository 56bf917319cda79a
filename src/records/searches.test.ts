import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { addSearch, askToStop, countWaiting, ended, progressed, removeEnded, removeSearch, searchBy, searchKeyOf, standingOf, takeUp, type Hold, type SearchAsk } from './searches.ts'
import { asViewer, type Viewer } from './viewing.ts'

let database: TestDatabase
beforeAll(async () => { database = await testDatabase() })
afterAll(() => database.close())
afterEach(async () => { await sql`truncate search cascade`.execute(database.db) })

const ask: SearchAsk = { edition: 'invented-2026-01', figures: 'one two', area: 'ZI1', kind: 'journeys', size: { min: 30_000, max: 50_000 }, kept: { together: [['ZP0001', 'ZP0002']], apart: [], groups: [] }, hospitals: { ZP0001: 'Penmarsh General' } }
const caretaker: Viewer = { as: 'caretaker' }
const asker = (asked = ask): Viewer => ({ as: 'key', key: searchKeyOf(asked) })
const hold: Hold = { worker: 7, job: randomUUID(), tried: 0 }
const add = (asked = ask, caller: number | null = null) => asViewer(database.db, caretaker, tx => addSearch(tx, searchKeyOf(asked), { job: hold.job, caller, ask: asked }))
const contents = (viewer: Viewer) => asViewer(database.db, viewer, tx => tx.selectFrom('search_content').select('key').execute())
const rows = (viewer: Viewer) => asViewer(database.db, viewer, tx => tx.selectFrom('search').select('key').execute())
const plan = { objective: 1.1234567890123457, bound: 1e-7, groups: [] } as never

describe('who sees a search', () => {
  test('whoever can say what is asked, to the letter; the caretaker sees that it is there and not what it is about', async () => {
    await add()
    expect([await rows(asker()), await contents(asker())].map(found => found.length)).toEqual([1, 1])
    expect([await rows(asker({ ...ask, area: 'ZI2' })), await contents(asker({ ...ask, area: 'ZI2' }))]).toEqual([[], []])
    expect([(await rows(caretaker)).length, (await contents(caretaker)).length]).toEqual([1, 0])
    for (const viewer of [{ as: 'anyone' }, { as: 'person', person: randomUUID() }, { as: 'doorkeeper' }, { as: 'postman' }] as const) expect([await rows(viewer), await contents(viewer)]).toEqual([[], []])
    expect([(await rows({ as: 'backup' })).length, (await contents({ as: 'backup' })).length]).toEqual([1, 1])
  })

  test('where nobody is named there is nothing to see and nothing to take away', async () => {
    await add()
    for (const table of ['search', 'search_content'] as const) {
      expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([])
      expect((await database.db.deleteFrom(table).executeTakeFirst()).numDeletedRows).toBe(0n)
    }
    await expect(database.db.insertInto('search').values({ key: Buffer.alloc(32), job: randomUUID(), status: 'waiting' }).execute()).rejects.toThrow(/row-level security/)
  })

  test('an asker adds nothing under another’s key', async () => {
    await expect(asViewer(database.db, asker(), tx => addSearch(tx, searchKeyOf({ ...ask, area: 'ZI2' }), { job: randomUUID(), caller: null, ask }))).rejects.toThrow(/row-level security/)
  })

  test('what is taken away takes its content along, also for the caretaker who cannot see it', async () => {
    await add()
    await asViewer(database.db, caretaker, tx => removeSearch(tx, searchKeyOf(ask)))
    expect(await contents({ as: 'backup' })).toEqual([])
  })
})

test('the same asked in another order or spelling has the same key, and anything else another', () => {
  const code = fc.constantFrom('ZP0001', 'ZP0002', 'ZP0003', 'ZP0004'), pair = fc.tuple(code, code)
  fc.assert(fc.property(fc.array(pair, { maxLength: 4 }), fc.array(pair, { maxLength: 4 }), (together, apart) => {
    const turned = (pairs: [string, string][]) => pairs.toReversed().map(([a, b]): [string, string] => [b, a])
    const one = { ...ask, kept: { together, apart, groups: [] } }, same = { ...ask, kept: { together: turned(together), apart: turned(apart), groups: [] }, hospitals: { ZP0001: 'the  penmarsh general' } }
    expect(searchKeyOf(same)).toEqual(searchKeyOf(one))
  }))
  const others: Partial<SearchAsk>[] = [{ edition: 'x' }, { figures: 'one' }, { area: 'ZI2' }, { kind: 'fair' }, { size: { min: 30_000, max: 50_001 } }, { kept: null }, { hospitals: null }, { hospitals: { ZP0002: 'Penmarsh General' } }, { kept: { together: [], apart: [['ZP0001', 'ZP0002']], groups: [] } }]
  expect(new Set([ask, ...others.map(other => ({ ...ask, ...other }))].map(one => searchKeyOf(one).toString('hex'))).size).toBe(others.length + 1)
})

test('a search is taken up once for each handing out, and only who holds it now can say how far it is or what came of it', async () => {
  await add()
  const key = searchKeyOf(ask), as = <T>(work: Parameters<typeof asViewer<T>>[2]) => asViewer(database.db, asker(), work)
  expect(await as(tx => takeUp(tx, key, { ...hold, job: randomUUID() }, 60_000))).toBeNull()
  expect(await as(tx => takeUp(tx, key, hold, 60_000))).toEqual(ask)
  const next = { ...hold, worker: 8, tried: 1 }
  expect(await as(tx => takeUp(tx, key, next, 60_000))).toEqual(ask)
  expect(await as(tx => progressed(tx, key, hold, { step: 's', best: Infinity, bound: -Infinity, seconds: 1 }))).toBe('let go')
  expect(await as(tx => ended(tx, key, hold, { status: 'failed' }))).toBe(false)
  expect(await as(tx => progressed(tx, key, next, { step: 's', best: Infinity, bound: -Infinity, seconds: 1 }))).toBe('go on')
  expect(await as(tx => searchBy(tx, key))).toMatchObject({ status: 'working', progress: { best: Infinity, bound: -Infinity } })
  await as(tx => askToStop(tx, key))
  expect(await as(tx => progressed(tx, key, next, { step: 's', best: 2, bound: 1, seconds: 1 }))).toBe('stop')
  expect(await as(tx => ended(tx, key, next, { status: 'stopped', plan, notes: {} as never }))).toBe(true)
  const held = await as(tx => searchBy(tx, key))
  expect(held).toMatchObject({ status: 'stopped', plan, notes: {} })
  expect(held!.endedMs).toBeGreaterThanOrEqual(0)
  expect(await as(tx => tx.selectFrom('search_content').select('ask').executeTakeFirst())).toEqual({ ask: null })
  expect(await as(tx => takeUp(tx, key, { ...next, tried: 2 }, 60_000))).toBeNull()
})

test('those who wait are counted, all and each caller’s own', async () => {
  for (const [i, caller] of [1, 1, 2, null].entries()) await add({ ...ask, area: `ZI${i}` }, caller)
  const count = (caller: number | null) => asViewer(database.db, caretaker, tx => countWaiting(tx, caller))
  expect([await count(1), await count(2), await count(null)]).toEqual([{ all: 4, own: 2 }, { all: 4, own: 1 }, { all: 4, own: 0 }])
})

test('what was found goes when nobody has asked for it for long, when it failed, and when there is more than we keep', async () => {
  const key = (i: number) => searchKeyOf({ ...ask, area: `ZI${i}` })
  for (let i = 0; i < 6; i++) {
    await add({ ...ask, area: `ZI${i}` })
    await asViewer(database.db, { as: 'key', key: key(i) }, async tx => { await takeUp(tx, key(i), hold, 60_000); if (i !== 5) await ended(tx, key(i), hold, i === 1 ? { status: 'failed' } : { status: 'done', plan, notes: {} as never }) })
  }
  await asViewer(database.db, caretaker, async tx => {
    await sql`update search set asked_at = now() - interval '2 days' where key = ${key(0)}`.execute(tx)
    await sql`update search set ended_at = now() - interval '2 minutes' where key = ${key(1)}`.execute(tx)
    await sql`update search set asked_at = now() - interval '1 hour' where key = ${key(2)}`.execute(tx)
  })
  expect(await asViewer(database.db, caretaker, tx => removeEnded(tx, { unaskedMs: 86_400_000, failedMs: 60_000, most: 2 }))).toBe(3)
  expect(await asViewer(database.db, caretaker, tx => Promise.all([0, 1, 2, 3, 4, 5].map(async i => (await standingOf(tx, key(i)))?.status ?? null)))).toEqual([null, null, null, 'done', 'done', 'working'])
})
