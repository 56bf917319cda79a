import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { livesAmong, overlapFor, sharedPairs, sharedPatients, shownCount, smallAreasOf, type Flows } from './overlap.ts'

/** Patients by practice and small area, as a reader would write it down. */
type Table = Record<string, Record<string, number>>

function flowsOf(table: Table): Flows {
  const practices = Object.keys(table).sort(), smallAreas = [...new Set(Object.values(table).flatMap(row => Object.keys(row)))].sort()
  const starts = [0], smallArea: number[] = [], patients: number[] = []
  for (const code of practices) {
    smallAreas.forEach((area, i) => { if (table[code]![area]) { smallArea.push(i); patients.push(table[code]![area]!) } })
    starts.push(smallArea.length)
  }
  return { asAt: '2026-01-01', practices, smallAreas, starts: Int32Array.from(starts), smallArea: Int32Array.from(smallArea), patients: Float64Array.from(patients) }
}

const town = flowsOf({ RIVERSIDE: { quay: 300, moor: 100, hill: 50 }, ELMROAD: { quay: 200, moor: 400 }, ISLAND: { rock: 80 } })

describe('Riverside and Elm Road', () => {
  test('100 of ours live where more are with Elm Road, and 200 of theirs the other way', () => {
    expect(livesAmong(town, 'RIVERSIDE', 'ELMROAD')).toBe(100)
    expect(livesAmong(town, 'ELMROAD', 'RIVERSIDE')).toBe(200)
  })
  test('share 200 on the quay and 100 on the moor', () => { expect(sharedPatients(town, 'RIVERSIDE', 'ELMROAD')).toBe(300) })
  test('are each other’s only neighbours by patients; the island has none', () => {
    expect(overlapFor(town, 'RIVERSIDE')).toEqual([{ code: 'ELMROAD', shared: 300, oursAmongTheirs: 100, theirsAmongOurs: 200 }])
    expect(overlapFor(town, 'ISLAND')).toEqual([])
  })
  test('a small area with as many of each belongs to neither', () => {
    const even = flowsOf({ A: { x: 10 }, B: { x: 10 } })
    expect([livesAmong(even, 'A', 'B'), livesAmong(even, 'B', 'A'), sharedPatients(even, 'A', 'B')]).toEqual([0, 0, 10])
  })
  test('a code nobody is registered with shares nobody', () => { expect([sharedPatients(town, 'RIVERSIDE', 'NOWHERE'), livesAmong(town, 'NOWHERE', 'ELMROAD')]).toEqual([0, 0]) })
  test('most patients first when asked where they live', () => { expect(smallAreasOf(town, 'RIVERSIDE').map(row => [row.smallArea, row.patients])).toEqual([['quay', 300], ['moor', 100], ['hill', 50]]) })
})

test('fewer than five people are never counted out loud', () => { expect([0, 4, 5, 1140, 63_624_913].map(shownCount)).toEqual(['fewer than 5', 'fewer than 5', '5', '1,140', '63,624,913']) })
test('asking for the same practice twice is our mistake', () => { expect(() => sharedPairs(town, ['ISLAND', 'ISLAND'])).toThrow('listed twice') })

const anyTable = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G'), fc.dictionary(fc.constantFrom('q', 'r', 's', 't', 'u'), fc.integer({ min: 1, max: 500 }), { noNullPrototype: true }), { noNullPrototype: true })
/** The plain rule, straight from the table. */
const slowShared = (table: Table, a: string, b: string) => Object.entries(table[a] ?? {}).reduce((sum, [area, ours]) => sum + Math.min(ours, table[b]?.[area] ?? 0), 0)
const slowAmong = (table: Table, a: string, b: string) => Object.entries(table[a] ?? {}).reduce((sum, [area, ours]) => sum + ((table[b]?.[area] ?? 0) > ours ? ours : 0), 0)

describe('the fast counts', () => {
  test('are the plain rule’s, for any set of practices in any order', () => {
    fc.assert(fc.property(anyTable, fc.shuffledSubarray(['A', 'B', 'C', 'D', 'E', 'F', 'G']), (table, codes) => {
      const pairs = sharedPairs(flowsOf(table), codes)
      const got = codes.flatMap((_, a) => [...pairs.other.subarray(pairs.starts[a]!, pairs.starts[a + 1]!)].map((b, k) => [a, b, pairs.patients[pairs.starts[a]! + k]]))
      const want = codes.flatMap((a, i) => codes.flatMap((b, j) => i < j && slowShared(table, a, b) > 0 ? [[i, j, slowShared(table, a, b)]] : []))
      expect(got).toEqual(want)
    }))
  })
  test('are symmetric, never above the smaller list, and agree one pair at a time', () => {
    fc.assert(fc.property(anyTable, table => {
      const flows = flowsOf(table)
      for (const a of flows.practices) for (const seen of overlapFor(flows, a)) {
        const list = (code: string) => Object.values(table[code]!).reduce((sum, n) => sum + n, 0)
        expect(seen).toEqual({ code: seen.code, shared: slowShared(table, a, seen.code), oursAmongTheirs: slowAmong(table, a, seen.code), theirsAmongOurs: slowAmong(table, seen.code, a) })
        expect(sharedPatients(flows, seen.code, a)).toBe(seen.shared)
        expect(seen.shared).toBeLessThanOrEqual(Math.min(list(a), list(seen.code)))
      }
    }))
  })
})
