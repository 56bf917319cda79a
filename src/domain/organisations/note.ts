import { refuse, type Refusal } from '../words.ts'
import { unseenSigns } from '../words-typed.ts'

/** A note kept in a room: a heading and what there is to say. */
export interface Note { title: string; body: string }

export const noteLimits = { title: 120, body: 20_000 } as const

const SOURCE = 'Notes of a room'

/** Reads what somebody typed as a note. Refuses one without a heading, one too long, and signs that cannot be seen; `at` names the box. */
export function noteTyped(title: string, body: string): Note | (Refusal & { at: 'title' | 'body' }) {
  const heading = title.trim().replace(/\s+/g, ' '), text = body.replaceAll('\r\n', '\n').trim()
  const no = (at: 'title' | 'body', code: string, why: string) => ({ ...refuse(code, why, SOURCE), at })
  if (heading === '') return no('title', 'no-heading', 'Give the note a heading, so that you find it again.')
  if (heading.length > noteLimits.title) return no('title', 'long-heading', `A heading may have ${noteLimits.title} letters; this one has ${heading.length}.`)
  if (text.length > noteLimits.body) return no('body', 'long-note', `A note may have ${noteLimits.body.toLocaleString('en-GB')} letters; this one has ${text.length.toLocaleString('en-GB')}.`)
  if (unseenSigns.test(heading)) return no('title', 'odd-heading', 'The heading holds a sign that cannot be seen. Type it again.')
  if (unseenSigns.test(text)) return no('body', 'odd-note', 'The note holds a sign that cannot be seen. Type that part again.')
  return { title: heading, body: text }
}
