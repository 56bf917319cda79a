import type { Highs, Model } from 'highs'
import type { Column, Ground } from './ground.ts'
import type { Duals } from './pricing.ts'

const OPTIMAL = 7, TIME_LIMIT = 13
/** HiGHS works this long at a time before it is asked whether anybody wants it to stop; it goes on from the basis it has. */
const SLICE_SECONDS = 0.4
/** One column beside those that leave a practice out: a group of nobody, so dear that it serves only while the groups known are too few. */
const EXTRA = 1

/** The linear programme over the columns known so far, kept warm in HiGHS. Rows: each practice once, the number of groups, each network once, then cuts. */
export interface Master {
  columns: Column[]
  /** Adds what is new; returns how many were. */
  add(columns: Column[]): number
  /** Adds subset-row cuts, three practices each: at most one group holds two of them. */
  addCuts(triples: Int32Array): void
  /** Triples of the cuts that bite at these prices, flattened. */
  biting(duals: Duals): Int32Array
  /** Least and greatest number of groups, and which columns may be used. */
  limit(least: number, most: number, isAllowed: (column: Column) => boolean): void
  /** Holds these columns at 1, and lets go of them again with none given. */
  fix(chosen: number[]): void
  /**
   * Makes leaving out dearer, up to its real price, for practices the mixture leaves out at less; false when there are none.
   * Until then each is priced by the first plan, which keeps early prices near the last ones; a bound at lower prices holds at the real ones.
   */
  raise(left: Float64Array): boolean
  /** Solves until `secondsLeft` is none or stopped, in slices so that neither waits long; null when it was not finished. */
  run(secondsLeft: () => number, isStopped: () => boolean): { objective: number; x: Float64Array; left: Float64Array; duals: Duals } | null
  dispose(): void
}

