import { refuse, type Refusal } from '../words.ts'

/**
 * A practice's next five years, a year at a time: what comes in, what goes out, what is left for each full-time partner, and what the partners need.
 * The formulas are those of the domain handbook (6.4); names of inputs are its names, so that a file, a page and a paper say the same thing.
 * Money is pounds a year, shares are 0 to 1, t counts years from now. This is the plain rule: every chart and every simulated run is this function.
 */

/** An income with a growth of its own: pounds in year 0, and the share it grows by each year. */
export interface Income { value: number; growth: number }

/** A cost by name: pounds in year 0, and the share it rises by each year. `once` is paid in that one year only, and does not rise. */
export interface Cost { name: string; cost: number; i: number; once?: number }

/** Full-time equivalents of a partner who goes (or comes) and is not there (or is) from year t on. */
export interface Change { t: number; fte: number }

/** Cash beside profit: pounds at the start, and what is taken out each year. Drawings and tax are those of all partners of year 0: who has gone draws nothing, who has come draws as much. */
export interface CashInputs { Cash0: number; drawings: number; tax: number; capex: number; loan: number }

export interface ProjectionInputs {
  /** Registered patients now, and the share they grow by each year. */
  L0: number
  g: number
  /** Patients counted by need for each registered patient (weighted ÷ registered). */
  w: number
  /** Global sum, pounds for each weighted patient a year; its uplift each year; the share taken off for out-of-hours opt-out. */
  P0: number
  u: number
  ooh: number
  /** QOF: points to be had, share achieved, pounds a point, its rise each year, prevalence factor, mean list of England's practices. */
  pts: number
  a: number
  v: number
  uQ: number
  pf: number
  CPIx: number
  /** Enhanced services, network money passed on, premises reimbursement, dispensing after drugs, everything else. */
  ES: Income
  PCN: Income
  R: Income
  Disp: Income
  Other: Income
  costs: readonly Cost[]
  partnerFTE: number
  leaves: readonly Change[]
  joins: readonly Change[]
  /** Covering a full-time partner who has gone: pounds a year in year 0, rising by iL. */
  coverCost: number
  iL: number
  /** What a full-time partner needs for it to be worth it (by default what a salaried GP costs for the same sessions), rising by iF. */
  salariedEquivalent: number
  iF: number
  /** null: cash is not projected. */
  cash: CashInputs | null
  /** From this year on there is no lease and nowhere to work; null: not known or owned. */
  leaseEnds: number | null
  /** Last year projected: 5. */
  years: number
}

export interface ProjectionRow {
  t: number
  list: number
  globalSum: number
  qof: number
  income: number
  expense: number
  profit: number
  /** Partners, full-time equivalents. */
  fte: number
  /** Profit for each full-time partner; null where there is none. */
  ppp: number | null
  floor: number
  /** At the end of the year; null where cash is not projected. */
  cash: number | null
}

export type FailureTest = 'below-floor' | 'loss' | 'cash' | 'no-contractor' | 'lease'

/** The first year a test is met, and why; each by itself, never one date for all. */
export interface Failure { test: FailureTest; year: number; reason: string }

export interface Projection { rows: ProjectionRow[]; failures: Failure[] }

const grown = (value: number, share: number, t: number): number => value * (1 + share) ** t
const ofIncome = ({ value, growth }: Income, t: number): number => grown(value, growth, t)
/** Differences of full-time equivalents that are only rounding. */
const NOTHING = 1e-9

function partnersAt(inputs: ProjectionInputs, t: number): { fte: number; vacant: number } {
  const sum = (changes: readonly Change[]) => changes.reduce((total, change) => total + (change.t <= t ? change.fte : 0), 0)
  const gone = sum(inputs.leaves), come = sum(inputs.joins), fte = inputs.partnerFTE - gone + come
  return { fte: fte < NOTHING ? 0 : fte, vacant: Math.max(0, gone - come) }
}

