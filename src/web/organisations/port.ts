import type { Note } from '#domain/organisations/note.ts'
import type { Organisation, OrganisationId, PersonId, RoleKind } from '#domain/organisations/organisation.ts'
import type { KeptAs } from '#domain/visibility.ts'
import type { Day, PracticeCode, Refusal, World } from '#domain/words.ts'
import type { Inviting, Invited } from '#commands/organisations/invite.ts'
import type { ShowTo } from '#commands/organisations/show-item.ts'
import type { NoteWritten } from '#commands/organisations/write-note.ts'
import type { ItemHead, Looking } from '#records/items.ts'
import type { Leaving } from '#records/leaving.ts'
import type { Invitation, Membership, NamedRole } from '#records/organisations.ts'
import type { ReviewCopy } from '#records/reviews.ts'

export type { ItemHead, Looking, Invitation, Membership, NamedRole, Inviting, Invited, ShowTo, NoteWritten }

/** Who asks, and for which organisation: a person and an organisation they hold a role in today. */
export interface Capacity { person: PersonId; organisation: OrganisationId }

/** An organisation somebody may speak for today, and as what. */
export interface Speaking { organisation: Organisation; roles: RoleKind[] }

export interface GroupOfOurs { organisation: Organisation; joinedAs: 'member' | 'observer'; memberships: Membership[] }

/** A room as the one who entered it may see it. */
export interface Room {
  who: Capacity
  organisation: Organisation
  /** Of who entered. */
  name: string
  roles: RoleKind[]
  /** Whether who entered answers for the organisation: partner, manager, delegate, officer. */
  isAnswering: boolean
  /** Everybody who is or was something here. */
  people: NamedRole[]
  /** That the room is to go, unless somebody stops it; null where it stays. */
  going: Leaving | null
  groups: GroupOfOurs[]
  today: Day
}

/** Something that others show, with whether somebody of the organisation has opened it. */
export type ShownHead = ItemHead & { isOpened: boolean }

/** An item with what it says: `note` for kind 'note', `copy` for a copy of a review. */
export interface Opened { head: ItemHead; note: Note | null; copy: ReviewCopy | null }

/**
 * Rooms of one's own, as pages ask for them. Every question names who asks; whatever they may not see answers as if it did not exist.
 */
export interface Rooms {
  /** Organisations this person holds a role in today, by name. */
  speaksFor(person: PersonId): Promise<Speaking[]>
  /** Null where they hold no role in it today, or where it does not exist. */
  enter(who: Capacity): Promise<Room | null>
  /** What the room keeps, with headings of notes by item. */
  kept(who: Capacity): Promise<{ items: ItemHead[]; headings: Map<string, string> }>
  /** What others show it, without what it says. */
  shownToUs(who: Capacity): Promise<ShownHead[]>
  /** An item of the room itself. One of another organisation is not opened by this, and so not read. */
  own(who: Capacity, item: string): Promise<Opened | null>
  /** Opens an item; reading what another organisation keeps is written down for that one first. */
  open(who: Capacity, item: string, form: 'page' | 'file'): Promise<Opened | null>
  /** What anyone may read, signed in or not. */
  published(item: string): Promise<Opened | null>
  /** Who has looked at what the room keeps, newest first; the last so many, or as many as a file holds. */
  whoHasLooked(who: Capacity, most?: number): Promise<Looking[]>
  invitations(who: Capacity): Promise<Invitation[]>
  /** Support units and commissioners with a room here. */
  bodies(kind: 'support' | 'commissioner'): Promise<Organisation[]>
  /** What an invitation says to whoever shows its code. */
  invitation(code: string): Promise<Invitation | Refusal>

  openRoom(ask: { person: PersonId; name: string; role: RoleKind; practice: { code: PracticeCode; name: string; world: World } }): Promise<{ organisation: OrganisationId } | Refusal>
  foundGroup(who: Capacity, ask: { name: string; word: string }): Promise<{ group: OrganisationId } | Refusal>
  leaveGroup(who: Capacity, group: OrganisationId): Promise<{ lastOn: Day } | Refusal>
  invite(who: Capacity, all: readonly Inviting[]): Promise<Invited[] | Refusal>
  withdraw(who: Capacity, invitation: string): Promise<{ withdrawn: true } | Refusal>
  takeRole(ask: { person: PersonId; name: string; code: string }): Promise<{ organisation: OrganisationId } | Refusal>
  confirmRoom(who: Capacity, code: string): Promise<{ confirmed: true } | Refusal>
  joinGroup(who: Capacity, code: string): Promise<{ group: OrganisationId } | Refusal>
  endRole(who: Capacity, role: string): Promise<{ lastOn: Day } | Refusal>
  writeNote(who: Capacity, note: NoteWritten): Promise<{ item: string } | Refusal>
  rewriteNote(who: Capacity, item: string, from: number, note: { title: string; body: string }): Promise<{ item: string } | Refusal>
  keepAs(who: Capacity, item: string, to: { keptAs: KeptAs; group: OrganisationId | null; isCommercial: boolean }): Promise<{ item: string } | Refusal>
  confirm(who: Capacity, item: string): Promise<{ item: string } | Refusal>
  remove(who: Capacity, item: string): Promise<{ removed: true } | Refusal>
  show(who: Capacity, item: string, ask: { to: ShowTo; until: Day }): Promise<{ share: string } | Refusal>
  /** Sends whoever asks a letter that leads back to the item. */
  sendLinkBack(who: Capacity, item: string): Promise<{ sent: true } | Refusal>
  stopShowing(who: Capacity, item: string, share: string): Promise<{ stopped: true } | Refusal>
}
