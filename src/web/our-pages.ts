import { HTTPException } from 'hono/http-exception'
import type { MiddlewareHandler } from 'hono'
import type { Desk } from './desk.ts'
import type { Web } from './scene.tsx'

const readsOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Takes what is sent only from pages of this site: their browser says so by Origin or by Sec-Fetch-Site, which no page of anybody else's can write. Whatever the
 * body calls itself: a form that says it is something else does the same on arrival, and what browsers ask before they send such a thing is not ours to rely on.
 */
export function fromOurPages(desk: Desk): MiddlewareHandler<Web> {
  const outside = desk.host.baseUrl === null ? null : new URL(desk.host.baseUrl).origin
  return (c, next) => {
    if (readsOnly.has(c.req.method)) return next()
    const origin = c.req.header('origin')
    const isOurs = c.req.header('sec-fetch-site') === 'same-origin' || (origin !== undefined && (origin === outside || origin === new URL(c.req.url).origin))
    if (!isOurs) throw new HTTPException(403)
    return next()
  }
}
