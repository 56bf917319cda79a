import { randomUUID } from 'node:crypto'
import { writeLetter } from '#domain/organisations/letter.ts'
import type { MailAddress } from '#domain/organisations/mail-address.ts'
import { noteTyped } from '#domain/organisations/note.ts'
import { answers, isHeld, type OrganisationId, type PersonId } from '#domain/organisations/organisation.ts'
import { CONFIRM_HOURS } from '#domain/organisations/showing.ts'
import type { KeptAs } from '#domain/visibility.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import { addItem, addNote, changeNote, touchItem } from '#records/items.ts'
import { queueLetter } from '#records/letters.ts'
import { rolesIn } from '#records/organisations.ts'
import { changeable, inRoom, notYours, whyNotChange, type Acting, type RoomDesk, type Who } from './in-room.ts'

export interface NoteWritten { title: string; body: string; keptAs: KeptAs; group: OrganisationId | null; isCommercial: boolean; /** Somebody of the room it is entered for; null for oneself. */ enteredFor: PersonId | null }

/** Where a person's letters go, for those who have an address. */
export type MailOf = (person: PersonId) => Promise<MailAddress | null>

export const changedMeanwhile = refuse('changed-meanwhile', 'Somebody else changed this meanwhile. Nothing was lost: what you typed is still below; look at theirs first.', 'Changes are made to what you saw')

/**
 * Keeps a note in a room. Entered for somebody else, it is theirs only once they confirm it, within 48 hours; they are told by a letter, queued in the same transaction.
 * Refuses what `noteTyped` refuses, a group the organisation is not in, and a class that its writer may not use.
 */
export async function writeNote(desk: RoomDesk & { mailOf?: MailOf }, who: Who, typed: NoteWritten): Promise<{ item: string } | Refusal> {
  const note = noteTyped(typed.title, typed.body)
  if (isRefusal(note)) return note
  const address = typed.enteredFor === null || typed.enteredFor === who.person ? null : await desk.mailOf?.(typed.enteredFor) ?? null
  return inRoom(desk, who, async acting => {
    const { tx, looker, room, name, at } = acting
    const no = whyNotKeepAs(acting, typed)
    if (no !== null) return no
    const forWhom = typed.enteredFor === null || typed.enteredFor === who.person ? null : (await rolesIn(tx, room.id)).find(role => role.person === typed.enteredFor && isHeld(role, acting.today))
    if (forWhom === undefined || (forWhom !== null && !answers(looker.roles))) return refuse('nobody-here', 'Choose somebody of this room to enter it for.', 'Entered for somebody else')
    const item = randomUUID(), confirmBy = new Date(at.getTime() + CONFIRM_HOURS * 3_600_000)
    await addItem(tx, { id: item, kind: 'note', organisation: room.id, organisationName: room.name, author: forWhom?.person ?? who.person, authorName: forWhom?.name ?? name, keptAs: typed.keptAs, group: typed.group, isCommercial: typed.isCommercial, entered: forWhom ? { by: who.person, byName: name, confirmBy } : null, at })
    await addNote(tx, item, note)
    if (address !== null) await queueLetter(tx, writeLetter({ kind: 'confirm', to: address, path: `/our/${room.id}/kept/${item}`, at, from: { name, of: room.name }, until: confirmBy, otherwise: 'lapses' }), at)
    return { item }
  })
}

/** Changes what a note says, when it is still as its editor saw it. */
export async function rewriteNote(desk: RoomDesk, who: Who, item: string, from: number, typed: { title: string; body: string }): Promise<{ item: string } | Refusal> {
  const note = noteTyped(typed.title, typed.body)
  if (isRefusal(note)) return note
  return inRoom(desk, who, async acting => {
    const head = await changeable(acting, item)
    if (head === null || head.kind !== 'note') return notYours
    const no = whyNotChange(acting, head)
    if (no !== null) return no
    if (!await touchItem(acting.tx, item, from, acting.at)) return changedMeanwhile
    await changeNote(acting.tx, item, note)
    return { item }
  })
}

/** Why this person may not keep something as that class here; null when they may. */
export function whyNotKeepAs({ looker, room }: Acting, { keptAs, group }: { keptAs: KeptAs; group: OrganisationId | null }): Refusal | null {
  if (keptAs !== 'only-you' && !answers(looker.roles)) return refuse('only-own', 'What you keep here is yours only, until somebody who answers for the practice keeps it for all.', 'Roles in a room')
  if ((keptAs === 'this-group') !== (group !== null)) return refuse('no-group', 'Choose the group that may see it.', 'Who sees what')
  if (group !== null && group !== room.id && !looker.memberOf.includes(group)) return refuse('not-in-group', 'You can show something to a group only while you are in it.', 'Who sees what')
  return null
}
