import { project, type Change, type ProjectionInputs, type ProjectionRow } from '#domain/position/projection.ts'

/**
 * The same five years when nobody is sure: a lever has a low, a middle and a high, a partner a chance to have gone by each year, a vacancy a chance to be filled.
 * Every figure comes from `project`, the plain rule; here are only the draws, the order of what comes out, and which lever moves it most.
 */

/** One thing nobody is sure of. `set` puts a value into the inputs. */
export interface Lever { key: string; low: number; middle: number; high: number; set: (inputs: ProjectionInputs, value: number) => ProjectionInputs }

/** A partner: full-time equivalents; `gone[t]` the chance to have gone by year t (never falls); `stated` the year taken for sure in the middle case, null for none. */
export interface PartnerAhead { fte: number; gone: readonly number[]; stated: number | null }

export interface Uncertain {
  /** With every lever in the middle and nobody gone; its own leaves and joins are sure ones and stay. */
  inputs: ProjectionInputs
  levers: readonly Lever[]
  partners: readonly PartnerAhead[]
  /** Chance in each year that a vacancy is filled, 0 to 1: low, middle, high. */
  fill: { low: number; middle: number; high: number }
}

/** Of one figure in one year: the middle run, half of runs, nine in ten; pounds. null where hardly a run has a partner. */
export interface Spread { low: number; lower: number; middle: number; upper: number; high: number }

export interface Fan {
  runs: number
  seed: number
  /** By year: profit for each full-time partner. */
  ppp: (Spread | null)[]
  profit: Spread[]
  /** By year, share of runs: below what they need that year and the year before; a loss by then; no partner by then. */
  belowFloor: number[]
  loss: number[]
  noPartner: number[]
}

/** How far one lever moves profit for each partner in the last year when all others stay in the middle, pounds. */
export interface Bar { key: string; atLow: number; atHigh: number; middle: number }

/** Chance to fill a vacancy by drawing: uniform numbers from 0 up to 1, the same for the same seed (mulberry32, public domain). */
export function drawsFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** From a triangle that begins at low, ends at high and is highest in the middle. */
export function drawTriangle({ low, middle, high }: { low: number; middle: number; high: number }, draw: number): number {
  if (high <= low) return middle
  const bend = (middle - low) / (high - low)
  return draw < bend ? low + Math.sqrt(draw * (high - low) * (middle - low)) : high - Math.sqrt((1 - draw) * (high - low) * (high - middle))
}

/** The middle case: every lever in the middle, partners go when they said, and a vacancy is not filled where that is less than likely. */
export function middleOf({ inputs, levers, partners, fill }: Uncertain): ProjectionInputs {
  return at(inputs, levers, lever => lever.middle, partners, fill.middle)
}

function at(inputs: ProjectionInputs, levers: readonly Lever[], value: (lever: Lever) => number, partners: readonly PartnerAhead[], fill: number): ProjectionInputs {
  const set = levers.reduce((all, lever) => lever.set(all, value(lever)), inputs)
  const leaves = partners.flatMap(({ fte, stated }): Change[] => (stated === null || stated > inputs.years ? [] : [{ t: stated, fte }]))
  return { ...set, leaves: [...set.leaves, ...leaves], joins: [...set.joins, ...leaves.flatMap(leave => filledOnce(leave, fill, inputs.years))] }
}

/** In a case that is not drawn, a vacancy is filled in the first year by which that is at least as likely as not. */
function filledOnce({ t, fte }: Change, fill: number, years: number): Change[] {
  for (let year = t + 1; year <= years; year++) if (1 - (1 - fill) ** (year - t) >= 0.5) return [{ t: year, fte }]
  return []
}

/** The figure the levers are judged by: profit for each full-time partner in the last year that has one. */
export function lastPpp(inputs: ProjectionInputs): number {
  const rows = project(inputs).rows
  return rows.findLast(row => row.ppp !== null)?.ppp ?? rows.at(-1)!.profit
}

