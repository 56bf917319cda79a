import type { Point } from '#domain/words.ts'

/** Outlines as a map file takes them: whole polygons with their holes, turned as RFC 7946 §3.1.6 has it. Plain arithmetic; nothing here knows a practice. */

/** Longitude, then latitude, degrees of WGS84. */
export type Position = [number, number]
type Ring = Position[]
/** Its outer ring, then its holes. */
export type Polygon = Ring[]

/** Five decimals of a degree: about a metre, as small-area outlines are joined at. */
const DECIMALS = 1e5

/**
 * Polygons from outlines filled by the even-odd rule: rings that touch themselves are parted at the touch, rings inside an odd number of others become holes of
 * the smallest round them, outer rings run counterclockwise and holes clockwise, each closed. What does not close, or has no width, is left out.
 */
export function polygonsOf(outline: Point[][]): Polygon[] {
  const sides = sidesOf(outline.map((ring) => ring.map(({ lon, lat }): Position => [Math.round(lon * DECIMALS) / DECIMALS, Math.round(lat * DECIMALS) / DECIMALS])))
  const rings = walksRound(sides).flatMap(simpleRings)
    .map((ring) => ({ ring, area: signedArea(ring), on: middleOfLongestSide(ring) })).filter(({ area }) => area !== 0)
    .sort((a, b) => Math.abs(b.area) - Math.abs(a.area))
  const around = rings.map((inner, i) => rings.flatMap((outer, j) => (i !== j && isInside(inner.on, sidesAlong(outer.ring)) ? [j] : [])))
  const turned = ({ ring, area }: (typeof rings)[number], isOuter: boolean) => ((area > 0) === isOuter ? ring : ring.toReversed())
  const polygons = new Map<number, Polygon>()
  for (const [i, ring] of rings.entries()) if (around[i]!.length % 2 === 0) polygons.set(i, [turned(ring, true)])
  for (const [i, ring] of rings.entries()) {
    if (around[i]!.length % 2 === 0) continue
    const outer = around[i]!.filter((j) => around[j]!.length === around[i]!.length - 1).at(-1)
    if (outer !== undefined) polygons.get(outer)?.push(turned(ring, false))
  }
  return [...polygons.values()]
}

type Side = [Position, Position]

const sidesAlong = (ring: Ring): Side[] => ring.slice(1).map((to, i) => [ring[i]!, to])

/** Every side of the rings once; one that stands twice bounds nothing and goes. */
function sidesOf(rings: Ring[]): Side[] {
  const sides = new Map<string, Side>()
  for (const [from, to] of rings.flatMap(sidesAlong)) {
    const ends = [from.join(), to.join()].sort()
    if (ends[0] === ends[1]) continue
    const key = ends.join('|')
    if (!sides.delete(key)) sides.set(key, [from, to])
  }
  return [...sides.values()]
}

/** Walks along the sides that keep to one piece of ground: where more than two sides meet, each goes on to the one across the ground between them, so that walks touch and never cross. */
function walksRound(sides: Side[]): Ring[] {
  const at = new Map<string, { side: number; angle: number }[]>()
  for (const [side, [from, to]] of sides.entries()) {
    for (const [here, there] of [[from, to], [to, from]] as const) {
      const ends = at.get(here.join()) ?? []
      ends.push({ side, angle: Math.atan2(there[1] - here[1], there[0] - here[0]) })
      at.set(here.join(), ends)
    }
  }
  const next = new Map<string, number>()
  for (const [key, ends] of at) {
    ends.sort((a, b) => a.angle - b.angle)
    const [x, y] = key.split(',').map(Number) as Position
    const between = (ends[0]!.angle + (ends[1]?.angle ?? 0)) / 2
    const first = ends.length === 2 || isInside([x + Math.cos(between) * NEARBY, y + Math.sin(between) * NEARBY], sides) ? 0 : 1
    for (let k = first; k + 1 < ends.length + first; k += 2) {
      const one = ends[k]!.side, other = ends[(k + 1) % ends.length]!.side
      next.set(`${key}|${one}`, other)
      next.set(`${key}|${other}`, one)
    }
  }
  const isWalked = new Uint8Array(sides.length)
  return sides.flatMap(([start], first): Ring[] => {
    if (isWalked[first] === 1) return []
    const walk: Ring = [start]
    for (let side: number | undefined = first, here = start; side !== undefined && isWalked[side] === 0;) {
      isWalked[side] = 1
      const [from, to]: Side = sides[side]!
      here = from.join() === here.join() ? to : from
      walk.push(here)
      side = next.get(`${here.join()}|${side}`)
    }
    return [walk]
  })
}

/** Far less than the metre that corners are kept to, degrees. */
const NEARBY = 1e-8

/** A closed walk cut wherever it meets itself. */
function simpleRings(walk: Ring): Ring[] {
  const rings: Ring[] = [], path: Ring = [], seenAt = new Map<string, number>()
  for (const position of walk) {
    const key = position.join()
    const before = seenAt.get(key)
    if (before === undefined) { seenAt.set(key, path.length); path.push(position); continue }
    const ring = path.splice(before + 1)
    for (const each of ring) seenAt.delete(each.join())
    if (ring.length >= 2) rings.push([position, ...ring, position])
  }
  return rings
}

/** Above 0 counterclockwise, square degrees, measured from the first corner so that no figures are lost. */
function signedArea(ring: Ring): number {
  const [west, south] = ring[0]!
  let twice = 0
  for (let i = 0; i + 1 < ring.length; i++) twice += (ring[i]![0] - west) * (ring[i + 1]![1] - south) - (ring[i + 1]![0] - west) * (ring[i]![1] - south)
  return twice / 2
}

/** A place on the ring that no other ring of the same outline passes through. */
function middleOfLongestSide(ring: Ring): Position {
  let longest = 0, at = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const length = Math.hypot(ring[i + 1]![0] - ring[i]![0], ring[i + 1]![1] - ring[i]![1])
    if (length > longest) { longest = length; at = i }
  }
  return [(ring[at]![0] + ring[at + 1]![0]) / 2, (ring[at]![1] + ring[at + 1]![1]) / 2]
}

function isInside([x, y]: Position, sides: Side[]): boolean {
  let inside = false
  for (const [[ax, ay], [bx, by]] of sides) {
    if ((ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}
