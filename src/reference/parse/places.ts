import type { SmallAreaVintage } from '#domain/position/release.ts'
import { degreesColumn, postcodeOf, postcodePattern, smallAreaColumn, textColumn, type TableForm } from './form.ts'

const area = (as: string, headers: string[]) => smallAreaColumn(as, headers, { isOptional: true, expects: 'a small-area code such as E01000001, or nothing', good: `(${as} = '' or regexp_full_match(${as}, '[A-Z0-9]{8,9}'))` })
const atNoPlace = `(try_cast(lat as double) between 99.9 and 100)`

/** Postcode to point and small areas: columns of the ONS Postcode Directory, in any order, with any others beside them. ONS writes latitude 99.999999 where a postcode has no place: kept as null. */
export const postcodes: TableForm = {
  kind: 'table', dataSet: 'postcodes', called: 'postcodes (ONS Postcode Directory)', columnsWithoutHeader: null,
  columns: [
    textColumn('postcode', ['pcds', 'pcd', 'pcd7', 'pcd8', 'pcd2', 'postcode'], { expects: 'a postcode such as AL1 3FY', good: `regexp_full_match(regexp_replace(upper(postcode), '\\s', '', 'g'), '${postcodePattern}')` }),
    degreesColumn('lat', ['lat', 'latitude'], { good: `(try_cast(lat as double) between 49 and 61.5 or ${atNoPlace} or (lat = '' and lon = ''))` }),
    degreesColumn('lon', ['long', 'lon', 'longitude'], { good: `(try_cast(lon as double) between -9 and 2.5 or ${atNoPlace} or (lat = '' and lon = ''))` }),
    area('small_area_2011', ['lsoa11', 'lsoa11cd', 'lsoa11_code']),
    area('small_area_2021', ['lsoa21', 'lsoa21cd', 'lsoa21_code']),
  ],
  nearWith: [[['pcds', 'pcd', 'pcd7', 'pcd8', 'pcd2'], ['lat', 'long', 'latitude', 'longitude']], [['lat', 'latitude'], ['long', 'longitude'], ['lsoa11', 'lsoa21', 'lsoa11cd', 'lsoa21cd'], ['lsoa11', 'lsoa21']]],
  unique: { columns: [`regexp_replace(upper(postcode), '\\s', '', 'g')`], says: 'each postcode once' },
  select: `select ${postcodeOf('postcode')} as postcode, case when ${atNoPlace} then null else try_cast(lat as double) end as lat, case when ${atNoPlace} then null else try_cast(lon as double) end as lon,
      nullif(small_area_2011, '') as small_area_2011, nullif(small_area_2021, '') as small_area_2021 from staged order by 1`,
}

const codeHeaders = ['LSOACD', 'LSOA11CD', 'LSOA21CD', 'lsoa_code', 'lsoa11_code', 'lsoa21_code', 'LSOA code', 'small_area']

/** Which small areas a header speaks of: LSOA21CD and 'LSOA code (2021)' of 2021's; LSOACD of either. */
export function vintageOf(header: string): SmallAreaVintage | null {
  return /21/.test(header) ? '2021' : /11/.test(header) ? '2011' : null
}

/** Centroids of small areas: code, latitude, longitude. The row's own vintage is kept where the header says which; null where one file serves both. */
export const centroids: TableForm = {
  kind: 'table', dataSet: 'small-area-centroids', called: 'centroids of small areas', columnsWithoutHeader: null,
  columns: [
    smallAreaColumn('small_area', codeHeaders, { good: `regexp_full_match(small_area, '[A-Z][0-9]{8}|9[0-9][A-Z]{2}[0-9]{2}[A-Z][0-9]')` }),
    degreesColumn('lat', ['lat', 'latitude']),
    degreesColumn('lon', ['long', 'lon', 'longitude']),
  ],
  nearWith: [[codeHeaders, ['lat', 'latitude', 'long', 'lon', 'longitude']]],
  unique: { columns: ['small_area'], says: 'each small area once' },
  select: `select small_area, try_cast(lat as double) as lat, try_cast(lon as double) as lon, $vintage::varchar as vintage from staged order by small_area`,
  vintage: { column: 'small_area', read: vintageOf },
}

