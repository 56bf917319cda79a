import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { areaOf } from '#domain/position/area.ts'
import type { Edition } from '#domain/position/edition.ts'
import { findPractices } from '#domain/position/find.ts'
import type { Plan } from '#domain/partners/plan.ts'
import { bandFrom } from '#domain/partners/size-guides.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import type { Desk, SketchState } from '../desk.ts'
import { isSearched, refusalOf, sketchPages } from '../partners/ask.ts'
import { planForm } from '#domain/partners/plan-form.ts'
import { callerOf, visitorOf, type Web } from '../scene.tsx'
import { AreaForm, areaForm, EditionForm, ErrorForm, FoundForm, PlanForm, PracticeForm, practiceForm, ProgressForm } from './forms.ts'
import { createRate, visitorKey } from '../rate.ts'

const SOURCE = 'This service’s API, /api/openapi.json'
/** How long a request for a sketch is kept waiting before it is told how far the work is, milliseconds. */
const WAITS = 2_500

const json = <T extends z.ZodType>(schema: T, description: string) => ({ description, content: { 'application/json': { schema } } })
const no = (description: string) => json(ErrorForm, description)
const figures = z.string().optional().openapi({ description: 'Name of an edition; the newest without', example: '2026-01' })
const problems = { 400: no('Something asked for was not understood'), 404: no('Nothing has this name'), 429: no('Too often; see Retry-After') } as const

const editions = createRoute({ method: 'get', path: '/editions', summary: 'Figures that are loaded, newest first', responses: { 200: json(z.array(EditionForm), 'Editions'), 429: problems[429] } })
const practices = createRoute({
  method: 'get', path: '/practices', summary: 'Practices by name, town, postcode or code, best first; codes that closed say what became of them',
  request: { query: z.object({ q: z.string().trim().min(1, 'Give q: a name, town, postcode or code').max(100).openapi({ example: 'riverside' }), figures }) },
  responses: { 200: json(z.array(FoundForm), 'At most 20'), 400: problems[400], 404: problems[404], 429: problems[429] },
})
const practice = createRoute({
  method: 'get', path: '/practices/{code}', summary: 'One practice',
  request: { params: z.object({ code: z.string().max(10).openapi({ example: 'L85001' }) }), query: z.object({ figures }) },
  responses: { 200: json(PracticeForm, 'The practice'), 400: problems[400], 404: problems[404], 429: problems[429] },
})
const keyParam = z.string().max(4000).openapi({ description: 'Code of an ICB, sub-ICB, district or network, england, or list:CODE,CODE', example: '11X' })
const area = createRoute({
  method: 'get', path: '/areas/{key}', summary: 'One area, or any list of practices, with today’s networks in it',
  request: { params: z.object({ key: keyParam }), query: z.object({ figures }) },
  responses: { 200: json(AreaForm, 'The area'), 400: problems[400], 404: problems[404], 429: problems[429] },
})
const sketch = createRoute({
  method: 'get', path: '/areas/{key}/sketches/{kind}', summary: 'One sketch of an area. A sketch from public figures: nobody has been told and nothing has been decided',
  request: {
    params: z.object({ key: keyParam, kind: z.enum(sketchPages as [string, ...string[]]).openapi({ example: 'journeys' }) }),
    query: z.object({ size: z.string().default('30000-50000').openapi({ description: 'Size asked for, patients', example: '30000-50000' }), figures }),
  },
  responses: {
    200: json(PlanForm, 'The sketch, in the form of the command line'), 202: json(ProgressForm, 'Still being worked out: ask the same again'),
    400: problems[400], 404: problems[404], 429: problems[429], 422: no('The sketch cannot be made'), 503: no('Too many sketches are being worked out; see Retry-After'),
  },
})

