import { dayNumber, monthsAfter } from '../../day.ts'
import type { Day } from '../../words.ts'
import type { Question, Row, Said } from './question.ts'

/** What somebody said to a question of a review: who, on which day, how sure, on what evidence, and until when it is good. */

/** 'sure': from papers; 'fairly': they would be surprised to be wrong; 'guess'. */
export const sureness = ['sure', 'fairly', 'guess'] as const
export type Sure = (typeof sureness)[number]

export interface Answer {
  question: string
  said: Said
  sure: Sure
  /** What it rests on, in their words: 'Accounts to 31 March 2026, page 4'; '' where they gave none. */
  evidence: string
  /** From this day on it is to be looked at again. */
  goodUntil: Day
  by: string
  byName: string
  on: Day
}

/** The answers of a record that stand, by question. */
export type Answers = ReadonlyMap<string, Answer>

/** The last day an answer given today is good, so many months on; the end of the month where that has fewer days. */
export function goodUntil(today: Day, { goodForMonths }: Pick<Question, 'goodForMonths'>): Day {
  return monthsAfter(today, goodForMonths)
}

/** Whether an answer is past its day. */
export function isStale({ goodUntil }: Pick<Answer, 'goodUntil'>, today: Day): boolean {
  return dayNumber(goodUntil) < dayNumber(today)
}

// What was said, as the form of its question has it; null where it is unanswered, unknown, or of another form.

export function numberSaid(answers: Answers, question: string): number | null {
  const said = answers.get(question)?.said
  return typeof said === 'number' ? said : null
}

/** A choice, a day or words. */
export function wordSaid(answers: Answers, question: string): string | null {
  const said = answers.get(question)?.said
  return typeof said === 'string' ? said : null
}

export function rowsSaid(answers: Answers, question: string): readonly Row[] | null {
  const said = answers.get(question)?.said
  return Array.isArray(said) && said.every(each => typeof each === 'object') ? said as readonly Row[] : null
}

export function choicesSaid(answers: Answers, question: string): readonly string[] | null {
  const said = answers.get(question)?.said
  return Array.isArray(said) && said.every(each => typeof each === 'string') ? said as readonly string[] : null
}

/** Whether a question was answered with "we don't know". */
export function isUnknown(answers: Answers, question: string): boolean {
  return answers.has(question) && answers.get(question)!.said === null
}
