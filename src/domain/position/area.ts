import { isRefusal, refuse, type Km, type Patients, type Point, type PracticeCode, type Refusal } from '../words.ts'
import { dayInWords } from '../day.ts'
import { EARTH_RADIUS_KM, kmBetween } from './distance.ts'
import type { Area, Edition, Practice } from './edition.ts'

const LIST = 'list:'
const MOST_LISTED = 7_000

/**
 * The area a key names: an ICB (QSL or E54…), sub-ICB (11X or E38…), district (E07000246), network (U12345), 'england',
 * or any practices typed by hand as 'list:L85001,L85002' (commas, spaces or new lines between).
 * Refuses a key nothing carries, and a list with a code that is no practice now, naming each and what became of it.
 */
export function areaOf(edition: Edition, key: string): Area | Refusal {
  const typed = key.trim()
  if (typed.toLowerCase().startsWith(LIST)) return listArea(edition, typed.slice(LIST.length))
  const code = typed.toLowerCase() === 'england' ? 'england' : typed.toUpperCase()
  const area = edition.areas.get(code) ?? edition.areas.get(edition.onsCodes?.get(code) ?? '')
  if (area) return area
  if (edition.byCode.has(code)) return refuse('practice-not-area', `${code} is a practice, ${edition.byCode.get(code)!.name}, not an area. Ask for its network, sub-ICB or district.`, editionSource(edition))
  return refuse('unknown-area', `We know no area ${typed || '(nothing typed)'} in the figures of ${dayInWords(edition.asAt)}. Give the code of an ICB (QSL), sub-ICB (11X), district (E07000246) or network (U12345), or england.`, editionSource(edition))
}

function listArea(edition: Edition, typed: string): Area | Refusal {
  const codes = [...new Set(typed.toUpperCase().split(/[\s,;]+/).filter(Boolean))].sort()
  if (!codes.length) return refuse('empty-list', 'The list holds no practice codes. Write codes such as L85001, L85002.', 'Practice codes of the Organisation Data Service')
  if (codes.length > MOST_LISTED) return refuse('long-list', `The list holds ${codes.length} codes; we take at most ${MOST_LISTED}.`, 'Limit of this service')
  const unknown = codes.filter(code => !edition.byCode.has(code))
  if (unknown.length) {
    const named = unknown.slice(0, 10).map(code => unknownCode(edition, code)).join('; ') + (unknown.length > 10 ? `; and ${unknown.length - 10} more` : '')
    return refuse('unknown-practice', `${unknown.length === 1 ? 'One code belongs' : `${unknown.length} codes belong`} to no practice with patients on ${dayInWords(edition.asAt)}: ${named}.`, editionSource(edition))
  }
  const first = edition.byCode.get(codes[0]!)!
  return { kind: 'list', code: LIST + codes.join(','), name: codes.length === 1 ? first.name : `${codes.length} practices you listed`, members: codes }
}

function unknownCode(edition: Edition, code: PracticeCode): string {
  const former = edition.former.get(code)
  if (former) return `${code} (${former.name}, ${former.says})`
  return edition.areas.has(code) ? `${code} (an area, not a practice)` : code
}

function editionSource(edition: Edition): string {
  const list = edition.sources.find(use => use.dataSet === 'list-sizes')?.release
  return list ? `${list.publisher}, ${list.fileName}, ${edition.asAt}` : `Figures for ${edition.asAt}`
}

/** The practices of an area, in its order. */
export function practicesOf(edition: Edition, area: Area): Practice[] {
  return area.members.flatMap(code => edition.byCode.get(code) ?? [])
}

/** What is looked up about where practices stand, worked out once for each edition: editions are never changed once made. */
interface Places {
  /** Practices with a point, from south to north. */
  northwards: (Practice & { point: Point })[]
  /** Their places on a globe of radius 1: x, y and z of each in turn. */
  globe: Float64Array
  byPostcode: Map<string, Practice[]>
}

const places = new WeakMap<Edition, Places>()

function placesOf(edition: Edition): Places {
  let known = places.get(edition)
  if (!known) {
    const northwards = edition.practices.filter((practice): practice is Practice & { point: Point } => practice.point !== null).sort((a, b) => a.point.lat - b.point.lat)
    places.set(edition, known = { northwards, globe: Float64Array.from(northwards.flatMap(({ point }) => onGlobe(point))), byPostcode: Map.groupBy(edition.practices, practice => practice.postcode) })
  }
  return known
}

function onGlobe({ lat, lon }: Point): [number, number, number] {
  const up = (lat * Math.PI) / 180, round = (lon * Math.PI) / 180
  return [Math.cos(up) * Math.cos(round), Math.cos(up) * Math.sin(round), Math.sin(up)]
}

/** A degree of latitude in kilometres, a billionth short, so that rounding never leaves out a practice. */
const KM_PER_DEGREE = ((Math.PI * EARTH_RADIUS_KM) / 180) * (1 - 1e-9)

