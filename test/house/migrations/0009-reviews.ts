import type { Stage } from '../stages.ts'

const at = "'2026-02-03 09:00:00.5+00'", riverside = "'00000000-0000-4000-8000-000000000001'"
const id = (n: number) => `'00000000-0000-4000-8000-0000000009${n}'`
const item = (key: string, kind: string, kept: string) => `insert into item (id, organisation, organisation_name, kind, author, author_name, kept_as, group_id, is_commercial, made_at, changed_at) values (${key}, ${riverside}, 'Riverside Surgery', '${kind}', 'u1', 'Dr Meg Arkwright', '${kept}', null, false, ${at}, ${at});`

export default {
  rows: `
    ${item(id(10), 'review', 'only-you')} ${item(id(11), 'review-copy', 'your-partners')}
    insert into review_answer (id, item, question, said, sure, evidence, good_until, person, person_name, at) values (${id(20)}, ${id(10)}, 'profit-last-year', '{"is": 214000}', 'sure', 'Accounts to 31 March 2025', '2027-02-03', 'u1', 'Dr Meg Arkwright', ${at});
    insert into review_answer (id, item, question, said, sure, evidence, good_until, person, person_name, at) values (${id(21)}, ${id(10)}, 'stopping', '{"is": [{"within-2-years": 1}]}', 'guess', '', '2027-02-03', 'u1', 'Dr Meg Arkwright', ${at});
    insert into review_answer (id, item, question, said, sure, evidence, good_until, person, person_name, at) values (${id(22)}, ${id(10)}, 'morale', '{"is": null}', 'guess', '', '2027-02-03', 'u1', 'Dr Meg Arkwright', ${at});
    insert into review_look (item, person, at) values (${id(10)}, 'u1', ${at});
    insert into review_copy (item, made_of, on_day, left_out, says) values (${id(11)}, ${id(10)}, '2026-02-03', true, '{"practice": "Riverside Surgery", "blocks": [{"paragraph": "On these figures nothing falls below what you need."}]}')`,
} satisfies Stage
