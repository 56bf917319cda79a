import type { Km, Point } from '../words.ts'

/** Mean earth radius, IUGG, kilometres: the same in every figure we print. */
export const EARTH_RADIUS_KM: Km = 6371.0088

const RADIAN = Math.PI / 180

/** Great-circle kilometres between two WGS84 points (haversine). */
export const kmBetween = (a: Point, b: Point): Km => haversineKm(a.lat, a.lon, b.lat, b.lon)

/** The same between bare WGS84 degrees, for arrays: exact 0 for the same point, symmetric to the last bit. */
export function haversineKm(latA: number, lonA: number, latB: number, lonB: number): Km {
  const halfLat = Math.sin(((latB - latA) * RADIAN) / 2)
  const halfLon = Math.sin(((lonB - lonA) * RADIAN) / 2)
  const h = halfLat * halfLat + Math.cos(latA * RADIAN) * Math.cos(latB * RADIAN) * halfLon * halfLon
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}
