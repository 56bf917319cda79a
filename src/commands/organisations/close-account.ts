import { dayAfter, dayInEngland } from '#domain/day.ts'
import { answers, isHeld, type PersonId } from '#domain/organisations/organisation.ts'
import { refuse, type Refusal } from '#domain/words.ts'
import { forgetLookingsOfOneself, removeOwnOnly } from '#records/items.ts'
import { endRole, forgetPerson, holdOrganisation, organisationBy, rolesIn, rolesOfPerson } from '#records/organisations.ts'
import { asViewer, viewAs } from '#records/viewing.ts'
import type { RoomDesk } from './in-room.ts'

/**
 * Takes somebody out of every room: their roles end now, what is theirs only is deleted, and who has looked at that with it. What they wrote for a practice or a group
 * stays there under their name, and so do their roles in the history of each room. Signing in itself is closed by the accounts.
 * Refuses whoever is the only one that answers for a room: it would be nobody's. They delete it, or invite somebody, first.
 */
export async function closeAccount({ db, now }: RoomDesk, person: PersonId): Promise<{ closed: true; deleted: number } | Refusal> {
  const on = dayInEngland(now()), lastOn = dayAfter(on, -1)
  return asViewer(db, { as: 'person', person, on }, async tx => {
    const held = (await rolesOfPerson(tx, person)).filter(role => role.toOn === null || role.toOn >= on), alone: string[] = []
    for (const organisation of [...new Set(held.map(role => role.organisation))].sort()) { // in one order, so that two who leave do not wait for each other
      await viewAs(tx, { as: 'capacity', person, organisation, on })
      await holdOrganisation(tx, organisation)
      const current = (await rolesIn(tx, organisation)).filter(role => isHeld(role, on) && answers([role.kind]))
      if (current.some(role => role.person === person) && current.every(role => role.person === person)) alone.push((await organisationBy(tx, organisation))!.name)
    }
    if (alone.length > 0) return refuse('only-one', `Nobody else answers for ${alone.join(' and ')}. Invite somebody first, or delete the room: otherwise nobody could open it, and nobody could delete it.`, 'Leaving')
    await viewAs(tx, { as: 'person', person, on })
    for (const role of held) await endRole(tx, role.id, role.fromOn > on ? dayAfter(role.fromOn, -1) : lastOn, person) // one that has not begun never does
    const deleted = await removeOwnOnly(tx, person, {})
    await forgetLookingsOfOneself(tx, person)
    await forgetPerson(tx, person)
    return { closed: true as const, deleted }
  })
}

/** Deletes one thing that is somebody's only, or all of it, wherever it was written and whether or not they still enter that room; says how many things that was. */
export async function removeMine({ db, now }: RoomDesk, person: PersonId, item: string | null): Promise<{ deleted: number }> {
  return asViewer(db, { as: 'person', person, on: dayInEngland(now()) }, async tx => ({ deleted: await removeOwnOnly(tx, person, item === null ? {} : { item }) }))
}
