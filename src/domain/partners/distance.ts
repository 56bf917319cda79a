import { EARTH_RADIUS_KM } from '../position/distance.ts'
import type { Km } from '../words.ts'

/** Great-circle kilometres between bare WGS84 degrees, for arrays: the rule of `kmBetween`, exact 0 for the same point, symmetric to the last bit. */
export function haversineKm(latA: number, lonA: number, latB: number, lonB: number): Km {
  const radian = Math.PI / 180
  const up = Math.sin(((latB - latA) * radian) / 2), across = Math.sin(((lonB - lonA) * radian) / 2)
  const h = up * up + Math.cos(latA * radian) * Math.cos(latB * radian) * across * across
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}
