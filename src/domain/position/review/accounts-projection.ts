import type { Day } from '../../words.ts'
import type { AccountRow } from './accounts-pasted.ts'
import { yearsBetween } from '../../day.ts'
import { costLines, type AccountLine } from './questions/money.ts'

/** An income of a projection from the accounts: pounds in the newest year, and average yearly growth as a share; null where the years do not say it. */
export interface StatedIncome { value: number; growth: number | null }

/** What `project` takes from a practice's accounts, by its names (domain handbook 6.4), and what it works out itself, as stated. */
export interface ProjectionLines {
  /** Year 0: the newest. */
  year: Day
  incomes: { ES: StatedIncome; PCN: StatedIncome; R: StatedIncome; Disp: StatedIncome; Other: StatedIncome }
  /** Only lines with a row in the newest year. */
  costs: { name: AccountLine; cost: number; i: number | null }[]
  /** The formula works these out from the list; beside it stands what was paid. null: the newest year has no such line. */
  stated: { globalSum: number | null; qof: number | null }
}

/** Growth beyond this is an event (a merger, a new contract), not what goes on for five years. */
export const mostGrowth = 0.15

const incomeOf = { ES: ['enhanced'], PCN: ['network'], R: ['premises-repaid'], Disp: ['dispensing'], Other: ['training', 'private', 'other-income'] } as const satisfies Record<string, readonly AccountLine[]>

/**
 * Incomes and costs of the newest of `yearEnds`, and how each has grown a year over those given: geometric, from the oldest to the newest that has the line, held to ±15 %.
 * Growth is null with fewer than two such years, and where a year is nothing or changes its sign. Drugs are a cost of their own, so Disp is what dispensing brings
 * before them. null: no year.
 */
export function projectionLines(rows: readonly AccountRow[], yearEnds: readonly Day[]): ProjectionLines | null {
  const years = [...new Set(yearEnds)].sort(), year = years.at(-1)
  if (year === undefined) return null
  const sumOf = (lines: readonly AccountLine[], inYear: Day): number | null => {
    const found = rows.filter(row => row['year-ends'] === inYear && lines.includes(row.line))
    return found.length === 0 ? null : found.reduce((total, { pounds }) => total + pounds, 0)
  }
  const growthOf = (lines: readonly AccountLine[]) => averageGrowth(years.flatMap(each => { const pounds = sumOf(lines, each); return pounds === null ? [] : [{ yearEnds: each, pounds }] }), year)
  const income = (lines: readonly AccountLine[]): StatedIncome => ({ value: sumOf(lines, year) ?? 0, growth: growthOf(lines) })
  return {
    year,
    incomes: { ES: income(incomeOf.ES), PCN: income(incomeOf.PCN), R: income(incomeOf.R), Disp: income(incomeOf.Disp), Other: income(incomeOf.Other) },
    costs: costLines.flatMap(name => { const cost = sumOf([name], year); return cost === null ? [] : [{ name, cost, i: growthOf([name]) }] }),
    stated: { globalSum: sumOf(['global-sum'], year), qof: sumOf(['qof'], year) },
  }
}

/** Oldest first; null unless the last is `newest` and all are on one side of nothing. */
function averageGrowth(figures: readonly { yearEnds: Day; pounds: number }[], newest: Day): number | null {
  const first = figures[0], last = figures.at(-1)
  if (!first || !last || last.yearEnds !== newest || figures.some(({ pounds }) => Math.sign(pounds) !== Math.sign(first.pounds) || pounds === 0)) return null
  const years = yearsBetween(first.yearEnds, last.yearEnds)
  return years > 0 ? Math.min(mostGrowth, Math.max(-mostGrowth, (last.pounds / first.pounds) ** (1 / years) - 1)) : null
}
