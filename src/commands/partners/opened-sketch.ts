import { refuse, type Refusal } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { keptOf } from '#records/link-keys.ts'
import { sketchBy, type HeldSketch } from '#records/partners.ts'
import { asViewer, type Viewed } from '#records/viewing.ts'

/** What the commands about sketches need. */
export interface SketchCommandDesk { db: Database; now(): Date }

/** The answer for a link that opens nothing: unknown, stopped, past and taken away are one. */
export const opensNothing = refuse('opens-nothing', 'This link opens nothing. It may have stopped, or its sketch may have been taken away.', 'Links of sketches')

const changedMeanwhile = refuse('changed-meanwhile', 'This sketch was changed in another window meanwhile. Nothing was lost: look at it as it is now, and do it again there if you still want to.', 'Changes are made to the sketch as you see it')

/** What a command does to an opened sketch, by itself until the transaction ends. */
type Act<T> = (tx: Viewed, held: HeldSketch, kept: Buffer) => Promise<T | Refusal>

/**
 * Opens the sketch of a private key, with nobody else changing it meanwhile, and acts on it; all or nothing.
 * Refuses a key that opens nothing, and a sketch that is no longer at `from`, the version its maker saw: somebody with the same link changed it.
 * @param from null for what may be done to any version
 */
export async function onOpened<T>(db: Database, key: string, from: number | null, act: Act<T>): Promise<T | Refusal> {
  const kept = keptOf('private', key)
  if (!kept) return opensNothing
  return asViewer(db, { as: 'key', key: kept }, async tx => {
    const held = await sketchBy(tx, kept, true)
    if (!held) return opensNothing
    return from === null || from === held.version ? act(tx, held, kept) : changedMeanwhile
  })
}
