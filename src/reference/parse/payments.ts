import { financialYearEnd } from '../day.ts'
import { figureColumn, figureOf, practiceColumn, textColumn, type TableForm } from './form.ts'

const unknown = `('UNKNOWN', 'MISSING', 'NA', 'N/A', '')`

/**
 * NHS Payments to General Practice, NHS England, yearly: contract, dispensing, rurality, patients counted by need, and what was paid. Headers differ by year.
 * True of the last day of the financial year that the file's name tells (…-22-23 is 31 March 2023): its lines tell none.
 * What was paid is 'Total NHS Payments to General Practice', which every year has: before deductions, and without what came by way of networks or for Covid.
 */
export const payments: TableForm = {
  kind: 'table', dataSet: 'payments', called: 'NHS Payments to General Practice', columnsWithoutHeader: null, named: financialYearEnd, isEndOpen: true,
  columns: [
    practiceColumn('code', ['Practice Code']),
    textColumn('contract', ['Contract Type'], { expects: 'a contract such as GMS', good: `regexp_full_match(contract, '[A-Za-z/ ]{0,20}')` }),
    textColumn('dispensing', ['Dispensing Practice'], { expects: 'Yes, No or Unknown', good: `(upper(dispensing) in ('YES', 'NO') or upper(dispensing) in ${unknown})` }),
    textColumn('rurality', ['Practice Rurality'], { isOptional: true, expects: 'Urban, Rural or Missing', good: `(upper(rurality) in ('URBAN', 'RURAL') or upper(rurality) in ${unknown})` }),
    figureColumn('registered', ['Number of Registered Patients (Last Known Figure)', 'Average Number of Registered Patients']),
    figureColumn('weighted', ['Number of Weighted Patients (Last Known Figure)', 'Average Number of Weighted Patients']),
    figureColumn('paid', ['Total NHS Payments to General Practice'], { mayBeNegative: true }),
  ],
  unique: { columns: ['code'], says: 'each practice once' },
  practices: { column: 'code', refusedAbove5Percent: false },
  select: `select code, case when upper(contract) in ${unknown} then null else upper(contract) end as contract,
      case upper(dispensing) when 'YES' then true when 'NO' then false end as is_dispensing, case when upper(rurality) in ('URBAN', 'RURAL') then lower(rurality) end as rurality,
      ${figureOf('registered')} as registered, ${figureOf('weighted')} as weighted, ${figureOf('paid')} as paid
    from staged order by code`,
}
