import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { migrate } from './migrations/run.ts'
import { planOnce } from './planned-once.ts'
import { keptOpenMs, PatientPool } from './pool.ts'
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
  const pool = new PatientPool({ max: 10, idleTimeoutMillis: keptOpenMs, application_name: 'alongside', ...config, onConnect: client => planOnce(client) as unknown as void }) // waited for, though its type does not say so
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  try {
    await refuseMightyRole(pool)
    if (!asItIs) await migrate(db)
  } catch (fault) {
    await db.destroy()
    throw fault
  }
  return { db, close: () => db.destroy() }
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
