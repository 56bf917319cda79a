/** Chance that is the same each time for one seed (mulberry32). */
export interface Chance { below(most: number): number; some<T>(all: readonly T[], most: number): T[]; one<T>(all: readonly T[]): T }

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (most: number) => Math.floor(next() * most)
  return {
    below,
    one: all => all[below(all.length)]!,
    /** So many of them at most, in their own order. */
    some: (all, most) => {
      if (all.length <= most) return [...all]
      const places = all.map((_, place) => ({ place, key: next() })).sort((a, b) => a.key - b.key).slice(0, most).map(({ place }) => place)
      return places.sort((a, b) => a - b).map(place => all[place]!)
    },
  }
}
