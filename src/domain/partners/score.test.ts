import { describe, expect, test } from 'vitest'
import { kmBetween } from '../position/distance.ts'
import type { Practice } from '../position/edition.ts'
import { weightsFor, type Plan } from './plan.ts'
import { checkPlan, gapOf, scorePlan, type ScoreInput } from './score.ts'

const practice = (code: string, patients: number, lat: number, more: Partial<Practice> = {}): Practice => ({
  code, name: code, postcode: '', address: '', patients, point: { lat, lon: -1 }, network: null, subIcb: { code: 'S1', name: '' }, icb: null, region: null,
  district: { code: 'D1', name: '' }, system: null, smallArea: null, deprivation: null, ages: null, trend: [], history: [], isSpecial: false, branches: [], contract: null, workforce: null, prevalence: null, ...more,
})
const [riverside, lantern, quayside] = [practice('A1', 7_040, 51), practice('A2', 2_100, 51.05), practice('A3', 24_000, 51.1)]
const north = { code: 'N1', name: 'North' }

const input = (more: Partial<ScoreInput> = {}): ScoreInput => ({
  release: 'invented-2026-01', area: 'list', kind: 'journeys', size: { min: 30_000, max: 50_000 }, weights: weightsFor.journeys, flows: null,
  practices: [riverside, lantern, quayside], groups: [{ id: 'x', members: ['A3', 'A1'] }], ...more,
})

describe('the slow rule', () => {
  test('a group is measured to the member its patients travel least to, and pays 5 km for each patient short of the band', () => {
    const plan = scorePlan(input()), group = plan.groups[0]!
    const km = kmBetween(riverside.point!, quayside.point!)
    expect(group).toMatchObject({ hub: 'A3', members: ['A1', 'A3'], patients: 31_040, penalties: 0, sharedPatients: null, borders: 0 })
    expect(group.patientKm).toBeCloseTo(7_040 * km, 6)
    expect(plan.uncovered).toEqual(['A2'])
    expect(plan.objective).toBeCloseTo(7_040 * km + 50 * 2_100 + 20_000, 6)
    expect(scorePlan(input({ size: { min: 32_000, max: 50_000 } })).groups[0]!.penalties).toBe(5 * 960)
  })

  test('a single list above the band pays nothing for it; two together do', () => {
    const big = practice('B1', 60_000, 51)
    expect(scorePlan(input({ practices: [big], groups: [{ id: '1', members: ['B1'] }] })).objective).toBe(0)
    expect(scorePlan(input({ practices: [big, lantern], groups: [{ id: '1', members: ['B1', 'A2'] }] })).groups[0]!.penalties).toBe(5 * 12_100)
  })

  test('a practice without a point cannot be measured and counts as in no group', () => {
    const plan = scorePlan(input({ practices: [riverside, practice('A9', 5_000, 0, { point: null })], groups: [{ id: '1', members: ['A1', 'A9'] }] }))
    expect(plan.groups[0]!.members).toEqual(['A1'])
    expect(plan.uncovered).toEqual(['A9'])
  })

  test('a border is a note: one more sub-ICB and one more district make two', () => {
    const over = practice('A4', 9_000, 51.02, { subIcb: { code: 'S2', name: '' }, district: { code: 'D2', name: '' } })
    expect(scorePlan(input({ practices: [riverside, over], groups: [{ id: '1', members: ['A1', 'A4'] }] })).groups[0]!.borders).toBe(2)
  })

  test('leaving one’s network costs 4 km a patient, unless the group carries it on', () => {
    const practices = [{ ...riverside, network: north }, { ...quayside, network: north }, lantern]
    const split = scorePlan(input({ practices, kind: 'changes', weights: weightsFor.changes, groups: [{ id: '1', members: ['A1', 'A2'] }, { id: '2', members: ['A3'] }] }))
    const whole = scorePlan(input({ practices, kind: 'changes', weights: weightsFor.changes, groups: [{ id: '1', members: ['A1', 'A2', 'A3'] }] }))
    expect(split.groups.map(group => group.penalties)).toEqual([5 * (30_000 - 9_140) + 4 * 7_040, 5 * 6_000])
    expect(whole.groups[0]!.penalties).toBe(0)
  })

  test('each pair of patients who live among each other is counted once', () => {
    const flows = { asAt: '2026-01-01', practices: ['A1', 'A2', 'A3'], smallAreas: ['E1', 'E2'], starts: Int32Array.of(0, 2, 3, 5), smallArea: Int32Array.of(0, 1, 0, 0, 1), patients: Float64Array.of(30, 10, 20, 5, 40) }
    const group = scorePlan(input({ flows, kind: 'shared', weights: weightsFor.shared, groups: [{ id: '1', members: ['A1', 'A2', 'A3'] }] })).groups[0]!
    expect(group.sharedPatients).toBe(20 + (5 + 10) + 5)
    expect(group.cost).toBeCloseTo(group.patientKm + group.penalties - 3 * 40, 6)
  })

  test('a code in two groups is our mistake, not a price', () => {
    expect(() => scorePlan(input({ groups: [{ id: '1', members: ['A1'] }, { id: '2', members: ['A1'] }] }))).toThrow('two groups')
  })
})

