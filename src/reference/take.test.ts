import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#domain/words.ts'
import * as published from '../../test/house/published-files.ts'
import { openDuck, sqlText, type Duck } from './duck.ts'
import type { FileRefusal } from './file-refusal.ts'
import { look, take, type Staged } from './take.ts'
import { reading } from './unpack.ts'

let folder: string, duck: Duck
beforeAll(async () => { folder = mkdtempSync(path.join(tmpdir(), 'alongside-take-')); duck = await openDuck({ threads: 2, rewrites: true }) })
afterAll(() => { duck.close(); rmSync(folder, { recursive: true, force: true }) })

const out = () => path.join(folder, 'out.parquet')

/** Takes one file by content alone: its name says nothing. */
async function taken(content: string | Buffer, options: { name?: string; asAt?: string | null; registers?: string[]; world?: 'real' | 'invented' } = {}): Promise<Staged | FileRefusal | null> {
  const file = path.join(folder, 'given')
  writeFileSync(file, content)
  rmSync(out(), { force: true })
  const workshop = path.join(folder, 'workshop')
  mkdirSync(workshop, { recursive: true })
  const [seen] = await look(file, 'given', [options.name ?? 'given'])
  if (isRefusal(seen)) return seen
  if (!seen?.found) return null
  return take(duck, seen.found, out(), { world: options.world ?? 'real', asAt: options.asAt === undefined ? '2026-02-01' : options.asAt, registers: options.registers ?? [], workshop })
}

async function rows(content: string | Buffer, options: Parameters<typeof taken>[1] = {}): Promise<Record<string, unknown>[]> {
  const staged = await taken(content, options)
  if (staged === null || isRefusal(staged)) throw new Error(staged?.why ?? 'not recognised')
  return duck.rows(`select * replace (${await castDates()}) from read_parquet(${sqlText(out())})`)
}

async function castDates(): Promise<string> {
  const columns = await duck.rows<{ column_name: string; column_type: string }>(`describe select * from read_parquet(${sqlText(out())})`)
  const dates = columns.filter(column => column.column_type === 'DATE')
  return (dates.length > 0 ? dates : columns.slice(0, 1)).map(column => `"${column.column_name}"::varchar as "${column.column_name}"`).join(', ')
}

async function refusal(content: string | Buffer, options: Parameters<typeof taken>[1] = {}): Promise<FileRefusal> {
  const staged = await taken(content, options)
  if (staged === null || !isRefusal(staged)) throw new Error(`taken: ${JSON.stringify(staged)}`)
  return staged
}

const forms: [string, string | Buffer, string, string | null][] = [
  ['list sizes of today', published.listSizes2026, 'list-sizes', '2026-01-01'],
  ['list sizes with CCG headers', published.listSizes2021, 'list-sizes', '2021-01-01'],
  ['the map of today', published.map2026, 'map', '2026-01-01'],
  ['the map with CCG headers', published.map2021, 'map', '2020-09-01'],
  ['small-area flows, 2011', published.flows2011, 'small-area-flows', '2021-01-01'],
  ['small-area flows, 2021, without SEX', published.flows2021, 'small-area-flows', '2024-01-01'],
  ['small-area flows by sex', published.flowsBySex, 'small-area-flows', '2021-01-01'],
  ['ages', published.ages, 'ages', '2026-01-01'],
  ['epraccur of today', published.epraccurNow, 'practice-register', null],
  ['epraccur in the older coding', published.epraccurThen, 'practice-register', null],
  ['successors', published.succ, 'successors', null],
  ['ePCN.xlsx', published.workbookOf(published.networkSheets()), 'network-register', null],
  ['ONSPD columns', published.onspd, 'postcodes', null],
  ['ONSPD columns in another order', published.onspdAnyOrder, 'postcodes', null],
  ['centroids', published.centroids, 'small-area-centroids', null],
  ['IMD 2019', published.imd2019, 'deprivation', null],
  ['IMD 2025', published.imd2025, 'deprivation', null],
  ['IMD File 7', published.imdFile7, 'deprivation', null],
  ['ebranchs', published.ebranchs, 'branches', null],
  ['payments', published.payments2023, 'payments', null],
  ['QOF prevalence', published.prevalence2021, 'prevalence', null],
  ['clinical systems', published.suppliers, 'suppliers', null],
  ['workforce of today', published.workforce, 'workforce', null],
  ['workforce before 2020', published.workforce2019, 'workforce', null],
  ['workforce by financial year', published.workforceByYear, 'workforce', '2025-03-31'],
  ['rural and urban, 2021', published.rural2021, 'rural-urban', null],
  ['rural and urban, 2011', published.rural2011, 'rural-urban', null],
  ['rural and urban, an extract', published.ruralShort, 'rural-urban', null],
  ['boundaries of small areas, 2011', published.smallAreas2011, 'small-area-boundaries', null],
  ['boundaries of small areas, 2021', published.smallAreas2021, 'small-area-boundaries', null],
  ['boundaries of districts', published.districts, 'district-boundaries', null],
  ['boundaries of ICBs', published.icbs, 'icb-boundaries', null],
]

