import Delaunator from 'delaunator'
import type { Child } from 'hono/jsx'
import type { Box, Outline } from '../desk.ts'
import { keptText } from '../pack.ts'
import type { Patients, Point, PracticeCode } from '#domain/words.ts'
import {
  isWithin, n, nearestGround, overlaps, pathOf, placeLabels, projectionFor, ringArea, SCALE_STRIP, spreadApart, tintsFor, unionByOwner,
  type Cell, type LabelPlace, type LabelWish, type Pixel, type Projection, type Rect,
} from './map-shapes.ts'
import { count } from './say.ts'

/** Colours measured for normal and colour-deficient sight; the tint is the strong colour at 30 %. Colour never is the group: letter and edge are. */
export const mapColours = {
  groups: [
    { name: 'navy', strong: '#003087', tint: '#B2C1DB' },
    { name: 'sky', strong: '#3B8FC4', tint: '#C4DDED' },
    { name: 'ochre', strong: '#A66A00', tint: '#E4D2B2' },
    { name: 'rust', strong: '#9A3324', tint: '#E1C2BD' },
    { name: 'plum', strong: '#7C2855', tint: '#D8BECC' },
  ],
  alone: { strong: '#768692', tint: '#D6DBDE' },
  ink: '#212B32',
  edge: '#C3CCD2',
} as const

/** A practice on a map. */
export interface MapDot { code: PracticeCode; name: string; point: Point; patients: Patients }

/** A group on a map; `members` are codes of dots, a member without a dot is left out of the picture and stays in the table. */
export interface MapGroup { letter: string; name: string; patients: Patients; members: PracticeCode[]; hub: PracticeCode | null }

/** A small area and which group most of its registered patients belong to, as an index into the groups; −1 for a practice in no group. */
export interface OwnedArea { group: number; rings: [number, number][][] }

/** How large a map is drawn: across the page, beside a list, or in a card. Widths are those it is shown at, so that 16 px of text stay 16. */
export type MapSize = 'wide' | 'whole' | 'card'

const frames: Record<MapSize, { width: number; height: number; margin: number }> = {
  wide: { width: 960, height: 720, margin: 24 }, whole: { width: 600, height: 600, margin: 20 }, card: { width: 320, height: 260, margin: 12 },
}

/** `room` is left free besides the margin, pixels: for what stands round the dots. */
function frame(points: Point[], size: MapSize, room: number): Projection {
  return projectionFor(points, frames[size].width, frames[size].height, frames[size].margin + room)
}

/** The box a map of these places shows at most, degrees, with `more` of its width and height added all round: ask for outlines of this box before drawing. */
export function boxOf(points: Point[], more = 0): Box {
  const boxes = (['wide', 'card'] as const).map((size) => frame(points, size, 30).box)
  const west = Math.min(...boxes.map((box) => box.west)), east = Math.max(...boxes.map((box) => box.east))
  const south = Math.min(...boxes.map((box) => box.south)), north = Math.max(...boxes.map((box) => box.north))
  return { west: west - (east - west) * more, east: east + (east - west) * more, south: south - (north - south) * more, north: north + (north - south) * more }
}

function radiusOf(patients: Patients, size: MapSize): number {
  const whole = Math.sqrt(patients / 260)
  return Math.max(2.5, size === 'card' ? whole * 0.6 : whole)
}

function asPixels(rings: [number, number][][], view: Projection): Pixel[][] {
  return rings.map((ring) => ring.map(([lon, lat]) => view.toPixel({ lat, lon })))
}

const Outlines = ({ outlines, view }: { outlines: Outline[]; view: Projection }) => (
  <g fill="none" stroke={mapColours.edge} stroke-width="1.5" stroke-linejoin="round">
    {outlines.map((outline) => <path d={pathOf(asPixels(outline.rings, view), 1)} />)}
  </g>
)

