import { at, codeColumn, odsDay, odsDayColumn, postcodeOf, practiceColumn, textColumn, type TableForm } from './form.ts'

/**
 * Branch surgeries (ebranchs, Organisation Data Service): 27 columns without a header, laid out as the register of practices is; column 15 is the practice a branch stands under.
 * Status is often not given; a branch without a close date is then open.
 */
export const branches: TableForm = {
  kind: 'table', dataSet: 'branches', called: 'branch surgeries (ebranchs)', columnsWithoutHeader: 27,
  columns: [
    at(1, codeColumn('code', ['code'], { expects: 'a branch code such as L85001001', good: `regexp_full_match(code, '[A-Z0-9]{5,12}')` })),
    at(2, textColumn('name', ['name'], { expects: 'a name of 1 to 300 characters', good: `(name <> '' and name = trim(name) and length(name) <= 300)` })),
    at(10, textColumn('postcode', ['postcode'], { expects: 'a postcode, or nothing', good: `length(postcode) <= 10` })),
    at(11, odsDayColumn('opened', ['open date'])),
    at(12, odsDayColumn('closed', ['close date'])),
    at(13, codeColumn('status', ['status'], { expects: 'ACTIVE, INACTIVE, DORMANT or PROPOSED, or A, C, D or P, or nothing', good: `upper(status) in ('', 'ACTIVE', 'INACTIVE', 'DORMANT', 'PROPOSED', 'A', 'C', 'D', 'P')` })),
    at(15, practiceColumn('practice_code', ['parent practice'])),
  ],
  looksLike: fields => fields.length > 20 && fields.length < 30 && /^[A-Z][A-Z0-9]{2}\d{6}$/.test(fields[0] ?? '') && fields.slice(12, 17).some(field => /^[A-Z][A-Z0-9]{2}\d{3}$/.test(field)),
  unique: { columns: ['code'], says: 'each branch once' },
  practices: { column: 'practice_code', refusedAbove5Percent: false },
  select: `select code, name, practice_code, ${postcodeOf('postcode')} as postcode, ${odsDay('opened')} as opened, ${odsDay('closed')} as closed,
      case upper(status)[1] when 'A' then 'ACTIVE' when 'I' then 'INACTIVE' when 'C' then 'INACTIVE' when 'D' then 'DORMANT' when 'P' then 'PROPOSED' end as status
    from staged order by code`,
}
