import { at, codeColumn, odsDay, odsDayColumn, textColumn, type TableForm } from './form.ts'

const organisation = (as: string, called: string) => codeColumn(as, [called], { expects: 'an organisation code', good: `regexp_full_match(${as}, '[A-Z0-9]{3,12}')` })

/** Which code took over from which (succ, Organisation Data Service): predecessor, successor, reason, day, indicator; no header. A code may have several successors. */
export const successors: TableForm = {
  kind: 'table', dataSet: 'successors', called: 'successors (succ)', columnsWithoutHeader: 5,
  columns: [
    at(1, organisation('code', 'predecessor')),
    at(2, organisation('successor', 'successor')),
    at(3, textColumn('why', ['reason'])),
    at(4, odsDayColumn('on_day', ['effective date'])),
    at(5, textColumn('indicator', ['indicator'])),
  ],
  looksLike: fields => fields.length > 3 && fields.length < 8 && /^[A-Z0-9]{3,12}$/.test(fields[0] ?? '') && /^[A-Z0-9]{3,12}$/.test(fields[1] ?? '') && /^[A-Z]?$/.test(fields[2] ?? '') && /^(19|20)\d{6}$/.test(fields[3] ?? ''),
  unique: { columns: ['code', 'successor', 'on_day'], says: 'each succession once' },
  select: `select code, successor, ${odsDay('on_day')} as on_day from staged order by code, successor`,
}
