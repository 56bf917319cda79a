import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parameters } from '#content/parameters.ts'
import { dayAfter, dayNumber, isDay } from '../day.ts'
import { isRefusal, type Day } from '../words.ts'
import { faultsOn, inFigures, inUseOn, parameterGroups, readValue, valueOn, withAdded, type DatedValue, type Parameter, type TypedValue } from './parameter.ts'

const value = (from: Day, more: Partial<DatedValue> = {}): DatedValue => ({ value: 1, from, source: 'NHS England, GP contract', checkedOn: '2026-11-21', reviewBy: '2027-04-30', isEstimate: false, ...more })
const parameter = (values: DatedValue[], more: Partial<Parameter> = {}): Parameter => ({ id: 'globalSum', name: 'Global sum', unit: 'a year', form: 'pounds', group: 'contract', values, ...more })
const one = (id: string): Parameter => parameters.find(each => each.id === id)!
const aDay = fc.integer({ min: 0, max: 3_000 }).map(days => dayAfter('2022-01-01', days))
const someValues = fc.array(fc.record({ from: aDay, worth: fc.integer({ min: 0, max: 1_000 }) }), { maxLength: 12 }).map(all => all.map(({ from, worth }) => value(from, { value: worth })))
const seeded = { seed: 1911, numRuns: 500 }

describe('the value that holds on a day', () => {
  test('is never one from a later day, and no other that has begun is newer', () => {
    fc.assert(fc.property(someValues, aDay, (values, day) => {
      const held = valueOn({ values }, day), begun = values.filter(each => each.from <= day)
      expect(begun.includes(held!)).toBe(begun.length > 0)
      for (const each of begun) expect(each.from <= held!.from).toBe(true)
    }), seeded)
  })

  test('never goes back to an older one as days pass', () => {
    fc.assert(fc.property(someValues, aDay, fc.nat(2_000), (values, day, days) => {
      const before = valueOn({ values }, day), after = valueOn({ values }, dayAfter(day, days))
      if (before !== null) expect(after !== null && after.from >= before.from).toBe(true)
    }), seeded)
  })

  test('of two from the same day is the one put down later, in whatever order the others stand', () => {
    const values = [value('2026-04-01', { value: 3 }), value('2025-04-01', { value: 1 }), value('2025-04-01', { value: 2 })]
    expect([valueOn({ values }, '2025-03-31'), valueOn({ values }, '2025-04-01')?.value, valueOn({ values }, '2026-03-31')?.value, valueOn({ values }, '2026-04-01')?.value]).toEqual([null, 2, 2, 3])
  })
})

describe('a value past the day it was to be looked at again', () => {
  const late = parameter([value('2025-04-01', { reviewBy: '2026-04-30' }), value('2027-04-01', { reviewBy: '2028-04-30' })])
  test('is a fault from the day after, with a sentence, until a newer one holds', () => {
    expect([faultsOn([late], '2025-01-01'), faultsOn([late], '2026-04-30'), faultsOn([late], '2027-04-01')]).toEqual([[], [], []])
    expect(faultsOn([late], '2026-05-01')).toEqual([{ id: 'globalSum', name: 'Global sum', reviewBy: '2026-04-30', says: 'Global sum: this figure was to be looked at again by 30 April 2026.' }])
  })

  test('is marked wherever it is used, and nothing else is', () => {
    fc.assert(fc.property(fc.array(fc.tuple(someValues, aDay), { maxLength: 6 }), aDay, (all, day) => {
      const known = all.map(([values, reviewBy], i) => parameter(values.map(each => ({ ...each, reviewBy })), { id: `p${i}` }))
      expect([...inUseOn(known, day).values()].filter(each => each.isPast).map(each => each.id)).toEqual(faultsOn(known, day).map(each => each.id))
    }), seeded)
  })
})

