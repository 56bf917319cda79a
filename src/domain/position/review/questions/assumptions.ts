import type { Question } from '../question.ts'
import { leversToSet } from '../five-years.ts'

/** Instead of what is assumed: a low, a middle and a high of the practice's own, for as many as it likes. */
export const assumptionQuestions: readonly Question[] = [
  {
    id: 'assumed-otherwise', part: 'assumptions', depth: 'full', goodForMonths: 12, isSensitive: true,
    form: { as: 'table', most: leversToSet.length, cells: [{ name: 'lever', cell: 'choice', choices: leversToSet }, ...(['low', 'middle', 'high'] as const).map(name => ({ name, cell: 'number', unit: 'number', least: -1_000_000, most: 1_000_000 } as const))] },
  },
]
