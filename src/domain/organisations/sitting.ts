/** What one person read of one thing in one sitting, by how it was read. */
export interface Sitting<T> { looking: T; /** Each reading, newest first; one at least. */ at: Date[] }

/** Readings that are further apart than this are two sittings, in milliseconds: half an hour, as long as somebody may be away from an open page. */
const APART = 30 * 60_000

/**
 * Readings as sittings, for a page: opening a thing, answering it and coming back to it a minute later is one look to whoever owns it. Each is told by its newest
 * reading, stands where that does, and has the moment of each.
 * @param lookings newest first
 */
export function sittingsOf<T extends { at: Date }>(lookings: readonly T[], sameness: (looking: T) => string): Sitting<T>[] {
  const all: Sitting<T>[] = [], latest = new Map<string, Sitting<T>>()
  for (const looking of lookings) {
    const same = sameness(looking), sitting = latest.get(same)
    if (sitting !== undefined && sitting.at.at(-1)!.getTime() - looking.at.getTime() <= APART) {
      sitting.at.push(looking.at)
      continue
    }
    const next = { looking, at: [looking.at] }
    latest.set(same, next)
    all.push(next)
  }
  return all
}
