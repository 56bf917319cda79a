import { dayWritten } from '#domain/day.ts'
import type { Day } from '#domain/words.ts'

/** A calendar day as people type it in England: 4/4/2026. */
export function dayToType(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${date}/${month}/${year}`
}

/** What somebody typed as a calendar day, as everywhere (`dayWritten`); null for anything else. */
export const dayTyped = (typed: string): Day | null => dayWritten(typed)
