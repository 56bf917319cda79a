import { sql, type Transaction } from 'kysely'
import type { OrganisationId, PersonId, RoleKind } from '#domain/organisations/organisation.ts'
import type { Looker } from '#domain/visibility.ts'
import type { Day } from '#domain/words.ts'
import type { Database } from './connect.ts'
import type { Schema } from './schema.ts'

/**
 * Who a query is for. The database is told at the start of each transaction and shows only what its policies allow that viewer
 * (docs/decisions/0013); where nobody is named it shows nothing that is anybody's own. A day is needed wherever something may have ended by then.
 */
export type Viewer =
  /** Nobody in particular: somebody who has not signed in. */
  | { as: 'anyone' }
  /** Somebody who has signed in and speaks for no organisation yet. */
  | { as: 'person'; person: PersonId; on?: Day }
  /** The capacity: a person, for one organisation; worth what their roles there are on that day. With a key: taking an invitation up for it. */
  | { as: 'capacity'; person: PersonId; organisation: OrganisationId; on: Day; key?: Buffer }
  /** Whoever shows the key of a link or the code of a letter, as the SHA-256 kept of it. */
  | { as: 'key'; key: Buffer; on?: Day; person?: PersonId }
  /** The code that lets people in: accounts and sessions, nothing that is kept in a room. */
  | { as: 'doorkeeper' }
  /** The code that carries letters out: letters waiting, nothing else. */
  | { as: 'postman' }
  /** The code that clears away what is past its day: sketches nobody touched, letters sent, work done. It reads no content. */
  | { as: 'caretaker' }
  /** The same, on a day: it knows which rooms are due to go, and with one of them named may end or delete that one and what hangs on it. */
  | { as: 'caretaker'; on: Day; organisation?: OrganisationId }
  /** Whoever runs the server: which rooms there are, and opening those of support units and commissioners; nothing kept in them. */
  | { as: 'host' }
  /** `backup` and `restore`, run by whoever keeps the machine: every row, to copy it and not to show it. */
  | { as: 'backup' }

declare const viewed: unique symbol
/** A transaction whose viewer the database knows. Only `asViewer` makes one, so no query about anybody's own can forget to say whom it is for. */
export type Viewed = Transaction<Schema> & { readonly [viewed]: true }

/**
 * Runs `work` in a transaction as seen by `viewer`; what it does is done by that viewer. What a capacity is worth (roles held on the day, codes, groups)
 * is looked up by the database itself and handed on as the looker, for the rule in code to check again.
 */
export async function asViewer<T>(db: Database, viewer: Viewer, work: (tx: Viewed, looker: Looker) => Promise<T>): Promise<T> {
  return db.transaction().execute(async tx => {
    const looker = await viewAs(tx, viewer)
    return work(tx as Viewed, looker)
  })
}

/** Tells the database, for the rest of this transaction, who is looking. */
export async function viewAs(tx: Transaction<Schema>, viewer: Viewer): Promise<Looker> {
  const { person = '', organisation = '', key = null, on = '' } = viewer as Partial<{ person: string; organisation: string; key: Buffer; on: Day }>
  const { rows: [facts] } = await sql<{ roles: RoleKind[]; codes: string[]; member_of: string[]; observes: string[] }>`
    select roles, codes, member_of::text[], observes::text[] from view_as(${viewer.as}, ${person}, ${organisation}, ${on}, ${key === null ? '' : key.toString('hex')})`.execute(tx)
  return { person: person || null, organisation: organisation || null, codes: facts!.codes, roles: facts!.roles, memberOf: facts!.member_of, observes: facts!.observes, on }
}