/** Year by year (domain handbook 6.4), and each test of failure by itself. Nothing is rounded. */
export function project(inputs: ProjectionInputs): Projection {
  const rows = projectedRows(inputs)
  return { rows, failures: failuresOf(rows, inputs) }
}

/** The same without the tests: what they say in words costs thirty times what is reckoned, and of thousands of runs nobody reads it. */
export function projectedRows(inputs: ProjectionInputs): ProjectionRow[] {
  const rows: ProjectionRow[] = []
  let cash = inputs.cash?.Cash0 ?? null
  for (let t = 0; t <= inputs.years; t++) {
    const list = grown(inputs.L0, inputs.g, t)
    const globalSum = list * inputs.w * grown(inputs.P0, inputs.u, t) * (1 - inputs.ooh)
    const qof = inputs.pts * inputs.a * grown(inputs.v, inputs.uQ, t) * inputs.pf * list / inputs.CPIx
    const income = globalSum + qof + ofIncome(inputs.ES, t) + ofIncome(inputs.PCN, t) + ofIncome(inputs.R, t) + ofIncome(inputs.Disp, t) + ofIncome(inputs.Other, t)
    const { fte, vacant } = partnersAt(inputs, t)
    const costs = inputs.costs.reduce((total, { cost, i, once }) => total + (once === undefined ? grown(cost, i, t) : once === t ? cost : 0), 0)
    const expense = costs + vacant * grown(inputs.coverCost, inputs.iL, t)
    const profit = income - expense
    const there = inputs.partnerFTE > 0 ? fte / inputs.partnerFTE : 0
    if (cash !== null && t > 0) cash += profit - (inputs.cash!.drawings + inputs.cash!.tax) * there - inputs.cash!.capex - inputs.cash!.loan
    rows.push({ t, list, globalSum, qof, income, expense, profit, fte, ppp: fte > 0 ? profit / fte : null, floor: grown(inputs.salariedEquivalent, inputs.iF, t), cash })
  }
  return rows
}

/** The smallest year at which each test holds: profit for each partner under what they need two years running, a loss, no cash, no partner, no lease. */
function failuresOf(rows: readonly ProjectionRow[], { leaseEnds }: ProjectionInputs): Failure[] {
  const isBelow = (row: ProjectionRow | undefined) => row !== undefined && row.ppp !== null && row.ppp < row.floor
  const first = (test: FailureTest, holds: (row: ProjectionRow) => boolean, reason: (row: ProjectionRow) => string): Failure[] => {
    const row = rows.find(holds)
    return row === undefined ? [] : [{ test, year: row.t, reason: reason(row) }]
  }
  return [
    ...first('below-floor', row => isBelow(row) && isBelow(rows[row.t - 1]), row => `Profit for each full-time partner is below what they need two years running: ${pounds(rows[row.t - 1]!.ppp!)} of ${pounds(rows[row.t - 1]!.floor)} in year ${row.t - 1}, ${pounds(row.ppp!)} of ${pounds(row.floor)} in year ${row.t}.`),
    ...first('loss', row => row.profit < 0, row => `More goes out than comes in: ${pounds(row.expense)} against ${pounds(row.income)}.`),
    ...first('cash', row => row.cash !== null && row.cash < 0, row => `What is in the bank is used up: ${pounds(row.cash!)} at the end of the year.`),
    ...first('no-contractor', row => row.fte <= 0, () => 'No partner is left, and a contract for general medical services needs a GP to hold it (GMS Contracts Regulations 2015, Part 2).'),
    ...first('lease', row => leaseEnds !== null && row.t >= leaseEnds, () => 'The lease has ended.'),
  ].sort((a, b) => a.year - b.year)
}

/** '£12,345' and '−£12,345', to the pound. */
export function pounds(value: number): string {
  const whole = Math.round(value)
  return `${whole < 0 ? '−' : ''}£${Math.abs(whole).toLocaleString('en-GB')}`
}

