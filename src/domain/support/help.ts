import { isDay } from '../day.ts'
import type { OrganisationId, PersonId } from '../organisations/organisation.ts'
import { isRefusal, refuse, type Day, type Refusal } from '../words.ts'
import { atBox, oddly, unseenSigns, type Oddly } from '../words-typed.ts'

/**
 * Help requests: a practice asks its LMC or support unit for help. Each is a *matter*; how it stands is asked of what was done in it, never stored,
 * and who helps in it never decides in it.
 */

/** Whom it is about. A support unit works at several levels at once (mission 8.2); the one who asks says which. */
export const levels = ['practice', 'pair', 'group', 'county'] as const
export type Level = (typeof levels)[number]

/** What a practice asks. `wantedBy`: the day by which an answer would help, null for none. */
export interface Help { title: string; body: string; wantedBy: Day | null; level: Level }

export const helpLimits = { title: 120, body: 8_000, word: 8_000 } as const

const ASKING = 'Asking for help'

/** Reads what somebody typed as a help request. Refuses, all at once and each by its box: no heading or words, too long ones, nobody it is about, an odd day and one that is past. */
export function helpTyped(typed: { title: string; body: string; wantedBy: string; level: string }, today: Day): Help | Oddly {
  const title = headingTyped(typed.title), body = writingTyped(typed.body, helpLimits.body, 'Say what you would like to ask.'), wantedBy = wantedByTyped(typed.wantedBy, today)
  const level = levels.find(known => known === typed.level) ?? refuse('no-level', 'Say whom it is about.', ASKING)
  if (isRefusal(title) || isRefusal(body) || isRefusal(level) || isRefusal(wantedBy)) return oddly([...atBox('title', title), ...atBox('body', body), ...atBox('level', level), ...atBox('wanted-by', wantedBy)])!
  return { title, body, wantedBy, level }
}

function headingTyped(text: string): string | Refusal {
  const title = text.trim().replace(/\s+/g, ' ')
  if (title === '') return refuse('no-heading', 'Say in a few words what it is about.', ASKING)
  if (title.length > helpLimits.title) return refuse('long-heading', `A heading may have ${helpLimits.title} letters; this one has ${title.length}.`, ASKING)
  return unseenSigns.test(title) ? refuse('odd-heading', 'The heading holds a sign that cannot be seen. Type it again.', ASKING) : title
}

function wantedByTyped(day: string, today: Day): Day | null | Refusal {
  if (day === '') return null
  if (!isDay(day)) return refuse('no-day', 'Write the day as 3/4/2026, or leave it empty.', ASKING)
  return day < today ? refuse('day-past', 'That day is past. Choose today or a later day, or leave it empty.', ASKING) : day
}

/** What somebody writes to others in a matter or a case, as typed, lines and all. Refuses nothing typed, by the sentence `missing`; more than `longest` letters; and signs that cannot be seen. */
export function writingTyped(text: string, longest: number, missing: string): string | Refusal {
  const words = text.replaceAll('\r\n', '\n').trim()
  if (words === '') return refuse('no-words', missing, ASKING)
  if (words.length > longest) return refuse('long-words', `That may have ${longest.toLocaleString('en-GB')} letters; it has ${words.length.toLocaleString('en-GB')}.`, ASKING)
  if (unseenSigns.test(words)) return refuse('odd-words', 'It holds a sign that cannot be seen. Type that part again.', ASKING)
  return words
}

// ── hats ──

/** 'helps': helps and convenes, with everybody. 'decides': settles a dispute, which the network agreement brings to the LMC as its second stage. */
export const hatKinds = ['helps', 'decides'] as const
export type HatKind = (typeof hatKinds)[number]

/** Who has taken a matter up, and as what. One person wears one hat in a matter, for good. */
export interface Hat { matter: string; person: PersonId; name: string; organisation: OrganisationId; organisationName: string; kind: HatKind; at: Date }

const HATS = 'Who helps does not decide (PCN Network Agreement, clauses 92 and 93: the LMC is the second stage of a dispute)'

/** Why somebody may not take a matter up under a hat; null when they may. The database refuses the same (migration 0007). */
export function whyNotWear(hats: readonly Hat[], person: PersonId, kind: HatKind): Refusal | null {
  const worn = hats.find(hat => hat.person === person)
  if (worn === undefined) return null
  if (worn.kind === kind) return refuse('taken-up-already', 'You have taken this up already.', HATS)
  return worn.kind === 'helps'
    ? refuse('helps-already', 'You help in this matter, so you cannot decide it: nobody would trust a helper who may be their judge. A colleague who has not helped can.', HATS)
    : refuse('decides-already', 'You decide in this matter, so you cannot help in it: a judge does not advise one side. A colleague can.', HATS)
}

// ── how a matter stands ──

/** Something said in a matter that both sides see. 'asked-more' by the practice, 'answered' by the support unit, 'closed' by either. */
export const wordKinds = ['asked-more', 'answered', 'closed'] as const
export type WordKind = (typeof wordKinds)[number]
export interface HelpWord { kind: WordKind; at: Date }

export type HelpState = 'asked' | 'taken-up' | 'answered' | 'closed'

/** Asked of what was done, in order of time: closed is the end; what is asked after an answer waits for the next one. */
export function stateOf(hats: readonly Pick<Hat, 'at'>[], words: readonly HelpWord[]): HelpState {
  if (words.some(word => word.kind === 'closed')) return 'closed'
  const last = words.filter(word => word.kind !== 'closed').toSorted((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  if (last?.kind === 'answered') return 'answered'
  return hats.length > 0 ? 'taken-up' : 'asked'
}