test('values added later hold beside those that were there, and one of a figure nobody knows is passed over', () => {
  const both = withAdded([parameter([value('2026-04-01')])], [{ parameter: 'globalSum', value: value('2026-04-01', { value: 7 }) }, { parameter: 'somethingElse', value: value('2026-04-01', { value: 8 }) }])
  expect([...inUseOn(both, '2026-04-01')].map(([id, held]) => [id, held.value, held.low])).toEqual([['globalSum', 7, null]])
})

describe('a value as it is typed', () => {
  const typed: TypedValue = { value: '133.2', from: '2027-04-01', source: 'NHS England, GP contract 2027/28, March 2027', reviewBy: '2028-04-30' }, today = '2027-03-30'
  const read = (more: Partial<TypedValue>, id = 'globalSum') => { const found = readValue(one(id), { ...typed, ...more }, today); return isRefusal(found) ? `${found.code}: ${found.why}` : found }

  test('is read by the form of its figure', () => {
    expect(read({})).toEqual({ value: 133.2, from: '2027-04-01', source: typed.source, checkedOn: today, reviewBy: '2028-04-30', isEstimate: false })
    expect(read({ value: '£1,133.205' })).toMatchObject({ value: 1133.205 })
    expect(read({ value: '3%', low: '-0.5 %', high: '5%' }, 'staffPayRise')).toMatchObject({ value: 0.03, low: -0.005, high: 0.05, isEstimate: true })
    expect(read({ value: '10,349' }, 'contractorPopulationIndex')).toMatchObject({ value: 10_349 })
    expect(read({ value: '06-30' }, 'dsptDue')).toMatchObject({ value: 630 })
  })

  test.each<[Partial<TypedValue>, string, string?]>([
    [{ value: 'much' }, 'parameter-value: Global sum takes pounds'], [{ value: '-1' }, 'parameter-value: '], [{ value: '1e3' }, 'parameter-value: '], [{ value: '99999999' }, 'parameter-value: '], [{ value: 'NaN' }, 'parameter-value: '],
    [{ value: '0.05' }, 'parameter-value: Out-of-hours deduction takes a share with its sign', 'oohDeduction'], [{ value: '130%' }, 'parameter-value: ', 'oohDeduction'], [{ value: '02-29' }, 'parameter-value: ', 'dsptDue'],
    [{ value: '3%' }, 'parameter-low: Rise of staff pay needs its lowest and its highest', 'staffPayRise'], [{ value: '3%', low: '1%' }, 'parameter-high: ', 'staffPayRise'], [{ low: '130' }, 'parameter-high: '],
    [{ low: '134', high: '140' }, 'parameter-low: The lowest is above the value: £134 and £133.20.'], [{ low: '130', high: '131' }, 'parameter-high: The highest is below'], [{ low: 'x', high: '140' }, 'parameter-low: '],
    [{ from: '1 April 2027' }, 'parameter-from: '], [{ from: '2027-02-30' }, 'parameter-from: '], [{ from: '1999-12-31' }, 'parameter-from: '], [{ from: '2033-01-01', reviewBy: '2033-02-01' }, 'parameter-from: '],
    [{ reviewBy: 'soon' }, 'parameter-review-by: '], [{ reviewBy: today }, 'parameter-review-by: The day to look at it again by comes after today'], [{ reviewBy: '2027-04-01' }, 'parameter-review-by: '], [{ reviewBy: '2040-01-01' }, 'parameter-review-by: '],
    [{ source: 'me' }, 'parameter-source: A source names'], [{ source: 'https://england.example/contract' }, 'parameter-source: '], [{ source: '<b>NHS England</b>' }, 'parameter-source: '], [{ source: 'x'.repeat(401) }, 'parameter-source: A source may have 400'],
  ])('is refused by its field: %o', (more, says, id) => expect(read(more, id)).toEqual(expect.stringContaining(says)))

  test('that is taken always stands between its lowest and its highest, from a real day until a later one', () => {
    const text = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -110, max: 210 }).map(n => `${n / 2}%`) }, { weight: 1, arbitrary: fc.constantFrom('x', '5', '') }), near = fc.integer({ min: -300, max: 2_500 }).map(days => dayAfter('2026-11-26', days))
    let taken = 0
    fc.assert(fc.property(text, text, text, near, near, (typedValue, low, high, from, reviewBy) => {
      const found = readValue(one('staffPayRise'), { ...typed, value: typedValue, low, high, from, reviewBy }, '2026-11-26')
      if (isRefusal(found)) return
      taken += 1
      expect(found.low! <= found.value && found.value <= found.high! && found.low! >= -0.5 && found.high! <= 1).toBe(true)
      expect(isDay(found.from) && found.reviewBy > found.from && found.reviewBy > '2026-11-26').toBe(true)
    }), { seed: 1911, numRuns: 5_000 })
    expect(taken).toBeGreaterThan(50)
  })
})

