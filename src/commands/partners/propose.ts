import { areaOf, practicesOf } from '#domain/position/area.ts'
import type { Area, Edition, Practice } from '#domain/position/edition.ts'
import { sharedPairs } from '#domain/partners/overlap.ts'
import { plainly } from '#domain/partners/hospitals.ts'
import { hospitalsTyped, keepsNothing, keptInOrder, whyNotKept, type TypedHospitals } from '#domain/partners/kept.ts'
import { outerBand, weightsFor, type Band, type Pair, type Plan, type PlanKept, type PlanNotes, type SketchKind } from '#domain/partners/plan.ts'
import { checkPlan, gapOf, patientKmOf, scorePlan } from '#domain/partners/score.ts'
import { invariant, isRefusal, refuse, type PracticeCode, type Refusal } from '#domain/words.ts'
import { neighbourGraph } from '#engines/grouping/graph.ts'
import { nothingKept, type GroupingProblem, type GroupingSolution, type Keep, type SolveProgress } from '#engines/grouping/problem.ts'
import { barriers } from '#reference/barriers.ts'

/** 'fair' is shortest journeys with no more groups than today has networks, 15,000 to 80,000 patients or the band's own limits if wider (performance.md R4). */
export interface PlanAsk {
  area: string
  kind: SketchKind | 'fair'
  size: Band
  /** What every plan must keep, whatever it costs. */
  kept?: PlanKept
  /** Acute hospitals as somebody typed them: practices of different ones are never put in one group; without one a practice may go anywhere. */
  hospital?: TypedHospitals
}

export interface Proposal { plan: Plan; notes: PlanNotes }

/** A way to solve a grouping problem: on a worker thread in the product, in the same thread in tests. */
export type Solve = (problem: GroupingProblem, options: { seconds: number; onProgress?: (progress: SolveProgress) => void; signal?: AbortSignal }) => Promise<GroupingSolution>

export interface SolveWishes { seconds: number; onProgress?: (progress: SolveProgress) => void; signal?: AbortSignal }

/** Widest limits of a 'fair' sketch's groups, patients (performance.md R4). */
const FAIR: Band = { min: 15_000, max: 80_000 }

export interface Prepared {
  area: Area
  /** The practices of the problem in its order, ascending by code; those without a point are left out. */
  practices: Practice[]
  problem: GroupingProblem
  links: Pair[]
  notes: PlanNotes
}

/**
 * The grouping problem of an area's practices: list sizes, points, networks of today, links, shared patients, band and prices.
 * @param members every practice of the area; those without a point stay out of the problem
 */
export function groupingProblem(edition: Edition, members: readonly Practice[], { kind, size, kept, hospital }: Omit<PlanAsk, 'area'>): Omit<Prepared, 'area'> {
  const practices = members.filter(practice => practice.point !== null).sort((a, b) => (a.code < b.code ? -1 : 1))
  const weights = weightsFor[kind === 'fair' ? 'journeys' : kind], outer = outerOf({ kind, size })
  const networks = new Map<string, number>()
  for (const { network } of members) if (network && !networks.has(network.code)) networks.set(network.code, networks.size)
  const lat = Float64Array.from(practices, practice => practice.point!.lat), lon = Float64Array.from(practices, practice => practice.point!.lon)
  const network = Int32Array.from(practices, practice => (practice.network ? networks.get(practice.network.code)! : -1))
  const isOutside = Uint8Array.from(practices, practice => (practice.patients > size.max ? 1 : 0))
  const keep = keepOf(practices, kept, hospital)
  const graph = neighbourGraph({ lat, lon, isOutside, barriers: barriers(), networks: kind === 'changes' ? network : null, together: keep.together })
  const pairs = (flat: Int32Array): Pair[] => Array.from({ length: flat.length / 2 }, (_, k) => [practices[flat[2 * k]!]!.code, practices[flat[2 * k + 1]!]!.code])
  const codes = (list: readonly Practice[]) => list.map(practice => practice.code).sort()
  return {
    practices,
    problem: {
      patients: Float64Array.from(practices, practice => practice.patients), lat, lon, network, links: graph.links,
      shared: kind === 'shared' && edition.flows ? sharedPairs(edition.flows, practices.map(practice => practice.code)) : null,
      band: size, outer, weights: { ...weights }, maxGroups: mostGroupsOf(kind, members), keep,
    },
    links: pairs(graph.links),
    notes: {
      linksCut: pairs(graph.cut), linksAdded: pairs(graph.added), linksAddedForNetworks: pairs(graph.addedForNetworks), linksForKept: pairs(graph.addedForKept),
      alone: codes(practices.filter((_, i) => isOutside[i])), special: codes(members.filter(practice => practice.isSpecial)),
      withoutPoint: codes(members.filter(practice => !practice.point)), inNoNetwork: codes(members.filter(practice => !practice.network)),
    },
  }
}

