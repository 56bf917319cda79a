import { dayInWords } from '../day.ts'
import type { Edition } from '../position/edition.ts'
import { isRefusal, refuse, type Day, type PracticeCode, type Refusal } from '../words.ts'
import { whyNotInOrder } from './growth.ts'
import { longestHospital, withHospitals } from './hospitals.ts'
import { longestName, whyNotLarger } from './larger.ts'
import { listed, nameOf } from './names.ts'
import { patientsOf } from './reasons.ts'
import { lastStep, tidyLarger, withLastStep, type Edited, type Hospitals, type LargerGroup, type Sketch, type SketchStep } from './sketch.ts'
import { wordsTyped } from '../words-typed.ts'

/** One thing somebody does to how a sketch grows, to its second level, or to the hospitals typed for it. */
export type StepEdit =
  /** Then, from a day: starts as the last step is, or with two whole groups of it in one. */
  | { do: 'add-step'; name: string; from: Day | null; join: [string, string] | null }
  /** The last of several steps. */
  | { do: 'drop-step' }
  /** A step by its place, the first is 0. */
  | { do: 'name-step'; step: number; name: string; from: Day | null }
  /** Larger groups of the last step. */
  | { do: 'draw-larger'; name: string; groups: string[] }
  | { do: 'change-larger'; larger: string; name: string; groups: string[] }
  | { do: 'drop-larger'; larger: string }
  /** Hospitals of some practices, as somebody typed them on a day; the rest stay. */
  | { do: 'put-hospitals'; typed: Readonly<Record<PracticeCode, Hospitals>>; on: Day }

export const mostSteps = 12
const MOST_LARGER = 60
const SOURCE = 'Steps of a sketch', LARGER = 'Larger groups: each group in at most one', HOSPITALS = 'Hospitals of a sketch'

/** `members`: the practices of the sketch's area. */
export function editSteps(edition: Edition, sketch: Sketch, edit: StepEdit, members: ReadonlySet<PracticeCode>): Edited | Refusal {
  switch (edit.do) {
    case 'add-step': return addStep(edition, sketch, edit)
    case 'drop-step': return dropStep(sketch)
    case 'name-step': return nameStep(sketch, edit.step, edit.name, edit.from)
    case 'draw-larger': return drawLarger(sketch, edit.name, edit.groups)
    case 'change-larger': return changeLarger(sketch, edit.larger, edit.name, edit.groups)
    case 'drop-larger': return dropLarger(sketch, edit.larger)
    case 'put-hospitals': return putHospitals(edition, sketch, edit.typed, edit.on, members)
  }
}

function addStep(edition: Edition, sketch: Sketch, { name: typed, from, join }: Extract<StepEdit, { do: 'add-step' }>): Edited | Refusal {
  if (sketch.steps.length >= mostSteps) return refuse('too-many-steps', `A sketch has ${mostSteps} steps at most.`, SOURCE)
  const name = stepName(typed)
  if (isRefusal(name)) return name
  const last = lastStep(sketch)
  const start = join === null ? last : joined(edition, last, join)
  if (isRefusal(start)) return start
  const steps = [...sketch.steps, { ...start, name, from }], no = whyNotInOrder(steps)
  if (no !== null) return no
  return { sketch: { ...sketch, steps }, did: `added a step, “${name}”${from === null ? '' : ` from ${dayInWords(from)}`}${join === null ? '' : `, in which groups ${listed(join.toSorted())} come together`}` }
}

/** Two whole groups in one, under the letter of the one with more patients. */
function joined(edition: Edition, step: SketchStep, [a, b]: [string, string]): SketchStep | Refusal {
  const one = step.groups.find((group) => group.id === a), other = step.groups.find((group) => group.id === b)
  if (one === undefined || other === undefined) return refuse('no-such-group', `There is no group ${(one === undefined ? a : b).slice(0, 10) || 'by that letter'} to bring together with another.`, SOURCE)
  if (one === other) return refuse('one-group', 'Choose two different groups to bring together.', SOURCE)
  const [stays, comes] = patientsOf(edition, other.members) > patientsOf(edition, one.members) ? [other, one] : [one, other]
  const groups = step.groups.flatMap((group) => (group === comes ? [] : group === stays ? [{ id: group.id, members: [...one.members, ...other.members].sort() }] : [group]))
  return tidyLarger({ ...step, groups })
}

function dropStep(sketch: Sketch): Edited | Refusal {
  if (sketch.steps.length === 1) return refuse('only-step', 'A sketch has at least one step, and this is its only one.', SOURCE)
  const dropped = lastStep(sketch), steps = sketch.steps.slice(0, -1), now = steps.at(-1)!
  // What was kept by letter stays kept only where that group is the same a step before. Pairs are wishes and stay, met or not.
  const membersOf = (step: SketchStep, id: string) => step.groups.find((group) => group.id === id)?.members.join()
  const groups = sketch.kept.groups.filter((id) => membersOf(dropped, id) === membersOf(now, id))
  return { sketch: { ...sketch, steps, kept: { ...sketch.kept, groups } }, did: `took the step “${dropped.name}” away; “${now.name}” is the last again` }
}

