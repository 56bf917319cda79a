import type { Day } from '../../words.ts'
import type { ParameterInUse } from '../parameter.ts'
import { numberSaid, rowsSaid, wordSaid, type Answers } from './answer.ts'
import { accountRowsOf } from './accounts-pasted.ts'
import { projectionLines } from './accounts-projection.ts'
import type { Further } from './five-years.ts'
import { leasesOf, soonestLease } from './leases.ts'
import { partnersAhead } from './partners-ahead.ts'

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
  const leases = leasesOf(answers, today), isPlanned = wordSaid(answers, 'lease-plan') === 'within-24-months-with-plan', soonest = leases === null ? null : soonestLease(leases), sites = rowsSaid(answers, 'sites')?.length ?? 0
  return soonest === null || sites !== 1 || isPlanned || soonest.years > 5 ? null : Math.max(0, Math.ceil(soonest.years))
}
