import { isDay } from '../day.ts'
import type { PracticeCode, Refusal } from '../words.ts'
import { refuse, type Day } from '../words.ts'
import { writingTyped } from './help.ts'

/** A commissioner's own case: about a practice as published figures know it, in the commissioner's room. It asks nothing of the practice and reads nothing of its room. */

/** Why there is one, in words. */
export interface Case { about: { code: PracticeCode; name: string }; reason: string }

export const caseLimits = { reason: 4_000, step: 300, outcome: 4_000 } as const

const CASES = 'Cases of a commissioner'

/** Reads the reason for a case. Refuses none, too long a one and signs that cannot be seen. */
export const reasonTyped = (text: string): string | Refusal => writingTyped(text, caseLimits.reason, 'Say in your own words why there is a case.')

/** How a case ended, in words. */
export const outcomeTyped = (text: string): string | Refusal => writingTyped(text, caseLimits.outcome, 'Say how it ended.')

/** A next step and the day it is meant for; null for none. A day that is past is taken: some steps are written down late. */
export function stepTyped(says: string, due: string): { says: string; due: Day | null } | Refusal {
  const step = writingTyped(says.replace(/\s+/g, ' '), caseLimits.step, 'Say what the next step is.')
  if (typeof step !== 'string') return step
  if (due !== '' && !isDay(due)) return refuse('no-day', 'Write the day as 3/4/2026, or leave it empty.', CASES)
  return { says: step, due: due === '' ? null : due }
}
