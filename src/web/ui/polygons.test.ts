import fc from 'fast-check'
import { expect, test } from 'vitest'
import { area, isRightHanded, type Positions } from '../../../test/town/polygons.ts'
import { unionByOwner } from './map-shapes.ts'
import { polygonsOf } from './polygons.ts'

test('squares of one owner, however they lie, become right-handed polygons of their whole area, holes and corners that touch included', () => {
  const side = 5
  fc.assert(fc.property(fc.array(fc.boolean(), { minLength: side * side, maxLength: side * side }), (owned) => {
    const squares = owned.flatMap((isOwned, i) => {
      const [x, y] = [(i % side) / 100, Math.floor(i / side) / 100], to = (v: number) => Math.round((v + 0.01) * 100) / 100
      return isOwned ? [{ owner: 0, rings: [[[x, y], [to(x), y], [to(x), to(y)], [x, to(y)], [x, y]]] as Positions[] }] : []
    })
    const polygons = polygonsOf(unionByOwner(squares, 1).outlines[0]!)
    for (const polygon of polygons) isRightHanded(polygon)
    const total = polygons.flat().reduce((sum, ring) => sum + area(ring), 0)
    expect(total * 1e4).toBeCloseTo(squares.length, 6)
  }))
})

test('an island in a hole is a polygon of its own', () => {
  const box = (from: number, to: number) => [[from, from], [to, from], [to, to], [from, to], [from, from]].map(([lon, lat]) => ({ lon: lon!, lat: lat! }))
  const polygons = polygonsOf([box(4, 5), box(0, 9), box(3, 6)])
  expect(polygons.map((polygon) => polygon.length)).toEqual([2, 1])
  for (const polygon of polygons) isRightHanded(polygon)
})
