import { randomUUID } from 'node:crypto'
import { isHeld } from '#domain/organisations/organisation.ts'
import { readAlone, type AloneEnd, type AloneRefusal } from '#domain/position/review/alone.ts'
import { isRefusal, refuse, type Day, type Refusal } from '#domain/words.ts'
import { addAnswer, askedIn, changeAnswer, holdRound, openIfRipe, ownAnswer, type AloneAsked, type AloneRound } from '#records/alone.ts'
import { addItem, touchItem } from '#records/items.ts'
import { rolesIn } from '#records/organisations.ts'
import { inRoom, notYours, type Acting, type RoomDesk, type Who } from '../organisations/in-room.ts'

/** The answer once a round has ended. */
export const aloneLocked = refuse('locked', 'This has been opened or closed. What you answered can be read and deleted, and no longer changed.', 'Partners answer alone')

/**
 * Keeps what a partner answers alone, or changes it while the round is open; the last to answer opens it, in the same act. It is theirs only, for good.
 * Refuses what `readAlone` refuses, a round that has ended, and whoever is not asked or no partner any more.
 */
export async function answerAlone(desk: RoomDesk, who: Who, round: string, typed: (box: string) => string): Promise<{ item: string; became: AloneEnd | null } | AloneRefusal | Refusal> {
  return inRoom(desk, who, async (acting): Promise<{ item: string; became: AloneEnd | null } | AloneRefusal | Refusal> => {
    const { tx, looker, room, name, at } = acting, everybody = (await askedIn(tx, [round])).get(round) ?? []
    if (!looker.roles.includes('partner') || !everybody.some(each => each.person === who.person)) return notYours
    const held = await holdRound(tx, round)
    if (held === null) return aloneLocked
    const answer = readAlone(typed, held.asked), own = await ownAnswer(tx, round, who.person), item = own?.item ?? randomUUID()
    if (isRefusal(answer)) return answer
    if (own === null) {
      await addItem(tx, { id: item, kind: 'alone', organisation: room.id, organisationName: room.name, author: who.person, authorName: name, keptAs: 'only-you', group: null, isCommercial: false, entered: null, at })
      await addAnswer(tx, { item, round, author: who.person, ...answer })
    } else {
      await touchItem(tx, item, own.version, at)
      await changeAnswer(tx, item, answer)
    }
    return { item, became: await openNow(acting, held, everybody) }
  })
}

/** Ends a round that is held if it is ripe. The last thing done in a transaction. */
export async function openNow({ tx, today, at }: Acting, held: AloneRound, everybody: readonly AloneAsked[]): Promise<AloneEnd | null> {
  return openIfRipe(tx, held, { everybody, areAllPartners: await areAllPartners(tx, held, everybody, today), on: today, at })
}

async function areAllPartners(tx: Acting['tx'], { organisation }: AloneRound, everybody: readonly AloneAsked[], today: Day): Promise<boolean> {
  const partners = (await rolesIn(tx, organisation)).filter(role => role.kind === 'partner' && isHeld(role, today))
  return everybody.every(({ person }) => partners.some(role => role.person === person))
}
