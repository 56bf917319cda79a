import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { changesInPlan } from '#domain/partners/changes.ts'
import { haversineKm } from '#domain/position/distance.ts'
import { chances, gridProblem } from './grid.test-data.ts'
import { neighbourGraph } from './graph.ts'
import { loadHighs } from './highs.ts'
import { nothingKept, type GroupingProblem, type GroupingSolution, type Keep, type SolveOptions } from './problem.ts'
import { solve } from './solve.ts'

let highs: Awaited<ReturnType<typeof loadHighs>>
beforeAll(async () => { highs = await loadHighs() })

/** A clock that moves on by itself, so that no test depends on the machine. */
const patience = (seconds = 1000, more: Partial<SolveOptions> = {}): SolveOptions => { let ms = 0; return { seconds, now: () => (ms += 0.01), ...more } }

const groupPrice = (p: GroupingProblem, members: number[]): number => {
  const patients = members.reduce((sum, i) => sum + p.patients[i]!, 0)
  const km = Math.min(...members.map(h => members.reduce((sum, i) => sum + p.patients[i]! * haversineKm(p.lat[i]!, p.lon[i]!, p.lat[h]!, p.lon[h]!), 0)))
  const isGiant = members.length === 1 && patients > p.band.max
  let shared = 0
  if (p.shared) for (const a of members) for (let e = p.shared.starts[a]!; e < p.shared.starts[a + 1]!; e++) if (members.includes(p.shared.other[e]!)) shared += p.shared.patients[e]!
  return km - p.weights.sharedKm * shared + (isGiant ? 0 : p.weights.bandKm * (Math.max(0, p.band.min - patients) + Math.max(0, patients - p.band.max)))
}

const planPrice = (p: GroupingProblem, groups: number[][]): number => {
  const inPlan = new Set(groups.flat())
  let price = groups.reduce((sum, members) => sum + groupPrice(p, members), 0)
  p.patients.forEach((patients, i) => { if (!inPlan.has(i)) price += p.weights.uncoveredKm * patients + p.weights.uncoveredFlatPatientKm })
  return price + (p.weights.changeKm > 0 ? p.weights.changeKm * changesInPlan(groups, p.patients, p.network).total : 0)
}

const pairsOf = (flat: Int32Array): [number, number][] => Array.from({ length: flat.length / 2 }, (_, k) => [flat[2 * k]!, flat[2 * k + 1]!])

const isWhole = (p: GroupingProblem, members: number[]): boolean => {
  const reached = new Set([members[0]!])
  for (let before = 0; before < reached.size;) {
    before = reached.size
    for (const [a, b] of [...pairsOf(p.links), ...pairsOf(p.keep.together)]) {
      if (reached.has(a) && members.includes(b)) reached.add(b)
      if (reached.has(b) && members.includes(a)) reached.add(a)
    }
  }
  return reached.size === members.length
}

const mayStand = (p: GroupingProblem, members: number[]): boolean => {
  const patients = members.reduce((sum, i) => sum + p.patients[i]!, 0)
  if (p.keep.groups.some(kept => kept.length === members.length && members.every(i => kept.includes(i)))) return true
  if (members.some(i => p.patients[i]! > p.band.max)) return members.length === 1
  return patients >= p.outer.min && patients <= p.outer.max && isWhole(p, members)
}

/** Whether these groups keep what must be kept, read off the pairs and sets as given. */
const isKept = ({ keep, patients }: GroupingProblem, groups: number[][]): boolean => {
  const at = Array.from(patients, (_, i) => groups.findIndex(members => members.includes(i))), isFree = (i: number) => !keep.groups.some(kept => kept.includes(i))
  return pairsOf(keep.together).every(([a, b]) => at[a] === at[b]) && pairsOf(keep.apart).every(([a, b]) => at[a] !== at[b] || at[a]! < 0)
    && keep.groups.every(kept => groups.some(members => members.length === kept.length && kept.every(i => members.includes(i))))
    && (!keep.side || groups.every(members => new Set(members.filter(i => isFree(i) && keep.side![i]! >= 0).map(i => keep.side![i]!)).size < 2))
}

/** Every way to put n practices in groups or in none. */
function bruteForce(p: GroupingProblem): number {
  const n = p.patients.length
  let best = Infinity
  const place = (i: number, groups: number[][]): void => {
    if (i === n) {
      if (p.maxGroups !== null && groups.length > p.maxGroups) return
      if (isKept(p, groups) && groups.every(members => mayStand(p, members))) best = Math.min(best, planPrice(p, groups))
      return
    }
    place(i + 1, groups)
    for (const members of groups) { members.push(i); place(i + 1, groups); members.pop() }
    groups.push([i])
    place(i + 1, groups)
    groups.pop()
  }
  place(0, [])
  return best
}

