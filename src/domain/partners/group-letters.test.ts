import { expect, test } from 'vitest'
import { letterOf } from './group-letters.ts'

test('letters run on after Z', () => {
  expect([0, 25, 26, 27, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AB', 'BA'])
})