/** @param firstPrices of leaving each practice out to begin with, thousands of patient-km; never above the real ones */
export function masterOf(ground: Ground, highs: Highs, firstPrices: Float64Array): Master {
  const { n, networks, uncovered } = ground, infinity = highs.infinity
  const hasNetworks = ground.problem.weights.changeKm > 0 && networks > 0
  const fixedRows = n + 1 + (hasNetworks ? networks : 0)
  const columns: Column[] = [], known = new Map<string, number>()
  const cutMembers: Int32Array[] = [], cutsOf: number[][] = Array.from({ length: n }, () => [])
  let allowed: (column: Column) => boolean = () => true
  const rowLower = new Float64Array(fixedRows).fill(1), rowUpper = new Float64Array(fixedRows).fill(1)
  rowLower[n] = 0
  rowUpper[n] = ground.mostGroups
  for (let row = n + 1; row < fixedRows; row++) { rowLower[row] = -infinity; rowUpper[row] = 1 }
  const first = n + EXTRA, dearest = uncovered.reduce((a, b) => a + b, 0) + 1
  // Nobody of a kept group can be left out.
  const mostOut = Float64Array.from({ length: first }, (_, i) => (ground.isHeld[i] ? 0 : infinity))
  const model: Model = highs.createModel({
    numCols: first, numRows: fixedRows, colCost: Float64Array.of(...firstPrices, dearest), colLower: new Float64Array(first), colUpper: mostOut, rowLower, rowUpper,
    matrix: { format: 'csc', numRows: fixedRows, numCols: first, starts: Int32Array.from({ length: first + 1 }, (_, i) => i), indices: Int32Array.from({ length: first }, (_, i) => i), values: new Float64Array(first).fill(1) },
  })
  model.options.set({ output_flag: false, solver: 'simplex' })
  const leaveOut = firstPrices.slice()
  const count = new Uint8Array(1 << 16)
  let fixed: number[] = []

  /** Cuts a set of practices pays for: those of which it holds two. */
  function paidBy(members: Int32Array): number[] {
    const paid: number[] = []
    for (const i of members) for (const cut of cutsOf[i]!) if (++count[cut]! === 2) paid.push(cut)
    for (const i of members) for (const cut of cutsOf[i]!) count[cut] = 0
    return paid
  }

  return {
    columns,
    biting: duals => Int32Array.from(cutMembers.filter((_, k) => duals.cut[k]! < -1e-6).flatMap(members => [...members])),
    add(found) {
      const cost: number[] = [], upper: number[] = [], starts = [0], indices: number[] = []
      for (const column of found) {
        const key = `${column.label}:${column.members.join()}`
        if (known.has(key)) continue
        known.set(key, columns.length)
        columns.push(column)
        cost.push(column.cost)
        upper.push(allowed(column) ? infinity : 0)
        for (const i of column.members) indices.push(i)
        indices.push(n)
        if (hasNetworks && column.label >= 0) indices.push(n + 1 + column.label)
        for (const cut of paidBy(column.members)) indices.push(fixedRows + cut)
        starts.push(indices.length)
      }
      if (cost.length) {
        model.addCols({
          cost: Float64Array.from(cost), lower: new Float64Array(cost.length), upper: Float64Array.from(upper),
          matrix: { format: 'csc', numRows: fixedRows + cutMembers.length, numCols: cost.length, starts: Int32Array.from(starts), indices: Int32Array.from(indices), values: new Float64Array(indices.length).fill(1) },
        })
      }
      return cost.length
    },
    addCuts(triples) {
      const q = triples.length / 3, starts = [0], indices: number[] = []
      const rows: number[][] = Array.from({ length: q }, () => [])
      const of = new Map<number, number[]>()
      for (let k = 0; k < q; k++) for (let e = 0; e < 3; e++) { const i = triples[3 * k + e]!; of.set(i, [...of.get(i) ?? [], k]) }
      columns.forEach((column, c) => {
        for (const i of column.members) for (const k of of.get(i) ?? []) if (++count[k]! === 2) rows[k]!.push(n + EXTRA + c)
        for (const i of column.members) for (const k of of.get(i) ?? []) count[k] = 0
      })
      for (const row of rows) { indices.push(...row); starts.push(indices.length) }
      model.addRows({
        lower: new Float64Array(q).fill(-infinity), upper: new Float64Array(q).fill(1),
        matrix: { format: 'csr', numRows: q, numCols: n + EXTRA + columns.length, starts: Int32Array.from(starts), indices: Int32Array.from(indices), values: new Float64Array(indices.length).fill(1) },
      })
      for (let k = 0; k < q; k++) {
        const members = triples.slice(3 * k, 3 * k + 3)
        for (const i of members) cutsOf[i]!.push(cutMembers.length)
        cutMembers.push(members)
      }
    },
    limit(least, most, isAllowed) {
      model.changeRowBounds(n, least, most)
      allowed = isAllowed
      if (columns.length) model.changeColsBounds({ kind: 'range', from: n + EXTRA, to: n + EXTRA + columns.length - 1 }, new Float64Array(columns.length), Float64Array.from(columns, c => (isAllowed(c) ? infinity : 0)))
    },
    raise(left) {
      let isRaised = false
      for (let i = 0; i < n; i++) {
        if (left[i]! < 1e-7 || leaveOut[i]! >= uncovered[i]!) continue
        leaveOut[i] = Math.min(uncovered[i]!, leaveOut[i]! * 4)
        model.changeColCost(i, leaveOut[i]!)
        isRaised = true
      }
      return isRaised
    },
    fix(chosen) {
      for (const c of fixed) model.changeColBounds(n + EXTRA + c, 0, allowed(columns[c]!) ? infinity : 0)
      fixed = chosen
      for (const c of fixed) model.changeColBounds(n + EXTRA + c, 1, 1)
    },
    run(secondsLeft, isStopped) {
      do {
        model.zeroAllClocks()
        model.options.set({ time_limit: Math.min(SLICE_SECONDS, Math.max(0.01, secondsLeft())) })
        model.run()
      } while (model.getModelStatus() === TIME_LIMIT && !isStopped())
      if (model.getModelStatus() !== OPTIMAL) return null
      const { colValue, rowDual } = model.getSolution()
      const cover = new Float64Array(n)
      for (let i = 0; i < n; i++) cover[i] = ground.isHeld[i] ? rowDual[i]! : Math.min(rowDual[i]!, leaveOut[i]!)
      const network = new Float64Array(hasNetworks ? networks : 0)
      for (let l = 0; l < network.length; l++) network[l] = Math.min(0, rowDual[n + 1 + l]!)
      const cut = Float64Array.from({ length: cutMembers.length }, (_, k) => Math.min(0, rowDual[fixedRows + k]!))
      const cutStarts = new Int32Array(n + 1), cutOf: number[] = []
      for (let i = 0; i < n; i++) {
        for (const k of cutsOf[i]!) if (cut[k]! < -1e-9) cutOf.push(k)
        cutStarts[i + 1] = cutOf.length
      }
      return { objective: model.getObjectiveValue(), x: colValue.slice(n + EXTRA), left: colValue.slice(0, n), duals: { cover, count: rowDual[n]!, network, cut, cutStarts, cutOf: Int32Array.from(cutOf) } }
    },
    dispose: () => model.dispose(),
  }
}

