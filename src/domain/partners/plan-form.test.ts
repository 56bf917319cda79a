import { expect, test } from 'vitest'
import { planCsv, planForm, planJson } from './plan-form.ts'
import { weightsFor, type Plan } from './plan.ts'

const plan: Plan = {
  release: 'invented-2026-01', area: 'ZS1', kind: 'journeys', size: { min: 30_000, max: 50_000 }, weights: weightsFor.journeys, status: 'proved', objective: 12.5, bound: 12.5, gap: 0, seconds: 0.1,
  uncovered: ['ZP0002'],
  groups: [{ id: 'A, north', hub: 'ZP0003', members: ['ZP0001', 'ZP0003'], patients: 31_000, patientKm: 12.5, sharedPatients: null, borders: 1, penalties: 0, cost: 12.5 }],
}
const notes = { linksCut: [['ZP0001', 'ZP0002'] as [string, string]], linksAdded: [], linksAddedForNetworks: [], linksForKept: [], alone: [], special: [], withoutPoint: [], inNoNetwork: [] }

test('a plan taken away carries the names anyone can recompute it by', () => {
  const form = planForm(plan, notes)
  expect(Object.keys(form)).toEqual(['release', 'area', 'kind', 'size', 'weights', 'graph', 'status', 'objective', 'bound', 'gap', 'seconds', 'uncovered', 'groups'])
  expect(Object.keys(form.groups[0]!)).toEqual(['id', 'hub', 'members', 'patients', 'patient_km', 'shared_patients', 'borders', 'penalties', 'cost'])
  expect(form).toMatchObject({ size: [30_000, 50_000], weights: { band_km: 5, uncovered_km: 50, uncovered_flat_patient_km: 20_000 }, graph: { links_cut: [['ZP0001', 'ZP0002']] } })
  expect(JSON.parse(planJson(plan, notes))).toEqual(JSON.parse(JSON.stringify(form)))
})

test('a plan says what it was told to keep, and hospitals as typed', () => {
  const kept = { together: [['ZP0001', 'ZP0003'] as [string, string]], apart: [], groups: [['ZP0002']] }
  const form = planForm({ ...plan, kept, hospitals: { ZP0001: 'Penmarsh General' } }, { ...notes, linksForKept: kept.together })
  expect(form).toMatchObject({ kept: { ...kept, hospitals: { ZP0001: 'Penmarsh General' } }, graph: { links_for_kept: [['ZP0001', 'ZP0003']] } })
  expect(planForm({ ...plan, kept }, null)).toMatchObject({ kept: { ...kept, hospitals: {} } })
})

test('a scored plan claims no bound', () => {
  const form = planForm({ ...plan, status: 'score' }, null)
  for (const claim of ['bound', 'gap', 'seconds', 'graph']) expect(form).not.toHaveProperty(claim)
})

test('a plan as CSV has a line a practice in order of code, none for those left out, and quotes a comma', () => {
  expect(planCsv(plan)).toBe('practice_code,group\nZP0001,"A, north"\nZP0002,\nZP0003,"A, north"\n')
})