describe('each published form is known by its content', () => {
  test.each(forms)('%s', async (_, content, dataSet, day) => {
    expect(await taken(content)).toMatchObject({ dataSet, day: day ?? '2026-02-01', dayFrom: day ? 'content' : 'asked' })
  })

  test.each(forms.filter(([, content]) => typeof content === 'string'))('%s, gzipped and zipped', async (_, content, dataSet) => {
    expect(await taken(gzipSync(content))).toMatchObject({ dataSet })
    expect(await taken(published.zipOf([{ name: 'folder/', bytes: '' }, { name: 'folder/inner.csv', bytes: content }]))).toMatchObject({ dataSet })
  })

  test('with blank lines, padding, every field quoted, another case of header, or columns added', async () => {
    const plain = await rows(published.listSizes2026)
    const lines = published.listSizes2026.split('\r\n')
    for (const text of [lines.join('\r\n\r\n'), published.listSizes2026.replaceAll(/,(ZP|\d+\r)/g, ',  $1'), `${lines.slice(0, -1).map(line => line.split(',').map(field => `"${field}"`).join(',')).join('\r\n')}\r\n`,
      [lines[0]!.toLowerCase(), ...lines.slice(1)].join('\r\n'), lines.slice(0, -1).map(line => `${line},more\r\n`).join(''), published.listSizes2026.replaceAll('\r\n', '\n')]) expect(await rows(text)).toEqual(plain)
  })

  test('with a byte-order mark, and in latin-1', async () => {
    expect(await taken(`\ufeff${published.map2026}`)).toMatchObject({ dataSet: 'map', rowsRead: 4 })
    const found = await rows(Buffer.from(published.map2026.replaceAll('SURGERY', 'CAFÉ'), 'latin1'))
    expect(found[0]).toMatchObject({ name: 'CAFÉ 0, THE' })
  })

  test.each([['a list of measures', 'PRACTICE_CODE,GROUP_CODE,REGISTER\nA81001,AF,95\n'], ['who works at networks', '"PCN_CODE","Year","PCN_NAME","ICB_NAME","STAFF_GROUP","FTE"\n"U00000",2025,"WEST NORWICH PCN","Norfolk","Other Nurses",0.9\n'],
    ['single years of age', 'EXTRACT_DATE,CCG_CODE,ONS_CCG_CODE,ORG_CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n01JAN2021,00L,E38000130,A84002,NE65 7UW,MALE,3,59\n'], ['prose', 'Just some words.\n\nAnd more, with a comma.\n'],
    ['wards', '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"WD24CD":"E05000001","LAD24CD":"E06000001"},"geometry":null}]}'], ['other JSON', '{"a":1}'], ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])],
    ['a workbook of something else', published.workbookOf([{ name: 'Sheet1', rows: [['a']] }])]])('%s is none of them', async (_, content) => {
    expect(await taken(content)).toBeNull()
  })
})

