import type { Highs } from 'highs'
import { changesInPlan } from '#domain/partners/changes.ts'
import { groundOf, THOUSAND, type Column, type Ground } from './ground.ts'
import { brokenTriples, masterOf, type Master } from './master.ts'
import { hubPricer, type Duals, type Pairs, type Pricer } from './pricing.ts'
import type { GroupingProblem, GroupingSolution, SolveOptions } from './problem.ts'
import { chosenBy } from './choice.ts'
import { linkedParts, partOf } from './part.ts'
import { grownPlan, polished, todaysPlan, type Groups } from './start.ts'

/** Thousands of patient-km: two plans nearer than this cost the same. */
const SAME = 1e-6
/** A group must be worth more than this to enter the programme; the bound is lowered by it once for every group a plan can have. */
const TOLERANCE = 1e-6
/** Share of the bound by which a plan must be above it for another look to be worth while. */
const CLEARLY = 0.002
/** Practices from which a problem counts as a country. */
const COUNTRY = 1000
/** Groups HiGHS is given to choose among at once; beyond this it is quicker to branch. */
const LISTED = 4000

interface Node { bound: number; least: number; most: number; pairs: Pairs; relaxed: Relaxed | null }

/** A bound this near the best plan proves it: what the tolerance can cost over all groups. */
const nearEnough = (ground: Ground) => SAME + 2 * TOLERANCE * ground.mostGroups

interface Search {
  ground: Ground
  highs: Highs
  master: Master
  pricer: Pricer
  isStopped: () => boolean
  secondsLeft: () => number
  now: () => number
  /** A quarter or more of the time is gone since the last early look for a plan; true once for each. */
  isDue: () => boolean
  /** The last third of the time has begun: what is left belongs to finding plans. */
  isLate: () => boolean
  best: { cost: number; groups: Groups }
  /** Takes a plan if it keeps what must be kept and is cheaper than the best so far. */
  offer(groups: Groups): boolean
  say(step: string, bound: number): void
}

/**
 * Partitions practices into connected groups at least cost, with a bound no plan on the same links, bands and prices can beat.
 * Set partitioning by column generation: groups priced hub by hub, subset-row cuts, then every group that can still matter is listed
 * and HiGHS chooses among them; branching on the number of groups and on pairs where that list is too long (performance.md R0, R3).
 * Always returns a whole plan and a bound that holds, also when time runs out at once or the work is cancelled.
 * @param problem arrays indexed by practice; unchanged
 * @param options wall seconds, clock, progress and cancelling
 * @param highs a loaded HiGHS runtime (`loadHighs` in ./highs.ts)
 * @throws Error when the problem's arrays do not belong together
 */
export function solve(problem: GroupingProblem, options: SolveOptions, highs: Highs): GroupingSolution {
  return solveFrom(problem, options, highs, [])
}

