import { releaseIdsOf, type Edition } from '#domain/position/edition.ts'
import { applyEdit, type SketchEdit } from '#domain/partners/sketch-edit.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import { keptOf } from '#records/link-keys.ts'
import { addVersion, countVersions, sketchBy, type HeldSketch } from '#records/partners.ts'
import { asViewer } from '#records/viewing.ts'
import { onOpened, opensNothing, type SketchCommandDesk } from './opened-sketch.ts'

/** Versions one sketch may have; a new one can be begun from where it stands. */
const MOST_VERSIONS = 5_000
/** Characters of one version: many times what a county's practices, their hospitals and forty purposes take. All versions together may have so many hundreds of it. */
const MOST_CHARACTERS = 200_000, MOST_IN_ALL = 50_000_000

/**
 * Does one edit to the sketch a private link opens, as a new version after `from`, the version its maker saw.
 * Refuses a link that opens nothing, a sketch that was changed meanwhile, and whatever `applyEdit` refuses; nothing is then saved.
 * @param editionNamed the figures the sketch is drawn on, by name; null when they are not loaded
 */
export async function editSketch({ db, now }: SketchCommandDesk, editionNamed: (name: string) => Promise<Edition | null>, { key, from, edit }: { key: string; from: number; edit: SketchEdit }): Promise<HeldSketch | Refusal> {
  const kept = keptOf('private', key), before = kept && await asViewer(db, { as: 'key', key: kept }, tx => sketchBy(tx, kept))
  if (!before) return opensNothing
  const edition = await editionNamed(before.sketch.release)
  if (!edition) return refuse('unknown-edition', `The figures of ${before.sketch.release}, which this sketch is drawn on, are not loaded here now.`, 'Figures of the sketch')
  return onOpened(db, key, from, async (tx, held) => {
    const edited = applyEdit(edition, held.sketch, edit)
    if (isRefusal(edited)) return edited
    const versions = await countVersions(tx, held.id), characters = JSON.stringify(edited.sketch).length
    if (characters > MOST_CHARACTERS) return refuse('too-large-sketch', 'This sketch holds as much as one can. Take something out of it first, such as sets or purposes it no longer needs.', 'Limits of this server')
    if (versions >= MOST_VERSIONS || versions * characters > MOST_IN_ALL) return refuse('too-many-versions', `This sketch has been changed ${versions} times, the most it can be. Take its groups away as a file and begin a new one from there.`, 'Limits of this server')
    await addVersion(tx, held.id, { number: versions + 1, parent: held.version, content: edited.sketch, did: edited.did, figures: releaseIdsOf(edition), at: now() })
    return (await sketchBy(tx, kept))!
  })
}