/** A bar of a round number of kilometres, bottom left. */
const ScaleBar = ({ view }: { view: Projection }) => {
  const km = [1, 2, 5, 10, 20, 50, 100].findLast((length) => length * view.pixelsPerKm <= view.width / 4) ?? 1
  const y = view.height - 9
  return (
    <g class="app-map__scale">
      <rect y={n(view.height - SCALE_STRIP)} width={view.width} height={SCALE_STRIP} fill="#FFFFFF" />
      <path d={`M12 ${n(y - 5)}V${n(y)}H${n(12 + km * view.pixelsPerKm)}V${n(y - 5)}`} fill="none" stroke={mapColours.ink} stroke-width="1.5" />
      <text x={n(18 + km * view.pixelsPerKm)} y={n(y + 1)}>{km} km</text>
    </g>
  )
}

const OwnRing = ({ at, radius, name, view, side }: { at: Pixel; radius: number; name: string; view: Projection; side: Rect }) => (
  <g>
    <circle cx={n(at.x)} cy={n(at.y)} r={n(radius + 4)} fill="none" stroke="#000000" stroke-width="3" />
    <text class="app-map__own" x={n(side.x + side.width / 2)} y={n(side.y + side.height - 5)} text-anchor="middle">{short(name, view.width / 10)}</text>
  </g>
)

function short(name: string, letters: number): string {
  return name.length <= letters ? name : `${name.slice(0, Math.max(3, Math.floor(letters) - 1)).trimEnd()}…`
}

/** Width of a line of 16 px text, px: an estimate on the wide side. */
function textWidth(text: string, size = 16): number {
  return text.length * size * 0.56
}

/** Where the own practice's name goes: under, over, right or left of its ring, first that is inside and clear of other dots. */
function ownNamePlace(at: Pixel, radius: number, name: string, view: Projection, dots: Rect[]): Rect {
  const width = textWidth(short(name, view.width / 10))
  const places: Rect[] = [
    { x: at.x - width / 2, y: at.y + radius + 6, width, height: 22 },
    { x: at.x - width / 2, y: at.y - radius - 28, width, height: 22 },
    { x: at.x + radius + 8, y: at.y - 12, width, height: 22 },
    { x: at.x - radius - 8 - width, y: at.y - 12, width, height: 22 },
  ]
  const inside = places.filter((r) => r.x >= 2 && r.y >= 2 && r.x + r.width <= view.width - 2 && r.y + r.height <= view.height - 2)
  return inside.find((r) => !dots.some((dot) => overlaps(r, dot))) ?? inside[0] ?? places[0]!
}

export interface NeighboursMapProps {
  /** Unique on the page. */
  id: string
  own: MapDot
  /** Nearest first; the number printed on each dot is its place in this list, from 1, as in the table beside. */
  neighbours: MapDot[]
  /** Branch surgeries of the own practice: smaller hollow dots, where the picture reaches that far. */
  branches?: Point[]
  /** Pale edges underneath, from `desk.figures.boundaries(edition, 'district', boxOf([...]))`. */
  outlines: Outline[]
  /** A sentence stating the finding. */
  title: string
  /** Two sentences: what is drawn, and what can be read from it. */
  says: string
}

/** Radius of a branch surgery, px: smaller than any practice drawn beside it. */
const BRANCH = 4

