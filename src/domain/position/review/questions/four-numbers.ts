import type { Question } from '../question.ts'

/** The four numbers of a rough five years; all else is filled in from published figures. */
export const fourNumbers = [
  { id: 'profit-last-year', part: 'four-numbers', depth: 'rough', form: { as: 'number', unit: 'pounds', least: -2_000_000, most: 20_000_000 }, goodForMonths: 12, isSensitive: true },
  { id: 'partners-now', part: 'four-numbers', depth: 'rough', form: { as: 'number', unit: 'people', least: 1, most: 60 }, goodForMonths: 12, isSensitive: false },
  // How many might stop, not who: nobody has to put a name to it.
  { id: 'stopping', part: 'four-numbers', depth: 'rough', form: { as: 'table', most: 1, cells: (['within-2-years', 'in-3-to-5-years', 'later', 'not-said'] as const).map(name => ({ name, cell: 'number', unit: 'people', least: 0, most: 60 })) }, goodForMonths: 12, isSensitive: true },
  { id: 'rent-or-loan', part: 'four-numbers', depth: 'rough', form: { as: 'number', unit: 'pounds', least: 0, most: 5_000_000 }, goodForMonths: 12, isSensitive: true },
] as const satisfies readonly Question[]
