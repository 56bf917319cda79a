import Delaunator from 'delaunator'
import { haversineKm } from '#domain/position/distance.ts'

export interface GraphInput {
  /** WGS84 degrees, one entry a practice. */
  lat: Float64Array
  lon: Float64Array
  /** 1 leaves a practice out of the graph: it gets no link at all. */
  isOutside: Uint8Array
  /** Water with no road across it: segments (lonA, latA, lonB, latB) flattened. A link that crosses one is cut. */
  barriers: Float64Array
  /** Index of today's network, −1 for none: given for the kind 'changes', where every network is made connected. */
  networks: Int32Array | null
  /** Pairs of practices (a, b) flattened that are kept together: each gets a link of its own. */
  together?: Int32Array
}

/** Pairs (a, b) flattened, a < b, in ascending order, no repeats. */
export interface Graph {
  links: Int32Array
  /** Neighbour pairs left out because the straight line between them crosses a barrier. */
  cut: Int32Array
  /** Shortest links that join parts which had none between them. */
  added: Int32Array
  /** Shortest links that hold today's networks together; empty without networks. */
  addedForNetworks: Int32Array
  /** Links for pairs kept together that had none; empty without such pairs. */
  addedForKept: Int32Array
}

interface Location { lat: number; lon: number; x: number; y: number; practices: number[] }

/**
 * Who is next to whom: Delaunay neighbours of the distinct points on an equirectangular projection.
 * Practices at one point are linked to each other and to all neighbours of the point. Links across a barrier are cut;
 * parts without a link between them get their shortest one, over dry land if any is, and these are listed.
 */
export function neighbourGraph(input: GraphInput): Graph {
  const locations = distinctLocations(input)
  const crosses = (a: Location, b: Location) => crossesBarrier(a, b, input.barriers)
  const kept: [number, number][] = [], cut: [number, number][] = []
  for (const pair of delaunayPairs(locations)) (crosses(locations[pair[0]]!, locations[pair[1]]!) ? cut : kept).push(pair)
  const added = joinParts(locations, kept, crosses)
  const links = new Set<number>(), n = input.lat.length
  const link = (a: number, b: number) => links.add(Math.min(a, b) * n + Math.max(a, b))
  for (const { practices } of locations) for (const a of practices) for (const b of practices) if (a < b) link(a, b)
  for (const [p, q] of [...kept, ...added]) for (const a of locations[p]!.practices) for (const b of locations[q]!.practices) link(a, b)
  const addedForNetworks = input.networks ? joinNetworks(input, links, n) : []
  for (const key of addedForNetworks) links.add(key)
  const { together = new Int32Array(0) } = input, addedForKept = new Set<number>()
  for (let k = 0; k < together.length; k += 2) {
    const a = Math.min(together[k]!, together[k + 1]!), b = Math.max(together[k]!, together[k + 1]!)
    if (!links.has(a * n + b)) addedForKept.add(a * n + b)
  }
  for (const key of addedForKept) links.add(key)
  const byPractice = (pairs: [number, number][]) => pairs.flatMap(([p, q]) => locations[p]!.practices.flatMap(a => locations[q]!.practices.map(b => Math.min(a, b) * n + Math.max(a, b))))
  return { links: flatten(links, n), cut: flatten(byPractice(cut), n), added: flatten(byPractice(added), n), addedForNetworks: flatten(addedForNetworks, n), addedForKept: flatten(addedForKept, n) }
}

function flatten(keys: Iterable<number>, n: number): Int32Array {
  const sorted = Float64Array.from(keys).sort(), pairs = new Int32Array(sorted.length * 2)
  sorted.forEach((key, k) => { pairs[2 * k] = Math.floor(key / n); pairs[2 * k + 1] = key % n })
  return pairs
}

function distinctLocations({ lat, lon, isOutside }: GraphInput): Location[] {
  const found = new Map<string, Location>()
  let sum = 0, count = 0
  for (let i = 0; i < lat.length; i++) if (!isOutside[i]) { sum += lat[i]!; count++ }
  const stretch = Math.cos(((count ? sum / count : 0) * Math.PI) / 180)
  for (let i = 0; i < lat.length; i++) {
    if (isOutside[i]) continue
    const key = `${lat[i]},${lon[i]}`, here = found.get(key)
    if (here) here.practices.push(i)
    else found.set(key, { lat: lat[i]!, lon: lon[i]!, x: lon[i]! * stretch, y: lat[i]!, practices: [i] })
  }
  return [...found.values()]
}

