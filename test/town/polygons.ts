import { expect } from 'vitest'

/** Polygons of map files, looked at the slow plain way. */

export type Positions = [number, number][]

/** Above 0 counterclockwise. */
export function area(ring: Positions): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]![0] * y - x * ring[i]![1]) / 2, 0)
}

/** Closed rings that never meet themselves, the outer one counterclockwise and holes clockwise (RFC 7946 §3.1.6). */
export function isRightHanded(polygon: Positions[]): void {
  for (const [index, ring] of polygon.entries()) {
    expect(ring.at(-1)).toEqual(ring[0])
    expect(ring.length).toBeGreaterThanOrEqual(4)
    expect(new Set(ring.slice(1).map((position) => position.join())).size, 'a ring never meets itself').toBe(ring.length - 1)
    expect(Math.sign(area(ring)), 'outer rings counterclockwise, holes clockwise').toBe(index === 0 ? 1 : -1)
  }
}
