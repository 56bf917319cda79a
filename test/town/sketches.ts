import type { Edition } from '#domain/position/edition.ts'
import { areaOf } from '#domain/position/area.ts'
import { kmBetween } from '#domain/position/distance.ts'
import { sharedPatients } from '#domain/partners/overlap.ts'
import { weightsFor, type Plan, type PlanGroup } from '#domain/partners/plan.ts'
import { isRefusal, type PracticeCode, type Refusal } from '#domain/words.ts'
import type { Desk, SketchAsk, SketchState } from '#web/desk.ts'
import { penmarsh } from './penmarsh.ts'

/** Two ways Penmarsh could group, drawn by hand; nobody searched for them. */
const byHand: Record<SketchAsk['kind'], PracticeCode[][]> = {
  journeys: [
    [penmarsh.riverside, penmarsh.lantern, penmarsh.elmRoad, penmarsh.heronGate, penmarsh.windlecote],
    [penmarsh.quayside, penmarsh.saltings, penmarsh.ropewalk, penmarsh.marshEnd],
    [penmarsh.penmarshHealth, penmarsh.tarrowmere],
  ],
  shared: [
    [penmarsh.riverside, penmarsh.lantern, penmarsh.elmRoad, penmarsh.saltings, penmarsh.ropewalk],
    [penmarsh.quayside, penmarsh.heronGate, penmarsh.marshEnd, penmarsh.windlecote],
    [penmarsh.penmarshHealth, penmarsh.tarrowmere, penmarsh.ostrey],
  ],
  changes: [
    [penmarsh.riverside, penmarsh.lantern, penmarsh.elmRoad, penmarsh.quayside, penmarsh.saltings, penmarsh.marshEnd],
    [penmarsh.penmarshHealth, penmarsh.ropewalk, penmarsh.heronGate, penmarsh.windlecote, penmarsh.tarrowmere, penmarsh.ostrey],
  ],
  fair: [
    [penmarsh.riverside, penmarsh.lantern, penmarsh.elmRoad, penmarsh.quayside, penmarsh.saltings, penmarsh.ropewalk, penmarsh.heronGate, penmarsh.windlecote],
    [penmarsh.penmarshHealth, penmarsh.tarrowmere, penmarsh.marshEnd, penmarsh.ostrey],
  ],
}

/** A plan with honest figures for groups somebody wrote down: the slow way, and prices of bands only. */
export function planByHand(edition: Edition, ask: SketchAsk, groups: PracticeCode[][], status: Plan['status']): Plan | Refusal {
  const area = areaOf(edition, ask.area)
  if (isRefusal(area)) return area
  const inside = new Set(area.members)
  const kind = ask.kind === 'fair' ? 'journeys' : ask.kind
  const weights = weightsFor[kind]
  const made = groups.map((codes) => codes.filter((code) => inside.has(code)).sort()).filter((codes) => codes.length > 0).map((members, index): PlanGroup => {
    const practices = members.map((code) => edition.byCode.get(code)!)
    const patients = practices.reduce((sum, one) => sum + one.patients, 0)
    const to = (code: PracticeCode) => practices.reduce((sum, one) => sum + one.patients * kmBetween(one.point!, edition.byCode.get(code)!.point!), 0)
    const hub = members.reduce((best, code) => (to(code) < to(best) ? code : best))
    const shared = edition.flows === null ? null : members.flatMap((a, i) => members.slice(i + 1).map((b) => sharedPatients(edition.flows!, a, b))).reduce((sum, one) => sum + one, 0)
    const outside = Math.max(0, ask.size.min - patients) + (members.length > 1 ? Math.max(0, patients - ask.size.max) : 0)
    const borders = new Set(practices.map((one) => one.subIcb?.code)).size - 1 + new Set(practices.map((one) => one.district?.code)).size - 1
    const penalties = outside * weights.bandKm
    return { id: String(index + 1), hub, members, patients, patientKm: to(hub), sharedPatients: shared, borders, penalties, cost: to(hub) + penalties - weights.sharedKm * (shared ?? 0) }
  })
  const grouped = new Set(made.flatMap((group) => group.members))
  const uncovered = area.members.filter((code) => !grouped.has(code))
  const left = uncovered.reduce((sum, code) => sum + edition.byCode.get(code)!.patients * weights.uncoveredKm + weights.uncoveredFlatPatientKm, 0)
  const objective = made.reduce((sum, group) => sum + group.cost, left)
  const plan: Plan = { release: edition.name, area: area.code, kind, size: ask.size, weights, status, objective, uncovered, groups: made }
  return status === 'score' ? plan : { ...plan, bound: objective, gap: 0, seconds: 0.1 }
}

/** Sketches that were never searched for: every ask is done at once, called proved so that pages can be read. */
export function sketchesByHand(edition: Edition): Desk['sketches'] {
  const state = (ask: SketchAsk): SketchState | Refusal => {
    const plan = planByHand(edition, ask, byHand[ask.kind], 'proved')
    return isRefusal(plan) ? plan : { status: 'done', progress: null, plan, refusal: null }
  }
  return {
    ask: state,
    wait: async (ask) => state(ask),
    stop: () => {},
    score: async (ask, groups) => {
      const area = areaOf(edition, ask.area)
      if (isRefusal(area)) return area
      const networks = [...edition.areas.values()].filter((each) => each.kind === 'network').map((each) => each.members)
      const wanted = groups === 'today' ? networks : groups === 'alone' ? area.members.map((code) => [code]) : groups === 'one-for-all' ? [area.members] : groups
      return planByHand(edition, ask, wanted, 'score')
    },
  }
}
