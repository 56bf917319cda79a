import type { ProjectionInputs } from '../projection.ts'
import type { Lever, Uncertain } from '../uncertain.ts'

/**
 * Three futures on the same figures: on our own, sharing some work with neighbours, joined with another practice. What sharing saves is not well shown anywhere (a review of
 * the evidence finds it "scarce", PMC5819982), so each is a range with a low of nothing, to be replaced by the practice's own.
 */
export const futures = ['alone', 'share', 'join'] as const
export type Future = (typeof futures)[number]

/** What is assumed of one future; each lowest, middle and highest. */
export interface FutureAssumed {
  /** Share of the costs that can be shared which is saved, from year 1. */
  saving: Range
  /** Pounds for each patient a year paid for what is shared. */
  fee: Range
  /** Pounds once, in year 1. */
  setUp: Range
  /** Added to the chance in a year that a partner's place is filled. */
  filling: number
}
export interface Range { low: number; middle: number; high: number }

/** Costs that sharing can touch: not rent, not interest, not drugs. */
const shared = new Set(['everything-else', 'staff', 'locums', 'energy', 'it-phones', 'consumables', 'fees', 'insurance', 'other-cost', 'shared-services'])

/** The same five years with what a future changes. The levers it adds come last, so that runs of one seed draw the same for all that is the same. */
export function inFuture(uncertain: Uncertain, future: Future, assumed: FutureAssumed | null): Uncertain {
  if (future === 'alone' || assumed === null) return uncertain
  const lever = (key: string, range: Range, set: Lever['set']): Lever => ({ key, ...range, set })
  const savings = (all: ProjectionInputs, saving: number): ProjectionInputs => ({
    ...all,
    // Saved from year 1 on: the cost rises as before and a negative twin takes its share away; in year 0 it is given back.
    costs: [...all.costs, ...all.costs.filter(cost => shared.has(cost.name) && cost.once === undefined).flatMap(cost => [{ name: 'saved', cost: -cost.cost * saving, i: cost.i }, { name: 'not-yet-saved', cost: cost.cost * saving, i: 0, once: 0 }])],
  })
  return {
    ...uncertain,
    levers: [...uncertain.levers,
      lever('saving', assumed.saving, savings),
      lever('fee', assumed.fee, (all, fee) => ({ ...all, costs: [...all.costs, { name: 'fee', cost: fee * all.L0, i: all.u }, { name: 'no-fee-yet', cost: -fee * all.L0, i: 0, once: 0 }] })),
      lever('set-up', assumed.setUp, (all, pounds) => ({ ...all, costs: [...all.costs, { name: 'set-up', cost: pounds, i: 0, once: 1 }] })),
    ],
    fill: { low: more(uncertain.fill.low, assumed.filling), middle: more(uncertain.fill.middle, assumed.filling), high: more(uncertain.fill.high, assumed.filling) },
  }
}

const more = (chance: number, by: number): number => Math.min(1, chance + by)