/** Least and greatest patients of a proposed group. */
function outerOf({ kind, size }: Pick<PlanAsk, 'kind' | 'size'>): Band {
  const own = outerBand(size)
  return kind === 'fair' ? { min: Math.min(FAIR.min, own.min), max: Math.max(FAIR.max, own.max) } : own
}

/** Groups a plan may have; null for no limit. */
function mostGroupsOf(kind: PlanAsk['kind'], members: readonly Practice[]): number | null {
  return kind === 'fair' ? Math.max(1, new Set(members.flatMap(({ network }) => network?.code ?? [])).size) : null
}

/** What is kept, for the engine. A pair with somebody of a kept group says nothing more: `whyNotKept` refuses those that contradict it. */
function keepOf(practices: readonly Practice[], kept: PlanKept | undefined, hospital: TypedHospitals | undefined): Keep {
  const typed = hospitalsTyped(hospital, practices.map(({ code }) => code))
  if (!kept && !typed) return nothingKept
  const { together, apart, groups } = keptInOrder(kept ?? { together: [], apart: [], groups: [] }), settled = new Set(groups.flat())
  const at = new Map(practices.map(({ code }, i) => [code, i])), hospitals = new Map<string, number>()
  const indices = (codes: readonly PracticeCode[]) => Int32Array.from(codes, code => at.get(code)!)
  const pairs = (given: readonly Pair[]) => indices(given.filter(pair => !pair.some(code => settled.has(code))).flat())
  for (const name of Object.values(typed ?? {})) if (!hospitals.has(plainly(name))) hospitals.set(plainly(name), hospitals.size)
  return {
    together: pairs(together), apart: pairs(apart), groups: groups.map(indices),
    side: typed && Int32Array.from(practices, ({ code }) => (typed[code] === undefined ? -1 : hospitals.get(plainly(typed[code]))!)),
  }
}

/**
 * Proposes how the practices of an area could group. The engine's answer is recomputed by the slow rule of domain/partners/score.ts,
 * checked, and printed with that rule's figures.
 * The bound is a bound on plans that keep what is asked to be kept. Refuses an unknown area, a band that is no band, 'shared' with no
 * small-area flows loaded, and what no plan could keep. Nothing is saved.
 */
export async function propose(edition: Edition, ask: PlanAsk, solve: Solve, wishes: SolveWishes): Promise<Proposal | Refusal> {
  const prepared = prepare(edition, ask)
  if (isRefusal(prepared)) return prepared
  const { area, practices, problem, links, notes } = prepared, members = practicesOf(edition, area)
  const kept = keptInOrder(ask.kept ?? { together: [], apart: [], groups: [] }), hospitals = hospitalsTyped(ask.hospital, area.members)
  const solution = await solve(problem, wishes)
  const kind = ask.kind === 'fair' ? 'journeys' : ask.kind
  const groups = solution.groups.map((indices, g) => ({ id: String(g + 1), members: Array.from(indices, i => practices[i]!.code) }))
  const scored = scorePlan({ release: edition.name, area: ask.area, kind, size: ask.size, weights: problem.weights, practices: members, flows: edition.flows, groups })
  // Practices without a point are no part of the engine's problem; their price is the same in every plan.
  const apart = members.filter(practice => !practice.point).reduce((sum, { patients }) => sum + problem.weights.uncoveredKm * patients + problem.weights.uncoveredFlatPatientKm, 0)
  const claimed = solution.objective + apart
  invariant(Math.abs(claimed - scored.objective) <= 1e-6 * Math.max(1, Math.abs(claimed)), `the engine says ${claimed} patient-km and the slow rule ${scored.objective}`)
  const bound = Math.min(solution.bound + apart, scored.objective)
  const plan: Plan = {
    ...scored, status: solution.status, bound, gap: gapOf(scored.objective, bound, patientKmOf(scored)), seconds: solution.seconds,
    ...(keepsNothing(kept) ? {} : { kept }), ...(hospitals === null ? {} : { hospitals }),
  }
  const wrong = checkPlan(plan, { practices: members, flows: edition.flows, links, outer: problem.outer, mostGroups: problem.maxGroups })
  invariant(wrong.length === 0, `the proposed plan for ${ask.area} does not stand: ${wrong.slice(0, 3).join('; ')}`)
  return { plan, notes }
}

