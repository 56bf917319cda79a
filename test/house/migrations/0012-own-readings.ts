import type { Stage } from '../stages.ts'

/** One more reading, of the note of 0004, by another organisation. */
export default {
  rows: `insert into looking (item, item_kind, owner, owner_person, looker, looker_name, looker_organisation, looker_organisation_name, seen_as, form, at)
    select item, item_kind, owner, owner_person, 'u10', 'Dr Ida Wren', gen_random_uuid(), 'Lantern Surgery', seen_as, 'file', '2026-02-05 09:00:00.5+00' from looking limit 1`,
} satisfies Stage
