import type { Edition } from '../position/edition.ts'
import type { PracticeCode } from '../words.ts'
import { heaviestMatching } from './changes.ts'
import { patientsOf } from './reasons.ts'
import type { SketchGroup, SketchStep } from './sketch.ts'

/** A, B … Z, AA, AB …: the letter of a group by its place in the plan, from 0. */
export function letterOf(index: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  return index < 26 ? letters[index]! : `${letters[Math.floor(index / 26) - 1]}${letters[index % 26]}`
}

/** A before B before AA. */
export const byLetter = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

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
export function nextLetter(step: SketchStep): string {
  const used = new Set(step.groups.map(group => group.id))
  let last = -1
  for (let index = 0, found = 0; found < used.size; index++) if (used.has(letterOf(index))) { last = index; found++ }
  return letterOf(last + 1)
}
