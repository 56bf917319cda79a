import { sql } from 'kysely'
import pg from 'pg'
import { openAccounts } from '#server/accounts.ts'
import { openAlone } from '#server/alone.ts'
import { openLeavings } from '#server/leaving.ts'
import { openParameters } from '#server/parameters.ts'
import { openRooms } from '#server/rooms.ts'
import { openSketchbook } from '#server/sketchbook.ts'
import { openReviews } from '#server/reviews.ts'
import { openSupport } from '#server/support.ts'
import { openDoorkeeper } from '#records/accounts.ts'
import type { Database } from '#records/connect.ts'
import { createApp } from '#web/app.tsx'
import type { Desk } from '#web/desk.ts'
import { testDatabase } from '../house/database.ts'
import { penmarshEdition } from '../town/penmarsh.ts'
import { roomsDesk } from '../town/rooms-desk.ts'
import { sketchesByHand } from '../town/sketches.ts'
import { rowsOf, tableNamed, tableNames } from './tables.ts'
import type { AnyRow, TableName, World } from './world.ts'

export type App = ReturnType<typeof createApp>

/** A database of its own with a world in it, and the whole site over it as a server wires it, but for who has signed in, which a header tells. */
export interface Rig {
  db: Database
  /** From above, past every policy: to put worlds down and to see what has changed. The application never has it. */
  above: pg.Client
  world: World
  desk: Desk
  app: App
  /** What the server would have written into its log as its own mistake. */
  faults: unknown[]
  /** And what it wrote of its own accord. */
  lines: string[]
  /** Puts a world down in place of the one before. */
  lay(world: World): Promise<void>
  /** Every row of every table, as it is now. */
  snapshot(): Promise<Snapshot>
  /** Makes every row what the world says it is. */
  restore(changes: readonly Change[]): Promise<void>
  close(): Promise<void>
}

export type Snapshot = Map<TableName, Map<string, AnyRow>>
export interface Change { table: TableName; key: string; before: AnyRow | null; after: AnyRow | null }

/** @param plant puts something else in the desk's place, for a leak made on purpose */
export async function openRig(world: World, plant: (desk: Desk, rig: Rig) => Desk = desk => desk): Promise<Rig> {
  const own = await testDatabase(), { db } = own, above = new pg.Client({ ...own.superuser, database: own.config.database })
  await above.connect()
  const edition = penmarshEdition(), faults: unknown[] = []
  const rig = { db, above, world, faults, lines: [] as string[] } as unknown as Rig
  // A second passes between two looks at the clock, so that whoever asks often is let ask again.
  let seconds = 0
  const now = () => new Date(rig.world.now.getTime() + ++seconds * 700), plain = roomsDesk(db), list = plain.figures.list(), keeper = openDoorkeeper(own.config)
  const accounts = openAccounts({ db, door: keeper.door, pool: keeper.pool, secret: 'only of the suite, and of nothing else that is there', address: 'http://localhost', provider: null, post: { canSend: true, send: async () => {} }, isDemo: false, now, report: fault => { faults.push(fault) } })
  const desk: Desk = {
    ...plain, now, rooms: openRooms({ db, now, mailOf: async person => `${person}@example.invalid` as never }), support: openSupport({ db, now }), alone: openAlone({ db, now, mailOf: async person => `${person}@example.invalid` as never }), reviews: openReviews({ db, now, parametersOn: plain.parameters.on }), leaving: openLeavings({ db, now, mailOf: async people => people.map(person => `${person}@example.invalid` as never) }, { line: line => { rig.lines.push(line) } }),
    // Whoever asks is told by a header; everything else of accounts is as it is.
    accounts: { ...accounts, carriesSession: plain.accounts.carriesSession, who: async asking => { const who = await plain.accounts.who(asking); return who && { ...who, session: sessionOf(rig.world, who.person) } }, typed: plain.accounts.typed },
    parameters: { on: day => openParameters({ db, now }).on(day) }, // none kept from one world to the next
    sketches: sketchesByHand(edition), sketchbook: openSketchbook({ db, now, edition: plain.figures.edition }),
    figures: { ...plain.figures, list: () => list }, // one list, as a server has: pages that are settled are then kept, from one reader to the next
    // What would be printed, as words: those of a PDF are packed, and making one is proved elsewhere.
    press: { ...plain.press, canMakePdf: async () => true, pdf: async paper => new TextEncoder().encode(JSON.stringify(paper)) },
    host: { ...plain.host, report: fault => { faults.push(fault) } },
  }
  rig.desk = plant(desk, rig)
  // A site of its own for each world: what limits count of one is not held against the next.
  rig.lay = async next => { rig.world = next; seconds = 0; rig.app = createApp(rig.desk); await lay(above, next) }
  rig.snapshot = () => snapshotOf(above)
  rig.restore = changes => restore(above, changes)
  rig.close = async () => { await above.end(); await keeper.close(); await own.close() }
  await rig.lay(world)
  return rig
}

