import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Sequence, Table } from './catalogue.ts'
import type { Viewed } from './viewing.ts'

/**
 * Rows of any table as lines of text, and back again, exactly: a line is a JSON list of what PostgreSQL itself writes for each column, in the
 * order of the table's columns, null for nothing. Memory holds a few megabytes of them at a time, however large the table.
 */

/** Quoted, so that a name may hold anything. */
const called = ({ schema, name }: Pick<Table, 'schema' | 'name'>) => sql.id(schema, name)

const bytesAtOnce = 4_000_000, rowsAtOnce = 1_000

/** Makes PostgreSQL write and read every type in one way whatever the server, the role or the place is set to, and lets a long copy take its time. */
export async function inOneWay(tx: Viewed): Promise<void> {
  await sql`select set_config(name, value, true) from (values ('timezone', 'UTC'), ('datestyle', 'ISO, YMD'), ('intervalstyle', 'postgres'), ('extra_float_digits', '1'),
    ('bytea_output', 'hex'), ('lc_monetary', 'C'), ('statement_timeout', '0'), ('idle_in_transaction_session_timeout', '0')) as setting(name, value)`.execute(tx)
}

/** The table's rows in key order, some lines at a time, each ending in a newline. */
export async function* linesOf(tx: Viewed, table: Table): AsyncGenerator<string[]> {
  const cells = table.columns.map(({ name }, at) => sql`${sql.id(name)}::text as ${sql.id(`c${at}`)}`)
  const order = table.key.map(({ name, isText }) => (isText ? sql`${sql.id(name)}::text collate "C"` : sql.id(name)))
  await sql`declare reading no scroll cursor for select ${cells.length > 0 ? sql.join(cells) : sql``} from ${called(table)} ${order.length > 0 ? sql`order by ${sql.join(order)}` : sql``}`.execute(tx)
  for (let ask = 50; ;) {
    const { rows } = await sql<Record<string, string | null>>`fetch ${sql.raw(String(ask))} from reading`.execute(tx)
    if (rows.length === 0) break
    const lines = rows.map(row => `${JSON.stringify(Object.values(row))}\n`)
    yield lines
    const each = lines.reduce((sum, line) => sum + line.length, 0) / lines.length
    ask = Math.max(1, Math.min(rowsAtOnce, Math.floor(bytesAtOnce / each)))
  }
  await sql`close reading`.execute(tx)
}

/** Adds rows told by lines of `columns`, a subset of the table's own. Throws what PostgreSQL says of a row it cannot take. */
export async function addLines(tx: Viewed, table: Table, lines: readonly string[]): Promise<void> {
  const names = table.columns.map(({ name }) => sql.id(name))
  const cells = table.columns.map(({ type }, at) => sql`(line->>${sql.lit(at)})::${sql.raw(type)}`)
  if (names.length === 0) for (const _ of lines) await sql`insert into ${called(table)} default values`.execute(tx)
  else await sql`insert into ${called(table)} (${sql.join(names)}) overriding system value select ${sql.join(cells)} from json_array_elements(${`[${lines.join(',')}]`}::json) as line`.execute(tx)
}

/** How many rows, and a SHA-256 over their lines. */
export interface Sum { rows: number; sha256: string }

export function summing(): { add(lines: readonly string[]): void; sum(): Sum } {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add: lines => { rows += lines.length; for (const line of lines) hash.update(line) },
    sum: () => ({ rows, sha256: hash.digest('hex') }),
  }
}

/** The sum of a table as it stands. */
export async function sumOf(tx: Viewed, table: Table): Promise<Sum> {
  const summed = summing()
  for await (const lines of linesOf(tx, table)) summed.add(lines)
  return summed.sum()
}

export async function hasRows(tx: Viewed, table: Table): Promise<boolean> {
  const { rows: [found] } = await sql<{ is: boolean }>`select exists (select from ${called(table)}) as is`.execute(tx)
  return found!.is
}

/** Keeps the tables as they are while they are read: their rows may change, they may not. */
export async function holdForReading(tx: Viewed, tables: readonly Table[]): Promise<void> {
  if (tables.length > 0) await sql`lock table ${sql.join(tables.map(called))} in access share mode`.execute(tx)
}

/** Lets nobody else write to the tables until the transaction ends. */
export async function holdForWriting(tx: Viewed, tables: readonly Table[]): Promise<void> {
  if (tables.length > 0) await sql`lock table ${sql.join(tables.map(called))} in exclusive mode`.execute(tx)
}

/** Takes away what migrations themselves put into tables they made. */
export async function takeAll(tx: Viewed, tables: readonly Table[]): Promise<void> {
  if (tables.length > 0) await sql`truncate ${sql.join(tables.map(called))}`.execute(tx)
}

/** Counts on from where the sequence was. */
export async function setNext(tx: Viewed, { schema, name, next }: Sequence): Promise<void> {
  await sql`alter sequence ${sql.id(schema, name)} restart with ${sql.raw(BigInt(next).toString())}`.execute(tx)
}

/**
 * Runs `work`, which fills the tables in any order: what rows refer to is looked for only when it is done, and the tables' own triggers sleep,
 * for what they once did is among the rows. Throws when a row refers to none.
 */
export async function whileFilling(tx: Viewed, tables: readonly Table[], work: () => Promise<void>): Promise<void> {
  const isOneOf = tables.length === 0 ? sql`false` : sql`(n.nspname, c.relname) in (${sql.join(tables.map(({ schema, name }) => sql`(${schema}, ${name})`))})`
  const { rows: references } = await sql<{ schema: string; table: string; name: string; was: string }>`
    select n.nspname as schema, c.relname as table, f.conname as name,
      case when not f.condeferrable then 'not deferrable' when f.condeferred then 'deferrable initially deferred' else 'deferrable initially immediate' end as was
    from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace where f.contype = 'f' and f.conparentid = 0 and ${isOneOf}`.execute(tx)
  const { rows: triggers } = await sql<{ schema: string; table: string; name: string; was: string }>`
    select n.nspname as schema, c.relname as table, t.tgname as name, case t.tgenabled when 'R' then 'enable replica' when 'A' then 'enable always' else 'enable' end as was
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where not t.tgisinternal and t.tgenabled <> 'D' and t.tgparentid = 0 and ${isOneOf}`.execute(tx)
  const altered = ({ schema, table }: { schema: string; table: string }) => sql`alter table ${sql.id(schema, table)}`
  for (const each of references) await sql`${altered(each)} alter constraint ${sql.id(each.name)} deferrable initially deferred`.execute(tx)
  for (const each of triggers) await sql`${altered(each)} disable trigger ${sql.id(each.name)}`.execute(tx)
  await work()
  await sql`set constraints all immediate`.execute(tx)
  for (const each of triggers) await sql`${altered(each)} ${sql.raw(each.was)} trigger ${sql.id(each.name)}`.execute(tx)
  for (const each of references) await sql`${altered(each)} alter constraint ${sql.id(each.name)} ${sql.raw(each.was)}`.execute(tx)
}
