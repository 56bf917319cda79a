import { invariant } from '../../words.ts'
import type { Depth, Part, Question } from './question.ts'
import { assumptionQuestions } from './questions/assumptions.ts'
import { fourNumbers } from './questions/four-numbers.ts'
import { moneyQuestions } from './questions/money.ts'
import { partnerQuestions } from './questions/partners.ts'
import { contractQuestions, premisesQuestions } from './questions/premises.ts'
import { staffQuestions } from './questions/staff.ts'

/** Every question of a review, in the order they are asked. */
export const questions: readonly Question[] = [...fourNumbers, ...partnerQuestions, ...staffQuestions, ...moneyQuestions, ...premisesQuestions, ...contractQuestions, ...assumptionQuestions]

const byId = new Map(questions.map(question => [question.id, question]))
invariant(byId.size === questions.length, 'every question of a review has an id of its own')

export function questionBy(id: string): Question | null {
  return byId.get(id) ?? null
}

/** The questions of a part, in order; only those of the quick check where that is asked. */
export function questionsOf(part: Part, depth: Depth = 'full'): Question[] {
  return questions.filter(question => question.part === part && (depth === 'full' || question.depth !== 'full'))
}
