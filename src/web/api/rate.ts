/** A bucket for each visitor: `burst` asks at once, refilled evenly over a minute. */
export interface RateLimit { perMinute: number; burst: number }

const MOST_VISITORS = 20_000

/**
 * Answers how many seconds a visitor must wait before asking again; 0 means go on. Holds no more than 20,000 visitors: the one longest unseen goes first.
 * @param now milliseconds
 */
export function createRate({ perMinute, burst }: RateLimit, now: () => number): (visitor: string) => number {
  const buckets = new Map<string, { left: number; at: number }>()
  return (visitor) => {
    const at = now()
    const before = buckets.get(visitor) ?? { left: burst, at }
    const left = Math.min(burst, before.left + ((at - before.at) * perMinute) / 60_000)
    buckets.delete(visitor)
    buckets.set(visitor, { left: left >= 1 ? left - 1 : left, at })
    if (buckets.size > MOST_VISITORS) buckets.delete(buckets.keys().next().value!)
    return left >= 1 ? 0 : Math.max(1, Math.ceil(((1 - left) * 60) / perMinute))
  }
}

/** The visitor behind our own proxy when the connection comes from this machine (the proxy's own last word), else the connection's address. */
export function visitorKey(address: string | null, forwardedFor: string | undefined): string {
  const isLocal = address === null || address === '::1' || address.replace('::ffff:', '').startsWith('127.')
  return (isLocal ? forwardedFor?.split(',').at(-1)?.trim() : undefined) ?? address ?? 'unknown'
}
