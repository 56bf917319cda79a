import type { Edition, Practice } from './edition.ts'
import { median, patientsPerGp, patientsPerNurse } from './staff.ts'

/**
 * Practices like this one: those of the same edition at the least distance from it. After the Department for Education's benchmarking tool, which compares
 * a school with the thirty most like it rather than with all (Financial Benchmarking and Insights Tool); which figures make practices alike is the LMC's
 * list: "remoteness/rurality, dispensing", "age profile, health needs, levels of deprivation" (source 004).
 *
 * Each factor is a difference in units of its own. One unit is about one standard deviation among England's practices, January 2026: a list twice as
 * long (the standard deviation is 0.86 of a doubling), 8 points in the share aged 65 or over, 12 points of deprivation score. A difference of kind (rural
 * or urban, dispensing or not) counts one unit; another contract counts half, because a GMS and a PMS practice do much the same work.
 */
const FACTORS = {
  list: (a, b) => a.patients > 0 && b.patients > 0 ? Math.abs(Math.log2(a.patients) - Math.log2(b.patients)) : null,
  ages: (a, b) => a.ages && b.ages ? Math.abs(a.ages.over65 - b.ages.over65) / 0.08 : null,
  deprivation: (a, b) => a.deprivation && b.deprivation ? Math.abs(a.deprivation.score - b.deprivation.score) / 12 : null,
  rurality: (a, b) => differ(a.contract?.rurality, b.contract?.rurality, 1),
  dispensing: (a, b) => differ(a.contract?.isDispensing, b.contract?.isDispensing, 1),
  contract: (a, b) => differ(contractType(a), contractType(b), 0.5),
} satisfies Record<string, (a: Practice, b: Practice) => number | null>

export type Factor = keyof typeof FACTORS
const names = Object.keys(FACTORS) as Factor[]

function differ<T>(a: T | null | undefined, b: T | null | undefined, units: number): number | null {
  return (a ?? null) === null || (b ?? null) === null ? null : a === b ? 0 : units
}

/** The type as published; null where the publisher writes that it does not know. */
export function contractType({ contract }: Practice): string | null {
  return contract && contract.type !== '' && !/^unknown$/i.test(contract.type) ? contract.type : null
}

/** Which figures are known of a practice. */
export function factorsOf(practice: Practice): Factor[] {
  return names.filter(name => FACTORS[name](practice, practice) !== null)
}

/**
 * How unlike two practices are: the root mean square of their differences over the factors known of both, with how many those are. 0 for a practice and
 * itself; the same both ways. A factor that is not known of one of them is left out.
 */
export function unlikeness(a: Practice, b: Practice): { distance: number; factors: number } {
  let sum = 0, factors = 0
  for (const name of names) {
    const units = FACTORS[name](a, b)
    if (units === null) continue
    sum += units * units
    factors++
  }
  return { distance: factors === 0 ? Infinity : Math.sqrt(sum / factors), factors }
}

export interface Peers {
  /** Most alike first; ties by code. The practice itself is not among them. */
  practices: Practice[]
  /** What they were compared on: the figures known of the practice itself. */
  factors: Factor[]
}

/** Twenty or so: enough for a middle that one odd practice does not move, few enough to be like. */
const PEERS = 20

/**
 * The `count` practices most like this one. A practice of which a figure is missing that this one has comes after all that have it: on fewer figures any two are alike.
 * Goes through the edition's figures laid out in columns and leaves a practice as soon as it is too far; `unlikeness` is the plain rule it is held to.
 */