describe('what is kept', () => {
  test('a list with patients, a postcode with one space, and a reason where no figure is given', async () => {
    const text = published.listSizes2026.replace('TS18 1HU', 'ts181hu').replace(',3891\r', ',*\r').replace(',3892\r', ',ND\r').replace(',3893\r', ',0\r')
    expect(await rows(text)).toEqual([
      { code: 'ZP0001', postcode: 'TS18 1HU', patients: 3890, reason: null }, { code: 'ZP0002', postcode: 'TS18 2HU', patients: null, reason: 'suppressed' },
      { code: 'ZP0003', postcode: 'TS18 3HU', patients: null, reason: 'no data' }, { code: 'ZP0004', postcode: 'TS18 4HU', patients: 0, reason: null }])
  })

  test('network U is no network', async () => {
    const found = await rows(published.map2026)
    expect(found[3]).toMatchObject({ code: 'ZP0004', network_code: null, network_name: null, sub_icb_code: '16C', icb_ons: 'E54000050', system: 'TPP' })
    expect((await rows(published.map2021))[0]).toMatchObject({ network_code: 'U89141', sub_icb_code: '16C', sub_icb_name: 'NHS Tees Valley CCG', icb_code: 'QHM', region_code: 'Y63', system: null })
  })

  test('patients of no small area are kept as such, suppressed ones are not 0, and men and women are added', async () => {
    expect((await rows(published.flows2011)).slice(0, 3)).toEqual([{ code: 'ZP0001', small_area: 'E01011959', patients: 7, reason: null }, { code: 'ZP0001', small_area: 'E01012012', patients: 2, reason: null }, { code: 'ZP0001', small_area: null, patients: 1, reason: 'NO2011' }])
    expect((await rows(published.flows2021)).slice(0, 3).map(row => [row['patients'], row['reason']])).toEqual([[7, null], [null, 'suppressed'], [0, null]])
    expect(new Set((await rows(published.flowsBySex)).map(row => row['patients']))).toEqual(new Set([7]))
  })

  test('which small areas a file speaks of is told by their codes or its headers; in the invented world they are invented', async () => {
    const vintage = async (content: string, world: 'real' | 'invented' = 'real') => (await taken(content, { world }) as Staged).vintage
    expect([await vintage(published.flows2011), await vintage(published.flows2021), await vintage(published.imd2019), await vintage(published.imdFile7), await vintage(published.centroids), await vintage(published.smallAreas2011), await vintage(published.smallAreas2021), await vintage(published.onspd)])
      .toEqual(['2011', '2021', '2011', '2021', null, '2011', '2021', null])
    expect(await vintage(published.flows2011, 'invented')).toBe('invented')
  })

  test('ages: practices only, both sexes added, a suppressed part leaves the sum unknown', async () => {
    expect((await rows(published.ages)).slice(0, 2)).toEqual([{ code: 'ZP0001', band: '0_4', patients: 65, reason: null }, { code: 'ZP0001', band: '95+', patients: null, reason: 'suppressed' }])
  })

  test('the register of practices says the same in both codings', async () => {
    const now = await rows(published.epraccurNow), then = await rows(published.epraccurThen)
    const told = (found: Record<string, unknown>[]) => found.map(row => [row['code'], row['status'], row['is_practice'], row['closed']])
    expect(told(now)).toEqual([...published.codes.map(code => [code, 'ACTIVE', true, null]), ['ZP0008', 'INACTIVE', true, '2017-10-31'], ['ZP0009', 'ACTIVE', false, null]])
    expect(told(then)).toEqual([...published.codes.map(code => [code, 'ACTIVE', true, null]), ['ZP0008', 'INACTIVE', true, '2017-10-31'], ['ZP0009', 'DORMANT', false, null]])
    expect(now[0]).toMatchObject({ name: 'SURGERY 0, THE', address4: 'STOCKTON-ON-TEES', postcode: 'TS18 1HU', opened: '1974-04-01', commissioner: '16C', phone: '01642 672351' })
  })

  test('networks and their partners with days', async () => {
    expect(await rows(published.workbookOf(published.networkSheets()))).toEqual([
      { network_code: 'U00000', network_name: 'WEST NORWICH PCN', sub_icb_code: '26A', practice_code: null, from_day: '2024-04-01', to_day: null },
      { network_code: 'U00070', network_name: 'WEST MERTON PCN', sub_icb_code: '36L', practice_code: null, from_day: '2019-10-01', to_day: '2023-03-31' },
      { network_code: 'U00000', network_name: 'WEST NORWICH PCN', sub_icb_code: '26A', practice_code: 'ZP0001', from_day: '2019-10-01', to_day: null },
      { network_code: 'U00000', network_name: 'WEST NORWICH PCN', sub_icb_code: '26A', practice_code: 'ZP0002', from_day: '2019-10-01', to_day: '2021-12-31' }])
  })

  test('successors, postcodes, centroids, deprivation and outlines', async () => {
    expect(await rows(published.succ)).toEqual([{ code: 'ZP0007', successor: 'ZP0002', on_day: '2019-04-01' }, { code: 'ZP0008', successor: 'ZP0001', on_day: '2017-10-31' }])
    const places = await rows(published.onspd)
    expect(places[0]).toEqual({ postcode: 'AL1 3FY', lat: 51.747468, lon: -0.326496, small_area_2011: 'E01023729', small_area_2021: 'E01035567' })
    expect(places[2]).toMatchObject({ postcode: 'GY1 1AA', lat: null, lon: null })
    expect((await rows(published.onspdAnyOrder))[0]).toEqual(places[0])
    expect((await rows(published.centroids)).at(-1)).toEqual({ small_area: 'E01033800', lat: 52.1, lon: -1.2, vintage: null })
    expect(await rows(published.imd2019)).toEqual([{ small_area: 'E01000001', score: 6.208, decile: 10, rank: 3 }, { small_area: 'E01000002', score: 45.143, decile: 4, rank: 1 }, { small_area: 'E01000003', score: 20.5, decile: 7, rank: 2 }])
    expect((await rows(published.imd2025))[0]).toEqual((await rows(published.imdFile7))[0])
    expect((await rows(published.districts))[0]).toMatchObject({ code: 'E06000001', name: 'Hartlepool', west: -1.1, south: 51, east: -1, north: 51.1 })
  })
})

