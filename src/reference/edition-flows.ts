import type { Flows } from '#domain/partners/overlap.ts'
import type { SourceUse } from '#domain/position/release.ts'
import { aboutPatients, withComma } from '#domain/position/figures.ts'
import type { PracticeCode } from '#domain/words.ts'
import { sqlText } from './duck.ts'
import { from, type Shelf } from './edition-read.ts'

export interface LoadedFlows {
  flows: Flows
  lat: Float64Array
  lon: Float64Array
  /** What became of codes that have no patients in this edition: a phrase for the source line; '' when every code still has some. */
  says: string
}

/**
 * Where patients live, by practice and small area, with each code without patients now passed to its successor (counts in one small area are added) or left out and counted.
 * Patients with no small area (NO2011 and the like) and suppressed counts are no rows. Small areas ascend by code.
 */
export async function loadFlows(shelf: Shelf, use: SourceUse, centroids: readonly SourceUse[], practices: readonly PracticeCode[], successorOf: (code: PracticeCode) => PracticeCode | null): Promise<LoadedFlows> {
  const { duck } = shelf, release = use.release, table = from(shelf, release)
  await duck.run(`create temp table flow as select code, small_area, patients from ${table} where small_area is not null and patients > 0`)
  const codes = await duck.rows<{ code: PracticeCode; patients: number }>('select code, sum(patients)::DOUBLE as patients from flow group by code')
  const index = new Map(practices.map((code, i) => [code, i]))
  const rows: string[] = [], passed = { codes: 0, patients: 0 }, dropped = { codes: 0, patients: 0 }
  for (const { code, patients } of codes) {
    const heir = index.has(code) ? code : successorOf(code), at = heir === null ? undefined : index.get(heir)
    const tally = heir === code ? null : at === undefined ? dropped : passed
    if (tally) {
      tally.codes++
      tally.patients += patients
    }
    if (at !== undefined) rows.push(`(${sqlText(code)},${at})`)
  }
  await duck.run('create temp table heir (code VARCHAR, p INTEGER)')
  if (rows.length) await duck.run(`insert into heir values ${rows.join(',')}`)
  await duck.run('create temp table area as select small_area, (row_number() over (order by small_area) - 1)::INTEGER as a from (select distinct small_area from flow join heir using (code))')
  const areas = await duck.rows<{ small_area: string }>('select small_area from area order by a')
  const flows = await readFlows(shelf, release.asAt ?? '', practices, areas.map(row => row.small_area))
  const middles = await readMiddles(shelf, release.vintage, centroids, areas.length)
  return { flows, ...middles, says: saysOf(passed, dropped) }
}

async function readFlows({ duck }: Shelf, asAt: string, practices: readonly PracticeCode[], smallAreas: string[]): Promise<Flows> {
  const [{ rows }] = await duck.rows<{ rows: number }>('select count(*)::INTEGER as rows from (select distinct p, small_area from flow join heir using (code))') as [{ rows: number }]
  const starts: number[] = [], seen: PracticeCode[] = []
  const smallArea = new Int32Array(rows), patients = new Float64Array(rows)
  let at = 0, last = -1
  for await (const chunk of duck.chunks('select p, a, sum(patients)::DOUBLE from flow join heir using (code) join area using (small_area) group by p, a order by p, a')) {
    const [p, a, count] = [chunk.getColumnVector(0), chunk.getColumnVector(1), chunk.getColumnVector(2)]
    for (let i = 0; i < chunk.rowCount; i++, at++) {
      const practice = p.getItem(i) as number
      if (practice !== last) {
        seen.push(practices[practice]!)
        starts.push(at)
        last = practice
      }
      smallArea[at] = a.getItem(i) as number
      patients[at] = count.getItem(i) as number
    }
  }
  return { asAt, practices: seen, smallAreas, starts: Int32Array.from([...starts, at]), smallArea, patients }
}

/** Middles of the flows' small areas: of the flows' own vintage where a file has them, else of any. */
async function readMiddles(shelf: Shelf, vintage: string | null, centroids: readonly SourceUse[], count: number): Promise<{ lat: Float64Array; lon: Float64Array }> {
  const lat = new Float64Array(count).fill(NaN), lon = new Float64Array(count).fill(NaN)
  const inOrder = [...centroids].sort((a, b) => Number(a.release.vintage === vintage) - Number(b.release.vintage === vintage))
  for (const use of inOrder) {
    const found = await shelf.duck.rows<{ a: number; lat: number; lon: number }>(`select a, lat::DOUBLE as lat, lon::DOUBLE as lon from area join ${from(shelf, use.release)} using (small_area)
      where lat is not null and lon is not null order by coalesce(vintage = ${sqlText(vintage ?? '')}, false)`)
    for (const row of found) {
      lat[row.a] = row.lat
      lon[row.a] = row.lon
    }
  }
  return { lat, lon }
}

function saysOf(passed: { codes: number; patients: number }, dropped: { codes: number; patients: number }): string {
  const codes = (count: number) => `${withComma(count)} ${count === 1 ? 'code' : 'codes'}`
  return [
    passed.codes ? `${codes(passed.codes)} without patients now passed to their successors (${aboutPatients(passed.patients)} patients)` : '',
    dropped.codes ? `${codes(dropped.codes)} whose successor we do not know left out (${aboutPatients(dropped.patients)} patients)` : '',
  ].filter(Boolean).join('; ')
}
