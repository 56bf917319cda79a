import { isOneName } from '#domain/organisations/naming.ts'
import { answers, isHeld } from '#domain/organisations/organisation.ts'
import { dayAfter } from '#domain/day.ts'
import { refuse, type Day, type Refusal } from '#domain/words.ts'
import { endRole as giveEnd, holdOrganisation, rolesIn, withdrawInvitation } from '#records/organisations.ts'
import { openInvitations } from './invite.ts'
import { inRoomAlsoEnded, notYours, type RoomDesk, type Who } from './in-room.ts'

/**
 * Ends a role from this moment: one's own, or anybody's by those who answer for the organisation. What the person wrote stays where it is, and the history says
 * who was what, when. What waits in their name, to be let in again, is taken back. Refuses to leave a room without anybody who answers for it (delete the room instead).
 */
export async function endRole(desk: RoomDesk, who: Who, role: string): Promise<{ lastOn: Day } | Refusal> {
  return inRoomAlsoEnded(desk, who, async ({ tx, looker, room, today, at }) => {
    await holdOrganisation(tx, room.id) // of two who leave at the same moment, the second sees that the first has gone
    const roles = (await rolesIn(tx, room.id)).filter(each => isHeld(each, today)), ending = roles.find(each => each.id === role)
    if (ending === undefined || ending.toOn !== null || (ending.person !== who.person && !answers(looker.roles))) return notYours
    if (answers([ending.kind]) && !roles.some(each => each.id !== role && answers([each.kind]))) return refuse('last-one', 'Nobody else answers for this room. Invite somebody first, or delete the room.', 'Roles in a room')
    const lastOn = dayAfter(today, -1)
    await giveEnd(tx, role, lastOn, who.person)
    // An invitation in the same name that nobody has taken up would let them in again.
    if (answers(looker.roles)) for (const open of await openInvitations({ tx, today }, room.id)) if (open.purpose === 'role' && isOneName(open.for_name, ending.name)) await withdrawInvitation(tx, open.id, room.id, at)
    return { lastOn }
  })
}
