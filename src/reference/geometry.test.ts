import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxOf, clipRings, isInside, outlineAt, ringsOf } from './geometry.ts'

const square = (west: number, south: number, size: number): [number, number][] => [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
const outline = (code: string, rings: [number, number][][]) => ({ code, name: code, rings, box: boxOf(rings) })
const town = outline('town', [square(0, 51, 1)]), lake = outline('lake', [square(1, 51, 1), square(1.25, 51.25, 0.5)])

describe('a point', () => {
  test('lies in the district drawn round it, not in its neighbour', () => {
    expect(outlineAt({ lat: 51.5, lon: 0.5 }, [town, lake], 5)?.code).toBe('town')
    expect(outlineAt({ lat: 51.1, lon: 1.5 }, [town, lake], 5)?.code).toBe('lake')
  })
  test('in a hole is outside', () => { expect(isInside({ lat: 51.5, lon: 1.5 }, lake.rings)).toBe(false) })
  test('just off a generalised coast belongs to the nearest district, far out to none', () => {
    expect(outlineAt({ lat: 50.98, lon: 0.5 }, [town, lake], 5)?.code).toBe('town')
    expect(outlineAt({ lat: 50.5, lon: 0.5 }, [town, lake], 5)).toBeNull()
  })
})

test('polygons of one piece and of many are read; a line is refused by name', () => {
  expect(ringsOf(JSON.stringify({ type: 'Polygon', coordinates: [square(0, 0, 1)] }), 'A')).toHaveLength(1)
  expect(ringsOf(JSON.stringify({ type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(2, 0, 1)]] }), 'A')).toHaveLength(2)
  expect(() => ringsOf('{"type":"LineString","coordinates":[]}', 'Penmarsh')).toThrow('the outline of Penmarsh is a LineString')
})

test('what is clipped to a box stays in it, and in it nothing changes side', () => {
  const number = fc.double({ min: -2, max: 2, noNaN: true })
  fc.assert(fc.property(fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 8 }), number, number, (corners, lon, lat) => {
    const box = { west: -1, south: -1, east: 1, north: 1 }, rings = [[...corners, corners[0]!]], clipped = clipRings(rings, box)
    for (const ring of clipped) for (const [x, y] of ring) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1 + 1e-9)
    const point = { lon: lon / 2.1, lat: lat / 2.1 }
    const beside = rings[0]!.some(([x, y], i) => { const [u, v] = rings[0]![(i + 1) % rings[0]!.length]!; return Math.abs((u - x) * (point.lat - y) - (v - y) * (point.lon - x)) < 1e-6 })
    if (!beside) expect(isInside(point, clipped)).toBe(isInside(point, rings))
  }))
})
