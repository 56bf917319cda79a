import { dayInWords, dayNumber } from '../../day.ts'
import type { Day } from '../../words.ts'
import type { Edition, Practice } from '../edition.ts'
import { aboutPatients, percent, withComma } from '../figures.ts'
import { FEWEST } from '../peers.ts'
import { pounds } from '../projection.ts'
import { median, patientsPerGp, patientsPerNurse } from '../staff.ts'
import { cashDays, costsOf, incomeOf, inTheYear, locumShare, newestAccounts, profitOf, sumOf, type AccountsYear } from './accounts-year.ts'
import { type Answers, numberSaid, rowsSaid } from './answer.ts'
import { leaseInWords, leasesOf, soonestLease } from './leases.ts'
import { lastPartnerIndex, leftWith } from './left-with.ts'
import { ageIn, yearsStated } from './partners-ahead.ts'
import type { Row, Unit } from './question.ts'
import { doesNotApply, fullTimeSessions, isMissing, missingAnswer, missingPublished, notAnswered, publishedBy, saidTo, weDoNotKnow, type From, type Missing, type NotKnown, type Parameters } from './where-from.ts'

/**
 * The twenty ratios of a review (domain handbook 6.2). Each stands by itself with what it is reckoned from: they are not added up and have no colour (mission.md E15).
 * The limits decide only which is mentioned first, and whoever runs the server or the practice may set others.
 */

export const ratioIds = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10', 'R11', 'R12', 'R13', 'R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R20'] as const
export type RatioId = (typeof ratioIds)[number]

export type Mention = 'first' | 'second' | 'no'

/** Some practices' figures, all of one day: the middle, and the lines below and above which a quarter of them lie. */
export interface Compared { median: number; low: number; high: number; n: number; asAt: Day }

export interface Ratio {
  id: RatioId
  /** What a reader calls it. */
  name: string
  /** How it is reckoned, in words. */
  formula: string
  /** Shares are 0 to 1. */
  unit: Unit
  value: number | null
  from: From
  /** A sentence each: who published or said it, and when; [] where there is no value. */
  sources: string[]
  /** What the value leaves out or rests on; [] where nothing. */
  asides: string[]
  /** Published figures only; null where it is known of fewer than five. `area` is null without one. */
  compared: { like: Compared | null; area: Compared | null; england: Compared | null }
  mention: Mention
  /** Whether there was anything to hold it to: not for a ratio that only informs, nor without what it is held beside. */
  isHeld: boolean
  /** Why there is no value, which begins with which of the not-knowings it is; null where there is one. */
  why: string | null
  notKnown: NotKnown | null
}

/**
 * What a figure is held to. `worse`: on which side of the limits it is mentioned. `of`: the figure itself; how many times what partners need; how many times the area's
 * middle (as the distance from it) or the line under which a quarter of the area lies; how far from the area's middle; or the index of being left alone.
 */
export interface Limit { worse: 'more' | 'less'; second: number; first: number; of: 'value' | 'need' | 'apart-from-area' | 'low-quartile' | 'less-than-area' | 'index' }
export type Limits = Partial<Readonly<Record<RatioId, Limit>>>

const limit = (worse: Limit['worse'], second: number, first: number, of: Limit['of'] = 'value'): Limit => ({ worse, second, first, of })

/** The domain handbook's own (6.2). Ratios that only inform have none. */
export const handbookLimits: Limits = {
  R1: limit('more', 2_100, 2_700), R2: limit('more', 3_500, 5_000), R3: limit('more', 0.15, 0.3, 'apart-from-area'), R5: limit('more', 0.08, 0.2), R6: limit('more', 0.25, 0.5),
  R7: limit('less', 1.15, 1, 'need'), R8: limit('more', 0.68, 0.75), R9: limit('less', 1, 0, 'low-quartile'), R10: limit('more', 0.55, 0.65), R11: limit('less', 60, 30),
  R12: limit('more', 0.05, 0.15), R13: limit('more', 0.01, 0.03), R14: limit('less', 7, 3), R16: limit('more', 0.2, 0.35), R17: limit('less', 0.95, 0.9),
  R18: limit('less', 0, -0.1, 'less-than-area'), R19: limit('more', 0.3, 0.6, 'index'),
}