function expectPlan(p: GroupingProblem, solution: GroupingSolution): void {
  const groups = solution.groups.map(group => [...group])
  expect([...groups.flat(), ...solution.uncovered].sort((a, b) => a - b)).toEqual([...p.patients.keys()])
  for (const members of groups) expect(mayStand(p, members)).toBe(true)
  expect(isKept(p, groups)).toBe(true)
  if (p.maxGroups !== null) expect(groups.length).toBeLessThanOrEqual(p.maxGroups)
  const price = planPrice(p, groups)
  expect(Math.abs(solution.objective - price)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(price)))
  expect(solution.bound).toBeLessThanOrEqual(solution.objective)
}

/** Up to 7 practices in a huddle, some at one point, some giant, with shared patients and networks. */
function huddle(n: number, seed: number, changes: Partial<GroupingProblem>): GroupingProblem {
  const chance = chances(seed), p = gridProblem(n, 1, {}, seed)
  for (let i = 0; i < n; i++) { p.lat[i] = 51 + chance() * 0.05; p.lon[i] = -1 + chance() * 0.08; p.patients[i] = 1_000 + Math.round(chance() ** 2 * 56_000); p.network[i] = Math.floor(chance() * 4) - 1 }
  if (chance() < 0.4 && n > 1) { p.lat[1] = p.lat[0]!; p.lon[1] = p.lon[0]! }
  const links: number[] = []
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) if (p.patients[a]! <= 50_000 && p.patients[b]! <= 50_000 && chance() < 0.6) links.push(a, b)
  const starts = new Int32Array(n + 1), other: number[] = [], patients: number[] = []
  for (let a = 0; a < n; a++) { for (let b = a + 1; b < n; b++) if (chance() < 0.7) { other.push(b); patients.push(Math.round(chance() * 3_000)) } starts[a + 1] = other.length }
  const shared = changes.weights && changes.weights.sharedKm > 0 ? { starts, other: Int32Array.from(other), patients: Float64Array.from(patients) } : null
  return { ...p, links: Int32Array.from(links), shared, ...changes }
}

const weights = { bandKm: 5, uncoveredKm: 50, uncoveredFlatPatientKm: 20_000, sharedKm: 0, changeKm: 0 }
const kinds = {
  'shortest journeys': { weights },
  'most shared patients': { weights: { ...weights, sharedKm: 3 } },
  'fewest changes': { weights: { ...weights, changeKm: 4 } },
  'at most two groups': { weights, maxGroups: 2 },
  'fewest changes in at most one group': { weights: { ...weights, changeKm: 4 }, maxGroups: 1 },
}

for (const [name, changes] of Object.entries(kinds)) {
  test(`on seven practices or fewer, trying every way finds nothing cheaper: ${name}`, () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 1e6 }), (n, seed) => {
      const p = huddle(n, seed, changes), solution = solve(p, patience(), highs)
      expectPlan(p, solution)
      expect(solution.status).toBe('proved')
      const best = bruteForce(p)
      expect(Math.abs(solution.objective - best)).toBeLessThanOrEqual(0.01 + 1e-6 * Math.abs(best))
    }), { seed: 11, numRuns: 60 })
  })

  test(`stopped after any time, the plan is whole and the bound holds: ${name}`, () => {
    const p = { ...huddle(7, 5, changes), ...gridProblem(6, 5, { ...changes, shared: changes.weights.sharedKm > 0 ? sharedOnGrid(30) : null }) }
    const full = solve(p, patience(), highs)
    expectPlan(p, full)
    for (const seconds of [0, 0.001, 0.01, 0.05, 0.2]) {
      const early = solve(p, patience(seconds), highs)
      expectPlan(p, early)
      expect(Number.isFinite(early.bound)).toBe(true)
      expect(early.bound).toBeLessThanOrEqual(full.objective + 0.01)
      expect(early.objective).toBeGreaterThanOrEqual(full.bound - 0.01)
    }
  })
}

