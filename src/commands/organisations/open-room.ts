import { randomUUID } from 'node:crypto'
import { dayInEngland } from '#domain/day.ts'
import { nameTyped } from '#domain/organisations/naming.ts'
import { rolesOf, type OrganisationId, type PersonId, type RoleKind } from '#domain/organisations/organisation.ts'
import { isRefusal, refuse, type PracticeCode, type Refusal, type World } from '#domain/words.ts'
import { addOrganisation, addRole, namePerson } from '#records/organisations.ts'
import { asViewer } from '#records/viewing.ts'
import type { RoomDesk } from './in-room.ts'

/**
 * Opens a room for a practice: at once and for nobody but its opener. Until somebody shows the code of a letter sent to the practice's published address, nothing
 * is addressed to it and it joins no group; that others may have opened one for the same practice is not told.
 * Refuses a name that cannot be one, and a role a practice does not have.
 */
export async function openRoom({ db, now }: RoomDesk, { person, name, role, practice }: { person: PersonId; name: string; role: RoleKind; practice: { code: PracticeCode; name: string; world: World } }): Promise<{ organisation: OrganisationId } | Refusal> {
  const called = nameTyped(name, 120, 'Your name')
  if (isRefusal(called)) return called
  if (!(['partner', 'practice-manager', 'delegate'] as RoleKind[]).includes(role) || !rolesOf.practice.includes(role)) return refuse('no-such-role', 'Say whether you are a partner, the practice manager, or somebody they have named.', 'Roles in a room')
  const organisation = randomUUID(), at = now(), today = dayInEngland(at)
  await asViewer(db, { as: 'person', person, on: today }, async tx => {
    await namePerson(tx, person, called, at)
    await addOrganisation(tx, { id: organisation, kind: 'practice', code: practice.code, name: practice.name, word: null, world: practice.world, founded_by: person, made_at: at, confirmed_at: null, ended_on: null, ended: null })
    await addRole(tx, { id: randomUUID(), person, name: called, organisation, kind: role, fromOn: today, givenBy: person, at })
  })
  return { organisation }
}
