import type { Stage } from '../stages.ts'

export default {
  rows: `
    insert into search (key, job, status, caller, worker, tried, progress, queued_at, asked_at, begun_at, stop_asked_at, ended_at) values
      (sha256('search one'), '00000000-0000-4000-8000-000000000051', 'done', null, null, 1, '{"step": "proving", "best": 3.5, "bound": 3.5, "seconds": 2}', '2026-02-03 09:00:00+00', '2026-02-03 09:00:01+00', '2026-02-03 09:00:01+00', null, '2026-02-03 09:00:03+00'),
      (sha256('search two'), '00000000-0000-4000-8000-000000000052', 'waiting', 77, null, 0, null, '2026-02-03 09:00:00+00', '2026-02-03 09:00:01+00', null, null, null);
    insert into search_content (key, ask, plan, notes, refusal) values (sha256('search one'), null, '{"status": "proved"}', '{}', null), (sha256('search two'), '{"edition": "2026-01"}', null, null, null)`,
} satisfies Stage
