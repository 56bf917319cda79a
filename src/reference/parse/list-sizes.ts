import { codeColumn, dayColumn, patientsColumn, patientsNumber, patientsReason, postcodeOf, practiceColumn, publicationColumn, textColumn, type TableForm } from './form.ts'

/** Patients registered at each practice, NHS England, monthly. The same form under the CCG-era and the sub-ICB headers: what is between the day and the code is not read. */
export const listSizes: TableForm = {
  kind: 'table', dataSet: 'list-sizes', called: 'list sizes (gp-reg-pat-prac-all)', columnsWithoutHeader: null,
  columns: [
    publicationColumn,
    dayColumn(),
    codeColumn('type', ['TYPE'], { expects: 'GP', good: `upper(type) = 'GP'`, isUsuallyTheSame: true }),
    practiceColumn('code', ['CODE']),
    textColumn('postcode', ['POSTCODE']),
    codeColumn('sex', ['SEX'], { expects: 'ALL', good: `upper(sex) = 'ALL'`, isUsuallyTheSame: true }),
    codeColumn('age', ['AGE'], { expects: 'ALL', good: `upper(age) = 'ALL'`, isUsuallyTheSame: true }),
    patientsColumn(['NUMBER_OF_PATIENTS']),
  ],
  day: 'day',
  unique: { columns: ['code'], says: 'each practice once' },
  practices: { column: 'code', refusedAbove5Percent: true },
  select: `select code, ${postcodeOf('postcode')} as postcode, ${patientsNumber} as patients, ${patientsReason} as reason from staged order by code`,
}
