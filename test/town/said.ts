import type { Answer, Answers } from '#domain/position/review/answer.ts'
import type { Said } from '#domain/position/review/question.ts'
import type { Day } from '#domain/words.ts'

/** One answer of the manager of Riverside, sure and without evidence. */
export function answer(question: string, said: Said, on: Day = '2026-11-02'): Answer {
  return { question, said, sure: 'sure', evidence: '', goodUntil: '2027-11-02', by: 'manager', byName: 'Sam Thorne', on }
}

/** Answers that stand, by question. */
export function said(all: Readonly<Record<string, Said>>, on?: Day): Answers {
  return new Map(Object.entries(all).map(([question, one]) => [question, answer(question, one, on)]))
}

/** A year of accounts as rows of the table. */
export function accounts(yearEnds: Day, lines: Readonly<Record<string, number>>): Record<string, string | number>[] {
  return Object.entries(lines).map(([line, pounds]) => ({ 'year-ends': yearEnds, line, pounds }))
}
