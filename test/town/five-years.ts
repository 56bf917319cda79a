import fc from 'fast-check'
import type { Practice } from '#domain/position/edition.ts'
import type { Assumed, AssumedId } from '#domain/position/review/five-years.ts'
import type { Said } from '#domain/position/review/question.ts'
import { penmarshEdition } from './penmarsh.ts'

/** Practices, answers and assumptions for tests of five years: figures of no year, near those of any. */

const middles: Readonly<Record<AssumedId, number>> = {
  globalSum: 121.79, oohDeduction: 0.0475, qofPoint: 225.49, qofPointsAvailable: 564, qofAchieved: 0.95, contractorPopulationIndex: 10_184, globalSumUplift: 0.025, qofRise: 0.02, listGrowthAround: 0, otherIncomeRise: 0.015, otherIncomeShare: 0.3, premisesReimbursementRise: 0.02,
  staffPayRise: 0.035, salariedPayRise: 0.03, locumRise: 0.03, premisesRise: 0.03, otherCostsRise: 0.03, coverCost: 110_000, salariedEquivalent: 105_000, floorRise: 0.025, partnerFullTime: 0.8, fillChance: 0.35, leaveUnder50: 0.02, leaveUnsaid: 0.05, firmnessLikely: 0.6,
}

export const assume = (id: AssumedId): Assumed => {
  const middle = middles[id], by = id === 'listGrowthAround' ? 0.01 : Math.abs(middle) * 0.4
  return { low: middle - by, middle, high: middle + by, source: `Of a test: ${id}` }
}

const town = penmarshEdition()

/** A practice of Penmarsh, with more or fewer patients, whatever is published of its pay and its partners. */
export const anyPractice: fc.Arbitrary<Practice> = fc.record({
  of: fc.constantFrom(...town.practices), patients: fc.integer({ min: 900, max: 60_000 }), before: fc.option(fc.integer({ min: 900, max: 60_000 })), partnersFte: fc.option(fc.double({ min: 0.2, max: 30, noNaN: true })), paid: fc.option(fc.integer({ min: 100_000, max: 12_000_000 })), weight: fc.double({ min: 0.7, max: 1.4, noNaN: true }),
}).map(({ of, patients, before, partnersFte, paid, weight }) => ({
  ...of, patients, trend: [...before === null ? [] : [{ edition: 'before', asAt: '2023-01-01', patients: before }], { edition: 'now', asAt: '2026-01-01', patients }],
  workforce: partnersFte === null ? null : { asAt: '2025-12-31', gpFte: null, gpHeads: null, partnersFte, nursesFte: null, directCareFte: null, adminFte: null, patients: null },
  contract: paid === null ? null : { type: 'GMS', isDispensing: null, rurality: null, weightedPatients: patients * weight, registeredPatients: patients, paidPounds: paid, year: '2024/25' },
}))

const heads = fc.integer({ min: 0, max: 12 })
/** The four numbers, as odd as somebody may type them. */
export const fourNumbers: fc.Arbitrary<Record<string, Said>> = fc.record({
  'profit-last-year': fc.integer({ min: -500_000, max: 3_000_000 }), 'partners-now': fc.integer({ min: 1, max: 20 }), 'rent-or-loan': fc.integer({ min: 0, max: 400_000 }),
  stopping: fc.array(fc.record({ 'within-2-years': heads, 'in-3-to-5-years': heads, later: heads, 'not-said': heads }, { requiredKeys: [] }), { maxLength: 1 }),
})
