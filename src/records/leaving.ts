import type { Insertable, Selectable } from 'kysely'
import type { LeavingWay } from '#domain/organisations/leaving.ts'
import type { OrganisationId, PersonId } from '#domain/organisations/organisation.ts'
import type { Day } from '#domain/words.ts'
import type { LeavingTable } from './schema.ts'
import type { Viewed } from './viewing.ts'

/** That a room was asked to go, who stopped it, and what goes with it on its day. */

export interface Leaving {
  id: string
  organisation: OrganisationId
  way: LeavingWay
  /** Of the practice or body that was joined; its code where that is known. */
  successor: { code: string | null; name: string } | null
  askedByName: string
  askedAt: Date
  askedOn: Day
  /** The first day without the room, or on which nothing is written in it any more. */
  dueOn: Day
  stopped: { at: Date; byName: string } | null
  doneAt: Date | null
}

// Named one by one, so that PostgreSQL plans each query once for a connection (./planned-once.ts).
const leavingColumns = ['id', 'organisation', 'way', 'successor_code', 'successor_name', 'asked_by_name', 'asked_at', 'asked_on', 'due_on', 'stopped_at', 'stopped_by_name', 'done_at'] as const

export async function addLeaving(tx: Viewed, row: Insertable<LeavingTable>): Promise<void> {
  await tx.insertInto('leaving').values(row).execute()
}

/** All that was asked of a room, newest first. */
export async function leavingsOf(tx: Viewed, organisation: OrganisationId): Promise<Leaving[]> {
  return (await tx.selectFrom('leaving').select(leavingColumns).where('organisation', '=', organisation).orderBy('asked_at', 'desc').orderBy('id').execute()).map(leavingOf)
}

/** Of any room: what the viewer, a person, has a say in and nobody has stopped or carried out, with the name of each room. */
export async function leavingsWithASay(tx: Viewed): Promise<(Leaving & { organisationName: string })[]> {
  const rows = await tx.selectFrom('leaving').innerJoin('organisation', 'organisation.id', 'leaving.organisation').select(leavingColumns.map(column => `leaving.${column}` as const)).select('organisation.name as organisation_name').where('stopped_at', 'is', null).where('done_at', 'is', null).orderBy('due_on').orderBy('leaving.id').execute()
  return rows.map(row => ({ ...leavingOf(row), organisationName: row.organisation_name }))
}

/** Stops what was asked; true when it was still to come. */
export async function stopLeaving(tx: Viewed, id: string, by: PersonId, byName: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('leaving').set({ stopped_at: at, stopped_by: by, stopped_by_name: byName }).where('id', '=', id).where('stopped_at', 'is', null).where('done_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

// ── for the caretaker ──

/** What is due, oldest first. */
export async function dueLeavings(caretaker: Viewed): Promise<Leaving[]> {
  return (await caretaker.selectFrom('leaving').select(leavingColumns).where('stopped_at', 'is', null).where('done_at', 'is', null).orderBy('due_on').orderBy('id').execute()).map(leavingOf)
}

/** Holds what is due until the transaction ends, so that it is carried out once and not stopped meanwhile; null when it is not due any more. */
export async function holdLeaving(caretaker: Viewed, id: string): Promise<Leaving | null> {
  const row = await caretaker.selectFrom('leaving').select(leavingColumns).where('id', '=', id).where('stopped_at', 'is', null).where('done_at', 'is', null).forUpdate().executeTakeFirst()
  return row ? leavingOf(row) : null
}

/** Members of a group on a day; who looks on holds nothing of it. */
export async function membersOn(tx: Viewed, group: OrganisationId, on: Day): Promise<number> {
  const { count } = await tx.selectFrom('membership').select(eb => eb.fn.countAll<number>().as('count')).where('group_id', '=', group).where('joined_as', '=', 'member').where(eb => eb.or([eb('to_on', 'is', null), eb('to_on', '>=', on)])).executeTakeFirstOrThrow()
  return count
}

/** Ends an organisation's places in groups on a day, unless they ended before. */
export async function endPlaces(caretaker: Viewed, member: OrganisationId, lastOn: Day): Promise<void> {
  await caretaker.updateTable('membership').set({ to_on: lastOn }).where('member', '=', member).where(eb => eb.or([eb('to_on', 'is', null), eb('to_on', '>', lastOn)])).execute()
}

/** Stops everything a going room shows by name, and is shown by its code; the sentence says why, for whoever showed it. The database lets the caretaker of a room at these only. */
export async function stopWithRoom(caretaker: Viewed, because: string, at: Date): Promise<void> {
  await caretaker.updateTable('share').set({ stopped_at: at, stopped_by: 'caretaker', stopped_because: because }).where('stopped_at', 'is', null).execute()
}

export async function leavingDone(caretaker: Viewed, id: string, at: Date): Promise<void> {
  await caretaker.updateTable('leaving').set({ done_at: at }).where('id', '=', id).execute()
}

function leavingOf(row: Pick<Selectable<LeavingTable>, (typeof leavingColumns)[number]>): Leaving {
  return {
    id: row.id, organisation: row.organisation, way: row.way, successor: row.successor_name === null ? null : { code: row.successor_code, name: row.successor_name },
    askedByName: row.asked_by_name, askedAt: row.asked_at, askedOn: row.asked_on, dueOn: row.due_on, stopped: row.stopped_at === null ? null : { at: row.stopped_at, byName: row.stopped_by_name ?? '' }, doneAt: row.done_at,
  }
}
