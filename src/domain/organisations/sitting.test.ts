import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sittingsOf } from './sitting.ts'

const minutes = (count: number) => new Date(Date.parse('2026-02-03T09:00:00Z') + count * 60_000)

test('readings of one thing by one person within half an hour of each other are one sitting', () => {
  const read = [[100, 'b'], [41, 'a'], [40, 'b'], [20, 'a'], [0, 'a']].map(([at, who]) => ({ at: minutes(at as number), who: who as string }))
  expect(sittingsOf(read, looking => looking.who).map(({ looking, at }) => [looking.who, ...at])).toEqual([
    ['b', minutes(100)], ['a', minutes(41), minutes(20), minutes(0)], ['b', minutes(40)],
  ])
})

test('every reading is in one sitting and no other, and two sittings of one person are more than half an hour apart', () => {
  fc.assert(fc.property(fc.array(fc.record({ at: fc.integer({ min: 0, max: 600 }), who: fc.constantFrom('a', 'b', 'c') }), { maxLength: 40 }), raw => {
    const read = raw.toSorted((a, b) => b.at - a.at).map(each => ({ at: minutes(each.at), who: each.who })), sittings = sittingsOf(read, looking => looking.who)
    expect(sittings.flatMap(({ looking, at }) => at.map(each => `${looking.who} ${each.toISOString()}`)).toSorted()).toEqual(read.map(each => `${each.who} ${each.at.toISOString()}`).toSorted())
    for (const { at } of sittings) for (const [i, each] of at.entries()) if (at[i + 1]) expect(each.getTime() - at[i + 1]!.getTime()).toBeLessThanOrEqual(30 * 60_000)
    for (const [, own] of Map.groupBy(sittings, ({ looking }) => looking.who)) for (const [i, { at }] of own.entries()) if (own[i + 1]) expect(at.at(-1)!.getTime() - own[i + 1]!.at[0]!.getTime()).toBeGreaterThan(30 * 60_000)
  }))
})
