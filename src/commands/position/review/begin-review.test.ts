import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#domain/words.ts'
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
