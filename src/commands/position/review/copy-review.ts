import { randomUUID } from 'node:crypto'
import type { CopySays } from '#domain/position/review/copy.ts'
import type { Refusal } from '#domain/words.ts'
import { addItem } from '#records/items.ts'
import { addCopy, noteLook } from '#records/reviews.ts'
import { changeable, inRoom, notYours, type RoomDesk, type Who } from '../../organisations/in-room.ts'

/**
 * Keeps a copy of a review as it stands today, for others to be shown: an item of its own, kept as the review is, which no longer changes with it.
 * What it says was put together by the page that showed it, with or without what is sensitive.
 */
export async function copyReview(desk: RoomDesk, who: Who, review: string, { says, hasLeftOut }: { says: CopySays; hasLeftOut: boolean }): Promise<{ copy: string } | Refusal> {
  return inRoom(desk, who, async acting => {
    const { tx, room, name, today, at } = acting, head = await changeable(acting, review)
    if (head === null || head.kind !== 'review') return notYours
    const copy = randomUUID()
    await addItem(tx, { id: copy, kind: 'review-copy', organisation: room.id, organisationName: room.name, author: who.person, authorName: name, keptAs: head.keptAs, group: null, isCommercial: false, entered: null, at })
    await addCopy(tx, copy, { madeOf: review, on: today, hasLeftOut, says })
    return { copy }
  })
}

/** Notes that somebody has looked at their own review, so that the next time they are told what changed since. */
export async function lookAtReview(desk: RoomDesk, who: Who, review: string): Promise<{ looked: true } | Refusal> {
  return inRoom(desk, who, async acting => {
    const head = await changeable(acting, review)
    if (head === null || head.kind !== 'review') return notYours
    await noteLook(acting.tx, review, who.person, acting.at)
    return { looked: true as const }
  })
}
