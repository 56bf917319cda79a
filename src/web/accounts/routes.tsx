import { Hono, type Context, type Handler, type MiddlewareHandler } from 'hono'
import { signedOut as signedOutWords } from '#content/wording/accounts.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import type { Desk } from '../desk.ts'
import { PlainPage } from '../layout.tsx'
import { sendPage } from '../pack.ts'
import { formOf } from '../posted.ts'
import { paths } from '../paths.ts'
import { frameOf, notFoundPage, type Web } from '../scene.tsx'
import { accountPage } from './account-page.tsx'
import { addPasskeyPage, choosePasswordPage, namePage, newRecoveryCodesPage, recoveryCodesPage, removePasskeyPage, removePasswordPage, renamePasskeyPage, secondFactorPage, toProviderPage } from './changes.tsx'
import { askAgain, backFrom, problemAt, statusOf } from './parts.tsx'
import type { SignedIn } from './port.ts'
import { codePage, linkGonePage, linkPage, passwordPage, sentPage, signInPage } from './sign-in.tsx'
import { askingOf, passCookies, signedIn, whoAsks } from './signed-in.ts'
import { safePath } from './return-path.ts'

/**
 * Signing in, one's own account, signing out. Every post is a form of ours, but for the ceremony of a passkey, which a script sends as JSON.
 * Of better-auth's own addresses one is there: where the organisation's sign-in leads back to.
 */
export function accountRoutes(desk: Desk): Hono<Web> {
  return new Hono<Web>().route('/', signInRoutes(desk)).route('/', ownAccountRoutes(desk))
}

/** What passes on the way in is kept by nobody: neither page nor way on. */
const keptNowhere: MiddlewareHandler<Web> = async (c, next) => {
  await next()
  c.header('cache-control', 'no-store')
}

function signInRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>(), { signIn } = desk.accounts
  routes.use('/sign-in/*', keptNowhere)

  routes.get('/sign-in', c => {
    const why = c.req.query('why'), back = backFrom(c.req.query('return') ?? cameFrom(c))
    if (c.get('who') && why !== 'again') return c.redirect(back ?? paths.account(), 303)
    return signInPage(c, desk, { back, why })
  })
  routes.post('/sign-in', async c => {
    const form = await formOf(c), back = backFrom(form.one('return')), email = form.one('email')
    const outcome = await signIn.sendLink(askingOf(c), email, back)
    return isRefusal(outcome) ? signInPage(c, desk, { back, email, problems: [problemAt(outcome, 'email')], status: statusOf(outcome) }) : c.redirect(paths.signInPart('sent', back), 303)
  })
  routes.get('/sign-in/sent', c => sentPage(c, desk, backFrom(c.req.query('return'))))

  routes.get('/sign-in/link', async c => {
    const token = c.req.query('token') ?? '', back = backFrom(c.req.query('return')), link = await signIn.linkFor(token)
    return link === null ? linkGonePage(c, desk, back) : linkPage(c, desk, { token, email: link.email, back })
  })
  routes.post('/sign-in/link', async c => {
    const form = await formOf(c), back = backFrom(form.one('return')), outcome = await signIn.byLink(askingOf(c), form.one('token'))
    if (!isRefusal(outcome)) return enter(c, outcome, back)
    return outcome.code === 'too-often' ? signInPage(c, desk, { back, problems: [{ text: outcome.why }], status: 429 }) : linkGonePage(c, desk, back)
  })

  routes.get('/sign-in/password', c => passwordPage(c, desk, { back: backFrom(c.req.query('return')) }))
  routes.post('/sign-in/password', async c => {
    const form = await formOf(c), back = backFrom(form.one('return')), email = form.one('email'), outcome = await signIn.byPassword(askingOf(c), email, form.all('password')[0] ?? '')
    if (isRefusal(outcome)) return passwordPage(c, desk, { back, email, problems: [problemAt(outcome, outcome.code === 'bad-email' ? 'email' : 'password')], status: statusOf(outcome) })
    passCookies(c, outcome)
    return c.redirect(paths.signInPart('code', back), 303)
  })
  routes.get('/sign-in/code', c => codePage(c, desk, { back: backFrom(c.req.query('return')) }))
  routes.post('/sign-in/code', async c => {
    const form = await formOf(c), back = backFrom(form.one('return')), outcome = await signIn.byCode(askingOf(c), form.one('code'))
    if (!isRefusal(outcome)) return enter(c, outcome, back)
    if (outcome.code === 'code-again') return passwordPage(c, desk, { back, problems: [problemAt(outcome, 'password')] })
    return codePage(c, desk, { back, problems: [problemAt(outcome, 'code')], status: statusOf(outcome) })
  })

  routes.post('/sign-in/passkey/options', async c => {
    const outcome = await signIn.passkeyOptions(askingOf(c))
    if (isRefusal(outcome)) return refusedJson(c, outcome)
    passCookies(c, outcome)
    return c.json({ options: outcome.options })
  })
  routes.post('/sign-in/passkey', async c => {
    const { answer, back } = await jsonOf(c), outcome = await signIn.byPasskey(askingOf(c), answer)
    if (isRefusal(outcome)) return refusedJson(c, outcome)
    passCookies(c, outcome)
    return c.json({ to: placeFor(outcome, typeof back === 'string' ? safePath(back) : null) })
  })

  routes.get('/sign-in/with', async c => {
    const back = backFrom(c.req.query('return')), outcome = await signIn.atProvider(askingOf(c), 'sign-in', back ?? paths.account())
    if (isRefusal(outcome)) return signInPage(c, desk, { back, problems: [{ text: outcome.why }], status: statusOf(outcome) })
    passCookies(c, outcome)
    return c.redirect(outcome.to, 302)
  })
  routes.get('/sign-in/with/callback/provider', async c => {
    const outcome = await signIn.fromProvider(askingOf(c), c.req.query())
    if (isRefusal(outcome)) return c.get('who') ? accountPage(c, desk, [{ text: outcome.why }]) : signInPage(c, desk, { back: null, problems: [{ text: outcome.why }] })
    if ('added' in outcome) { passCookies(c, outcome); return c.redirect(safePath(outcome.back) ?? paths.account(), 303) }
    return enter(c, outcome, safePath(outcome.back))
  })

  routes.post('/sign-out', async c => {
    passCookies(c, await desk.accounts.signOut(askingOf(c)))
    return leave(c, desk)
  })
  return routes
}

function ownAccountRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>(), { mine } = desk.accounts
  // Forms under here hold passwords and codes, so nothing of them is kept; the one with a name in it is.
  const forms = signedIn(desk), secrets = signedIn(desk, 'nothing')
  routes.use('/account/*', (c, next) => (c.req.path === '/account/name' ? forms(c, next) : secrets(c, next)))

  routes.get('/account', c => accountPage(c, desk))
  routes.get('/account/name', c => namePage(c, desk, { back: backFrom(c.req.query('return')) }))
  routes.post('/account/name', async c => {
    const form = await formOf(c), back = backFrom(form.one('return')), typed = form.one('name'), outcome = await mine.rename(whoAsks(c), typed)
    return isRefusal(outcome) ? namePage(c, desk, { back, typed, problems: [problemAt(outcome, 'name')] }) : c.redirect(back ?? paths.account(), 303)
  })

  /** A refusal about the account as a whole: sign in again, or back to it with what is wrong. */
  const refused = (c: Context<Web>, outcome: Refusal, back = paths.account()) => askAgain(c, outcome, back) ?? accountPage(c, desk, [{ text: outcome.why }])

  routes.post('/account/second-factor/begin', async c => {
    const outcome = await mine.beginSecondFactor(askingOf(c))
    return isRefusal(outcome) ? refused(c, outcome) : c.redirect(paths.accountPart('second-factor'), 303)
  })
  routes.get('/account/second-factor', async c => {
    const shown = await mine.secretToShow(askingOf(c))
    return isRefusal(shown) ? refused(c, shown, paths.accountPart('second-factor')) : secondFactorPage(c, desk, { uri: shown.uri })
  })
  routes.post('/account/second-factor', async c => {
    const outcome = await mine.confirmSecondFactor(askingOf(c), (await formOf(c)).one('code'))
    if (!isRefusal(outcome)) {
      passCookies(c, outcome)
      return recoveryCodesPage(c, desk, outcome.recoveryCodes, false)
    }
    const shown = await mine.secretToShow(askingOf(c))
    return isRefusal(shown) ? refused(c, shown, paths.accountPart('second-factor')) : secondFactorPage(c, desk, { uri: shown.uri, problems: [problemAt(outcome, 'code')], status: statusOf(outcome) })
  })
  routes.get('/account/recovery-codes', c => newRecoveryCodesPage(c, desk))
  routes.post('/account/recovery-codes', async c => {
    const outcome = await mine.newRecoveryCodes(askingOf(c), (await formOf(c)).all('password')[0] ?? '')
    if (!isRefusal(outcome)) return recoveryCodesPage(c, desk, outcome.recoveryCodes, true)
    return askAgain(c, outcome, paths.accountPart('recovery-codes')) ?? newRecoveryCodesPage(c, desk, { problems: [problemAt(outcome, 'password')], status: statusOf(outcome) })
  })
  routes.get('/account/password', async c => {
    const { hasPassword, secondFactor } = await mine.ways(whoAsks(c))
    return secondFactor === 'set' ? choosePasswordPage(c, desk, { isChange: hasPassword }) : c.redirect(paths.account(), 303)
  })
  routes.post('/account/password', async c => {
    const form = await formOf(c), typed = (name: string) => form.all(name)[0] ?? '', { hasPassword } = await mine.ways(whoAsks(c))
    const outcome = hasPassword ? await mine.changePassword(askingOf(c), typed('password-before'), typed('password')) : await mine.setPassword(askingOf(c), typed('password'))
    if (!isRefusal(outcome)) return c.redirect(paths.account(), 303)
    return askAgain(c, outcome, paths.accountPart('password')) ?? choosePasswordPage(c, desk, { isChange: hasPassword, problems: [problemAt(outcome, outcome.code === 'wrong-before' ? 'password-before' : 'password')], status: statusOf(outcome) })
  })
  routes.get('/account/password/remove', c => removePasswordPage(c, desk))
  routes.post('/account/password/remove', async c => {
    const outcome = await mine.removePassword(askingOf(c))
    if (isRefusal(outcome)) return refused(c, outcome, paths.accountPart('password/remove'))
    passCookies(c, outcome)
    return c.redirect(paths.account(), 303)
  })

  routes.get('/account/passkeys/add', c => (whoAsks(c).isRecent ? addPasskeyPage(c, desk) : c.redirect(paths.signIn(paths.accountPart('passkeys/add'), 'again'), 303)))
  routes.post('/account/passkeys/options', async c => {
    const outcome = await mine.newPasskeyOptions(askingOf(c))
    if (isRefusal(outcome)) return refusedJson(c, outcome, paths.accountPart('passkeys/add'))
    passCookies(c, outcome)
    return c.json({ options: outcome.options })
  })
  routes.post('/account/passkeys', async c => {
    const { answer, name } = await jsonOf(c), outcome = await mine.addPasskey(askingOf(c), answer, typeof name === 'string' ? name : '')
    return isRefusal(outcome) ? refusedJson(c, outcome, paths.accountPart('passkeys/add')) : c.json({ to: paths.account() })
  })
  /** Something about a passkey of one's own; another's is not there. */
  const onPasskey = (handler: (c: Context<Web>, passkey: { id: string; name: string }) => Response | Promise<Response>): Handler<Web> => async c => {
    const passkey = (await mine.ways(whoAsks(c))).passkeys.find(one => one.id === c.req.param('id'))
    return passkey === undefined ? notFoundPage(c, { frame: frameOf(c, desk, null) }) : handler(c, passkey)
  }
  routes.get('/account/passkeys/:id/name', onPasskey((c, passkey) => renamePasskeyPage(c, desk, passkey)))
  routes.post('/account/passkeys/:id/name', onPasskey(async (c, { id }) => {
    const outcome = await mine.renamePasskey(askingOf(c), id, (await formOf(c)).one('name'))
    return isRefusal(outcome) ? refused(c, outcome, paths.myPasskey(id, 'name')) : c.redirect(paths.account(), 303)
  }))
  routes.get('/account/passkeys/:id/remove', onPasskey((c, passkey) => removePasskeyPage(c, desk, passkey)))
  routes.post('/account/passkeys/:id/remove', onPasskey(async (c, { id }) => {
    const outcome = await mine.removePasskey(askingOf(c), id)
    return isRefusal(outcome) ? refused(c, outcome, paths.myPasskey(id, 'remove')) : c.redirect(paths.account(), 303)
  }))

  routes.post('/account/provider/add', async c => {
    const outcome = await desk.accounts.signIn.atProvider(askingOf(c), 'add', paths.account())
    if (isRefusal(outcome)) return refused(c, outcome)
    passCookies(c, outcome)
    return toProviderPage(c, desk, desk.accounts.providerName!, outcome.to)
  })
  routes.post('/account/provider/remove', async c => {
    const outcome = await mine.removeProvider(askingOf(c), (await formOf(c)).one('id'))
    return isRefusal(outcome) ? refused(c, outcome) : c.redirect(paths.account(), 303)
  })
  routes.post('/account/sessions/end', async c => {
    await mine.endSession(whoAsks(c), (await formOf(c)).one('session'))
    return c.redirect(`${paths.account()}#sessions`, 303)
  })
  routes.post('/account/sign-out-everywhere', async c => {
    passCookies(c, await desk.accounts.signOutEverywhere(askingOf(c)))
    return leave(c, desk)
  })
  return routes
}

