import { dayInWords } from '../day.ts'
import { EARTH_RADIUS_KM, kmBetween } from '../position/distance.ts'
import type { Area, Edition } from '../position/edition.ts'
import { aboutPatients, percent } from '../position/figures.ts'
import type { Day, Patients, Point, PracticeCode } from '../words.ts'
import { namesOf } from './names.ts'
import { rowsOf, shownCount, SMALLEST_SHOWN, type Flows } from './overlap.ts'
import { reachKm, reachRule } from './reach.ts'
import { practicesOf } from './reasons.ts'
import type { PurposeSet } from './sets.ts'
import type { SketchPurpose } from './sketch.ts'

/** Registered patients by what they have within 15 minutes: gain + lose + same = patients. */
export interface ReachChange {
  /** Whose small area has a known middle, at a practice with a known site of its own. */
  patients: Patients
  /** Within 15 minutes of a site of their own practice, as now. */
  today: Patients
  /** Within 15 minutes of a site that would offer it to them. */
  offered: Patients
  /** Beyond 15 minutes of their own practice's sites, within 15 of one that would offer it. */
  gain: Patients
  /** Within 15 minutes of their own practice, and of no site that would offer it. */
  lose: Patients
  same: Patients
  /** Counted nowhere else: small area not known or without a middle, or practice without a known site. */
  unplaced: Patients
}

/** Where people live, as far as it is published. The unknown are part of `patients` and of neither share. */
export interface LivingWhere {
  patients: Patients
  /** In the most deprived fifth of small areas in England: deciles 1 and 2. */
  deprived: Patients
  deprivationUnknown: Patients
  rural: Patients
  ruralUnknown: Patients
}

export interface ServiceReach {
  /** Day of the registrations by small area. */
  asAt: Day
  all: ReachChange
  /** Practices of the area with registrations by small area, ascending by code. */
  practices: (ReachChange & { code: PracticeCode })[]
  losing: LivingWhere
  everybody: LivingWhere
  /** Practices of the area none of whose own set would offer it, ascending by code. */
  nowhere: PracticeCode[]
  /** Practices named for their sites of which no site has a known place, ascending by code. */
  withoutPoint: PracticeCode[]
  /** First what can be done, then who loses; small counts are not said. */
  sentences: string[]
}

/**
 * Patients' own distance to where a thing would be offered: within their own practice's set only, by the rule of reach.ts, beside their distance to
 * their own practice now. A practice's sites are its postcode point and its branches' points. A practice in several sets may use them all; one in no set
 * has only itself. null where nobody said which sites would offer it, or where no registrations by small area are loaded.
 */
export function serviceReach(edition: Edition, area: Area, sets: readonly Pick<PurposeSet, 'members'>[], purpose: Pick<SketchPurpose, 'what' | 'sites'>): ServiceReach | null {
  const flows = edition.flows
  if (flows === null || purpose.sites.length === 0) return null
  const offering = new Set(purpose.sites)
  const all = noChange(), losing = nobody(), everybody = nobody()
  const practices: ServiceReach['practices'] = [], nowhere: PracticeCode[] = []
  const within = setsWithin(edition, flows, sets, offering)
  for (const { code } of practicesOf(edition, area.members).toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const isOffered = within(code)
    if (isOffered === null) nowhere.push(code)
    const change = { code, ...noChange() }
    const { from, to } = rowsOf(flows, code)
    if (from === to) continue
    const own = sitePoints(edition, code)
    for (let row = from; row < to; row++) {
      const at = flows.smallArea[row]!, people = flows.patients[row]!
      const home = homeOf(edition, at)
      if (home === null || own.length === 0) { change.unplaced += people; continue }
      const isNear = isWithin(home, own), wouldBe = isOffered !== null && isOffered(at)
      change.patients += people
      if (isNear) change.today += people
      if (wouldBe) change.offered += people
      const kind = isNear === wouldBe ? 'same' : wouldBe ? 'gain' : 'lose'
      change[kind] += people
      count(edition, everybody, at, people)
      if (kind === 'lose') count(edition, losing, at, people)
    }
    practices.push(change)
    for (const figure of Object.keys(all) as (keyof ReachChange)[]) all[figure] += change[figure]
  }
  const withoutPoint = practicesOf(edition, [...offering]).flatMap((practice) => (sitePoints(edition, practice.code).length === 0 ? [practice.code] : [])).sort()
  const facts = { asAt: flows.asAt, all, practices, losing, everybody, nowhere, withoutPoint }
  return { ...facts, sentences: sentencesOf(edition, purpose.what, facts) }
}

/** Where a practice sees patients: its own postcode point, then its branches', those that have one. */
export function sitePoints(edition: Edition, code: PracticeCode): Point[] {
  const practice = edition.byCode.get(code)
  return practice === undefined ? [] : [practice.point, ...practice.branches.map((branch) => branch.point)].filter((point) => point !== null)
}

/** No place within reach is farther north or south than this, degrees; the little more is for rounding. */
const reachDegrees = (reachKm / EARTH_RADIUS_KM) * (180 / Math.PI) + 1e-9

function isWithin(home: Point, sites: readonly Point[]): boolean {
  return sites.some((site) => Math.abs(home.lat - site.lat) <= reachDegrees && kmBetween(home, site) <= reachKm)
}

