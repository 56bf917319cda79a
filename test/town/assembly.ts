import type { Flows } from '#domain/partners/overlap.ts'
import type { Area, AreaRef, Practice } from '#domain/position/edition.ts'
import type { DataSet, Release, SourceUse } from '#domain/position/release.ts'
import type { Day } from '#domain/words.ts'

/** Every area that names a practice, and 'england' for the whole invented world. */
export function areasOf(practices: readonly Practice[]): Map<string, Area> {
  const areas = new Map<string, Area>()
  const put = (kind: Area['kind'], ref: AreaRef | null, code: string) => {
    if (ref === null) return
    const area = areas.get(ref.code) ?? { kind, code: ref.code, name: ref.name, members: [] }
    area.members.push(code)
    areas.set(ref.code, area)
  }
  for (const practice of practices) {
    put('icb', practice.icb, practice.code)
    put('sub-icb', practice.subIcb, practice.code)
    put('district', practice.district, practice.code)
    put('network', practice.network, practice.code)
    put('england', { code: 'england', name: 'All of the invented county' }, practice.code)
  }
  return areas
}

/** Flows in compressed rows from one full row a practice; empty cells are absent. */
export function flowsOf(asAt: Day, practices: string[], smallAreas: string[], rows: readonly Int32Array[]): Flows {
  const starts = [0]
  const smallArea: number[] = []
  const patients: number[] = []
  for (const row of rows) {
    row.forEach((count, a) => { if (count > 0) { smallArea.push(a); patients.push(count) } })
    starts.push(smallArea.length)
  }
  return { asAt, practices, smallAreas, starts: Int32Array.from(starts), smallArea: Int32Array.from(smallArea), patients: Float64Array.from(patients) }
}

/** What an invented edition says it stands on: list sizes and the rest of its own day, place files without one. */
export function sourcesAt(asAt: Day, practices: number): SourceUse[] {
  const used: [DataSet, string][] = [['list-sizes', 'gp-reg-pat-prac-all.csv'], ['map', 'gp-reg-pat-prac-map.csv'], ['small-area-flows', 'gp-reg-pat-prac-lsoa-all.csv'],
    ['ages', 'gp-reg-pat-prac-quin-age.csv'], ['practice-register', 'epraccur.csv'], ['successors', 'succ.csv'], ['postcodes', 'postcodes.csv'],
    ['small-area-centroids', 'small-area-centroids.csv'], ['district-boundaries', 'districts.geojson'], ['deprivation', 'deprivation.csv'], ['rural-urban', 'rural-urban.csv'],
    ['branches', 'ebranchs.csv'], ['payments', 'nhs-payments-to-general-practice-24-25.csv'], ['prevalence', 'qof-prevalence-2024-25.csv'], ['suppliers', 'gp_suppliers-2025-10.csv'], ['workforce', 'general-practice-december-2025-practice-level.csv']]
  const ofAPeriod: Partial<Record<DataSet, [Day, string]>> = { branches: ['2026-01-01', '1 January 2026'], payments: ['2025-03-31', '31 March 2025'], prevalence: ['2025-03-31', '31 March 2025'], suppliers: ['2025-10-01', '1 October 2025'], workforce: ['2025-12-31', '31 December 2025'] }
  return used.map(([dataSet, fileName], i) => {
    const isPlace = ['postcodes', 'small-area-centroids', 'district-boundaries', 'deprivation', 'rural-urban'].includes(dataSet)
    const checksum = i.toString(16).repeat(64)
    const [day, dayInWords] = ofAPeriod[dataSet] ?? [asAt, null]
    const release: Release = { id: `${dataSet}-${isPlace ? 'undated' : day}-${checksum.slice(0, 8)}`, dataSet, world: 'invented',
      vintage: ['small-area-flows', 'small-area-centroids', 'deprivation', 'rural-urban'].includes(dataSet) ? 'invented' : null,
      publisher: 'The invented county of Carrowshire', licence: 'invented, free to use', asAt: isPlace ? null : day, checksum, fileName,
      rowsRead: practices, rowsRefused: 0, unknownCodes: [], importedAt: `${asAt.slice(0, 8)}08T09:00:00Z`, parquet: `${dataSet}-${checksum.slice(0, 8)}.parquet` }
    return { dataSet, release, says: isPlace ? 'day not stated' : dayInWords === null || day === asAt ? 'the same day as the list sizes' : `${dayInWords}, the nearest to the list sizes` }
  })
}