/** Pairs, groups and sides to keep, drawn by chance; a pair may ask for what cannot be. */
function keptByChance(n: number, seed: number): Keep {
  const chance = chances(seed), any = (among: number[]) => among[Math.floor(chance() * among.length)]!
  const groups: Int32Array[] = []
  let free = Array.from({ length: n }, (_, i) => i)
  for (let wanted = Math.floor(chance() * 2.6); wanted > 0 && free.length > 0; wanted--) {
    const members = free.filter(() => chance() < 0.3)
    if (members.length === 0) continue
    groups.push(Int32Array.from(members))
    free = free.filter(i => !members.includes(i))
  }
  const pairs = (most: number) => Int32Array.from(Array.from({ length: Math.floor(chance() * (most + 1)) }, () => { const a = any(free), b = any(free.filter(i => i !== a)); return [a, b] }).flat())
  const side = chance() < 0.4 ? Int32Array.from({ length: n }, () => Math.floor(chance() * 4) - 1) : null
  return free.length < 2 ? { ...nothingKept, groups } : { together: pairs(2), apart: pairs(3), groups, side }
}

const keptKinds = { ...kinds, 'fewest changes in at most three groups': { weights: { ...weights, changeKm: 4 }, maxGroups: 3 }, 'most shared patients in at most three groups': { weights: { ...weights, sharedKm: 3 }, maxGroups: 3 } }
const withKept = (p: GroupingProblem, seed: number): GroupingProblem => {
  const keep = keptByChance(p.patients.length, seed)
  return { ...p, keep: { ...keep, groups: keep.groups.slice(0, p.maxGroups ?? undefined) } }
}

describe('what is kept', () => {
  for (const [name, changes] of Object.entries(keptKinds)) {
    test(`with pairs, groups and sides kept, trying every way finds nothing cheaper, also when stopped early: ${name}`, () => {
      fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 1e6 }), (n, seed) => {
        const p = withKept(huddle(n, seed, changes), seed + 1), best = bruteForce(p), near = 0.01 + 1e-6 * Math.abs(best)
        const solution = solve(p, patience(), highs)
        expectPlan(p, solution)
        expect(solution.status).toBe('proved')
        expect(Math.abs(solution.objective - best)).toBeLessThanOrEqual(near)
        for (const options of [patience(0), patience(0.002), patience(0.02), patience(1000, { isCancelled: () => true })]) {
          const early = solve(p, options, highs)
          expectPlan(p, early)
          expect(Number.isFinite(early.bound)).toBe(true)
          expect(early.bound).toBeLessThanOrEqual(best + near)
          expect(early.objective).toBeGreaterThanOrEqual(best - near)
        }
      }), { seed: 23, numRuns: 100 })
    })

    // Pairs are drawn among linked practices: a pair that were no neighbours gets a link of its own, and more links may make a plan cheaper.
    test(`one more thing kept never makes a plan cheaper, and what the best plan keeps already costs nothing: ${name}`, () => {
      fc.assert(fc.property(fc.integer({ min: 12, max: 16 }), fc.integer({ min: 1, max: 1e6 }), (n, seed) => {
        const p = scattered(n, seed, changes), free = solve(p, patience(), highs), chance = chances(seed), near = 0.01 + 1e-6 * Math.abs(free.objective)
        expect(free.status).toBe('proved')
        const linked = pairsOf(p.links), pair = () => linked[Math.floor(chance() * linked.length)]!
        let keep = nothingKept, before = free
        for (let more = 0; more < 4; more++) {
          keep = more % 2 === 0 ? { ...keep, together: Int32Array.of(...keep.together, ...pair()) } : { ...keep, apart: Int32Array.of(...keep.apart, ...pair()) }
          const keeping = solve({ ...p, keep }, patience(), highs)
          expectPlan({ ...p, keep }, keeping)
          expect(keeping.status).toBe('proved')
          expect(keeping.objective).toBeGreaterThanOrEqual(before.objective - near)
          before = keeping
        }
        const groups = free.groups.map(members => [...members]), [first, ...others] = groups, heads = others.map(members => members[0]!)
        const own: Keep = {
          groups: first ? [Int32Array.from(first)] : [], together: Int32Array.from(linked.filter(pair => others.some(members => pair.every(i => members.includes(i)))).slice(0, 3).flat()),
          apart: Int32Array.from(heads.slice(1).flatMap((head, k) => [heads[k]!, head])), side: null,
        }
        const same = solve({ ...p, keep: own }, patience(), highs)
        expectPlan({ ...p, keep: own }, same)
        expect(Math.abs(same.objective - free.objective)).toBeLessThanOrEqual(near)
      }), { seed: 29, numRuns: 8 })
    })
  }

  test('stopped after any time on a larger area, the plan keeps what must be kept and the bound holds', () => {
    for (const changes of Object.values(kinds)) {
      const grid = gridProblem(6, 5, { ...changes, shared: changes.weights.sharedKm > 0 ? sharedOnGrid(30) : null })
      const p: GroupingProblem = { ...grid, maxGroups: 'maxGroups' in changes ? 5 : null, keep: { together: Int32Array.of(0, 7, 7, 14, 3, 20), apart: Int32Array.of(1, 2, 8, 9, 0, 13), groups: [Int32Array.of(5, 11, 29)], side: Int32Array.from({ length: 30 }, (_, i) => [-1, -1, 0, 1, -1][i % 5]!) } }
      const full = solve(p, patience(), highs)
      expectPlan(p, full)
      expect(full.status).toBe('proved')
      for (const seconds of [0, 0.001, 0.01, 0.05, 0.2]) {
        const early = solve(p, patience(seconds), highs)
        expectPlan(p, early)
        expect(early.bound).toBeLessThanOrEqual(full.objective + 0.01)
        expect(early.objective).toBeGreaterThanOrEqual(full.bound - 0.01)
      }
    }
  })

  test('what does not belong together is our mistake', () => {
    const p = gridProblem(3, 3), keep = (more: Partial<Keep>) => () => solve({ ...p, keep: { ...nothingKept, ...more } }, patience(), highs)
    expect(keep({ groups: [Int32Array.of(0, 1), Int32Array.of(1)] })).toThrow('two kept groups')
    expect(keep({ groups: [Int32Array.of(0, 1)], apart: Int32Array.of(1, 2) })).toThrow('practice of a kept group')
    expect(keep({ together: Int32Array.of(0, 9) })).toThrow('pair names')
    expect(keep({ side: new Int32Array(2) })).toThrow('differ in length')
  })
})

