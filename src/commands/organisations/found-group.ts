import { randomUUID } from 'node:crypto'
import { nameTyped } from '#domain/organisations/naming.ts'
import type { OrganisationId } from '#domain/organisations/organisation.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import { addMembership, addOrganisation, addRole } from '#records/organisations.ts'
import { answeringInRoom, type RoomDesk, type Who } from './in-room.ts'

/** Only a confirmed practice joins others: nobody finds an impostor at their table. */
export const notConfirmed = refuse('not-confirmed', 'First confirm that you speak for the practice, by the code in a letter sent to its published address.', 'Rooms and groups')

/**
 * Begins a group (a handshake or a company, by whatever word its members use) with this organisation as its first member.
 * Refuses an organisation that has not been confirmed, and a name or word that cannot be one.
 */
export async function foundGroup(desk: RoomDesk, who: Who, { name, word }: { name: string; word: string }): Promise<{ group: OrganisationId } | Refusal> {
  const called = nameTyped(name, 120, 'The name of the group'), kindOf = word.trim() === '' ? null : nameTyped(word, 40, 'The word for it')
  if (isRefusal(called)) return called
  if (isRefusal(kindOf)) return kindOf
  return answeringInRoom(desk, who, async ({ tx, room, name: person, today, at }) => {
    if (room.confirmedAt === null) return notConfirmed
    const group = randomUUID()
    await addOrganisation(tx, { id: group, kind: 'group', code: group, name: called, word: kindOf, world: room.world, founded_by: who.person, made_at: at, confirmed_at: at, ended_on: null, ended: null })
    await addMembership(tx, { id: randomUUID(), group, member: room.id, memberName: room.name, joinedAs: 'member', fromOn: today, toOn: null, madeBy: who.person, at })
    await addRole(tx, { id: randomUUID(), person: who.person, name: person, organisation: group, kind: 'officer', fromOn: today, givenBy: who.person, at })
    return { group }
  })
}