describe('the checker', () => {
  const links: [string, string][] = [['A1', 'A2'], ['A2', 'A3']]
  const good = (): Plan => {
    const plan = scorePlan(input({ groups: [{ id: '1', members: ['A1', 'A2', 'A3'] }] }))
    return { ...plan, status: 'proved', bound: plan.objective, gap: 0 }
  }
  const check = (plan: Plan, more = {}) => checkPlan(plan, { practices: [riverside, lantern, quayside], flows: null, links, ...more })

  test('finds nothing wrong with a plan that stands', () => expect(check(good())).toEqual([]))
  test('finds a figure that is off by one part in ten thousand', () => {
    const plan = good()
    expect(check({ ...plan, objective: plan.objective * 1.0001, bound: plan.objective }).join()).toContain('objective')
    expect(check({ ...plan, groups: [{ ...plan.groups[0]!, patientKm: plan.groups[0]!.patientKm + 10 }] }).join()).toContain('patientKm of group 1')
  })
  test('finds a practice that is missing or twice', () => {
    const plan = good()
    expect(check({ ...plan, uncovered: ['A1'] })).toEqual(['A1 appears 2 times instead of once'])
    expect(check({ ...plan, groups: [] })[0]).toContain('0 times')
  })
  test('finds a group with a hole in it, one outside the outer limits, and one too many', () => {
    const apart = scorePlan(input({ groups: [{ id: '1', members: ['A1', 'A3'] }, { id: '2', members: ['A2'] }] }))
    expect(check(apart).join('; ')).toContain('group 1 does not hold together')
    expect(check(apart).join('; ')).toContain('group 2 has 2100 patients, outside 20000 to 60000')
    expect(check(apart, { mostGroups: 1 }).join('; ')).toContain('2 groups, 1 allowed')
  })
  test('finds what is not kept though the plan says so, and lets a group that is kept whole be of any size and in parts', () => {
    const parts = scorePlan(input({ groups: [{ id: '1', members: ['A1', 'A3'] }, { id: '2', members: ['A2'] }] }))
    expect(check({ ...parts, kept: { together: [], apart: [['A1', 'A2']], groups: [['A1', 'A3'], ['A2']] } })).toEqual([])
    expect(check({ ...parts, kept: { together: [['A1', 'A2']], apart: [['A1', 'A3']], groups: [] }, hospitals: { A1: 'General', A3: 'Other' } }).slice(0, 4)).toEqual([
      'group 2 has 2100 patients, outside 20000 to 60000', 'A1 and A2 are kept together and are not', 'A1 and A3 are kept apart and are in group 1', 'group 1 would send to 2 acute hospitals',
    ])
  })
  test('finds a bound above the objective, and a gap that is not the stated one', () => {
    const plan = good()
    expect(check({ ...plan, bound: plan.objective * 1.01 }).join()).toContain('is above the objective')
    expect(check({ ...plan, bound: plan.objective - 100, gap: 0.5 }).join()).toContain('the gap')
    expect(gapOf(0, 0, 0)).toBe(0)
    const still = scorePlan(input({ groups: [{ id: '1', members: ['A3'] }] }))
    expect(check({ ...still, status: 'stopped', bound: still.objective - 1, gap: gapOf(still.objective, still.objective - 1, 0) })).toEqual([])
  })
})
