import type { AreaRef, Edition, Practice } from '../position/edition.ts'
import type { Patients, PracticeCode } from '../words.ts'
import { changesInPlan } from './changes.ts'
import { listed } from './names.ts'
import type { Band, Plan, PlanGroup } from './plan.ts'

/** What a sketch does, in words: who would be with whom, what changes from today and why a group looks as it does. Facts only, no verdict. */

/** Today's networks of these practices, each with its members here, most patients first; practices in no network are not among them. */
export function networksOf(edition: Edition, members: readonly PracticeCode[]): { network: AreaRef; members: PracticeCode[]; patients: Patients }[] {
  const found = new Map<string, { network: AreaRef; members: PracticeCode[]; patients: Patients }>()
  for (const practice of practicesOf(edition, members)) {
    if (practice.network === null) continue
    const entry = found.get(practice.network.code) ?? { network: practice.network, members: [], patients: 0 }
    entry.members.push(practice.code)
    entry.patients += practice.patients
    found.set(practice.network.code, entry)
  }
  return [...found.values()].sort((a, b) => b.patients - a.patients || (a.network.code < b.network.code ? -1 : 1))
}

export function practicesOf(edition: Edition, codes: readonly PracticeCode[]): Practice[] {
  return codes.map((code) => edition.byCode.get(code)).filter((practice) => practice !== undefined)
}

export function patientsOf(edition: Edition, codes: readonly PracticeCode[]): Patients {
  return practicesOf(edition, codes).reduce((sum, practice) => sum + practice.patients, 0)
}

/**
 * Practices that would change partners, by the rule that prices changes (`changesInPlan`): each network is carried on by at most one group, and a
 * member found in any other group changes. A practice in no network today cannot change. Ascending by code.
 */
export function changedPractices(edition: Edition, groups: readonly (readonly PracticeCode[])[]): PracticeCode[] {
  const members = groups.map((codes) => practicesOf(edition, codes))
  const all = members.flat()
  const at = new Map(all.map((practice, index) => [practice.code, index]))
  const networks = [...new Set(all.flatMap((practice) => practice.network?.code ?? []))].sort()
  const network = all.map((practice) => (practice.network === null ? -1 : networks.indexOf(practice.network.code)))
  const { carriesOn } = changesInPlan(members.map((group) => group.map((practice) => at.get(practice.code)!)), all.map((practice) => practice.patients), network)
  return members.flatMap((group, index) => group.filter((practice) => {
    const today = network[at.get(practice.code)!]!
    return today >= 0 && today !== carriesOn[index]
  }).map((practice) => practice.code)).sort()
}

/** Who changes partners, as a reader would count them: by `changedPractices`; but where nobody is with anybody, everybody who is with somebody today loses partners. */
export function changedFromToday(edition: Edition, groups: readonly (readonly PracticeCode[])[]): PracticeCode[] {
  if (groups.some((codes) => codes.length > 1)) return changedPractices(edition, groups)
  return groups.flat().filter((code) => (edition.areas.get(edition.byCode.get(code)?.network?.code ?? '')?.members.length ?? 0) > 1).sort()
}

/** The practice with most patients in the group and its share, 0 to 1; null for an empty group. */
export function largestOf(edition: Edition, members: readonly PracticeCode[]): { practice: Practice; share: number } | null {
  const practices = practicesOf(edition, members)
  const total = practices.reduce((sum, practice) => sum + practice.patients, 0)
  const practice = practices.reduce<Practice | null>((most, next) => (most === null || next.patients > most.patients ? next : most), null)
  return practice === null || total === 0 ? null : { practice, share: practice.patients / total }
}

/** The practices this one would be with, ascending by code: [] when alone in its group, null when in no group. */
export function companionsOf(plan: Pick<Plan, 'groups'>, code: PracticeCode): PracticeCode[] | null {
  const group = plan.groups.find((each) => each.members.includes(code))
  return group === undefined ? null : group.members.filter((member) => member !== code)
}

/** The network that a group mostly is today: it gives more than half of the group's patients; null when no network does. */
export function mostlyNetwork(edition: Edition, members: readonly PracticeCode[]): AreaRef | null {
  const [first] = networksOf(edition, members)
  return first !== undefined && first.patients * 2 > patientsOf(edition, members) ? first.network : null
}

