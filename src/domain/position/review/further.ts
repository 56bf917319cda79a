import { numberSaid, rowsSaid, type Answers } from '#domain/position/review/answer.ts'
import type { Further } from '#domain/position/review/five-years.ts'
import { accountRowsOf } from '#domain/position/review/accounts-pasted.ts'
import { projectionLines } from '#domain/position/review/accounts-projection.ts'
import { leasesOf, soonestLease } from '#domain/position/review/leases.ts'
import { partnersAhead } from '#domain/position/review/left-with.ts'
import type { ParameterInUse } from '#domain/position/parameter.ts'
import type { Day } from '#domain/words.ts'

/** What a full review adds to four numbers: partners one by one, accounts by line, what is in the bank, when a lease ends. */
export function furtherOf(answers: Answers, parameters: ReadonlyMap<string, ParameterInUse>, today: Day): Further {
  const numbers = new Map([...parameters].map(([id, { value }]) => [id, value])), listed = rowsSaid(answers, 'partner-list'), cash = numberSaid(answers, 'cash-now'), drawings = numberSaid(answers, 'drawings')
  return {
    partners: listed === null || listed.length === 0 ? null : partnersAhead(listed, today, numbers),
    lines: linesOf(answers),
    // Cash is projected only where it is known what partners draw: without that it would only ever grow.
    cash: cash === null || drawings === null ? null : { Cash0: cash, drawings, tax: numberSaid(answers, 'tax-a-year') ?? 0, capex: numberSaid(answers, 'equipment-a-year') ?? 0, loan: numberSaid(answers, 'loans-a-year') ?? 0 },
    leaseEnds: leaseEnds(answers, today),
  }
}

/** Incomes and costs of the newest year of the accounts; null where none are kept. */
function linesOf(answers: Answers): Further['lines'] {
  const rows = accountRowsOf(answers.get('accounts')?.said), lines = projectionLines(rows, rows.map(row => row['year-ends']))
  if (lines === null || lines.costs.length === 0) return null
  const { incomes: { ES, PCN, R, Disp, Other }, stated } = lines
  return { globalSum: stated.globalSum, qof: stated.qof, ES: ES.value, PCN: PCN.value, R: R.value, Disp: Disp.value, Other: Other.value, costs: lines.costs.map(({ name, cost }) => ({ name, cost })), yearEnds: lines.year }
}

/** The year from which there is nowhere to work, where the one building is leased and there is no plan; null where that is not known or not so. */
function leaseEnds(answers: Answers, today: Day): number | null {
  const leases = leasesOf(answers, today), soonest = leases === null ? null : soonestLease(leases), sites = rowsSaid(answers, 'sites')?.length ?? 0
  return soonest === null || sites !== 1 || soonest.years > 5 ? null : Math.max(0, Math.ceil(soonest.years))
}