function delaunayPairs(locations: Location[]): [number, number][] {
  if (locations.length < 2) return []
  if (locations.length === 2) return [[0, 1]]
  const { triangles, halfedges, hull } = Delaunator.from(locations, l => l.x, l => l.y)
  const pairs: [number, number][] = []
  for (let e = 0; e < triangles.length; e++) {
    if (halfedges[e]! > e) continue
    pairs.push([triangles[e]!, triangles[e % 3 === 2 ? e - 2 : e + 1]!])
  }
  // Points on one line make no triangle; the hull then lists them in order.
  if (triangles.length === 0) for (let k = 1; k < hull.length; k++) pairs.push([hull[k - 1]!, hull[k]!])
  return pairs
}

function crossesBarrier(a: Location, b: Location, barriers: Float64Array): boolean {
  for (let k = 0; k + 3 < barriers.length; k += 4) {
    const x1 = barriers[k]!, y1 = barriers[k + 1]!, x2 = barriers[k + 2]!, y2 = barriers[k + 3]!
    if (Math.max(x1, x2) < Math.min(a.lon, b.lon) || Math.min(x1, x2) > Math.max(a.lon, b.lon)) continue
    const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) => Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px))
    if (side(x1, y1, x2, y2, a.lon, a.lat) !== side(x1, y1, x2, y2, b.lon, b.lat)
      && side(a.lon, a.lat, b.lon, b.lat, x1, y1) !== side(a.lon, a.lat, b.lon, b.lat, x2, y2)) return true
  }
  return false
}

/** Parts by shared links; returns for each location a part number, 0 first. */
function parts(count: number, pairs: Iterable<[number, number]>): { of: Int32Array; count: number } {
  const parent = Int32Array.from({ length: count }, (_, i) => i)
  const root = (i: number): number => { while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!; return i }
  for (const [a, b] of pairs) parent[root(a)] = root(b)
  const number = new Map<number, number>(), of = new Int32Array(count)
  for (let i = 0; i < count; i++) { const r = root(i); if (!number.has(r)) number.set(r, number.size); of[i] = number.get(r)! }
  return { of, count: number.size }
}

/** Joins the smallest part to its nearest outsider until one part is left. */
function joinParts(locations: Location[], kept: [number, number][], crosses: (a: Location, b: Location) => boolean): [number, number][] {
  const added: [number, number][] = []
  for (;;) {
    const { of, count } = parts(locations.length, [...kept, ...added])
    if (count < 2) return added
    const sizes = new Int32Array(count)
    for (const p of of) sizes[p]!++
    const smallest = sizes.indexOf(Math.min(...sizes))
    let dry: [number, number] | null = null, any: [number, number] | null = null, dryKm = Infinity, anyKm = Infinity
    for (let a = 0; a < locations.length; a++) {
      if (of[a] !== smallest) continue
      for (let b = 0; b < locations.length; b++) {
        if (of[b] === smallest) continue
        const km = haversineKm(locations[a]!.lat, locations[a]!.lon, locations[b]!.lat, locations[b]!.lon)
        if (km < anyKm) { anyKm = km; any = [a, b] }
        if (km < dryKm && !crosses(locations[a]!, locations[b]!)) { dryKm = km; dry = [a, b] }
      }
    }
    added.push((dry ?? any)!)
  }
}

function joinNetworks({ lat, lon, isOutside, networks }: GraphInput, links: Set<number>, n: number): number[] {
  const members = new Map<number, number[]>()
  networks!.forEach((network, i) => { if (network >= 0 && !isOutside[i]) members.set(network, [...members.get(network) ?? [], i]) })
  const added: number[] = []
  for (const inside of members.values()) {
    const pairs: [number, number][] = []
    for (let a = 0; a < inside.length; a++) for (let b = a + 1; b < inside.length; b++) if (links.has(inside[a]! * n + inside[b]!)) pairs.push([a, b])
    for (;;) {
      const { of, count } = parts(inside.length, pairs)
      if (count < 2) break
      let best: [number, number] = [0, 0], bestKm = Infinity
      for (let a = 0; a < inside.length; a++) for (let b = a + 1; b < inside.length; b++) {
        if (of[a] === of[b]) continue
        const km = haversineKm(lat[inside[a]!]!, lon[inside[a]!]!, lat[inside[b]!]!, lon[inside[b]!]!)
        if (km < bestKm) { bestKm = km; best = [a, b] }
      }
      pairs.push(best)
      added.push(inside[best[0]]! * n + inside[best[1]]!)
    }
  }
  return added
}