describe('a corrupted copy is refused by line and column', () => {
  const edit = (text: string, from: string | RegExp, to: string) => { const changed = text.replace(from, to); if (changed === text) throw new Error(`nothing to change: ${from}`); return changed }
  const sheets = (change: (sheets: ReturnType<typeof published.networkSheets>) => void) => { const all = published.networkSheets(); change(all); return published.workbookOf(all) }

  test.each<[string, string | Buffer, number | null, string | null, RegExp]>([
    ['a fraction of a patient', edit(published.listSizes2026, ',3891\r', ',38.91\r'), 3, 'NUMBER_OF_PATIENTS', /whole number of patients.*"38\.91"/],
    ['a negative list', edit(published.listSizes2021, ',5904\r', ',-5\r'), 3, 'NUMBER_OF_PATIENTS', /"-5"/],
    ['a practice twice', edit(published.listSizes2026, 'ZP0003', 'ZP0001'), 4, 'CODE', /each practice once; found "ZP0001" again/],
    ['a code that is none', edit(published.listSizes2026, 'ZP0002', 'ZP-002'), 3, 'CODE', /practice code such as L85001; found "ZP-002"/],
    ['a day that is the word CSV', published.listSizes2026.replaceAll('01JAN2026', 'CSV'), 2, 'EXTRACT_DATE', /a day such as 01JAN2026; found "CSV"/],
    ['a line of another day', edit(published.listSizes2026, /(01JAN2026[^]*?)01JAN2026/, '$101FEB2026'), 3, 'EXTRACT_DATE', /the same day on every line, 01JAN2026/],
    ['an impossible day', published.listSizes2026.replaceAll('01JAN2026', '31FEB2026'), 2, 'EXTRACT_DATE', /a day such as 01JAN2026; found "31FEB2026"/],
    ['a missing column', published.listSizes2026.split('\r\n').map(line => line.split(',').slice(0, 9).join(',')).join('\r\n'), 1, 'NUMBER_OF_PATIENTS', /a column of this name/],
    ['a header misspelt', edit(published.map2026, 'PCN_CODE', 'PNC_CODE'), 1, 'PCN_CODE', /a column of this name, as the practice map/],
    ['a header missing', published.listSizes2026.split('\r\n').slice(1).join('\r\n'), 1, null, /a header line/],
    ['a line with a column too few', edit(published.map2026, 'U89141,STOCKTON PCN', 'U89141'), 2, null, /17 columns; found 16/],
    ['a line with a column too many', edit(published.map2021, 'SURGERY 2,', 'SURGERY 2,x,'), 4, null, /16 columns; found 17/],
    ['semicolons', published.listSizes2026.replaceAll(',', ';'), 1, null, /parted by commas; found semicolons/],
    ['a quote not closed', edit(published.map2026, '"SURGERY 1, THE"', '"SURGERY 1, THE'), 3, null, /quotation mark/],
    ['half a line at the end', published.listSizes2026.slice(0, -4), 5, null, /a line end after the last line/],
    ['a small area that is none', edit(published.flows2011, 'E01012012', 'E0101201'), 3, 'LSOA_CODE', /small-area code/],
    ['patients in words', edit(published.flows2021, ',7\r', ',seven\r'), 2, 'NUMBER_OF_PATIENTS', /"seven"/],
    ['a small area twice', edit(published.flows2011, 'E01012012', 'E01011959'), 3, 'PRACTICE_CODE', /each practice and small area once/],
    ['men alone', published.flowsBySex.split('\r\n').filter(line => !line.includes('FEMALE')).join('\r\n'), null, null, /both sexes; found one sex alone/],
    ['a sex that is none', edit(published.flowsBySex, 'FEMALE', 'FEMAIL'), 3, 'SEX', /ALL, MALE or FEMALE/],
    ['an age band that is none', edit(published.ages, '95+', 'old'), 7, 'AGE_GROUP_5', /an age band/],
    ['ages of regions alone', published.ages.split('\r\n').filter(line => !line.includes(',GP,')).join('\r\n'), null, null, /lines about practices/],
    ['a close day of 31 February', edit(published.epraccurNow, '20171031', '20170231'), 5, '12 (close date)', /a day as YYYYMMDD, or nothing; found "20170231"/],
    ['a status that is none', edit(published.epraccurThen, '"C"', '"Z"'), 5, '13 (status)', /ACTIVE, INACTIVE/],
    ['epraccur with a column missing', published.epraccurNow.replaceAll(',"Y63"', ''), 1, null, /27 columns; found 26/],
    ['a practice twice in the register', edit(published.epraccurNow, 'ZP0009', 'ZP0001'), 6, '1 (code)', /each practice once/],
    ['a successor on no day', edit(published.succ, '20190401', '20190431'), 2, '4 (effective date)', /a day as YYYYMMDD/],
    ['a latitude out of range', edit(published.onspd, '51.756605', '151.756605'), 3, 'lat', /a latitude between 49 and 61.5/],
    ['latitude and longitude swapped', edit(published.onspd, 'lat,long', 'long,lat'), 2, 'lat', /latitude/],
    ['a postcode that is none', edit(published.onspd, 'AL1 3HD', 'AL1 33D'), 3, 'pcds', /a postcode such as/],
    ['ONSPD without longitude', edit(published.onspd, ',long', ',longitudinal'), 1, 'long', /a column of this name/],
    ['a centroid in words', edit(published.centroids, '52.1', 'north'), 4, 'latitude', /found "north"/],
    ['a score above 100', edit(published.imd2019, '45.143', '145.143'), 3, 'IMD', /a score between 0 and 100/],
    ['IMD without its score', edit(published.imd2019.replaceAll('Employment', 'Employment,Crime').replaceAll(/(0\.0\d+)\n/g, '$1,1\n'), ',IMD,', ',IDM,'), 1, 'Index of Multiple Deprivation (IMD) Score', /a column of this name/],
    ['a decile of 11', edit(published.imd2025, ',10.0,10.0,', ',11.0,10.0,'), 3, 'IMD_decile', /a whole decile/],
    ['File 7 without its score', edit(published.imdFile7, 'Index of Multiple Deprivation (IMD) Score,', 'Something else,'), 1, 'Index of Multiple Deprivation (IMD) Score', /a column of this name/],
    ['a branch twice', edit(published.ebranchs, 'ZP0001002', 'ZP0001001'), 2, '1 (code)', /each branch once/],
    ['a branch under no practice', edit(published.ebranchs, '"ZP0001","20040401",""', '"ZP 001","20040401",""'), 1, '15 (parent practice)', /a practice code such as L85001; found "ZP 001"/],
    ['ebranchs with a column missing', published.ebranchs.replaceAll(',"Y63"', ''), 1, null, /27 columns; found 26/],
    ['dispensing perhaps', edit(published.payments2023, 'PMS,Yes', 'PMS,Perhaps'), 3, 'Dispensing Practice', /Yes, No or Unknown; found "Perhaps"/],
    ['a weighted list in words', edit(published.payments2023, '4579.78', 'many'), 2, 'Number of Weighted Patients (Last Known Figure)', /a number, or \*, ND, NA or nothing.*found "many"/],
    ['a negative list of payments', edit(published.payments2023, '4029.25', '-4029.25'), 2, 'Number of Registered Patients (Last Known Figure)', /found "-4029.25"/],
    ['payments without their total', edit(published.payments2023, 'Total NHS Payments to General Practice,', 'Grand Total,'), 1, 'Total NHS Payments to General Practice', /a column of this name, as NHS Payments/],
    ['payments of a practice twice', edit(published.payments2023, 'ZP0002', 'ZP0001'), 3, 'Practice Code', /each practice once/],
    ['a register in words', edit(published.prevalence2021, ',292,', ',high,'), 3, 'REGISTER', /found "high"/],
    ['a register twice', edit(published.prevalence2021, 'DM,292,17OV', 'AF,292,TOTAL'), 3, 'PRACTICE_CODE', /each practice and group once/],
    ['prevalence without list sizes', edit(published.prevalence2021, 'PRACTICE_LIST_SIZE', 'SIZE'), 1, 'PRACTICE_LIST_SIZE', /a column of this name, as registers of conditions/],
    ['a system for no practice', edit(published.suppliers, 'ZP0002', ''), 3, 'GP_ODS_CODE', /a practice code such as L85001; found nothing/],
    ['suppliers without the system', edit(published.suppliers, ',GP_SYSTEM', ',SYSTEM'), 1, 'GP_SYSTEM', /a column of this name, as clinical systems/],
    ['staff in words', edit(published.workforce, ',8.25', ',eight'), 2, 'TOTAL_ADMIN_FTE', /found "eight"/],
    ['a practice twice in one year', edit(published.workforceByYear, '"2025"', '"2024"'), 3, 'Practice.Code', /each practice once, or once a year; found "ZP0001 2024" again/],
    ['a line without its year', edit(published.workforceByYear, '"2025"', '""'), null, null, /a year on every line, or on none/],
    ['a year that is none', edit(published.workforceByYear, '"2025"', '"25"'), 3, 'Year', /a year; found "25"/],
    ['workforce without patients', edit(published.workforce, 'TOTAL_PATIENTS', 'PATIENTS'), 1, 'TOTAL_PATIENTS', /a column of this name, as who works at practices/],
    ['a flag that gainsays its class', edit(published.rural2021, 'or city,Urban', 'or city,Rural'), 2, 'Urban_rural_flag', /Urban or Rural, as the class has it; found "Rural"/],
    ['a class that is none', edit(published.rural2011, ',E2,', ',Z9,'), 3, 'RUC11CD', /a class such as UN1 or D1; found "Z9"/],
    ['rural and urban without classes', edit(published.ruralShort, 'ruc21_code', 'code'), 1, 'RUC21CD', /a column of this name, as rural or urban/],
    ['an outline in metres', edit(published.districts, '[-1.2,51]', '[450000,420000]'), 3, 'geometry of feature 2, E06000002', /WGS84 degrees/],
    ['a ring that stays open', edit(published.icbs, '],[-2.1,51]]]', ']]]'), 2, 'geometry of feature 1, E54000008', /end where they begin/],
    ['a code twice among outlines', edit(published.smallAreas2011, 'E01000002', 'E01000001'), 3, 'lsoa11_code of feature 2', /each code once/],
    ['an outline without a code', edit(published.smallAreas2021, '"LSOA21CD":"E01033800"', '"other":"E01033800"'), 3, 'properties of feature 2', /a property with a small-area code/],
    ['outlines cut short', published.districts.slice(0, -80), 3, null, /the end of the list of features; found the end of the file after 1 whole ones/],
    ['broken JSON', edit(published.districts, '"geometry":{', '"geometry" {'), 2, 'feature 1', /a GeoJSON feature/],
    ['a partner from no day', sheets(all => { all[1]!.rows[2]![6] = '20191301' }), 3, 'Practice to PCN Relationship Start Date', /sheet PCN Core Partner Details, row 3.*a day as YYYYMMDD; found "20191301"/],
    ['a network code that is none', sheets(all => { all[0]!.rows[1]![0] = '??' }), 2, 'PCN Code', /sheet PCNDetails, row 2/],
    ['a sheet missing', sheets(all => { all.pop() }), null, null, /a sheet called PCN Core Partner Details; found PCNDetails/],
    ['a column missing from a sheet', sheets(all => { all[1]!.rows[0]![6] = 'Start' }), 1, 'Practice to PCN Relationship Start Date', /a column of this name/],
    ['a mixture of line ends', edit(published.listSizes2026.replaceAll('\r\n', '\n'), /\n(GP.*ZP0003)/, '\r\n$1'), 3, null, /every line to end as the first does \(LF\); found CR LF/],
    ['a header over two lines', edit(published.listSizes2026, 'POSTCODE', '"POST\nCODE"'), 1, null, /the header alone on the first line/],
    ['an empty first line', `\r\n${published.listSizes2026}`, 1, null, /found an empty line/],
    ['men apart where others are all', edit(published.flows2011, 'E01012012,ALL', 'E01012013,MALE'), 3, 'SEX', /a line for all patients/],
    ['a number with a comma', edit(published.flows2011, ',7\r', ',"1,007"\r'), 2, 'NUMBER_OF_PATIENTS', /found "1,007"/],
    ['a footer', `${published.listSizes2026}Copyright\r\n`, 6, null, /10 columns; found 1/],
    ['UTF-16', Buffer.from(`\ufeff${published.listSizes2026}`, 'utf16le'), 1, null, /found UTF-16/],
    ['a NUL byte', edit(published.listSizes2026, 'ZP0003', 'ZP\u00003'), 4, null, /NUL byte/],
    ['a mixture of encodings', Buffer.concat([Buffer.from(published.map2026.replace('SURGERY 0', 'CAFÉ'), 'utf8'), Buffer.from(published.map2026.split('\n')[2]!.replace('ZP0002', 'ZP0009').replace('SURGERY', 'CAFÉ'), 'latin1'), Buffer.from('\n')]), 2, null, /a mixture of the two/],
    ['an empty file', '', null, null, /an empty one/],
    ['a header alone', `${published.listSizes2026.split('\r\n')[0]}\r\n`, 1, null, /at least one line of list sizes/],
    ['gzip cut short', gzipSync(published.flows2011).subarray(0, 60), null, null, /cut short or damaged/],
    ['zip cut short', published.zipOf([{ name: 'a.csv', bytes: published.flows2011 }]).subarray(0, 200), null, null, /cut short or damaged/],
    ['a zip whose checksum is wrong', published.zipOf([{ name: 'a.csv', bytes: published.flows2011, checksum: 7 }]), null, null, /checksum differs/],
    ['a zip that lies about its length', published.zipOf([{ name: 'a.csv', bytes: published.flows2011, saysBytes: 10 }]), null, null, /cut short or damaged/],
    ['an empty zip', published.zipOf([]), null, null, /a file in the archive; found none/],
  ])('%s', async (_, content, line, column, says) => {
    const refused = await refusal(content)
    expect(refused).toMatchObject({ file: expect.stringMatching(/^given/), line, column })
    expect(refused.why).toMatch(says)
  })

  test('the line is right where a name before it runs over several', async () => {
    const refused = await refusal(edit(edit(published.map2026, '"SURGERY 0, THE"', '"SURGERY 0,\nTHE\nOLD ONE"'), 'ZP0003', 'ZP 003'))
    expect(refused).toMatchObject({ line: 6, column: 'PRACTICE_CODE' })
  })

  test('a file that tells no day, by content, name or --as-at, is refused; a place file is not', async () => {
    expect((await refusal(published.epraccurNow, { asAt: null })).why).toMatch(/the day .* --as-at; found none/)
    expect(await taken(published.epraccurNow, { asAt: null, name: 'epraccur-2026-02.csv' })).toMatchObject({ day: '2026-02-01', dayFrom: 'name' })
    expect(await taken(published.listSizes2026, { asAt: '2020-01-01', name: 'list-2019-05.csv' })).toMatchObject({ day: '2026-01-01', dayFrom: 'content' })
    expect(await taken(published.onspd, { asAt: null })).toMatchObject({ day: null })
  })
})

