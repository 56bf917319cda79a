import { codeColumn, dayColumn, patientsColumn, patientsNumber, patientsReason, textColumn, practicePattern, publicationColumn, type TableForm } from './form.ts'
import { isTotal, sexes } from './small-area-flows.ts'

const isPractice = `upper(type) in ('GP', 'PRACTICE')`

/** Patients of each practice by five-year age band (gp-reg-pat-prac-quin-age), monthly. Lines about networks, sub-ICBs and regions are passed over; men and women are added. */
export const ages: TableForm = {
  kind: 'table', dataSet: 'ages', called: 'patients by age (gp-reg-pat-prac-quin-age)', columnsWithoutHeader: null,
  columns: [
    publicationColumn,
    dayColumn(),
    textColumn('type', ['ORG_TYPE'], { expects: 'a kind of organisation, such as GP', good: `regexp_full_match(type, '[A-Za-z_ -]{2,40}')` }),
    codeColumn('code', ['ORG_CODE'], { expects: 'a practice code such as L85001', good: `(not ${isPractice} or regexp_full_match(code, '${practicePattern}'))` }),
    textColumn('postcode', ['POSTCODE'], { isOptional: true }),
    codeColumn('sex', ['SEX'], { expects: 'ALL, MALE or FEMALE', good: `upper(sex) in ${sexes}` }),
    textColumn('band', ['AGE_GROUP_5'], { expects: 'an age band such as 0_4, 95+ or ALL', good: `regexp_full_match(band, '[0-9]{1,3}[_-][0-9]{1,3}|[0-9]{2,3}\\+|ALL')` }),
    patientsColumn(['NUMBER_OF_PATIENTS'], { good: `(not ${isPractice} or regexp_full_match(patients, '[0-9]{1,8}') or upper(patients) in ('', '*', 'ND', 'NA', '-', 'SUPPRESSED'))` }),
  ],
  day: 'day',
  unique: { columns: ['code', 'band', 'sex'], says: 'each practice, sex and age band once', where: isPractice },
  totals: { keys: ['code', 'type', 'band'], isTotal },
  practices: { column: 'code', where: isPractice, refusedAbove5Percent: true },
  needs: { holds: `bool_or(${isPractice})`, expects: 'lines about practices (ORG_TYPE GP)', found: 'none' },
  select: `select code, replace(band, '-', '_') as band, ${patientsNumber} as patients, ${patientsReason} as reason from totals where ${isPractice} and band <> 'ALL' order by code, band`,
}
