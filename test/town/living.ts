import type { Spot } from './ground.ts'
import { kmBetween } from './ground.ts'

/** A practice as the spread of its patients sees it. */
export interface Draw { spot: Spot; patients: number; /** Distance over which its pull falls to a third. */ reachKm: number }

/** A small area with the people who should come to live there. */
export interface Home { spot: Spot; people: number }

/**
 * Who lives where: rows by practice, columns by small area, whole patients. Nearer areas first, every row summing exactly to its list.
 * Columns come near the areas' people (ten rounds of fitting both edges), and cells under half a patient vanish as they do in published figures.
 * `walled(p, a)` shuts water and other walls: a practice draws nobody from behind one.
 */
export function spreadPatients(practices: Draw[], areas: Home[], walled: (practice: number, area: number) => boolean = () => false): Int32Array[] {
  const pull = practices.map((practice, p) => Float64Array.from(areas, (area, a) =>
    walled(p, a) ? 0 : area.people * Math.exp(-kmBetween(practice.spot, area.spot) / practice.reachKm)))
  for (let round = 0; round < 10; round++) {
    areas.forEach((area, a) => {
      const sum = pull.reduce((total, row) => total + row[a]!, 0)
      if (sum > 0) for (const row of pull) row[a]! *= area.people / sum
    })
    pull.forEach((row, p) => {
      const sum = row.reduce((total, cell) => total + cell, 0)
      for (let a = 0; a < row.length; a++) row[a]! *= practices[p]!.patients / sum
    })
  }
  return pull.map((row, p) => wholeParts(row.map(cell => (cell < 0.5 ? 0 : cell)), practices[p]!.patients))
}

/** Whole numbers in proportion to `shares` that add up to `total`; odd ones go to the largest part left, then the lowest place. */
export function wholeParts(shares: ArrayLike<number>, total: number): Int32Array {
  const list = Array.from(shares)
  const sum = list.reduce((a, b) => a + b, 0)
  const exact = list.map(share => (share * total) / sum)
  const whole = Int32Array.from(exact, Math.floor)
  const left = total - whole.reduce((a, b) => a + b, 0)
  const order = exact.map((value, i) => ({ i, part: value - Math.floor(value) })).sort((a, b) => b.part - a.part || a.i - b.i)
  for (let n = 0; n < left; n++) whole[order[n]!.i]! += 1
  return whole
}
