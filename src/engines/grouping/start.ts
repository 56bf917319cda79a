import type { Ground } from './ground.ts'

/** A whole plan: members of each group ascending; whoever is in none is uncovered. */
export type Groups = Int32Array[]

/** Kept groups, and giants by themselves: what every first plan begins with. */
function settled({ n, held, isAlone, units }: Ground): Groups {
  const plan = held.map(([column]) => column!.members)
  for (let i = 0; i < n; i++) if (isAlone[i] && units.canStand[units.of[i]!]) plan.push(Int32Array.of(i))
  return plan
}

/** Giants by themselves, the rest grown from the edge inwards until each group reaches the band; what cannot reach it joins a neighbour or stays out. */
export function grownPlan(ground: Ground): Groups {
  const { units, problem } = ground, { count, size, starts, near, lead } = units, { band, outer } = problem
  const of = new Int32Array(count).fill(-1), groups: number[][] = []
  const weight: number[] = []
  const km = (u: number, v: number) => ground.km(lead[u]!, lead[v]!)
  const open = (u: number) => of[u] === -1 && !units.isAlone[u] && units.canStand[u] === 1
  const openNear = (u: number) => { let sum = 0; for (let e = starts[u]!; e < starts[u + 1]!; e++) if (open(near[e]!)) sum++; return sum }
  const mayJoin = (u: number, group: number[]) => !units.hasRivals || group.every(v => units.mayMeet(u, v))
  for (;;) {
    let seed = -1, fewest = Infinity
    for (let u = 0; u < count; u++) if (open(u) && openNear(u) < fewest) { fewest = openNear(u); seed = u }
    if (seed < 0) break
    const group = [seed]
    let patients = size[seed]!
    of[seed] = groups.length
    while (patients < band.min) {
      let best = -1, least = Infinity
      for (const u of group) for (let e = starts[u]!; e < starts[u + 1]!; e++) {
        const v = near[e]!
        if (!open(v) || patients + size[v]! > outer.max || !mayJoin(v, group)) continue
        const far = km(v, seed) - 0.2 * km(v, seed) * (openNear(v) === 0 ? 1 : 0)
        if (far < least) { least = far; best = v }
      }
      if (best < 0) break
      of[best] = groups.length
      group.push(best)
      patients += size[best]!
    }
    groups.push(group)
    weight.push(patients)
  }
  for (let g = 0; g < groups.length; g++) {
    if (weight[g]! >= outer.min) continue
    // Too small to stand: each member joins a neighbouring group that has room, nearest first.
    for (const u of groups[g]!) of[u] = -2
    let moved = true
    while (moved) {
      moved = false
      for (const u of groups[g]!) {
        if (of[u] !== -2) continue
        let best = -1, least = Infinity
        for (let e = starts[u]!; e < starts[u + 1]!; e++) {
          const v = near[e]!, other = of[v]!
          if (other < 0 || weight[other]! < outer.min || weight[other]! + size[u]! > outer.max || km(u, v) >= least || !mayJoin(u, groups[other]!)) continue
          least = km(u, v)
          best = other
        }
        if (best < 0) continue
        of[u] = best
        groups[best]!.push(u)
        weight[best]! += size[u]!
        moved = true
      }
    }
    groups[g] = []
  }
  return withinCount(ground, [...groups.filter(group => group.length > 0).map(group => practicesOf(ground, group)), ...settled(ground)])
}

const practicesOf = ({ units }: Ground, group: number[]): Int32Array => Int32Array.from(group.flatMap(u => [...units.members[u]!])).sort()

/**
 * Today's networks where they are connected and within the outer band, for a start that changes little. Practices kept together go with the network
 * that has most of their patients; of two kept apart in one network the first stays.
 */
export function todaysPlan(ground: Ground): Groups {
  const { units, problem } = ground, by = new Map<number, number[]>()
  for (let u = 0; u < units.count; u++) {
    if (units.isAlone[u] || !units.canStand[u]) continue
    const people = new Map<number, number>()
    for (const i of units.members[u]!) if (problem.network[i]! >= 0) people.set(problem.network[i]!, (people.get(problem.network[i]!) ?? 0) + problem.patients[i]!)
    const [own] = [...people].sort((a, b) => b[1] - a[1])
    if (!own) continue
    const group = by.get(own[0]) ?? []
    if (!units.hasRivals || group.every(v => units.mayMeet(u, v))) by.set(own[0], [...group, u])
  }
  const plan = [...by.values()].map(group => practicesOf(ground, group)).filter(members => ground.fits(members) && ground.isConnected(members))
  return withinCount(ground, [...plan, ...settled(ground)])
}

/** With more groups than allowed, the smallest are dissolved, kept ones never. */
function withinCount(ground: Ground, plan: Groups): Groups {
  const most = ground.problem.maxGroups
  if (most === null || plan.length <= most) return plan
  const patients = (members: Int32Array) => (ground.isHeld[members[0]!] ? Infinity : members.reduce((sum, i) => sum + ground.size[i]!, 0))
  return [...plan].sort((a, b) => (patients(a) === patients(b) ? 0 : patients(b) - patients(a))).slice(0, most)
}

/**
 * Makes a plan cheaper by small steps until none helps: a unit (a practice, or some kept together) moves to a neighbouring group or out of all,
 * two units on a border change places, two groups become one. Every group stays connected and within the outer band, kept groups stay as they are,
 * and rivals never meet. Returns a plan never dearer than the one given, which keeps what must be kept.
 */
