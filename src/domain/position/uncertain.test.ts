import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPractice, assume, fourNumbers } from '../../../test/town/five-years.ts'
import { said } from '../../../test/town/said.ts'
import { project } from './projection.ts'
import { fiveYears } from './review/five-years.ts'
import { atTheEnd, lastPpp, middleOf, tornado, type Lever, type Uncertain } from './uncertain.ts'

const chances = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0, max: 1, noNaN: true }))).map(all => { const [low, middle, high] = all.sort((a, b) => a - b); return { low: low!, middle: middle!, high: high! } })
const practices = fc.record({ practice: anyPractice, answers: fourNumbers, fill: chances }).map(({ practice, answers, fill }): Uncertain => ({ ...fiveYears({ answers: said(answers), practice, assume, today: '2026-11-26' }).uncertain, fill }))

describe('the low, the middle and the high case', () => {
  test('leave a partner no more, one than the next, in the last year', () => {
    fc.assert(fc.property(practices, uncertain => {
      const [low, middle, high] = [lastPpp(atTheEnd(uncertain, 'low')), lastPpp(middleOf(uncertain)), lastPpp(atTheEnd(uncertain, 'high'))]
      expect(low).toBeLessThanOrEqual(middle + 1e-6)
      expect(middle).toBeLessThanOrEqual(high + 1e-6)
    }), { numRuns: 400 })
  })

  test('also where a new partner brings in less than covering the sessions costs: then the high case fills no place', () => {
    const { uncertain } = fiveYears({ answers: said({ 'profit-last-year': 600_000, 'partners-now': 4, stopping: [{ 'within-2-years': 2 }], 'rent-or-loan': 0, 'assumed-otherwise': [{ lever: 'cover', middle: 30_000 }] }), practice: fc.sample(anyPractice, { numRuns: 1, seed: 2 })[0]!, assume, today: '2026-11-26' })
    const unsure: Uncertain = { ...uncertain, fill: { low: 0, middle: 0.3, high: 1 } }
    expect(atTheEnd(unsure, 'high').joins).toEqual([])
    expect(atTheEnd(unsure, 'low').joins.length).toBeGreaterThan(0)
  })

  test('are all the same where nothing is unsure', () => {
    fc.assert(fc.property(practices, ({ levers, fill, ...rest }) => {
      const sure: Uncertain = { ...rest, levers: levers.map(lever => ({ ...lever, low: lever.middle, high: lever.middle })), fill: { low: fill.middle, middle: fill.middle, high: fill.middle } }
      for (const end of ['low', 'high'] as const) expect(project(atTheEnd(sure, end)).rows).toEqual(project(middleOf(sure)).rows)
    }))
  })
})

describe('what matters most', () => {
  test('stands first, and each bar is told from the same middle', () => {
    fc.assert(fc.property(practices, uncertain => {
      const bars = tornado(uncertain), lengths = bars.map(({ atLow, atHigh }) => Math.abs(atHigh - atLow))
      expect(lengths).toEqual([...lengths].sort((a, b) => b - a))
      for (const { middle } of bars) expect(middle).toBe(lastPpp(middleOf(uncertain)))
      expect(new Set(bars.map(({ key }) => key)).size).toBe(bars.length)
    }))
  })

  test('a lever that does nothing has a bar of nothing, and stands last', () => {
    const idle: Lever = { key: 'zz-idle', low: -1, middle: 0, high: 1, set: inputs => inputs }
    fc.assert(fc.property(practices, uncertain => {
      const bar = tornado({ ...uncertain, levers: [idle, ...uncertain.levers] }).at(-1)!
      expect(bar.atHigh - bar.atLow).toBe(0)
    }))
  })

  test('partners have a bar only where one of them might go, and where somebody would be there still', () => {
    fc.assert(fc.property(practices, uncertain => {
      const staying = { ...uncertain, partners: uncertain.partners.map(partner => ({ ...partner, gone: [0, 0, 0, 0, 0, 0], stated: null })) }
      expect(tornado(staying).map(({ key }) => key)).not.toContain('partners')
      const isThereStill = uncertain.partners.some(({ gone, stated }) => stated === null && gone.every(chance => chance <= 0.25))
      if (isThereStill) expect(tornado(uncertain).map(({ key }) => key)).toContain('partners')
    }))
    const { uncertain } = fiveYears({ answers: said({ 'profit-last-year': 300_000, 'partners-now': 2, stopping: [{ 'within-2-years': 2 }], 'rent-or-loan': 0 }), practice: fc.sample(anyPractice, { numRuns: 1, seed: 3 })[0]!, assume, today: '2026-11-26' })
    expect(tornado({ ...uncertain, fill: { low: 0.4, middle: 0.5, high: 0.6 } }).map(({ key }) => key)).not.toContain('partners')
  })
})