/** A vacancy open for longer is mentioned first, however few sessions it is (6.2, R12). */
const MONTHS_OPEN = 6

export interface RatiosAsked {
  answers: Answers
  edition: Edition
  practice: Practice
  /** Practices like this one (`practicesLike(…).practices`). */
  like: readonly Practice[]
  /** The practices of its area; null for none. */
  area: readonly Practice[] | null
  parameters: Parameters
  today: Day
  limits?: Limits
}

/** A figure, and what it is reckoned from; `measured` is what the limit is held to where that is not the value; null: held to nothing. */
interface Reckoned { value: number; from: From; sources: string[]; asides?: string[]; measured?: number | null; isFirst?: boolean }

interface Rule {
  name: string
  formula: string
  unit: Unit
  /** What it would be reckoned from, where there is no value. */
  from: From
  of: (asked: RatiosAsked) => Reckoned | Missing
  /** The same of any practice from published figures, and the day they are true of; only figures of one day stand beside each other. */
  published?: (practice: Practice, edition: Edition) => { value: number; asAt: Day; of: string } | null
}

export function ratiosOf(asked: RatiosAsked): Ratio[] {
  return ratioIds.map(id => ratioOf(id, asked))
}

export function ratioOf(id: RatioId, asked: RatiosAsked): Ratio {
  const rule = rules[id], found = rule.of(asked), compared = comparedOf(id, rule, asked), { name, formula, unit } = rule
  if (isMissing(found)) return { id, name, formula, unit, value: null, from: rule.from, sources: [], asides: [], compared, mention: 'no', isHeld: false, why: found.says, notKnown: found.notKnown }
  const { value, from, sources, asides = [] } = found, limit = (asked.limits ?? handbookLimits)[id], held = limit ? heldTo(limit, value, found.measured, compared.area) : null
  return { id, name, formula, unit, value, from, sources, asides, compared, mention: found.isFirst ? 'first' : limit && held !== null ? mentionOf(held, limit) : 'no', isHeld: found.isFirst === true || held !== null, why: null, notKnown: null }
}

/** At a limit the second is met and the first is not; of a multiple of another figure, or a distance from it, neither is. */
function mentionOf(held: number, limit: Limit): Mention {
  const [more, second, first] = limit.worse === 'more' ? [held, limit.second, limit.first] : [-held, -limit.second, -limit.first]
  return more > first ? 'first' : more > second || (more === second && limit.of === 'value') ? 'second' : 'no'
}

function heldTo({ of }: Limit, value: number, measured: number | null | undefined, area: Compared | null): number | null {
  switch (of) {
    case 'value': return value
    case 'need': case 'index': return measured ?? null
    case 'low-quartile': return area && area.low > 0 ? value / area.low : null
    case 'apart-from-area': return area && area.median > 0 ? Math.abs(value / area.median - 1) : null
    case 'less-than-area': return area && value - area.median
  }
}

// ── beside others ──

function comparedOf(id: RatioId, { published }: Rule, { edition, practice, like, area }: RatiosAsked): Ratio['compared'] {
  if (!published) return { like: null, area: null, england: null }
  const of = published(practice, edition)?.of ?? commonest(id, published, edition)
  if (of === null) return { like: null, area: null, england: null }
  const among = (practices: readonly Practice[]) => spread(practices.flatMap(one => { const each = published(one, edition); return each && each.of === of ? [each] : [] }))
  return { like: among(like), area: area && among(area), england: ofEngland(edition, `${id} ${of}`, () => among(edition.practices)) }
}

/** Of all England once for an edition, which never changes. */
const england = new WeakMap<Edition, Map<string, Compared | null | string>>()

function ofEngland<T extends Compared | null | string>(edition: Edition, key: string, reckon: () => T): T {
  const kept = england.get(edition) ?? new Map<string, Compared | null | string>()
  england.set(edition, kept)
  if (!kept.has(key)) kept.set(key, reckon())
  return kept.get(key) as T
}