/** The same with groups to begin with, which a part of a larger problem often has. */
function solveFrom(problem: GroupingProblem, options: SolveOptions, highs: Highs, known: Groups): GroupingSolution {
  const began = options.now(), seconds = () => (options.now() - began) / 1000
  let isCancelled = false, saidAt = -Infinity, bound = -Infinity, due = 0.25
  const ground = groundOf(problem)
  if (ground.n === 0) return { status: 'proved', groups: [], uncovered: new Int32Array(0), objective: 0, bound: 0, seconds: seconds() }
  const isStopped = () => (isCancelled ||= options.isCancelled?.() ?? false) || seconds() >= options.seconds
  const search: Omit<Search, 'master'> = {
    ground, highs, now: options.now, pricer: hubPricer(ground), isStopped,
    secondsLeft: () => Math.max(0, options.seconds - seconds()),
    isLate: () => seconds() > (2 / 3) * options.seconds,
    isDue() {
      if (seconds() < due * options.seconds) return false
      due += ground.n > COUNTRY ? 1 : 0.25
      return true
    },
    best: { cost: Infinity, groups: [] },
    offer(groups) {
      if (!ground.keeps(groups)) return false
      const cost = costOf(ground, groups)
      if (cost >= search.best.cost - 1e-12) return false
      search.best = { cost, groups }
      return true
    },
    say(step, lower) {
      bound = Math.max(bound, Math.min(lower, search.best.cost))
      if (seconds() - saidAt < 0.1) return
      saidAt = seconds()
      options.onProgress?.({ step, best: search.best.cost * THOUSAND, bound: bound * THOUSAND, seconds: saidAt })
    },
  }
  search.offer(ground.held.map(([column]) => column!.members))
  if (known.length > 0) search.offer(known)
  search.offer(polished(ground, grownPlan(ground), isStopped))
  if (problem.weights.changeKm > 0) search.offer(polished(ground, todaysPlan(ground), isStopped))
  const master = masterOf(ground, highs, firstPrices(ground, search.best.groups))
  try {
    bound = Math.max(bound, explore(Object.assign(search, { master })))
  } finally {
    master.dispose()
  }
  const { groups, cost } = search.best
  bound = Math.min(bound, cost)
  const isProved = cost - bound <= nearEnough(ground)
  return {
    status: isCancelled && !isProved ? 'stopped' : isProved ? 'proved' : 'gap',
    groups: [...groups].sort((a, b) => a[0]! - b[0]!), uncovered: leftOut(ground, groups),
    objective: cost * THOUSAND, bound: bound * THOUSAND, seconds: seconds(),
  }
}

function leftOut(ground: Ground, groups: Groups): Int32Array {
  const isIn = new Uint8Array(ground.n)
  for (const members of groups) for (const i of members) isIn[i] = 1
  return Int32Array.from({ length: ground.n }, (_, i) => i).filter(i => !isIn[i])
}

/** Cost of a whole plan, thousands of patient-km; networks are carried on by exact matching. */
function costOf(ground: Ground, groups: Groups): number {
  const { changeKm } = ground.problem.weights
  let cost = 0
  for (const i of leftOut(ground, groups)) cost += ground.uncovered[i]!
  for (const members of groups) cost += ground.price(members, changeKm > 0 ? -2 : undefined).cost
  if (changeKm > 0) {
    // Priced above as if every patient in a network changed; the exact count takes its place.
    let inNetworks = 0
    for (const members of groups) for (const i of members) if (ground.problem.network[i]! >= 0) inNetworks += ground.size[i]!
    cost += (changeKm * (changesInPlan(groups, ground.size, ground.problem.network).total - inNetworks)) / THOUSAND
  }
  return cost
}

/** Best-first over branches; returns a bound for the whole problem. */
function explore(search: Search): number {
  const { ground } = search, near = nearEnough(ground)
  const none: Pairs = { together: new Int32Array(0), apart: new Int32Array(0) }
  const open: Node[] = []
  /** Least bound among branches closed before they were searched to the end. */
  let closedAt = Infinity
  const lowest = () => Math.min(closedAt, ...open.map(node => node.bound))
  const first = firstColumns(search)
  search.master.add(first.columns)
  const visit = (node: Node) => {
    enter(search, node)
    node.relaxed = relax(search, node)
    if (node.relaxed) node.bound = Math.max(node.bound, node.relaxed.bound)
    if (node.bound >= search.best.cost - near) return
    // Without time for an exact bound there is none for finishing it either.
    if (node.relaxed && !node.relaxed.isExact && !search.isStopped()) improve(search, node, node.relaxed, search.secondsLeft())
    if (!node.relaxed?.isExact || search.isStopped()) closedAt = Math.min(closedAt, node.bound)
    else open.push(node)
  }
  visit({ bound: first.bound, least: 0, most: ground.mostGroups, pairs: none, relaxed: null })
  while (open.length && !search.isStopped()) {
    open.sort((a, b) => b.bound - a.bound)
    const node = open.pop()!
    if (node.bound >= search.best.cost - near) continue
    const outcome = settle(search, node, node.relaxed!)
    search.say('branches', Math.min(lowest(), outcome.bound))
    if (outcome.branches.length === 0) { closedAt = Math.min(closedAt, outcome.bound); continue }
    for (const child of outcome.branches) visit(child)
    search.say('branches', lowest())
  }
  return Math.min(lowest(), search.best.cost)
}

