import type { Point } from '#domain/words.ts'

/**
 * The ground the invented county stands on: a flat sheet in kilometres, x east and y north of its middle, laid in the open Atlantic
 * at 49.3° N 8.35° W, over a hundred kilometres from any land and inside the degrees the importer knows as ours.
 */
export interface Spot { x: number; y: number }

const middle: Point = { lat: 49.3, lon: -8.35 }
const kmPerDegree = 111.195
const kmPerDegreeEast = kmPerDegree * Math.cos((middle.lat * Math.PI) / 180)

/** WGS84 degrees to six places (about 0.1 m), as the postcode directory gives them. */
export function pointOf(spot: Spot): Point {
  return { lat: round(middle.lat + spot.y / kmPerDegree, 6), lon: round(middle.lon + spot.x / kmPerDegreeEast, 6) }
}

/** Kilometres as the crow flies on the sheet. */
export function kmBetween(a: Spot, b: Spot): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

export function round(value: number, places: number): number {
  const unit = 10 ** places
  return Math.round(value * unit) / unit
}

/** A row of chances in [0, 1), the same for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * `count` spots around a middle, evenly thick out to `radiusKm`, each nudged a little so that no pattern shows.
 * The golden angle keeps any two apart.
 */
export function spotsAround(centre: Spot, count: number, radiusKm: number, chance: () => number): Spot[] {
  const goldenAngle = Math.PI * (3 - Math.sqrt(5))
  const gapKm = radiusKm / Math.sqrt(count)
  return Array.from({ length: count }, (_, i) => {
    const far = radiusKm * Math.sqrt((i + 0.5) / count)
    const turn = i * goldenAngle
    return {
      x: round(centre.x + far * Math.cos(turn) + (chance() - 0.5) * gapKm, 3),
      y: round(centre.y + far * Math.sin(turn) + (chance() - 0.5) * gapKm, 3),
    }
  })
}
