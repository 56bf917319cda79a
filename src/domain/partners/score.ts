import { kmBetween } from '../position/distance.ts'
import type { Practice } from '../position/edition.ts'
import type { Flows } from '../position/flows.ts'
import type { Km, Patients, PracticeCode } from '../words.ts'
import { changesInPlan } from './changes.ts'
import { isKeptWhole, notKept } from './kept.ts'
import { sharedPairs, sharedPatients } from './overlap.ts'
import { outerBand, type Band, type Plan, type PlanGroup, type SketchKind, type Weights } from './plan.ts'

export interface ScoreInput {
  release: string
  area: string
  kind: SketchKind
  size: Band
  weights: Weights
  /** Every practice of the area, each once. */
  practices: readonly Practice[]
  /** null with no small-area flows loaded: shared patients are then null, not 0. */
  flows: Flows | null
  /** Codes of the area, each at most once; a practice in no group is uncovered, and so is one without a point, which cannot be measured. */
  groups: readonly { id: string; members: readonly PracticeCode[] }[]
}

/**
 * Prices any plan from the published figures alone, slowly and plainly: the rule of plan.ts, with great-circle km of radius 6,371.0088
 * from postcode point to postcode point. Nothing here knows how the plan was found. Groups keep their order; an empty one is dropped.
 * Throws when a code is unknown to the area or in two groups: callers refuse such a plan at the door.
 */
export function scorePlan({ release, area, kind, size, weights, practices, flows, groups }: ScoreInput): Plan {
  const byCode = new Map(practices.map(practice => [practice.code, practice])), grouped = new Set<PracticeCode>()
  const measured = groups.map(({ id, members }) => ({ id, members: members.map(code => {
    const practice = byCode.get(code)
    if (!practice) throw new Error(`scorePlan: ${code} is not a practice of ${area}`)
    if (grouped.has(code)) throw new Error(`scorePlan: ${code} is in two groups`)
    grouped.add(code)
    return practice
  }).filter(hasPoint).sort((a, b) => (a.code < b.code ? -1 : 1)) })).filter(group => group.members.length > 0)
  const changing = weights.changeKm > 0 ? changingBy(measured.map(group => group.members), practices) : null
  const priced = measured.map(({ id, members }, g): PlanGroup => {
    const { hub, patientKm } = bestHub(members), patients = sum(members.map(member => member.patients))
    const isGiant = members.length === 1 && patients > size.max
    const outside = isGiant ? 0 : Math.max(0, size.min - patients) + Math.max(0, patients - size.max)
    const shared = flows && sharedWithin(flows, members.map(member => member.code))
    const penalties = weights.bandKm * outside + weights.changeKm * (changing?.[g] ?? 0)
    return {
      id, hub: hub.code, members: members.map(member => member.code), patients, patientKm, sharedPatients: shared, borders: bordersOf(members),
      penalties, cost: patientKm + penalties - weights.sharedKm * (shared ?? 0),
    }
  })
  const inPlan = new Set(priced.flatMap(group => group.members)), uncovered = practices.filter(practice => !inPlan.has(practice.code)).sort((a, b) => (a.code < b.code ? -1 : 1))
  const objective = sum(inOneOrder(priced).map(group => group.cost)) + sum(uncovered.map(practice => weights.uncoveredKm * practice.patients + weights.uncoveredFlatPatientKm))
  return { release, area, kind, size, weights, status: 'score', objective, uncovered: uncovered.map(practice => practice.code), groups: priced }
}

/** Σ patient_km of a plan: what its gap is a share of. */
export const patientKmOf = (plan: Plan): number => sum(inOneOrder(plan.groups).map(group => group.patientKm))

/** Groups by their first member: sums are made in this order, so that the same grouping comes to the same last digit however its groups are named and listed. */
export const inOneOrder = (groups: readonly PlanGroup[]): PlanGroup[] => groups.toSorted((a, b) => (a.members[0]! < b.members[0]! ? -1 : 1))

/** (objective − bound) ÷ Σ patient_km; 0 when both are 0. */
export function gapOf(objective: number, bound: number, patientKm: number): number {
  const missing = Math.max(0, objective - bound)
  return missing === 0 ? 0 : missing / patientKm
}

type Placed = Practice & { point: NonNullable<Practice['point']> }
const hasPoint = (practice: Practice): practice is Placed => practice.point !== null
const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0)

/** The member that the others' patients travel least to; the first code of several equal. */
function bestHub(members: readonly Placed[]): { hub: Placed; patientKm: Km } {
  let hub = members[0]!, patientKm = Infinity
  for (const candidate of members) {
    let km = 0
    for (const member of members) km += member.patients * kmBetween(member.point, candidate.point)
    if (km < patientKm) { patientKm = km; hub = candidate }
  }
  return { hub, patientKm }
}

const PAIR_BY_PAIR = 100

function sharedWithin(flows: Flows, codes: PracticeCode[]): Patients {
  if (codes.length > PAIR_BY_PAIR) return sum([...sharedPairs(flows, codes).patients])
  let shared = 0
  for (let a = 0; a < codes.length; a++) for (let b = a + 1; b < codes.length; b++) shared += sharedPatients(flows, codes[a]!, codes[b]!)
  return shared
}

