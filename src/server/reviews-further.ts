import type { Answers } from '#domain/position/review/answer.ts'
import type { Further } from '#domain/position/review/five-years.ts'

/** Placeholder for the merge: nothing further. */
export function furtherOf(_answers: Answers, _parameters: unknown, _today: string): Further {
  return { partners: null, lines: null, cash: null, leaseEnds: null }
}
