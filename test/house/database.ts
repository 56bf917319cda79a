import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { connect, type Database } from '#records/connect.ts'
import { embeddedPostgres, stopPostgres, type EmbeddedPostgres } from '#server/postgres.ts'

/**
 * Real PostgreSQL for tests: one private server for a whole run, started by the first test file that asks, and a fresh
 * database per file, copied from a migrated template. Nothing is kept, and ALONGSIDE_DATA is never touched.
 */

const template = 'template_alongside'

/** Vitest calls this once a run; what it returns is called at the end. The server itself starts only when a test asks for it. */
export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-test-'))
  process.env['ALONGSIDE_TEST_FOLDER'] = folder
  return async () => {
    await stopPostgres(path.join(folder, 'pg'))
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface TestDatabase {
  db: Database
  /** Connects a further pool as the plain role, for tests of what happens at the same moment. */
  config: pg.PoolConfig
  /** For tests that must look from above; the application never has it. */
  superuser: pg.ClientConfig
  close(): Promise<void>
}

/** A fresh, migrated database; call it in beforeAll and close it in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asSuperuser(server, async client => {
    // A template cannot be copied while somebody is connected to it, and must be made once.
    await client.query('select pg_advisory_lock(1)')
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount === 0) {
      await client.query(`create database ${template} owner ${server.plain.user}`)
      await (await connect({ ...server.plain, database: template })).close()
    }
    await client.query(`create database ${name} template ${template} owner ${server.plain.user}`)
    await client.query('select pg_advisory_unlock(1)')
  })
  return opened(server, name)
}

/** A fresh database in which no table was made yet, for tests of making them and of restoring into it. */
export async function bareDatabase(): Promise<TestDatabase> {
  const server = await testServer(), name = `test_${randomUUID().replaceAll('-', '')}`
  await asSuperuser(server, async client => { await client.query(`create database ${name} owner ${server.plain.user}`) })
  return opened(server, name, { asItIs: true })
}

async function opened(server: EmbeddedPostgres, name: string, how: { asItIs?: boolean } = {}): Promise<TestDatabase> {
  const config = { ...server.plain, database: name }
  const { db, close } = await connect(config, how)
  return {
    db, config, superuser: server.superuser,
    close: async () => {
      await close()
      await asSuperuser(server, async client => { await client.query(`drop database if exists ${name} with (force)`) })
    },
  }
}

/** The run's own server, without a database: for tests of connecting itself. */
export function testServer(): Promise<EmbeddedPostgres> {
  const folder = process.env['ALONGSIDE_TEST_FOLDER']
  if (folder === undefined) throw new Error('test/house/database.ts must be the globalSetup of vitest.config.ts')
  return started ??= embeddedPostgres(path.join(folder, 'pg'), { unsafeButQuick: true })
}
let started: Promise<EmbeddedPostgres> | undefined

async function asSuperuser(server: EmbeddedPostgres, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(server.superuser)
  await client.connect()
  try { await work(client) } finally { await client.end() }
}
