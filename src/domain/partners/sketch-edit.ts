import type { Edition } from '../position/edition.ts'
import { withComma } from '../position/figures.ts'
import { isRefusal, refuse, type PracticeCode, type Refusal } from '../words.ts'
import { editKept, keepHere, whatBreaks, type KeepEdit } from './keep-edits.ts'
import { byLetter, carryLetters, letterOf, nextLetter } from './group-letters.ts'
import { nameOf } from './names.ts'
import type { Band, Plan, SketchKind } from './plan.ts'
import { editPurposes, type PurposeEdit } from './purpose-edits.ts'
import { bandOf } from './size-guides.ts'
import { membersOf, notInArea } from './sketch-members.ts'
import { groupOf, lastStep, tidyLarger, withLastStep, type Edited, type Sketch } from './sketch.ts'
import { editSteps, type StepEdit } from './step-edits.ts'

/** One thing somebody does to a sketch. Edits are about its last step. */
export type SketchEdit =
  /** To a group by its letter, to a new group of its own, or out of every group. `keep`: and keep it there when we look again. */
  | { do: 'move'; practice: PracticeCode; to: string; keep: boolean }
  /** Another size, another measure: nobody is moved. */
  | { do: 'aim'; size: Band; kind: SketchKind }
  /** Other groups for all practices, from looking again or from a file; letters are carried on where a group is mostly the same. */
  | { do: 'take'; groups: PracticeCode[][]; from: 'search' | 'file' }
  | KeepEdit | PurposeEdit | StepEdit

/** To a new group of its own, and out of every group: words that no letter is. */
export const NEW_GROUP = 'new', NO_GROUP = 'none'

const SOURCE = 'What this sketch keeps'

/**
 * Does one edit and says in words what was done; nothing is changed in the sketch handed in.
 * Refuses what names a practice or group that is not there, and a move that would break what the sketch is told to keep: the reason names the way out.
 */
export function applyEdit(edition: Edition, sketch: Sketch, edit: SketchEdit): Edited | Refusal {
  switch (edit.do) {
    case 'move': return move(edition, sketch, edit)
    case 'keep-together': case 'keep-apart': case 'keep-here': case 'keep-group': case 'let-go': return editKept(edition, sketch, edit)
    case 'aim': return aim(sketch, edit.size, edit.kind)
    case 'take': return take(edition, sketch, edit.groups, edit.from)
    case 'add-purpose': case 'change-purpose': case 'drop-purpose': return editPurposes(edition, sketch, edit)
    default: return step(edition, sketch, edit)
  }
}

/** A step, or what goes with it. Two groups that come together keep what is kept, as two practices would. */
function step(edition: Edition, sketch: Sketch, edit: StepEdit): Edited | Refusal {
  const members = membersOf(edition, sketch)
  if (isRefusal(members)) return members
  const edited = editSteps(edition, sketch, edit, members)
  if (isRefusal(edited) || edit.do !== 'add-step' || edit.join === null) return edited
  return whatBreaks(edition, sketch, edited.sketch, ...edit.join) ?? edited
}

/**
 * A sketch to begin with: the groups of a plan, lettered by size, most patients first, as its own page letters them.
 * Practices in no group of the plan are left over.
 */
export function sketchFrom(plan: Plan, own: PracticeCode | null): Sketch {
  const groups = plan.groups.toSorted((a, b) => b.patients - a.patients || (a.members[0]! < b.members[0]! ? -1 : 1))
  return {
    release: plan.release, area: plan.area, kind: plan.kind, size: plan.size, own,
    steps: [{ name: 'One step', from: null, groups: groups.map(({ members }, index) => ({ id: letterOf(index), members: members.toSorted() })), larger: [] }],
    kept: { together: [], apart: [], groups: [] }, purposes: [], hospitals: {},
  }
}

