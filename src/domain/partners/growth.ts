import { dayInWords, dayNumber } from '../day.ts'
import type { Edition } from '../position/edition.ts'
import { refuse, type Day, type PracticeCode, type Refusal } from '../words.ts'
import { listed, namesOf } from './names.ts'
import { patientsOf } from './reasons.ts'
import type { SketchGroup, SketchStep } from './sketch.ts'

/** Part of an earlier group that is in a later one. */
export interface Origin {
  id: string
  members: PracticeCode[]
  /** All of the earlier group came. */
  isWhole: boolean
}

/** What a group grew from, one step earlier. */
export interface GroupGrowth {
  id: string
  /** same: nobody came or went. grown: one group, and practices from none. joined: whole groups come together. new: nobody was in a group. part: some of one group. mixed: anything else. */
  kind: 'same' | 'grown' | 'joined' | 'new' | 'part' | 'mixed'
  /** Most patients first. */
  from: Origin[]
  /** From no group, ascending by code. */
  joining: PracticeCode[]
  /** 'B: Riverside Surgery and Elm Road Surgery, with Quayside Medical Centre joining.' */
  says: string
}

/** An earlier group whose practices are no longer all together. */
export interface Parting {
  id: string
  /** Most patients first; `now` is the letter of their later group, null for a practice in none, which is then by itself. */
  pieces: { members: PracticeCode[]; now: string | null }[]
  /** 'Lantern Surgery would no longer be with Riverside Surgery and Elm Road Surgery.' One for each piece but the largest. */
  says: string[]
}

export interface StepGrowth {
  /** In the order of the later step's groups. */
  groups: GroupGrowth[]
  /** In the order of the earlier step's groups. */
  partings: Parting[]
}

const SOURCE = 'Steps of a sketch are in order of time'

/** Steps follow each other by the days they name; those that name none are passed over. The reason names the two that do not. */
export function whyNotInOrder(steps: readonly Pick<SketchStep, 'name' | 'from'>[]): Refusal | null {
  let last: { name: string; from: Day } | null = null
  for (const { name, from } of steps) {
    if (from === null) continue
    if (Number.isNaN(dayNumber(from))) return refuse('step-day-not-read', `“${name}” begins on ${from}, which is not a day.`, SOURCE)
    if (last !== null && dayNumber(from) <= dayNumber(last.from)) {
      return refuse('steps-out-of-order', `“${name}” begins on ${dayInWords(from)}, which is not after “${last.name}” on ${dayInWords(last.from)}.`, SOURCE)
    }
    last = { name, from }
  }
  return null
}

/** How each step grew from the one before: one entry fewer than steps. Letters need not mean the same in two steps: growth is told by who is in. */
export function growthOf(edition: Edition, steps: readonly Pick<SketchStep, 'name' | 'from' | 'groups'>[]): StepGrowth[] | Refusal {
  return whyNotInOrder(steps) ?? steps.slice(1).map((step, before) => growthBetween(edition, steps[before]!.groups, step.groups))
}

export function growthBetween(edition: Edition, before: readonly SketchGroup[], after: readonly SketchGroup[]): StepGrowth {
  return { groups: after.map((group) => grown(edition, before, group)), partings: before.flatMap((group) => parting(edition, group, after) ?? []) }
}

function grown(edition: Edition, before: readonly SketchGroup[], { id, members }: SketchGroup): GroupGrowth {
  const isIn = new Set(members)
  const from = before.flatMap((earlier): Origin[] => {
    const came = earlier.members.filter((code) => isIn.has(code))
    return came.length === 0 ? [] : [{ id: earlier.id, members: came, isWhole: came.length === earlier.members.length }]
  }).sort((a, b) => patientsOf(edition, b.members) - patientsOf(edition, a.members) || (a.id < b.id ? -1 : 1))
  const grouped = new Set(from.flatMap((origin) => origin.members))
  const joining = members.filter((code) => !grouped.has(code)).sort()
  const kind = kindOf(from, joining)
  return { id, kind, from, joining, says: `${id}: ${grownSays(edition, id, kind, from, joining)}.` }
}

