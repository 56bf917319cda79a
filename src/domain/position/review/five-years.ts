import type { Practice } from '../edition.ts'
import { pounds, projectedRows, type Cost, type ProjectionInputs } from '../projection.ts'
import { lastYearWithPartner, middleOf, pppIn, type Lever, type PartnerAhead, type Uncertain } from '../uncertain.ts'
import type { Day } from '../../words.ts'
import { dayInWords } from '../../day.ts'
import { numberSaid, rowsSaid, type Answers } from './answer.ts'
import { fillShare } from './partners-ahead.ts'
import type { Row, Said } from './question.ts'

/**
 * From what a practice said and what is published to the inputs of its next five years, with a sentence for each on where it comes from. Four answers are enough; every
 * further answer takes the place of an assumption. Sure figures are inputs, unsure ones levers with a low, a middle and a high (domain handbook 6.4).
 */

/** A dated value that is assumed where nobody has said otherwise, with its spread. */
export interface Assumed { low: number; middle: number; high: number; source: string }
/** Throws for an id that nobody keeps: our mistake. */
export type Assuming = (id: AssumedId) => Assumed

/** The assumptions these five years read, by id of the table of parameters. */
export const assumedIds = [
  'globalSum', 'oohDeduction', 'qofPoint', 'qofPointsAvailable', 'qofAchieved', 'contractorPopulationIndex', 'globalSumUplift', 'qofRise', 'listGrowthAround', 'otherIncomeRise', 'otherIncomeShare', 'premisesReimbursementRise',
  'staffPayRise', 'salariedPayRise', 'locumRise', 'premisesRise', 'otherCostsRise', 'coverCost', 'salariedEquivalent', 'floorRise', 'partnerFullTime', 'fillChance', 'leaveUnder50', 'leaveUnsaid', 'firmnessLikely',
] as const
export type AssumedId = (typeof assumedIds)[number]

/** Where one input comes from, and what it is, as a reader says it: '£130.07', '2.5 % a year, from 1 % to 4 %'. */
export interface Basis { input: string; is: string; says: string; from: 'said' | 'published' | 'assumed' }

/** What the engine runs, and what a page says of it. `years[t]` names year t. */
export interface FiveYears { uncertain: Uncertain; basis: Basis[]; years: number[]; /** How many of the record's own figures it rests on: four numbers, or more. */ depth: 'four-numbers' | 'accounts'; /** The profit and rent typed are more than the income we know of: profit is shown cut to what that leaves. */ isCut: boolean }

/** Levers by key; their words stand with the review's. A key of a cost is 'rise-' and its name. */
const lever = (key: string, { low, middle, high }: Pick<Assumed, 'low' | 'middle' | 'high'>, set: Lever['set']): Lever => ({ key, low, middle, high, set })

/** List growth by the practice's own lists: a share a year over as many years as are published, at most five; null with one list only or nonsense. */
export function ownGrowth({ trend }: Pick<Practice, 'trend'>): number | null {
  const last = trend.at(-1)
  if (last === undefined || last.patients <= 0) return null
  const years = (day: Day) => (Date.parse(last.asAt) - Date.parse(day)) / (365.25 * 86_400_000)
  const first = trend.find(step => step.patients > 0 && years(step.asAt) <= 5.1 && years(step.asAt) >= 0.9)
  return first === undefined ? null : (last.patients / first.patients) ** (1 / years(first.asAt)) - 1
}

/** A list grows or shrinks at most by this a year in the middle case: a new estate or a closed neighbour is not for ever. */
const MOST_GROWTH = 0.04
const clamp = (value: number, most: number): number => Math.max(-most, Math.min(most, value))

const around = (middle: number, { low, middle: by, high }: Assumed) => ({ low: middle + low, middle: middle + by, high: middle + high })

/** Which of the four numbers are missing: not answered, or not known. That nobody knows who stops when is a number all the same: nobody has said so. */
export function missingForRough(answers: Answers): string[] {
  return ['profit-last-year', 'partners-now', 'stopping', 'rent-or-loan'].filter(question => (question === 'stopping' ? !answers.has(question) : numberSaid(answers, question) === null))
}

