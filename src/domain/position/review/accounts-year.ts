import { dayInWords } from '../../day.ts'
import type { Day } from '../../words.ts'
import { type Answers, numberSaid, rowsSaid } from './answer.ts'
import { type AccountLine, accountLines, costLines, incomeLines } from './questions/money.ts'
import { isMissing, missingAnswer, type Missing } from './where-from.ts'

/** One year's accounts by line, pounds; a line that is not there is 0 in sums. */
export interface AccountsYear { yearEnds: Day; lines: ReadonlyMap<AccountLine, number> }

/** The years of the accounts, newest first. Rows without a day, a line or an amount are left out; two rows of one line in a year add up. */
export function yearsOfAccounts(answers: Answers): AccountsYear[] {
  const years = new Map<Day, Map<AccountLine, number>>()
  for (const row of rowsSaid(answers, 'accounts') ?? []) {
    const { 'year-ends': yearEnds, line, pounds } = row
    if (typeof yearEnds !== 'string' || typeof pounds !== 'number' || !isLine(line)) continue
    const lines = years.get(yearEnds) ?? new Map<AccountLine, number>()
    years.set(yearEnds, lines.set(line, (lines.get(line) ?? 0) + pounds))
  }
  return [...years].map(([yearEnds, lines]) => ({ yearEnds, lines })).sort((a, b) => (a.yearEnds < b.yearEnds ? 1 : -1))
}

const isLine = (line: unknown): line is AccountLine => accountLines.includes(line as AccountLine)

export function sumOf({ lines }: Pick<AccountsYear, 'lines'>, of: readonly AccountLine[]): number {
  return of.reduce((sum, line) => sum + (lines.get(line) ?? 0), 0)
}

export const incomeOf = (year: AccountsYear): number => sumOf(year, incomeLines)
export const costsOf = (year: AccountsYear): number => sumOf(year, costLines)
export const profitOf = (year: AccountsYear): number => incomeOf(year) - costsOf(year)

/** Years that have both what came in and what went out: of others no share is said. */
export function wholeYears(answers: Answers): AccountsYear[] {
  return yearsOfAccounts(answers).filter(year => incomeOf(year) > 0 && costsOf(year) > 0)
}

/** The newest whole year, or why there is none. */
export function newestAccounts(answers: Answers): AccountsYear | Missing {
  return wholeYears(answers)[0] ?? missingAnswer(answers, 'accounts', 'a year of your accounts with both income and costs')
}

export const inTheYear = ({ yearEnds }: AccountsYear): string => `accounts to ${dayInWords(yearEnds)}`

/** All medical pay: locums, salaried GPs and what is left for partners. Without partners' own a practice with no salaried GP would stand at the whole. */
export function locumShare(year: AccountsYear): number | null {
  const locums = sumOf(year, ['locums']), all = locums + sumOf(year, ['salaried-gps']) + Math.max(0, profitOf(year))
  return all > 0 ? locums / all : null
}

/** Days that the cash in the bank would last: cash ÷ (a year's costs ÷ 365). Wear of equipment is left out: nobody is paid for it. Below 0 with an overdraft. */
export function cashDays(answers: Answers): { days: number; year: AccountsYear } | Missing {
  const cash = numberSaid(answers, 'cash-now'), year = newestAccounts(answers)
  if (cash === null) return missingAnswer(answers, 'cash-now')
  if (isMissing(year)) return year
  const goesOut = costsOf(year) - sumOf(year, ['depreciation'])
  return goesOut > 0 ? { days: cash / (goesOut / 365), year } : missingAnswer(answers, 'accounts', 'what goes out in a year')
}
