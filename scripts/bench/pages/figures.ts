import { existsSync } from 'node:fs'
import path from 'node:path'
import { importFiles } from '#commands/position/import-files.ts'
import { chooseEditions } from '#domain/position/choose-edition.ts'
import type { Edition } from '#domain/position/edition.ts'
import { releases } from '#records/releases.ts'
import { loadEdition } from '#reference/edition.ts'
import { loadCounty } from '#server/demo.ts'
import { openDatabase } from '#server/postgres.ts'

/** Where published files are looked for. */
export const publishedFiles = path.resolve(import.meta.dirname, '../../../../shared/data')
const england = ['england-2026-01', 'england-2021-01', 'geography/onspd-extract-practice-postcodes.csv', 'geography/lsoa_latlong.csv', 'geography/imd2019_lsoa11.csv.gz',
  'geography/imd2025_lsoa21.csv.gz', 'geography/lsoa11_generalised_england.geojson.gz', 'geography/lsoa21_generalised_england.geojson.gz', 'geography/ltla24_generalised_england.geojson.gz',
  'geography/icb22_generalised.geojson', 'ods/epraccur-2026-02.csv', 'ods/ebranchs-2017-08.csv', 'measures/nhs-payments-to-general-practice-20-21.csv.gz', 'measures/nhs-payments-to-general-practice-22-23.csv.gz',
  'measures/workforce_year_2016-2024_roles.csv.gz', 'measures/workforce_year_2023-2025_partners.csv.gz', 'measures/qof-prevalence-2020-21.csv.gz', 'measures/gp_suppliers-2025-10.csv', 'geography/ruc21_lsoa21.csv.gz'].map(name => path.join(publishedFiles, name))
/** True where England's published files are at hand; else benches read the invented county. */
export const isEngland = existsSync(publishedFiles)

/** Imports into a data folder what is not there yet: England of January 2026, or the invented county. Answers the practices and areas to ask for. */
export async function loadFigures(folder: string): Promise<Edition> {
  const { db, close } = await openDatabase({ dataFolder: folder, databaseUrl: null })
  const desk = { db, dataFolder: folder, now: () => new Date() }
  try {
    if (isEngland) {
      for (const line of await importFiles(desk, { paths: england, asAt: null, world: 'real' })) if (line.outcome === 'refused') throw new Error(line.says)
    } else await loadCounty({ ...desk, say: () => {} })
    const [newest] = chooseEditions(await releases(db))
    return await loadEdition(newest!, folder, { light: true, flows: false })
  } finally {
    await close()
  }
}
