import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { practicesLike } from './peers.ts'
import { registersBeside, shownRegisters } from './registers.ts'

const edition = penmarshEdition(), riverside = edition.byCode.get(penmarsh.riverside)!
const peers = { ...practicesLike(edition, riverside, 6) }

test('a register stands beside the middle of practices like this one, in a fixed order, as shares of the whole list', () => {
  const own = { ...riverside, prevalence: { asAt: '2025-03-31', registers: { DM: 0.07, HYP: 0.16, OB: 0.1 } } }
  const others = { ...peers, practices: peers.practices.map((one, i) => ({ ...one, prevalence: i === 0 ? null : { asAt: '2025-03-31', registers: { HYP: 0.1 + i / 100, DM: 0.06 } } })) }
  expect(registersBeside(own, others)).toEqual([{ register: 'HYP', own: 0.16, middle: 0.13, known: 5 }, { register: 'DM', own: 0.07, middle: 0.06, known: 5 }])
})

test('of fewer than five no middle is said, and a practice without registers has none', () => {
  const own = { ...riverside, prevalence: { asAt: '2025-03-31', registers: { DEM: 0.01 } } }
  expect(registersBeside(own, { ...peers, practices: peers.practices.slice(0, 4) })).toEqual([expect.objectContaining({ register: 'DEM', middle: null })])
  expect(registersBeside({ ...riverside, prevalence: null }, peers)).toEqual([])
})

test('every register of the invented town that is shown has a share of somebody', () => {
  for (const { register, own } of registersBeside(riverside, peers)) { expect(shownRegisters).toContain(register); expect(own).toBeGreaterThan(0); expect(own).toBeLessThan(1) }
})
