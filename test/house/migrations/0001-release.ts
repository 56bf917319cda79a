import type { Stage } from '../stages.ts'

export default {
  rows: `
    insert into release (id, data_set, world, vintage, publisher, licence, as_at, checksum, file_name, rows_read, rows_refused, unknown_codes, imported_at, parquet) values
      ('list-sizes-2026-01-01-0f3a9c11', 'list-sizes', 'invented', null, 'Carrowshire Statistics', 'Open Government Licence v3.0', '2026-01-01', '${'0f3a9c11'.repeat(8)}', 'gp-reg-pat-prac-all.csv', 31, 0, '[{"code": "ZP0999", "rows": 2}]', '2026-02-03 09:00:00.123456+00', 'list-sizes-2026-01-01-0f3a9c11.parquet'),
      ('postcodes-undated-77aa0b12', 'postcodes', 'invented', '2011', 'Carrowshire Statistics', 'Open Government Licence v3.0', null, '${'77aa0b12'.repeat(8)}', 'ONSPD “Ä”.csv', 1204, 0, '[]', '2026-02-03 09:00:01+00', 'postcodes-undated-77aa0b12.parquet')`,
} satisfies Stage
