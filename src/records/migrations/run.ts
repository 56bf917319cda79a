import type { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { release } from './0001-release.ts'
import { sketch } from './0002-sketch.ts'
import { rooms } from './0004-rooms.ts'
import { letters } from './0006-letters.ts'
import { accounts } from './0003-accounts.ts'
import { leaving } from './0008-leaving.ts'
import type { Schema } from '../schema.ts'

/** Every migration, in order, by number. Forward only: a mistake is put right by the next number, never by editing one that has run. */
export const migrations: Record<string, Migration> = {
  '0001-release': release,
  '0002-sketch': sketch,
  '0004-rooms': rooms,
  '0006-letters': letters,
  '0003-accounts': accounts,
  '0008-leaving': leaving,
}

/** Brings the tables up to date, as the plain role that owns them. Two processes may start at once: the second waits. Throws what the database said. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}
