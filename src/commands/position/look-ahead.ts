import { project, type Failure, type ProjectionRow } from '#domain/position/projection.ts'
import { fallsBelow, reasonsOf, type FiveYears, type Reason } from '#domain/position/review/five-years.ts'
import { futures, inFuture, type Future, type FutureAssumed } from '#domain/position/review/futures.ts'
import { atTheEnd, middleOf, tornado, type Bar } from '#domain/position/uncertain.ts'
import { simulate, type Fan } from '#engines/projection/simulate.ts'

/** Runs of a fan. With 2,000 the edge of nine in ten moves by under two in a hundred of the width from seed to seed. */
const RUNS = 2_000

/** What five years look like on what is known: the middle, low and high case, the fan, three futures, what matters most and why. */
export interface Ahead {
  years: number[]
  middle: ProjectionRow[]
  low: ProjectionRow[]
  high: ProjectionRow[]
  failures: Failure[]
  futures: Record<Future, { fan: Fan; middle: ProjectionRow[] }>
  /** Largest first. */
  bars: Bar[]
  fallsBelow: number | null
  reasons: Reason[]
  basis: FiveYears['basis']
  depth: FiveYears['depth']
  isCut: boolean
}

/** Works out five years. The same answers give the same figures: the seed is fixed by the caller (one for each practice). */
export function lookAhead(five: FiveYears, assumed: Record<Exclude<Future, 'alone'>, FutureAssumed>, seed: number): Ahead {
  const { uncertain } = five, of = (future: Future) => inFuture(uncertain, future, future === 'alone' ? null : assumed[future])
  const middle = project(middleOf(uncertain))
  return {
    years: five.years, middle: middle.rows, low: project(atTheEnd(uncertain, 'low')).rows, high: project(atTheEnd(uncertain, 'high')).rows, failures: middle.failures,
    futures: Object.fromEntries(futures.map(future => [future, { fan: simulate(of(future), { runs: RUNS, seed }), middle: project(middleOf(of(future))).rows }])) as Ahead['futures'],
    bars: tornado(uncertain), fallsBelow: fallsBelow(uncertain), reasons: reasonsOf(uncertain), basis: five.basis, depth: five.depth, isCut: five.isCut,
  }
}