/**
 * Practices with a point, nearest first, with great-circle km; ties by code. Looks north and south from the point and stops where latitude alone is farther
 * than the last of those found: in England some tens of practices, not six thousand. The straight line through the globe tells most of those from the nearer
 * ones without an angle; whatever may be near is measured by `kmBetween`.
 */
export function nearestTo(edition: Edition, point: Point, count: number): { practice: Practice; km: Km }[] {
  const { northwards, globe } = placesOf(edition), found: { practice: Practice; km: Km }[] = []
  if (count < 1) return found
  const [x, y, z] = onGlobe(point)
  let north = firstNorthOf(northwards, point.lat), south = north - 1, upTo = Infinity, chord = Infinity
  for (;;) {
    const upKm = north < northwards.length ? (northwards[north]!.point.lat - point.lat) * KM_PER_DEGREE : Infinity
    const downKm = south >= 0 ? (point.lat - northwards[south]!.point.lat) * KM_PER_DEGREE : Infinity
    if (Math.min(upKm, downKm) > upTo || (upKm === Infinity && downKm === Infinity)) return found
    const i = upKm <= downKm ? north++ : south--
    if ((globe[3 * i]! - x) ** 2 + (globe[3 * i + 1]! - y) ** 2 + (globe[3 * i + 2]! - z) ** 2 > chord) continue
    const practice = northwards[i]!, km = kmBetween(point, practice.point)
    if (km > upTo) continue
    let at = found.length
    while (at > 0 && (found[at - 1]!.km - km || (found[at - 1]!.practice.code < practice.code ? -1 : 1)) > 0) at--
    found.splice(at, 0, { practice, km })
    if (found.length > count) found.pop()
    if (found.length < count) continue
    upTo = found.at(-1)!.km
    chord = (2 * Math.sin(upTo / 2 / EARTH_RADIUS_KM)) ** 2 * (1 + 1e-9) + 1e-15
  }
}

/** Where the practices at or north of a latitude begin. */
function firstNorthOf(northwards: Places['northwards'], lat: number): number {
  let low = 0, high = northwards.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (northwards[middle]!.point.lat < lat) low = middle + 1
    else high = middle
  }
  return low
}

/** Practices standing at the same postcode as this one, itself included: two in a building, or one practice with several codes. */
export function sameRoof(edition: Edition, code: PracticeCode): Practice[] {
  const practice = edition.byCode.get(code)
  return practice ? [...placesOf(edition).byPostcode.get(practice.postcode) ?? []] : []
}

/** Several codes seen as one practice: sums and weighted means of what is published for each. */
export interface ShownAsOne {
  codes: PracticeCode[]
  names: string[]
  patients: Patients
  /** Distinct places, largest list first. */
  sites: { code: PracticeCode; postcode: string; point: Point | null; patients: Patients }[]
  /** Weighted by list size; null unless known for every code. */
  ages: { under15: number; over65: number } | null
  /** Weighted by list size, the score only: no decile is published for a sum. Null unless known for every code. */
  deprivationScore: number | null
  /** Editions in which every code that has patients now was also on the list. */
  trend: { edition: string; asAt: string; patients: Patients }[]
  networks: string[]
  systems: string[]
}

/** Sums several codes into one view (one partnership, several contracts). Refuses unknown codes by name, as `areaOf` does. */
export function shownAsOne(edition: Edition, codes: readonly PracticeCode[]): ShownAsOne | Refusal {
  const area = listArea(edition, codes.join(','))
  if (isRefusal(area)) return area
  const members = practicesOf(edition, area).sort((a, b) => b.patients - a.patients)
  const patients = members.reduce((sum, member) => sum + member.patients, 0)
  const mean = (of: (member: Practice) => number | undefined) => {
    let sum = 0
    for (const member of members) {
      const value = of(member)
      if (value === undefined) return null
      sum += value * member.patients
    }
    return sum / patients
  }
  const under15 = mean(member => member.ages?.under15), over65 = mean(member => member.ages?.over65)
  return {
    codes: area.members, names: members.map(member => member.name), patients,
    sites: members.map(({ code, postcode, point, patients: size }) => ({ code, postcode, point, patients: size })),
    ages: under15 !== null && over65 !== null ? { under15, over65 } : null,
    deprivationScore: mean(member => member.deprivation?.score),
    trend: (members[0]?.trend ?? []).flatMap(({ edition: name, asAt }) => {
      const sizes = members.map(member => member.trend.find(step => step.edition === name)?.patients)
      return sizes.some(size => size === undefined) ? [] : [{ edition: name, asAt, patients: sizes.reduce<number>((sum, size) => sum + size!, 0) }]
    }),
    networks: distinct(members.map(member => member.network?.name)), systems: distinct(members.map(member => member.system)),
  }
}

function distinct(words: (string | null | undefined)[]): string[] {
  return [...new Set(words.filter((word): word is string => Boolean(word)))].sort()
}

export { findAreas, findPractices, type FoundArea, type FoundPractice } from './find.ts'
