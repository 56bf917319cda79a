import type { Box } from '../desk.ts'
import type { Point } from '#domain/words.ts'

/**
 * Shapes for server-drawn maps: a projection, unions of small areas, joined-up members, five tints by neighbourhood, and labels that keep clear
 * of each other. Plain arithmetic in pixels; nothing here knows a practice.
 */

/** Pixels from the left and top of the picture. */
export interface Pixel { x: number; y: number }

export interface Projection {
  width: number
  height: number
  /** What the picture shows, degrees, margins included. */
  box: Box
  toPixel(point: Point): Pixel
  /** Pixels in one kilometre. */
  pixelsPerKm: number
}

const KM_PER_DEGREE = (Math.PI * 6371.0088) / 180

/**
 * Local equirectangular projection: true to scale at the middle of the picture, north upwards.
 * Fits every point inside `width` × at most `maxHeight` pixels with `margin` left free; a single place gets two kilometres all round.
 */
export function projectionFor(points: Point[], width: number, maxHeight: number, margin: number): Projection {
  const lats = points.map((p) => p.lat)
  const lons = points.map((p) => p.lon)
  const fallback = { lat: 52.5, lon: -1.5 }
  let south = lats.length > 0 ? Math.min(...lats) : fallback.lat
  let north = lats.length > 0 ? Math.max(...lats) : fallback.lat
  let west = lons.length > 0 ? Math.min(...lons) : fallback.lon
  let east = lons.length > 0 ? Math.max(...lons) : fallback.lon
  const middle = { lat: (south + north) / 2, lon: (west + east) / 2 }
  const squeeze = Math.cos((middle.lat * Math.PI) / 180)
  const least = 2 / KM_PER_DEGREE
  if (north - south < least) { south = middle.lat - least; north = middle.lat + least }
  if ((east - west) * squeeze < least) { west = middle.lon - least / squeeze; east = middle.lon + least / squeeze }
  const across = (east - west) * squeeze
  const up = north - south
  const scale = Math.min((width - 2 * margin) / across, (maxHeight - 2 * margin) / up)
  const ground = Math.min(maxHeight, Math.max(Math.round(width * 0.45), Math.ceil(up * scale + 2 * margin)))
  const height = ground + SCALE_STRIP
  const toPixel = (point: Point): Pixel => ({
    x: width / 2 + (point.lon - middle.lon) * squeeze * scale,
    y: ground / 2 - (point.lat - middle.lat) * scale,
  })
  const box = {
    west: middle.lon - width / 2 / (squeeze * scale), east: middle.lon + width / 2 / (squeeze * scale),
    south: middle.lat - (height - ground / 2) / scale, north: middle.lat + ground / 2 / scale,
  }
  return { width, height, box, toPixel, pixelsPerKm: scale / KM_PER_DEGREE }
}

/** Room under every picture for the bar of kilometres, pixels. */
export const SCALE_STRIP = 28

/** A number for an SVG path: one decimal, no trailing nought. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** An SVG path through rings; points nearer than `step` pixels to the one before are left out. */
export function pathOf(rings: Pixel[][], step = 0.7, close = true): string {
  let path = ''
  for (const ring of rings) {
    let last: Pixel | null = null
    let kept = 0
    let piece = ''
    for (const [index, point] of ring.entries()) {
      const isEnd = index === ring.length - 1
      if (last !== null && !isEnd && Math.hypot(point.x - last.x, point.y - last.y) < step) continue
      piece += `${kept === 0 ? 'M' : 'L'}${n(point.x)} ${n(point.y)}`
      last = point
      kept += 1
    }
    if (kept > (close ? 2 : 1)) path += close ? `${piece}Z` : piece
  }
  return path
}

/** Area of a ring in square pixels, never negative. */
export function ringArea(ring: Pixel[]): number {
  let twice = 0
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    twice += a.x * b.y - b.x * a.y
  }
  return Math.abs(twice) / 2
}

export interface Shape { owner: number; rings: [number, number][][] }

