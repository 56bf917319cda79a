import { dayInEngland } from '#domain/day.ts'
import type { PersonId } from '#domain/organisations/organisation.ts'
import { refuse, type Refusal } from '#domain/words.ts'
import { stopLeaving as stop } from '#records/leaving.ts'
import { personNamed } from '#records/organisations.ts'
import { asViewer } from '#records/viewing.ts'
import type { RoomDesk } from './in-room.ts'

/**
 * Stops a room from going. Whoever answers for it may, and whoever did in the thirty days before that was asked, so that ending somebody's role first wins nothing.
 * To everybody else it is as if nothing had been asked.
 */
export async function stopLeaving({ db, now }: RoomDesk, person: PersonId, leaving: string): Promise<{ stopped: true } | Refusal> {
  const at = now()
  return asViewer(db, { as: 'person', person, on: dayInEngland(at) }, async tx => (await stop(tx, leaving, person, await personNamed(tx, person) ?? 'somebody', at) ? { stopped: true as const }
    : refuse('nothing-to-stop', 'There is nothing to stop any more: it has been stopped, or carried out.', 'Leaving')))
}
