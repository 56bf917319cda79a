import type { Flows } from '#domain/position/flows.ts'
import { aboutPatients, withComma } from '#domain/position/figures.ts'
import type { Release, SourceUse } from '#domain/position/release.ts'
import type { PracticeCode } from '#domain/words.ts'
import { sqlText, type Duck } from './duck.ts'
import { from, naming, rowsByJson, type Shelf } from './edition-read.ts'

/** Small-area flows as published, before any code is passed on: three columns in no order, codes and small areas by position in their sorted lists. */
export interface PublishedFlows {
  release: Release
  codes: PracticeCode[]
  smallAreas: string[]
  code: Int32Array
  smallArea: Int32Array
  patients: Float64Array
  /** Middle of each small area, NaN where unknown. */
  lat: Float64Array
  lon: Float64Array
  /** Deprivation score of each small area (NaN where unknown), and the scores of all small areas of the country, ascending; null with no deprivation file of the same small areas. */
  deprivation: { use: SourceUse; scores: Float64Array; all: Float64Array; /** 1 the most deprived, 0 where unknown. */ deciles: Uint8Array } | null
  /** 1 rural, 0 urban, −1 unknown; null with no classification loaded. */
  rural: { use: SourceUse; isRural: Int8Array; says: string } | null
}

/** Patients with no small area (NO2011 and the like) and suppressed counts are no rows. */
export async function readFlows(shelf: Shelf, release: Release, centroids: readonly SourceUse[], deprivation: SourceUse | null, rural: SourceUse | null): Promise<PublishedFlows> {
  const duck = await shelf.duck.beside()
  try {
    return await naming(release, async () => {
      const table = `(select code, small_area, patients from ${from(shelf, release)} where small_area is not null and patients > 0)`
      await duck.run(`create temp table area as select small_area, (row_number() over (order by small_area) - 1)::INTEGER as a from (select distinct small_area from ${table})`)
      await duck.run(`create temp table who as select code, (row_number() over (order by code) - 1)::INTEGER as c from (select distinct code from ${table})`)
      const columns = await readColumns(duck, table)
      const smallAreas = await inOrder(duck, 'select a as at, small_area as word from area'), codes = await inOrder(duck, 'select c as at, code as word from who')
      return { release, codes, smallAreas, ...columns, ...await readMiddles(shelf, duck, release, centroids, smallAreas.length), deprivation: deprivation && await readScores(shelf, duck, deprivation, smallAreas.length),
        rural: rural && await readRural(shelf, duck, rural, smallAreas.length) }
    })
  } finally {
    duck.close()
  }
}

async function readColumns(duck: Duck, table: string): Promise<{ code: Int32Array; smallArea: Int32Array; patients: Float64Array }> {
  const [{ rows }] = await duck.rows<{ rows: number }>(`select count(*)::INTEGER as rows from ${table}`) as [{ rows: number }]
  const code = new Int32Array(rows), smallArea = new Int32Array(rows), patients = new Float64Array(rows)
  let at = 0
  for await (const chunk of duck.chunks(`select c, a, patients::INTEGER from ${table} join who using (code) join area using (small_area)`)) {
    const count = chunk.rowCount, c = chunk.getColumnVector(0), a = chunk.getColumnVector(1), n = chunk.getColumnVector(2)
    for (let i = 0; i < count; i++, at++) {
      code[at] = c.getItem(i) as number
      smallArea[at] = a.getItem(i) as number
      patients[at] = n.getItem(i) as number
    }
  }
  return { code, smallArea, patients }
}

async function inOrder(duck: Duck, sql: string): Promise<string[]> {
  const words: string[] = []
  for (const { at, word } of await rowsByJson<{ at: number; word: string }>(duck, sql)) words[at] = word
  return words
}

/** Of the flows' own vintage where a file has them, else of any. */
async function readMiddles(shelf: Shelf, duck: Duck, flows: Release, centroids: readonly SourceUse[], count: number): Promise<{ lat: Float64Array; lon: Float64Array }> {
  const lat = new Float64Array(count).fill(NaN), lon = new Float64Array(count).fill(NaN)
  for (const wantSame of [false, true]) {
    for (const { release } of centroids) {
      const same = `coalesce(vintage, ${release.vintage === null ? 'null' : sqlText(release.vintage)}) is not distinct from ${flows.vintage === null ? 'null' : sqlText(flows.vintage)}`
      const found = await naming(release, () => rowsByJson<{ a: number; lat: number; lon: number }>(duck, `select a, lat::DOUBLE as lat, lon::DOUBLE as lon from area join ${from(shelf, release)} using (small_area)
        where lat is not null and lon is not null and ${wantSame ? '' : 'not'} (${same})`))
      for (const row of found) {
        lat[row.a] = row.lat
        lon[row.a] = row.lon
      }
    }
  }
  return { lat, lon }
}

