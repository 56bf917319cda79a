import { sql } from 'kysely'
import type { Sketch } from '#domain/partners/sketch.ts'
import type { Day } from '#domain/words.ts'
import type { Viewed } from './viewing.ts'

/**
 * Sketches somebody is making. Whoever asks shows the key of a link and sees what that link opens, nothing else:
 * a private key opens the whole sketch, a look key one version of it. Keys come as their SHA-256 (./link-keys.ts), named as the viewer of the transaction too.
 * Where a function takes the number of a sketch, it came from `sketchBy`: whoever has it has shown the private key.
 */

/** A sketch as its maker's link opens it. */
export interface HeldSketch {
  id: number
  /** The version that is looked at and edited. */
  version: number
  parent: number | null
  /** The version that doing again leads to: the newest made from this one; null for none. */
  next: number | null
  madeAt: Date
  at: Date
  did: string
  sketch: Sketch
  figures: string
}

export interface SketchShare { number: number; version: number; author: string; madeAt: Date; until: Day; stoppedAt: Date | null }

/** One thing that was done, oldest first. */
export interface SketchDeed { version: number; parent: number | null; at: Date; did: string }

/** A version as a look link opens it. */
export interface SharedSketch { author: string; madeAt: Date; until: Day; version: number; at: Date; sketch: Sketch; figures: string }

/** The sketch a private link opens; null for a key that opens none. With `lock` nobody else changes it until the transaction ends. */
export async function sketchBy(db: Viewed, privateKey: Buffer, lock = false): Promise<HeldSketch | null> {
  // Locked by a statement of its own: one that waits for the lock and reads the version at once would look for it among those of before the wait.
  if (lock) await db.selectFrom('sketch').select('id').where('private_key', '=', privateKey).forUpdate().execute()
  const row = await db.selectFrom('sketch').innerJoin('sketch_version as v', join => join.onRef('v.sketch', '=', 'sketch.id').onRef('v.number', '=', 'sketch.at_version'))
    .select(['sketch.id', 'sketch.at_version as version', 'v.parent', 'sketch.made_at', 'v.at', 'v.did', 'v.content', 'v.figures',
      eb => eb.selectFrom('sketch_version as n').whereRef('n.sketch', '=', 'sketch.id').whereRef('n.parent', '=', 'sketch.at_version').select(max => max.fn.max('n.number').as('next')).as('next')])
    .where('private_key', '=', privateKey).executeTakeFirst()
  return row ? { id: row.id, version: row.version, parent: row.parent, next: row.next, madeAt: row.made_at, at: row.at, did: row.did, sketch: row.content, figures: row.figures } : null
}

/** Everything done to a sketch, oldest first: also what was undone. */
export async function deedsOf(db: Viewed, sketch: number, most: number): Promise<SketchDeed[]> {
  const rows = await db.selectFrom('sketch_version').select(['number as version', 'parent', 'at', 'did']).where('sketch', '=', sketch).orderBy('number', 'desc').limit(most).execute()
  return rows.reverse()
}

export async function countVersions(db: Viewed, sketch: number): Promise<number> {
  const { most } = await db.selectFrom('sketch_version').where('sketch', '=', sketch).select(eb => eb.fn.max('number').as('most')).executeTakeFirstOrThrow()
  return most
}

export async function addSketch(db: Viewed, privateKey: Buffer, { sketch, did, figures, at }: { sketch: Sketch; did: string; figures: string; at: Date }): Promise<void> {
  const { id } = await db.insertInto('sketch').values({ private_key: privateKey, made_at: at, touched_at: at, at_version: 1 }).returning('id').executeTakeFirstOrThrow()
  await db.insertInto('sketch_version').values({ sketch: id, number: 1, parent: null, at, did, content: JSON.stringify(sketch), figures }).execute()
}

/** Adds a version made from another and makes it the one that is looked at. */
export async function addVersion(db: Viewed, sketch: number, { number, parent, content, did, figures, at }: { number: number; parent: number; content: Sketch; did: string; figures: string; at: Date }): Promise<void> {
  await db.insertInto('sketch_version').values({ sketch, number, parent, at, did, content: JSON.stringify(content), figures }).execute()
  await turnTo(db, sketch, number, at)
}

/** Makes another version the one that is looked at. */
export async function turnTo(db: Viewed, sketch: number, version: number, at: Date): Promise<void> {
  await db.updateTable('sketch').set({ at_version: version, touched_at: at }).where('id', '=', sketch).execute()
}

/** Links to look at, oldest first, stopped and past ones included. */
export async function sharesOf(db: Viewed, sketch: number): Promise<SketchShare[]> {
  const rows = await db.selectFrom('sketch_share').selectAll().where('sketch', '=', sketch).orderBy('number').execute()
  return rows.map(row => ({ number: row.number, version: row.version, author: row.author, madeAt: row.made_at, until: row.until, stoppedAt: row.stopped_at }))
}

export async function addShare(db: Viewed, sketch: number, lookKey: Buffer, share: { number: number; version: number; author: string; until: Day; at: Date }): Promise<void> {
  await db.insertInto('sketch_share').values({ sketch, number: share.number, look_key: lookKey, version: share.version, author: share.author, made_at: share.at, until: share.until, stopped_at: null }).execute()
}

/** Stops a link; true when it was open until now. */
export async function stopShare(db: Viewed, sketch: number, number: number, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('sketch_share').set({ stopped_at: at }).where('sketch', '=', sketch).where('number', '=', number).where('stopped_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What a look link shows on a day; null for a key that opens nothing then: unknown, stopped and past are one answer. */
export async function sharedSketchBy(db: Viewed, lookKey: Buffer, on: Day): Promise<SharedSketch | null> {
  const row = await db.selectFrom('sketch_share as s').innerJoin('sketch_version as v', join => join.onRef('v.sketch', '=', 's.sketch').onRef('v.number', '=', 's.version'))
    .select(['s.author', 's.made_at', 's.until', 's.version', 'v.at', 'v.content', 'v.figures'])
    .where('s.look_key', '=', lookKey).where('s.stopped_at', 'is', null).where('s.until', '>=', on).executeTakeFirst()
  return row ? { author: row.author, madeAt: row.made_at, until: row.until, version: row.version, at: row.at, sketch: row.content, figures: row.figures } : null
}

/** Takes a sketch away with its versions and links. */
export async function removeSketch(db: Viewed, sketch: number): Promise<void> {
  await db.deleteFrom('sketch').where('id', '=', sketch).execute()
}

/** Takes away sketches nobody has changed, undone or shared since an instant, a hundred at a time; says how many. */
export async function removeUntouched(db: Viewed, since: Date): Promise<number> {
  const { rows } = await sql`delete from sketch where id in (select id from sketch where touched_at < ${since} order by touched_at limit 100 for update skip locked) returning id`.execute(db)
  return rows.length
}
