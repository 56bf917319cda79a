import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../words.ts'
import { breakEvenCostCut, breakEvenList, project, readProjection, type ProjectionInputs } from './projection.ts'

const file = JSON.parse(readFileSync(new URL('../../../test/fixtures/projection.json', import.meta.url), 'utf8')) as Record<string, unknown>
const inputs = readProjection(file) as ProjectionInputs

test('the worked example of the handbook comes out to the pound', () => {
  const { rows, failures } = project(inputs)
  expect(rows.slice(0, 5).map(({ t, income, expense, profit, fte, ppp, floor }) => [t, ...[income, expense, profit].map(Math.round), fte, Math.round(ppp!), Math.round(floor)])).toEqual([
    [0, 1_127_293, 870_000, 257_293, 2.75, 93_561, 90_000],
    [1, 1_148_488, 902_690, 245_798, 2.75, 89_381, 92_700],
    [2, 1_170_086, 1_084_460, 85_626, 1.75, 48_929, 95_481],
    [3, 1_192_095, 1_239_626, -47_532, 1, -47_532, 98_345],
    [4, 1_214_523, 1_285_588, -71_066, 1, -71_066, 101_296],
  ])
  expect([Math.round(rows[0]!.globalSum), Math.round(rows[0]!.qof)]).toEqual([808_765, 73_529])
  expect(failures.map(({ test, year }) => [test, year])).toEqual([['below-floor', 2], ['loss', 3]])
})

test('with nobody leaving, profit in the fifth year is 190,923 and 69,426 a partner: a slope, not a fall', () => {
  const last = project({ ...inputs, leaves: [] }).rows.at(-1)!
  expect([Math.round(last.profit), Math.round(last.ppp!)]).toEqual([190_923, 69_426])
})

const change = fc.record({ t: fc.integer({ min: 0, max: 5 }), fte: fc.double({ min: 0, max: 1, noNaN: true }) })
const anyInputs = fc.record({
  L0: fc.integer({ min: 500, max: 60_000 }), g: fc.double({ min: -0.1, max: 0.1, noNaN: true }), w: fc.double({ min: 0.7, max: 1.4, noNaN: true }), P0: fc.double({ min: 90, max: 160, noNaN: true }), u: fc.double({ min: -0.02, max: 0.06, noNaN: true }),
  Other: fc.record({ value: fc.integer({ min: 0, max: 1e6 }), growth: fc.double({ min: -0.1, max: 0.1, noNaN: true }) }), costs: fc.array(fc.record({ name: fc.constantFrom('staff', 'rent', 'power'), cost: fc.integer({ min: 0, max: 2e6 }), i: fc.double({ min: -0.05, max: 0.1, noNaN: true }) }), { maxLength: 5 }),
  leaves: fc.array(change, { maxLength: 3 }), joins: fc.array(change, { maxLength: 3 }), coverCost: fc.integer({ min: 0, max: 200_000 }),
}).map((drawn): ProjectionInputs => ({ ...inputs, ...drawn, partnerFTE: 4 }))

test('profit is what comes in less what goes out, and a partner’s part times partners is all of it', () => {
  fc.assert(fc.property(anyInputs, each => {
    for (const row of project(each).rows) {
      expect(row.profit).toBeCloseTo(row.income - row.expense, 6)
      if (row.ppp !== null) expect(row.ppp * row.fte).toBeCloseTo(row.profit, 4)
      expect(row.income).toBeCloseTo(row.globalSum + row.qof + each.Other.value * (1 + each.Other.growth) ** row.t + each.R.value * (1 + each.R.growth) ** row.t, 4)
    }
  }))
})

test('costs add up: the cost of two lists of costs is that of one with both', () => {
  fc.assert(fc.property(anyInputs, anyInputs, (one, other) => {
    const expense = (costs: ProjectionInputs['costs']) => project({ ...one, leaves: [], joins: [], costs }).rows.map(row => row.expense)
    const a = expense(one.costs), b = expense(other.costs)
    expense([...one.costs, ...other.costs]).forEach((both, t) => expect(both).toBeCloseTo(a[t]! + b[t]!, 3))
  }))
})

test('a year of failure is the first at which its test holds, and no earlier year holds it', () => {
  fc.assert(fc.property(anyInputs, each => {
    const { rows, failures } = project({ ...each, cash: { Cash0: 100_000, drawings: 150_000, tax: 0, capex: 0, loan: 0 } })
    const holds = { loss: (t: number) => rows[t]!.profit < 0, cash: (t: number) => rows[t]!.cash! < 0, 'no-contractor': (t: number) => rows[t]!.fte <= 0, 'below-floor': (t: number) => t > 0 && [t - 1, t].every(at => rows[at]!.ppp !== null && rows[at]!.ppp! < rows[at]!.floor), lease: () => false }
    for (const test of Object.keys(holds) as (keyof typeof holds)[]) {
      const first = rows.findIndex(row => holds[test](row.t)), said = failures.find(failure => failure.test === test)
      expect(said?.year ?? -1).toBe(first)
    }
  }))
})

test('at the list that breaks even income meets cost, and a cut of what is missing gives partners what they need', () => {
  fc.assert(fc.property(anyInputs, each => {
    const row = project(each).rows[0]!, list = breakEvenList(row)!
    expect((row.globalSum + row.qof) / row.list * list + (row.income - row.globalSum - row.qof)).toBeCloseTo(row.expense, 3)
    expect((row.profit + breakEvenCostCut(row))).toBeCloseTo(row.floor * row.fte, 4)
  }))
})

test.each([
  [[], 'A projection is one JSON object: {"L0": 6400, …}.'], [{ ...file, L0: undefined }, 'L0 is missing (registered patients).'], [{ ...file, L0: '6400' }, 'L0 is "6400"; it must be a number.'], [{ ...file, g: 4 }, 'g is 4; it must be from -0.9 to 1.'],
  [{ ...file, lo: 6400 }, 'lo is not an input that is known here.'], [{ ...file, costs: [{ cost: 3 }] }, 'costs[0].name must say what is paid for.'], [{ ...file, costs: {} }, 'costs must be a list.'], [{ ...file, leaves: [{ t: 1.5, fte: 1 }] }, 'leaves[0].t is 1.5; years are whole.'],
  [{ ...file, leaves: [{ t: 1, fte: 3 }] }, 'leaves takes away more partners than there are by year 1.'], [{ ...file, Other: 'x' }, 'Other must be a number or {"value": pounds, "growth": share}.'], [{ ...file, w: Number.NaN }, 'w is null; it must be a number.'],
])('a file that will not do names its field: %#', (given, why) => {
  const read = readProjection(given)
  expect(isRefusal(read) && read.why).toBe(why)
})
