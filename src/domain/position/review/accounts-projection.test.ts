import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccountRow } from './accounts-pasted.ts'
import { projectionLines } from './accounts-projection.ts'
import { accountLines, costLines } from './questions/money.ts'

const years = ['2023-03-31', '2024-03-31', '2025-03-31'] as const
const rows = (line: AccountRow['line'], ...pounds: (number | null)[]): AccountRow[] => pounds.flatMap((each, k) => (each === null ? [] : [{ 'year-ends': years[k]!, line, pounds: each }]))

test('incomes and costs are those of the newest year, with average growth over the years', () => {
  const found = projectionLines([...rows('enhanced', 100, 150, 121), ...rows('training', 10, 10, 10), ...rows('private', 10, 12, 14.2), ...rows('staff', 1000, 1000, 1102.5), ...rows('global-sum', 1, 2, 3)], years)!
  expect(found.year).toBe('2025-03-31')
  expect(found.incomes.ES).toEqual({ value: 121, growth: expect.closeTo(0.1, 12) as number })
  expect(found.incomes.Other).toEqual({ value: 24.2, growth: expect.closeTo(0.1, 12) as number })
  expect(found.costs).toEqual([{ name: 'staff', cost: 1102.5, i: expect.closeTo(0.05, 12) as number }])
  expect(found.stated).toEqual({ globalSum: 3, qof: null })
})

test('growth is held to 15 % either way', () => {
  const { incomes, costs } = projectionLines([...rows('network', 10, 20, 40), ...rows('locums', 40, 20, 10)], years)!
  expect([incomes.PCN.growth, costs[0]!.i]).toEqual([0.15, -0.15])
})

test('no growth is said from one year, through nothing, across a change of sign, or where the newest year has none', () => {
  const { incomes, costs } = projectionLines([...rows('enhanced', null, null, 5), ...rows('network', 5, 0, 5), ...rows('dispensing', 5, -5, 5), ...rows('training', 5, 5, null), ...rows('locums', -5, -4, 4)], years)!
  expect(incomes).toEqual({ ES: { value: 5, growth: null }, PCN: { value: 5, growth: null }, R: { value: 0, growth: null }, Disp: { value: 5, growth: null }, Other: { value: 0, growth: null } })
  expect(costs).toEqual([{ name: 'locums', cost: 4, i: null }])
  expect(projectionLines([], [])).toBeNull()
})

test('two years with one between them missing grow by the years that passed', () => {
  expect(projectionLines(rows('premises-repaid', 100, null, 121), years)!.incomes.R.growth).toBeCloseTo(0.1, 12)
})

test('nothing of the newest year is lost or counted twice', () => {
  const any = fc.array(fc.record({ 'year-ends': fc.constantFrom(...years), line: fc.constantFrom(...accountLines), pounds: fc.integer({ min: -1_000_000, max: 5_000_000 }) }), { maxLength: 100 })
  fc.assert(fc.property(any, all => {
    const { incomes, costs, stated } = projectionLines(all, years)!, newest = all.filter(row => row['year-ends'] === '2025-03-31'), isCost = (line: string) => (costLines as readonly string[]).includes(line)
    const total = (isCosts: boolean) => newest.filter(({ line }) => isCost(line) === isCosts).reduce((sum, { pounds }) => sum + pounds, 0)
    expect(Object.values(incomes).reduce((sum, { value }) => sum + value, 0) + (stated.globalSum ?? 0) + (stated.qof ?? 0)).toBe(total(false))
    expect(costs.reduce((sum, { cost }) => sum + cost, 0)).toBe(total(true))
    for (const growth of [...Object.values(incomes).map(each => each.growth), ...costs.map(({ i }) => i)]) expect(growth === null || Math.abs(growth) <= 0.15).toBe(true)
  }), { seed: 11 })
})
