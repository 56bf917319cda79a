import type { Edition } from '../position/edition.ts'
import { withComma } from '../position/figures.ts'
import { areaOf } from '../position/area.ts'
import { isRefusal, refuse, type PracticeCode, type Refusal } from '../words.ts'
import { heaviestMatching } from './changes.ts'
import { nameOf } from './names.ts'
import type { Band, Pair, Plan, SketchKind } from './plan.ts'
import { bandOf } from './purposes.ts'
import { letterOf, patientsOf } from './reasons.ts'
import { editPurposes, type PurposeEdit } from './purpose-edits.ts'
import { lastStep, tidyLarger, withLastStep, type Edited, type Kept, type Sketch, type SketchGroup, type SketchStep } from './sketch.ts'
import { editSteps, type StepEdit } from './step-edits.ts'

/** One thing somebody does to a sketch. Edits are about its last step. */
export type SketchEdit =
  /** To a group by its letter, to a new group of its own, or out of every group. `keep`: and keep it there when we look again. */
  | { do: 'move'; practice: PracticeCode; to: string; keep: boolean }
  | { do: 'keep-together'; pair: Pair }
  | { do: 'keep-apart'; pair: Pair }
  /** A practice stays with the largest other practice of its group. */
  | { do: 'keep-here'; practice: PracticeCode }
  /** Nobody leaves the group and nobody joins it. */
  | { do: 'keep-group'; group: string }
  | { do: 'let-go'; together: Pair }
  | { do: 'let-go'; apart: Pair }
  | { do: 'let-go'; group: string }
  /** Another size, another measure: nobody is moved. */
  | { do: 'aim'; size: Band; kind: SketchKind }
  /** Other groups for all practices, from looking again or from a file; letters are carried on where a group is mostly the same. */
  | { do: 'take'; groups: PracticeCode[][]; from: 'search' | 'file' }
  | PurposeEdit | StepEdit

/** To a new group of its own, and out of every group: words that no letter is. */
export const NEW_GROUP = 'new', NO_GROUP = 'none'

export type { Edited }

const SOURCE = 'What this sketch keeps'

/**
 * Does one edit and says in words what was done; nothing is changed in the sketch handed in.
 * Refuses what names a practice or group that is not there, and a move that would break what the sketch is told to keep: the reason names the way out.
 */
