import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { dayInEngland } from '#domain/day.ts'
import type { Answer } from '#domain/position/review/answer.ts'
import type { CopySays } from '#domain/position/review/copy.ts'
import type { Looker } from '#domain/visibility.ts'
import type { Day } from '#domain/words.ts'
import { anyOf } from './planned-once.ts'
import type { Viewed } from './viewing.ts'

/** Reviews: what was answered, when somebody last looked, and copies for others. Each reader is shown what the viewer may see; opening is `itemHead` first, as of any item. */

/** An answer with the moment it was given: of two of one day the later stands. */
export interface AnswerKept extends Answer { at: Date }

// Named one by one, so that PostgreSQL plans each query once for a connection (./planned-once.ts).
const answerColumns = ['id', 'item', 'question', 'said', 'sure', 'evidence', 'good_until', 'person', 'person_name', 'at'] as const

/**
 * Every answer of a review ever given, oldest first; the last to a question stands. Of one that was opened to the partners, whoever began it and answers for the practice no
 * more is shown what they said themselves: what the others say is for those who answer for it.
 */
export async function answersOf(tx: Viewed, item: string): Promise<AnswerKept[]> {
  return (await answersBy(tx, [item])).get(item) ?? []
}

/** The same of several, by item. */
export async function answersBy(tx: Viewed, items: readonly string[]): Promise<Map<string, AnswerKept[]>> {
  if (items.length === 0) return new Map()
  const rows = await tx.selectFrom('review_answer').select(answerColumns).where('item', '=', anyOf(items))
    .where(sql<boolean>`(viewer_answers() or person = viewer_person() or exists (select from item where item.id = review_answer.item and item.kept_as = 'only-you'))`).orderBy('at').orderBy('id').execute()
  return new Map([...Map.groupBy(rows, row => row.item)].map(([item, its]) => [item, its.map(row => ({
    question: row.question, said: row.said.is, sure: row.sure, evidence: row.evidence, goodUntil: row.good_until, by: row.person, byName: row.person_name, on: dayInEngland(row.at), at: row.at,
  }))]))
}

/** How much a review holds: letters of all that was ever said in it, and how many answers that is. */
export async function lettersOf(tx: Viewed, item: string): Promise<{ answers: number; letters: number }> {
  const held = await tx.selectFrom('review_answer').select(eb => [eb.fn.countAll<string>().as('answers'), sql<string>`coalesce(sum(length(said::text) + length(evidence)), 0)`.as('letters')]).where('item', '=', item).executeTakeFirstOrThrow()
  return { answers: Number(held.answers), letters: Number(held.letters) }
}

/** Adds answers; all have the one moment of their saving. */
export async function addAnswers(tx: Viewed, item: string, answers: readonly Omit<Answer, 'on'>[], at: Date): Promise<void> {
  if (answers.length === 0) return
  await tx.insertInto('review_answer').values(answers.map(({ question, said, sure, evidence, goodUntil, by, byName }) => ({
    id: randomUUID(), item, question, said: JSON.stringify({ is: said }), sure, evidence, good_until: goodUntil, person: by, person_name: byName, at,
  }))).execute()
}

/** When this person last opened a review; null for the first time. */
export async function lookOf(tx: Viewed, item: string, person: string): Promise<Date | null> {
  return (await tx.selectFrom('review_look').select('at').where('item', '=', item).where('person', '=', person).executeTakeFirst())?.at ?? null
}

export async function noteLook(tx: Viewed, item: string, person: string, at: Date): Promise<void> {
  await tx.insertInto('review_look').values({ item, person, at }).onConflict(conflict => conflict.columns(['item', 'person']).doUpdateSet({ at })).execute()
}

/** A copy for others: of which review, of which day, whether what is sensitive was left out, and what it says. */
export interface ReviewCopy { madeOf: string; on: Day; hasLeftOut: boolean; says: CopySays }

export async function addCopy(tx: Viewed, item: string, { madeOf, on, hasLeftOut, says }: ReviewCopy): Promise<void> {
  await tx.insertInto('review_copy').values({ item, made_of: madeOf, on_day: on, left_out: hasLeftOut, says: JSON.stringify(says) }).execute()
}

/** What copies say, by item; only inside `openItem`, or for what is the viewer's own. */
export async function copiesBy(tx: Viewed, items: readonly string[]): Promise<Map<string, ReviewCopy>> {
  if (items.length === 0) return new Map()
  const rows = await tx.selectFrom('review_copy').select(['item', 'made_of', 'on_day', 'left_out', 'says']).where('item', '=', anyOf(items)).execute()
  return new Map(rows.map(row => [row.item, { madeOf: row.made_of, on: row.on_day, hasLeftOut: row.left_out, says: row.says }]))
}

/** Headings of copies in the viewer's own room, by item: the practice and the day. */
export async function copyDays(tx: Viewed, looker: Looker): Promise<Map<string, Day>> {
  if (looker.organisation === null) return new Map()
  const rows = await tx.selectFrom('review_copy').innerJoin('item', 'item.id', 'review_copy.item').select(['review_copy.item', 'review_copy.on_day']).where('item.organisation', '=', looker.organisation).execute()
  return new Map(rows.map(row => [row.item, row.on_day]))
}