/** The day most practices' figures are of: what a practice without a figure would be beside. */
function commonest(id: RatioId, published: NonNullable<Rule['published']>, edition: Edition): string | null {
  return ofEngland(edition, `${id} commonest`, (): string | null => {
    const counts = new Map<string, number>()
    for (const one of edition.practices) { const of = published(one, edition)?.of; if (of !== undefined) counts.set(of, (counts.get(of) ?? 0) + 1) }
    return [...counts].reduce<[string, number] | null>((most, one) => (most && most[1] >= one[1] ? most : one), null)?.[0] ?? null
  })
}

function spread(figures: readonly { value: number; asAt: Day }[]): Compared | null {
  if (figures.length < FEWEST) return null
  const sorted = figures.map(({ value }) => value).sort((a, b) => a - b)
  const at = (share: number) => { const place = share * (sorted.length - 1), below = Math.floor(place); return sorted[below]! + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - sorted[below]!) }
  return { median: median(sorted)!, low: at(0.25), high: at(0.75), n: sorted.length, asAt: figures[0]!.asAt }
}

// ── the rules ──

const perStaff = (of: (practice: Practice) => number | null): NonNullable<Rule['published']> => practice => {
  const value = of(practice), on = practice.workforce?.asAt
  return value === null || on === undefined ? null : { value, asAt: on, of: on }
}

const perContract = (of: (contract: NonNullable<Practice['contract']>) => number | null): NonNullable<Rule['published']> => ({ contract }) => {
  const value = contract && of(contract)
  return value === null || contract === null ? null : { value, asAt: yearEnd(contract.year), of: contract.year }
}

/** '2024/25' ends on 31 March 2025. */
const yearEnd = (year: string): Day => `${Number(year.slice(0, 4)) + 1}-03-31`

const incomePerWeighted = perContract(({ paidPounds, weightedPatients }) => (paidPounds !== null && weightedPatients ? paidPounds / weightedPatients : null))
const weighting = perContract(({ weightedPatients, registeredPatients }) => (weightedPatients !== null && registeredPatients ? weightedPatients / registeredPatients : null))

/** The list about three years before, two to four, and the growth a year since; null where no such list is held. */
export function growthOver3Years({ trend, patients }: Practice, asAt: Day): { yearly: number; since: Day } | null {
  const years = (from: Day) => (dayNumber(asAt) - dayNumber(from)) / 365.25
  const before = trend.filter(step => step.patients > 0 && years(step.asAt) >= 2 && years(step.asAt) <= 4)
    .reduce<Practice['trend'][number] | null>((best, step) => (best && Math.abs(years(best.asAt) - 3) <= Math.abs(years(step.asAt) - 3) ? best : step), null)
  return before && patients > 0 ? { yearly: (patients / before.patients) ** (1 / years(before.asAt)) - 1, since: before.asAt } : null
}

const growth: NonNullable<Rule['published']> = (practice, edition) => {
  const grown = growthOver3Years(practice, edition.asAt)
  return grown && { value: grown.yearly, asAt: edition.asAt, of: grown.since }
}

const sessionsOf = (rows: readonly Row[] | null, ...roles: string[]): number => (rows ?? []).reduce((sum, { role, sessions }) => sum + (typeof sessions === 'number' && (roles.length === 0 || roles.includes(String(role))) ? sessions : 0), 0)

/** Patients for each full-time person of your own answers, where the published return has none. */
function perAnswered({ answers, edition, practice, parameters }: RatiosAsked, sessions: number, ...questions: string[]): Reckoned {
  return { value: practice.patients / (sessions / fullTimeSessions(parameters)), from: 'both', sources: [publishedBy(edition, 'list-sizes', edition.asAt), ...saidTo(answers, ...questions)], asides: [`A full-time person works ${fullTimeSessions(parameters)} sessions here; no published return gives the figure, so yours is not beside others’.`] }
}