/** Somebody is signed in: asks what to call them the first time, then leads to where they wanted to be. */
function enter(c: Context<Web>, outcome: SignedIn, back: string | null): Response {
  passCookies(c, outcome)
  return c.redirect(placeFor(outcome, back), 303)
}

const placeFor = ({ who }: SignedIn, back: string | null): string => (who.name === '' ? paths.accountPart('name', back) : back ?? paths.ours())

/** Tells that somebody is signed out, and has the browser forget what it kept of their pages. */
function leave(c: Context<Web>, desk: Desk): Response | Promise<Response> {
  c.set('who', null)
  c.header('cache-control', 'no-store')
  c.header('clear-site-data', '"cache", "storage"')
  return sendPage(c, <PlainPage frame={frameOf(c, desk, null)} title={signedOutWords.title} says={signedOutWords.says} link={{ text: signedOutWords.again, href: paths.signIn(paths.home()) }} />)
}

/** The page of this site that a link was followed from, so that "Sign in" at the head of every page leads back there and the head can be the same on all. */
function cameFrom(c: Context<Web>): string | undefined {
  const from = c.req.header('referer') ?? ''
  if (!URL.canParse(from) || new URL(from).host !== (c.req.header('host') ?? new URL(c.req.url).host)) return undefined
  const { pathname, search } = new URL(from)
  return pathname === '/' ? undefined : pathname + search
}

async function jsonOf(c: Context<Web>): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.json().catch(() => null)
  return typeof body === 'object' && body !== null ? body as Record<string, unknown> : {}
}

/** A "no" to a script: what to say, and where to go when somebody must sign in again first. */
function refusedJson(c: Context<Web>, refusal: Refusal, back?: string): Response {
  const to = back === undefined ? null : askAgain(c, refusal, back)?.headers.get('location') ?? null
  return c.json({ says: refusal.why, ...(to !== null && { to }) }, statusOf(refusal))
}