async function readScores(shelf: Shelf, duck: Duck, use: SourceUse, count: number): Promise<PublishedFlows['deprivation']> {
  const table = from(shelf, use.release), scores = new Float64Array(count).fill(NaN), deciles = new Uint8Array(count)
  return naming(use.release, async () => {
    for (const { a, score, decile } of await rowsByJson<{ a: number; score: number; decile: number | null }>(duck, `select a, score::DOUBLE as score, decile::INTEGER as decile from area join ${table} using (small_area) where score is not null`)) {
      scores[a] = score
      deciles[a] = decile ?? 0
    }
    const all = await rowsByJson<{ score: number }>(duck, `select score::DOUBLE as score from ${table} where score is not null`)
    return { use, scores, deciles, all: Float64Array.from(all, row => row.score).sort() }
  })
}

/** By the code alone: a small area that kept its code from 2011 to 2021 kept its outline, so a file of the other year serves those too. */
async function readRural(shelf: Shelf, duck: Duck, use: SourceUse, count: number): Promise<PublishedFlows['rural']> {
  const isRural = new Int8Array(count).fill(-1)
  const [found] = await naming(use.release, () => rowsByJson<{ rural: number[] | null; urban: number[] | null }>(duck, `select list(a) filter (is_rural) as rural, list(a) filter (not is_rural) as urban from area join ${from(shelf, use.release)} using (small_area)`))
  for (const a of found!.rural ?? []) isRural[a] = 1
  for (const a of found!.urban ?? []) isRural[a] = 0
  const unknown = isRural.filter(rural => rural < 0).length
  return { use, isRural, says: unknown === 0 ? '' : `${withComma(unknown)} of the ${withComma(count)} small areas where patients live are not in it` }
}

/**
 * Where patients live in an edition: each code without patients now is passed to its successor (counts in one small area are added), or left out and counted.
 * `says` is a phrase for the source line, '' when every code still has patients.
 */
export function flowsOf(published: PublishedFlows, practices: readonly PracticeCode[], successorOf: (code: PracticeCode) => PracticeCode | null): { flows: Flows; says: string } {
  const index = new Map(practices.map((code, i) => [code, i]))
  const heir = Int32Array.from(published.codes, code => index.get(index.has(code) ? code : successorOf(code) ?? '') ?? -1)
  const { order, starts } = sorted(published, heir, practices.length)
  const smallArea = new Int32Array(order.length), patients = new Float64Array(order.length)
  const codes: PracticeCode[] = [], flowStarts = [0]
  let at = 0
  for (let p = 0; p < practices.length; p++) {
    const first = at
    for (let k = starts[p]!; k < starts[p + 1]!; k++) {
      const row = order[k]!, area = published.smallArea[row]!
      if (at > first && smallArea[at - 1] === area) patients[at - 1]! += published.patients[row]!
      else {
        smallArea[at] = area
        patients[at++] = published.patients[row]!
      }
    }
    if (at === first) continue
    codes.push(practices[p]!)
    flowStarts.push(at)
  }
  const flows = { asAt: published.release.asAt ?? '', practices: codes, smallAreas: published.smallAreas, starts: Int32Array.from(flowStarts), smallArea: smallArea.slice(0, at), patients: patients.slice(0, at) }
  return { flows, says: saysOf(published, heir, practices) }
}

/** Rows of practices that have an heir, by practice and then small area: two counting sorts. */
function sorted(published: PublishedFlows, heir: Int32Array, practices: number): { order: Int32Array; starts: Int32Array } {
  const rows = published.code.length, practice = new Int32Array(rows), kept = new Int32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) {
    const p = heir[published.code[row]!]!
    practice[row] = p
    if (p >= 0) kept[count++] = row
  }
  return countingSort(countingSort(kept.subarray(0, count), published.smallAreas.length, published.smallArea).order, practices, practice)
}

/** Stable; `keyOf` is indexed by row, `starts` has one entry more than there are keys. */
function countingSort(rows: Int32Array, keys: number, keyOf: Int32Array): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(keys + 1), order = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) starts[keyOf[rows[i]!]! + 1]!++
  for (let key = 0; key < keys; key++) starts[key + 1]! += starts[key]!
  const next = starts.slice()
  for (let i = 0; i < rows.length; i++) order[next[keyOf[rows[i]!]!]!++] = rows[i]!
  return { order, starts }
}

function saysOf(published: PublishedFlows, heir: Int32Array, practices: readonly PracticeCode[]): string {
  const totals = new Float64Array(published.codes.length)
  for (let row = 0; row < published.code.length; row++) totals[published.code[row]!]! += published.patients[row]!
  const passed = { codes: 0, patients: 0 }, dropped = { codes: 0, patients: 0 }
  published.codes.forEach((code, c) => {
    if (practices[heir[c]!] === code) return
    const tally = heir[c]! < 0 ? dropped : passed
    tally.codes++
    tally.patients += totals[c]!
  })
  const codes = (count: number) => `${withComma(count)} ${count === 1 ? 'code' : 'codes'}`
  return [
    passed.codes ? `${codes(passed.codes)} without patients now passed to their successors (${aboutPatients(passed.patients)} patients)` : '',
    dropped.codes ? `${codes(dropped.codes)} whose successor we do not know left out (${aboutPatients(dropped.patients)} patients)` : '',
  ].filter(Boolean).join('; ')
}
