import type { Highs } from 'highs'
import type { Column, Ground } from './ground.ts'
import type { Groups } from './start.ts'

export interface ChoiceOptions {
  least: number
  most: number
  seconds: number
  /** A good plan is known and only the proof is missing: HiGHS then looks for no plans of its own. */
  isProof: boolean
  isStopped: () => boolean
  /** Triples of practices of which at most one group holds two, flattened: they cut off mixtures early. */
  triples: Int32Array
  /** A plan to start from; used when all its groups are among those offered. */
  start: Groups
}

const OPTIMAL = 7, INFEASIBLE = 8

/**
 * The cheapest way to put every practice in one of the groups offered or leave it out, by HiGHS branch and cut; kept groups must be among those offered.
 * @returns the plan found, null without one, and a bound on every plan made of these groups (Infinity when there is none)
 */
export function chosenBy(ground: Ground, highs: Highs, columns: Column[], { least, most, seconds, isProof, isStopped, triples, start }: ChoiceOptions): { groups: Groups | null; bound: number } {
  const { n, networks, uncovered, isHeld } = ground, infinity = highs.infinity
  const hasNetworks = ground.problem.weights.changeKm > 0 && networks > 0
  const fixedRows = n + 1 + (hasNetworks ? networks : 0), rows = fixedRows + triples.length / 3, cols = n + columns.length
  const cost = new Float64Array(cols), starts = new Int32Array(cols + 1), indices: number[] = []
  cost.set(uncovered)
  for (let i = 0; i < n; i++) { indices.push(i); starts[i + 1] = indices.length }
  const cutsOf: number[][] = Array.from({ length: n }, () => [])
  triples.forEach((i, k) => cutsOf[i]!.push(Math.floor(k / 3)))
  const held = new Uint8Array(triples.length / 3)
  const heldTwice = (members: Int32Array): number[] => {
    const twice: number[] = []
    for (const i of members) for (const cut of cutsOf[i]!) if (++held[cut]! === 2) twice.push(cut)
    for (const i of members) for (const cut of cutsOf[i]!) held[cut] = 0
    return twice
  }
  columns.forEach((column, c) => {
    cost[n + c] = column.cost
    indices.push(...column.members, n)
    if (hasNetworks && column.label >= 0) indices.push(n + 1 + column.label)
    for (const cut of heldTwice(column.members)) indices.push(fixedRows + cut)
    starts[n + c + 1] = indices.length
  })
  const rowLower = new Float64Array(rows).fill(1), rowUpper = new Float64Array(rows).fill(1)
  rowLower[n] = least
  rowUpper[n] = most
  for (let row = n + 1; row < rows; row++) rowLower[row] = -infinity
  const model = highs.createModel({
    numCols: cols, numRows: rows, colCost: cost, colLower: new Float64Array(cols), colUpper: Float64Array.from({ length: cols }, (_, c) => (isHeld[c] ? 0 : 1)), rowLower, rowUpper,
    integrality: new Int32Array(cols).fill(1),
    matrix: { format: 'csc', numRows: rows, numCols: cols, starts, indices: Int32Array.from(indices), values: new Float64Array(indices.length).fill(1) },
  })
  try {
    model.options.set({ output_flag: false, time_limit: Math.max(0.05, seconds), mip_rel_gap: 1e-9, mip_abs_gap: 1e-7, mip_heuristic_effort: isProof ? 0 : 0.05, mip_detect_symmetry: false })
    const place = new Map(columns.map((c, k) => [c.members.join(), k]))
    const from = start.map(members => place.get(members.join()))
    if (start.length && from.every(k => k !== undefined) && start.length >= least && start.length <= most) {
      const colValue = new Float64Array(cols).fill(0)
      for (const k of from) colValue[n + k!] = 1
      for (let i = 0; i < n; i++) colValue[i] = start.some(members => members.includes(i)) ? 0 : 1
      model.setSolution({ colValue })
    }
    model.run({ [highs.constants.callbackType.mipInterrupt]: event => { if (isStopped()) event.interrupt() } })
    const status = model.getModelStatus()
    if (status === INFEASIBLE) return { groups: null, bound: Infinity }
    const info = model.info.get('mip_dual_bound')
    const bound = typeof info === 'number' && Number.isFinite(info) ? info : -Infinity
    if (!Number.isFinite(model.getObjectiveValue())) return { groups: null, bound }
    const { colValue } = model.getSolution(), groups: Groups = [], times = new Uint8Array(n)
    columns.forEach((column, c) => { if (colValue[n + c]! > 0.5) { groups.push(column.members); for (const i of column.members) times[i]!++ } })
    // With no answer HiGHS shows all zeros, which would leave everybody twice out: count again.
    for (let i = 0; i < n; i++) if (times[i]! + (colValue[i]! > 0.5 ? 1 : 0) !== 1) return { groups: null, bound }
    return { groups, bound: status === OPTIMAL ? Math.max(bound, model.getObjectiveValue() - 1e-6) : bound }
  } finally {
    model.dispose()
  }
}
