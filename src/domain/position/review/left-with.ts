import { invariant, type Day } from '../../words.ts'
import { pounds } from '../projection.ts'
import type { PartnerAhead } from '../uncertain.ts'
import { type Answers, numberSaid, rowsSaid, wordSaid } from './answer.ts'
import { isOwned, leasesOf, siteName } from './leases.ts'
import { partnersByCount, type AssumedId } from './five-years.ts'
import { type Expected, expectedPartners, handbookHazards, hazard, LAST_YEAR, partnersAhead, type Hazard } from './partners-ahead.ts'
import type { Row } from './question.ts'
import { missingAnswer, saidTo, whatIsAsked, type Missing, type Parameters } from './where-from.ts'

export { expectedPartners, fillShare, handbookHazards, partnersAhead, type Expected, type Hazard } from './partners-ahead.ts'

/**
 * If one of you were left with the lease and the staff: what they would owe, in pounds, line by line (domain handbook 6.3). It is what would be to pay if the practice
 * ended now, less what is in the bank; notice pay, holiday not taken and fees are not in it.
 */

export type LeftLine = 'redundancy' | 'lease' | 'putting-right' | 'loans' | 'buildings' | 'tax' | 'cash'

export interface Line {
  id: LeftLine
  /** Pounds; cash is below 0 because it is taken off. null: not known, and counted as nothing. */
  pounds: number | null
  /** How it was reckoned, a sentence. */
  how: string
  /** What was taken where something was not said, a sentence each; [] where all was. */
  assumed: string[]
  /** Why there is no figure; null where there is one. */
  missing: Missing | null
  sources: string[]
}

export interface LeftWith {
  lines: Line[]
  /** The sum of the lines that are known. */
  total: number
  /** Lines that are not known: the total is without them. */
  without: LeftLine[]
  /** How many partners are expected to be there in five years, and when fewer than one and a half; null where nobody has said anything of partners. */
  expected: Expected | null
  /** Among how many the total is shared: those expected in five years, and never fewer than one. */
  heads: number
  /** The total for each of those. */
  eachPounds: number
  /** How that number was reckoned, a sentence. */
  shared: string
  /** Who is personally bound, site by site in their own words, and what holds for partners anyway. */
  bound: { site: string; who: string | null }[]
  boundAnyway: string
}

const BOUND_ANYWAY = 'Partners are each bound for what the partnership owes while they are partners (Partnership Act 1890, section 9), and for a lease or loan they signed until they are released in writing.'

export function leftWith({ answers, parameters, today }: { answers: Answers; parameters: Parameters; today: Day }): LeftWith {
  const lines = [redundancy(answers, parameters), lease(answers, today), puttingRight(answers, today), loans(answers), buildings(answers), tax(answers), cash(answers)]
  const total = lines.reduce((sum, line) => sum + (line.pounds ?? 0), 0)
  const ahead = partnersOf(answers, today, parameters), expected = ahead && expectedPartners(ahead, numberSaid(answers, 'months-to-fill')), heads = Math.max(1, expected?.partners[LAST_YEAR] ?? 1)
  return {
    lines, total, without: lines.flatMap(line => (line.pounds === null && line.missing?.notKnown !== 'does-not-apply' ? [line.id] : [])), expected, heads, eachPounds: total / heads,
    shared: expected === null ? 'Shared among one, as nobody has said yet how many partners there will be.'
      : expected.partners[LAST_YEAR]! < 1 ? `Shared among one: ${oneDecimal(expected.partners[LAST_YEAR]!)} partners are expected to be here in five years.`
        : `Shared among the ${oneDecimal(heads)} partners who are expected to be here in five years${numberSaid(answers, 'months-to-fill') === null ? ', nobody new among them, as you have not said how long it takes to find a partner' : ''}.`,
    bound: (rowsSaid(answers, 'sites') ?? []).map((row, at) => ({ site: siteName(row, at), who: typeof row['bound'] === 'string' ? row['bound'] : null })), boundAnyway: BOUND_ANYWAY,
  }
}

