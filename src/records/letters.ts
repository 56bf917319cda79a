import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { letterKinds, type Letter, type LetterKind } from '#domain/organisations/letter.ts'
import type { MailAddress } from '#domain/organisations/mail-address.ts'
import type { Viewed } from './viewing.ts'

/**
 * Letters on their way out. A command that causes one calls `queueLetter` in its own transaction: act and letter are kept together or not at all.
 * Everything else is for the postman, who is let see letters and nothing else, and for the caretaker, who sees only what has ended.
 */

/** A letter that waits, as the postman sees it. */
export interface WaitingLetter extends Letter { id: string; queuedAt: Date; tries: number }

export type LetterEnd = 'sent' | 'refused' | 'too-late'

/** Puts a letter with the act that causes it, as whoever does the act (a person, a capacity, the doorkeeper or the caretaker). It goes out once the transaction has ended. */
export async function queueLetter(tx: Viewed, letter: Letter, at: Date): Promise<void> {
  const { to, kind, until, before, path, after } = letter
  await tx.insertInto('letter').values({
    id: randomUUID(), kind, is_key: letterKinds[kind].isKey, address: to, content: JSON.stringify({ before, path, after }), queued_at: at, until, next_try_at: at,
  }).execute()
}

const waiting = ['id', 'kind', 'address', 'content', 'queued_at', 'until', 'tries'] as const
interface Row { id: string; kind: string; address: string | null; content: { before: string[]; path: string; after: string[] } | null; queued_at: Date; until: Date; tries: number }

function letterOf({ id, kind, address, content, queued_at, until, tries }: Row): WaitingLetter {
  return { id, kind: kind as LetterKind, to: address as MailAddress, ...content!, queuedAt: queued_at, until, tries }
}

/** The letter to carry next, the one soonest too late first, held until the transaction ends; null for none. Letters another process holds are passed over. */
export async function takeLetter(postman: Viewed, now: Date): Promise<WaitingLetter | null> {
  const row = await postman.selectFrom('letter').select(waiting).where('ended', 'is', null).where('next_try_at', '<=', now).where('until', '>', now)
    .orderBy('until').orderBy('id').limit(1).forUpdate().skipLocked().executeTakeFirst()
  return row ? letterOf(row) : null
}

/** Says how a letter ended; its address and words are gone with that. */
export async function endLetter(postman: Viewed, id: string, ended: LetterEnd, at: Date): Promise<void> {
  await postman.updateTable('letter').set(eb => ({ ended, ended_at: at, address: null, content: null, tries: eb('tries', '+', 1) })).where('id', '=', id).execute()
}

/** A letter that was not taken waits until an instant. */
export async function putOffLetter(postman: Viewed, id: string, until: Date): Promise<void> {
  await postman.updateTable('letter').set(eb => ({ next_try_at: until, tries: eb('tries', '+', 1) })).where('id', '=', id).execute()
}

/** Ends every letter it is too late for; says how many. One that is being sent at this moment is passed over. */
export async function endLateLetters(postman: Viewed, now: Date): Promise<number> {
  const { rows } = await sql`update letter set ended = 'too-late', ended_at = ${now}, address = null, content = null
    where id in (select id from letter where ended is null and until <= ${now} for update skip locked) returning id`.execute(postman)
  return rows.length
}

/** Letters that wait, newest first: for a demonstration's page of them. */
export async function waitingLetters(postman: Viewed, now: Date, most: number): Promise<WaitingLetter[]> {
  const rows = await postman.selectFrom('letter').select(waiting).where('ended', 'is', null).where('until', '>', now).orderBy('queued_at', 'desc').orderBy('id').limit(most).execute()
  return rows.map(letterOf)
}

/** Takes away the empty rows of letters that ended before an instant; says how many. */
export async function removeEndedLetters(caretaker: Viewed, before: Date): Promise<number> {
  const { numDeletedRows } = await caretaker.deleteFrom('letter').where('ended', 'is not', null).where('ended_at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}
