import fc from 'fast-check'
import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import type { PracticeCode } from '../words.ts'
import { setsFor } from './sets.ts'
import type { SketchPurpose } from './sketch.ts'

const edition = penmarshEdition()
const area = { ...edition.areas.get('england')!, name: 'Penmarsh' }
const everybody = area.members.reduce((sum, code) => sum + edition.byCode.get(code)!.patients, 0)
const { riverside, lantern, elmRoad, quayside, penmarshHealth, marshEnd } = penmarsh
const rest = area.members.filter((code) => !([riverside, lantern, elmRoad, quayside, penmarshHealth, marshEnd] as string[]).includes(code))

const step = {
  groups: [{ id: 'A', members: [riverside, elmRoad, quayside] }, { id: 'B', members: [penmarshHealth] }, { id: 'C', members: [lantern, ...rest] }],
  larger: [{ id: 'x', name: 'East', groups: ['A', 'C'] }],
}
const purpose = (more: Partial<SketchPurpose> = {}): SketchPurpose => ({ key: 'p1', what: 'Clinical pharmacist', level: 'group', few: [], needs: { patients: 29_000, source: 'a guide' }, sites: [], ...more })

test('groups of a step, each with what it has of what is needed, and who has nobody first', () => {
  const { sets, withNobody, covered, patients, sentences } = setsFor(edition, area, step, purpose())
  expect(sets.map(({ id, patients: people, isEnough, short }) => ({ id, people, isEnough, short }))).toEqual([
    { id: 'A', people: 29_240, isEnough: true, short: 0 },
    { id: 'B', people: 27_900, isEnough: false, short: 1100 },
    { id: 'C', people: 34_110, isEnough: true, short: 0 },
  ])
  expect(sets[0]!.says).toBe('29,240 of the 29,000 needed.')
  expect(sets[1]!.says).toBe('27,900 of the 29,000 needed: short by 1,100.')
  expect(sets[0]!.largest).toEqual({ code: quayside, name: 'Quayside Medical Centre', share: 12_400 / 29_240 })
  expect(withNobody).toEqual([penmarshHealth, marshEnd].toSorted())
  expect([patients, covered]).toEqual([everybody, 29_240 + 34_110])
  expect(sentences[0]).toBe('Penmarsh Health and Marsh End Surgery have nobody to do this with.')
  expect(setsFor(edition, area, step, purpose({ needs: { patients: 30_000, source: '' } })).sentences.at(-1)).toBe('Not large enough: group A.')
  expect(sentences).toContain('2 of 3 groups are large enough.')
})

test('a practice that is large enough by itself needs nobody', () => {
  const { withNobody, sets } = setsFor(edition, area, step, purpose({ needs: { patients: 25_000, source: '' } }))
  expect(withNobody).toEqual([marshEnd])
  expect(sets[1]!.isEnough).toBe(true)
})

test('twice what one takes is enough for two', () => {
  const [only] = setsFor(edition, area, step, purpose({ level: 'few', few: [[riverside, elmRoad]], needs: { patients: 8000, source: '' } })).sets
  expect(only!.times).toBe(2)
  expect(only!.says).toBe('16,840 of the 8,000 needed: enough for 2.')
})

test('a few of our own choosing need not be a group, and everybody else has nobody', () => {
  const { sets, withNobody } = setsFor(edition, area, step, purpose({ level: 'few', few: [[riverside, penmarshHealth], [lantern]] }))
  expect(sets.map((set) => set.id)).toEqual([null, null])
  expect(withNobody).toEqual(area.members.filter((code) => code !== riverside && code !== penmarshHealth).toSorted())
})

test('at the larger level a group outside every larger group is in no set', () => {
  const { sets, withNobody } = setsFor(edition, area, step, purpose({ level: 'larger' }))
  expect(sets.map((set) => set.id)).toEqual(['x'])
  expect(withNobody).toEqual([penmarshHealth, marshEnd].toSorted())
  expect(setsFor(edition, area, { ...step, larger: [] }, purpose({ level: 'larger' })).sentences.at(-1)).toBe('Nobody has drawn a larger group yet.')
})

test('the whole area together covers every registered patient, and alone nobody is missing anybody', () => {
  const all = setsFor(edition, area, step, purpose({ level: 'all' }))
  expect(all.covered).toBe(everybody)
  expect(all.sentences).toEqual(['All of Penmarsh together is large enough.', 'That covers every registered patient of Penmarsh.'])
  expect(setsFor(edition, area, step, purpose({ level: 'alone' })).withNobody).toEqual([])
})

test('without a figure nothing is called enough or short', () => {
  const { sets, covered, sentences } = setsFor(edition, area, step, purpose({ needs: null }))
  expect(sets[0]).toMatchObject({ isEnough: null, short: null, times: null, says: '29,240 patients.' })
  expect(covered).toBeNull()
  expect(sentences.at(-1)).toBe('Nobody has said how many patients this takes.')
})

test('nobody is counted twice and covering more never covers less', () => {
  fc.assert(fc.property(fc.array(fc.subarray(area.members, { minLength: 1 }), { maxLength: 5 }), fc.integer({ min: 1, max: 120_000 }), (few: PracticeCode[][], needed) => {
    const found = setsFor(edition, area, step, purpose({ level: 'few', few, needs: { patients: needed, source: '' } }))
    const large = new Set(few.filter((codes) => codes.reduce((sum, code) => sum + edition.byCode.get(code)!.patients, 0) >= needed).flat())
    expect(found.covered).toBe([...large].reduce((sum, code) => sum + edition.byCode.get(code)!.patients, 0))
    expect(found.covered).toBeLessThanOrEqual(found.patients)
    for (const set of found.sets) expect(set.isEnough === (set.short === 0) && set.isEnough === (set.times! >= 1)).toBe(true)
    const fewer = setsFor(edition, area, step, purpose({ level: 'few', few, needs: { patients: needed + 1000, source: '' } }))
    expect(fewer.covered).toBeLessThanOrEqual(found.covered!)
  }), { seed: 11, numRuns: 60 })
})
