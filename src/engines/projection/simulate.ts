import { projectedRows, type Change, type ProjectionInputs, type ProjectionRow } from '#domain/position/projection.ts'
import type { Uncertain } from '#domain/position/uncertain.ts'

/** Five years by chance: levers drawn, partners gone and vacancies filled as likely as somebody said. Each run is the rows of `project`, the plain rule. */

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

/** Uniform numbers from 0 up to 1, the same for the same seed (mulberry32, public domain). */
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

/** One run: the inputs drawn, partners gone and vacancies filled by chance. Partners have draws of their own, as many in every run, so that a lever more does not change who goes. */
export function drawn({ inputs, levers, partners, fill }: Uncertain, draw: () => number, drawPartner: () => number = draw): ProjectionInputs {
  const set = levers.reduce((all, lever) => lever.set(all, drawTriangle(lever, draw())), inputs)
  const filling = drawTriangle(fill, drawPartner()), leaves: Change[] = [...set.leaves], joins: Change[] = [...set.joins]
  for (const { fte, gone } of partners) {
    const when = drawPartner(), fills = Array.from({ length: inputs.years }, () => drawPartner()), t = gone.findIndex(chance => chance > when)
    if (t < 0 || t > inputs.years) continue
    leaves.push({ t, fte })
    for (let year = t + 1; year <= inputs.years; year++) if (fills[year - 1]! < filling) { joins.push({ t: year, fte }); break }
  }
  return { ...set, leaves, joins }
}

/** Many runs, the same for the same seed. Each run begins at a place of its own, so that runs of two futures differ by what the future changes, and not by chance. */
export function simulate(uncertain: Uncertain, { runs, seed }: { runs: number; seed: number }): Fan {
  const years = uncertain.inputs.years + 1
  const ppp = Array.from({ length: years }, (): number[] => []), profit = ppp.map((): number[] => [])
  const belowFloor = ppp.map(() => 0), loss = ppp.map(() => 0), noPartner = ppp.map(() => 0)
  for (let run = 0; run < runs; run++) {
    let hasLost = false, isAlone = false
    const rows = projectedRows(drawn(uncertain, drawsFrom(seed + run * 0x9e3779b1), drawsFrom(seed + run * 0x9e3779b1 + 0x51ed270b)))
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
