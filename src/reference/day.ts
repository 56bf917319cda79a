import type { Day } from '#domain/words.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * A day as published files write it: 01JAN2021, 01Jan2026, 01-Sep-20, 1 January 2026, 2026-01-31, 20260131, 31/01/2026.
 * null for anything else and for days that do not exist (31 February) or lie outside 1948 to 2100. Two-digit years are this century's.
 */
export function dayFromText(text: string): Day | null {
  const t = text.trim()
  const worded = /^(\d{1,2})[ -]?([A-Za-z]{3,9})[ -]?(\d{4}|\d{2})$/.exec(t)
  if (worded) return dayOf(worded[3]!, monthNumber(worded[2]!), worded[1]!)
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(t) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(t)
  if (iso) return dayOf(iso[1]!, Number(iso[2]), iso[3]!)
  const slashed = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(t)
  return slashed ? dayOf(slashed[3]!, Number(slashed[2]), slashed[1]!) : null
}

/**
 * The day that a file or folder name speaks of: england-2026-01 is 2026-01-01, epraccur-2026-02.csv is 2026-02-01, Jan-21 is 2021-01-01,
 * ONSPD_FEB_2024_UK is 2024-02-01. A bare month is its first day; a bare year, or lsoa11, says nothing. null when no day, or more than one, is named.
 */
export function dayFromName(name: string): Day | null {
  const found = new Set<Day>()
  let rest = name
  for (const [pattern, read] of namePatterns) {
    rest = rest.replace(pattern, (whole: string, ...parts: string[]) => {
      const day = read(parts)
      if (day === null) return whole
      found.add(day)
      return '\n' // what has been read once is not read again by a looser pattern
    })
  }
  return found.size === 1 ? [...found][0]! : null
}

/**
 * The last day of the financial year that a name speaks of, for figures of a year: nhs-payments-…-22-23, qof-2022-23 and PREVALENCE_2223 are 2023-03-31, as is a name
 * that gives that day. null for any other day or month, and where two years are named.
 */
export function financialYearEnd(name: string): Day | null {
  const ends = new Set<string>()
  for (const [, begins, end] of name.matchAll(/(?<![0-9])(?:20)?(\d{2})[-_. ]?(?:to[-_. ])?(?:20)?(\d{2})(?![0-9])/g)) if ((Number(begins) + 1) % 100 === Number(end)) ends.add(`20${end}-03-31`)
  if (ends.size > 0) return ends.size === 1 ? [...ends][0]! : null
  const day = dayFromName(name)
  return day?.endsWith('-03-31') ? day : null
}

/** The last day of the month that a name speaks of, for figures of a month's end; a day after the first stays as it is. */
export function monthEnd(name: string): Day | null {
  const day = dayFromName(name)
  if (!day?.endsWith('-01')) return day
  const [year, month] = day.split('-').map(Number) as [number, number]
  return `${day.slice(0, 8)}${new Date(Date.UTC(year, month, 0)).getUTCDate()}`
}

const word = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const gap = '[-_ .]?'
const namePatterns: [RegExp, (parts: string[]) => Day | null][] = [
  [new RegExp(`(?<![0-9])(\\d{4})[-_.](\\d{2})[-_.](\\d{2})(?![0-9])`, 'g'), ([y, m, d]) => dayOf(y!, Number(m), d!)],
  [new RegExp(`(?<![0-9])((?:19|20)\\d{2})(\\d{2})(\\d{2})(?![0-9])`, 'g'), ([y, m, d]) => dayOf(y!, Number(m), d!)],
  [new RegExp(`(?<![0-9])(\\d{1,2})${gap}${word}${gap}(\\d{4}|\\d{2})(?![0-9])`, 'gi'), ([d, m, y]) => dayOf(y!, monthNumber(m!), d!)],
  [new RegExp(`(?<![0-9])(\\d{4})[-_.](\\d{2})(?![0-9])`, 'g'), ([y, m]) => dayOf(y!, Number(m), '1')],
  [new RegExp(`(?<![a-z])${word}${gap}(\\d{4}|\\d{2})(?![0-9])`, 'gi'), ([m, y]) => dayOf(y!, monthNumber(m!), '1')],
  [new RegExp(`(?<![0-9])(\\d{4})${gap}${word}(?![a-z])`, 'gi'), ([y, m]) => dayOf(y!, monthNumber(m!), '1')],
]

function monthNumber(text: string): number {
  return months.indexOf(text.slice(0, 3).toLowerCase()) + 1
}

function dayOf(year: string, month: number, day: string): Day | null {
  const y = year.length === 2 ? 2000 + Number(year) : Number(year), d = Number(day)
  if (y < 1948 || y > 2100 || month < 1 || month > 12 || d < 1 || d > new Date(Date.UTC(y, month, 0)).getUTCDate()) return null
  return `${y}-${String(month).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}
