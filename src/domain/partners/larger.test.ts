import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { largerLevel, whyNotLarger } from './larger.ts'
import type { LargerGroup } from './sketch.ts'

const edition = penmarshEdition()
const { riverside, elmRoad, quayside, penmarshHealth, lantern, ostrey } = penmarsh
const groups = [{ id: 'A', members: [riverside, elmRoad] }, { id: 'B', members: [penmarshHealth] }, { id: 'C', members: [lantern, ostrey] }, { id: 'D', members: [quayside] }]
const east: LargerGroup = { id: 'x', name: 'East', groups: ['A', 'B'] }
const codeOf = (...larger: LargerGroup[]) => whyNotLarger({ groups, larger })?.code ?? null

test('a larger group adds up from its groups, and the group that is in none is said', () => {
  const { larger, inNone, says } = largerLevel(edition, { groups, larger: [east, { id: 'y', name: 'West', groups: ['C'] }] })
  expect(inNone).toEqual(['D'])
  expect(says).toBe('Group D is in no larger group.')
  expect(larger[0]).toMatchObject({ practices: [riverside, elmRoad, penmarshHealth], patients: 44_740, groups: [{ id: 'A', patients: 16_840 }, { id: 'B', patients: 27_900 }], largest: { code: penmarshHealth } })
  expect(larger[0]!.sentences).toEqual([
    'Groups A and B: 3 practices, 44,740 patients.', 'The largest practice is Penmarsh Health, with 62 % of the patients.',
    'Group B has 62 % of the patients, more than all the others together.',
  ])
  expect(larger[1]!.borders).toHaveLength(2)
  expect(larger[1]!.sentences.at(-1)).toBe(larger[1]!.borders.at(-1))
})

test('every group in a larger one leaves nothing to say', () => {
  expect(largerLevel(edition, { groups, larger: [{ ...east, groups: ['A', 'B', 'C', 'D'] }] }).says).toBeNull()
  expect(largerLevel(edition, { groups, larger: [] }).says).toBe('Groups A, B, C and D are in no larger group.')
})

test('a second level that does not hold together is refused by name', () => {
  expect(codeOf(east, { id: 'y', name: 'West', groups: ['C'] })).toBeNull()
  expect(whyNotLarger({ groups, larger: [east, { id: 'y', name: 'West', groups: ['C', 'B'] }] })!.why).toBe('Group B is in “East” and in “West”. A group is in one larger group at most.')
  expect(codeOf({ ...east, groups: ['A', 'A'] })).toBe('group-in-two')
  expect(codeOf({ ...east, groups: ['A', 'Q'] })).toBe('no-such-group')
  expect(codeOf({ ...east, name: ' ' })).toBe('larger-unnamed')
  expect(codeOf({ ...east, name: 'x'.repeat(61) })).toBe('larger-long-name')
  expect(codeOf({ ...east, groups: [] })).toBe('larger-empty')
  expect(codeOf(east, { id: 'y', name: ' east', groups: ['C'] })).toBe('larger-same-name')
})
