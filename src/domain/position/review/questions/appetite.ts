import type { Question } from '../question.ts'

/** The ways of working together of domain handbook 3.1, by its ids. */
export const wayIds = ['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10', 'M11', 'M12', 'M13', 'M14', 'M15', 'M16', 'M17'] as const
export type WayId = (typeof wayIds)[number]
/** Source 004, appendix 1: "It would be easy to start by sharing …" */
export const firstThings = ['cqc-papers', 'policies', 'training', 'manager-time', 'specialist-nurses', 'pharmacists', 'payroll-and-staff-matters', 'buying', 'cleaning', 'computers-and-phones', 'recruiting', 'cover-for-leave', 'same-day-work', 'rooms', 'none'] as const

/**
 * What would suit the practice (domain handbook 6.1 J): reported, never counted, because wishing to stay as you are is an answer.
 * `how-it-feels` runs from 0, nothing presses, to 4, it cannot wait. Then the practice and GP factors of source 004, as the practice says them of itself:
 * what each partner says alone is asked elsewhere, and sealed.
 */
export const appetiteQuestions = [
  { id: 'how-it-feels', part: 'appetite', depth: 'quick', form: { as: 'scale' }, goodForMonths: 6, isSensitive: true },
  { id: 'will-to-work-with-others', part: 'appetite', depth: 'quick', form: { as: 'scale' }, goodForMonths: 6, isSensitive: true },
  { id: 'acceptable-ways', part: 'appetite', depth: 'full', form: { as: 'choices', choices: wayIds }, goodForMonths: 6, isSensitive: true },
  { id: 'first-to-share', part: 'appetite', depth: 'full', form: { as: 'choices', choices: firstThings }, goodForMonths: 6, isSensitive: true },
  // Source 004: public facing elements "should only change when it is specifically agreed".
  { id: 'must-not-change', part: 'appetite', depth: 'full', form: { as: 'words', most: 1_000 }, goodForMonths: 12, isSensitive: true },
  { id: 'remoteness', part: 'appetite', depth: 'full', form: { as: 'choice', choices: ['neighbour-on-foot', 'neighbour-within-10-minutes', 'neighbour-within-20-minutes', 'farther'] }, goodForMonths: 24, isSensitive: false },
  { id: 'dispensing', part: 'appetite', depth: 'full', form: { as: 'choice', choices: ['no', 'yes-could-do-without', 'yes-depends-on-it'] }, goodForMonths: 24, isSensitive: true },
  { id: 'incomes-apart', part: 'appetite', depth: 'full', form: { as: 'choice', choices: ['much-alike', 'some-way-apart', 'far-apart', 'never-compared'] }, goodForMonths: 12, isSensitive: true },
  { id: 'property-in-the-way', part: 'appetite', depth: 'full', form: { as: 'choice', choices: ['no', 'needs-advice', 'yes'] }, goodForMonths: 24, isSensitive: true },
  { id: 'partners-ages', part: 'appetite', depth: 'full', form: { as: 'choice', choices: ['mostly-under-45', 'mostly-45-to-54', 'mostly-55-and-over', 'spread-out', 'not-said'] }, goodForMonths: 24, isSensitive: true },
  { id: 'taking-chances', part: 'appetite', depth: 'full', form: { as: 'choice', choices: ['wait-for-proof', 'after-a-few-others', 'among-the-first', 'we-differ'] }, goodForMonths: 12, isSensitive: true },
] as const satisfies readonly Question[]
