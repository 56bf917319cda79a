import type { Km, Point } from '../words.ts'

/** Mean earth radius, IUGG, kilometres: the same in every figure we print. */
export const EARTH_RADIUS_KM: Km = 6371.0088

const RADIAN = Math.PI / 180

/** Great-circle kilometres between two WGS84 points (haversine). */
export function kmBetween(a: Point, b: Point): Km {
  const halfLat = Math.sin(((b.lat - a.lat) * RADIAN) / 2)
  const halfLon = Math.sin(((b.lon - a.lon) * RADIAN) / 2)
  const h = halfLat * halfLat + Math.cos(a.lat * RADIAN) * Math.cos(b.lat * RADIAN) * halfLon * halfLon
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}
