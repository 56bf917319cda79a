import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../../test/house/database.ts'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { dayAfter } from '#domain/day.ts'
import { weightsFor } from '#domain/partners/plan.ts'
import { scorePlan } from '#domain/partners/score.ts'
import { groupOf, lastStep } from '#domain/partners/sketch.ts'
import { sketchFrom } from '#domain/partners/sketch-edit.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import { keptOf, lookKeyOf } from '#records/link-keys.ts'
import { deedsOf, sharedSketchBy, sketchBy } from '#records/partners.ts'
import { asViewer } from '#records/viewing.ts'
import { beginSketch, KEPT_DAYS } from './begin-sketch.ts'
import { editSketch } from './edit-sketch.ts'
import { eraseSketch } from './erase-sketch.ts'
import { shareSketch } from './share-sketch.ts'
import { stopSharing } from './stop-sharing.ts'
import { undoEdit } from './undo-edit.ts'

const edition = penmarshEdition(), editionNamed = async (name: string) => (name === edition.name ? edition : null)
const today = scorePlan({
  release: edition.name, area: 'england', kind: 'journeys', size: { min: 30_000, max: 50_000 }, weights: weightsFor.journeys, practices: edition.practices, flows: edition.flows,
  groups: [...edition.areas.values()].filter(area => area.kind === 'network').map(area => ({ id: area.code, members: area.members })),
})
let own: TestDatabase
let at = new Date('2026-02-03T09:00:00Z')
const desk = () => ({ db: own.db, now: () => at })
beforeAll(async () => { own = await testDatabase() })
afterAll(() => own.close())

function done<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(`${outcome.code}: ${outcome.why}`)
  return outcome
}
const codeOf = (outcome: unknown) => (isRefusal(outcome) ? outcome.code : 'not refused')
const begun = async () => done(await beginSketch(desk(), edition, sketchFrom(today, null), 'began with today’s networks')).key
const opened = async (key: string) => asViewer(own.db, { as: 'key', key: keptOf('private', key)! }, tx => sketchBy(tx, keptOf('private', key)!))
const held = async (key: string) => (await opened(key))!
const lookedAt = (lookKey: string, on: string) => asViewer(own.db, { as: 'key', key: keptOf('look', lookKey)!, on }, tx => sharedSketchBy(tx, keptOf('look', lookKey)!, on))
const out = { do: 'move', practice: penmarsh.riverside, to: 'none', keep: false } as const
const into = (to: string) => ({ do: 'move', practice: penmarsh.riverside, to, keep: false }) as const

test('a change is a new version; undoing goes back, doing again goes forward, and a change after undoing loses nothing', async () => {
  const key = await begun()
  const first = done(await editSketch(desk(), editionNamed, { key, from: 1, edit: out }))
  expect([first.version, first.parent, groupOf(lastStep(first.sketch), penmarsh.riverside)]).toEqual([2, 1, null])
  const back = done(await undoEdit(desk(), { key, from: 2, way: 'undo' }))
  expect([back.version, back.next, groupOf(lastStep(back.sketch), penmarsh.riverside)?.id]).toEqual([1, 2, groupOf(lastStep(sketchFrom(today, null)), penmarsh.riverside)?.id])
  expect(done(await undoEdit(desk(), { key, from: 1, way: 'again' })).version).toBe(2)
  done(await undoEdit(desk(), { key, from: 2, way: 'undo' }))
  expect(done(await editSketch(desk(), editionNamed, { key, from: 1, edit: into('new') })).version).toBe(3)
  expect((await asViewer(own.db, { as: 'key', key: keptOf('private', key)! }, async tx => deedsOf(tx, (await sketchBy(tx, keptOf('private', key)!))!.id, 10))).map(deed => [deed.version, deed.parent])).toEqual([[1, null], [2, 1], [3, 1]])
  expect(codeOf(await undoEdit(desk(), { key, from: 3, way: 'again' }))).toBe('nothing-to-undo')
})

test('of two changes made to the same version at the same moment one is taken and the other is told', async () => {
  for (let round = 0; round < 20; round++) {
    const key = await begun()
    const outcomes = await Promise.all([0, 1, 2, 3].map(() => editSketch(desk(), editionNamed, { key, from: 1, edit: out })))
    expect(outcomes.map(codeOf).sort()).toEqual(['changed-meanwhile', 'changed-meanwhile', 'changed-meanwhile', 'not refused'])
    expect((await held(key)).version).toBe(2)
  }
})

test('a refused change saves nothing', async () => {
  const key = await begun()
  expect(codeOf(await editSketch(desk(), editionNamed, { key, from: 1, edit: into('Z') }))).toBe('no-such-group')
  expect(codeOf(await editSketch(desk(), async () => null, { key, from: 1, edit: out }))).toBe('unknown-edition')
  expect((await held(key)).version).toBe(1)
})

test('a sketch holds so much and no more: what would make it larger is refused and saves nothing', async () => {
  const key = await begun()
  const { id } = await held(key)
  await asViewer(own.db, { as: 'key', key: keptOf('private', key)! }, tx => tx.updateTable('sketch_version').set({ content: JSON.stringify({ ...sketchFrom(today, null), purposes: Array.from({ length: 40 }, (_, i) => ({ key: `p${i}`, what: 'x'.repeat(6_000), level: 'group', few: [], needs: null, sites: [] })) }) })
    .where('sketch', '=', id).execute())
  expect(codeOf(await editSketch(desk(), editionNamed, { key, from: 1, edit: out }))).toBe('too-large-sketch')
  expect((await held(key)).version).toBe(1)
})

