import { setTimeout as pause } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { migrate } from './migrations/run.ts'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>

/** The database will not do: it names a role that the rules of visibility would not bind, or cannot be reached. */
export class DatabaseRefused extends Error { override name = 'DatabaseRefused' }

// Counts fit a double; a day stays the text it is, so that no time zone can move it.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)

/**
 * Connects, makes sure the role is a plain one, and brings the tables up to date, unless they are wanted as they are.
 * Throws DatabaseRefused when the role is a superuser, passes by row-level security or may make roles: for such a role "who sees what" would be void.
 */
export async function connect(config: pg.PoolConfig, { asItIs = false } = {}): Promise<{ db: Database; close(): Promise<void> }> {
  const pool = new pg.Pool({ max: 10, application_name: 'alongside', ...config })
  pool.on('error', () => {}) // an idle connection that the server dropped is replaced on next use
  pool.on('connect', client => client.on('error', () => {})) // one in use fails its query, which whoever asked is told; without this it would end the process too
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: { options: pool.options, connect: () => patiently(() => pool.connect()), end: () => pool.end() } }) })
  try {
    await refuseMightyRole(pool)
    if (!asItIs) await migrate(db)
  } catch (fault) {
    await db.destroy()
    throw fault
  }
  return { db, close: () => db.destroy() }
}

/** Signs of a database that is not there at the moment: nobody listens, or it is starting or stopping. */
const away = ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', '57P01', '57P02', '57P03']
const patienceMs = 3_000

/** Waits a little for a database that is coming back, so that whoever asks meanwhile waits too and sees no fault. Nothing was asked of it yet, so nothing is done twice. */
async function patiently<T>(connect: () => Promise<T>): Promise<T> {
  for (const began = performance.now(); ;) {
    try { return await connect() } catch (fault) {
      if (performance.now() - began > patienceMs || !away.includes((fault as NodeJS.ErrnoException).code ?? '')) throw fault
      await pause(50)
    }
  }
}

async function refuseMightyRole(pool: pg.Pool): Promise<void> {
  const { rows } = await reachable(pool.query<{ role: string; super: boolean; bypass: boolean; creates: boolean }>(
    'select rolname as role, rolsuper as super, rolbypassrls as bypass, rolcreaterole as creates from pg_roles where rolname in (current_user, session_user) order by rolsuper desc, rolbypassrls desc, rolcreaterole desc limit 1'))
  const role = rows[0]
  if (role === undefined) throw new DatabaseRefused('The database does not say which role we are; connect straight to PostgreSQL.')
  const what = role.super ? 'is a superuser' : role.bypass ? 'passes by row-level security' : role.creates ? 'may create roles' : null
  if (what === null) return
  throw new DatabaseRefused(`The database role "${role.role}" ${what}, so nothing private would be kept apart. Give Alongside a plain role: create role alongside login nosuperuser nobypassrls nocreaterole; create database alongside owner alongside; and name that role in DATABASE_URL.`)
}

async function reachable<T>(asked: Promise<T>): Promise<T> {
  try { return await asked } catch (fault) {
    throw new DatabaseRefused(`The database could not be reached: ${fault instanceof Error ? fault.message || fault.name : String(fault)}`, { cause: fault })
  }
}
