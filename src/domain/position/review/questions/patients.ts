import type { Question } from '../question.ts'

export const waysOfAsking = ['patient-group', 'survey', 'meeting', 'letters', 'conversations', 'other'] as const
/** What the practice meets in its rooms, beside what is published about its area: more or less, and neither is weak or strong. */
export const againstPublished = ['less', 'the-same', 'more', 'much-more'] as const
export const patientAges = ['younger', 'like-most', 'older', 'many-young-and-many-old'] as const

/** What patients say, as evidence, and what the practice knows of them (source 004: "age profile, health needs, levels of deprivation and their views of any proposals"). */
export const patientsQuestions = [
  { id: 'patients-age', part: 'patients', depth: 'full', form: { as: 'choice', choices: patientAges }, goodForMonths: 24, isSensitive: false },
  { id: 'patients-health-needs', part: 'patients', depth: 'full', form: { as: 'choice', choices: againstPublished }, goodForMonths: 24, isSensitive: false },
  { id: 'patients-hardship', part: 'patients', depth: 'full', form: { as: 'choice', choices: againstPublished }, goodForMonths: 24, isSensitive: false },
  { id: 'patients-interpreter', part: 'patients', depth: 'full', form: { as: 'number', unit: 'percent', least: 0, most: 100 }, goodForMonths: 24, isSensitive: false },
  { id: 'patient-group', part: 'patients', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  // Counts and words about what was said, never who said it.
  {
    id: 'patients-views', part: 'patients', depth: 'full', goodForMonths: 12, isSensitive: true,
    form: { as: 'table', most: 20, cells: [
      { name: 'on', cell: 'day' }, { name: 'how', cell: 'choice', choices: waysOfAsking }, { name: 'about', cell: 'words', most: 120 },
      { name: 'asked', cell: 'number', unit: 'people', least: 0, most: 1_000_000 }, { name: 'answered', cell: 'number', unit: 'people', least: 0, most: 1_000_000 }, { name: 'said', cell: 'words', most: 300 },
    ] },
  },
] as const satisfies readonly Question[]
