import { dayNumber } from '../day.ts'
import type { Day } from '../words.ts'

/** What is due and when: for a support unit's requests and a commissioner's cases alike. */

/** One thing that somebody wants or means to do by a day. `answer`: the practice would like one by then; `step`: one's own next step, in words. */
export interface Due { what: 'answer' | 'step'; on: Day | null; says: string }

export type Standing = 'overdue' | 'today' | 'to-come' | 'no-day'

/** How a day stands today, and by how many days it is past or to come. */
export function standing(on: Day | null, today: Day): { stands: Standing; days: number } {
  if (on === null) return { stands: 'no-day', days: 0 }
  const days = dayNumber(on) - dayNumber(today)
  return { stands: days < 0 ? 'overdue' : days === 0 ? 'today' : 'to-come', days: Math.abs(days) }
}

/** The earliest day first, so what is overdue longest leads; what has no day comes last, in the order it was given. */
export function inOrder<T extends { on: Day | null }>(dues: readonly T[]): T[] {
  return dues.toSorted((a, b) => byDay(a.on, b.on))
}

/** Matters by what is due first in each; of two alike the one asked or begun earlier; those that are over last, the latest first. */
export function mattersInOrder<T extends { dues: readonly Due[]; begunAt: Date; isOver: boolean }>(matters: readonly T[]): T[] {
  const first = (matter: T): Day | null => inOrder(matter.dues)[0]?.on ?? null
  return matters.toSorted((a, b) => Number(a.isOver) - Number(b.isOver)
    || (a.isOver ? b.begunAt.getTime() - a.begunAt.getTime() : byDay(first(a), first(b)) || a.begunAt.getTime() - b.begunAt.getTime()))
}

function byDay(a: Day | null, b: Day | null): number {
  if (a === b) return 0
  if (a === null) return 1
  return b === null || a < b ? -1 : 1
}
