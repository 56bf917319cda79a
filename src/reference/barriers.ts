import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Barriers { features: { properties: { name: string; says: string; source: string }; geometry: { type: 'LineString'; coordinates: [number, number][] } }[] }

let read: Float64Array | undefined

/** Water with no road across it, from data/barriers.geojson: segments (lonA, latA, lonB, latB) flattened, as the graph takes them. Read once. */
export function barriers(): Float64Array {
  if (read) return read
  const file = fileURLToPath(new URL('../../data/barriers.geojson', import.meta.url))
  const { features } = JSON.parse(readFileSync(file, 'utf8')) as Barriers
  return read = Float64Array.from(features.flatMap(({ geometry: { coordinates } }) => coordinates.slice(1).flatMap((to, k) => [...coordinates[k]!, ...to])))
}
