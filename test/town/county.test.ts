import { existsSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Practice } from '#domain/position/edition.ts'
import { county, countyEdition, countyFiles, months, writeCounty } from './county.ts'
import { kmBetween, pointOf } from './ground.ts'
import { cast, carrowshireIcb, neighbourIcb, penmarshEdition } from './penmarsh.ts'
import { closings, districts, networks, settlements, without } from './settlements.ts'
import { isInside } from './shape.ts'

const whole = county()
const files = countyFiles()
const open = whole.practices.filter(practice => practice.patients['2026-01'] !== null)
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, n) => total + n, 0)

describe('the invented county', () => {
  test('has 74 practices and 550,000 patients in January 2026', () => {
    const lists = open.map(practice => practice.patients['2026-01']!).sort((a, b) => a - b)
    expect(lists).toHaveLength(74)
    expect(sum(lists)).toBe(550_000)
    expect(lists.filter(list => list < 500)).toHaveLength(1)
    expect(lists[1]).toBeGreaterThanOrEqual(1_900)
    expect(lists.at(-1)).toBeLessThanOrEqual(28_000)
    expect(lists[37]).toBeGreaterThan(6_000)
    expect(lists[37]).toBeLessThan(7_500)
  })

  test('has four districts, nine federations of five to twelve practices, and the edge of a neighbour', () => {
    const here = open.filter(practice => districts[practice.district]!.icb === carrowshireIcb)
    expect(new Set(here.map(practice => practice.district)).size).toBe(4)
    const sizes = Object.values(networks).filter(network => network.code !== 'ZN10').map(network => open.filter(practice => practice.network?.code === network.code))
    expect(sizes).toHaveLength(9)
    for (const members of sizes) {
      expect(members.length).toBeGreaterThanOrEqual(5)
      expect(members.length).toBeLessThanOrEqual(12)
    }
    const patients = sizes.map(members => sum(members.map(practice => practice.patients['2026-01']!)))
    expect(patients.some(size => size > 50_000) && patients.some(size => size < 30_000)).toBe(true)
    expect(open.filter(practice => districts[practice.district]!.icb === neighbourIcb)).toHaveLength(4)
    expect(open.filter(practice => practice.network === null)).toHaveLength(1)
  })

  test('holds Penmarsh as it is in memory', () => {
    for (const member of cast) {
      const practice = whole.practices.find(candidate => candidate.code === member.code)!
      expect({ name: practice.name, patients: practice.patients, network: practice.network, district: districts[practice.district]!.code, postcode: practice.postcode, spot: practice.spot })
        .toEqual({ name: member.name, patients: member.patients, network: member.network, district: member.district.code, postcode: member.postcode, spot: member.spot })
    }
  })

  test('gives no code twice', () => {
    const codes = [...whole.practices, ...whole.smallAreas, ...districts, ...Object.values(networks), ...without].map(thing => thing.code)
    expect(new Set(codes).size).toBe(codes.length)
    const postcodes = new Map<string, string>()
    for (const practice of whole.practices) {
      const spot = `${practice.spot.x} ${practice.spot.y}`
      expect(postcodes.get(practice.postcode) ?? spot).toBe(spot)
      postcodes.set(practice.postcode, spot)
    }
  })

  test('sums where people live to each list, on both days', () => {
    for (const month of months) {
      whole.practices.forEach((practice, row) => {
        expect(sum(whole.living[month].rows[row]!) + whole.living[month].nowhere[row]!).toBe(practice.patients[month] ?? 0)
        expect(Math.min(...whole.living[month].rows[row]!)).toBeGreaterThanOrEqual(0)
      })
    }
  })

  test('gives every small area about 1,500 people', () => {
    expect(whole.smallAreas.length).toBeGreaterThan(330)
    whole.smallAreas.forEach((_, area) => {
      const people = sum(whole.living['2026-01'].rows.map(row => row[area]!))
      expect(people).toBeGreaterThan(800)
      expect(people).toBeLessThan(2_400)
    })
  })

  test('passes closed codes to successors that exist', () => {
    expect(whole.practices.filter(practice => practice.closed !== null)).toHaveLength(closings.length + 1)
    for (const practice of whole.practices) if (practice.closed !== null && practice.closed.to !== null) expect(open.some(other => other.code === practice.closed!.to)).toBe(true)
    for (const branch of whole.branches) expect(open.some(practice => practice.code === branch.of)).toBe(true)
  })

  test('ties the island to the mainland by its patients and keeps everybody else off it', () => {
    const isle = open.find(practice => practice.town === 'Skerrow')!
    const islands = whole.smallAreas.flatMap((area, a) => (area.spot.x < -36 ? [a] : []))
    expect(islands).toHaveLength(2)
    const row = whole.practices.indexOf(isle)
    expect(sum(islands.map(area => whole.living['2026-01'].rows[row]![area]!)) + whole.living['2026-01'].nowhere[row]!).toBe(isle.patients['2026-01'])
    const visitors = whole.practices.filter((practice, p) => practice !== isle && islands.some(area => whole.living['2026-01'].rows[p]![area]! > 0))
    expect(new Set(visitors.map(practice => practice.town))).toEqual(new Set(['Varrensea']))
    expect(Math.min(...open.filter(practice => practice !== isle).map(practice => kmBetween(practice.spot, isle.spot)))).toBeLessThan(16)
  })

  test('lies in the open Atlantic, well over a hundred kilometres from land', () => {
    const points = [...whole.practices, ...whole.smallAreas].map(place => pointOf(place.spot))
    for (const point of points) {
      expect(point.lat).toBeGreaterThan(49.05)
      expect(point.lat).toBeLessThan(49.6)
      expect(point.lon).toBeGreaterThan(-9)
      expect(point.lon).toBeLessThan(-7.8)
    }
  })
})

