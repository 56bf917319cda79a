import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_AS_TYPED, dayWritten, isDay, monthsAfter } from './day.ts'

test('a day is read as people write it, and no other', () => {
  expect(dayWritten('2026-01-01')).toBe('2026-01-01')
  expect(dayWritten('1/2/2026')).toBe('2026-02-01')
  for (const written of ['3 4 2026', '3.4.2026', '3 April 2026', '3rd apr 2026', '03-04-2026', ' 3 April, 2026 ']) expect(dayWritten(written), written).toBe('2026-04-03')
  for (const written of ['2026-02-30', '2026-13-01', 'January', '', '26-1-1', '31 2 2026', '3 Avril 2026', '3 4']) expect(dayWritten(written)).toBeNull()
  expect(dayWritten(DAY_AS_TYPED)).toBe('2027-04-03')
})

test('so many months on or back it is the same day of that month, or its last', () => {
  expect(monthsAfter('2026-12-15', 1)).toBe('2027-01-15')
  expect(monthsAfter('2026-03-31', -1)).toBe('2026-02-28')
  expect(monthsAfter('2028-02-29', 12)).toBe('2029-02-28')
  expect(monthsAfter('2026-01-15', -1)).toBe('2025-12-15')
  fc.assert(fc.property(fc.integer({ min: 10_000, max: 40_000 }), fc.integer({ min: -240, max: 240 }), (number, months) => {
    const day = new Date(number * 86_400_000).toISOString().slice(0, 10), other = monthsAfter(day, months), monthOf = (one: string) => Number(one.slice(0, 4)) * 12 + Number(one.slice(5, 7)), dateOf = (one: string) => Number(one.slice(8))
    expect(isDay(other)).toBe(true)
    expect(monthOf(other) - monthOf(day)).toBe(months)
    if (dateOf(other) === dateOf(day)) return
    expect(dateOf(other)).toBeLessThan(dateOf(day))
    expect(isDay(`${other.slice(0, 8)}${dateOf(other) + 1}`)).toBe(false) // it is the last of its month
  }))
})
