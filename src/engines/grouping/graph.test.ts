import fc from 'fast-check'
import { expect, test } from 'vitest'
import { neighbourGraph, type Graph } from './graph.ts'

type Spot = [lon: number, lat: number]
const graphOf = (spots: Spot[], more: { barriers?: number[]; outside?: number[]; networks?: number[] } = {}): Graph => neighbourGraph({
  lat: Float64Array.from(spots, spot => spot[1]), lon: Float64Array.from(spots, spot => spot[0]),
  isOutside: Uint8Array.from(spots, (_, i) => (more.outside?.includes(i) ? 1 : 0)), barriers: Float64Array.from(more.barriers ?? []), networks: more.networks ? Int32Array.from(more.networks) : null,
})
const pairs = (flat: Int32Array): string[] => Array.from({ length: flat.length / 2 }, (_, k) => `${flat[2 * k]}-${flat[2 * k + 1]}`)

const square: Spot[] = [[0, 52], [0.1, 52], [0, 52.1], [0.1, 52.1]]

test('practices at one point are neighbours of each other and of all the point’s neighbours', () => {
  const { links } = graphOf([[0, 52], [0, 52], [0.1, 52]])
  expect(pairs(links)).toEqual(['0-1', '0-2', '1-2'])
})

test('points on one line are each linked to the next', () => {
  expect(pairs(graphOf([[0.2, 52], [0, 52], [0.1, 52]]).links)).toEqual(['0-2', '1-2'])
})

test('a link across an estuary is cut and listed, and the two banks keep theirs', () => {
  const { links, cut, added } = graphOf([...square, [-0.1, 52.05]], { barriers: [0.05, 52.08, 0.05, 52.2] })
  expect(pairs(cut)).toContain('2-3')
  expect(pairs(links)).not.toContain('2-3')
  expect(added).toHaveLength(0)
})

test('an island gets its shortest link, and it is listed', () => {
  const { links, cut, added } = graphOf([...square, [0.05, 51.9]], { barriers: [-1, 51.95, 1, 51.95] })
  expect(pairs(cut).every(pair => pair.endsWith('-4'))).toBe(true)
  expect(pairs(added)).toHaveLength(1)
  expect(pairs(added)[0]).toMatch(/^[01]-4$/)
  expect(pairs(links)).toContain(pairs(added)[0])
})

test('a list above the band is outside the graph', () => {
  expect(pairs(graphOf(square, { outside: [3] }).links).some(pair => pair.includes('3'))).toBe(false)
})

test('today’s networks are held together by their own shortest links when they ask for it', () => {
  const line: Spot[] = [[0, 52], [0.1, 52], [0.2, 52], [0.3, 52]]
  expect(pairs(graphOf(line).links)).not.toContain('0-3')
  const { links, addedForNetworks } = graphOf(line, { networks: [0, 1, 1, 0] })
  expect(pairs(addedForNetworks)).toEqual(['0-3'])
  expect(pairs(links)).toContain('0-3')
})

test('whatever the barriers, everybody inside the graph can reach everybody', () => {
  const spot = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })).map(([x, y]): Spot => [x / 50, 52 + y / 50])
  const barrier = fc.tuple(spot, spot).map(([a, b]) => [...a, ...b])
  fc.assert(fc.property(fc.array(spot, { minLength: 1, maxLength: 25 }), fc.array(barrier, { maxLength: 4 }), (spots, barriers) => {
    const { links } = graphOf(spots, { barriers: barriers.flat() })
    const reached = new Set([0])
    for (let before = 0; before < reached.size;) {
      before = reached.size
      for (let k = 0; k < links.length; k += 2) {
        expect(links[k]!).toBeLessThan(links[k + 1]!)
        if (reached.has(links[k]!)) reached.add(links[k + 1]!)
        if (reached.has(links[k + 1]!)) reached.add(links[k]!)
      }
    }
    expect(reached.size).toBe(spots.length)
    expect(new Set(pairs(links)).size).toBe(links.length / 2)
  }), { seed: 3, numRuns: 200 })
})
