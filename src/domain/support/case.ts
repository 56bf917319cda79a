import { isDay } from '../day.ts'
import { isRefusal, refuse, type Day, type PracticeCode, type Refusal } from '../words.ts'
import { atBox, oddly, type Oddly } from '../words-typed.ts'
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

/** Reads why there is a case and its first step, null where neither the step nor its day was typed. Refuses what `reasonTyped` and `stepTyped` refuse, all at once. */
export function caseTyped(typed: { reason: string; step: string; due: string }): { reason: string; step: Step | null } | Oddly {
  const reason = reasonTyped(typed.reason), step = typed.step.trim() === '' && typed.due === '' ? null : stepTyped(typed.step, typed.due)
  if (isRefusal(reason) || isRefusal(step)) return oddly([...atBox('reason', reason), ...isRefusal(step) ? step.all : []])!
  return { reason, step }
}

/** A next step and the day it is meant for; null for none. */
export interface Step { says: string; due: Day | null }

/** Reads a next step, its box 'step', and its day, 'due'. A day that is past is taken: some steps are written down late. */
export function stepTyped(says: string, due: string): Step | Oddly {
  const step = writingTyped(says.replace(/\s+/g, ' '), caseLimits.step, 'Say what the next step is.')
  const day = due === '' ? null : isDay(due) ? due : refuse('no-day', 'Write the day as 3/4/2026, or leave it empty.', CASES)
  if (isRefusal(step) || isRefusal(day)) return oddly([...atBox('step', step), ...atBox('due', day)])!
  return { says: step, due: day }
}