describe('figures of a period', () => {
  test('branches with the practice each stands under; a status only where one is given', async () => {
    expect(await rows(published.ebranchs)).toEqual([
      { code: 'ZP0001001', name: 'SLUICE ROAD BRANCH', practice_code: 'ZP0001', postcode: 'TS18 1HU', opened: '2004-04-01', closed: null, status: null },
      { code: 'ZP0001002', name: 'OLD BRANCH', practice_code: 'ZP0001', postcode: 'TS18 2HU', opened: '2004-04-01', closed: '2016-06-30', status: 'INACTIVE' }])
  })

  test('payments, by whole lines though the last lacks its end; what is unknown is null', async () => {
    expect(await rows(published.payments2023)).toEqual([
      { code: 'ZP0001', contract: 'GMS', is_dispensing: false, rurality: 'urban', registered: 4029.25, weighted: 4579.78, paid: 720_462.51 },
      { code: 'ZP0002', contract: 'PMS', is_dispensing: true, rurality: 'rural', registered: 5029, weighted: 5579.5, paid: -12.5 },
      { code: 'ZP0003', contract: null, is_dispensing: null, rurality: null, registered: 3000, weighted: 2900, paid: 1000 }])
    expect(await rows(Buffer.from(published.payments2023.replace('\ufeff', '').replace('SURGERY 0', 'CAFÉ'), 'latin1'))).toHaveLength(3)
    expect(await refusal(published.payments2023.slice(0, -7))).toMatchObject({ code: 'wrong-columns', line: 4 })
  })

  test('payments cut anywhere are refused, or what is read of them is whole', async () => {
    const whole = await rows(published.payments2023)
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: published.payments2023.length - 1 }), async cut => {
      const staged = await taken(published.payments2023.slice(0, cut))
      if (staged === null || isRefusal(staged)) return
      const kept = await duck.rows<Record<string, unknown>>(`select * from read_parquet(${sqlText(out())})`)
      expect(kept).toEqual(whole.slice(0, kept.length))
    }), { numRuns: 40 })
  })

  test('registers, with the ages each is counted among; systems by their first name', async () => {
    expect(await rows(published.prevalence2021)).toEqual([{ code: 'ZP0001', condition: 'AF', counted_among: 'TOTAL', register: 95, patients: 4098 }, { code: 'ZP0001', condition: 'DM', counted_among: '17OV', register: 292, patients: 3291 },
      { code: 'ZP0002', condition: 'AF', counted_among: 'TOTAL', register: null, patients: 4000 }])
    expect(await rows(published.suppliers)).toEqual([{ code: 'ZP0001', system: 'TPP' }, { code: 'ZP0002', system: 'EMIS' }])
  })

  test('workforce: ND is no figure, never 0; GPs without those in training and locums, by the names of the time', async () => {
    const none = { year_end: null, gp_fte: null, gp_heads: null, partners_fte: null, nurses_fte: null, direct_care_fte: null }
    expect(await rows(published.workforce)).toEqual([{ code: 'ZP0001', year_end: null, patients: 7040, gp_fte: 3.29, gp_heads: 4, partners_fte: 1.75, nurses_fte: 1.5, direct_care_fte: 0.8, admin_fte: 8.25 }, { code: 'ZP0002', patients: 3000, admin_fte: 4, ...none }])
    expect(await rows(published.workforce2019)).toMatchObject([{ gp_fte: 3.4, gp_heads: 4, partners_fte: null }])
    expect(await rows(published.workforceByYear)).toMatchObject([{ code: 'ZP0001', year_end: '2024-03-31', patients: 4057.7, nurses_fte: 1 }, { code: 'ZP0001', year_end: '2025-03-31', nurses_fte: null }, { code: 'ZP0002', year_end: '2024-03-31', gp_heads: null }])
  })

  test('rural and urban of either census, by the code', async () => {
    const told = async (content: string) => [(await taken(content) as Staged).vintage, (await rows(content)).map(row => row['is_rural'])]
    expect([await told(published.rural2021), await told(published.rural2011), await told(published.ruralShort)]).toEqual([['2021', [false, true]], ['2011', [false, true]], ['2021', [false, true]]])
  })

  test('are true of the year’s or month’s end that the name tells', async () => {
    const day = async (content: string, name: string) => { const staged = await taken(content, { name, asAt: null }); return staged === null ? null : isRefusal(staged) ? staged.code : staged.day }
    expect(await day(published.payments2023, 'nhs-payments-to-general-practice-22-23.csv.gz')).toBe('2023-03-31')
    expect(await day(published.payments2023, 'england-2026-01')).toBe('no-day')
    expect(await day(published.prevalence2021, 'PREVALENCE_2021.csv')).toBe('2021-03-31')
    expect(await day(published.workforce, 'General Practice – October 2025 Practice Level.csv')).toBe('2025-10-31')
    expect(await day(published.workforceByYear, 'workforce_year_2023-2025_partners.csv')).toBe('2025-03-31')
    expect(await day(published.ebranchs, 'ebranchs-2017-08.csv')).toBe('2017-08-01')
    expect(await day(published.rural2021, 'ruc.csv')).toBeNull()
  })

  test('codes that no register knows are kept and listed, however many: a file of years names practices long gone', async () => {
    const register = path.join(folder, 'few.parquet')
    await duck.run(`copy (select 'ZP0001' as code) to ${sqlText(register)} (format parquet)`)
    expect(await taken(published.workforceByYear, { registers: [register] })).toMatchObject({ rowsRead: 3, unknownCodes: [{ code: 'ZP0002', rows: 1 }] })
    expect(await taken(published.payments2023, { registers: [register] })).toMatchObject({ rowsRead: 3, unknownCodes: [{ code: 'ZP0002', rows: 1 }, { code: 'ZP0003', rows: 1 }] })
    expect(await taken(published.ebranchs.replace('"ZP0001","20040401",""', '"ZP0009","20040401",""'), { registers: [register] })).toMatchObject({ unknownCodes: [{ code: 'ZP0009', rows: 1 }] })
  })
})

