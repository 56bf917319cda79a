import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { changes, refusals } from '#content/wording/accounts.ts'
import { nameFrom } from '#domain/accounts/name.ts'
import { whyNotPassword } from '#domain/accounts/password.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import { addPerson, clearKeptForms, clearPast, dropKeptForm, dropKeptForms, emailOfLink, endSessionBy, endSessions, keepForm, keptForm, openSessions, personBy, refill, removePerson, renamePerson, sessionBy, takeOne, touchSession, waysOf, type Allowance, type Doorkeeper, type SessionRow } from '#records/accounts.ts'
import { asViewer } from '#records/viewing.ts'
import type { Database } from '#records/connect.ts'
import type { Accounts, Asking, Cookies, How, Who } from '#web/accounts/port.ts'
import type pg from 'pg'
import type { Auth } from './better-auth.ts'
import { cookieNames, errorAddress, providerId, recentSignIn, restMinutes, type Provider } from './session-terms.ts'

/** Seconds between two notes that a session is used: one write a minute is enough to count an hour. */
const noteEvery = 60
/** Hours for which what somebody was typing is kept. */
const keptHours = 24
/** Milliseconds a provider may take to say where its doors are. */
const providerPatience = 8_000

/**
 * How often something may be tried. Two counts stand beside each other: one for whoever asks (a building may share an address, so it is wide), one for the
 * account that is aimed at. The second refills while it is aimed at, and letters and passkeys have counts of their own, so a stranger can be a nuisance
 * for minutes and shut nobody out.
 */
export const allowances = {
  /** Letters one visitor may ask for; a practice's staff may come from one address on a Monday morning. */
  linkByCaller: { burst: 30, perMinute: 6 },
  /** Letters to one address, so that nobody's mailbox is filled. More are not sent, and nobody is told. */
  linkByAddress: { burst: 3, perMinute: 0.2 },
  passwordByCaller: { burst: 20, perMinute: 2 },
  /** One visitor at one account: a person who mistypes has five, then one a minute. */
  passwordByPair: { burst: 5, perMinute: 1 },
  /** All visitors at one account: 720 guesses a day at most, at a password of twelve characters that stands on no list, and with a code after it. */
  passwordByAccount: { burst: 30, perMinute: 0.5 },
  /** Beside better-auth's own: five codes for a password, ten wrong ones in a row, then a quarter of an hour. */
  codeByCaller: { burst: 20, perMinute: 4 },
  /** A code of the app opens once: it would be good for a minute and a half (RFC 6238, 5.2). */
  codeOnce: { burst: 1, perMinute: 0.5 },
  passkeyByCaller: { burst: 60, perMinute: 30 },
  providerByCaller: { burst: 60, perMinute: 30 },
  /** Codes and passwords typed by somebody who is signed in, to set up or change them. */
  changeByPerson: { burst: 10, perMinute: 2 },
} satisfies Record<string, Allowance>

/** Carries letters out. `link` is a whole address; `says` a whole sentence. */
export interface Post {
  canSend: boolean
  send(letter: { to: string; kind: 'sign-in' | 'account-changed'; link?: string; says?: string }): Promise<void>
}

export interface AccountsOptions {
  db: Database
  door: Doorkeeper
  pool: pg.Pool
  secret: string
  /** How people reach this server, without a closing slash. */
  address: string
  provider: Provider | null
  post: Post
  /** Whether an invented person may be chosen to be; asks for a server that sends no letters. */
  isDemo: boolean
  now(): Date
  report(error: unknown): void
}

export interface OpenedAccounts extends Accounts {
  /** Makes an account for an invented person, for a demonstration; the same each time for one address. Null where `signInAs` is. */
  makePerson: ((one: { name: string; email: string }) => Promise<string>) | null
  /** Loads what the first to sign in would else wait half a second for. */
  warm(): Promise<unknown>
}

const source = 'How signing in works here: docs/guides/signing-in.md'
const no = (code: string, why: string): Refusal => refuse(code, why, source)