const inAccounts = (of: (year: AccountsYear) => number | null, aside?: string) => ({ answers }: RatiosAsked): Reckoned | Missing => {
  const year = newestAccounts(answers)
  if (isMissing(year)) return year
  const value = of(year)
  return value === null ? missingAnswer(answers, 'accounts', 'those lines of your accounts') : ofAccounts(answers, year, value, aside)
}

function ofAccounts(answers: Answers, year: AccountsYear, value: number, aside?: string, more: string[] = []): Reckoned {
  return { value, from: 'your answers', sources: [...saidTo(answers, 'accounts').map(said => `${said} (${inTheYear(year)})`), ...saidTo(answers, ...more)], ...(aside === undefined ? {} : { asides: [aside] }) }
}

/** A data set no file of which we read yet. */
const notHeld = (what: string) => (): Missing => weDoNotKnow(`no file of ${what} has been added here`)

const CORE = ['global-sum', 'qof', 'premises-repaid', 'dispensing'] as const
const NOT_CORE = ['enhanced', 'network', 'training', 'private', 'other-income'] as const

const rules: Readonly<Record<RatioId, Rule>> = {
  R1: {
    name: 'Patients for each full-time GP', formula: 'patients ÷ GPs in full-time equivalents, without trainees and locums', unit: 'patients', from: 'published', published: perStaff(patientsPerGp),
    of: asked => {
      const { answers, edition, practice } = asked, value = patientsPerGp(practice)
      if (value !== null) return { value, from: 'published', sources: [publishedBy(edition, 'workforce', practice.workforce!.asAt)] }
      const sessions = sessionsOf(rowsSaid(answers, 'partner-list')) + sessionsOf(rowsSaid(answers, 'staffing'), 'salaried-gp')
      return answers.has('partner-list') && answers.has('staffing') && sessions > 0 ? perAnswered(asked, sessions, 'partner-list', 'staffing') : missingPublished(edition, 'workforce', 'how many GPs work here')
    },
  },
  R2: {
    name: 'Patients for each full-time nurse', formula: 'patients ÷ nurses in full-time equivalents', unit: 'patients', from: 'published', published: perStaff(patientsPerNurse),
    of: asked => {
      const { answers, edition, practice } = asked, value = patientsPerNurse(practice), sessions = sessionsOf(rowsSaid(answers, 'staffing'), 'practice-nurse')
      if (value !== null) return { value, from: 'published', sources: [publishedBy(edition, 'workforce', practice.workforce!.asAt)] }
      return sessions > 0 ? perAnswered(asked, sessions, 'staffing') : missingPublished(edition, 'workforce', 'how many nurses work here')
    },
  },
  R3: { name: 'Appointments a month for each 1,000 patients', formula: 'appointments in a month ÷ patients × 1,000', unit: 'number', from: 'published', of: notHeld('appointments in general practice') },
  R4: { name: 'Share of appointments with a GP', formula: 'appointments with a GP ÷ all appointments', unit: 'share', from: 'published', of: notHeld('appointments in general practice') },
  R5: { name: 'Share of medical pay that goes to locums', formula: 'locums ÷ (locums + salaried GPs + what is left for partners)', unit: 'share', from: 'your answers', of: inAccounts(locumShare) },
  R6: { name: 'Partners’ sessions that may go', formula: 'sessions of partners who are 57 or over or said they stop within five years ÷ all partners’ sessions', unit: 'share', from: 'your answers', of: mayGo },
  R7: { name: 'Profit for each full-time partner', formula: 'profit of a year ÷ partners in full-time equivalents', unit: 'pounds', from: 'your answers', of: profitEach },
  R8: { name: 'Costs for each pound that comes in', formula: 'costs ÷ income', unit: 'share', from: 'your answers', of: inAccounts(year => costsOf(year) / incomeOf(year)) },
  R9: {
    name: 'NHS income for each patient counted by need', formula: 'NHS payments in a year ÷ patients counted by need (NHS formula)', unit: 'pounds', from: 'published', published: incomePerWeighted,
    of: asked => ofContract(asked, incomePerWeighted, 'what was paid and how patients are counted by need', 'Before deductions, and without what came by way of the network.'),
  },
  R10: {
    name: 'Share of income that pays staff', formula: 'staff, salaried GPs, locums, employer’s National Insurance and pensions ÷ income', unit: 'share', from: 'your answers',
    of: inAccounts(year => sumOf(year, ['staff', 'salaried-gps', 'locums', 'employer-ni', 'pensions']) / incomeOf(year)),
  },
  R11: {
    name: 'Days that cash would last', formula: 'cash in the bank ÷ (a year’s costs without depreciation ÷ 365)', unit: 'days', from: 'your answers',
    of: ({ answers }) => { const cash = cashDays(answers); return isMissing(cash) ? cash : ofAccounts(answers, cash.year, cash.days, undefined, ['cash-now']) },
  },
  R12: { name: 'GP sessions that are vacant', formula: 'vacant GP sessions ÷ all GP sessions you want filled', unit: 'share', from: 'your answers', of: vacantShare },
  R13: { name: 'Premises costs nobody repays', formula: '(rent + rates + service + repairs − what is repaid) ÷ income', unit: 'share', from: 'your answers', of: premisesGap },
  R14: { name: 'Years left on the lease', formula: 'years to the end of the lease, or to the day it may be ended if that is sooner; of several, the one that has least left', unit: 'years', from: 'your answers', of: leaseCover },
  R15: {
    name: 'Patients counted by need for each patient', formula: 'patients counted by need (NHS formula) ÷ registered patients', unit: 'number', from: 'published', published: weighting,
    of: asked => ofContract(asked, weighting, 'how patients are counted by need'),
  },
  R16: { name: 'Share of income from other than core work', formula: 'enhanced services, network, training, private and other income ÷ all income (core: global sum, QOF, premises and dispensing)', unit: 'share', from: 'your answers', of: inAccounts(year => sumOf(year, NOT_CORE) / sumOf(year, [...CORE, ...NOT_CORE])) },
  R17: {
    name: 'QOF points achieved', formula: 'points achieved ÷ points to be had', unit: 'share', from: 'your answers',
    of: ({ answers }) => { const said = numberSaid(answers, 'qof-achieved'); return said === null ? missingAnswer(answers, 'qof-achieved') : { value: said / 100, from: 'your answers', sources: saidTo(answers, 'qof-achieved') } },
  },
  R18: { name: 'Patients who call you good overall', formula: 'those who said very or fairly good ÷ those who answered, weighted as published', unit: 'share', from: 'published', of: notHeld('the GP Patient Survey') },
  R19: { name: 'If one of you were left with the lease and the staff', formula: '(redundancy + leases + putting right + loans + tax not kept back − cash) ÷ partners expected in five years', unit: 'pounds', from: 'your answers', of: leftEach },
  R20: {
    name: 'Growth of the list a year, over three years', formula: '(patients now ÷ patients then) to the power of 1 ÷ years, less 1', unit: 'share', from: 'published', published: growth,
    of: ({ edition, practice }) => {
      const grown = growthOver3Years(practice, edition.asAt)
      return grown ? { value: grown.yearly, from: 'published', sources: [`${publishedBy(edition, 'list-sizes', edition.asAt)} and ${dayInWords(grown.since)}`] } : weDoNotKnow('no list of about three years earlier is held under your code')
    },
  },
}

