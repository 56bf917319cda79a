import { constants } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import { refuse, type Refusal } from '#domain/words.ts'
import { migrationsRun, nameOf, sequencesOf, tablesOf, whyNotWhole, type Table } from '#records/catalogue.ts'
import type { Database } from '#records/connect.ts'
import { holdForReading, inOneWay, linesOf } from '#records/rows.ts'
import { asViewerOfOneMoment, type Viewed } from '#records/viewing.ts'
import { flush, openStore } from '#reference/store.ts'
import { FORMAT, fileOfRelease, fileOfTable, ownFile, ownFolder, SOURCE, sumOfFile, writeLines, writeManifest, type Manifest, type Sums } from './folder.ts'

/** What `backup` and `restore` need. The database is as it is: neither brings its tables up to date on the way in. */
export interface BackupDesk {
  db: Database
  /** ALONGSIDE_DATA; published figures are in its folder `releases`. */
  dataFolder: string
  /** This version of Alongside. */
  version: string
  /** Aborted when somebody asks to stop. */
  signal: AbortSignal
}

/**
 * Copies every row of every table of ours, as all of them stood at one moment, and the figures the register names, into a new folder; whoever uses the server
 * meanwhile notices nothing. The folder has its name only once it is whole and on the disc.
 * Refuses a folder that is there already, a table whose rows a backup would not all see, and figures that are in the register but not in the data folder.
 */
export async function backUp({ db, dataFolder, version, signal }: BackupDesk, target: string, onTable: (table: string, rows: number) => void = () => {}): Promise<Manifest | Refusal> {
  const folder = path.resolve(target)
  if (await stat(folder).catch(() => null)) return refuse('folder-exists', `${folder} is there already, and a backup never writes over anything. Name a new folder.`, SOURCE)
  await mkdir(path.dirname(folder), { recursive: true })
  const unfinished = await mkdtemp(`${folder}.unfinished-`)
  try {
    await chmod(unfinished, ownFolder)
    const sums: Sums = new Map()
    const made = await asViewerOfOneMoment(db, { as: 'backup' }, async tx => copyAll(tx, { into: unfinished, sums, dataFolder, version, signal, onTable }))
    if ('refused' in made) return made
    await writeManifest(unfinished, made, sums)
    for (const each of ['tables', 'releases', '.']) await flush(path.join(unfinished, each))
    await rename(unfinished, folder)
    await flush(path.dirname(folder))
    return made
  } finally { await rm(unfinished, { recursive: true, force: true }) }
}

interface Copying { into: string; sums: Sums; dataFolder: string; version: string; signal: AbortSignal; onTable(table: string, rows: number): void }

async function copyAll(tx: Viewed, { into, sums, dataFolder, version, signal, onTable }: Copying): Promise<Manifest | Refusal> {
  await inOneWay(tx)
  const { rows: [clock] } = await sql<{ at: string }>`select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`.execute(tx)
  const tables = await tablesOf(tx), no = whyNotAll(tables)
  if (no) return no
  await holdForReading(tx, tables)
  const manifest: Manifest = { format: FORMAT, madeBy: version, asAt: clock!.at, migrations: await migrationsRun(tx), tables: [], sequences: [], releases: [] }
  await mkdir(path.join(into, 'tables'), { mode: ownFolder })
  for (const table of tables) {
    signal.throwIfAborted()
    const { rows, sha256, fileSha256 } = await writeLines(path.join(into, fileOfTable(table)), linesOf(tx, table), signal)
    sums.set(fileOfTable(table), fileSha256)
    manifest.tables.push({ schema: table.schema, name: table.name, columns: table.columns.map(({ name }) => name), rows, sha256 })
    onTable(nameOf(table), rows)
  }
  // After the rows: a number given out meanwhile is then never given out again.
  manifest.sequences = await sequencesOf(tx)
  const named = tables.some(table => nameOf(table) === 'public.release') ? (await tx.selectFrom('release').select('parquet').orderBy('parquet').execute()).map(({ parquet }) => parquet) : []
  const figures = await copyFigures(named, { into, sums, dataFolder, signal })
  if ('refused' in figures) return figures
  return { ...manifest, releases: figures }
}

/** Why some table would be copied in part, without anybody noticing; null when every row of each is seen. */
export function whyNotAll(tables: readonly Table[]): Refusal | null {
  const hidden = tables.flatMap(table => { const why = whyNotWhole(table); return why === null ? [] : [`${nameOf(table)}: ${why}`] })
  if (hidden.length === 0) return null
  const policy = `create policy backup on … using (current_setting('alongside.viewer', true) = 'backup') with check (current_setting('alongside.viewer', true) = 'backup')`
  return refuse('hidden-rows', `Not every row can be copied. ${hidden.join('; ')}. Each table needs: ${policy}`, SOURCE)
}

async function copyFigures(named: readonly string[], { into, sums, dataFolder, signal }: Pick<Copying, 'into' | 'sums' | 'dataFolder' | 'signal'>): Promise<Manifest['releases'] | Refusal> {
  const from = openStore(dataFolder).folder, copied: Manifest['releases'] = []
  const absent: string[] = []
  for (const file of named) if (!await stat(path.join(from, file)).catch(() => null)) absent.push(file)
  if (absent.length > 0) return refuse('absent-figures', `The register names published figures that are not in ${from}: ${absent.slice(0, 5).join(', ')}${absent.length > 5 ? ` and ${absent.length - 5} more` : ''}. Is ALONGSIDE_DATA the folder the server uses?`, SOURCE)
  await mkdir(path.join(into, 'releases'), { mode: ownFolder })
  for (const file of named) {
    signal.throwIfAborted()
    const to = path.join(into, fileOfRelease(file))
    // A copy of its own: a fault of the disc in one is not a fault in both. File systems that can share the bytes until then do.
    await copyFile(path.join(from, file), to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    await chmod(to, ownFile)
    await flush(to)
    const sum = await sumOfFile(to)
    if (sum !== await sumOfFile(path.join(from, file))) throw new Error(`${file} could not be copied: what was written is not what was read`)
    sums.set(fileOfRelease(file), sum)
    copied.push({ file, bytes: (await stat(to)).size })
  }
  return copied
}
