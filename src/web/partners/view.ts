import type { Edition, Practice } from '#domain/position/edition.ts'
import type { Plan, PlanGroup } from '#domain/partners/plan.ts'
import { bandMiss, borderNotes, changedFromToday, largestOf, mostlyNetwork, networksOf, practicesOf, reasonsFor } from '#domain/partners/reasons.ts'
import { byLetter, letterOf } from '#domain/partners/group-letters.ts'
import { patientsReach, type PlanReach, type Reach } from '#domain/partners/reach.ts'
import type { PracticeCode } from '#domain/words.ts'
import type { DrawnGroup } from './picture.tsx'

/** What a page says of one group of a plan. */
export interface GroupView {
  letter: string
  /** The network it is, or mostly is, today; empty when it is no network's heir. */
  name: string
  group: PlanGroup
  practices: Practice[]
  largest: { practice: Practice; share: number } | null
  reach: Reach | null
  changed: PracticeCode[]
  miss: { patients: number; side: 'below' | 'above'; patientKm: number } | null
  borders: string[]
  reasons: string[]
}

/** Everything a page says of a plan, worked out once for each plan. */
export interface PlanView {
  plan: Plan
  groups: GroupView[]
  left: Practice[]
  changed: PracticeCode[]
  patients: number
  /** Patient-weighted km from practice to where its group's distance is measured to; NaN where nobody is with anybody. */
  averageKm: number
  sharedPatients: number | null
  reach: PlanReach | null
  /** The group of two or more whose largest practice has the greatest share. */
  largest: { practice: Practice; share: number; letter: string } | null
  outside: { groups: number; patients: number; patientKm: number }
  /** Practices larger than the size asked for, alone in their group. */
  giants: Practice[]
  specials: Practice[]
}

const views = new WeakMap<Plan, PlanView>()

/**
 * Groups are lettered by size, most patients first, so that a letter means the same on every page of one plan; those of a sketch somebody makes
 * have letters for ids, which they keep while practices move.
 */
export function viewOf(edition: Edition, plan: Plan): PlanView {
  const known = views.get(plan)
  if (known !== undefined) return known
  const view = makeView(edition, plan)
  views.set(plan, view)
  return view
}

function makeView(edition: Edition, plan: Plan): PlanView {
  const isLettered = plan.groups.every((group) => /^[A-Z]{1,2}$/.test(group.id))
  const sorted = isLettered ? plan.groups.toSorted((a, b) => byLetter(a.id, b.id)) : plan.groups.toSorted((a, b) => b.patients - a.patients || (a.members[0]! < b.members[0]! ? -1 : 1))
  const reach = patientsReach(edition, sorted.map((group) => group.members))
  const changed = changedFromToday(edition, sorted.map((group) => group.members))
  const groups = sorted.map((group, index): GroupView => ({
    letter: isLettered ? group.id : letterOf(index),
    name: nameOf(edition, group.members),
    group,
    practices: practicesOf(edition, group.members).sort((a, b) => b.patients - a.patients),
    largest: largestOf(edition, group.members),
    reach: reach?.groups[index] ?? null,
    changed: changed.filter((code) => group.members.includes(code)),
    miss: bandMiss(group, plan.size, plan.weights.bandKm),
    borders: borderNotes(edition, group.members),
    reasons: reasonsFor(edition, plan, group),
  }))
  const patients = sorted.reduce((sum, group) => sum + group.patients, 0)
  const together = groups.filter((each) => each.practices.length > 1 && each.largest !== null)
  const most = together.reduce<GroupView | null>((best, each) => (best === null || each.largest!.share > best.largest!.share ? each : best), null)
  const missed = groups.filter((each) => each.miss !== null)
  const members = practicesOf(edition, [...sorted.flatMap((group) => group.members), ...plan.uncovered])
  return {
    plan, groups, changed, patients, reach,
    left: practicesOf(edition, plan.uncovered),
    averageKm: together.length === 0 ? NaN : sorted.reduce((sum, group) => sum + group.patientKm, 0) / patients,
    sharedPatients: sorted.some((group) => group.sharedPatients === null) ? null : sorted.reduce((sum, group) => sum + group.sharedPatients!, 0),
    largest: most === null ? null : { ...most.largest!, letter: most.letter },
    outside: { groups: missed.length, patients: missed.reduce((sum, each) => sum + each.miss!.patients, 0), patientKm: missed.reduce((sum, each) => sum + each.miss!.patientKm, 0) },
    giants: groups.filter((each) => each.practices.length === 1 && each.group.patients > plan.size.max).map((each) => each.practices[0]!),
    specials: members.filter((practice) => practice.isSpecial),
  }
}

/** A network's own name for exactly its practices; 'part of …' for some of one network's; 'mostly …' when one network gives more than half of the patients. */
function nameOf(edition: Edition, members: readonly PracticeCode[]): string {
  const mostly = mostlyNetwork(edition, members)
  if (mostly === null) return ''
  const [only, other] = networksOf(edition, members)
  if (other !== undefined || only!.members.length < members.length) return `mostly ${mostly.name}`
  return edition.areas.get(mostly.code)?.members.length === members.length ? mostly.name : `part of ${mostly.name}`
}

export function toDraw(view: PlanView): DrawnGroup[] {
  return view.groups.map((each) => ({ letter: each.letter, name: each.name, members: each.group.members, hub: each.group.hub }))
}
