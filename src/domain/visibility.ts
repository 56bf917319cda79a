import { answers, type OrganisationId, type PersonId, type RoleKind } from './organisations/organisation.ts'
import type { Day } from './words.ts'

/**
 * Who may see what: the one rule, and the slow plain judge of every faster one. The same rule stands a second time as row-level
 * security in PostgreSQL (src/records/migrations: 0004 has it, 0008 what a room that has ended or gone changes, 0012 what readers know of their readings); src/records/items.test.ts
 * and test/isolation hold the two, and every page, against this file.
 */

/** The five classes, widest last. On screen they are exactly the five phrases of content/wording/frame.ts. */
export const visibilities = ['only-you', 'your-partners', 'named', 'this-group', 'anyone'] as const
export type Visibility = (typeof visibilities)[number]

/** What an item is kept as: one of four. The fifth class, *(name), until (date)*, comes on top of any of them, as shares. */
export type KeptAs = Exclude<Visibility, 'named'>

/** How the seven classes of the domain handbook (2.2) are said with these five. */
export const classesOfTheField: Record<string, { as: Visibility; says: string }> = {
  public: { as: 'anyone', says: 'Published figures, and what an organisation chooses to publish.' },
  area: { as: 'this-group', says: 'The practices of an area see something as a group they have joined; living in an area makes nobody a reader.' },
  group: { as: 'this-group', says: 'Practices that have joined, by the people who answer for them.' },
  practice: { as: 'your-partners', says: 'The people who answer for the practice: partners, its manager, a delegate they named.' },
  partnersOnly: { as: 'only-you', says: 'What a partner answers alone is that partner’s only; for some partners and not the manager it is shared with each by name.' },
  adviser: { as: 'named', says: 'One adviser, by name, until a day.' },
  commissioner: { as: 'named', says: 'One commissioner, by name, item by item, until a day.' },
}

/** Who is looking: the capacity (a person, for an organisation they hold a role in today). */
export interface Looker {
  /** Null for somebody who has not signed in. */
  person: PersonId | null
  /** Null for somebody who speaks for no organisation at the moment. */
  organisation: OrganisationId | null
  /** What shares may name the organisation by: its id here, and once it is confirmed its address (kind and code). None once its room has ended. */
  codes: readonly string[]
  /** Held in the organisation today; empty when a role has ended, which is the same as having no capacity. */
  roles: readonly RoleKind[]
  /** Groups the organisation belongs to today, and those it observes; a room that has ended is in none. */
  memberOf: readonly OrganisationId[]
  observes: readonly OrganisationId[]
  on: Day
}

/** An item as far as seeing it goes. */
export interface Kept {
  organisation: OrganisationId
  /** Whose it is: the person it was written by, or for. */
  author: PersonId
  keptAs: KeptAs
  /** The group that 'this-group' means; null for the other classes. */
  group: OrganisationId | null
  /** Members see it and observers of the group do not. */
  isCommercial: boolean
  /** Who typed it for its author, until the author has confirmed it; null otherwise. */
  enteredBy: PersonId | null
  shares: readonly Share[]
}

/** "(name), until (date)": one organisation, by what others name it by, or one person of it. */
export interface Share { toCode: string; toPerson: PersonId | null; until: Day; isStopped: boolean }

export const nobody = (on: Day): Looker => ({ person: null, organisation: null, codes: [], roles: [], memberOf: [], observes: [], on })

/**
 * By which of the five classes this looker sees the item; null when not at all. Without a role held today there is no capacity, and what
 * is left is what anyone sees, and a person's own 'Only you' while they speak for nobody (to take it away after having left).
 */
export function seesAs(looker: Looker, kept: Kept): Visibility | null {
  const isOwnRoom = looker.organisation === kept.organisation && looker.roles.length > 0
  const isAuthor = looker.person !== null && looker.person === kept.author
  if (isAuthor && (isOwnRoom || (looker.organisation === null && kept.keptAs === 'only-you'))) return 'only-you'
  if (isOwnRoom && looker.person !== null && looker.person === kept.enteredBy) return 'only-you'
  if (kept.keptAs !== 'only-you' && isOwnRoom && answers(looker.roles)) return 'your-partners'
  if (kept.keptAs === 'this-group' && kept.group !== null && isOfGroup(looker, kept.group, kept.isCommercial)) return 'this-group'
  if (kept.shares.some(share => reaches(share, looker))) return 'named'
  return kept.keptAs === 'anyone' ? 'anyone' : null
}

export function maySee(looker: Looker, kept: Kept): boolean {
  return seesAs(looker, kept) !== null
}

/** Who may change, show or delete an item, by how they see it: its author, and unless it is the author's only, those who answer for the room it is kept in. */
export function mayChange(looker: Looker, { organisation, seenAs }: { organisation: OrganisationId; seenAs: Visibility | null }): boolean {
  return looker.organisation === organisation && (seenAs === 'only-you' || seenAs === 'your-partners')
}

/** That something is shown, as far as knowing it goes: whose room it is of, the one person it is of where it is theirs only, and who made the share. */
export interface ShareKept extends Share { owner: OrganisationId; ownerPerson: PersonId | null; madeBy: PersonId }

/** Who may know that an item is shown to somebody: whom it reaches; those who may show it; and in the room whoever made it so. */
export function mayKnowShare(looker: Looker, share: ShareKept): boolean {
  if (reaches(share, looker)) return true
  const isOwners = looker.person !== null && looker.person === share.ownerPerson
  if (looker.organisation === null) return isOwners
  if (looker.organisation !== share.owner || looker.roles.length === 0) return false
  return share.ownerPerson === null ? answers(looker.roles) || looker.person === share.madeBy : isOwners
}

/** Who may know that another organisation has looked: those who answer for the owner, and of what is one person’s only, that person, also when they speak for nobody. */
export function mayKnowLooking(looker: Looker, { owner, ownerPerson }: Pick<ShareKept, 'owner' | 'ownerPerson'>): boolean {
  if (looker.organisation === null) return looker.person !== null && looker.person === ownerPerson
  if (looker.organisation !== owner || looker.roles.length === 0) return false
  return ownerPerson === null ? answers(looker.roles) : looker.person === ownerPerson
}

/** Who may know of a reading on the reader's side: the reader's own organisation, by whoever of it sees the item today. */
export function mayKnowOwnReading(looker: Looker, { lookerOrganisation, seenAs }: { lookerOrganisation: OrganisationId; /** Of the item. */ seenAs: Visibility | null }): boolean {
  return looker.organisation === lookerOrganisation && looker.roles.length > 0 && seenAs !== null
}

function isOfGroup(looker: Looker, group: OrganisationId, isCommercial: boolean): boolean {
  const isItself = looker.organisation === group
  if (answers(looker.roles) && (isItself || looker.memberOf.includes(group))) return true
  if (isCommercial) return false
  return (answers(looker.roles) && looker.observes.includes(group)) || (isItself && looker.roles.includes('observer'))
}

/** A share reaches those who answer for the organisation it names, or the one person it names there, whatever their role; its last day counts. */
function reaches(share: Share, looker: Looker): boolean {
  if (share.isStopped || looker.on > share.until || !looker.codes.includes(share.toCode)) return false
  return share.toPerson === null ? answers(looker.roles) : looker.person === share.toPerson && looker.roles.length > 0
}
