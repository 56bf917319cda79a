import { expect, test } from 'vitest'
import { dayTyped } from './day-typed.ts'

test('a day is read as people write it, and no other', () => {
  expect(dayTyped('2026-01-01')).toBe('2026-01-01')
  expect(dayTyped('1/2/2026')).toBe('2026-02-01')
  for (const typed of ['2026-02-30', '2026-13-01', 'January', '', '26-1-1']) expect(dayTyped(typed)).toBeNull()
})
