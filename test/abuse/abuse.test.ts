import { expect, test } from 'vitest'
import { abuse } from './suite.ts'

// The whole, with a real server and a browser, is test/abuse/run.ts.
test('none of a few hundred attempts to do what nobody may does anything', { timeout: 180_000 }, async () => {
  const { successes, total, notes, missed } = await abuse({ size: 0, seed: 7, say: () => {} })
  expect(successes).toEqual([])
  expect(missed).toEqual([])
  expect(total, notes.join('\n')).toBeGreaterThan(1_500)
})
