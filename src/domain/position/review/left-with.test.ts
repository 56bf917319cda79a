import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { said } from '../../../../test/town/said.ts'
import { expectedPartners, fillShare, handbookHazards, lastPartnerIndex, leftWith, partnersAhead, partnersOf, statutoryWeeks, type Line } from './left-with.ts'
import { bornBands, firmness } from './questions/partners.ts'

const today = '2026-11-26', none = new Map<string, number>(), capped = new Map([['statutoryWeekCap', 700]])
const line = (id: Line['id'], answers: Parameters<typeof said>[0], parameters = capped) => leftWith({ answers: said(answers), parameters, today }).lines.find(one => one.id === id)!
const near = (values: readonly number[]) => values.map(value => Math.round(value * 1e6) / 1e6)

describe('redundancy is half a week, one or one and a half for each year, from two years on and for at most twenty', () => {
  test('under 22, three years: 1.5 weeks; 22 to 40, ten years: 10; 41 and over, thirty years: 30', () => {
    expect([statutoryWeeks('under-22', 3), statutoryWeeks('22-40', 10), statutoryWeeks('41-and-over', 30)]).toEqual([1.5, 10, 30])
  })
  test('one year and eleven months is nothing; two years are two', () => {
    expect([statutoryWeeks('22-40', 1.92), statutoryWeeks('22-40', 2), statutoryWeeks('22-40', 2.9)]).toEqual([0, 2, 2])
  })
  test('two receptionists of 45 on £26,000 together, 10 years: 2 × 15 weeks × £250 = £7,500', () => {
    expect(line('redundancy', { staffing: [{ role: 'reception', people: 2, pay: 26_000, contract: 'permanent', age: '41-and-over', 'years-here': 10 }] })).toMatchObject({ pounds: 7_500, assumed: [], missing: null })
  })
  test('a salaried GP of 38 on £78,000, 8 years: 8 weeks at the limit of £700 = £5,600, not at £1,500', () => {
    const staffing = [{ role: 'salaried-gp', people: 1, pay: 78_000, contract: 'permanent', age: '22-40', 'years-here': 8 }]
    expect(line('redundancy', { staffing }).pounds).toBe(5_600)
    const uncapped = line('redundancy', { staffing }, none)
    expect(uncapped.pounds).toBe(12_000)
    expect(uncapped.assumed[0]).toContain('the limit of the day is not held here')
  })
  test('those of the network, an agency or a locum are not the practice’s to pay, and it says so', () => {
    const staffing = (['network', 'agency', 'self-employed', 'locum'] as const).map(contract => ({ role: 'pharmacist', people: 1, pay: 50_000, contract, age: '22-40', 'years-here': 9 }))
    const owed = line('redundancy', { staffing })
    expect(owed.pounds).toBe(0)
    expect(owed.assumed).toEqual(['Staff of the network or an agency, locums, trainees and those who work for themselves are not counted: you do not employ them.'])
  })
  test('what was not said is assumed and named: age the oldest, years the others’ mean of 6, pay the limit: 6 × 1.5 × £700 = £6,300', () => {
    const owed = line('redundancy', { staffing: [{ role: 'manager', people: 1, contract: 'permanent' }, { role: 'cleaner', people: 1, pay: 5_200, contract: 'permanent', age: '22-40', 'years-here': 6 }] })
    expect(owed.pounds).toBe(6_300 + 600)
    expect(owed.assumed).toEqual(['Manager: 41 and over, as the age was not said.', 'Manager: 6 years here, as the others have on average.', 'Manager: a week’s pay at the limit, as pay was not said.'])
  })
  test('not answered, and answered with “we don’t know”, are two things', () => {
    expect(line('redundancy', {}).missing).toEqual({ notKnown: 'not-answered', says: 'Not answered yet: who works here.' })
    expect(line('redundancy', { staffing: null }).missing).toEqual({ notKnown: 'we-do-not-know', says: 'We don’t know: you answered so about who works here.' })
  })
  test('more years, more people or more pay never lower it', () => {
    const row = fc.record({ people: fc.integer({ min: 1, max: 9 }), pay: fc.integer({ min: 0, max: 200_000 }), age: fc.constantFrom('under-22', '22-40', '41-and-over'), 'years-here': fc.integer({ min: 0, max: 40 }) })
    const owed = (one: Record<string, string | number>) => line('redundancy', { staffing: [{ role: 'reception', contract: 'permanent', ...one }] }).pounds!
    fc.assert(fc.property(row, one => {
      expect(owed({ ...one, 'years-here': one['years-here'] + 1 })).toBeGreaterThanOrEqual(owed(one))
      expect(owed({ ...one, pay: one.pay + 5_000 })).toBeGreaterThanOrEqual(owed(one))
      expect(owed({ ...one, people: one.people * 2, pay: one.pay * 2 })).toBeCloseTo(2 * owed(one), 6)
    }), { seed: 61, numRuns: 150 })
  })
})

