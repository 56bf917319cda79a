import type { Area, Edition, Practice } from '../position/edition.ts'
import { withComma } from '../position/figures.ts'
import { refuse, type Patients, type PracticeCode, type Refusal } from '../words.ts'
import { plainly } from './hospitals.ts'
import { listed } from './names.ts'
import { outerBand, type Band, type Pair, type Plan, type PlanKept } from './plan.ts'
import { bandLimits } from './size-guides.ts'

/** Acute hospitals by code, in whatever spelling they were typed. */
export type TypedHospitals = ReadonlyMap<PracticeCode, string>

/** One way to write what is kept, so that two who keep the same say the same: pairs with the lower code first, everything ascending and once. */
export function keptInOrder({ together, apart, groups }: PlanKept): PlanKept {
  const once = <T extends readonly string[]>(lists: T[]): T[] => [...new Map(lists.map(list => [list.join(), list])).values()].sort((a, b) => (a.join() < b.join() ? -1 : 1))
  const pairs = (given: readonly Pair[]) => once(given.map(([a, b]): Pair => (a < b ? [a, b] : [b, a])))
  return { together: pairs(together), apart: pairs(apart), groups: once(groups.map(members => [...new Set(members)].sort()).filter(members => members.length > 0)) }
}

export const keepsNothing = ({ together, apart, groups }: PlanKept): boolean => together.length + apart.length + groups.length === 0

/** Hospitals typed for these practices, by code ascending; null where none is. */
export function hospitalsTyped(typed: TypedHospitals | undefined, codes: readonly PracticeCode[]): Record<PracticeCode, string> | null {
  const found = codes.toSorted().flatMap((code): [PracticeCode, string][] => (plainly(typed?.get(code) ?? '') === '' ? [] : [[code, typed!.get(code)!]]))
  return found.length === 0 ? null : Object.fromEntries(found)
}

export interface KeepInput {
  edition: Edition
  area: Area
  size: Band
  /** Most patients of a proposed group. */
  most: Patients
  /** Most groups, where there is a limit. */
  mostGroups: number | null
  /** In order, as `keptInOrder` gives it. */
  kept: PlanKept
  hospitals: Readonly<Record<PracticeCode, string>> | null
}

const SOURCE = 'What is kept (docs/guides/recompute-a-plan.md)'
const no = (code: string, why: string) => refuse(code, why, SOURCE)

/**
 * Why no plan of this area could keep all of this; null when nothing speaks against it. Names the practices, the chain of pairs where one
 * leads there, the figures, and the way out.
 */
export function whyNotKept({ edition, area, size, most, mostGroups, kept, hospitals }: KeepInput): Refusal | null {
  const inside = new Set(area.members), name = (code: PracticeCode) => `${edition.byCode.get(code)?.name ?? 'a practice'} (${code})`
  for (const code of [...kept.together, ...kept.apart, ...kept.groups].flat()) {
    if (!edition.byCode.has(code)) return no('unknown-code', `${code || 'Nothing'} is to be kept, and is no practice with patients in the figures for ${edition.name}.`)
    if (!inside.has(code)) return no('code-outside-area', `${name(code)} is to be kept, and is not a practice of ${area.name}.`)
    if (!edition.byCode.get(code)!.point) return no('no-place', `No place is known for ${name(code)}, so no distance could be measured and it is in no group. Take it out of what is kept.`)
  }
  for (const [a, b] of [...kept.together, ...kept.apart]) if (a === b) return no('one-practice', `${name(a)} is paired with itself. Choose two different practices.`)
  const practice = (code: PracticeCode): Practice => edition.byCode.get(code)!
  return whyNotGroups(kept, name, mostGroups) ?? whyNotPairs(kept, name) ?? whyNotSizes(kept, practice, name, size, most) ?? whyNotHospitals(kept, hospitals, name)
}

type Name = (code: PracticeCode) => string

