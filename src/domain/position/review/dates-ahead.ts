import { monthsAfter } from '../../day.ts'
import type { Day } from '../../words.ts'
import { rowsSaid, type Answers } from './answer.ts'
import { siteName } from './leases.ts'

/** Days that a practice's own sheets name, in order: leases, rent reviews, breaks, ends of contracts, partners who said a year (source 004: "premises ownership, leases"). */
export interface DateAhead {
  on: Day
  /** Only the year is known; `on` is its first day. */
  isYear: boolean
  kind: 'lease-ends' | 'break' | 'rent-review' | 'contract-ends' | 'last-notice' | 'partner-may-stop'
  /** The site, contract or partner, in the practice's own words; '' where it gave none. */
  about: string
}

/** How far ahead is looked, years. */
const YEARS = 10

/** From today to ten years on, soonest first; [] where no sheet names a day. A day to give notice by is worked out from a contract's end and its months of notice. */
export function datesAhead(answers: Answers, today: Day): DateAhead[] {
  const found: DateAhead[] = [], until = `${Number(today.slice(0, 4)) + YEARS}${today.slice(4)}`
  const add = (kind: DateAhead['kind'], on: unknown, about: string) => { if (typeof on === 'string') found.push({ kind, on, about, isYear: false }) }
  for (const [k, site] of (rowsSaid(answers, 'sites') ?? []).entries()) {
    const about = siteName(site, k)
    add('lease-ends', site['lease-ends'], about)
    add('break', site['break-on'], about)
    add('rent-review', site['rent-review-on'], about)
  }
  for (const row of rowsSaid(answers, 'contracts') ?? []) {
    const about = typeof row['about'] === 'string' ? row['about'] : String(row['contract'] ?? ''), ends = row['ends'], notice = row['notice-months']
    add('contract-ends', ends, about)
    if (typeof ends === 'string' && typeof notice === 'number' && notice > 0) add('last-notice', monthsAfter(ends, -notice), about)
  }
  for (const row of rowsSaid(answers, 'partner-list') ?? []) if (typeof row['stops-from'] === 'number') found.push({ kind: 'partner-may-stop', on: `${row['stops-from']}-01-01`, isYear: true, about: String(row['who'] ?? '') })
  return found.filter(({ on, isYear }) => on <= until && (on >= today || (isYear && on.slice(0, 4) === today.slice(0, 4)))).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}
