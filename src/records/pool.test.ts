import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { openDoorkeeper } from './accounts.ts'

let house: TestDatabase, keeper: ReturnType<typeof openDoorkeeper>
beforeAll(async () => { house = await testDatabase(); keeper = openDoorkeeper(house.config) })
afterAll(async () => { await keeper.close(); await house.close() })

/** Cuts every connection of ours to this database, as its death would, once so many of them are asleep in a query. */
async function cut(asleep: number): Promise<void> {
  const above = new pg.Client({ ...house.superuser, database: house.config.database })
  await above.connect()
  await vi.waitFor(async () => expect((await above.query(`select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`)).rowCount).toBe(asleep), { timeout: 15_000 })
  await above.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
  await above.end()
}

test('a connection that is cut in use fails whoever uses it and nobody else, and the next is whole', async () => {
  const asked = [sql`select pg_sleep(20)`.execute(house.db), sql`select pg_sleep(20)`.execute(keeper.door), keeper.pool.query('select pg_sleep(20)'), keeper.door.transaction().execute(async tx => { await sql`select 1`.execute(tx); await cut(3); await sql`select 1`.execute(tx) })]
  for (const each of await Promise.allSettled(asked)) expect(each).toMatchObject({ status: 'rejected' })
  expect((await sql<{ n: number }>`select 1 as n`.execute(house.db)).rows).toEqual([{ n: 1 }])
  for (const ask of [async () => (await sql<{ as: string }>`select current_setting('alongside.viewer') || ' in ' || current_schema() as as`.execute(keeper.door)).rows, async () => (await keeper.pool.query(`select current_setting('alongside.viewer') || ' in ' || current_schema() as as`)).rows]) {
    expect(await ask()).toEqual([{ as: 'doorkeeper in accounts' }])
  }
})