function enter({ master, pricer }: Search, node: Node): void {
  pricer.restrict(node.pairs)
  master.limit(node.least, node.most, column => keeps(column, node.pairs))
}

/** What leaving each practice out costs to begin with: well above what its group in a first plan costs a patient, so that few prices must rise. */
function firstPrices(ground: Ground, plan: Groups): Float64Array {
  const { bandKm } = ground.problem.weights, prices = ground.uncovered.slice()
  for (const members of plan) {
    const patients = members.reduce((sum, i) => sum + ground.size[i]!, 0), aPatient = Math.max(0, ground.price(members).cost) / patients
    for (const i of members) prices[i] = Math.min(ground.uncovered[i]!, ground.size[i]! * (2 * aPatient + (bandKm + 1) / THOUSAND))
  }
  return prices
}

/** Groups to begin with, and a first bound, weak but there however little time is given. */
function firstColumns({ ground, pricer, best, isStopped }: Search): { columns: Column[]; bound: number } {
  const { n, size, networks, problem } = ground
  const columns = best.groups.map(members => ground.price(members))
  for (const group of ground.held) columns.push(...group)
  for (let i = 0; i < n; i++) if (ground.isAlone[i] && ground.units.canStand[ground.units.of[i]!]) { const own = problem.network[i]!; columns.push(ground.price(Int32Array.of(i), -1)); if (own >= 0) columns.push(ground.price(Int32Array.of(i), own)) }
  // A guess at prices from the distance to a few neighbours brings in compact groups round every hub.
  const cover = Float64Array.from({ length: n }, (_, i) => {
    const kms: number[] = []
    for (let e = ground.starts[i]!; e < ground.starts[i + 1]!; e++) kms.push(ground.km(i, ground.near[e]!))
    kms.sort((a, b) => a - b)
    const typical = kms.length ? kms[Math.min(3, kms.length - 1)]! : 1
    return Math.min(ground.uncovered[i]!, (size[i]! * (1 + typical)) / THOUSAND)
  })
  const duals: Duals = { cover, count: 0, network: new Float64Array(networks), cut: new Float64Array(0), cutStarts: new Int32Array(n + 1), cutOf: new Int32Array(0) }
  const priced = pricer.price(duals, { threshold: 0, nodeLimit: 60, keep: 3, isStopped })
  return { columns: [...columns, ...priced.columns], bound: lagrangian(ground, { least: 0, most: ground.mostGroups }, duals, priced.upper) }
}

interface Relaxed { bound: number; x: Float64Array; duals: Duals; isExact: boolean }

/** The best that mixtures of groups can do within a branch: column generation and cuts. */
function relax(search: Search, node: Node): Relaxed | null {
  const { ground, master, pricer, isStopped } = search
  const near = nearEnough(ground)
  let bound = node.bound, limit = 200, last: Relaxed | null = null, cutRounds = 0, boundBefore = -Infinity
  for (;;) {
    const lp = master.run(search.secondsLeft, isStopped)
    if (!lp) return last
    const priced = pricer.price(lp.duals, { threshold: TOLERANCE, nodeLimit: limit, keep: 3, isStopped })
    const lower = lagrangian(ground, node, lp.duals, priced.upper)
    bound = Math.max(bound, lower)
    const added = master.add(priced.columns)
    const isExact = added === 0 && priced.isComplete
    last = { bound, x: lp.x, duals: lp.duals, isExact }
    search.say('groups', isRoot(node) && node.least === 0 && node.most === ground.mostGroups ? bound : -Infinity)
    if (bound >= search.best.cost - near || isStopped()) return last
    if (search.isDue()) improve(search, node, last, search.secondsLeft() / (ground.n > COUNTRY ? 10 : 4))
    if (added > 0 || master.raise(lp.left)) continue
    if (!priced.isComplete) { limit *= 4; continue }
    offerWhole(search, lp.x)
    if (bound >= search.best.cost - near) return last
    const isSlow = bound - boundBefore < 0.002 * (search.best.cost - bound)
    boundBefore = bound
    if (cutRounds > 3 && isSlow || cutRounds > 40 || (cutRounds > 0 && search.isLate())) return last
    const triples = brokenTriples(ground, master.columns, lp.x, 20 + ground.n / 2, 4)
    if (triples.length === 0) return last
    cutRounds++
    master.addCuts(triples)
  }
}

