import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#domain/words.ts'
import { endRole } from '../../organisations/end-role.ts'
import { keepItemAs, removeItem } from '../../organisations/keep-item.ts'
import { answersOf, lettersOf } from '#records/reviews.ts'
import { asViewer } from '#records/viewing.ts'
import { testDatabase, type TestDatabase } from '../../../../test/house/database.ts'
import { penmarshEdition } from '../../../../test/town/penmarsh.ts'
import { moveIn, type Rooms } from '../../../../test/town/rooms.ts'
import { answerReview, beginReview, type Saying } from './begin-review.ts'

let own: TestDatabase, town: Rooms
const now = () => new Date('2026-02-03T09:00:00Z'), said = (words: string): Saying => ({ question: 'accounts', said: words, sure: 'fairly', evidence: '' })
beforeAll(async () => { own = await testDatabase(); town = await moveIn(own.db, penmarshEdition(), now) })
afterAll(() => own.close())

test('a review takes no more than a page can read, however often somebody answers', async () => {
  const desk = { db: own.db, now }, who = town.as.okoro, begun = await beginReview(desk, who, [])
  if (isRefusal(begun)) throw new Error(begun.why)
  const many = Array.from({ length: 400 }, (_, k) => said(String(k).repeat(300)))
  let refused: unknown = null
  for (let times = 0; refused === null && times < 40; times++) { const outcome = await answerReview(desk, who, begun.review, many); if (isRefusal(outcome)) refused = outcome.code }
  expect(refused).toBe('full-review')
  const { held, read } = await asViewer(own.db, { as: 'capacity', ...who, on: '2026-02-03' }, async tx => ({ held: await lettersOf(tx, begun.review), read: await answersOf(tx, begun.review) }))
  expect(held.answers).toBe(read.length)
  expect(held.letters).toBeLessThan(3_500_000)
})

test('whoever began a review and answers for the practice no more neither reads what the partners say in it nor takes it from them', async () => {
  const before = { db: own.db, now }, after = { db: own.db, now: () => new Date('2026-02-10T09:00:00Z') }, quill = town.as.quill, patel = town.as.patel
  const done = <T>(outcome: T): Exclude<T, { refused: true }> => { if (isRefusal(outcome)) throw new Error(outcome.why); return outcome as Exclude<T, { refused: true }> }
  const { review } = done(await beginReview(before, quill, [said('his')]))
  done(await keepItemAs(before, quill, review, { keptAs: 'your-partners', group: null, isCommercial: false }))
  const role = await asViewer(own.db, { as: 'backup' }, async tx => {
    await tx.insertInto('role').values({ id: randomUUID(), person: quill.person, person_name: 'Q', organisation: quill.organisation, kind: 'salaried-gp', from_on: '2026-01-01', to_on: null, given_by: 'x', made_at: now(), ended_by: null }).execute()
    return (await tx.selectFrom('role').select('id').where('person', '=', quill.person).where('kind', '=', 'partner').executeTakeFirstOrThrow()).id
  })
  done(await endRole(before, patel, role))
  done(await answerReview(after, patel, review, [{ ...said('hers'), question: 'deed' }]))
  const seenBy = (who: typeof quill) => asViewer(own.db, { as: 'capacity', ...who, on: '2026-02-10' }, async tx => (await answersOf(tx, review)).map(answer => answer.said))
  expect([await seenBy(quill), await seenBy(patel)]).toEqual([['his'], ['his', 'hers']])
  for (const outcome of [await answerReview(after, quill, review, [said('more')]), await keepItemAs(after, quill, review, { keptAs: 'only-you', group: null, isCommercial: false }), await removeItem(after, quill, review)]) expect(outcome).toMatchObject({ code: 'not-yours' })
  expect(await seenBy(patel)).toEqual(['his', 'hers'])
})
