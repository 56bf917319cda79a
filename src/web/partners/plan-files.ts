import type { Plan } from '#domain/partners/plan.ts'
import type { SketchNotes } from '../desk.ts'

/** `practice_code,group` for every practice of the plan, by code; an empty group means in no group. The command line reads it back. */
export function groupsCsv(plan: Plan): string {
  const rows = [...plan.groups.flatMap((group) => group.members.map((code) => [code, group.id] as const)), ...plan.uncovered.map((code) => [code, ''] as const)]
  rows.sort(([a], [b]) => (a < b ? -1 : 1))
  return `practice_code,group\n${rows.map(([code, group]) => `${code},${group}\n`).join('')}`
}

/** The plan in the command line's own JSON form: lengths in kilometres, sums in patient-kilometres, lists by code. */
export function planForm(plan: Plan, notes: SketchNotes | null) {
  return {
    release: plan.release, area: plan.area, kind: plan.kind, size: [plan.size.min, plan.size.max] as [number, number],
    weights: {
      band_km: plan.weights.bandKm, uncovered_km: plan.weights.uncoveredKm, uncovered_flat_patient_km: plan.weights.uncoveredFlatPatientKm,
      shared_km: plan.weights.sharedKm, change_km: plan.weights.changeKm,
    },
    ...(notes === null ? {} : { graph: {
      neighbours: 'Delaunay of distinct postcode points; one point, one clique; lists above the band stand alone', barriers: 'data/barriers.geojson',
      links_cut: notes.linksCut, links_added: notes.linksAdded, links_added_for_networks: notes.linksAddedForNetworks,
      alone: notes.alone, without_point: notes.withoutPoint, special: notes.special,
    } }),
    status: plan.status, objective: plan.objective, ...(plan.status === 'score' ? {} : { bound: plan.bound, gap: plan.gap, seconds: plan.seconds }),
    uncovered: plan.uncovered,
    groups: plan.groups.map((group) => ({
      id: group.id, hub: group.hub, members: group.members, patients: group.patients, patient_km: group.patientKm,
      shared_patients: group.sharedPatients, borders: group.borders, penalties: group.penalties, cost: group.cost,
    })),
  }
}

export function planJson(plan: Plan, notes: SketchNotes | null): string {
  return `${JSON.stringify(planForm(plan, notes), null, 2)}\n`
}
