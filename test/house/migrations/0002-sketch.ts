import type { Stage } from '../stages.ts'

const content = JSON.stringify({ release: '2026-01', area: 'ZX1', kind: 'journeys', size: { min: 30_000, max: 50_000 }, own: 'ZP0001', steps: [{ on: null, groups: [{ id: 'A', members: ['ZP0001', 'ZP0002'] }], larger: [] }], kept: { together: [], apart: [], groups: [] }, purposes: [] })

export default {
  rows: `
    insert into sketch (private_key, made_at, touched_at, at_version) values (sha256('private one'), '2026-02-03 09:00:00.5+00', '2026-02-04 10:11:12.131415+00', 2), (sha256('private two'), '2026-02-05 09:00:00+00', '2026-02-05 09:00:00+00', 1);
    insert into sketch_version (sketch, number, parent, at, did, content, figures) values
      (1, 1, null, '2026-02-03 09:00:00.5+00', 'began with “Shortest journeys”', '${content}', 'list-sizes-2026-01-01-0f3a9c11'),
      (1, 2, 1, '2026-02-04 10:11:12.131415+00', 'moved Riverside Surgery from group A to group B', '${content}', 'list-sizes-2026-01-01-0f3a9c11'),
      (2, 1, null, '2026-02-05 09:00:00+00', 'began with the groups of a file', '${content}', '');
    insert into sketch_share (sketch, number, look_key, version, author, made_at, until, stopped_at) values
      (1, 1, sha256('look one'), 1, 'Ann of Riverside', '2026-02-03 10:00:00+00', '2026-05-03', '2026-02-04 08:00:00+00'), (1, 2, sha256('look two'), 2, 'Ann of Riverside', '2026-02-04 11:00:00+00', '2026-05-04', null)`,
} satisfies Stage