describe('codes that the register does not know', () => {
  let register: string
  beforeAll(async () => {
    register = path.join(folder, 'register.parquet')
    await duck.run(`copy (select * from (values ${Array.from({ length: 100 }, (_, i) => `('ZK${String(i).padStart(4, '0')}')`).join(', ')}) v(code)) to ${sqlText(register)} (format parquet)`)
  })
  const list = (strangers: number) => `PUBLICATION,EXTRACT_DATE,TYPE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n${Array.from({ length: 100 }, (_, i) => `GP_PRAC_PAT_LIST,01JAN2026,GP,Z${i < strangers ? 'X' : 'K'}${String(i).padStart(4, '0')},AL1 3FY,ALL,ALL,5\n`).join('')}`

  test('are kept and listed up to 5 in 100 rows', async () => {
    expect(await taken(list(2), { registers: [register] })).toMatchObject({ rowsRead: 100, unknownCodes: [{ code: 'ZX0000', rows: 1 }, { code: 'ZX0001', rows: 1 }] })
    expect(await taken(list(5), { registers: [register] })).toMatchObject({ rowsRead: 100 })
  })

  test('and refuse the file above that', async () => {
    expect(await refusal(list(6), { registers: [register] })).toMatchObject({ code: 'too-many-unknown-codes', line: 2, column: 'CODE', found: '6 of 100 rows with codes it does not know, "ZX0000" the first' })
  })

  test('without a register no code counts as unknown', async () => {
    expect(await taken(list(100))).toMatchObject({ unknownCodes: [] })
  })
})

