import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'
import { keptOpenMs, PatientPool } from './pool.ts'
import { planOnce } from './planned-once.ts'
import type { Viewed } from './viewing.ts'

/**
 * Who may sign in, and which sessions are open. Everything here is asked by the doorkeeper, over connections that are nothing else: better-auth uses the
 * same ones (server/better-auth.ts). Columns are spelt as better-auth wants them. What somebody was typing is asked by that person alone, at the end.
 */

export interface AccountsSchema {
  user: { id: string; name: string; email: string; emailVerified: boolean; image: string | null; createdAt: Date; updatedAt: Date; twoFactorEnabled: boolean | null }
  session: { id: string; token: string; userId: string; how: string; signedInAt: Date; createdAt: Date; updatedAt: Date; expiresAt: Date; userAgent: string | null; ipAddress: string | null }
  account: { id: string; userId: string; providerId: string; accountId: string; password: string | null; createdAt: Date; updatedAt: Date }
  verification: { id: string; identifier: string; value: string; expiresAt: Date }
  twoFactor: { id: string; userId: string; verified: boolean | null }
  passkey: { id: string; userId: string; name: string | null; createdAt: Date | null; deviceType: string; backedUp: boolean }
  allowance: { key: Buffer; left: number; at: Date }
}

export type Doorkeeper = Kysely<AccountsSchema>

/** Connections whose viewer is the doorkeeper and which stand in the schema `accounts`: told to each before anybody has it, whatever options an address of a database carries. */
export function openDoorkeeper(config: pg.PoolConfig): { door: Doorkeeper; pool: pg.Pool; close(): Promise<void> } {
  const told = (client: pg.ClientBase) => client.query(`select set_config('alongside.viewer', 'doorkeeper', false), set_config('search_path', 'accounts', false)`)
  const pool = new PatientPool({ max: 5, idleTimeoutMillis: keptOpenMs, application_name: 'alongside doorkeeper', ...config, onConnect: client => planOnce(client).then(() => told(client)) as unknown as void }) // waited for, though its type does not say so
  const door = new Kysely<AccountsSchema>({ dialect: new PostgresDialect({ pool }) })
  return { door, pool, close: () => pool.end() } // not by `door`, which would leave connections that better-auth alone has used
}

/** A session as its row says, open or past. */
export interface SessionRow { id: string; person: string; name: string; email: string; how: string; signedInAt: Date; seenAt: Date; endsAt: Date }

export async function sessionBy(door: Doorkeeper, token: string): Promise<SessionRow | null> {
  const row = await door.selectFrom('session as s').innerJoin('user as u', 'u.id', 's.userId').where('s.token', '=', token)
    .select(['s.id', 's.userId as person', 'u.name', 'u.email', 's.how', 's.signedInAt', 's.updatedAt as seenAt', 's.expiresAt as endsAt']).executeTakeFirst()
  return row ?? null
}

/** Notes that a session was used. */
export async function touchSession(door: Doorkeeper, id: string, at: Date): Promise<void> {
  await door.updateTable('session').set({ updatedAt: at }).where('id', '=', id).where('updatedAt', '<', at).execute()
}

/** Ends sessions of one person: all, all but one, or one by its id; says how many. */
export async function endSessions(door: Doorkeeper, person: string, which: 'all' | { except: string } | { only: string }): Promise<number> {
  const { numDeletedRows } = await door.deleteFrom('session').where('userId', '=', person)
    .$if(typeof which === 'object' && 'except' in which, query => query.where('id', '!=', (which as { except: string }).except))
    .$if(typeof which === 'object' && 'only' in which, query => query.where('id', '=', (which as { only: string }).only)).executeTakeFirst()
  return Number(numDeletedRows)
}

export async function endSessionBy(door: Doorkeeper, token: string): Promise<void> {
  await door.deleteFrom('session').where('token', '=', token).execute()
}

/** Open sessions of one person, the one used last first. `restedSince`: one not used after it is past. */
export async function openSessions(door: Doorkeeper, person: string, now: Date, restedSince: Date): Promise<{ id: string; device: string; how: string; signedInAt: Date; seenAt: Date }[]> {
  return door.selectFrom('session').where('userId', '=', person).where('expiresAt', '>', now).where('updatedAt', '>', restedSince)
    .select(['id', eb => eb.fn.coalesce('userAgent', sql<string>`''`).as('device'), 'how', 'signedInAt', 'updatedAt as seenAt']).orderBy('updatedAt', 'desc').execute()
}

export interface WaysOfOne {
  hasPassword: boolean
  /** 'begun': a secret is made and no code has proved it yet. */
  secondFactor: 'none' | 'begun' | 'set'
  passkeys: { id: string; name: string; since: Date | null }[]
  /** Accounts at the organisation's own sign-in. */
  provided: { id: string; since: Date }[]
}