function ofContract({ edition, practice }: RatiosAsked, of: NonNullable<Rule['published']>, what: string, aside?: string): Reckoned | Missing {
  const found = of(practice, edition)
  return found ? { value: found.value, from: 'published', sources: [`${publishedBy(edition, 'payments', found.asAt)} (the year ${found.of})`], ...(aside === undefined ? {} : { asides: [aside] }) } : missingPublished(edition, 'payments', what)
}

/** By sessions where partners are listed; by heads from the four numbers otherwise. Age is the middle of a band, so it is a year or two out either way. */
function mayGo({ answers, today }: RatiosAsked): Reckoned | Missing {
  const rows = rowsSaid(answers, 'partner-list')?.filter(row => typeof row['sessions'] === 'number') ?? [], year = Number(today.slice(0, 4)), all = sessionsOf(rows)
  if (all > 0) {
    const isSilent = (row: Row) => yearsStated(row) === null && ageIn(year, row['born']) === null, silent = rows.filter(isSilent).length
    if (silent === rows.length) return weDoNotKnow('no partner has said an age or a year')
    const going = rows.filter(row => (ageIn(year, row['born']) ?? 0) >= 57 || (yearsStated(row)?.from ?? Infinity) <= year + 5)
    return { value: sessionsOf(going) / all, from: 'your answers', sources: saidTo(answers, 'partner-list'), asides: silent === 0 ? [] : [`${silent} of ${rows.length} partners said neither an age nor a year, and count as staying.`] }
  }
  const stopping = rowsSaid(answers, 'stopping')?.[0], partners = numberSaid(answers, 'partners-now'), count = (name: string) => (typeof stopping?.[name] === 'number' ? stopping[name] : 0)
  if (stopping === undefined) return missingAnswer(answers, answers.has('stopping') && !answers.has('partner-list') ? 'stopping' : 'partner-list')
  if (partners === null) return missingAnswer(answers, 'partners-now')
  if (count('not-said') >= partners) return weDoNotKnow('no partner has said when they may stop')
  return { value: Math.min(1, (count('within-2-years') + count('in-3-to-5-years')) / partners), from: 'your answers', sources: saidTo(answers, 'stopping', 'partners-now'), asides: ['By heads, not sessions: the partners are not listed.', ...(count('not-said') > 0 ? [`${count('not-said')} of ${partners} have not said, and count as staying.`] : [])] }
}

