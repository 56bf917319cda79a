import type { Edition } from '#domain/position/edition.ts'
import { practiceFigures } from '#domain/partners/compare.ts'
import { takeAway as words } from '#content/wording/compare.ts'
import { unionByOwner } from '../ui/map-shapes.ts'
import { polygonsOf, type Polygon, type Position } from '../ui/polygons.ts'
import { plainName } from '../ui/say.ts'
import { ownedAreas, type Ground } from './picture.tsx'
import { toDraw, type PlanView } from './view.ts'

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
