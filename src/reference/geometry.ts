import type { Point } from '#domain/words.ts'

export interface Box { west: number; south: number; east: number; north: number }

/** A published outline: rings of WGS84 [lon, lat], outer and holes alike (even-odd). */
export interface Outline { code: string; name: string; rings: [number, number][][] }

/** An outline with the box around it. */
export interface BoxedOutline extends Outline { box: Box }

const KM_PER_DEGREE = 111.2

/** The rings of a GeoJSON Polygon or MultiPolygon given as text. Throws, naming the area, for any other geometry. */
export function ringsOf(geometry: string, area: string): [number, number][][] {
  const { type, coordinates } = JSON.parse(geometry) as { type: string; coordinates: unknown }
  if (type === 'Polygon') return coordinates as [number, number][][]
  if (type === 'MultiPolygon') return (coordinates as [number, number][][][]).flat()
  throw new Error(`the outline of ${area} is a ${type}; a Polygon or MultiPolygon was expected`)
}

export function boxOf(rings: readonly (readonly [number, number])[][]): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const ring of rings) {
    for (const [lon, lat] of ring) {
      if (lon < box.west) box.west = lon
      if (lon > box.east) box.east = lon
      if (lat < box.south) box.south = lat
      if (lat > box.north) box.north = lat
    }
  }
  return box
}

/** Inside by the even-odd rule; a point on an edge may fall to either side. */
export function isInside({ lat, lon }: Point, rings: readonly (readonly [number, number])[][]): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x, y] = ring[i]!, [u, v] = ring[j]!
      if (y > lat !== v > lat && lon < ((u - x) * (lat - y)) / (v - y) + x) inside = !inside
    }
  }
  return inside
}

/**
 * The outline a point lies in; else the nearest within `reachKm`, because published outlines are generalised and a quay may stand in their sea; else null.
 * Outlines are tried by box first, so a few hundred need no grid.
 */
export function outlineAt<Area extends BoxedOutline>(point: Point, outlines: readonly Area[], reachKm: number): Area | null {
  for (const outline of outlines) {
    const { west, south, east, north } = outline.box
    if (point.lon >= west && point.lon <= east && point.lat >= south && point.lat <= north && isInside(point, outline.rings)) return outline
  }
  let nearest: Area | null = null, least = reachKm
  for (const outline of outlines) {
    if (kmToBox(point, outline.box) > least) continue
    const km = kmToRings(point, outline.rings)
    if (km < least) {
      least = km
      nearest = outline
    }
  }
  return nearest
}

function kmToBox({ lat, lon }: Point, { west, south, east, north }: Box): number {
  return Math.hypot(Math.max(west - lon, 0, lon - east) * Math.cos((lat * Math.PI) / 180), Math.max(south - lat, 0, lat - north)) * KM_PER_DEGREE
}

/** Kilometres on a flat map around the point: good to a few metres over the distances asked. */
function kmToRings({ lat, lon }: Point, rings: readonly (readonly [number, number])[][]): number {
  const shrink = Math.cos((lat * Math.PI) / 180)
  let least = Infinity
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const ax = (ring[j]![0] - lon) * shrink, ay = ring[j]![1] - lat, dx = (ring[i]![0] - lon) * shrink - ax, dy = ring[i]![1] - lat - ay
      const length = dx * dx + dy * dy
      const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length))
      least = Math.min(least, Math.hypot(ax + t * dx, ay + t * dy))
    }
  }
  return least * KM_PER_DEGREE
}

export function overlaps(a: Box, b: Box): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north
}

/**
 * What of the rings lies in the box (Sutherland and Hodgman, one side at a time). A ring that leaves and comes back runs along the box's edge, so clip wider than is drawn.
 * A ring that does not reach beyond a side is not cut there; one that lies inside is given back as it is, so treat rings as never changing.
 */
export function clipRings(rings: readonly [number, number][][], box: Box): [number, number][][] {
  return rings.flatMap(ring => {
    const around = boxOfRing(ring)
    if (!overlaps(around, box)) return []
    let kept = ring
    if (around.west < box.west) kept = cut(kept, 0, box.west, 1)
    if (around.east > box.east) kept = cut(kept, 0, box.east, -1)
    if (around.south < box.south) kept = cut(kept, 1, box.south, 1)
    if (around.north > box.north) kept = cut(kept, 1, box.north, -1)
    return kept.length < 3 ? [] : [closed(kept)]
  })
}

/** The same rings are clipped to one box after another, and never change. */
const ringBoxes = new WeakMap<[number, number][], Box>()

function boxOfRing(ring: [number, number][]): Box {
  let box = ringBoxes.get(ring)
  if (!box) ringBoxes.set(ring, box = boxOf([ring]))
  return box
}

/** Keeps what lies at or beyond a limit, along `axis` (0 lon, 1 lat) in the direction of `sign`. */
function cut(ring: [number, number][], axis: 0 | 1, limit: number, sign: 1 | -1): [number, number][] {
  const kept: [number, number][] = []
  let from = ring.at(-1), a = from ? (from[axis] - limit) * sign : 0
  for (const to of ring) {
    const b = (to[axis] - limit) * sign
    if (a < 0 !== b < 0) {
      const t = a / (a - b)
      kept.push([from![0] + t * (to[0] - from![0]), from![1] + t * (to[1] - from![1])])
    }
    if (b >= 0) kept.push(to)
    from = to
    a = b
  }
  return kept
}

function closed(ring: [number, number][]): [number, number][] {
  const first = ring[0]!, last = ring.at(-1)!
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first]
}
