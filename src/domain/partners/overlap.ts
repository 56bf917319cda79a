import type { Flows } from '../position/flows.ts'
import type { Patients, PracticeCode } from '../words.ts'

export type { Flows }

/** Two practices' patients, looked at from the first. Symmetric figures are the same from either side. */
export interface Overlap {
  code: PracticeCode
  /** Σ over small areas of min(ours, theirs). */
  shared: Patients
  /** Our patients living in small areas where more people are registered with them than with us. */
  oursAmongTheirs: Patients
  /** Their patients living in small areas where more people are registered with us than with them. */
  theirsAmongOurs: Patients
}

/** Pairs (a < b) that share anyone, compressed rows by a; a and b are positions in the codes asked for. */
export interface SharedPairs { starts: Int32Array; other: Int32Array; patients: Float64Array }

/** Fewer than this many people are never counted out loud (people.md §12.2). */
export const SMALLEST_SHOWN = 5

/** A count of people as a page or print may show it: 'fewer than 5', else with its comma. */
export function shownCount(people: Patients): string {
  return people < SMALLEST_SHOWN ? `fewer than ${SMALLEST_SHOWN}` : Math.round(people).toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Where the practice's rows begin and end; an empty range for a code without flows. */
export function rowsOf(flows: Flows, code: PracticeCode): { from: number; to: number } {
  const p = indexOf(flows).practice.get(code)
  return p === undefined ? { from: 0, to: 0 } : { from: flows.starts[p]!, to: flows.starts[p + 1]! }
}

/** Every small area where the practice has patients, most patients first; [] for a code without flows. */
export function smallAreasOf(flows: Flows, code: PracticeCode): { smallArea: string; index: number; patients: Patients }[] {
  const { from, to } = rowsOf(flows, code), rows = []
  for (let r = from; r < to; r++) rows.push({ smallArea: flows.smallAreas[flows.smallArea[r]!]!, index: flows.smallArea[r]!, patients: flows.patients[r]! })
  return rows.sort((a, b) => b.patients - a.patients || a.index - b.index)
}

/** The sentence of people.md §9 screen 4: patients of a who live in small areas where more people are registered with b than with a. */
export function livesAmong(flows: Flows, a: PracticeCode, b: PracticeCode): Patients {
  return compare(flows, a, b).oursAmongTheirs
}

/** shared(A, B) of every plan: Σ over small areas of min(a, b), each pair once. Symmetric, and never above the smaller list. */
export function sharedPatients(flows: Flows, a: PracticeCode, b: PracticeCode): Patients {
  return compare(flows, a, b).shared
}

/** One walk down both practices' small areas, which ascend. */
function compare(flows: Flows, a: PracticeCode, b: PracticeCode): Overlap {
  const found: Overlap = { code: b, shared: 0, oursAmongTheirs: 0, theirsAmongOurs: 0 }
  if (a === b) return found
  const rowsA = rowsOf(flows, a), rowsB = rowsOf(flows, b)
  for (let i = rowsA.from, j = rowsB.from; i < rowsA.to && j < rowsB.to;) {
    const gap = flows.smallArea[i]! - flows.smallArea[j]!
    if (gap === 0) {
      const ours = flows.patients[i]!, theirs = flows.patients[j]!
      found.shared += Math.min(ours, theirs)
      if (theirs > ours) found.oursAmongTheirs += ours
      if (ours > theirs) found.theirsAmongOurs += theirs
    }
    if (gap <= 0) i++
    if (gap >= 0) j++
  }
  return found
}

/** Every practice that shares a small area with this one, most shared patients first, ties by code. */
export function overlapFor(flows: Flows, code: PracticeCode): Overlap[] {
  const { areaStarts, areaRow, rowPractice } = indexOf(flows), { from, to } = rowsOf(flows, code)
  const found = new Map<number, Overlap>()
  for (let r = from; r < to; r++) {
    const ours = flows.patients[r]!, area = flows.smallArea[r]!
    for (let k = areaStarts[area]!; k < areaStarts[area + 1]!; k++) {
      const row = areaRow[k]!
      if (row === r) continue
      const p = rowPractice[row]!, theirs = flows.patients[row]!
      let overlap = found.get(p)
      if (!overlap) found.set(p, overlap = { code: flows.practices[p]!, shared: 0, oursAmongTheirs: 0, theirsAmongOurs: 0 })
      overlap.shared += Math.min(ours, theirs)
      if (theirs > ours) overlap.oursAmongTheirs += ours
      if (ours > theirs) overlap.theirsAmongOurs += theirs
    }
  }
  return [...found.values()].sort((a, b) => b.shared - a.shared || (a.code < b.code ? -1 : 1))
}

/**
 * shared(A, B) for every pair of the practices asked for, sparse.
 * A code without flows simply has no pairs. Repeated codes are one practice too many and throw.
 */
export function sharedPairs(flows: Flows, codes: readonly PracticeCode[]): SharedPairs {
  if (new Set(codes).size !== codes.length) throw new Error('sharedPairs: a practice code is listed twice')
  const n = codes.length, rows = codes.map(code => rowsOf(flows, code))
  const byArea = areaLists(flows, rows)
  const starts = new Int32Array(n + 1), other: number[] = [], patients: number[] = []
  const sum = new Float64Array(n), touched = new Int32Array(n)
  for (let a = 0; a < n; a++) {
    let touchedCount = 0
    for (let r = rows[a]!.from; r < rows[a]!.to; r++) {
      const ours = flows.patients[r]!, area = flows.smallArea[r]!
      for (let k = byArea.starts[area + 1]! - 1; k >= byArea.starts[area]!; k--) {
        const b = byArea.position[k]!
        if (b <= a) break
        if (sum[b] === 0) touched[touchedCount++] = b
        const theirs = byArea.patients[k]!
        sum[b]! += theirs < ours ? theirs : ours
      }
    }
    for (const b of touched.subarray(0, touchedCount).sort()) {
      other.push(b)
      patients.push(sum[b]!)
      sum[b] = 0
    }
    starts[a + 1] = other.length
  }
  return { starts, other: Int32Array.from(other), patients: Float64Array.from(patients) }
}

/** Who lives in each small area among the practices asked for: positions ascending within an area. */
function areaLists(flows: Flows, rows: { from: number; to: number }[]): { starts: Int32Array; position: Int32Array; patients: Float64Array } {
  const starts = new Int32Array(flows.smallAreas.length + 1)
  for (const { from, to } of rows) for (let r = from; r < to; r++) starts[flows.smallArea[r]! + 1]!++
  for (let i = 0; i < flows.smallAreas.length; i++) starts[i + 1]! += starts[i]!
  const total = starts[flows.smallAreas.length]!
  const next = starts.slice(), position = new Int32Array(total), patients = new Float64Array(total)
  rows.forEach(({ from, to }, p) => {
    for (let r = from; r < to; r++) {
      const k = next[flows.smallArea[r]!]!++
      position[k] = p
      patients[k] = flows.patients[r]!
    }
  })
  return { starts, position, patients }
}

interface FlowIndex { practice: Map<PracticeCode, number>; areaStarts: Int32Array; areaRow: Int32Array; rowPractice: Int32Array }

const indexes = new WeakMap<Flows, FlowIndex>()

/** Flows are never changed once made, so the way back from small area to practice is worked out once. */
function indexOf(flows: Flows): FlowIndex {
  let index = indexes.get(flows)
  if (!index) indexes.set(flows, index = buildIndex(flows))
  return index
}

function buildIndex(flows: Flows): FlowIndex {
  const areas = flows.smallAreas.length, rows = flows.smallArea.length
  const areaStarts = new Int32Array(areas + 1), areaRow = new Int32Array(rows), rowPractice = new Int32Array(rows)
  for (let r = 0; r < rows; r++) areaStarts[flows.smallArea[r]! + 1]!++
  for (let i = 0; i < areas; i++) areaStarts[i + 1]! += areaStarts[i]!
  const next = areaStarts.slice()
  for (let p = 0; p < flows.practices.length; p++) {
    for (let r = flows.starts[p]!; r < flows.starts[p + 1]!; r++) {
      rowPractice[r] = p
      areaRow[next[flows.smallArea[r]!]!++] = r
    }
  }
  return { practice: new Map(flows.practices.map((code, p) => [code, p])), areaStarts, areaRow, rowPractice }
}
