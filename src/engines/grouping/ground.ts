import { haversineKm } from '#domain/position/distance.ts'
import type { GroupingProblem } from './problem.ts'
import { unitsOf, type Units } from './units.ts'

/** Costs inside the engine are in thousands of patient-km, so that the LP's numbers stay near 1. */
export const THOUSAND = 1000

/** A priced group: members ascending, its hub, the network it carries on (−1 for none) and its cost in thousands of patient-km. */
export interface Column { members: Int32Array; hub: number; label: number; cost: number }

/** The problem with what every step needs close at hand: neighbours in compressed rows, distances, band prices, what is kept. */
export interface Ground {
  problem: GroupingProblem
  n: number
  size: Float64Array
  /** Links that a group can use: pairs kept together count as linked, and nothing links practices that may not be in one group. */
  starts: Int32Array
  near: Int32Array
  /** Practices kept together move as one. */
  units: Units
  /** 1 for a member of a kept group. */
  isHeld: Uint8Array
  /** Each kept group, once for every network it could carry on and once for none. */
  held: Column[][]
  /** 1 for a list above the band's maximum: it stands alone or not at all. */
  isAlone: Uint8Array
  /** Price of leaving a practice out, thousands of patient-km. */
  uncovered: Float64Array
  /** Networks numbered 0 .. networks−1. */
  networks: number
  /** Greatest number of groups any plan can have. */
  mostGroups: number
  km(i: number, j: number): number
  sharedBetween(i: number, j: number): number
  /** Band price of a group of this many patients, thousands of patient-km. */
  bandPrice(patients: number): number
  /** Price of a set of practices at its best hub, carrying on the network given (−1 none) or, without one, the network it holds most patients of; members ascending. */
  price(members: Int32Array, label?: number): Column
  isConnected(members: ArrayLike<number>): boolean
  fits(members: ArrayLike<number>): boolean
  /** Whether a plan keeps what must be kept. */
  keeps(groups: readonly Int32Array[]): boolean
}

const WHOLE_MATRIX = 1500

