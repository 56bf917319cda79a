import type { PersonId } from '#domain/organisations/organisation.ts'
import type { AloneEnd } from '#domain/position/review/alone.ts'
import type { Refusal } from '#domain/words.ts'
import type { AloneAsked, AloneHeld, AloneRound } from '#records/alone.ts'
import type { ItemHead } from '#records/items.ts'
import type { Capacity } from '../../organisations/port.ts'

export type { AloneAsked, AloneHeld, AloneRound }

/** A round with who was asked, and how many have answered. */
export interface RoundListed extends AloneRound { everybody: AloneAsked[]; answered: number }

/** Newest first; and of all rounds the answers the viewer may see: their own, and those partners have opened to them. */
export interface AloneRoom { rounds: RoundListed[]; answers: { head: ItemHead; round: string }[] }

/** What was typed oddly, and in which box where that can be told. */
export type Refused = Refusal & { at?: string }

/** Partners answering alone, as pages ask for it. Every question names who asks; whatever they may not see answers as if it did not exist. */
export interface Alone {
  ofRoom(who: Capacity): Promise<AloneRoom>
  begin(who: Capacity, chosen: readonly PersonId[]): Promise<{ round: string } | Refused>
  /** What they have answered in a round so far; null while they have not. */
  ownIn(who: Capacity, round: string): Promise<AloneHeld | null>
  answer(who: Capacity, round: string, typed: (box: string) => string): Promise<{ item: string; became: AloneEnd | null } | Refused>
  close(who: Capacity, round: string): Promise<{ became: AloneEnd } | Refused>
  /** Whether an item is what a partner answered alone, without opening it. */
  isAlone(who: Capacity, item: string): Promise<boolean>
  /** One partner's answers, to that partner and whoever they are shown to; `canChange` while its round waits and they are a partner. */
  opened(who: Capacity, item: string): Promise<{ head: ItemHead; held: AloneHeld; canChange: boolean } | null>
}
