import { randomUUID } from 'node:crypto'
import { addressOf, type PersonId } from '#domain/organisations/organisation.ts'
import { isOpen, lastDay, whyStaysInRoom } from '#domain/organisations/showing.ts'
import { isRefusal, refuse, type Day, type Refusal } from '#domain/words.ts'
import { addItemShare, stopItemShare } from '#records/items.ts'
import { addNotice } from '#records/notices.ts'
import { changeable, inRoom, notYours, staysAlone, type RoomDesk, type Who } from './in-room.ts'

/** Whom something is shown to: an organisation by its address (kind and code), or one person of this room. Whether that organisation has a room here is not told. */
export interface ShowTo { address: string; name: string; person: PersonId | null }

/** Open shares one item may have. */
const MOST_SHOWN = 40

/** Shows one item to somebody named, until a day; whoever there is at that address is told by letter afterwards (tell-of-notices.ts). Refuses what `lastDay` refuses, showing something twice to the same, and to its own room. */
export async function showItem(desk: RoomDesk, who: Who, item: string, { to, until }: { to: ShowTo; until: Day }): Promise<{ share: string } | Refusal> {
  return inRoom(desk, who, async acting => {
    const { tx, room, name, today, at } = acting, head = await changeable(acting, item), day = lastDay(until, today)
    if (head === null) return notYours
    const stays = head.kind === 'alone' ? staysAlone : whyStaysInRoom(head.kind)
    if (stays !== null) return stays
    if (head.entered !== null) return refuse('not-confirmed-yet', `${head.authorName} has not confirmed this yet.`, 'Entered for somebody else')
    if (head.keptAs === 'only-you' && head.author !== who.person) return notYours
    if (isRefusal(day)) return day
    if (to.person === null && (to.address === room.id || to.address === addressOf(room))) return refuse('own-room', 'That is your own practice. Keep it for “Your partners” instead.', 'Who sees what')
    const open = head.shares.filter(share => isOpen(share, today))
    if (open.some(share => share.toCode === to.address && share.toPerson === to.person)) return refuse('shown-already', `${to.name} can look at it already. Stop that first to choose another day.`, 'Who sees what')
    if (open.length >= MOST_SHOWN) return refuse('too-many-shown', `One thing is shown to ${MOST_SHOWN} at most at a time.`, 'Limits of this server')
    const share = randomUUID()
    await addItemShare(tx, { id: share, item, owner: room.id, ownerPerson: head.keptAs === 'only-you' ? head.author : null, toCode: to.address, toName: to.name, toPerson: to.person, madeBy: who.person, madeByName: name, until: day, at })
    await addNotice(tx, { item, fromOrganisation: room.id, fromName: name, fromOf: room.name, toCode: to.address, toPerson: to.person, page: to.person === null ? 'shown-to-us' : 'kept', at })
    return { share }
  })
}

/** Stops showing an item to somebody, from this moment. What they have read they have read; the log says when. */
export async function stopShowing(desk: RoomDesk, who: Who, item: string, share: string): Promise<{ stopped: true } | Refusal> {
  return inRoom(desk, who, async acting => {
    const head = await changeable(acting, item)
    if (head === null) return notYours
    return await stopItemShare(acting.tx, item, share, who.person, acting.at) ? { stopped: true as const } : refuse('not-open', 'That has stopped already.', 'Who sees what')
  })
}
