import type { Stage } from '../stages.ts'

export default {
  rows: `
    insert into letter (id, kind, is_key, address, content, queued_at, until, tries, next_try_at, ended, ended_at) values
      ('00000000-0000-4000-8000-000000000061', 'reminder', false, 'meg@riverside.example', '{"before": ["You asked."], "path": "/our", "after": []}', '2026-02-03 09:00:00+00', '2026-02-06 09:00:00+00', 1, '2026-02-03 09:00:20+00', null, null),
      ('00000000-0000-4000-8000-000000000062', 'confirm', false, null, null, '2026-02-03 09:00:00+00', '2026-02-06 09:00:00+00', 1, '2026-02-03 09:00:20+00', 'sent', '2026-02-03 09:01:00+00')`,
} satisfies Stage
