import { expect, test } from 'vitest'
import type { Edition } from '#domain/position/edition.ts'
import { penmarshEdition, penmarsh } from '../../../../test/town/penmarsh.ts'
import { changesSince, type Insight } from './insight.ts'
import type { ReviewScene } from './scene.tsx'

const now = penmarshEdition(), added = (edition: Edition, at: string): Edition => ({ ...edition, sources: edition.sources.map(use => ({ ...use, release: { ...use.release, id: `${use.release.id} of ${at}`, importedAt: at } })) })
const earlierList = (edition: Edition): Edition => {
  const practices = edition.practices.map(practice => (practice.code === penmarsh.riverside ? { ...practice, patients: practice.patients - 500 } : practice))
  return { ...edition, name: 'invented-2025-01', asAt: '2025-01-01', practices, byCode: new Map(practices.map(practice => [practice.code, practice])) }
}
const scene = (lastLook: string) => ({ review: { history: [], lastLook: new Date(lastLook) }, room: { who: { person: 'sam' }, organisation: { code: penmarsh.riverside } } }) as unknown as ReviewScene
const insight = { edition: added(now, '2026-02-01T09:00:00Z'), practice: now.byCode.get(penmarsh.riverside)!, earlier: [added(earlierList(now), '2025-02-01T09:00:00Z')], watches: [] } as unknown as Insight

test('whoever looked before the newest figures were added is told what is otherwise in them; whoever looked after is not', () => {
  expect(changesSince(scene('2026-01-15T09:00:00Z'), insight)!.lines.filter(line => line.of === 'published').length).toBeGreaterThan(0)
  expect(changesSince(scene('2026-02-02T09:00:00Z'), insight)!.lines.filter(line => line.of === 'published')).toEqual([])
})
