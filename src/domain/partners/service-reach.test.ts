import fc from 'fast-check'
import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { kmBetween } from '../position/distance.ts'
import type { Edition } from '../position/edition.ts'
import type { Point, PracticeCode } from '../words.ts'
import { reachKm } from './reach.ts'
import { serviceReach, shownShare, type ReachChange } from './service-reach.ts'

const town = penmarshEdition()
const area = town.areas.get('england')!
const { quayside, ostrey, tarrowmere, windlecote, riverside } = penmarsh

/** Penmarsh with a branch of Quayside at Tarrowmere, one practice whose place nobody knows, and a small area without a middle, one without a decile and one without a class;
 * some small areas among the most deprived in England. */
const edition: Edition = (() => {
  const practices = town.practices.map((practice) => ({
    ...practice, point: practice.code === ostrey ? null : practice.point,
    branches: practice.code === quayside ? [{ code: 'ZP000401', name: 'Quayside at Tarrowmere', postcode: 'ZZ1 9ZZ', point: town.byCode.get(tarrowmere)!.point }, { code: 'ZP000402', name: 'Somewhere', postcode: '', point: null }] : [],
  }))
  const change = <T extends Float64Array | Uint8Array | Int8Array>(figures: T, at: number, value: number): T => { const copy = figures.slice() as T; copy[at] = value; return copy }
  return {
    ...town, practices, byCode: new Map(practices.map((practice) => [practice.code, practice])), smallAreaLat: change(town.smallAreaLat, 3, NaN),
    smallAreaDecile: change(town.smallAreaDecile.map((decile, at) => (at % 4 === 0 ? 1 + (at % 3) : decile)), 5, 0), smallAreaRural: change(town.smallAreaRural, 6, -1),
  }
})()

/** Patient by patient's small area, with nothing remembered. */
function slowly(sets: PracticeCode[][], sites: PracticeCode[]): ReachChange {
  const flows = edition.flows!
  const sum: ReachChange = { patients: 0, today: 0, offered: 0, gain: 0, lose: 0, same: 0, unplaced: 0 }
  const pointsOf = (code: PracticeCode) => { const practice = edition.byCode.get(code)!; return [practice.point, ...practice.branches.map((branch) => branch.point)].filter((point): point is Point => point !== null) }
  flows.practices.forEach((code, p) => {
    const partners = sets.filter((set) => set.includes(code)).flat()
    const offered = (partners.length === 0 ? [code] : partners).filter((each) => sites.includes(each)).flatMap(pointsOf)
    for (let row = flows.starts[p]!; row < flows.starts[p + 1]!; row++) {
      const people = flows.patients[row]!, home = { lat: edition.smallAreaLat[flows.smallArea[row]!]!, lon: edition.smallAreaLon[flows.smallArea[row]!]! }
      if (Number.isNaN(home.lat) || pointsOf(code).length === 0) { sum.unplaced += people; continue }
      const today = Math.min(...pointsOf(code).map((point) => kmBetween(home, point))) <= reachKm
      const then = offered.length > 0 && Math.min(...offered.map((point) => kmBetween(home, point))) <= reachKm
      sum.patients += people
      if (today) sum.today += people
      if (then) sum.offered += people
      if (then && !today) sum.gain += people
      if (today && !then) sum.lose += people
      if (today === then) sum.same += people
    }
  })
  return sum
}

const reached = (sets: PracticeCode[][], sites: PracticeCode[]) => serviceReach(edition, area, sets.map((members) => ({ members })), { what: 'Physiotherapist', sites })!
const codes = fc.subarray(area.members)
const drawn = fc.tuple(fc.array(codes, { maxLength: 4 }), fc.subarray(area.members, { minLength: 1 }))

