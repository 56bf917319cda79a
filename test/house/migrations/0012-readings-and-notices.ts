import type { Stage } from '../stages.ts'

const note = "'00000000-0000-4000-8000-000000000003'", riverside = "'00000000-0000-4000-8000-000000000001'"

/** One more reading of the note of 0004 by another organisation, and a notice of it that no letter was written of yet. */
export default {
  rows: `insert into looking (item, item_kind, owner, owner_person, looker, looker_name, looker_organisation, looker_organisation_name, seen_as, form, at)
      select item, item_kind, owner, owner_person, 'u10', 'Dr Ida Wren', gen_random_uuid(), 'Lantern Surgery', seen_as, 'file', '2026-02-05 09:00:00.5+00' from looking limit 1;
    insert into notice (id, item, from_organisation, from_name, from_of, to_code, to_person, page, at) values
      ('00000000-0000-4000-8000-000000000121', ${note}, ${riverside}, 'Dr Meg Arkwright', 'Riverside Surgery', 'practice:ZP0002', null, 'shown-to-us', '2026-02-05 09:00:01.25+00')`,
} satisfies Stage