/** The partners ahead, from the list where there is one, else from the four numbers; null where neither is answered. */
export function partnersOf(answers: Answers, today: Day, parameters: Parameters): PartnerAhead[] | null {
  const rows = rowsSaid(answers, 'partner-list'), partners = numberSaid(answers, 'partners-now')
  if (rows && rows.length > 0) return partnersAhead(rows, today, parameters)
  return partners === null ? null : partnersByCount(answers, partners, assuming(parameters))
}

/** The hazards as the five years ask for assumptions. */
const assuming = (parameters: Parameters) => (id: AssumedId) => {
  invariant(id in handbookHazards, `partners by count ask for hazards alone, not ${id}`)
  const middle = hazard(parameters, id as Hazard)
  return { low: middle, middle, high: middle, source: 'Domain handbook, 6.3' }
}

// ── redundancy ──

/** Weeks' pay for each year of service at an age (Employment Rights Act 1996, s.162(2)). */
const WEEKS = { 'under-22': 0.5, '22-40': 1, '41-and-over': 1.5 } as const

/**
 * Weeks of pay on redundancy: half a week, one or one and a half for each whole year worked, by age; at most 20 years count, and there is nothing under two years
 * (Employment Rights Act 1996, s.155, s.162). Every year counts at today's age, which is the most it can be: the Act counts each year at the age of that year.
 */
export function statutoryWeeks(age: keyof typeof WEEKS, yearsHere: number): number {
  const whole = Math.floor(yearsHere)
  return whole < 2 ? 0 : Math.min(20, whole) * WEEKS[age]
}

/** Whom the practice employs itself: not those of the network or an agency, nor locums and others who work for themselves. */
const isOurs = ({ contract, role }: Row): boolean => (contract === undefined || contract === 'permanent' || contract === 'fixed-term') && role !== 'locum-gp' && role !== 'gp-in-training'

interface OwedRow { pounds: number; assumed: string[] }

/** One row of the staffing table: people × weeks × a week's pay up to the limit. People, sessions and pay of a row are those of the row together; years are those of one of them. */
function owedTo(row: Row, cap: number | null, meanYears: number | null): OwedRow {
  const { people: said, pay, age, 'years-here': years, role } = row, who = typeof role === 'string' ? role.replaceAll('-', ' ').replace(/\bgp\b/, 'GP') : 'a row without a role', assumed: string[] = []
  const people = typeof said === 'number' ? said : 1, isAge = (value: unknown): value is keyof typeof WEEKS => typeof value === 'string' && value in WEEKS
  if (people === 0) return { pounds: 0, assumed }
  if (typeof said !== 'number') assumed.push(`${who}: one person, as their number was not said`)
  if (!isAge(age)) assumed.push(`${who}: 41 and over, as the age was not said`)
  if (typeof years !== 'number') assumed.push(meanYears === null ? `${who}: left out, as years here were said of nobody` : `${who}: ${oneDecimal(meanYears)} years here, as the others have on average`)
  const stays = typeof years === 'number' ? years : meanYears ?? 0
  if (typeof pay !== 'number') {
    if (cap === null) return { pounds: 0, assumed: [...assumed, `${who}: left out, as pay was not said`] }
    assumed.push(`${who}: a week’s pay at the limit, as pay was not said`)
  }
  const week = typeof pay === 'number' ? pay / people / 52 : cap!
  return { pounds: people * statutoryWeeks(isAge(age) ? age : '41-and-over', stays) * Math.min(week, cap ?? Infinity), assumed }
}

