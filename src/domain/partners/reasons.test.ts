import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { weightsFor, type PlanGroup } from './plan.ts'
import { bandMiss, borderNotes, changedPractices, companionsOf, largestOf, mostlyNetwork, networksOf, patientsOf, reasonsFor } from './reasons.ts'

const edition = penmarshEdition()
const penmarshNetwork = edition.areas.get('ZN01')!.members
const haven = edition.areas.get('ZN02')!.members
const size = { min: 30_000, max: 50_000 }
const groupOf = (members: string[], more: Partial<PlanGroup> = {}): PlanGroup => ({ id: '1', hub: members[0]!, members, patients: patientsOf(edition, members), patientKm: 40_000, sharedPatients: 12_344, borders: 0, penalties: 0, cost: 40_000, ...more })

test('as today nobody changes partners', () => {
  expect(changedPractices(edition, [penmarshNetwork, haven])).toEqual([])
})

test('one practice moved across is the only one that changes partners', () => {
  const moved = [...haven, penmarsh.lantern]
  expect(changedPractices(edition, [penmarshNetwork.filter((code) => code !== penmarsh.lantern), moved])).toEqual([penmarsh.lantern])
})

test('a practice in no network changes nothing by joining one', () => {
  expect(changedPractices(edition, [[...penmarshNetwork, penmarsh.marshEnd], haven])).toEqual([])
})

test('two networks in one group: the smaller one has new partners', () => {
  expect(changedPractices(edition, [[...penmarshNetwork, ...haven]])).toEqual(penmarshNetwork.toSorted())
})

test('the largest practice has its share and no other judgement', () => {
  const largest = largestOf(edition, haven)!
  expect(largest.practice.code).toBe(penmarsh.penmarshHealth)
  expect(largest.share).toBeCloseTo(27_900 / patientsOf(edition, haven), 12)
  expect(largestOf(edition, [])).toBeNull()
})

test('who a practice would be with leaves itself out, and alone is not the same as left over', () => {
  const plan = { groups: [groupOf([penmarsh.riverside, penmarsh.lantern]), groupOf([penmarsh.ostrey])] }
  expect(companionsOf(plan, penmarsh.riverside)).toEqual([penmarsh.lantern])
  expect(companionsOf(plan, penmarsh.ostrey)).toEqual([])
  expect(companionsOf(plan, penmarsh.marshEnd)).toBeNull()
})

test('missing the size has a price in either direction, but not for one practice already larger', () => {
  expect(bandMiss({ patients: 28_000, members: ['a', 'b'] }, size, 5)).toEqual({ patients: 2_000, side: 'below', patientKm: 10_000 })
  expect(bandMiss({ patients: 51_000, members: ['a', 'b'] }, size, 5)).toEqual({ patients: 1_000, side: 'above', patientKm: 5_000 })
  expect(bandMiss({ patients: 51_000, members: ['a'] }, size, 5)).toBeNull()
  expect(bandMiss({ patients: 30_000, members: ['a', 'b'] }, size, 5)).toBeNull()
})

test('a group says where its members are today, how near they are, what they share and which lines it crosses', () => {
  expect(reasonsFor(edition, { size, weights: weightsFor.journeys }, groupOf(penmarshNetwork))[0]).toBe('The same practices as Penmarsh Network today.')
  const mixed = reasonsFor(edition, { size, weights: weightsFor.journeys }, groupOf([penmarsh.riverside, penmarsh.lantern, penmarsh.ostrey, penmarsh.marshEnd]))
  expect(mixed[0]).toBe('Today: 2 from Penmarsh Network, 1 from Haven and Levels Network and 1 in no network.')
  expect(mixed.join(' ')).toContain('12,340 shared patients')
  expect(mixed.join(' ')).toContain('below the size asked for')
  expect(mixed.join(' ')).toContain('Spans 2 integrated care boards')
  expect(borderNotes(edition, [penmarsh.riverside, penmarsh.lantern])).toEqual([])
})

test('names with commas of their own are told apart', () => {
  const districts = { ...edition, byCode: new Map([...edition.byCode].map(([code, practice]) => [code, { ...practice, district: code === penmarsh.riverside ? { code: 'D1', name: 'Bay, Cliff and Pool' } : { code: 'D2', name: 'Moor' } }])) }
  expect(borderNotes(districts, [penmarsh.riverside, penmarsh.lantern])).toContain('Spans 2 council districts: Bay, Cliff and Pool; and Moor.')
  expect(borderNotes(edition, [penmarsh.riverside, penmarsh.ostrey]).join(' ')).toContain('; and ')
})

test('a group is mostly a network only when that network gives more than half of its patients', () => {
  expect(mostlyNetwork(edition, penmarshNetwork)?.code).toBe('ZN01')
  expect(mostlyNetwork(edition, [penmarsh.marshEnd])).toBeNull()
  expect(networksOf(edition, [...penmarshNetwork, ...haven]).map((each) => each.network.code)).toEqual(['ZN02', 'ZN01'])
})
