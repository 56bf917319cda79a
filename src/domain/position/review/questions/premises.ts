import type { Question } from '../question.ts'

export const holdings = ['all-partners-own', 'some-partners-own', 'a-former-partner-owns', 'leased', 'leased-from-nhs', 'no-papers', 'other'] as const
export const yesNo = ['yes', 'no', 'not-known'] as const

/** The premises sheet and the register of contracts (domain handbook 5.2, 6.1 E; source 004: "premises ownership, leases and anticipated 20 year needs"). */
export const premisesQuestions = [
  {
    id: 'sites', part: 'premises', depth: 'full', goodForMonths: 12, isSensitive: true,
    form: { as: 'table', most: 8, cells: [
      { name: 'site', cell: 'words', most: 60 }, { name: 'held', cell: 'choice', choices: holdings }, { name: 'lease-ends', cell: 'day' }, { name: 'break-on', cell: 'day' }, { name: 'rent-review-on', cell: 'day' },
      { name: 'rent', cell: 'number', unit: 'pounds', least: 0, most: 5_000_000 }, { name: 'rates-service-repairs', cell: 'number', unit: 'pounds', least: 0, most: 5_000_000 }, { name: 'repaid', cell: 'number', unit: 'pounds', least: 0, most: 5_000_000 },
      { name: 'loan', cell: 'number', unit: 'pounds', least: 0, most: 50_000_000 }, { name: 'worth', cell: 'number', unit: 'pounds', least: 0, most: 50_000_000 }, { name: 'putting-right', cell: 'number', unit: 'pounds', least: 0, most: 10_000_000 },
      { name: 'bound', cell: 'words', most: 120 }, { name: 'break-with-contract', cell: 'choice', choices: yesNo }, { name: 'consent-to-assign', cell: 'choice', choices: yesNo }, { name: 'need-in-20-years', cell: 'words', most: 200 },
    ] },
  },
  { id: 'lease-plan', part: 'premises', depth: 'quick', form: { as: 'choice', choices: ['owned', 'more-than-24-months', 'within-24-months-with-plan', 'within-24-months-no-plan', 'no-papers'] }, goodForMonths: 12, isSensitive: true },
  { id: 'building', part: 'premises', depth: 'quick', form: { as: 'scale' }, goodForMonths: 24, isSensitive: false },
  { id: 'rooms-used', part: 'premises', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'twenty-years', part: 'premises', depth: 'full', form: { as: 'scale' }, goodForMonths: 24, isSensitive: false },
] as const satisfies readonly Question[]

export const contractKinds = ['gms', 'pms', 'apms', 'network', 'local-enhanced', 'public-health', 'sub-contract', 'training', 'research', 'private', 'other'] as const

/** One partnership may hold several contracts. */
export const contractQuestions = [
  {
    id: 'contracts', part: 'contracts', depth: 'full', goodForMonths: 12, isSensitive: true,
    form: { as: 'table', most: 20, cells: [
      { name: 'contract', cell: 'choice', choices: contractKinds }, { name: 'about', cell: 'words', most: 80 }, { name: 'held-by', cell: 'words', most: 80 }, { name: 'ends', cell: 'day' }, { name: 'notice-months', cell: 'number', unit: 'months', least: 0, most: 36 }, { name: 'worth', cell: 'number', unit: 'pounds', least: 0, most: 20_000_000 },
    ] },
  },
] as const satisfies readonly Question[]
