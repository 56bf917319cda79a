import type { ProjectionInputs } from '#domain/position/projection.ts'

const nothing = { value: 0, growth: 0 }

/** The worked example of the five years (domain handbook 6.4): inputs fixed for the example, not today's rates. test/fixtures/projection.json holds the same as a file. */
export const workedExample: ProjectionInputs = {
  L0: 6_400, g: -0.005, w: 1.02, P0: 130.07, u: 0.025, ooh: 0.0475, pts: 564, a: 0.92, v: 225.49, uQ: 0.02, pf: 1, CPIx: 10_184,
  ES: nothing, PCN: nothing, R: { value: 70_000, growth: 0.02 }, Disp: nothing, Other: { value: 175_000, growth: 0.015 },
  costs: [{ name: 'staff', cost: 470_000, i: 0.042 }, { name: 'salaried GPs', cost: 150_000, i: 0.035 }, { name: 'locums', cost: 40_000, i: 0.035 }, { name: 'premises', cost: 92_000, i: 0.03 }, { name: 'other', cost: 118_000, i: 0.03 }],
  partnerFTE: 2.75, leaves: [{ t: 2, fte: 1 }, { t: 3, fte: 0.75 }], joins: [], coverCost: 138_000, iL: 0.035, salariedEquivalent: 90_000, iF: 0.03, cash: null, leaseEnds: null, years: 5,
}
