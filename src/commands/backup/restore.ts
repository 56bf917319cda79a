import { copyFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Migration } from 'kysely/migration'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import { migrationsRun, nameOf, tablesOf, type Table } from '#records/catalogue.ts'
import { markImporting } from '#records/releases.ts'
import { migrateTo, migrations } from '#records/migrations/run.ts'
import { addLines, hasRows, holdForWriting, inOneWay, setNext, sumOf, takeAll, whileFilling, type Sum } from '#records/rows.ts'
import { asViewer, seenBy, type Viewed } from '#records/viewing.ts'
import { openStore, type Store } from '#reference/store.ts'
import { whyNotAll, type BackupDesk } from './back-up.ts'
import { fileOfRelease, fileOfTable, readBackup, readLines, SOURCE, sumOfFile, type KeptTable, type Manifest, type Sums } from './folder.ts'

/** What was put back, each table with its sum as worked out from the rows that are now in the database. */
export interface Restored { manifest: Manifest; tables: (Sum & { table: string })[]; /** Migrations this version had and the backup had not: run after its rows were in. */ broughtForward: string[] }

/**
 * Puts a backup into a database where there is no row, and its figures into the data folder: all of it, or nothing. The tables are made as they were when it was
 * made, filled, compared with it row by row, and only then brought up to date.
 * Refuses a backup that is not whole or that a newer version made, a database that has rows or is further than the backup, and figures there under the same name that differ.
 *
 * @param known the migrations of this version; a test gives its own
 */
export async function restore({ db, dataFolder, signal }: BackupDesk, source: string, onTable: (table: string, rows: number) => void = () => {}, known: Readonly<Record<string, Migration>> = migrations): Promise<Restored | Refusal> {
  const folder = path.resolve(source), read = await readBackup(folder)
  if (isRefusal(read)) return read
  const { manifest, sums } = read, store = openStore(dataFolder), placed: string[] = []
  const no = whyNotThisVersion(manifest, Object.keys(known).sort()) ?? await whyNotTheseFigures(manifest, sums, store)
  if (no) return no
  try {
    const restored = await asViewer(db, { as: 'backup' }, async tx => {
      await inOneWay(tx)
      orUndo(whyNotInto(await migrationsRun(tx), manifest) ?? await whyNotEmpty(tx))
      await migrateIn(tx, manifest.migrations.at(-1) ?? '', known)
      const tables = await tablesToFill(tx, manifest)
      await whileFilling(tx, tables.map(({ table }) => table), async () => {
        for (const { table, kept } of tables) {
          for await (const lines of readLines(path.join(folder, fileOfTable(kept)))) { signal.throwIfAborted(); await addLines(tx, table, lines) }
          onTable(nameOf(table), kept.rows)
        }
      })
      const compared = await compare(tx, tables)
      for (const each of manifest.sequences) await setNext(tx, each)
      await markImporting(tx)
      await placeFigures(folder, manifest, sums, store, placed)
      await migrateIn(tx, null, known)
      signal.throwIfAborted()
      return { manifest, tables: compared, broughtForward: Object.keys(known).sort().slice(manifest.migrations.length) }
    })
    for (const file of placed) await store.settle(file)
    return restored
  } catch (fault) {
    for (const file of placed) { await store.remove(file); await store.settle(file) }
    if (fault instanceof Undo) return fault.refusal
    throw fault
  }
}

/** Takes back everything the transaction did, and carries the reason out of it. */
class Undo extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) { super(refusal.why); this.refusal = refusal }
}

function orUndo(refusal: Refusal | null): void {
  if (refusal) throw new Undo(refusal)
}

/** Migrations are forward only and in order, so an earlier version's are the first of ours. */
function whyNotThisVersion({ migrations: had, madeBy }: Manifest, ours: readonly string[]): Refusal | null {
  const strange = had.find((name, at) => name !== ours[at])
  return strange === undefined ? null : refuse('newer-backup', `This backup was made by a newer Alongside (${madeBy}), whose tables this one does not know (${strange}). Restore it with that version or a later one.`, SOURCE)
}