/** How many partners were said to stop, where that is more than there are; null where it fits or is not known. */
export function stoppingBeyond(said: (question: string) => Said | undefined): { stopping: number; partners: number } | null {
  const partners = said('partners-now'), row = said('stopping')
  if (typeof partners !== 'number' || !Array.isArray(row)) return null
  const stopping = Object.values((row as readonly Row[])[0] ?? {}).reduce<number>((sum, count) => sum + Number(count), 0)
  return stopping > Math.round(partners) ? { stopping, partners } : null
}

/** The partners by what was said of how many stop when: nobody by name. More said than there are partners is cut to how many there are, sooner ones first. */
export function partnersByCount(answers: Answers, fullTime: number, assume: Assuming): PartnerAhead[] {
  const partners = Math.round(numberSaid(answers, 'partners-now') ?? 0), counts = rowsSaid(answers, 'stopping')?.[0] ?? {}
  const many = (name: string) => Math.max(0, Math.round(Number(counts[name] ?? 0)))
  const when = [...Array<string>(many('within-2-years')).fill('soon'), ...Array<string>(many('in-3-to-5-years')).fill('middle'), ...Array<string>(many('later')).fill('later')].slice(0, partners)
  const weight = assume('firmnessLikely').middle, yearly = (share: number) => Array.from({ length: 6 }, (_, t) => 1 - (1 - share) ** t)
  return Array.from({ length: partners }, (_, k): PartnerAhead => {
    const fte = fullTime / partners
    if (when[k] === 'soon') return { fte, gone: [0, weight / 2, weight, weight, weight, weight], stated: 2 }
    if (when[k] === 'middle') return { fte, gone: [0, 0, 0, weight / 3, weight * 2 / 3, weight], stated: 4 }
    return { fte, gone: yearly(assume(when[k] === 'later' ? 'leaveUnder50' : 'leaveUnsaid').middle), stated: null }
  })
}

/** Where more is known than the four numbers: partners one by one, incomes and costs by line, what is in the bank. Each takes the place of an assumption. */
export interface Further {
  partners: readonly PartnerAhead[] | null
  lines: { globalSum: number | null; qof: number | null; ES: number; PCN: number; R: number; Disp: number; Other: number; costs: readonly { name: string; cost: number }[]; yearEnds: Day } | null
  cash: ProjectionInputs['cash']
  leaseEnds: number | null
}

const nothingFurther: Further = { partners: null, lines: null, cash: null, leaseEnds: null }

/** Which assumption says how a cost rises, by the name of its line. */
const riseOf: Readonly<Record<string, AssumedId>> = { staff: 'staffPayRise', 'salaried-gps': 'salariedPayRise', locums: 'locumRise', 'employer-ni': 'staffPayRise', pensions: 'staffPayRise', premises: 'premisesRise', energy: 'premisesRise', interest: 'premisesRise', 'rent-or-loan': 'premisesRise', 'everything-else': 'staffPayRise' }

