import { refuse, type Refusal } from '#domain/words.ts'
import { keptOf } from '#records/link-keys.ts'
import { sketchBy, stopShare } from '#records/partners.ts'
import { asViewer } from '#records/viewing.ts'
import { opensNothing, type SketchCommandDesk } from './opened-sketch.ts'
import { MOST_SHARES } from './share-sketch.ts'

/** Stops a link to look at the sketch, from this moment and for good. Refuses a link that opens nothing and a share that is not open. */
export async function stopSharing({ db, now }: SketchCommandDesk, { key, share }: { key: string; share: number }): Promise<{ stopped: number } | Refusal> {
  const kept = keptOf('private', key)
  if (!kept) return opensNothing
  return asViewer(db, { as: 'key', key: kept }, async tx => {
    const held = await sketchBy(tx, kept)
    if (!held) return opensNothing
    const isStopped = Number.isInteger(share) && share >= 1 && share <= MOST_SHARES && await stopShare(tx, held.id, share, now())
    return isStopped ? { stopped: share } : refuse('not-open', 'That link has stopped already.', 'Links to look at a sketch')
  })
}
