import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql, type Kysely } from 'kysely'
import { openDoorkeeper } from '#records/accounts.ts'
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

  describe('when it dies under those who use it', () => {
    const dying = path.join(folder, 'dying')
    const lineOf = (at: number) => Number(readFileSync(path.join(dying, 'pg/postmaster.pid'), 'utf8').split('\n')[at])
    const children = (pid: number) => execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).trim().split('\n').map(Number)
    const kill = (...pids: number[]) => { for (const pid of pids) try { process.kill(pid, 'SIGKILL') } catch { /* went by itself */ } }

    test('is started again at once, whatever part of it was killed, by one of them for all; and nothing is lost', async () => {
      const said: string[] = []
      const [one, other] = await Promise.all([1, 2].map(() => openDatabase({ dataFolder: dying, databaseUrl: null }, { say: line => said.push(line) })))
      await sql`create table held (n int)`.execute(one!.db)
      const ways: (() => void)[] = [
        () => kill(lineOf(0)),
        () => { const pid = lineOf(0); kill(pid, ...children(pid)) },
        () => { const all = children(lineOf(0)); kill(all.at(-1)!) },
      ]
      for (const [n, way] of ways.entries()) {
        await sql`insert into held values (${n})`.execute(one!.db)
        said.length = 0
        way()
        await expect.poll(() => said.filter(line => line.startsWith('The database answers again')).length, { timeout: 40_000 }).toBe(2)
        for (const { db } of [one!, other!]) expect((await sql<{ n: number }>`select n from held order by n`.execute(db)).rows.map(row => row.n)).toEqual([0, 1, 2].slice(0, n + 1))
      }
      await one!.close()
      await other!.close()
      expect(existsSync(path.join(dying, 'pg/postmaster.pid'))).toBe(false)
    })

    test('whoever asks while it is coming back waits, and only what was under way is cut off', async () => {
      const { db, config, close } = await openDatabase({ dataFolder: dying, databaseUrl: null }), keeper = openDoorkeeper(config)
      for (const who of [db as Kysely<unknown>, keeper.door as Kysely<unknown>]) {
        await sql`select 1`.execute(who)
        const pid = lineOf(0)
        kill(pid, ...children(pid))
        const asked: string[] = []
        const ask = async () => {
          const began = performance.now()
          try { await sql`select 1`.execute(who); return 'answered' } catch { return performance.now() - began < 2_900 ? 'cut off' : 'waited in vain' } // as a machine that others load may need
        }
        while (asked.at(-1) !== 'answered') asked.push(...await Promise.all(Array.from({ length: 5 }, ask)))
        expect(asked.filter(each => each === 'cut off').length).toBeLessThanOrEqual(5)
      }
      await keeper.close()
      await close()
    })

    test('and cannot be started again, that is told once, with where to look', async () => {
      const { promise: gone, resolve } = Promise.withResolvers<Error>()
      const { db, close } = await openDatabase({ dataFolder: dying, databaseUrl: null }, { onGone: resolve, patienceMs: 500 })
      await sql`select 1`.execute(db)
      const pid = lineOf(0), all = children(pid)
      renameSync(path.join(dying, 'pg/global'), path.join(dying, 'pg/lost'))
      kill(pid, ...all)
      expect((await gone).message).toMatch(/PostgreSQL did not start; see .*dying\/pg\.log/)
      await close()
    })
  })
})
