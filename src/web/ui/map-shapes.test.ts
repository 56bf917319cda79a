import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWithin, nearestGround, overlaps, placeLabels, projectionFor, ringArea, spreadApart, tintsFor, unionByOwner } from './map-shapes.ts'

const squareAt = (x: number, y: number): [number, number][][] => [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]]

test('every place is inside the picture, north is up and east is right', () => {
  fc.assert(fc.property(fc.array(fc.record({ lat: fc.double({ min: 50, max: 55.5, noNaN: true }), lon: fc.double({ min: -5.5, max: 1.7, noNaN: true }) }), { minLength: 1, maxLength: 30 }), (points) => {
    const view = projectionFor(points, 600, 600, 44)
    for (const point of points) {
      const at = view.toPixel(point)
      expect(at.x).toBeGreaterThanOrEqual(43.9); expect(at.x).toBeLessThanOrEqual(556.1)
      expect(at.y).toBeGreaterThanOrEqual(43.9); expect(at.y).toBeLessThanOrEqual(view.height - 43.9)
    }
    const a = view.toPixel({ lat: 52, lon: -1 }), b = view.toPixel({ lat: 53, lon: 0 })
    expect(b.y).toBeLessThan(a.y); expect(b.x).toBeGreaterThan(a.x)
  }), { seed: 3, numRuns: 60 })
})

test('four squares of one owner become one outline of their whole area', () => {
  const { outlines, touching } = unionByOwner([[0, 0], [1, 0], [0, 1], [1, 1]].map(([x, y]) => ({ owner: 0, rings: squareAt(x!, y!) })), 1)
  expect(outlines[0]!.length).toBe(1)
  expect(ringArea(outlines[0]![0]!.map((p) => ({ x: p.lon, y: p.lat })))).toBeCloseTo(4, 9)
  expect(touching).toEqual([])
})

test('two owners side by side touch, two apart do not', () => {
  const { touching } = unionByOwner([{ owner: 1, rings: squareAt(0, 0) }, { owner: 0, rings: squareAt(1, 0) }, { owner: 2, rings: squareAt(5, 5) }], 3)
  expect(touching).toEqual([[0, 1]])
})

test('a label keeps to its own ground where there is room, and else says that it does not', () => {
  const ground = [[{ x: 100, y: 100 }, { x: 200, y: 100 }, { x: 200, y: 200 }, { x: 100, y: 200 }]]
  const isInside = (at: { x: number; y: number }) => isWithin(at, ground)
  const [free] = placeLabels([{ at: { x: 150, y: 150 }, forms: [{ width: 20, height: 20 }], isInside }], [], 400, 400)
  expect(free).toMatchObject({ at: { x: 150, y: 150 }, isInside: true })
  const [full] = placeLabels([{ at: { x: 150, y: 150 }, forms: [{ width: 20, height: 20 }], isInside }], [{ x: 95, y: 95, width: 110, height: 110 }], 400, 400)
  expect(full!.isInside).toBe(false)
  expect(isInside(full!.at)).toBe(false)
})

test('neighbouring groups never share a tint where five can do', () => {
  const ring = (length: number): [number, number][] => Array.from({ length }, (_, i) => [Math.min(i, (i + 1) % length), Math.max(i, (i + 1) % length)])
  for (const length of [2, 3, 5, 8, 13]) {
    const tints = tintsFor(length, ring(length))
    for (const [a, b] of ring(length)) if (a !== b) expect(tints[a]).not.toBe(tints[b])
    expect(Math.max(...tints)).toBeLessThan(5)
  }
})

