import { expect, test } from 'vitest'
import { parameters } from '#content/parameters.ts'
import { inUseOn } from '#domain/position/parameter.ts'
import type { Answer } from '#domain/position/review/answer.ts'
import type { Said } from '#domain/position/review/question.ts'
import { penmarsh, penmarshEdition } from '../../test/town/penmarsh.ts'
import { openReviews } from './reviews.ts'

const said = (question: string, is: Said): [string, Answer] => [question, { question, said: is, sure: 'fairly', evidence: '', goodUntil: '2027-02-03', by: 'x', byName: 'X', on: '2026-02-03' }]
const fourNumbers = new Map([said('profit-last-year', 180_000), said('partners-now', 2), said('stopping', [{ 'within-2-years': 1 }]), said('rent-or-loan', 24_000)])

test('what was worked out for one review is never told of by how soon it comes for another with the same answers', async () => {
  const reviews = openReviews({ db: null as never, now: () => new Date('2026-02-03T09:00:00Z'), parametersOn: async day => inUseOn(parameters, day) })
  const practice = penmarshEdition().byCode.get(penmarsh.riverside)!, ahead = (review: string) => reviews.ahead(review, practice, fourNumbers, '2026-02-03')
  const theirs = await ahead('theirs')
  expect(await ahead('theirs')).toBe(theirs) // kept, and not worked out again
  const guessed = await ahead('guessed')
  expect(guessed).toEqual(theirs)
  expect(guessed).not.toBe(theirs)
})
