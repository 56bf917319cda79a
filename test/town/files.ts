import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AreaRef } from '#domain/position/edition.ts'
import { county, months } from './carrowshire.ts'
import type { County, CountyPractice, Month } from './carrowshire.ts'
import { chances, pointOf, round } from './ground.ts'
import type { Spot } from './ground.ts'
import { wholeParts } from './living.ts'
import { carrowshireIcb, carrowshireSubIcb, inventedRegion, neighbourIcb, neighbourSubIcb } from './penmarsh.ts'
import { branches, districts, without } from './settlements.ts'

/**
 * Writes the county as its publishers would, for the ordinary importer: a folder for each edition (`invented-2025-01`, `invented-2026-01`)
 * and `places` for what carries no day. Answers the paths written. The same bytes every time; under a second.
 */
export async function writeCounty(folder: string): Promise<string[]> {
  const files = [...countyFiles()]
  const paths = files.map(([name]) => join(folder, name))
  for (const path of new Set(paths.map(dirname))) await mkdir(path, { recursive: true })
  await Promise.all(files.map(([, text], i) => writeFile(paths[i]!, text)))
  return paths
}

/** Relative path to text, in order of path. */
export function countyFiles(): Map<string, string> {
  const whole = county()
  const files = new Map<string, string>()
  for (const month of months) {
    const at = `invented-${month}`
    const present = presentOn(whole, month)
    files.set(`${at}/gp-reg-pat-prac-all.csv`, listSizes(present, month))
    files.set(`${at}/gp-reg-pat-prac-map.csv`, map(present, month))
    files.set(`${at}/gp-reg-pat-prac-lsoa-all.csv`, smallAreaFlows(whole, present, month))
    files.set(`${at}/gp-reg-pat-prac-quin-age.csv`, ages(present, month))
    files.set(`${at}/epraccur-${month}-01.csv`, practiceRegister(whole, month))
    files.set(`${at}/succ-${month}-01.csv`, successors(whole, month))
  }
  files.set('places/postcodes.csv', postcodes(whole))
  files.set('places/small-area-centroids.csv', centroids(whole))
  files.set('places/small-areas.geojson', outlines(whole, area => area, area => ({ lsoa21_name: whole.smallAreas[area]!.name, lsoa21_code: whole.smallAreas[area]!.code })))
  files.set('places/districts.geojson', outlines(whole, area => whole.smallAreas[area]!.district, district => ({ ltla24_name: districts[district]!.name, ltla24_code: districts[district]!.code })))
  files.set('places/icbs.geojson', outlines(whole, area => (isBeyond(whole.smallAreas[area]!) ? 1 : 0), icb => ({ icb22_name: icbs[icb]!.name, icb22_code: icbs[icb]!.onsCode })))
  files.set('places/deprivation.csv', deprivation(whole))
  return files
}

const icbs = [
  { ...carrowshireIcb, onsCode: 'Z54000001', sub: carrowshireSubIcb, onsSub: 'Z38000001' },
  { ...neighbourIcb, onsCode: 'Z54000002', sub: neighbourSubIcb, onsSub: 'Z38000002' },
] as const

const isBeyond = (place: { district: number }): boolean => districts[place.district]!.icb.code === neighbourIcb.code
const icbOf = (place: { district: number }): (typeof icbs)[number] => icbs[isBeyond(place) ? 1 : 0]

interface Present extends CountyPractice { row: number; now: number }

function presentOn(whole: County, month: Month): Present[] {
  return whole.practices.flatMap((practice, row) => (practice.patients[month] === null ? [] : [{ ...practice, row, now: practice.patients[month]! }]))
}

const day = (month: Month, style: 'all' | 'map'): string => `01${style === 'all' ? 'JAN' : 'Jan'}${month.slice(0, 4)}`
const cell = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const lines = (rows: (string | number)[][], ending: string): string => rows.map(row => row.map(value => cell(String(value))).join(',') + ending).join('')

function listSizes(present: Present[], month: Month): string {
  return lines([
    ['PUBLICATION', 'EXTRACT_DATE', 'TYPE', 'SUB_ICB_LOCATION_CODE', 'ONS_SUB_ICB_LOCATION_CODE', 'CODE', 'POSTCODE', 'SEX', 'AGE', 'NUMBER_OF_PATIENTS'],
    ...present.map(practice => ['GP_PRAC_PAT_LIST', day(month, 'all'), 'GP', icbOf(practice).sub.code, icbOf(practice).onsSub, practice.code, practice.postcode, 'ALL', 'ALL', practice.now]),
  ], '\r\n')
}

