import { financialYearEnd } from '../day.ts'
import { codeColumn, figureColumn, figureOf, practiceColumn, type TableForm } from './form.ts'

/**
 * Registers of conditions (Quality and Outcomes Framework, prevalence), yearly: how many are on each register, and how many patients of the ages it covers the practice had.
 * True of 31 March, when registers are counted; the year is told by the file's name.
 */
export const prevalence: TableForm = {
  kind: 'table', dataSet: 'prevalence', called: 'registers of conditions (QOF prevalence)', columnsWithoutHeader: null, named: financialYearEnd,
  columns: [
    practiceColumn('code', ['PRACTICE_CODE']),
    codeColumn('condition', ['GROUP_CODE'], { expects: 'a group code such as DM', good: `regexp_full_match(condition, '[A-Z0-9_]{1,12}')` }),
    figureColumn('register', ['REGISTER']),
    codeColumn('counted_among', ['PATIENT_LIST_TYPE'], { expects: 'TOTAL, or ages such as 17OV', good: `regexp_full_match(counted_among, '[A-Z0-9_]{1,12}')` }),
    figureColumn('patients', ['PRACTICE_LIST_SIZE', 'PATIENT_LIST_SIZE']),
  ],
  unique: { columns: ['code', 'condition', 'counted_among'], says: 'each practice and group once' },
  practices: { column: 'code', refusedAbove5Percent: false },
  select: `select code, condition, counted_among, ${figureOf('register')} as register, ${figureOf('patients')} as patients from staged order by code, condition`,
}
