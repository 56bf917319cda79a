import { practiceColumn, textColumn, type TableForm } from './form.ts'

/** Clinical system of each practice (gp_suppliers), from the suppliers named in appointments data. */
export const suppliers: TableForm = {
  kind: 'table', dataSet: 'suppliers', called: 'clinical systems (gp_suppliers)', columnsWithoutHeader: null,
  columns: [
    practiceColumn('code', ['GP_ODS_CODE']),
    textColumn('system', ['GP_SYSTEM']),
  ],
  nearWith: [[['GP_ODS_CODE'], ['GP_GPAD_SYSTEMS']], [['GP_SYSTEM'], ['GP_NAME', 'GP_GPAD_SYSTEMS']]],
  unique: { columns: ['code'], says: 'each practice once' },
  practices: { column: 'code', refusedAbove5Percent: false },
  select: `select code, nullif(system, '') as system from staged order by code`,
}