function nameStep(sketch: Sketch, at: number, typed: string, from: Day | null): Edited | Refusal {
  const before = sketch.steps[at]
  if (before === undefined) return refuse('no-such-step', 'There is no such step any more.', SOURCE)
  const name = stepName(typed)
  if (isRefusal(name)) return name
  const steps = sketch.steps.map((step, index) => (index === at ? { ...step, name, from } : step)), no = whyNotInOrder(steps)
  if (no !== null) return no
  const did = [
    ...(name === before.name ? [] : [`called the step “${before.name}” “${name}”`]),
    ...(from === before.from ? [] : [from === null ? `named no day for “${name}”` : `let “${name}” begin on ${dayInWords(from)}`]),
  ]
  return { sketch: { ...sketch, steps }, did: did.join(' and ') || `left the step “${name}” as it was` }
}

function stepName(typed: string): string | Refusal {
  const name = wordsTyped(typed, longestName, 'A name of a step')
  return name === '' ? refuse('step-unnamed', 'Give the step a name, such as “Pairs” or “All together”.', SOURCE) : name
}

function drawLarger(sketch: Sketch, name: string, groups: string[]): Edited | Refusal {
  const { larger } = lastStep(sketch), taken = new Set(larger.map((each) => each.id))
  if (larger.length >= MOST_LARGER) return refuse('too-many-larger', `A step has ${MOST_LARGER} larger groups at most.`, LARGER)
  let next = larger.length + 1
  while (taken.has(`L${next}`)) next++
  return withLarger(sketch, name, groups, `L${next}`, larger, (drawn) => `drew a larger group, “${drawn.name}”, of ${lettersOf(drawn)}`)
}

function changeLarger(sketch: Sketch, id: string, name: string, groups: string[]): Edited | Refusal {
  const { larger } = lastStep(sketch), before = larger.find((each) => each.id === id)
  if (before === undefined) return noLarger
  return withLarger(sketch, name, groups, id, larger, (drawn) => [
    ...(drawn.name === before.name ? [] : [`called the larger group “${before.name}” “${drawn.name}”`]),
    ...(drawn.groups.join() === before.groups.join() ? [] : [`made “${drawn.name}” of ${lettersOf(drawn)}`]),
  ].join(' and ') || `left the larger group “${drawn.name}” as it was`)
}

const lettersOf = ({ groups }: LargerGroup): string => `${groups.length === 1 ? 'group' : 'groups'} ${listed(groups)}`
const noLarger = refuse('no-such-larger', 'There is no such larger group any more.', LARGER)

/** Puts a larger group in its place, or after the others; its groups in the order of the step's own. */
function withLarger(sketch: Sketch, typed: string, groups: readonly string[], id: string, larger: readonly LargerGroup[], did: (drawn: LargerGroup) => string): Edited | Refusal {
  const step = lastStep(sketch), name = wordsTyped(typed, longestName, 'A name of a larger group')
  if (isRefusal(name)) return name
  const order = step.groups.map((group) => group.id), at = (letter: string) => (order.includes(letter) ? order.indexOf(letter) : order.length)
  const drawn: LargerGroup = { id, name, groups: groups.toSorted((a, b) => at(a) - at(b)) }
  const after = { ...step, larger: larger.some((each) => each.id === id) ? larger.map((each) => (each.id === id ? drawn : each)) : [...larger, drawn] }
  const no = whyNotLarger(after)
  return no ?? { sketch: withLastStep(sketch, after), did: did(drawn) }
}

function dropLarger(sketch: Sketch, id: string): Edited | Refusal {
  const step = lastStep(sketch), gone = step.larger.find((each) => each.id === id)
  if (gone === undefined) return noLarger
  return { sketch: withLastStep(sketch, { ...step, larger: step.larger.filter((each) => each !== gone) }), did: `took the larger group “${gone.name}” away; its groups stay as they are` }
}

function putHospitals(edition: Edition, sketch: Sketch, typed: Readonly<Record<PracticeCode, Hospitals>>, on: Day, members: ReadonlySet<PracticeCode>): Edited | Refusal {
  const codes = Object.keys(typed)
  if (codes.length === 0) return refuse('nothing-typed', 'Name a hospital for at least one practice.', HOSPITALS)
  const tidy: Record<PracticeCode, Hospitals> = {}
  for (const code of codes) {
    if (!members.has(code)) return refuse('not-in-sketch', `${nameOf(edition, code.slice(0, 12))} is not a practice of this sketch.`, HOSPITALS)
    const acute = wordsTyped(typed[code]!.acute ?? '', longestHospital, 'A hospital’s name'), community = wordsTyped(typed[code]!.community ?? '', longestHospital, 'A hospital’s name')
    if (isRefusal(acute)) return acute
    if (isRefusal(community)) return community
    tidy[code] = { acute: acute || null, community: community || null }
  }
  const hospitals = withHospitals(sketch.hospitals, tidy), did = codes.some((code) => hospitals[code] !== undefined) ? 'typed' : 'cleared'
  return { sketch: { ...sketch, hospitals, hospitalsOn: on }, did: `${did} the hospitals of ${codes.length === 1 ? nameOf(edition, codes[0]!) : `${codes.length} practices`}` }
}
