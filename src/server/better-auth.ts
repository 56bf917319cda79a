import { randomInt } from 'node:crypto'
import { passkey } from '@better-auth/passkey'
import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { genericOAuth, magicLink, twoFactor } from 'better-auth/plugins'
import type pg from 'pg'
import * as z from 'zod'
import { nameFrom } from '#domain/accounts/name.ts'
import { isRefusal } from '#domain/words.ts'
import type { How } from '#web/accounts/port.ts'
import { cookieNames, errorAddress, linkWorks, longestSession, providerId, recentSignIn, type Provider } from './session-terms.ts'

/**
 * better-auth, as we use it: the only file that imports it. Its own HTTP handler is never mounted; `accounts.ts` calls its functions and adds what they do
 * not do when called like that (limits, ends of sessions, letters). docs/decisions/0014 says why each choice below was made.
 */

export interface AuthSettings {
  /** Connections as the doorkeeper: the only viewer the tables are shown to. */
  pool: pg.Pool
  secret: string
  /** How people reach this server, without a closing slash. Links and passkeys belong to it, whatever a request calls the server. */
  address: string
  provider: Provider | null
  /** Sends the link on its way, by the token that opens it. */
  sendLink(email: string, token: string, back: string): Promise<void>
  /** Told what better-auth itself calls an error. */
  fault(error: unknown): void
}

/** Which way of signing in a session came by, told by the function that made it. Any other makes none. */
const howBy: Record<string, How> = {
  '/magic-link/verify': 'link',
  '/sign-in/email': 'password', // taken away again by the second factor's hook, which asks for a code
  '/two-factor/verify-totp': 'password',
  '/two-factor/verify-backup-code': 'password',
  '/passkey/verify-authentication': 'passkey',
  '/callback/:id': 'provider',
  '/alongside/sign-in-as': 'demo',
}

/** Signs in as an invented person; reachable by a call from `accounts.ts` alone, which makes it only for a demonstration. */
const signInAs = () => ({
  id: 'alongside-demo',
  endpoints: {
    signInAs: createAuthEndpoint('/alongside/sign-in-as', { method: 'POST', body: z.object({ person: z.string() }), metadata: { SERVER_ONLY: true } as const }, async ctx => {
      const user = await ctx.context.internalAdapter.findUserById(ctx.body.person)
      if (!user) throw new APIError('NOT_FOUND', { code: 'no_such_person' })
      const session = await ctx.context.internalAdapter.createSession(user.id)
      await setSessionCookie(ctx, { session, user })
      return ctx.json({ id: user.id })
    }),
  },
})

/**
 * A device's answer that does not hold is said as if it were a fault; anybody can send one, and it is refused. Where the database failed over it, its error carries a
 * code, and that is a fault.
 */
const isTheirs = (message: string, cause: Error | undefined): boolean => /^Failed to verify (registration|authentication)$/.test(message) && cause !== undefined && !('code' in cause)

