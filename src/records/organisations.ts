import type { Organisation, OrganisationId, PersonId, Role, RoleKind } from '#domain/organisations/organisation.ts'
import type { Day } from '#domain/words.ts'
import { anyOf } from './planned-once.ts'
import type { InvitationTable, MembershipTable, OrganisationTable } from './schema.ts'
import type { Viewed } from './viewing.ts'
import { sql, type Insertable, type Selectable } from 'kysely'

/** People, organisations, their roles, groups and invitations; each reader is shown what the viewer of the transaction may see. */

export interface NamedRole extends Role { id: string; name: string }
export interface Membership { id: string; group: OrganisationId; member: OrganisationId; memberName: string; joinedAs: 'member' | 'observer'; fromOn: Day; toOn: Day | null }
/** `taken_at`: null until it is taken up, and always for letters to practices, whose use is not told to their sender. */
export type Invitation = Omit<Selectable<InvitationTable>, 'key'> & { taken_at: Date | null }

// Named one by one, so that PostgreSQL plans each query once for a connection (./planned-once.ts).
const roleColumns = ['id', 'person', 'person_name', 'organisation', 'kind', 'from_on', 'to_on'] as const
const organisationColumns = ['id', 'kind', 'code', 'name', 'word', 'world', 'confirmed_at', 'ended_on', 'ended'] as const
const membershipColumns = ['id', 'group_id', 'member', 'member_name', 'joined_as', 'from_on', 'to_on'] as const

// ── people ──

export async function personNamed(tx: Viewed, person: PersonId): Promise<string | null> {
  return (await tx.selectFrom('person').select('name').where('id', '=', person).executeTakeFirst())?.name ?? null
}

/** Keeps the name somebody goes by. */
export async function namePerson(tx: Viewed, person: PersonId, name: string, at: Date): Promise<void> {
  await tx.insertInto('person').values({ id: person, name, made_at: at }).onConflict(on => on.column('id').doUpdateSet({ name })).execute()
}

export async function forgetPerson(tx: Viewed, person: PersonId): Promise<void> {
  await tx.deleteFrom('person').where('id', '=', person).execute()
}

/** Everything one person is or was, for a viewer who is that person. */
export async function rolesOfPerson(tx: Viewed, person: PersonId): Promise<NamedRole[]> {
  return (await tx.selectFrom('role').select(roleColumns).where('person', '=', person).orderBy('from_on').orderBy('id').execute()).map(roleOf)
}

// ── organisations ──

/** By id; null where the viewer may not see it, which is the same answer as when there is none. */
export async function organisationBy(tx: Viewed, id: OrganisationId): Promise<Organisation | null> {
  const row = await tx.selectFrom('organisation').select(organisationColumns).where('id', '=', id).executeTakeFirst()
  return row ? organisationOf(row) : null
}

export async function organisationsBy(tx: Viewed, ids: readonly OrganisationId[]): Promise<Organisation[]> {
  return ids.length === 0 ? [] : (await tx.selectFrom('organisation').select(organisationColumns).where('id', '=', anyOf(ids)).orderBy('name').orderBy('id').execute()).map(organisationOf)
}

/** Support units and commissioners that have a room here: everybody may know that. */
export async function publicBodies(tx: Viewed, kind: 'support' | 'commissioner'): Promise<Organisation[]> {
  return (await tx.selectFrom('organisation').select(organisationColumns).where('kind', '=', kind).where('confirmed_at', 'is not', null).where('ended_on', 'is', null).orderBy('name').orderBy('id').execute()).map(organisationOf)
}

/** Holds an organisation until the transaction ends, so that who answers for it is counted by one at a time. */
export async function holdOrganisation(tx: Viewed, id: OrganisationId): Promise<void> {
  await tx.selectFrom('organisation').select('id').where('id', '=', id).forUpdate().execute()
}

