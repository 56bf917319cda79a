import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPractice, assume, fourNumbers } from '../../../../test/town/five-years.ts'
import { said } from '../../../../test/town/said.ts'
import { project } from '../projection.ts'
import type { Practice } from '../edition.ts'
import { lastYearWithPartner, middleOf, pppIn, tornado } from '../uncertain.ts'
import { assumedIds, between, fallsBelow, fiveYears, missingForRough, stoppingBeyond, ownGrowth, partnersByCount, reasonsOf, type Assuming, type Further } from './five-years.ts'

const today = '2026-11-26'
const all = fc.record({ practice: anyPractice, answers: fourNumbers })
const reckoned = ({ practice, answers }: typeof all extends fc.Arbitrary<infer T> ? T : never) => fiveYears({ answers: said(answers), practice, assume, today })

describe('from four numbers', () => {
  test('year 0 says the profit that was typed, and less only where income does not reach to it, which is said', () => {
    fc.assert(fc.property(all, one => {
      const { uncertain, isCut } = reckoned(one), row = project(middleOf(uncertain)).rows[0]!, typed = one.answers['profit-last-year'] as number
      expect(row.profit).toBeCloseTo(Math.min(typed, row.income - (one.answers['rent-or-loan'] as number)), 4)
      if (Math.abs(typed - row.profit) > 0.01) expect(isCut).toBe(true)
      else expect(isCut && Math.abs(row.income - typed - (one.answers['rent-or-loan'] as number)) > 0.01).toBe(false)
    }))
  })

  test('the partners’ full-time adds up, one for each partner there is, and nobody has gone in year 0', () => {
    fc.assert(fc.property(all, one => {
      const { uncertain: { partners, inputs } } = reckoned(one)
      expect(partners).toHaveLength(one.answers['partners-now'] as number)
      expect(partners.reduce((sum, partner) => sum + partner.fte, 0)).toBeCloseTo(inputs.partnerFTE, 9)
      expect(project(inputs).rows[0]!.fte).toBeCloseTo(inputs.partnerFTE, 9)
      for (const { gone, stated } of partners) {
        expect(gone[0]).toBe(0)
        gone.forEach((chance, t) => { expect(chance).toBeGreaterThanOrEqual(gone[t - 1] ?? 0); expect(chance).toBeLessThanOrEqual(1) })
        if (stated !== null) expect(stated).toBeGreaterThan(0)
      }
    }))
  })

  test('sooner counts before later: more said than there are partners is cut from the end', () => {
    const by = (counts: Record<string, number>) => partnersByCount(said({ 'partners-now': 3, stopping: [counts] }), 2.4, assume).map(({ stated }) => stated)
    expect(by({ later: 5, 'in-3-to-5-years': 2, 'within-2-years': 2 })).toEqual([2, 2, 4])
    expect(by({ later: 1, 'within-2-years': 1 })).toEqual([2, null, null])
    expect(partnersByCount(said({ 'partners-now': 3, stopping: [] }), 3, assume).map(({ stated, fte }) => [stated, fte])).toEqual([[null, 1], [null, 1], [null, 1]])
  })

  test('every lever has its low below its high with its middle between, and every input says where it comes from', () => {
    fc.assert(fc.property(all, one => {
      const { uncertain: { levers, fill }, basis, years } = reckoned(one)
      for (const { low, middle, high } of [...levers, fill]) { expect(low).toBeLessThanOrEqual(middle); expect(middle).toBeLessThanOrEqual(high) }
      for (const { says } of basis) expect(says).not.toBe('')
      expect(years).toEqual([2026, 2027, 2028, 2029, 2030, 2031])
      expect(new Set(basis.map(({ input }) => input)).size).toBe(basis.length)
    }))
  })

  test('no figure is assumed that nobody keeps', () => {
    const asked = new Set<string>()
    fc.assert(fc.property(all, ({ practice, answers }) => { fiveYears({ answers: said(answers), practice, assume: id => { asked.add(id); return assume(id) }, today }) }), { seed: 4 })
    expect([...asked].filter(id => !(assumedIds as readonly string[]).includes(id))).toEqual([])
    expect(asked.size).toBeGreaterThan(15)
  })

  test('what the practice puts in the place of an assumption is what counts, and a low above its middle is no low', () => {
    const { uncertain } = fiveYears({ answers: said({ 'profit-last-year': 300_000, 'partners-now': 3, stopping: [], 'rent-or-loan': 0, 'assumed-otherwise': [{ lever: 'uplift', low: 9, middle: 3, high: 5 }, { lever: 'cover', middle: 90_000 }] }), practice: fc.sample(anyPractice, { numRuns: 1, seed: 1 })[0]!, assume, today })
    const lever = (key: string) => { const { low, middle, high } = uncertain.levers.find(each => each.key === key)!; return [low, middle, high] }
    expect(lever('uplift')).toEqual([0.03, 0.03, 0.05])
    expect(lever('cover')).toEqual([90_000, 90_000, 90_000])
  })

  test('more who stop than there are partners is found out', () => {
    const beyond = (partners: number | null, row: Record<string, number> | null) => stoppingBeyond(question => (question === 'partners-now' ? partners : row === null ? null : [row]))
    expect(beyond(2, { 'within-2-years': 2, later: 3 })).toEqual({ stopping: 5, partners: 2 })
    for (const fits of [beyond(3, { 'within-2-years': 1, 'not-said': 2 }), beyond(3, {}), beyond(null, { later: 9 }), beyond(3, null)]) expect(fits).toBeNull()
  })

  test('what is missing is named, and a number that nobody knows is missing as well', () => {
    expect(missingForRough(said({}))).toEqual(['profit-last-year', 'partners-now', 'stopping', 'rent-or-loan'])
    expect(missingForRough(said({ 'profit-last-year': 1, 'partners-now': 1, stopping: null, 'rent-or-loan': 0 }))).toEqual([])
    expect(missingForRough(said({ 'profit-last-year': null, 'partners-now': 1, stopping: [], 'rent-or-loan': null }))).toEqual(['profit-last-year', 'rent-or-loan'])
  })
})

