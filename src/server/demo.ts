import { sql, type Transaction } from 'kysely'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { importFiles } from '#commands/position/import-files.ts'
import { invariant } from '#domain/words.ts'
import { locks } from '#records/locks.ts'
import { publicBodies } from '#records/organisations.ts'
import { asViewer } from '#records/viewing.ts'
import type { Database } from '#records/connect.ts'
import type { Schema } from '#records/schema.ts'
import { releases } from '#records/releases.ts'
import type { Desk } from '#web/desk.ts'

export interface DemoDesk { db: Database; dataFolder: string; now(): Date; say(line: string): void }

/**
 * Loads the invented county of Carrowshire through the ordinary importer, as releases of an invented publisher; does nothing when it is
 * there already, and goes on where a start that was cut off left it.
 */
export async function loadCounty({ db, dataFolder, now, say }: DemoDesk): Promise<void> {
  const note = path.join(dataFolder, 'county.json')
  const noted = await readFile(note, 'utf8').then(text => JSON.parse(text) as string[], () => null)
  const present = new Set((await releases(db, 'invented')).map(({ id }) => id))
  if (noted !== null && noted.every(id => present.has(id))) return

  say('Loading the invented county of Carrowshire (the first time only)')
  const { writeCounty } = await import('../../test/town/county.ts')
  const folder = await mkdtemp(path.join(dataFolder, 'county-'))
  try {
    await writeCounty(folder)
    const lines = await importFiles({ db, dataFolder, now }, { paths: [folder], asAt: null, world: 'invented' })
    const amiss = lines.filter(({ release }) => release === undefined)
    invariant(amiss.length === 0, `the invented county is taken whole; ${amiss.map(({ file, outcome, says }) => `${path.basename(file)} ${outcome}: ${says}`).join('; ')}`)
    await writeFile(note, JSON.stringify(lines.map(({ release }) => release!.id)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Moves Penmarsh's people into their rooms, by the commands they would use, and says whom one may try to be; what is there already stays.
 * They move in whole: a start that is killed meanwhile leaves nobody in a room, and the next begins again.
 * None where the invented county is not the figures at hand.
 */
export async function peopleOfPenmarsh({ db, now, figures, makePerson, say }: { db: Database; now(): Date; figures: Pick<Desk['figures'], 'list' | 'edition'>; makePerson(one: { name: string; email: string }): Promise<string>; say(line: string): void }): Promise<Desk['personas']> {
  const newest = figures.list().find(each => each.world === 'invented'), edition = newest ? await figures.edition(newest.name) : null
  if (!edition) return []
  const { liveIn, moveIn, personas } = await import('../../test/town/rooms.ts')
  const ids = new Map<string, string>()
  for (const [key, { name }] of Object.entries(personas)) ids.set(key, await makePerson({ name, email: `${key}@penmarsh.example` }))
  // One process at a time, by a lock that ends with it; the others find everybody in.
  await db.connection().execute(async lock => {
    await sql`select pg_advisory_lock(${locks.movingIn})`.execute(lock)
    try {
      if ((await asViewer(db, { as: 'anyone' }, tx => publicBodies(tx, 'support'))).some(body => body.code === 'carrowshire-lmc')) return
      say('Moving the people of Penmarsh into their rooms (the first time only)')
      await db.transaction().execute(async whole => {
        const inWhole = allInOne(whole)
        await liveIn(inWhole, await moveIn(inWhole, edition, now, key => ids.get(key)!), now)
      })
    } finally {
      await sql`select pg_advisory_unlock(${locks.movingIn})`.execute(lock)
    }
  })
  return Object.entries(personas).map(([key, { name, says }]) => ({ person: ids.get(key)!, name, says }))
}

/** A database whose transactions are all parts of one: what commands do each for itself is kept together or not at all. They name their viewer anew each time. */
function allInOne(whole: Transaction<Schema>): Database {
  return { transaction: () => ({ execute: <T>(work: (tx: Transaction<Schema>) => Promise<T>) => work(whole) }) } as unknown as Database
}
