import { dayNumber } from '../day.ts'
import type { Practice } from './edition.ts'

/** A list of another day than the workforce is used when it is at most this far from it. */
const DAYS_APART = 366

/** Under half a full-time GP on a return is a practice run by locums or from another code: a ratio would speak of a GP who is not there. */
export const LEAST_GP = 0.5

/**
 * Patients for each full-time GP, in full: patients over full-time equivalents, trainees and locums left out (Workforce.gpFte). Patients are those of the
 * workforce file itself, else the list size nearest its day and at most a year from it.
 * null where the practice returned no figure, or less than half a full-time GP.
 */
export function patientsPerGp(practice: Practice): number | null {
  return patientsPer(practice, practice.workforce?.gpFte ?? null, LEAST_GP)
}

/** The same for each full-time nurse, where there is any. */
export function patientsPerNurse(practice: Practice): number | null {
  return patientsPer(practice, practice.workforce?.nursesFte ?? null, Number.MIN_VALUE)
}

function patientsPer(practice: Practice, fullTime: number | null, least: number): number | null {
  const patients = patientsThen(practice)
  return patients !== null && patients > 0 && fullTime !== null && fullTime >= least ? patients / fullTime : null
}

function patientsThen({ workforce, trend }: Practice): number | null {
  if (workforce === null || workforce.patients !== null) return workforce?.patients ?? null
  const away = (day: string) => Math.abs(dayNumber(day) - dayNumber(workforce.asAt))
  const nearest = trend.reduce<Practice['trend'][number] | null>((best, step) => best && away(best.asAt) <= away(step.asAt) ? best : step, null)
  return nearest && nearest.patients > 0 && away(nearest.asAt) <= DAYS_APART ? nearest.patients : null
}

/** The middle of some figures: the mean of the two in the middle where their number is even; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b), middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
