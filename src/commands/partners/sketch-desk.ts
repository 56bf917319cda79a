import type { Edition } from '#domain/position/edition.ts'
import { refuse, type Refusal } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'

/** What the commands about sketches need. */
export interface SketchCommandDesk { db: Database; now(): Date }

/** The answer for a link that opens nothing: unknown, stopped, past and taken away are one. */
export const opensNothing = refuse('opens-nothing', 'This link opens nothing. It may have stopped, or its sketch may have been taken away.', 'Links of sketches')

/** Names exactly the releases an edition is made of, to tell later whether figures have changed since. */
export function figuresOf(edition: Edition): string {
  return edition.sources.map(use => use.release.id).join(' ')
}

/** Refuses a change meant for a version that is no longer the one looked at: somebody with the same link changed it meanwhile. */
export function whyNotFrom(from: number, now: number): Refusal | null {
  return from === now ? null : refuse('changed-meanwhile', 'This sketch was changed in another window meanwhile. Nothing was lost: look at it as it is now, and do it again there if you still want to.', 'Changes are made to the sketch as you see it')
}
