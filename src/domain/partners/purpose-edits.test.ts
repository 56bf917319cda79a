import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { editsOn } from '../../../test/town/sketch-edits.ts'
import { weightsFor } from './plan.ts'
import { scorePlan } from './score.ts'
import { sketchFrom } from './sketch-edit.ts'

const edition = penmarshEdition()
const plan = scorePlan({
  release: edition.name, area: 'england', kind: 'journeys', size: { min: 30_000, max: 50_000 }, weights: weightsFor.journeys, practices: edition.practices, flows: edition.flows,
  groups: [...edition.areas.values()].filter(area => area.kind === 'network').map(area => ({ id: area.code, members: area.members })),
})
const begun = sketchFrom(plan, null)
const { riverside, lantern, elmRoad } = penmarsh

const { after, no } = editsOn(edition)
const pharmacist = after(begun, { do: 'add-purpose', what: 'clinical  pharmacist' }).sketch

test('something of the table starts with its usual level and what was published; own words start with the group and no figure', () => {
  expect(pharmacist.purposes).toEqual([{ key: 'p1', what: 'Clinical pharmacist', level: 'group', few: [], sites: [], needs: { patients: 30_000, source: 'NHS England, General Practice Forward View, 21 April 2016: “a pharmacist per 30,000 of the population”.' } }])
  const { sketch, did } = after(pharmacist, { do: 'add-purpose', what: ' A  minibus ' })
  expect(sketch.purposes[1]).toEqual({ key: 'p2', what: 'A minibus', level: 'group', few: [], sites: [], needs: null })
  expect(did).toBe('added “A minibus” to what it is for')
})

test('the same thing twice, nothing at all, and an address of a page are refused in words', () => {
  expect(no(pharmacist, { do: 'add-purpose', what: 'CLINICAL PHARMACIST' })).toBe('“Clinical pharmacist” is among what this sketch is for already.')
  expect(no(begun, { do: 'add-purpose', what: '  ' })).toBe('Say what the practices would do together.')
  expect(no(begun, { do: 'add-purpose', what: 'see https://x.example' })).toContain('holds no address of a page')
  expect(no(begun, { do: 'change-purpose', purpose: 'p1', to: { level: 'all' } })).toContain('not among what this sketch is for')
})

test('a key is not given again while another has it', () => {
  const two = after(pharmacist, { do: 'add-purpose', what: 'Paramedic' }, { do: 'drop-purpose', purpose: 'p1' }).sketch
  expect(after(two, { do: 'add-purpose', what: 'Training and teaching' }).sketch.purposes.map(each => each.key)).toEqual(['p2', 'p3'])
})

test('sets are of two or more, named once, and go when it is done with another level', () => {
  const few = after(pharmacist, { do: 'change-purpose', purpose: 'p1', to: { level: 'few', few: [[lantern, riverside]] } })
  expect(few.did).toBe('chose with whom to do “Clinical pharmacist”: a few of our own choosing, and named Riverside Surgery and Lantern Surgery as a set for “Clinical pharmacist”')
  expect(few.sketch.purposes[0]!.few).toEqual([[riverside, lantern]])
  expect(no(few.sketch, { do: 'change-purpose', purpose: 'p1', to: { few: [[riverside]] } })).toBe('Choose at least two practices that would do this with each other.')
  expect(no(few.sketch, { do: 'change-purpose', purpose: 'p1', to: { few: [[riverside, lantern], [lantern, riverside]] } })).toBe('Riverside Surgery and Lantern Surgery are a set already.')
  expect(no(few.sketch, { do: 'change-purpose', purpose: 'p1', to: { few: [[riverside, 'L85001']] } })).toContain('L85001 is not a practice of')
  expect(after(few.sketch, { do: 'change-purpose', purpose: 'p1', to: { few: [[riverside, elmRoad]] } }).did).toBe('named Riverside Surgery and Elm Road Surgery as a set for “Clinical pharmacist”, and took a set away from “Clinical pharmacist”')
  expect(after(few.sketch, { do: 'change-purpose', purpose: 'p1', to: { level: 'group' } }).sketch.purposes[0]!.few).toEqual([])
})

test('a publisher stands only beside the figure they published', () => {
  const published = pharmacist.purposes[0]!.needs!
  const other = after(pharmacist, { do: 'change-purpose', purpose: 'p1', to: { needs: { ...published, patients: 20_000 } } })
  expect(other.sketch.purposes[0]!.needs).toEqual({ patients: 20_000, source: 'the maker of this sketch' })
  expect(other.did).toBe('said that “Clinical pharmacist” needs 20,000 patients')
  expect(after(other.sketch, { do: 'change-purpose', purpose: 'p1', to: { needs: published } }).sketch.purposes[0]!.needs).toEqual(published)
  expect(after(pharmacist, { do: 'change-purpose', purpose: 'p1', to: { needs: { patients: 20_000, source: 'Our LMC' } } }).sketch.purposes[0]!.needs!.source).toBe('Our LMC')
  expect(after(pharmacist, { do: 'change-purpose', purpose: 'p1', to: { needs: null } }).did).toBe('left open how many patients “Clinical pharmacist” needs')
})

test('where it would be offered is said by how many, and one by name', () => {
  expect(after(pharmacist, { do: 'change-purpose', purpose: 'p1', to: { sites: [elmRoad, riverside, elmRoad] } })).toMatchObject({ did: 'chose where “Clinical pharmacist” would be offered: at 2 practices', sketch: { purposes: [{ sites: [riverside, elmRoad] }] } })
  expect(after(pharmacist, { do: 'change-purpose', purpose: 'p1', to: { sites: [elmRoad] } }).did).toContain('at Elm Road Surgery')
  expect(after(pharmacist, { do: 'change-purpose', purpose: 'p1', to: {} }).did).toBe('left “Clinical pharmacist” as it was')
})
