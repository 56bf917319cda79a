import { existsSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { nameOf, tablesOf, type Table } from '#records/catalogue.ts'
import type { Database } from '#records/connect.ts'
import { migrateTo } from '#records/migrations/run.ts'
import { hasRows, inOneWay, linesOf } from '#records/rows.ts'
import { asViewer, type Viewed } from '#records/viewing.ts'

/**
 * What a database holds while some migration is its newest: `migrations/NNNN-name.ts`, a file for each migration that makes a table, by the migration's name.
 * Rows are written as they were then, in SQL, and are never edited later: databases that hold such rows are out there.
 */
export interface Stage {
  /** Puts rows into each table this migration makes, and into those it gives new columns; run as the viewer `backup`, after the stages before it. */
  rows: string
  /** What this migration takes away, or fills anew, in rows that are there already: 'schema.table', or 'schema.table.column'. */
  changes?: readonly string[]
}

export async function stageOf(migration: string): Promise<Stage | null> {
  const file = path.join(import.meta.dirname, 'migrations', `${migration}.ts`)
  return existsSync(file) ? ((await import(file)) as { default: Stage }).default : null
}

type Known = Readonly<Record<string, Migration>>
type StageOf = (migration: string) => Promise<Stage | null>

/** Builds an empty database up to a migration, as one that was there all along has come to be: with rows put in at each stage. Throws where a table has none. */
export async function buildTo(db: Database, last: string, known: Known, stage: StageOf = stageOf): Promise<void> {
  for (const name of Object.keys(known).sort().filter(each => each <= last)) {
    const before = await names(db)
    await migrateTo(db, name, known)
    const made = (await names(db)).filter(table => !before.includes(table)), rows = await stage(name)
    if (made.length > 0 && rows === null) throw new Error(`${name} makes ${made.join(', ')}: say in test/house/migrations/${name}.ts what rows they may hold`)
    if (rows) await asBackup(db, tx => sql.raw(rows.rows).execute(tx))
    const empty = await asBackup(db, async tx => { const none: string[] = []; for (const table of await tablesOf(tx)) if (!await hasRows(tx, table)) none.push(nameOf(table)); return none })
    if (empty.length > 0) throw new Error(`After ${name} there are no rows in ${empty.join(', ')}: put some in by test/house/migrations/${name}.ts`)
  }
}

/** Migrates a database on to the latest, as the start of a server does, and says which rows, or values of them, were lost on the way; none, when all is well. */
export async function lostOnTheWay(db: Database, from: string, known: Known, stage: StageOf = stageOf): Promise<string[]> {
  const before = await asBackup(db, async tx => { const read: { table: Table; lines: string[][] }[] = []; for (const table of await tablesOf(tx)) read.push({ table, lines: await cellsOf(tx, table) }); return read })
  await migrateTo(db, null, known)
  const changes = (await Promise.all(Object.keys(known).filter(name => name > from).map(stage))).flatMap(each => each?.changes ?? [])
  return asBackup(db, async tx => {
    const after = await tablesOf(tx), lost: string[] = []
    for (const { table, lines } of before) {
      const now = after.find(each => nameOf(each) === nameOf(table)), isMeant = (column?: string) => changes.includes(column === undefined ? nameOf(table) : `${nameOf(table)}.${column}`)
      if (isMeant()) continue
      if (now === undefined) { lost.push(`the table ${nameOf(table)}`); continue }
      const kept = table.columns.filter(({ name }) => !isMeant(name)), gone = kept.filter(({ name }) => !now.columns.some(column => column.name === name))
      lost.push(...gone.map(({ name }) => `the column ${nameOf(table)}.${name}`))
      const columns = kept.filter(column => !gone.includes(column)), there = new Map<string, number>()
      for (const cells of await cellsOf(tx, { ...now, columns })) there.set(JSON.stringify(cells), (there.get(JSON.stringify(cells)) ?? 0) + 1)
      for (const cells of lines) {
        const row = JSON.stringify(columns.map(column => cells[table.columns.indexOf(column)])), times = there.get(row) ?? 0
        if (times === 0) lost.push(`a row of ${nameOf(table)}: ${row}`)
        there.set(row, times - 1)
      }
    }
    return lost
  })
}

const asBackup = <T>(db: Database, work: (tx: Viewed) => Promise<T>) => asViewer(db, { as: 'backup' }, async tx => { await inOneWay(tx); return work(tx) })
const names = (db: Database) => asBackup(db, async tx => (await tablesOf(tx)).map(nameOf))

async function cellsOf(tx: Viewed, table: Table): Promise<string[][]> {
  const cells: string[][] = []
  for await (const lines of linesOf(tx, table)) cells.push(...lines.map(line => JSON.parse(line) as string[]))
  return cells
}
