import type { Area, Edition } from '../position/edition.ts'
import { aboutPatients, percent, withComma } from '../position/figures.ts'
import type { Patients, PracticeCode } from '../words.ts'
import { listed, namesOf } from './names.ts'
import { largestOf, patientsOf, practicesOf } from './reasons.ts'
import type { Level, SketchPurpose, SketchStep } from './sketch.ts'

/** Practices that would do one thing with each other. */
export interface PurposeSet {
  /** Letter of the group, or of the larger group; null where the set is no group of the sketch. */
  id: string | null
  /** Ascending by code. */
  members: PracticeCode[]
  patients: Patients
  /** Whether the patients needed for one are there; null where nobody said how many. */
  isEnough: boolean | null
  /** Patients missing for one; 0 where enough, null where nobody said. */
  short: Patients | null
  /** How many of it these patients are enough for; null where nobody said. */
  times: number | null
  largest: { code: PracticeCode; name: string; share: number }
  /** '38,200 of the 30,000 needed.' */
  says: string
}

/** A thing to do together, as one step of a sketch would have it. */
export interface PurposeSets {
  level: Level
  /** In the order of the groups, of the sets named, or of the practices' codes. */
  sets: PurposeSet[]
  /** Practices of the area in no set, or in a set of their own where others would do it together, and too small or not known to be large enough. Said first. */
  withNobody: PracticeCode[]
  /** Registered patients of the area. */
  patients: Patients
  /** Of those, patients of practices in a set that is large enough; null where nobody said how many are needed. */
  covered: Patients | null
  sentences: string[]
}

/**
 * With whom a thing would be done at its level, and whether that is enough. A practice counts towards the area once, whatever sets it is in.
 * Codes these figures do not know are left out; a group in no larger group is in no set at the larger level.
 */
export function setsFor(edition: Edition, area: Area, step: Pick<SketchStep, 'groups' | 'larger'>, purpose: SketchPurpose): PurposeSets {
  const needed = purpose.needs?.patients ?? null
  const sets = drawn(area, step, purpose).flatMap(({ id, members }) => setOf(edition, id, members, needed) ?? [])
  const here = new Set(practicesOf(edition, area.members).map((practice) => practice.code))
  const inSet = new Set(sets.filter((set) => purpose.level === 'alone' || set.members.length > 1 || set.isEnough === true).flatMap((set) => set.members))
  const withNobody = [...here].filter((code) => !inSet.has(code)).sort()
  const patients = patientsOf(edition, [...here])
  const large = new Set(sets.filter((set) => set.isEnough === true).flatMap((set) => set.members).filter((code) => here.has(code)))
  const covered = needed === null ? null : patientsOf(edition, [...large])
  return { level: purpose.level, sets, withNobody, patients, covered, sentences: sentencesOf(edition, area, purpose, sets, withNobody, patients, covered) }
}

function drawn(area: Area, step: Pick<SketchStep, 'groups' | 'larger'>, { level, few }: SketchPurpose): { id: string | null; members: readonly PracticeCode[] }[] {
  switch (level) {
    case 'alone': return area.members.toSorted().map((code) => ({ id: null, members: [code] }))
    case 'few': return few.map((members) => ({ id: null, members }))
    case 'group': return step.groups
    case 'larger': return step.larger.map(({ id, groups }) => ({ id, members: step.groups.filter((group) => groups.includes(group.id)).flatMap((group) => group.members) }))
    case 'all': return [{ id: null, members: area.members }]
  }
}

function setOf(edition: Edition, id: string | null, codes: readonly PracticeCode[], needed: Patients | null): PurposeSet | null {
  const members = practicesOf(edition, [...new Set(codes)]).map((practice) => practice.code).sort()
  const largest = largestOf(edition, members)
  if (largest === null) return null
  const patients = patientsOf(edition, members)
  const short = needed === null ? null : Math.max(0, needed - patients)
  const times = needed === null ? null : Math.floor(patients / needed)
  return {
    id, members, patients, short, times, isEnough: short === null ? null : short === 0,
    largest: { code: largest.practice.code, name: largest.practice.name, share: largest.share },
    says: saysOf(patients, needed, short, times),
  }
}

function saysOf(patients: Patients, needed: Patients | null, short: Patients | null, times: number | null): string {
  if (needed === null || short === null || times === null) return `${aboutPatients(patients)} patients.`
  const of = `${aboutPatients(patients)} of the ${aboutPatients(needed)} needed`
  if (short > 0) return `${of}: short by ${aboutPatients(short)}.`
  return times > 1 ? `${of}: enough for ${times}.` : `${of}.`
}

const MOST_LETTERS = 12

/** Who has nobody first; then how many sets are large enough and the share of the area they cover. */
function sentencesOf(edition: Edition, area: Area, purpose: SketchPurpose, sets: PurposeSet[], withNobody: PracticeCode[], patients: Patients, covered: Patients | null): string[] {
  const sentences: string[] = []
  if (withNobody.length > 0) sentences.push(`${namesOf(edition, withNobody)} ${withNobody.length === 1 ? 'has' : 'have'} nobody to do this with.`)
  if (sets.length === 0) return [...sentences, nobodyDrew[purpose.level]]
  if (purpose.needs === null || covered === null) return [...sentences, 'Nobody has said how many patients this takes.']
  const large = sets.filter((set) => set.isEnough === true).length
  if (purpose.level === 'all') sentences.push(large === 1 ? `All of ${area.name} together is large enough.` : `All of ${area.name} together is short by ${aboutPatients(sets[0]!.short!)} patients.`)
  else {
    const one = { alone: 'practice', few: 'set', group: 'group', larger: 'larger group' }[purpose.level]
    sentences.push(`${withComma(large)} of ${withComma(sets.length)} ${sets.length === 1 ? one : `${one}s`} ${large === 1 ? 'is' : 'are'} large enough.`)
  }
  sentences.push(covered === patients ? `That covers every registered patient of ${area.name}.` : `That covers ${percent(covered / patients)} of the registered patients of ${area.name}.`)
  const small = sets.flatMap((set) => (set.isEnough === false && set.members.length > 1 && set.id !== null ? [set.id] : []))
  if (purpose.level === 'group' && small.length > 0) sentences.push(`Not large enough: ${small.length === 1 ? 'group' : 'groups'} ${listed(small.length > MOST_LETTERS + 1 ? [...small.slice(0, MOST_LETTERS), `${withComma(small.length - MOST_LETTERS)} more`] : small)}.`)
  return sentences
}

const nobodyDrew: Readonly<Record<Level, string>> = {
  alone: 'There are no practices here.', few: 'Nobody has named the practices that would do this with each other.',
  group: 'This sketch has no groups yet.', larger: 'Nobody has drawn a larger group yet.', all: 'There are no practices here.',
}