function whyNotInto(there: readonly string[], { migrations: had }: Manifest): Refusal | null {
  const further = there.find((name, at) => name !== had[at])
  return further === undefined ? null : refuse('database-further', `The tables of this database are further (${further}) than those of the backup. Restore it into a new database, where nothing was started yet.`, SOURCE)
}

/** Refuses a database that has a row in some table; where there is none, nobody else adds one until we are done. */
async function whyNotEmpty(tx: Viewed): Promise<Refusal | null> {
  const there = await tablesOf(tx), hidden = whyNotAll(there)
  if (hidden) return hidden
  await holdForWriting(tx, there)
  const full: string[] = []
  for (const table of there) if (await hasRows(tx, table)) full.push(nameOf(table))
  return full.length === 0 ? null : refuse('not-empty', `This database is not empty: there are rows in ${full.join(', ')}. A backup is restored only where nothing would be mixed with it: into a new database, or a new ALONGSIDE_DATA.`, SOURCE)
}

/** Migrates as the start of a server does, for nobody, and goes on as the backup. */
async function migrateIn(tx: Viewed, last: string | null, known: Readonly<Record<string, Migration>>): Promise<void> {
  await seenBy(tx, null)
  await migrateTo(tx, last, known)
  await seenBy(tx, { as: 'backup' })
}

/** The tables as they were when the backup was made, with no row in any, each with what was kept of it and its columns in that order. */
async function tablesToFill(tx: Viewed, manifest: Manifest): Promise<{ table: Table; kept: KeptTable }[]> {
  const there = await tablesOf(tx)
  orUndo(whyNotAll(there))
  for (const table of there) if (await hasRows(tx, table)) { await takeAll(tx, there); break }
  return manifest.tables.map(kept => {
    const table = there.find(each => nameOf(each) === nameOf(kept))
    const columns = kept.columns.map(name => table?.columns.find(column => column.name === name))
    const strange = kept.columns.find((_, at) => columns[at] === undefined)
    if (table === undefined || strange !== undefined) throw new Undo(refuse('unknown-table', `This version makes no ${table === undefined ? `table ${nameOf(kept)}` : `column "${strange}" of ${nameOf(kept)}`}, which the backup has rows for.`, SOURCE))
    return { table: { ...table, columns: columns.map(column => column!) }, kept }
  })
}

/** Reads every restored row back. A difference is a fault of ours, and undoes everything. */
async function compare(tx: Viewed, tables: readonly { table: Table; kept: KeptTable }[]): Promise<Restored['tables']> {
  const compared: Restored['tables'] = []
  for (const { table, kept } of tables) {
    const sum = await sumOf(tx, table)
    if (sum.rows !== kept.rows || sum.sha256 !== kept.sha256) throw new Error(`${nameOf(table)} came out other than it was: ${sum.rows} rows (${sum.sha256}) where the backup has ${kept.rows} (${kept.sha256}). Nothing was restored.`)
    compared.push({ table: nameOf(table), ...sum })
  }
  return compared
}

// ── figures ──

async function whyNotTheseFigures({ releases }: Manifest, sums: Sums, { folder }: Store): Promise<Refusal | null> {
  for (const { file } of releases) {
    const at = path.join(folder, file)
    if (await stat(at).catch(() => null) && await sumOfFile(at) !== sums.get(fileOfRelease(file))) return refuse('other-figures', `${at} is there already and differs from the backup's. Restore into a new ALONGSIDE_DATA.`, SOURCE)
  }
  return null
}

/** Puts figures in their place before the rows that name them are seen; what was there already is the same. */
async function placeFigures(folder: string, { releases }: Manifest, sums: Sums, store: Store, placed: string[]): Promise<void> {
  const workshop = await store.workshop()
  try {
    for (const { file } of releases) {
      if (await stat(path.join(store.folder, file)).catch(() => null)) continue
      const staged = path.join(workshop.folder, file)
      await copyFile(path.join(folder, fileOfRelease(file)), staged)
      if (await sumOfFile(staged) !== sums.get(fileOfRelease(file))) throw new Error(`${file} could not be copied: what was written is not what was read`)
      placed.push(file)
      await store.place(staged, file)
    }
  } finally { await workshop.done() }
}

