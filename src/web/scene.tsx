import type { Context, MiddlewareHandler } from 'hono'
import type { Child } from 'hono/jsx'
import type { RequestIdVariables } from 'hono/request-id'
import type { SecureHeadersVariables } from 'hono/secure-headers'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { errors } from '#content/wording/frame.ts'
import type { Edition } from '#domain/position/edition.ts'
import type { Refusal } from '#domain/words.ts'
import type { Who } from './accounts/port.ts'
import type { Desk, Visitor } from './desk.ts'
import { Page, PlainPage, type Frame, type PageProps } from './layout.tsx'
import { sendPage } from './pack.ts'
import { keeperOf, settledPage } from './settled.ts'
import { paths, pathsFor, type Paths } from './paths.ts'
import { visitorKey } from './rate.ts'
import { isFromProxy, isLoopback } from './visitor.ts'

/** What the middleware of app.tsx hangs on each request. */
export type Web = { Variables: SecureHeadersVariables & RequestIdVariables & { who?: Who | null }; Bindings: { incoming?: { socket?: { remoteAddress?: string } } } }

/** One request for a page, with the figures it is to be read on. */
export interface Scene {
  desk: Desk
  edition: Edition
  to: Paths
  frame: Frame
  /** Who asks, as far as limits need to tell visitors apart; null for somebody at this machine. */
  caller: string | null
}

const newestFirst = (desk: Desk): string | null => desk.figures.list()[0]?.name ?? null

/** The frame for a page that may stand without figures. */
export function frameOf(c: Context<Web>, desk: Desk, edition: Edition | null): Frame {
  const asked = c.req.query('figures') ?? null
  const isOlder = edition !== null && asked !== null && asked !== newestFirst(desk)
  const here = new URL(c.req.url)
  here.searchParams.delete('figures')
  return {
    host: desk.host,
    who: c.get('who') ?? null,
    to: isOlder ? pathsFor(asked) : paths,
    world: edition?.world ?? desk.figures.list()[0]?.world ?? null,
    olderAsAt: isOlder ? edition.asAt : null,
    newestHref: here.pathname + here.search,
  }
}

type Handler = (c: Context<Web>, scene: Scene) => Response | Promise<Response>

/**
 * A page that shows figures: `?figures=2021-01` chooses them, else the newest. Without any, or with a name that is not
 * loaded, a plain page says so (503, 404).
 */
export function onFigures(desk: Desk, handler: Handler) {
  return async (c: Context<Web>): Promise<Response> => {
    const asked = c.req.query('figures') || undefined
    const edition = await desk.figures.edition(asked)
    if (edition) {
      const settled = settledPage(c, desk)
      if (settled !== null) return settled
      const frame = frameOf(c, desk, edition)
      return handler(c, { desk, edition, to: frame.to, frame, caller: callerOf(c) })
    }
    const frame = { ...frameOf(c, desk, null), to: paths }
    if (asked && desk.figures.list().length > 0) {
      const { title, says, next } = errors.unknownFigures(asked)
      return sendPage(c, <PlainPage frame={frame} title={title} says={says} link={{ text: next, href: frame.to.sources() }} />, 404)
    }
    const { title, says, next } = errors.noFigures
    return sendPage(c, <PlainPage frame={frame} title={title} says={says} link={{ text: next, href: frame.to.sources() }} />, 503)
  }
}

/** Answers with a whole page; one that is settled is kept for the next who asks. */
export function page(c: Context<Web>, { frame, ...scene }: Pick<Scene, 'frame'> & Partial<Scene>, { isSettled = false, ...props }: PageProps, children: Child, status: ContentfulStatusCode = 200): Response | Promise<Response> {
  const keeper = isSettled && status === 200 && scene.desk ? keeperOf(c, scene.desk) : undefined
  return sendPage(c, <Page frame={frame} {...props}>{children}</Page>, status, keeper)
}

/** "You cannot open this": another practice's, shown no longer, or not there; which, it does not say. */
export function notFoundPage(c: Context<Web>, { frame }: { frame: Frame }): Response | Promise<Response> {
  const { title, says, next } = errors.notFound
  return sendPage(c, <PlainPage frame={frame} title={title} says={says} link={{ text: next, href: frame.to.practices() }} />, 404)
}

/** A rule said no: its sentence, and where the rule comes from. */
export function refusalPage(c: Context<Web>, { frame }: { frame: Frame }, title: string, refusal: Refusal, status: ContentfulStatusCode = 422): Response | Promise<Response> {
  return sendPage(c, <PlainPage frame={frame} title={title} says={refusal.why} next={`Where this rule comes from: ${refusal.source}`} />, status)
}

/** Too many at once, or too often. `seconds` tells the browser when to come back. */
export function busyPage(c: Context<Web>, { frame }: { frame: Frame }, seconds: number): Response | Promise<Response> {
  c.header('retry-after', String(seconds))
  const { title, says, next } = errors.tooMany
  return sendPage(c, <PlainPage frame={frame} title={title} says={says} next={next} />, 429)
}

export function visitorOf(c: Context<Web>): Visitor {
  return {
    address: c.env?.incoming?.socket?.remoteAddress ?? null,
    hostName: new URL(c.req.url).hostname,
    isForwarded: isFromProxy(c.req.raw.headers.keys()),
  }
}

/** The visitor a limit counts; null for somebody at this machine with no proxy between, whom none holds. */
export function callerOf(c: Context<Web>): string | null {
  const { address, isForwarded } = visitorOf(c)
  return isLoopback(address) && !isForwarded ? null : visitorKey(address, c.req.header('x-forwarded-for'))
}

/** Pages of figures change only when figures are added, but must not be shared between copies of the site. One that carries somebody's name is kept nowhere. */
export const keepBriefly: MiddlewareHandler<Web> = async (c, next) => {
  await next()
  if (c.req.method === 'GET' && !c.res.headers.has('cache-control')) c.res.headers.set('cache-control', c.get('who') ? 'no-store' : 'no-cache') // c.header would copy the whole answer
}