/** Beside what partners said they need; where they have not, beside what a salaried GP costs here, if that is set. */
function profitEach({ answers, practice, edition, parameters }: RatiosAsked): Reckoned | Missing {
  const year = newestAccounts(answers), rough = numberSaid(answers, 'profit-last-year'), profit = isMissing(year) ? rough : profitOf(year)
  if (profit === null) return isMissing(year) && answers.has('accounts') ? year : missingAnswer(answers, 'profit-last-year')
  const sessions = sessionsOf(rowsSaid(answers, 'partner-list')), heads = numberSaid(answers, 'partners-now'), need = numberSaid(answers, 'partner-needs') ?? parameters.get('salariedEquivalent') ?? null
  const published = practice.workforce?.partnersFte || null, fte = sessions > 0 ? sessions / fullTimeSessions(parameters) : published ?? heads
  if (fte === null || fte <= 0) return missingAnswer(answers, 'partner-list')
  const value = profit / fte, isPublished = sessions === 0 && published !== null
  return {
    value, from: isPublished ? 'both' : 'your answers', measured: need === null || need <= 0 ? null : value / need,
    sources: [...(isMissing(year) ? saidTo(answers, 'profit-last-year') : saidTo(answers, 'accounts').map(said => `${said} (${inTheYear(year)})`)), ...(sessions > 0 ? saidTo(answers, 'partner-list') : isPublished ? [publishedBy(edition, 'workforce', practice.workforce!.asAt)] : saidTo(answers, 'partners-now'))],
    asides: [...(sessions === 0 && !isPublished ? ['For each partner, not each full-time one: sessions are not said.'] : []), ...(need === null ? ['Beside nothing: you have not said what a partner needs.'] : [])],
  }
}

