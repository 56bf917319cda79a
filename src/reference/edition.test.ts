import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { releasesOnDisc } from '../../test/house/releases-on-disc.ts'
import { countyEdition, writeCounty } from '../../test/town/county.ts'
import { chooseEdition, chooseEditions, type EditionChoice } from '#domain/position/choose-edition.ts'
import type { Edition } from '#domain/position/edition.ts'
import type { DataSet, Release } from '#domain/position/release.ts'
import { isRefusal } from '#domain/words.ts'
import { openDuck, sqlText } from './duck.ts'
import { boundaries, loadEdition, summariseEdition } from './edition.ts'

let folder: string, releases: Release[], edition: Edition
const asWritten = countyEdition()

const choiceOf = (of: Release[], name?: string): EditionChoice => {
  const choice = chooseEdition(of, name)
  if (isRefusal(choice)) throw new Error(choice.why)
  return choice
}
const without = (...dataSets: DataSet[]) => releases.filter(release => !dataSets.includes(release.dataSet))
const read = (of: Release[], options = {}, name?: string) => loadEdition(choiceOf(of, name), folder, options)

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'alongside-edition-'))
  const files = await writeCounty(path.join(folder, 'published'))
  releases = await releasesOnDisc(folder, files.toSorted((a, b) => Number(b.includes('epraccur')) - Number(a.includes('epraccur'))), 'invented')
  edition = await read(releases)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the county read from its published files', () => {
  test('is the county that was written', () => {
    const told = ({ code, name, postcode, patients, point, network, subIcb, icb, region, district, system, smallArea, trend, isSpecial }: Edition['practices'][number]) =>
      ({ code, name, postcode, patients, point, network, subIcb, icb, region, district, system, smallArea, trend, isSpecial })
    expect(edition.practices.map(told)).toEqual(asWritten.practices.map(told))
    expect([...edition.areas.keys()].sort()).toEqual([...asWritten.areas.keys()].sort())
    expect(edition.flows).toEqual(asWritten.flows)
    expect([...edition.smallAreaLat].map(lat => lat.toFixed(4))).toEqual([...asWritten.smallAreaLat].map(lat => lat.toFixed(4)))
  })
  test('has the branches, contracts, staff and registers that were written, and whether each small area is rural or poor', () => {
    const told = ({ code, branches, contract, workforce, prevalence }: Edition['practices'][number]) => ({ code, branches, contract, workforce, prevalence })
    expect(edition.practices.map(told)).toEqual(asWritten.practices.map(told))
    expect([edition.smallAreaDecile, edition.smallAreaRural]).toEqual([asWritten.smallAreaDecile, asWritten.smallAreaRural])
    expect(edition.sources.find(use => use.dataSet === 'workforce')!.says).toBe('31 December 2025, the nearest to 1 January 2026')
  })
  test('has branches as they stood on its own day', async () => {
    const then = await read(releases, {}, 'invented-2025-01')
    expect([then, edition].map(each => each.byCode.get('ZP0004')!.branches.map(branch => branch.name))).toEqual([[], ['Tidemill Branch']])
    expect(edition.byCode.get('ZP0003')!.branches).toEqual([])
  })
  test('weighs deprivation by where patients live, and counts ages', () => {
    for (const practice of edition.practices) {
      const written = asWritten.byCode.get(practice.code)!
      expect(practice.deprivation!.score).toBeCloseTo(written.deprivation!.score, 0)
      expect(practice.deprivation!.decile).toBe(written.deprivation!.decile)
      expect(practice.ages!.over65).toBeCloseTo(written.ages!.over65, 2)
    }
    expect(edition.practices[0]!.deprivation!.says).toContain('where its patients lived on 1 January 2026')
  })
  test('says what became of codes that have closed', () => {
    expect(edition.former.get('ZP0901')).toMatchObject({ name: 'Tidemill Surgery', says: 'joined Quayside Medical Centre in July 2025', successor: 'ZP0004' })
    expect(edition.byCode.get('ZP0004')!.history.map(event => event.kind)).toContain('took-over')
  })
  test('can be counted without being read', async () => {
    expect(await summariseEdition(choiceOf(releases), folder)).toEqual({ name: 'invented-2026-01', world: 'invented', asAt: '2026-01-01', practices: 74, patients: edition.practices.reduce((sum, practice) => sum + practice.patients, 0) })
  })
  test('has an edition for each list', () => { expect(chooseEditions(releases).map(choice => choice.name)).toEqual(['invented-2026-01', 'invented-2025-01']) })
})

