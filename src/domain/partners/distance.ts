import type { Km, Point } from '../words.ts'

/** Mean earth radius R1 of the IUGG, kilometres: the radius every patient-km of ours is measured with. */
export const EARTH_RADIUS_KM = 6371.0088

/** Great-circle kilometres between two WGS84 points, by the haversine formula; exact 0 for the same point, symmetric to the last bit. */
export function distanceKm(a: Point, b: Point): Km {
  return haversineKm(a.lat, a.lon, b.lat, b.lon)
}

/** The same on bare degrees, for arrays. */
export function haversineKm(latA: number, lonA: number, latB: number, lonB: number): Km {
  const radian = Math.PI / 180
  const up = Math.sin(((latB - latA) * radian) / 2), across = Math.sin(((lonB - lonA) * radian) / 2)
  const h = up * up + Math.cos(latA * radian) * Math.cos(latB * radian) * across * across
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}
