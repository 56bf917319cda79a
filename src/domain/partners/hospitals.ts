import type { Edition } from '../position/edition.ts'
import { dayInWords } from '../day.ts'
import { refuse, type Day, type Patients, type PracticeCode, type Refusal } from '../words.ts'
import { fieldsOf } from './csv.ts'
import { listed, namesOf } from './names.ts'
import { patientsOf, practicesOf } from './reasons.ts'
import type { Hospitals, SketchStep } from './sketch.ts'

/** No published file says where a practice's patients are sent, so the maker of a sketch types each practice's main hospitals. Said wherever they are used. */
export function typedSays(on: Day | null, by = 'the maker of this sketch'): string {
  return `Typed by ${by}${on === null ? '' : ` on ${dayInWords(on)}`}; not published figures.`
}

export type HospitalKind = keyof Hospitals

/** A hospital as these practices name it, spelled as it was first, by code. */
export interface Sending { hospital: string; practices: PracticeCode[]; patients: Patients }

/** Where the practices of a group mainly send, by kind of hospital. */
export interface GroupHospitals {
  id: string
  /** Most patients first. */
  acute: Sending[]
  community: Sending[]
  notTyped: Readonly<Record<HospitalKind, PracticeCode[]>>
  /** 'A would send to two acute hospitals: …'; [] where nothing was typed. */
  sentences: string[]
}

/** One hospital across the sketch. */
export interface HospitalAcross extends Sending {
  /** Letters of groups with a practice that sends there, and null for practices in none, in the order of the groups. */
  groups: { id: string | null; patients: Patients }[]
}

export interface HospitalsOfStep {
  groups: GroupHospitals[]
  acute: HospitalAcross[]
  community: HospitalAcross[]
  /** Letters of groups that would send to more than one. */
  divided: Readonly<Record<HospitalKind, string[]>>
  /** Practices for which neither was typed, ascending by code. */
  notTyped: PracticeCode[]
}

/** What the typed hospitals say of a step: by group, and by hospital across the area. `members` are the practices of the area. */
export function hospitalsOf(edition: Edition, members: readonly PracticeCode[], step: Pick<SketchStep, 'groups'>, typed: Readonly<Record<PracticeCode, Hospitals>>): HospitalsOfStep {
  const codes = practicesOf(edition, members).map((practice) => practice.code).sort()
  const spelling = { acute: spellings(codes.flatMap((code) => typed[code]?.acute ?? [])), community: spellings(codes.flatMap((code) => typed[code]?.community ?? [])) }
  const sending = (kind: HospitalKind, from: readonly PracticeCode[]) => sendingOf(edition, from, (code) => typed[code]?.[kind] ?? null, spelling[kind])
  const missing = (kind: HospitalKind, from: readonly PracticeCode[]) => from.filter((code) => isNotTyped(typed[code]?.[kind]))
  const groups = step.groups.map(({ id, members: all }): GroupHospitals => {
    const inside = practicesOf(edition, all).map((practice) => practice.code).sort()
    const found = { id, acute: sending('acute', inside), community: sending('community', inside), notTyped: { acute: missing('acute', inside), community: missing('community', inside) } }
    return { ...found, sentences: sentencesOf(edition, found) }
  })
  const across = (kind: HospitalKind) => sending(kind, codes).map((each): HospitalAcross => {
    const there = new Set(each.practices), grouped = new Set(step.groups.flatMap((group) => group.members))
    const parts = [...step.groups.map(({ id, members: all }) => ({ id: id as string | null, codes: all.filter((code) => there.has(code)) })), { id: null, codes: each.practices.filter((code) => !grouped.has(code)) }]
    return { ...each, groups: parts.filter((part) => part.codes.length > 0).map(({ id, codes: some }) => ({ id, patients: patientsOf(edition, some) })) }
  })
  const divided = (kind: HospitalKind) => groups.filter((group) => group[kind].length > 1).map((group) => group.id)
  return {
    groups, acute: across('acute'), community: across('community'), divided: { acute: divided('acute'), community: divided('community') },
    notTyped: codes.filter((code) => isNotTyped(typed[code]?.acute) && isNotTyped(typed[code]?.community)),
  }
}

function sendingOf(edition: Edition, codes: readonly PracticeCode[], hospitalOf: (code: PracticeCode) => string | null, spelled: ReadonlyMap<string, string>): Sending[] {
  const by = new Map<string, PracticeCode[]>()
  for (const code of codes) {
    const key = plainly(hospitalOf(code) ?? '')
    if (key !== '') by.set(key, [...(by.get(key) ?? []), code])
  }
  return [...by].map(([key, practices]) => ({ hospital: spelled.get(key)!, practices, patients: patientsOf(edition, practices) }))
    .sort((a, b) => b.patients - a.patients || (a.hospital < b.hospital ? -1 : 1))
}

function sentencesOf(edition: Edition, group: Omit<GroupHospitals, 'sentences'>): string[] {
  const sentences: string[] = []
  for (const kind of ['acute', 'community'] as const) {
    const sending = group[kind], missing = group.notTyped[kind]
    if (sending.length > 1) sentences.push(`${group.id} would send to ${sending.length} ${kind} hospitals: ${sending.map((each) => `${each.hospital} (${namesOf(edition, each.practices, 3)})`).join('; ')}.`)
    else if (sending.length === 1) sentences.push(missing.length === 0 ? `All of ${group.id} sends mainly to ${sending[0]!.hospital}.` : `All of ${group.id} that was typed sends mainly to ${sending[0]!.hospital}.`)
    if (sending.length > 0 && missing.length > 0) sentences.push(`No ${kind} hospital was typed for ${namesOf(edition, missing)}.`)
  }
  return sentences
}