export interface Union {
  /** Outline of each owner's shapes together, as rings of WGS84 points; index is the owner. */
  outlines: Point[][][]
  /** Pairs of owners whose outlines touch, smaller first. */
  touching: [number, number][]
}

/**
 * Joins shapes of one owner into outlines by dropping every side that two of them share. Needs shapes whose shared sides have the same corners,
 * as published small-area boundaries do; sides that do not match stay as thin lines and do no harm.
 */
export function unionByOwner(shapes: Shape[], owners: number): Union {
  const sides = new Map<string, { a: [number, number]; b: [number, number]; owners: number[] }>()
  const key = (p: [number, number]) => `${Math.round(p[0] * 1e5)},${Math.round(p[1] * 1e5)}`
  for (const shape of shapes) {
    for (const ring of shape.rings) {
      for (let i = 0; i + 1 < ring.length; i++) {
        const a = ring[i]!
        const b = ring[i + 1]!
        const ka = key(a)
        const kb = key(b)
        if (ka === kb) continue
        const k = ka < kb ? `${ka}|${kb}` : `${kb}|${ka}`
        const side = sides.get(k)
        if (side === undefined) sides.set(k, { a, b, owners: [shape.owner] })
        else side.owners.push(shape.owner)
      }
    }
  }
  const edges: { a: [number, number]; b: [number, number] }[][] = Array.from({ length: owners }, () => [])
  const touching = new Set<string>()
  for (const side of sides.values()) {
    const [first, second] = side.owners
    if (first === undefined || first === second) continue
    edges[first]!.push(side)
    if (second === undefined) continue
    edges[second]!.push(side)
    touching.add(first < second ? `${first},${second}` : `${second},${first}`)
  }
  return {
    outlines: edges.map((list) => chain(list, key)),
    touching: [...touching].map((pair) => pair.split(',').map(Number) as [number, number]),
  }
}

function chain(sides: { a: [number, number]; b: [number, number] }[], key: (p: [number, number]) => string): Point[][] {
  const at = new Map<string, number[]>()
  for (const [index, side] of sides.entries()) {
    for (const end of [key(side.a), key(side.b)]) {
      const list = at.get(end)
      if (list === undefined) at.set(end, [index])
      else list.push(index)
    }
  }
  const used = new Uint8Array(sides.length)
  const rings: Point[][] = []
  for (let start = 0; start < sides.length; start++) {
    if (used[start] === 1) continue
    used[start] = 1
    const first = sides[start]!
    const ring: [number, number][] = [first.a, first.b]
    let end = key(first.b)
    for (;;) {
      const next = (at.get(end) ?? []).find((index) => used[index] === 0)
      if (next === undefined) break
      used[next] = 1
      const side = sides[next]!
      const forward = key(side.a) === end
      const to = forward ? side.b : side.a
      ring.push(to)
      end = key(to)
    }
    rings.push(ring.map(([lon, lat]) => ({ lat, lon })))
  }
  return rings
}

export interface Cell {
  ring: Pixel[]
  /** For the side from ring[i] to ring[i + 1]: the place on the other side, −1 for open ground. */
  beyond: number[]
}

/**
 * Round each place the ground nearer to it than to any other, at most `radius` pixels away: a stand-in for small areas where none are loaded.
 * Places must differ (`spreadApart` sees to it).
 */
export function nearestGround(places: Pixel[], radius: number): Cell[] {
  const corners = 28
  return places.map((place, own) => {
    let ring = Array.from({ length: corners }, (_, i) => ({ x: place.x + radius * Math.cos((2 * Math.PI * i) / corners), y: place.y + radius * Math.sin((2 * Math.PI * i) / corners) }))
    let beyond = ring.map(() => -1)
    for (const [other, rival] of places.entries()) {
      const far = Math.hypot(rival.x - place.x, rival.y - place.y)
      if (other === own || far >= radius * 2 || far === 0) continue
      ;({ ring, beyond } = cutNearer({ ring, beyond }, place, rival, other))
    }
    return { ring, beyond }
  })
}

