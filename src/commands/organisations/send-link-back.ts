import { writeLetter } from '#domain/organisations/letter.ts'
import { refuse, type Refusal } from '#domain/words.ts'
import { queueLetter } from '#records/letters.ts'
import { changeable, inRoom, notYours, type RoomDesk, type Who } from './in-room.ts'
import type { MailOf } from './write-note.ts'

/** Sends whoever asks a letter that leads back to an item of their room, to go on with later. It says nothing of what it is. Refuses a person without an address. */
export async function sendLinkBack(desk: RoomDesk & { mailOf?: MailOf }, who: Who, item: string): Promise<{ sent: true } | Refusal> {
  const to = await desk.mailOf?.(who.person) ?? null
  return inRoom(desk, who, async acting => {
    const head = await changeable(acting, item)
    if (head === null) return notYours
    if (to === null) return refuse('no-address', 'We have no e-mail address of yours to send it to.', 'Letters')
    await queueLetter(acting.tx, writeLetter({ kind: 'link-back', to, path: `/our/${acting.room.id}/kept/${item}/change`, at: acting.at }), acting.at)
    return { sent: true as const }
  })
}
