import { randomUUID } from 'node:crypto'
import { writeLetter } from '#domain/organisations/letter.ts'
import { isHeld, type PersonId } from '#domain/organisations/organisation.ts'
import { whyNotBegin, type AloneRefusal } from '#domain/position/review/alone.ts'
import type { Refusal } from '#domain/words.ts'
import { addRound, roundsOf } from '#records/alone.ts'
import { holdOrganisation, rolesIn } from '#records/organisations.ts'
import { queueLetter } from '#records/letters.ts'
import type { MailOf } from '../organisations/write-note.ts'
import { answeringInRoom, notYours, type RoomDesk, type Who } from '../organisations/in-room.ts'

/** Addresses are looked up for so many at most: a form may name anybody, a practice has no more partners. */
const MOST_ASKED = 60

/**
 * Asks partners of a practice to answer alone. Begun by somebody who answers for it; refuses what `whyNotBegin` refuses, and every other kind of room. Each of the
 * others who has an address is told by a letter, queued in the same transaction. It leads to the room, where what is asked stands first: the address of the asking
 * would tell what it is about.
 */
export async function beginAlone(desk: RoomDesk & { mailOf?: MailOf }, who: Who, chosen: readonly PersonId[]): Promise<{ round: string } | AloneRefusal | Refusal> {
  const others = [...new Set(chosen)].filter(person => person !== who.person), addresses = new Map(await Promise.all(others.slice(0, MOST_ASKED).map(async person => [person, await desk.mailOf?.(person) ?? null] as const)))
  return answeringInRoom(desk, who, async ({ tx, room, name, today, at }): Promise<{ round: string } | AloneRefusal | Refusal> => {
    if (room.kind !== 'practice') return notYours
    await holdOrganisation(tx, room.id) // of two who begin at the same moment, the second sees that one is open
    const rounds = await roundsOf(tx, room.id), partners = (await rolesIn(tx, room.id)).filter(role => role.kind === 'partner' && isHeld(role, today))
    const openedOn = rounds.map(each => each.ended?.openedOn ?? null).filter(day => day !== null).toSorted().at(-1) ?? null
    const no = whyNotBegin({ chosen, partners: partners.map(role => role.person), isOneOpen: rounds.some(each => each.ended === null), openedOn, today })
    if (no !== null) return no
    const round = randomUUID()
    await addRound(tx, { id: round, organisation: room.id, by: who.person, byName: name, at, on: today }, [...new Set(chosen)].map(person => ({ person, name: partners.find(role => role.person === person)!.name })))
    for (const to of addresses.values()) if (to !== null) await queueLetter(tx, writeLetter({ kind: 'asked', to, path: `/our/${room.id}`, at, from: { name, of: room.name } }), at)
    return { round }
  })
}