/** The five years. Ask `missingForRough` first: without all four numbers this throws. */
export function fiveYears({ answers, practice, assume, today, further = nothingFurther }: { answers: Answers; practice: Practice; assume: Assuming; today: Day; further?: Further }): FiveYears {
  const basis: Basis[] = [], say = (input: string, from: Basis['from'], is: string, says: string) => { basis.push({ input, from, is, says }) }
  const profit = numberSaid(answers, 'profit-last-year')!, partners = numberSaid(answers, 'partners-now')!, rent = numberSaid(answers, 'rent-or-loan')!
  const assumed = (id: AssumedId, input: string, unit: Figure = 'yearly'): Assumed => { const one = assume(id); say(input, 'assumed', spreadIn(one, unit), one.source); return one }
  const leverOn = (key: string, id: AssumedId, input: string, unit: Figure = 'yearly') => { const set = ownAssumed(answers, key); if (set === null) return assumed(id, input, unit); say(input, 'said', spreadIn(set, unit), 'What you put in its place'); return set }

  const L0 = practice.patients, contract = practice.contract
  say('L0', 'published', L0.toLocaleString('en-GB'), 'Registered patients on the list of these figures')
  const own = ownGrowth(practice), g = clamp(own ?? 0, MOST_GROWTH)
  if (ownAssumed(answers, 'list-growth') === null) say('g', own === null ? 'assumed' : 'published', spreadIn(around(g, assume('listGrowthAround')), 'yearly'), own === null ? 'Only one list is published, so the list is taken to stay as it is' : 'How your list has changed a year over the lists published, at most the last five years')
  const ratio = contract?.weightedPatients && contract.registeredPatients ? contract.weightedPatients / contract.registeredPatients : null
  if (!further.lines?.globalSum) say('w', ratio === null ? 'assumed' : 'published', plain(ratio ?? 1), ratio === null ? 'Patients counted by need are not published for you, so each patient is counted as one' : `NHS Payments to General Practice ${contract!.year}: patients counted by need over registered patients`)
  const P0 = assumed('globalSum', 'P0', 'pence').middle, ooh = assumed('oohDeduction', 'ooh', 'share').middle, pts = assumed('qofPointsAvailable', 'pts', 'number').middle, v = assumed('qofPoint', 'v', 'pence').middle, CPIx = assumed('contractorPopulationIndex', 'CPIx', 'number').middle
  const achieved = numberSaid(answers, 'qof-achieved')
  let w = ratio ?? 1, a = further.lines?.qof ? 1 : achieved === null ? assumed('qofAchieved', 'a', 'share').middle : achieved / 100
  if (achieved !== null && !further.lines?.qof) say('a', 'said', percent(a), 'What you said')
  if (further.lines?.globalSum) { w = further.lines.globalSum / (L0 * P0 * (1 - ooh)); say('w', 'said', plain(w), 'No count: set so that the global sum comes out as in your accounts') }
  if (further.lines?.qof) { a = further.lines.qof * CPIx / (pts * v * L0); say('a', 'said', percent(a), 'No count: set so that QOF comes out as in your accounts') }

  const globalSum = L0 * w * P0 * (1 - ooh), qof = pts * a * v * L0 / CPIx, core = globalSum + qof
  const otherRise = assume('otherIncomeRise').middle
  const paid = further.lines === null && contract?.paidPounds && contract.registeredPatients ? contract.paidPounds * L0 / contract.registeredPatients * (1 + assume('globalSumUplift').middle) ** Math.max(0, Number(today.slice(0, 4)) - Number(contract.year.slice(0, 4)) - 1) : null
  const Other = further.lines?.Other ?? Math.max(0, paid === null ? core * assume('otherIncomeShare').middle : paid - core)
  if (further.lines === null) say('Other', paid === null ? 'assumed' : 'published', pounds(Other), paid === null ? assume('otherIncomeShare').source : `What is left of the NHS payments published for ${contract!.year}, brought to today, after global sum and QOF`)
  const income = core + Other + (further.lines ? further.lines.ES + further.lines.PCN + further.lines.R + further.lines.Disp : 0)

  const fullTimePublished = practice.workforce?.partnersFte ?? null
  const fits = fullTimePublished !== null && fullTimePublished >= 0.3 * partners && fullTimePublished <= 1.3 * partners
  const fullTime = further.partners ? further.partners.reduce((sum, partner) => sum + partner.fte, 0) : fits ? fullTimePublished : partners * assume('partnerFullTime').middle
  say('partnerFTE', further.partners ? 'said' : fits ? 'published' : 'assumed', plain(fullTime), further.partners ? 'Sessions of each partner, nine of them a full week' : fits ? `Workforce return of ${dayInWords(practice.workforce!.asAt)}` : assume('partnerFullTime').source)

  // From four numbers the costs are what is left of the income after profit, and the one part that was said.
  const costs: Cost[] = further.lines ? further.lines.costs.map(({ name, cost }) => ({ name, cost, i: 0 })) : [{ name: 'rent-or-loan', cost: rent, i: 0 }, { name: 'everything-else', cost: Math.max(0, income - profit - rent), i: 0 }]
  const spent = pounds(costs.reduce((sum, { cost }) => sum + cost, 0))
  if (further.lines === null) say('costs', 'said', spent, 'Everything you pay: income as above, less the profit you gave')
  else say('costs', 'said', spent, `Your accounts to ${dayInWords(further.lines.yearEnds)}, lines of income and costs taken as they are for ${today.slice(0, 4)}`)
  const needs = numberSaid(answers, 'partner-needs')
  const salariedEquivalent = needs ?? assumed('salariedEquivalent', 'salariedEquivalent', 'pounds').middle
  if (needs !== null) say('salariedEquivalent', 'said', pounds(needs), 'What you said a full-time partner needs')

  const rises = [...new Set(costs.map(({ name }) => riseOf[name] ?? 'otherCostsRise'))]
  const ownList = ownAssumed(answers, 'list-growth')
  if (ownList !== null) say('g', 'said', spreadIn(ownList, 'yearly'), 'What you put in its place')
  const levers = [
    lever('uplift', leverOn('uplift', 'globalSumUplift', 'u'), (all, value) => ({ ...all, u: value })),
    lever('list-growth', ownList ?? around(g, assume('listGrowthAround')), (all, value) => ({ ...all, g: value })),
    ...rises.map(id => lever(id, leverOn(id, id, id), (all, value) => ({ ...all, costs: all.costs.map(cost => ((riseOf[cost.name] ?? 'otherCostsRise') === id && cost.once === undefined ? { ...cost, i: value } : cost)) }))),
    lever('cover', leverOn('cover', 'coverCost', 'coverCost', 'pounds'), (all, value) => ({ ...all, coverCost: value })),
    lever('other-income', leverOn('other-income', 'otherIncomeRise', 'Other.growth'), (all, value) => ({ ...all, Other: { ...all.Other, growth: value } })),
  ]
  const rising = (value: number) => ({ value, growth: otherRise })
  const inputs: ProjectionInputs = {
    L0, g, w, P0, u: 0, ooh, pts, a, v, uQ: assume('qofRise').middle, pf: 1, CPIx,
    ES: rising(further.lines?.ES ?? 0), PCN: rising(further.lines?.PCN ?? 0), R: { value: further.lines?.R ?? 0, growth: assume('premisesReimbursementRise').middle }, Disp: rising(further.lines?.Disp ?? 0), Other: rising(Other),
    costs, partnerFTE: fullTime, leaves: [], joins: [], coverCost: 0, iL: assume('locumRise').middle, salariedEquivalent, iF: assume('floorRise').middle, cash: further.cash, leaseEnds: further.leaseEnds, years: 5,
  }
  const months = ownAssumed(answers, 'fill') === null ? numberSaid(answers, 'months-to-fill') : null, fill = months === null ? leverOn('fill', 'fillChance', 'fill') : aroundShare(fillShare(months), assume('fillChance'))
  if (months !== null) say('fill', 'said', spreadIn(fill, 'yearly'), `Six months over the ${plain(months)} you said it took to fill your last GP post, and never more than one in two`)
  const base = Number(today.slice(0, 4))
  return {
    uncertain: { inputs, levers, partners: further.partners ?? partnersByCount(answers, fullTime, assume), fill },
    basis, years: Array.from({ length: 6 }, (_, t) => base + t), depth: further.lines ? 'accounts' : 'four-numbers', isCut: further.lines === null && profit + rent > income,
  }
}