/** Vacant sessions of salaried GPs, and those wanted that nobody works; whichever is more. */
function vacantShare({ answers, today }: RatiosAsked): Reckoned | Missing {
  const rows = rowsSaid(answers, 'staffing')?.filter(({ role }) => role === 'salaried-gp'), partners = rowsSaid(answers, 'partner-list'), wanted = numberSaid(answers, 'gp-sessions-wanted')
  if (rows === undefined) return missingAnswer(answers, 'staffing')
  const open = rows.filter(row => typeof row['vacant-sessions'] === 'number' && row['vacant-sessions'] > 0), listed = open.reduce((sum, row) => sum + (row['vacant-sessions'] as number), 0)
  const filled = sessionsOf(partners) + sessionsOf(rows), vacant = wanted !== null && partners !== null ? Math.max(listed, wanted - filled) : listed, all = wanted === null ? filled + listed : Math.max(wanted, vacant)
  if (all <= 0) return notAnswered('GP sessions, filled or wanted')
  const since = open.flatMap(row => (typeof row['vacant-since'] === 'string' ? [row['vacant-since']] : [])).sort()[0], months = since === undefined ? 0 : (dayNumber(today) - dayNumber(since)) / 30.4375
  return {
    value: vacant / all, from: 'your answers', sources: saidTo(answers, 'staffing', 'partner-list', 'gp-sessions-wanted'), isFirst: months > MONTHS_OPEN,
    asides: [...(partners === null ? ['Partners’ sessions are not said, so this is of salaried GPs alone.'] : []), ...(since === undefined ? [] : [`The oldest has been open since ${dayInWords(since)}.`])],
  }
}

function premisesGap({ answers }: RatiosAsked): Reckoned | Missing {
  const rows = rowsSaid(answers, 'sites'), year = newestAccounts(answers)
  if (rows === null || rows.length === 0) return missingAnswer(answers, 'sites', 'what your buildings cost')
  if (isMissing(year)) return year
  const sum = (name: string) => rows.reduce((total, row) => total + (typeof row[name] === 'number' ? row[name] : 0), 0), isSaid = rows.some(row => ['rent', 'rates-service-repairs'].some(name => typeof row[name] === 'number'))
  return isSaid ? ofAccounts(answers, year, (sum('rent') + sum('rates-service-repairs') - sum('repaid')) / incomeOf(year), undefined, ['sites']) : notAnswered('what your buildings cost')
}

function leaseCover({ answers, today }: RatiosAsked): Reckoned | Missing {
  const leases = leasesOf(answers, today), soonest = leases && soonestLease(leases)
  if (leases === null) return missingAnswer(answers, 'sites')
  if (leases.length === 0) return answers.get('sites')!.said !== null && rowsSaid(answers, 'sites')!.length > 0 ? doesNotApply('those who work there own every site') : notAnswered('the sheet about your buildings')
  return soonest ? { value: soonest.years, from: 'your answers', sources: saidTo(answers, 'sites'), asides: [`${leaseInWords(soonest)}.`] } : notAnswered('when the lease ends')
}

/** In pounds; what is mentioned first is the index's to say, which no page shows. */
function leftEach({ answers, parameters, today }: RatiosAsked): Reckoned | Missing {
  const left = leftWith({ answers, parameters, today }), known = left.lines.filter(line => line.pounds !== null && line.id !== 'cash')
  if (known.length === 0) return missingAnswer(answers, answers.has('staffing') ? 'sites' : 'staffing')
  return { value: left.eachPounds, from: 'your answers', measured: lastPartnerIndex(left, answers), sources: [...new Set(known.flatMap(line => line.sources))], asides: [left.shared, ...(left.without.length === 0 ? [] : [`Not in it, as it is not known: ${left.without.map(id => LINES[id]).join(', ')}.`])] }
}

const LINES = { redundancy: 'redundancy', lease: 'leases', 'putting-right': 'putting buildings right', loans: 'loans', buildings: 'loans on buildings', tax: 'tax', cash: 'cash' } as const

/** A value as a sentence says it: patients to the nearest ten, shares as whole per cent. */
export function inUnits(value: number, unit: Unit): string {
  switch (unit) {
    case 'patients': return `${aboutPatients(value)} patients`
    case 'pounds': return pounds(value)
    case 'share': return `${value < 0 ? '−' : ''}${percent(Math.abs(value))}`
    case 'percent': return `${Math.round(value)} %`
    case 'days': return `${withSign(value)} ${Math.abs(Math.round(value)) === 1 ? 'day' : 'days'}`
    case 'years': case 'months': return `${Math.round(value * 10) / 10} ${unit}`
    case 'number': return String(Math.round(value * 100) / 100)
    default: return `${withSign(value)} ${unit}`
  }
}

const withSign = (value: number): string => `${Math.round(value) < 0 ? '−' : ''}${withComma(Math.abs(value))}`
