import fc from 'fast-check'
import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { kmBetween } from '../position/distance.ts'
import { groupOfSmallAreas, patientsReach, reachKm } from './reach.ts'

const edition = penmarshEdition()
const codes = edition.practices.map((practice) => practice.code)

test('15 minutes at 40 km/h is 10 km of road, 7.69 km in a straight line', () => {
  expect(reachKm).toBeCloseTo(7.692, 3)
})

test('everybody registered is counted once or said to be unplaced', () => {
  const reach = patientsReach(edition, codes.map((code) => [code]))!
  const registered = edition.flows!.patients.reduce((sum, patients) => sum + patients, 0)
  expect(reach.patients + reach.unplaced).toBe(registered)
  expect(reach.within).toBeLessThanOrEqual(reach.patients)
  expect(reach.asAt).toBe('2026-01-01')
})

test('the reckoning agrees with a slow one for Riverside and Tarrowmere together', () => {
  const members = [penmarsh.riverside, penmarsh.tarrowmere]
  const flows = edition.flows!
  let within = 0
  for (const code of members) {
    const at = flows.practices.indexOf(code)
    for (let row = flows.starts[at]!; row < flows.starts[at + 1]!; row++) {
      const home = { lat: edition.smallAreaLat[flows.smallArea[row]!]!, lon: edition.smallAreaLon[flows.smallArea[row]!]! }
      if (members.some((member) => kmBetween(home, edition.byCode.get(member)!.point!) <= reachKm)) within += flows.patients[row]!
    }
  }
  expect(patientsReach(edition, [members])!.within).toBe(within)
})

test('joining groups never puts a patient farther from a site of their group', () => {
  fc.assert(fc.property(fc.shuffledSubarray(codes, { minLength: 2 }), fc.nat(), (members, cut) => {
    const at = 1 + (cut % (members.length - 1))
    const apart = patientsReach(edition, [members.slice(0, at), members.slice(at)])!
    const together = patientsReach(edition, [members])!
    expect(together.within).toBeGreaterThanOrEqual(apart.within)
    expect(together.meanKm).toBeLessThanOrEqual(apart.meanKm + 1e-9)
  }), { seed: 7, numRuns: 40 })
})

test('with no registrations by small area there is no figure rather than nought', () => {
  expect(patientsReach({ ...edition, flows: null }, [codes])).toBeNull()
})

test('a small area whose middle is not known is said to be unplaced', () => {
  const lost = { ...edition, smallAreaLat: edition.smallAreaLat.map(() => NaN) }
  const reach = patientsReach(lost, [codes])!
  expect(reach.patients).toBe(0)
  expect(reach.unplaced).toBeGreaterThan(0)
  expect(reach.meanKm).toBeNaN()
})

test('a small area belongs to the group with most of its registered people, or to none when more are registered elsewhere', () => {
  const flows = edition.flows!
  const groups = [[penmarsh.riverside, penmarsh.elmRoad], [penmarsh.penmarshHealth]]
  const owner = groupOfSmallAreas(flows, groups)
  for (let area = 0; area < flows.smallAreas.length; area++) {
    const sums = [0, 0, 0]
    for (const [at, code] of flows.practices.entries()) {
      const group = groups.findIndex((members) => members.includes(code as never))
      for (let row = flows.starts[at]!; row < flows.starts[at + 1]!; row++) if (flows.smallArea[row] === area) sums[group < 0 ? 2 : group]! += flows.patients[row]!
    }
    const most = Math.max(sums[0]!, sums[1]!)
    expect(owner[area]).toBe(most === 0 || sums[2]! > most ? -1 : sums[0] === most ? 0 : 1)
  }
})
