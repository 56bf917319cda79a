import { shareAsk } from '#domain/partners/sharing.ts'
import { isRefusal, refuse, type Day, type Refusal } from '#domain/words.ts'
import { keptOf, lookKeyOf } from '#records/link-keys.ts'
import { addShare, sharesOf, turnTo } from '#records/partners.ts'
import { onOpened, opensNothing, type SketchCommandDesk } from './opened-sketch.ts'

/** Links one sketch may have, stopped ones included. */
export const MOST_SHARES = 200

/**
 * Makes a link by which anyone may look at the sketch as it stands now, until a day; later changes do not show on it.
 * Refuses what `shareAsk` refuses, a link that opens nothing and a sketch changed meanwhile.
 */
export async function shareSketch({ db, now }: SketchCommandDesk, { key, from, author, until, today }: { key: string; from: number; author: string; until: Day; today: Day }): Promise<{ lookKey: string } | Refusal> {
  if (!keptOf('private', key)) return opensNothing
  const ask = shareAsk(author, until, today)
  if (isRefusal(ask)) return ask
  return onOpened(db, key, from, async (tx, held) => {
    const number = (await sharesOf(tx, held.id)).length + 1, lookKey = lookKeyOf(key, number)
    if (number > MOST_SHARES) return refuse('too-many-links', `This sketch has had ${MOST_SHARES} links, the most it can have.`, 'Limits of this server')
    await addShare(tx, held.id, keptOf('look', lookKey)!, { number, version: held.version, author: ask.author, until: ask.until, at: now() })
    await turnTo(tx, held.id, held.version, now())
    return { lookKey }
  })
}