/** Whether two spellings mean one hospital: case, spaces, full stops and the like, 'the', and '&' for 'and' make no difference. */
export function isSameHospital(a: string, b: string): boolean {
  return plainly(a) === plainly(b)
}

/** What all spellings of a hospital have in common; empty where none was typed. */
export function plainly(name: string): string {
  const plain = name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('&', ' and ').replace(/['’`]/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
    .split(' ').filter((word) => word !== 'the').join(' ')
  return ['none', 'n a', 'na', 'not known', 'unknown'].includes(plain) ? '' : plain
}

const isNotTyped = (name: string | null | undefined) => plainly(name ?? '') === ''

/** The first spelling of each. */
function spellings(names: readonly string[]): Map<string, string> {
  const first = new Map<string, string>()
  for (const name of names) if (!first.has(plainly(name))) first.set(plainly(name), name.trim().replace(/\s+/g, ' '))
  return first
}

/**
 * Hospitals typed so far, with more typed now: what is named now replaces what was, an empty name clears it, and a hospital already named keeps its first
 * spelling. A practice with neither is dropped.
 */
export function withHospitals(before: Readonly<Record<PracticeCode, Hospitals>>, more: Readonly<Record<PracticeCode, Hospitals>>): Record<PracticeCode, Hospitals> {
  const codes = [...new Set([...Object.keys(before).sort(), ...Object.keys(more)])]
  const all = (kind: HospitalKind) => spellings([...Object.keys(before).sort().map((code) => before[code]![kind] ?? ''), ...Object.values(more).map((each) => each[kind] ?? '')])
  const spelled = { acute: all('acute'), community: all('community') }
  const after: Record<PracticeCode, Hospitals> = {}
  for (const code of codes) {
    const typed = more[code] ?? before[code]!
    const named = (kind: HospitalKind) => (isNotTyped(typed[kind]) ? null : spelled[kind].get(plainly(typed[kind]!))!)
    const hospitals = { acute: named('acute'), community: named('community') }
    if (hospitals.acute !== null || hospitals.community !== null) after[code] = hospitals
  }
  return after
}

export const longestHospital = 100
const MOST_SHOWN = 10
const SOURCE = 'Hospitals of a sketch: practice_code, acute hospital, community hospital'

/**
 * Hospitals as pasted from a spreadsheet or a letter: one practice a line, its code, its acute hospital and its community hospital, with commas or tabs
 * between, quotes where a name holds a comma; a heading line and empty lines are passed over, and either hospital may be left empty.
 * All or nothing: a refusal for each bad line, by its number, `MOST_SHOWN` of them at most.
 */
export function readHospitals(text: string, members: readonly PracticeCode[]): { typed: Record<PracticeCode, Hospitals> } | { refusals: Refusal[] } {
  const here = new Set(members), typed: Record<PracticeCode, Hospitals> = {}, at = new Map<PracticeCode, number>(), refusals: Refusal[] = []
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const fields = fieldsOf(line)
    const no = (code: string, why: string) => refusals.push(refuse(code, `Line ${index + 1}: ${why}`, SOURCE))
    if (fields === null) { no('quote-not-closed', 'a quotation mark is opened and never closed.'); continue }
    if (fields.every((field) => field === '') || isHeading(fields, here)) continue
    const code = fields[0]!.toUpperCase(), [, acute = '', community = '', ...extra] = fields
    const earlier = at.get(code)
    if (!here.has(code)) no('not-in-sketch', `${code === '' ? 'there is no practice code' : `${code.slice(0, 12)} is not a practice of this sketch`}.`)
    else if (earlier !== undefined) no('practice-twice', `${code} stands on line ${earlier} already.`)
    else if (extra.some((field) => field !== '')) no('too-many-columns', `expected a code and two hospitals, found ${fields.length} columns. Put quotes round a name that holds a comma.`)
    else if (isNotTyped(acute) && isNotTyped(community)) no('no-hospital', `no hospital is named for ${code}.`)
    else if (Math.max(acute.length, community.length) > longestHospital) no('long-name', `a hospital’s name may have ${longestHospital} letters.`)
    else typed[code] = { acute: isNotTyped(acute) ? null : acute, community: isNotTyped(community) ? null : community }
    if (!at.has(code)) at.set(code, index + 1)
  }
  if (refusals.length === 0 && at.size === 0) refusals.push(refuse('nothing-typed', 'Type or paste at least one line: a practice code and its hospitals.', SOURCE))
  if (refusals.length === 0) return { typed }
  const more = refusals.length - MOST_SHOWN
  return { refusals: more > 0 ? [...refusals.slice(0, MOST_SHOWN), refuse('more-lines', `And ${more} more ${more === 1 ? 'line' : 'lines'} we could not use.`, SOURCE)] : refusals }
}

function isHeading(fields: readonly string[], here: ReadonlySet<PracticeCode>): boolean {
  return !here.has(fields[0]!.toUpperCase()) && /^(?:practice[ _]?)?code$|^practice$/i.test(fields[0]!)
}

/** Groups that would send to more than one hospital of a kind, for the head of a page; null where none would. */
export function dividedSays({ divided }: Pick<HospitalsOfStep, 'divided'>): string | null {
  const parts = (['acute', 'community'] as const).flatMap((kind) => {
    const letters = divided[kind]
    return letters.length === 0 ? [] : [`${letters.length === 1 ? 'group' : 'groups'} ${listed(letters)} would send to more than one ${kind} hospital`]
  })
  return parts.length === 0 ? null : `By what was typed, ${parts.join(', and ')}.`
}
