import type { Question } from '../question.ts'

/** Bands of birth years, so that nobody writes a birthday: 'before-1960' … 'from-1990'. */
export const bornBands = ['before-1960', '1960-64', '1965-69', '1970-74', '1975-79', '1980-89', 'from-1990', 'not-said'] as const
/** How firm it is when somebody stops (domain handbook 6.3). */
export const firmness = ['firm', 'likely', 'maybe', 'not-said'] as const

/** Partners and succession (domain handbook 6.1 A): each partner by initials or a made-up name. */
export const partnerQuestions = [
  {
    id: 'partner-list', part: 'partners', depth: 'full', goodForMonths: 12, isSensitive: true,
    form: { as: 'table', most: 20, cells: [
      { name: 'who', cell: 'words', most: 30 }, { name: 'sessions', cell: 'number', unit: 'sessions', least: 0.25, most: 14 }, { name: 'born', cell: 'choice', choices: bornBands },
      { name: 'stops-from', cell: 'number', unit: 'years', least: 2020, most: 2080 }, { name: 'stops-to', cell: 'number', unit: 'years', least: 2020, most: 2080 }, { name: 'how-firm', cell: 'choice', choices: firmness },
      { name: 'share', cell: 'number', unit: 'percent', least: 0, most: 100 }, { name: 'of-building', cell: 'number', unit: 'percent', least: 0, most: 100 },
    ] },
  },
  { id: 'partner-needs', part: 'partners', depth: 'quick', form: { as: 'number', unit: 'pounds', least: 10_000, most: 500_000 }, goodForMonths: 12, isSensitive: true },
  { id: 'deed', part: 'partners', depth: 'quick', form: { as: 'choice', choices: ['signed-and-current', 'signed-and-old', 'unsigned', 'none', 'one-partner'] }, goodForMonths: 12, isSensitive: true },
  { id: 'leaving-in-five-years', part: 'partners', depth: 'quick', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'one-stops-tomorrow', part: 'partners', depth: 'quick', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'gp-partners', part: 'partners', depth: 'quick', form: { as: 'number', unit: 'people', least: 0, most: 60 }, goodForMonths: 12, isSensitive: false },
  { id: 'recruiting-partners', part: 'partners', depth: 'full', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
  { id: 'months-to-fill', part: 'partners', depth: 'full', form: { as: 'number', unit: 'months', least: 0, most: 120 }, goodForMonths: 12, isSensitive: true },
] as const satisfies readonly Question[]