function whyNotGroups({ groups, together, apart }: PlanKept, name: Name, mostGroups: number | null): Refusal | null {
  const groupOf = new Map<PracticeCode, number>()
  for (const [g, members] of groups.entries()) for (const code of members) {
    if (groupOf.has(code)) return no('in-two-kept-groups', `${name(code)} is in two groups that are kept as they are. Let one of them go.`)
    groupOf.set(code, g)
  }
  for (const [a, b] of together) {
    if (groupOf.get(a) === groupOf.get(b)) continue
    const [member, other] = groupOf.has(a) ? [a, b] : [b, a]
    return no('pair-against-group', `${name(a)} and ${name(b)} are kept together, but the group of ${name(member)} is kept as it is and ${name(other)} is not in it. Let the pair or the group go.`)
  }
  for (const [a, b] of apart) if (groupOf.has(a) && groupOf.get(a) === groupOf.get(b)) return no('pair-against-group', `${name(a)} and ${name(b)} are kept apart, but both are in one group that is kept as it is. Let the pair or the group go.`)
  if (mostGroups !== null && groups.length > mostGroups) return no('more-kept-than-today', `${groups.length} groups are kept as they are; at today’s number of networks there can be ${mostGroups}. Let some go.`)
  return null
}

function whyNotPairs({ together, apart }: PlanKept, name: Name): Refusal | null {
  for (const [a, b] of apart) {
    const chain = chainBetween(together, a, b)
    if (chain === null) continue
    if (chain.length === 2) return no('together-and-apart', `${name(a)} and ${name(b)} are kept together and apart at once. Let one of the two go.`)
    return no('together-and-apart', `${name(a)} and ${name(b)} are kept apart, and yet together: ${steps(chain, name)}. Let one of these go.`)
  }
  return null
}

function whyNotSizes({ together, groups }: PlanKept, practice: (code: PracticeCode) => Practice, name: Name, size: Band, most: Patients): Refusal | null {
  const settled = new Set(groups.flat())
  for (const set of setsOf(together)) {
    if (settled.has(set[0]!)) continue
    const patients = set.reduce((sum, code) => sum + practice(code).patients, 0), giant = set.find(code => practice(code).patients > size.max)
    if (giant === undefined && patients <= most) continue
    const wayOut = wayOutOf(patients, Math.max(...set.map(code => practice(code).patients)))
    if (giant !== undefined) {
      const others = set.filter(code => code !== giant)
      return no('stands-alone', `${name(giant)} has ${withComma(practice(giant).patients)} patients, more than the ${withComma(size.max)} a group should have, so it stands alone and cannot be kept together with ${listed(others.map(name))}. ${wayOut}`)
    }
    return no('too-many-together', `${listed(set.map(name))} are kept together and have ${withComma(patients)} patients; a group we propose has at most ${withComma(most)}. ${wayOut}`)
  }
  return null
}

/** What somebody can do to keep practices of this many patients together, the largest of them having this many. */
function wayOutOf(patients: Patients, largest: Patients): string {
  let max = Math.max(largest, Math.ceil(patients / 1.2))
  while (outerBand({ min: 1, max }).max < patients) max++
  const whole = 'keep them as a whole group, just as it is'
  return max <= bandLimits.most ? `Make the greatest size at least ${withComma(max)}, or ${whole}.` : `${whole[0]!.toUpperCase()}${whole.slice(1)}.`
}

