import type { Question } from '../question.ts'

/** How a standard stands; "not known" is "we don't know". What shows it goes in the answer's evidence. */
export const standings = ['met', 'partly', 'not-met'] as const
export const toolkitStatuses = ['standards-exceeded', 'standards-met', 'approaching-standards', 'standards-not-met', 'not-sent'] as const
export const securityRoles = ['senior-risk-owner', 'caldicott-guardian', 'governance-lead', 'data-protection-officer', 'none'] as const
export const securitySteps = ['register-of-processing', 'lawful-bases', 'trained-95-percent', 'leavers-closed', 'two-step-sign-in', 'backups-tried', 'supplier-list', 'incident-plan', 'impact-assessments', 'continuity-tried', 'none'] as const
/** The ten data security standards, in the order of the National Data Guardian's review of 2016. */
export const dataStandards = ['confidential-data', 'staff-responsibilities', 'training', 'access-to-data', 'process-reviews', 'responding-to-incidents', 'continuity-planning', 'unsupported-systems', 'it-protection', 'accountable-suppliers'] as const

/** The ten standards, and the toolkit that publishes them (domain handbook 6.7; source 003: "measure and publish their performance against the National Data Guardian's ten data security standards"). */
export const dataSecurityQuestions = [
  // Published, and one tap.
  { id: 'dspt-status', part: 'data-security', depth: 'quick', form: { as: 'choice', choices: toolkitStatuses }, goodForMonths: 12, isSensitive: false },
  { id: 'dspt-sent-on', part: 'data-security', depth: 'full', form: { as: 'day' }, goodForMonths: 12, isSensitive: false },
  { id: 'standard-confidential-data', part: 'data-security', depth: 'full', form: { as: 'choice', choices: standings }, goodForMonths: 12, isSensitive: true },
  { id: 'standard-staff-responsibilities', part: 'data-security', depth: 'full', form: { as: 'choice', choices: standings }, goodForMonths: 12, isSensitive: true },
  { id: 'standard-training', part: 'data-security', depth: 'full', form: { as: 'choice', choices: standings }, goodForMonths: 12, isSensitive: true },
  { id: 'standard-access-to-data', part: 'data-security', depth: 'full', form: { as: 'choice', choices: standings }, goodForMonths: 12, isSensitive: true },
  { id: 'standard-process-reviews', part: 'data-security', depth: 'full', form: { as: 'choice', choices: standings }, goodForMonths: 12, isSensitive: true },
  { id: 'standard-responding-to-incidents', part: 'data-security', depth: 'full', form: { as: 'choice', choices: standings }, goodForMonths: 12, isSensitive: true },
  { id: 'standard-continuity-planning', part: 'data-security', depth: 'full', form: { as: 'choice', choices: standings }, goodForMonths: 12, isSensitive: true },
  { id: 'standard-unsupported-systems', part: 'data-security', depth: 'full', form: { as: 'choice', choices: standings }, goodForMonths: 12, isSensitive: true },
  { id: 'standard-it-protection', part: 'data-security', depth: 'full', form: { as: 'choice', choices: standings }, goodForMonths: 12, isSensitive: true },
  { id: 'standard-accountable-suppliers', part: 'data-security', depth: 'full', form: { as: 'choice', choices: standings }, goodForMonths: 12, isSensitive: true },
  // Whose it is, by role, and by when: a table, so that a standard stays one tap.
  { id: 'standard-owners', part: 'data-security', depth: 'full', form: { as: 'table', most: 10, cells: [{ name: 'standard', cell: 'choice', choices: dataStandards }, { name: 'owner', cell: 'words', most: 80 }, { name: 'next', cell: 'words', most: 200 }, { name: 'by', cell: 'day' }] }, goodForMonths: 12, isSensitive: true },
  { id: 'security-roles', part: 'data-security', depth: 'full', form: { as: 'choices', choices: securityRoles }, goodForMonths: 12, isSensitive: true },
  { id: 'security-steps', part: 'data-security', depth: 'full', form: { as: 'choices', choices: securitySteps }, goodForMonths: 12, isSensitive: true },
] as const satisfies readonly Question[]
