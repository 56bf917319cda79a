import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import type { Contract, Edition, Practice, Workforce } from './edition.ts'
import { besidePeers, practicesLike, unlikeness } from './peers.ts'
import { patientsPerGp } from './staff.ts'

/** The town with no contract and no staff, so that each test says its own. */
const edition: Edition = (town => ({ ...town, practices: town.practices.map(one => ({ ...one, contract: null, workforce: null })) }))(penmarshEdition())
const riverside = edition.practices.find(one => one.code === penmarsh.riverside)!
const contract = (more: Partial<Contract> = {}): Contract => ({ type: 'GMS', isDispensing: false, rurality: 'urban', weightedPatients: null, registeredPatients: null, paidPounds: null, year: '2024/25', ...more })
const workforce = (more: Partial<Workforce> = {}): Workforce => ({ asAt: '2025-12-31', gpFte: 3, gpHeads: null, partnersFte: null, nursesFte: null, directCareFte: null, adminFte: null, patients: null, ...more })

/** A practice of any kind, some figures missing. */
const anyPractice = fc.record({
  patients: fc.integer({ min: 1, max: 60_000 }),
  ages: fc.option(fc.record({ under15: fc.constant(0.15), over65: fc.double({ min: 0, max: 0.5, noNaN: true }) })),
  deprivation: fc.option(fc.record({ score: fc.double({ min: 1, max: 80, noNaN: true }), decile: fc.constant(5), says: fc.constant('where patients live') })),
  contract: fc.option(fc.record({
    type: fc.constantFrom('GMS', 'PMS', 'APMS', 'Unknown'), isDispensing: fc.option(fc.boolean()), rurality: fc.option(fc.constantFrom('urban' as const, 'rural' as const)),
    weightedPatients: fc.constant(null), registeredPatients: fc.constant(null), paidPounds: fc.constant(null), year: fc.constant('2024/25'),
  })),
}).map(more => ({ ...riverside, ...more }))

function editionOf(practices: readonly Practice[]): Edition {
  const coded = practices.map((practice, i) => ({ ...practice, code: `ZP${String(i).padStart(4, '0')}` }))
  return { ...edition, practices: coded, byCode: new Map(coded.map(practice => [practice.code, practice])) }
}

describe('how unlike two practices are', () => {
  test('is the same both ways, nothing to itself and never less than nothing', () => {
    fc.assert(fc.property(anyPractice, anyPractice, (a, b) => {
      expect(unlikeness(a, b)).toEqual(unlikeness(b, a))
      expect(unlikeness(a, a).distance).toBe(0)
      expect(unlikeness(a, b).distance).toBeGreaterThanOrEqual(0)
    }))
  })
  test('grows as one figure goes further away', () => {
    fc.assert(fc.property(anyPractice, fc.integer({ min: 1, max: 10 }), (a, times) => {
      const larger = (by: number) => unlikeness(a, { ...a, patients: a.patients * by }).distance
      expect(larger(times + 1)).toBeGreaterThan(larger(times))
    }))
  })
  test('counts twice the list, eight points of age, twelve of deprivation and another kind of place one each', () => {
    const plain = { ...riverside, contract: contract() }, over65 = plain.ages!.over65 + 0.08, score = plain.deprivation!.score + 12
    for (const more of [{ patients: plain.patients * 2 }, { ages: { ...plain.ages!, over65 } }, { deprivation: { ...plain.deprivation!, score } }, { contract: contract({ rurality: 'rural' }) }, { contract: contract({ isDispensing: true }) }]) {
      expect(unlikeness(plain, { ...plain, ...more }).distance).toBeCloseTo(Math.sqrt(1 / 6), 12)
    }
    expect(unlikeness(plain, { ...plain, contract: contract({ type: 'PMS' }) }).distance).toBeCloseTo(Math.sqrt(0.25 / 6), 12)
  })
  test('leaves out what is not known of one of them', () => {
    expect(unlikeness(riverside, { ...riverside, ages: null, contract: contract() })).toEqual({ distance: 0, factors: 2 })
    expect(unlikeness({ ...riverside, contract: contract({ type: 'Unknown' }) }, { ...riverside, contract: contract() }).factors).toBe(5)
  })
})

