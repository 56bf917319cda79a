import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { project, readProjection, type ProjectionInputs } from '#domain/position/projection.ts'
import { middleOf, type Lever, type Uncertain } from '#domain/position/uncertain.ts'
import { drawn, drawsFrom, drawTriangle, simulate } from './simulate.ts'

const inputs = readProjection(JSON.parse(readFileSync(new URL('../../../test/fixtures/projection.json', import.meta.url), 'utf8'))) as ProjectionInputs
const lever = (key: 'u' | 'g' | 'coverCost', low: number, middle: number, high: number): Lever => ({ key, low, middle, high, set: (all, value) => ({ ...all, [key]: value }) })
const unsure: Uncertain = {
  inputs: { ...inputs, leaves: [] }, levers: [lever('u', 0.01, 0.025, 0.04), lever('g', -0.015, -0.005, 0.005)],
  partners: [{ fte: 1, gone: [0, 0.1, 0.6, 0.6, 0.6, 0.6], stated: 2 }, { fte: 0.75, gone: [0, 0.02, 0.04, 0.06, 0.08, 0.1], stated: null }, { fte: 1, gone: [0, 0, 0, 0, 0, 0], stated: null }],
  fill: { low: 0.1, middle: 0.3, high: 0.5 },
}

test('nothing unsure makes every run the plain rule', () => {
  fc.assert(fc.property(fc.integer(), seed => {
    const sure: Uncertain = { inputs, levers: [lever('u', 0.025, 0.025, 0.025)], partners: [], fill: { low: 0, middle: 0, high: 0 } }
    const fan = simulate(sure, { runs: 25, seed }), rows = project(inputs).rows
    fan.ppp.forEach((spread, t) => { for (const value of Object.values(spread!)) expect(value).toBeCloseTo(rows[t]!.ppp!, 6) })
    expect(fan.belowFloor).toEqual([0, 0, 1, 1, 1, 1])
    expect(fan.loss).toEqual([0, 0, 0, 1, 1, 1])
  }), { numRuns: 20 })
})

test('a lever more changes nobody’s leaving: with the same chance of filling a vacancy, as many runs have a year without a partner', () => {
  const alone: Uncertain = { ...unsure, partners: [{ fte: 2.75, gone: [0, 0.1, 0.3, 0.5, 0.6, 0.7], stated: 4 }] }, fee = lever('coverCost', 100_000, 138_000, 160_000)
  const [without, more] = [alone, { ...alone, levers: [...alone.levers, fee] }].map(each => simulate(each, { runs: 400, seed: 11 }))
  expect(more!.noPartner).toEqual(without!.noPartner)
  expect(without!.noPartner.at(-1)).toBeGreaterThan(0)
})

test('the same seed gives the same fan, and another seed another', () => {
  const at = (seed: number) => JSON.stringify(simulate(unsure, { runs: 200, seed }))
  expect(at(1)).toBe(at(1))
  expect(at(1)).not.toBe(at(2))
})

test('each run is within the levers, nobody leaves twice, and nobody comes before somebody went', () => {
  fc.assert(fc.property(fc.integer(), seed => {
    const draw = drawsFrom(seed)
    for (let run = 0; run < 50; run++) {
      const one = drawn(unsure, draw)
      expect(one.u).toBeGreaterThanOrEqual(0.01); expect(one.u).toBeLessThanOrEqual(0.04)
      expect(one.leaves.length).toBeLessThanOrEqual(2)
      for (let t = 0; t <= 5; t++) {
        const gone = one.leaves.filter(each => each.t <= t).reduce((sum, each) => sum + each.fte, 0), come = one.joins.filter(each => each.t <= t).reduce((sum, each) => sum + each.fte, 0)
        expect(come).toBeLessThanOrEqual(gone + 1e-9)
      }
    }
  }), { numRuns: 30 })
})

test('bands lie inside one another, and shares of runs grow from year to year where what they count lasts', () => {
  const fan = simulate(unsure, { runs: 600, seed: 4 })
  for (const spread of [...fan.ppp, ...fan.profit]) expect([spread!.low, spread!.lower, spread!.middle, spread!.upper, spread!.high]).toEqual([spread!.low, spread!.lower, spread!.middle, spread!.upper, spread!.high].sort((a, b) => a - b))
  for (const share of [fan.loss, fan.noPartner]) share.forEach((value, t) => expect(value).toBeGreaterThanOrEqual(share[t - 1] ?? 0))
})

test('how often a partner has gone comes out as likely as it was put in', () => {
  const draw = drawsFrom(11), runs = 6_000, count = [0, 0, 0, 0, 0, 0]
  for (let run = 0; run < runs; run++) { const leave = drawn({ ...unsure, fill: { low: 0, middle: 0, high: 0 } }, draw).leaves.find(each => each.fte === 1); if (leave) for (let t = leave.t; t <= 5; t++) count[t]! += 1 }
  unsure.partners[0]!.gone.forEach((chance, t) => expect(Math.abs(count[t]! / runs - chance)).toBeLessThan(0.03))
})

test('a triangle begins at its low, ends at its high, and half of it lies where it should', () => {
  fc.assert(fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 0.999999, noNaN: true }), (low, rise, more, draw) => {
    const shape = { low, middle: low + rise, high: low + rise + more }, value = drawTriangle(shape, draw)
    expect(value).toBeGreaterThanOrEqual(low - 1e-6); expect(value).toBeLessThanOrEqual(shape.high + 1e-6)
  }))
  const symmetric = { low: 0, middle: 1, high: 2 }
  expect([0, 0.125, 0.5, 0.875].map(draw => drawTriangle(symmetric, draw))).toEqual([0, 0.5, 1, 1.5])
})

test('the middle of a partner who said year 2 and of levers in the middle is the fixture without the second leaver', () => {
  const rows = project(middleOf({ ...unsure, fill: { low: 0, middle: 0, high: 0 } })).rows
  expect(rows.map(row => row.fte)).toEqual([2.75, 2.75, 1.75, 1.75, 1.75, 1.75])
  expect(Math.round(rows[2]!.profit)).toBe(85_626)
})

test('a run says nothing in words: sentences that nobody reads took nine tenths of the time of a page', () => {
  const write = vi.spyOn(Number.prototype, 'toLocaleString')
  try {
    expect(simulate(unsure, { runs: 50, seed: 1 }).belowFloor.some(share => share > 0)).toBe(true)
    expect(write).not.toHaveBeenCalled()
  } finally { write.mockRestore() }
})
