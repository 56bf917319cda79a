import type { Patients, PracticeCode } from '../words.ts'
import type { Plan, PlanGroup } from './plan.ts'
import { patientKmOf } from './score.ts'

/** What a plan comes to in all. Every figure is `scorePlan`'s, or a sum of its figures. */
export interface PlanTotals {
  patients: Patients
  patientKm: number
  /** patientKm ÷ patients; NaN with nobody in a group. */
  averageKm: number
  /** null with no flows loaded. */
  sharedPatients: Patients | null
  leftOver: PracticeCode[]
  /** Patient-km, prices included. */
  objective: number
}

export function totalsOf(plan: Plan): PlanTotals {
  const patients = plan.groups.reduce((sum, group) => sum + group.patients, 0), patientKm = patientKmOf(plan)
  return {
    patients, patientKm, averageKm: patientKm / patients,
    sharedPatients: plan.groups.some(group => group.sharedPatients === null) ? null : plan.groups.reduce((sum, group) => sum + group.sharedPatients!, 0),
    leftOver: plan.uncovered, objective: plan.objective,
  }
}

/** What one change does to a plan: after less before, exact; nothing is rounded here. */
export interface Effect {
  /** The group joined and the group left, as they would be; null for no group. */
  joined: PlanGroup | null
  left: PlanGroup | null
  averageKm: number
  sharedPatients: Patients | null
  objective: number
  /** Practices in a group before and in none after, and the other way round. */
  newlyLeftOver: PracticeCode[]
  noLongerLeftOver: PracticeCode[]
}

/** @param joined letter of the group that somebody joins, @param left of the one they leave; null for none */
export function effectOf(before: Plan, after: Plan, joined: string | null, left: string | null): Effect {
  const was = totalsOf(before), is = totalsOf(after)
  const group = (id: string | null) => after.groups.find(each => each.id === id) ?? null
  return {
    joined: group(joined), left: group(left),
    averageKm: is.averageKm - was.averageKm,
    sharedPatients: is.sharedPatients === null || was.sharedPatients === null ? null : is.sharedPatients - was.sharedPatients,
    objective: is.objective - was.objective,
    newlyLeftOver: is.leftOver.filter(code => !was.leftOver.includes(code)),
    noLongerLeftOver: was.leftOver.filter(code => !is.leftOver.includes(code)),
  }
}
