import { quoted } from './csv.ts'
import type { Plan, PlanNotes } from './plan.ts'

/**
 * A plan as anyone may take it away, the same from a page, the API and the command line: snake_case, patient-km unrounded, lists by code
 * (docs/guides/recompute-a-plan.md). A scored plan has no bound, gap or seconds; `graph` is absent where the notes are not known, `kept` where nothing was kept.
 */
export function planForm(plan: Plan, notes: PlanNotes | null) {
  const { weights } = plan
  return {
    release: plan.release, area: plan.area, kind: plan.kind, size: [plan.size.min, plan.size.max] as [number, number],
    weights: {
      band_km: weights.bandKm, uncovered_km: weights.uncoveredKm, uncovered_flat_patient_km: weights.uncoveredFlatPatientKm,
      shared_km: weights.sharedKm, change_km: weights.changeKm,
    },
    ...(plan.kept === undefined && plan.hospitals === undefined ? {} : { kept: { ...(plan.kept ?? { together: [], apart: [], groups: [] }), hospitals: { ...plan.hospitals } } }),
    ...(notes === null ? {} : { graph: {
      neighbours: 'Delaunay of distinct postcode points; one point, one clique; lists above the band stand alone', barriers: 'data/barriers.geojson',
      links_cut: notes.linksCut, links_added: notes.linksAdded, links_added_for_networks: notes.linksAddedForNetworks, links_for_kept: notes.linksForKept,
      alone: notes.alone, without_point: notes.withoutPoint, special: notes.special,
    } }),
    status: plan.status, objective: plan.objective,
    ...(plan.status === 'score' ? {} : { bound: plan.bound, gap: plan.gap, seconds: plan.seconds }),
    uncovered: plan.uncovered,
    groups: plan.groups.map(group => ({
      id: group.id, hub: group.hub, members: group.members, patients: group.patients, patient_km: group.patientKm,
      shared_patients: group.sharedPatients, borders: group.borders, penalties: group.penalties, cost: group.cost,
    })),
  }
}

export function planJson(plan: Plan, notes: PlanNotes | null): string {
  return `${JSON.stringify(planForm(plan, notes), null, 2)}\n`
}

/** `practice_code,group`, a practice a line in order of code; an empty group means in none. The command line reads it back. */
export function planCsv(plan: Plan): string {
  const rows = [...plan.groups.flatMap(group => group.members.map(code => [code, group.id] as const)), ...plan.uncovered.map(code => [code, ''] as const)]
  return ['practice_code,group', ...rows.sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, id]) => `${code},${quoted(id)}`)].join('\n') + '\n'
}
