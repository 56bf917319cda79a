import { askToDelete, askToJoin, type Asked, type LeavingDesk } from '#commands/organisations/ask-to-leave.ts'
import { carryOutLeavings } from '#commands/organisations/carry-out-leavings.ts'
import { closeAccount, removeMine } from '#commands/organisations/close-account.ts'
import { copyNotes } from '#commands/organisations/copy-notes.ts'
import { stopLeaving } from '#commands/organisations/stop-leaving.ts'
import { takeEverything, takeMine } from '#commands/organisations/take-everything.ts'
import { readTaken } from '#commands/organisations/taken-kinds.ts'
import { dayInEngland } from '#domain/day.ts'
import { isHeld } from '#domain/organisations/organisation.ts'
import { isRefusal } from '#domain/words.ts'
import type { Refused } from '#domain/words-typed.ts'
import { itemsOfOneself } from '#records/items.ts'
import { leavingsWithASay, membersOn } from '#records/leaving.ts'
import { rolesOfPerson } from '#records/organisations.ts'
import { asViewer } from '#records/viewing.ts'
import type { Leavings } from '#web/organisations/leaving/port.ts'
import type { Capacity } from '#web/organisations/port.ts'
import type { Log } from './log.ts'
import { asCapacity, asId } from './capacity.ts'

/** The log names a room that went by its id, which says nothing once it is gone: after an older backup is put back it tells which went since. */
const wentLine = (organisation: string, way: 'delete' | 'join') => `Rooms: ${organisation} ${way === 'delete' ? 'was deleted' : 'has ended'}, as was asked`

/** Taking away and going, over the database of a running server. */
export function openLeavings(desk: LeavingDesk, log: Pick<Log, 'line'>): Leavings {
  const { db, now } = desk
  const noted = (who: Capacity, way: 'delete' | 'join', asked: Asked | Refused) => { if (!isRefusal(asked) && asked.isDone) log.line(wentLine(who.organisation, way)); return asked }
  return {
    take: async (who, form) => { const taken = await takeEverything(desk, asCapacity(who), form); return isRefusal(taken) ? null : taken },
    takeMine: (person, form) => takeMine(desk, person, form),
    mine: person => asViewer(db, { as: 'person', person, on: dayInEngland(now()) }, async (tx, looker) => {
      const heads = await itemsOfOneself(tx, looker), said = await readTaken(tx, heads), roles = await rolesOfPerson(tx, person)
      return heads.map(head => ({ head, title: said.get(head.id)?.title ?? head.kind, blocks: said.get(head.id)?.blocks ?? [], isThere: roles.some(role => role.organisation === head.organisation && isHeld(role, looker.on)) }))
    }),
    withASay: person => asViewer(db, { as: 'person', person, on: dayInEngland(now()) }, leavingsWithASay),
    members: who => asViewer(db, { as: 'capacity', ...asCapacity(who), on: dayInEngland(now()) }, (tx, looker) => membersOn(tx, asCapacity(who).organisation, looker.on)),
    askToDelete: async (who, ask) => noted(who, 'delete', await askToDelete(desk, asCapacity(who), ask)),
    askToJoin: async (who, ask) => noted(who, 'join', await askToJoin(desk, asCapacity(who), ask)),
    stop: (person, leaving) => stopLeaving(desk, person, asId(leaving)),
    carry: (who, { to, items }) => copyNotes(desk, asCapacity(who), { to: asId(to), items: items.map(asId) }),
    removeMine: (person, item) => removeMine(desk, person, item === null ? null : asId(item)),
    closeAccount: person => closeAccount(desk, person),
  }
}

const HOUR = 3_600_000

/** Carries out what is due at once and every hour from now on. Several processes may: each thing is held while it is done. */
export function keepCarryingOut(desk: LeavingDesk, log: Log): { close(): Promise<void> } {
  const round = async () => { try { for (const { organisation, way } of await carryOutLeavings(desk)) log.line(wentLine(organisation, way)) } catch (fault) { log.fault(fault, 'rooms that are to go') } }
  let under = round()
  const timer = setInterval(() => { under = under.then(round) }, HOUR)
  timer.unref()
  return { close: async () => { clearInterval(timer); await under } }
}
