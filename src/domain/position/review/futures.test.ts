import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyPractice, assume, fourNumbers } from '../../../../test/town/five-years.ts'
import { said } from '../../../../test/town/said.ts'
import { project } from '../projection.ts'
import { middleOf, type Uncertain } from '../uncertain.ts'
import { fiveYears } from './five-years.ts'
import { futures, inFuture, type FutureAssumed } from './futures.ts'

const practices = fc.record({ practice: anyPractice, answers: fourNumbers }).map(({ practice, answers }): Uncertain => fiveYears({ answers: said(answers), practice, assume, today: '2026-11-26' }).uncertain)
const range = (most: number) => fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0, max: most, noNaN: true }))).map(all => { const [low, middle, high] = all.sort((a, b) => a - b); return { low: low!, middle: middle!, high: high! } })
const assumed: fc.Arbitrary<FutureAssumed> = fc.record({ saving: range(0.2), fee: range(15), setUp: range(200_000), filling: fc.double({ min: 0, max: 0.3, noNaN: true }) })
const none = { low: 0, middle: 0, high: 0 }
const rows = (uncertain: Uncertain) => project(middleOf(uncertain)).rows
const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(1e-6 * Math.max(1, Math.abs(a), Math.abs(b)))

test('today is the same in all three', () => {
  fc.assert(fc.property(practices, assumed, (uncertain, each) => {
    const now = rows(uncertain)[0]!
    for (const future of futures) { const row = rows(inFuture(uncertain, future, each))[0]!; near(row.profit, now.profit); near(row.income, now.income); expect(row.fte).toBe(now.fte) }
  }))
})

test('assumptions of nothing change nothing, in any year', () => {
  fc.assert(fc.property(practices, uncertain => {
    rows(inFuture(uncertain, 'join', { saving: none, fee: none, setUp: none, filling: 0 })).forEach((row, t) => { near(row.profit, rows(uncertain)[t]!.profit); expect(row.fte).toBe(rows(uncertain)[t]!.fte) })
    expect(inFuture(uncertain, 'alone', { saving: none, fee: none, setUp: none, filling: 0.5 })).toBe(uncertain)
    expect(inFuture(uncertain, 'share', null)).toBe(uncertain)
  }))
})

test('what is saved is that share of each cost that can be shared, every year from the first, and never of rent', () => {
  fc.assert(fc.property(practices, fc.double({ min: 0, max: 0.3, noNaN: true }), (uncertain, saving) => {
    const shared = inFuture(uncertain, 'share', { saving: { low: saving, middle: saving, high: saving }, fee: none, setUp: none, filling: 0 }), alone = rows(uncertain), costs = middleOf(uncertain).costs.filter(({ name }) => name === 'everything-else')
    rows(shared).forEach((row, t) => near(alone[t]!.expense - row.expense, t === 0 ? 0 : costs.reduce((sum, { cost, i }) => sum + saving * cost * (1 + i) ** t, 0)))
  }))
})

test('a fee for each patient is paid from the first year, and what it costs to set up in that year alone', () => {
  fc.assert(fc.property(practices, fc.double({ min: 0, max: 20, noNaN: true }), fc.integer({ min: 0, max: 300_000 }), (uncertain, fee, once) => {
    const atEnd = inFuture(uncertain, 'share', { saving: none, fee: { low: fee, middle: fee, high: fee }, setUp: { low: once, middle: once, high: once }, filling: 0 }), { L0, u } = middleOf(uncertain)
    rows(atEnd).forEach((row, t) => near(row.expense - rows(uncertain)[t]!.expense, t === 0 ? 0 : fee * L0 * (1 + u) ** t + (t === 1 ? once : 0)))
  }))
})

test('a place is never more than certain to be filled, and never filled less easily than alone', () => {
  fc.assert(fc.property(practices, assumed, (uncertain, each) => {
    const { fill } = inFuture(uncertain, 'join', each)
    for (const end of ['low', 'middle', 'high'] as const) { expect(fill[end]).toBeGreaterThanOrEqual(uncertain.fill[end]); expect(fill[end]).toBeLessThanOrEqual(1) }
  }))
})
