import { dayAfter, dayInEngland, dayInWords } from '#domain/day.ts'
import type { LeavingWay } from '#domain/organisations/leaving.ts'
import type { OrganisationId } from '#domain/organisations/organisation.ts'
import { invariant } from '#domain/words.ts'
import { dueLeavings, endPlaces, holdLeaving, leavingDone, membersOn, stopLeaving, stopWithRoom } from '#records/leaving.ts'
import { endOrganisation, organisationBy, removeOrganisation } from '#records/organisations.ts'
import { asViewer, type Viewed } from '#records/viewing.ts'
import type { RoomDesk } from './in-room.ts'

/** Carries out whatever was asked of rooms and is due, each all or nothing; says which rooms went, and how. Run by the server at its start and every hour. */
export async function carryOutLeavings({ db, now }: RoomDesk): Promise<{ organisation: OrganisationId; way: LeavingWay }[]> {
  const at = now(), on = dayInEngland(at), due = await asViewer(db, { as: 'caretaker', on }, dueLeavings)
  const went: { organisation: OrganisationId; way: LeavingWay }[] = []
  for (const { id, organisation, way } of due) if (await asViewer(db, { as: 'caretaker', on, organisation }, tx => carryOut(tx, id, at))) went.push({ organisation, way })
  return went
}

/** Ends or deletes the one room the caretaker was let at; false when somebody stopped it meanwhile. A room that joined another says so to those who show it something; one that is deleted says nothing. */
export async function carryOut(caretaker: Viewed, id: string, at: Date): Promise<boolean> {
  const leaving = await holdLeaving(caretaker, id)
  if (leaving === null) return false
  const { organisation, dueOn } = leaving, room = await organisationBy(caretaker, organisation), lastOn = dayAfter(dueOn, -1)
  invariant(room !== null, 'the caretaker of a room that is due sees that it is there')
  // Somebody may have joined a group in the week its room had left: then what is kept there is theirs too.
  if (leaving.way === 'delete' && room.kind === 'group' && await membersOn(caretaker, organisation, dueOn) > 0) {
    await stopLeaving(caretaker, id, 'caretaker', 'the server, as an organisation joined the group', at)
    return false
  }
  await endPlaces(caretaker, organisation, lastOn)
  if (leaving.way === 'delete') {
    // What others show to the practice's code stays theirs to show: whether it had a room here is told to nobody, also not by its going.
    await removeOrganisation(caretaker, organisation)
    return true
  }
  const how = `joined ${leaving.successor!.name}`
  await stopWithRoom(caretaker, `${room.name} ${how} on ${dayInWords(dueOn)}.`, at)
  await endOrganisation(caretaker, organisation, lastOn, how)
  await leavingDone(caretaker, id, at)
  return true
}