/** A small town of practices with shared patients where the kind asks for them. */
function scattered(n: number, seed: number, changes: Partial<GroupingProblem>): GroupingProblem {
  const p = gridProblem(n, 1, changes, seed), chance = chances(seed + 7)
  for (let i = 0; i < n; i++) { p.lat[i] = 51 + chance() * 0.1; p.lon[i] = -1 + chance() * 0.16; p.network[i] = Math.floor(chance() * 4) - 1 }
  const { links } = neighbourGraph({ lat: p.lat, lon: p.lon, isOutside: new Uint8Array(n), barriers: new Float64Array(0), networks: null })
  return { ...p, links, shared: p.weights.sharedKm > 0 ? sharedOnGrid(n) : null }
}

function sharedOnGrid(n: number): GroupingProblem['shared'] {
  const chance = chances(9), starts = new Int32Array(n + 1), other: number[] = [], patients: number[] = []
  for (let a = 0; a < n; a++) { for (let b = a + 1; b < Math.min(n, a + 8); b++) { other.push(b); patients.push(Math.round(chance() * 1_500)) } starts[a + 1] = other.length }
  return { starts, other: Int32Array.from(other), patients: Float64Array.from(patients) }
}

describe('what a plan may look like', () => {
  test('a list above the band stands alone and pays no band price', () => {
    const p = gridProblem(2, 1)
    p.patients.set([70_000, 30_000])
    const solution = solve({ ...p, links: new Int32Array(0) }, patience(), highs)
    expect(solution.groups.map(group => [...group])).toEqual([[0], [1]])
    expect(solution.objective).toBe(0)
    expect(solution.status).toBe('proved')
  })

  test('no group leaves the outer limits, and who cannot reach them is in none', () => {
    const p = gridProblem(3, 1)
    p.patients.set([2_000, 3_000, 4_000])
    const solution = solve(p, patience(), highs)
    expect(solution.groups).toEqual([])
    expect([...solution.uncovered]).toEqual([0, 1, 2])
  })

  test('cancelled at once, it still answers with a whole plan and says it was stopped', () => {
    const p = gridProblem(8, 8), solution = solve(p, patience(1000, { isCancelled: () => true }), highs)
    expectPlan(p, solution)
    expect(solution.status).toBe('stopped')
  })

  test('an area of nobody is a plan of nothing', () => {
    const empty = gridProblem(1, 1)
    const solution = solve({ ...empty, patients: new Float64Array(0), lat: new Float64Array(0), lon: new Float64Array(0), network: new Int32Array(0), links: new Int32Array(0) }, patience(), highs)
    expect(solution).toMatchObject({ status: 'proved', groups: [], objective: 0, bound: 0 })
  })

  test('the same problem gives the same plan', () => {
    const p = gridProblem(9, 7), one = solve(p, patience(), highs), two = solve(p, patience(), highs)
    expect(two.groups).toEqual(one.groups)
  })
})
