import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AreaRef } from '#domain/position/edition.ts'
import { county, decilesOf, months, ranksOf } from './carrowshire.ts'
import type { County, CountyPractice, Month } from './carrowshire.ts'
import { chances, kmBetween, pointOf, round } from './ground.ts'
import type { Spot } from './ground.ts'
import { wholeParts } from './living.ts'
import { carrowshireIcb, carrowshireSubIcb, inventedRegion, neighbourIcb, neighbourSubIcb } from './penmarsh.ts'
import { contractOf, registersOf, workforceOf } from './practice-figures.ts'
import { districts, without } from './settlements.ts'

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
  files.set('invented-2026-01/ebranchs-2026-01-01.csv', branchRegister(whole))
  files.set('invented-2026-01/nhs-payments-to-general-practice-24-25.csv', payments(whole))
  files.set('invented-2026-01/qof-prevalence-2024-25.csv', prevalence(whole))
  files.set('invented-2026-01/general-practice-december-2025-practice-level.csv', workforce(whole))
  files.set('invented-2026-01/gp_suppliers-2025-10.csv', suppliers(whole))
  files.set('places/postcodes.csv', postcodes(whole))
  files.set('places/small-area-centroids.csv', centroids(whole))
  files.set('places/small-areas.geojson', outlines(whole, area => area, area => ({ lsoa21_name: whole.smallAreas[area]!.name, lsoa21_code: whole.smallAreas[area]!.code })))
  files.set('places/districts.geojson', outlines(whole, area => whole.smallAreas[area]!.district, district => ({ ltla24_name: districts[district]!.name, ltla24_code: districts[district]!.code })))
  files.set('places/icbs.geojson', outlines(whole, area => (isBeyond(whole.smallAreas[area]!) ? 1 : 0), icb => ({ icb22_name: icbs[icb]!.name, icb22_code: icbs[icb]!.onsCode })))
  files.set('places/deprivation.csv', deprivation(whole))
  files.set('places/rural-urban.csv', ruralUrban(whole))
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

/** Its system is told by the file of suppliers alone. */
const notOnMap = 'Skerrow Island Surgery'