/** For whoever runs the server: which bodies have a room, since when; of practices and groups how many, and not whose. */
export async function roomsThereAre(tx: Viewed): Promise<{ bodies: { kind: string; code: string; name: string; madeAt: Date; endedOn: Day | null }[]; practices: number; groups: number }> {
  const bodies = await tx.selectFrom('organisation').select(['kind', 'code', 'name', 'made_at', 'ended_on']).where('kind', 'in', ['support', 'commissioner', 'provider']).orderBy('kind', 'desc').orderBy('code').orderBy('id').execute()
  const counts = new Map((await tx.selectFrom('organisation').select(['kind', ({ fn }) => fn.countAll<number>().as('count')]).where('kind', 'in', ['practice', 'group']).groupBy('kind').execute()).map(row => [row.kind, Number(row.count)]))
  return { bodies: bodies.map(row => ({ kind: row.kind, code: row.code, name: row.name, madeAt: row.made_at, endedOn: row.ended_on })), practices: counts.get('practice') ?? 0, groups: counts.get('group') ?? 0 }
}

export async function addOrganisation(tx: Viewed, row: Insertable<OrganisationTable>): Promise<void> {
  await tx.insertInto('organisation').values(row).execute()
}

/** From now on it speaks for the body whose code it carries; the database asks for the code of the letter. */
export async function confirmOrganisation(tx: Viewed, id: OrganisationId, at: Date): Promise<void> {
  await tx.updateTable('organisation').set({ confirmed_at: at }).where('id', '=', id).where('confirmed_at', 'is', null).execute()
}

export async function endOrganisation(tx: Viewed, id: OrganisationId, on: Day, why: string): Promise<void> {
  await tx.updateTable('organisation').set({ ended_on: on, ended: why }).where('id', '=', id).execute()
}

export async function removeOrganisation(tx: Viewed, id: OrganisationId): Promise<void> {
  await tx.deleteFrom('organisation').where('id', '=', id).execute()
}

// ── roles ──

export async function rolesIn(tx: Viewed, organisation: OrganisationId): Promise<NamedRole[]> {
  return (await tx.selectFrom('role').select(roleColumns).where('organisation', '=', organisation).orderBy('from_on').orderBy('person_name').orderBy('id').execute()).map(roleOf)
}

export async function addRole(tx: Viewed, role: { id: string; person: PersonId; name: string; organisation: OrganisationId; kind: RoleKind; fromOn: Day; givenBy: PersonId; at: Date }): Promise<void> {
  await tx.insertInto('role').values({ id: role.id, person: role.person, person_name: role.name, organisation: role.organisation, kind: role.kind, from_on: role.fromOn, to_on: null, given_by: role.givenBy, made_at: role.at, ended_by: null }).execute()
}

