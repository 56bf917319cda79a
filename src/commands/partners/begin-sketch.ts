import { releaseIdsOf, type Edition } from '#domain/position/edition.ts'
import { membersOf } from '#domain/partners/sketch-members.ts'
import type { Sketch } from '#domain/partners/sketch.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import { keptOf, newPrivateKey } from '#records/link-keys.ts'
import { addSketch, removeUntouched } from '#records/partners.ts'
import { asViewer } from '#records/viewing.ts'
import type { SketchCommandDesk } from './opened-sketch.ts'

/** How long a sketch is kept after it was last changed or shared, days: longer than any link to look at it. */
export const KEPT_DAYS = 400

/**
 * Puts a new sketch down and hands over its private key, which is kept nowhere else. Nobody is told.
 * Takes away, along the way, sketches nobody has touched for `KEPT_DAYS`. Refuses an area these figures do not know.
 */
export async function beginSketch({ db, now }: SketchCommandDesk, edition: Edition, sketch: Sketch, did: string): Promise<{ key: string } | Refusal> {
  const members = membersOf(edition, sketch)
  if (isRefusal(members)) return members
  const key = newPrivateKey(), kept = keptOf('private', key)!, at = now()
  await asViewer(db, { as: 'key', key: kept }, tx => addSketch(tx, kept, { sketch, did, figures: releaseIdsOf(edition), at }))
  await asViewer(db, { as: 'caretaker' }, tx => removeUntouched(tx, new Date(at.getTime() - KEPT_DAYS * 86_400_000)))
  return { key }
}
