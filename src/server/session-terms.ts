/** What signing in goes by, apart from better-auth, which takes half a second to load: knowing who somebody is does not wait for it. */

/** Seconds. A session ends so long after signing in, whatever is done in it: a working day at most. */
export const longestSession = 12 * 3600
/** Minutes in which nothing is done before a session is past: a manager is called away, and the room has other people in it. */
export const restMinutes = 60
/** Seconds a letter's link works: letters take minutes, and a screen is left open longer. */
export const linkWorks = 15 * 60
/** Seconds since signing in within which somebody may change how they sign in. */
export const recentSignIn = 10 * 60

/** The organisation's own sign-in, by OpenID Connect. */
export interface Provider { discovery: string; clientId: string; clientSecret: string; name: string }

export const providerId = 'provider'

/** Where better-auth would lead somebody whom a provider did not vouch for; read by accounts.ts, and no page of ours. */
export const errorAddress = (address: string): string => `${address}/sign-in/with/error`

/** The name of the cookie that carries a session. `__Host-` holds it to this very host, path and to https, where there is https. */
export function cookieNames(address: string): { session: string; kept: string; isSecure: boolean } {
  const isSecure = address.startsWith('https:'), prefix = isSecure ? '__Host-alongside' : 'alongside'
  return { session: `${prefix}.session_token`, kept: `${prefix}.kept`, isSecure }
}