/** How far a group is from its size band and what that costs in the measure; null inside the band, or for a practice too large for it on its own. */
export function bandMiss(group: Pick<PlanGroup, 'patients' | 'members'>, band: Band, bandKm: number): { patients: Patients; side: 'below' | 'above'; patientKm: number } | null {
  if (group.patients < band.min) return { patients: band.min - group.patients, side: 'below', patientKm: (band.min - group.patients) * bandKm }
  if (group.patients > band.max && group.members.length > 1) return { patients: group.patients - band.max, side: 'above', patientKm: (group.patients - band.max) * bandKm }
  return null
}

/** Lines a group crosses: the commissioners and councils its members belong to, where there is more than one. Notes, not errors. */
export function borderNotes(edition: Edition, members: readonly PracticeCode[]): string[] {
  const practices = practicesOf(edition, members)
  const names = (pick: (practice: Practice) => AreaRef | null) => [...new Map(practices.map(pick).filter((ref) => ref !== null).map((ref) => [ref.code, ref.name])).values()]
  const notes: string[] = []
  const icbs = names((practice) => practice.icb)
  const subIcbs = names((practice) => practice.subIcb)
  const districts = names((practice) => practice.district)
  if (icbs.length > 1) notes.push(`Spans ${icbs.length} integrated care boards: ${joinedNames(icbs)}.`)
  else if (subIcbs.length > 1) notes.push(`Spans ${subIcbs.length} sub-ICB areas: ${joinedNames(subIcbs)}.`)
  if (districts.length > 1) notes.push(`Spans ${districts.length} council districts: ${joinedNames(districts)}.`)
  return notes
}

/** Why a group looks as it does, two to six sentences: where its members are today, journeys, shared patients, size, lines it crosses. */
export function reasonsFor(edition: Edition, plan: Pick<Plan, 'size' | 'weights'>, group: PlanGroup): string[] {
  const reasons = [whereFromToday(edition, group.members)]
  if (group.members.length > 1) {
    const perPatient = group.patientKm / group.patients
    reasons.push(`Averaged over patients, their practices are ${km(perPatient)} from the one that distance is measured to.`)
    if (group.sharedPatients !== null) {
      reasons.push(group.sharedPatients < 5 ? 'Hardly any patients live where two of these practices both have patients.'
        : `${ten(group.sharedPatients)} shared patients: counted where two of these practices both have patients, each pair once.`)
    }
  }
  const miss = bandMiss(group, plan.size, plan.weights.bandKm)
  if (miss !== null) {
    reasons.push(`${ten(miss.patients)} patients ${miss.side} the size asked for, which counts as ${ten(miss.patientKm)} patient-kilometres in this measure.`)
  } else if (group.patients > plan.size.max) {
    reasons.push('One practice already larger than the size asked for: on its own it carries no price.')
  }
  return [...reasons, ...borderNotes(edition, group.members)]
}

function whereFromToday(edition: Edition, members: readonly PracticeCode[]): string {
  const networks = networksOf(edition, members)
  const without = practicesOf(edition, members).filter((practice) => practice.network === null).length
  if (members.length === 1) return networks.length === 0 ? 'One practice, in no network today.' : `One practice, in ${networks[0]!.network.name} today.`
  if (networks.length === 0) return 'None of these practices is in a network today.'
  if (networks.length === 1 && without === 0) {
    const whole = edition.areas.get(networks[0]!.network.code)?.members.length
    if (whole === members.length) return `The same practices as ${networks[0]!.network.name} today.`
    return whole === undefined ? `All in ${networks[0]!.network.name} today.` : `${members.length} of the ${whole} practices of ${networks[0]!.network.name} today.`
  }
  const parts = networks.map((each) => `${each.members.length} from ${each.network.name}`)
  if (without > 0) parts.push(`${without} in no network`)
  return `Today: ${listed(parts)}.`
}

/** Names of councils and boards often hold a comma or an "and" of their own: "Penmarsh and Haven; and Carrow Levels". */
function joinedNames(names: readonly string[]): string {
  return names.length > 1 && names.some((name) => /,| and /.test(name)) ? `${names.slice(0, -1).join('; ')}; and ${names.at(-1)}` : listed(names)
}

/** Patients to the nearest ten, with commas: for sentences. */
function ten(value: number): string {
  const rounded = value < 20 ? Math.round(value) : Math.round(value / 10) * 10
  return rounded.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

function km(value: number): string {
  return value < 0.1 ? 'under 0.1 km' : `${value.toFixed(1)} km`
}