/** What a practice knows of its own vacancies is the middle; nobody is surer of the ends than before. */
const aroundShare = (middle: number, { low, high }: Assumed) => ({ low: Math.min(low, middle), middle, high: Math.max(high, middle) })

/** How a figure is said: a share a year, a share, whole pounds, pounds and pence, or a number. */
type Figure = 'yearly' | 'share' | 'pounds' | 'pence' | 'number'
const plain = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
const percent = (share: number): string => `${share < 0 ? '−' : ''}${(Math.abs(share) * 100).toLocaleString('en-GB', { maximumFractionDigits: Math.abs(share) < 0.1 ? 2 : 1 })} %`

/** '2.5 % a year, from 1 % to 4 %'; without ends where nothing is unsure. */
function spreadIn({ low, middle, high }: Pick<Assumed, 'low' | 'middle' | 'high'>, unit: Figure): string {
  const one = (value: number) => (unit === 'pounds' ? pounds(value) : unit === 'pence' ? `£${value.toFixed(2)}` : unit === 'number' ? plain(value) : percent(value))
  return `${one(middle)}${unit === 'yearly' ? ' a year' : ''}${low === high ? '' : `, from ${one(low)} to ${one(high)}`}`
}

/** What the practice itself put in the place of an assumption, by lever; percents are as typed there. */
function ownAssumed(answers: Answers, key: string): Pick<Assumed, 'low' | 'middle' | 'high'> | null {
  const row = rowsSaid(answers, 'assumed-otherwise')?.find(each => each.lever === key)
  if (row === undefined || typeof row.middle !== 'number') return null
  const scale = key === 'cover' ? 1 : 100, at = (cell: string) => (typeof row[cell] === 'number' ? Number(row[cell]) : Number(row.middle)) / scale
  return { low: Math.min(at('low'), at('middle')), middle: at('middle'), high: Math.max(at('high'), at('middle')) }
}