/** One practice ringed and named, its neighbours as numbered dots sized by list. */
export const NeighboursMap = ({ id, own, neighbours, branches = [], outlines, title, says }: NeighboursMapProps) => {
  const view = frame([own.point, ...neighbours.map((dot) => dot.point)], 'whole', 24)
  const at = view.toPixel(own.point)
  const dots = neighbours.map((dot, index) => ({ ...dot, number: index + 1, at: view.toPixel(dot.point), radius: radiusOf(dot.patients, 'whole') }))
  const rects = dots.map((dot) => ({ x: dot.at.x - dot.radius, y: dot.at.y - dot.radius, width: dot.radius * 2, height: dot.radius * 2 }))
  const sites = branches.map((point) => view.toPixel(point)).filter((site) => site.x > BRANCH && site.x < view.width - BRANCH && site.y > BRANCH && site.y < view.height - SCALE_STRIP - BRANCH)
  const siteRects = sites.map((site) => ({ x: site.x - BRANCH, y: site.y - BRANCH, width: BRANCH * 2, height: BRANCH * 2 }))
  const ownRadius = radiusOf(own.patients, 'whole')
  const side = ownNamePlace(at, ownRadius, own.name, view, [...rects, ...siteRects])
  const ringRect = { x: at.x - ownRadius - 6, y: at.y - ownRadius - 6, width: ownRadius * 2 + 12, height: ownRadius * 2 + 12 }
  const places = placeLabels(
    dots.map((dot) => ({ at: { x: dot.at.x + dot.radius + 11, y: dot.at.y }, forms: [{ width: dot.number > 9 ? 20 : 11, height: 18 }] })),
    [side, ringRect, ...rects, ...siteRects], view.width, view.height - SCALE_STRIP,
  )
  return (
    <svg class="app-map" viewBox={`0 0 ${view.width} ${view.height}`} role="img" aria-labelledby={`${id}-title ${id}-says`}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-says`}>{says}</desc>
      <rect width={view.width} height={view.height} fill="#FFFFFF" />
      <Outlines outlines={outlines} view={view} />
      {sites.map((site) => <circle class="app-map__branch" cx={n(site.x)} cy={n(site.y)} r={BRANCH} fill="#FFFFFF" stroke={mapColours.groups[0].strong} stroke-width="2" />)}
      {dots.map((dot) => <circle cx={n(dot.at.x)} cy={n(dot.at.y)} r={n(dot.radius)} fill={mapColours.groups[1].strong} stroke="#FFFFFF" stroke-width="1" />)}
      <circle cx={n(at.x)} cy={n(at.y)} r={n(ownRadius)} fill={mapColours.groups[0].strong} />
      {dots.map((dot, index) => <text class="app-map__number" x={n(places[index]!.at.x)} y={n(places[index]!.at.y + 6)} text-anchor="middle">{dot.number}</text>)}
      <OwnRing at={at} radius={ownRadius} name={own.name} view={view} side={side} />
      <ScaleBar view={view} />
    </svg>
  )
}

/** What is drawn of a grouping, whoever looks at it. */
export interface Grouping {
  size: MapSize
  /** Every practice of the area that has a place; those in no group are drawn as grey rings. */
  dots: MapDot[]
  groups: MapGroup[]
  /** Small areas by group; with none each practice gets the ground nearest to it instead. */
  areas: OwnedArea[]
  districts: Outline[]
  /** Corners of everything the picture should hold besides the dots, such as the ground of their patients. */
  extent?: Point[]
  /** Marks dots with their code and ground with its group's letter, for the script that lets a mouse move practices. */
  isMarked?: boolean
  /** Practices that change partners, and the middle of today's network: a dashed tail. */
  changes?: { code: PracticeCode; from: Point }[]
}

export interface GroupingMapProps extends Grouping {
  /** Unique on the page. */
  id: string
  own?: PracticeCode | null
  title: string
  says: string
}

interface Placed { dot: MapDot; at: Pixel; radius: number }

interface Drawn {
  group: MapGroup
  members: Placed[]
  outline: Pixel[][]
  tint: (typeof mapColours.groups)[number]
  /** Where most patients are; the middle of the picture for a group without a dot. */
  middle: Pixel
  /** Rings of the outline large enough for a letter of their own, each with a place for it inside the group's ground. */
  parts: { ring: Pixel[]; at: Pixel }[]
}

function drawGroups(props: Grouping, view: Projection, placed: Placed[]): Drawn[] {
  const byCode = new Map(placed.map((each) => [each.dot.code, each]))
  const owner = new Map(props.groups.flatMap((group, index) => group.members.map((code) => [code, index] as const)))
  const union = unionByOwner(props.areas.filter((area) => area.group >= 0).map((area) => ({ owner: area.group, rings: area.rings })), props.groups.length)
  const touching = new Map(union.touching.map((pair) => [pair.join(), pair]))
  for (const [a, b] of neighbouringGroups(placed, owner)) {
    if (union.outlines[a]!.length === 0 || union.outlines[b]!.length === 0) touching.set(`${a},${b}`, [a, b])
  }
  const tints = tintsFor(props.groups.length, [...touching.values()], mapColours.groups.length)
  const smallest = props.size === 'card' ? 14 : 40
  return props.groups.map((group, index) => {
    const members = group.members.map((code) => byCode.get(code)).filter((each) => each !== undefined)
    const outline = union.outlines[index]!.map((ring) => ring.map((point) => view.toPixel(point))).filter((ring) => ringArea(ring) >= smallest)
    const weight = members.reduce((sum, m) => sum + m.dot.patients, 0) || 1
    const middle = members.length === 0 ? { x: view.width / 2, y: view.height / 2 } : {
      x: members.reduce((sum, m) => sum + m.at.x * m.dot.patients, 0) / weight,
      y: members.reduce((sum, m) => sum + m.at.y * m.dot.patients, 0) / weight,
    }
    const parts = outline.filter((ring) => ringArea(ring) >= (props.size === 'card' ? 140 : 500)).map((ring) => ({ ring, at: middleOf(ring) })).filter(({ at }) => isWithin(at, outline))
    return { group, members, outline, tint: mapColours.groups[tints[index]!]!, middle, parts }
  })
}

function alonePlaces(props: Grouping, view: Projection): Pixel[][] {
  const shapes = props.areas.filter((area) => area.group < 0).map((area) => ({ owner: 0, rings: area.rings }))
  return shapes.length === 0 ? [] : unionByOwner(shapes, 1).outlines[0]!.map((ring) => ring.map((point) => view.toPixel(point)))
}

/** Pairs of groups with members next to each other on the map (smaller index first). */
function neighbouringGroups(placed: Placed[], owner: Map<PracticeCode, number>): [number, number][] {
  const groupAt = (i: number) => owner.get(placed[i]!.dot.code)
  if (placed.length < 3) return placed.length === 2 ? pairOf(groupAt(0), groupAt(1)) : []
  const triangles = Delaunator.from(placed, (p) => p.at.x, (p) => p.at.y).triangles
  const pairs = new Map<string, [number, number]>()
  const note = (i: number, j: number) => {
    for (const pair of pairOf(groupAt(i), groupAt(j))) pairs.set(pair.join(), pair)
  }
  for (let t = 0; t + 2 < triangles.length; t += 3) {
    note(triangles[t]!, triangles[t + 1]!); note(triangles[t + 1]!, triangles[t + 2]!); note(triangles[t + 2]!, triangles[t]!)
  }
  return [...pairs.values()]
}

function pairOf(a: number | undefined, b: number | undefined): [number, number][] {
  if (a === undefined || b === undefined || a === b) return []
  return [a < b ? [a, b] : [b, a]]
}

/** Ground nearest to each practice, tinted by group, with an edge wherever the group ends: where no small areas are loaded. */
const NearestGround = ({ placed, drawn, size, isMarked }: { placed: Placed[]; drawn: Drawn[]; size: MapSize; isMarked: boolean }) => {
  const owner = new Map(drawn.flatMap((d, index) => d.members.map((m) => [m.dot.code, index] as const)))
  const groupAt = placed.map((each) => owner.get(each.dot.code) ?? -1)
  const cells = nearestGround(placed.map((each) => each.at), size === 'card' ? 24 : 46)
  const edgeOf = (cell: Cell, own: number) => cell.ring.map((from, i) => {
    const beyond = cell.beyond[i]!
    const to = cell.ring[(i + 1) % cell.ring.length]!
    return beyond >= 0 && groupAt[beyond] === groupAt[own] ? '' : `M${n(from.x)} ${n(from.y)}L${n(to.x)} ${n(to.y)}`
  }).join('')
  return <>
    {cells.map((cell, index) => <path d={pathOf([cell.ring], 0)} fill={groupAt[index]! < 0 ? mapColours.alone.tint : drawn[groupAt[index]!]!.tint.tint} data-group={isMarked && groupAt[index]! >= 0 ? drawn[groupAt[index]!]!.group.letter : undefined} />)}
    <path d={cells.map((cell, index) => (groupAt[index]! < 0 ? '' : edgeOf(cell, index))).join('')} fill="none" stroke={mapColours.ink} stroke-width={size === 'card' ? 1.5 : 2} stroke-linecap="round" />
  </>
}

/** A grouping drawn, all but what is different for each reader: worth keeping, for its outlines take longest. */
export interface Drawing {
  size: MapSize
  view: Projection
  placed: Placed[]
  /** Ground, edges, tails and dots. */
  under: Child
  /** Labels, keeping clear of these places too. */
  labels(keptClear: Rect[]): Child
}

/** Draws a grouping: round each group's members an edge, in the middle its letter, name and patients; practices in no group as grey rings. */
export function draw(grouping: Grouping): Drawing {
  const { size, dots, groups, districts, changes = [], extent = [], isMarked = false } = grouping
  const view = frame([...dots.map((dot) => dot.point), ...extent], size, extent.length > 0 ? 0 : size === 'card' ? 14 : 28)
  const spots = spreadApart(dots.map((dot) => view.toPixel(dot.point)), size === 'card' ? 4 : 7)
  const placed = dots.map((dot, index): Placed => ({ dot, at: spots[index]!, radius: radiusOf(dot.patients, size) }))
  const drawn = drawGroups(grouping, view, placed)
  const hasAreas = grouping.areas.length > 0
  const grouped = new Set(groups.flatMap((group) => group.members))
  const alone = placed.filter((each) => !grouped.has(each.dot.code))
  const outlines = drawn.map((d) => pathOf(d.outline, size === 'card' ? 1.6 : 0.8))
  const under = keptText(() => <>
    <rect width={view.width} height={view.height} fill="#FFFFFF" />
    <path d={pathOf(alonePlaces(grouping, view), size === 'card' ? 1.6 : 0.8)} fill={mapColours.alone.tint} fill-rule="evenodd" />
    {drawn.map((d, index) => d.outline.length > 0
      ? <path d={outlines[index]} fill={d.tint.tint} fill-rule="evenodd" data-group={isMarked ? d.group.letter : undefined} />
      : null)}
    <Outlines outlines={districts} view={view} />
    {hasAreas ? drawn.map((_, index) => <path d={outlines[index]} fill="none" stroke={mapColours.ink} stroke-width={size === 'card' ? 1.5 : 2} stroke-linejoin="round" />)
      : <NearestGround placed={placed} drawn={drawn} size={size} isMarked={isMarked} />}
    <g stroke={mapColours.ink} stroke-width="1.5" stroke-dasharray="4 3" fill="none">
      {changes.map((change) => {
        const to = placed.find((p) => p.dot.code === change.code)
        return to === undefined ? null : <path d={tail(to.at, view.toPixel(change.from), size === 'card' ? 18 : 44)} />
      })}
    </g>
    {drawn.map((d) => (
      <g fill={d.tint.strong} stroke="#FFFFFF" stroke-width="1" data-letter={isMarked ? d.group.letter : undefined}>
        {d.members.map((m) => <circle cx={n(m.at.x)} cy={n(m.at.y)} r={n(m.radius)} data-code={isMarked ? m.dot.code : undefined} />)}
      </g>
    ))}
    {size !== 'card' ? drawn.map((d) => d.members.filter((m) => m.dot.code === d.group.hub && d.members.length > 1)
      .map((m) => <path d={cross(m.at, m.radius + 4)} stroke={mapColours.ink} stroke-width="1.5" fill="none" />)) : null}
    <g fill="#FFFFFF" stroke={mapColours.alone.strong} stroke-width={size === 'card' ? 2 : 3}>
      {alone.map((each) => <circle cx={n(each.at.x)} cy={n(each.at.y)} r={n(Math.max(each.radius, size === 'card' ? 3.5 : 5))} data-code={isMarked ? each.dot.code : undefined} />)}
    </g>
  </>)
  const plain = labelsOf(drawn, size, view, placed, []), shown = keptText(() => plain.shown)
  return {
    size, view, placed, under,
    labels: (keptClear) => (plain.rects.some((rect) => keptClear.some((kept) => overlaps(rect, kept))) ? labelsOf(drawn, size, view, placed, keptClear).shown : shown),
  }
}

/**
 * Labels of all groups, largest first, and the letters of their far parts, clear of the larger dots and of `keptClear`. Each takes the first place that is
 * free, so more to keep clear of changes nothing unless some label covers it: then those placed without it stand (`rects` is what they cover).
 */
function labelsOf(drawn: Drawn[], size: MapSize, view: Projection, placed: Placed[], keptClear: Rect[]): { shown: Child; rects: Rect[] } {
  const bigDots = placed.filter((p) => size !== 'card' && p.radius >= 5).map((p) => square(p.at, p.radius - 1))
  const order = drawn.map((_, index) => index).filter((index) => drawn[index]!.members.length > 0)
    .sort((a, b) => drawn[b]!.group.patients - drawn[a]!.group.patients)
  const ground = view.height - SCALE_STRIP
  const obstacles = [...keptClear, ...bigDots]
  const places = placeLabels(order.map((index) => wishFor(drawn[index]!, size)), obstacles, view.width, ground)
  const apart = order.flatMap((index, i) => farParts(drawn[index]!, places[i]!.at, size).map((at) => ({ letter: drawn[index]!.group.letter, at, ground: drawn[index]!.outline })))
  const labels = places.map((place, i) => labelRect(place, drawn[order[i]!]!, size))
  const letters = placeLabels(apart.map(({ letter, at, ground: own }) => ({ at, forms: [letterBox(letter, size)], ...(own.length > 0 ? { isInside: (place: Pixel) => isWithin(place, own) } : {}) })), [...obstacles, ...labels], view.width, ground)
  const shown = <>
    {order.map((index, i) => <GroupLabel drawn={drawn[index]!} place={places[i]!} size={size} />)}
    <g class="app-map__label" text-anchor="middle">
      {apart.map(({ letter }, i) => (letters[i]!.isClear && letters[i]!.isInside ? <text class="app-map__letter" x={n(letters[i]!.at.x)} y={n(letters[i]!.at.y + 7)}>{letter}</text> : null))}
    </g>
  </>
  return { shown, rects: [...labels, ...apart.map(({ letter }, i) => ({ at: letters[i]!.at, ...letterBox(letter, size) })).map(({ at, width, height }) => ({ x: at.x - width / 2, y: at.y - height / 2, width, height }))] }
}

/** A grouping as a picture of its own. */
export const GroupingMap = ({ id, own, title, says, ...grouping }: GroupingMapProps) => <DrawnMap id={id} drawing={draw(grouping)} own={own} title={title} says={says} />

/** A drawing as one reader sees it: with its title and description, and the reader's own practice ringed and named. */
export const DrawnMap = ({ id, drawing, own, title, says }: Pick<GroupingMapProps, 'id' | 'own' | 'title' | 'says'> & { drawing: Drawing }) => {
  const { size, view, placed } = drawing
  const ownDot = placed.find((p) => p.dot.code === own)
  const side = ownDot === undefined ? null : ownNamePlace(ownDot.at, ownDot.radius + 4, ownDot.dot.name, view, placed.map((p) => square(p.at, p.radius)))
  const kept = ownDot === undefined || side === null ? [] : [square(ownDot.at, ownDot.radius + 6), ...(size === 'card' ? [] : [side])]
  return (
    <svg class={`app-map app-map--${size}`} viewBox={`0 0 ${view.width} ${view.height}`} role="img" aria-labelledby={`${id}-title ${id}-says`}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-says`}>{says}</desc>
      {drawing.under}
      {drawing.labels(kept)}
      {ownDot !== undefined && side !== null
        ? size !== 'card' ? <OwnRing at={ownDot.at} radius={ownDot.radius} name={ownDot.dot.name} view={view} side={side} />
          : <circle cx={n(ownDot.at.x)} cy={n(ownDot.at.y)} r={n(ownDot.radius + 3)} fill="none" stroke="#000000" stroke-width="2.5" />
        : null}
      <ScaleBar view={view} />
    </svg>
  )
}