describe('the lease, putting right, loans, tax and cash', () => {
  const site = { site: 'Harbour Street', held: 'leased', 'lease-ends': '2030-11-26', rent: 40_000, 'rates-service-repairs': 10_000, 'putting-right': 30_000, bound: 'AB and CD' }
  test('£50,000 a year for the four years to 26 November 2030 is £200,000', () => {
    expect(line('lease', { sites: [site] }).pounds).toBeCloseTo(200_000, 6)
  })
  test('to the day it may be ended where that is sooner, and to the end where that day has passed', () => {
    expect(line('lease', { sites: [{ ...site, 'break-on': '2028-11-26' }] }).pounds).toBeCloseTo(100_000, 6)
    expect(line('lease', { sites: [{ ...site, 'break-on': '2024-11-26' }] }).pounds).toBeCloseTo(200_000, 6)
  })
  test('a lease that may end with the contract counts as nothing, and says so', () => {
    const owed = line('lease', { sites: [{ ...site, 'break-with-contract': 'yes' }] })
    expect(owed.pounds).toBe(0)
    expect(owed.assumed).toEqual(['Harbour Street: nothing, as the lease may be ended with the contract for services; rent runs on while notice does.'])
  })
  test('a lease without a day is not known; owning every site means that none of it arises', () => {
    expect(line('lease', { sites: [{ site: 'Harbour Street', held: 'leased', rent: 40_000 }] }).missing?.notKnown).toBe('not-answered')
    expect(line('lease', { sites: [{ site: 'Harbour Street', held: 'all-partners-own' }] }).missing?.notKnown).toBe('does-not-apply')
    expect(leftWith({ answers: said({ sites: [{ site: 'Harbour Street', held: 'all-partners-own' }] }), parameters: capped, today }).without).toEqual(['redundancy', 'loans', 'buildings', 'tax', 'cash'])
  })
  test('a building worth £300,000 with £360,000 owed on it leaves £60,000; one worth more leaves nothing', () => {
    expect(line('buildings', { sites: [{ site: 'A', held: 'all-partners-own', loan: 360_000, worth: 300_000 }, { site: 'B', held: 'all-partners-own', loan: 100_000, worth: 300_000 }] }).pounds).toBe(60_000)
  })
  test('tax of £60,000 with £45,000 kept back is £15,000; with more kept back it is nothing, never less', () => {
    expect(line('tax', { 'tax-a-year': 60_000, 'tax-kept-back': 45_000 }).pounds).toBe(15_000)
    expect(line('tax', { 'tax-a-year': 60_000, 'tax-kept-back': 80_000 }).pounds).toBe(0)
  })
  test('cash of £20,000 is taken off, an overdraft of £5,000 is added', () => {
    expect([line('cash', { 'cash-now': 20_000 }).pounds, line('cash', { 'cash-now': -5_000 }).pounds]).toEqual([-20_000, 5_000])
  })
  test('whom a lease binds is told in their words, and what binds partners anyway is told with its source', () => {
    const left = leftWith({ answers: said({ sites: [site, { site: 'Quay', held: 'leased' }] }), parameters: capped, today })
    expect(left.bound).toEqual([{ site: 'Harbour Street', who: 'AB and CD' }, { site: 'Quay', who: null }])
    expect(left.boundAnyway).toContain('Partnership Act 1890')
  })
})

