import { randomUUID } from 'node:crypto'
import { helpLimits, writingTyped, type WordKind } from '#domain/support/help.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import { addNotice } from '#records/notices.ts'
import { addWord, hatsOf } from '#records/support.ts'
import type { RoomDesk, Who } from '../organisations/in-room.ts'
import { asPractice, asSupport, matterClosed, type InMatter } from './in-matter.ts'

/** Answers a help request; both sides see the answer, and whoever asked is told by letter. Refuses whoever has not taken it up: the practice is to know who answers, and as what. */
export async function answerHelp(desk: RoomDesk, who: Who, request: string, text: string): Promise<{ said: true } | Refusal> {
  const says = writingTyped(text, helpLimits.word, 'Write your answer first.')
  return isRefusal(says) ? says : asSupport(desk, who, request, matter => withHat(matter, request, who, () => say(matter, request, who, 'answered', says)))
}

/** Asks more in a matter that goes on. */
export async function askMore(desk: RoomDesk, who: Who, request: string, text: string): Promise<{ said: true } | Refusal> {
  const says = writingTyped(text, helpLimits.word, 'Write what you would like to add first.')
  return isRefusal(says) ? says : asPractice(desk, who, request, matter => say(matter, request, who, 'asked-more', says))
}

/** Closes a matter, from either side, with a word or without. Nothing is said in it after. */
export async function closeMatter(desk: RoomDesk, who: Who, request: string, side: 'practice' | 'support', text: string): Promise<{ said: true } | Refusal> {
  const says = text.trim() === '' ? '' : writingTyped(text, helpLimits.word, '')
  if (isRefusal(says)) return says
  return side === 'practice' ? asPractice(desk, who, request, matter => say(matter, request, who, 'closed', says))
    : asSupport(desk, who, request, matter => withHat(matter, request, who, () => say(matter, request, who, 'closed', says)))
}

async function withHat({ tx, state }: InMatter, request: string, who: Who, act: () => Promise<{ said: true } | Refusal>): Promise<{ said: true } | Refusal> {
  if (state !== 'closed' && !(await hatsOf(tx, [request])).some(hat => hat.person === who.person)) return refuse('not-taken-up', 'Take it up first, so that the practice sees who answers, and as what.', 'Help requests')
  return act()
}

async function say({ tx, room, name, head, state, at }: InMatter, request: string, who: Who, kind: WordKind, says: string): Promise<{ said: true } | Refusal> {
  if (state === 'closed') return matterClosed
  await addWord(tx, request, { id: randomUUID(), kind, organisation: room.id, organisationName: room.name, person: who.person, name, says, at })
  if (kind === 'answered') await addNotice(tx, { item: request, fromOrganisation: room.id, fromName: name, fromOf: room.name, toCode: head.organisation, toPerson: head.author, page: 'ask', at })
  return { said: true }
}
