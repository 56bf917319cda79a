import type { Stage } from '../stages.ts'

const at = "'2026-02-03 09:00:00.5+00'", riverside = "'00000000-0000-4000-8000-000000000001'", ask = "'00000000-0000-4000-8000-000000000071'", about = "'00000000-0000-4000-8000-000000000072'"
const id = (n: number) => `'00000000-0000-4000-8000-0000000007${n}'`
const item = (key: string, kind: string) => `insert into item (id, organisation, organisation_name, kind, author, author_name, kept_as, group_id, is_commercial, made_at, changed_at) values (${key}, ${riverside}, 'Riverside Surgery', '${kind}', 'u1', 'Dr Meg Arkwright', 'your-partners', null, false, ${at}, ${at});`

export default {
  rows: `
    ${item(ask, 'help-request')} ${item(about, 'case')}
    insert into help_request (item, title, body, wanted_by, level, to_code, to_name, is_confirmed) values (${ask}, 'Our lease', 'Who can look at it?', '2026-03-01', 'practice', 'support:carrowshire-lmc', 'Carrowshire LMC', true);
    insert into hat (matter, person, person_name, organisation, organisation_name, kind, at) values (${ask}, 'u8', 'Bryn Lowe', ${id(90)}, 'Carrowshire LMC', 'helps', ${at});
    insert into help_word (id, matter, kind, organisation, organisation_name, person, person_name, says, at) values (${id(91)}, ${ask}, 'answered', ${id(90)}, 'Carrowshire LMC', 'u8', 'Bryn Lowe', 'We can, in March.', ${at});
    insert into working_note (id, organisation, matter, from_name, person, person_name, says, step, due, at, done_at, done_by_name) values (${id(92)}, ${riverside}, ${ask}, 'Riverside Surgery', 'u8', 'Bryn Lowe', 'Ring the solicitor', 'ring', '2026-02-10', ${at}, null, null);
    insert into commissioner_case (item, about_code, about_name, reason, closed_on, closed_by_name, outcome) values (${about}, 'ZP0002', 'Lantern Surgery', 'One partner', '2026-02-20', 'Petra Marsh', 'Nothing was needed');
    insert into case_step (id, item, says, due, person, person_name, at, done_at, done_by_name) values (${id(93)}, ${about}, 'Write to them', '2026-02-12', 'u9', 'Petra Marsh', ${at}, ${at}, 'Petra Marsh')`,
} satisfies Stage
