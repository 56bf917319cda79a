import type { Question } from '../question.ts'

/** Management (domain handbook 6.1 I), and the question that stands before anything grand (6.1, source 004: "unless you are confident that your practice can continue to provide core services"). */
export const managementQuestions = [
  { id: 'manager-depth', part: 'management', depth: 'quick', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'written-plan', part: 'management', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'use-of-figures', part: 'management', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'leading-change', part: 'management', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  // Source 004, appendix 1: "Headroom – time to think and plan."
  { id: 'time-to-plan', part: 'management', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  // Answered and lifted by the practice alone; no figure answers it.
  { id: 'core-services', part: 'management', depth: 'quick', form: { as: 'choice', choices: ['yes', 'not-sure', 'no'] }, goodForMonths: 6, isSensitive: true },
  { id: 'core-services-because', part: 'management', depth: 'full', form: { as: 'words', most: 1_000 }, goodForMonths: 6, isSensitive: true },
] as const satisfies readonly Question[]
