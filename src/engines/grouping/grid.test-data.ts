import { neighbourGraph } from './graph.ts'
import { nothingKept, type GroupingProblem } from './problem.ts'

/** Reproducible chances in 0 .. 1 for invented problems (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** An invented problem: columns × rows practices about 2 km apart, 3,000 to 15,000 patients each. */
export function gridProblem(columns: number, rows: number, changes: Partial<GroupingProblem> = {}, seed = 1): GroupingProblem {
  const n = columns * rows, chance = chances(seed)
  const lat = Float64Array.from({ length: n }, (_, i) => 51 + Math.floor(i / columns) * 0.018 + chance() * 0.008)
  const lon = Float64Array.from({ length: n }, (_, i) => -1 + (i % columns) * 0.028 + chance() * 0.012)
  const patients = Float64Array.from({ length: n }, () => 3_000 + Math.round(chance() * 12_000))
  const network = Int32Array.from({ length: n }, (_, i) => Math.floor((i % columns) / 3) + Math.ceil(columns / 3) * Math.floor(i / columns / 2))
  const { links } = neighbourGraph({ lat, lon, isOutside: new Uint8Array(n), barriers: new Float64Array(0), networks: null })
  return {
    patients, lat, lon, network, links, shared: null, band: { min: 30_000, max: 50_000 }, outer: { min: 20_000, max: 60_000 },
    weights: { bandKm: 5, uncoveredKm: 50, uncoveredFlatPatientKm: 20_000, sharedKm: 0, changeKm: 0 }, maxGroups: null, keep: nothingKept, ...changes,
  }
}