/** Keeps the part of a cell that is nearer to `place` than to `rival`. */
function cutNearer(cell: Cell, place: Pixel, rival: Pixel, other: number): Cell {
  const out: Cell = { ring: [], beyond: [] }
  const side = (p: Pixel) => (p.x - (place.x + rival.x) / 2) * (rival.x - place.x) + (p.y - (place.y + rival.y) / 2) * (rival.y - place.y)
  for (const [index, from] of cell.ring.entries()) {
    const to = cell.ring[(index + 1) % cell.ring.length]!
    const a = side(from), b = side(to)
    const meet = () => ({ x: from.x + ((to.x - from.x) * a) / (a - b), y: from.y + ((to.y - from.y) * a) / (a - b) })
    if (a <= 0) { out.ring.push(from); out.beyond.push(cell.beyond[index]!) }
    if (a <= 0 && b > 0) { out.ring.push(meet()); out.beyond.push(other) }
    if (a > 0 && b <= 0) { out.ring.push(meet()); out.beyond.push(cell.beyond[index]!) }
  }
  return out
}

/** Moves places that fall within `apart` pixels of an earlier one on to a small circle round it, so that two practices in one building can both be seen. */
export function spreadApart(places: Pixel[], apart: number): Pixel[] {
  const moved: Pixel[] = []
  for (const place of places) {
    let at = place
    for (let turn = 0; turn < 24 && moved.some((other) => Math.hypot(other.x - at.x, other.y - at.y) < apart); turn++) {
      const ring = apart * (1 + Math.floor(turn / 8))
      at = { x: place.x + ring * Math.cos((turn * Math.PI) / 4), y: place.y + ring * Math.sin((turn * Math.PI) / 4) }
    }
    moved.push(at)
  }
  return moved
}

/**
 * Gives every group one of `tints` so that neighbours differ: most-constrained group first, ties by number of neighbours and then by order.
 * With more neighbours than tints the least used among them is taken; letters and edges still tell the groups apart.
 */
export function tintsFor(groups: number, touching: [number, number][], tints = 5): number[] {
  const neighbours = Array.from({ length: groups }, () => new Set<number>())
  for (const [a, b] of touching) { neighbours[a]!.add(b); neighbours[b]!.add(a) }
  const tint = new Array<number>(groups).fill(-1)
  const used = new Array<number>(tints).fill(0)
  for (let step = 0; step < groups; step++) {
    let pick = -1
    let pickTaken = -1
    for (let g = 0; g < groups; g++) {
      if (tint[g] !== -1) continue
      const taken = new Set([...neighbours[g]!].map((other) => tint[other]).filter((t) => t !== -1)).size
      if (pick < 0 || taken > pickTaken || (taken === pickTaken && neighbours[g]!.size > neighbours[pick]!.size)) { pick = g; pickTaken = taken }
    }
    const around = new Array<number>(tints).fill(0)
    for (const other of neighbours[pick]!) { const t = tint[other]!; if (t !== -1) around[t] = around[t]! + 1 }
    let choice = 0
    for (let t = 1; t < tints; t++) {
      if (around[t]! < around[choice]! || (around[t]! === around[choice]! && used[t]! < used[choice]!)) choice = t
    }
    tint[pick] = choice
    used[choice] = used[choice]! + 1
  }
  return tint
}

export interface Rect { x: number; y: number; width: number; height: number }

export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

export interface LabelForm { width: number; height: number }
/** A label in its forms, fullest first, and where its middle may lie. */
export interface LabelWish { at: Pixel; forms: LabelForm[]; isInside?: (at: Pixel) => boolean }
export interface LabelPlace {
  at: Pixel
  /** Which of the forms found room. */
  form: number
  /** False when even the last form had to lie over something. */
  isClear: boolean
  /** False when the label stands outside where it belongs, so that a line should lead to it. */
  isInside: boolean
}

