import { sql, type Transaction } from 'kysely'
import type { OrganisationId, PersonId, RoleKind } from '#domain/organisations/organisation.ts'
import { nobody, type Looker } from '#domain/visibility.ts'
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
  /** The code that carries letters out: letters waiting, and which rooms notices wait for. With a notice in hand, on a day: also who is in the room that it names. */
  | { as: 'postman' }
  | { as: 'postman'; notice: string; on: Day }
  /** The code that clears away what is past its day: sketches nobody touched, letters sent, work done. It reads no content. */
  | { as: 'caretaker' }
  /** The same, on a day: it knows which rooms are due to go, and with one of them named may end or delete that one and what hangs on it. */
  | { as: 'caretaker'; on: Day; organisation?: OrganisationId }
  /** The code that opens what partners have answered alone (./alone.ts, and nowhere else): of one room, the answers of a round that is ripe. */
  | { as: 'teller'; organisation: OrganisationId; on: Day }
  /** Whoever runs the server: which rooms there are, and opening those of support units and commissioners; nothing kept in them. */
  | { as: 'host' }
  /** `backup` and `restore`, run by whoever keeps the machine: every row, to copy it and not to show it. */
  | { as: 'backup' }

declare const viewed: unique symbol
/** A transaction whose viewer the database knows. Only this file makes one, so no query about anybody's own can forget to say whom it is for. */
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

/** As `asViewer`, but only to look: everything read is as it stood at one moment, however long the reading takes and whoever writes meanwhile. */
export async function asViewerOfOneMoment<T>(db: Database, viewer: Viewer, work: (tx: Viewed) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async tx => work(await seenBy(tx, viewer)))
}

/** Tells a transaction under way who it is for from here on; null for nobody, as at the start of a server. For what must do work of two kinds at once, all or nothing. */
export async function seenBy(tx: Transaction<Schema>, viewer: Viewer | null): Promise<Viewed> {
  const { person = '', organisation = '', key = null, on = '' } = (viewer ?? {}) as Partial<{ person: string; organisation: string; key: Buffer; on: Day }>
  // Local to this transaction: a connection that goes back to the pool has forgotten it.
  await sql`select set_config('alongside.viewer', ${viewer?.as ?? ''}, true), set_config('alongside.person', ${person}, true), set_config('alongside.organisation', ${organisation}, true),
    set_config('alongside.on', ${on}, true), set_config('alongside.key', ${key === null ? '' : key.toString('hex')}, true), set_config('alongside.roles', '', true), set_config('alongside.codes', '', true),
    set_config('alongside.member_of', '', true), set_config('alongside.observes', '', true), set_config('alongside.room_ended', '', true)`.execute(tx)
  return tx as Viewed
}

/**
 * The same for any viewer, with what a capacity is worth that day: the database looks it up, and tells the policies and us. So it does for the caretaker of a room,
 * which is nobody's caretaker before its day.
 */
export async function viewAs(tx: Transaction<Schema>, viewer: Viewer): Promise<Looker> {
  if (viewer.as === 'caretaker' && 'organisation' in viewer && viewer.organisation !== undefined) {
    await sql`select view_as('caretaker', '', ${viewer.organisation}, ${viewer.on}, '')`.execute(tx)
    return nobody(viewer.on)
  }
  if (viewer.as === 'postman' && 'notice' in viewer) {
    await seenBy(tx, { as: 'postman' })
    const { rows: [found] } = await sql<{ room: string | null }>`select view_notice(${viewer.notice}, ${viewer.on}) as room`.execute(tx)
    return { ...nobody(viewer.on), organisation: found!.room }
  }
  if (viewer.as !== 'capacity') {
    await seenBy(tx, viewer)
    return { ...nobody('on' in viewer && viewer.on !== undefined ? viewer.on : ''), person: 'person' in viewer && viewer.person !== undefined ? viewer.person : null }
  }
  const { person, organisation, key, on } = viewer
  const { rows: [facts] } = await sql<{ roles: RoleKind[]; codes: string[]; member_of: string[]; observes: string[] }>`
    select roles, codes, member_of::text[], observes::text[] from view_as(${viewer.as}, ${person}, ${organisation}, ${on}, ${key === undefined ? '' : key.toString('hex')})`.execute(tx)
  return { person, organisation, codes: facts!.codes, roles: facts!.roles, memberOf: facts!.member_of, observes: facts!.observes, on }
}