/** How long the list would have to be for income to meet cost in a row, patients; null where a patient brings nothing. */
export function breakEvenList({ list, globalSum, qof, income, expense }: ProjectionRow): number | null {
  const perPatient = (globalSum + qof) / list, fixed = income - globalSum - qof
  return perPatient > 0 ? (expense - fixed) / perPatient : null
}

/** By how much costs would have to fall in a row for every partner to have what they need, pounds; 0 or less when they have. */
export function breakEvenCostCut({ floor, fte, profit }: ProjectionRow): number {
  return floor * fte - profit
}

// ── the same as a file ──

const SOURCE = 'Inputs of a projection: docs/guides/projection.md'
type Raw = Record<string, unknown>
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A number a file must give, or one it may leave out, with its lowest and highest value. */
const numbers: Record<string, { least: number; most: number; otherwise?: number; says: string }> = {
  L0: { least: 1, most: 1e6, says: 'registered patients' },
  g: { least: -0.9, most: 1, otherwise: 0, says: 'growth of the list, a share a year' },
  w: { least: 0.2, most: 5, otherwise: 1, says: 'weighted ÷ registered patients' },
  P0: { least: 0, most: 1e4, says: 'pounds for each weighted patient' },
  u: { least: -0.5, most: 1, otherwise: 0, says: 'uplift of the global sum, a share a year' },
  ooh: { least: 0, most: 1, otherwise: 0, says: 'out-of-hours deduction, a share' },
  pts: { least: 0, most: 2_000, otherwise: 0, says: 'QOF points to be had' },
  a: { least: 0, most: 1, otherwise: 1, says: 'share of QOF points achieved' },
  v: { least: 0, most: 1e4, otherwise: 0, says: 'pounds a QOF point' },
  uQ: { least: -0.5, most: 1, otherwise: 0, says: 'rise of the QOF point, a share a year' },
  pf: { least: 0, most: 10, otherwise: 1, says: 'prevalence factor' },
  CPIx: { least: 1, most: 1e6, otherwise: 10_000, says: 'mean list of England’s practices' },
  partnerFTE: { least: 0, most: 200, says: 'partners, full-time equivalents' },
  coverCost: { least: 0, most: 1e6, otherwise: 0, says: 'pounds to cover a full-time partner for a year' },
  iL: { least: -0.5, most: 1, otherwise: 0, says: 'rise of the cost of cover, a share a year' },
  salariedEquivalent: { least: 0, most: 1e6, says: 'pounds a full-time partner needs' },
  iF: { least: -0.5, most: 1, otherwise: 0, says: 'rise of that, a share a year' },
}
const incomes = ['ES', 'PCN', 'R', 'Disp', 'Other'] as const
const inCash = ['Cash0', 'drawings', 'tax', 'capex', 'loan'] as const
const known = new Set<string>([...Object.keys(numbers), ...incomes, 'costs', 'leaves', 'joins', 'cash', 'leaseEnds', 'years', 'note'])
const MOST_POUNDS = 1e9

