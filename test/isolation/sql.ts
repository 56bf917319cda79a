import { sql } from 'kysely'
import pg from 'pg'
import { viewAs, type Viewer } from '#records/viewing.ts'
import { keptOf as keptOfKey } from '#records/link-keys.ts'
import { classOf, placeInWords, strangeIn } from './marks.ts'
import type { Probing } from './pages.ts'
import { given, keyOf, quoted, tableRef } from './rig.ts'
import { rowsOf, tableNamed, tableNames } from './tables.ts'
import { askerOf, capacities, type AnyRow, type Asker, type TableName, type World } from './world.ts'

/**
 * The database itself, asked as the application's plain role: what a query that forgot every condition would get. Each table, for each viewer: which rows, how many, what an
 * aggregate, an error and a plan say, and whether a row can be changed, taken away or added, all held against the rules of ./tables.ts. Everything is undone.
 *
 * Out of reach on purpose: a transaction that lies about its viewer (the settings are the application's own word; the pages hold that), and what PostgreSQL counts of whole tables
 * (sequences, the planner's estimates), which only somebody who has the role itself could ask for.
 */
export async function probeSql(at: Probing, most: { askers: number; rows: number; tables?: number }, only: (table: TableName) => boolean = () => true): Promise<void> {
  const { rig: { world }, chance } = at, all = askersOfDatabase(world)
  // Whoever is not a person at all, always; of people, capacities and keys as many as are wanted.
  const few = all.filter(each => !['person', 'capacity', 'key'].includes(each.viewer.as)), many = all.filter(each => !few.includes(each))
  for (const asker of [...few, ...chance.some(many, most.askers)]) await probeAs(at, asker, most.rows, table => only(table) && chance.is(most.tables ?? 1))
}

/** No viewer at all, and one that no policy knows. */
const untold = { as: 'untold' } as unknown as Viewer
const unknown = { as: 'administrator' } as unknown as Viewer

export function askersOfDatabase(world: World): Asker[] {
  const on = world.today, { rows: { invitation, search, notice, organisation: organisations }, links, people } = world
  const viewers: Viewer[] = [
    untold, unknown, { as: 'anyone' }, { as: 'doorkeeper' }, { as: 'postman' }, ...[...notice, { id: '00000000-0000-4000-8000-000000000000' }].map(({ id }): Viewer => ({ as: 'postman', notice: id, on })), { as: 'caretaker' }, { as: 'caretaker', on }, ...organisations.map(({ id }): Viewer => ({ as: 'caretaker', on, organisation: id })), ...organisations.filter(each => each.kind === 'practice').map(({ id }): Viewer => ({ as: 'teller', on, organisation: id })), { as: 'host' }, { as: 'backup' },
    ...people.map((person): Viewer => ({ as: 'person', person, on })),
    { as: 'key', key: Buffer.alloc(32), on }, ...invitation.map(({ key }, i): Viewer => ({ as: 'key', key, on, ...i % 2 === 0 ? { person: people[i % people.length]! } : {} })),
    ...links.flatMap(link => [keptOfKey('private', link.privateKey)!, ...link.looks.map(look => keptOfKey('look', look.key)!)]).map((key): Viewer => ({ as: 'key', key, on })),
    ...search.map(({ key }): Viewer => ({ as: 'key', key, on })),
    ...capacities(world).map((each): Viewer => ({ as: 'capacity', ...each, on })),
    ...invitation.map(({ key }, i): Viewer => ({ as: 'capacity', ...capacities(world)[(i * 7) % capacities(world).length]!, on, key })),
  ]
  return viewers.map(viewer => askerOf(world, viewer))
}

interface Attempt { statement: string; judge(said: Said): void }
/** What came of a statement: rows touched, the one value it gave, and how it failed. */
interface Said { n: number | null; said: string | null; state: string | null; message: string | null }

/** Row-level security says no: to whoever may not, whatever is there. */
const REFUSED = '42501'