describe('the county in memory', () => {
  const edition = countyEdition()

  test('says what the files say', () => {
    expect(edition.practices).toHaveLength(74)
    expect(sum(edition.practices.map(practice => practice.patients))).toBe(550_000)
    expect(edition.areas.get('ZI1')!.members).toHaveLength(70)
    expect([...edition.areas.values()].filter(area => area.kind === 'network')).toHaveLength(10)
    expect(edition.former.get('ZP0901')?.successor).toBe('ZP0004')
    expect(edition.practices.filter(practice => practice.isSpecial)).toHaveLength(1)
  })

  test('says the same of Penmarsh as Penmarsh alone does', () => {
    for (const { code, branches, contract, workforce, prevalence } of penmarshEdition().practices) expect(edition.byCode.get(code)).toMatchObject({ branches, contract, workforce, prevalence })
  })

  test('has branches, dispensing villages, one practice that sent no return and one too new for a year’s payments', () => {
    const having = (is: (practice: Practice) => unknown) => edition.practices.filter(is).map(practice => practice.name)
    expect(edition.practices.flatMap(practice => practice.branches)).toHaveLength(9)
    expect(having(practice => practice.contract?.isDispensing)).toHaveLength(10)
    expect(having(practice => practice.contract === null)).toEqual(['Harrowick Surgery'])
    expect(having(practice => practice.workforce?.gpFte === null)).toEqual(['Cape View Practice'])
    expect(new Set(edition.practices.map(practice => practice.contract?.type))).toEqual(new Set(['GMS', 'PMS', 'APMS', undefined]))
    expect([...edition.smallAreaDecile].filter(decile => decile < 1 || decile > 10)).toEqual([])
  })

  test('knows January 2025 too', () => {
    const before = countyEdition('invented-2025-01')
    expect(before.practices).toHaveLength(79)
    expect(before.former.size).toBe(0)
  })
})

interface Outlines { features: { properties: Record<string, string>; geometry: { type: string; coordinates: [number, number][][] | [number, number][][][] } }[] }

