import type { Day } from '#domain/words.ts'

/** A calendar day as people type it in England: 4/4/2026. */
export function dayToType(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${date}/${month}/${year}`
}
