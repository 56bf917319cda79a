import { refuse, type Refusal } from '#domain/words.ts'
import { keptOf } from '#records/link-keys.ts'
import { sketchBy, stopShare } from '#records/partners.ts'
import { opensNothing, type SketchCommandDesk } from './opened-sketch.ts'
import { MOST_SHARES } from './share-sketch.ts'

/** Stops a link to look at the sketch, from this moment and for good. Refuses a link that opens nothing and a share that is not open. */
export async function stopSharing({ db, now }: SketchCommandDesk, { key, share }: { key: string; share: number }): Promise<{ stopped: number } | Refusal> {
  const kept = keptOf('private', key), held = kept && await sketchBy(db, kept)
  if (!held) return opensNothing
  return Number.isInteger(share) && share >= 1 && share <= MOST_SHARES && await stopShare(db, held.id, share, now()) ? { stopped: share } : refuse('not-open', 'That link has stopped already.', 'Links to look at a sketch')
}
