import { randomBytes, randomUUID } from 'node:crypto'
import { dayInEngland } from '#domain/day.ts'
import { CODE_SIGNS, codeOf, invitationUntil } from '#domain/organisations/invitation.ts'
import { nameTyped } from '#domain/organisations/naming.ts'
import type { OrganisationId } from '#domain/organisations/organisation.ts'
import { isRefusal, refuse, type Day, type Refusal, type World } from '#domain/words.ts'
import { keptOfCode } from '#records/link-keys.ts'
import { addInvitation, addOrganisation } from '#records/organisations.ts'
import { isThereAlready } from '#records/there-already.ts'
import { asViewer } from '#records/viewing.ts'
import type { RoomDesk } from './in-room.ts'

/**
 * Opens the room of a support unit, a commissioner or another body, as whoever runs the server, and gives the code by which its first officer enters. The one who runs
 * the server does not enter it. Refuses a code that cannot be one or that another body of the kind has.
 */
export async function openBody({ db, now }: RoomDesk, { kind, code, name, officer, world, runBy }: { kind: 'support' | 'commissioner' | 'provider'; code: string; name: string; officer: string; world: World; runBy: string }): Promise<{ organisation: OrganisationId; code: string; until: Day } | Refusal> {
  const called = nameTyped(name, 160, 'Its name'), forName = nameTyped(officer, 120, 'The name of its first officer')
  if (isRefusal(called)) return called
  if (isRefusal(forName)) return forName
  if (!/^[A-Za-z0-9-]{1,60}$/.test(code)) return refuse('odd-code', 'A code has letters, figures and hyphens, such as QE1 or an ODS code.', 'Rooms of support units and commissioners')
  const organisation = randomUUID(), letter = codeOf(randomBytes(CODE_SIGNS)), at = now(), until = invitationUntil(dayInEngland(at))
  try {
    await asViewer(db, { as: 'host' }, async tx => {
      await addOrganisation(tx, { id: organisation, kind, code, name: called, word: null, world, founded_by: null, made_at: at, confirmed_at: at, ended_on: null, ended: null })
      await addInvitation(tx, { id: randomUUID(), organisation, organisation_name: called, purpose: 'role', role_kind: 'officer', for_code: null, for_name: forName, joined_as: null, key: keptOfCode(letter)!, email: null, made_by: 'host', made_by_name: runBy, made_at: at, until, withdrawn_at: null })
    })
  } catch (fault) {
    if (isThereAlready(fault)) return refuse('code-taken', `A room of that kind has the code ${code} already.`, 'Rooms of support units and commissioners')
    throw fault
  }
  return { organisation, code: letter, until }
}
