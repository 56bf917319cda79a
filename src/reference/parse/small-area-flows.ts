import { codeColumn, dayColumn, isReason, patientsColumn, patientsNumber, patientsReason, practiceColumn, practicePattern, publicationColumn, type TableForm } from './form.ts'

/** Sexes as published: totals, or men, women and others apart. */
export const sexes = `('ALL', 'MALE', 'FEMALE', 'INDETERMINATE', 'UNKNOWN', 'PERSONS', '')`
export const isTotal = `upper(sex) in ('ALL', 'PERSONS', '')`

const isNoArea = `small_area like 'NO%'`
const area = `case when ${isNoArea} then null else small_area end`
const reason = `case when ${isNoArea} then concat_ws(' ', ${patientsReason}, small_area) else ${patientsReason} end`
const isOf2021 = `max(small_area) filter (where small_area like 'E01%') > 'E01033768'`

/**
 * Patients of each practice by the small area they live in (gp-reg-pat-prac-lsoa-all), quarterly. Without a SEX column, or with ALL, a line is a total;
 * where a practice and small area have only men and women apart, they are added. Codes that begin with NO (NO2011) mean no small area: kept with null, the code standing as the reason.
 * LSOA 2021 or 2011 is told by the codes: those made for 2021 lie above E01033768, the last of 2011.
 */
export const smallAreaFlows: TableForm = {
  kind: 'table', dataSet: 'small-area-flows', called: 'patients by small area (gp-reg-pat-prac-lsoa-all)', columnsWithoutHeader: null,
  columns: [
    publicationColumn,
    dayColumn(),
    practiceColumn('code', ['PRACTICE_CODE']),
    codeColumn('small_area', ['LSOA_CODE', 'LSOA11_CODE', 'LSOA21_CODE', 'LSOA11CD', 'LSOA21CD'], { expects: 'a small-area code such as E01000001, or NO2011 for none', good: `regexp_full_match(small_area, '[A-Z][0-9]{8}|NO[A-Z0-9]{1,8}')` }),
    codeColumn('sex', ['SEX'], { isOptional: true, expects: 'ALL, MALE or FEMALE', good: `upper(sex) in ${sexes}`, isUsuallyTheSame: true }),
    patientsColumn(['NUMBER_OF_PATIENTS']),
  ],
  day: 'day',
  unique: { columns: ['code', 'small_area', 'sex'], says: 'each practice and small area once' },
  totals: { keys: ['code', 'small_area'], isTotal, isForEveryKey: true },
  practices: { column: 'code', refusedAbove5Percent: true },
  needs: { holds: `bool_or(${isTotal}) or min(upper(sex)) <> max(upper(sex))`, expects: 'patients of both sexes', found: 'one sex alone; take the file of all patients' },
  select: `select code, ${area} as small_area, ${patientsNumber} as patients, ${reason} as reason from totals`,
  quick: {
    select: `select case when same and publication = 'GP_PRAC_PAT_LIST' and ${isTotal} then code end as code, ${area} as small_area, ${patientsNumber} as patients, ${reason} as reason from raw`,
    isGood: `bool_and(coalesce(code is not null and regexp_full_match(code, '${practicePattern}') and (patients is not null or ${isReason('reason')})
      and case when small_area is null then regexp_matches(reason, 'NO[A-Z0-9]{1,8}$') else regexp_full_match(small_area, '[A-Z][0-9]{8}') end, false))
      and count(distinct hash(code, coalesce(small_area, reason))) = count(*)`,
    vintage: `case when bool_or(small_area is null and reason like '%NO2021') or ${isOf2021} then '2021' else '2011' end`,
  },
  vintage: { sql: `case when bool_or(small_area = 'NO2021') or ${isOf2021} then '2021' else '2011' end` },
}
