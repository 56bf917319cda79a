import type { Question } from '../question.ts'

/** Roles of the staffing grid (domain handbook 11): what a shared staff pool reads later, so that nothing is typed twice. */
export const staffRoles = ['salaried-gp', 'gp-in-training', 'locum-gp', 'advanced-practitioner', 'practice-nurse', 'nursing-associate', 'healthcare-assistant', 'pharmacist', 'physiotherapist', 'paramedic', 'mental-health', 'physician-associate', 'social-prescriber', 'care-coordinator', 'reception', 'administration', 'dispenser', 'manager', 'cleaner', 'other'] as const
export type StaffRole = (typeof staffRoles)[number]
export const staffContracts = ['permanent', 'fixed-term', 'locum', 'agency', 'network', 'self-employed'] as const
export const ageBands = ['under-22', '22-40', '41-and-over', 'not-known'] as const

/** Who works here (domain handbook 5.2, 6.1 B): roles, never names. */
export const staffQuestions = [
  {
    id: 'staffing', part: 'staff', depth: 'full', goodForMonths: 6, isSensitive: true,
    form: { as: 'table', most: 60, cells: [
      { name: 'role', cell: 'choice', choices: staffRoles }, { name: 'people', cell: 'number', unit: 'people', least: 0, most: 200 }, { name: 'sessions', cell: 'number', unit: 'sessions', least: 0, most: 2_000 }, { name: 'contract', cell: 'choice', choices: staffContracts },
      { name: 'pay', cell: 'number', unit: 'pounds', least: 0, most: 5_000_000 }, { name: 'years-here', cell: 'number', unit: 'years', least: 0, most: 60 }, { name: 'age', cell: 'choice', choices: ageBands },
      { name: 'vacant-sessions', cell: 'number', unit: 'sessions', least: 0, most: 2_000 }, { name: 'vacant-since', cell: 'day' }, { name: 'notice-months', cell: 'number', unit: 'months', least: 0, most: 24 },
    ] },
  },
  { id: 'gp-sessions-wanted', part: 'staff', depth: 'full', form: { as: 'number', unit: 'sessions', least: 0, most: 2_000 }, goodForMonths: 12, isSensitive: false },
  { id: 'vacancies', part: 'staff', depth: 'quick', form: { as: 'scale' }, goodForMonths: 6, isSensitive: false },
  { id: 'locum-share', part: 'staff', depth: 'quick', form: { as: 'scale' }, goodForMonths: 6, isSensitive: true },
  { id: 'nurse-ages', part: 'staff', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'morale', part: 'staff', depth: 'quick', form: { as: 'scale' }, goodForMonths: 6, isSensitive: true },
  { id: 'sickness', part: 'staff', depth: 'full', form: { as: 'scale' }, goodForMonths: 6, isSensitive: true },
  { id: 'network-staff', part: 'staff', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'training-practice', part: 'staff', depth: 'full', form: { as: 'choice', choices: ['yes', 'applying', 'no', 'stopped'] }, goodForMonths: 24, isSensitive: false },
  { id: 'grievances', part: 'staff', depth: 'full', form: { as: 'number', unit: 'number', least: 0, most: 50 }, goodForMonths: 6, isSensitive: true },
  { id: 'manager-leaving', part: 'staff', depth: 'full', form: { as: 'choice', choices: ['no', 'has-said', 'has-left', 'nobody'] }, goodForMonths: 6, isSensitive: true },
  { id: 'long-absence', part: 'staff', depth: 'full', form: { as: 'choice', choices: ['no', 'gp-over-3-months', 'partner-over-3-months', 'partner-suspended'] }, goodForMonths: 3, isSensitive: true },
] as const satisfies readonly Question[]
