import type { HatKind } from '#domain/support/help.ts'
import type { Refusal } from '#domain/words.ts'
import { addHat } from '#records/support.ts'
import { isThereAlready } from '#records/there-already.ts'
import type { RoomDesk, Who } from '../organisations/in-room.ts'
import { asSupport, matterClosed, whyNotTakeUp } from './in-matter.ts'

/**
 * Takes a help request up, under one hat: to help in it, or to decide in it. Refuses the other hat to whoever wears one in this matter already, also when both are asked for
 * at the same moment: the database takes one row for a person in a matter.
 */
export async function takeUp(desk: RoomDesk, who: Who, request: string, kind: HatKind): Promise<{ hat: HatKind } | Refusal> {
  const attempt = () => asSupport(desk, who, request, async matter => {
    if (matter.state === 'closed') return matterClosed
    const no = await whyNotTakeUp(matter, request, who.person, kind)
    if (no !== null) return no
    await addHat(matter.tx, { matter: request, person: who.person, name: matter.name, organisation: matter.room.id, organisationName: matter.room.name, kind, at: matter.at })
    return { hat: kind }
  })
  try {
    return await attempt()
  } catch (fault) {
    if (!isThereAlready(fault)) throw fault
    return attempt() // taken up a moment ago, by the same person: now the hat is there to be seen
  }
}