/** Rows of a table without their numbers given by the database start here, so that none is met twice. */
const FIRST_OF_THE_DATABASE = 100_000

/** The first of somebody's sessions, as the one they ask by. */
const sessionOf = (world: World, person: string): string => String(rowsOf(world, 'accounts.session').find(row => row['userId'] === person)?.['id'] ?? '')

async function lay(above: pg.Client, world: World): Promise<void> {
  await above.query('begin')
  await above.query(`truncate ${tableNames.map(quoted).join(', ')} restart identity`)
  for (const table of tableNames) await add(above, table, rowsOf(world, table).map(plainRow))
  const { rows } = await above.query<{ sequence: string }>(`select pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name) as sequence from information_schema.columns where is_identity = 'YES' and table_schema not in ('pg_catalog', 'information_schema')`)
  for (const { sequence } of rows) await above.query('select setval($1::text::regclass, $2)', [sequence, FIRST_OF_THE_DATABASE])
  await above.query('commit')
}

async function add(above: pg.Client, table: TableName, rows: AnyRow[]): Promise<void> {
  if (rows.length > 0) await above.query(`insert into ${quoted(table)} (${given(rows[0]!)}) overriding system value select ${given(rows[0]!)} from jsonb_populate_recordset(null::${quoted(table)}, $1::jsonb)`, [JSON.stringify(rows)])
}

/** Columns that are told: those the database works out by itself are left to it. */
export const given = (row: AnyRow): string => Object.keys(row).filter(column => !generated.includes(column)).map(column => `"${column}"`).join(', ')
const generated: readonly string[] = ['room'] // of item and looking

async function snapshotOf(above: pg.Client): Promise<Snapshot> {
  const { rows } = await above.query<{ t: TableName; r: AnyRow }>(tableNames.map(table => `select '${table}' as t, to_jsonb(x) as r from ${quoted(table)} x`).join(' union all '))
  const all: Snapshot = new Map(tableNames.map(table => [table, new Map()]))
  for (const { t, r } of rows) all.get(t)!.set(keyOf(t, r), r)
  return all
}

const texts = new WeakMap<AnyRow, string>()
function textOf(row: AnyRow | null): string {
  if (row === null) return ''
  const text = texts.get(row) ?? JSON.stringify(row)
  texts.set(row, text)
  return text
}

/** What differs between two moments. */
export function changesBetween(before: Snapshot, after: Snapshot): Change[] {
  return tableNames.flatMap(table => {
    const was = before.get(table)!, is = after.get(table)!
    return [...new Set([...was.keys(), ...is.keys()])].map(key => ({ table, key, before: was.get(key) ?? null, after: is.get(key) ?? null })).filter(each => textOf(each.before) !== textOf(each.after))
  })
}

async function restore(above: pg.Client, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  await above.query('begin')
  await above.query('set local session_replication_role = replica') // as they were, whatever a trigger would say
  for (const { table, after } of changes) if (after !== null) {
    const key = tableNamed(table).key
    await above.query(`delete from ${quoted(table)} x using jsonb_populate_record(null::${quoted(table)}, $1::jsonb) r where ${key.map(column => `x."${column}" = r."${column}"`).join(' and ')}`, [JSON.stringify(after)])
  }
  for (const table of tableNames) await add(above, table, changes.filter(each => each.table === table && each.before !== null).map(each => each.before!))
  await above.query('commit')
}

/** A row as PostgreSQL reads it from JSON. */
function plainRow(row: AnyRow): AnyRow {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value]))
}

/** What tells a row apart from the others of its table, however it came to us. */
export function keyOf(table: TableName, row: AnyRow): string {
  return tableNamed(table).key.map(column => { const value = row[column]; return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value) }).join(' ')
}

/** Names are told to PostgreSQL as they are spelt: schema and table. */
export const quoted = (table: string): string => table.split('.').map(part => `"${part}"`).join('.')
export const tableRef = (table: string) => sql.raw(quoted(table))
