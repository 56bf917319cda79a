import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sittingsOf } from './sitting.ts'

const minutes = (count: number) => new Date(Date.parse('2026-02-03T09:00:00Z') + count * 60_000)

test('readings of one thing by one person within half an hour of each other are one sitting', () => {
  const read = [[100, 'b'], [41, 'a'], [40, 'b'], [20, 'a'], [0, 'a']].map(([at, who]) => ({ at: minutes(at as number), who: who as string }))
  expect(sittingsOf(read, looking => looking.who).map(({ looking, from, to, times }) => [looking.who, from, to, times])).toEqual([
    ['b', minutes(100), minutes(100), 1], ['a', minutes(0), minutes(41), 3], ['b', minutes(40), minutes(40), 1],
  ])
})

test('every reading is in one sitting and no other, and two sittings of one person are more than half an hour apart', () => {
  fc.assert(fc.property(fc.array(fc.record({ at: fc.integer({ min: 0, max: 600 }), who: fc.constantFrom('a', 'b', 'c') }), { maxLength: 40 }), raw => {
    const read = raw.toSorted((a, b) => b.at - a.at).map(each => ({ at: minutes(each.at), who: each.who })), sittings = sittingsOf(read, looking => looking.who)
    expect(sittings.reduce((sum, { times }) => sum + times, 0)).toBe(read.length)
    for (const { looking, from, to, times } of sittings) expect(read.filter(each => each.who === looking.who && each.at >= from && each.at <= to).length).toBe(times)
    for (const [, own] of Map.groupBy(sittings, ({ looking }) => looking.who)) for (const [i, { from }] of own.entries()) if (own[i + 1]) expect(from.getTime() - own[i + 1]!.to.getTime()).toBeGreaterThan(30 * 60_000)
  }))
})
