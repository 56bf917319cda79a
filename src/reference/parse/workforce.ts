import { monthEnd } from '../day.ts'
import { codeColumn, figureColumn, figureOf, practiceColumn, type Column, type TableForm } from './form.ts'

const optional = (as: string, headers: string[]): Column => figureColumn(as, headers, { isOptional: true })
/** GPs without those in training; first the column that leaves out locums too, then the one that does not. Until 2020 registrars were called so. */
const gpHeaders = (unit: 'FTE' | 'HC') => ['EXTGL', 'EXTG', 'EXRL', 'EXR'].map(which => `TOTAL_GP_${which}_${unit}`)
/** Years are financial years, named by the one they end in. */
const lastOfYear = `make_date(try_cast(year as integer), 3, 31)`

/**
 * General Practice Workforce, practice level, monthly: full-time equivalents by role. Figures are of the last day of the month that the file's name tells.
 * Takes extracts by financial year too (a column Year, 2025 being the year to 31 March 2025): one release, dated by its last year.
 */
export const workforce: TableForm = {
  kind: 'table', dataSet: 'workforce', called: 'who works at practices (General Practice Workforce)', columnsWithoutHeader: null, named: monthEnd,
  lastDay: { column: 'year', sql: `max(${lastOfYear})::varchar` },
  columns: [
    practiceColumn('code', ['PRAC_CODE', 'PRACTICE_CODE']),
    codeColumn('year', ['Year'], { isOptional: true, expects: 'a year', good: `regexp_full_match(year, '(20[0-9]{2})?')` }),
    figureColumn('patients', ['TOTAL_PATIENTS']),
    figureColumn('gp_fte', gpHeaders('FTE')),
    figureColumn('admin_fte', ['TOTAL_ADMIN_FTE']),
    optional('gp_heads', gpHeaders('HC')),
    optional('senior_partners_fte', ['TOTAL_GP_SEN_PTNR_FTE']),
    optional('partners_fte', ['TOTAL_GP_PTNR_PROV_FTE']),
    optional('nurses_fte', ['TOTAL_NURSES_FTE']),
    optional('direct_care_fte', ['TOTAL_DPC_FTE']),
  ],
  nearWith: [[['PRAC_CODE', 'PRACTICE_CODE'], ['TOTAL_PATIENTS', 'TOTAL_ADMIN_FTE', 'TOTAL_ADMIN_HC'], [...gpHeaders('FTE'), ...gpHeaders('HC'), 'TOTAL_GP_FTE', 'TOTAL_NURSES_FTE']]],
  unique: { columns: ['code', 'year'], says: 'each practice once, or once a year' },
  practices: { column: 'code', refusedAbove5Percent: false },
  needs: { holds: `bool_and(year <> '') or bool_and(year = '')`, expects: 'a year on every line, or on none', found: 'some lines without' },
  select: `select code, ${lastOfYear} as year_end, ${['patients', 'gp_fte', 'gp_heads'].map(as => `${figureOf(as)} as ${as}`).join(', ')},
      round(${figureOf('senior_partners_fte')} + ${figureOf('partners_fte')}, 2) as partners_fte, ${['nurses_fte', 'direct_care_fte', 'admin_fte'].map(as => `${figureOf(as)} as ${as}`).join(', ')}
    from staged order by code, year_end`,
}
