import type { Stage } from '../stages.ts'

/** One value by itself and one of a range, for a figure that is known and one that no release knows any more. */
export default {
  rows: `insert into parameter_value (id, parameter, value, low, high, from_on, source, checked_on, review_by, set_by, set_at) values
    ('00000000-0000-4000-8000-0000000011a1', 'globalSum', 133.2, null, null, '2027-04-01', 'NHS England, GP contract 2027/28', '2027-03-30', '2028-04-30', 'Penmarsh Practice Support', '2027-03-30 09:00:00.123456+00'),
    ('00000000-0000-4000-8000-0000000011a2', 'thingOfThePast', -0.012345678901234, -0.1, 0.3, '2026-04-01', 'Our own accounts “Ä”', '2026-02-03', '2027-04-30', 'Penmarsh Practice Support', '2026-02-03 09:00:00+00')`,
} satisfies Stage
