import type { Ground } from './ground.ts'

/** A whole plan: members of each group ascending; whoever is in none is uncovered. */
export type Groups = Int32Array[]

/** Giants by themselves, the rest grown from the edge inwards until each group reaches the band; what cannot reach it joins a neighbour or stays out. */
export function grownPlan(ground: Ground): Groups {
  const { n, size, starts, near, isAlone, problem } = ground, { band, outer } = problem
  const of = new Int32Array(n).fill(-1), groups: number[][] = []
  const weight: number[] = []
  const open = (i: number) => of[i] === -1 && !isAlone[i]
  const openNear = (i: number) => { let count = 0; for (let e = starts[i]!; e < starts[i + 1]!; e++) if (open(near[e]!)) count++; return count }
  for (;;) {
    let seed = -1, fewest = Infinity
    for (let i = 0; i < n; i++) if (open(i) && openNear(i) < fewest) { fewest = openNear(i); seed = i }
    if (seed < 0) break
    const group = [seed]
    let patients = size[seed]!
    of[seed] = groups.length
    while (patients < band.min) {
      let best = -1, least = Infinity
      for (const i of group) for (let e = starts[i]!; e < starts[i + 1]!; e++) {
        const j = near[e]!
        if (!open(j) || patients + size[j]! > outer.max) continue
        const far = ground.km(j, seed) - 0.2 * ground.km(j, seed) * (openNear(j) === 0 ? 1 : 0)
        if (far < least) { least = far; best = j }
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
    for (const i of groups[g]!) of[i] = -2
    let moved = true
    while (moved) {
      moved = false
      for (const i of groups[g]!) {
        if (of[i] !== -2) continue
        let best = -1, least = Infinity
        for (let e = starts[i]!; e < starts[i + 1]!; e++) {
          const j = near[e]!, other = of[j]!
          if (other < 0 || weight[other]! < outer.min || weight[other]! + size[i]! > outer.max || ground.km(i, j) >= least) continue
          least = ground.km(i, j)
          best = other
        }
        if (best < 0) continue
        of[i] = best
        groups[best]!.push(i)
        weight[best]! += size[i]!
        moved = true
      }
    }
    groups[g] = []
  }
  const plan: Groups = groups.filter(group => group.length > 0).map(group => Int32Array.from(group).sort())
  for (let i = 0; i < n; i++) if (isAlone[i]) plan.push(Int32Array.of(i))
  return withinCount(ground, plan)
}

/** Today's networks where they are connected and within the outer band, for a start that changes little. */
export function todaysPlan(ground: Ground): Groups {
  const by = new Map<number, number[]>()
  for (let i = 0; i < ground.n; i++) if (!ground.isAlone[i] && ground.problem.network[i]! >= 0) by.set(ground.problem.network[i]!, [...by.get(ground.problem.network[i]!) ?? [], i])
  const plan = [...by.values()].map(members => Int32Array.from(members)).filter(members => ground.fits(members) && ground.isConnected(members))
  for (let i = 0; i < ground.n; i++) if (ground.isAlone[i]) plan.push(Int32Array.of(i))
  return withinCount(ground, plan)
}

/** With more groups than allowed, the smallest are dissolved. */
function withinCount(ground: Ground, plan: Groups): Groups {
  const most = ground.problem.maxGroups
  if (most === null || plan.length <= most) return plan
  const patients = (members: Int32Array) => members.reduce((sum, i) => sum + ground.size[i]!, 0)
  return [...plan].sort((a, b) => patients(b) - patients(a)).slice(0, most)
}

/**
 * Makes a plan cheaper by small steps until none helps: a practice moves to a neighbouring group or out of all, two practices on a border
 * change places, two groups become one. Every group stays connected and within the outer band. Returns a plan never dearer than the one given.
 */
export function polished(ground: Ground, plan: Groups, isStopped: () => boolean): Groups {
  const { n, size, starts, near, isAlone, uncovered, problem } = ground, { outer } = problem
  const of = new Int32Array(n).fill(-1)
  const groups: Int32Array[] = plan.map(members => members.slice())
  groups.forEach((members, g) => { for (const i of members) of[i] = g })
  const cost = groups.map(members => ground.price(members).cost), patients = groups.map(members => members.reduce((sum, i) => sum + size[i]!, 0))
  const without = (g: number, i: number) => groups[g]!.filter(j => j !== i)
  const withOne = (members: Int32Array, i: number) => { const more = new Int32Array(members.length + 1); more.set(members); more[members.length] = i; return more.sort() }
  const put = (g: number, members: Int32Array, newCost: number) => {
    groups[g] = members
    cost[g] = newCost
    patients[g] = members.reduce((sum, i) => sum + size[i]!, 0)
    for (const i of members) of[i] = g
  }
  const priced = (members: Int32Array) => (members.length ? ground.price(members).cost : 0)
  const canStand = (members: Int32Array, people: number) => members.length === 0 || (people >= outer.min && people <= outer.max && ground.isConnected(members))
  let count = groups.length, isBetter = true
  const most = problem.maxGroups ?? Infinity
  const nearGroups = (i: number) => { const found = new Set<number>(); for (let e = starts[i]!; e < starts[i + 1]!; e++) { const g = of[near[e]!]!; if (g >= 0 && g !== of[i] && !(groups[g]!.length === 1 && isAlone[groups[g]![0]!])) found.add(g) } return found }
  const saves = (by: number) => by < -1e-9

  function move(i: number): boolean {
    const a = of[i]!
    const left = a >= 0 ? without(a, i) : null
    const freed = left ? priced(left) - cost[a]! : -uncovered[i]!
    if (left && !canStand(left, patients[a]! - size[i]!)) return false
    for (const b of nearGroups(i)) {
      if (patients[b]! + size[i]! > outer.max) continue
      const joined = withOne(groups[b]!, i), newCost = priced(joined)
      if (!saves(freed + newCost - cost[b]!)) continue
      if (left) { put(a, left, priced(left)); if (!left.length) count-- }
      put(b, joined, newCost)
      return true
    }
    if (left && saves(freed + uncovered[i]!)) { put(a, left, priced(left)); of[i] = -1; if (!left.length) count--; return true }
    if (!left && count < most && size[i]! >= outer.min && saves(ground.price(Int32Array.of(i)).cost - uncovered[i]!)) { groups.push(Int32Array.of(i)); cost.push(0); patients.push(0); put(groups.length - 1, Int32Array.of(i), ground.price(Int32Array.of(i)).cost); count++; return true }
    return false
  }

  function exchange(i: number): boolean {
    const a = of[i]!
    if (a < 0) return false
    for (const b of nearGroups(i)) for (const j of groups[b]!) {
      if (!nearGroups(j).has(a)) continue
      const newA = withOne(without(a, i), j), newB = withOne(without(b, j), i)
      const peopleA = patients[a]! - size[i]! + size[j]!, peopleB = patients[b]! - size[j]! + size[i]!
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
    for (const i of groups[a]!) for (const b of nearGroups(i)) near.add(b)
    for (const b of near) {
      if (patients[a]! + patients[b]! > outer.max) continue
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
    for (let i = 0; i < n; i++) {
      if (isAlone[i]) continue
      if ((i & 15) === 0 && isStopped()) { isBetter = false; break }
      if (move(i) || exchange(i)) isBetter = true
    }
    if (isStopped()) break
    for (let g = 0; g < groups.length; g++) if (groups[g]!.length && !(groups[g]!.length === 1 && isAlone[groups[g]![0]!]) && join(g)) isBetter = true
  }
  return groups.filter(members => members.length > 0)
}