const ruralByCode = `(class[1] = 'R' or class[1] in ('D', 'E', 'F'))`

/**
 * Rural–urban classification of small areas (ONS, 2011 and 2021): of 2021 codes that begin with R are rural and with U urban (RLN1, UN1);
 * of 2011 A to C are urban and D to F rural. A flag that says otherwise than the code is refused.
 */
export const ruralUrban: TableForm = {
  kind: 'table', dataSet: 'rural-urban', called: 'rural or urban, by small area (Rural Urban Classification)', columnsWithoutHeader: null,
  columns: [
    smallAreaColumn('small_area', ['LSOA21CD', 'LSOA11CD', ...codeHeaders]),
    textColumn('class', ['RUC21CD', 'RUC11CD', 'ruc21_code', 'ruc11_code'], { expects: 'a class such as UN1 or D1', good: `regexp_full_match(class, '[UR][A-Z]{1,2}[0-9]|[A-F][0-9]')` }),
    textColumn('flag', ['Urban_rural_flag', 'ruc'], { isOptional: true, expects: 'Urban or Rural, as the class has it', good: `(flag = '' or upper(flag) = case when ${ruralByCode} then 'RURAL' else 'URBAN' end)` }),
  ],
  nearWith: [[codeHeaders, ['RUC21NM', 'RUC11', 'Urban_rural_flag', 'ruc']]],
  unique: { columns: ['small_area'], says: 'each small area once' },
  select: `select small_area, class, ${ruralByCode} as is_rural from staged order by small_area`,
  vintage: { column: 'small_area', read: vintageOf },
}

const number = (as: string) => `try_cast(${as} as double)`

/**
 * English Indices of Deprivation by small area: the score, and the rank and decile where published (1 most deprived). Takes the headers of the
 * Ministry's "all ranks, deciles and scores" file and the shorter ones of extracts. Rank and decile are worked out from the score where they are not given.
 */
export const deprivation: TableForm = {
  kind: 'table', dataSet: 'deprivation', called: 'deprivation by small area (Indices of Deprivation)', columnsWithoutHeader: null,
  columns: [
    smallAreaColumn('small_area', ['LSOA code (2021)', 'LSOA code (2011)', ...codeHeaders.filter(header => header !== 'small_area'), 'small_area']),
    textColumn('score', ['Index of Multiple Deprivation (IMD) Score', 'IMD_score', 'IMDscore', 'IMD'], { expects: 'a score between 0 and 100', good: `${number('score')} between 0 and 100` }),
    textColumn('rank', ['Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)', 'Index of Multiple Deprivation (IMD) Rank', 'IMD_rank'],
      { isOptional: true, expects: 'a whole rank from 1', good: `(rank = '' or (${number('rank')} >= 1 and ${number('rank')} = floor(${number('rank')})))` }),
    textColumn('decile', ['Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)', 'Index of Multiple Deprivation (IMD) Decile', 'IMD_decile'],
      { isOptional: true, expects: 'a whole decile from 1 to 10', good: `(decile = '' or (${number('decile')} between 1 and 10 and ${number('decile')} = floor(${number('decile')})))` }),
  ],
  nearWith: [[['LSOA code (2021)', 'LSOA code (2011)', ...codeHeaders], ['Income'], ['Employment'], ['Crime']],
    [['LSOA code (2021)', 'LSOA code (2011)', ...codeHeaders], ['IMD', 'IMD_score', 'IMD_rank', 'IMD_decile', 'Income_score', 'Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)']],
    [['LSOA11NM', 'LSOA21NM', 'LSOA name (2011)', 'LSOA name (2021)', 'Income_score'], ['IMD', 'IMD_score', 'Index of Multiple Deprivation (IMD) Score']]],
  unique: { columns: ['small_area'], says: 'each small area once' },
  select: `select small_area, ${number('score')} as score,
      coalesce(${number('decile')}, greatest(1, ceil(10.0 * rank() over (order by ${number('score')} desc) / count(*) over ())))::integer as decile,
      coalesce(${number('rank')}, rank() over (order by ${number('score')} desc))::integer as rank from staged order by small_area`,
  vintage: { column: 'small_area', read: vintageOf },
}
