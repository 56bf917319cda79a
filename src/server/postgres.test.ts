import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { connect, DatabaseRefused } from '#records/connect.ts'
import { testDatabase, testServer, type TestDatabase } from '../../test/house/database.ts'
import { embeddedPostgres, openDatabase, stopPostgres } from './postgres.ts'

describe('the role the application connects as', () => {
  let own: TestDatabase
  beforeAll(async () => { own = await testDatabase() })
  afterAll(() => own.close())

  test('is a plain one: no superuser, bound by row-level security, makes no roles', async () => {
    const { rows } = await sql<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean; rolcreaterole: boolean; rolcreatedb: boolean }>`
      select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`.execute(own.db)
    expect(rows).toEqual([{ rolname: 'alongside', rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }])
  })

  test('DATABASE_URL that names a superuser is refused with the way out', async () => {
    const { superuser } = await testServer()
    const databaseUrl = `postgres://postgres@/postgres?host=${encodeURIComponent(String(superuser.host))}&port=${superuser.port}`
    const opening = openDatabase({ dataFolder: '/nowhere', databaseUrl })
    await expect(opening).rejects.toThrow(DatabaseRefused)
    await expect(opening).rejects.toThrow(/"postgres" is a superuser.*create role alongside login nosuperuser/)
  })

  test('a role that passes by row-level security, or may make roles, is refused too', async () => {
    const { superuser } = await testServer()
    const admin = new pg.Client(superuser)
    await admin.connect()
    await admin.query('create role walks_through login bypassrls')
    await admin.query('create role makes_roles login createrole')
    await expect(connect({ ...own.config, user: 'walks_through' })).rejects.toThrow(/passes by row-level security/)
    await expect(connect({ ...own.config, user: 'makes_roles' })).rejects.toThrow(/may create roles/)
    await admin.query('drop role walks_through')
    await admin.query('drop role makes_roles')
    await admin.end()
  })

  test('a database that cannot be reached is said so', async () => {
    await expect(connect({ host: '127.0.0.1', port: 1, user: 'nobody', database: 'none' })).rejects.toThrow(/could not be reached/)
  })
})

describe('the PostgreSQL that comes along', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-own-'))
  afterAll(async () => { await stopPostgres(path.join(folder, 'pg')); rmSync(folder, { recursive: true, force: true }) })

  test('two that start at once share one server, it outlives the first to leave and stops with the last', async () => {
    const [one, other] = await Promise.all([embeddedPostgres(path.join(folder, 'pg')), embeddedPostgres(path.join(folder, 'pg'))])
    expect([one.started, other.started].filter(Boolean)).toHaveLength(1)
    await one.release()
    const still = await connect(other.plain)
    await still.close()
    await other.release()
    await expect(connect(other.plain)).rejects.toThrow(DatabaseRefused)
  })

  test('over a port of this machine, as on Windows, it wants its password', async () => {
    const server = await embeddedPostgres(path.join(folder, 'by-port'), { unsafeButQuick: true, over: 'tcp' })
    const again = await embeddedPostgres(path.join(folder, 'by-port'), { over: 'tcp' })
    expect([server.plain.host, again.started]).toEqual(['127.0.0.1', false])
    await (await connect(again.plain)).close()
    await expect(connect({ ...server.plain, password: 'guess' })).rejects.toThrow(/password authentication failed/)
    await again.release()
    await server.release()
    await expect(connect(server.plain)).rejects.toThrow(DatabaseRefused)
  })

  test('what was written is there the next time', async () => {
    const settings = { dataFolder: folder, databaseUrl: null }
    const first = await openDatabase(settings)
    await sql`create table kept (word text)`.execute(first.db)
    await first.close()
    const second = await openDatabase(settings)
    expect((await sql`select * from kept`.execute(second.db)).rows).toEqual([])
    await second.close()
  })
})
