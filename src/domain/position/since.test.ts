import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sourcesAt } from '../../../test/town/assembly.ts'
import { havenNetwork, neighbourIcb, neighbourSubIcb, penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { dayInWords } from '../day.ts'
import type { Branch, Contract, Edition, Practice } from './edition.ts'
import type { DataSet, SourceUse } from './release.ts'
import { changesSince, editionBefore } from './since.ts'

/** The town with no contract, staff or branch, so that each test says its own. */
function town(): Edition {
  const edition = penmarshEdition(), practices = edition.practices.map(one => ({ ...one, contract: null, workforce: null, branches: [] }))
  return { ...edition, practices, byCode: new Map(practices.map(one => [one.code, one])) }
}

const now = withSources(town(), '2026-01-01')
const code = penmarsh.riverside, riverside = now.byCode.get(code)!
const contract: Contract = { type: 'GMS', isDispensing: false, rurality: 'urban', weightedPatients: null, registeredPatients: null, paidPounds: null, year: '2024/25' }
const branch = (name: string): Branch => ({ code: name, name, postcode: 'ZZ1 1ZZ', point: null })

/** The same town on another day, with files of that day. */
function withSources(edition: Edition, asAt: string): Edition {
  const dated: DataSet[] = ['payments', 'branches', 'workforce', 'suppliers']
  const sources: SourceUse[] = sourcesAt(asAt, 12).map(use => use.dataSet === 'map' ? { ...use, release: { ...use.release, asAt: asAt.replace('-01-01', '-02-01'), id: `map ${asAt}` } } : use)
  return { ...edition, name: `invented-${asAt.slice(0, 7)}`, asAt, sources: sources.map(use => dated.includes(use.dataSet) ? { ...use, release: { ...use.release, id: `${use.dataSet} ${asAt}`, asAt } } : use) }
}

function changed(edition: Edition, more: Partial<Practice>): Edition {
  const practices = edition.practices.map(one => one.code === code ? { ...one, ...more } : one)
  return { ...edition, practices, byCode: new Map(practices.map(one => [one.code, one])) }
}

/** Riverside a year ago, otherwise as now but for these. */
const then = (more: Partial<Practice>) => changed(withSources(town(), '2025-01-01'), more)
const said = (before: Partial<Practice>, after: Partial<Practice> = {}) => changesSince(then(before), changed(now, after), code).map(one => one.says)

describe('what changed is said in one line each', () => {
  test('the list, up and down', () => {
    expect(said({ patients: 6_990 })).toEqual(['Patients on the list: 6,990 on 1 January 2025, 7,040 on 1 January 2026 (up 1 %).'])
    expect(said({ patients: 8_000 })).toEqual(['Patients on the list: 8,000 on 1 January 2025, 7,040 on 1 January 2026 (down 12 %).'])
  })
  test('a list that was not there', () => {
    const without = { ...then({}), byCode: new Map() }
    expect(changesSince(without, now, code).map(one => one.says)).toEqual(['Patients on the list: none under this code on 1 January 2025, 7,040 on 1 January 2026.'])
    expect(changesSince(now, { ...now, byCode: new Map() }, code)).toEqual([])
  })
  test('network and commissioners, on the days of the map', () => {
    expect(said({ network: havenNetwork })).toEqual(['Primary care network: Haven and Levels Network on 1 February 2025, Penmarsh Network on 1 February 2026.'])
    expect(said({ network: null })[0]).toContain('none on 1 February 2025')
    expect(said({ subIcb: neighbourSubIcb, icb: neighbourIcb })).toEqual([
      'Commissioner (sub-ICB or CCG): Estrel Vale sub-ICB on 1 February 2025, Carrowshire sub-ICB on 1 February 2026.',
      'Integrated care board (or STP): Estrel Vale Integrated Care Board on 1 February 2025, Carrowshire Integrated Care Board on 1 February 2026.',
    ])
  })
  test('a practice the map did not know has not changed its network', () => { expect(said({ network: null, subIcb: null, icb: null })).toEqual([]) })
  test('another code of the same name is told by its code', () => {
    expect(said({ network: { ...riverside.network!, code: 'ZN99' } })[0]).toContain('Penmarsh Network (ZN99) on 1 February 2025, Penmarsh Network (ZN01)')
  })
  test('the computer system, the contract and dispensing', () => {
    expect(said({ system: 'TPP' })).toEqual(['Clinical computer system: TPP on 1 January 2025, EMIS on 1 January 2026.'])
    expect(said({ contract: { ...contract, type: 'PMS', isDispensing: true } }, { contract })).toEqual(['Contract: PMS on 1 January 2025, GMS on 1 January 2026.', 'Dispenses medicines: yes on 1 January 2025, no on 1 January 2026.'])
    expect(said({ contract: { ...contract, type: 'Unknown', isDispensing: null } }, { contract })).toEqual([])
  })
  test('branches, by name', () => {
    expect(said({ branches: [branch('Weir Lane'), branch('Mere')] }, { branches: [branch('Weir Lane'), branch('Sluice')] })).toEqual(
      ['Branch surgery Sluice, ZZ1 1ZZ: not listed on 1 January 2025, listed on 1 January 2026.', 'Branch surgery Mere, ZZ1 1ZZ: listed on 1 January 2025, not listed on 1 January 2026.'])
  })
  test('patients for each full-time GP, to the nearest ten and on the days of the returns', () => {
    const staff = (asAt: string, gpFte: number) => ({ workforce: { asAt, gpFte, gpHeads: null, partnersFte: null, nursesFte: null, directCareFte: null, adminFte: null, patients: 7_000 } })
    expect(said(staff('2024-12-31', 4), staff('2025-12-31', 3.5))).toEqual(['Patients for each full-time GP: 1,750 on 31 December 2024, 2,000 on 31 December 2025.'])
    expect(said(staff('2024-12-31', 3.501), staff('2025-12-31', 3.5))).toEqual([])
  })
})

describe('a change of category', () => {
  test('of size says whose lines they are', () => {
    const [, size] = changesSince(then({ patients: 4_990 }), now, code)
    expect(size).toMatchObject({ kind: 'size-category', says: 'Size of the list: under 5,000 on 1 January 2025, 5,000 to 9,999 on 1 January 2026.', source: 'The invented county of Carrowshire, list sizes; lines of our own at every 5,000 patients' })
    expect(said({ patients: 20_000 })[1]).toBe('Size of the list: 20,000 or more on 1 January 2025, 5,000 to 9,999 on 1 January 2026.')
  })
  test('beside the middle-sized practice', () => { expect(said({ patients: 3_000 })[2]).toBe('Beside the middle-sized practice here: smaller on 1 January 2025, larger on 1 January 2026.') })
  test('of deprivation says when the index is another one, and never compares a place with where patients live', () => {
    const one = (decile: number, says = 'mean of the small areas where its patients live') => ({ deprivation: { score: 20, decile, says } })
    expect(said(one(3), one(4))).toEqual(['Deprivation where patients live, 1 the most deprived: tenth 3 of 10 on 1 January 2025, tenth 4 of 10 on 1 January 2026.'])
    expect(said(one(3, 'small area of the practice’s own postcode'), one(4))).toEqual([])
    const other = (edition: Edition) => ({ ...edition, sources: edition.sources.map(use => use.dataSet === 'deprivation' ? { ...use, release: { ...use.release, id: 'other' } } : use) })
    expect(changesSince(other(then(one(3))), changed(now, one(4)), code)[0]!.source).toContain('the two days use different indices')
  })
  test('rural and urban', () => { expect(said({ contract: { ...contract, rurality: 'rural' } }, { contract })).toEqual(['Rural or urban: rural on 1 January 2025, urban on 1 January 2026.']) })
  test('of the quarter by patients for each full-time GP, where there are enough practices for quarters', () => {
    const many = (edition: Edition, own: number): Edition => {
      const practices = Array.from({ length: 40 }, (_, i): Practice => ({ ...riverside, code: i === 0 ? code : `ZP1${i}`, workforce: { asAt: edition.asAt, gpFte: 1, gpHeads: null, partnersFte: null, nursesFte: null, directCareFte: null, adminFte: null, patients: i === 0 ? own : 1_000 + 10 * i } }))
      return { ...edition, practices, byCode: new Map(practices.map(one => [one.code, one])) }
    }
    const lines = changesSince(many(then({}), 500), many(now, 5_000), code)
    expect(lines.at(-1)!.says).toBe('Quarter of these practices by patients for each full-time GP: the one with fewest on 1 January 2025, the one with most on 1 January 2026.')
  })
})

const some: fc.Arbitrary<Partial<Practice>> = fc.record({
  patients: fc.integer({ min: 1, max: 40_000 }),
  network: fc.constantFrom(null, riverside.network, havenNetwork),
  subIcb: fc.constantFrom(riverside.subIcb, neighbourSubIcb),
  system: fc.constantFrom(null, 'EMIS', 'TPP'),
  deprivation: fc.option(fc.record({ score: fc.constant(20), decile: fc.integer({ min: 1, max: 10 }), says: fc.constant('where its patients live') })),
  contract: fc.option(fc.record({ type: fc.constantFrom('GMS', 'PMS', 'Unknown'), isDispensing: fc.option(fc.boolean()), rurality: fc.option(fc.constantFrom('urban' as const, 'rural' as const)) }).map(more => ({ ...contract, ...more }))),
  branches: fc.subarray(['A', 'B', 'C']).map(names => names.map(branch)),
  workforce: fc.option(fc.record({ gpFte: fc.integer({ min: 1, max: 9 }), asAt: fc.constantFrom('2024-06-30', '2025-06-30') }).map(({ gpFte, asAt }) => ({ asAt, gpFte, gpHeads: null, partnersFte: null, nursesFte: null, directCareFte: null, adminFte: null, patients: 7_000 }))),
})

describe('of any two editions', () => {
  test('every line names both days, what it was and what it is, and who publishes it', () => {
    fc.assert(fc.property(some, some, (before, after) => {
      for (const one of changesSince(then(before), changed(now, after), code)) {
        expect(one.from).not.toBe(one.to)
        for (const part of [one.what, one.from, one.to, dayInWords(one.since), dayInWords(one.on)]) expect(one.says).toContain(part)
        expect(one.source).not.toBe('')
      }
    }))
  })
  test('nothing changes between an edition and itself', () => {
    fc.assert(fc.property(some, more => { const edition = changed(now, more); expect(changesSince(edition, edition, code)).toEqual([]) }))
  })
  test('read backwards the same things change the other way', () => {
    fc.assert(fc.property(some, some, (a, b) => {
      const plain = (lines: ReturnType<typeof changesSince>) => lines.map(({ kind, from, to }) => [kind, from, to].join('|')).sort()
      const turned = changesSince(changed(now, b), then(a), code).map(one => ({ ...one, from: one.to, to: one.from }))
      expect(plain(changesSince(then(a), changed(now, b), code))).toEqual(plain(turned))
    }))
  })
  test('what both take from one file has not changed', () => {
    const shared = then({ network: havenNetwork, contract: { ...contract, type: 'PMS' } })
    expect(changesSince({ ...shared, sources: now.sources }, changed(now, { contract }), code)).toEqual([])
  })
  test('one register of branches tells of both days, and one file of staff of several years', () => {
    const shared = { ...then({ branches: [branch('A')] }), sources: now.sources }
    expect(changesSince(shared, now, code).map(one => one.says)).toEqual(['Branch surgery A, ZZ1 1ZZ: listed on 1 January 2025, not listed on 1 January 2026.'])
  })
  test('a file of suppliers of another time says nothing about what changed', () => {
    const old = (edition: Edition, asAt: string) => ({ ...edition, sources: edition.sources.map(use => use.dataSet === 'suppliers' ? { ...use, release: { ...use.release, asAt } } : use) })
    const system = (asAt: string) => changesSince(old(then({ system: 'TPP' }), asAt), old(now, '2025-10-01'), code)
    expect(system('2024-10-01').map(one => one.says)).toEqual(['Clinical computer system: TPP on 1 January 2025, EMIS on 1 January 2026.'])
    expect(system('2025-10-01')).toEqual([])
  })
})

test('the edition before is the newest older one of the same world', () => {
  const list = [{ name: 'a', world: 'invented', asAt: '2024-01-01' }, { name: 'b', world: 'invented', asAt: '2025-01-01' }, { name: 'c', world: 'real', asAt: '2025-06-01' }, { name: 'd', world: 'invented', asAt: '2026-01-01' }] as const
  expect(editionBefore(list, now)?.name).toBe('b')
  expect(editionBefore(list, { world: 'invented', asAt: '2024-01-01' })).toBeNull()
})