function map(present: Present[], month: Month): string {
  const none: AreaRef = { code: 'U', name: 'UNALLOCATED' }
  return lines([
    ['PUBLICATION', 'EXTRACT_DATE', 'PRACTICE_CODE', 'PRACTICE_NAME', 'PRACTICE_POSTCODE', 'PCN_CODE', 'PCN_NAME', 'ONS_SUB_ICB_LOCATION_CODE', 'SUB_ICB_LOCATION_CODE', 'SUB_ICB_LOCATION_NAME',
      'ONS_ICB_CODE', 'ICB_CODE', 'ICB_NAME', 'ONS_COMM_REGION_CODE', 'COMM_REGION_CODE', 'COMM_REGION_NAME', 'SUPPLIER_NAME'],
    ...present.map(practice => {
      const icb = icbOf(practice)
      const network = practice.network ?? none
      return ['GP_PRAC_PAT_LIST', day(month, 'map'), practice.code, practice.name.toUpperCase(), practice.postcode, network.code, network.name.toUpperCase(), icb.onsSub, icb.sub.code, icb.sub.name,
        icb.onsCode, icb.code, icb.name, 'Z40000001', inventedRegion.code, inventedRegion.name, practice.system]
    }),
  ], '\n')
}

function smallAreaFlows(whole: County, present: Present[], month: Month): string {
  const { rows, nowhere } = whole.living[month]
  return lines([
    ['PUBLICATION', 'EXTRACT_DATE', 'PRACTICE_CODE', 'PRACTICE_NAME', 'LSOA_CODE', 'SEX', 'NUMBER_OF_PATIENTS'],
    ...present.flatMap(practice => {
      const head = ['GP_PRAC_PAT_LIST', day(month, 'all'), practice.code, practice.name.toUpperCase()]
      const lived = Array.from(rows[practice.row]!, (count, area) => [...head, whole.smallAreas[area]!.code, 'ALL', count]).filter(row => row[6] !== 0)
      return nowhere[practice.row]! > 0 ? [...lived, [...head, 'NO2011', 'ALL', nowhere[practice.row]!]] : lived
    }),
  ], '\r\n')
}

const bands = Array.from({ length: 20 }, (_, n) => (n < 19 ? `${n * 5}_${n * 5 + 4}` : '95+'))
/** How each five-year band stands beside the others of its age group: 0–14, 15–64, 65 and over. */
const bandShape = [0.31, 0.34, 0.35, 9.3, 9.1, 9.4, 10.1, 10.2, 10.0, 9.6, 10.3, 11.4, 10.6, 26, 24, 22, 14, 8.4, 4.2, 1.4]

function ages(present: Present[], month: Month): string {
  const chance = chances(month === '2025-01' ? 525 : 526)
  const totals = new Map(icbs.map(icb => [icb.code, 0]))
  const own = present.flatMap(practice => {
    const icb = icbOf(practice)
    totals.set(icb.code, totals.get(icb.code)! + practice.now)
    const head = ['GP_PRAC_PAT_LIST', day(month, 'all'), 'GP', practice.code, '', practice.postcode]
    const { under15, over65 } = practice.ages
    const groups = [{ from: 0, to: 3, share: under15 }, { from: 3, to: 13, share: 1 - under15 - over65 }, { from: 13, to: 20, share: over65 }]
    const people = wholeParts(groups.map(group => group.share), practice.now)
    const counts = groups.flatMap((group, g) => Array.from(wholeParts(bandShape.slice(group.from, group.to).map(weight => weight * (0.92 + 0.16 * chance())), people[g]!)))
    const females = counts.map((count, band) => Math.round(count * (practice.now < 500 ? 0.12 : 0.49 + (band > 14 ? 0.012 * (band - 14) : 0) + 0.02 * (chance() - 0.5))))
    return [
      [...head, 'ALL', 'ALL', practice.now],
      ...bands.map((band, n) => [...head, 'FEMALE', band, females[n]!]),
      ...bands.map((band, n) => [...head, 'MALE', band, counts[n]! - females[n]!]),
    ]
  })
  return lines([
    ['PUBLICATION', 'EXTRACT_DATE', 'ORG_TYPE', 'ORG_CODE', 'ONS_CODE', 'POSTCODE', 'SEX', 'AGE_GROUP_5', 'NUMBER_OF_PATIENTS'],
    ...icbs.map(icb => ['GP_PRAC_PAT_LIST', day(month, 'all'), 'ICB', icb.code, icb.onsCode, '', 'ALL', 'ALL', totals.get(icb.code)!]),
    ...own,
  ], '\r\n')
}

const compact = (isoDay: string): string => isoDay.replaceAll('-', '')

