import { randomUUID } from 'node:crypto'
import { caseTyped, outcomeTyped, stepTyped } from '#domain/support/case.ts'
import { isRefusal, refuse, type PracticeCode, type Refusal } from '#domain/words.ts'
import type { Refused } from '#domain/words-typed.ts'
import { addItem, touchItem } from '#records/items.ts'
import { addCase, addStep, caseHeld, caseStepDone, endCase } from '#records/support.ts'
import { changeable, inRoom, notYours, whyNotChange, type Acting, type RoomDesk, type Who } from '../organisations/in-room.ts'
import { whyNotKeepAs } from '../organisations/write-note.ts'
import type { ItemHead } from '#records/items.ts'

const CASES = 'Cases of a commissioner'

/** A case as typed; `about` comes from published figures, so no room of a practice is asked. */
export interface CaseTyped { about: { code: PracticeCode; name: string }; reason: string; keptAs: 'only-you' | 'your-partners'; step: string; due: string }

/** Opens a case of a commissioner's own. It needs no practice to join and tells none. Refuses what is typed oddly, and any other kind of room. */
export async function openCase(desk: RoomDesk, who: Who, typed: CaseTyped): Promise<{ item: string } | Refused> {
  const read = caseTyped(typed)
  if (isRefusal(read)) return read
  const { reason, step } = read
  return inRoom(desk, who, async acting => {
    const { tx, room, name, at } = acting, no = whyNotKeepAs(acting, { keptAs: typed.keptAs, group: null })
    if (room.kind !== 'commissioner') return notYours
    if (no !== null) return { ...no, at: 'kept-as' }
    const item = randomUUID()
    await addItem(tx, { id: item, kind: 'case', organisation: room.id, organisationName: room.name, author: who.person, authorName: name, keptAs: typed.keptAs, group: null, isCommercial: false, entered: null, at })
    await addCase(tx, item, { about: typed.about, reason })
    if (step !== null) await addStep(tx, { id: randomUUID(), item, ...step, person: who.person, name, at })
    return { item }
  })
}

/** Writes down a next step and the day it is meant for. */
export async function nextStep(desk: RoomDesk, who: Who, item: string, typed: { step: string; due: string }): Promise<{ item: string } | Refused> {
  const step = stepTyped(typed.step, typed.due)
  if (isRefusal(step)) return step
  return inCase(desk, who, item, async ({ tx, name, at }, head) => {
    await touchItem(tx, item, head.version, at)
    await addStep(tx, { id: randomUUID(), item, ...step, person: who.person, name, at })
    return { item }
  })
}

/** Marks a step as done. */
export async function stepDone(desk: RoomDesk, who: Who, item: string, step: string): Promise<{ item: string } | Refusal> {
  return inCase(desk, who, item, async ({ tx, name, at }) => (await caseStepDone(tx, item, step, name, at) ? { item } : notYours))
}

/** Closes a case today, with how it ended. Once. */
export async function closeCase(desk: RoomDesk, who: Who, item: string, typed: string): Promise<{ item: string } | (Refusal & { at?: string })> {
  const outcome = outcomeTyped(typed)
  if (isRefusal(outcome)) return { ...outcome, at: 'outcome' }
  return inCase(desk, who, item, async ({ tx, name, today, at }, head) => {
    await touchItem(tx, item, head.version, at)
    return await endCase(tx, item, today, name, outcome) ? { item } : closedAlready
  })
}

const closedAlready = refuse('closed', 'This case is closed.', CASES)

async function inCase<T>(desk: RoomDesk, who: Who, item: string, act: (acting: Acting, head: ItemHead) => Promise<T | Refusal>): Promise<T | Refusal> {
  return inRoom(desk, who, async acting => {
    const head = await changeable(acting, item)
    if (head === null || head.kind !== 'case') return notYours
    return whyNotChange(acting, head) ?? ((await caseHeld(acting.tx, item)).closed !== null ? closedAlready : act(acting, head))
  })
}
