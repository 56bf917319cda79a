import { invariant } from '../../words.ts'
import type { Depth, Part, Question } from './question.ts'
import { appetiteQuestions } from './questions/appetite.ts'
import { assumptionQuestions } from './questions/assumptions.ts'
import { dataSecurityQuestions } from './questions/data-security.ts'
import { demandQuestions } from './questions/demand.ts'
import { digitalQuestions } from './questions/digital.ts'
import { fourNumbers } from './questions/four-numbers.ts'
import { managementQuestions } from './questions/management.ts'
import { moneyQuestions } from './questions/money.ts'
import { optionsQuestions } from './questions/options.ts'
import { ourGroupQuestions } from './questions/our-group.ts'
import { partnerQuestions } from './questions/partners.ts'
import { patientsQuestions } from './questions/patients.ts'
import { contractQuestions, premisesQuestions } from './questions/premises.ts'
import { qualityQuestions } from './questions/quality.ts'
import { relationsQuestions } from './questions/relations.ts'
import { staffQuestions } from './questions/staff.ts'

const asked = [
  ...fourNumbers, ...partnerQuestions, ...staffQuestions, ...demandQuestions, ...moneyQuestions, ...premisesQuestions, ...contractQuestions, ...qualityQuestions, ...digitalQuestions,
  ...dataSecurityQuestions, ...relationsQuestions, ...patientsQuestions, ...managementQuestions, ...appetiteQuestions, ...ourGroupQuestions, ...optionsQuestions, ...assumptionQuestions,
]

/** One question as it is written, its own id, choices and cells in its type: words that are missing do not compile. */
export type Asked = (typeof asked)[number]

/** Every question of a review, in the order they are asked. */
export const questions: readonly Question[] = asked

const byId = new Map(questions.map(question => [question.id, question]))
invariant(byId.size === questions.length, 'every question of a review has an id of its own')

export function questionBy(id: string): Question | null {
  return byId.get(id) ?? null
}

/** The questions of a part, in order; only those of the quick check where that is asked. */
export function questionsOf(part: Part, depth: Depth = 'full'): Question[] {
  return questions.filter(question => question.part === part && (depth === 'full' || question.depth !== 'full'))
}