function practiceRegister(whole: County, month: Month): string {
  const today = `${month}-01`
  const row = (code: string, name: string, street: string, town: string, postcode: string, opened: string, closed: string, status: string, commissioner: string, icb: AreaRef, phone: string, setting: string, parent = ''): string[] =>
    [code, name.toUpperCase(), inventedRegion.code, icb.code, street.toUpperCase(), '', '', town.toUpperCase(), 'CARROWSHIRE', postcode, compact(opened), compact(closed), status, 'B',
      commissioner, '20220701', compact(closed), phone, '', '', '', '1', '', parent || commissioner, '', setting, '']
  const inTown = (settlement: string): CountyPractice => whole.practices.find(practice => practice.town === settlement)!
  const practices = whole.practices.filter(practice => practice.openedOn <= today).map((practice, n) => {
    const closed = practice.closed !== null && practice.closed.on <= today ? practice.closed.on : ''
    return row(practice.code, practice.name, practice.street, practice.town, practice.postcode, practice.openedOn, closed, closed === '' ? 'ACTIVE' : 'INACTIVE',
      icbOf(practice).sub.code, icbOf(practice), `01632 960${String(n + 100)}`, 'RO76')
  })
  const silent = without.map(code => row(code.code, code.name, code.street, code.settlement, inTown(code.settlement).postcode, '1974-04-01', code.closedOn, code.status, carrowshireSubIcb.code, carrowshireIcb, '', 'RO76'))
  const branchRows = branches.flatMap((branch, n) => {
    if (branch.openedOn > today) return []
    const parent = named(whole, branch.of)
    const near = whole.practices.find(practice => practice.street === branch.street) ?? inTown(branch.settlement)
    return [row(`ZP08${String(n + 1).padStart(2, '0')}`, branch.name, branch.street, branch.settlement, near.postcode, branch.openedOn, '', 'ACTIVE', icbOf(parent).sub.code, icbOf(parent), '', 'RO72', parent.code)]
  })
  return quoted([...practices, ...silent, ...branchRows])
}

/** Predecessor, successor, reason, date (the day after the closing, as the register writes it), indicator. */
function successors(whole: County, month: Month): string {
  const old = without.filter(code => code.joined !== null).map(code => [code.code, named(whole, code.joined!).code, 'R', dayAfter(code.closedOn), '1'])
  const recent = whole.practices.flatMap(practice => (practice.closed !== null && practice.closed.to !== null && practice.closed.on <= `${month}-01` ? [[practice.code, practice.closed.to, 'R', dayAfter(practice.closed.on), '1']] : []))
  return quoted([...old, ...recent])
}

const named = (whole: County, name: string): CountyPractice => whole.practices.find(practice => practice.name === name)!
const quoted = (rows: string[][]): string => rows.map(fields => fields.map(field => `"${field}"`).join(',') + '\r\n').join('')
const dayAfter = (isoDay: string): string => compact(new Date(Date.parse(isoDay) + 86_400_000).toISOString().slice(0, 10))

function postcodes(whole: County): string {
  const rows = new Map(whole.practices.map(practice => {
    const point = pointOf(practice.spot)
    const area = whole.smallAreas[practice.smallArea]!.code
    return [practice.postcode, [practice.postcode, point.lat, point.lon, area, area]]
  }))
  return lines([['pcds', 'lat', 'long', 'lsoa11', 'lsoa21'], ...[...rows.keys()].sort().map(postcode => rows.get(postcode)!)], '\r\n')
}

function centroids(whole: County): string {
  return lines([['LSOACD', 'latitude', 'longitude', 'lsoa11cd'], ...whole.smallAreas.map(area => {
    const point = pointOf(area.spot)
    return [area.code, point.lat, point.lon, area.code]
  })], '\n')
}

/** Rank 1 and decile 1 are the most deprived, among the county's own small areas. */
function deprivation(whole: County): string {
  const ranked = [...whole.smallAreas].sort((a, b) => b.deprivation - a.deprivation || (a.code < b.code ? -1 : 1))
  const rank = new Map(ranked.map((area, n) => [area.code, n + 1]))
  return lines([['lsoa21_code', 'IMD_score', 'IMD_decile', 'IMD_rank'],
    ...whole.smallAreas.map(area => [area.code, area.deprivation, Math.ceil((rank.get(area.code)! / ranked.length) * 10), rank.get(area.code)!])], '\n')
}

function outlines(whole: County, labelOf: (area: number) => number, namesOf: (label: number) => Record<string, string>): string {
  const ringOf = (ring: Spot[]): [number, number][] => {
    const closed = [...ring, ring[0]!].map((spot): [number, number] => { const point = pointOf(spot); return [round(point.lon, 5), round(point.lat, 5)] })
    return closed.filter(([lon, lat], i) => i === 0 || lon !== closed[i - 1]![0] || lat !== closed[i - 1]![1])
  }
  const features = [...whole.crumbs.outlines(labelOf)].map(([label, pieces]) => {
    const polygons = pieces.map(piece => piece.map(ringOf))
    const geometry = polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] } : { type: 'MultiPolygon', coordinates: polygons }
    return JSON.stringify({ type: 'Feature', properties: namesOf(label), geometry })
  })
  return `{"type":"FeatureCollection","features":[${features.join(',\n')}]}\n`
}
