import { expect, test } from 'vitest'
import { dayTyped } from './day-typed.ts'

test('a day is read as people write it, and no other', () => {
  expect(dayTyped('2026-01-01')).toBe('2026-01-01')
  expect(dayTyped('1/2/2026')).toBe('2026-02-01')
  for (const typed of ['3 4 2026', '3.4.2026', '3 April 2026', '3rd apr 2026', '03-04-2026', ' 3 April, 2026 ']) expect(dayTyped(typed), typed).toBe('2026-04-03')
  for (const typed of ['2026-02-30', '2026-13-01', 'January', '', '26-1-1', '31 2 2026', '3 Avril 2026', '3 4']) expect(dayTyped(typed)).toBeNull()
})
