import type { Edition } from '#domain/position/edition.ts'
import { letterOf } from '#domain/partners/group-letters.ts'
import { networksOf, patientsOf, practicesOf } from '#domain/partners/reasons.ts'
import { groupOfSmallAreas } from '#domain/partners/reach.ts'
import type { Point, PracticeCode } from '#domain/words.ts'
import type { Flows } from '#domain/position/flows.ts'
import type { Desk, Outline } from '../desk.ts'
import { keepLately } from '../lately.ts'
import { boxOf, draw, DrawnMap, type Drawing, type MapDot, type MapGroup, type MapSize, type OwnedArea } from '../ui/map.tsx'

/** The most practices a map draws one by one; above it a page lists areas instead. */
export const MOST_ON_A_MAP = 450

/** A group to be drawn; without a letter of its own it has that of its place. */
export interface DrawnGroup { letter?: string; name: string; members: PracticeCode[]; hub: PracticeCode | null }

/** The ground under one area's maps, fetched once for all of a page's pictures. */
export interface Ground {
  dots: MapDot[]
  districts: Outline[]
  smallAreas: { index: number; rings: [number, number][][] }[]
  /** Corners of the ground where most registered people are with these practices. */
  extent: Point[]
}

/** Grounds and drawings kept for each edition and ground: those of the areas looked at last. A ground is mostly outlines the edition holds anyway; a drawing is its text. */
const GROUNDS_KEPT = 48, DRAWINGS_KEPT = 8
interface Described { drawing: Drawing; says: string }
const grounds = new WeakMap<Edition, ReturnType<typeof keepLately<Promise<Ground>>>>()
const drawings = new WeakMap<Ground, ReturnType<typeof keepLately<Described>>>()

/** Dots, pale edges and small areas for these practices. Practices without a place are left out of the picture and stay in the tables. */
export function groundFor(desk: Desk, edition: Edition, codes: readonly PracticeCode[]): Promise<Ground> {
  const kept = grounds.get(edition) ?? keepLately<Promise<Ground>>(GROUNDS_KEPT)
  grounds.set(edition, kept)
  return kept(codes.join(), () => makeGround(desk, edition, codes))
}

async function makeGround(desk: Desk, edition: Edition, codes: readonly PracticeCode[]): Promise<Ground> {
  const dots = practicesOf(edition, codes).flatMap(({ code, name, point, patients }) => (point === null ? [] : [{ code, name, point, patients }]))
  if (dots.length === 0) return { dots, districts: [], smallAreas: [], extent: [] }
  const { flows } = edition
  const points = dots.map((dot) => dot.point)
  const found = flows === null ? [] : await desk.figures.boundaries(edition, 'small-area', boxOf(points, 0.4))
  const known = flows === null ? new Map<string, number>() : indexOfSmallAreas(flows)
  const ours = flows === null ? new Int32Array(0) : groupOfSmallAreas(flows, [codes])
  const smallAreas = found.flatMap(({ code, rings }) => {
    const index = known.get(code)
    return index === undefined || ours[index] !== 0 ? [] : [{ index, rings }]
  })
  const extent = extentOf(smallAreas.flatMap(({ rings }) => rings.flat()))
  const districts = await desk.figures.boundaries(edition, 'district', boxOf([...points, ...extent]))
  return { dots, districts, smallAreas, extent }
}

function extentOf(corners: [number, number][]): Point[] {
  if (corners.length === 0) return []
  let [west, south] = corners[0]!
  let [east, north] = [west, south]
  for (const [lon, lat] of corners) { west = Math.min(west, lon); east = Math.max(east, lon); south = Math.min(south, lat); north = Math.max(north, lat) }
  return [{ lat: south, lon: west }, { lat: north, lon: east }]
}

const indexes = new WeakMap<Flows, Map<string, number>>()

function indexOfSmallAreas(flows: Flows): Map<string, number> {
  const index = indexes.get(flows) ?? new Map(flows.smallAreas.map((code, i) => [code, i]))
  indexes.set(flows, index)
  return index
}

export interface PictureProps {
  id: string
  size: MapSize
  edition: Edition
  ground: Ground
  groups: DrawnGroup[]
  own: PracticeCode | null
  /** Practices that change partners. */
  changed?: PracticeCode[]
  title: string
  /** For the script that lets a mouse move practices. */
  isMarked?: boolean
}

