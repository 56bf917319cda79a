import { releaseIdsOf } from '#domain/position/edition.ts'
import { applyEdit } from '#domain/partners/sketch-edit.ts'
import { shareAsk } from '#domain/partners/sharing.ts'
import type { Sketch } from '#domain/partners/sketch.ts'
import { isRefusal, refuse, type Day } from '#domain/words.ts'
import type { Desk, HeldSketch } from '#web/desk.ts'
import { penmarshEdition } from './penmarsh.ts'

const nothing = refuse('opens-nothing', 'This link opens nothing.', 'test/town/sketchbook.ts')
const at = new Date('2026-02-03T09:00:00Z')
const today: Day = '2026-02-03'

interface Kept { versions: { sketch: Sketch; did: string; parent: number | null }[]; version: number; shares: { number: number; version: number; author: string; until: Day; stoppedAt: Date | null; lookKey: string; madeAt: Date }[] }

/** A sketchbook with nothing behind it, for reading pages: the rules are the real ones, the keeping is a Map. */
export function sketchbookInMemory(edition = penmarshEdition()): Desk['sketchbook'] {
  const books = new Map<string, Kept>()
  let count = 0
  const heldOf = ({ versions, version }: Kept): HeldSketch => {
    const { sketch, did, parent } = versions[version - 1]!
    const next = versions.findLastIndex(each => each.parent === version) + 1
    return { id: 1, version, parent, next: next === 0 ? null : next, madeAt: at, at, did, sketch, figures: releaseIdsOf(edition) }
  }
  const changed = refuse('changed-meanwhile', 'This sketch was changed in another window meanwhile.', 'test/town/sketchbook.ts')
  return {
    begin: async (_, sketch, did) => {
      const key = `private${String(++count).padStart(17, '0')}`
      books.set(key, { versions: [{ sketch, did, parent: null }], version: 1, shares: [] })
      return { key }
    },
    open: async key => {
      const book = books.get(key)
      return book ? { held: heldOf(book), shares: book.shares, deeds: book.versions.map(({ did, parent }, index) => ({ version: index + 1, parent, at, did })) } : null
    },
    edit: async (key, from, edit) => {
      const book = books.get(key)
      if (!book) return nothing
      if (book.version !== from) return changed
      const edited = applyEdit(edition, heldOf(book).sketch, edit)
      if (isRefusal(edited)) return edited
      book.versions.push({ ...edited, parent: book.version })
      book.version = book.versions.length
      return heldOf(book)
    },
    undo: async (key, from, way) => {
      const book = books.get(key)
      if (!book) return nothing
      if (book.version !== from) return changed
      const { parent, next } = heldOf(book), to = way === 'undo' ? parent : next
      if (to === null) return refuse('nothing-to-undo', 'There is nothing to undo.', 'test/town/sketchbook.ts')
      book.version = to
      return heldOf(book)
    },
    share: async (key, from, author, until) => {
      const book = books.get(key)
      if (!book) return nothing
      if (book.version !== from) return changed
      const ask = shareAsk(author, until, today)
      if (isRefusal(ask)) return ask
      const number = book.shares.length + 1, lookKey = `look${key.slice(7, 23)}${String(number).padStart(4, '0')}`
      book.shares.push({ number, version: book.version, author: ask.author, until: ask.until, stoppedAt: null, lookKey, madeAt: at })
      return { lookKey }
    },
    stopSharing: async (key, number) => {
      const share = books.get(key)?.shares.find(each => each.number === number)
      if (!share || share.stoppedAt) return nothing
      share.stoppedAt = at
      return { stopped: number }
    },
    erase: async key => (books.delete(key) ? { erased: true } : nothing),
    look: async lookKey => {
      for (const book of books.values()) {
        const share = book.shares.find(each => each.lookKey === lookKey && each.stoppedAt === null && each.until >= today)
        if (share) return { author: share.author, madeAt: at, until: share.until, version: share.version, at, sketch: book.versions[share.version - 1]!.sketch, figures: heldOf(book).figures }
      }
      return null
    },
  }
}
