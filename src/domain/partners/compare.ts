import { kmBetween } from '../position/distance.ts'
import type { Edition } from '../position/edition.ts'
import { refuse, type Km, type Patients, type PracticeCode, type Refusal } from '../words.ts'
import { sharedPairs } from './overlap.ts'
import type { Plan, PlanGroup } from './plan.ts'
import { reachByPractice } from './reach.ts'
import { changedFromToday, companionsOf } from './reasons.ts'

/** The most plans held beside today at once: more than four pictures in a row are not looked at. */
export const MOST_BESIDE_TODAY = 3

/** What one plan means for one practice. All exact: rounding is the page's. */
export interface PracticeFigures {
  /** Id of its group in the plan; null when it is in none. */
  group: string | null
  /** Patients of its whole group; null in no group. */
  groupPatients: Patients | null
  /** Practices it is with, itself not counted; 0 alone or in no group. */
  partners: number
  /** Its own patients as a share of its group's, 0 to 1; null in no group. */
  ownShare: number | null
  /** Great-circle km from its postcode point to the practice that its group's distance is measured to, 0 for that one; null in no group. */
  km: Km | null
  /** Σ over its partners of shared(own, theirs), as plans count them; null with no flows loaded. */
  shared: Patients | null
  /** Share of its own patients who live within 15 minutes of a site of its group, 0 to 1; null in no group, with no flows, or with none of them placed. */
  within: number | null
}

/** The figures that may go up or down, in the order a reader meets them. `share` is of one, 0 to 1. */
export const comparedFigures = [
  { key: 'groupPatients', unit: 'patients' }, { key: 'partners', unit: 'practices' }, { key: 'ownShare', unit: 'share' },
  { key: 'km', unit: 'km' }, { key: 'shared', unit: 'patients' }, { key: 'within', unit: 'share' },
] as const satisfies readonly { key: Exclude<keyof PracticeFigures, 'group'>; unit: 'patients' | 'practices' | 'share' | 'km' }[]

export type ComparedKey = (typeof comparedFigures)[number]['key']

/** Up or down is arithmetic and no judgement: what is gain to one practice is loss to another. null where either figure is not known. */
export interface BeforeAfter { before: number | null; after: number | null; goes: 'up' | 'down' | 'same' | null }

export interface ComparedPractice { code: PracticeCode; figures: Record<ComparedKey, BeforeAfter> }

/** One plan beside today. Lists of codes ascend. */
export interface ComparedPlan {
  plan: Plan
  /** In a group with others that does not carry on its network: by the rule that prices changes. */
  changing: PracticeCode[]
  /** In no group today, and with others in the plan. */
  joining: PracticeCode[]
  /** With others today, and in no group of the plan. */
  leftOver: PracticeCode[]
  /** Every practice of the area, ascending by code: today's figure before, the plan's after. */
  practices: ComparedPractice[]
}

export interface Comparison {
  today: ReadonlyMap<PracticeCode, PracticeFigures>
  /** In the order asked for. */
  plans: ComparedPlan[]
  /** For each two of the plans, by their places, the practices that are with others in one than in the other. */
  between: { first: number; second: number; different: PracticeCode[] }[]
}

/**
 * Holds plans beside today, practice by practice. Facts only: nothing is weighed against anything.
 * Refuses more than three plans, and a plan of other practices or other figures than today's.
 * @param today today's networks of the area, as `scorePlan` prices them
 */
export function comparePlans(edition: Edition, today: Plan, plans: readonly Plan[]): Comparison | Refusal {
  if (plans.length > MOST_BESIDE_TODAY) return refuse('too-many-beside', `Up to three sketches can stand beside today; ${plans.length} were asked for.`, SOURCE)
  const codes = codesOf(today)
  for (const plan of plans) {
    if (plan.release !== today.release) return refuse('other-figures', `One sketch was made on the figures of ${plan.release} and today is of ${today.release}: they cannot be held beside each other.`, SOURCE)
    if (codesOf(plan).join() !== codes.join()) return refuse('other-practices', 'The sketches are not of the same practices, so they cannot be held beside each other.', SOURCE)
  }
  const before = practiceFigures(edition, today)
  return {
    today: before,
    plans: plans.map((plan) => besideToday(edition, today, before, plan)),
    between: plans.flatMap((one, first) => plans.slice(first + 1).map((other, k) => ({ first, second: first + 1 + k, different: differentCompany(one, other) }))),
  }
}

