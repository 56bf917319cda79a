import Delaunator from 'delaunator'
import { invariant } from '#domain/words.ts'
import type { Spot } from './ground.ts'
import { chances, kmBetween } from './ground.ts'

/**
 * The lie of the land: a peninsula with the sea on three sides, an island off the west coast, and a border river in the east
 * beyond which a neighbouring county begins. Cut into a few thousand crumbs (Voronoi cells) that never straddle a coast or the border;
 * every outline is a run of crumb edges, so neighbours share each point of their boundary and nothing overlaps or gapes.
 */
export type Side = 'sea' | 'county' | 'beyond' | 'island'

const coast: [number, number][] = [
  [36.5, 21.6], [31, 21.0], [28.4, 22.4], [26.0, 22.6], [25.2, 20.4], [24.2, 21.6], [20, 21.4], [15, 23.6], [9, 22.4], [4.4, 24.8], [0.6, 22], [-2.4, 18.2], [-7, 18.6], [-11, 21.8],
  [-16, 22.6], [-21, 20.0], [-25, 20.8], [-29, 18], [-31.5, 13.8], [-28.5, 9.8], [-27.4, 5], [-28.2, 0], [-33, -3.5], [-34.6, -7.2], [-30.5, -9.9], [-26, -10.4],
  [-23, -13.6], [-19, -17], [-13.5, -18.9], [-8, -17.2], [-5.2, -13], [-4.6, -9.4], [-3.7, -9.2], [-2.6, -13.2], [1.6, -16.8], [6.6, -18.4], [11, -17.0], [15, -16.5], [18.4, -16.5],
  [19.9, -14.6], [20.5, -13.0], [21.1, -13.2], [21.4, -14.8], [23, -16.8], [27.4, -17.9], [32, -16.6], [36.5, -17.4], [37.4, -9], [35.8, 0], [37.2, 10],
]
const island: [number, number][] = [[-37.0, 5.6], [-38.6, 7.6], [-40.6, 7.2], [-42.0, 5.0], [-41.4, 3.0], [-39.8, 2.2], [-38.8, 0.8], [-37.4, 2.4], [-37.8, 4.0]]
const border: [number, number][] = [[25.1, 23.2], [25.2, 20.4], [24.2, 17.4], [26, 14.2], [24.6, 10], [25.8, 5.5], [23.6, 1], [24.8, -3], [22.9, -7.4], [22.5, -10.4], [21.3, -12.2], [20.8, -13.1], [21.0, -15.8]]

export interface Land {
  sideOf(spot: Spot): Side
  /** Coasts and border as closed or open runs of spots, for drawing crumbs along them. */
  lines: Spot[][]
}

export function land(): Land {
  const chance = chances(49)
  const mainland = wander(coast, true, chance)
  const isle = wander(island, true, chance)
  const river = wander(border, false, chance)
  const east = [...river, { x: 90, y: -60 }, { x: 90, y: 60 }]
  const sideOf = (spot: Spot): Side => {
    if (isInside(spot, isle)) return 'island'
    if (!isInside(spot, mainland)) return 'sea'
    return isInside(spot, east) ? 'beyond' : 'county'
  }
  return { sideOf, lines: [[...mainland, mainland[0]!], [...isle, isle[0]!], river] }
}

/** A drawn line made to wander as coasts and rivers do: each piece bends at its middle until none is over 700 m. */
function wander(drawn: [number, number][], isClosed: boolean, chance: () => number): Spot[] {
  const bend = (a: Spot, b: Spot): Spot[] => {
    const km = kmBetween(a, b)
    if (km < 0.7) return [a]
    const off = (chance() - 0.5) * 0.46
    const middle = { x: (a.x + b.x) / 2 - off * (b.y - a.y), y: (a.y + b.y) / 2 + off * (b.x - a.x) }
    return [...bend(a, middle), ...bend(middle, b)]
  }
  const spots = drawn.map(([x, y]) => ({ x, y }))
  const run = spots.flatMap((spot, i) => (i + 1 < spots.length ? bend(spot, spots[i + 1]!) : isClosed ? bend(spot, spots[0]!) : [spot]))
  return run
}

