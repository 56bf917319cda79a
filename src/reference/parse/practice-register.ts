import { at, codeColumn, odsDay, odsDayColumn, postcodeOf, practiceColumn, textColumn, type TableForm } from './form.ts'

/**
 * Every GP practice and prescribing cost centre with its days (epraccur, Organisation Data Service), 27 columns without a header, in both codings:
 * status ACTIVE, INACTIVE, DORMANT, PROPOSED or A, C, D, P; prescribing setting RO76 or 4 for a GP practice. Status is kept in words.
 */
export const practiceRegister: TableForm = {
  kind: 'table', dataSet: 'practice-register', called: 'the register of practices (epraccur)', columnsWithoutHeader: 27,
  columns: [
    at(1, practiceColumn('code', ['code'])),
    at(2, textColumn('name', ['name'], { expects: 'a name of 1 to 300 characters', good: `(name <> '' and name = trim(name) and length(name) <= 300)` })),
    ...[1, 2, 3, 4, 5].map(n => at(4 + n, textColumn(`address${n}`, [`address line ${n}`]))),
    at(10, textColumn('postcode', ['postcode'], { expects: 'a postcode, or nothing', good: `length(postcode) <= 10` })),
    at(11, odsDayColumn('opened', ['open date'])),
    at(12, odsDayColumn('closed', ['close date'])),
    at(13, codeColumn('status', ['status'], { expects: 'ACTIVE, INACTIVE, DORMANT or PROPOSED, or A, C, D or P', good: `upper(status) in ('ACTIVE', 'INACTIVE', 'DORMANT', 'PROPOSED', 'A', 'C', 'D', 'P')` })),
    at(15, codeColumn('commissioner', ['commissioner'])),
    at(18, textColumn('phone', ['telephone'])),
    at(26, textColumn('setting', ['prescribing setting'], { expects: 'a prescribing setting such as RO76 or 4, or nothing', good: `regexp_full_match(setting, '((RO)?[0-9]{1,3}([|](RO)?[0-9]{1,3})*)?')` })),
  ],
  looksLike: fields => fields.length > 20 && fields.length < 30 && /^[A-Z][A-Z0-9]{2}\d{3}$/.test(fields[0] ?? '')
    && fields.slice(10, 15).some(field => /^(ACTIVE|INACTIVE|DORMANT|PROPOSED|A|C|D|P)$/.test(field)),
  unique: { columns: ['code'], says: 'each practice once' },
  select: `select code, name, ${[1, 2, 3, 4, 5].map(n => `nullif(address${n}, '') as address${n}`).join(', ')}, ${postcodeOf('postcode')} as postcode,
      ${odsDay('opened')} as opened, ${odsDay('closed')} as closed,
      case upper(status)[1] when 'A' then 'ACTIVE' when 'I' then 'INACTIVE' when 'C' then 'INACTIVE' when 'D' then 'DORMANT' else 'PROPOSED' end as status,
      list_has_any(string_split(setting, '|'), ['RO76', '4']) as is_practice, nullif(commissioner, '') as commissioner, nullif(phone, '') as phone
    from staged order by code`,
}
