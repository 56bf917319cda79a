import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { editsOn } from '../../../test/town/sketch-edits.ts'
import { weightsFor } from './plan.ts'
import { scorePlan } from './score.ts'
import { sketchFrom } from './sketch-edit.ts'
import { lastStep } from './sketch.ts'

const edition = penmarshEdition()
const { riverside, lantern, elmRoad, quayside, saltings } = penmarsh
const plan = scorePlan({
  release: edition.name, area: 'england', kind: 'journeys', size: { min: 30_000, max: 50_000 }, weights: weightsFor.journeys, practices: edition.practices, flows: edition.flows,
  groups: [{ id: '1', members: [elmRoad, riverside] }, { id: '2', members: [quayside] }, { id: '3', members: [lantern, saltings] }],
})
const begun = sketchFrom(plan, null)

const { after, no } = editsOn(edition)
const pairs = after(begun, { do: 'name-step', step: 0, name: 'Pairs', from: '2027-04-01' }).sketch

test('a step starts as the last one is, and what is moved then is moved in it alone', () => {
  const { sketch, did } = after(pairs, { do: 'add-step', name: 'Four together', from: '2028-04-01', join: null })
  expect(did).toBe('added a step, “Four together” from 1 April 2028')
  expect(lastStep(sketch).groups).toEqual(pairs.steps[0]!.groups)
  const moved = after(sketch, { do: 'move', practice: lantern, to: 'A', keep: false }).sketch
  expect(moved.steps[0]).toEqual(pairs.steps[0])
  expect(lastStep(moved).groups[0]!.members).toContain(lantern)
})

test('a step may start with two whole groups in one, under the letter of the larger', () => {
  const { sketch, did } = after(pairs, { do: 'draw-larger', name: 'Town', groups: ['C', 'A'] }, { do: 'add-step', name: 'Then', from: null, join: ['C', 'A'] })
  expect(did).toBe('added a step, “Then”, in which groups A and C come together')
  expect(lastStep(sketch).groups.map(group => [group.id, group.members.length])).toEqual([['A', 4], ['B', 1]])
  expect(lastStep(sketch).larger).toEqual([{ id: 'L1', name: 'Town', groups: ['A'] }])
  expect(sketch.steps[0]!.larger[0]!.groups).toEqual(['A', 'C'])
  expect(no(pairs, { do: 'add-step', name: 'Then', from: null, join: ['A', 'A'] })).toBe('Choose two different groups to bring together.')
  expect(no(pairs, { do: 'add-step', name: 'Then', from: null, join: ['A', 'Q'] })).toContain('There is no group Q')
})

test('groups do not come together against what is kept', () => {
  expect(no(after(pairs, { do: 'keep-group', group: 'C' }).sketch, { do: 'add-step', name: 'Then', from: null, join: ['A', 'C'] })).toContain('Group C is kept as it is. Let it go first')
  expect(no(after(pairs, { do: 'keep-apart', pair: [riverside, lantern] }).sketch, { do: 'add-step', name: 'Then', from: null, join: ['A', 'C'] })).toContain('are kept apart')
})

test('steps are named, in order of their days, and only the last of several is taken away', () => {
  expect(no(pairs, { do: 'add-step', name: 'Then', from: '2027-04-01', join: null })).toBe('“Then” begins on 1 April 2027, which is not after “Pairs” on 1 April 2027.')
  expect(no(pairs, { do: 'add-step', name: ' ', from: null, join: null })).toContain('Give the step a name')
  expect(no(pairs, { do: 'drop-step' })).toBe('A sketch has at least one step, and this is its only one.')
  const two = after(pairs, { do: 'add-step', name: 'Then', from: '2028-01-01', join: null }, { do: 'keep-group', group: 'B' }, { do: 'keep-group', group: 'C' }, { do: 'let-go', group: 'C' }, { do: 'move', practice: lantern, to: 'A', keep: false }, { do: 'keep-group', group: 'A' }).sketch
  const back = after(two, { do: 'drop-step' })
  expect(back.did).toBe('took the step “Then” away; “Pairs” is the last again')
  expect(back.sketch.kept.groups).toEqual(['B'])
  expect(after(two, { do: 'name-step', step: 1, name: 'All', from: null }).did).toBe('called the step “Then” “All” and named no day for “All”')
})

test('larger groups are drawn of groups, each in one at most, and taken away without their groups', () => {
  const drawn = after(pairs, { do: 'draw-larger', name: 'North', groups: ['B', 'A'] })
  expect(drawn.did).toBe('drew a larger group, “North”, of groups A and B')
  expect(no(drawn.sketch, { do: 'draw-larger', name: 'South', groups: ['B', 'C'] })).toBe('Group B is in “North” and in “South”. A group is in one larger group at most.')
  expect(no(drawn.sketch, { do: 'draw-larger', name: 'north', groups: ['C'] })).toContain('two larger groups called')
  expect(no(drawn.sketch, { do: 'draw-larger', name: 'South', groups: [] })).toContain('has no group in it')
  expect(after(drawn.sketch, { do: 'change-larger', larger: 'L1', name: 'Up', groups: ['A', 'B', 'C'] }).did).toBe('called the larger group “North” “Up” and made “Up” of groups A, B and C')
  const gone = after(drawn.sketch, { do: 'drop-larger', larger: 'L1' })
  expect([gone.did, lastStep(gone.sketch).groups]).toEqual(['took the larger group “North” away; its groups stay as they are', lastStep(pairs).groups])
})

test('hospitals are put for some practices on a day, and cleared by an empty name', () => {
  const typed = after(begun, { do: 'put-hospitals', on: '2026-02-03', typed: { [riverside]: { acute: ' Carrow  General ', community: '' } } })
  expect([typed.did, typed.sketch.hospitalsOn, typed.sketch.hospitals]).toEqual(['typed the hospitals of Riverside Surgery', '2026-02-03', { [riverside]: { acute: 'Carrow General', community: null } }])
  const cleared = after(typed.sketch, { do: 'put-hospitals', on: '2026-02-04', typed: { [riverside]: { acute: null, community: null } } })
  expect([cleared.did, cleared.sketch.hospitals]).toEqual(['cleared the hospitals of Riverside Surgery', {}])
  expect(no(begun, { do: 'put-hospitals', on: '2026-02-03', typed: { L85001: { acute: 'X', community: null } } })).toContain('is not a practice of this sketch')
  expect(no(begun, { do: 'put-hospitals', on: '2026-02-03', typed: { [riverside]: { acute: 'x'.repeat(101), community: null } } })).toContain('may have 100 letters')
})
