import { dayInEngland } from '#domain/day.ts'
import { answers, isHeld, type PersonId } from '#domain/organisations/organisation.ts'
import type { Refusal } from '#domain/words.ts'
import { document } from '#press/document.ts'
import { workbook } from '#press/workbook.ts'
import { itemsOfOneself, itemsOfRoom, lookings, lookingsOfOneself, type ItemHead } from '#records/items.ts'
import { leavingsOf } from '#records/leaving.ts'
import { invitationsFrom, membershipsIn, membershipsOf, organisationsBy, personNamed, rolesIn, rolesOfPerson, type Membership } from '#records/organisations.ts'
import { asViewer } from '#records/viewing.ts'
import { inRoomAlsoEnded, type RoomDesk, type Who } from './in-room.ts'
import { readParts, readTaken, type Said } from './taken-kinds.ts'
import { takenJson, takenPaper, takenSheets, type Taken } from './taken-papers.ts'

/**
 * Taking everything away. This reads and writes nothing; it stands among the commands because it puts what records know and what the press makes together, in one act
 * with one moment and one viewer.
 */

export const takenForms = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', json: 'application/json; charset=utf-8' } as const
export type TakenForm = keyof typeof takenForms

export interface TakenFile { name: string; type: string; bytes: Uint8Array<ArrayBuffer> }

/** Lines of a log in one file: more than any room has. */
const MOST_LINES = 1_000_000

/** Everything this person may see of this room, in one of the three forms. Refuses whoever holds no role there; a room that has ended is taken away like any other. */
export async function takeEverything(desk: RoomDesk, who: Who, form: TakenForm): Promise<TakenFile | Refusal> {
  return inRoomAlsoEnded(desk, who, async ({ tx, looker, room, name, at }) => {
    const heads = await itemsOfRoom(tx, looker), said = await readTaken(tx, heads), people = await rolesIn(tx, room.id)
    const groups = await organisationsBy(tx, [...new Set([...looker.memberOf, ...looker.observes])]), memberships: Membership[] = room.kind === 'group' ? await membershipsOf(tx, room.id) : []
    const ours = await membershipsIn(tx, room.id) // also in groups it has left, of which no more is known than that
    for (const group of groups) memberships.push(...await membershipsOf(tx, group.id))
    return filed({
      at, person: { id: who.person, name }, room, people, groups, asked: await leavingsOf(tx, room.id), by: people.filter(role => role.person === who.person && isHeld(role, looker.on)),
      items: together(heads, said), looked: await lookings(tx, looker, MOST_LINES), memberships: [...memberships, ...ours.filter(each => !memberships.some(known => known.id === each.id))],
      invitations: answers(looker.roles) ? await invitationsFrom(tx, room.id) : [], parts: answers(looker.roles) ? await readParts(tx) : [],
    }, form)
  })
}

/** What is this person's only, in whichever room they wrote it, in one of the three forms. */
export async function takeMine({ db, now }: RoomDesk, person: PersonId, form: TakenForm): Promise<TakenFile> {
  const at = now()
  return asViewer(db, { as: 'person', person, on: dayInEngland(at) }, async (tx, looker) => {
    const heads = await itemsOfOneself(tx, looker), roles = await rolesOfPerson(tx, person), name = await personNamed(tx, person) ?? roles.at(-1)?.name ?? ''
    return filed({ at, person: { id: person, name }, room: null, by: [], items: together(heads, await readTaken(tx, heads)), looked: await lookingsOfOneself(tx, looker), people: roles, groups: await organisationsBy(tx, roles.map(role => role.organisation)), memberships: [], invitations: [], asked: [], parts: [] }, form)
  })
}

const together = (heads: readonly ItemHead[], said: ReadonlyMap<string, Said>) => heads.map(head => ({ head, said: said.get(head.id) ?? null }))

async function filed(taken: Taken, form: TakenForm): Promise<TakenFile> {
  const whose = taken.room === null ? 'mine' : taken.room.kind === 'group' ? 'group' : taken.room.code.toLowerCase()
  const bytes = form === 'xlsx' ? await workbook(takenSheets(taken)) : form === 'docx' ? await document(takenPaper(taken)) : new TextEncoder().encode(`${JSON.stringify(takenJson(taken), null, 2)}\n`)
  return { name: `alongside-${whose}-${dayInEngland(taken.at)}.${form}`, type: takenForms[form], bytes }
}
