import { expect, test } from 'vitest'
import { parameters } from '#content/parameters.ts'
import { accounts, said } from '../../../../test/town/said.ts'
import { inUseOn } from '../parameter.ts'
import { furtherOf } from './further.ts'

const today = '2026-11-26', of = (answers: Parameters<typeof said>[0]) => furtherOf(said(answers), inUseOn(parameters, today), today)
const leased = { sites: [{ site: 'Weir Lane', held: 'leased', 'lease-ends': '2028-03-25' }] }

test('nothing beyond four numbers adds nothing', () => expect(of({ 'profit-last-year': 200_000 })).toEqual({ partners: null, lines: null, cash: null, leaseEnds: null }))

test('a lease that ends within five years is an end, unless there is a plan for it or another building', () => {
  expect(of(leased).leaseEnds).toBe(2)
  expect(of({ ...leased, 'lease-plan': 'within-24-months-no-plan' }).leaseEnds).toBe(2)
  expect(of({ ...leased, 'lease-plan': 'within-24-months-with-plan' }).leaseEnds).toBeNull()
  expect(of({ sites: [...leased.sites, { site: 'Mill Road', held: 'all-partners-own' }] }).leaseEnds).toBeNull()
})

test('cash is carried on only where it is known what partners draw, and accounts only where they have costs', () => {
  expect(of({ 'cash-now': 50_000 }).cash).toBeNull()
  expect(of({ 'cash-now': 50_000, drawings: 120_000, 'loans-a-year': 9_000 }).cash).toEqual({ Cash0: 50_000, drawings: 120_000, tax: 0, capex: 0, loan: 9_000 })
  expect(of({ accounts: accounts('2026-03-31', { 'global-sum': 800_000 }) }).lines).toBeNull()
  expect(of({ accounts: [...accounts('2025-03-31', { staff: 1 }), ...accounts('2026-03-31', { 'global-sum': 800_000, training: 8_000, staff: 300_000 })] }).lines).toMatchObject({ globalSum: 800_000, qof: null, Other: 8_000, costs: [{ name: 'staff', cost: 300_000 }], yearEnds: '2026-03-31' })
})