export function practicesLike(edition: Edition, practice: Practice, count = PEERS): Peers {
  const own = columnsOf({ practices: [practice] }).map(({ figures }) => figures[0]!), all = columnsFor(edition), kept: Compared[] = []
  const most = own.filter(figure => !Number.isNaN(figure)).length
  /** A practice whose squares add up to more comes after all that are kept, whatever is still to be compared; a hair more than exact, for rounding. */
  let tooMuch = Infinity
  for (let i = 0; i < edition.practices.length; i++) {
    let sum = 0, factors = 0
    for (let k = 0; k < all.length && sum <= tooMuch; k++) {
      const { isKind, unit, figures } = all[k]!, apart = Math.abs(own[k]! - figures[i]!) // NaN where one of the two is not known
      if (Number.isNaN(apart)) continue
      const units = isKind ? (apart === 0 ? 0 : unit) : apart / unit
      sum += units * units
      factors++
    }
    if (sum > tooMuch) continue
    const one = { other: edition.practices[i]!, distance: factors === 0 ? Infinity : Math.sqrt(sum / factors), factors }
    if (one.other.code === practice.code || (kept.length === count && !isBefore(one, kept[count - 1]!))) continue
    let at = kept.length
    while (at > 0 && isBefore(one, kept[at - 1]!)) at--
    kept.splice(at, 0, one)
    if (kept.length > count) kept.pop()
    const last = kept[count - 1]
    if (last && last.factors === most) tooMuch = last.distance ** 2 * most * (1 + 1e-9)
  }
  return { practices: kept.map(({ other }) => other), factors: factorsOf(practice) }
}

/** One factor of many practices: an amount counts in its unit, a difference of kind counts `unit` (kinds as numbers). NaN where it is not known. */
interface Column { isKind: boolean; unit: number; figures: Float64Array }

const columns = new WeakMap<Edition, Column[]>()

function columnsFor(edition: Edition): Column[] {
  const known = columns.get(edition) ?? columnsOf(edition)
  columns.set(edition, known)
  return known
}

const contractTypes: string[] = []

/** The factors of `FACTORS`, in their order and units. */
function columnsOf({ practices }: Pick<Edition, 'practices'>): Column[] {
  const column = (isKind: boolean, unit: number, of: (practice: Practice) => number | null | undefined): Column => ({ isKind, unit, figures: Float64Array.from(practices, practice => of(practice) ?? NaN) })
  const numbered = (type: string | null) => {
    if (type === null) return null
    if (!contractTypes.includes(type)) contractTypes.push(type)
    return contractTypes.indexOf(type)
  }
  const asNumber = (is: boolean | null | undefined) => (is === null || is === undefined ? null : Number(is))
  return [
    column(false, 1, ({ patients }) => (patients > 0 ? Math.log2(patients) : null)),
    column(false, 0.08, ({ ages }) => ages?.over65),
    column(false, 12, ({ deprivation }) => deprivation?.score),
    column(true, 1, ({ contract }) => (contract?.rurality ? Number(contract.rurality === 'rural') : null)),
    column(true, 1, ({ contract }) => asNumber(contract?.isDispensing)),
    column(true, 0.5, practice => numbered(contractType(practice))),
  ]
}

type Compared = { other: Practice; distance: number; factors: number }

function isBefore(a: Compared, b: Compared): boolean {
  return (b.factors - a.factors || a.distance - b.distance || (a.other.code < b.other.code ? -1 : 1)) < 0
}

/** A figure that practices are seen beside each other on. */
export type PeerFigure = 'patients' | 'over65' | 'deprivation' | 'patientsPerGp' | 'patientsPerNurse' | 'need'

const FIGURES: Record<PeerFigure, (practice: Practice) => number | null> = {
  patients: practice => practice.patients,
  over65: practice => practice.ages?.over65 ?? null,
  deprivation: practice => practice.deprivation?.score ?? null,
  patientsPerGp,
  patientsPerNurse,
  need: ({ contract }) => contract?.weightedPatients && contract.registeredPatients ? contract.weightedPatients / contract.registeredPatients : null,
}

/** The middle of fewer would come near to one practice's own figure. */
export const FEWEST = 5

export interface Beside {
  figure: PeerFigure
  /** null where it is not known of the practice. */
  own: number | null
  /** The middle of those of its peers of which it is known; null where that is fewer than five. */
  middle: number | null
  /** Of how many peers it is known. */
  known: number
}

/** This practice's figures beside the middle of those like it, in a fixed order; figures that nothing is known of are left out. */
export function besidePeers(practice: Practice, peers: Peers): Beside[] {
  return (Object.keys(FIGURES) as PeerFigure[]).flatMap(figure => {
    const values = peers.practices.flatMap(other => FIGURES[figure](other) ?? [])
    const own = FIGURES[figure](practice), middle = values.length < FEWEST ? null : median(values)
    return own === null && middle === null ? [] : [{ figure, own, middle, known: values.length }]
  })
}