describe('limits', () => {
  test('a bomb is refused before it fills the disc', async () => {
    const bomb = Buffer.concat([Buffer.from(`${published.flows2011.split('\r\n')[0]}\r\n`), Buffer.alloc(80 * 1024 * 1024, 'a')])
    expect((await refusal(gzipSync(bomb, { level: 9 }))).why).toMatch(/at most 200 bytes for each packed byte; found more/)
    expect((await refusal(published.zipOf([{ name: 'a.csv', bytes: bomb }]))).why).toMatch(/at most 200 bytes for each packed byte/)
  })

  test('an archive of thousands of files is refused', async () => {
    expect((await refusal(published.zipOf(Array.from({ length: 300 }, (_, i) => ({ name: `${i}.csv`, bytes: 'a' }))))).why).toMatch(/at most 200 files/)
  })

  test('an outline longer than any published one is refused by its line before it fills the memory', async () => {
    const long = published.districts.replace('[-1.2,51]', `[-1.2,51]${',[-1.2000001,51.0000001]'.repeat(2_200_000)}`)
    expect(await refusal(long)).toMatchObject({ code: 'too-large', line: 3, column: 'feature 2' })
  })

  test('a workbook many times larger than the published one is refused', async () => {
    const sheets = published.networkSheets()
    const words = randomBytes(2_000).toString('hex') // packs about as well as a sheet does
    sheets[0]!.rows.push(['U00001', words.repeat(17_000)])
    expect((await refusal(published.workbookOf(sheets))).why).toMatch(/at most 64 MB once unpacked/)
  })

  test('a full disc refuses the file by name, whoever says so, and other mistakes of ours are thrown on', async () => {
    const full = (reason: Error) => reading('list.csv', () => Promise.reject(reason))
    for (const reason of [Object.assign(new Error('write'), { code: 'ENOSPC' }), new Error('IO Error: Could not write all bytes to file "x": No space left on device')]) {
      expect(await full(reason)).toMatchObject({ code: 'no-room', why: 'list.csv: expected room on the disc to unpack and keep it; found none left; nothing of it was kept' })
    }
    await expect(full(new Error('another'))).rejects.toThrow('another')
  })

  test('two files under one name in an archive are refused: one would be taken for the other', async () => {
    const refused = await refusal(published.zipOf([{ name: 'a.csv', bytes: published.listSizes2026 }, { name: 'a.csv', bytes: published.listSizes2021 }]))
    expect(refused.why).toMatch(/a name of its own; found two called "a\.csv"/)
  })

  test('a huge field is refused by its line', async () => {
    expect(await refusal(published.map2026.replace('SURGERY 1', 'S'.repeat(5000)))).toMatchObject({ line: 3, column: 'PRACTICE_NAME' })
    expect(await refusal(published.map2026.replace('SURGERY 1', 'S'.repeat(3_000_000)))).toMatchObject({ line: 3 })
    expect(await refusal(published.flows2011.replace('"SURGERY 1, THE"', `"${'S'.repeat(3_000_000)}`))).toMatchObject({ line: 5 })
  })
})

test('a file cut at any byte is refused, or is whole but for its last lines', async () => {
  const whole = await rows(published.flows2011)
  await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: published.flows2011.length - 1 }), async cut => {
    const text = published.flows2011.slice(0, cut)
    const staged = await taken(text)
    if (staged === null) expect(cut).toBeLessThan(80)
    if (staged === null || isRefusal(staged)) return
    const kept = await duck.rows<Record<string, unknown>>(`select * from read_parquet(${sqlText(out())})`)
    expect(kept).toEqual(whole.slice(0, kept.length))
    expect(text).toMatch(/[\r\n]$/)
  }), { numRuns: 25 })
})

test('a file with any one byte changed is refused with a line, or differs by no more than that byte', async () => {
  await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: published.listSizes2026.length - 1 }), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
    const bytes = Buffer.from(published.listSizes2026)
    bytes[at] = byte
    const staged = await taken(bytes)
    if (staged === null || isRefusal(staged)) return
    expect(staged.rowsRead).toBe(4)
  }), { numRuns: 40 })
})
