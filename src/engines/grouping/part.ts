import type { GroupingProblem } from './problem.ts'

/**
 * The same problem for some of its practices only; pairs kept together or apart hold where both are among them.
 * @param practices indices ascending, nobody of a kept group; index k of the part is practices[k] of the whole
 * @param maxGroups greatest number of groups for the part
 */
export function partOf(problem: GroupingProblem, practices: Int32Array, maxGroups: number | null): GroupingProblem {
  const at = new Int32Array(problem.patients.length).fill(-1)
  practices.forEach((i, k) => { at[i] = k })
  const pick = (from: Float64Array) => Float64Array.from(practices, i => from[i]!)
  const both = (pairs: Int32Array): Int32Array => {
    const found: number[] = []
    for (let k = 0; k < pairs.length; k += 2) {
      const a = at[pairs[k]!]!, b = at[pairs[k + 1]!]!
      if (a >= 0 && b >= 0) found.push(Math.min(a, b), Math.max(a, b))
    }
    return Int32Array.from(found)
  }
  let shared: GroupingProblem['shared'] = null
  if (problem.shared) {
    const starts = new Int32Array(practices.length + 1), other: number[] = [], patients: number[] = []
    practices.forEach((i, k) => {
      for (let e = problem.shared!.starts[i]!; e < problem.shared!.starts[i + 1]!; e++) {
        const j = at[problem.shared!.other[e]!]!
        if (j >= 0) { other.push(j); patients.push(problem.shared!.patients[e]!) }
      }
      starts[k + 1] = other.length
    })
    shared = { starts, other: Int32Array.from(other), patients: Float64Array.from(patients) }
  }
  const numbers = new Map<number, number>()
  const network = Int32Array.from(practices, i => {
    const l = problem.network[i]!
    if (l >= 0 && !numbers.has(l)) numbers.set(l, numbers.size)
    return l < 0 ? -1 : numbers.get(l)!
  })
  const { keep } = problem
  return {
    ...problem, patients: pick(problem.patients), lat: pick(problem.lat), lon: pick(problem.lon), network, links: both(problem.links), shared, maxGroups,
    keep: { together: both(keep.together), apart: both(keep.apart), groups: [], side: keep.side && Int32Array.from(practices, i => keep.side![i]!) },
  }
}

/** Practices in parts that no link joins: each part's indices ascending. */
export function linkedParts(practices: Int32Array, starts: Int32Array, near: Int32Array): Int32Array[] {
  const waiting = new Set(practices), parts: Int32Array[] = []
  for (const first of practices) {
    if (!waiting.delete(first)) continue
    const part = [first]
    for (let k = 0; k < part.length; k++) for (let e = starts[part[k]!]!; e < starts[part[k]! + 1]!; e++) if (waiting.delete(near[e]!)) part.push(near[e]!)
    parts.push(Int32Array.from(part).sort())
  }
  return parts
}
