import { createHash } from 'node:crypto'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { HTTPException } from 'hono/http-exception'
import { errors } from '#content/wording/frame.ts'
import { accountRoutes } from './accounts/routes.tsx'
import { personaRoutes } from './accounts/personas.tsx'
import { knowWho } from './accounts/signed-in.ts'
import { aboutRoutes } from './about/routes.tsx'
import { createRate } from './rate.ts'
import { apiRoutes } from './api/routes.ts'
import { assetResponse } from './assets.ts'
import type { Desk } from './desk.ts'
import { favicon } from './favicon.ts'
import { homeRoutes } from './home/routes.tsx'
import { outboxRoutes } from './outbox/routes.tsx'
import { earlyScript, PlainPage } from './layout.tsx'
import { fromOurPages } from './our-pages.ts'
import { packPages, sendPage } from './pack.ts'
import { keepToOneself } from './partners/drawn.tsx'
import { ownRoutes } from './partners/own/routes.tsx'
import { tellPreviewersNothing } from './partners/previewers.tsx'
import { partnerRoutes } from './partners/routes.tsx'
import { sharedRoutes } from './partners/shared/routes.tsx'
import { leavingRoutes } from './organisations/leaving/routes.tsx'
import { roomRoutes } from './organisations/routes.tsx'
import { aloneRoutes } from './position/alone/routes.tsx'
import { positionRoutes } from './position/routes.tsx'
import { reviewRoutes } from './position/review/routes.tsx'
import { supportRoutes } from './support/routes.tsx'
import { callerOf, frameOf, keepBriefly, notFoundPage, type Web } from './scene.tsx'

const self = "'self'"
const earlyScriptHash = `'sha256-${createHash('sha256').update(earlyScript).digest('base64')}'`
/** Pages load nothing from anywhere else, run no script of anyone else's and cannot be put inside another page. */
const pageHeaders = (desk: Desk) => secureHeaders({
  strictTransportSecurity: desk.host.baseUrl?.startsWith('https:') ? 'max-age=31536000' : false,
  contentSecurityPolicy: {
    defaultSrc: ["'none'"], scriptSrc: [self, earlyScriptHash], styleSrc: [self], imgSrc: [self, 'data:', 'blob:'], connectSrc: [self], workerSrc: [self, 'blob:'],
    fontSrc: [self], formAction: [self], baseUri: ["'none'"], frameAncestors: ["'none'"], objectSrc: ["'none'"],
  },
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  crossOriginResourcePolicy: 'same-origin',
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
})

/** For answers that are no page: they are what they say they are, and opened by themselves they do nothing. */
const onlyAsIs = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" }

const isUpload = (path: string) => path === '/sources/add'
/** A practice's own accounts as a file. */
const isAccounts = (path: string) => /^\/our\/[^/]+\/next-five-years\/[^/]+\/accounts$/.test(path)

/** Whoever was sending something has gone in the middle of it (the words are node:http's). That is no fault of ours, and nobody is there to read the answer. */
const hasLeft = (error: Error): boolean => error.message === 'aborted' && (error as NodeJS.ErrnoException).code === 'ECONNRESET'

/** Pages for one visitor: generous, for a whole building of readers may come from one address. A page that waits asks again each second. */
const pageRate = { perMinute: 900, burst: 300 }

/** Answers 429 to a visitor who asks too often. Whoever sits at this machine, with no proxy between, may ask as often as they like. */
function notTooOften(desk: Desk): MiddlewareHandler<Web> {
  const rate = createRate(pageRate, () => desk.now().getTime())
  return async (c, next) => {
    const caller = callerOf(c), seconds = caller === null ? 0 : rate(caller)
    if (seconds > 0) {
      c.header('retry-after', String(seconds))
      throw new HTTPException(429)
    }
    await next()
  }
}

/**
 * The whole site over one desk. Order matters: assets go first and bare (headers cost much of a plain answer's
 * speed), then pages with their headers, origin check and limits on size.
 */
export function createApp(desk: Desk): Hono<Web> {
  const app = new Hono<Web>()
  app.get('/assets/:name', c => assetResponse(c.req.param('name'), c.req.query('v')) ?? c.text('Not found', 404))
  app.get('/favicon.svg', c => c.body(favicon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400', ...onlyAsIs }))
  app.get('/favicon.ico', c => c.redirect('/favicon.svg', 301))

  app.use(requestId({ limitLength: 64 }))
  for (const under of ['/api', '/api/*']) app.use(under, async (c, next) => { await next(); for (const [name, value] of Object.entries(onlyAsIs)) c.res.headers.set(name, value) })
  app.route('/api', apiRoutes(desk))

  app.use(compress())
  app.use(packPages)
  app.use(pageHeaders(desk))
  app.use(keepBriefly)
  for (const under of ['/our', '/our/*', '/invited', '/invited/*']) app.use(under, keepToOneself)
  for (const under of ['/sketches/*', '/shared/*']) app.use(under, keepToOneself, tellPreviewersNothing(desk))
  app.use(fromOurPages(desk))
  app.use(notTooOften(desk))
  app.use(knowWho(desk))
  // The general limit holds a whole form in memory before anybody has looked at who sends it; an upload is counted while it is written down.
  const limit = bodyLimit({ maxSize: 100_000, onError: () => { throw new HTTPException(413) } })
  const accountsLimit = bodyLimit({ maxSize: 2_200_000, onError: () => { throw new HTTPException(413) } })
  app.use((c, next) => (c.req.method === 'GET' || isUpload(c.req.path) ? next() : (isAccounts(c.req.path) && c.get('who') ? accountsLimit : limit)(c, next))) // a GET has no body, and asking it for one takes time

  app.route('/', homeRoutes(desk))
  app.route('/', positionRoutes(desk))
  app.route('/', aboutRoutes(desk))
  app.route('/', partnerRoutes(desk))
  app.route('/', ownRoutes(desk))
  app.route('/', sharedRoutes(desk))
  app.route('/', reviewRoutes(desk))
  app.route('/', supportRoutes(desk)) // before rooms: it stands before the act of showing something to a commissioner
  app.route('/', aloneRoutes(desk)) // before rooms: what partners answered alone has pages of its own
  app.route('/', roomRoutes(desk))
  app.route('/', leavingRoutes(desk))
  if (desk.post.isShown) app.route('/', outboxRoutes(desk))
  app.route('/', accountRoutes(desk))
  if (desk.accounts.signInAs !== null && desk.personas.length > 0) app.route('/', personaRoutes(desk))

  app.notFound(c => notFoundPage(c, { frame: frameOf(c, desk, null) }))
  app.onError((error, c) => {
    const frame = frameOf(c, desk, null)
    const status = error instanceof HTTPException ? error.status : hasLeft(error) ? 400 : 500
    const words = status === 413 ? errors.tooLarge : status === 429 ? errors.tooMany : status === 403 ? errors.elsewhere : status === 400 ? errors.unreadable : null
    if (words) return sendPage(c, <PlainPage frame={frame} {...words} />, status as 413)
    const id = c.get('requestId')
    desk.host.report(error, id)
    return sendPage(c, <PlainPage frame={frame} {...errors.ours}><p><code>{id}</code></p></PlainPage>, 500)
  })
  return app
}