function map(present: Present[], month: Month): string {
  const none: AreaRef = { code: 'U', name: 'UNALLOCATED' }
  return lines([
    ['PUBLICATION', 'EXTRACT_DATE', 'PRACTICE_CODE', 'PRACTICE_NAME', 'PRACTICE_POSTCODE', 'PCN_CODE', 'PCN_NAME', 'ONS_SUB_ICB_LOCATION_CODE', 'SUB_ICB_LOCATION_CODE', 'SUB_ICB_LOCATION_NAME',
      'ONS_ICB_CODE', 'ICB_CODE', 'ICB_NAME', 'ONS_COMM_REGION_CODE', 'COMM_REGION_CODE', 'COMM_REGION_NAME', 'SUPPLIER_NAME'],
    ...present.map(practice => {
      const icb = icbOf(practice)
      const network = practice.network ?? none
      return ['GP_PRAC_PAT_LIST', day(month, 'map'), practice.code, practice.name.toUpperCase(), practice.postcode, network.code, network.name.toUpperCase(), icb.onsSub, icb.sub.code, icb.sub.name,
        icb.onsCode, icb.code, icb.name, 'Z40000001', inventedRegion.code, inventedRegion.name, practice.name === notOnMap ? 'Unknown' : practice.system]
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
  const branchRows = whole.branches.flatMap((branch, n) => {
    if (branch.openedOn > today || branch.closedOn !== null) return []
    const parent = whole.practices.find(practice => practice.code === branch.of)!
    return [row(`ZP08${String(n + 1).padStart(2, '0')}`, branch.name, branch.street, branch.town, branch.postcode, branch.openedOn, '', 'ACTIVE', icbOf(parent).sub.code, icbOf(parent), '', 'RO72', parent.code)]
  })
  return quoted([...practices, ...silent, ...branchRows])
}

/** Predecessor, successor, reason, date (the day after the closing, as the register writes it), indicator. */
function successors(whole: County, month: Month): string {
  const old = without.filter(code => code.joined !== null).map(code => [code.code, named(whole, code.joined!).code, 'R', dayAfter(code.closedOn), '1'])
  const recent = whole.practices.flatMap(practice => (practice.closed !== null && practice.closed.to !== null && practice.closed.on <= `${month}-01` ? [[practice.code, practice.closed.to, 'R', dayAfter(practice.closed.on), '1']] : []))
  return quoted([...old, ...recent])
}

/** Laid out as the register of practices is, with a status only where a branch has closed. */
function branchRegister(whole: County): string {
  return quoted(whole.branches.toSorted((a, b) => (a.code < b.code ? -1 : 1)).map(branch => {
    const parent = whole.practices.find(practice => practice.code === branch.of)!
    return [branch.code, branch.name.toUpperCase(), inventedRegion.code, icbOf(parent).code, branch.street.toUpperCase(), '', '', branch.town.toUpperCase(), 'CARROWSHIRE', branch.postcode, compact(branch.openedOn),
      compact(branch.closedOn ?? ''), branch.closedOn === null ? '' : 'INACTIVE', '', branch.of, compact(branch.openedOn), compact(branch.closedOn ?? ''), '', '', '', '', '0', '', 'A', '', '', '']
  }))
}

/** A mark of its encoding first and no line end last, as the publisher has it. */
function payments(whole: County): string {
  const yesNo = (is: boolean | null): string => (is === true ? 'Yes' : is === false ? 'No' : 'Unknown')
  const text = lines([
    ['NHS England (Region) code', 'NHS England (Region) Name', 'CCG Code', 'Sub ICB NAME', 'Code', 'CCG NAME', 'Practice Code', 'Practice Name', 'Practice Address', 'Practice Postcode', 'Practice Open Date', 'Practice Close Date', 'Contract Type',
      'Dispensing Practice', 'Practice type', 'Practice Rurality', 'Atypical characteristics', 'Number of Registered Patients (Last Known Figure)', 'Number of Weighted Patients (Last Known Figure)', 'Average payments per registered patient',
      'Total NHS Payments to General Practice', 'Deductions for Pensions, Levies and Prescription Charge Income', 'Total NHS Payments to General Practice Minus Deductions', 'Average payments per weighted patient, including Covid'],
    ...whole.practices.flatMap(practice => {
      const contract = contractOf(practice)
      if (contract === null) return []
      const { sub } = icbOf(practice), paid = contract.paidPounds!, taken = round(paid * 0.09, 2)
      const network = practice.network ?? { code: 'U', name: 'UNALLOCATED' }
      return [[inventedRegion.code, inventedRegion.name.toUpperCase(), sub.code, sub.name.toUpperCase(), network.code, network.name.toUpperCase(), practice.code, practice.name.toUpperCase(), `${practice.street} ${practice.town}`.toUpperCase(),
        practice.postcode, slashed(practice.openedOn), practice.closed === null ? '' : slashed(practice.closed.on), contract.type, yesNo(contract.isDispensing), 'GP practice', contract.rurality === 'rural' ? 'Rural' : 'Urban', '',
        contract.registeredPatients!, contract.weightedPatients!, round(paid / contract.registeredPatients!, 2), paid, -taken, round(paid - taken, 2), round(paid / contract.weightedPatients!, 2)]]
    }),
  ], '\r\n')
  return `\ufeff${text.slice(0, -2)}`
}

const slashed = (isoDay: string): string => isoDay.split('-').reverse().join('/')

function prevalence(whole: County): string {
  return lines([['PRACTICE_CODE', 'GROUP_CODE', 'REGISTER', 'PATIENT_LIST_TYPE', 'PRACTICE_LIST_SIZE'],
    ...whole.practices.flatMap(practice => registersOf(practice).map(({ group, among, register, patients }) => [practice.code, group, register, among, patients]))], '\n')
}

/** ND where a practice sent no return. */
function workforce(whole: County): string {
  const figure = (value: number | null): string | number => value ?? 'ND'
  return lines([
    ['PRAC_CODE', 'PRAC_NAME', 'PCN_CODE', 'PCN_NAME', 'SUB_ICB_CODE', 'ICB_CODE', 'ICB_NAME', 'TOTAL_PATIENTS', 'TOTAL_GP_EXTGL_HC', 'TOTAL_GP_EXTGL_FTE', 'TOTAL_GP_SEN_PTNR_FTE', 'TOTAL_GP_PTNR_PROV_FTE', 'TOTAL_NURSES_FTE', 'TOTAL_DPC_FTE', 'TOTAL_ADMIN_FTE'],
    ...whole.practices.flatMap(practice => {
      const staff = workforceOf(practice), icb = icbOf(practice)
      return staff === null ? [] : [[practice.code, practice.name.toUpperCase(), practice.network?.code ?? 'U', practice.network?.name.toUpperCase() ?? 'UNALLOCATED', icb.sub.code, icb.code, icb.name, staff.patients!,
        ...[staff.gpHeads, staff.gpFte, staff.seniorPartnersFte, staff.otherPartnersFte, staff.nursesFte, staff.directCareFte, staff.adminFte].map(figure)]]
    }),
  ], '\r\n')
}

function suppliers(whole: County): string {
  return lines([['GP_ODS_CODE', 'GP_NAME', 'GP_GPAD_SYSTEMS', 'GP_SYSTEM'],
    ...whole.practices.flatMap(practice => (practice.patients['2026-01'] === null ? [] : [[practice.code, practice.name.toUpperCase(), practice.system, practice.system]]))], '\r\n')
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
  for (const { postcode, spot } of whole.branches) {
    if (spot === null || rows.has(postcode)) continue
    const point = pointOf(spot), { code } = whole.smallAreas.reduce((near, area) => (kmBetween(area.spot, spot) < kmBetween(near.spot, spot) ? area : near))
    rows.set(postcode, [postcode, point.lat, point.lon, code, code])
  }
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
  const ranks = ranksOf(whole), deciles = decilesOf(whole)
  return lines([['lsoa21_code', 'IMD_score', 'IMD_decile', 'IMD_rank'], ...whole.smallAreas.map((area, a) => [area.code, area.deprivation, deciles[a]!, ranks[a]!])], '\n')
}

function ruralUrban(whole: County): string {
  return lines([['LSOA21CD', 'LSOA21NM', 'RUC21CD', 'RUC21NM', 'Urban_rural_flag'], ...whole.smallAreas.map(area => [area.code, area.name,
    ...(area.isRural ? ['RSF1', 'Smaller rural: Further from a major town or city', 'Rural'] : ['UF1', 'Urban: Further from a major town or city', 'Urban'])])], '\r\n')
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