/** Which levers matter, the largest first: each at its low and at its high with all others in the middle. */
export function tornado(uncertain: Uncertain): Bar[] {
  const { inputs, levers, partners, fill } = uncertain, middle = lastPpp(middleOf(uncertain))
  const bars = levers.map(moved => {
    const with_ = (end: 'low' | 'high') => lastPpp(at(inputs, levers, lever => (lever === moved ? lever[end] : lever.middle), partners, fill.middle))
    return { key: moved.key, atLow: with_('low'), atHigh: with_('high'), middle }
  })
  if (partners.some(({ gone }) => gone.some(chance => chance > 0))) {
    const staying = partners.map(partner => ({ ...partner, stated: null }))
    // All stay, against everybody who might go going in the first year by which that is more likely than one in four and nobody coming.
    const going = partners.map(partner => { const year = partner.gone.findIndex(chance => chance > 0.25); return { ...partner, stated: year < 0 ? partner.stated : Math.max(1, year) } })
    bars.push({ key: 'partners', atLow: lastPpp(at(inputs, levers, lever => lever.middle, going, 0)), atHigh: lastPpp(at(inputs, levers, lever => lever.middle, staying, 1)), middle })
  }
  return bars.sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow) || (a.key < b.key ? -1 : 1))
}

/** Every lever at the end that lowers (or raises) what is left for a partner, partners as in the middle case. */
export function atTheEnd(uncertain: Uncertain, end: 'low' | 'high'): ProjectionInputs {
  const better = new Map(tornado(uncertain).map(bar => [bar.key, bar.atHigh >= bar.atLow ? 'high' : 'low'] as const))
  const { inputs, levers, partners, fill } = uncertain
  return at(inputs, levers, lever => ((better.get(lever.key) === 'high') === (end === 'high') ? lever.high : lever.low), partners, end === 'high' ? fill.high : fill.low)
}

/** One run: the inputs drawn, partners gone and vacancies filled by chance. */
export function drawn({ inputs, levers, partners, fill }: Uncertain, draw: () => number): ProjectionInputs {
  const set = levers.reduce((all, lever) => lever.set(all, drawTriangle(lever, draw())), inputs)
  const filling = drawTriangle(fill, draw()), leaves: Change[] = [...set.leaves], joins: Change[] = [...set.joins]
  for (const { fte, gone } of partners) {
    const when = draw(), t = gone.findIndex(chance => chance > when)
    if (t < 0 || t > inputs.years) continue
    leaves.push({ t, fte })
    for (let year = t + 1; year <= inputs.years; year++) if (draw() < filling) { joins.push({ t: year, fte }); break }
  }
  return { ...set, leaves, joins }
}

/** Many runs, the same for the same seed. */
export function simulate(uncertain: Uncertain, { runs, seed }: { runs: number; seed: number }): Fan {
  const draw = drawsFrom(seed), years = uncertain.inputs.years + 1
  const ppp = Array.from({ length: years }, (): number[] => []), profit = ppp.map((): number[] => [])
  const belowFloor = ppp.map(() => 0), loss = ppp.map(() => 0), noPartner = ppp.map(() => 0)
  for (let run = 0; run < runs; run++) {
    let hasLost = false, isAlone = false
    const rows = project(drawn(uncertain, draw)).rows
    rows.forEach((row, t) => {
      profit[t]!.push(row.profit)
      if (row.ppp !== null) ppp[t]!.push(row.ppp)
      hasLost ||= row.profit < 0
      isAlone ||= row.ppp === null
      if (isUnder(row) && isUnder(rows[t - 1])) belowFloor[t]! += 1
      if (hasLost) loss[t]! += 1
      if (isAlone) noPartner[t]! += 1
    })
  }
  const share = (count: number) => count / runs
  return { runs, seed, ppp: ppp.map(all => (all.length < Math.max(20, runs / 50) ? null : spreadOf(all))), profit: profit.map(spreadOf), belowFloor: belowFloor.map(share), loss: loss.map(share), noPartner: noPartner.map(share) }
}

const isUnder = (row: ProjectionRow | undefined): boolean => row !== undefined && row.ppp !== null && row.ppp < row.floor

function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort()
  const point = (share: number) => { const place = share * (sorted.length - 1), below = Math.floor(place); return sorted[below]! + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - sorted[below]!) }
  return { low: point(0.05), lower: point(0.25), middle: point(0.5), upper: point(0.75), high: point(0.95) }
}
