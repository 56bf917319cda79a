import { isDay } from '../../day.ts'
import type { Day } from '../../words.ts'

/** How accounts write the end of a year and a sum of money. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = 'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
/** A day, a month of a year, two years side by side, or a year alone. Groups: ISO; day, month, year; month, year; year, year; year. */
const END = `(\\d{4}-\\d{2}-\\d{2})(?:t[\\d:.]+z?)?|(\\d{1,2})(?:st|nd|rd|th)?[ ./-]+(${MONTH}|\\d{1,2})[ ,./-]+(\\d{4}|\\d{2})|(${MONTH})[ -]+(\\d{4}|\\d{2})|(20\\d{2}) ?[/-] ?(20\\d{2}|\\d{2})|(20\\d{2})`
const BEFORE = '(?:(?:for )?(?:the )?(?:financial )?(?:year|period|12 months|twelve months|y/?e|fy)(?: (?:ended|ending|end|to))?:? ?)?(?:on )?'
const AFTER = '(?: ?[£*]| ?£ ?.?000s?| ?\\(?(?:restated|actual|unaudited|draft|audited)\\)?)?'
const whole = new RegExp(`^(?:£ ?)?${BEFORE}(?:${END})${AFTER}$`, 'i')
const within = new RegExp(`(?<![\\d,.£(])${BEFORE}(?:${END})(?![\\d,.)%])`, 'gi')

/** The end of a year as a cell says it: a whole day, or a year whose day must come from elsewhere. */
export type YearEnd = { day: Day } | { year: number }

/** 'Year ended 31 March 2025', '31/03/2025', '31 Mar 25', 'March 2025', '2024/25' or '2025'; null for anything else and for days that do not exist. */
export function yearEndOf(cell: string): YearEnd | null {
  const found = whole.exec(cell.replace(/\s+/g, ' ').trim())
  return found && endOf(found)
}

/** Every end of a year that a line of text names, with where in it. */
export function yearEndsIn(line: string): { text: string; from: number; to: number }[] {
  return [...line.matchAll(within)].filter(found => endOf(found) !== null).map(found => ({ text: found[0], from: found.index, to: found.index + found[0].length }))
}

function endOf([, iso, day, month, year, monthAlone, itsYear, first, second, alone]: RegExpMatchArray): YearEnd | null {
  if (iso !== undefined) return isDay(iso) ? { day: iso } : null
  if (day !== undefined) return wholeDay(fullYear(year!), monthNumber(month!), Number(day))
  if (monthAlone !== undefined) return wholeDay(fullYear(itsYear!), monthNumber(monthAlone), lastDay(fullYear(itsYear!), monthNumber(monthAlone)))
  if (first !== undefined) return fullYear(second!) === Number(first) + 1 ? { year: Number(first) + 1 } : null
  return { year: Number(alone) }
}

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text))
const monthNumber = (text: string): number => (/^\d/.test(text) ? Number(text) : MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1)
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()
const dayText = (year: number, month: number, day: number): string => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

function wholeDay(year: number, month: number, day: number): YearEnd | null {
  const text = dayText(year, month, day)
  return isDay(text) && year >= 2000 && year < 2100 ? { day: text } : null
}

/** The day and month that a title or the head of a column names ('… for the year ended 30 June 2025', '31 March'); null where none is. */
export function dayOfYearIn(text: string): { month: number; day: number } | null {
  const found = new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)? (${MONTH})(?![a-z])`, 'i').exec(text.replace(/\s+/g, ' ')) ?? /(?<!\d)(\d{1,2})[./](\d{1,2})[./](?:\d{4}|\d{2})(?!\d)/.exec(text)
  if (!found) return null
  const month = monthNumber(found[2]!), day = Number(found[1])
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay(2024, month) ? { month, day } : null
}

/** '31 March' and nothing more, as it stands over or under a year. */
export const isDayOfYear = (cell: string): boolean => dayOfYear.test(cell.trim())
const dayOfYear = new RegExp(`^(?:(?:year )?(?:ended|ending|to) )?\\d{1,2}(?:st|nd|rd|th)? (?:${MONTH})$`, 'i')

/** That day in a year; the end of February is its last day, whichever that is. */
export function dayInYear(year: number, { month, day }: { month: number; day: number }): Day {
  return dayText(year, month, month === 2 && day >= 28 ? lastDay(year, 2) : Math.min(day, lastDay(year, month)))
}

/** Not a sum of money: neither a figure nor one of the ways to write nothing. */
export const ODD = Symbol('not a figure')

/**
 * Pounds as accounts write them: '£1,234', '(1,234)', '1,234-', '−1 234.50'; '-' and 'nil' are 0. null: an empty cell, 'n/a' or a percentage, which is no sum of money.
 * Commas must part thousands, so '1,23' and '1.234,56' are odd rather than guessed.
 */
export function poundsOf(cell: string): number | null | typeof ODD {
  const text = cell.trim().replace(/[‐‑‒–—−]/g, '-').replace(/[*†]+$/, '').trim()
  if (text === '' || /^(n\/?a|[+-]?[\d.,]+ ?%|\([\d.,]+ ?%\))$/i.test(text)) return null
  if (/^(£ ?)?(-+|nil|none)$/i.test(text)) return 0
  const isBracketed = /^-?£? ?\(.*\)$/.test(text) || /^\(.*\)$/.test(text)
  const bare = (isBracketed ? text.replace(/[()]/g, '') : text).replace(/£/g, '').trim()
  const isNegative = /^-/.test(bare) || /-$/.test(bare), digits = bare.replace(/^[+-] ?/, '').replace(/ ?-$/, '')
  if (!/^(\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+|\d+)?(\.\d+)?$/.test(digits) || !/\d/.test(digits) || (/^[+-]/.test(bare) && /-$/.test(bare))) return ODD
  const value = Number(digits.replace(/[, ]/g, ''))
  return isNegative && isBracketed ? ODD : value !== 0 && (isNegative || isBracketed) ? -value : value
}

/** '£', "£'000" and the like, which stand under a year and are no figure. */
export const isUnit = (cell: string): boolean => /^(£|gbp|pounds|£ ?.?000s?|000s?|£ ?k|£ ?thousands?)$/i.test(cell.trim())
export const isThousands = (cell: string): boolean => /^(.* )?£ ?.?000s?$|^£ ?k$|thousands?$/i.test(cell.trim())

/** '3', '4a', '2 & 3': the number of a note. */
export const isNote = (cell: string): boolean => /^\(?\d{1,2}[a-z]?\)?( ?[,&/] ?\d{1,2}[a-z]?)*$/i.test(cell.trim())
