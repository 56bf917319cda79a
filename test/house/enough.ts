import fc from 'fast-check'

/**
 * Holds a property over random worlds until what it met is enough to say something: never fewer than `worlds` of them, and as many again, up to ten times, while it
 * is not. How many of a kind a dozen worlds hold nobody knows; so the count asked for stays high, and is reached.
 */
export async function assertUntilEnough(property: fc.IAsyncProperty<unknown>, worlds: number, isEnough: () => boolean): Promise<void> {
  for (let round = 0; round < 10; round++) {
    await fc.assert(property, { numRuns: worlds })
    if (isEnough()) return
  }
}
