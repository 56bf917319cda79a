import { createHash } from 'node:crypto'
import { answerReview, beginReview } from '#commands/position/review/begin-review.ts'
import { copyReview, lookAtReview } from '#commands/position/review/copy-review.ts'
import { lookAhead, type Ahead } from '#commands/position/look-ahead.ts'
import type { Answer } from '#domain/position/review/answer.ts'
import { assumingFrom, futuresAssumed } from '#domain/position/review/assuming.ts'
import { fiveYears, missingForRough } from '#domain/position/review/five-years.ts'
import { furtherOf } from '#domain/position/review/further.ts'
import type { ParameterInUse } from '#domain/position/parameter.ts'
import { gridOfFile } from '#reference/grid-of-file.ts'
import type { Database } from '#records/connect.ts'
import { itemHead, itemsOfRoom } from '#records/items.ts'
import { answersOf, lookOf } from '#records/reviews.ts'
import type { Capacity } from '#web/organisations/port.ts'
import type { Reviews } from '#web/position/review/port.ts'
import { asCapacity, asId, isId, readIn } from './capacity.ts'

/**
 * Five years that were worked out lately, kept to be shown again: a page and its print ask for the same. They are kept by review: were they kept by what was answered, whoever
 * opens a room for a practice could guess at another's four numbers and see by how soon the page comes that somebody had said them.
 */
const MOST_KEPT = 60

/** Practices' reviews of a running server. `parametersOn` gives the dated figures of a day by id. */
export function openReviews({ db, now, parametersOn }: { db: Database; now(): Date; parametersOn(day: string): Promise<ReadonlyMap<string, ParameterInUse>> }): Reviews {
  const desk = { db, now }, worked = new Map<string, Ahead>()
  const ofReview = <A extends unknown[], T>(act: (at: typeof desk, who: Capacity, review: string, ...rest: A) => Promise<T>) => (who: Capacity, review: string, ...rest: A) => act(desk, asCapacity(who), asId(review), ...rest)
  return {
    list: async who => await readIn(desk, who, (tx, looker) => itemsOfRoom(tx, looker, 'review')) ?? [],
    isReview: async (who, item) => (isId(item) ? await readIn(desk, who, async (tx, looker) => { const head = await itemHead(tx, looker, item); return head?.kind === 'review' && head.organisation === who.organisation }) ?? false : false),
    open: async (who, review) => (isId(review) ? readIn(desk, who, async (tx, looker) => {
      const head = await itemHead(tx, looker, review)
      if (head === null || head.kind !== 'review' || head.organisation !== who.organisation) return null
      const history = await answersOf(tx, review)
      return { head, answers: new Map(history.map((answer): [string, Answer] => [answer.question, answer])), history, lastLook: await lookOf(tx, review, who.person) }
    }) : null),
    begin: (who, sayings) => beginReview(desk, asCapacity(who), sayings),
    answer: ofReview(answerReview),
    look: ofReview(lookAtReview),
    copy: ofReview(copyReview),
    gridOfFile,
    ahead: async (review, practice, answers, today) => {
      const missing = missingForRough(answers)
      if (practice === null || missing.length > 0) return { missing, isUnknown: practice === null }
      const parameters = await parametersOn(today)
      const key = createHash('sha256').update(JSON.stringify([review, practice.code, practice.patients, practice.contract, practice.workforce, practice.trend, today, [...answers].map(([id, { said }]) => [id, said]), [...parameters].map(([id, { value, low, high }]) => [id, value, low, high])])).digest('hex')
      const known = worked.get(key)
      if (known !== undefined) return known
      const five = fiveYears({ answers, practice, today, assume: assumingFrom(parameters), further: furtherOf(answers, parameters, today) })
      const ahead = lookAhead(five, futuresAssumed(parameters), seedOf(practice.code))
      worked.set(key, ahead)
      if (worked.size > MOST_KEPT) worked.delete(worked.keys().next().value!)
      return ahead
    },
  }
}

/** One seed for one practice: its fan does not move by itself from day to day. */
const seedOf = (code: string): number => createHash('sha256').update(code).digest().readUInt32BE(0)
