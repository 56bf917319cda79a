import type { Context } from 'hono'
import { dayInEngland } from '#domain/day.ts'
import type { Desk } from './desk.ts'
import { sendPacked } from './pack.ts'

/**
 * Pages that say the same to everybody who asks for their address: made of figures that never change once read, and of the day. Kept packed, those asked for
 * last, so that a page people send each other is made once. Only pages that call themselves settled come here; nothing under a link ever does, and nothing for
 * somebody who has signed in: their name stands at its head.
 */

type Packed = Buffer<ArrayBuffer>

/** All England's practice pages, packed, come to about 40 MB. */
const MOST_BYTES = 96 * 1024 ** 2
/** A longer address is nobody's bookmark: it is not kept. */
const LONGEST_ADDRESS = 600

interface Shelf { pages: Map<string, Packed>; bytes: number }

/** By the list of figures that are loaded, which is another whenever any of them change: pages made of others go with it. */
const shelves = new WeakMap<readonly object[], Shelf>()

function shelfOf(desk: Desk): Shelf {
  const list = desk.figures.list(), shelf = shelves.get(list) ?? { pages: new Map<string, Packed>(), bytes: 0 }
  shelves.set(list, shelf)
  return shelf
}

/** The address and the day; null for a request that is not kept, such as that of somebody who has signed in. */
function keyOf(c: Context, desk: Desk): string | null {
  const { pathname, search } = new URL(c.req.url)
  return c.req.method !== 'GET' || c.get('who') || pathname.length + search.length > LONGEST_ADDRESS ? null : `${dayInEngland(desk.now())} ${pathname}${search}`
}

/** The page as it was kept, or null. */
export function settledPage(c: Context, desk: Desk): Response | null {
  const key = keyOf(c, desk), { pages } = shelfOf(desk), packed = key === null ? undefined : pages.get(key)
  if (key === null || packed === undefined) return null
  pages.delete(key) // to the end: last asked for
  pages.set(key, packed)
  return sendPacked(c, packed)
}

/** Keeps a page once it is packed; undefined for a request that is not kept. */
export function keeperOf(c: Context, desk: Desk): ((packed: Packed) => void) | undefined {
  const key = keyOf(c, desk), shelf = shelfOf(desk)
  if (key === null) return undefined
  return packed => {
    shelf.bytes += packed.length - (shelf.pages.get(key)?.length ?? 0)
    shelf.pages.delete(key)
    shelf.pages.set(key, packed)
    for (const [oldest, bytes] of shelf.pages) {
      if (shelf.bytes <= MOST_BYTES) break
      shelf.pages.delete(oldest)
      shelf.bytes -= bytes.length
    }
  }
}
