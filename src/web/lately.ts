import type { Child } from 'hono/jsx'
import { keptText } from './pack.ts'

/** Keeps what was made for the keys asked for last, `most` of them; a promise that fails is not kept, so that the next to ask tries again. */
export function keepLately<Made>(most: number): (key: string, make: () => Made) => Made {
  const kept = new Map<string, Made>()
  return (key, make) => {
    const made = kept.has(key) ? kept.get(key)! : make()
    kept.delete(key) // to the end: last asked for
    kept.set(key, made)
    if (kept.size > most) kept.delete(kept.keys().next().value!)
    if (made instanceof Promise) made.catch(() => { if (kept.get(key) === made) kept.delete(key) })
    return made
  }
}

/**
 * Keeps parts of pages as text where every reader gets the same: `owner` is what they are made from (an edition, a plan: never changed once made), `key` names
 * the part and whatever else it depends on, such as the figures its links carry along. The texts asked for last are kept, `most` for each owner.
 */
export function keepParts<Owner extends object>(most: number): (owner: Owner, key: string, make: () => Child) => Child {
  const owners = new WeakMap<Owner, ReturnType<typeof keepLately<Child>>>()
  return (owner, key, make) => {
    const kept = owners.get(owner) ?? keepLately<Child>(most)
    owners.set(owner, kept)
    return kept(key, () => keptText(make))
  }
}
