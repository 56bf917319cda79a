import type { Patients } from '../words.ts'

/**
 * Who changes partners. Each of today's networks is carried on by at most one group, and each group carries on at most one network.
 * Patients of a practice that is in a network today and in a group that does not carry that network on change partners.
 * A practice in no network that joins a group changes nothing; a practice left in no group pays the price of being left out instead.
 * For a whole plan, who carries on whom is settled in the plan's favour: the exact heaviest matching of groups with networks,
 * by patients who stay. Our own definition (docs/guides/recompute-a-plan.md).
 */
export interface ChangesInPlan {
  /** For each group, the index of the network it carries on, −1 for none. */
  carriesOn: Int32Array
  /** For each group, patients in it who change partners. */
  changing: Float64Array
  total: Patients
}

/**
 * @param groups members of each group, indices
 * @param patients list size by practice index
 * @param network index of today's network by practice index, −1 for none
 */
export function changesInPlan(groups: readonly ArrayLike<number>[], patients: ArrayLike<number>, network: ArrayLike<number>): ChangesInPlan {
  const staying = groups.map(members => {
    const by = new Map<number, number>()
    for (let k = 0; k < members.length; k++) {
      const l = network[members[k]!]!
      if (l >= 0) by.set(l, (by.get(l) ?? 0) + patients[members[k]!]!)
    }
    return by
  })
  const carriesOn = heaviestMatching(staying)
  const changing = Float64Array.from(staying, (by, g) => {
    let sum = 0
    for (const [l, people] of by) if (l !== carriesOn[g]) sum += people
    return sum
  })
  return { carriesOn, changing, total: changing.reduce((a, b) => a + b, 0) }
}

/**
 * Heaviest matching of rows with columns, each used at most once, rows may stay single: shortest augmenting paths with potentials
 * (Kuhn 1955, Munkres 1957) over the sparse weights given.
 * @param weights for each row, weight > 0 by column
 * @returns column of each row, −1 for none
 */
export function heaviestMatching(weights: readonly ReadonlyMap<number, number>[]): Int32Array {
  const rowOf = new Map<number, number>(), columnOf = new Int32Array(weights.length).fill(-1)
  const rowPotential = new Float64Array(weights.length), columnPotential = new Map<number, number>()
  // A row's own "stay single" column is numbered −1 − row and costs 0.
  for (let start = 0; start < weights.length; start++) {
    const reach = new Map<number, number>(), from = new Map<number, number>(), done: [number, number][] = []
    let row = start, base = 0, end = 0
    const consider = (column: number, cost: number) => {
      const through = base + cost - rowPotential[row]! - (columnPotential.get(column) ?? 0)
      if (through < (reach.get(column) ?? Infinity)) { reach.set(column, through); from.set(column, row) }
    }
    const settled = new Set<number>()
    for (;;) {
      for (const [column, weight] of weights[row]!) if (!settled.has(column)) consider(column, -weight)
      if (!settled.has(-1 - row)) consider(-1 - row, 0)
      let nearest = 0, least = Infinity
      for (const [column, far] of reach) if (!settled.has(column) && far < least) { least = far; nearest = column }
      settled.add(nearest)
      base = least
      done.push([nearest, least])
      const holder = rowOf.get(nearest)
      if (holder === undefined) { end = nearest; break }
      row = holder
    }
    rowPotential[start]! += base
    for (const [column, far] of done) {
      columnPotential.set(column, (columnPotential.get(column) ?? 0) + far - base)
      const holder = rowOf.get(column)
      if (holder !== undefined) rowPotential[holder]! += base - far
    }
    for (let column = end; ;) {
      const r = from.get(column)!, left = columnOf[r]!
      rowOf.set(column, r)
      columnOf[r] = column >= 0 ? column : -1
      if (r === start) break
      column = left
    }
  }
  return columnOf
}