/** Inputs as a file gives them, field by field; refuses with the name of the first field that will not do. A list or money of nonsense is refused, not clamped. */
export function readProjection(file: unknown): ProjectionInputs | Refusal {
  if (!isRaw(file)) return refuse('projection-form', 'A projection is one JSON object: {"L0": 6400, …}.', SOURCE)
  try {
    for (const field of Object.keys(file)) if (!known.has(field)) throw new Wrong(field, 'is not an input that is known here')
    const plain = Object.fromEntries(Object.entries(numbers).map(([field, { least, most, otherwise }]) => [field, numberOf(file, field, least, most, otherwise)]))
    const years = numberOf(file, 'years', 1, 30, 5)
    whole('years', years)
    const leaseEnds = file.leaseEnds === undefined || file.leaseEnds === null ? null : numberOf(file, 'leaseEnds', 0, 200)
    const money = Object.fromEntries(incomes.map(field => [field, incomeOf(file[field], field)]))
    const changes = (field: 'leaves' | 'joins') => listOf(file[field], field).map((each, k): Change => {
      const at = `${field}[${k}]`, change = { t: numberOf(each, 't', 0, years, undefined, at), fte: numberOf(each, 'fte', 0, 200, undefined, at) }
      whole(`${at}.t`, change.t)
      return change
    })
    const leaves = changes('leaves'), joins = changes('joins')
    const inputs = { ...plain, ...money, costs: listOf(file.costs, 'costs').map(costOf), leaves, joins, leaseEnds, years, cash: cashOf(file.cash) } as unknown as ProjectionInputs
    for (let t = 0; t <= years; t++) if (inputs.partnerFTE + [...joins, ...leaves.map(({ t: when, fte }) => ({ t: when, fte: -fte }))].reduce((sum, each) => sum + (each.t <= t ? each.fte : 0), 0) < -NOTHING) throw new Wrong('leaves', `takes away more partners than there are by year ${t}`)
    return inputs
  } catch (error) {
    if (error instanceof Wrong) return refuse('projection-field', `${error.field} ${error.message}.`, SOURCE)
    throw error
  }
}

class Wrong extends Error {
  readonly field: string
  constructor(field: string, message: string) { super(message); this.field = field }
}

function numberOf(from: Raw, field: string, least: number, most: number, otherwise?: number, within?: string): number {
  const value = from[field], name = within === undefined ? field : `${within}.${field}`
  if (value === undefined && otherwise !== undefined) return otherwise
  if (value === undefined) throw new Wrong(name, `is missing${numbers[field] ? ` (${numbers[field].says})` : ''}`)
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Wrong(name, `is ${JSON.stringify(value)}; it must be a number`)
  if (value < least || value > most) throw new Wrong(name, `is ${value}; it must be from ${least} to ${most}`)
  return value
}

function whole(field: string, value: number): void {
  if (!Number.isInteger(value)) throw new Wrong(field, `is ${value}; years are whole`)
}

function listOf(value: unknown, field: string): Raw[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new Wrong(field, 'must be a list')
  value.forEach((each, k) => { if (!isRaw(each)) throw new Wrong(`${field}[${k}]`, 'must be an object') })
  if (value.length > 200) throw new Wrong(field, 'has more than 200 entries')
  return value as Raw[]
}

/** A number stands for an income that does not grow. */
function incomeOf(value: unknown, field: string): Income {
  if (value === undefined) return { value: 0, growth: 0 }
  if (typeof value === 'number') return { value: numberOf({ [field]: value }, field, -MOST_POUNDS, MOST_POUNDS), growth: 0 }
  if (!isRaw(value)) throw new Wrong(field, 'must be a number or {"value": pounds, "growth": share}')
  return { value: numberOf(value, 'value', -MOST_POUNDS, MOST_POUNDS, undefined, field), growth: numberOf(value, 'growth', -0.9, 1, 0, field) }
}

function costOf(each: Raw, k: number): Cost {
  const at = `costs[${k}]`, name = each.name
  if (typeof name !== 'string' || name.trim() === '') throw new Wrong(`${at}.name`, 'must say what is paid for')
  const cost = { name: name.trim(), cost: numberOf(each, 'cost', -MOST_POUNDS, MOST_POUNDS, undefined, at), i: numberOf(each, 'i', -0.9, 1, 0, at) }
  if (each.once === undefined) return cost
  const once = numberOf(each, 'once', 0, 30, undefined, at)
  whole(`${at}.once`, once)
  return { ...cost, once }
}

function cashOf(value: unknown): CashInputs | null {
  if (value === undefined || value === null) return null
  if (!isRaw(value)) throw new Wrong('cash', 'must be an object')
  return Object.fromEntries(inCash.map(field => [field, numberOf(value, field, -MOST_POUNDS, MOST_POUNDS, field === 'Cash0' ? undefined : 0, 'cash')])) as unknown as CashInputs
}
