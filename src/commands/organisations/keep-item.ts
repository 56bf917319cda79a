import type { OrganisationId } from '#domain/organisations/organisation.ts'
import { isOpen, whyNotForAnyone, whyStaysInRoom } from '#domain/organisations/showing.ts'
import { refuse, type Refusal } from '#domain/words.ts'
import type { KeptAs } from '#domain/visibility.ts'
import { confirmItem as confirm, keepAs, removeItem as remove } from '#records/items.ts'
import { changeable, inRoom, inRoomAlsoEnded, notYours, staysAlone, whyNotChange, type RoomDesk, type Who } from './in-room.ts'
import { whyNotKeepAs } from './write-note.ts'

/**
 * Keeps an item as another class. Only its author gives away what is theirs only, and makes something theirs only again; shares by name stay, but for an item
 * that becomes one person's only while it is still shown to others, which is refused: stop those first.
 */
export async function keepItemAs(desk: RoomDesk, who: Who, item: string, to: { keptAs: KeptAs; group: OrganisationId | null; isCommercial: boolean }): Promise<{ item: string } | Refusal> {
  return inRoom(desk, who, async acting => {
    const head = await changeable(acting, item), no = whyNotKeepAs(acting, to)
    if (head === null) return notYours
    if (head.kind === 'alone') return staysAlone
    if (no !== null) return no
    const stays = whyStaysInRoom(head.kind)
    if (stays !== null && to.keptAs !== 'only-you' && to.keptAs !== 'your-partners') return stays
    const notForAnyone = to.keptAs === 'anyone' ? whyNotForAnyone(head.kind) : null
    if (notForAnyone !== null) return notForAnyone
    if (head.entered !== null) return refuse('not-confirmed-yet', `${head.authorName} has not confirmed this yet.`, 'Entered for somebody else')
    if ((head.keptAs === 'only-you' || to.keptAs === 'only-you') && head.author !== who.person) return refuse('not-author', `Only ${head.authorName} can do that.`, 'Who sees what')
    if ((to.keptAs === 'only-you') !== (head.keptAs === 'only-you') && head.shares.some(share => isOpen(share, acting.today))) return refuse('still-shown', 'It is still shown to somebody by name. Stop that first.', 'Who sees what')
    await keepAs(acting.tx, item, to.keptAs, to.group, to.keptAs === 'this-group' && to.isCommercial)
    return { item }
  })
}

/** The author takes over as theirs what somebody entered for them. Refuses once the 48 hours are over: then it is entered again. */
export async function confirmItem(desk: RoomDesk, who: Who, item: string): Promise<{ item: string } | Refusal> {
  return inRoom(desk, who, async acting => {
    const head = await changeable(acting, item)
    if (head === null || head.author !== who.person || head.entered === null) return notYours
    if (head.entered.confirmBy < acting.at) return refuse('too-late', `The 48 hours to confirm this are over. ${head.entered.byName} can enter it again, or you can yourself.`, 'Entered for somebody else')
    const no = whyNotChange(acting, head)
    if (no !== null) return no
    await confirm(acting.tx, item, acting.at)
    return { item }
  })
}

/** Deletes an item of the room with all that it says and every share of it. Who has looked stays known. Possible in a room that has ended: it is taking out, not writing. */
export async function removeItem(desk: RoomDesk, who: Who, item: string): Promise<{ removed: true } | Refusal> {
  return inRoomAlsoEnded(desk, who, async acting => {
    const head = await changeable(acting, item)
    if (head === null) return notYours
    await remove(acting.tx, item)
    return { removed: true as const }
  })
}