export type PlanGroups = 'today' | 'alone' | 'one-for-all' | readonly { id: string; members: readonly PracticeCode[] }[]

/**
 * Prices any plan of an area by the same rule, with no search, connected or not, in band or not: today's networks restricted to the area
 * (practices in no network are uncovered), everybody by themselves, one group for all, or the groups given.
 * Refuses what `propose` refuses, and groups that name an unknown code, one twice, or one outside the area.
 */
export function scoreGroups(edition: Edition, { area: asked, kind: measure, size }: PlanAsk, groups: PlanGroups): Proposal | Refusal {
  // What is kept is a matter of looking for a plan; the price of one that is there is the same either way.
  const ask: PlanAsk = { area: asked, kind: measure, size }
  const prepared = prepare(edition, ask)
  if (isRefusal(prepared)) return prepared
  const members = practicesOf(edition, prepared.area), inside = new Set(members.map(practice => practice.code)), seen = new Set<PracticeCode>()
  const named = groupsOf(members, groups)
  for (const { id, members: codes } of named) for (const code of codes) {
    if (!inside.has(code)) return refuse('code-outside-area', edition.byCode.has(code) ? `${code} in group ${id} is not a practice of ${prepared.area.name}.` : `${code} in group ${id} is no practice with patients in the figures for ${edition.name}.`, 'Groups given')
    if (seen.has(code)) return refuse('code-twice', `${code} is in two groups.`, 'Groups given')
    seen.add(code)
  }
  const kind = ask.kind === 'fair' ? 'journeys' : ask.kind
  const plan = scorePlan({ release: edition.name, area: ask.area, kind, size: ask.size, weights: prepared.problem.weights, practices: members, flows: edition.flows, groups: named })
  return { plan, notes: prepared.notes }
}

function groupsOf(members: readonly Practice[], groups: PlanGroups): readonly { id: string; members: readonly PracticeCode[] }[] {
  if (typeof groups !== 'string') return groups
  if (groups === 'alone') return members.map(({ code }) => ({ id: code, members: [code] }))
  if (groups === 'one-for-all') return [{ id: '1', members: members.map(({ code }) => code) }]
  const by = new Map<string, PracticeCode[]>()
  for (const { code, network } of members) if (network) by.set(network.code, [...by.get(network.code) ?? [], code])
  return [...by].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, codes]) => ({ id, members: codes }))
}

function prepare(edition: Edition, ask: PlanAsk): Prepared | Refusal {
  const { min, max } = ask.size
  if (!Number.isInteger(min) || !Number.isInteger(max) || min < 1 || max < min) return refuse('no-band', `A size band has a least and a greatest number of patients, such as 30000-50000; found ${min}-${max}.`, 'docs/guides/recompute-a-plan.md')
  const area = areaOf(edition, ask.area)
  if (isRefusal(area)) return area
  if (ask.kind === 'shared' && !edition.flows) return refuse('no-flows', `Most shared patients needs figures of where patients live, and none at or before ${edition.asAt} are loaded.`, 'gp-reg-pat-prac-lsoa-all')
  const members = practicesOf(edition, area)
  const no = whyNotKept({
    edition, area, size: ask.size, most: outerOf(ask).max, mostGroups: mostGroupsOf(ask.kind, members),
    kept: keptInOrder(ask.kept ?? { together: [], apart: [], groups: [] }), hospitals: hospitalsTyped(ask.hospital, area.members),
  })
  return no ?? { area, ...groupingProblem(edition, members, ask) }
}
