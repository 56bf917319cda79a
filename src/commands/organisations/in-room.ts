import { answers, type Organisation, type OrganisationId, type PersonId } from '#domain/organisations/organisation.ts'
import { dayInEngland } from '#domain/day.ts'
import type { Looker } from '#domain/visibility.ts'
import { refuse, type Day, type Refusal } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { itemHead, type ItemHead } from '#records/items.ts'
import { organisationBy, rolesIn } from '#records/organisations.ts'
import { asViewer, type Viewed } from '#records/viewing.ts'

/** What the commands about rooms need. */
export interface RoomDesk { db: Database; now(): Date }

/** Who does something, and for which organisation. */
export interface Who { person: PersonId; organisation: OrganisationId }

/** The answer for whatever somebody may not do or see: that it may not exist is not told apart. */
export const notYours = refuse('not-yours', 'You cannot open this. It may belong to another practice, or may not exist.', 'Who sees what')

/** A capacity at work: the room, who does it and what they are there. */
export interface Acting { tx: Viewed; looker: Looker; room: Organisation; name: string; today: Day; at: Date }

/**
 * Does something in a room, in the capacity of `who`, all or nothing. Refuses whoever holds no role there today (a role may have ended while they were writing)
 * and a room that has ended.
 */
export async function inRoom<T>({ db, now }: RoomDesk, who: Who, act: (acting: Acting) => Promise<T | Refusal>, key?: Buffer): Promise<T | Refusal> {
  const at = now(), today = dayInEngland(at)
  return asViewer(db, { as: 'capacity', ...who, on: today, ...(key ? { key } : {}) }, async (tx, looker): Promise<T | Refusal> => {
    const room = looker.roles.length > 0 ? await organisationBy(tx, who.organisation) : null
    if (room === null) return notYours
    if (room.endedOn !== null && room.endedOn < today) return refuse('room-ended', `${room.name} ${room.ended ?? 'ended'}. What is here can be read and taken away, and no longer changed.`, 'Rooms that have ended')
    const name = (await rolesIn(tx, room.id)).find(role => role.person === who.person && role.fromOn <= today && (role.toOn === null || role.toOn >= today))!.name
    return act({ tx, looker, room, name, today, at })
  })
}

/** The same for what only those who answer for the organisation may do: partners, the practice manager, a delegate, an officer. */
export async function answeringInRoom<T>(desk: RoomDesk, who: Who, act: (acting: Acting) => Promise<T | Refusal>, key?: Buffer): Promise<T | Refusal> {
  return inRoom(desk, who, async acting => (answers(acting.looker.roles) ? act(acting) : refuse('not-answering', 'Only somebody who answers for this organisation may do that: a partner, the manager, or somebody they have named.', 'Roles in a room')), key)
}

/** Why the acting room may say nothing to a group now, having left it or never been in it; null where it may, and for no group. */
export function whyNotToGroup({ looker, room }: Acting, group: OrganisationId | null): Refusal | null {
  return group === null || group === room.id || looker.memberOf.includes(group) ? null : refuse('not-in-group', 'You can show something to a group only while you are in it. Keep this for somebody else first.', 'Who sees what')
}

/** An item of the acting room that its actor may change; null for every other. */
export async function changeable({ tx, looker, room }: Acting, id: string): Promise<ItemHead | null> {
  const head = await itemHead(tx, looker, id)
  return head !== null && head.organisation === room.id && (head.seenAs === 'only-you' || head.seenAs === 'your-partners') ? head : null
}
