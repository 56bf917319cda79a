import type { Edition } from '#domain/position/edition.ts'
import { practiceFigures } from '#domain/partners/compare.ts'
import type { Point } from '#domain/words.ts'
import { takeAway as words } from '#content/wording/compare.ts'
import { unionByOwner } from '../ui/map-shapes.ts'
import { plainName } from '../ui/say.ts'
import { ownedAreas, type Ground } from './picture.tsx'
import { toDraw, type PlanView } from './view.ts'

type Position = [number, number]
type Ring = Position[]
type Polygon = Ring[]

interface Feature { type: 'Feature'; id: string; geometry: { type: 'Point'; coordinates: Position } | { type: 'MultiPolygon'; coordinates: Polygon[] } | null; properties: Record<string, unknown> }

/** A plan on a map: RFC 7946, with `about` as its foreign member. */
export interface PlanGeojson { type: 'FeatureCollection'; about: GeojsonAbout; features: Feature[] }

/** Where the collection comes from and what to know before it is passed on. */
export interface GeojsonAbout { title: string; area: string; release: string; as_at: string; invented: boolean; kind: string; size: [number, number]; sources: { publisher: string; as_at: string | null; licence: string; file: string }[]; licence: string; caveat: string }

/**
 * One point for each practice (its postcode point; null geometry where no place is known) and, where outlines of small areas are loaded, one MultiPolygon for
 * each group: the small areas where most registered people are with it, as on the page's map. WGS84, longitude first, outer rings counterclockwise (RFC 7946 §3.1.6).
 */
export function planGeojson(edition: Edition, view: PlanView, ground: Ground, title: { title: string; area: string }): PlanGeojson {
  const { plan } = view
  const figures = practiceFigures(edition, plan)
  const letterOf = new Map(view.groups.map((each) => [each.group.id, each.letter]))
  const changing = new Set(view.changed)
  const sources = edition.sources.map(({ release }) => ({ publisher: release.publisher, as_at: release.asAt, licence: release.licence, file: release.fileName }))
  const points = [...view.groups.flatMap((each) => each.practices), ...view.left].toSorted((a, b) => (a.code < b.code ? -1 : 1)).map((practice): Feature => {
    const { group } = figures.get(practice.code)!
    return {
      type: 'Feature', id: practice.code, geometry: practice.point === null ? null : { type: 'Point', coordinates: [practice.point.lon, practice.point.lat] },
      properties: {
        kind: 'practice', code: practice.code, name: plainName(practice.name, edition.world), patients: practice.patients,
        group, letter: group === null ? null : letterOf.get(group)!, network: practice.network?.name ?? null, changes_partners: changing.has(practice.code),
      },
    }
  })
  return {
    type: 'FeatureCollection',
    about: {
      ...title, release: edition.name, as_at: edition.asAt, invented: edition.world === 'invented', kind: plan.kind, size: [plan.size.min, plan.size.max], sources,
      licence: [...new Set(sources.map((source) => source.licence))].join('; '), caveat: words.banner,
    },
    features: [...points, ...groupFeatures(edition, view, ground)],
  }
}

function groupFeatures(edition: Edition, view: PlanView, ground: Ground): Feature[] {
  const areas = ownedAreas(edition, ground, toDraw(view), view.left.map((practice) => practice.code)).filter((area) => area.group >= 0)
  if (areas.length === 0) return []
  const { outlines } = unionByOwner(areas.map((area) => ({ owner: area.group, rings: area.rings })), view.groups.length)
  return view.groups.map((each, index) => {
    const polygons = polygonsOf(outlines[index]!)
    return {
      type: 'Feature', id: `group-${each.letter}`, geometry: polygons.length === 0 ? null : { type: 'MultiPolygon', coordinates: polygons },
      properties: { kind: 'group', group: each.group.id, letter: each.letter, name: each.name, practices: each.group.members.length, patients: each.group.patients, measured_to: each.group.hub, changes_partners: each.changed },
    }
  })
}

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
