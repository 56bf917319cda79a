import { randomUUID } from 'node:crypto'
import { isOpen, lastDay } from '#domain/organisations/showing.ts'
import { isRefusal, refuse, type Day, type Refusal } from '#domain/words.ts'
import { addItemShare, stopItemShare } from '#records/items.ts'
import { requestOf } from '#records/support.ts'
import type { RoomDesk, Who } from '../organisations/in-room.ts'
import { asPractice, type InMatter } from './in-matter.ts'

/** Shows a request to its support unit until another day, or again after it was stopped. */
export async function showRequestUntil(desk: RoomDesk, who: Who, request: string, day: string): Promise<{ until: Day } | Refusal> {
  return asPractice(desk, who, request, async matter => {
    const { tx, head, toCode, room, name, today, at } = matter, until = lastDay(day, today)
    if (isRefusal(until)) return until
    await stopAll(matter, request, who)
    const { toName } = await requestOf(tx, request)
    await addItemShare(tx, { id: randomUUID(), item: request, owner: room.id, ownerPerson: head.keptAs === 'only-you' ? head.author : null, toCode, toName, toPerson: null, madeBy: who.person, madeByName: name, until, at })
    return { until }
  })
}

/** Stops showing a request to its support unit, from this moment. What was said in it stays with the practice. */
export async function stopRequest(desk: RoomDesk, who: Who, request: string): Promise<{ stopped: true } | Refusal> {
  return asPractice(desk, who, request, async matter => (await stopAll(matter, request, who) ? { stopped: true as const } : refuse('not-open', 'That has stopped already.', 'Who sees what')))
}

async function stopAll({ tx, head, toCode, today, at }: InMatter, request: string, who: Who): Promise<boolean> {
  const open = head.shares.filter(share => share.toCode === toCode && share.toPerson === null && isOpen(share, today))
  for (const share of open) await stopItemShare(tx, request, share.id, who.person, at)
  return open.length > 0
}