/** Accounts over a real database. docs/decisions/0014 says how it is meant. */
export function openAccounts({ db, door, pool, secret, address, provider, post, isDemo, now, report }: AccountsOptions): OpenedAccounts {
  const names = cookieNames(address)
  const settings = { pool, secret, address, fault: report, sendLink: async (email: string, token: string, back: string) => post.send({ to: email, kind: 'sign-in', link: linkTo(token, back) }) }
  const open = async (provider: Provider | null): Promise<Auth> => (await import('./better-auth.ts')).openAuth({ ...settings, provider })
  let opened: Promise<Auth> | null = null
  const auth = (): Promise<Auth> => opened ??= open(null)
  const linkTo = (token: string, back: string) => `${address}/sign-in/link?${new URLSearchParams({ token, ...(back === '' ? {} : { return: back }) })}`

  // ── Who asks ──

  /** The token of a session's cookie, if the cookie is one of ours: better-auth signs it, and so neither a guess nor a copy of the tables makes one. */
  function tokenIn(value: string | null): string | null {
    const text = value === null ? '' : decoded(value), dot = text.lastIndexOf('.')
    if (dot < 1) return null
    const token = text.slice(0, dot), signed = Buffer.from(text.slice(dot + 1), 'base64'), ours = createHmac('sha256', secret).update(token).digest()
    return signed.length === ours.length && timingSafeEqual(signed, ours) ? token : null
  }

  /** The session a request carries, open or past; null for none, or one that was ended. */
  async function sessionOf({ headers }: Asking): Promise<{ row: SessionRow; isOpen: boolean } | null> {
    const token = tokenIn(cookieOf(headers, names.session)), row = token === null ? null : await sessionBy(door, token)
    if (row === null) return null
    const at = now().getTime()
    return { row, isOpen: at < row.endsAt.getTime() && at < row.seenAt.getTime() + restMinutes * 60_000 }
  }

  const whoIs = (row: SessionRow): Who => ({
    person: row.person, name: row.name, email: row.email, session: row.id, how: row.how as How, signedInAt: row.signedInAt,
    isRecent: now().getTime() - row.signedInAt.getTime() < recentSignIn * 1000,
  })

  async function who(asking: Asking): Promise<Who | null> {
    const session = await sessionOf(asking)
    if (session === null || !session.isOpen) return null
    if (now().getTime() - session.row.seenAt.getTime() > noteEvery * 1000) await touchSession(door, session.row.id, now())
    return whoIs(session.row)
  }

  // ── Counting tries ──

  const counted = (what: string) => createHmac('sha256', secret).update(`count ${what}`).digest()
  const take = (kind: keyof typeof allowances, what: string) => takeOne(door, counted(`${kind} ${what}`), allowances[kind], now())
  /** Somebody at this machine is not counted as a visitor; what they aim at is. */
  const takeForCaller = async (kind: keyof typeof allowances, { caller }: Asking) => caller === null || take(kind, caller)
  const tooOften = no('too-often', refusals.tooOften)

  // ── Signing in ──

  /** Headers without the session they came with: whoever signs in anew is nobody until they have. */
  const asNobody = ({ headers }: Asking) => {
    const plain = new Headers(headers), others = cookiesOf(headers).filter(([name]) => name !== names.session)
    plain.set('cookie', others.map(([name, value]) => `${name}=${value}`).join('; '))
    return plain
  }

  /** Ends the session there was before, and tells who it is now. What a browser was given before somebody signed in opens nothing afterwards. */
  async function settle(asking: Asking, headers: Headers): Promise<{ who: Who; cookies: string[] }> {
    const cookies = cookiesFrom(headers), token = tokenIn(newSession(cookies)), row = token === null ? null : await sessionBy(door, token)
    if (row === null) throw new Error('signing in made no session')
    const before = tokenIn(cookieOf(asking.headers, names.session))
    if (before !== null && before !== token) await endSessionBy(door, before)
    void tidy()
    return { who: whoIs(row), cookies }
  }

  const newSession = (cookies: readonly string[]) => cookies.find(line => line.startsWith(`${names.session}=`))?.slice(names.session.length + 1).split(';')[0] || null

  let tidiedAt = -Infinity
  /** Clears away what is past, now and then. */
  async function tidy(): Promise<void> {
    if (now().getTime() - tidiedAt < 600_000) return
    tidiedAt = now().getTime()
    try {
      await clearPast(door, now())
      await asViewer(db, { as: 'caretaker' }, clearKeptForms)
    } catch (fault) { report(fault) }
  }

  async function sendLink(asking: Asking, typed: string, back: string | null) {
    const email = emailFrom(typed)
    if (email === null) return no('bad-email', refusals.badEmail)
    if (!post.canSend) return no('no-letters', refusals.noLetters)
    if (!await takeForCaller('linkByCaller', asking)) return tooOften
    if (!await take('linkByAddress', email)) return { sent: true as const }
    const made = await orNo((await auth()).api.signInMagicLink({ body: { email, metadata: { back: back ?? '' } }, headers: asNobody(asking) }), () => no('bad-email', refusals.badEmail))
    return isRefusal(made) ? made : { sent: true as const }
  }

  const linkFor = async (token: string) => {
    const email = /^[A-Za-z]{32}$/.test(token) ? await emailOfLink(door, `magic-link:${createHash('sha256').update(token).digest('base64url')}`, now()) : null
    return email === null ? null : { email }
  }

  async function byLink(asking: Asking, token: string) {
    if (!await takeForCaller('linkByCaller', asking)) return tooOften
    const made = await orNo((await auth()).api.magicLinkVerify({ query: { token }, headers: asNobody(asking), returnHeaders: true }), () => no('link-gone', refusals.linkGone))
    return isRefusal(made) ? made : { ...await settle(asking, made.headers), back: null }
  }

  async function byPassword(asking: Asking, typed: string, password: string): Promise<Cookies | Refusal> {
    const email = emailFrom(typed)
    if (email === null) return no('bad-email', refusals.badEmail)
    if (password === '') return no('no-password', refusals.passwordMissing)
    const pair = `${email} ${asking.caller ?? 'here'}`
    if (!await takeForCaller('passwordByCaller', asking) || !await take('passwordByPair', pair) || !await take('passwordByAccount', email)) return tooOften
    const made = await orNo((await auth()).api.signInEmail({ body: { email, password }, headers: asNobody(asking), returnHeaders: true }), () => no('no-match', refusals.noMatch))
    if (isRefusal(made)) return made
    const cookies = cookiesFrom(made.headers)
    if ('twoFactorRedirect' in made.response) {
      await refill(door, counted(`passwordByPair ${pair}`))
      return { cookies: cookies.filter(line => !line.startsWith(`${names.session}=`)) } // who was signed in stays so until the code is right
    }
    // Nobody gets here: a password is only ever set after a second factor. Should one be alone all the same, it opens nothing.
    const token = tokenIn(newSession(cookies))
    if (token !== null) await endSessionBy(door, token)
    report(new Error('a password without a second factor was refused'))
    return no('no-match', refusals.noMatch)
  }

  async function byCode(asking: Asking, typed: string) {
    const code = typed.replaceAll(/\s/g, '')
    if (code === '') return no('no-code', refusals.codeMissing)
    if (!await takeForCaller('codeByCaller', asking)) return tooOften
    const isFigures = /^\d{6}$/.test(code), call = { headers: asNobody(asking), returnHeaders: true as const }
    const made = await orNo(isFigures ? (await auth()).api.verifyTOTP({ body: { code }, ...call }) : (await auth()).api.verifyBackupCode({ body: { code: recoveryForm(code) }, ...call }), whyNotCode)
    if (isRefusal(made)) return made
    const done = await settle(asking, made.headers)
    if (isFigures && !await take('codeOnce', `${done.who.person} ${code}`)) {
      await endSessions(door, done.who.person, { only: done.who.session })
      return no('code-used', refusals.codeUsed)
    }
    if (!isFigures) await tell(done.who, changes.codeUsed((await recoveryCodes(done.who.person)).length))
    return { ...done, back: null }
  }

  async function passkeyOptions(asking: Asking) {
    if (!await takeForCaller('passkeyByCaller', asking)) return tooOften
    const { headers, response } = await (await auth()).api.generatePasskeyAuthenticationOptions({ headers: asNobody(asking), returnHeaders: true })
    return { cookies: cookiesFrom(headers), options: { ...response, userVerification: 'required' } }
  }

  async function byPasskey(asking: Asking, answer: unknown) {
    if (!await takeForCaller('passkeyByCaller', asking)) return tooOften
    if (typeof answer !== 'object' || answer === null || typeof (answer as { id?: unknown }).id !== 'string') return no('passkey-no', refusals.passkeyNo)
    const made = await orNo((await auth()).api.verifyPasskeyAuthentication({ body: { response: answer as never }, headers: asNobody(asking), returnHeaders: true }), () => no('passkey-no', refusals.passkeyNo))
    return isRefusal(made) ? made : { ...await settle(asking, made.headers), back: null }
  }

  // ── The organisation's own sign-in ──

  let provided: Promise<Auth> | null = null
  const addedAddress = `${address}/sign-in/with/added`
  /** better-auth with the provider, which says where its doors are when it is first asked for; one that was away is asked again. Nothing else waits for it. */
  async function withProvider(): Promise<Auth | null> {
    if (provider === null) return null
    const asked = provided ??= open(provider), tried = await asked
    const found = await Promise.race([tried.$context.then(context => context.socialProviders.some(one => one.id === providerId), () => false), new Promise<false>(done => { setTimeout(done, providerPatience, false).unref() })])
    if (!found && provided === asked) provided = null
    return found ? tried : null
  }

  async function atProvider(asking: Asking, purpose: 'sign-in' | 'add', back: string) {
    if (provider === null) return no('no-provider', refusals.providerAway('That sign-in'))
    if (!await takeForCaller('providerByCaller', asking)) return tooOften
    const there = await withProvider(), away = no('provider-away', refusals.providerAway(provider.name))
    if (there === null) return away
    const callbackURL = purpose === 'sign-in' ? `${address}${back}` : `${addedAddress}?${new URLSearchParams({ return: back })}`
    const body = { provider: providerId, callbackURL, errorCallbackURL: errorAddress(address) }
    if (purpose === 'add') {
      const me = await lately(asking)
      if (isRefusal(me)) return me
    }
    const { headers, response } = purpose === 'add'
      ? await there.api.linkSocialAccount({ body, headers: asking.headers, returnHeaders: true })
      : await there.api.signInSocial({ body, headers: asNobody(asking), returnHeaders: true })
    return typeof response.url === 'string' ? { to: response.url, cookies: cookiesFrom(headers) } : away
  }

  async function fromProvider(asking: Asking, query: Record<string, string>) {
    const there = await withProvider()
    if (provider === null || there === null) return no('provider-away', refusals.providerAway(provider?.name ?? 'That sign-in'))
    const answer = await there.api.callbackOAuth({ method: 'GET', params: { id: providerId }, query, headers: asNobody(asking), asResponse: true })
    const to = new URL(answer.headers.get('location') ?? errorAddress(address), address), where = to.origin + to.pathname
    if (newSession(cookiesFrom(answer.headers)) !== null) return { ...await settle(asking, answer.headers), back: to.pathname + to.search }
    if (where !== addedAddress) return whyNotProvider(to.searchParams.get('error') ?? '', provider.name)
    const me = await who(asking)
    if (me !== null) await tell(me, changes.providerAdded(provider.name))
    return { added: true as const, cookies: cookiesFrom(answer.headers), back: to.searchParams.get('return') }
  }

  // ── Signing out ──

  async function signOut(asking: Asking): Promise<Cookies> {
    const token = tokenIn(cookieOf(asking.headers, names.session))
    if (token !== null) await endSessionBy(door, token)
    return { cookies: [expired(names.session), expired(names.kept)] }
  }

  async function signOutEverywhere(asking: Asking): Promise<Cookies> {
    const session = await sessionOf(asking)
    if (session?.isOpen) await endSessions(door, session.row.person, 'all')
    return signOut(asking)
  }

  const close = (asking: Asking) => changing(asking, async (me): Promise<Cookies> => {
    await removePerson(door, me.person)
    await asViewer(db, { as: 'person', person: me.person }, dropKeptForms)
    await tell(me, changes.closed)
    return signOut(asking)
  })

  // ── One's own account ──

  /** Who asks, when they signed in lately enough to change how they sign in. */
  async function lately(asking: Asking): Promise<Who | Refusal> {
    const me = await who(asking)
    return me === null ? no('signed-out', refusals.signedOut) : me.isRecent ? me : no('not-recent', refusals.notRecent)
  }

  /** Does something for whoever has signed in lately. */
  const changing = async <T>(asking: Asking, work: (me: Who) => Promise<T | Refusal>): Promise<T | Refusal> => {
    const me = await lately(asking)
    return isRefusal(me) ? me : work(me)
  }

  /** Tells somebody by letter what has changed. That a letter did not go out undoes nothing. */
  async function tell(me: Pick<Who, 'email'>, says: string): Promise<void> {
    if (!post.canSend) return
    try { await post.send({ to: me.email, kind: 'account-changed', says }) } catch (fault) { report(fault) }
  }

  const recoveryCodes = async (person: string): Promise<string[]> => (await (await auth()).api.viewBackupCodes({ body: { userId: person } })).backupCodes as string[]
  const done = { done: true as const }

  const beginSecondFactor = (asking: Asking) => changing(asking, async me => {
    if ((await waysOf(door, me.person)).secondFactor === 'set') return no('already-set', refusals.alreadySet)
    await (await auth()).api.enableTwoFactor({ body: { method: 'totp' }, headers: asking.headers })
    return { begun: true as const }
  })

  const secretToShow = (asking: Asking) => changing(asking, async me => {
    const { secondFactor } = await waysOf(door, me.person)
    if (secondFactor !== 'begun') return no(secondFactor === 'set' ? 'already-set' : 'not-begun', secondFactor === 'set' ? refusals.alreadySet : refusals.notBegun)
    const { totpURI } = await (await auth()).api.getTOTPURI({ body: {}, headers: asking.headers })
    return { uri: totpURI }
  })

  const confirmSecondFactor = (asking: Asking, typed: string) => changing(asking, async me => {
    const code = typed.replaceAll(/\s/g, ''), { secondFactor } = await waysOf(door, me.person)
    if (secondFactor !== 'begun') return no(secondFactor === 'set' ? 'already-set' : 'not-begun', secondFactor === 'set' ? refusals.alreadySet : refusals.notBegun)
    if (code === '') return no('no-code', refusals.codeMissing)
    if (!await take('changeByPerson', me.person)) return tooOften
    const made = await orNo((await auth()).api.verifyTOTP({ body: { code }, headers: asking.headers, returnHeaders: true }), whyNotCode)
    if (isRefusal(made)) return made
    await take('codeOnce', `${me.person} ${code}`)
    return { cookies: cookiesFrom(made.headers), recoveryCodes: await recoveryCodes(me.person) }
  })

  const newRecoveryCodes = (asking: Asking, password: string) => changing(asking, async me => {
    if (!await take('changeByPerson', me.person)) return tooOften
    const made = await orNo((await auth()).api.generateBackupCodes({ body: { password }, headers: asking.headers }), () => no('wrong-before', refusals.wrongBefore))
    if (isRefusal(made)) return made
    await tell(me, changes.newCodes)
    return { recoveryCodes: made.backupCodes }
  })

  const setPassword = (asking: Asking, password: string) => changing(asking, async me => {
    const ways = await waysOf(door, me.person)
    if (ways.hasPassword) return no('already-set', refusals.alreadySet)
    if (ways.secondFactor !== 'set') return no('not-begun', refusals.notBegun) // a password alone is never enough
    const why = whyNotPassword(password, [me.name, me.email])
    if (why !== null) return why
    await (await auth()).api.setPassword({ body: { newPassword: password }, headers: asking.headers })
    await tell(me, changes.passwordSet)
    return done
  })

  const changePassword = (asking: Asking, before: string, password: string) => changing(asking, async me => {
    const why = whyNotPassword(password, [me.name, me.email])
    if (why !== null) return why
    if (!await take('changeByPerson', me.person)) return tooOften
    const made = await orNo((await auth()).api.changePassword({ body: { currentPassword: before, newPassword: password }, headers: asking.headers }), () => no('wrong-before', refusals.wrongBefore))
    if (isRefusal(made)) return made
    await endSessions(door, me.person, { except: me.session })
    await tell(me, changes.passwordChanged)
    return done
  })

  /** Whether somebody could still sign in when one of their ways is gone: always by letter, else by another of theirs. */
  async function hasAnother(person: string, without: 'password' | { id: string }): Promise<boolean> {
    const { hasPassword, passkeys, provided } = await waysOf(door, person), gone = typeof without === 'object' ? without.id : null
    return post.canSend || (hasPassword && without !== 'password') || [...passkeys, ...provided].some(one => one.id !== gone)
  }

  const removePassword = (asking: Asking) => changing(asking, async me => {
    if (!await hasAnother(me.person, 'password')) return no('last-way', refusals.lastWay)
    const credential = await door.selectFrom('account').where('userId', '=', me.person).where('providerId', '=', 'credential').select('id').executeTakeFirst()
    if (credential) await (await auth()).api.unlinkAccount({ body: { accountId: credential.id }, headers: asking.headers }) // first, so that it never stands without its second factor
    const { headers } = await (await auth()).api.disableTwoFactor({ body: {}, headers: asking.headers, returnHeaders: true })
    const cookies = cookiesFrom(headers), token = tokenIn(newSession(cookies)), row = token === null ? null : await sessionBy(door, token)
    await endSessions(door, me.person, row === null ? 'all' : { except: row.id })
    if (credential) await tell(me, changes.passwordRemoved)
    return { cookies }
  })

  const newPasskeyOptions = (asking: Asking) => changing(asking, async () => {
    const { headers, response } = await (await auth()).api.generatePasskeyRegistrationOptions({ query: {}, headers: asking.headers, returnHeaders: true })
    return { cookies: cookiesFrom(headers), options: response as unknown }
  })

  const called = (name: string) => (name === '' ? '' : `, “${name}”,`)
  const nameOf = (typed: string) => typed.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, 60)

  const addPasskey = (asking: Asking, answer: unknown, typed: string) => changing(asking, async me => {
    if (!await take('changeByPerson', me.person)) return tooOften
    const name = nameOf(typed)
    const made = await orNo((await auth()).api.verifyPasskeyRegistration({ body: { response: answer, name: name || undefined }, headers: asking.headers }), () => no('passkey-no', refusals.passkeyNo))
    if (isRefusal(made)) return made
    await tell(me, changes.passkeyAdded(called(name)))
    return done
  })

  const myPasskey = async (me: Who, id: string) => (await waysOf(door, me.person)).passkeys.find(one => one.id === id) ?? null

  const renamePasskey = (asking: Asking, id: string, typed: string) => changing(asking, async me => {
    if (await myPasskey(me, id) === null) return no('no-passkey', refusals.noPasskey)
    const name = nameOf(typed)
    if (name !== '') await (await auth()).api.updatePasskey({ body: { id, name }, headers: asking.headers })
    return done
  })

  const removePasskey = (asking: Asking, id: string) => changing(asking, async me => {
    const passkey = await myPasskey(me, id)
    if (passkey === null) return no('no-passkey', refusals.noPasskey)
    if (!await hasAnother(me.person, { id })) return no('last-way', refusals.lastWay)
    await (await auth()).api.deletePasskey({ body: { id }, headers: asking.headers })
    await tell(me, changes.passkeyRemoved(called(passkey.name)))
    return done
  })

  const removeProvider = (asking: Asking, id: string) => changing(asking, async me => {
    const { provided } = await waysOf(door, me.person)
    if (!provided.some(one => one.id === id)) return done
    if (!await hasAnother(me.person, { id })) return no('last-way', refusals.lastWay)
    await (await auth()).api.unlinkAccount({ body: { accountId: id }, headers: asking.headers })
    await tell(me, changes.providerRemoved(provider?.name ?? 'A sign-in'))
    return done
  })

  // ── What was being typed ──

  const keptCookie = (key: string) => `${names.kept}=${key}; Max-Age=${keptHours * 3600}; Path=/; HttpOnly${names.isSecure ? '; Secure' : ''}; SameSite=Lax`
  const expired = (name: string) => `${name}=; Max-Age=0; Path=/; HttpOnly${names.isSecure ? '; Secure' : ''}; SameSite=Lax`
  const keptKey = ({ headers }: Asking): Buffer | null => {
    const key = cookieOf(headers, names.kept)
    return key !== null && /^[\w-]{24}$/.test(key) ? createHash('sha256').update(`kept ${key}`).digest() : null
  }

  const typed: Accounts['typed'] = {
    keep: async (asking, path, fields) => {
      const session = await sessionOf(asking)
      if (session === null) return null
      const key = randomBytes(18).toString('base64url'), at = now()
      await asViewer(db, { as: 'doorkeeper' }, tx => keepForm(tx, { key: createHash('sha256').update(`kept ${key}`).digest(), person: session.row.person, path, fields, at, until: new Date(at.getTime() + keptHours * 3600_000) }))
      return { cookies: [keptCookie(key)] }
    },
    find: async (asking, me) => {
      const key = keptKey(asking)
      return key === null ? null : asViewer(db, { as: 'person', person: me.person }, tx => keptForm(tx, key, now()))
    },
    letGo: async (asking, me) => {
      const key = keptKey(asking)
      if (key !== null) await asViewer(db, { as: 'person', person: me.person }, tx => dropKeptForm(tx, key))
      return { cookies: [expired(names.kept)] }
    },
  }

  // ── Trying things out ──

  const mayChoose = isDemo

  return {
    canSendLetters: post.canSend,
    providerName: provider?.name ?? null,
    carriesSession: headers => (headers.get('cookie') ?? '').includes(`${names.session}=`),
    who, signOut, signOutEverywhere, close, typed,
    signIn: { sendLink, linkFor, byLink, byPassword, byCode, passkeyOptions, byPasskey, atProvider, fromProvider },
    mine: {
      ways: me => waysOf(door, me.person),
      sessions: async me => (await openSessions(door, me.person, now(), new Date(now().getTime() - restMinutes * 60_000))).map(one => ({ ...one, how: one.how as How, isThis: one.id === me.session })),
      endSession: async (me, session) => { if (/^[\x21-\x7e]{1,200}$/.test(session)) await endSessions(door, me.person, { only: session }) }, // what no session can be called names none
      rename: async (me, typed) => {
        const found = nameFrom(typed)
        if (isRefusal(found)) return found
        await renamePerson(door, me.person, found.name, now())
        return { renamed: true }
      },
      beginSecondFactor, secretToShow, confirmSecondFactor, newRecoveryCodes, setPassword, changePassword, removePassword, newPasskeyOptions, addPasskey, renamePasskey, removePasskey, removeProvider,
    },
    signInAs: !mayChoose ? null : async (asking, person) => {
      const made = await orNo((await auth()).api.signInAs({ body: { person }, headers: asNobody(asking), returnHeaders: true }), () => no('no-such-person', refusals.linkGone))
      return isRefusal(made) ? made : { ...await settle(asking, made.headers), back: null }
    },
    warm: auth,
    makePerson: !mayChoose ? null : async ({ name, email }) => {
      await addPerson(door, { id: randomUUID(), name, email, at: now() })
      return (await personBy(door, email))!
    },
  }
}

