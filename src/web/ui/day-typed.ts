import type { Day } from '#domain/words.ts'

/** A calendar day as people type it in England: 4/4/2026. */
export function dayToType(day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${date}/${month}/${year}`
}

/** "2026-01-01" or "1/1/2026" as a calendar day; null for anything else, also for 31 February. */
export function dayTyped(typed: string): Day | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed), english = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(typed)
  const [year, month, date] = iso ? [iso[1], iso[2], iso[3]] : english ? [english[3], english[2], english[1]] : []
  if (year === undefined || month === undefined || date === undefined) return null
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day ? null : day
}
