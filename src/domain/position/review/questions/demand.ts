import type { Question } from '../question.ts'

export const onlineHours = ['all-core-hours', 'paused-some-days', 'part-of-each-day', 'not-offered'] as const
/** Source 004, appendix 1: "Can we control demand?" */
export const demandSteps = ['signposting', 'pharmacy-first', 'self-referral', 'group-appointments', 'patient-teaching', 'messages-and-social-media', 'none'] as const

/** Demand and access, and the working day it makes (domain handbook 5.2, 6.1 C; source 004: "If the working day can be made more manageable and less stressful"). */
export const demandQuestions = [
  { id: 'eight-oclock', part: 'demand', depth: 'quick', form: { as: 'scale' }, goodForMonths: 6, isSensitive: false },
  // A duty of the contract from 2026/27.
  { id: 'same-day-urgent', part: 'demand', depth: 'full', form: { as: 'scale' }, goodForMonths: 6, isSensitive: true },
  // A duty of the contract from 1 October 2025.
  { id: 'online-hours', part: 'demand', depth: 'full', form: { as: 'choice', choices: onlineHours }, goodForMonths: 6, isSensitive: true },
  { id: 'requests-a-day', part: 'demand', depth: 'full', form: { as: 'number', unit: 'number', least: 0, most: 5_000 }, goodForMonths: 6, isSensitive: false },
  { id: 'online-share', part: 'demand', depth: 'full', form: { as: 'number', unit: 'percent', least: 0, most: 100 }, goodForMonths: 6, isSensitive: false },
  { id: 'did-not-attend', part: 'demand', depth: 'full', form: { as: 'number', unit: 'percent', least: 0, most: 100 }, goodForMonths: 6, isSensitive: false },
  { id: 'continuity', part: 'demand', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'home-visits-a-week', part: 'demand', depth: 'full', form: { as: 'number', unit: 'number', least: 0, most: 1_000 }, goodForMonths: 12, isSensitive: false },
  { id: 'care-home-patients', part: 'demand', depth: 'full', form: { as: 'number', unit: 'patients', least: 0, most: 5_000 }, goodForMonths: 12, isSensitive: false },
  { id: 'hard-to-reach', part: 'demand', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'demand-steps', part: 'demand', depth: 'full', form: { as: 'choices', choices: demandSteps }, goodForMonths: 12, isSensitive: false },
  { id: 'working-day', part: 'demand', depth: 'quick', form: { as: 'scale' }, goodForMonths: 6, isSensitive: true },
  { id: 'partner-hours', part: 'demand', depth: 'full', form: { as: 'number', unit: 'number', least: 0, most: 120 }, goodForMonths: 6, isSensitive: true },
  { id: 'contacts-a-day', part: 'demand', depth: 'full', form: { as: 'number', unit: 'number', least: 0, most: 150 }, goodForMonths: 6, isSensitive: true },
  { id: 'breaks', part: 'demand', depth: 'full', form: { as: 'scale' }, goodForMonths: 6, isSensitive: true },
] as const satisfies readonly Question[]
