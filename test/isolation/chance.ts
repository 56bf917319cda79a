/** Chance that can be told again: the same seed gives the same worlds, ids and words. */
export interface Chance {
  /** Whole, from 0 up to and without `below`. */
  whole(below: number): number
  is(probability: number): boolean
  pick<T>(of: readonly T[]): T
  /** Up to `most` of them, each once, in any order. */
  some<T>(of: readonly T[], most: number): T[]
  /** A word that stands nowhere else, so that wherever it turns up it can be told whose it is. */
  word(): string
  uuid(): string
  bytes(length: number): Buffer
}

/** How such a word looks, in whatever it stands: twelve letters and figures. */
export const wordForm = /zq[0-9a-z]{10}/gi
export const uuidForm = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  /** Mulberry32. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (below: number) => Math.floor(next() * below)
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => whole(256)))
  return {
    whole, bytes,
    is: probability => next() < probability,
    pick: of => of[whole(of.length)]!,
    some: (of, most) => { const left = [...of], taken: typeof left = []; for (let n = Math.min(most, left.length); n > 0; n--) taken.push(left.splice(whole(left.length), 1)[0]!); return taken },
    word: () => `zq${Array.from({ length: 10 }, () => whole(36).toString(36)).join('')}`,
    uuid: () => bytes(16).toString('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5'),
  }
}
