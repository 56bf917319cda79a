import type { Km, Patients, PracticeCode } from '../words.ts'

/** What a sketch is asked to make small. */
export type SketchKind = 'journeys' | 'shared' | 'changes'

/** A size band in patients. Soft: outside it is priced, not forbidden. */
export interface Band { min: Patients; max: Patients }

/**
 * Prices of the one rule that every plan is scored by. All in patient-km, so that they add up:
 *   cost(group)  = patient_km + bandKm × (patients below min or above max) − sharedKm × shared_patients + changeKm × patients who change partners
 *   objective    = Σ cost(group) + Σ over uncovered practices (uncoveredKm × list + uncoveredFlat)
 * A single practice above the band's maximum, alone in its group, pays no band price (it is not geographic to split it).
 */
export interface Weights { bandKm: Km; uncoveredKm: Km; uncoveredFlatPatientKm: number; sharedKm: Km; changeKm: Km }

/** journeys: performance.md §R; shared: λ = 3 km a shared patient (R5, 2–4 is a fair default); changes: 4 km a patient who changes partners. */
export const weightsFor: Readonly<Record<SketchKind, Weights>> = {
  journeys: { bandKm: 5, uncoveredKm: 50, uncoveredFlatPatientKm: 20_000, sharedKm: 0, changeKm: 0 },
  shared: { bandKm: 5, uncoveredKm: 50, uncoveredFlatPatientKm: 20_000, sharedKm: 3, changeKm: 0 },
  changes: { bandKm: 5, uncoveredKm: 50, uncoveredFlatPatientKm: 20_000, sharedKm: 0, changeKm: 4 },
}

/** No proposed group is smaller than ⅔ of the band's minimum or larger than 1.2 times its maximum (30–50k: 20–60k, performance.md §R). A scored plan may be. */
export function outerBand(band: Band): Band {
  return { min: Math.ceil((band.min * 2) / 3), max: Math.floor(band.max * 1.2) }
}

export interface PlanGroup {
  id: string
  /** Member that the others' patients travel least to: on screen only "distance measured to". */
  hub: PracticeCode
  /** Ascending by code. */
  members: PracticeCode[]
  patients: Patients
  /** Σ list size × great-circle km (radius 6,371.0088) from member's postcode point to the hub's. */
  patientKm: number
  /** Σ over pairs of members of shared(A,B); null with no flows loaded. */
  sharedPatients: number | null
  /** Commissioner or council lines the group spans: number of distinct sub-ICBs less one plus number of distinct districts less one. A note, not a cost. */
  borders: number
  /** Band price plus price of changed partners, patient-km. */
  penalties: number
  cost: number
}

export type PlanStatus = 'proved' | 'gap' | 'stopped' | 'score'

export interface Plan {
  /** Edition's name. */
  release: string
  area: string
  kind: SketchKind
  size: Band
  weights: Weights
  status: PlanStatus
  objective: number
  /** Not below this for the stated graph, band and weights; absent for a scored plan. */
  bound?: number
  /** (objective − bound) ÷ Σ patient_km. */
  gap?: number
  seconds?: number
  uncovered: PracticeCode[]
  groups: PlanGroup[]
  /** What the search was told to keep; absent where nothing was. */
  kept?: PlanKept
  /** Acute hospitals as typed, by code, no two of which share a group; absent where nobody typed any. */
  hospitals?: Readonly<Record<PracticeCode, string>>
}

/** Two practices, by code. */
export type Pair = [PracticeCode, PracticeCode]

/** What a proposed plan keeps, whatever it costs. */
export interface PlanKept {
  /** In one group, or both in none. */
  together: Pair[]
  /** Never in one group. */
  apart: Pair[]
  /** Members of groups that nobody leaves and nobody joins, also where they are outside the outer band or do not hold together. */
  groups: PracticeCode[][]
}

/** What a reader of the plan should know besides its figures. */
export interface PlanNotes {
  /** Neighbours not counted as such because water without a road lies between them. */
  linksCut: Pair[]
  /** Shortest links given to parts of the area that had none between them. */
  linksAdded: Pair[]
  /** Shortest links that hold today's networks together; only in 'changes'. */
  linksAddedForNetworks: Pair[]
  /** Links of their own for pairs kept together that are no neighbours; only where pairs are kept. */
  linksForKept: Pair[]
  /** Lists above the band's maximum: alone, without a band price. */
  alone: PracticeCode[]
  /** Lists under 500 patients: special allocation, asylum or student lists, which a reader may rather leave out. */
  special: PracticeCode[]
  /** No postcode point, so no distance: counted as uncovered. */
  withoutPoint: PracticeCode[]
  /** In no network today. */
  inNoNetwork: PracticeCode[]
}
