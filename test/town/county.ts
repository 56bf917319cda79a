/** The front door to the invented county: its facts, its files, its editions in memory. */
export { county, countyPatients, months } from './carrowshire.ts'
export type { County, CountyPractice, CountySmallArea, Month } from './carrowshire.ts'
export { countyFiles, writeCounty } from './files.ts'
export { countyEdition } from './county-edition.ts'
