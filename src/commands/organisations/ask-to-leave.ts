import { randomUUID } from 'node:crypto'
import { firstDayAsOne, nameTypedIs, othersWhoMaySay, soonest, whyNotGo, type LeavingWay } from '#domain/organisations/leaving.ts'
import { writeLetter } from '#domain/organisations/letter.ts'
import type { MailAddress } from '#domain/organisations/mail-address.ts'
import { nameTyped } from '#domain/organisations/naming.ts'
import { answers, type PersonId } from '#domain/organisations/organisation.ts'
import { isRefusal, refuse, type Day, type Refusal } from '#domain/words.ts'
import { atBox, oddly, type Refused } from '#domain/words-typed.ts'
import { removeOwnOnly } from '#records/items.ts'
import { addLeaving, membersOn } from '#records/leaving.ts'
import { queueLetter } from '#records/letters.ts'
import { rolesIn } from '#records/organisations.ts'
import { isThereAlready } from '#records/there-already.ts'
import { viewAs } from '#records/viewing.ts'
import { carryOut } from './carry-out-leavings.ts'
import { inRoomAlsoEnded, notAnswering, type Acting, type RoomDesk, type Who } from './in-room.ts'

/** What was asked: the first day without the room, whether that was today and it is done, and who else can stop it. */
export interface Asked { dueOn: Day; isDone: boolean; others: PersonId[] }

/** With it come the addresses of people, known to the accounts alone, so that whoever can stop it gets a letter. */
export interface LeavingDesk extends RoomDesk { mailOf(people: readonly PersonId[]): Promise<MailAddress[]> }

/**
 * Asks for a room to be deleted with everything that is its own. It goes a week later, unless somebody else who answers for it stops that; where nobody else has a
 * say, at once. They are told by letter, and by a notice on every page of the room. With `alsoMine` what is the asker's only in it goes now; what is a colleague's only always stays theirs.
 * Refuses a name that is not the room's, whoever does not answer for it, a group with members in it, and a room that is to go already.
 */
export async function askToDelete(desk: LeavingDesk, who: Who, { name, alsoMine }: { name: string; alsoMine: boolean }): Promise<Asked | Refusal> {
  return asking(desk, who, 'delete', async acting => {
    const typed = nameTypedIs(name, acting.room.name)
    if (isRefusal(typed)) return typed
    if (alsoMine) await removeOwnOnly(acting.tx, who.person, { organisation: acting.room.id })
    const others = othersWhoMaySay(await rolesIn(acting.tx, acting.room.id), who.person, acting.today)
    return ask(desk, acting, who, 'delete', null, soonest(acting.today, others), others)
  })
}

/**
 * Asks for a room to end, as its practice or body joins another from a day on: from then it is read and taken away and nothing is written in it, it is in no group,
 * what it shows stops, and what others show to its code reaches nobody. The other's room is given nothing by this.
 * Refuses, at once, an odd name or its own code and what `firstDayAsOne` refuses; also a room that has ended, whoever does not answer for it, a group, and a room that is to go already.
 */
export async function askToJoin(desk: LeavingDesk, who: Who, { successor, from }: { successor: { code: string | null; name: string }; from: string }): Promise<Asked | Refused> {
  return asking(desk, who, 'join', async acting => {
    const { room, today } = acting, name = nameTyped(successor.name, 160, 'Its name'), others = othersWhoMaySay(await rolesIn(acting.tx, room.id), who.person, today), dueOn = firstDayAsOne(from, today, others)
    if (room.endedOn !== null) return refuse('ended-already', `${room.name} ${room.ended ?? 'has ended'} already.`, 'Leaving')
    const which = successor.code === room.code ? refuse('joins-itself', 'That is this practice’s own code. Type the code of the one it joined.', 'Leaving') : name
    if (isRefusal(name) || isRefusal(which) || isRefusal(dueOn)) return oddly([...atBox('which', which), ...atBox('from', dueOn)])!
    return ask(desk, acting, who, 'join', { code: successor.code, name }, dueOn, others)
  })
}

async function asking(desk: RoomDesk, who: Who, way: LeavingWay, act: (acting: Acting) => Promise<Asked | Refused>): Promise<Asked | Refused> {
  return inRoomAlsoEnded(desk, who, async acting => {
    const { tx, looker, room, today } = acting
    return answers(looker.roles) ? whyNotGo(way, room.kind, await membersOn(tx, room.id, today)) ?? act(acting) : notAnswering
  }).catch(fault => {
    if (isThereAlready(fault)) return refuse('asked-already', 'Somebody has asked for this room to go already. Stop that first to ask for something else.', 'Leaving')
    throw fault
  })
}

async function ask(desk: LeavingDesk, { tx, room, name, today, at }: Acting, who: Who, way: LeavingWay, successor: { code: string | null; name: string } | null, dueOn: Day, others: PersonId[]): Promise<Asked> {
  const id = randomUUID()
  await addLeaving(tx, {
    id, organisation: room.id, way, successor_code: successor?.code ?? null, successor_name: successor?.name ?? null, asked_by: who.person, asked_by_name: name, asked_at: at, asked_on: today, due_on: dueOn,
    stopped_at: null, stopped_by: null, stopped_by_name: null, done_at: null,
  })
  for (const to of await desk.mailOf(others)) await queueLetter(tx, writeLetter({ kind: 'leaving', to, path: '/account/mine', at, from: { name, of: room.name }, until: new Date(`${dueOn}T00:00:00Z`) }), at)
  if (dueOn > today) return { dueOn, isDone: false, others }
  await viewAs(tx, { as: 'caretaker', on: today, organisation: room.id })
  await carryOut(tx, id, at)
  return { dueOn, isDone: true, others: [] }
}
