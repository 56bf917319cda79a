import type { GroupingProblem } from './problem.ts'

/**
 * Practices kept together, taken as one: where one of them goes, all go. Without such pairs each practice is a unit of its own,
 * under its own number, and the arrays here are the problem's.
 */
export interface Units {
  count: number
  /** Every unit is one practice. */
  isPlain: boolean
  /** Unit of each practice; units are numbered by their first members. */
  of: Int32Array
  /** Practices of each, ascending. */
  members: Int32Array[]
  /** The member with most patients: measured from where one point must do. */
  lead: Int32Array
  /** Patients of all members. */
  size: Float64Array
  /** Links between units, compressed rows. */
  starts: Int32Array
  near: Int32Array
  /** 1 for a single list above the band's maximum. */
  isAlone: Uint8Array
  /** 0 for members of kept groups, whose place is settled, and for those that no group can hold: too many patients, a list that stands alone beside another, or rivals within. */
  canStand: Uint8Array
  /** Units never in one group with each; absent for none. */
  rivals: (number[] | undefined)[]
  /** −1 goes with any. */
  side: Int32Array
  /** Some have rivals or sides. */
  hasRivals: boolean
  mayMeet(u: number, v: number): boolean
}

/**
 * The units of a problem, and the links between practices that a group can use: pairs kept together count as linked, and nothing
 * links members of kept groups or practices that may not meet. Throws when a link or a pair names no practice.
 */
export function unitsOf(problem: GroupingProblem, isAlone: Uint8Array, isHeld: Uint8Array): { starts: Int32Array; near: Int32Array; units: Units } {
  const { keep, patients, outer } = problem, n = patients.length, isPlain = keep.together.length === 0
  const of = unitNumbers(n, keep.together), count = isPlain ? n : 1 + of.reduce((a, b) => Math.max(a, b), -1)
  const lists: number[][] = Array.from({ length: count }, () => [])
  for (let i = 0; i < n; i++) lists[of[i]!]!.push(i)
  const members = lists.map(list => Int32Array.from(list)), size = isPlain ? patients : new Float64Array(count)
  if (!isPlain) for (let i = 0; i < n; i++) size[of[i]!]! += patients[i]!
  const rivals: (number[] | undefined)[] = new Array<undefined>(count)
  for (let k = 0; k < keep.apart.length; k += 2) {
    const u = of[keep.apart[k]!]!, v = of[keep.apart[k + 1]!]!;
    (rivals[u] ??= []).push(v);
    (rivals[v] ??= []).push(u)
  }
  const side = new Int32Array(count).fill(-1), canStand = new Uint8Array(count).fill(1), alone = new Uint8Array(count)
  members.forEach((list, u) => {
    for (const i of list) {
      const own = keep.side && !isHeld[i] ? keep.side[i]! : -1
      if (isHeld[i] || (list.length > 1 && isAlone[i]) || (own >= 0 && side[u]! >= 0 && side[u] !== own)) canStand[u] = 0
      if (own >= 0) side[u] = own
    }
    if (list.length > 1 && size[u]! > outer.max || rivals[u]?.includes(u)) canStand[u] = 0
    if (list.length === 1) alone[u] = isAlone[list[0]!]!
  })
  const hasSides = side.some(own => own >= 0)
  const mayMeet = (u: number, v: number) => !rivals[u]?.includes(v) && (side[u]! < 0 || side[v]! < 0 || side[u] === side[v])
  const links = keep.groups.length || keep.together.length || keep.apart.length || hasSides ? usable(problem, of, isHeld, mayMeet) : problem.links
  const byPractice = rowsOf(n, links), byUnit = isPlain ? byPractice : rowsOf(count, betweenUnits(links, of, count))
  return {
    ...byPractice,
    units: {
      count, isPlain, of, members, lead: Int32Array.from(members, list => list.reduce((a, b) => (patients[b]! > patients[a]! ? b : a))), size, ...byUnit,
      isAlone: isPlain ? isAlone : alone, canStand, rivals, side, hasRivals: hasSides || keep.apart.length > 0, mayMeet,
    },
  }
}

function unitNumbers(n: number, together: Int32Array): Int32Array {
  const parent = Int32Array.from({ length: n }, (_, i) => i), number = new Int32Array(n)
  const root = (i: number): number => { while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!; return i }
  for (let k = 0; k < together.length; k += 2) {
    const a = root(together[k]!), b = root(together[k + 1]!)
    parent[Math.max(a, b)] = Math.min(a, b)
  }
  for (let i = 0, next = 0; i < n; i++) number[i] = root(i) === i ? next++ : number[root(i)]!
  return number
}

function usable({ links, keep }: GroupingProblem, of: Int32Array, isHeld: Uint8Array, mayMeet: Units['mayMeet']): Int32Array {
  const found: number[] = [], n = of.length, seen = new Set<number>()
  for (const pairs of [links, keep.together]) for (let k = 0; k < pairs.length; k += 2) {
    const a = pairs[k]!, b = pairs[k + 1]!, key = Math.min(a, b) * n + Math.max(a, b)
    if (!(a >= 0 && a < n && b >= 0 && b < n)) throw new Error('grouping: a link names no practice')
    if (a === b || seen.has(key) || isHeld[a] || isHeld[b] || (of[a] !== of[b] && !mayMeet(of[a]!, of[b]!))) continue
    seen.add(key)
    found.push(a, b)
  }
  return Int32Array.from(found)
}

function betweenUnits(links: Int32Array, of: Int32Array, count: number): Int32Array {
  const keys = new Set<number>()
  for (let k = 0; k < links.length; k += 2) {
    const u = of[links[k]!]!, v = of[links[k + 1]!]!
    if (u !== v) keys.add(Math.min(u, v) * count + Math.max(u, v))
  }
  return Int32Array.from([...keys].flatMap(key => [Math.floor(key / count), key % count]))
}

function rowsOf(n: number, links: Int32Array): { starts: Int32Array; near: Int32Array } {
  const starts = new Int32Array(n + 1)
  for (const i of links) {
    if (!(i >= 0 && i < n)) throw new Error('grouping: a link names no practice')
    starts[i + 1]!++
  }
  for (let i = 0; i < n; i++) starts[i + 1]! += starts[i]!
  const near = new Int32Array(links.length), next = starts.slice()
  for (let k = 0; k < links.length; k += 2) {
    const a = links[k]!, b = links[k + 1]!
    near[next[a]!++] = b
    near[next[b]!++] = a
  }
  return { starts, near }
}