function redundancy(answers: Answers, parameters: Parameters): Line {
  const rows = rowsSaid(answers, 'staffing'), cap = parameters.get('statutoryWeekCap') ?? null
  const how = `Half a week’s pay, one or one and a half for each year worked, by age, for at most 20 years and from two years on (Employment Rights Act 1996, section 162)${cap === null ? '' : `; a week’s pay counts up to ${pounds(cap)} (section 227)`}. Every year is counted at today’s age, so this is the most it can be.`
  if (rows === null || rows.length === 0) return unknown('redundancy', how, missingAnswer(answers, 'staffing', 'who works here'))
  const ours = rows.filter(isOurs), people = (row: Row) => (typeof row['people'] === 'number' ? row['people'] : 1)
  const known = ours.filter(row => typeof row['years-here'] === 'number' && people(row) > 0), heads = known.reduce((sum, row) => sum + people(row), 0)
  const meanYears = heads === 0 ? null : known.reduce((sum, row) => sum + people(row) * (row['years-here'] as number), 0) / heads
  const owed = ours.map(row => owedTo(row, cap, meanYears))
  return {
    id: 'redundancy', pounds: owed.reduce((sum, row) => sum + row.pounds, 0), how, missing: null, sources: saidTo(answers, 'staffing'),
    assumed: [
      ...(cap === null ? ['A week’s pay counts in full, as the limit of the day is not held here: this may be too much.'] : []),
      ...(ours.length < rows.length ? ['Staff of the network or an agency, locums, trainees and those who work for themselves are not counted: you do not employ them.'] : []),
      ...(ours.some(row => row['contract'] === undefined) ? ['Where no contract was said, you employ them.'] : []),
      ...owed.flatMap(row => row.assumed.map(each => `${each.charAt(0).toUpperCase()}${each.slice(1)}.`)),
    ],
  }
}

// ── buildings, loans, tax, cash ──

function lease(answers: Answers, today: Day): Line {
  const how = 'Rent, rates, service and repairs for the time to the end of each lease, or to the day it may be ended if that is sooner.', leases = leasesOf(answers, today)
  if (leases === null) return unknown('lease', how, missingAnswer(answers, 'sites'))
  if (leases.length === 0) return unknown('lease', how, { notKnown: 'does-not-apply', says: 'Does not apply: no site is leased.' })
  const assumed = leases.flatMap(one => one.endsWithContract ? [`${capital(one.site)}: nothing, as the lease may be ended with the contract for services; rent runs on while notice does.`]
    : one.years === null ? [`${capital(one.site)}: nothing, as no day was given on which the lease ends.`]
      : one.yearlyPounds === null ? [`${capital(one.site)}: nothing, as no rent was said.`] : one.years === 0 ? [`${capital(one.site)}: nothing, as the lease has ended; a landlord may see that otherwise while you stay.`] : [])
  const isKnown = leases.some(one => one.endsWithContract || (one.years !== null && one.yearlyPounds !== null))
  if (!isKnown) return unknown('lease', how, { notKnown: 'not-answered', says: 'Not answered yet: what the lease costs and when it ends.' }, assumed)
  return { id: 'lease', pounds: leases.reduce((sum, one) => sum + (one.endsWithContract ? 0 : (one.years ?? 0) * (one.yearlyPounds ?? 0)), 0), how, assumed, missing: null, sources: saidTo(answers, 'sites') }
}

function puttingRight(answers: Answers, today: Day): Line {
  const how = 'What it would cost to hand back each leased building as the lease asks.', leases = leasesOf(answers, today)
  if (leases === null) return unknown('putting-right', how, missingAnswer(answers, 'sites'))
  if (leases.length === 0) return unknown('putting-right', how, { notKnown: 'does-not-apply', says: 'Does not apply: no site is leased.' })
  const assumed = leases.flatMap(one => (one.puttingRightPounds === null ? [`${capital(one.site)}: nothing, as no figure was said.`] : []))
  if (assumed.length === leases.length) return unknown('putting-right', how, { notKnown: 'not-answered', says: 'Not answered yet: what it would cost to put the building right.' }, assumed)
  return { id: 'putting-right', pounds: leases.reduce((sum, one) => sum + (one.puttingRightPounds ?? 0), 0), how, assumed, missing: null, sources: saidTo(answers, 'sites') }
}