async function probeAs(at: Probing, asker: Asker, rows: number, only: (table: TableName) => boolean): Promise<void> {
  const { rig: { db, world }, tally, chance, marks } = at, attempts: Attempt[] = []
  for (const table of tableNames.filter(only)) {
    const where = `sql ${table}`, declared = tableNamed(table), all = rowsOf(world, table), mine = all.filter(row => sees(table, row, asker, world)), others = all.filter(row => !mine.includes(row)), who = inWords(asker)
    const leak = (kind: 'shown' | 'missing' | 'count' | 'told' | 'changed', of: string, says: string) => tally.found({ kind, where, of, says: `${says} [${who}]` })
    const probe = (statement: string, judge: (said: Said) => void) => attempts.push({ statement, judge: said => { tally.count(where); judge(said) } })
    const strange = (text: string | null, typed = '') => { for (const each of text === null || asker.viewer.as === 'backup' ? [] : strangeIn(world, marks, text, [asker], typed)) leak('shown', each.of, each.says) }
    const key = (row: AnyRow) => declared.key.map(column => `x."${column}" = ${literal(row[column])}`).join(' and ')
    const copy = (row: AnyRow) => `insert into ${quoted(table)} (${given(row)}) overriding system value select ${given(row)} from jsonb_populate_record(null::${quoted(table)}, ${literal(JSON.stringify(plain(row)))}::jsonb)`

    probe(`select coalesce(jsonb_agg(to_jsonb(x)), '[]')::text from ${quoted(table)} x`, ({ said, message }) => {
      const seen = new Set((JSON.parse(said ?? '[]') as AnyRow[]).map(row => keyOf(table, row)))
      for (const row of others) if (seen.has(keyOf(table, row))) leak('shown', classOf(world, { table, row }), `shows ${placeInWords(world, { table, row, column: '*' })}`)
      for (const row of mine) if (!seen.has(keyOf(table, row))) leak('missing', classOf(world, { table, row }), `does not show ${placeInWords(world, { table, row, column: '*' })}${message ?? ''}`)
      strange(said)
    })
    probe(`select count(*)::text from ${quoted(table)}`, ({ said }) => { if (said !== String(mine.length)) leak('count', table, `counts ${said} rows where the rule gives ${mine.length}`) })
    const text = Object.entries(all[0] ?? {}).filter(([, value]) => typeof value === 'string').map(([column]) => column)
    if (text.length > 0) {
      const column = chance.pick(text)
      probe(`select max(x."${column}"::text) from ${quoted(table)} x`, ({ said }) => strange(said))
      // An error that quotes what it stumbled over: only what its asker may see may be stumbled over.
      probe(`select sum(('n' || x."${column}"::text)::numeric)::text from ${quoted(table)} x`, ({ message }) => { strange(message); if (mine.length === 0 && message !== null) leak('told', table, `an error tells that there is something: ${message}`) })
    }
    if (others.length > 0) {
      const theirs = chance.pick(others)
      probe(`select exists (select from ${quoted(table)} x where ${key(theirs)})::text`, ({ said }) => { if (said !== 'false') leak('told', classOf(world, { table, row: theirs }), `tells that ${placeInWords(world, { table, row: theirs, column: '*' })} exists`) })
      probe(`explain (format json) select * from ${quoted(table)} x where ${key(theirs)}`, ({ said }) => strange(said, key(theirs)))
    }
    if (asker.viewer.as === 'backup') continue // it copies and puts back every row
    for (const row of [...chance.some(mine, rows), ...chance.some(others, rows)]) {
      const isMine = mine.includes(row), what = placeInWords(world, { table, row, column: '*' }), of = classOf(world, { table, row })
      const attempt = (statement: string, did: string, may: boolean) => probe(statement, ({ n, state, message }) => {
        strange(message?.replaceAll(/[0-9a-f-]{36}/g, '') ?? null)
        const done = state === null && n === 1
        if (done !== may) leak('changed', of, `${done ? `lets ${did}` : `does not let ${did}`} ${what}${message === null ? '' : `: ${state} ${message}`}`)
      })
      const other = Object.keys(row).find(column => !declared.key.includes(column) && column !== 'room')!
      attempt(`update ${quoted(table)} x set "${other}" = x."${other}" where ${key(row)}`, 'change', isMine && declared.changes(row, asker, world))
      attempt(`delete from ${quoted(table)} x where ${key(row)}`, 'take away', isMine && declared.removes(row, asker, world))
      const again = declared.again === undefined ? { ...row, id: chance.uuid() } : declared.again?.(row, chance) ?? null
      if (again !== null) attempt(copy(again), 'add one like', declared.adds(again, asker, world))
      // To whoever may not add it, that it is there already is no news: the answer is the same as to one that is not.
      if (!declared.adds(row, asker, world)) probe(copy(row), ({ state, message }) => { if (state !== REFUSED) leak('told', of, `tells more than no when ${what} is added again: ${state} ${message}`) })
    }
  }
  const all = await tryAll(at, asker.viewer, attempts.map(each => each.statement))
  for (const [i, said] of all.entries()) attempts[i]!.judge(said)
  void db
}