test('a link to look shows the version it was made of, whatever is changed later, until its day', async () => {
  const key = await begun()
  const { lookKey } = done(await shareSketch(desk(), { key, from: 1, author: ' Ann  of Riverside ', until: '2026-04-03', today: '2026-02-03' }))
  done(await editSketch(desk(), editionNamed, { key, from: 1, edit: out }))
  const look = (on: string) => lookedAt(lookKey, on)
  expect(await look('2026-04-03')).toMatchObject({ author: 'Ann of Riverside', version: 1, until: '2026-04-03' })
  expect(groupOf(lastStep((await look('2026-02-03'))!.sketch), penmarsh.riverside)).not.toBeNull()
  expect(await look('2026-04-04')).toBeNull()
})

test('a link that its maker stops opens no more, and another opens still', async () => {
  const key = await begun()
  const [one, two] = [done(await shareSketch(desk(), { key, from: 1, author: 'Ann', until: '2026-04-03', today: '2026-02-03' })), done(await shareSketch(desk(), { key, from: 1, author: 'Ann', until: '2026-04-03', today: '2026-02-03' }))]
  done(await stopSharing(desk(), { key, share: 1 }))
  for (const odd of [1, 3, NaN, 1.5, -1, 99_999_999_999]) expect(codeOf(await stopSharing(desk(), { key, share: odd })), String(odd)).toBe('not-open')
  expect(await lookedAt(one.lookKey, '2026-02-03')).toBeNull()
  expect(await lookedAt(two.lookKey, '2026-02-03')).not.toBeNull()
  expect(two.lookKey).toBe(lookKeyOf(key, 2))
})

test('a link to look changes nothing, a private one is not guessed from it, and no key stands in the tables', async () => {
  const key = await begun()
  const { lookKey } = done(await shareSketch(desk(), { key, from: 1, author: 'Ann', until: '2026-04-03', today: '2026-02-03' }))
  for (const wrong of [lookKey, '', 'x', key.slice(1), `${key} `, key.toUpperCase()]) {
    expect(codeOf(await editSketch(desk(), editionNamed, { key: wrong, from: 1, edit: out })), wrong).toBe('opens-nothing')
    expect(codeOf(await undoEdit(desk(), { key: wrong, from: 1, way: 'undo' }))).toBe('opens-nothing')
    expect(codeOf(await shareSketch(desk(), { key: wrong, from: 1, author: 'Ann', until: '2026-04-03', today: '2026-02-03' }))).toBe('opens-nothing')
    expect(codeOf(await stopSharing(desk(), { key: wrong, share: 1 }))).toBe('opens-nothing')
    expect(codeOf(await eraseSketch(desk(), wrong))).toBe('opens-nothing')
  }
  const { rows } = await asViewer(own.db, { as: 'backup' }, tx => sql<{ all: string }>`select (select json_agg(s) from sketch s)::text || (select json_agg(v) from sketch_version v)::text || (select json_agg(h) from sketch_share h)::text as all`.execute(tx))
  for (const secret of [key, lookKey, Buffer.from(key, 'base64url').toString('hex'), Buffer.from(lookKey, 'base64url').toString('hex')]) expect(rows[0]!.all).not.toContain(secret)
})

test('a name, a day: what cannot be shared is said', async () => {
  const key = await begun(), share = async (author: string, until: string) => codeOf(await shareSketch(desk(), { key, from: 1, author, until, today: '2026-02-03' }))
  expect(await share('  ', '2026-04-03')).toBe('no-author')
  expect(await share('<b>Ann', '2026-04-03')).toBe('odd-author')
  expect(await share('see http://x.example', '2026-04-03')).toBe('odd-author')
  expect(await share('a'.repeat(81), '2026-04-03')).toBe('long-author')
  expect(await share('Ann', '2026-02-02')).toBe('day-past')
  expect(await share('Ann', dayAfter('2026-02-03', 367))).toBe('day-far')
  for (const odd of ['soon', '2027-02-31', '2026-13-01', '2026-12-01junk', '2026-12-01 BC', '2026-12-01T00:00', '2026-12-01\n2026-11-25T00:00:00Z forged']) expect(await share('Ann', odd), odd).toBe('no-day')
  for (const odd of ['Dr Smith \u202eSHN', 'A\u200bnn', 'ftp://x', 'A\uffffB']) expect(await share(odd, '2026-04-03'), odd).toBe('odd-author')
  expect(await share('Ann', '2026-02-03')).toBe('not refused')
})

test('a sketch taken away is gone with its versions and links; one nobody touched for long goes by itself', async () => {
  const key = await begun()
  const { lookKey } = done(await shareSketch(desk(), { key, from: 1, author: 'Ann', until: '2026-04-03', today: '2026-02-03' }))
  done(await eraseSketch(desk(), key))
  expect(await lookedAt(lookKey, '2026-02-03')).toBeNull()
  const old = await begun()
  at = new Date(at.getTime() + (KEPT_DAYS + 1) * 86_400_000)
  const fresh = await begun()
  expect(await opened(old)).toBeNull()
  expect(await held(fresh)).not.toBeNull()
})
