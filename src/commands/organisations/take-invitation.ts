import { randomUUID } from 'node:crypto'
import { dayInEngland } from '#domain/day.ts'
import { nameTyped } from '#domain/organisations/naming.ts'
import type { OrganisationId, PersonId } from '#domain/organisations/organisation.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import { keptOfCode } from '#records/link-keys.ts'
import { addMembership, addRole, confirmOrganisation, invitationRead, invitationToTake, namePerson, takeInvitation, type Invitation } from '#records/organisations.ts'
import { isThereAlready } from '#records/there-already.ts'
import { asViewer } from '#records/viewing.ts'
import { notConfirmed } from './found-group.ts'
import { answeringInRoom, type RoomDesk, type Who } from './in-room.ts'

/** The answer for a code that opens nothing: unknown, past, withdrawn and taken are one. */
export const opensNothing = refuse('opens-nothing', 'This code opens nothing. It may have been used, or be past its day. Whoever sent it can send another.', 'Invitations')

/** What an invitation says, to whoever shows its code. */
export async function readInvitation({ db, now }: RoomDesk, code: string): Promise<Invitation | Refusal> {
  const key = keptOfCode(code), on = dayInEngland(now())
  if (key === null) return opensNothing
  return await asViewer(db, { as: 'key', key, on }, tx => invitationRead(tx, key, on)) ?? opensNothing
}

/** Takes up a role somebody was invited to. Once; whoever shows the code second is told that it opens nothing. */
export async function takeRole({ db, now }: RoomDesk, { person, name, code }: { person: PersonId; name: string; code: string }): Promise<{ organisation: OrganisationId } | Refusal> {
  const called = nameTyped(name, 120, 'Your name'), key = keptOfCode(code), at = now(), today = dayInEngland(at)
  if (isRefusal(called)) return called
  if (key === null) return opensNothing
  return asViewer(db, { as: 'key', key, person, on: today }, async tx => {
    const invitation = await invitationToTake(tx, key, today)
    if (invitation === null || invitation.purpose !== 'role' || invitation.role_kind === null) return opensNothing
    await namePerson(tx, person, called, at)
    await addRole(tx, { id: randomUUID(), person, name: called, organisation: invitation.organisation, kind: invitation.role_kind, fromOn: today, givenBy: invitation.made_by, at })
    await takeInvitation(tx, invitation.id, person, invitation.organisation, at)
    return { organisation: invitation.organisation }
  })
}

/** Confirms that a room speaks for its practice, by the code of the letter sent to the practice. Refuses the code of another practice's letter. */
export async function confirmRoom(desk: RoomDesk, who: Who, code: string): Promise<{ confirmed: true } | Refusal> {
  const key = keptOfCode(code)
  if (key === null) return opensNothing
  return answeringInRoom(desk, who, async ({ tx, room, today, at }) => {
    const invitation = await invitationToTake(tx, key, today)
    if (invitation === null || invitation.purpose !== 'room' || invitation.for_code !== room.code || room.kind !== 'practice') return opensNothing
    if (room.confirmedAt !== null) return refuse('confirmed-already', 'This room is confirmed already.', 'Invitations')
    await confirmOrganisation(tx, room.id, at)
    await takeInvitation(tx, invitation.id, who.person, room.id, at)
    return { confirmed: true as const }
  }, key).catch(takenByAnother)
}

/** Joins a group as the invitation says, member or observer. Refuses an organisation that has not been confirmed. */
export async function joinGroup(desk: RoomDesk, who: Who, code: string): Promise<{ group: OrganisationId } | Refusal> {
  const key = keptOfCode(code)
  if (key === null) return opensNothing
  return answeringInRoom(desk, who, async ({ tx, room, looker, today, at }) => {
    const invitation = await invitationToTake(tx, key, today)
    if (invitation === null || invitation.purpose !== 'group' || invitation.joined_as === null) return opensNothing
    if (room.confirmedAt === null) return notConfirmed
    if (looker.memberOf.includes(invitation.organisation) || looker.observes.includes(invitation.organisation)) return refuse('in-already', `${room.name} is in this group already.`, 'Invitations')
    await addMembership(tx, { id: randomUUID(), group: invitation.organisation, member: room.id, memberName: room.name, joinedAs: invitation.joined_as, fromOn: today, toOn: null, madeBy: who.person, at })
    await takeInvitation(tx, invitation.id, who.person, room.id, at)
    return { group: invitation.organisation }
  }, key)
}

/** Of two rooms for one practice only one speaks for it; the other is told so, for whoever holds its letter is that practice. */
function takenByAnother(fault: unknown): Refusal {
  if (isThereAlready(fault)) return refuse('speaks-already', 'Another room speaks for this practice already. If that is a surprise to the partners, ring whoever runs this service.', 'Rooms of practices')
  throw fault
}
