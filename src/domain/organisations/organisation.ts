import type { Day, World } from '../words.ts'

/** People, organisations and roles: who somebody is in Alongside, on which days. Stands before the eight subjects: all of them ask it who is looking. */

export type PersonId = string
export type OrganisationId = string

/**
 * Each is a separate room (domain handbook 2.1, shortened to what differs in what it may do).
 * 'practice': holds a core contract. 'group': practices together, a handshake or a company. 'support': an LMC or provider support unit.
 * 'commissioner': an ICB. 'provider': any other, a trust, a council, a firm of solicitors.
 */
export const organisationKinds = ['practice', 'group', 'support', 'commissioner', 'provider'] as const
export type OrganisationKind = (typeof organisationKinds)[number]

export interface Organisation {
  id: OrganisationId
  kind: OrganisationKind
  /** What others name it by: the ODS code of a practice or commissioner, else a handle of this server's. */
  code: string
  name: string
  /** Since when it speaks for the practice or body whose code it carries; null until somebody has shown a code sent to its published address. */
  confirmedAt: Date | null
  /** The last day; null while it goes on. A room that has ended is read and taken away, and no longer written in. */
  endedOn: Day | null
  /** Why it ended, as a sentence, such as "joined Quayside Surgery". */
  ended: string | null
  /** What its members call it, such as "alliance"; null for the plain word of its kind. */
  word: string | null
  world: World
}

/** How a share names an organisation: by kind and code, so that no handle can be mistaken for a practice's code. */
export function addressOf({ kind, code }: Pick<Organisation, 'kind' | 'code'>): string {
  return `${kind}:${code}`
}

export const roleKinds = ['partner', 'practice-manager', 'delegate', 'officer', 'salaried-gp', 'adviser', 'observer'] as const
export type RoleKind = (typeof roleKinds)[number]

/** Which roles an organisation of a kind has. */
export const rolesOf: Record<OrganisationKind, readonly RoleKind[]> = {
  practice: ['partner', 'practice-manager', 'delegate', 'salaried-gp', 'adviser', 'observer'],
  group: ['officer', 'adviser', 'observer'],
  support: ['officer', 'adviser', 'observer'],
  commissioner: ['officer', 'adviser', 'observer'],
  provider: ['officer', 'adviser', 'observer'],
}

/** Who answers for the organisation, and so sees what is kept for "Your partners" (domain handbook 2.2). */
const answering: readonly RoleKind[] = ['partner', 'practice-manager', 'delegate', 'officer']

/** A role somebody holds, from a day to a day; both days count. It is never changed, only given an end. */
export interface Role { person: PersonId; organisation: OrganisationId; kind: RoleKind; fromOn: Day; toOn: Day | null }

/** Whether a role is held on a day: its first and its last day count. */
export function isHeld({ fromOn, toOn }: Pick<Role, 'fromOn' | 'toOn'>, on: Day): boolean {
  return fromOn <= on && (toOn === null || on <= toOn)
}

/** The roles of one person in one organisation on a day. */
export function rolesOn(roles: readonly Role[], person: PersonId, organisation: OrganisationId, on: Day): RoleKind[] {
  return roles.filter(role => role.person === person && role.organisation === organisation && isHeld(role, on)).map(role => role.kind)
}

/** Whether any of these roles answers for its organisation. */
export function answers(roles: readonly RoleKind[]): boolean {
  return roles.some(role => answering.includes(role))
}
