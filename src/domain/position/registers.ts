import type { Practice } from './edition.ts'
import { FEWEST, type Peers } from './peers.ts'
import { median } from './staff.ts'

/**
 * Registers that say what a practice's work is like, by QOF group code (Quality and Outcomes Framework), those with most patients first in England.
 * Others are loaded and not shown: obesity and smoking say more of how often people are weighed and asked than of the practice.
 */
export const shownRegisters = ['HYP', 'DEP', 'DM', 'AST', 'CKD', 'CAN', 'CHD', 'AF', 'STIA', 'COPD', 'MH', 'DEM'] as const

export type ShownRegister = (typeof shownRegisters)[number]

/** A register beside those of practices like this one: shares of the whole list, 0 to 1. */
export interface RegisterBeside {
  register: ShownRegister
  own: number
  /** The middle of the peers of whom it is known; null where that is fewer than five. */
  middle: number | null
  known: number
}

/** The practice's registers beside the middle of those like it, in the order above; [] where none is published for it. */
export function registersBeside(practice: Practice, peers: Peers): RegisterBeside[] {
  return shownRegisters.flatMap(register => {
    const own = practice.prevalence?.registers[register]
    if (own === undefined) return []
    const values = peers.practices.flatMap(other => other.prevalence?.registers[register] ?? [])
    return [{ register, own, middle: values.length < FEWEST ? null : median(values), known: values.length }]
  })
}
