import type { Due } from '#domain/support/due.ts'
import type { Hat, HatKind, Help, HelpState } from '#domain/support/help.ts'
import type { Day, Refusal } from '#domain/words.ts'
import type { Refused } from '#domain/words-typed.ts'
import type { HelpAsked } from '#commands/support/ask-for-help.ts'
import type { CaseTyped } from '#commands/support/keep-case.ts'
import type { ItemHead, Looking } from '#records/items.ts'
import type { CaseHeld, CaseStep, HelpFacts, SaidWord, WorkingNote } from '#records/support.ts'
import type { Capacity } from '../organisations/port.ts'

export type { Refused, HelpAsked, CaseTyped, SaidWord, WorkingNote, CaseHeld, CaseStep, ItemHead, Looking }

/** One of a practice's own requests, in its list. */
export interface OurRequest extends HelpFacts { head: ItemHead; title: string; state: HelpState; hats: Hat[] }

/** A request in the list of the support unit it was sent to: from whom, when, what is due; nothing that it says. */
export interface AskedUs extends HelpFacts { head: ItemHead; state: HelpState; hats: Hat[]; dues: Due[]; begunAt: Date; isOver: boolean }

/** A request opened, from either side. */
export interface Matter {
  head: ItemHead
  help: Help & HelpFacts
  state: HelpState
  hats: Hat[]
  words: SaidWord[]
  /** 'shown': somebody else whom the practice shows it to; they see what was asked, not what was said after. */
  side: 'practice' | 'support' | 'shown'
  /** The support unit's own; none for others. */
  notes: WorkingNote[]
  /** Who opened it, for the practice that asked. */
  lookings: Looking[]
}

export interface CaseKept { head: ItemHead; about: CaseHeld; steps: CaseStep[] }
export interface CaseListed extends CaseKept { dues: Due[]; begunAt: Date; isOver: boolean }

/**
 * Help requests, the rooms of those who help, and a commissioner's own cases, as pages ask for them. Every question names who asks;
 * whatever they may not see answers as if it did not exist.
 */
export interface Support {
  /** What kind of thing of this floor an item is, without opening it; null for everything else. */
  kindOf(who: Capacity, item: string): Promise<'help-request' | 'case' | null>

  // a practice
  ourRequests(who: Capacity): Promise<OurRequest[]>
  ask(who: Capacity, asked: HelpAsked): Promise<{ request: string } | Refused>
  askMore(who: Capacity, request: string, text: string): Promise<{ said: true } | Refusal>
  showUntil(who: Capacity, request: string, day: string): Promise<{ until: Day } | Refusal>
  stop(who: Capacity, request: string): Promise<{ stopped: true } | Refusal>
  /** Everything of the room that support units, or commissioners, may open today, with headings where we have them. */
  shownTo(who: Capacity, kind: 'support' | 'commissioner'): Promise<{ head: ItemHead; heading: string | null; toName: string; share: string; until: Day }[]>

  // a support unit
  /** In the order of what is due. */
  askedUs(who: Capacity): Promise<AskedUs[]>
  takeUp(who: Capacity, request: string, hat: HatKind): Promise<{ hat: HatKind } | Refusal>
  answer(who: Capacity, request: string, text: string): Promise<{ said: true } | Refusal>
  note(who: Capacity, request: string, typed: { says: string; step: string; due: string }): Promise<{ noted: true } | Refused>
  stepOfOursDone(who: Capacity, note: string): Promise<{ done: true } | Refusal>
  throwNoteAway(who: Capacity, note: string): Promise<{ removed: true } | Refusal>
  /** Notes of ours about requests that are shown to us no more. */
  notesLeft(who: Capacity): Promise<WorkingNote[]>

  // both sides, and whoever else it is shown to
  /** Opens a request; reading what another organisation keeps is written down for that one first. */
  open(who: Capacity, request: string): Promise<Matter | null>
  close(who: Capacity, request: string, side: 'practice' | 'support', text: string): Promise<{ said: true } | Refusal>

  // a commissioner
  cases(who: Capacity): Promise<CaseListed[]>
  openedCase(who: Capacity, item: string): Promise<CaseKept | null>
  openCase(who: Capacity, typed: CaseTyped): Promise<{ item: string } | Refused>
  nextStep(who: Capacity, item: string, typed: { step: string; due: string }): Promise<{ item: string } | Refused>
  stepDone(who: Capacity, item: string, step: string): Promise<{ item: string } | Refusal>
  closeCase(who: Capacity, item: string, outcome: string): Promise<{ item: string } | Refused>
}