/** Where a label is tried, from its wish outwards, px: rings 12 apart. */
const steps: Pixel[] = Array.from({ length: 10 }, (_, ring) => {
  const many = ring === 0 ? 1 : ring < 3 ? 8 : 16
  return Array.from({ length: many }, (_, step) => ({ x: Math.cos((2 * Math.PI * step) / many) * ring * 12, y: Math.sin((2 * Math.PI * step) / many) * ring * 12 }))
}).flat()

/** Side of the squares in which what is taken is found again, px: about half a label. */
const SQUARE = 64

/** What is taken of a picture, by squares, so that each of the hundreds of looks for a free place goes through a few of them and not through all. */
function takenPlaces(width: number, height: number): { take(rect: Rect): void; isFree(x: number, y: number, w: number, h: number): boolean } {
  const across = Math.max(1, Math.ceil(width / SQUARE)), down = Math.max(1, Math.ceil(height / SQUARE))
  const squares = Array.from({ length: across * down }, (): Rect[] => [])
  const nth = (at: number, many: number) => Math.min(many - 1, Math.max(0, Math.floor(at / SQUARE))) || 0
  return {
    take(rect) {
      for (let v = nth(rect.y, down); v <= nth(rect.y + rect.height, down); v++) {
        for (let u = nth(rect.x, across); u <= nth(rect.x + rect.width, across); u++) squares[v * across + u]!.push(rect)
      }
    },
    isFree(x, y, w, h) {
      for (let v = nth(y, down); v <= nth(y + h, down); v++) {
        for (let u = nth(x, across); u <= nth(x + w, across); u++) {
          for (const other of squares[v * across + u]!) if (x < other.x + other.width && other.x < x + w && y < other.y + other.height && other.y < y + h) return false
        }
      }
      return true
    },
  }
}

/**
 * Places labels so that they keep clear of each other, of `obstacles` and of the picture's edge. For each label in the order given: every form in turn,
 * its middle at the wish or on rings round it up to 108 px, where it belongs; then the last form anywhere near; then over something.
 */
export function placeLabels(wishes: LabelWish[], obstacles: Rect[], width: number, height: number): LabelPlace[] {
  const { take, isFree } = takenPlaces(width, height)
  for (const obstacle of obstacles) take(obstacle)
  const find = (at: Pixel, { width: w, height: h }: LabelForm, isInside: ((at: Pixel) => boolean) | undefined): Pixel | null => {
    for (const step of steps) {
      const x = at.x + step.x, y = at.y + step.y, left = x - w / 2, top = y - h / 2
      if (left < 2 || top < 2 || left + w > width - 2 || top + h > height - 2) continue
      if (!isFree(left, top, w, h) || isInside?.({ x, y }) === false) continue // the longest look last
      take({ x: left, y: top, width: w, height: h })
      return { x, y }
    }
    return null
  }
  return wishes.map(({ at, forms, isInside }): LabelPlace => {
    for (const [form, box] of forms.entries()) {
      const middle = find(at, box, isInside)
      if (middle !== null) return { at: middle, form, isClear: true, isInside: true }
    }
    const form = forms.length - 1
    const box = forms[form]!
    const outside = isInside === undefined ? null : find(at, box, undefined)
    if (outside !== null) return { at: outside, form, isClear: true, isInside: false }
    const over = { x: Math.min(Math.max(at.x, box.width / 2 + 2), width - box.width / 2 - 2), y: Math.min(Math.max(at.y, box.height / 2 + 2), height - box.height / 2 - 2) }
    take({ x: over.x - box.width / 2, y: over.y - box.height / 2, ...box })
    return { at: over, form, isClear: false, isInside: true }
  })
}

/** Whether a place lies inside rings filled by the even-odd rule. */
export function isWithin(at: Pixel, rings: Pixel[][]): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i]!, b = ring[j]!
      if ((a.y > at.y) !== (b.y > at.y) && at.x < ((b.x - a.x) * (at.y - a.y)) / (b.y - a.y) + a.x) inside = !inside
    }
  }
  return inside
}