function whyNotHospitals({ together, groups }: PlanKept, hospitals: KeepInput['hospitals'], name: Name): Refusal | null {
  if (hospitals === null) return null
  const differ = (codes: readonly PracticeCode[]): Pair | null => {
    const typed = codes.filter(code => hospitals[code] !== undefined), other = typed.find(code => plainly(hospitals[code]!) !== plainly(hospitals[typed[0]!]!))
    return other === undefined ? null : [typed[0]!, other]
  }
  const says = ([a, b]: Pair) => `${name(a)} sends mainly to ${hospitals[a]} and ${name(b)} to ${hospitals[b]}, so they are never put in one group`
  for (const members of groups) {
    const pair = differ(members)
    if (pair) return no('two-hospitals', `${says(pair)}; but both are in one group that is kept as it is. Let the group go, or put the hospitals right.`)
  }
  for (const set of setsOf(together)) {
    const pair = differ(set)
    if (pair) return no('two-hospitals', `${says(pair)}; but they are kept together: ${steps(chainBetween(together, ...pair)!, name)}. Let one of these go, or put the hospitals right.`)
  }
  return null
}

/** 'A with B, B with C'. */
const steps = (chain: readonly PracticeCode[], name: Name) => chain.slice(1).map((code, k) => `${name(chain[k]!)} with ${name(code)}`).join(', ')

/** Whom pairs lead to from one practice, nearest first, each with the practice before it. */
function heldWith(pairs: readonly Pair[], from: PracticeCode): Map<PracticeCode, PracticeCode | null> {
  const cameFrom = new Map<PracticeCode, PracticeCode | null>([[from, null]])
  for (const code of cameFrom.keys()) for (const [a, b] of pairs) {
    const next = a === code ? b : b === code ? a : null
    if (next !== null && !cameFrom.has(next)) cameFrom.set(next, code)
  }
  return cameFrom
}

/** Fewest pairs that lead from one practice to another, both included; null when none do. */
function chainBetween(pairs: readonly Pair[], from: PracticeCode, to: PracticeCode): PracticeCode[] | null {
  const cameFrom = heldWith(pairs, from), chain: PracticeCode[] = []
  if (!cameFrom.has(to)) return null
  for (let at: PracticeCode | null = to; at !== null; at = cameFrom.get(at)!) chain.unshift(at)
  return chain
}

/** Practices that pairs hold together, each set ascending. */
function setsOf(pairs: readonly Pair[]): PracticeCode[][] {
  const met = new Set<PracticeCode>(), sets: PracticeCode[][] = []
  for (const code of pairs.flat().sort()) {
    if (met.has(code)) continue
    const set = [...heldWith(pairs, code).keys()].sort()
    for (const each of set) met.add(each)
    sets.push(set)
  }
  return sets
}

/** What a plan says it keeps and does not, in plain sentences; none when it keeps all. */
export function notKept(plan: Pick<Plan, 'groups' | 'kept' | 'hospitals'>): string[] {
  const { together, apart, groups } = plan.kept ?? { together: [], apart: [], groups: [] }, wrong: string[] = []
  const groupOf = new Map(plan.groups.flatMap(({ id, members }) => members.map(code => [code, id] as const)))
  for (const [a, b] of together) if (groupOf.get(a) !== groupOf.get(b)) wrong.push(`${a} and ${b} are kept together and are not`)
  for (const [a, b] of apart) if (groupOf.has(a) && groupOf.get(a) === groupOf.get(b)) wrong.push(`${a} and ${b} are kept apart and are in group ${groupOf.get(a)}`)
  for (const members of groups) if (!plan.groups.some(group => isSameSet(group.members, members))) wrong.push(`the group of ${members.join(', ')} is kept as it is and is not there`)
  for (const { id, members } of plan.groups) {
    const sendsTo = new Set(members.flatMap(code => (plan.hospitals?.[code] === undefined ? [] : [plainly(plan.hospitals[code])])))
    if (sendsTo.size > 1) wrong.push(`group ${id} would send to ${sendsTo.size} acute hospitals`)
  }
  return wrong
}

/** Whether a group of a plan is one that is kept as it is. */
export const isKeptWhole = (plan: Pick<Plan, 'kept'>, members: readonly PracticeCode[]): boolean => plan.kept?.groups.some(group => isSameSet(group, members)) ?? false

const isSameSet = (a: readonly PracticeCode[], b: readonly PracticeCode[]) => a.length === b.length && a.every(code => b.includes(code))
