import type { Highs } from 'highs'
import { changesInPlan } from '#domain/partners/changes.ts'
import { groundOf, THOUSAND, type Column, type Ground } from './ground.ts'
import { brokenTriples, masterOf, type Master } from './master.ts'
import { hubPricer, type Duals, type Pairs, type Pricer } from './pricing.ts'
import type { GroupingProblem, GroupingSolution, SolveOptions } from './problem.ts'
import { chosenBy } from './choice.ts'
import { grownPlan, polished, todaysPlan, type Groups } from './start.ts'

/** Thousands of patient-km: two plans nearer than this cost the same. */
const SAME = 1e-6
/** A group must be worth more than this to enter the programme; the bound is lowered by it once for every group a plan can have. */
const TOLERANCE = 1e-6

interface Node { bound: number; least: number; most: number; pairs: Pairs }

interface Search {
  ground: Ground
  highs: Highs
  master: Master
  pricer: Pricer
  isStopped: () => boolean
  secondsLeft: () => number
  best: { cost: number; groups: Groups }
  /** Takes a plan if it is cheaper than the best so far. */
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
  const began = options.now(), seconds = () => (options.now() - began) / 1000
  let isCancelled = false, saidAt = -Infinity, bound = -Infinity
  const ground = groundOf(problem)
  if (ground.n === 0) return { status: 'proved', groups: [], uncovered: new Int32Array(0), objective: 0, bound: 0, seconds: seconds() }
  const isStopped = () => (isCancelled ||= options.isCancelled?.() ?? false) || seconds() >= options.seconds
  const search: Search = {
    ground, highs, pricer: hubPricer(ground), master: masterOf(ground, highs), isStopped,
    secondsLeft: () => Math.max(0, options.seconds - seconds()),
    best: { cost: Infinity, groups: [] },
    offer(groups) {
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
  try {
    search.offer([])
    search.offer(polished(ground, grownPlan(ground), isStopped))
    if (problem.weights.changeKm > 0) search.offer(polished(ground, todaysPlan(ground), isStopped))
    bound = Math.max(bound, explore(search))
  } finally {
    search.master.dispose()
  }
  const { groups, cost } = search.best
  bound = Math.min(bound, cost)
  const isProved = cost - bound <= SAME + 2 * TOLERANCE * ground.mostGroups
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
  const { ground } = search
  const none: Pairs = { together: new Int32Array(0), apart: new Int32Array(0) }
  const open: Node[] = [{ bound: -Infinity, least: 0, most: ground.mostGroups, pairs: none }]
  /** Least bound among branches closed before they were searched to the end. */
  let closedAt = Infinity
  const lowest = () => Math.min(closedAt, ...open.map(node => node.bound))
  search.master.add(firstColumns(search))
  while (open.length) {
    open.sort((a, b) => b.bound - a.bound)
    const node = open.pop()!
    if (node.bound >= search.best.cost - SAME) continue
    const outcome = settle(search, node, lowest)
    if (outcome.branches.length === 0) { closedAt = Math.min(closedAt, outcome.bound); if (search.isStopped()) break }
    open.push(...outcome.branches)
    search.say('branches', Math.min(lowest()))
  }
  return Math.min(lowest(), search.best.cost)
}

function firstColumns({ ground, pricer, best, isStopped }: Search): Column[] {
  const { n, size, networks, problem } = ground
  const columns = best.groups.map(members => ground.price(members))
  for (let i = 0; i < n; i++) if (ground.isAlone[i]) { const own = problem.network[i]!; columns.push(ground.price(Int32Array.of(i), -1)); if (own >= 0) columns.push(ground.price(Int32Array.of(i), own)) }
  // A guess at prices from the distance to a few neighbours brings in compact groups round every hub.
  const cover = Float64Array.from({ length: n }, (_, i) => {
    const kms: number[] = []
    for (let e = ground.starts[i]!; e < ground.starts[i + 1]!; e++) kms.push(ground.km(i, ground.near[e]!))
    kms.sort((a, b) => a - b)
    const typical = kms.length ? kms[Math.min(3, kms.length - 1)]! : 1
    return Math.min(ground.uncovered[i]!, (size[i]! * (1 + typical)) / THOUSAND)
  })
  const duals: Duals = { cover, count: 0, network: new Float64Array(networks), cut: new Float64Array(0), cutStarts: new Int32Array(n + 1), cutOf: new Int32Array(0) }
  return [...columns, ...pricer.price(duals, { threshold: 0, nodeLimit: 60, keep: 3, isStopped }).columns]
}

interface Relaxed { bound: number; objective: number; x: Float64Array; left: Float64Array; duals: Duals; isExact: boolean }

/** The best that mixtures of groups can do within a branch: column generation and cuts. */
function relax(search: Search, node: Node): Relaxed | null {
  const { ground, master, pricer, isStopped } = search
  let bound = node.bound, limit = 200, last: Relaxed | null = null, cutRounds = 0, boundBefore = -Infinity
  for (;;) {
    const lp = master.run(search.secondsLeft())
    if (!lp) return last
    const priced = pricer.price(lp.duals, { threshold: TOLERANCE, nodeLimit: limit, keep: 3, isStopped })
    const lower = lagrangian(search, node, lp.duals, priced.upper)
    bound = Math.max(bound, lower)
    const added = master.add(priced.columns)
    const isExact = added === 0 && priced.isComplete
    last = { bound, ...lp, isExact }
    search.say('groups', node.bound === -Infinity ? bound : -Infinity)
    if (bound >= search.best.cost - SAME || isStopped()) return last
    if (added > 0) continue
    if (!priced.isComplete) { limit *= 4; continue }
    offerWhole(search, lp.x)
    if (bound >= search.best.cost - SAME) return last
    const isSlow = bound - boundBefore < 0.002 * (search.best.cost - bound)
    boundBefore = bound
    if (cutRounds > 3 && isSlow || cutRounds > 40) return last
    const triples = brokenTriples(ground, master.columns, lp.x, 20 + ground.n / 2, 4)
    if (triples.length === 0) return last
    cutRounds++
    master.addCuts(triples)
  }
}

/** A bound that holds at any prices: what the rows earn less the most any groups could gain, each group having its own hub. */
function lagrangian({ ground }: Search, node: Node, duals: Duals, upper: Float64Array): number {
  let sum = duals.count > 0 ? duals.count * node.least : duals.count * node.most
  for (const u of duals.cover) sum += u
  for (const v of duals.network) sum += v
  for (const c of duals.cut) sum += c
  const gains = upper.filter(gain => gain > 0).sort().reverse()
  const most = Math.min(node.most, ground.mostGroups)
  for (let k = 0; k < Math.min(most, gains.length); k++) sum -= gains[k]!
  return sum - TOLERANCE * most
}

function offerWhole(search: Search, x: Float64Array): void {
  const groups: Groups = []
  for (let c = 0; c < x.length; c++) {
    if (x[c]! > 1e-6 && x[c]! < 1 - 1e-6) return
    if (x[c]! >= 1 - 1e-6) groups.push(search.master.columns[c]!.members)
  }
  search.offer(groups)
}

/** Bounds a branch, then closes it by choosing among all groups that still matter, or splits it. */
function settle(search: Search, node: Node, lowest: () => number): { bound: number; branches: Node[] } {
  const { master, pricer, ground, isStopped } = search
  pricer.restrict(node.pairs)
  master.limit(node.least, node.most, column => keeps(column, node.pairs))
  const relaxed = relax(search, node)
  if (!relaxed) return { bound: node.bound, branches: [] }
  const bound = Math.max(node.bound, relaxed.bound)
  const isDone = () => bound >= search.best.cost - SAME
  if (isDone() || !relaxed.isExact || isStopped()) return { bound, branches: [] }
  search.say('choosing', Math.min(lowest(), bound))
  const rcOf = (c: Column, k: number) => reducedCost(relaxed.duals, c, node, k)
  // First a short choice among groups already known, for a good plan early.
  if (isRoot(node)) {
    const near = master.columns.map((c, k) => ({ c, r: rcOf(c, k) })).sort((a, b) => a.r - b.r).slice(0, 3000).map(x => x.c)
    choose(search, node, near, Math.min(3, search.secondsLeft() / 4))
    search.offer(polished(ground, search.best.groups, isStopped))
  }
  if (isDone()) return { bound, branches: [] }
  for (const most of [4000, 16_000]) {
    const width = search.best.cost - bound
    const all = pricer.collect(relaxed.duals, -width - SAME, most, isStopped)
    if (all) {
      const chosen = choose(search, node, all, search.secondsLeft())
      return { bound: Math.max(bound, Math.min(chosen, search.best.cost)), branches: [] }
    }
    if (isStopped()) return { bound, branches: [] }
    // Too many for a proof: choose among as many as fit, for a better plan and a narrower list.
    let part: Column[] | null = null
    for (let share = 0.5; share > 0.01 && !part; share /= 2) part = pricer.collect(relaxed.duals, -width * share, most, isStopped)
    if (part) choose(search, node, part, Math.min(search.secondsLeft() / 4, 10))
    search.offer(polished(ground, search.best.groups, isStopped))
    if (isDone() || isStopped()) return { bound, branches: [] }
    if ((search.best.cost - bound) > 0.005 * Math.abs(bound) && Math.abs(groupCount(relaxed.x) - Math.round(groupCount(relaxed.x))) > 0.01) break
  }
  return { bound, branches: branch(search, node, relaxed, bound) }
}

const isRoot = (node: Node) => node.pairs.together.length === 0 && node.pairs.apart.length === 0

const groupCount = (x: Float64Array) => x.reduce((a, b) => a + b, 0)

function reducedCost(duals: Duals, column: Column, _node: Node, _index: number): number {
  let cost = column.cost - duals.count - (column.label >= 0 && duals.network.length ? duals.network[column.label]! : 0)
  for (const i of column.members) cost -= duals.cover[i]!
  return cost
}

function keeps(column: Column, pairs: Pairs): boolean {
  const has = (i: number) => column.members.includes(i)
  for (let k = 0; k < pairs.together.length; k += 2) if (has(pairs.together[k]!) !== has(pairs.together[k + 1]!)) return false
  for (let k = 0; k < pairs.apart.length; k += 2) if (has(pairs.apart[k]!) && has(pairs.apart[k + 1]!)) return false
  return true
}

/** Chooses among the groups given; offers what it finds and returns a bound on any plan made of them within the branch. */
function choose(search: Search, node: Node, columns: Column[], seconds: number): number {
  const chosen = chosenBy(search.ground, search.highs, columns.filter(c => keeps(c, node.pairs)), { least: node.least, most: node.most, seconds, isStopped: search.isStopped, start: search.best.groups })
  if (chosen.groups) search.offer(chosen.groups)
  return chosen.bound
}

/** Splits on the number of groups if that is a fraction, else on the pair of practices most in two minds. */
function branch({ ground, master }: Search, node: Node, { x, left }: Relaxed, bound: number): Node[] {
  const count = groupCount(x), whole = Math.floor(count + 1e-6)
  if (Math.abs(count - Math.round(count)) > 0.01) return [{ ...node, bound, most: whole }, { ...node, bound, least: whole + 1 }]
  const weight = new Map<number, number>()
  master.columns.forEach(({ members }, c) => {
    if (x[c]! <= 1e-6) return
    for (let a = 0; a < members.length; a++) for (let b = a + 1; b < members.length; b++) {
      const key = members[a]! * ground.n + members[b]!
      weight.set(key, (weight.get(key) ?? 0) + x[c]!)
    }
  })
  let pick = -1, nearest = 0.5 - 1e-6
  for (const [key, w] of weight) if (Math.abs(w - 0.5) < nearest) { nearest = Math.abs(w - 0.5); pick = key }
  if (pick < 0) return []
  const pair = [Math.floor(pick / ground.n), pick % ground.n]
  void left
  return [
    { ...node, bound, pairs: { ...node.pairs, together: Int32Array.from([...node.pairs.together, ...pair]) } },
    { ...node, bound, pairs: { ...node.pairs, apart: Int32Array.from([...node.pairs.apart, ...pair]) } },
  ]
}