/** A bound that holds at any prices: what the rows earn less the most any groups could gain, each group having its own hub; kept groups gain what they do. */
function lagrangian(ground: Ground, node: { least: number; most: number }, duals: Duals, upper: Float64Array): number {
  let sum = duals.count > 0 ? duals.count * node.least : duals.count * node.most
  for (const u of duals.cover) sum += u
  for (const v of duals.network) sum += v
  for (const c of duals.cut) sum += c
  for (const group of ground.held) sum -= Math.max(...group.map(column => gainOf(column, duals)))
  const gains = upper.filter(gain => gain > 0).sort().reverse()
  const most = Math.min(node.most, ground.mostGroups) - ground.held.length
  for (let k = 0; k < Math.min(most, gains.length); k++) sum -= gains[k]!
  return sum - TOLERANCE * most
}

function gainOf({ members, label, cost }: Column, duals: Duals): number {
  const held = new Set<number>(), twice = new Set<number>()
  let gain = duals.count + (label >= 0 && duals.network.length > 0 ? duals.network[label]! : 0) - cost
  for (const i of members) {
    gain += duals.cover[i]!
    for (let k = duals.cutStarts[i]!; k < duals.cutStarts[i + 1]!; k++) (held.has(duals.cutOf[k]!) ? twice : held).add(duals.cutOf[k]!)
  }
  for (const cut of twice) gain += duals.cut[cut]!
  return gain
}

function offerWhole(search: Search, x: Float64Array): void {
  const groups: Groups = []
  for (let c = 0; c < x.length; c++) {
    if (x[c]! > 1e-6 && x[c]! < 1 - 1e-6) return
    if (x[c]! >= 1 - 1e-6) groups.push(search.master.columns[c]!.members)
  }
  search.offer(groups)
}

/** Looks for better plans than the best so far near a mixture, for about this many seconds, while the two are clearly apart. */
function improve(search: Search, node: Node, relaxed: Relaxed, seconds: number): void {
  const { ground, isStopped } = search, bound = Math.max(node.bound, relaxed.bound), end = search.secondsLeft() - seconds
  const isWide = () => !isStopped() && search.secondsLeft() > end && search.best.cost - bound > (ground.n > COUNTRY ? CLEARLY / 10 : CLEARLY) * Math.abs(bound)
  if (!isWide()) return
  // Diving fixes a few groups at a time: too slow for a whole country.
  const isCountry = ground.n > COUNTRY
  if (!isCountry) dive(search, node, relaxed, 0.999, seconds)
  search.offer(polished(ground, search.best.groups, isStopped))
  for (const sure of isCountry ? [0.75, 0.95, 0.9999] : ground.n > 60 ? [0.6, 0.8] : []) {
    if (!isWide()) return
    complete(search, relaxed, sure, Math.max(0, search.secondsLeft() - end))
    search.offer(polished(ground, search.best.groups, isStopped))
  }
}

