import type { Context, MiddlewareHandler } from 'hono'
import type { Desk } from '../desk.ts'
import { paths } from '../paths.ts'
import { callerOf, type Web } from '../scene.tsx'
import type { Asking, Fields, Who } from './port.ts'
import { lostPage } from './lost.tsx'
import { safePath } from './return-path.ts'

/** Hangs on each request who asks. A request without a session's cookie, as almost every one is, costs a look at its headers. */
export function knowWho(desk: Desk): MiddlewareHandler<Web> {
  const asked: MiddlewareHandler<Web> = async (c, next) => {
    c.set('who', await desk.accounts.who(askingOf(c)))
    await next()
  }
  return (c, next) => {
    if (desk.accounts.carriesSession(c.req.raw.headers)) return asked(c, next)
    c.set('who', null)
    return next()
  }
}

export function askingOf(c: Context<Web>): Asking {
  return { headers: c.req.raw.headers, caller: callerOf(c) }
}

/** Whoever asks, on a page that `signedIn` stands before. */
export function whoAsks(c: Context<Web>): Who {
  return c.get('who')!
}

/** Passes on what signing in would have the browser keep. */
export function passCookies(c: Context<Web>, { cookies }: { cookies: readonly string[] }): void {
  for (const line of cookies) c.header('set-cookie', line, { append: true })
}

/**
 * For pages that need somebody who has signed in. Without one, a page leads to signing in and back. A form that was sent after its session had ended is
 * kept for its person, and the page it stands on is where they are led back to: `typedBefore` (./kept.tsx) has what they typed.
 *
 * @param keeps 'nothing' for forms of passwords and codes, which are never kept
 */
export function signedIn(desk: Desk, keeps: 'forms' | 'nothing' = 'forms'): MiddlewareHandler<Web> {
  return async (c, next) => {
    const who = c.get('who')
    if (!who) return toSignIn(c, desk, keeps)
    const before = c.req.method === 'POST' ? await desk.accounts.typed.find(askingOf(c), who) : null
    await next()
    c.res.headers.set('cache-control', 'no-store') // c.header would copy the whole answer
    if (before !== null && before.path === pageOfForm(c) && c.res.status < 400) passCookies(c, await desk.accounts.typed.letGo(askingOf(c), who))
  }
}

async function toSignIn(c: Context<Web>, desk: Desk, keeps: 'forms' | 'nothing'): Promise<Response> {
  if (c.req.header('content-type')?.startsWith('application/json')) return c.json({ to: paths.signIn(pageOfForm(c)) }, 401)
  if (c.req.method !== 'POST') return c.redirect(paths.signIn(safePath(pathOf(c.req.url))), 303)
  const back = pageOfForm(c), fields = keeps === 'forms' ? textOf(await c.req.parseBody({ all: true }).catch(() => ({}))) : {}
  if (Object.keys(fields).length === 0) return c.redirect(paths.signIn(back), 303)
  const kept = await desk.accounts.typed.keep(askingOf(c), back, fields)
  if (kept === null) return lostPage(c, desk, fields, back)
  passCookies(c, kept)
  return c.redirect(paths.signIn(back, 'kept'), 303)
}

/** The page a form was sent from, as the browser says; else the address it was sent to. */
function pageOfForm(c: Context<Web>): string {
  const from = c.req.header('referer') ?? ''
  const isOurs = URL.canParse(from) && new URL(from).host === (c.req.header('host') ?? new URL(c.req.url).host)
  return (isOurs ? safePath(pathOf(from)) : null) ?? safePath(pathOf(c.req.url)) ?? '/'
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

/** Names of boxes that hold what lets somebody in: never kept, whatever form they stand in. */
const secretNames = /pass|code|secret|token|pin\b/i

/** The text of a form; files, and whatever lets somebody in, are left out. */
function textOf(body: Record<string, string | File | (string | File)[]>): Fields {
  const fields: Fields = {}
  for (const [name, values] of Object.entries(body)) {
    const texts = [values].flat().filter(value => typeof value === 'string')
    if (texts.length > 0 && !secretNames.test(name)) fields[name] = texts
  }
  return JSON.stringify(fields).length <= 100_000 ? fields : {}
}
