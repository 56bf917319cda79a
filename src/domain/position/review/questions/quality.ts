import type { Question } from '../question.ts'

export const cqcRatings = ['outstanding', 'good', 'requires-improvement', 'inadequate', 'not-rated'] as const
export const cqcActions = ['none', 'asked-to-improve', 'warning-notice', 'conditions-on-registration'] as const
export const disputeSides = ['partner', 'former-partner', 'member-of-staff', 'landlord', 'commissioner', 'network', 'other-practice', 'supplier', 'other', 'none'] as const

/** Quality and governance (domain handbook 6.1 F, 6.5 EW6, EW13). */
export const qualityQuestions = [
  { id: 'cqc-rating', part: 'quality', depth: 'quick', form: { as: 'choice', choices: cqcRatings }, goodForMonths: 12, isSensitive: false },
  { id: 'cqc-inspected-on', part: 'quality', depth: 'full', form: { as: 'day' }, goodForMonths: 12, isSensitive: false },
  { id: 'cqc-action', part: 'quality', depth: 'full', form: { as: 'choice', choices: cqcActions }, goodForMonths: 6, isSensitive: true },
  { id: 'complaints-a-year', part: 'quality', depth: 'full', form: { as: 'number', unit: 'number', least: 0, most: 2_000 }, goodForMonths: 12, isSensitive: true },
  { id: 'complaints-handled', part: 'quality', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'policies', part: 'quality', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'safeguarding', part: 'quality', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'infection-control', part: 'quality', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'learning-from-events', part: 'quality', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'claims-open', part: 'quality', depth: 'full', form: { as: 'number', unit: 'number', least: 0, most: 100 }, goodForMonths: 6, isSensitive: true },
  { id: 'disputes', part: 'quality', depth: 'full', form: { as: 'choices', choices: disputeSides }, goodForMonths: 6, isSensitive: true },
] as const satisfies readonly Question[]
