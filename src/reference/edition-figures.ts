import type { EditionChoice } from '#domain/position/choose-edition.ts'
import type { Contract, Practice, Workforce } from '#domain/position/edition.ts'
import type { DataSet, Release, SourceUse } from '#domain/position/release.ts'
import type { Day, PracticeCode } from '#domain/words.ts'
import { sqlText } from './duck.ts'
import { from, readRows, type Shelf } from './edition-read.ts'

export interface BranchRow { code: string; practice_code: PracticeCode; name: string; postcode: string }

/** What else is published of each practice, by its code. */
export interface PracticeFigures {
  /** Ascending by code. */
  branches: ReadonlyMap<PracticeCode, BranchRow[]>
  contracts: ReadonlyMap<PracticeCode, Contract>
  workforce: ReadonlyMap<PracticeCode, Workforce>
  prevalence: ReadonlyMap<PracticeCode, NonNullable<Practice['prevalence']>>
  systems: ReadonlyMap<PracticeCode, string>
}

export const noFigures: PracticeFigures = { branches: new Map(), contracts: new Map(), workforce: new Map(), prevalence: new Map(), systems: new Map() }

/** Of every code the files name, on the edition's list or not. */
export async function readFigures(shelf: Shelf, choice: EditionChoice): Promise<PracticeFigures> {
  const one = async <Row>(dataSet: DataSet, read: (release: Release) => Promise<Row[]>): Promise<Row[]> => {
    const use = choice.uses.find(each => each.dataSet === dataSet)
    return use ? read(use.release) : []
  }
  const [branches, contracts, workforce, prevalence, systems] = await Promise.all([
    one('branches', release => readBranches(shelf, release, choice.asAt)),
    one('payments', release => readContracts(shelf, release)),
    one('workforce', release => readWorkforce(shelf, release, choice.asAt)),
    one('prevalence', release => readPrevalence(shelf, release)),
    one('suppliers', release => readRows<{ code: PracticeCode; system: string }>(shelf, release, `select code, system from ${from(shelf, release)} where system is not null`)),
  ])
  return {
    branches: Map.groupBy(branches.sort((a, b) => a.code < b.code ? -1 : 1), branch => branch.practice_code),
    contracts: new Map(contracts), workforce: new Map(workforce), prevalence: new Map(prevalence), systems: new Map(systems.map(({ code, system }) => [code, system])),
  }
}

/** Open on the day: by its days where a close date is given, else by its status; where neither is given, open. */
function isOpen(on: Day): string {
  const day = `${sqlText(on)}::DATE`
  return `coalesce(opened <= ${day}, true) and case when closed is null then coalesce(status, 'ACTIVE') = 'ACTIVE' else closed >= ${day} end`
}

function readBranches(shelf: Shelf, release: Release, on: Day): Promise<BranchRow[]> {
  return readRows(shelf, release, `select code, practice_code, name, coalesce(postcode, '') as postcode from ${from(shelf, release)} where ${isOpen(on)}`)
}

/** Postcodes of the branches of an edition, as an SQL query; null where it has no file of branches. */
export function branchPostcodes(shelf: Shelf, choice: EditionChoice): string | null {
  const use = choice.uses.find(each => each.dataSet === 'branches')
  return use ? `select postcode from ${from(shelf, use.release)} where ${isOpen(choice.asAt)}` : null
}

async function readContracts(shelf: Shelf, release: Release): Promise<[PracticeCode, Contract][]> {
  const rows = await readRows<{ code: PracticeCode; contract: string | null; is_dispensing: boolean | null; rurality: 'urban' | 'rural' | null; registered: number | null; weighted: number | null; paid: number | null }>(
    shelf, release, `select * from ${from(shelf, release)}`)
  const year = financialYearOf(release.asAt!)
  return rows.map(row => [row.code, {
    type: row.contract ?? 'Unknown', isDispensing: row.is_dispensing, rurality: row.rurality, weightedPatients: row.weighted, registeredPatients: row.registered, paidPounds: row.paid, year,
  }])
}

/** '2022/23' for 31 March 2023. */
function financialYearOf(day: Day): string {
  const end = Number(day.slice(0, 4)) + (day.slice(5) > '03-31' ? 1 : 0)
  return `${end - 1}/${String(end % 100).padStart(2, '0')}`
}

/** Of a file of several years the latest for each practice that had ended by the edition's day. */
async function readWorkforce(shelf: Shelf, release: Release, on: Day): Promise<[PracticeCode, Workforce][]> {
  const rows = await readRows<{ code: PracticeCode; year_end: Day | null; patients: number | null; gp_fte: number | null; gp_heads: number | null; partners_fte: number | null; nurses_fte: number | null; direct_care_fte: number | null; admin_fte: number | null }>(
    shelf, release, `select * replace (year_end::VARCHAR as year_end) from ${from(shelf, release)} where coalesce(year_end <= ${sqlText(on)}::DATE, true)
      qualify row_number() over (partition by code order by year_end desc) = 1`)
  return rows.map(row => [row.code, {
    asAt: row.year_end ?? release.asAt!, gpFte: row.gp_fte, gpHeads: row.gp_heads, partnersFte: row.partners_fte, nursesFte: row.nurses_fte, directCareFte: row.direct_care_fte, adminFte: row.admin_fte, patients: row.patients,
  }])
}

/**
 * Every register as a share of the whole list, whatever ages its own published prevalence is counted among (diabetes: of those aged 17 or over), so that all stand on one base.
 * A register longer than the list (special lists) is left out.
 */
async function readPrevalence(shelf: Shelf, release: Release): Promise<[PracticeCode, NonNullable<Practice['prevalence']>][]> {
  const rows = await readRows<{ code: PracticeCode; patients: number; conditions: string; registers: number[] }>(shelf, release, `select code, max(patients) filter (counted_among = 'TOTAL')::INTEGER as patients,
      string_agg(condition, ' ') as conditions, list(register::INTEGER) as registers from ${from(shelf, release)} where register is not null group by code having patients > 0`)
  return rows.map(({ code, patients, conditions, registers }) => {
    const shares: Record<string, number> = {}
    conditions.split(' ').forEach((condition, i) => { if (registers[i]! <= patients) shares[condition] = Math.round((registers[i]! / patients) * 1e6) / 1e6 })
    return [code, { asAt: release.asAt!, registers: shares }]
  })
}

/** A source line's words for a file of several years of which an edition reads an earlier one. */
export function sayYear(use: SourceUse, workforce: PracticeFigures['workforce']): SourceUse {
  if (use.dataSet !== 'workforce' || workforce.size === 0) return use
  const latest = [...workforce.values()].reduce((last, { asAt }) => (asAt > last ? asAt : last), '')
  return latest === use.release.asAt ? use : { ...use, says: `${use.says}; figures of the year to 31 March ${latest.slice(0, 4)}, the latest in it by then` }
}