export async function waysOf(door: Doorkeeper, person: string): Promise<WaysOfOne> {
  const [accounts, factor, passkeys] = await Promise.all([
    door.selectFrom('account').where('userId', '=', person).select(['id', 'providerId', 'createdAt as since']).orderBy('createdAt').execute(),
    door.selectFrom('twoFactor').where('userId', '=', person).select('verified').executeTakeFirst(),
    door.selectFrom('passkey').where('userId', '=', person).select(['id', 'name', 'createdAt as since']).orderBy('createdAt').execute(),
  ])
  return {
    hasPassword: accounts.some(account => account.providerId === 'credential'),
    secondFactor: factor === undefined ? 'none' : factor.verified === true ? 'set' : 'begun',
    passkeys: passkeys.map(({ id, name, since }) => ({ id, name: name ?? '', since })),
    provided: accounts.filter(account => account.providerId !== 'credential').map(({ id, since }) => ({ id, since })),
  }
}

export async function emailOf(door: Doorkeeper, person: string): Promise<string | null> {
  return (await door.selectFrom('user').where('id', '=', person).select('email').executeTakeFirst())?.email ?? null
}

/** Deletes an account with every way of signing in and every session. */
export async function removePerson(door: Doorkeeper, person: string): Promise<void> {
  await door.deleteFrom('user').where('id', '=', person).execute()
}

export async function personBy(door: Doorkeeper, email: string): Promise<string | null> {
  return (await door.selectFrom('user').where('email', '=', email.toLowerCase()).select('id').executeTakeFirst())?.id ?? null
}

export async function addPerson(door: Doorkeeper, person: { id: string; name: string; email: string; at: Date }): Promise<void> {
  const { at, ...one } = person
  await door.insertInto('user').values({ ...one, email: one.email.toLowerCase(), emailVerified: true, image: null, createdAt: at, updatedAt: at, twoFactorEnabled: false }).onConflict(on => on.doNothing()).execute()
}

export async function renamePerson(door: Doorkeeper, person: string, name: string, at: Date): Promise<void> {
  await door.updateTable('user').set({ name, updatedAt: at }).where('id', '=', person).execute()
}

/** The address a letter's link was sent to, as long as it works; looking uses nothing up. @param identifier as better-auth keeps it */
export async function emailOfLink(door: Doorkeeper, identifier: string, now: Date): Promise<string | null> {
  const row = await door.selectFrom('verification').where('identifier', '=', identifier).where('expiresAt', '>', now).select('value').executeTakeFirst()
  const email: unknown = row === undefined ? null : (JSON.parse(row.value) as { email?: unknown }).email
  return typeof email === 'string' ? email : null
}

/** So many at once, refilled evenly: what one more try asks of. */
export interface Allowance { burst: number; perMinute: number }

/**
 * Takes one from an allowance, over all processes; answers whether there was one. A try that was refused takes nothing, so that whoever waits gets their turn.
 * @param key 32 bytes, an HMAC of what is counted
 */
export async function takeOne(door: Doorkeeper, key: Buffer, { burst, perMinute }: Allowance, now: Date): Promise<boolean> {
  const refilled = sql`least(${burst}::float8, allowance."left" + greatest(0, extract(epoch from ${now}::timestamptz - allowance.at)) / 60 * ${perMinute}::float8)`
  const { rows } = await sql`
    insert into allowance (key, "left", at) values (${key}, ${burst - 1}, ${now})
    on conflict (key) do update set "left" = ${refilled} - 1, at = ${now} where ${refilled} >= 1
    returning key`.execute(door)
  return rows.length === 1
}

/** Gives back everything: whoever has just shown who they are has not been guessing. */
export async function refill(door: Doorkeeper, key: Buffer): Promise<void> {
  await door.deleteFrom('allowance').where('key', '=', key).execute()
}

/** Clears away what has long been past; sessions stay a day, so that what was being typed in one can be kept for its person. */
export async function clearPast(door: Doorkeeper, now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - 24 * 3600_000)
  await door.deleteFrom('session').where(eb => eb.or([eb('expiresAt', '<', yesterday), eb('updatedAt', '<', yesterday)])).execute()
  await door.deleteFrom('verification').where('expiresAt', '<', now).execute()
  await door.deleteFrom('allowance').where('at', '<', yesterday).execute()
}

// What somebody was typing when their session had ended

export type KeptFields = Record<string, string[]>

/** Puts away what was typed, as the doorkeeper: who may not look at it again. */
export async function keepForm(tx: Viewed, form: { key: Buffer; person: string; path: string; fields: KeptFields; at: Date; until: Date }): Promise<void> {
  await tx.insertInto('kept_form').values({ ...form, fields: JSON.stringify(form.fields) }).execute()
}

/** What was typed, for the person whose it is, who also has the key. */
export async function keptForm(tx: Viewed, key: Buffer, now: Date): Promise<{ path: string; fields: KeptFields; at: Date } | null> {
  const row = await tx.selectFrom('kept_form').where('key', '=', key).where('until', '>', now).select(['path', 'fields', 'at']).executeTakeFirst()
  return row ?? null
}

export async function dropKeptForm(tx: Viewed, key: Buffer): Promise<void> {
  await tx.deleteFrom('kept_form').where('key', '=', key).execute()
}

/** Everything the viewer, a person, was typing. */
export async function dropKeptForms(tx: Viewed): Promise<void> {
  await tx.deleteFrom('kept_form').execute()
}

/** Clears away forms past their day, as the caretaker. */
export async function clearKeptForms(tx: Viewed): Promise<void> {
  await tx.deleteFrom('kept_form').execute() // the policy shows the caretaker only those
}
