import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesInPlan, heaviestMatching } from './changes.ts'

function bruteForce(weights: Map<number, number>[], row = 0, used = new Set<number>()): number {
  if (row === weights.length) return 0
  let best = bruteForce(weights, row + 1, used)
  for (const [column, weight] of weights[row]!) {
    if (used.has(column)) continue
    used.add(column)
    best = Math.max(best, weight + bruteForce(weights, row + 1, used))
    used.delete(column)
  }
  return best
}

test('who carries on whom is settled in the plan’s favour: as heavy as trying every way', () => {
  const tables = fc.array(fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 50 })), { maxLength: 5 }), { maxLength: 6 })
  fc.assert(fc.property(tables, rows => {
    const weights = rows.map(row => new Map(row)), columns = heaviestMatching(weights)
    const used = [...columns].filter(c => c >= 0)
    expect(new Set(used).size).toBe(used.length)
    const weight = [...columns].reduce((sum, c, r) => sum + (c >= 0 ? weights[r]!.get(c)! : 0), 0)
    expect(weight).toBe(bruteForce(weights))
  }), { seed: 20260101, numRuns: 500 })
})

test('a network split in two is carried on by its larger part, and the smaller part changes partners', () => {
  const patients = [10_000, 8_000, 7_000, 9_000], network = [0, 0, 0, -1]
  const changes = changesInPlan([[0, 1], [2, 3]], patients, network)
  expect([...changes.carriesOn]).toEqual([0, -1])
  expect(changes.total).toBe(7_000)
})

test('a practice in no network that joins a group changes nothing', () => {
  expect(changesInPlan([[0, 1]], [5_000, 6_000], [0, -1]).total).toBe(0)
})
