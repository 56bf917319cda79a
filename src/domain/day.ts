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

const MONTH_TYPED = new RegExp(`^(${MONTHS.map(month => `${month}|${month.slice(0, 3)}`).join('|')}|sept)$`, 'i')

/** A day as people in England write it ('3/4/2027', '3 4 2027', '3.4.2027', '3rd April 2027', '3 Apr 2027') or as YYYY-MM-DD; null for anything else, also for 31 February. */
export function dayWritten(text: string): Day | null {
  const bare = text.trim(), parts = /^(\d{1,2})(?:st|nd|rd|th)?[\s./-]+([a-z]+|\d{1,2})\.?,?[\s./-]+(\d{4})$/i.exec(bare), iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(bare)
  const [year, month, date] = iso ? [iso[1]!, iso[2]!, iso[3]!] : parts ? [parts[3]!, MONTH_TYPED.test(parts[2]!) ? String(MONTHS.findIndex(name => name.slice(0, 3).toLowerCase() === parts[2]!.slice(0, 3).toLowerCase()) + 1) : parts[2]!, parts[1]!] : []
  if (year === undefined) return null
  const day = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`
  return isDay(day) ? day : null
}

/** A day as pages ask for one to be typed. */
export const DAY_AS_TYPED = '3/4/2027'

/** The same day so many calendar months later, or earlier where `months` is under 0; the last of the month where that has fewer days. Whole months: parts of one are rounded. */
export function monthsAfter(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number], count = year * 12 + month - 1 + Math.round(months), inYear = ((count % 12) + 12) % 12
  const last = new Date(Date.UTC(Math.floor(count / 12), inYear + 1, 0)).getUTCDate()
  return `${Math.floor(count / 12)}-${String(inYear + 1).padStart(2, '0')}-${String(Math.min(date, last)).padStart(2, '0')}`
}

/** Years from one day to another, whole months as twelfths and the days left over as parts of 365.25; NaN where either is no day. */
export function yearsBetween(from: Day, to: Day): number {
  const after = (months: number): number => dayNumber(monthsAfter(from, months)), monthOf = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  let months = monthOf(to) - monthOf(from)
  if (after(months) > dayNumber(to)) months--
  return months / 12 + (dayNumber(to) - after(months)) / 365.25
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
