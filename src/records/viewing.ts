import { sql, type Transaction } from 'kysely'
import type { Database } from './connect.ts'
import type { Schema } from './schema.ts'

/**
 * Who a query is for. The database is told at the start of each transaction and shows only what its policies allow that viewer
 * (docs/decisions/0013); where nobody is named it shows nothing that is anybody's own.
 */
export type Viewer =
  /** Nobody in particular: somebody who has not signed in. */
  | { as: 'anyone' }
  /** Somebody who has signed in and speaks for no organisation yet. */
  | { as: 'person'; person: string }
  /** The capacity: a person, for one organisation they hold a role in on this day. */
  | { as: 'capacity'; person: string; organisation: string }
  /** Whoever shows the key of a link, as the SHA-256 kept of it. */
  | { as: 'key'; key: Buffer }
  /** The code that lets people in: accounts and sessions, nothing that is kept in a room. */
  | { as: 'doorkeeper' }
  /** The code that carries letters out: letters waiting, nothing else. */
  | { as: 'postman' }
  /** The code that clears away what is past its day: sketches nobody touched, letters sent, work done. It reads no content. */
  | { as: 'caretaker' }
  /** `backup` and `restore`, run by the person who keeps the machine: every row, to copy it and not to show it. */
  | { as: 'backup' }

declare const viewed: unique symbol
/** A transaction whose viewer the database knows. Only this file makes one, so no query about anybody's own can forget to say whom it is for. */
export type Viewed = Transaction<Schema> & { readonly [viewed]: true }

/** Runs `work` in a transaction as seen by `viewer`; what the transaction does is done by that viewer. */
export async function asViewer<T>(db: Database, viewer: Viewer, work: (tx: Viewed) => Promise<T>): Promise<T> {
  return db.transaction().execute(async tx => work(await seenBy(tx, viewer)))
}

/** As `asViewer`, but only to look: everything read is as it stood at one moment, however long the reading takes and whoever writes meanwhile. */
export async function asViewerOfOneMoment<T>(db: Database, viewer: Viewer, work: (tx: Viewed) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async tx => work(await seenBy(tx, viewer)))
}

/** Tells a transaction under way who it is for from here on; null for nobody, as at the start of a server. For what must do work of two kinds at once, all or nothing. */
export async function seenBy(tx: Transaction<Schema>, viewer: Viewer | null): Promise<Viewed> {
  const { person = '', organisation = '', key = null } = (viewer ?? {}) as Partial<{ person: string; organisation: string; key: Buffer }>
  // Local to this transaction: a connection that goes back to the pool has forgotten it.
  await sql`select set_config('alongside.viewer', ${viewer?.as ?? ''}, true), set_config('alongside.person', ${person}, true),
    set_config('alongside.organisation', ${organisation}, true), set_config('alongside.key', ${key === null ? '' : key.toString('hex')}, true)`.execute(tx)
  return tx as Viewed
}
