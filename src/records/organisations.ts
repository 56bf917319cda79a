import type { Organisation, OrganisationId, PersonId, Role, RoleKind } from '#domain/organisations/organisation.ts'
import type { Day } from '#domain/words.ts'
import type { InvitationTable, OrganisationTable } from './schema.ts'
import type { Viewed } from './viewing.ts'
import { sql, type Insertable, type Selectable } from 'kysely'

/** People, organisations, their roles, groups and invitations; each reader is shown what the viewer of the transaction may see. */

export interface NamedRole extends Role { id: string; name: string }
export interface Membership { id: string; group: OrganisationId; member: OrganisationId; memberName: string; joinedAs: 'member' | 'observer'; fromOn: Day; toOn: Day | null }
export type Invitation = Omit<Selectable<InvitationTable>, 'key'>

// Named one by one, so that PostgreSQL plans each query once for a connection (./connect.ts).
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
  return ids.length === 0 ? [] : (await tx.selectFrom('organisation').select(organisationColumns).where('id', '=', sql<string>`any(${ids})`).orderBy('name').orderBy('id').execute()).map(organisationOf)
}

/** Support units and commissioners that have a room here: everybody may know that. */
export async function publicBodies(tx: Viewed, kind: 'support' | 'commissioner'): Promise<Organisation[]> {
  return (await tx.selectFrom('organisation').select(organisationColumns).where('kind', '=', kind).where('confirmed_at', 'is not', null).where('ended_on', 'is', null).orderBy('name').orderBy('id').execute()).map(organisationOf)
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

/** Gives a role its last day; true when it had none. */
export async function endRole(tx: Viewed, id: string, lastOn: Day, by: PersonId): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('role').set({ to_on: lastOn, ended_by: by }).where('id', '=', id).where('to_on', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

// ── groups ──

/** Of the groups the viewer may see: who belongs or belonged to each of these. */
export async function membershipsOf(tx: Viewed, ...groups: OrganisationId[]): Promise<Membership[]> {
  return groups.length === 0 ? [] : (await tx.selectFrom('membership').select(membershipColumns).where('group_id', '=', sql<string>`any(${groups})`).orderBy('from_on').orderBy('member_name').orderBy('id').execute())
    .map(row => ({ id: row.id, group: row.group_id, member: row.member, memberName: row.member_name, joinedAs: row.joined_as, fromOn: row.from_on, toOn: row.to_on }))
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

const told = ['id', 'organisation', 'organisation_name', 'purpose', 'role_kind', 'for_code', 'for_name', 'joined_as', 'email', 'made_by', 'made_by_name', 'made_at', 'until', 'withdrawn_at', 'taken_at', 'taken_by', 'taken_for'] as const

export async function invitationsFrom(tx: Viewed, organisation: OrganisationId): Promise<Invitation[]> {
  return tx.selectFrom('invitation').select(told).where('organisation', '=', organisation).orderBy('made_at', 'desc').orderBy('id').execute()
}

export async function addInvitation(tx: Viewed, row: Insertable<InvitationTable>): Promise<void> {
  await tx.insertInto('invitation').values(row).execute()
}

/** The invitation whose code the viewer has shown, while it may be taken up; null for every other. With `lock` nobody else takes it meanwhile. */
export async function invitationShown(tx: Viewed, key: Buffer, on: Day, lock = false): Promise<Invitation | null> {
  if (lock) await tx.selectFrom('invitation').select('id').where('key', '=', key).forUpdate().execute()
  return await tx.selectFrom('invitation').select(told).where('key', '=', key).where('withdrawn_at', 'is', null).where('taken_at', 'is', null).where('until', '>=', on).executeTakeFirst() ?? null
}

export async function takeInvitation(tx: Viewed, id: string, by: PersonId, takenFor: OrganisationId | null, at: Date): Promise<void> {
  await tx.updateTable('invitation').set({ taken_at: at, taken_by: by, taken_for: takenFor }).where('id', '=', id).execute()
}

export async function withdrawInvitation(tx: Viewed, id: string, organisation: OrganisationId, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('invitation').set({ withdrawn_at: at }).where('id', '=', id).where('organisation', '=', organisation).where('taken_at', 'is', null).where('withdrawn_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

function organisationOf(row: Pick<Selectable<OrganisationTable>, (typeof organisationColumns)[number]>): Organisation {
  return { id: row.id, kind: row.kind, code: row.code, name: row.name, word: row.word, world: row.world, confirmedAt: row.confirmed_at, endedOn: row.ended_on, ended: row.ended }
}

function roleOf(row: { id: string; person: string; person_name: string; organisation: string; kind: RoleKind; from_on: Day; to_on: Day | null }): NamedRole {
  return { id: row.id, person: row.person, name: row.person_name, organisation: row.organisation, kind: row.kind, fromOn: row.from_on, toOn: row.to_on }
}
