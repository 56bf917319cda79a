import path from 'node:path'
import type { Release } from '#domain/position/release.ts'
import type { Day, PracticeCode } from '#domain/words.ts'
import { sqlText, type Duck } from './duck.ts'
import { boxOf, ringsOf, type BoxedOutline } from './geometry.ts'

/** Reads the Parquet copies of releases, one function a data set, in the columns that importing fixes. Every read throws with the release's id when its file cannot be read. */
export interface Shelf { duck: Duck; dataFolder: string }

/** The table function that reads a release's file, for an SQL FROM. */
export function from(shelf: Shelf, release: Release): string {
  return `read_parquet(${sqlText(parquetPath(shelf.dataFolder, release))})`
}

export function parquetPath(dataFolder: string, release: Release): string {
  return path.join(dataFolder, 'releases', release.parquet)
}

/**
 * Rows of one release, on a connection of its own so that several releases are read side by side.
 * They cross from DuckDB as one JSON text, which is three times as fast as value by value. Order is not kept.
 */
export async function readRows<Row>(shelf: Shelf, release: Release, sql: string): Promise<Row[]> {
  return naming(release, async () => {
    const beside = await shelf.duck.beside()
    try {
      return await rowsByJson<Row>(beside, sql)
    } finally {
      beside.close()
    }
  })
}

/** The rows of any query that holds no infinite number. */
export async function rowsByJson<Row>(duck: Duck, sql: string): Promise<Row[]> {
  const [only] = await duck.rows<{ rows: string }>(`select coalesce(to_json(list(r)), '[]')::VARCHAR as rows from (${sql}) r`)
  return JSON.parse(only!.rows) as Row[]
}

/** Does the reading, and names the release when it fails. */
export async function naming<Answer>(release: Release, read: () => Promise<Answer>): Promise<Answer> {
  try {
    return await read()
  } catch (cause) {
    throw new Error(`release ${release.id} (${release.fileName}) could not be read from ${release.parquet}`, { cause })
  }
}

export interface ListedRow { code: PracticeCode; postcode: string; patients: number }

/** Codes with patients, ascending. Suppressed and empty lists are no practice. */
export async function readList(shelf: Shelf, release: Release): Promise<ListedRow[]> {
  const rows = await readRows<ListedRow>(shelf, release, `select code, coalesce(postcode, '') as postcode, patients::INTEGER as patients from ${from(shelf, release)} where patients > 0`)
  return rows.sort((a, b) => a.code < b.code ? -1 : 1)
}

export async function countList(shelf: Shelf, release: Release): Promise<{ practices: number; patients: number }> {
  const [counted] = await readRows<{ practices: number; patients: number }>(shelf, release, `select count(*)::INTEGER as practices, coalesce(sum(patients), 0)::DOUBLE as patients from ${from(shelf, release)} where patients > 0`)
  return counted!
}

export interface MapRow {
  code: PracticeCode; name: string | null; network_code: string | null; network_name: string | null
  sub_icb_code: string | null; sub_icb_ons: string | null; sub_icb_name: string | null; icb_code: string | null; icb_ons: string | null; icb_name: string | null
  region_code: string | null; region_name: string | null; system: string | null
}

export function readMap(shelf: Shelf, release: Release): Promise<MapRow[]> {
  return readRows(shelf, release, `select code, name, network_code, network_name, sub_icb_code, sub_icb_ons, sub_icb_name, icb_code, icb_ons, icb_name, region_code, region_name, "system" from ${from(shelf, release)}`)
}

export function readNames(shelf: Shelf, release: Release): Promise<{ code: PracticeCode; name: string }[]> {
  return readRows(shelf, release, `select code, name from ${from(shelf, release)} where name is not null`)
}

export interface NetworkRow { code: PracticeCode; network_code: string; network_name: string }

/** Core network of each practice on a day, by the register of networks; the newest link where several run. */
export function readNetworks(shelf: Shelf, release: Release, on: Day): Promise<NetworkRow[]> {
  return readRows(shelf, release, `select practice_code as code, arg_max(network_code, from_day) as network_code, arg_max(coalesce(network_name, network_code), from_day) as network_name from ${from(shelf, release)}
    where practice_code is not null and network_code is not null and from_day <= ${sqlText(on)}::DATE and (to_day is null or to_day >= ${sqlText(on)}::DATE) group by practice_code`)
}

