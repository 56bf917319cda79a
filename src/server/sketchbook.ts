import { createHash } from 'node:crypto'
import { beginSketch } from '#commands/partners/begin-sketch.ts'
import { editSketch } from '#commands/partners/edit-sketch.ts'
import { eraseSketch } from '#commands/partners/erase-sketch.ts'
import { shareSketch } from '#commands/partners/share-sketch.ts'
import { stopSharing } from '#commands/partners/stop-sharing.ts'
import { undoEdit } from '#commands/partners/undo-edit.ts'
import type { Edition } from '#domain/position/edition.ts'
import { dayInEngland } from '#domain/day.ts'
import type { Sketch } from '#domain/partners/sketch.ts'
import type { Database } from '#records/connect.ts'
import { keptOf, lookKeyOf } from '#records/link-keys.ts'
import { deedsOf, sharedSketchBy, sharesOf, sketchBy } from '#records/partners.ts'
import { asViewer } from '#records/viewing.ts'
import type { Desk } from '#web/desk.ts'

/** How much of what was done a page may show. */
const DEEDS_SHOWN = 200
/** Sketches held as one object each, so that figures worked out for one are found again: by the characters of their text. */
const HELD_CHARACTERS = 8_000_000

/** The sketchbook of a running server, over its database. */
export function openSketchbook({ db, now, edition }: { db: Database; now(): Date; edition: (name?: string) => Promise<Edition | null> }): Desk['sketchbook'] {
  const same = sameObjects()
  const desk = { db, now }
  return {
    begin: (figures, sketch, did) => beginSketch(desk, figures, sketch, did),
    open: async key => {
      const kept = keptOf('private', key)
      const opened = kept && await asViewer(db, { as: 'key', key: kept }, async tx => {
        const held = await sketchBy(tx, kept)
        return held && { held, shares: await sharesOf(tx, held.id), deeds: await deedsOf(tx, held.id, DEEDS_SHOWN) }
      })
      if (!opened) return null
      const { held, shares, deeds } = opened
      return { held: { ...held, sketch: same(held.sketch) }, shares: shares.map(share => ({ ...share, lookKey: lookKeyOf(key, share.number) })), deeds }
    },
    edit: (key, from, edit) => editSketch(desk, edition, { key, from, edit }),
    undo: (key, from, way) => undoEdit(desk, { key, from, way }),
    share: (key, from, author, until) => shareSketch(desk, { key, from, author, until, today: dayInEngland(now()) }),
    stopSharing: (key, share) => stopSharing(desk, { key, share }),
    erase: key => eraseSketch(desk, key),
    look: async lookKey => {
      const kept = keptOf('look', lookKey), on = dayInEngland(now())
      const shared = kept && await asViewer(db, { as: 'key', key: kept, on }, tx => sharedSketchBy(tx, kept, on))
      return shared ? { ...shared, sketch: same(shared.sketch) } : null
    },
  }
}

/** Gives the same object for the same sketch, the least lately asked for going first. */
function sameObjects(): (sketch: Sketch) => Sketch {
  const held = new Map<string, { sketch: Sketch; characters: number }>()
  let characters = 0
  return sketch => {
    const text = JSON.stringify(sketch), key = createHash('sha256').update(text).digest('base64'), known = held.get(key) ?? { sketch, characters: text.length }
    if (!held.delete(key)) characters += known.characters
    held.set(key, known)
    for (const [oldest, one] of held) {
      if (characters <= HELD_CHARACTERS) break
      held.delete(oldest)
      characters -= one.characters
    }
    return known.sketch
  }
}
