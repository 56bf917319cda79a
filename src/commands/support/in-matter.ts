import { whyNotWear, stateOf, type HatKind, type HelpState } from '#domain/support/help.ts'
import { refuse, type Refusal } from '#domain/words.ts'
import { itemHead, type ItemHead } from '#records/items.ts'
import { addressedTo, deedsOf, hatsOf } from '#records/support.ts'
import { answeringInRoom, changeable, inRoom, notYours, type Acting, type RoomDesk, type Who } from '../organisations/in-room.ts'

/** A help request at work, from one of its two sides. */
export interface InMatter extends Acting { head: ItemHead; toCode: string; state: HelpState }

export const matterClosed = refuse('closed', 'This is closed. Ask again if there is more.', 'Help requests')

/** Does something in a help request as the support unit it is addressed to, while it is shown to it. Everybody else is told that it may not exist. */
export async function asSupport<T>(desk: RoomDesk, who: Who, request: string, act: (matter: InMatter) => Promise<T | Refusal>): Promise<T | Refusal> {
  return answeringInRoom(desk, who, async acting => {
    const head = await itemHead(acting.tx, acting.looker, request), toCode = head?.kind === 'help-request' ? await addressedTo(acting.tx, request) : null
    if (head === null || toCode === null || head.organisation === acting.room.id || !acting.looker.codes.includes(toCode)) return notYours
    return act({ ...acting, head, toCode, state: await stateNow(acting, request) })
  })
}

/** The same as the practice that asked, by whoever may change the request there. */
export async function asPractice<T>(desk: RoomDesk, who: Who, request: string, act: (matter: InMatter) => Promise<T | Refusal>): Promise<T | Refusal> {
  return inRoom(desk, who, async acting => {
    const head = await changeable(acting, request), toCode = head?.kind === 'help-request' ? await addressedTo(acting.tx, request) : null
    return head === null || toCode === null ? notYours : act({ ...acting, head, toCode, state: await stateNow(acting, request) })
  })
}

async function stateNow({ tx }: Acting, request: string): Promise<HelpState> {
  return stateOf(await hatsOf(tx, [request]), await deedsOf(tx, [request]))
}

/** Why the actor may not take the matter up under a hat, as the hats in it stand; null when they may. */
export async function whyNotTakeUp({ tx }: Acting, request: string, person: string, kind: HatKind): Promise<Refusal | null> {
  return whyNotWear(await hatsOf(tx, [request]), person, kind)
}
