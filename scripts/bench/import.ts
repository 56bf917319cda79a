/**
 * `npm run bench -- import`: how long open data takes to come in, on the published files of ../shared/data.
 *  1. the 840,000-row zip of who lives where, against DuckDB's own read of the unzipped CSV in the same run (aim: within 2 times);
 *  2. everything an England 2026 edition needs (aim: under 20 s); 3. the most memory held meanwhile (aim: under 1 GB).
 * The two of 1 take turns, so that whatever else the machine does weighs on both; medians are compared.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { importFiles } from '#commands/position/import-files.ts'
import { openDuck, sqlText } from '#reference/duck.ts'
import { packedFiles, unpackBytes } from '#reference/unpack.ts'
import { openDatabase } from '#server/postgres.ts'

const shared = path.resolve(import.meta.dirname, '../../../shared/data')
const zip = path.join(shared, 'england-2021-01/gp-reg-pat-prac-lsoa-male-female-Jan-21.zip')
const england2026 = ['england-2026-01', 'ods/epraccur-2026-02.csv', 'geography/onspd-extract-practice-postcodes.csv', 'geography/lsoa_latlong.csv', 'geography/imd2019_lsoa11.csv.gz', 'geography/imd2025_lsoa21.csv.gz',
  'geography/lsoa21_generalised_england.geojson.gz', 'geography/ltla24_generalised_england.geojson.gz', 'geography/icb22_generalised.geojson', 'england-2021-01',
  'geography/ruc21_lsoa21.csv.gz', 'ods/ebranchs-2017-08.csv', 'measures/nhs-payments-to-general-practice-22-23.csv.gz', 'measures/qof-prevalence-2020-21.csv.gz', 'measures/gp_suppliers-2025-10.csv', 'measures/workforce_year_2023-2025_partners.csv.gz'].map(name => path.join(shared, name))
const rounds = Number(process.argv[2] ?? 5)

if (!existsSync(zip)) {
  console.log(`The bench needs England's published files, which are not at ${shared}.`)
  process.exit(0)
}

const folder = mkdtempSync(path.join(tmpdir(), 'alongside-bench-'))
const { db, close } = await openDatabase({ dataFolder: folder, databaseUrl: null })
try {
  const desk = { db, dataFolder: folder, now: () => new Date() }
  const importing = async (paths: string[]): Promise<number> => {
    const began = performance.now()
    const lines = await importFiles(desk, { paths, asAt: null, world: 'real' })
    const refused = lines.filter(line => line.outcome === 'refused')
    if (refused.length > 0) throw new Error(refused.map(line => line.says).join('\n'))
    return performance.now() - began
  }
  const forget = () => db.deleteFrom('release').execute()

  const csv = path.join(folder, 'unzipped.csv')
  await unpackBytes((await packedFiles(zip, zip, []))[0]!, csv)
  const ours: number[] = [], theirs: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const duck = await openDuck()
    const began = performance.now()
    // Its own detection, but for the quotation mark, which it does not find in this file by itself.
    await duck.run(`create table own as from read_csv(${sqlText(csv)}, quote = '"')`)
    const own = performance.now() - began
    duck.close()
    const imported = await importing([zip])
    await forget()
    if (round === 0) continue // both once to warm up
    theirs.push(own)
    ours.push(imported)
  }
  console.log(`839,677 rows: import of the zip ${seconds(median(ours))} (unpacked, checked, stored and published), DuckDB's own read of the unzipped CSV ${seconds(median(theirs))}: ${(median(ours) / median(theirs)).toFixed(2)} times (aim: within 2; medians of ${rounds})`)

  const all = await importing(england2026)
  console.log(`England 2026, every file its edition takes: ${seconds(all)} (aim: under 20 s)`)
  console.log(`Again, all of it already there: ${seconds(await importing(england2026))}`)
  console.log(`Most memory held: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB (aim: under 1,024 MB)`)
} finally {
  await close()
  rmSync(folder, { recursive: true, force: true })
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}