test('figures are written as people write them', () => {
  expect([inFigures('pounds', 130.07), inFigures('pounds', 112.5), inFigures('pounds', 2.999), inFigures('pounds', 138_000), inFigures('share', 0.025), inFigures('share', -0.01), inFigures('share', 0.1438), inFigures('number', 10_349), inFigures('yearly-day', 630)])
    .toEqual(['£130.07', '£112.50', '£2.999', '£138,000', '2.5\u00a0%', '−1\u00a0%', '14.38\u00a0%', '10,349', '30 June'])
})

describe('the figures of this release', () => {
  test('each have an id of their own, a group, and values that make sense', () => {
    expect(new Set(parameters.map(each => each.id)).size).toBe(parameters.length)
    for (const { id, group, values, form } of parameters) {
      expect(id, id).toMatch(/^[A-Za-z][A-Za-z0-9]{0,59}$/)
      expect(parameterGroups, id).toContain(group)
      expect(new Set(values.map(each => each.low === undefined)).size, `${id}: of a range always or never`).toBe(1)
      for (const each of values) {
        expect([each.from, each.checkedOn, each.reviewBy].every(isDay) && each.source.length >= 8 && each.source.length <= 400, id).toBe(true)
        expect((each.low === undefined) === (each.high === undefined) && (each.low ?? each.value) <= each.value && each.value <= (each.high ?? each.value), id).toBe(true)
        if (form === 'share') expect(Math.abs(each.value), id).toBeLessThanOrEqual(1)
      }
    }
  })

  test('all hold from February 2026 on; the contract as the handbook has it', () => {
    for (const day of ['2026-02-03', '2026-11-26', '2030-01-01']) expect(inUseOn(parameters, day).size).toBe(parameters.length)
    const held = (day: Day) => ['globalSum', 'oohDeduction', 'qofPointsAvailable', 'qofPoint', 'contractorPopulationIndex', 'statutoryWeekCap'].map(id => inUseOn(parameters, day).get(id)?.value)
    expect(held('2026-02-03')).toEqual([123.34, 0.0475, 564, 225.49, 10_184, 719])
    expect(held('2026-11-26')).toEqual([130.07, 0.0475, 582, 227.95, 10_349, 751])
    expect(held('2024-12-01')).toEqual([112.5, undefined, undefined, 220.62, 9964, 700])
  })

  test('say of themselves which are past their day: network payments of the year before', () => {
    expect(faultsOn(parameters, '2026-11-26').map(each => each.id)).toEqual(['pcnCore', 'enhancedAccess', 'careHomePremium', 'arrsPerWeighted'])
    // What nobody has checked is looked at before what somebody has.
    for (const { id, values } of parameters) for (const each of values.filter(({ source, reviewBy, checkedOn }) => source.includes('to be checked') && reviewBy > checkedOn)) expect(dayNumber(each.reviewBy) <= dayNumber('2027-01-31'), id).toBe(true)
  })
})
