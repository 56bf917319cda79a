import type { Question } from '../question.ts'

/** Digital maturity, 0 to 4 on the eleven lines of domain handbook 6.7. */
export const digitalQuestions = [
  { id: 'digital-records', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'digital-phones', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'digital-online-requests', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'digital-away-from-desk', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'digital-joined-up', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'digital-figures', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'digital-documents', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'digital-skills', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'digital-support', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'digital-kit', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'digital-note-taking', part: 'digital', depth: 'full', form: { as: 'scale' }, goodForMonths: 6, isSensitive: false },
] as const satisfies readonly Question[]
