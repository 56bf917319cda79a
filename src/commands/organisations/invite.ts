import { randomBytes, randomUUID } from 'node:crypto'
import { CODE_SIGNS, codeOf, invitationUntil, isWaiting, MOST_AT_ONCE } from '#domain/organisations/invitation.ts'
import { writeLetter } from '#domain/organisations/letter.ts'
import { mailAddress, type MailAddress } from '#domain/organisations/mail-address.ts'
import { isOneName, nameTyped } from '#domain/organisations/naming.ts'
import { rolesOf, type OrganisationId, type RoleKind } from '#domain/organisations/organisation.ts'
import { isRefusal, refuse, type Day, type PracticeCode, type Refusal } from '#domain/words.ts'
import { queueLetter } from '#records/letters.ts'
import { keptOfCode } from '#records/link-keys.ts'
import { addInvitation, holdOrganisation, invitationsFrom, withdrawInvitation } from '#records/organisations.ts'
import { notConfirmed } from './found-group.ts'
import { answeringInRoom, type Acting, type RoomDesk, type Who } from './in-room.ts'

/** What an invitation is to: a role here; for a practice, to open or confirm its room; for an organisation, to join a group. */
export type Inviting =
  | { purpose: 'role'; name: string; role: RoleKind; email: string | null }
  | { purpose: 'room'; practice: { code: PracticeCode; name: string } }
  | { purpose: 'group'; group: OrganisationId; groupName: string; name: string; joinedAs: 'member' | 'observer' }

export interface Invited { id: string; code: string; until: Day; forName: string }

const SOURCE = 'Invitations'

/**
 * Makes invitations, each with a code of its own that is kept nowhere but in its letter; with an e-mail address the letter is queued in the same transaction. Refuses an address that cannot be one, a role the organisation does not have,
 * letters to practices from anybody but a support unit, a group one is not in, and a second invitation to somebody who has one open already, such as a form that is sent
 * twice makes: of two codes one would outlast the other.
 */
export async function invite(desk: RoomDesk, who: Who, all: readonly Inviting[]): Promise<Invited[] | Refusal> {
  if (all.length === 0) return refuse('nobody', 'Say whom to invite.', SOURCE)
  if (all.length > MOST_AT_ONCE) return refuse('too-many', `Up to ${MOST_AT_ONCE} letters are made at once; these are ${all.length}.`, SOURCE)
  return answeringInRoom(desk, who, async acting => {
    await holdOrganisation(acting.tx, acting.room.id) // of two at the same moment, the second sees the first
    const invited: Invited[] = []
    for (const one of all) {
      const row = whatItSays(acting, one)
      if (isRefusal(row)) return row
      if (one.purpose !== 'room' && (await openInvitations(acting, row.organisation)).some(open => open.purpose === row.purpose && isOneName(open.for_name, row.for_name))) {
        return refuse('already-invited', `${row.for_name} has an invitation already that is not taken up yet. Take it back first, or write another name.`, SOURCE)
      }
      const code = codeOf(randomBytes(CODE_SIGNS)), id = randomUUID(), until = invitationUntil(acting.today)
      await addInvitation(acting.tx, { id, ...row, key: keptOfCode(code)!, made_by: who.person, made_by_name: acting.name, made_at: acting.at, until, withdrawn_at: null })
      if (row.email !== null) await queueLetter(acting.tx, writeLetter({ kind: 'invitation', to: row.email as MailAddress, path: `/invited?code=${code}`, at: acting.at, until: new Date(`${until}T22:00:00Z`), from: { name: acting.name, of: acting.room.name }, asks: row.role_kind === 'adviser' ? 'help' : 'join' }), acting.at)
      invited.push({ id, code, until, forName: row.for_name })
    }
    return invited
  })
}

/** Invitations of an organisation that are waiting to be taken up. */
export async function openInvitations({ tx, today }: Pick<Acting, 'tx' | 'today'>, organisation: OrganisationId) {
  return (await invitationsFrom(tx, organisation)).filter(each => isWaiting(each, today))
}

function whatItSays({ room, looker }: Acting, one: Inviting) {
  const here = { organisation: room.id, organisation_name: room.name, purpose: one.purpose, role_kind: null, for_code: null, joined_as: null, email: null }
  if (one.purpose === 'room') {
    if (room.kind !== 'support') return refuse('not-support', 'Only a support unit sends practices the letter that confirms their room.', SOURCE)
    return { ...here, for_code: one.practice.code, for_name: one.practice.name }
  }
  const name = nameTyped(one.name, 120, 'The name')
  if (isRefusal(name)) return name
  if (one.purpose === 'group') {
    if (room.confirmedAt === null) return notConfirmed
    if (one.group !== room.id && !looker.memberOf.includes(one.group)) return refuse('not-in-group', 'Only a member invites others to a group.', SOURCE)
    return { ...here, organisation: one.group, organisation_name: one.groupName, for_name: name, joined_as: one.joinedAs }
  }
  if (!rolesOf[room.kind].includes(one.role)) return refuse('no-such-role', 'Choose what they will be here.', SOURCE)
  const email = one.email === null ? null : mailAddress(one.email)
  return isRefusal(email) ? email : { ...here, role_kind: one.role, for_name: name, email }
}

/** Takes an invitation back; whoever has its letter finds that it opens nothing. */
export async function withdraw(desk: RoomDesk, who: Who, id: string): Promise<{ withdrawn: true } | Refusal> {
  return answeringInRoom(desk, who, async ({ tx, room, at }) => (await withdrawInvitation(tx, id, room.id, at) ? { withdrawn: true as const } : refuse('not-open', 'That invitation is not open any more.', SOURCE)))
}