/**
 * Triples of practices that break "at most one group holds two of the three", worst first.
 * @param x values of the columns; the search looks at fractional ones only
 */
export function brokenTriples(ground: Ground, columns: Column[], x: Float64Array, most: number, perPractice: number): Int32Array {
  const { n } = ground, used: number[] = []
  columns.forEach((column, c) => { if (x[c]! > 1e-6 && x[c]! < 1 - 1e-6 && column.members.length > 1) used.push(c) })
  const holding: number[][] = Array.from({ length: n }, () => [])
  for (const c of used) for (const i of columns[c]!.members) holding[i]!.push(c)
  const weight: Map<number, number>[] = Array.from({ length: n }, () => new Map())
  for (const c of used) {
    const { members } = columns[c]!
    for (let a = 0; a < members.length; a++) for (let b = a + 1; b < members.length; b++) {
      const i = members[a]!, j = members[b]!
      weight[i]!.set(j, (weight[i]!.get(j) ?? 0) + x[c]!)
      weight[j]!.set(i, (weight[j]!.get(i) ?? 0) + x[c]!)
    }
  }
  const found: { by: number; i: number; j: number; k: number }[] = []
  const heldBy = new Uint8Array(columns.length)
  for (let i = 0; i < n; i++) {
    const others = [...weight[i]!.keys()].sort((a, b) => a - b)
    for (let a = 0; a < others.length; a++) {
      const j = others[a]!, wij = weight[i]!.get(j)!
      if (wij >= 1 - 1e-6) continue
      for (let b = a + 1; b < others.length; b++) {
        const k = others[b]!, wik = weight[i]!.get(k)!, wjk = weight[j]!.get(k) ?? 0
        // Each triple once: from its least practice, or from its middle link when the other two share nothing.
        if (wjk > 0 && i > j) continue
        if (wij + wik + wjk <= 1.02 || wik >= 1 - 1e-6 || wjk >= 1 - 1e-6) continue
        let all = 0
        for (const c of holding[i]!) heldBy[c] = 1
        for (const c of holding[j]!) if (heldBy[c]) heldBy[c] = 2
        for (const c of holding[k]!) if (heldBy[c] === 2) all += x[c]!
        for (const c of holding[i]!) heldBy[c] = 0
        const by = wij + wik + wjk - 2 * all - 1
        if (by > 0.02) found.push({ by, i, j, k })
      }
    }
  }
  found.sort((a, b) => b.by - a.by)
  const times = new Int32Array(n), triples: number[] = []
  for (const { i, j, k } of found) {
    if (triples.length >= 3 * most) break
    if (times[i]! >= perPractice || times[j]! >= perPractice || times[k]! >= perPractice) continue
    times[i]!++; times[j]!++; times[k]!++
    triples.push(...[i, j, k].sort((a, b) => a - b))
  }
  return Int32Array.from(triples)
}
