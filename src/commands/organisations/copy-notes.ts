import { randomUUID } from 'node:crypto'
import { dayInEngland, dayInWords } from '#domain/day.ts'
import { isHeld, type OrganisationId } from '#domain/organisations/organisation.ts'
import { refuse, type Refusal } from '#domain/words.ts'
import { addItem, addNote, itemHead, noteOf } from '#records/items.ts'
import { organisationBy, rolesIn } from '#records/organisations.ts'
import { viewAs } from '#records/viewing.ts'
import { inRoomAlsoEnded, notYours, type RoomDesk, type Who } from './in-room.ts'

/**
 * Carries notes from one room to another, for somebody with a role in both: a copy of each that says where it comes from, kept there as the carrier's only until they
 * keep it for others. The note itself stays where it is. One that they may not see, or that waits to be confirmed, is refused, and then none is carried.
 */
export async function copyNotes(desk: RoomDesk, who: Who, { to, items }: { to: OrganisationId; items: readonly string[] }): Promise<{ copied: number } | Refusal> {
  if (items.length === 0) return refuse('none-chosen', 'Choose what to carry over.', 'Carrying notes to another room')
  return inRoomAlsoEnded(desk, who, async ({ tx, looker, room, today, at }) => {
    const notes: { title: string; body: string }[] = []
    for (const id of new Set(items)) {
      const head = await itemHead(tx, looker, id)
      if (head === null || head.organisation !== room.id || head.kind !== 'note' || head.entered !== null) return notYours
      const { title, body } = await noteOf(tx, id)
      notes.push({ title, body: `${body}\n\nCarried over on ${dayInWords(today)} from ${room.name}, where ${head.authorName} wrote it on ${dayInWords(dayInEngland(head.madeAt))}.`.trim() })
    }
    const there = await viewAs(tx, { as: 'capacity', person: who.person, organisation: to, on: today }), other = there.roles.length > 0 && to !== room.id ? await organisationBy(tx, to) : null
    if (other === null || (other.endedOn !== null && other.endedOn < today)) return refuse('no-such-room', 'Choose a room you have a role in, that has not ended.', 'Carrying notes to another room')
    const name = (await rolesIn(tx, to)).find(role => role.person === who.person && isHeld(role, today))!.name
    for (const note of notes) {
      const item = randomUUID()
      await addItem(tx, { id: item, kind: 'note', organisation: to, organisationName: other.name, author: who.person, authorName: name, keptAs: 'only-you', group: null, isCommercial: false, entered: null, at })
      await addNote(tx, item, note)
    }
    return { copied: notes.length }
  })
}
