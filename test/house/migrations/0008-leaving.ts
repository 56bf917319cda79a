import type { Stage } from '../stages.ts'

/** A room that was asked to be deleted and is not, as it was stopped in time. */
export default {
  rows: `insert into leaving (id, organisation, way, asked_by, asked_by_name, asked_at, asked_on, due_on, stopped_at, stopped_by, stopped_by_name)
    select gen_random_uuid(), id, 'delete', 'person-1', 'Dr Quill', '2026-02-03T09:00:00Z', '2026-02-03', '2026-02-10', '2026-02-04T09:00:00Z', 'person-2', 'Dr Patel' from organisation limit 1`,
} satisfies Stage
