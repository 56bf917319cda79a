import fc from 'fast-check'
import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { isRefusal, type PracticeCode } from '../words.ts'
import { growthBetween, growthOf, historyOf, whyNotInOrder } from './growth.ts'
import type { SketchGroup } from './sketch.ts'

const edition = penmarshEdition()
const codes = edition.practices.map((practice) => practice.code)
const { riverside, lantern, elmRoad, quayside, saltings, ropewalk, heronGate } = penmarsh
const pairs: SketchGroup[] = [{ id: 'A', members: [lantern, heronGate] }, { id: 'B', members: [riverside, elmRoad] }]
const says = (after: SketchGroup[], before = pairs) => growthBetween(edition, before, after).groups.map((group) => group.says)

test('a pair grows by a practice from no group', () => {
  const { groups, partings } = growthBetween(edition, pairs, [pairs[0]!, { id: 'B', members: [riverside, elmRoad, quayside] }])
  expect(groups.map(({ kind, says: words }) => [kind, words])).toEqual([
    ['same', 'A: the same practices as before.'], ['grown', 'B: Riverside Surgery and Elm Road Surgery, with Quayside Medical Centre joining.'],
  ])
  expect(partings).toEqual([])
})

test('whole groups come together, and a group nobody was in is new', () => {
  const { groups } = growthBetween(edition, pairs, [{ id: 'A', members: [lantern, heronGate, riverside, elmRoad, quayside] }, { id: 'C', members: [saltings, ropewalk] }])
  expect(groups.map((group) => group.kind)).toEqual(['joined', 'new'])
  expect(groups[0]!.says).toBe('A: all of B (Riverside Surgery and Elm Road Surgery) and all of A (Lantern Surgery and Heron Gate Surgery) come together, with Quayside Medical Centre joining.')
  expect(groups[1]!.says).toBe('C: The Saltings Practice and Ropewalk Practice, new together.')
})

test('a group under another letter is the same group', () => {
  expect(says([{ id: 'Z', members: [elmRoad, riverside] }])).toEqual(['Z: the same practices as B before.'])
})

test('those who part from a partner are named, the smaller side first to be said', () => {
  const { groups, partings } = growthBetween(edition, pairs, [{ id: 'A', members: [lantern, elmRoad] }])
  expect(groups[0]!.kind).toBe('mixed')
  expect(groups[0]!.says).toBe('A: Elm Road Surgery of B and Lantern Surgery of A.')
  expect(partings.map(({ id, says: words }) => [id, ...words])).toEqual([
    ['A', 'Lantern Surgery would no longer be with Heron Gate Surgery.'],
    ['B', 'Riverside Surgery would no longer be with Elm Road Surgery, and in no group.'],
  ])
})

test('steps are in order of their days, and one without a day is passed over', () => {
  const step = (name: string, from: string | null) => ({ name, from })
  expect(whyNotInOrder([step('Pairs', '2027-01-01'), step('Then', null), step('Cluster', '2027-06-15')])).toBeNull()
  expect(whyNotInOrder([step('Pairs', '2027-06-15'), step('Then', null), step('Cluster', '2027-06-15')])!.why).toBe('“Cluster” begins on 15 June 2027, which is not after “Pairs” on 15 June 2027.')
  expect(whyNotInOrder([step('Pairs', 'soon')])!.code).toBe('step-day-not-read')
  const wrong = [{ ...step('Pairs', '2027-06-15'), groups: pairs }, { ...step('Cluster', '2027-01-01'), groups: pairs }]
  expect(isRefusal(growthOf(edition, wrong))).toBe(true)
  expect(growthOf(edition, [wrong[0]!, { ...wrong[1]!, from: null }])).toHaveLength(1)
})

test('one practice can see what each step would mean to it', () => {
  const steps = [{ name: 'Pairs', from: '2027-01-01', groups: pairs }, { name: 'Cluster', from: null, groups: [{ id: 'B', members: [riverside, quayside] }] }]
  expect(historyOf(edition, steps, riverside).map((each) => each.says)).toEqual(['In B with Elm Road Surgery.', 'In B with Quayside Medical Centre; new partners: Quayside Medical Centre; no longer with Elm Road Surgery.'])
  expect(historyOf(edition, steps, elmRoad)[1]).toMatchObject({ group: null, partners: [], parted: [riverside], says: 'In no group; no longer with Riverside Surgery.' })
})

test('everybody in a later group came from somewhere once, and nobody parts where all groups are whole', () => {
  const grouping = fc.array(fc.nat({ max: 4 }), { minLength: codes.length, maxLength: codes.length }).map((at) => ['A', 'B', 'C', 'D'].flatMap((id, g): SketchGroup[] => {
    const members = codes.filter((_, i) => at[i] === g) as PracticeCode[]
    return members.length === 0 ? [] : [{ id, members }]
  }))
  fc.assert(fc.property(grouping, grouping, (before, after) => {
    const { groups, partings } = growthBetween(edition, before, after)
    groups.forEach((group, g) => expect([...group.from.flatMap((origin) => origin.members), ...group.joining].toSorted()).toEqual(after[g]!.members.toSorted()))
    const together = (groupsThen: SketchGroup[], a: PracticeCode, b: PracticeCode) => groupsThen.some((group) => group.members.includes(a) && group.members.includes(b))
    const parts = codes.some((a) => codes.some((b) => a < b && together(before, a, b) && !together(after, a, b)))
    expect(partings.length > 0).toBe(parts)
    expect(growthBetween(edition, before, before).groups.every((group) => group.kind === 'same')).toBe(true)
    for (const each of partings) expect(each.says).toHaveLength(each.pieces.length - 1)
  }), { seed: 5, numRuns: 80 })
})
