import type { Day, Km, Patients, PracticeCode } from '../words.ts'
import type { Edition } from '../position/edition.ts'
import { kmBetween } from '../position/distance.ts'
import { rowsOf, type Flows } from './overlap.ts'

/** How patients' own distance is reckoned: a straight line made longer by a usual factor for roads, at one speed. Said on every page that uses it. */
export const reachRule = { minutes: 15, roadFactor: 1.3, kmPerHour: 40 } as const

/** Straight-line kilometres that count as within reach: 15 minutes at 40 km/h is 10 km of road, 7.69 km in a straight line. */
export const reachKm: Km = ((reachRule.minutes / 60) * reachRule.kmPerHour) / reachRule.roadFactor

export interface Reach {
  /** Registered patients whose small area has a known middle. */
  patients: Patients
  /** Of those, who live within 15 minutes of a site of a practice in their own group. */
  within: Patients
  /** Straight-line mean from the small area's middle to the nearest such site; NaN with nobody counted. */
  meanKm: Km
  /** Registered patients whose small area is not known or has no middle, or whose group has no site with a place. */
  unplaced: Patients
}

export interface PlanReach extends Reach {
  /** Day of the registrations by small area. */
  asAt: Day
  /** In the order of the groups asked for. */
  groups: Reach[]
}

/**
 * Patients' own distance to the nearest site of their group: small-area registrations × distance from the small area's middle.
 * One site per practice, its postcode point. Null where no registrations by small area are loaded.
 */
export function patientsReach(edition: Edition, groups: readonly (readonly PracticeCode[])[]): PlanReach | null {
  const flows = edition.flows
  if (flows === null) return null
  const reaches = groups.map((members) => reachOf(edition, flows, members))
  const sum = (pick: (reach: Reach) => number) => reaches.reduce((total, reach) => total + pick(reach), 0)
  const patients = sum((reach) => reach.patients)
  return {
    asAt: flows.asAt, groups: reaches, patients, within: sum((reach) => reach.within), unplaced: sum((reach) => reach.unplaced),
    meanKm: sum((reach) => (reach.patients > 0 ? reach.meanKm * reach.patients : 0)) / patients,
  }
}

function reachOf(edition: Edition, flows: Flows, members: readonly PracticeCode[]): Reach {
  return counted(flows, members, nearestSite(edition, members))
}

/** For each small area the straight-line kilometres to the nearest of these practices' sites, worked out once for each area; NaN where its middle or every site is unknown. */
function nearestSite(edition: Edition, members: readonly PracticeCode[]): (area: number) => Km {
  const sites = members.map((code) => edition.byCode.get(code)?.point ?? null).filter((point) => point !== null)
  const known = new Map<number, Km>()
  return (area) => {
    let km = known.get(area)
    if (km === undefined) {
      const home = { lat: edition.smallAreaLat[area] ?? NaN, lon: edition.smallAreaLon[area] ?? NaN }
      km = sites.length === 0 ? NaN : sites.reduce((least, site) => Math.min(least, kmBetween(home, site)), Infinity)
      known.set(area, km)
    }
    return km
  }
}

/** The patients of these practices by their distance, small area by small area. */
function counted(flows: Flows, practices: readonly PracticeCode[], kmFrom: (area: number) => Km): Reach {
  const byArea = new Map<number, number>()
  for (const code of practices) {
    const rows = rowsOf(flows, code)
    for (let row = rows.from; row < rows.to; row++) {
      const area = flows.smallArea[row]!
      byArea.set(area, (byArea.get(area) ?? 0) + flows.patients[row]!)
    }
  }
  let placed = 0
  let within = 0
  let personKm = 0
  let unplaced = 0
  for (const [area, patients] of byArea) {
    const km = kmFrom(area)
    if (Number.isNaN(km)) { unplaced += patients; continue }
    placed += patients
    personKm += patients * km
    if (km <= reachKm) within += patients
  }
  return { patients: placed, within, meanKm: personKm / placed, unplaced }
}

/** The same practice by practice: each one's own patients to the nearest site of its group, by code. Summed over a group it is that group's `patientsReach`. */
export function reachByPractice(edition: Edition, groups: readonly (readonly PracticeCode[])[]): Map<PracticeCode, Reach> | null {
  const flows = edition.flows
  if (flows === null) return null
  return new Map(groups.flatMap((members) => {
    const kmFrom = nearestSite(edition, members)
    return members.map((code) => [code, counted(flows, [code], kmFrom)] as const)
  }))
}

/** Everybody registered anywhere, by small area; worked out once for each set of flows. */
const totals = new WeakMap<Flows, Float64Array>()

function totalOf(flows: Flows): Float64Array {
  const known = totals.get(flows)
  if (known !== undefined) return known
  const total = new Float64Array(flows.smallAreas.length)
  for (let row = 0; row < flows.patients.length; row++) total[flows.smallArea[row]!]! += flows.patients[row]!
  totals.set(flows, total)
  return total
}

/**
 * For each small area the group where most of its registered people are, as an index into `groups`: −1 where more of them are registered outside
 * all these groups together than in any one of them, or nobody is. Ties go to the earlier group.
 */
export function groupOfSmallAreas(flows: Flows, groups: readonly (readonly PracticeCode[])[]): Int32Array {
  const total = totalOf(flows)
  const best = new Float64Array(flows.smallAreas.length)
  const inside = new Float64Array(flows.smallAreas.length)
  const owner = new Int32Array(flows.smallAreas.length).fill(-1)
  const sum = new Float64Array(flows.smallAreas.length)
  for (const [index, members] of groups.entries()) {
    const touched: number[] = []
    for (const code of members) {
      const rows = rowsOf(flows, code)
      for (let row = rows.from; row < rows.to; row++) {
        const area = flows.smallArea[row]!
        if (sum[area] === 0) touched.push(area)
        sum[area]! += flows.patients[row]!
      }
    }
    for (const area of touched) {
      inside[area]! += sum[area]!
      if (sum[area]! > best[area]!) { best[area] = sum[area]!; owner[area] = index }
      sum[area] = 0
    }
  }
  for (let area = 0; area < owner.length; area++) if (total[area]! - inside[area]! > best[area]!) owner[area] = -1
  return owner
}