function square(at: Pixel, radius: number): Rect {
  return { x: at.x - radius, y: at.y - radius, width: radius * 2, height: radius * 2 }
}

function cross(at: Pixel, arm: number): string {
  return `M${n(at.x - arm)} ${n(at.y)}H${n(at.x + arm)}M${n(at.x)} ${n(at.y - arm)}V${n(at.y + arm)}`
}

/** A line from the practice towards where its old group lies, at most `most` pixels long. */
function tail(at: Pixel, from: Pixel, most: number): string {
  const far = Math.hypot(from.x - at.x, from.y - at.y)
  if (far < 1) return ''
  const part = Math.min(1, most / far)
  return `M${n(at.x + (from.x - at.x) * part)} ${n(at.y + (from.y - at.y) * part)}L${n(at.x)} ${n(at.y)}`
}

/** The lines under a group's letter, for each form of its label, fullest first. */
function linesOf(group: MapGroup, size: MapSize): string[][] {
  if (size === 'card') return [[]]
  const patients = `${count(group.patients)} patients`
  const forms = group.name === '' ? [[patients], []] : [[short(group.name, 26), patients], [patients], []]
  return forms
}

function letterBox(letter: string, size: MapSize): { width: number; height: number } {
  return { width: letter.length * 14 + 6, height: size === 'card' ? 18 : 22 }
}

