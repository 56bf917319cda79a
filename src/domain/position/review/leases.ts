import { dayInWords, yearsBetween } from '../../day.ts'
import type { Day } from '../../words.ts'
import { type Answers, rowsSaid } from './answer.ts'
import type { Row } from './question.ts'

/** A site that is not owned by those who work there, as the sheet about buildings has it. */
export interface Lease {
  site: string
  /** The end of the lease, or an earlier day on which it may be broken; the first that has not passed. null: no day was given. */
  until: { on: Day; by: 'end' | 'break' } | null
  /** Years from today to that day; 0 where the end has passed; null where no day was given. */
  years: number | null
  /** Rent, and rates, service and repairs: pounds a year; null where neither was given. */
  yearlyPounds: number | null
  puttingRightPounds: number | null
  /** Whose names are on it, in their words; '' where that was not said. */
  bound: string
  /** It may be ended when the contract for services ends. */
  endsWithContract: boolean
}

/** Where some partners own and the others rent from them there is a lease as well, if its end is given. */
export const isOwned = (row: Row): boolean => row['held'] === 'all-partners-own' || (row['held'] === 'some-partners-own' && row['lease-ends'] === undefined)

/** The name of a site of the sheet; its place in the table where it has none. */
export const siteName = (row: Row, at: number): string => (typeof row['site'] === 'string' ? row['site'] : `site ${at + 1}`)

const numberIn = (row: Row, name: string): number | null => (typeof row[name] === 'number' ? row[name] : null)
const dayIn = (row: Row, name: string): Day | null => (typeof row[name] === 'string' ? row[name] : null)

/** The sites that are leased, held from somebody else or held on no papers, in the order of the sheet; null where the sheet is not answered. */
export function leasesOf(answers: Answers, today: Day): Lease[] | null {
  const rows = rowsSaid(answers, 'sites')
  return rows && rows.flatMap((row, at): Lease[] => {
    if (isOwned(row)) return []
    const ends = dayIn(row, 'lease-ends'), breaks = dayIn(row, 'break-on')
    const canBreak = breaks !== null && breaks > today && (ends === null || breaks < ends)
    const until = canBreak ? { on: breaks, by: 'break' as const } : ends !== null ? { on: ends, by: 'end' as const } : null
    const rent = numberIn(row, 'rent'), more = numberIn(row, 'rates-service-repairs')
    return [{
      site: siteName(row, at), until, years: until && Math.max(0, yearsBetween(today, until.on)),
      yearlyPounds: rent === null && more === null ? null : (rent ?? 0) + (more ?? 0), puttingRightPounds: numberIn(row, 'putting-right'),
      bound: typeof row['bound'] === 'string' ? row['bound'] : '', endsWithContract: row['break-with-contract'] === 'yes',
    }]
  })
}

/** The lease that has least left, of those with a day; null where none has. */
export function soonestLease(leases: readonly Lease[]): (Lease & { until: NonNullable<Lease['until']>; years: number }) | null {
  const dated = leases.filter((lease): lease is Lease & { until: NonNullable<Lease['until']>; years: number } => lease.until !== null && lease.years !== null)
  return dated.reduce<(typeof dated)[number] | null>((least, one) => (least && least.until.on <= one.until.on ? least : one), null)
}

/** 'The lease of the main surgery ends on 1 May 2028', 'may be ended on' or 'ended on'. */
export function leaseInWords({ site, until, years }: Pick<Lease, 'site' | 'until' | 'years'>): string {
  return until === null ? `No day was given for the lease of ${site}` : `The lease of ${site} ${until.by === 'break' ? 'may be ended' : years === 0 ? 'ended' : 'ends'} on ${dayInWords(until.on)}`
}
