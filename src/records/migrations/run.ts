import type { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { release } from './0001-release.ts'
import { sketch } from './0002-sketch.ts'
import { rooms } from './0004-rooms.ts'
import { letters } from './0006-letters.ts'
import { accounts } from './0003-accounts.ts'
import { jobs } from './0005-jobs.ts'
import { helpAndCases } from './0007-help-and-cases.ts'
import { leaving } from './0008-leaving.ts'
import { reviews } from './0009-reviews.ts'
import { alone } from './0010-alone.ts'
import { parameters } from './0011-parameters.ts'
import { readingsAndNotices } from './0012-readings-and-notices.ts'
import type { Schema } from '../schema.ts'

/** Every migration, in order, by number. Forward only: a mistake is put right by the next number, never by editing one that has run. */
export const migrations: Record<string, Migration> = {
  '0001-release': release,
  '0002-sketch': sketch,
  '0003-accounts': accounts,
  '0004-rooms': rooms,
  '0005-jobs': jobs,
  '0006-letters': letters,
  '0007-help-and-cases': helpAndCases,
  '0008-leaving': leaving,
  '0009-reviews': reviews,
  '0010-alone': alone,
  '0011-parameters': parameters,
  '0012-readings-and-notices': readingsAndNotices,
}

/** Brings the tables up to date, as the plain role that owns them. Two processes may start at once: the second waits. Throws what the database said. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  await migrateTo(db, null)
}

/** Brings the tables to where `last` left them, or with null up to date: for a backup made by an earlier version, and for tests. Throws where they are further already. */
export async function migrateTo(db: Kysely<Schema>, last: string | null, known: Readonly<Record<string, Migration>> = migrations): Promise<void> {
  const wanted = Object.fromEntries(Object.entries(known).filter(([name]) => last === null || name <= last))
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => wanted } }).migrateToLatest()
  if (error) throw error
}