describe('what it suggests', () => {
  test('reasons are the largest first, three at most, of a hundred pounds or more, and each is what taking that one thing away would leave', () => {
    fc.assert(fc.property(all, one => {
      const { uncertain } = reckoned(one), reasons = reasonsOf(uncertain), by = reasons.map(({ pounds }) => pounds)
      expect(by.length).toBeLessThanOrEqual(3)
      for (const pounds of by) expect(pounds).toBeGreaterThanOrEqual(100)
      expect(by).toEqual([...by].sort((a, b) => b - a))
      expect(new Set(reasons.map(({ key }) => key)).size).toBe(reasons.length)
      // A list that does not shrink is no reason, and nobody is one where nobody said that they stop.
      if (middleOf(uncertain).g >= 0) expect(reasons.map(({ key }) => key)).not.toContain('list')
      if (uncertain.partners.every(({ stated }) => stated === null)) expect(reasons.map(({ key }) => key)).not.toContain('partners')
    }))
  })

  test('the year it falls below is the first in which it does', () => {
    fc.assert(fc.property(all, one => {
      const { uncertain } = reckoned(one), year = fallsBelow(uncertain), isBelow = project(middleOf(uncertain)).rows.map(({ ppp, floor }) => ppp !== null && ppp < floor)
      expect(year).toBe(isBelow.includes(true) ? isBelow.indexOf(true) : null)
    }))
  })

  test('a list’s own growth is what takes its first to its last in those years', () => {
    const trend = (...lists: [string, number][]) => ownGrowth({ trend: lists.map(([asAt, patients]) => ({ edition: asAt, asAt, patients })) })
    expect(trend(['2024-01-01', 10_000], ['2026-01-01', 12_100])).toBeCloseTo(0.1, 3)
    expect(trend(['2026-01-01', 10_000])).toBeNull()
    expect(trend(['2025-10-01', 9_000], ['2026-01-01', 10_000])).toBeNull() // a quarter says nothing of a year
    expect(trend(['2010-01-01', 1], ['2025-01-01', 10_000], ['2026-01-01', 10_000])).toBeCloseTo(0, 9) // more than five years ago is not of now
  })

  test('a range is said to the nearest thousand, and one figure where both ends are the same', () => {
    expect([between(78_400, 96_499), between(78_400, 78_499)]).toEqual(['between £78,000 and £96,000', 'about £78,000'])
  })
})

// Small figures of one practice.

const values: Partial<Record<Parameters<Assuming>[0], number>> = { globalSum: 130, oohDeduction: 0.0475, qofPoint: 228, qofPointsAvailable: 582, qofAchieved: 0.93, contractorPopulationIndex: 10_349, otherIncomeShare: 0.3, coverCost: 138_000, salariedEquivalent: 90_000, partnerFullTime: 0.9, fillChance: 0.3, leaveUnder50: 0.02, leaveUnsaid: 0.05, firmnessLikely: 0.6, staffPayRise: 0.042 }
const half: Assuming = id => { const middle = values[id] ?? 0.025; return { low: middle * 0.5, middle, high: middle * 1.5, source: id } }
const practice = { patients: 2_600, trend: [], contract: null, workforce: null } as unknown as Practice
const of = (answers: Parameters<typeof said>[0], further?: Further) => fiveYears({ answers: said({ 'profit-last-year': 168_000, 'partners-now': 1, stopping: [{ 'in-3-to-5-years': 1 }], 'rent-or-loan': 24_000, ...answers }), practice, assume: half, today: '2026-11-26', ...further ? { further } : {} })

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
