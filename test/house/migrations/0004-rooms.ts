import type { Stage } from '../stages.ts'

const at = "'2026-02-03 09:00:00.5+00'", riverside = "'00000000-0000-4000-8000-000000000001'", group = "'00000000-0000-4000-8000-000000000002'", note = "'00000000-0000-4000-8000-000000000003'"
const id = (n: number) => `'00000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}'`

export default {
  rows: `
    insert into person (id, name, made_at) values ('u1', 'Dr Meg Arkwright', ${at});
    insert into organisation (id, kind, code, name, word, world, founded_by, made_at, confirmed_at, ended_on, ended) values
      (${riverside}, 'practice', 'ZP0001', 'Riverside Surgery', null, 'invented', 'u1', ${at}, ${at}, null, null), (${group}, 'group', 'g2', 'Penmarsh Alongside', 'alliance', 'invented', 'u1', ${at}, ${at}, '2026-12-31', 'ended as agreed');
    insert into role (id, person, person_name, organisation, kind, from_on, to_on, given_by, made_at, ended_by) values
      (${id(1)}, 'u1', 'Dr Meg Arkwright', ${riverside}, 'partner', '2026-02-03', null, 'u1', ${at}, null), (${id(2)}, 'u2', 'Dr Wynn', ${riverside}, 'salaried-gp', '2026-02-03', '2026-02-02', 'u1', ${at}, 'u1');
    insert into membership (id, group_id, member, member_name, joined_as, from_on, to_on, made_by, made_at) values (${id(3)}, ${group}, ${riverside}, 'Riverside Surgery', 'member', '2026-02-03', null, 'u1', ${at});
    insert into invitation (id, organisation, organisation_name, purpose, role_kind, for_code, for_name, joined_as, key, email, made_by, made_by_name, made_at, until, withdrawn_at) values
      (${id(4)}, ${riverside}, 'Riverside Surgery', 'role', 'delegate', null, 'Alex', null, sha256('letter one'), 'alex@riverside.example', 'u1', 'Dr Meg Arkwright', ${at}, '2026-04-04', null);
    insert into taking (invitation, taken_by, taken_for, at) values (${id(4)}, 'u3', ${riverside}, ${at});
    insert into item (id, organisation, organisation_name, kind, author, author_name, kept_as, group_id, is_commercial, entered_by, entered_by_name, confirm_by, confirmed_at, made_at, changed_at, version) values
      (${note}, ${riverside}, 'Riverside Surgery', 'note', 'u1', 'Dr Meg Arkwright', 'this-group', ${group}, true, 'u2', 'Dr Wynn', ${at}, null, ${at}, ${at}, 3);
    insert into note (item, title, body) values (${note}, 'The lease “Ä”', 'Ends in 2031.');
    insert into share (id, item, owner, owner_person, to_code, to_name, to_person, made_by, made_by_name, made_at, until, stopped_at, stopped_by) values (${id(5)}, ${note}, ${riverside}, null, 'practice:ZP0003', 'Elm Road', null, 'u1', 'Dr Meg Arkwright', ${at}, '2026-04-04', null, null);
    insert into looking (item, item_kind, owner, owner_person, looker, looker_name, looker_organisation, looker_organisation_name, seen_as, form, at) values (${note}, 'note', ${riverside}, null, 'u9', 'Rowan Hale', ${id(9)}, 'Elm Road', 'named', 'page', ${at})`,
} satisfies Stage