/** Read-only answers for programs, described in OpenAPI 3.1 at /api/openapi.json. Errors are {error: {code, why, source}}. */
export function apiRoutes(desk: Desk): OpenAPIHono<Web> {
  const api = new OpenAPIHono<Web>({
    defaultHook: (result, c) => result.success ? undefined : c.json({ error: { code: 'not-understood', why: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '), source: SOURCE } }, 400),
  })
  const now = () => desk.now().getTime()
  const rate = createRate({ perMinute: 240, burst: 60 }, now)

  api.use(async (c, next) => {
    const seconds = rate(visitorKey(visitorOf(c).address, c.req.header('x-forwarded-for')))
    if (seconds > 0) {
      c.header('retry-after', String(seconds))
      return c.json(errorOf(refuse('too-often', `Too many requests. Try again in ${seconds} seconds.`, SOURCE)), 429)
    }
    await next()
    c.header('x-content-type-options', 'nosniff')
    c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-cache')
  })
  api.onError((error, c) => {
    const id = c.get('requestId')
    desk.host.report(error, id)
    return c.json({ error: { code: 'our-fault', why: `Something of ours went wrong. It is noted under ${id}.`, source: SOURCE } }, 500)
  })

  /** The edition asked for, or the newest; refused when it is not loaded. */
  const editionAsked = async (name: string | undefined): Promise<Edition | Refusal> => await desk.figures.edition(name)
    ?? refuse('unknown-edition', name === undefined ? 'No figures are loaded yet.' : `No figures called ${name.slice(0, 40)} are loaded here.`, SOURCE)

  api.get('/', (c) => c.json({ name: 'Alongside', says: 'Read-only. Published figures of GP practices in England, and sketches of who could work together.', openapi: '/api/openapi.json' }))
  api.openapi(editions, (c) => c.json(desk.figures.list().map(({ name, world, asAt, practices: count, patients }) => ({ name, world, as_at: asAt, practices: count, patients })), 200))
  api.openapi(practices, async (c) => {
    const { q, figures: name } = c.req.valid('query')
    const edition = await editionAsked(name)
    if (isRefusal(edition)) return c.json(errorOf(edition), 404)
    return c.json(findPractices(edition, q, 20).map(({ score: _, code, name: called, postcode, address, patients, became, successor }) => ({ code, name: called, postcode, address, patients, became, successor })), 200)
  })
  api.openapi(practice, async (c) => {
    const edition = await editionAsked(c.req.valid('query').figures)
    if (isRefusal(edition)) return c.json(errorOf(edition), 404)
    const code = c.req.valid('param').code.toUpperCase()
    const found = edition.byCode.get(code)
    return found === undefined ? c.json(errorOf(noPractice(edition, code)), 404) : c.json(practiceForm(found), 200)
  })
  api.openapi(area, async (c) => {
    const edition = await editionAsked(c.req.valid('query').figures)
    if (isRefusal(edition)) return c.json(errorOf(edition), 404)
    const found = areaOf(edition, c.req.valid('param').key)
    return isRefusal(found) ? c.json(errorOf(found), 404) : c.json(areaForm(edition, found), 200)
  })
  api.openapi(sketch, async (c) => {
    const { size, figures: name } = c.req.valid('query')
    const { key, kind } = c.req.valid('param')
    const edition = await editionAsked(name)
    if (isRefusal(edition)) return c.json(errorOf(edition), 404)
    const found = areaOf(edition, key)
    if (isRefusal(found)) return c.json(errorOf(found), 404)
    const band = bandFrom(size)
    if (isRefusal(band)) return c.json(errorOf(band), 400)
    const asked = sketchPages.find((each) => each === kind)!
    const ask = { edition: edition.name, area: found.code, size: band, caller: callerOf(c) }
    const state = isSearched(asked) ? await desk.sketches.wait({ ...ask, kind: asked }, WAITS) : await desk.sketches.score({ ...ask, kind: 'journeys' }, asked)
    if (isRefusal(state)) return refused(c, state)
    if (!('progress' in state)) return c.json(formOf(state), 200)
    const refusal = refusalOf(state)
    if (refusal !== null) return refused(c, refusal)
    if (state.plan !== null && state.status === 'done') return c.json(formOf(state.plan), 200)
    c.header('retry-after', '2')
    return c.json({ status: state.status === 'working' ? 'working' as const : 'waiting' as const, progress: progressForm(state) }, 202)
  })
  const formOf = (plan: Plan) => planForm(plan, desk.sketches.notes?.(plan) ?? null)
  const refused = (c: Context<Web>, refusal: Refusal) => {
    if (refusal.code !== 'busy') return c.json(errorOf(refusal), 422)
    c.header('retry-after', '30')
    return c.json(errorOf(refusal), 503)
  }

  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Alongside', version: '1',
      description: 'Read-only. Areas, practices and sketches from published figures (Open Government Licence v3.0). Every figure is of the day its edition names. A sketch is arithmetic on public figures: nobody has been told and nothing has been decided.',
    },
    servers: [{ url: '/api' }],
  })
  api.get('*', (c) => c.json(errorOf(refuse('not-found', 'There is nothing at this address.', SOURCE)), 404))
  api.all('*', (c) => c.json(errorOf(refuse('read-only', 'Nothing can be changed here. Ask with GET.', SOURCE)), 405, { allow: 'GET' }))
  return api
}

function errorOf({ code, why, source }: Refusal) {
  return { error: { code, why, source } }
}

function noPractice(edition: Edition, code: string): Refusal {
  const former = edition.former.get(code)
  const why = former === undefined ? `No practice has the code ${code}.` : `${former.name} (${code}) has no patients now: ${former.says}.`
  return refuse('unknown-practice', why, `List sizes of ${edition.asAt}`)
}

/** JSON has no infinity: nothing found yet is null. */
function progressForm({ progress }: SketchState) {
  if (progress === null) return null
  const finite = (value: number) => (Number.isFinite(value) ? value : null)
  return { step: progress.step, best: finite(progress.best), bound: finite(progress.bound), seconds: progress.seconds }
}