function loans(answers: Answers): Line {
  const how = 'Loans of the practice that are still owed, without those on buildings.', owed = numberSaid(answers, 'loans-owed')
  return owed === null ? unknown('loans', how, missingAnswer(answers, 'loans-owed')) : { id: 'loans', pounds: owed, how, assumed: [], missing: null, sources: saidTo(answers, 'loans-owed') }
}

/** What would still be owed on owned buildings once they were sold. */
function buildings(answers: Answers): Line {
  const how = 'By how much a loan on a building is more than the building is worth: the rest is paid by selling it.', rows = rowsSaid(answers, 'sites')
  if (rows === null) return unknown('buildings', how, missingAnswer(answers, 'sites'))
  const lent = rows.map((row, at) => ({ site: siteName(row, at), loan: row['loan'], worth: row['worth'] })).filter((one): one is { site: string; loan: number; worth: number | undefined } => typeof one.loan === 'number')
  if (lent.length === 0) return rows.some(row => isOwned(row)) ? unknown('buildings', how, { notKnown: 'not-answered', says: 'Not answered yet: loans on buildings.' }) : unknown('buildings', how, { notKnown: 'does-not-apply', says: 'Does not apply: no loan on a building.' })
  return {
    id: 'buildings', pounds: lent.reduce((sum, { loan, worth }) => sum + Math.max(0, loan - (worth ?? loan)), 0), how, missing: null, sources: saidTo(answers, 'sites'),
    assumed: lent.flatMap(({ site, worth }) => (worth === undefined ? [`${capital(site)}: worth its loan, as its worth was not said.`] : [])),
  }
}

function tax(answers: Answers): Line {
  const how = 'A year’s tax, less what is kept back for it.', due = numberSaid(answers, 'tax-a-year'), kept = numberSaid(answers, 'tax-kept-back')
  if (due === null) return unknown('tax', how, missingAnswer(answers, 'tax-a-year'))
  return { id: 'tax', pounds: Math.max(0, due - (kept ?? 0)), how, assumed: kept === null ? [`Nothing is kept back, as you have not said ${whatIsAsked('tax-kept-back')}.`] : [], missing: null, sources: saidTo(answers, 'tax-a-year', 'tax-kept-back') }
}

function cash(answers: Answers): Line {
  const how = 'What is in the bank is taken off; an overdraft is added.', held = numberSaid(answers, 'cash-now')
  return held === null ? unknown('cash', how, missingAnswer(answers, 'cash-now')) : { id: 'cash', pounds: held === 0 ? 0 : -held, how, assumed: [], missing: null, sources: saidTo(answers, 'cash-now') }
}

function unknown(id: LeftLine, how: string, missing: Missing, assumed: string[] = []): Line {
  return { id, pounds: null, how, assumed, missing, sources: [] }
}

// ── the index ──

/** Pounds for each partner at which the second part of the index is full (domain handbook 6.3). */
const FULL_EXPOSURE = 250_000

/**
 * The domain handbook's index (6.3), 0 to 1: how soon one is left, how much each would owe, whether a deed says how to part. It decides only what is mentioned first and
 * is shown to nobody. null where nobody has said anything of partners.
 */
export function lastPartnerIndex({ expected, eachPounds }: Pick<LeftWith, 'expected' | 'eachPounds'>, answers: Answers): number | null {
  if (expected === null) return null
  const soon = expected.yearsToOne === null ? 0 : (LAST_YEAR - expected.yearsToOne) / LAST_YEAR, deed = wordSaid(answers, 'deed')
  return Math.min(1, Math.max(0, 0.5 * soon + 0.3 * Math.min(1, Math.max(0, eachPounds) / FULL_EXPOSURE) + (deed === 'none' || deed === 'unsigned' ? 0.2 : 0)))
}

const oneDecimal = (value: number): string => String(Math.round(value * 10) / 10)
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
