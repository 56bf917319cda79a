import type { Stage } from '../stages.ts'

const at = "'2026-02-03 09:00:00.5+00'", riverside = "'00000000-0000-4000-8000-000000000001'", round = "'00000000-0000-4000-8000-000000001001'", answer = "'00000000-0000-4000-8000-000000001002'"

/** Two partners were asked, one has answered, and the round was closed. */
export default {
  rows: `
    insert into alone_round (id, organisation, begun_by, begun_by_name, begun_at, begun_on, asked, closed_at, closed_by, closed_by_name, ended_at, became, opened_on, answered, result) values
      (${round}, ${riverside}, 'u1', 'Dr Meg Arkwright', ${at}, '2026-02-03', 2, ${at}, 'u1', 'Dr Meg Arkwright', ${at}, 'sheet', null, 1, null),
      ('00000000-0000-4000-8000-000000001003', ${riverside}, 'u1', 'Dr Meg Arkwright', ${at}, '2026-02-03', 4, null, null, null, ${at}, 'ranges', '2026-02-03', 4, '{"stop": {"from": "within-2", "to": "later"}, "urgent": null}');
    insert into alone_asked (round, person, person_name) values (${round}, 'u1', 'Dr Meg Arkwright'), (${round}, 'u2', 'Dr Wynn');
    insert into item (id, organisation, organisation_name, kind, author, author_name, kept_as, group_id, is_commercial, made_at, changed_at) values (${answer}, ${riverside}, 'Riverside Surgery', 'alone', 'u1', 'Dr Meg Arkwright', 'only-you', null, false, ${at}, ${at});
    insert into alone_answer (item, round, author, says, way) values (${answer}, ${round}, 'u1', '{"stop": "later", "urgent": null}', 'sheet');
    insert into alone_in (answer, round) values (${answer}, ${round})`,
} satisfies Stage