/** Gives a role its last day, the day before its first where it had not begun; true when it had none. */
export async function endRole(tx: Viewed, id: string, lastOn: Day, by: PersonId): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('role').set({ to_on: sql<string>`greatest(${lastOn}::date, from_on - 1)`, ended_by: by }).where('id', '=', id).where('to_on', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

// ── groups ──

/** Of the groups the viewer may see: who belongs or belonged to each of these. */
export async function membershipsOf(tx: Viewed, ...groups: OrganisationId[]): Promise<Membership[]> {
  return groups.length === 0 ? [] : (await tx.selectFrom('membership').select(membershipColumns).where('group_id', '=', anyOf(groups)).orderBy('from_on').orderBy('member_name').orderBy('id').execute())
    .map(membershipOf)
}

/** Every place an organisation has or had in a group. */
export async function membershipsIn(tx: Viewed, member: OrganisationId): Promise<Membership[]> {
  return (await tx.selectFrom('membership').select(membershipColumns).where('member', '=', member).orderBy('from_on').orderBy('id').execute()).map(membershipOf)
}

export async function addMembership(tx: Viewed, membership: Membership & { madeBy: PersonId; at: Date }): Promise<void> {
  await tx.insertInto('membership').values({ id: membership.id, group_id: membership.group, member: membership.member, member_name: membership.memberName, joined_as: membership.joinedAs, from_on: membership.fromOn, to_on: membership.toOn, made_by: membership.madeBy, made_at: membership.at }).execute()
}

export async function endMemberships(tx: Viewed, which: { group?: OrganisationId; member: OrganisationId }, lastOn: Day): Promise<number> {
  const { numUpdatedRows } = await tx.updateTable('membership').set({ to_on: lastOn }).where('member', '=', which.member).where('to_on', 'is', null)
    .$if(which.group !== undefined, query => query.where('group_id', '=', which.group!)).executeTakeFirst()
  return Number(numUpdatedRows)
}

// ── invitations ──

const told = ['id', 'organisation', 'organisation_name', 'purpose', 'role_kind', 'for_code', 'for_name', 'joined_as', 'email', 'made_by', 'made_by_name', 'made_at', 'until', 'withdrawn_at'] as const

export async function invitationsFrom(tx: Viewed, organisation: OrganisationId): Promise<Invitation[]> {
  return tx.selectFrom('invitation').leftJoin('taking', 'taking.invitation', 'invitation.id').select(told).select('taking.at as taken_at').where('organisation', '=', organisation).orderBy('made_at', 'desc').orderBy('id').execute()
}

export async function addInvitation(tx: Viewed, row: Insertable<InvitationTable>): Promise<void> {
  await tx.insertInto('invitation').values(row).execute()
}

/**
 * What the invitation says whose code the viewer has shown, until its day; null for every other. Once taken up it says nothing more, but for a letter to a practice, which
 * goes on saying the same: else whoever sent it could type its code to learn whether the practice has a room.
 */
export async function invitationRead(tx: Viewed, key: Buffer, on: Day): Promise<Invitation | null> {
  const shown = await invitationBy(tx, key, on)
  return shown === null || (shown.taken_at !== null && shown.purpose !== 'room') ? null : { ...shown, taken_at: null }
}

/** The invitation whose code the viewer has shown, while it may be taken up; null for every other. Nobody else takes it meanwhile. */
export async function invitationToTake(tx: Viewed, key: Buffer, on: Day): Promise<Invitation | null> {
  await tx.selectFrom('invitation').select('id').where('key', '=', key).forUpdate().execute()
  const shown = await invitationBy(tx, key, on)
  return shown?.taken_at === null ? shown : null
}

async function invitationBy(tx: Viewed, key: Buffer, on: Day): Promise<Invitation | null> {
  return await tx.selectFrom('invitation').leftJoin('taking', 'taking.invitation', 'invitation.id').select(told).select('taking.at as taken_at').where('key', '=', key).where('withdrawn_at', 'is', null).where('until', '>=', on).executeTakeFirst() ?? null
}

export async function takeInvitation(tx: Viewed, id: string, by: PersonId, takenFor: OrganisationId | null, at: Date): Promise<void> {
  await tx.insertInto('taking').values({ invitation: id, taken_by: by, taken_for: takenFor, at }).execute()
}

/** Takes an invitation back; true when it was open, as far as its sender may know: a letter to a practice always was. */
export async function withdrawInvitation(tx: Viewed, id: string, organisation: OrganisationId, at: Date): Promise<boolean> {
  // Locked first: one statement that waits and looks would look at what stood before the wait.
  await tx.selectFrom('invitation').select('id').where('id', '=', id).where('organisation', '=', organisation).forUpdate().execute()
  const { numUpdatedRows } = await tx.updateTable('invitation').set({ withdrawn_at: at }).where('id', '=', id).where('organisation', '=', organisation).where('withdrawn_at', 'is', null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('taking').select('taking.at').whereRef('taking.invitation', '=', 'invitation.id')))).executeTakeFirst()
  return numUpdatedRows > 0n
}

function membershipOf(row: Pick<Selectable<MembershipTable>, (typeof membershipColumns)[number]>): Membership {
  return { id: row.id, group: row.group_id, member: row.member, memberName: row.member_name, joinedAs: row.joined_as, fromOn: row.from_on, toOn: row.to_on }
}

function organisationOf(row: Pick<Selectable<OrganisationTable>, (typeof organisationColumns)[number]>): Organisation {
  return { id: row.id, kind: row.kind, code: row.code, name: row.name, word: row.word, world: row.world, confirmedAt: row.confirmed_at, endedOn: row.ended_on, ended: row.ended }
}

function roleOf(row: { id: string; person: string; person_name: string; organisation: string; kind: RoleKind; from_on: Day; to_on: Day | null }): NamedRole {
  return { id: row.id, person: row.person, name: row.person_name, organisation: row.organisation, kind: row.kind, fromOn: row.from_on, toOn: row.to_on }
}
