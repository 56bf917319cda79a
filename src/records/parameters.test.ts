import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DatedValue } from '#domain/position/parameter.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { addParameterValue, parameterValues } from './parameters.ts'
import { asViewer, seenBy, type Viewed, type Viewer } from './viewing.ts'

const at = new Date('2027-03-30T09:00:00Z'), room = '00000000-0000-4000-8000-000000000003'
const value: DatedValue = { value: 133.2, from: '2027-04-01', source: 'NHS England, GP contract 2027/28', checkedOn: '2027-03-30', reviewBy: '2028-04-30', isEstimate: false }
const host: Viewer = { as: 'host' }
const others: Viewer[] = [{ as: 'anyone' }, { as: 'person', person: 'sam', on: '2027-03-30' }, { as: 'capacity', person: 'sam', organisation: room, on: '2027-03-30' }, { as: 'key', key: Buffer.alloc(32) }, { as: 'doorkeeper' }, { as: 'postman' }, { as: 'caretaker' }]

let own: TestDatabase
beforeAll(async () => {
  own = await testDatabase()
  // A capacity that is worth something: a room, and somebody who answers for it.
  await asViewer(own.db, { as: 'backup' }, tx => sql.raw(`
    insert into person (id, name, made_at) values ('sam', 'Dr Sam Thorne', now());
    insert into organisation (id, kind, code, name, world, founded_by, made_at, confirmed_at) values ('${room}', 'practice', 'ZP0001', 'Riverside Surgery', 'invented', 'sam', now(), now());
    insert into role (id, person, person_name, organisation, kind, from_on, given_by, made_at) values (gen_random_uuid(), 'sam', 'Dr Sam Thorne', '${room}', 'partner', '2026-01-01', 'sam', now())`).execute(tx))
})
afterAll(() => own.close())

const add = (viewer: Viewer, one: DatedValue = value, parameter = 'globalSum', when = at) => asViewer(own.db, viewer, tx => addParameterValue(tx, parameter, one, { by: 'Penmarsh Practice Support', at: when }))
const all = (viewer: Viewer) => asViewer(own.db, viewer, parameterValues)

test('whoever runs the server puts a value in, and anyone reads it as it was put in, the first first', async () => {
  await add(host)
  const range: DatedValue = { ...value, value: 0.1 + 0.2, low: -0.012345678901234, high: 0.5, isEstimate: true }
  await add(host, range, 'staffPayRise', new Date(at.getTime() - 1_000))
  for (const viewer of [host, ...others]) expect(await all(viewer)).toEqual([{ parameter: 'staffPayRise', value: range }, { parameter: 'globalSum', value }])
})

test.each(others)('nobody else does ($as), partners of a practice included', async viewer => {
  const before = await all(host)
  if (viewer.as === 'capacity') await asViewer(own.db, viewer, async (_, looker) => { expect(looker.roles).toEqual(['partner']) })
  await expect(add(viewer)).rejects.toThrow(/row-level security/)
  expect(await all(host)).toEqual(before)
})

test.each([host, ...others])('and nobody changes one or takes it away ($as)', async viewer => {
  const before = await all(host)
  expect(before.length).toBeGreaterThan(0)
  await asViewer(own.db, viewer, async tx => {
    expect((await tx.updateTable('parameter_value').set({ value: 1 } as never).executeTakeFirst()).numUpdatedRows).toBe(0n)
    expect((await tx.deleteFrom('parameter_value').executeTakeFirst()).numDeletedRows).toBe(0n)
  })
  expect(await all(host)).toEqual(before)
})

test('not even what copies and puts back rows writes over one', async () => {
  await expect(asViewer(own.db, { as: 'backup' }, tx => tx.updateTable('parameter_value').set({ value: 1 } as never).execute())).rejects.toThrow('never changed')
})

test('without a viewer it is read, for it is everybody’s, and not written', async () => {
  const untold = <T>(work: (tx: Viewed) => Promise<T>) => own.db.transaction().execute(async tx => work(await seenBy(tx, null)))
  expect(await untold(parameterValues)).toHaveLength(2)
  await expect(untold(tx => addParameterValue(tx, 'globalSum', value, { by: 'nobody', at }))).rejects.toThrow(/row-level security/)
})

test.each<[string, Partial<DatedValue>]>([['a lowest without a highest', { low: 1 }], ['a lowest above the value', { low: 134, high: 140 }], ['a highest below it', { low: 1, high: 2 }], ['no number', { value: NaN }], ['a day to look again that is past', { reviewBy: '2027-03-30' }], ['no source', { source: '' }]])('the table itself refuses %s', async (_, more) => {
  await expect(add(host, { ...value, ...more })).rejects.toThrow(/check constraint/)
})