function kindOf(from: readonly Origin[], joining: readonly PracticeCode[]): GroupGrowth['kind'] {
  if (from.length === 0) return 'new'
  const allWhole = from.every((origin) => origin.isWhole)
  if (from.length === 1) return !allWhole ? joining.length === 0 ? 'part' : 'mixed' : joining.length === 0 ? 'same' : 'grown'
  return allWhole ? 'joined' : 'mixed'
}

const MOST_NAMED = 3

function grownSays(edition: Edition, id: string, kind: GroupGrowth['kind'], from: readonly Origin[], joining: readonly PracticeCode[]): string {
  const alone = kind === 'new' && joining.length === 1
  if (kind === 'new') return alone ? `${namesOf(edition, joining)}, by itself` : `${namesOf(edition, joining)}, new together`
  if (kind === 'same') return from[0]!.id === id ? 'the same practices as before' : `the same practices as ${from[0]!.id} before`
  const more = joining.length === 0 ? '' : `, with ${namesOf(edition, joining)} joining`
  if (kind === 'grown') return `${originNamed(edition, from[0]!, id)}${more}`
  return `${listed(from.map((origin) => `${origin.isWhole ? 'all' : namesOf(edition, origin.members, MOST_NAMED)} of ${origin.id}${origin.isWhole && origin.members.length <= MOST_NAMED ? ` (${namesOf(edition, origin.members)})` : ''}`))}${kind === 'joined' ? ' come together' : ''}${more}`
}

/** A small group by its members' names, a large one by its letter and how many they were. */
function originNamed(edition: Edition, { id, members }: Origin, now: string): string {
  return members.length <= MOST_NAMED ? namesOf(edition, members) : `the ${members.length} practices of ${id === now ? 'before' : `${id} before`}`
}

function parting(edition: Edition, { id, members }: SketchGroup, after: readonly SketchGroup[]): Parting | null {
  const pieces: Parting['pieces'] = after.flatMap((group) => {
    const here = members.filter((code) => group.members.includes(code))
    return here.length === 0 ? [] : [{ members: here, now: group.id }]
  })
  const placed = new Set(pieces.flatMap((piece) => piece.members))
  pieces.push(...members.filter((code) => !placed.has(code)).map((code) => ({ members: [code], now: null })))
  if (pieces.length < 2) return null
  pieces.sort((a, b) => patientsOf(edition, b.members) - patientsOf(edition, a.members) || (a.members[0]! < b.members[0]! ? -1 : 1))
  return {
    id, pieces,
    says: pieces.slice(1).map((piece) => `${namesOf(edition, piece.members)} would no longer be with ${namesOf(edition, members.filter((code) => !piece.members.includes(code)))}${piece.now === null ? ', and in no group' : ''}.`),
  }
}

/** One practice at one step: its group, and who came to it and went from it since the step before. */
export interface PracticeAtStep {
  step: string
  from: Day | null
  /** null: in no group. */
  group: string | null
  /** Without the practice itself; [] when alone or in no group. */
  partners: PracticeCode[]
  /** Partners now who were none a step before; at the first step nobody. */
  gained: PracticeCode[]
  /** Partners a step before who are none now. */
  parted: PracticeCode[]
  says: string
}

/** What the steps of a sketch would mean to one practice, in order of time. */
export function historyOf(edition: Edition, steps: readonly Pick<SketchStep, 'name' | 'from' | 'groups'>[], code: PracticeCode): PracticeAtStep[] {
  let before: PracticeCode[] | null = null
  return steps.map(({ name, from, groups }) => {
    const group = groups.find((each) => each.members.includes(code)) ?? null
    const partners = group === null ? [] : group.members.filter((member) => member !== code)
    const were: PracticeCode[] = before ?? partners
    before = partners
    const gained = partners.filter((member) => !were.includes(member)), parted = were.filter((member) => !partners.includes(member))
    const where = group === null ? 'In no group' : partners.length === 0 ? `By itself, as ${group.id}` : `In ${group.id} with ${namesOf(edition, partners)}`
    const changes = [...(gained.length > 0 ? [`new partners: ${namesOf(edition, gained)}`] : []), ...(parted.length > 0 ? [`no longer with ${namesOf(edition, parted)}`] : [])]
    return { step: name, from, group: group?.id ?? null, partners, gained, parted, says: [where, ...changes].join('; ') + '.' }
  })
}
