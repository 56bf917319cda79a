import { sql } from 'kysely'
import type { Viewed } from './viewing.ts'

/**
 * What the database itself says there is: every table of ours, so that no list in the code can forget one.
 * Ours is every schema but PostgreSQL's own, an extension's, and `transient`.
 */

/** Schemas whose rows are worth nothing tomorrow: the queue of jobs, which is filled again from what the jobs are about. */
export const transient: readonly string[] = ['boss']

/** Which migrations have run. They are told by name, and running them makes these tables, so their rows are not copied. */
const ofMigrations = ['kysely_migration', 'kysely_migration_lock']

export interface Column { name: string; type: string }

export interface Table {
  schema: string
  name: string
  /** In order; without those the database works out by itself. */
  columns: Column[]
  /** What tells its rows apart, in order: the primary key, else every column. */
  key: { name: string; /** Text is put in order by its bytes, the same on every server. */ isText: boolean }[]
  policies: Policy[]
}

interface Policy { name: string; isPermissive: boolean; isForAll: boolean; does: '*' | 'r' | 'a' | 'w' | 'd'; sees: string | null; takes: string | null }

/** As PostgreSQL writes down the one expression that lets the backup see and add every row. */
const forBackup = `(current_setting('alongside.viewer'::text, true) = 'backup'::text)`
/** The same, without rows that open something by themselves, such as a letter with a link to sign in: whoever finds a backup opens nothing with it. */
const forBackupButKeys = `(${forBackup} AND (NOT is_key))`

export const nameOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `${schema}.${name}`

/** Every table of ours, in order of name. */
export async function tablesOf(tx: Viewed): Promise<Table[]> {
  const { rows } = await sql<Omit<Table, 'policies'> & { isGuarded: boolean; policies: Policy[] }>`
    select n.nspname as schema, c.relname as name, c.relrowsecurity as "isGuarded",
      coalesce((select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '[]') as columns,
      coalesce((select json_agg(json_build_object('name', a.attname, 'isText', a.attcollation <> 0) order by k.at)
        from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality as k(number, at) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary), '[]') as key,
      coalesce((select json_agg(json_build_object('name', p.polname, 'isPermissive', p.polpermissive, 'isForAll', p.polroles = '{0}', 'does', p.polcmd,
          'sees', pg_get_expr(p.polqual, p.polrelid), 'takes', pg_get_expr(p.polwithcheck, p.polrelid)) order by p.polname)
        from pg_policy p where p.polrelid = c.oid), '[]') as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${isOurs}
    order by n.nspname collate "C", c.relname collate "C"`.execute(tx)
  return rows.filter(({ schema, name }) => !(schema === 'public' && ofMigrations.includes(name))).map(({ isGuarded, ...table }) => ({
    ...table,
    key: table.key.length > 0 ? table.key : table.columns.map(({ name }) => ({ name, isText: true })),
    policies: isGuarded ? table.policies : [everything],
  }))
}

/** What a table without row-level security comes to. */
const everything: Policy = { name: '', isPermissive: true, isForAll: true, does: '*', sees: forBackup, takes: forBackup }

/**
 * Why a backup would not see every row of a table, or a restore not add every one, in words that follow its name; null when it would.
 * A table under row-level security without the policy shows no rows and no error, so looking at its rows tells nothing: its policies do.
 */
export function whyNotWhole({ policies }: Pick<Table, 'policies'>): string | null {
  const narrows = policies.find(({ isPermissive, does }) => !isPermissive && (does === '*' || does === 'r' || does === 'a'))
  if (narrows) return `its policy "${narrows.name}" is restrictive, and may hide rows from a backup`
  const lets = (...does: Policy['does'][]) => policies.filter(policy => policy.isForAll && does.includes(policy.does))
  if (!lets('*', 'r').some(({ sees }) => sees === forBackup || sees === forBackupButKeys)) return 'it has row-level security and no policy by which a backup sees every row'
  if (!lets('*', 'a').some(({ takes, sees, does }) => (takes ?? (does === '*' ? sees : null)) === forBackup)) return 'it has row-level security and no policy by which a restore may add every row'
  return null
}

export interface Sequence { schema: string; name: string; /** The number it gives next: whole, and larger than a double can hold. */ next: string }

/** Every sequence of ours, in order of name: also those behind identity columns. */
export async function sequencesOf(tx: Viewed): Promise<Sequence[]> {
  const { rows } = await sql<{ schema: string; name: string; by: string }>`
    select n.nspname as schema, c.relname as name, s.seqincrement::text as by
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequence s on s.seqrelid = c.oid
    where c.relkind = 'S' and ${isOurs} order by n.nspname collate "C", c.relname collate "C"`.execute(tx)
  const found: Sequence[] = []
  for (const { schema, name, by } of rows) {
    const { rows: [state] } = await sql<{ next: string }>`select (last_value + case when is_called then ${by}::bigint else 0 end)::text as next from ${sql.id(schema, name)}`.execute(tx)
    found.push({ schema, name, next: state!.next })
  }
  return found
}

const isOurs = sql`n.nspname !~ '^pg_' and n.nspname not in ('information_schema', ${sql.join(transient)})
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

/** Migrations that have run, oldest first; none where no table was ever made. */
export async function migrationsRun(tx: Viewed): Promise<string[]> {
  const { rows: [there] } = await sql<{ is: boolean }>`select to_regclass('public.kysely_migration') is not null as is`.execute(tx)
  if (!there!.is) return []
  const { rows } = await sql<{ name: string }>`select name from public.kysely_migration order by name collate "C"`.execute(tx)
  return rows.map(({ name }) => name)
}