test('labels keep clear of each other and stay in the picture unless there is no room at all', () => {
  fc.assert(fc.property(fc.array(fc.record({ x: fc.integer({ min: 0, max: 600 }), y: fc.integer({ min: 0, max: 400 }) }), { maxLength: 14 }), (spots) => {
    const forms = [{ width: 120, height: 50 }, { width: 20, height: 22 }]
    const wishes = spots.map((at) => ({ at, forms }))
    const rects = placeLabels(wishes, [], 600, 400).flatMap((place) => {
      const { width, height } = forms[place.form]!
      return place.isClear ? [{ x: place.at.x - width / 2, y: place.at.y - height / 2, width, height }] : []
    })
    for (const [i, a] of rects.entries()) {
      expect(a.x).toBeGreaterThanOrEqual(0); expect(a.y).toBeGreaterThanOrEqual(0)
      for (const b of rects.slice(i + 1)) expect(overlaps(a, b)).toBe(false)
    }
  }), { seed: 11, numRuns: 60 })
})

const spot = fc.record({ x: fc.integer({ min: -20, max: 620 }), y: fc.integer({ min: -20, max: 420 }) })
const box = fc.record({ x: fc.integer({ min: -40, max: 600 }), y: fc.integer({ min: -40, max: 400 }), width: fc.integer({ min: 1, max: 250 }), height: fc.integer({ min: 1, max: 60 }) })
const forms = [{ width: 120, height: 50 }, { width: 60, height: 40 }, { width: 20, height: 22 }]

test('the first label stands at the first place a look at every obstacle finds free', () => {
  fc.assert(fc.property(spot, fc.array(box, { maxLength: 40 }), (at, obstacles) => {
    const isFree = (x: number, y: number, { width, height }: { width: number; height: number }) => x >= 2 && y >= 2 && x + width <= 598 && y + height <= 398 && !obstacles.some((other) => overlaps({ x, y, width, height }, other))
    const slow = forms.flatMap((form, index) => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((ring) => Array.from({ length: ring === 0 ? 1 : ring < 3 ? 8 : 16 }, (_, step) => (2 * Math.PI * step) / (ring === 0 ? 1 : ring < 3 ? 8 : 16))
      .map((angle) => ({ form: index, at: { x: at.x + Math.cos(angle) * ring * 12, y: at.y + Math.sin(angle) * ring * 12 } })))).find(({ form, at: { x, y } }) => isFree(x - forms[form]!.width / 2, y - forms[form]!.height / 2, forms[form]!))
    const [place] = placeLabels([{ at, forms }], obstacles, 600, 400)
    if (slow === undefined) expect(place!.isClear).toBe(false)
    else expect(place).toMatchObject({ ...slow, isClear: true })
  }), { seed: 12, numRuns: 200 })
})

test('more to keep clear of changes no label unless it lies under one of them', () => {
  fc.assert(fc.property(fc.array(spot, { maxLength: 10 }), fc.array(box, { maxLength: 10 }), fc.array(box, { minLength: 1, maxLength: 2 }), (spots, obstacles, more) => {
    const wishes = spots.map((at) => ({ at, forms })), places = placeLabels(wishes, obstacles, 600, 400)
    const rects = places.map(({ at, form }) => ({ x: at.x - forms[form]!.width / 2, y: at.y - forms[form]!.height / 2, ...forms[form]! }))
    if (!rects.some((rect) => more.some((other) => overlaps(rect, other)))) expect(placeLabels(wishes, [...more, ...obstacles], 600, 400)).toEqual(places)
  }), { seed: 13, numRuns: 300 })
})

test('ground is nearest to its own place, and two practices in one building both have some', () => {
  const places = spreadApart([{ x: 100, y: 100 }, { x: 100, y: 100 }, { x: 160, y: 110 }], 7)
  expect(Math.hypot(places[0]!.x - places[1]!.x, places[0]!.y - places[1]!.y)).toBeGreaterThanOrEqual(7)
  for (const [own, cell] of nearestGround(places, 46).entries()) {
    expect(ringArea(cell.ring)).toBeGreaterThan(0)
    for (const corner of cell.ring) {
      const far = (place: { x: number; y: number }) => Math.hypot(place.x - corner.x, place.y - corner.y)
      expect(far(places[own]!)).toBeLessThanOrEqual(46 + 1e-6)
      for (const other of places) expect(far(places[own]!)).toBeLessThanOrEqual(far(other) + 1e-6)
    }
  }
})
