import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { changesInPlan } from '#domain/partners/changes.ts'
import { kmBetween } from '#domain/position/distance.ts'
import type { Practice } from '#domain/position/edition.ts'
import { isSameHospital } from '#domain/partners/hospitals.ts'
import { sharedPatients } from '#domain/partners/overlap.ts'
import { outerBand, weightsFor, type Pair, type Plan, type PlanKept, type SketchKind } from '#domain/partners/plan.ts'
import { isRefusal, type PracticeCode } from '#domain/words.ts'
import { chances } from '#engines/grouping/grid.test-data.ts'
import { loadHighs } from '#engines/grouping/highs.ts'
import { solve } from '#engines/grouping/solve.ts'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { groupingProblem, propose, scoreGroups, type PlanAsk, type Solve } from './propose.ts'

let highs: Awaited<ReturnType<typeof loadHighs>>
beforeAll(async () => { highs = await loadHighs() })

const town = penmarshEdition(), size = { min: 20_000, max: 40_000 }
const { riverside, lantern, elmRoad, quayside, saltings, penmarshHealth, ropewalk, windlecote, tarrowmere, ostrey } = penmarsh
const here: Solve = async (problem, { seconds, signal }) => { let ms = 0; return solve(problem, { seconds, now: () => (ms += 0.01), isCancelled: () => signal?.aborted ?? false }, highs) }
const nothing: PlanKept = { together: [], apart: [], groups: [] }

async function planned(ask: Partial<PlanAsk>, seconds = 1000, signal?: AbortSignal): Promise<Plan & { notes: { linksForKept: Pair[] } }> {
  const proposal = await propose(town, { area: 'england', kind: 'journeys', size, ...ask }, here, { seconds, ...(signal ? { signal } : {}) })
  if (isRefusal(proposal)) throw new Error(proposal.why)
  return { ...proposal.plan, notes: proposal.notes }
}
const groupWith = (plan: Plan, code: PracticeCode) => plan.groups.find(({ members }) => members.includes(code))?.members ?? null

describe('what somebody keeps', () => {
  test('a pair kept together stays together though a town lies between, by a link of its own that the notes tell', async () => {
    const free = await planned({}), pair: Pair = [windlecote, ostrey]
    expect(groupWith(free, windlecote)).not.toContain(ostrey)
    const plan = await planned({ kept: { ...nothing, together: [[ostrey, windlecote]] } })
    expect(groupWith(plan, windlecote)).toContain(ostrey)
    expect(plan).toMatchObject({ status: 'proved', kept: { together: [pair], apart: [], groups: [] } })
    expect(plan.notes.linksForKept).toEqual([pair])
    expect(free).not.toHaveProperty('kept')
    expect(free.notes.linksForKept).toEqual([])
  })

  test('two who share a building are parted when they are kept apart', async () => {
    expect(groupWith(await planned({}), saltings)).toContain(ropewalk)
    const plan = await planned({ kept: { ...nothing, apart: [[ropewalk, saltings]] } })
    expect(groupWith(plan, saltings)).not.toContain(ropewalk)
  })

  test('a whole group stays as it is, far apart and of any size, and the rest is grouped without it', async () => {
    for (const kind of ['journeys', 'shared', 'changes', 'fair'] as const) {
      const plan = await planned({ kind, kept: { ...nothing, groups: [[ostrey, lantern], [penmarshHealth, elmRoad, quayside]] } })
      expect(plan.status).toBe('proved')
      expect(groupWith(plan, ostrey)).toEqual([lantern, ostrey])
      expect(groupWith(plan, elmRoad)).toEqual([elmRoad, quayside, penmarshHealth])
    }
  })

  test('practices of different hospitals are never in one group; those nobody typed for go anywhere', async () => {
    const hospital = new Map([[saltings, 'Penmarsh General'], [ropewalk, 'Estrel Vale'], [riverside, 'penmarsh  general'], [quayside, 'The Estrel Vale'], [elmRoad, 'Penmarsh General'], ['ZP9999', 'Elsewhere']])
    const plan = await planned({ hospital, size: { min: 10_000, max: 40_000 } })
    for (const { members } of plan.groups) {
      const named = members.flatMap(code => hospital.get(code) ?? [])
      expect(named.every(name => isSameHospital(name, named[0]!))).toBe(true)
    }
    expect(plan.hospitals).toMatchObject({ [ropewalk]: 'Estrel Vale' })
    expect(plan.hospitals).not.toHaveProperty('ZP9999')
  })

  test('what no plan could keep is refused, and nothing is searched for', async () => {
    const never: Solve = () => { throw new Error('searched') }
    const ask = (more: Partial<PlanAsk>) => propose(town, { area: 'england', kind: 'journeys', size, ...more }, never, { seconds: 1 })
    expect(await ask({ kept: { ...nothing, together: [[riverside, 'X1']] } })).toMatchObject({ refused: true, code: 'unknown-code' })
    expect(await ask({ kept: { ...nothing, together: [[penmarshHealth, quayside], [quayside, elmRoad]] } })).toMatchObject({ refused: true, code: 'too-many-together' })
    expect(await ask({ kind: 'fair', kept: { ...nothing, groups: [[riverside], [quayside], [elmRoad]] } })).toMatchObject({ refused: true, code: 'more-kept-than-today' })
  })

  test('scoring is the same whatever is kept', () => {
    const priced = (more: Partial<PlanAsk>) => scoreGroups(town, { area: 'england', kind: 'changes', size, ...more }, 'today')
    expect(priced({ kept: { ...nothing, together: [[riverside, 'X1']], groups: [[riverside, tarrowmere]] }, hospital: new Map([[riverside, 'A']]) })).toEqual(priced({}))
  })
})

