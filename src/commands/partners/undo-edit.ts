import { refuse, type Refusal } from '#domain/words.ts'
import { sketchBy, turnTo, type HeldSketch } from '#records/partners.ts'
import { onOpened, type SketchCommandDesk } from './opened-sketch.ts'

/**
 * Goes back to the version before, or forward again to the newest made from this one. Nothing is thrown away.
 * Refuses a link that opens nothing, a sketch changed meanwhile, and where there is nothing to undo or do again.
 */
export async function undoEdit({ db, now }: SketchCommandDesk, { key, from, way }: { key: string; from: number; way: 'undo' | 'again' }): Promise<HeldSketch | Refusal> {
  return onOpened(db, key, from, async (tx, held, kept) => {
    const to = way === 'undo' ? held.parent : held.next
    if (to === null) return refuse('nothing-to-undo', way === 'undo' ? 'There is nothing to undo.' : 'There is nothing to do again.', 'Changes of this sketch')
    await turnTo(tx, held.id, to, now())
    return (await sketchBy(tx, kept))!
  })
}
