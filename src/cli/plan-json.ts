import type { Plan } from '#domain/partners/plan.ts'
import type { PlanNotes } from '#commands/partners/propose.ts'

/** The form both commands and the API print: snake_case, patient-km unrounded. A scored plan has no bound, gap or seconds. */
export function planToJson(plan: Plan, notes: PlanNotes): Record<string, unknown> {
  const { weights } = plan, isSearched = plan.status !== 'score'
  return {
    release: plan.release, area: plan.area, kind: plan.kind, size: [plan.size.min, plan.size.max],
    weights: {
      band_km: weights.bandKm, uncovered_km: weights.uncoveredKm, uncovered_flat_patient_km: weights.uncoveredFlatPatientKm,
      shared_km: weights.sharedKm, change_km: weights.changeKm,
    },
    graph: {
      neighbours: 'Delaunay of distinct postcode points; one point, one clique; lists above the band stand alone', barriers: 'data/barriers.geojson',
      links_cut: notes.linksCut, links_added: notes.linksAdded, links_added_for_networks: notes.linksAddedForNetworks,
      alone: notes.alone, without_point: notes.withoutPoint, special: notes.special,
    },
    status: plan.status, objective: plan.objective,
    ...(isSearched ? { bound: plan.bound, gap: plan.gap, seconds: plan.seconds } : {}),
    uncovered: plan.uncovered,
    groups: plan.groups.map(group => ({
      id: group.id, hub: group.hub, members: group.members, patients: group.patients, patient_km: group.patientKm,
      shared_patients: group.sharedPatients, borders: group.borders, penalties: group.penalties, cost: group.cost,
    })),
  }
}

const whole = (figure: number) => Math.round(figure).toString().replace(/\B(?=(\d{3})+$)/g, ',')

/** One line for a person at a terminal. */
export function planInALine(plan: Plan): string {
  const left = plan.uncovered.length === 0 ? 'nobody left out' : `${plan.uncovered.length} in no group`
  const near = plan.status === 'proved' ? 'proved: no other grouping of these practices is lower on this measure'
    : plan.status === 'score' ? 'as given' : `${plan.status === 'stopped' ? 'stopped early; ' : ''}could be at most ${((plan.gap ?? 0) * 100).toFixed(2)} % better`
  return `${plan.area} ${plan.release} ${plan.kind} ${plan.size.min}-${plan.size.max}: ${plan.groups.length} groups, ${left}, ${whole(plan.objective)} patient-km with prices; ${near}${plan.seconds === undefined ? '' : `; ${plan.seconds.toFixed(1)} s`}`
}
