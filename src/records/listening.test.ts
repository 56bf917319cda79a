import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { openListening, type Listening } from './listening.ts'
import { countWorkers, lockOfWorker } from './searches.ts'
import { sql } from 'kysely'

let database: TestDatabase, listening: Listening
beforeAll(async () => {
  database = await testDatabase()
  listening = await openListening(database.config as pg.ClientConfig, [lockOfWorker(42)])
})
afterAll(async () => { await listening.close(); await database.close() })

const tell = (channel: string, text: string) => sql`select pg_notify(${channel}, ${text})`.execute(database.db)

/** What an administrator's restart does to a connection. */
async function cut(): Promise<void> {
  const client = new pg.Client(database.superuser)
  await client.connect()
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'alongside listener' and datname = $1`, [(database.config as pg.ClientConfig).database])
  await client.end()
  await vi.waitFor(() => expect(listening.isUp()).toBe(false), { interval: 1 }).catch(() => {}) // it may be back before we look: whoever cuts counts the gaps
}

test('each hears its own channel, until it no longer wants to', async () => {
  const heard: string[] = [], deafen = await listening.hear('one', told => heard.push(told))
  await listening.hear('Other "channel"', told => heard.push(`other ${told}`))
  await tell('one', 'a'); await tell('Other "channel"', 'b'); await tell('nobody', 'c')
  await vi.waitFor(() => expect(heard).toEqual(['a', 'other b']))
  deafen()
  await tell('one', 'd'); await tell('Other "channel"', 'e')
  await vi.waitFor(() => expect(heard).toEqual(['a', 'other b', 'other e']))
})

test('a connection that is cut comes back with its lock, says that there was a gap, and hears everything, what was begun in the gap included', async () => {
  const heard: string[] = []
  let gaps = 0
  listening.afterGap(() => { gaps++ })
  await listening.hear('before', told => heard.push(told))
  expect(await countWorkers(database.db)).toBe(1)
  await cut()
  await listening.hear('during', told => heard.push(told))
  await vi.waitFor(() => expect([listening.isUp(), gaps]).toEqual([true, 1]), { timeout: 5_000 })
  await tell('before', 'a'); await tell('during', 'b')
  await vi.waitFor(() => expect(heard).toEqual(['a', 'b']))
  expect(await countWorkers(database.db)).toBe(1)
})

test('one that is closed stays closed, and its lock goes with it', async () => {
  const other = await openListening(database.config as pg.ClientConfig, [lockOfWorker(43)])
  expect(await countWorkers(database.db)).toBe(2)
  await other.close()
  await pause(50)
  expect([other.isUp(), await countWorkers(database.db)]).toEqual([false, 1])
})