/** What better-auth answers, or what its "no" means here. Any other fault is thrown on. */
async function orNo<T>(asked: Promise<T>, meaning: (code: string) => Refusal): Promise<T | Refusal> {
  try { return await asked } catch (fault) {
    const code = codeOf(fault)
    if (code === null) throw fault
    return meaning(code)
  }
}

/** better-auth's "no", by its code, or '' when it gives none; null for any other fault. */
const codeOf = (fault: unknown): string | null => (fault instanceof Error && fault.name === 'APIError' ? String((fault as Error & { body?: { code?: string } }).body?.code ?? '') : null)

function whyNotCode(code: string): Refusal {
  if (code === 'INVALID_CODE' || code === 'INVALID_BACKUP_CODE') return no('code-wrong', refusals.codeWrong)
  if (code === 'ACCOUNT_TEMPORARILY_LOCKED') return no('code-locked', refusals.codeLocked)
  return no('code-again', refusals.codeAgain)
}

function whyNotProvider(code: string, name: string): Refusal {
  if (code === 'account_not_linked') return no('not-joined', refusals.notJoined(name))
  if (code === 'email_not_proven') return no('not-proven', refusals.notProven(name))
  if (code === 'account_already_linked_to_different_user') return no('joined-elsewhere', refusals.joinedElsewhere(name))
  return no('provider-no', refusals.providerNo(name))
}

/** An address as it is kept, or null for a text that is none. */
function emailFrom(typed: string): string | null {
  const text = typed.trim().toLowerCase()
  return text.length <= 254 && /^[^\s@<>(),;:\\"[\]]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}$/.test(text) ? text : null
}

/** A recovery code as it was shown, however it was typed. */
const recoveryForm = (typed: string): string => typed.toLowerCase().replaceAll('-', '').replace(/^(.{5})(.+)$/, '$1-$2')

function decoded(value: string): string {
  try { return decodeURIComponent(value) } catch { return '' }
}

const cookiesOf = (headers: Headers): [string, string][] => (headers.get('cookie') ?? '').split(';').flatMap((pair): [string, string][] => {
  const at = pair.indexOf('=')
  return at < 1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]]
})
const cookieOf = (headers: Headers, name: string): string | null => cookiesOf(headers).find(([one]) => one === name)?.[1] ?? null

/** What better-auth would have a browser keep, without the cookies we do not use. */
const cookiesFrom = (headers: Headers): string[] => headers.getSetCookie().filter(line => !/^[\w-]*\.(session_data|dont_remember|account_data)/.test(line))
