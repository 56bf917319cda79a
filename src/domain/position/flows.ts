import type { Day, PracticeCode } from '../words.ts'

/**
 * Where a practice's patients live: registered patients by practice and small area, in compressed rows by practice.
 * Practice p's rows are starts[p] .. starts[p+1]; within a practice small areas ascend. Suppressed cells are absent, never 0.
 */
export interface Flows {
  asAt: Day
  practices: PracticeCode[]
  smallAreas: string[]
  starts: Int32Array
  smallArea: Int32Array
  patients: Float64Array
}