export function authOptions({ pool, secret, address, provider, sendLink, fault }: AuthSettings) {
  const { isSecure } = cookieNames(address)
  return {
    appName: 'Alongside',
    baseURL: address,
    basePath: '/sign-in/with', // the provider leads back to (address)/sign-in/with/callback/provider
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { level: 'error', disableColors: true, log: (_level, message, ...rest) => { const cause = rest.find(one => one instanceof Error); if (!isTheirs(message, cause)) fault(new Error(message, { cause })) } },
    rateLimit: { enabled: false }, // it counts only what comes through the handler: accounts.ts counts
    session: {
      expiresIn: longestSession,
      disableSessionRefresh: true, // twelve hours in all; the hour of rest is counted by accounts.ts
      freshAge: recentSignIn,
      additionalFields: {
        how: { type: 'string', required: true, input: false },
        signedInAt: { type: 'date', required: true, input: false },
      },
    },
    // Nobody signs up by a password, and nobody has one without a second factor: accounts.ts asks for that first.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 200 },
    account: {
      // Somebody else's word that an address is yours links nothing; you do, from inside your account.
      accountLinking: { enabled: true, disableImplicitLinking: true, trustedProviders: [providerId], allowDifferentEmails: true, allowUnlinkingAll: true },
    },
    advanced: {
      useSecureCookies: false, // that would say __Secure-, which is less than __Host-
      cookiePrefix: isSecure ? '__Host-alongside' : 'alongside',
      defaultCookieAttributes: { httpOnly: true, secure: isSecure, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
    },
    onAPIError: { errorURL: errorAddress(address) },
    databaseHooks: {
      user: { create: { before: async user => {
        // An address counts as somebody's only when they have opened a letter sent there, or their provider has said that they have.
        if (!user.emailVerified) throw new APIError('FORBIDDEN', { code: 'email_not_proven' })
        const called = nameFrom(user.name)
        return { data: { ...user, name: isRefusal(called) ? '' : called.name } } // a provider may write anything into a name
      } } },
      account: {
        create: { before: async account => ({ data: { ...account, ...noTokens } }) },
        update: { before: async account => ({ data: { ...account, ...noTokens } }) },
      },
      session: { create: { before: async (session, ctx) => {
        const made = session as typeof session & { how?: How; signedInAt?: Date }
        const how = made.how ?? howBy[ctx?.path ?? '']
        if (how === undefined) throw new APIError('FORBIDDEN', { code: 'no_such_way' })
        const signedInAt = made.signedInAt ?? new Date() // one that only changes its id keeps the hour it began
        return { data: { ...session, how, signedInAt, expiresAt: new Date(signedInAt.getTime() + longestSession * 1000), userAgent: deviceOf(session.userAgent ?? ''), ipAddress: null } }
      } } },
    },
    plugins: [
      magicLink({ expiresIn: linkWorks, storeToken: 'hashed', sendMagicLink: ({ email, token, metadata }) => sendLink(email, token, String(metadata?.['back'] ?? '')) }),
      twoFactor({ issuer: 'Alongside', allowPasswordless: true, skipVerificationOnEnable: false, backupCodeOptions: { customBackupCodesGenerate: recoveryCodes }, twoFactorCookieMaxAge: 10 * 60 }),
      passkey({
        advanced: { webAuthnChallengeCookie: 'passkey' },
        rpID: new URL(address).hostname, rpName: 'Alongside', origin: new URL(address).origin,
        // A passkey alone lets somebody in, so it must itself ask for a finger, a face or a number.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: { afterVerification: async ({ verification }) => { if (!verification.registrationInfo?.userVerified) throw new APIError('BAD_REQUEST', { code: 'not_verified' }) } },
        authentication: { afterVerification: async ({ verification }) => { if (!verification.authenticationInfo.userVerified) throw new APIError('BAD_REQUEST', { code: 'not_verified' }) } },
      }),
      signInAs(),
      ...(provider === null ? [] : [genericOAuth({ config: [{
        providerId, name: provider.name, discoveryUrl: provider.discovery, clientId: provider.clientId, clientSecret: provider.clientSecret,
        scopes: ['openid', 'profile', 'email'], pkce: true, requireIdTokenVerification: true,
        accountSubject: ({ tokens, profile }) => {
          const subject = String(subjectOf(tokens.idToken))
          if (subject === '' || subject !== String(profile.sub)) throw new Error('the provider speaks of two people at once') // OpenID Connect Core 5.3.2
          return subject
        },
        // Without an address of theirs somebody still signs in to the account they added the provider to; no account is ever made for such a one.
        mapProfileToUser: profile => ({ email: profile.email || `${String(profile.sub)}@provider.invalid`, emailVerified: Boolean(profile.email) && profile['email_verified'] === true, name: typeof profile.name === 'string' ? profile.name : '' }),
      }] })]),
    ],
  } satisfies BetterAuthOptions
}

/** Whom a token names; it has been verified by then. */
const subjectOf = (idToken: string | undefined): unknown => (idToken === undefined ? '' : (JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as { sub?: unknown }).sub ?? '')

/** Ten codes of 50 bits, in letters and figures that nobody takes for one another when they are written down. */
function recoveryCodes(): string[] {
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789', part = () => Array.from({ length: 5 }, () => signs[randomInt(signs.length)]).join('')
  return Array.from({ length: 10 }, () => `${part()}-${part()}`)
}

/** What a provider lets us ask in somebody's name is nothing we need: none of it is kept. */
const noTokens = { accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null, scope: null }

export function openAuth(settings: AuthSettings) {
  return betterAuth(authOptions(settings))
}

export type Auth = ReturnType<typeof openAuth>

/** "Firefox on Windows": enough to know one's own devices again. The rest of what a browser says about itself is not kept. */
export function deviceOf(userAgent: string): string {
  const first = (names: [RegExp, string][]) => names.find(([form]) => form.test(userAgent))?.[1]
  const browser = first([[/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/Firefox\/|FxiOS/, 'Firefox'], [/Chrome\/|CriOS|Chromium/, 'Chrome'], [/Safari\//, 'Safari']])
  const system = first([[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Macintosh/, 'Mac'], [/CrOS/, 'Chromebook'], [/Linux/, 'Linux']])
  return browser && system ? `${browser} on ${system}` : browser ?? system ?? 'A browser we do not know'
}