describe('what each would owe', () => {
  test('£7,500 + £30,000 − £10,000 = £27,500, for one where three partners all firmly go: 3 − 2.7 = 0.3 expected', () => {
    const partner = { sessions: 6, 'stops-from': 2028, 'how-firm': 'firm' }
    const left = leftWith({ answers: said({ staffing: [{ role: 'reception', people: 2, pay: 26_000, contract: 'permanent', age: '41-and-over', 'years-here': 10 }], 'loans-owed': 30_000, 'cash-now': 10_000, 'partner-list': [partner, partner, partner] }), parameters: capped, today })
    expect(left).toMatchObject({ total: 27_500, heads: 1, eachPounds: 27_500, without: ['lease', 'putting-right', 'buildings', 'tax'] })
    expect(near(left.expected!.partners)).toEqual([3, 3, 0.3, 0.3, 0.3, 0.3])
    expect(left.expected!.yearsToOne).toBe(2)
    expect(left.shared).toBe('Shared among one: 0.3 partners are expected to be here in five years.')
  })
  test('lines add up to the total, and the total is heads times each', () => {
    const answers = fc.record({ 'loans-owed': fc.integer({ min: 0, max: 900_000 }), 'cash-now': fc.integer({ min: -100_000, max: 900_000 }), 'tax-a-year': fc.integer({ min: 0, max: 90_000 }), 'tax-kept-back': fc.integer({ min: 0, max: 90_000 }), 'partners-now': fc.integer({ min: 1, max: 9 }) })
    fc.assert(fc.property(answers, one => {
      const left = leftWith({ answers: said(one), parameters: capped, today })
      expect(left.lines.reduce((sum, each) => sum + (each.pounds ?? 0), 0)).toBe(left.total)
      expect(left.eachPounds * left.heads).toBeCloseTo(left.total, 6)
      expect(left.heads).toBeGreaterThanOrEqual(1)
      expect(leftWith({ answers: said({ ...one, 'loans-owed': one['loans-owed'] + 12_345 }), parameters: capped, today }).total).toBe(left.total + 12_345)
    }), { seed: 62, numRuns: 150 })
  })
  test('twice the rent, wages under the limit, loans and cash are twice the total', () => {
    const of = (k: number) => leftWith({ answers: said({ staffing: [{ role: 'reception', people: 3, pay: 20_000 * k, contract: 'permanent', age: '22-40', 'years-here': 7 }], sites: [{ site: 'A', held: 'leased', 'lease-ends': '2031-03-01', rent: 9_000 * k, 'putting-right': 4_000 * k }], 'loans-owed': 8_000 * k, 'cash-now': 3_000 * k }), parameters: capped, today }).total
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), k => { expect(of(k)).toBeCloseTo(k * of(1), 4) }), { seed: 63, numRuns: 5 })
  })
  test('the index of three leaving firmly in two years, £27,500 each and no deed: 0.5 × 3/5 + 0.3 × 27.5/250 + 0.2 = 0.533; it never leaves 0 to 1', () => {
    const expected = { partners: [3, 3, 0.3, 0.3, 0.3, 0.3], yearsToOne: 2 }
    expect(lastPartnerIndex({ expected, eachPounds: 27_500 }, said({ deed: 'none' }))).toBeCloseTo(0.533, 10)
    expect(lastPartnerIndex({ expected: { ...expected, yearsToOne: 0 }, eachPounds: 9e9 }, said({ deed: 'unsigned' }))).toBe(1)
    expect(lastPartnerIndex({ expected: { ...expected, yearsToOne: null }, eachPounds: -9e9 }, said({ deed: 'signed-and-current' }))).toBe(0)
    expect(lastPartnerIndex({ expected: null, eachPounds: 1 }, said({}))).toBeNull()
  })
})