export function polished(ground: Ground, plan: Groups, isStopped: () => boolean): Groups {
  const { n, isHeld, isAlone, problem, units } = ground, { count: unitCount, of: unitOf, size, starts, near, hasRivals } = units, { outer } = problem
  const of = new Int32Array(n).fill(-1), uncovered = Float64Array.from(units.members, members => members.reduce((sum, i) => sum + ground.uncovered[i]!, 0))
  const isSettled = (members: Int32Array) => members.length > 0 && (isHeld[members[0]!] === 1 || (members.length === 1 && isAlone[members[0]!] === 1))
  const groupOf = (u: number) => of[units.members[u]![0]!]!
  const groups: Int32Array[] = plan.map(members => members.slice())
  groups.forEach((members, g) => { for (const i of members) of[i] = g })
  const cost = groups.map(members => ground.price(members).cost), patients = groups.map(members => members.reduce((sum, i) => sum + ground.size[i]!, 0))
  const without = (g: number, u: number) => groups[g]!.filter(i => unitOf[i] !== u)
  const withUnit = (members: Int32Array, u: number) => { const joining = units.members[u]!, more = new Int32Array(members.length + joining.length); more.set(members); more.set(joining, members.length); return more.sort() }
  const mayJoin = (u: number, members: Int32Array) => !hasRivals || members.every(i => units.mayMeet(u, unitOf[i]!))
  const put = (g: number, members: Int32Array, newCost: number) => {
    groups[g] = members
    cost[g] = newCost
    patients[g] = members.reduce((sum, i) => sum + ground.size[i]!, 0)
    for (const i of members) of[i] = g
  }
  const priced = (members: Int32Array) => (members.length ? ground.price(members).cost : 0)
  const canStand = (members: Int32Array, people: number) => members.length === 0 || (people >= outer.min && people <= outer.max && ground.isConnected(members))
  let count = groups.length, isBetter = true
  const most = problem.maxGroups ?? Infinity
  const nearGroups = (u: number) => { const found = new Set<number>(), own = groupOf(u); for (let e = starts[u]!; e < starts[u + 1]!; e++) { const g = groupOf(near[e]!); if (g >= 0 && g !== own && !isSettled(groups[g]!)) found.add(g) } return found }
  const saves = (by: number) => by < -1e-9

  function move(u: number): boolean {
    const a = groupOf(u)
    const left = a >= 0 ? without(a, u) : null
    const freed = left ? priced(left) - cost[a]! : -uncovered[u]!
    if (left && !canStand(left, patients[a]! - size[u]!)) return false
    for (const b of nearGroups(u)) {
      if (patients[b]! + size[u]! > outer.max || !mayJoin(u, groups[b]!)) continue
      const joined = withUnit(groups[b]!, u), newCost = priced(joined)
      if (!saves(freed + newCost - cost[b]!)) continue
      if (left) { put(a, left, priced(left)); if (!left.length) count-- }
      put(b, joined, newCost)
      return true
    }
    if (left && saves(freed + uncovered[u]!)) { put(a, left, priced(left)); for (const i of units.members[u]!) of[i] = -1; if (!left.length) count--; return true }
    if (left || count >= most || size[u]! < outer.min) return false
    const members = units.members[u]!.slice(), newCost = priced(members)
    if (!saves(newCost - uncovered[u]!)) return false
    groups.push(members)
    put(groups.length - 1, members, newCost)
    count++
    return true
  }

  function exchange(u: number): boolean {
    const a = groupOf(u)
    if (a < 0) return false
    for (const b of nearGroups(u)) for (const j of groups[b]!) {
      const v = unitOf[j]!
      if (units.members[v]![0] !== j || !nearGroups(v).has(a)) continue
      const restA = without(a, u), restB = without(b, v)
      if (!mayJoin(v, restA) || !mayJoin(u, restB)) continue
      const newA = withUnit(restA, v), newB = withUnit(restB, u)
      const peopleA = patients[a]! - size[u]! + size[v]!, peopleB = patients[b]! - size[v]! + size[u]!
      if (peopleA < outer.min || peopleA > outer.max || peopleB < outer.min || peopleB > outer.max) continue
      const costA = priced(newA), costB = priced(newB)
      if (!saves(costA + costB - cost[a]! - cost[b]!) || !ground.isConnected(newA) || !ground.isConnected(newB)) continue
      put(a, newA, costA)
      put(b, newB, costB)
      return true
    }
    return false
  }

  function join(a: number): boolean {
    const near = new Set<number>()
    for (const i of groups[a]!) for (const b of nearGroups(unitOf[i]!)) near.add(b)
    for (const b of near) {
      if (patients[a]! + patients[b]! > outer.max || (hasRivals && !groups[a]!.every(i => mayJoin(unitOf[i]!, groups[b]!)))) continue
      const both = Int32Array.from([...groups[a]!, ...groups[b]!]).sort(), newCost = priced(both)
      if (!saves(newCost - cost[a]! - cost[b]!)) continue
      put(b, both, newCost)
      put(a, new Int32Array(0), 0)
      count--
      return true
    }
    return false
  }

  while (isBetter) {
    isBetter = false
    for (let u = 0; u < unitCount; u++) {
      if (units.isAlone[u] || !units.canStand[u]) continue
      if ((u & 15) === 0 && isStopped()) { isBetter = false; break }
      if (move(u) || exchange(u)) isBetter = true
    }
    if (isStopped()) break
    for (let g = 0; g < groups.length; g++) if (groups[g]!.length && !isSettled(groups[g]!) && join(g)) isBetter = true
  }
  return groups.filter(members => members.length > 0)
}