// Judged on codes, by a rule of its own: every way to group the practices, priced afresh.
describe('trying every way on a handful of practices finds nothing cheaper that keeps the same', () => {
  const kinds: readonly SketchKind[] = ['journeys', 'shared', 'changes']

  function cheapest(practices: Practice[], ask: PlanAsk & { kept: PlanKept; kind: SketchKind }): number {
    const { links } = groupingProblem(town, practices, ask), { kept, hospital } = ask, outer = outerBand(ask.size), weights = weightsFor[ask.kind]
    const isWhole = (codes: PracticeCode[]) => kept.groups.some(group => group.length === codes.length && group.every(code => codes.includes(code)))
    const isConnected = (codes: PracticeCode[]) => {
      const met = new Set([codes[0]!])
      for (let before = 0; before < met.size;) { before = met.size; for (const [a, b] of links) if (codes.includes(a) && codes.includes(b) && (met.has(a) || met.has(b))) { met.add(a); met.add(b) } }
      return met.size === codes.length
    }
    const price = (group: Practice[]) => {
      const patients = group.reduce((sum, each) => sum + each.patients, 0), km = Math.min(...group.map(hub => group.reduce((sum, each) => sum + each.patients * kmBetween(each.point!, hub.point!), 0)))
      const shared = group.reduce((sum, a, i) => sum + group.slice(i + 1).reduce((more, b) => more + sharedPatients(town.flows!, a.code, b.code), 0), 0)
      return km - weights.sharedKm * shared + (group.length === 1 && patients > ask.size.max ? 0 : weights.bandKm * (Math.max(0, ask.size.min - patients) + Math.max(0, patients - ask.size.max)))
    }
    const known = new Map<string, number>()
    /** Price of a set as a group, Infinity where it may be none. */
    const asGroup = (group: Practice[]): number => {
      const codes = group.map(({ code }) => code), key = codes.join(), before = known.get(key)
      if (before !== undefined) return before
      const patients = group.reduce((sum, each) => sum + each.patients, 0), isGiant = group.some(each => each.patients > ask.size.max)
      const may = isWhole(codes) || ((isGiant ? group.length === 1 : patients >= outer.min && patients <= outer.max) && isConnected(codes))
        && new Set(codes.flatMap(code => hospital?.get(code) ?? [])).size < 2 && kept.apart.every(pair => !pair.every(code => codes.includes(code)))
      known.set(key, may ? price(group) : Infinity)
      return known.get(key)!
    }
    const networks = [...new Set(practices.flatMap(({ network }) => network?.code ?? []))], network = practices.map(each => (each.network ? networks.indexOf(each.network.code) : -1))
    let least = Infinity
    const place = (i: number, groups: Practice[][]): void => {
      if (i < practices.length) {
        place(i + 1, groups)
        for (const group of groups) { group.push(practices[i]!); place(i + 1, groups); group.pop() }
        groups.push([practices[i]!]); place(i + 1, groups); groups.pop()
        return
      }
      const at = (code: PracticeCode) => groups.findIndex(group => group.some(each => each.code === code))
      if (kept.together.some(([a, b]) => at(a) !== at(b)) || kept.groups.some(codes => !groups.some(group => group.length === codes.length && group.every(({ code }) => codes.includes(code))))) return
      let sum = groups.reduce((total, group) => total + asGroup(group), 0)
      for (const each of practices) if (at(each.code) < 0) sum += weights.uncoveredKm * each.patients + weights.uncoveredFlatPatientKm
      if (sum < Infinity && weights.changeKm > 0) sum += weights.changeKm * changesInPlan(groups.map(group => group.map(each => practices.indexOf(each))), practices.map(({ patients }) => patients), network).total
      least = Math.min(least, sum)
    }
    place(0, [])
    return least
  }

  for (const kind of kinds) test(`for ${kind}`, async () => {
    let accepted = 0
    await fc.assert(fc.asyncProperty(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 1e6 }), async (n, seed) => {
      const chance = chances(seed), practices = town.practices.map(practice => ({ practice, by: chance() })).sort((a, b) => a.by - b.by).slice(0, n).map(({ practice }) => practice).sort((a, b) => (a.code < b.code ? -1 : 1))
      const codes = practices.map(({ code }) => code), any = () => codes[Math.floor(chance() * n)]!
      const pairs = (most: number): Pair[] => Array.from({ length: Math.floor(chance() * (most + 1)) }, (): Pair => [any(), any()])
      const kept: PlanKept = { together: pairs(2), apart: pairs(2), groups: chance() < 0.4 ? [codes.filter(() => chance() < 0.4)].filter(group => group.length > 0) : [] }
      const hospital = new Map(chance() < 0.4 ? codes.flatMap((code): [string, string][] => (chance() < 0.6 ? [[code, chance() < 0.5 ? 'A' : 'B']] : [])) : [])
      const ask = { area: `list:${codes.join(',')}`, kind, size: { min: 9_000, max: 18_000 }, kept, hospital }
      const proposal = await propose(town, ask, here, { seconds: 1000 })
      if (isRefusal(proposal)) return
      accepted++
      const { plan } = proposal, best = cheapest(practices, ask), near = 0.01 + 1e-6 * Math.abs(best)
      expect(plan.status).toBe('proved')
      expect(Math.abs(plan.objective - best)).toBeLessThanOrEqual(near)
      for (const [seconds, isStopped] of [[0, false], [0.005, false], [1000, true]] as const) {
        const stop = new AbortController()
        if (isStopped) stop.abort()
        const early = await propose(town, ask, here, { seconds, signal: stop.signal })
        if (isRefusal(early)) throw new Error(early.why)
        expect(early.plan.bound!).toBeLessThanOrEqual(best + near)
        expect(early.plan.objective).toBeGreaterThanOrEqual(best - near)
      }
    }), { seed: 31, numRuns: 200 })
    expect(accepted).toBeGreaterThan(80)
  })
})