describe('flows older than the list', () => {
  test('pass to successors, patient for patient, and what is left out is counted', async () => {
    const older = await read(releases.filter(release => release.dataSet !== 'small-area-flows' || release.asAt === '2025-01-01'))
    const total = (flows: Edition['flows']) => flows!.patients.reduce((sum, patients) => sum + patients, 0)
    const then = countyEdition('invented-2025-01').flows!, dropped = then.practices.filter(code => !older.byCode.has(code) && !older.former.get(code)?.successor)
    const lost = dropped.reduce((sum, code) => sum + then.patients.subarray(then.starts[then.practices.indexOf(code)], then.starts[then.practices.indexOf(code) + 1]).reduce((a, b) => a + b, 0), 0)
    expect(total(older.flows)).toBe(total(then) - lost)
    expect(older.flows!.practices.every(code => older.byCode.has(code))).toBe(true)
    expect(older.sources.find(use => use.dataSet === 'small-area-flows')!.says).toMatch(/^1 January 2025, the latest at or before 1 January 2026; \d+ codes without patients now passed to their successors \(.*; 1 code whose successor we do not know left out/)
  })
})

describe('with less loaded', () => {
  test('no flows: the term is absent, and deprivation speaks of the surgery’s own place', async () => {
    const plain = await read(without('small-area-flows'))
    expect(plain.flows).toBeNull()
    expect(plain.sources.map(use => use.dataSet)).not.toContain('small-area-flows')
    expect(plain.practices[0]!.deprivation!.says).toMatch(/^small area of the practice’s own postcode/)
  })
  test('a list alone: practices by code, with nothing made up', async () => {
    const bare = await read(releases.filter(release => release.dataSet === 'list-sizes'))
    expect(bare.practices[0]).toMatchObject({ code: 'ZP0001', name: 'ZP0001', point: null, network: null, district: null, deprivation: null, ages: null, address: '', history: [] })
    expect([...bare.areas.keys()]).toEqual(['england'])
    expect(await boundaries(bare, 'district', { west: -9, south: 49, east: 9, north: 60 })).toEqual([])
  })
  test('districts come from outlines alone where no small area is named', async () => {
    const plain = await read(without('small-area-boundaries'))
    expect(plain.practices.filter((practice, i) => practice.district?.code !== asWritten.practices[i]!.district?.code)).toHaveLength(0)
  })
  test('none of what else is published: nothing is made up, and the map tells the system', async () => {
    const plain = await read(without('branches', 'payments', 'workforce', 'prevalence', 'suppliers', 'rural-urban', 'deprivation')), skerrow = asWritten.practices.find(practice => practice.name === 'Skerrow Island Surgery')!
    expect(plain.practices.every(practice => practice.branches.length === 0 && practice.contract === null && practice.workforce === null && practice.prevalence === null)).toBe(true)
    expect([new Set(plain.smallAreaDecile), new Set(plain.smallAreaRural)]).toEqual([new Set([0]), new Set([-1])])
    expect([plain.byCode.get('ZP0001')!.system, plain.byCode.get(skerrow.code)!.system, edition.byCode.get(skerrow.code)!.system]).toEqual(['EMIS', null, skerrow.system])
  })
  test('light: what pricing needs and no more', async () => {
    const light = await read(releases, { light: true }), withFlows = await read(releases, { light: true, flows: true })
    expect(light.practices[0]).toMatchObject({ patients: edition.practices[0]!.patients, point: edition.practices[0]!.point, network: edition.practices[0]!.network, district: edition.practices[0]!.district, subIcb: edition.practices[0]!.subIcb })
    expect([light.flows, light.former.size, light.practices[0]!.deprivation]).toEqual([null, 0, null])
    expect(withFlows.flows).toEqual(edition.flows)
  })
  test('a file that is gone is named', async () => {
    const broken = releases.map(release => release.dataSet === 'map' ? { ...release, parquet: 'gone.parquet' } : release)
    await expect(read(broken)).rejects.toThrow(/release map-.* could not be read from gone\.parquet/)
  })
})

test('outlines are clipped to the map asked for', async () => {
  const { lat, lon } = edition.byCode.get('ZP0001')!.point!
  const box = { west: lon - 0.02, south: lat - 0.02, east: lon + 0.02, north: lat + 0.02 }
  const near = await boundaries(edition, 'small-area', box), all = await boundaries(edition, 'small-area', { west: -9, south: 49, east: 9, north: 60 })
  expect(near.length).toBeGreaterThan(0)
  expect(near.length).toBeLessThan(all.length / 3)
  for (const [x, y] of near.flatMap(outline => outline.rings).flat()) expect(x >= box.west - 0.005 && x <= box.east + 0.005 && y >= box.south - 0.005 && y <= box.north + 0.005).toBe(true)
  expect((await boundaries(edition, 'district', box)).map(outline => outline.name)).toContain(edition.byCode.get('ZP0001')!.district!.name)
})

describe('odd figures', () => {
  const day = '2026-01-01'
  const made: Release[] = []
  const make = async (dataSet: DataSet, select: string) => {
    const parquet = `made-${dataSet}.parquet`, duck = await openDuck()
    await duck.run(`copy (${select}) to ${sqlText(path.join(folder, 'releases', parquet))} (format parquet)`)
    duck.close()
    made.push({ ...releases[0]!, id: `made-${dataSet}`, dataSet, vintage: null, asAt: day, parquet })
  }
  beforeAll(async () => {
    await make('list-sizes', `select * from (values ('ZP1', 'ZZ1 1AA', 100), ('ZP2', 'ZZ1 1AB', null), ('ZP3', 'ZZ1 1AD', 700), ('ZP4', null, 0)) t(code, postcode, patients)`)
    await make('map', `select 'ZP1' as code, 'THE LANTERN' as name, 'ZZ1 1AA' as postcode, null::VARCHAR as network_code, null::VARCHAR as network_name, 'ZS1' as sub_icb_code, 'Z38000001' as sub_icb_ons, 'Carrow' as sub_icb_name,
      'ZI1' as icb_code, 'Z54000001' as icb_ons, 'Carrowshire' as icb_name, null::VARCHAR as region_code, null::VARCHAR as region_name, null::VARCHAR as "system"`)
    await make('network-register', `select * from (values ('ZN1', 'ESTREL PCN', 'ZS1', 'ZP3', '2019-07-01'::DATE, '2025-03-31'::DATE), ('ZN2', 'HAVEN PCN', 'ZS1', 'ZP3', '2025-04-01'::DATE, null), ('ZN2', 'HAVEN PCN', 'ZS1', 'ZP1', '2025-04-01'::DATE, null))
      t(network_code, network_name, sub_icb_code, practice_code, from_day, to_day)`)
    await make('ages', `select * from (values ('ZP1', '0_4', 10), ('ZP1', '65_69', 30), ('ZP1', '20_24', 60), ('ZP3', '0_4', null), ('ZP3', '95+', 5)) t(code, band, patients)`)
  })
  test('a suppressed or empty list is no practice, never one of nought patients', async () => { expect((await read(made)).practices.map(practice => practice.code)).toEqual(['ZP1', 'ZP3']) })
  test('a practice the map does not know is kept, in the network that the register of networks has it in on the day', async () => {
    const odd = await read(made)
    expect(odd.byCode.get('ZP3')).toMatchObject({ name: 'ZP3', subIcb: null, icb: null, network: { code: 'ZN2', name: 'Haven PCN' }, isSpecial: false })
    expect(odd.byCode.get('ZP1')).toMatchObject({ name: 'The Lantern', network: null, subIcb: { code: 'ZS1' }, isSpecial: true })
  })
  test('ages with one suppressed band are unknown, not smaller', async () => {
    const odd = await read(made)
    expect(odd.byCode.get('ZP1')!.ages).toEqual({ under15: 0.1, over65: 0.3 })
    expect(odd.byCode.get('ZP3')!.ages).toBeNull()
  })
})
