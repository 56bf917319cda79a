import { isRefusal, refuse, type Km, type Patients, type Point, type PracticeCode, type Refusal } from '../words.ts'
import { dayInWords } from './day.ts'
import { kmBetween } from './distance.ts'
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

/** Practices with a point, nearest first, with great-circle km; ties by code. */
export function nearestTo(edition: Edition, point: Point, count: number): { practice: Practice; km: Km }[] {
  return edition.practices.flatMap(practice => practice.point ? [{ practice, km: kmBetween(point, practice.point) }] : [])
    .sort((a, b) => a.km - b.km || (a.practice.code < b.practice.code ? -1 : 1)).slice(0, count)
}

/** Practices standing at the same postcode as this one, itself included: two in a building, or one practice with several codes. */
export function sameRoof(edition: Edition, code: PracticeCode): Practice[] {
  const practice = edition.byCode.get(code)
  return practice ? edition.practices.filter(other => other.postcode === practice.postcode) : []
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
