import { codeColumn, dayColumn, postcodeOf, practiceColumn, publicationColumn, textColumn, unprintable, type TableForm } from './form.ts'

const onsCode = (as: string, headers: string[]) => codeColumn(as, headers, { expects: 'an ONS code such as E38000247, or nothing', good: `(${as} = '' or regexp_full_match(${as}, '[A-Z][0-9]{8}'))` })

/**
 * Practice to network, sub-ICB, ICB and region, and since 2022 the clinical system's supplier. CCG and STP columns of older files go to sub-ICB and ICB.
 * Network code U means in no network: it becomes null, never a group.
 */
export const map: TableForm = {
  kind: 'table', dataSet: 'map', called: 'the practice map (gp-reg-pat-prac-map)', columnsWithoutHeader: null,
  columns: [
    publicationColumn,
    dayColumn(),
    practiceColumn('code', ['PRACTICE_CODE']),
    textColumn('name', ['PRACTICE_NAME'], { expects: 'a name of 1 to 300 characters', good: `(name <> '' and name = trim(name) and length(name) <= 300 and not regexp_matches(name, '${unprintable}'))` }),
    textColumn('postcode', ['PRACTICE_POSTCODE']),
    codeColumn('network_code', ['PCN_CODE'], { expects: 'a network code such as U89141, or U for none', good: `regexp_full_match(network_code, 'U|[A-Z][A-Z0-9]{2,7}|')` }),
    textColumn('network_name', ['PCN_NAME']),
    onsCode('sub_icb_ons', ['ONS_SUB_ICB_LOCATION_CODE', 'ONS_CCG_CODE']),
    codeColumn('sub_icb_code', ['SUB_ICB_LOCATION_CODE', 'CCG_CODE']),
    textColumn('sub_icb_name', ['SUB_ICB_LOCATION_NAME', 'CCG_NAME']),
    onsCode('icb_ons', ['ONS_ICB_CODE', 'ONS_STP_CODE']),
    codeColumn('icb_code', ['ICB_CODE', 'STP_CODE']),
    textColumn('icb_name', ['ICB_NAME', 'STP_NAME']),
    codeColumn('region_code', ['COMM_REGION_CODE']),
    textColumn('region_name', ['COMM_REGION_NAME']),
    textColumn('system', ['SUPPLIER_NAME'], { isOptional: true }),
  ],
  day: 'day',
  unique: { columns: ['code'], says: 'each practice once' },
  practices: { column: 'code', refusedAbove5Percent: true },
  select: `select code, name, ${postcodeOf('postcode')} as postcode,
      nullif(nullif(network_code, 'U'), '') as network_code, case when network_code in ('U', '') then null else nullif(network_name, '') end as network_name,
      nullif(sub_icb_code, '') as sub_icb_code, nullif(sub_icb_ons, '') as sub_icb_ons, nullif(sub_icb_name, '') as sub_icb_name,
      nullif(icb_code, '') as icb_code, nullif(icb_ons, '') as icb_ons, nullif(icb_name, '') as icb_name,
      nullif(region_code, '') as region_code, nullif(region_name, '') as region_name, nullif(system, '') as system
    from staged order by code`,
}
