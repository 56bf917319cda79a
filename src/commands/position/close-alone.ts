import { answers, isHeld } from '#domain/organisations/organisation.ts'
import { invariant, refuse, type Refusal } from '#domain/words.ts'
import type { AloneEnd } from '#domain/position/review/alone.ts'
import { askedIn, closeRound, holdRound, roundBy } from '#records/alone.ts'
import { rolesIn } from '#records/organisations.ts'
import { answeringInRoom, notYours, type RoomDesk, type Who } from '../organisations/in-room.ts'
import { aloneLocked, openNow } from './answer-alone.ts'

/**
 * Closes a round that waits: with four answers or more the practice sees ranges, with fewer nothing is opened. Only whoever began it closes it; another who answers
 * for the practice once they have left.
 */
export async function closeAlone(desk: RoomDesk, who: Who, round: string): Promise<{ became: AloneEnd } | Refusal> {
  return answeringInRoom(desk, who, async (acting): Promise<{ became: AloneEnd } | Refusal> => {
    const { tx, room, name, today, at } = acting
    if ((await roundBy(tx, round))?.organisation !== room.id) return notYours
    const held = await holdRound(tx, round)
    if (held === null) return aloneLocked
    const isThere = (await rolesIn(tx, room.id)).some(role => role.person === held.begun.by && isHeld(role, today) && answers([role.kind]))
    if (held.begun.by !== who.person && isThere) return refuse('not-beginner', `${held.begun.byName} began this, and closes it.`, 'Partners answer alone')
    await closeRound(tx, round, who.person, name, at)
    const became = await openNow(acting, { ...held, closed: { at, byName: name } }, (await askedIn(tx, [round])).get(round) ?? [])
    invariant(became !== null, 'a round that is closed has ended')
    return { became }
  })
}
