import type { Question } from '../question.ts'

/** What practices settle with one another, by the ids of domain handbook 8.1. */
export const termIds = [
  'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12', 'T13', 'T14', 'T15', 'T16', 'T17', 'T18', 'T19', 'T20', 'T21',
  'T22', 'T23', 'T24', 'T25', 'T26', 'T27', 'T28', 'T29', 'T30', 'T31', 'T32', 'T33', 'T34', 'T35', 'T36', 'T37', 'T38', 'T39', 'T40', 'T41', 'T42',
] as const
export type TermId = (typeof termIds)[number]
export const optionKinds = ['option', 'risk', 'hurdle'] as const
/** Source 004: "what your essential terms are, and what conditions are negotiable". */
export const howMuch = ['must-have', 'would-trade', 'dont-mind'] as const

/** Options, risks and hurdles by what they are about (mission 1.14), so that what is written here begins the private answers of a negotiation. */
export const optionsQuestions = [
  {
    id: 'options', part: 'options', depth: 'full', goodForMonths: 12, isSensitive: true,
    form: { as: 'table', most: 60, cells: [
      { name: 'term', cell: 'choice', choices: termIds }, { name: 'kind', cell: 'choice', choices: optionKinds }, { name: 'words', cell: 'words', most: 300 }, { name: 'how-much', cell: 'choice', choices: howMuch }, { name: 'reason', cell: 'words', most: 300 },
    ] },
  },
] as const satisfies readonly Question[]
