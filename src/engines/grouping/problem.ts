/**
 * A grouping problem on typed arrays: index i is a practice, 0 .. n−1, in ascending order of code.
 * Nothing here knows what a practice is; codes, names and pages stay above.
 */
export interface GroupingProblem {
  /** List sizes, patients. */
  patients: Float64Array
  /** WGS84 degrees. */
  lat: Float64Array
  lon: Float64Array
  /** Index of today's network, −1 for none. */
  network: Int32Array
  /** Undirected links, pairs (a, b) flattened, a < b, no repeats: a group must be connected through them. */
  links: Int32Array
  /** Σ over small areas min(a, b) for pairs (a < b) that share anyone, compressed rows by a; null without flows. */
  shared: { starts: Int32Array; other: Int32Array; patients: Float64Array } | null
  band: { min: number; max: number }
  outer: { min: number; max: number }
  weights: { bandKm: number; uncoveredKm: number; uncoveredFlatPatientKm: number; sharedKm: number; changeKm: number }
  /** At most this many groups; null for no limit. */
  maxGroups: number | null
  /** What every plan keeps; `nothingKept` in most problems. */
  keep: Keep
}

/** What every plan keeps. Nobody of a kept group is in a pair. */
export interface Keep {
  /** Pairs (a, b) flattened: both in one group, or both in none. Such a pair counts as linked. */
  together: Int32Array
  /** Pairs flattened: never in one group. */
  apart: Int32Array
  /** Members of each group that is in every plan as it stands, whatever its size and links; no practice in two. */
  groups: Int32Array[]
  /** By practice, or null for nobody: a group holds at most one side, and −1 goes with any. Kept groups are as they are. */
  side: Int32Array | null
}

export const nothingKept: Keep = { together: new Int32Array(0), apart: new Int32Array(0), groups: [], side: null }

export interface SolveOptions {
  /** Wall seconds allowed; the best found and a safe bound are returned when they run out. */
  seconds: number
  /** Milliseconds since any fixed origin; handed in because engines own no clock. */
  now: () => number
  /** Called at most ten times a second. */
  onProgress?: (progress: SolveProgress) => void
  /** Asked between steps; true stops with status 'stopped'. */
  isCancelled?: () => boolean
}

export interface SolveProgress { step: string; best: number; bound: number; seconds: number }

export interface GroupingSolution {
  status: 'proved' | 'gap' | 'stopped'
  /** Members of each group, indices ascending; groups ordered by first member. */
  groups: Int32Array[]
  uncovered: Int32Array
  objective: number
  bound: number
  seconds: number
}