/** The middle of a small area; null where it is not known. */
function homeOf(edition: Edition, at: number): Point | null {
  const lat = edition.smallAreaLat[at] ?? NaN, lon = edition.smallAreaLon[at] ?? NaN
  return Number.isNaN(lat) || Number.isNaN(lon) ? null : { lat, lon }
}

/** For a practice, whether a small area is near a site that would offer it to that practice's patients; null where none would. Worked out once for each set. */
function setsWithin(edition: Edition, flows: Flows, sets: readonly Pick<PurposeSet, 'members'>[], offering: ReadonlySet<PracticeCode>): (code: PracticeCode) => ((at: number) => boolean) | null {
  const nearOf = (members: readonly PracticeCode[]) => {
    const sites = members.filter((code) => offering.has(code)).flatMap((code) => sitePoints(edition, code))
    if (sites.length === 0) return null
    const known = new Int8Array(flows.smallAreas.length).fill(-1)
    return (at: number) => {
      if (known[at] === -1) known[at] = isWithin(homeOf(edition, at)!, sites) ? 1 : 0
      return known[at] === 1
    }
  }
  const bySet = sets.map((set) => ({ members: new Set(set.members), near: nearOf(set.members) }))
  return (code) => {
    const mine = bySet.filter((set) => set.members.has(code))
    const near = (mine.length === 0 ? [nearOf([code])] : mine.map((set) => set.near)).filter((each) => each !== null)
    return near.length === 0 ? null : (at) => near.some((each) => each(at))
  }
}

const noChange = (): ReachChange => ({ patients: 0, today: 0, offered: 0, gain: 0, lose: 0, same: 0, unplaced: 0 })
const nobody = (): LivingWhere => ({ patients: 0, deprived: 0, deprivationUnknown: 0, rural: 0, ruralUnknown: 0 })

function count(edition: Edition, to: LivingWhere, at: number, people: Patients): void {
  const decile = edition.smallAreaDecile[at] ?? 0, rural = edition.smallAreaRural[at] ?? -1
  to.patients += people
  if (decile === 0) to.deprivationUnknown += people
  else if (decile <= 2) to.deprived += people
  if (rural < 0) to.ruralUnknown += people
  else if (rural === 1) to.rural += people
}

/** A share of people as a page may show it: a per cent, 'fewer than 5' where so few are part of it, '–' where fewer than 5 are asked about. */
export function shownShare(part: Patients, whole: Patients): string {
  if (whole < SMALLEST_SHOWN) return '–'
  return part < SMALLEST_SHOWN ? shownCount(part) : percent(part / whole)
}

/** The rule of the distance, for a page: 'a straight line made 1.3 times longer, at 40 km/h'. */
export const reachSays = `within ${reachRule.minutes} minutes: a straight line from the middle of the small area, made ${reachRule.roadFactor} times longer for roads, at ${reachRule.kmPerHour} km/h`

function sentencesOf(edition: Edition, what: string, { asAt, all, losing, everybody, nowhere, withoutPoint }: Omit<ServiceReach, 'sentences'>): string[] {
  const sentences: string[] = []
  if (withoutPoint.length > 0) sentences.push(`We do not know where ${namesOf(edition, withoutPoint)} ${withoutPoint.length === 1 ? 'is' : 'are'}, so nobody is counted as near ${withoutPoint.length === 1 ? 'it' : 'them'}.`)
  if (nowhere.length > 0) sentences.push(`No site would offer it to patients of ${namesOf(edition, nowhere)}.`)
  sentences.push(`${shownShare(all.offered, all.patients)} of patients live within ${reachRule.minutes} minutes of a site that would offer them “${what}”; ${shownShare(all.today, all.patients)} live within ${reachRule.minutes} minutes of their own practice today.`)
  sentences.push(`${capital(aboutPatients(all.gain))} who live farther than that from their own practice would be within reach. ${capital(aboutPatients(all.lose))} who live within reach of their own practice would not.`)
  if (losing.patients >= SMALLEST_SHOWN) {
    sentences.push(compared('in the most deprived fifth of small areas', losing.deprived, losing.patients - losing.deprivationUnknown, everybody.deprived, everybody.patients - everybody.deprivationUnknown, losing.deprivationUnknown, 'deprivation'))
    sentences.push(compared('in the country by the official class', losing.rural, losing.patients - losing.ruralUnknown, everybody.rural, everybody.patients - everybody.ruralUnknown, losing.ruralUnknown, 'rural or urban class'))
  }
  if (all.unplaced > 0) sentences.push(`${capital(aboutPatients(all.unplaced))} patients are not counted: we do not know the middle of their small area, or where their practice is.`)
  return [...sentences, `Registrations by small area of ${dayInWords(asAt)}.`]
}

/** 'Of those who would not, 31 % live …, beside 12 % of all patients.' */
function compared(where: string, part: Patients, known: Patients, allPart: Patients, allKnown: Patients, unknown: Patients, figure: string): string {
  if (known < SMALLEST_SHOWN) return `Whether those who would lose it live ${where} is not known here.`
  const missing = unknown > 0 ? ` For ${aboutPatients(unknown)} of them the ${figure} is not known.` : ''
  return `Of those who would not, ${shownShare(part, known)} live ${where}, beside ${shownShare(allPart, allKnown)} of all patients.${missing}`
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
