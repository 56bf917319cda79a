import type { Day } from '../../words.ts'
import type { PartnerAhead } from '../uncertain.ts'
import type { Row } from './question.ts'
import { fullTimeSessions, type Parameters } from './where-from.ts'

/**
 * How many partners are to be expected in five years (domain handbook 6.3). A partner who gave a year counts as gone from then on, by how firm it is; of one who
 * gave none the age tells. Years are calendar years: t = 0 is the year of today, and nobody has gone yet in it.
 */

/** The last year looked at. */
export const LAST_YEAR = 5

/**
 * How likely a partner of an age is to stop within a year, and how far a stated year is to be relied on; the domain handbook's own (6.3), to be checked and
 * edited there. Of a partner whose age is not said, as of one in their early fifties. `Hazard` names the parameter.
 */
export const handbookHazards = {
  leaveUnder50: 0.02, leave50to54: 0.05, leave55to57: 0.12, leave58to60: 0.25, leaveOver60: 0.35, leaveUnsaid: 0.05,
  firmnessFirm: 0.9, firmnessLikely: 0.6, firmnessMaybe: 0.3,
} as const
export type Hazard = keyof typeof handbookHazards

export const hazard = (parameters: Parameters, id: Hazard): number => parameters.get(id) ?? handbookHazards[id]

/** The middle of each band of birth years; of the outer two, a year within. */
const BORN: Readonly<Record<string, number>> = { 'before-1960': 1957, '1960-64': 1962, '1965-69': 1967, '1970-74': 1972, '1975-79': 1977, '1980-89': 1985, 'from-1990': 1993 }

/** How old somebody of a band is in a year, taken from the middle of the band; null where it was not said. */
export function ageIn(year: number, band: unknown): number | null {
  const born = typeof band === 'string' ? BORN[band] : undefined
  return born === undefined ? null : year - born
}

/** How likely one of that age is to stop within the year. */
export function hazardAt(age: number | null, parameters: Parameters): number {
  return hazard(parameters, age === null ? 'leaveUnsaid' : age < 50 ? 'leaveUnder50' : age < 55 ? 'leave50to54' : age < 58 ? 'leave55to57' : age <= 60 ? 'leave58to60' : 'leaveOver60')
}

const yearOf = (today: Day): number => Number(today.slice(0, 4))
const all = (of: (t: number) => number): number[] => Array.from({ length: LAST_YEAR + 1 }, (_, t) => (t === 0 ? 0 : of(t)))

/** Chance to have stopped by each year for somebody of whom only the age is known, one year's hazard after another. */
function byAge(band: unknown, year: number, parameters: Parameters): number[] {
  let stays = 1
  return all(t => 1 - (stays *= 1 - hazardAt(ageIn(year + t, band), parameters)))
}

/** The share of a range of years that has begun by each year: a range spreads evenly over its years, and what lies before now counts from next year. */
function byRange(from: number, to: number, year: number): number[] {
  return all(t => Math.min(1, Math.max(0, year + t - from + 1) / (to - from + 1)))
}

const FIRM: Readonly<Record<string, Hazard>> = { firm: 'firmnessFirm', likely: 'firmnessLikely', maybe: 'firmnessMaybe' }

/** The years a partner gave, in order; one is both ends; null where none was given. */
export function yearsStated(row: Row): { from: number; to: number } | null {
  const from = row['stops-from'], to = row['stops-to'], years = [from, to].filter(each => typeof each === 'number').map(Math.round)
  return years.length === 0 ? null : { from: Math.min(...years), to: Math.max(...years) }
}

/**
 * The partners of the list, in its order. A year that somebody gave without saying how firm is taken as likely. In the middle case (`stated`) those go who said
 * firmly or likely: in the first year by which half of their range has begun, and at the soonest next year. A partner without sessions has the mean of the others'; with
 * none at all, full time.
 */
export function partnersAhead(rows: readonly Row[], today: Day, parameters: Parameters): PartnerAhead[] {
  const year = yearOf(today), known = rows.flatMap(({ sessions }) => (typeof sessions === 'number' ? [sessions] : []))
  const mean = known.length === 0 ? fullTimeSessions(parameters) : known.reduce((sum, each) => sum + each, 0) / known.length
  return rows.map(row => {
    const fte = (typeof row['sessions'] === 'number' ? row['sessions'] : mean) / fullTimeSessions(parameters), years = yearsStated(row)
    if (years === null) return { fte, gone: byAge(row['born'], year, parameters), stated: null }
    const firm = FIRM[String(row['how-firm'])] ?? 'firmnessLikely', weight = hazard(parameters, firm)
    const half = years.from + Math.ceil((years.to - years.from + 1) / 2) - 1
    return { fte, gone: byRange(years.from, years.to, year).map(share => weight * share), stated: firm === 'firmnessMaybe' ? null : Math.max(1, half - year) }
  })
}

/**
 * The share of vacancies filled: six months over the months it takes to find a partner, and at most a half (6.3). 0 where that is not known: nobody is promised.
 */
export function fillShare(monthsToFill: number | null): number {
  return monthsToFill === null ? 0 : monthsToFill <= 0 ? 0.5 : Math.min(0.5, 6 / monthsToFill)
}

export interface Expected {
  /** Partners expected in each year, 0 to 5, heads: those still there and the share of vacancies filled. */
  partners: number[]
  /** The first year in which fewer than one and a half are expected; null: not within five. */
  yearsToOne: number | null
}

/** N(t) of the domain handbook, 6.3. */
export function expectedPartners(ahead: readonly PartnerAhead[], monthsToFill: number | null): Expected {
  const fill = fillShare(monthsToFill)
  const partners = Array.from({ length: LAST_YEAR + 1 }, (_, t) => { const gone = ahead.reduce((sum, each) => sum + each.gone[t]!, 0); return ahead.length - gone + fill * gone })
  const t = partners.findIndex(each => each < 1.5)
  return { partners, yearsToOne: t < 0 ? null : t }
}
