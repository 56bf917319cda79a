import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '#records/connect.ts'
import { releases } from '#records/releases.ts'
import { openDuck, sqlText } from '#reference/duck.ts'
import { testDatabase, type TestDatabase } from '../../../test/house/database.ts'
import * as published from '../../../test/house/published-files.ts'
import { importFiles, type ImportDesk, type ImportLine } from './import-files.ts'

let own: TestDatabase, folder: string, given: string, desk: ImportDesk
beforeAll(async () => { own = await testDatabase() })
afterAll(() => own.close())
beforeEach(async () => {
  await own.db.deleteFrom('release').execute()
  folder = mkdtempSync(path.join(tmpdir(), 'alongside-import-'))
  given = path.join(folder, 'given')
  mkdirSync(given)
  desk = { db: own.db, dataFolder: path.join(folder, 'data'), now: () => new Date('2026-11-22T09:00:00Z') }
  return () => rmSync(folder, { recursive: true, force: true })
})

const put = (name: string, content: string | Buffer): string => {
  const file = path.join(given, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}
const take = (paths: string[], more: Partial<Parameters<typeof importFiles>[1]> = {}): Promise<ImportLine[]> => importFiles(desk, { paths, asAt: null, world: 'real', ...more })
const told = (lines: ImportLine[]) => lines.map(line => [path.basename(line.file), line.outcome])
const kept = () => (existsSync(path.join(folder, 'data/releases')) ? readdirSync(path.join(folder, 'data/releases')).filter(name => name.endsWith('.parquet')).sort() : [])

describe('a folder of published files', () => {
  test('is taken in the order its files need each other; what is not known is named and passed over', async () => {
    put('a-list.csv', published.listSizes2026)
    put('b/flows.zip', published.zipOf([{ name: 'flows.csv', bytes: published.flows2011 }]))
    put('z-2026-02/register', published.epraccurNow)
    put('notes.txt', 'Some words.\n')
    put('.hidden.csv', published.listSizes2021)
    const lines = await take([given])
    expect(told(lines)).toEqual([['notes.txt', 'not-recognised'], ['register', 'loaded'], ['a-list.csv', 'loaded'], ['flows.zip', 'loaded']])
    const found = await releases(own.db)
    expect(found.map(release => [release.dataSet, release.asAt, release.rowsRead])).toEqual([['list-sizes', '2026-01-01', 4], ['practice-register', '2026-02-01', 6], ['small-area-flows', '2021-01-01', 12]])
    expect(found[0]).toMatchObject({ world: 'real', publisher: 'NHS England', licence: 'Open Government Licence v3.0', rowsRefused: 0, unknownCodes: [], importedAt: '2026-11-22T09:00:00.000Z', parquet: kept()[0], id: expect.stringMatching(/^list-sizes-2026-01-01-[0-9a-f]{8}$/) })
    expect(kept()).toEqual(found.map(release => release.parquet).sort())
  })

  test('again is a no-op that says so', async () => {
    put('list.csv', published.listSizes2026)
    await take([given])
    const before = kept()
    expect(await take([given])).toMatchObject([{ outcome: 'already-there', says: 'already there: list sizes as at 2026-01-01, 4 rows' }])
    expect(kept()).toEqual(before)
    expect(await releases(own.db)).toHaveLength(1)
  })

  test('with a bad file takes the others and changes nothing by the bad one', async () => {
    put('list.csv', published.listSizes2026.replace(',3891', ',-1'))
    put('map.csv', published.map2026)
    const lines = await take([given])
    expect(told(lines)).toEqual([['list.csv', 'refused'], ['map.csv', 'loaded']])
    expect(lines[0]!.says).toBe(`${path.join(given, 'list.csv')}, line 3, column NUMBER_OF_PATIENTS: expected a whole number of patients, or *, ND or nothing where none is given; found "-1"`)
    expect((await releases(own.db)).map(release => release.dataSet)).toEqual(['map'])
    expect(kept()).toHaveLength(1)
  })

  test('knows the day from the nearest folder, a day in the file being stronger', async () => {
    put('england-2026-01/ePCN.xlsx', published.workbookOf(published.networkSheets()))
    put('england-2026-01/epraccur-2026-02.csv', published.epraccurNow)
    put('england-2019-01/deep/list.csv', published.listSizes2026)
    await take([given])
    expect((await releases(own.db)).map(release => [release.dataSet, release.asAt])).toEqual([['list-sizes', '2026-01-01'], ['network-register', '2026-01-01'], ['practice-register', '2026-02-01']])
  })
})

describe('a named file', () => {
  test('that is not known is refused', async () => {
    expect(await take([put('notes.txt', 'Some words.\n')])).toMatchObject([{ outcome: 'refused', refusal: { code: 'not-recognised' } }])
    expect(await take([path.join(given, 'absent.csv')])).toMatchObject([{ outcome: 'refused', refusal: { code: 'no-such-file' } }])
    expect(await take([put('pictures.zip', published.zipOf([{ name: 'a.txt', bytes: 'a' }, { name: 'b.txt', bytes: 'b' }]))])).toMatchObject([{ outcome: 'not-recognised' }, { outcome: 'not-recognised' }, { outcome: 'refused' }])
  })

  test('of a day far to come is refused, for it would become what everybody reads', async () => {
    const file = put('register.csv', published.epraccurNow)
    expect(await take([file], { asAt: '2027-11-01' })).toMatchObject([{ outcome: 'refused', refusal: { code: 'day-to-come', found: '2027-11-01, 344 days from today' } }])
    expect(kept()).toEqual([])
    expect(await take([file], { asAt: '2026-12-01' })).toMatchObject([{ outcome: 'loaded' }])
  })

  test('without a day takes --as-at, and is refused without that', async () => {
    const file = put('register.csv', published.epraccurNow)
    expect(await take([file])).toMatchObject([{ outcome: 'refused', refusal: { code: 'no-day' } }])
    expect(await take([file], { asAt: '2026-02-01' })).toMatchObject([{ outcome: 'loaded', release: { asAt: '2026-02-01' } }])
    expect(await take([file], { asAt: '2026-02-01' })).toMatchObject([{ outcome: 'already-there' }])
    expect(await take([file])).toMatchObject([{ outcome: 'already-there', release: { asAt: '2026-02-01' } }])
    expect(await take([file], { asAt: '2026-03-01' })).toMatchObject([{ outcome: 'loaded', release: { asAt: '2026-03-01' } }])
    const list = put('list.csv', published.listSizes2026)
    expect([...await take([list], { asAt: '2020-01-01' }), ...await take([list], { asAt: '2021-01-01' })]).toMatchObject([{ outcome: 'loaded', release: { asAt: '2026-01-01' } }, { outcome: 'already-there' }])
  })

  test('of several in one archive each has its line, and the archive one', async () => {
    const men = published.flowsBySex.split('\r\n').filter(line => !line.includes('FEMALE')).join('\r\n')
    const file = put('lists.zip', published.zipOf([{ name: 'list.csv', bytes: published.listSizes2026 }, { name: 'map.csv', bytes: published.map2026 }, { name: 'read me.txt', bytes: 'Words.' }]))
    expect(told(await take([file]))).toEqual([['lists.zip: read me.txt', 'not-recognised'], ['lists.zip: list.csv', 'loaded'], ['lists.zip: map.csv', 'loaded'], ['lists.zip', 'loaded']])
    expect(told(await take([file]))).toEqual([['lists.zip: read me.txt', 'not-recognised'], ['lists.zip: list.csv', 'already-there'], ['lists.zip: map.csv', 'already-there'], ['lists.zip', 'already-there']])
    expect(told(await take([put('men.csv', men)]))).toEqual([['men.csv', 'refused']])
  })

  test('an upload keeps the name it came with', async () => {
    const lines = await take([], { paths: [{ path: put('3f2a', published.epraccurNow), name: 'epraccur-2026-02.csv' }] })
    expect(lines).toMatchObject([{ file: 'epraccur-2026-02.csv', outcome: 'loaded', release: { fileName: 'epraccur-2026-02.csv', asAt: '2026-02-01' } }])
  })
})

describe('codes and worlds', () => {
  test('codes that no register of their own world knows are kept, counted and listed; too many refuse the file', async () => {
    const register = put('epraccur-2026-02.csv', published.epraccurNow)
    const map = put('map.csv', published.map2026.replace('ZP0004', 'ZX0004'))
    expect(told(await take([map, register]))).toEqual([['epraccur-2026-02.csv', 'loaded'], ['map.csv', 'refused']])
    const long = `${published.flows2011}${Array.from({ length: 40 }, (_, i) => `GP_PRAC_PAT_LIST,01JAN2021,ZP0001,X,E0100${2000 + i},ALL,5\r\n`).join('')}GP_PRAC_PAT_LIST,01JAN2021,ZX0009,X,E01000001,ALL,5\r\nGP_PRAC_PAT_LIST,01JAN2021,ZX0009,X,E01000002,ALL,5\r\n`
    const [line] = await take([put('flows.csv', long)])
    expect(line).toMatchObject({ outcome: 'loaded', release: { rowsRead: 54, unknownCodes: [{ code: 'ZX0009', rows: 2 }] } })
    expect(line!.says).toContain('2 rows with codes that no register knows (ZX0009), kept')
    expect(told(await take([map], { world: 'invented' }))).toEqual([['map.csv', 'loaded']])
  })

  test('the invented county publishes its own and its small areas are its own', async () => {
    await take([put('flows.csv', published.flows2011)])
    expect(await take([put('flows.csv', published.flows2011)], { world: 'invented' })).toMatchObject([{ release: { fileName: 'flows.csv', world: 'invented', vintage: 'invented', publisher: 'Carrowshire Invented Statistics' } }])
  })
})

describe('at the same moment', () => {
  test('two imports of one file make one release', async () => {
    const file = put('list.csv', published.listSizes2026)
    const other = await connect(own.config)
    const outcomes = (await Promise.all([take([file]), importFiles({ ...desk, db: other.db }, { paths: [file], asAt: null, world: 'real' }), take([file])])).flat().map(line => line.outcome).sort()
    await other.close()
    expect(outcomes).toEqual(['already-there', 'already-there', 'loaded'])
    expect(await releases(own.db)).toHaveLength(1)
    expect(kept()).toHaveLength(1)
  })

  test('an import under way is not swept by one that starts', async () => {
    const big = put('flows.csv', flowsOf(60_000))
    const files = Array.from({ length: 4 }, (_, i) => put(`list-${i}.csv`, published.listSizes2026.replace(',3890', `,${3890 + i}`)))
    const all = await Promise.all([take([big]), ...files.map(async (file, i) => { await pause(i * 40); return take([file]) })])
    expect(all.flat().map(line => line.outcome)).toEqual(['loaded', 'loaded', 'loaded', 'loaded', 'loaded'])
    for (const release of await releases(own.db)) expect(await rowsOf(release.parquet)).toBe(release.rowsRead)
  })
})

test('kill -9 at any moment leaves the release whole or absent, and the next import clears up', async () => {
  const file = put('flows.csv.gz', gzipSync(flowsOf(60_000)))
  const script = path.join(folder, 'child.ts')
  writeFileSync(script, `
    import { connect } from ${JSON.stringify(fileURLToPath(import.meta.resolve('#records/connect.ts')))}
    import { importFiles } from ${JSON.stringify(path.join(import.meta.dirname, 'import-files.ts'))}
    const { db } = await connect(JSON.parse(process.argv[2]))
    process.stdout.write('ready\\n')
    await importFiles({ db, dataFolder: process.argv[3], now: () => new Date() }, { paths: [process.argv[4]], asAt: null, world: 'real' })
    process.exit(0)`)
  let killed = 0
  for (const after of [0, 60, 150, 250, 350, 450]) {
    const child = spawn(process.execPath, [script, JSON.stringify(own.config), desk.dataFolder, file], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise<void>(ready => child.stdout.once('data', () => ready()))
    await pause(after)
    child.kill('SIGKILL')
    await new Promise<void>(gone => { if (child.signalCode !== null || child.exitCode !== null) gone(); else child.once('exit', () => gone()) })
    if (child.signalCode === 'SIGKILL') killed++
    for (const release of await releases(own.db)) expect(await rowsOf(release.parquet)).toBe(60_000)
  }
  expect(killed).toBeGreaterThan(0)
  expect(await take([file])).toMatchObject([{ outcome: expect.stringMatching(/^(loaded|already-there)$/) }])
  expect(kept()).toHaveLength(1)
  expect(readdirSync(path.join(desk.dataFolder, 'releases/.importing'))).toEqual([])
  expect(readdirSync(path.join(desk.dataFolder, 'releases/.intents'))).toEqual([])
}, 180_000)

test('a file placed but never published is cleared, one that was published stays', async () => {
  await take([put('list.csv', published.listSizes2026)])
  const [whole] = kept()
  const store = path.join(desk.dataFolder, 'releases')
  for (const name of ['map-2026-01-01-aaaaaaaa.parquet', whole!]) writeFileSync(path.join(store, '.intents', name), '')
  cpSync(path.join(store, whole!), path.join(store, 'map-2026-01-01-aaaaaaaa.parquet'))
  mkdirSync(path.join(store, '.importing/left-behind'))
  await take([put('map.csv', published.map2026)])
  expect(kept().map(name => name.slice(0, 10))).toEqual(['list-sizes', 'map-2026-0'])
  expect(kept()).toContain(whole)
  expect(readdirSync(path.join(store, '.importing'))).toEqual([])
})

function flowsOf(rows: number): string {
  const lines = ['PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS']
  for (let i = 0; i < rows; i++) lines.push(`GP_PRAC_PAT_LIST,01JAN2021,ZP${String(i % 50).padStart(4, '0')},SURGERY,E01${String(Math.floor(i / 50)).padStart(6, '0')},ALL,${i % 97}`)
  return `${lines.join('\r\n')}\r\n`
}

async function rowsOf(parquet: string): Promise<number> {
  const duck = await openDuck()
  const [found] = await duck.rows<{ n: number }>(`select count(*)::integer as n from read_parquet(${sqlText(path.join(folder, 'data/releases', parquet))})`)
  duck.close()
  return found!.n
}

const shared = path.resolve(import.meta.dirname, '../../../../shared/data')
if (!existsSync(shared)) console.log(`skipped: England's published files are not at ${shared}`)
describe.skipIf(!existsSync(shared))('both England editions, from the published files', () => {
  test('are taken whole, nothing refused, and a repeat changes nothing', async () => {
    const lines = await take([shared])
    expect(lines.filter(line => line.outcome === 'refused')).toEqual([])
    const found = await releases(own.db)
    const rows = (dataSet: string) => found.filter(release => release.dataSet === dataSet).map(release => [release.asAt, release.rowsRead])
    expect(rows('list-sizes')).toEqual([['2021-01-01', 6658], ['2026-01-01', 6171]])
    expect(rows('map')).toEqual([['2020-09-01', 6708], ['2026-01-01', 6171]])
    expect(rows('small-area-flows')).toEqual([['2021-01-01', 839677]])
    expect(rows('practice-register')).toEqual([['2021-11-01', 14963], ['2026-02-01', 15389]])
    expect(rows('network-register')).toEqual([['2026-01-01', 7705 + 1366]])
    expect(rows('postcodes')).toEqual([[null, 10813]])
    expect([rows('branches'), rows('payments'), rows('prevalence'), rows('suppliers'), rows('rural-urban')]).toEqual([[['2017-08-01', 2702]], [['2021-03-31', 6808], ['2023-03-31', 6669]], [['2021-03-31', 137_992 - 1]], [['2025-10-01', 6142]], [[null, 35_672]]])
    expect(rows('workforce').sort()).toEqual([['2024-03-31', 62_673], ['2024-03-31', 62_673], ['2025-03-31', 19_166]])
    expect(found.every(release => release.unknownCodes.length === 0)).toBe(true)
    const duck = await openDuck()
    const sum = async (dataSet: string, day: string) => (await duck.rows<{ n: number }>(`select sum(patients)::double as n from read_parquet(${sqlText(path.join(folder, 'data/releases', found.find(release => release.dataSet === dataSet && release.asAt === day)!.parquet))})`))[0]!.n
    expect(await sum('list-sizes', '2021-01-01')).toBe(60_606_345)
    expect(await sum('small-area-flows', '2021-01-01')).toBe(60_606_345)
    expect(await sum('list-sizes', '2026-01-01')).toBe(63_624_913)
    duck.close()
    const again = await take([shared])
    expect(again.filter(line => !['already-there', 'not-recognised'].includes(line.outcome))).toEqual([])
  }, 240_000)
})