describe('practices like this one', () => {
  test('are those at the least distance, whatever order they come in', () => {
    fc.assert(fc.property(fc.array(anyPractice, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 25 }), (practices, count) => {
      const some = editionOf(practices), own = some.practices[0]!
      const slow = some.practices.slice(1).map(other => ({ other, ...unlikeness(own, other) }))
        .sort((a, b) => b.factors - a.factors || a.distance - b.distance || (a.other.code < b.other.code ? -1 : 1)).slice(0, count)
      expect(practicesLike(some, own, count).practices.map(one => one.code)).toEqual(slow.map(one => one.other.code))
      expect(practicesLike({ ...some, practices: some.practices.toReversed() }, own, count)).toEqual(practicesLike(some, own, count))
    }))
  })
  test('never count the practice itself, and say what they were compared on', () => {
    const { practices, factors } = practicesLike(edition, riverside)
    expect(practices).toHaveLength(11)
    expect(practices.map(one => one.code)).not.toContain(riverside.code)
    expect(factors).toEqual(['list', 'ages', 'deprivation'])
    expect(practices[0]!.code).toBe(penmarsh.ropewalk)
  })
  test('come after those that can be compared on everything when a figure of theirs is missing', () => {
    const twin = { ...riverside, ages: null }, other = { ...riverside, patients: 40_000 }
    const three = editionOf([riverside, twin, other])
    expect(practicesLike(three, three.practices[0]!).practices.map(one => one.patients)).toEqual([40_000, riverside.patients])
  })
})

describe('beside practices like it', () => {
  const staffed = (fte: number | null, code = riverside.code) => ({ ...riverside, code, workforce: workforce({ gpFte: fte }) })
  test('a figure stands beside the middle of those of which it is known, never of fewer than five', () => {
    const peers = { factors: [], practices: [1, 2, 3, 4, 5].map(fte => staffed(fte)) }
    const perGp = (some: typeof peers) => besidePeers(staffed(4), some).find(one => one.figure === 'patientsPerGp')
    expect(perGp(peers)).toEqual({ figure: 'patientsPerGp', own: 1760, middle: 7040 / 3, known: 5 })
    expect(perGp({ ...peers, practices: [...peers.practices.slice(1), staffed(null)] })).toEqual({ figure: 'patientsPerGp', own: 1760, middle: null, known: 4 })
  })
  test('what is known of none is left out', () => {
    expect(besidePeers(riverside, practicesLike(edition, riverside)).map(one => one.figure)).toEqual(['patients', 'over65', 'deprivation'])
  })
})

describe('patients for each full-time GP', () => {
  const per = (more: Partial<Workforce>) => patientsPerGp({ ...riverside, workforce: workforce(more) })
  test('are those of the same file, else of the list nearest its day and at most a year from it', () => {
    expect(per({ patients: 6_000 })).toBe(2_000)
    expect(per({})).toBeCloseTo(7_040 / 3)
    expect(per({ asAt: '2025-02-01' })).toBeCloseTo(6_990 / 3)
    expect(per({ asAt: '2022-12-31' })).toBeNull()
  })
  test('are not said of a practice that returned no GP, or less than half of one', () => {
    expect(per({ gpFte: 0.5 })).toBe(14_080)
    expect(per({ patients: 0 })).toBeNull()
    expect(per({ gpFte: 0.4 })).toBeNull()
    expect(per({ gpFte: 0 })).toBeNull()
    expect(per({ gpFte: null })).toBeNull()
    expect(patientsPerGp(riverside)).toBeNull()
  })
})