function bordersOf(members: readonly Practice[]): number {
  const distinct = (codes: (string | undefined)[]) => new Set(codes.filter(code => code !== undefined)).size
  return Math.max(0, distinct(members.map(member => member.subIcb?.code)) - 1) + Math.max(0, distinct(members.map(member => member.district?.code)) - 1)
}

/** Patients of each group who change partners; only networks and practices of the area count. */
function changingBy(groups: readonly (readonly Practice[])[], practices: readonly Practice[]): Float64Array {
  const place = new Map(practices.map((practice, i) => [practice.code, i])), networks = new Map<string, number>()
  for (const { network } of practices) if (network && !networks.has(network.code)) networks.set(network.code, networks.size)
  return changesInPlan(groups.map(members => members.map(member => place.get(member.code)!)), practices.map(practice => practice.patients), practices.map(practice => (practice.network ? networks.get(practice.network.code)! : -1))).changing
}

export interface CheckInput extends Omit<ScoreInput, 'groups' | 'release' | 'area' | 'kind' | 'size' | 'weights'> {
  /** Neighbours the plan's groups must hold together through, pairs of codes. */
  links: readonly (readonly [PracticeCode, PracticeCode])[]
  /** Least and greatest patients of a proposed group; the band's own outer limits without one. */
  outer?: Band
  mostGroups?: number | null
}

/**
 * Everything wrong with a proposed plan, in plain sentences; none when it is right. Recomputes each figure by `scorePlan` and compares
 * to 1 part in a million, and checks that each practice is in one group or uncovered, that every group is connected through the links,
 * that none is outside the outer band (a single list above the band excepted), and that the bound is not above the objective.
 * What the plan says it keeps must be kept; a group kept as it is may be of any size and need not be connected.
 */
export function checkPlan(plan: Plan, { practices, flows, links, outer = outerBand(plan.size), mostGroups = null }: CheckInput): string[] {
  const wrong: string[] = [], times = new Map<PracticeCode, number>(practices.map(practice => [practice.code, 0]))
  for (const code of [...plan.uncovered, ...plan.groups.flatMap(group => group.members)]) {
    if (!times.has(code)) wrong.push(`${code} is not a practice of ${plan.area}`)
    times.set(code, (times.get(code) ?? 0) + 1)
  }
  for (const [code, count] of times) if (count !== 1) wrong.push(`${code} appears ${count} times instead of once`)
  if (wrong.length) return wrong
  const again = scorePlan({ ...plan, practices, flows, groups: plan.groups })
  const compare = (what: string, said: number | null, found: number | null) => { if (said === null || found === null ? said !== found : !agree(said, found)) wrong.push(`${what} is said to be ${said} and comes to ${found}`) }
  compare('the objective', plan.objective, again.objective)
  plan.groups.forEach((group, g) => {
    const own = again.groups[g]!
    for (const figure of ['patients', 'patientKm', 'sharedPatients', 'borders', 'penalties', 'cost'] as const) compare(`${figure} of group ${group.id}`, group[figure], own[figure])
    if (group.hub !== own.hub) wrong.push(`group ${group.id} is said to be measured to ${group.hub}; ${own.hub} is nearer`)
    const isGiant = group.members.length === 1 && own.patients > plan.size.max
    if (!isGiant && !isKeptWhole(plan, group.members) && (own.patients < outer.min || own.patients > outer.max)) wrong.push(`group ${group.id} has ${own.patients} patients, outside ${outer.min} to ${outer.max}`)
  })
  wrong.push(...notKept(plan))
  const apart = notHeldTogether(plan, links)
  for (const id of apart) wrong.push(`group ${id} does not hold together through neighbours`)
  if (mostGroups !== null && plan.groups.length > mostGroups) wrong.push(`there are ${plan.groups.length} groups, ${mostGroups} allowed`)
  if (plan.bound !== undefined && plan.bound > plan.objective + 1e-6 * Math.max(1, Math.abs(plan.objective))) wrong.push(`the bound ${plan.bound} is above the objective ${plan.objective}`)
  if (plan.bound !== undefined) compare('the gap', plan.gap ?? null, gapOf(plan.objective, plan.bound, patientKmOf(again)))
  return wrong
}

/** Equal covers a gap without end: a plan of single practices travels 0 km, and may be stopped above its bound. */
const agree = (a: number, b: number) => a === b || Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b))

/** Ids of groups with members that no chain of links inside the group reaches. */
function notHeldTogether(plan: Plan, links: readonly (readonly [PracticeCode, PracticeCode])[]): string[] {
  const groupOf = new Map(plan.groups.flatMap((group, g) => group.members.map(code => [code, g] as const)))
  const lead = new Map<PracticeCode, PracticeCode>()
  const find = (code: PracticeCode): PracticeCode => { let at = code; while (lead.has(at)) at = lead.get(at)!; return at }
  for (const [a, b] of links) {
    if (groupOf.get(a) === undefined || groupOf.get(a) !== groupOf.get(b)) continue
    const x = find(a), y = find(b)
    if (x !== y) lead.set(x, y)
  }
  return plan.groups.filter(group => !isKeptWhole(plan, group.members) && new Set(group.members.map(find)).size > 1).map(group => group.id)
}