/** Where a practice could be moved to: every other group by letter, a new one unless it stands alone, none unless it is in none. */
export function placesFor(sketch: Sketch, code: PracticeCode): string[] {
  const step = lastStep(sketch), now = groupOf(step, code)
  return [
    ...step.groups.filter(group => group !== now).map(group => group.id).sort(byLetter),
    ...(now?.members.length === 1 ? [] : [NEW_GROUP]),
    ...(now === null ? [] : [NO_GROUP]),
  ]
}

function move(edition: Edition, sketch: Sketch, { practice, to, keep }: { practice: PracticeCode; to: string; keep: boolean }): Edited | Refusal {
  const no = notInArea(edition, sketch, practice, SOURCE)
  if (no) return no
  const step = lastStep(sketch), from = groupOf(step, practice), name = nameOf(edition, practice)
  if (!placesFor(sketch, practice).includes(to)) {
    return refuse('no-such-group', to === from?.id ? `${name} is in group ${to} already.` : `There is no group ${to.slice(0, 10)} to move ${name} to.`, SOURCE)
  }
  const target = to === NEW_GROUP ? nextLetter(step) : to === NO_GROUP ? null : to
  const groups = step.groups.map(group => group === from ? { ...group, members: group.members.filter(code => code !== practice) }
    : group.id === target ? { ...group, members: [...group.members, practice].sort() } : group).filter(group => group.members.length > 0)
  if (to === NEW_GROUP) groups.push({ id: target!, members: [practice] })
  const moved = withLastStep(sketch, tidyLarger({ ...step, groups }))
  const broken = whatBreaks(edition, sketch, moved, from?.id ?? null, target)
  if (broken) return broken
  const did = `moved ${name} from ${from === null ? 'no group' : `group ${from.id}`} to ${to === NEW_GROUP ? `a group of its own, ${target}` : to === NO_GROUP ? 'no group' : `group ${target}`}`
  if (!keep || target === null) return { sketch: moved, did }
  const kept = keepHere(edition, moved, practice)
  return isRefusal(kept) ? { sketch: moved, did } : { sketch: kept.sketch, did: `${did}, and keep it there` }
}

const KINDS: Readonly<Record<SketchKind, string>> = { journeys: 'shortest journeys', shared: 'most shared patients', changes: 'fewest changes' }

function aim(sketch: Sketch, size: Band, kind: SketchKind): Edited | Refusal {
  const band = bandOf(size.min, size.max)
  if (isRefusal(band)) return band
  const did = [
    ...(band.min === sketch.size.min && band.max === sketch.size.max ? [] : [`asked for about ${withComma(band.min)} to ${withComma(band.max)} patients`]),
    ...(kind === sketch.kind ? [] : [`chose ${KINDS[kind]} as what matters most`]),
  ]
  return { sketch: { ...sketch, size: band, kind }, did: did.join(' and ') || 'left size and measure as they were' }
}

function take(edition: Edition, sketch: Sketch, groups: PracticeCode[][], from: 'search' | 'file'): Edited | Refusal {
  const inside = membersOf(edition, sketch), seen = new Set<PracticeCode>()
  if (isRefusal(inside)) return inside
  for (const code of groups.flat()) {
    if (!inside.has(code)) return refuse('code-outside-area', `${code} is not a practice of this sketch’s area.`, SOURCE)
    if (seen.has(code)) return refuse('code-twice', `${code} is in two groups.`, SOURCE)
    seen.add(code)
  }
  const step = lastStep(sketch), whole = groups.filter(members => members.length > 0).map(members => members.toSorted())
  const lettered = carryLetters(edition, step.groups, whole)
  // What was kept by letter stays kept only where that group is still the same.
  const kept = sketch.kept.groups.filter(id => {
    const before = step.groups.find(group => group.id === id), after = lettered.find(group => group.id === id)
    return before !== undefined && after !== undefined && before.members.join() === after.members.join()
  })
  return {
    sketch: { ...withLastStep(sketch, tidyLarger({ ...step, groups: lettered })), kept: { ...sketch.kept, groups: kept } },
    did: from === 'search' ? 'took the groups found by looking again' : 'took the groups of a file',
  }
}
