import { randomUUID } from 'node:crypto'
import { stepTyped } from '#domain/support/case.ts'
import { helpLimits, writingTyped } from '#domain/support/help.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import { atBox, oddly, type Refused } from '#domain/words-typed.ts'
import { addWorkingNote, removeWorkingNote, workingStepDone } from '#records/support.ts'
import { answeringInRoom, notYours, type RoomDesk, type Who } from '../organisations/in-room.ts'
import { asSupport } from './in-matter.ts'

/** Keeps a support unit's own note about a matter, with a next step and its day where there is one. The practice does not see it; it stays when the request is shown no more. */
export async function noteForOurselves(desk: RoomDesk, who: Who, request: string, typed: { says: string; step: string; due: string }): Promise<{ noted: true } | Refused> {
  const hasStep = typed.step.trim() !== '' || typed.due !== ''
  const step = hasStep ? stepTyped(typed.step, typed.due) : null
  const says = hasStep && typed.says.trim() === '' ? '' : writingTyped(typed.says, helpLimits.word, 'Write a note, or a next step.')
  if (isRefusal(says) || isRefusal(step)) return oddly([...atBox('says', says), ...isRefusal(step) ? step.all : []])!
  return asSupport(desk, who, request, async ({ tx, head, room, name, at }) => {
    await addWorkingNote(tx, { id: randomUUID(), organisation: room.id, matter: request, fromName: head.organisationName, person: who.person, name, says, step: step?.says ?? null, due: step?.due ?? null, at })
    return { noted: true as const }
  })
}

/** Marks a next step as done. */
export async function stepOfOursDone(desk: RoomDesk, who: Who, note: string): Promise<{ done: true } | Refusal> {
  return answeringInRoom(desk, who, async ({ tx, name, at }) => (await workingStepDone(tx, note, name, at) ? { done: true as const } : notYours))
}

/** Throws one of our own notes away. */
export async function throwNoteAway(desk: RoomDesk, who: Who, note: string): Promise<{ removed: true } | Refusal> {
  return answeringInRoom(desk, who, async ({ tx }) => (await removeWorkingNote(tx, note) ? { removed: true as const } : notYours))
}