/** Closes a branch by choosing among all groups that still matter, or splits it. */
function settle(search: Search, node: Node, relaxed: Relaxed): { bound: number; branches: Node[] } {
  const { pricer, ground, isStopped } = search, { bound } = node
  const isDone = () => bound >= search.best.cost - nearEnough(ground)
  const width = () => search.best.cost - bound, isWide = (share: number) => width() > share * Math.abs(bound)
  enter(search, node)
  improve(search, node, relaxed, search.secondsLeft() * (ground.n > COUNTRY ? 0.9 : 0.5))
  if (isDone() || isStopped()) return { bound, branches: [] }
  const count = groupCount(relaxed.x), isTorn = Math.abs(count - Math.round(count)) > 0.01
  if (isTorn && isWide(0.005)) return { bound, branches: branch(search, node, relaxed, bound) }
  for (const most of [LISTED, LISTED]) {
    const all = pricer.collect(relaxed.duals, -width() - SAME, most, isStopped)
    if (all) {
      const chosen = choose(search, node, relaxed.duals, all, Math.min(search.secondsLeft(), Math.max(5, search.secondsLeft() / 4)), true), proved = Math.max(bound, Math.min(chosen, search.best.cost))
      if (proved >= search.best.cost - nearEnough(ground) || isStopped()) return { bound: proved, branches: [] }
      return { bound: proved, branches: branch(search, node, relaxed, proved) }
    }
    if (isStopped()) return { bound, branches: [] }
    // Too many for a proof: choose among as many as fit, for a better plan and a narrower list.
    let part: Column[] | null = null
    for (let share = 0.5; share > 0.01 && !part; share /= 2) part = pricer.collect(relaxed.duals, -width() * share, most / 2, isStopped)
    const before = search.best.cost
    if (part) choose(search, node, relaxed.duals, part, Math.min(search.secondsLeft() / 4, 2), false)
    search.offer(polished(ground, search.best.groups, isStopped))
    if (isDone() || isStopped()) return { bound, branches: [] }
    if (isTorn || search.best.cost === before) break
  }
  return { bound, branches: branch(search, node, relaxed, bound) }
}

const isRoot = (node: Node) => node.pairs.together.length === 0 && node.pairs.apart.length === 0

const groupCount = (x: Float64Array) => x.reduce((a, b) => a + b, 0)

function keeps(column: Column, pairs: Pairs): boolean {
  const has = (i: number) => column.members.includes(i)
  for (let k = 0; k < pairs.together.length; k += 2) if (has(pairs.together[k]!) !== has(pairs.together[k + 1]!)) return false
  for (let k = 0; k < pairs.apart.length; k += 2) if (has(pairs.apart[k]!) && has(pairs.apart[k + 1]!)) return false
  return true
}

/** Chooses among the groups given; offers what it finds and returns a bound on any plan made of them within the branch. */
function choose(search: Search, node: Node, duals: Duals, columns: Column[], seconds: number, isProof: boolean): number {
  const { ground, highs, master, isStopped, best } = search
  const chosen = chosenBy(ground, highs, [...ground.held.flat(), ...columns.filter(c => keeps(c, node.pairs))], { least: node.least, most: node.most, seconds, isProof, isStopped, triples: master.biting(duals), start: best.groups })
  if (chosen.groups) search.offer(chosen.groups)
  return chosen.bound
}

/**
 * A whole plan from a mixture: takes the group it likes best, lets the rest find new groups around it, and so on down.
 * Leaves the master and the pricer as they were.
 */
function dive(search: Search, node: Node, from: Relaxed, sure: number, seconds: number): void {
  const { ground, master, pricer, isStopped, secondsLeft } = search
  const isTaken = new Uint8Array(ground.n), fixed: number[] = [], end = secondsLeft() - seconds
  const taken = (c: number) => master.columns[c]!.members.some(i => isTaken[i])
  let { x } = from, isWhole = false
  while (!isStopped() && secondsLeft() > end) {
    const order = [...x.keys()].filter(c => x[c]! > 1e-6 && !taken(c)).sort((a, b) => x[b]! - x[a]!)
    if (order.length === 0) { isWhole = true; break }
    let count = 0
    for (const c of order) {
      if (count > 0 && x[c]! < sure) break
      if (taken(c)) continue
      fixed.push(c)
      count++
      for (const i of master.columns[c]!.members) isTaken[i] = 1
    }
    master.fix(fixed)
    pricer.restrict(node.pairs, isTaken)
    let lp = master.run(secondsLeft, isStopped)
    for (let round = 0; lp && round < 6; round++) {
      const priced = pricer.price(lp.duals, { threshold: TOLERANCE, nodeLimit: 300, keep: 2, isStopped })
      if (master.add(priced.columns) === 0) break
      lp = master.run(secondsLeft, isStopped)
    }
    if (!lp || lp.objective >= search.best.cost - SAME) break
    x = lp.x
  }
  if (isWhole) search.offer(fixed.map(c => master.columns[c]!.members))
  master.fix([])
  pricer.restrict(node.pairs)
}

