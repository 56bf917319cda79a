import type { Day } from './words.ts'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** Whole days since 1 January 1970; NaN for anything that is not YYYY-MM-DD. */
export function dayNumber(day: Day): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(day)
  return parts ? Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / 86_400_000 : NaN
}

/** Whether a text is a calendar day that there is, as YYYY-MM-DD and nothing more: not 2026-02-30. */
export function isDay(text: string): text is Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumber(text)) && new Date(dayNumber(text) * 86_400_000).toISOString().slice(0, 10) === text
}

/** '2026-01-01' as '1 January 2026'. Anything else comes back unchanged. */
export function dayInWords(day: Day): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(day)
  const month = parts && MONTHS[Number(parts[2]) - 1]
  return parts && month ? `${Number(parts[3])} ${month} ${parts[1]}` : day
}

const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' })

/** The calendar day in England at an instant. */
export function dayInEngland(at: Date): Day {
  return london.format(at)
}

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The time of day in England at an instant, as '09:05': after the day it sorts as text. */
export function clockInEngland(at: Date): string {
  return clock.format(at)
}

/** The calendar day so many days later. */
export function dayAfter(day: Day, days: number): Day {
  return new Date((dayNumber(day) + days) * 86_400_000).toISOString().slice(0, 10)
}