/** A backup copies every row, but for letters whose link opens something by itself. */
function sees(table: TableName, row: AnyRow, asker: Asker, world: World): boolean {
  return asker.viewer.as === 'backup' ? !(table === 'letter' && row['is_key'] === true) : tableNamed(table).sees(row, asker, world)
}

/** Tries each statement by itself in one transaction of that viewer, and undoes it. */
async function tryAll({ rig: { db } }: Probing, viewer: Viewer, statements: readonly string[]): Promise<Said[]> {
  const undone = new Error('undone'), all: Said[] = []
  await db.transaction().execute(async tx => {
    await sql.raw(attempting).execute(tx)
    if (viewer !== untold) await viewAs(tx, viewer)
    const { rows } = await sql<Said>`select * from pg_temp.attempt(${statements})`.execute(tx)
    all.push(...rows)
    throw undone
  }).catch((fault: unknown) => { if (fault !== undone) throw fault })
  return all
}

const attempting = `
  create or replace function pg_temp.attempt(statements text[]) returns table (n bigint, said text, state text, message text) language plpgsql as $$
  declare statement text; more text; begin
    foreach statement in array statements loop
      n := null; said := null; state := null; message := null;
      begin
        if statement like 'select%' or statement like 'explain%' then execute statement into said; else execute statement; get diagnostics n = row_count; end if;
        raise exception using errcode = 'UNDO1';
      exception
        when sqlstate 'UNDO1' then null;
        when others then get stacked diagnostics state = returned_sqlstate, message = message_text, more = pg_exception_detail; message := message || ' ' || coalesce(more, '');
      end;
      return next;
    end loop;
  end $$`

/** What nobody is named for: a connection that comes back to the pool, the planner's statistics and what others are asking, to the plain role. */
export async function probeLeftOvers({ rig: { db, above, world }, marks, tally }: Probing): Promise<void> {
  await above.query('analyze')
  const anyone = [askerOf(world, { as: 'anyone' })]
  for (const view of ['pg_stats', 'pg_stats_ext', 'pg_stats_ext_exprs', 'pg_stat_activity', 'pg_prepared_statements']) {
    const { rows: [row] } = await sql<{ all: string | null }>`select string_agg(x::text, ' ') as all from ${sql.table(view)} x`.execute(db)
    tally.count('sql statistics')
    for (const each of strangeIn(world, marks, row?.all ?? '', anyone, '')) tally.found({ kind: 'shown', where: `sql ${view}`, of: each.of, says: each.says })
  }
  await db.connection().execute(async connection => {
    for (const viewer of askersOfDatabase(world).filter(each => each.viewer.as === 'backup' || each.viewer.as === 'capacity').slice(0, 8)) {
      await connection.transaction().execute(async tx => { await viewAs(tx, viewer.viewer) })
      for (const table of tableNames) {
        const { rows: [left] } = await sql<{ n: number }>`select count(*) as n from ${tableRef(table)}`.execute(connection)
        tally.count('sql after a viewer has gone')
        const expected = rowsOf(world, table).filter(row => tableNamed(table).sees(row, askerOf(world, untold), world)).length
        if (left!.n !== expected) tally.found({ kind: 'shown', where: `sql ${table}`, of: table, says: `shows ${left!.n} rows after a transaction has ended, and ${expected} without one` })
      }
    }
  })
}

const literal = (value: unknown): string => (Buffer.isBuffer(value) ? `'\\x${value.toString('hex')}'` : pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value)))
const plain = (row: AnyRow): AnyRow => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value]))

function inWords({ viewer, looker }: Asker): string {
  const { key, ...told } = viewer as { as: string; key?: Buffer }
  return `${JSON.stringify(told)}${key ? ' with a key' : ''}${looker.roles.length > 0 ? ` ${looker.roles.join(', ')}; member of ${looker.memberOf.join(', ') || 'none'}; looks on at ${looker.observes.join(', ') || 'none'}` : ''}`
}