function formsOf(group: MapGroup, size: MapSize): { width: number; height: number }[] {
  const letter = letterBox(group.letter, size)
  return linesOf(group, size).map((lines) => (lines.length === 0 ? letter : { width: Math.max(letter.width, ...lines.map((line) => textWidth(line))) + 4, height: 22 + lines.length * 18 }))
}

/** The label's middle lies in the group's own ground where that is known; it is wished where most patients are, or at the member nearest to there. */
function wishFor(drawn: Drawn, size: MapSize): LabelWish {
  const forms = formsOf(drawn.group, size)
  if (drawn.outline.length === 0) return { at: drawn.middle, forms }
  const far = (at: Pixel) => Math.hypot(at.x - drawn.middle.x, at.y - drawn.middle.y)
  const at = isWithin(drawn.middle, drawn.outline) ? drawn.middle : drawn.members.map((m) => m.at).reduce((best, next) => (far(next) < far(best) ? next : best))
  return { at, forms, isInside: (place) => isWithin(place, drawn.outline) }
}

/** What a placed label covers, so that other letters keep off it. */
function labelRect(place: LabelPlace, drawn: Drawn, size: MapSize): Rect {
  const box = formsOf(drawn.group, size)[place.form]!
  return { x: place.at.x - box.width / 2, y: place.at.y - box.height / 2, ...box }
}