/** Prepares a problem; throws when its arrays do not belong together. */
export function groundOf(problem: GroupingProblem): Ground {
  const n = problem.patients.length
  if (problem.lat.length !== n || problem.lon.length !== n || problem.network.length !== n) throw new Error('grouping: arrays differ in length')
  if (problem.patients.some(p => !(p > 0))) throw new Error('grouping: a practice has no patients') // worth a patient would be 0 ÷ 0, and no bound would hold
  const { lat, lon, band, outer, weights, shared, keep } = problem, size = problem.patients
  const isAlone = Uint8Array.from(size, p => (p > band.max ? 1 : 0)), isHeld = new Uint8Array(n)
  for (const members of keep.groups) for (const i of members) {
    if (isHeld[i] !== 0) throw new Error('grouping: a practice is in two kept groups, or in none of ours')
    isHeld[i] = 1
  }
  for (const i of [...keep.together, ...keep.apart]) if (isHeld[i] !== 0) throw new Error('grouping: a pair names a practice of a kept group, or none of ours')
  if (keep.side && keep.side.length !== n) throw new Error('grouping: arrays differ in length')
  if (keep.groups.length > (problem.maxGroups ?? n)) throw new Error('grouping: more groups are kept than may be')
  const { starts, near, units } = unitsOf(problem, isAlone, isHeld)
  const uncovered = Float64Array.from(size, p => (weights.uncoveredKm * p + weights.uncoveredFlatPatientKm) / THOUSAND)
  let networks = 0, together = 0, alone = 0, others = 0
  for (let i = 0; i < n; i++) networks = Math.max(networks, problem.network[i]! + 1)
  for (let u = 0; u < units.count; u++) {
    if (!units.canStand[u]) continue
    if (units.isAlone[u]) alone++
    else { others++; together += units.size[u]! }
  }
  const matrix = n <= WHOLE_MATRIX ? new Float64Array(n * n) : null
  if (matrix) for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) matrix[i * n + j] = matrix[j * n + i] = haversineKm(lat[i]!, lon[i]!, lat[j]!, lon[j]!)
  const km = matrix ? (i: number, j: number) => matrix[i * n + j]! : (i: number, j: number) => haversineKm(lat[i]!, lon[i]!, lat[j]!, lon[j]!)
  const sharedBetween = (i: number, j: number): number => {
    if (!shared || i === j) return 0
    const a = Math.min(i, j), b = Math.max(i, j)
    let low = shared.starts[a]!, high = shared.starts[a + 1]! - 1
    while (low <= high) {
      const middle = (low + high) >> 1, other = shared.other[middle]!
      if (other === b) return shared.patients[middle]!
      if (other < b) low = middle + 1
      else high = middle - 1
    }
    return 0
  }
  const bandPrice = (patients: number) => (weights.bandKm * (Math.max(0, band.min - patients) + Math.max(0, patients - band.max))) / THOUSAND
  const price = (members: Int32Array, given?: number): Column => {
    let hub = -1, least = Infinity, patients = 0
    for (const h of members) {
      let sum = 0
      for (const i of members) sum += size[i]! * km(i, h)
      if (sum < least) { least = sum; hub = h }
      patients += size[h]!
    }
    let cost = least
    if (weights.sharedKm > 0 && shared) for (let a = 0; a < members.length; a++) for (let b = a + 1; b < members.length; b++) cost -= weights.sharedKm * sharedBetween(members[a]!, members[b]!)
    let label = given ?? -1
    if (weights.changeKm > 0) {
      let inNetworks = 0, most = 0
      for (const i of members) {
        if (problem.network[i]! < 0) continue
        inNetworks += size[i]!
        if (given !== undefined && given !== problem.network[i]) continue
        let staying = 0
        for (const j of members) if (problem.network[j] === problem.network[i]) staying += size[j]!
        if (staying > most) { most = staying; label = problem.network[i]! }
      }
      cost += weights.changeKm * (inNetworks - most)
    }
    const isGiant = members.length === 1 && isAlone[members[0]!] === 1
    return { members, hub, label, cost: cost / THOUSAND + (isGiant ? 0 : bandPrice(patients)) }
  }
  const seen = new Int32Array(n), inside = new Int32Array(n), queue = new Int32Array(n)
  let mark = 0
  const isConnected = (members: ArrayLike<number>): boolean => {
    mark++
    for (let k = 0; k < members.length; k++) inside[members[k]!] = mark
    let head = 0, tail = 0
    queue[tail++] = members[0]!
    seen[members[0]!] = mark
    while (head < tail) {
      const i = queue[head++]!
      for (let e = starts[i]!; e < starts[i + 1]!; e++) {
        const j = near[e]!
        if (inside[j] !== mark || seen[j] === mark) continue
        seen[j] = mark
        queue[tail++] = j
      }
    }
    return tail === members.length
  }
  const fits = (members: ArrayLike<number>): boolean => {
    if (members.length === 1 && isAlone[members[0]!]) return true
    let patients = 0
    for (let k = 0; k < members.length; k++) { if (isAlone[members[k]!]) return false; patients += size[members[k]!]! }
    return patients >= outer.min && patients <= outer.max
  }
  const held = keep.groups.map(group => {
    const members = group.slice().sort(), inIt = weights.changeKm > 0 ? [...new Set(Array.from(members, i => problem.network[i]!))].filter(l => l >= 0) : []
    return [...inIt, -1].map(label => price(members, label))
  })
  const groupOf = new Int32Array(n)
  const keeps = (groups: readonly Int32Array[]): boolean => {
    if (units.isPlain && !units.hasRivals && held.length === 0) return true
    groupOf.fill(-1)
    groups.forEach((members, g) => { for (const i of members) groupOf[i] = g })
    for (const [{ members }] of held as [Column][]) {
      const g = groupOf[members[0]!]!
      if (g < 0 || groups[g]!.length !== members.length || members.some(i => groupOf[i] !== g)) return false
    }
    if (units.members.some(members => members.some(i => groupOf[i] !== groupOf[members[0]!]))) return false
    return !units.hasRivals || groups.every(members => isHeld[members[0]!] !== 0 || members.every(i => members.every(j => units.mayMeet(units.of[i]!, units.of[j]!))))
  }
  const bySize = outer.min > 0 ? Math.min(others, Math.floor(together / outer.min)) : others
  return {
    problem, n, size, starts, near, units, isHeld, held, isAlone, uncovered, networks, mostGroups: Math.min(problem.maxGroups ?? n, held.length + alone + bySize),
    km, sharedBetween, bandPrice, price, isConnected, fits, keeps,
  }
}
