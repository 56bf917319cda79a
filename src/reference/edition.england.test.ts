import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { releasesOnDisc } from '../../test/house/releases-on-disc.ts'
import { areaOf } from '#domain/position/area.ts'
import { chooseEdition } from '#domain/position/choose-edition.ts'
import type { Edition, Practice } from '#domain/position/edition.ts'
import { findPractices } from '#domain/position/find.ts'
import { landscapeOf } from '#domain/partners/landscape.ts'
import { sharedPairs, sharedPatients } from '#domain/partners/overlap.ts'
import type { Release } from '#domain/position/release.ts'
import { isRefusal } from '#domain/words.ts'
import { parameters } from '#content/parameters.ts'
import { inUseOn } from '#domain/position/parameter.ts'
import { project } from '#domain/position/projection.ts'
import type { Answer } from '#domain/position/review/answer.ts'
import { assumingFrom } from '#domain/position/review/assuming.ts'
import { fallsBelow, fiveYears, reasonsOf } from '#domain/position/review/five-years.ts'
import { middleOf } from '#domain/position/uncertain.ts'
import { loadEdition } from './edition.ts'

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url))
const isHere = existsSync(data)
if (!isHere) console.log('England 2021 and 2026 are not read: ../shared/data is not here')

describe.skipIf(!isHere)('England, from the published files', () => {
  let folder: string, releases: Release[], england: Edition
  const read = async (name: string, options = {}) => {
    const choice = chooseEdition(releases, name)
    if (isRefusal(choice)) throw new Error(choice.why)
    return loadEdition(choice, folder, options)
  }
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'alongside-england-'))
    releases = await releasesOnDisc(folder, [
      'ods/epraccur-2026-02.csv', 'ods/epraccur-2021-11.csv', 'england-2021-01/gp-reg-pat-prac-all.csv', 'england-2026-01/gp-reg-pat-prac-all.csv', 'england-2021-01/gp-reg-pat-prac-map.csv', 'england-2026-01/gp-reg-pat-prac-map.csv',
      'england-2021-01/gp-reg-pat-prac-lsoa-male-female-Jan-21.zip', 'geography/onspd-extract-practice-postcodes.csv', 'geography/lsoa_latlong.csv', 'geography/ltla24_generalised_england.geojson.gz',
      'geography/lsoa21_generalised_england.geojson.gz', 'geography/imd2019_lsoa11.csv.gz', 'geography/imd2025_lsoa21.csv.gz',
      'geography/ruc21_lsoa21.csv.gz', 'ods/ebranchs-2017-08.csv', 'measures/nhs-payments-to-general-practice-20-21.csv.gz', 'measures/nhs-payments-to-general-practice-22-23.csv.gz', 'measures/qof-prevalence-2020-21.csv.gz',
      'measures/gp_suppliers-2025-10.csv', 'measures/workforce_year_2016-2024_admin.csv.gz', 'measures/workforce_year_2016-2024_roles.csv.gz', 'measures/workforce_year_2023-2025_partners.csv.gz',
    ].map(file => path.join(data, file)), 'real')
    const started = performance.now()
    england = await read('2026-01')
    console.log(`England 2026 read in ${Math.round(performance.now() - started)} ms, ${process.memoryUsage().rss >> 20} MB held by this process`)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('2026 has 6,171 practices and 63,624,913 patients, each with a point and a district', () => {
    expect(england.practices).toHaveLength(6_171)
    expect(england.practices.reduce((sum, practice) => sum + practice.patients, 0)).toBe(63_624_913)
    expect(england.practices.filter(practice => practice.point === null || practice.district === null || practice.icb === null || practice.subIcb === null)).toEqual([])
    expect(england.byCode.get('A81001')).toMatchObject({ name: 'The Densham Surgery', system: 'TPP', trend: [{ edition: '2021-01' }, { edition: '2026-01', patients: 3_890 }] })
  })
  test('puts practices in the district that ONS has their small area in', async () => {
    const lookup = gunzipSync(await readFile(path.join(data, 'geography/lookup_lsoa21_ward24_ltla24.csv.gz'))).toString().trim().split(/\r?\n/).map(line => line.split(','))
    const districts = new Map(lookup.map(row => [row[1]!, row.at(-1)!])), known = england.practices.filter(practice => districts.has(practice.smallArea ?? ''))
    const elsewhere = known.filter(practice => practice.district!.code !== districts.get(practice.smallArea!))
    expect(known.length).toBeGreaterThan(5_900)
    expect(elsewhere.length).toBeLessThanOrEqual(2)
  })
  test('weighs deprivation as others have from the same files', async () => {
    const others = (await readFile(path.join(data, 'england-2026-01/practice_demographics.csv'), 'utf8')).trim().split(/\r?\n/).slice(1).map(line => line.split(','))
    const gaps = others.flatMap(([code, , score]) => england.byCode.get(code!)?.deprivation && Number.isFinite(Number(score)) ? [Math.abs(england.byCode.get(code!)!.deprivation!.score - Number(score))] : [])
    expect(gaps.length).toBeGreaterThan(6_000)
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(0.5)
  })
  test('2021 keeps every patient that has a small area, and loses none on the way', async () => {
    const then = await read('2021-01')
    expect([then.practices.length, then.practices.reduce((sum, practice) => sum + practice.patients, 0)]).toEqual([6_658, 60_606_345])
    const placed = then.flows!.patients.reduce((sum, patients) => sum + patients, 0)
    expect(placed).toBeLessThanOrEqual(60_606_345)
    expect(placed).toBeGreaterThan(60_000_000)
    expect(then.flows!.practices.every(code => then.byCode.has(code))).toBe(true)
    expect(then.smallAreaLat.filter(Number.isNaN)).toHaveLength(0)
  })
  test('2026 says how many codes of the 2021 flows it passed on and left out', () => {
    expect(england.sources.find(use => use.dataSet === 'small-area-flows')!.says).toMatch(/the latest at or before 1 January 2026; 82 codes without patients now passed to their successors .*; 418 codes whose successor we do not know left out/)
  })
  test('has 1,298 networks, 494 of them over 50,000 patients, and 59 practices in none', () => {
    const landscape = landscapeOf(england, areaOf(england, 'england') as Exclude<ReturnType<typeof areaOf>, { refused: true }>)
    expect(landscape.networks).toHaveLength(1_298)
    expect(landscape.figures.find(figure => figure.key === 'over-50000')!.sentence).toBe('494 of 1,298 networks have more than 50,000 patients.')
    expect(landscape.inNone).toHaveLength(59)
  })
  test('2026 knows 2,305 open branches, 6,152 contracts, 924 dispensing, and who works at 6,150 practices', () => {
    const { practices } = england, having = (is: (practice: Practice) => unknown) => practices.filter(is).length, branches = practices.flatMap(practice => practice.branches)
    expect([branches.length, branches.filter(branch => branch.point).length, having(practice => practice.branches.length)]).toEqual([2_305, 523, 1_693])
    expect([having(practice => practice.contract), having(practice => practice.contract?.isDispensing), having(practice => practice.contract?.rurality === 'rural')]).toEqual([6_152, 924, 1_040])
    expect(new Set(practices.flatMap(practice => practice.contract?.type ?? []))).toEqual(new Set(['GMS', 'PMS', 'APMS', 'Unknown']))
    expect([having(practice => practice.workforce), having(practice => practice.workforce?.gpFte != null), having(practice => practice.workforce?.partnersFte != null)]).toEqual([6_150, 6_105, 6_105])
    expect(practices.reduce((sum, practice) => sum + (practice.workforce?.gpFte ?? 0), 0)).toBeCloseTo(26_774.2, 1)
    expect([having(practice => practice.prevalence), having(practice => practice.system)]).toEqual([6_138, 6_171])
    expect(england.byCode.get('A81004')).toMatchObject({
      branches: [{ code: 'A81004001', name: 'Dr Leigh', postcode: 'TS5 7BP', point: null }],
      contract: { type: 'GMS', isDispensing: false, rurality: 'urban', weightedPatients: 11_812.42, registeredPatients: 11_190.75, paidPounds: 1_747_654.34, year: '2022/23' },
      workforce: { asAt: '2025-03-31', gpFte: 3.4, gpHeads: 5.5, partnersFte: 1, nursesFte: 5.2, directCareFte: 2.2, adminFte: 15.9, patients: 11_254.5 },
      prevalence: { asAt: '2021-03-31', registers: { AF: 0.02439, DM: 0.056034 } },
    })
  })
  test('2021 reads the earlier year of a file of several, says so, and takes the systems that its map does not give', async () => {
    const then = await read('2021-01')
    expect(then.byCode.get('A81004')!.workforce).toMatchObject({ asAt: '2020-03-31', gpFte: 3.1, patients: 10_941 })
    expect(then.byCode.get('A81004')!.contract!.year).toBe('2020/21')
    expect(then.sources.find(use => use.dataSet === 'workforce')!.says).toBe('31 March 2024, the nearest to 1 January 2021; figures of the year to 31 March 2020, the latest in it by then')
    expect(then.practices.filter(practice => practice.system)).toHaveLength(6_132)
  })
  test('every small area of the flows in England has a decile, and those that kept their code a class', () => {
    const english = england.flows!.smallAreas.map(code => code.startsWith('E'))
    expect(english.filter((isEnglish, a) => isEnglish !== england.smallAreaDecile[a]! > 0)).toEqual([])
    expect([...england.smallAreaRural].filter(rural => rural === 1)).toHaveLength(5_344)
    expect(england.sources.find(use => use.dataSet === 'rural-urban')!.says).toBe('day not stated; 1,039 of the 32,950 small areas where patients live are not in it')
  })
  test('knows Somerset by either code', () => { for (const key of ['QSL', 'E54000038', '11X', 'E06000066']) expect(areaOf(england, key)).toMatchObject({ members: { length: 59 } }) })
  test('counts shared patients for all England as it does for one pair', () => {
    const codes = england.practices.map(practice => practice.code), started = performance.now(), pairs = sharedPairs(england.flows!, codes)
    console.log(`shared patients of all England: ${pairs.other.length} pairs in ${Math.round(performance.now() - started)} ms`)
    for (let a = 0; a < codes.length; a += 97) {
      for (let k = pairs.starts[a]!; k < pairs.starts[a + 1]!; k += 13) expect(pairs.patients[k]).toBe(sharedPatients(england.flows!, codes[pairs.other[k]!]!, codes[a]!))
    }
  })
  test.each([['french weir', 'L85001'], ['minehead medical center', 'L85019'], ['crewkerne helth', 'L85004'], ["queen's road consett", 'A83049'], ['TA1 1NW', 'L85001'], ['victoria medical practice ts26 8db', 'A81003']])('finds %s', (query, code) => {
    expect(findPractices(england, query, 5).map(found => found.code)).toContain(code)
  })

  test('four ordinary numbers give every practice of England five years that hold together', () => {
    const assume = assumingFrom(inUseOn(parameters, '2026-11-26'))
    let tried = 0, falls = 0
    for (const practice of england.practices) {
      const partners = Math.max(1, Math.round((practice.workforce?.partnersFte ?? 2) / 0.8)), profit = 105_000 * partners
      const said = (question: string, is: Answer['said']): [string, Answer] => [question, { question, said: is, sure: 'guess', evidence: '', goodUntil: '2027-11-26', by: 'x', byName: 'x', on: '2026-11-26' }]
      const five = fiveYears({ practice, assume, today: '2026-11-26', answers: new Map([said('profit-last-year', profit), said('partners-now', partners), said('stopping', [{ 'within-2-years': 1 }]), said('rent-or-loan', 40_000)]) })
      const { rows } = project(middleOf(five.uncertain))
      for (const row of rows) expect([row.income, row.expense, row.profit, row.fte, row.floor].every(Number.isFinite), practice.code).toBe(true)
      // Costs are what is left of the income: never below rent, and in year 0 profit is what was typed unless the income is less.
      expect(rows[0]!.expense, practice.code).toBeGreaterThanOrEqual(40_000 - 1e-6)
      if (rows[0]!.income > profit + 40_000) expect(rows[0]!.profit, practice.code).toBeCloseTo(profit, 4)
      expect(reasonsOf(five.uncertain).every(reason => reason.pounds >= 100), practice.code).toBe(true)
      tried++
      if (fallsBelow(five.uncertain) !== null) falls++
    }
    expect(tried).toBe(england.practices.length)
    expect(falls).toBeGreaterThan(100)
    console.log(`five years of ${tried} practices; below what a salaried GP would cost, within five years, at ${falls}`)
  })
})