test('the figures agree with a slow plain reckoning, and everybody is counted once', () => {
  const registered = edition.flows!.patients.reduce((sum, people) => sum + people, 0)
  fc.assert(fc.property(drawn, ([sets, sites]) => {
    const { all, practices, losing, everybody } = reached(sets, sites)
    expect(all).toEqual(slowly(sets, sites))
    expect(all.gain + all.lose + all.same).toBe(all.patients)
    expect(all.offered - all.today).toBe(all.gain - all.lose)
    expect(all.patients + all.unplaced).toBe(registered)
    expect(practices.reduce((sum, practice) => sum + practice.lose, 0)).toBe(all.lose)
    expect([losing.patients, everybody.patients]).toEqual([all.lose, all.patients])
    expect(losing.deprived + losing.deprivationUnknown).toBeLessThanOrEqual(losing.patients)
  }), { seed: 3, numRuns: 60 })
})

test('one more site never makes anybody lose', () => {
  fc.assert(fc.property(drawn, fc.constantFrom(...area.members), ([sets, sites], more) => {
    const before = reached(sets, sites), after = reached(sets, [...new Set([...sites, more])])
    expect(after.all.lose).toBeLessThanOrEqual(before.all.lose)
    expect(after.all.gain).toBeGreaterThanOrEqual(before.all.gain)
    after.practices.forEach((practice, i) => expect(practice.lose).toBeLessThanOrEqual(before.practices[i]!.lose))
  }), { seed: 4, numRuns: 60 })
})

test('where every practice offers it at its own sites nobody loses', () => {
  expect(reached([area.members], area.members).all.lose).toBe(0)
  expect(reached([], area.members).all).toMatchObject({ gain: 0, lose: 0 })
})

test('a site counts only for patients of its own set', () => {
  const sets = [[riverside, quayside], area.members.filter((code) => code !== riverside && code !== quayside)]
  const { practices, nowhere } = reached(sets, [riverside])
  expect(nowhere).toEqual(sets[1]!.toSorted())
  for (const practice of practices) if (sets[1]!.includes(practice.code)) expect(practice.offered).toBe(0)
  expect(practices.find((practice) => practice.code === riverside)).toMatchObject({ gain: 0, lose: 0 })
})

test('a branch is a site of its practice, and a practice whose place is not known is named', () => {
  const near = reached([[quayside, tarrowmere, ostrey]], [quayside]).practices.find((practice) => practice.code === tarrowmere)!
  expect(near).toMatchObject({ lose: 0, offered: near.today })
  const lost = reached([area.members], [ostrey])
  expect(lost.withoutPoint).toEqual([ostrey])
  expect(lost.all.offered).toBe(0)
  expect(lost.sentences[0]).toBe('We do not know where Ostrey Bridge Surgery is, so nobody is counted as near it.')
})

test('who loses is set beside all patients, and the unknown are said', () => {
  const { sentences, losing, all } = reached([area.members], [windlecote])
  expect(losing.deprivationUnknown).toBeGreaterThan(0)
  expect(all.lose).toBeGreaterThan(5)
  const words = sentences.join(' ')
  expect(words).toMatch(/of patients live within 15 minutes of a site that would offer them “Physiotherapist”; .* % live within 15 minutes of their own practice today\./)
  expect(words).toMatch(/Of those who would not, .* live in the most deprived fifth of small areas, beside .* % of all patients\. For [\d,]+ of them the deprivation is not known\./)
  expect(words).toMatch(/patients are not counted: we do not know the middle of their small area, or where their practice is\./)
  expect(sentences.at(-1)).toBe('Registrations by small area of 1 January 2026.')
})

test('fewer than five people are never counted out loud', () => {
  expect([shownShare(3, 1000), shownShare(0, 1000), shownShare(2, 4), shownShare(250, 1000)]).toEqual(['fewer than 5', 'fewer than 5', '–', '25 %'])
  const { sentences } = reached([area.members], area.members)
  expect(sentences.join(' ')).toContain('Fewer than 5 who live within reach of their own practice would not.')
  expect(sentences.join(' ')).not.toContain('Of those who would not')
})

test('nothing is said without sites or without registrations by small area', () => {
  expect(serviceReach(edition, area, [], { what: 'x', sites: [] })).toBeNull()
  expect(serviceReach({ ...edition, flows: null }, area, [], { what: 'x', sites: [riverside] })).toBeNull()
})
