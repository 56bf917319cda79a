import type { OrganisationId, PersonId } from '#domain/organisations/organisation.ts'
import type { Refusal } from '#domain/words.ts'
import type { Refused } from '#domain/words-typed.ts'
import type { Asked } from '#commands/organisations/ask-to-leave.ts'
import type { TakenFile } from '#commands/organisations/take-everything.ts'
import type { Block } from '#press/document.ts'
import type { ItemHead } from '#records/items.ts'
import type { Leaving } from '#records/leaving.ts'
import type { TakenForm } from '../../paths.ts'
import type { Capacity } from '../port.ts'

export type { Asked, Block, Leaving, TakenFile }

/** Something that is one's own only, with what it says. `isThere`: they still have a role in the room it was written in. */
export interface MineItem { head: ItemHead; title: string; blocks: readonly Block[]; isThere: boolean }

/** Taking everything away, and going. Every question names who asks; whatever they may not see answers as if it did not exist. */
export interface Leavings {
  /** Everything of a room that who asks may see, as a file; null where they hold no role in it today. */
  take(who: Capacity, form: TakenForm): Promise<TakenFile | null>
  /** What is one's own only, wherever it was written, as a file. */
  takeMine(person: PersonId, form: TakenForm): Promise<TakenFile>
  mine(person: PersonId): Promise<MineItem[]>
  /** Rooms that are to go, of which this person can stop it. */
  withASay(person: PersonId): Promise<(Leaving & { organisationName: string })[]>
  /** How many organisations are in a group today, for somebody of the group's own room. */
  members(who: Capacity): Promise<number>

  askToDelete(who: Capacity, ask: { name: string; alsoMine: boolean }): Promise<Asked | Refusal>
  askToJoin(who: Capacity, ask: { successor: { code: string | null; name: string }; from: string }): Promise<Asked | Refused>
  stop(person: PersonId, leaving: string): Promise<{ stopped: true } | Refusal>
  carry(who: Capacity, ask: { to: OrganisationId; items: readonly string[] }): Promise<{ copied: number } | Refusal>
  /** One thing, or all of it where none is named. */
  removeMine(person: PersonId, item: string | null): Promise<{ deleted: number }>
  /** Leaves every room; signing in is closed by the accounts. */
  closeAccount(person: PersonId): Promise<{ closed: true; deleted: number } | Refusal>
}