describe('the outlines', () => {
  const read = (name: string) => (JSON.parse(files.get(name)!) as Outlines).features.map(({ properties, geometry }) => ({
    properties, polygons: (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as [number, number][][][] }))
  const within = (practice: { spot: { x: number; y: number } }, polygons: [number, number][][][]): boolean => {
    const point = pointOf(practice.spot)
    const inRing = (ring: [number, number][]) => isInside({ x: point.lon, y: point.lat }, ring.map(([x, y]) => ({ x, y })))
    return polygons.some(([outer, ...holes]) => inRing(outer!) && !holes.some(inRing))
  }
  const areaOf = (polygons: [number, number][][][]): number => sum(polygons.flat().map(ring => sum(ring.slice(1).map((b, i) => (ring[i]![0] * b[1] - b[0] * ring[i]![1]) / 2))))

  test('put every practice in exactly one small area, district and ICB, the ones its codes say', () => {
    const small = read('places/small-areas.geojson')
    const district = read('places/districts.geojson')
    const icb = read('places/icbs.geojson')
    for (const practice of whole.practices) {
      expect(small.filter(area => within(practice, area.polygons)).map(area => area.properties['lsoa21_code'])).toEqual([whole.smallAreas[practice.smallArea]!.code])
      expect(district.filter(area => within(practice, area.polygons)).map(area => area.properties['ltla24_code'])).toEqual([districts[practice.district]!.code])
      expect(icb.filter(area => within(practice, area.polygons))).toHaveLength(1)
    }
    expect(small.map(area => area.properties['lsoa21_code'])).toEqual(whole.smallAreas.map(area => area.code))
  })

  test('tile: small areas, districts and ICBs cover the same land', () => {
    const [small, district, icb] = ['places/small-areas.geojson', 'places/districts.geojson', 'places/icbs.geojson'].map(name => sum(read(name).map(area => areaOf(area.polygons))))
    expect(district! / small!).toBeCloseTo(1, 6)
    expect(icb! / small!).toBeCloseTo(1, 6)
  })

  test('hold each small area\'s own middle', () => {
    read('places/small-areas.geojson').forEach((area, a) => expect(within(whole.smallAreas[a]!, area.polygons)).toBe(true))
  })
})

describe('the files', () => {
  test('are the same bytes every time and take under a second', async () => {
    const checksum = (texts: Iterable<string>): string => { const hash = createHash('sha256'); for (const text of texts) hash.update(text); return hash.digest('hex') }
    const folder = await mkdtemp(join(tmpdir(), 'county-'))
    try {
      const started = performance.now()
      const paths = await writeCounty(folder)
      expect(performance.now() - started).toBeLessThan(3_000)
      const written = await Promise.all(paths.map(path => readFile(path, 'utf8')))
      expect(checksum(written)).toBe(checksum(files.values()))
      expect(paths).toHaveLength(24)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('sum five-year ages to the list, women and men', () => {
    const rows = files.get('invented-2026-01/gp-reg-pat-prac-quin-age.csv')!.split('\r\n').slice(1, -1).map(line => line.split(','))
    for (const practice of open) {
      const own = rows.filter(row => row[3] === practice.code)
      expect(own).toHaveLength(41)
      expect(sum(own.filter(row => row[7] !== 'ALL').map(row => Number(row[8])))).toBe(practice.patients['2026-01'])
    }
  })

  test('give the practice register 27 columns', () => {
    for (const line of files.get('invented-2026-01/epraccur-2026-01-01.csv')!.split('\r\n').slice(0, -1)) expect(line.split('","')).toHaveLength(27)
  })
})

const shared = '../shared/data'
const hasRealData = existsSync(`${shared}/ods/epraccur-2026-02.csv`)
if (!hasRealData) console.log('skipped: no invented name is a real one (no real registers in ../shared/data)')

describe.skipIf(!hasRealData)('no invented name is a real one', () => {
  // A skipped block is still read through: its files must not be asked for where they are absent.
  const published = (name: string) => (hasRealData ? readFileSync(`${shared}/${name}`) : Buffer.alloc(0))
  const register = ['ods/epraccur-2026-02.csv', 'ods/epraccur-2021-11.csv', 'ods/ebranchs-2017-08.csv'].flatMap(name => published(name).toString('latin1').split('\n'))
  const columns = register.map(line => line.slice(1).split('","'))
  const practiceNames = new Set(columns.map(column => column[1]))
  const places = new Set(columns.flatMap(column => column.slice(4, 9)))
  const areas = new Set((hasRealData ? gunzipSync(published('geography/lookup_lsoa21_ward24_ltla24.csv.gz')) : Buffer.alloc(0)).toString('utf8').toUpperCase().split(/[\n,]/))
  const networkNames = new Set(published('england-2026-01/gp-reg-pat-prac-map.csv').toString('latin1').toUpperCase().split('\n').map(line => line.split(',')[6]))

  test('no practice or branch', () => {
    const given = new Set(['RIVERSIDE SURGERY', 'LANTERN SURGERY', 'QUAYSIDE MEDICAL CENTRE'])
    const names = [...whole.practices, ...whole.branches, ...without].map(practice => practice.name.toUpperCase()).filter(name => !given.has(name))
    expect(names.filter(name => practiceNames.has(name))).toEqual([])
  })

  test('no town, village, district, network', () => {
    const towns = [...new Set([...whole.practices.map(practice => practice.town), ...whole.branches.map(branch => branch.town), ...settlements.map(place => place.name)]), 'Carrowshire'].map(name => name.toUpperCase())
    expect(towns.filter(name => places.has(name) || areas.has(name))).toEqual([])
    expect(districts.filter(district => areas.has(district.name.toUpperCase()))).toEqual([])
    expect(Object.values(networks).filter(network => networkNames.has(network.name.toUpperCase()))).toEqual([])
  })
})
