import { answers, isHeld, type Organisation, type OrganisationId, type PersonId } from '#domain/organisations/organisation.ts'
import { dayInEngland } from '#domain/day.ts'
import { mayChange, type Looker } from '#domain/visibility.ts'
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
export const notYours = refuse('not-yours', 'You cannot open this. It may belong to another practice, may be shown to you no longer, or may not exist.', 'Who sees what')

/** A capacity at work: the room, who does it and what they are there. */
export interface Acting { tx: Viewed; looker: Looker; room: Organisation; name: string; today: Day; at: Date }

/**
 * Does something in a room, in the capacity of `who`, all or nothing. Refuses whoever holds no role there today (a role may have ended while they were writing)
 * and a room that has ended.
 */
export async function inRoom<T>(desk: RoomDesk, who: Who, act: (acting: Acting) => Promise<T | Refusal>, key?: Buffer): Promise<T | Refusal> {
  return inRoomAlsoEnded(desk, who, async acting => {
    const { room, today } = acting
    if (room.endedOn !== null && room.endedOn < today) return refuse('room-ended', `${room.name} ${room.ended ?? 'ended'}. What is here can be read and taken away, and no longer changed.`, 'Rooms that have ended')
    return act(acting)
  }, key)
}

/** The same, also in a room that has ended: for leaving it and for taking out of it, never for writing in it. */
export async function inRoomAlsoEnded<T>({ db, now }: RoomDesk, who: Who, act: (acting: Acting) => Promise<T | Refusal>, key?: Buffer): Promise<T | Refusal> {
  const at = now(), today = dayInEngland(at)
  return asViewer(db, { as: 'capacity', ...who, on: today, ...(key ? { key } : {}) }, async (tx, looker): Promise<T | Refusal> => {
    const room = looker.roles.length > 0 ? await organisationBy(tx, who.organisation) : null
    if (room === null) return notYours
    const name = (await rolesIn(tx, room.id)).find(role => role.person === who.person && isHeld(role, today))!.name
    return act({ tx, looker, room, name, today, at })
  })
}

/** The answer to whoever does not answer for the organisation. */
export const notAnswering = refuse('not-answering', 'Only somebody who answers for this organisation may do that: a partner, the manager, or somebody they have named.', 'Roles in a room')

/** What a partner answered alone is theirs only, for good: on no page, and by no command, is it kept or shown otherwise. */
export const staysAlone = refuse('stays-alone', 'What you answer alone stays “Only you”. It cannot be kept for others, or shown to anybody.', 'Partners answer alone')

/** Does in a room what only those who answer for the organisation may do: partners, the practice manager, a delegate, an officer. */
export async function answeringInRoom<T>(desk: RoomDesk, who: Who, act: (acting: Acting) => Promise<T | Refusal>, key?: Buffer): Promise<T | Refusal> {
  return inRoom(desk, who, async acting => (answers(acting.looker.roles) ? act(acting) : notAnswering), key)
}

/**
 * An item of the acting room that its actor may change; null for every other. A review that was opened to the partners holds what each of them said, so somebody who began
 * it and answers for the practice no more neither changes it nor takes it from them.
 */
export async function changeable({ tx, looker }: Acting, id: string): Promise<ItemHead | null> {
  const head = await itemHead(tx, looker, id)
  if (head === null || !mayChange(looker, head)) return null
  return head.kind === 'review' && head.keptAs !== 'only-you' && !answers(looker.roles) ? null : head
}

/**
 * Why what is kept in an item is not changed now; null when it may be. What was kept for a group that the organisation has left is first kept for somebody else:
 * the group goes on reading what it was shown, and nobody outside it writes into it.
 */
export function whyNotChange({ looker, room }: Acting, head: ItemHead): Refusal | null {
  if (head.group === null || head.group === room.id || looker.memberOf.includes(head.group)) return null
  return refuse('left-group', 'This was kept for a group you are no longer in. Keep it for somebody else first, then change it.', 'Who sees what')
}
