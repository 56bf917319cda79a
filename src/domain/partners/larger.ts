import type { Edition } from '../position/edition.ts'
import { aboutPatients, percent } from '../position/figures.ts'
import { refuse, type Patients, type PracticeCode, type Refusal } from '../words.ts'
import { listed, namesOf } from './names.ts'
import { borderNotes, largestOf, patientsOf } from './reasons.ts'
import type { SketchStep } from './sketch.ts'

/** The second level of a sketch: groups that do some things together and stay themselves for the rest. Figures of one larger group. */
export interface LargerFigures {
  id: string
  name: string
  /** Letters, in the order of the groups; with patients and share of the larger group. */
  groups: { id: string; patients: Patients; share: number }[]
  /** Ascending by code. */
  practices: PracticeCode[]
  patients: Patients
  /** null where none of its practices is known to these figures. */
  largest: { code: PracticeCode; name: string; share: number } | null
  /** Commissioners and councils it spans: notes, not errors. */
  borders: string[]
  sentences: string[]
}

export interface LargerLevel {
  /** In the order they were drawn. */
  larger: LargerFigures[]
  /** Letters of groups in no larger group: said first. */
  inNone: string[]
  /** 'Groups B and D are in no larger group.'; null where every group is in one. */
  says: string | null
}

const SOURCE = 'Larger groups: each group in at most one'
export const longestName = 60

/** A second level holds together: named, each with a group, each group at most once, and only groups that are there. */
export function whyNotLarger(step: Pick<SketchStep, 'groups' | 'larger'>): Refusal | null {
  const letters = new Set(step.groups.map((group) => group.id)), ids = new Set<string>(), names = new Map<string, string>(), taken = new Map<string, string>()
  for (const { id, name, groups } of step.larger) {
    const plain = name.trim().toLowerCase()
    if (plain === '') return refuse('larger-unnamed', 'Give each larger group a name.', SOURCE)
    if (name.trim().length > longestName) return refuse('larger-long-name', `Name a larger group in at most ${longestName} letters.`, SOURCE)
    if (ids.has(id) || names.has(plain)) return refuse('larger-same-name', `There are two larger groups called “${name.trim()}”. Give one another name.`, SOURCE)
    ids.add(id)
    names.set(plain, name)
    if (groups.length === 0) return refuse('larger-empty', `“${name.trim()}” has no group in it. Choose at least one, or take it away.`, SOURCE)
    for (const letter of groups) {
      if (!letters.has(letter)) return refuse('no-such-group', `“${name.trim()}” names group ${letter.slice(0, 10)}, and there is no group ${letter.slice(0, 10)} in this step.`, SOURCE)
      const other = taken.get(letter)
      if (other !== undefined) return refuse('group-in-two', other === name ? `“${name.trim()}” names group ${letter} twice.` : `Group ${letter} is in “${other.trim()}” and in “${name.trim()}”. A group is in one larger group at most.`, SOURCE)
      taken.set(letter, name)
    }
  }
  return null
}

export function largerLevel(edition: Edition, step: Pick<SketchStep, 'groups' | 'larger'>): LargerLevel {
  const taken = new Set(step.larger.flatMap((each) => each.groups))
  const inNone = step.groups.filter((group) => !taken.has(group.id)).map((group) => group.id)
  return {
    larger: step.larger.map((each) => figuresOf(edition, step, each)), inNone,
    says: inNone.length === 0 ? null : `${inNone.length === 1 ? 'Group' : 'Groups'} ${listed(inNone)} ${inNone.length === 1 ? 'is' : 'are'} in no larger group.`,
  }
}

function figuresOf(edition: Edition, step: Pick<SketchStep, 'groups'>, { id, name, groups: letters }: SketchStep['larger'][number]): LargerFigures {
  const groups = step.groups.filter((group) => letters.includes(group.id))
  const practices = groups.flatMap((group) => group.members).sort(), patients = patientsOf(edition, practices)
  const largest = largestOf(edition, practices), borders = borderNotes(edition, practices)
  const parts = groups.map((group) => ({ id: group.id, patients: patientsOf(edition, group.members) })).map((part) => ({ ...part, share: patients === 0 ? 0 : part.patients / patients }))
  return {
    id, name, groups: parts, practices, patients, borders,
    largest: largest === null ? null : { code: largest.practice.code, name: largest.practice.name, share: largest.share },
    sentences: [
      `${parts.length === 1 ? 'Group' : 'Groups'} ${listed(parts.map((part) => part.id))}: ${practices.length} ${practices.length === 1 ? 'practice' : 'practices'}, ${aboutPatients(patients)} patients.`,
      ...(largest === null ? [] : [`The largest practice is ${namesOf(edition, [largest.practice.code])}, with ${percent(largest.share)} of the patients.`]),
      ...parts.filter((part) => parts.length > 1 && Math.round(part.share * 100) > 50).map((part) => `Group ${part.id} has ${percent(part.share)} of the patients, more than all the others together.`),
      ...borders,
    ],
  }
}
