import type { Refusal } from '#domain/words.ts'
import { removeSketch } from '#records/partners.ts'
import { onOpened, type SketchCommandDesk } from './opened-sketch.ts'

/** Takes a sketch away with everything that was done to it and every link to it. Nobody can bring it back. */
export async function eraseSketch({ db }: Pick<SketchCommandDesk, 'db'>, key: string): Promise<{ erased: true } | Refusal> {
  return onOpened(db, key, null, async (tx, held) => {
    await removeSketch(tx, held.id)
    return { erased: true as const }
  })
}