export function applyEdit(edition: Edition, sketch: Sketch, edit: SketchEdit): Edited | Refusal {
  switch (edit.do) {
    case 'move': return move(edition, sketch, edit)
    case 'keep-together': return keepPair(edition, sketch, edit.pair, 'together')
    case 'keep-apart': return keepPair(edition, sketch, edit.pair, 'apart')
    case 'keep-here': return keepHere(edition, sketch, edit.practice)
    case 'keep-group': return keepGroup(sketch, edit.group)
    case 'let-go': return letGo(edition, sketch, edit)
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

/** Which group a practice is in, by letter; null when left over. */
export function groupOf(step: Pick<SketchStep, 'groups'>, code: PracticeCode): SketchGroup | null {
  return step.groups.find(group => group.members.includes(code)) ?? null
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

/** A before B before AA. */
export const byLetter = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

function move(edition: Edition, sketch: Sketch, { practice, to, keep }: { practice: PracticeCode; to: string; keep: boolean }): Edited | Refusal {
  const no = notInArea(edition, sketch, practice)
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

/** A move may leave a wish unmet that was unmet before, but never break one that holds. */
function whatBreaks(edition: Edition, before: Sketch, after: Sketch, ...touched: (string | null)[]): Refusal | null {
  const held = before.kept.groups.find(id => touched.includes(id))
  if (held !== undefined) return refuse('group-kept', `Group ${held} is kept as it is. Let it go first, then change it.`, SOURCE)
  const were = lastStep(before), are = lastStep(after)
  for (const pair of before.kept.together) {
    if (areTogether(were, pair) && !areTogether(are, pair)) return refuse('kept-together', `${both(edition, pair)} are kept together. Let them go first, or move the other too.`, SOURCE)
  }
  for (const pair of before.kept.apart) {
    if (!areTogether(were, pair) && areTogether(are, pair)) return refuse('kept-apart', `${both(edition, pair)} are kept apart. Let that go first.`, SOURCE)
  }
  return null
}

/** Whether two practices are in one group. */
export function areTogether(step: Pick<SketchStep, 'groups'>, [a, b]: Pair): boolean {
  return step.groups.some(group => group.members.includes(a) && group.members.includes(b))
}

function keepPair(edition: Edition, sketch: Sketch, pair: Pair, how: 'together' | 'apart'): Edited | Refusal {
  const [a, b] = pair
  const no = notInArea(edition, sketch, a) ?? notInArea(edition, sketch, b)
  if (no) return no
  if (a === b) return refuse('one-practice', 'Choose two different practices.', SOURCE)
  const sorted: Pair = a < b ? [a, b] : [b, a], other = how === 'together' ? 'apart' : 'together'
  if (sketch.kept[other].some(each => samePair(each, sorted))) return refuse('both-ways', `${both(edition, sorted)} are kept ${other} already. Let that go first.`, SOURCE)
  if (sketch.kept[how].some(each => samePair(each, sorted))) return refuse('already-kept', `${both(edition, sorted)} are kept ${how} already.`, SOURCE)
  const kept: Kept = { ...sketch.kept, [how]: [...sketch.kept[how], sorted] }
  return { sketch: { ...sketch, kept }, did: `keep ${both(edition, sorted)} ${how}` }
}

function keepHere(edition: Edition, sketch: Sketch, practice: PracticeCode): Edited | Refusal {
  const group = groupOf(lastStep(sketch), practice)
  if (group === null) return refuse('in-no-group', `${nameOf(edition, practice)} is in no group, so there is nothing to keep it in.`, SOURCE)
  const others = group.members.filter(code => code !== practice)
  if (others.length === 0) return keepGroup(sketch, group.id)
  const size = (code: PracticeCode) => edition.byCode.get(code)?.patients ?? 0
  return keepPair(edition, sketch, [practice, others.reduce((most, code) => size(code) > size(most) ? code : most)], 'together')
}

function keepGroup(sketch: Sketch, id: string): Edited | Refusal {
  if (!lastStep(sketch).groups.some(group => group.id === id)) return refuse('no-such-group', `There is no group ${id.slice(0, 10)}.`, SOURCE)
  if (sketch.kept.groups.includes(id)) return refuse('already-kept', `Group ${id} is kept as it is already.`, SOURCE)
  return { sketch: { ...sketch, kept: { ...sketch.kept, groups: [...sketch.kept.groups, id].sort(byLetter) } }, did: `keep group ${id} as it is` }
}

function letGo(edition: Edition, sketch: Sketch, edit: Extract<SketchEdit, { do: 'let-go' }>): Edited | Refusal {
  const none = refuse('not-kept', 'That is not kept any more.', SOURCE)
  if ('group' in edit) {
    if (!sketch.kept.groups.includes(edit.group)) return none
    return { sketch: { ...sketch, kept: { ...sketch.kept, groups: sketch.kept.groups.filter(id => id !== edit.group) } }, did: `let group ${edit.group} change again` }
  }
  const how = 'together' in edit ? 'together' : 'apart', pair = 'together' in edit ? edit.together : edit.apart
  const left = sketch.kept[how].filter(each => !samePair(each, pair))
  if (left.length === sketch.kept[how].length) return none
  return { sketch: { ...sketch, kept: { ...sketch.kept, [how]: left } }, did: `no longer keep ${both(edition, pair)} ${how}` }
}

function aim(sketch: Sketch, size: Band, kind: SketchKind): Edited | Refusal {
  const band = bandOf(size.min, size.max)
  if (isRefusal(band)) return band
  const did = [
    ...(band.min === sketch.size.min && band.max === sketch.size.max ? [] : [`asked for about ${withComma(band.min)} to ${withComma(band.max)} patients`]),
    ...(kind === sketch.kind ? [] : ['chose another measure']),
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

/** New groups with the letters of the old ones they are mostly made of (heaviest matching by patients), else the next free letters, largest first. */
export function carryLetters(edition: Edition, before: readonly SketchGroup[], after: readonly PracticeCode[][]): SketchGroup[] {
  const at = new Map(before.flatMap((group, index) => group.members.map(code => [code, index] as const)))
  const shared = after.map(members => {
    const by = new Map<number, number>()
    for (const code of members) {
      const index = at.get(code)
      if (index !== undefined) by.set(index, (by.get(index) ?? 0) + Math.max(1, edition.byCode.get(code)?.patients ?? 0))
    }
    return by
  })
  const heir = heaviestMatching(shared), letters = after.map((_, k) => heir[k]! < 0 ? null : before[heir[k]!]!.id)
  const used = new Set(letters), fresh = after.map((_, k) => k).filter(k => letters[k] === null).sort((a, b) => patientsOf(edition, after[b]!) - patientsOf(edition, after[a]!) || (after[a]![0]! < after[b]![0]! ? -1 : 1))
  let next = 0
  for (const k of fresh) {
    while (used.has(letterOf(next))) next++
    letters[k] = letterOf(next)
    used.add(letters[k])
  }
  return after.map((members, k) => ({ id: letters[k]!, members: members.toSorted() })).sort((a, b) => byLetter(a.id, b.id))
}

/** The letter after the last in use, so that a new group is not taken for one that was. */
function nextLetter(step: SketchStep): string {
  const used = new Set(step.groups.map(group => group.id))
  let last = -1
  for (let index = 0, found = 0; found < used.size; index++) if (used.has(letterOf(index))) { last = index; found++ }
  return letterOf(last + 1)
}

/** The practices of the sketch's area; refused where these figures no longer know the area or one of its codes. */
export function membersOf(edition: Edition, sketch: Pick<Sketch, 'area'>): ReadonlySet<PracticeCode> | Refusal {
  const area = areaOf(edition, sketch.area)
  return isRefusal(area) ? area : new Set(area.members)
}

function notInArea(edition: Edition, sketch: Sketch, code: PracticeCode): Refusal | null {
  const inside = membersOf(edition, sketch)
  if (isRefusal(inside)) return inside
  return inside.has(code) ? null : refuse('not-in-sketch', `${nameOf(edition, code.slice(0, 12))} is not a practice of this sketch.`, SOURCE)
}

const samePair = (a: Pair, b: Pair): boolean => (a[0] === b[0] && a[1] === b[1]) || (a[0] === b[1] && a[1] === b[0])
const both = (edition: Edition, [a, b]: Pair): string => `${nameOf(edition, a)} and ${nameOf(edition, b)}`
