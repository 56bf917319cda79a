import { randomUUID } from 'node:crypto'
import { addressOf } from '#domain/organisations/organisation.ts'
import { lastDay } from '#domain/organisations/showing.ts'
import { helpTyped } from '#domain/support/help.ts'
import { dayInEngland } from '#domain/day.ts'
import { isRefusal, refuse, type Day } from '#domain/words.ts'
import { atBox, oddly, type Refused } from '#domain/words-typed.ts'
import { addItem, addItemShare } from '#records/items.ts'
import { addNotice } from '#records/notices.ts'
import { publicBodies } from '#records/organisations.ts'
import { addRequest } from '#records/support.ts'
import { inRoom, type RoomDesk, type Who } from '../organisations/in-room.ts'
import { whyNotKeepAs } from '../organisations/write-note.ts'

/** What somebody typed to ask for help. `to`: the code of a support unit with a room here. `until`: the last day on which it may look. */
export interface HelpAsked { to: string; title: string; body: string; wantedBy: string; level: string; keptAs: 'only-you' | 'your-partners'; until: Day }

/**
 * Asks a support unit for help: the request is kept in the practice's room and shown to that unit by name, until a day. Its officers are told by letter.
 * Refuses what `helpTyped` and `lastDay` refuse and a unit that has no room here, all at once, and anybody but a practice.
 */
export async function askForHelp(desk: RoomDesk, who: Who, asked: HelpAsked): Promise<{ request: string } | Refused> {
  const today = dayInEngland(desk.now()), help = helpTyped(asked, today), until = lastDay(asked.until, today)
  return inRoom(desk, who, async acting => {
    const { tx, room, name, at } = acting
    if (room.kind !== 'practice') return refuse('not-practice', 'Help is asked for by a practice, from its own room.', 'Asking for help')
    const no = whyNotKeepAs(acting, { keptAs: asked.keptAs, group: null }), unit = (await publicBodies(tx, 'support')).find(body => body.code === asked.to)
    if (unit === undefined || isRefusal(help) || isRefusal(until) || no !== null) {
      return oddly([...unit === undefined ? atBox('to', refuse('no-such-unit', 'Choose whom to ask.', 'Asking for help')) : [], ...isRefusal(help) ? help.all : [], ...atBox('kept-as', no), ...atBox('until', until)])!
    }
    const request = randomUUID(), ownerPerson = asked.keptAs === 'only-you' ? who.person : null
    await addItem(tx, { id: request, kind: 'help-request', organisation: room.id, organisationName: room.name, author: who.person, authorName: name, keptAs: asked.keptAs, group: null, isCommercial: false, entered: null, at })
    await addRequest(tx, request, help, { code: addressOf(unit), name: unit.name }, room.confirmedAt !== null)
    await addItemShare(tx, { id: randomUUID(), item: request, owner: room.id, ownerPerson, toCode: addressOf(unit), toName: unit.name, toPerson: null, madeBy: who.person, madeByName: name, until, at })
    await addNotice(tx, { item: request, fromOrganisation: room.id, fromName: name, fromOf: room.name, toCode: addressOf(unit), toPerson: null, page: 'shown-to-us', at })
    return { request }
  })
}