/**
 * Keeps the groups a mixture is surest of and solves what is left over, part by part, with this same engine.
 * @param sure least share of a group in the mixture, above one half so that no two overlap
 */
function complete(search: Search, { x }: Relaxed, sure: number, seconds: number): void {
  const { ground, master, highs, isStopped } = search, { problem } = ground
  const groups: Groups = ground.held.map(([column]) => column!.members), isTaken = ground.isHeld.slice()
  for (let c = 0; c < x.length; c++) {
    const { members } = master.columns[c]!
    if (x[c]! < sure || isTaken[members[0]!]) continue
    groups.push(members)
    for (const i of members) isTaken[i] = 1
  }
  const rest = Int32Array.from({ length: ground.n }, (_, i) => i).filter(i => !isTaken[i])
  if (rest.length === 0 || rest.length > 0.8 * ground.n) return
  const parts = problem.maxGroups === null ? linkedParts(rest, ground.starts, ground.near) : [rest]
  parts.sort((a, b) => a.length - b.length)
  const end = search.secondsLeft() - seconds
  let waiting = parts.length
  for (const part of parts) {
    const left = Math.max(0, search.secondsLeft() - end), own = Math.max(0.2, Math.min(left, (3 * left) / waiting--))
    const room = problem.maxGroups === null ? null : problem.maxGroups - groups.length
    const solved = solveFrom(partOf(problem, part, room), { seconds: own, now: search.now, isCancelled: isStopped }, highs, within(part, search.best.groups, room))
    for (const members of solved.groups) groups.push(members.map(k => part[k]!))
  }
  search.offer(groups)
}

/** Groups of a plan that lie wholly in a part, in the part's own numbers; none where they are more than it may have. */
function within(part: Int32Array, plan: Groups, most: number | null): Groups {
  const at = new Map(Array.from(part, (i, k) => [i, k]))
  const inside = plan.filter(members => members.every(i => at.has(i))).map(members => members.map(i => at.get(i)!))
  return most !== null && inside.length > most ? [] : inside
}

/** Splits on the number of groups if that is a fraction, else on the pair of practices most in two minds. */
function branch({ ground, master }: Search, node: Node, { x }: Relaxed, bound: number): Node[] {
  const count = groupCount(x), whole = Math.floor(count + 1e-6), { of } = ground.units
  if (Math.abs(count - Math.round(count)) > 0.01) return [{ ...node, bound, relaxed: null, most: whole }, { ...node, bound, relaxed: null, least: whole + 1 }]
  const weight = new Map<number, number>()
  master.columns.forEach(({ members }, c) => {
    if (x[c]! <= 1e-6) return
    for (let a = 0; a < members.length; a++) for (let b = a + 1; b < members.length; b++) {
      if (of[members[a]!] === of[members[b]!]) continue
      const key = members[a]! * ground.n + members[b]!
      weight.set(key, (weight.get(key) ?? 0) + x[c]!)
    }
  })
  let pick = -1, nearest = 0.5 - 1e-6
  for (const [key, w] of weight) if (Math.abs(w - 0.5) < nearest) { nearest = Math.abs(w - 0.5); pick = key }
  if (pick < 0) return []
  const pair = [Math.floor(pick / ground.n), pick % ground.n]
  return [
    { ...node, bound, relaxed: null, pairs: { ...node.pairs, together: Int32Array.from([...node.pairs.together, ...pair]) } },
    { ...node, bound, relaxed: null, pairs: { ...node.pairs, apart: Int32Array.from([...node.pairs.apart, ...pair]) } },
  ]
}
