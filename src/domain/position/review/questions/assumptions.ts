import type { Question } from '../question.ts'
import { leversToSet } from '../five-years.ts'

/** Instead of what is assumed: a low, a middle and a high of the practice's own, for as many as it likes. */
export const assumptionQuestions = [
  {
    id: 'assumed-otherwise', part: 'assumptions', depth: 'full', goodForMonths: 12, isSensitive: true,
    form: { as: 'table', most: 10, cells: [{ name: 'lever', cell: 'choice', choices: leversToSet }, { name: 'low', cell: 'number', unit: 'number', least: -1_000_000, most: 1_000_000 }, { name: 'middle', cell: 'number', unit: 'number', least: -1_000_000, most: 1_000_000 }, { name: 'high', cell: 'number', unit: 'number', least: -1_000_000, most: 1_000_000 }] },
  },
] as const satisfies readonly Question[]