const SOURCE = 'Comparing sketches'

/** A plan is never changed once made, so what it means is worked out once for each set of figures it is read on. */
const worked = new WeakMap<Edition, WeakMap<Plan, ReadonlyMap<PracticeCode, PracticeFigures>>>()

/** What a plan means for each of its practices, by code; those in no group included. */
export function practiceFigures(edition: Edition, plan: Plan): ReadonlyMap<PracticeCode, PracticeFigures> {
  const known = worked.get(edition) ?? new WeakMap<Plan, ReadonlyMap<PracticeCode, PracticeFigures>>()
  worked.set(edition, known)
  const figures = known.get(plan) ?? figuresOf(edition, plan)
  known.set(plan, figures)
  return figures
}

function figuresOf(edition: Edition, plan: Plan): Map<PracticeCode, PracticeFigures> {
  const reach = reachByPractice(edition, plan.groups.map((group) => group.members))
  const figures = new Map(plan.groups.flatMap((group) => {
    const shared = sharedWithPartners(edition, group)
    const hub = edition.byCode.get(group.hub)?.point ?? null
    return group.members.map((code): [PracticeCode, PracticeFigures] => {
      const practice = edition.byCode.get(code)!
      const own = reach?.get(code)
      return [code, {
        group: group.id, groupPatients: group.patients, partners: group.members.length - 1,
        ownShare: group.patients > 0 ? practice.patients / group.patients : null,
        km: practice.point === null || hub === null ? null : kmBetween(practice.point, hub),
        shared: shared?.get(code) ?? null,
        within: own === undefined || own.patients === 0 ? null : own.within / own.patients,
      }]
    })
  }))
  for (const code of plan.uncovered) figures.set(code, { group: null, groupPatients: null, partners: 0, ownShare: null, km: null, shared: edition.flows === null ? null : 0, within: null })
  return figures
}

/** For each member Σ shared with every other member; every pair stands in two of the sums. */
function sharedWithPartners(edition: Edition, { members }: PlanGroup): Map<PracticeCode, Patients> | null {
  if (edition.flows === null) return null
  const sums = new Float64Array(members.length)
  const { starts, other, patients } = sharedPairs(edition.flows, members)
  for (let a = 0; a < members.length; a++) {
    for (let k = starts[a]!; k < starts[a + 1]!; k++) {
      sums[a]! += patients[k]!
      sums[other[k]!]! += patients[k]!
    }
  }
  return new Map(members.map((code, a) => [code, sums[a]!]))
}

/** Practices that are with others in one plan than in the other, ascending. To be in no group and to be alone in one are not the same. */
export function differentCompany(one: Plan, other: Plan): PracticeCode[] {
  const company = (plan: Plan) => new Map(plan.groups.flatMap((group) => { const all = group.members.toSorted().join(); return group.members.map((code) => [code, all] as const) }))
  const here = company(one), there = company(other)
  return codesOf(one).filter((code) => here.get(code) !== there.get(code))
}

function besideToday(edition: Edition, today: Plan, before: ReadonlyMap<PracticeCode, PracticeFigures>, plan: Plan): ComparedPlan {
  const after = practiceFigures(edition, plan)
  const uncovered = new Set(plan.uncovered)
  return {
    plan,
    changing: changedFromToday(edition, plan.groups.map((group) => group.members)),
    joining: today.uncovered.filter((code) => (companionsOf(plan, code) ?? []).length > 0).sort(),
    leftOver: today.groups.filter((group) => group.members.length > 1).flatMap((group) => group.members).filter((code) => uncovered.has(code)).sort(),
    practices: codesOf(plan).map((code) => ({
      code,
      figures: Object.fromEntries(comparedFigures.map(({ key }) => [key, beforeAfter(before.get(code)![key], after.get(code)![key])])) as Record<ComparedKey, BeforeAfter>,
    })),
  }
}

function beforeAfter(before: number | null, after: number | null): BeforeAfter {
  return { before, after, goes: before === null || after === null ? null : after > before ? 'up' : after < before ? 'down' : 'same' }
}

function codesOf(plan: Plan): PracticeCode[] {
  return [...plan.groups.flatMap((group) => group.members), ...plan.uncovered].sort()
}
