import { expect, test } from 'vitest'
import { said } from '../../../../test/town/said.ts'
import type { Practice } from '../edition.ts'
import { project } from '../projection.ts'
import { lastYearWithPartner, middleOf, pppIn, tornado } from '../uncertain.ts'
import { fiveYears, reasonsOf, type Assuming, type Further } from './five-years.ts'

const values: Partial<Record<Parameters<Assuming>[0], number>> = { globalSum: 130, oohDeduction: 0.0475, qofPoint: 228, qofPointsAvailable: 582, qofAchieved: 0.93, contractorPopulationIndex: 10_349, otherIncomeShare: 0.3, coverCost: 138_000, salariedEquivalent: 90_000, partnerFullTime: 0.9, fillChance: 0.3, leaveUnder50: 0.02, leaveUnsaid: 0.05, firmnessLikely: 0.6, staffPayRise: 0.042 }
const assume: Assuming = id => { const middle = values[id] ?? 0.025; return { low: middle * 0.5, middle, high: middle * 1.5, source: id } }
const practice = { patients: 2_600, trend: [], contract: null, workforce: null } as unknown as Practice
const of = (answers: Parameters<typeof said>[0], further?: Further) => fiveYears({ answers: said({ 'profit-last-year': 168_000, 'partners-now': 1, stopping: [{ 'in-3-to-5-years': 1 }], 'rent-or-loan': 24_000, ...answers }), practice, assume, today: '2026-11-26', ...further ? { further } : {} })

test('where the one partner means to stop, every bar and reason is of the last year that has a partner', () => {
  const { uncertain } = of({}), middle = middleOf(uncertain), year = lastYearWithPartner(middle)!
  expect([year, project(middle).rows[year + 1]!.ppp]).toEqual([3, null])
  for (const bar of tornado(uncertain)) expect(bar.middle, bar.key).toBe(pppIn(middle, year))
  const costs = reasonsOf(uncertain).find(reason => reason.key === 'costs')!, flat = { ...middle, costs: middle.costs.map(cost => (cost.name === 'rent-or-loan' ? cost : { ...cost, i: Math.min(cost.i, middle.u) })) }
  expect(costs.pounds).toBeCloseTo(pppIn(flat, year)! - pppIn(middle, year)!, 6)
  expect(reasonsOf(uncertain).some(reason => reason.key === 'partners')).toBe(false)
})

test('how long it took to fill a GP post takes the place of what is assumed: six months over it, and at most a half', () => {
  const filled = (months: number) => of({ 'months-to-fill': months }).uncertain.fill.middle
  expect([filled(24), filled(18), filled(12), filled(3)]).toEqual([0.25, 6 / 18, 0.5, 0.5])
  expect(of({}).uncertain.fill.middle).toBe(0.3)
  const own = of({ 'months-to-fill': 24, 'assumed-otherwise': [{ lever: 'fill', low: 5, middle: 10, high: 20 }] }) // what was put in the place of an assumption comes first
  expect(own.uncertain.fill.middle).toBe(0.1)
})

test('who has gone draws nothing: what is in the bank falls by what the partners still there draw', () => {
  const lines = { partners: null, lines: null, leaseEnds: null, cash: { Cash0: 60_000, drawings: 200_000, tax: 40_000, capex: 1_000, loan: 2_000 } }
  const { uncertain } = of({ 'partners-now': 2, stopping: [{ 'within-2-years': 1, later: 1 }] }, lines), { rows } = project(middleOf(uncertain))
  expect(rows[2]!.fte).toBeCloseTo(rows[1]!.fte / 2, 9)
  expect(rows[1]!.cash).toBeCloseTo(60_000 + rows[1]!.profit - 243_000, 6)
  expect(rows[2]!.cash! - rows[1]!.cash!).toBeCloseTo(rows[2]!.profit - 123_000, 6)
})

test('each figure that is assumed is said, with its unit and its ends, once', () => {
  const { basis } = of({ 'assumed-otherwise': [{ lever: 'staffPayRise', low: 2, middle: 3, high: 4 }] })
  const is = (input: string) => basis.filter(each => each.input === input).map(each => [each.is, each.from])
  expect(is('P0')).toEqual([['£130.00, from £65.00 to £195.00', 'assumed']])
  expect(is('coverCost')).toEqual([['£138,000, from £69,000 to £207,000', 'assumed']])
  expect(is('staffPayRise')).toEqual([['3 % a year, from 2 % to 4 %', 'said']])
  expect(is('L0')).toEqual([['2,600', 'published']])
  expect(basis.map(each => each.input)).toEqual([...new Set(basis.map(each => each.input))])
})
