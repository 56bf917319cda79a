import { isLoopback } from './visitor.ts'

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

/**
 * The visitor behind our own proxy when the connection comes from this machine (the proxy's own last word), else the connection's address.
 * An address of IPv6 counts by its network, its first four groups: one household has all the others to choose from.
 */
export function visitorKey(address: string | null, forwardedFor: string | undefined): string {
  const visitor = (isLoopback(address) ? forwardedFor?.split(',').at(-1)?.trim().slice(0, 60) : undefined) ?? address ?? 'unknown'
  const plain = visitor.replace(/^::ffff:(?=\d+\.)/i, '').replace(/^\[|\](:\d+)?$|%.*$/g, '')
  return isIPv6(plain) ? networkOf(plain) : plain
}

const isIPv6 = (address: string): boolean => /^[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/i.test(address)

function networkOf(address: string): string {
  const [before = '', after] = address.toLowerCase().split('::')
  const left = before === '' ? [] : before.split(':'), right = after ? after.split(':') : []
  const zeros = after === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right].slice(0, 4).map(group => group.replace(/^0+(?=.)/, '')).join(':')
}