export function isInside(spot: Spot, ring: readonly Spot[]): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i]!
    const b = ring[j]!
    if (a.y > spot.y !== b.y > spot.y && spot.x < ((b.x - a.x) * (spot.y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}

/** The nearest spot towards `centre` that stands on the centre's own side with `clearKm` of the same ground all round. */
export function ashore(ground: Land, spot: Spot, centre: Spot, clearKm: number): Spot {
  const side = ground.sideOf(centre)
  invariant(side !== 'sea', `(${centre.x}, ${centre.y}) is at sea`)
  for (let part = 0; part <= 1; part += 0.1) {
    const here = { x: spot.x + (centre.x - spot.x) * part, y: spot.y + (centre.y - spot.y) * part }
    const isClear = [0, 1, 2, 3, 4, 5, 6, 7].every(n => ground.sideOf({ x: here.x + clearKm * Math.cos((n * Math.PI) / 4), y: here.y + clearKm * Math.sin((n * Math.PI) / 4) }) === side)
    if (isClear && ground.sideOf(here) === side) return { x: Math.round(here.x * 1000) / 1000, y: Math.round(here.y * 1000) / 1000 }
  }
  return centre
}

export interface Crumbs {
  spots: Spot[]
  sides: Side[]
  /** Index of the small area (place in the seeds given) that each crumb belongs to; −1 at sea. */
  areaOf: Int32Array
  /** Rings of corner spots for the crumbs that `labelOf` gives the same label, by label: one entry a piece, outer ring first, then its holes. */
  outlines(labelOf: (area: number) => number): Map<number, Spot[][][]>
}

/** Cuts the land into crumbs around the seeds (one a small area, the first crumbs) and the practices' own spots, and grows each small area from its seed. */
export function crumble(ground: Land, seeds: readonly Spot[], practices: readonly Spot[]): Crumbs {
  const chance = chances(1913)
  const spots = scatter(ground, seeds, practices, chance)
  const sides = spots.map(ground.sideOf)
  const mesh = Delaunator.from(spots, spot => spot.x, spot => spot.y)
  const areaOf = grow(mesh, spots, sides, seeds.length, chance)
  return { spots, sides, areaOf, outlines: labelOf => trace(mesh, spots, areaOf, labelOf) }
}

function scatter(ground: Land, seeds: readonly Spot[], practices: readonly Spot[], chance: () => number): Spot[] {
  const spots: Spot[] = [...seeds]
  const near = neighbourhood(spots)
  const add = (spot: Spot, clearKm: number) => { if (!near.has(spot, clearKm)) { spots.push(spot); near.put(spot) } }
  for (const practice of practices) add(practice, 0)
  for (const line of ground.lines) alongLine(line, add)
  for (const seed of seeds) {
    const gapKm = Math.min(...seeds.filter(other => other !== seed).map(other => kmBetween(seed, other)), 3)
    for (let n = 0; n < 16; n++) {
      const turn = (n + chance()) * 2.399963
      const far = gapKm * 0.95 * Math.sqrt((n + 1) / 16)
      add({ x: seed.x + far * Math.cos(turn), y: seed.y + far * Math.sin(turn) }, gapKm * 0.2)
    }
  }
  for (let y = -26; y < 32; y += 1.1) {
    for (let x = -50; x < 46; x += 1.1) {
      const spot = { x: x + chance(), y: y + chance() }
      add(spot, ground.sideOf(spot) === 'sea' ? 1.6 : 0.75)
    }
  }
  return spots
}

/** Two rows of spots, one on each hand of the line, so that crumbs meet along it. */
function alongLine(line: readonly Spot[], add: (spot: Spot, clearKm: number) => void): void {
  for (let i = 0; i + 1 < line.length; i++) {
    const a = line[i]!
    const b = line[i + 1]!
    const km = kmBetween(a, b)
    const aside = { x: (-(b.y - a.y) / km) * 0.16, y: ((b.x - a.x) / km) * 0.16 }
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
    add({ x: middle.x + aside.x, y: middle.y + aside.y }, 0.12)
    add({ x: middle.x - aside.x, y: middle.y - aside.y }, 0.12)
  }
}

function neighbourhood(start: readonly Spot[]): { has(spot: Spot, withinKm: number): boolean; put(spot: Spot): void } {
  const cells = new Map<string, Spot[]>()
  const put = (spot: Spot) => {
    const key = `${Math.floor(spot.x)} ${Math.floor(spot.y)}`
    const cell = cells.get(key)
    if (cell) cell.push(spot)
    else cells.set(key, [spot])
  }
  start.forEach(put)
  const has = (spot: Spot, withinKm: number): boolean => {
    const reach = Math.ceil(withinKm)
    for (let cx = Math.floor(spot.x) - reach; cx <= Math.floor(spot.x) + reach; cx++) {
      for (let cy = Math.floor(spot.y) - reach; cy <= Math.floor(spot.y) + reach; cy++) {
        if (cells.get(`${cx} ${cy}`)?.some(other => kmBetween(spot, other) <= withinKm)) return true
      }
    }
    return false
  }
  return { has, put }
}

/** Each small area takes the crumbs it reaches first from its seed, never across water or the border; rough ground makes the edges wander. */
function grow(mesh: Delaunator<Float64Array>, spots: Spot[], sides: Side[], seeds: number, chance: () => number): Int32Array {
  const neighbours: number[][] = spots.map(() => [])
  for (let e = 0; e < mesh.triangles.length; e++) neighbours[mesh.triangles[e]!]!.push(mesh.triangles[e % 3 === 2 ? e - 2 : e + 1]!)
  const rough = spots.map(() => 0.6 + chance())
  const areaOf = new Int32Array(spots.length).fill(-1)
  const best = new Float64Array(spots.length).fill(Infinity)
  const queue: { km: number; crumb: number; area: number }[] = []
  for (let area = 0; area < seeds; area++) { best[area] = 0; queue.push({ km: 0, crumb: area, area }) }
  let head = 0
  while (head < queue.length) {
    const { km, crumb, area } = queue[head++]!
    if (km > best[crumb]! || areaOf[crumb] !== -1) continue
    areaOf[crumb] = area
    for (const next of neighbours[crumb]!) {
      const cost = km + kmBetween(spots[crumb]!, spots[next]!) * rough[next]!
      if (sides[next] !== sides[crumb] || areaOf[next] !== -1 || cost >= best[next]!) continue
      best[next] = cost
      let place = queue.length
      while (place > head && queue[place - 1]!.km > cost) place--
      queue.splice(place, 0, { km: cost, crumb: next, area })
    }
  }
  return areaOf
}

function trace(mesh: Delaunator<Float64Array>, spots: Spot[], areaOf: Int32Array, labelOf: (area: number) => number): Map<number, Spot[][][]> {
  const labels = Array.from(areaOf, area => (area < 0 ? -1 : labelOf(area)))
  const corners = Array.from({ length: mesh.triangles.length / 3 }, (_, t) => circumcentre(spots[mesh.triangles[3 * t]!]!, spots[mesh.triangles[3 * t + 1]!]!, spots[mesh.triangles[3 * t + 2]!]!))
  const onward = new Map<number, Map<number, number>>()
  for (let e = 0; e < mesh.triangles.length; e++) {
    const twin = mesh.halfedges[e]!
    if (twin < 0) continue
    const own = labels[mesh.triangles[e]!]!
    const other = labels[mesh.triangles[twin]!]!
    if (own < 0 || own === other) continue
    const steps = onward.get(own) ?? new Map<number, number>()
    invariant(!steps.has(Math.floor(e / 3)), 'two boundaries of one area meet in a corner')
    steps.set(Math.floor(e / 3), Math.floor(twin / 3))
    onward.set(own, steps)
  }
  const outlines = new Map<number, Spot[][][]>()
  for (const [label, steps] of [...onward].sort((a, b) => a[0] - b[0])) {
    const rings: Spot[][] = []
    while (steps.size > 0) {
      const start = steps.keys().next().value!
      const ring: Spot[] = []
      for (let at = start; ; ) {
        ring.push(corners[at]!)
        const next = steps.get(at)
        invariant(next !== undefined, 'a boundary runs into nothing')
        steps.delete(at)
        at = next
        if (at === start) break
      }
      rings.push(ring)
    }
    outlines.set(label, nest(rings))
  }
  return outlines
}

/** Outer rings run one way round and holes the other; each hole goes with the outer ring around it. */
function nest(rings: Spot[][]): Spot[][][] {
  const bySize = rings.map(ring => ({ ring, area: signedArea(ring) })).sort((a, b) => Math.abs(b.area) - Math.abs(a.area))
  const outward = Math.sign(bySize[0]!.area)
  const pieces = bySize.filter(({ area }) => Math.sign(area) === outward).map(({ ring }) => [ring])
  for (const { ring, area } of bySize) {
    if (Math.sign(area) === outward) continue
    const around = pieces.filter(([outer]) => isInside(midpoint(ring[0]!, ring[1]!), outer!)).pop()
    invariant(around, 'a hole lies outside its area')
    around.push(ring)
  }
  return pieces.map(piece => piece.map((ring, n) => (signedArea(ring) > 0 === (n === 0) ? ring : [...ring].reverse())))
}

function midpoint(a: Spot, b: Spot): Spot {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
}

function signedArea(ring: readonly Spot[]): number {
  return ring.reduce((sum, a, i) => { const b = ring[(i + 1) % ring.length]!; return sum + (a.x * b.y - b.x * a.y) / 2 }, 0)
}

function circumcentre(a: Spot, b: Spot, c: Spot): Spot {
  const dx = b.x - a.x, dy = b.y - a.y, ex = c.x - a.x, ey = c.y - a.y
  const bl = dx * dx + dy * dy, cl = ex * ex + ey * ey, d = 0.5 / (dx * ey - dy * ex)
  return { x: a.x + (ey * bl - dy * cl) * d, y: a.y + (dx * cl - ex * bl) * d }
}
