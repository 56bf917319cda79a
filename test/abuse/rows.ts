import pg from 'pg'
import { transient } from '#records/catalogue.ts'

/**
 * All rows there are, looked at from above: more than a backup would hold (letters with keys too), and no table that forgot a policy is missed.
 * What reading alone may change is named in `livesByItself` and nowhere else.
 */

/** When a session was last seen: noted once a minute, by any page. */
const livesByItself: Record<string, string[]> = { 'accounts.session': ['updatedAt'] }

/** Tables that an attempt may touch without having succeeded: who has looked, and how often something was tried. */
export const readings = ['public.looking', 'public.looked_once', 'public.review_look'], tries = ['accounts.allowance']

export interface Rows {
  tables: string[]
  /** One sum of everything but the tables left out. */
  sum(leftOut?: readonly string[]): Promise<string>
  /** Rows as JSON, by table. */
  dump(): Promise<Map<string, string[]>>
  /** Sums of each table, to say which one changed. */
  sums(): Promise<Map<string, string>>
  client: pg.Client
  close(): Promise<void>
}

export async function openRows(config: pg.ClientConfig): Promise<Rows> {
  const client = new pg.Client(config)
  await client.connect()
  await client.query(`set timezone to 'UTC'`)
  const { rows } = await client.query<{ name: string }>(`
    select format('%s.%s', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname <> all($1) and c.relname not like 'kysely%' order by 1`, [['pg_catalog', 'information_schema', 'pg_toast', ...transient]])
  const tables = rows.map(row => row.name)
  const asJson = (table: string) => `to_jsonb(t)${(livesByItself[table] ?? []).map(column => ` - '${column}'`).join('')}`
  const quoted = (table: string) => table.split('.').map(part => `"${part}"`).join('.')
  const one = (table: string) => `select '${table}' as name, coalesce(md5(string_agg(r, E'\\n' order by r)), '') as sum from (select (${asJson(table)})::text as r from ${quoted(table)} t) s`
  const all = tables.map(one).join(' union all ')
  const sums = async () => new Map((await client.query<{ name: string; sum: string }>({ name: 'sums', text: all })).rows.map(row => [row.name, row.sum] as const))
  return {
    tables, client, sums,
    sum: async (leftOut = []) => [...await sums()].filter(([name]) => !leftOut.includes(name)).sort().map(each => each.join(' ')).join('\n'),
    dump: async () => {
      const found = new Map<string, string[]>()
      for (const table of tables) found.set(table, (await client.query<{ r: string }>(`select (${asJson(table)})::text as r from ${quoted(table)} t order by 1`)).rows.map(row => row.r))
      return found
    },
    close: () => client.end(),
  }
}

/** Which tables differ between two looks. */
export function changedTables(before: string, after: string): string[] {
  const lines = new Map(before.split('\n').map(line => line.split(' ') as [string, string]))
  return after.split('\n').map(line => line.split(' ') as [string, string]).filter(([name, sum]) => lines.get(name) !== sum).map(([name]) => name)
}

// Of an invitation, as it stands in its letter.
const letterCode = /[\dA-Z]{4}(-[\dA-Z]{4}){3}/g
const uuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)/g, random = /\\\\x[\da-f]{40,}|(?<![\w-])[\w-]{24,}(?![\w-])/g

/**
 * What two copies of one world have in common when the same was done in both: ids, keys and instants that were made meanwhile become words; those that were there
 * before stay, so that a row which belongs to somebody else shows.
 */
export function comparable(rows: readonly string[], known: ReadonlySet<string>, now: number): string[] {
  const isNow = (text: string) => Math.abs(Date.parse(text) - now) < 90 * 86_400_000
  return rows.map(row => row.replaceAll(uuid, id => (known.has(id) ? id : 'NEW')).replaceAll(instant, at => (known.has(at) || !isNow(at) ? at : 'NOW')).replaceAll(random, key => (known.has(key) ? key : 'KEY')).replaceAll(letterCode, 'CODE')).sort()
}

/** Everything in rows that `comparable` would take for made meanwhile. */
export function wordsIn(dump: ReadonlyMap<string, string[]>): Set<string> {
  const known = new Set<string>()
  for (const rows of dump.values()) for (const row of rows) for (const pattern of [uuid, instant, random]) for (const [word] of row.matchAll(pattern)) known.add(word)
  return known
}