describe('partners ahead', () => {
  const ahead = (row: Record<string, string | number>) => partnersAhead([row], today, none)[0]!
  test('firmly from 2028: nine in ten gone in 2028, two years on, and taken to go then', () => {
    expect(ahead({ sessions: 6, 'stops-from': 2028, 'how-firm': 'firm' })).toEqual({ fte: 6 / 9, gone: [0, 0, 0.9, 0.9, 0.9, 0.9], stated: 2 })
  })
  test('likely between 2028 and 2030: a third of six in ten each year', () => {
    const { gone, stated } = ahead({ sessions: 9, 'stops-from': 2028, 'stops-to': 2030, 'how-firm': 'likely' })
    expect([near(gone), stated]).toEqual([[0, 0, 0.2, 0.4, 0.6, 0.6], 3])
  })
  test('a year that has come or passed counts from next year; nobody has gone this year', () => {
    expect(ahead({ sessions: 9, 'stops-from': 2024, 'how-firm': 'firm' })).toEqual({ fte: 1, gone: [0, 0.9, 0.9, 0.9, 0.9, 0.9], stated: 1 })
  })
  test('maybe is three in ten, and nobody is taken to go; beyond five years nobody has gone', () => {
    expect(ahead({ sessions: 9, 'stops-from': 2027, 'how-firm': 'maybe' })).toMatchObject({ gone: [0, 0.3, 0.3, 0.3, 0.3, 0.3], stated: null })
    expect(ahead({ sessions: 9, 'stops-from': 2040, 'how-firm': 'firm' })).toMatchObject({ gone: [0, 0, 0, 0, 0, 0], stated: 14 })
  })
  test('born 1970 to 1974, so 55 in 2027: 12 % a year to 57, then 25 %', () => {
    expect(near(ahead({ sessions: 9, born: '1970-74' }).gone)).toEqual(near([0, 0.12, 1 - 0.88 ** 2, 1 - 0.88 ** 3, 1 - 0.88 ** 3 * 0.75, 1 - 0.88 ** 3 * 0.75 ** 2]))
  })
  test('without sessions a partner works as the others do: 6 and 8 make 7 of 9', () => {
    expect(partnersAhead([{ sessions: 6 }, { sessions: 8 }, { who: 'C' }], today, none)[2]!.fte).toBeCloseTo(7 / 9, 10)
  })
  test('no year is ever less likely than the one before, and the year now is 0', () => {
    const row = fc.record({ sessions: fc.integer({ min: 1, max: 12 }), born: fc.constantFrom(...bornBands), 'how-firm': fc.constantFrom(...firmness), 'stops-from': fc.integer({ min: 2020, max: 2045 }), 'stops-to': fc.integer({ min: 2020, max: 2045 }) }, { requiredKeys: ['sessions'] })
    fc.assert(fc.property(row, one => {
      const { gone } = ahead(one as Record<string, string | number>)
      expect([gone.length, gone[0]]).toEqual([6, 0])
      gone.forEach((chance, t) => { expect(chance).toBeLessThanOrEqual(1); if (t > 0) expect(chance).toBeGreaterThanOrEqual(gone[t - 1]!) })
    }), { seed: 64, numRuns: 300 })
  })
  test('the older are never less likely to have gone, by the handbook’s hazards or by any that rise with age', () => {
    const bands = ['from-1990', '1980-89', '1975-79', '1970-74', '1965-69', '1960-64', 'before-1960']
    const ids = ['leaveUnder50', 'leave50to54', 'leave55to57', 'leave58to60', 'leaveOver60'] as const
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 }), shares => {
      const rising = [...shares].sort((a, b) => a - b), parameters = new Map(ids.map((id, k) => [id as string, rising[k]! / 100]))
      const last = bands.map(born => partnersAhead([{ sessions: 9, born }], today, parameters)[0]!.gone[5]!)
      last.forEach((chance, k) => { if (k > 0) expect(chance).toBeGreaterThanOrEqual(last[k - 1]! - 1e-12) })
    }), { seed: 65, numRuns: 100 })
    expect(Object.keys(handbookHazards)).toEqual(expect.arrayContaining([...ids]))
  })
  test('half of the gone come back where a vacancy takes twelve months or less; a quarter where it takes two years; none where nobody knows', () => {
    expect([fillShare(6), fillShare(12), fillShare(24), fillShare(0), fillShare(null)]).toEqual([0.5, 0.5, 0.25, 0.5, 0])
    const two = [{ fte: 1, gone: [0, 0, 1, 1, 1, 1], stated: 2 }, { fte: 1, gone: [0, 0, 0, 0, 0, 0], stated: null }]
    expect(expectedPartners(two, 24)).toEqual({ partners: [2, 2, 1.25, 1.25, 1.25, 1.25], yearsToOne: 2 })
    expect(expectedPartners(two, 12).yearsToOne).toBeNull()
  })
  test('one partner is one already; from four numbers nobody is named', () => {
    expect(expectedPartners(partnersOf(said({ 'partners-now': 1 }), today, none)!, null).yearsToOne).toBe(0)
    expect(partnersOf(said({ 'partners-now': 2, stopping: [{ 'within-2-years': 1 }] }), today, none)![0]!.gone).toEqual([0, 0.3, 0.6, 0.6, 0.6, 0.6])
    expect(partnersOf(said({}), today, none)).toBeNull()
  })
})
