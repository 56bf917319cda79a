import type { Edition } from '../position/edition.ts'
import { refuse, type PracticeCode, type Refusal } from '../words.ts'
import { byLetter } from './group-letters.ts'
import { nameOf } from './names.ts'
import type { Pair } from './plan.ts'
import { notInArea } from './sketch-members.ts'
import { areTogether, groupOf, lastStep, type Edited, type Kept, type Sketch } from './sketch.ts'

/** One thing somebody does to what a sketch keeps when it is looked at again. */
export type KeepEdit =
  | { do: 'keep-together'; pair: Pair }
  | { do: 'keep-apart'; pair: Pair }
  /** A practice stays with the largest other practice of its group. */
  | { do: 'keep-here'; practice: PracticeCode }
  /** Nobody leaves the group and nobody joins it. */
  | { do: 'keep-group'; group: string }
  | { do: 'let-go'; together: Pair }
  | { do: 'let-go'; apart: Pair }
  | { do: 'let-go'; group: string }

/** Keeps, and lets go; nobody is moved by it. */
export function editKept(edition: Edition, sketch: Sketch, edit: KeepEdit): Edited | Refusal {
  switch (edit.do) {
    case 'keep-together': return keepPair(edition, sketch, edit.pair, 'together')
    case 'keep-apart': return keepPair(edition, sketch, edit.pair, 'apart')
    case 'keep-here': return keepHere(edition, sketch, edit.practice)
    case 'keep-group': return keepGroup(sketch, edit.group)
    case 'let-go': return letGo(edition, sketch, edit)
  }
}

const SOURCE = 'What this sketch keeps'

/** A move may leave a wish unmet that was unmet before, but never break one that holds. */
export function whatBreaks(edition: Edition, before: Sketch, after: Sketch, ...touched: (string | null)[]): Refusal | null {
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

function keepPair(edition: Edition, sketch: Sketch, pair: Pair, how: 'together' | 'apart'): Edited | Refusal {
  const [a, b] = pair
  const no = notInArea(edition, sketch, a, SOURCE) ?? notInArea(edition, sketch, b, SOURCE)
  if (no) return no
  if (a === b) return refuse('one-practice', 'Choose two different practices.', SOURCE)
  const sorted: Pair = a < b ? [a, b] : [b, a], other = how === 'together' ? 'apart' : 'together'
  if (sketch.kept[other].some(each => samePair(each, sorted))) return refuse('both-ways', `${both(edition, sorted)} are kept ${other} already. Let that go first.`, SOURCE)
  if (sketch.kept[how].some(each => samePair(each, sorted))) return refuse('already-kept', `${both(edition, sorted)} are kept ${how} already.`, SOURCE)
  const kept: Kept = { ...sketch.kept, [how]: [...sketch.kept[how], sorted] }
  return { sketch: { ...sketch, kept }, did: `keep ${both(edition, sorted)} ${how}` }
}

/** With the largest other practice of its group; alone in it, the group itself. */
export function keepHere(edition: Edition, sketch: Sketch, practice: PracticeCode): Edited | Refusal {
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

function letGo(edition: Edition, sketch: Sketch, edit: Extract<KeepEdit, { do: 'let-go' }>): Edited | Refusal {
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

const samePair = (a: Pair, b: Pair): boolean => (a[0] === b[0] && a[1] === b[1]) || (a[0] === b[1] && a[1] === b[0])
const both = (edition: Edition, [a, b]: Pair): string => `${nameOf(edition, a)} and ${nameOf(edition, b)}`