/** A grouping as a picture, with its description made from the same facts. What somebody moves by hand changes with every move and is not kept. */
export function Picture({ id, size, edition, ground, groups, own, changed = [], title, isMarked = false }: PictureProps) {
  const kept = drawings.get(ground) ?? keepLately<Described>(DRAWINGS_KEPT)
  drawings.set(ground, kept)
  const make = () => describe(edition, ground, { size, groups, changed, isMarked })
  const { drawing, says } = isMarked ? make() : kept([size, changed.join(), ...groups.map((group) => `${group.letter} ${group.hub} ${group.members.join()} ${group.name}`)].join('\n'), make)
  return <DrawnMap id={id} drawing={drawing} own={own} title={title} says={says} />
}

function describe(edition: Edition, ground: Ground, { size, groups, changed, isMarked }: Required<Pick<PictureProps, 'size' | 'groups' | 'changed' | 'isMarked'>>): Described {
  const grouped = new Set(groups.flatMap((group) => group.members))
  const alone = ground.dots.filter((dot) => !grouped.has(dot.code))
  const mapGroups: MapGroup[] = groups.map((group, index) => ({ letter: group.letter ?? letterOf(index), name: group.name, patients: patientsOf(edition, group.members), members: group.members, hub: group.hub }))
  const sizes = mapGroups.map((group) => group.patients)
  const says = groups.length === 0 ? 'None of these practices is in a group. Each is drawn as a grey ring.'
    : `${groups.length} ${groups.length === 1 ? 'group' : 'groups'} with letters ${mapGroups[0]!.letter}${groups.length > 1 ? ` to ${mapGroups.at(-1)!.letter}` : ''}, of ${Math.min(...sizes).toLocaleString('en-GB')} to ${Math.max(...sizes).toLocaleString('en-GB')} patients. ` +
      `${alone.length === 0 ? 'Every practice drawn is in a group' : `${alone.length} ${alone.length === 1 ? 'practice is' : 'practices are'} in none and drawn as grey rings`}.`
  const drawing = draw({
    size, dots: ground.dots, groups: mapGroups, areas: ownedAreas(edition, ground, groups, alone.map((dot) => dot.code)),
    districts: ground.districts, extent: ground.extent, changes: changesOf(edition, changed), isMarked,
  })
  return { drawing, says }
}

/** Small areas by the group where most of their registered people are, −1 for a practice in none; [] where nothing of the kind is loaded. */
export function ownedAreas(edition: Edition, ground: Ground, groups: DrawnGroup[], alone: PracticeCode[]): OwnedArea[] {
  if (edition.flows === null || ground.smallAreas.length === 0) return []
  const owner = groupOfSmallAreas(edition.flows, [...groups.map((group) => group.members), ...alone.map((code) => [code])])
  return ground.smallAreas.flatMap(({ index, rings }) => {
    const group = owner[index]!
    return group < 0 ? [] : [{ group: group < groups.length ? group : -1, rings }]
  })
}

/** From the middle of today's network, by patients. */
function changesOf(edition: Edition, changed: PracticeCode[]): { code: PracticeCode; from: Point }[] {
  return changed.flatMap((code) => {
    const network = edition.byCode.get(code)?.network ?? null
    const members = network === null ? [] : (edition.areas.get(network.code)?.members ?? [])
    const placed = practicesOf(edition, members).filter((practice) => practice.point !== null && practice.code !== code)
    const weight = placed.reduce((sum, practice) => sum + practice.patients, 0)
    if (weight === 0) return []
    const mean = (pick: (point: Point) => number) => placed.reduce((sum, practice) => sum + pick(practice.point!) * practice.patients, 0) / weight
    return [{ code, from: { lat: mean((p) => p.lat), lon: mean((p) => p.lon) } }]
  })
}

/** Today's networks of an area as groups to draw, most patients first; only members inside the area. */
export function networksToDraw(edition: Edition, codes: readonly PracticeCode[]): DrawnGroup[] {
  return networksOf(edition, codes).map(({ network, members }) => ({ name: network.name, members, hub: null }))
}