/** A group may stand in several parts: every large part without the label, or, where ground is not known, members far from it, get the letter too. */
function farParts(drawn: Drawn, label: Pixel, size: MapSize): Pixel[] {
  if (drawn.outline.length > 0) return drawn.parts.filter(({ ring }) => !isWithin(label, [ring])).map(({ at }) => at)
  const far = size === 'card' ? 52 : 95
  const shown = [label]
  for (const member of drawn.members) {
    const at = { x: member.at.x, y: member.at.y - member.radius - 13 }
    if (shown.every((other) => Math.hypot(other.x - at.x, other.y - at.y) > far)) shown.push(at)
  }
  return shown.slice(1)
}

function middleOf(ring: Pixel[]): Pixel {
  return { x: ring.reduce((sum, p) => sum + p.x, 0) / ring.length, y: ring.reduce((sum, p) => sum + p.y, 0) / ring.length }
}

const GroupLabel = ({ drawn, place: { at, form, isInside }, size }: { drawn: Drawn; place: LabelPlace; size: MapSize }) => {
  const lines = linesOf(drawn.group, size)[form]!
  const top = at.y - (lines.length * 18) / 2 + 7
  const home = wishFor(drawn, size).at
  return (
    <g class="app-map__label" text-anchor="middle">
      {isInside ? null : <path d={`M${n(at.x)} ${n(at.y)}L${n(home.x)} ${n(home.y)}`} stroke={mapColours.ink} stroke-width="1" fill="none" />}
      <text class="app-map__letter" x={n(at.x)} y={n(top)}>{drawn.group.letter}</text>
      {lines.map((line, index) => <text class="app-map__line" x={n(at.x)} y={n(top + 19 + index * 18)}>{line}</text>)}
    </g>
  )
}
