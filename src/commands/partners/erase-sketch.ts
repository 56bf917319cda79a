import type { Refusal } from '#domain/words.ts'
import { keptOf } from '#records/link-keys.ts'
import { removeSketch, sketchBy } from '#records/partners.ts'
import { opensNothing, type SketchCommandDesk } from './sketch-desk.ts'

/** Takes a sketch away with everything that was done to it and every link to it. Nobody can bring it back. */
export async function eraseSketch({ db }: Pick<SketchCommandDesk, 'db'>, key: string): Promise<{ erased: true } | Refusal> {
  const kept = keptOf('private', key)
  if (!kept) return opensNothing
  return db.transaction().execute(async tx => {
    const held = await sketchBy(tx, kept, true)
    if (!held) return opensNothing
    await removeSketch(tx, held.id)
    return { erased: true as const }
  })
}
