import type { Contract, Practice, Workforce } from '#domain/position/edition.ts'
import { chances, round } from './ground.ts'

/** A practice as its publishers see it. */
export interface Published {
  code: string
  name: string
  patients: { '2025-01': number | null; '2026-01': number | null }
  ages: { under15: number; over65: number }
  isRural: boolean
  isDispensing: boolean
  /** null: by the number of its GPs. */
  partners: number | null
  /** Full-time GPs, where a story hangs on them; null: by the list. */
  gps: number | null
}

const isSpecial = (practice: Published): boolean => (practice.patients['2026-01'] ?? practice.patients['2025-01'] ?? 0) < 500
/** Chances of a practice's own, so that no figure depends on which others are asked for. */
const chancesOf = (practice: Published, salt: number): (() => number) => chances(Number(practice.code.slice(2)) * 97 + salt)

/** Payments of the year to 31 March 2025; null for a code that opened after it. */
export function contractOf(practice: Published): Contract | null {
  const patients = practice.patients['2025-01']
  if (patients === null) return null
  const chance = chancesOf(practice, 1)
  const type = isSpecial(practice) ? 'APMS' : chance() < 0.22 ? 'PMS' : 'GMS'
  const registeredPatients = Math.round(patients * (0.994 + 0.008 * chance()) * 4) / 4
  const weightedPatients = round(registeredPatients * (0.82 + 0.72 * practice.ages.over65 + 0.12 * chance()), 2)
  const paidPounds = round(weightedPatients * (152 + 34 * chance() + (practice.isDispensing ? 58 : 0)), 2)
  return { type, isDispensing: practice.isDispensing, rurality: practice.isRural ? 'rural' : 'urban', weightedPatients, registeredPatients, paidPounds, year: '2024/25' }
}

export const workforceDay = '2025-12-31'

/** Its figures are ND. */
const noReturn = 'Cape View Practice'

/** Who works there at the end of December 2025, with the list of the day after; null for a code without patients then. */
export function workforceOf(practice: Published): (Workforce & { seniorPartnersFte: number | null; otherPartnersFte: number | null }) | null {
  const patients = practice.patients['2026-01']
  if (patients === null) return null
  if (practice.name === noReturn) return { asAt: workforceDay, patients, gpFte: null, gpHeads: null, partnersFte: null, seniorPartnersFte: null, otherPartnersFte: null, nursesFte: null, directCareFte: null, adminFte: null }
  const chance = chancesOf(practice, 2)
  const gpFte = practice.gps ?? round(patients / (1620 + 980 * chance() ** 1.4), 2)
  const partners = practice.partners ?? Math.max(1, Math.round(gpFte * (0.35 + 0.4 * chance())))
  const all = Math.min(gpFte * 0.84, partners * (0.76 + 0.2 * chance()))
  const seniorPartnersFte = round(Math.min(1, all), 2), otherPartnersFte = round(Math.max(0, all - seniorPartnersFte), 2)
  const staff = (each: number): number => round((patients / each) * (0.8 + 0.4 * chance()), 2)
  return {
    asAt: workforceDay, patients, gpFte, gpHeads: partners + Math.ceil((gpFte - all) / 0.7), partnersFte: round(seniorPartnersFte + otherPartnersFte, 2), seniorPartnersFte, otherPartnersFte,
    nursesFte: staff(3_900), directCareFte: staff(practice.isDispensing ? 1_900 : 3_600), adminFte: staff(900),
  }
}

/** Each register: which ages it is counted among, how many of a hundred patients are on it, and how far age (those of 65 and over beside a fifth) tells. */
const conditions: readonly [group: string, among: keyof typeof shareOfList, share: number, byAge: number][] = [
  ['AF', 'TOTAL', 0.021, 1.2], ['AST', '06OV', 0.064, 0.1], ['CAN', 'TOTAL', 0.036, 0.8], ['CHD', 'TOTAL', 0.03, 1], ['CKD', '18OV', 0.034, 1], ['COPD', 'TOTAL', 0.019, 0.6], ['DEM', 'TOTAL', 0.008, 1.3],
  ['DEP', '18OV', 0.1, -0.2], ['DM', '17OV', 0.062, 0.5], ['EP', '18OV', 0.0065, 0.1], ['HF', 'TOTAL', 0.01, 1.1], ['HYP', 'TOTAL', 0.144, 0.8], ['LD', 'TOTAL', 0.006, -0.1], ['MH', 'TOTAL', 0.009, -0.2], ['NDH', '18OV', 0.068, 0.5],
  ['OB', '18OV', 0.092, 0], ['OST', '50OV', 0.0032, 1], ['PAD', 'TOTAL', 0.006, 0.8], ['PC', 'TOTAL', 0.005, 0.8], ['RA', '16OV', 0.0063, 0.5], ['STIA', 'TOTAL', 0.019, 0.9],
]
const shareOfList = { TOTAL: 1, '06OV': 0.943, '16OV': 0.832, '17OV': 0.821, '18OV': 0.81, '50OV': 0.4 } as const

export interface Register { group: string; among: string; register: number; patients: number }

/** Registers on 31 March 2025; [] for a code that opened after it. */
export function registersOf(practice: Published): Register[] {
  const list = practice.patients['2025-01']
  if (list === null) return []
  const chance = chancesOf(practice, 3)
  return conditions.map(([group, among, share, byAge]) => {
    const age = Math.max(0.2, 1 + byAge * (practice.ages.over65 / 0.2 - 1))
    return { group, among, register: Math.round(list * share * age * (0.82 + 0.36 * chance())), patients: Math.round(list * shareOfList[among]) }
  })
}

/** The same as shares of the whole list. */
export function prevalenceOf(practice: Published): Practice['prevalence'] {
  const registers = registersOf(practice), list = practice.patients['2025-01']
  return list === null ? null : { asAt: '2025-03-31', registers: Object.fromEntries(registers.map(({ group, register }) => [group, round(register / list, 6)])) }
}

/** What an edition carries of these, without what only the file tells. */
export function figuresOf(practice: Published): Pick<Practice, 'contract' | 'workforce' | 'prevalence'> {
  const told = workforceOf(practice)
  const workforce: Workforce | null = told && { asAt: told.asAt, gpFte: told.gpFte, gpHeads: told.gpHeads, partnersFte: told.partnersFte, nursesFte: told.nursesFte, directCareFte: told.directCareFte, adminFte: told.adminFte, patients: told.patients }
  return { contract: contractOf(practice), workforce, prevalence: prevalenceOf(practice) }
}
