import type { Question } from '../question.ts'

/** Lines of a year's accounts, as an accountant of practices sets them out; incomes first, then costs. ARRS staff are paid by the network and stand apart: value, not cash. */
export const incomeLines = ['global-sum', 'qof', 'enhanced', 'network', 'premises-repaid', 'dispensing', 'training', 'private', 'other-income'] as const
export const costLines = ['staff', 'salaried-gps', 'locums', 'employer-ni', 'pensions', 'premises', 'energy', 'it-phones', 'consumables', 'drugs', 'fees', 'insurance', 'cqc', 'interest', 'depreciation', 'shared-services', 'other-cost'] as const
export const accountLines = [...incomeLines, ...costLines] as const
export type AccountLine = (typeof accountLines)[number]

/** Money (domain handbook 5.2, 6.1 D). */
export const moneyQuestions = [
  // Three years of lines; pasted or loaded on a page of its own.
  { id: 'accounts', part: 'money', depth: 'full', goodForMonths: 15, isSensitive: true, form: { as: 'table', most: 120, cells: [{ name: 'year-ends', cell: 'day' }, { name: 'line', cell: 'choice', choices: accountLines }, { name: 'pounds', cell: 'number', unit: 'pounds', least: -20_000_000, most: 20_000_000 }] } },
  { id: 'cash-now', part: 'money', depth: 'quick', form: { as: 'number', unit: 'pounds', least: -5_000_000, most: 20_000_000 }, goodForMonths: 3, isSensitive: true },
  { id: 'drawings', part: 'money', depth: 'full', form: { as: 'number', unit: 'pounds', least: 0, most: 20_000_000 }, goodForMonths: 12, isSensitive: true },
  { id: 'tax-a-year', part: 'money', depth: 'full', form: { as: 'number', unit: 'pounds', least: 0, most: 10_000_000 }, goodForMonths: 12, isSensitive: true },
  { id: 'tax-kept-back', part: 'money', depth: 'full', form: { as: 'number', unit: 'pounds', least: 0, most: 10_000_000 }, goodForMonths: 12, isSensitive: true },
  { id: 'equipment-a-year', part: 'money', depth: 'full', form: { as: 'number', unit: 'pounds', least: 0, most: 5_000_000 }, goodForMonths: 12, isSensitive: true },
  { id: 'loans-owed', part: 'money', depth: 'full', form: { as: 'number', unit: 'pounds', least: 0, most: 20_000_000 }, goodForMonths: 12, isSensitive: true },
  { id: 'loans-a-year', part: 'money', depth: 'full', form: { as: 'number', unit: 'pounds', least: 0, most: 5_000_000 }, goodForMonths: 12, isSensitive: true },
  { id: 'qof-achieved', part: 'money', depth: 'full', form: { as: 'number', unit: 'percent', least: 0, most: 100 }, goodForMonths: 12, isSensitive: false },
  { id: 'claims-on-time', part: 'money', depth: 'quick', form: { as: 'scale' }, goodForMonths: 12, isSensitive: false },
  { id: 'overdraft-or-deferral', part: 'money', depth: 'full', form: { as: 'choice', choices: ['no', 'overdraft', 'tax-put-off', 'both'] }, goodForMonths: 3, isSensitive: true },
  { id: 'income-trend', part: 'money', depth: 'quick', form: { as: 'scale' }, goodForMonths: 12, isSensitive: true },
] as const satisfies readonly Question[]