export interface PostcodeRow { postcode: string; lat: number | null; lon: number | null; small_area_2011: string | null; small_area_2021: string | null }

/** Only the postcodes that a list names, and those of one more query: the whole directory has millions. */
export function readPostcodes(shelf: Shelf, release: Release, list: Release, more: string | null): Promise<PostcodeRow[]> {
  return readRows(shelf, release, `select postcode, lat::DOUBLE as lat, lon::DOUBLE as lon, small_area_2011, small_area_2021 from ${from(shelf, release)}
    where postcode in (select postcode from ${from(shelf, list)} where patients > 0${more === null ? '' : ` union ${more}`})`)
}

export interface RegisterRow { code: PracticeCode; name: string; postcode: string; opened: Day | null; closed: Day | null; status: string; address: string }

/** GP practices, and any other code a list has ever named; address lines parted by '|'. */
export function readRegister(shelf: Shelf, release: Release, lists: Release[]): Promise<RegisterRow[]> {
  const listed = lists.map(list => `select code from ${from(shelf, list)}`).join(' union ')
  return readRows(shelf, release, `select code, coalesce(name, code) as name, coalesce(postcode, '') as postcode, opened::VARCHAR as opened, closed::VARCHAR as closed, coalesce(status, '') as status,
    concat_ws('|', address1, address2, address3, address4, address5) as address from ${from(shelf, release)} where is_practice or code in (${listed})`)
}

export function readSuccessors(shelf: Shelf, release: Release): Promise<{ code: PracticeCode; successor: PracticeCode; on: Day | null }[]> {
  return readRows(shelf, release, `select code, successor, on_day::VARCHAR as "on" from ${from(shelf, release)} where successor is not null`)
}

/** Shares under 15 and 65 or over of every practice whose bands in that range are all published. */
export function readAges(shelf: Shelf, release: Release): Promise<{ code: PracticeCode; under15: number | null; over65: number | null }[]> {
  return readRows(shelf, release, `with bands as (select code, patients, try_cast(regexp_extract(band, '^[0-9]+') as INTEGER) as low from ${from(shelf, release)})
    select code, case when count(*) = count(patients) and sum(patients) > 0 then sum(patients) filter (where low < 15) / sum(patients) end::DOUBLE as under15,
      case when count(*) = count(patients) and sum(patients) > 0 then sum(patients) filter (where low >= 65) / sum(patients) end::DOUBLE as over65
    from bands where low is not null group by code`)
}

export interface DeprivationRow { small_area: string; score: number; decile: number | null }

/** Scores of the small areas that practices of a list stand in. */
export function readOwnDeprivation(shelf: Shelf, release: Release, postcodes: Release, list: Release): Promise<DeprivationRow[]> {
  return readRows(shelf, release, `with own as (select small_area_2011, small_area_2021 from ${from(shelf, postcodes)} where postcode in (select postcode from ${from(shelf, list)} where patients > 0))
    select small_area, score::DOUBLE as score, decile::INTEGER as decile from ${from(shelf, release)}
    where score is not null and small_area in (select small_area_2011 from own where small_area_2011 is not null union select small_area_2021 from own where small_area_2021 is not null)`)
}

/** Names of the small areas that practices of a list stand in. */
export function readSmallAreaNames(shelf: Shelf, release: Release, postcodes: Release, list: Release): Promise<{ code: string; name: string }[]> {
  const own = release.vintage === '2011' ? 'small_area_2011' : 'small_area_2021'
  return readRows(shelf, release, `select code, name from ${from(shelf, release)} where name is not null and code in
    (select ${own} from ${from(shelf, postcodes)} where ${own} is not null and postcode in (select postcode from ${from(shelf, list)} where patients > 0))`)
}

export async function readOutlines(shelf: Shelf, release: Release): Promise<BoxedOutline[]> {
  const rows = await readRows<{ code: string; name: string | null; geometry: string }>(shelf, release, `select code, name, geometry from ${from(shelf, release)} where geometry is not null`)
  return rows.sort((a, b) => a.code < b.code ? -1 : 1).map(({ code, name, geometry }) => {
    const rings = ringsOf(geometry, name ?? code)
    return { code, name: name ?? code, rings, box: boxOf(rings) }
  })
}