/** Levers a practice may set itself: of a cost, the id of how it rises. */
export const leversToSet = ['uplift', 'list-growth', 'staffPayRise', 'salariedPayRise', 'locumRise', 'premisesRise', 'otherCostsRise', 'cover', 'other-income', 'fill'] as const

// ── what it suggests ──

/** The first year in the middle case in which profit for a full-time partner is under what they need; null where it is in none of the five. */
export function fallsBelow(uncertain: Uncertain): number | null {
  return projectedRows(middleOf(uncertain)).find(row => row.ppp !== null && row.ppp < row.floor)?.t ?? null
}

/** Why profit for a partner is what it is in five years: what it would be without one thing, less what it is. */
export interface Reason { key: 'partners' | 'costs' | 'list' | 'rent'; pounds: number }

/**
 * Up to three reasons, the largest first, in the year in which it falls below what is needed, else in the last that has a partner: partners leaving and their sessions covered; costs rising faster than what is paid for each patient; the list shrinking.
 * Each is found by taking that one thing away and reckoning again. Things that move less than a hundred pounds, or to the better, are no reasons.
 */
export function reasonsOf(uncertain: Uncertain): Reason[] {
  const middle = middleOf(uncertain), year = fallsBelow(uncertain) || lastYearWithPartner(middle)
  if (year === null) return []
  const now = pppIn(middle, year)!
  const without: [Reason['key'], ProjectionInputs][] = [
    ['partners', { ...middle, leaves: [], joins: [] }],
    ['costs', { ...middle, costs: middle.costs.map(cost => (isRent(cost) ? cost : { ...cost, i: Math.min(cost.i, middle.u) })) }],
    ['list', { ...middle, g: Math.max(0, middle.g) }],
    ['rent', { ...middle, costs: middle.costs.map(cost => (isRent(cost) ? { ...cost, i: 0 } : cost)) }],
  ]
  return without.map(([key, inputs]) => ({ key, pounds: pppIn(inputs, year)! - now })).filter(reason => reason.pounds >= 100).sort((x, y) => y.pounds - x.pounds).slice(0, 3)
}

const isRent = ({ name }: Cost): boolean => ['rent-or-loan', 'premises', 'interest'].includes(name)

/** 'between £78,000 and £96,000', to the nearest thousand: what a reader can take away. */
export function between(low: number, high: number): string {
  const near = (value: number) => Math.round(value / 1_000) * 1_000
  return near(low) === near(high) ? `about ${pounds(near(low))}` : `between ${pounds(near(low))} and ${pounds(near(high))}`
}
