import { sql } from 'kysely'
import type { DataSet, Release, SmallAreaVintage } from '#domain/position/release.ts'
import type { Day, World } from '#domain/words.ts'
import type { Database } from './connect.ts'
import { locks } from './locks.ts'
import type { Viewed } from './viewing.ts'

/** Every release of the register, or of one world, oldest day first and undated last. */
export async function releases(db: Database, world?: World): Promise<Release[]> {
  const rows = await db.selectFrom('release').selectAll()
    .$if(world !== undefined, query => query.where('world', '=', world!))
    .orderBy('data_set').orderBy('as_at', order => order.asc().nullsLast()).orderBy('imported_at').orderBy('id').execute()
  return rows.map(releaseOf)
}

/** The release that already holds these bytes of this data set in this world, true of `day` where one is given; null when none does. */
export async function releaseWith(db: Database, world: World, dataSet: DataSet, checksum: string, day: Day | null): Promise<Release | null> {
  const row = await db.selectFrom('release').selectAll().where('world', '=', world).where('data_set', '=', dataSet).where('checksum', '=', checksum)
    .$if(day !== null, query => query.where('as_at', '=', day)).orderBy('imported_at').executeTakeFirst()
  return row ? releaseOf(row) : null
}

/**
 * Publishes a release: runs `place`, which puts its file where readers will look, then adds the row; readers see both or neither.
 * One publication at a time, over all processes. Gives the release that is in the register, ours or the one somebody else published meanwhile.
 */
export async function publishRelease(db: Database, release: Release, place: () => Promise<void>): Promise<{ release: Release; isNew: boolean }> {
  return db.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(${publishing})`.execute(tx)
    const before = await tx.selectFrom('release').selectAll().where('world', '=', release.world).where('data_set', '=', release.dataSet).where('checksum', '=', release.checksum)
      .where('as_at', 'is not distinct from', release.asAt).executeTakeFirst()
    if (before) return { release: releaseOf(before), isNew: false }
    await place()
    await tx.insertInto('release').values({
      id: release.id, data_set: release.dataSet, world: release.world, vintage: release.vintage, publisher: release.publisher, licence: release.licence,
      as_at: release.asAt, checksum: release.checksum, file_name: release.fileName, rows_read: release.rowsRead, rows_refused: release.rowsRefused,
      unknown_codes: JSON.stringify(release.unknownCodes), imported_at: release.importedAt, parquet: release.parquet,
    }).execute()
    return { release, isNew: true }
  })
}

/**
 * Runs `work` while it is known that an import is under way, and first, when no other import is, `tidy` what an interrupted one left behind.
 * The mark is a lock of our own connection: it ends with the process, however that ends.
 *
 * @param tidy is given the names that have a row, to tell what a crash left without one
 */
export async function whileImporting<T>(db: Database, tidy: (isPublished: (parquet: string) => Promise<boolean>) => Promise<void>, work: () => Promise<T>): Promise<T> {
  return db.connection().execute(async connection => {
    const { rows: [alone] } = await sql<{ alone: boolean }>`select pg_try_advisory_lock(${importing}) as alone`.execute(connection)
    try {
      if (alone?.alone) {
        await tidy(async parquet => (await connection.selectFrom('release').select('id').where('parquet', '=', parquet).executeTakeFirst()) !== undefined)
        await sql`select pg_advisory_lock_shared(${importing}), pg_advisory_unlock(${importing})`.execute(connection)
      } else {
        await sql`select pg_advisory_lock_shared(${importing})`.execute(connection)
      }
      return await work()
    } finally {
      await sql`select pg_advisory_unlock_all()`.execute(connection)
    }
  })
}

/** Counts as an import until the transaction ends, so that no other import takes away figures that are placed before their rows are seen. */
export async function markImporting(tx: Viewed): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${importing})`.execute(tx)
}

const { publishing, importing } = locks

function releaseOf(row: {
  id: string; data_set: string; world: string; vintage: string | null; publisher: string; licence: string; as_at: string | null; checksum: string; file_name: string
  rows_read: number; rows_refused: number; unknown_codes: { code: string; rows: number }[]; imported_at: Date; parquet: string
}): Release {
  return {
    id: row.id, dataSet: row.data_set as DataSet, world: row.world as World, vintage: row.vintage as SmallAreaVintage | null, publisher: row.publisher, licence: row.licence,
    asAt: row.as_at, checksum: row.checksum, fileName: row.file_name, rowsRead: row.rows_read, rowsRefused: row.rows_refused, unknownCodes: row.unknown_codes,
    importedAt: row.imported_at.toISOString(), parquet: row.parquet,
  }
}
