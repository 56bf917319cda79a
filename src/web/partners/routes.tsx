import { Hono, type Context } from 'hono'
import { areaOf } from '#domain/position/area.ts'
import type { Area } from '#domain/position/edition.ts'
import { isRefusal, type PracticeCode } from '#domain/words.ts'
import { kinds } from '#content/wording/partners.ts'
import type { Desk } from '../desk.ts'
import type { SketchPage } from '../paths.ts'
import { busyPage, notFoundPage, onFigures, refusalPage, type Scene, type Web } from '../scene.tsx'
import { areaPage } from './area-page.tsx'
import { areasPage, takeList } from './areas-page.tsx'
import { bandAsked, isSearched, isSketchPage, isWaiting, PAGE_WAITS, refusalOf, sketchPages, stateOf } from './ask.ts'
import { comparePage, tooManyChosen, type CompareChoice } from './compare-page.tsx'
import { limitsPage } from './limits-page.tsx'
import { isPlanFileForm, planFile } from './plan-files.ts'
import { sketchPage } from './sketch-page.tsx'
import { sketchesPage, type SketchesInput } from './sketches-page.tsx'

/** The practice the reader came from (?from=L85001), when it is one of these figures'. */
function fromOf(c: Context<Web>, scene: Scene): PracticeCode | null {
  const code = c.req.query('from')?.toUpperCase() ?? ''
  return scene.edition.byCode.has(code) ? code : null
}

/** Areas and groupings, and the sketches of an area. Everything is public; only "stop" changes anything, and that is no more than how long we look. */
export function partnerRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()

  const onArea = (handler: (c: Context<Web>, scene: Scene, area: Area) => Response | Promise<Response>) => onFigures(desk, (c, scene) => {
    const area = areaOf(scene.edition, c.req.param('key') ?? '')
    if (!isRefusal(area)) return handler(c, scene, area)
    return area.code === 'unknown-area' ? notFoundPage(c, scene) : refusalPage(c, scene, 'We could not use this address', area, 404)
  })

  /** A size that was not understood goes back to the area's own form, with what was typed. */
  const onSketches = (handler: (c: Context<Web>, scene: Scene, input: SketchesInput) => Response | Promise<Response>) => onArea((c, scene, area) => {
    const from = fromOf(c, scene)
    const size = bandAsked(c)
    if (!isRefusal(size)) return handler(c, scene, { area, size, from })
    const { purpose = 'other', min, max } = c.req.query()
    return areaPage(c, scene, { area, from, problem: { text: size.why, href: '#min' }, typed: { purpose, min, max } })
  })

  const onSketch = (handler: (c: Context<Web>, scene: Scene, kind: SketchPage, input: SketchesInput) => Response | Promise<Response>) => onSketches((c, scene, input) => {
    const kind = c.req.param('kind') ?? ''
    return isSketchPage(kind) ? handler(c, scene, kind, input) : notFoundPage(c, scene)
  })

  routes.get('/areas', onFigures(desk, (c, scene) => areasPage(c, scene, { q: c.req.query('q') })))
  routes.get('/areas/list', onFigures(desk, (c, scene) => takeList(c, scene)))
  routes.get('/areas/what-sketches-do-not-know', onFigures(desk, (c, scene) => limitsPage(c, scene)))
  routes.get('/areas/:key', onArea((c, scene, area) => areaPage(c, scene, { area, from: fromOf(c, scene) })))

  routes.get('/areas/:key/sketches', onSketches((c, scene, input) => (
    c.req.query('purpose') === undefined ? sketchesPage(c, scene, input) : c.redirect(scene.to.sketches(input.area.code, input.size, input.from), 303)
  )))
  routes.get('/areas/:key/compare', onSketches((c, scene, input) => besideToday(c, scene, input)))
  routes.get('/areas/:key/sketches/:file{.+\\.(?:csv|json|xlsx|geojson)}', onSketches((c, scene, input) => sketchFile(c, scene, input)))
  routes.get('/areas/:key/sketches/:kind', onSketch((c, scene, kind, input) => sketchPage(c, scene, kind, input)))
  routes.get('/areas/:key/sketches/:kind/progress', onSketch(async (c, scene, kind, { area, size }) => {
    const state = await stateOf(desk, scene, area, kind, size, 0)
    const refusal = refusalOf(state)
    if (refusal !== null) return c.json({ error: { code: refusal.code, why: refusal.why, source: refusal.source } }, refusal.code === 'busy' ? 503 : 422)
    return isRefusal(state) ? notFoundPage(c, scene) : c.json({ status: state.status, progress: state.progress })
  }))
  routes.post('/areas/:key/sketches/:kind/stop', onSketch((c, scene, kind, { area, size, from }) => {
    if (isSearched(kind)) desk.sketches.stop({ edition: scene.edition.name, area: area.code, kind, size })
    return c.redirect(scene.to.sketch(area.code, kind, size, from), 303)
  }))
  return routes
}

/** The sketches that can stand beside today; today itself always does. */
const comparable = sketchPages.filter((kind) => kind !== 'today')

/** Sketches of the area beside today: `sketches=journeys,shared`, or as the form's boxes send them, one by one; the three kinds without any. */
async function besideToday(c: Context<Web>, scene: Scene, { area, size, from }: SketchesInput): Promise<Response> {
  const asked = c.req.queries('sketches') ?? []
  const words = [...new Set(asked.flatMap((each) => each.split(',')).filter((word) => word !== '' && word !== 'today'))]
  const kindsAsked: readonly SketchPage[] = words.length === 0 ? ['journeys', 'shared', 'changes'] : words.filter(isSketchPage)
  if (words.length > 0 && kindsAsked.length < words.length) return notFoundPage(c, scene)
  const problem = tooManyChosen(kindsAsked.length)
  if (problem === null && asked.length > 1) return c.redirect(scene.to.compare(area.code, size, kindsAsked, from), 303)
  const choice: CompareChoice = {
    action: scene.to.compare(area.code).split('?')[0]!, chosen: kindsAsked, choices: comparable.map((kind) => ({ value: kind, text: kinds[kind].name, hint: kinds[kind].says })),
    ...(problem === null ? {} : { problem }),
  }
  const states = problem === null ? await Promise.all(kindsAsked.map((kind) => stateOf(scene.desk, scene, area, kind, size, PAGE_WAITS))) : []
  const columns = states.map((state, index) => ({
    name: kinds[kindsAsked[index]!].name, href: scene.to.sketch(area.code, kindsAsked[index]!, size, from), madeBy: null,
    plan: isRefusal(state) ? state : state.refusal ?? (isWaiting(state) ? null : state.plan),
  }))
  return comparePage(c, scene, { area, size, from, columns, choice })
}

/** The sketch as a file, in any of the forms of `planFile`; waits for a sketch that is nearly there. */
async function sketchFile(c: Context<Web>, scene: Scene, { area, size }: SketchesInput): Promise<Response> {
  const [, kind = '', form = ''] = /^(.+)\.(\w+)$/.exec(c.req.param('file') ?? '') ?? []
  if (!isSketchPage(kind) || !isPlanFileForm(form)) return notFoundPage(c, scene)
  const state = await stateOf(scene.desk, scene, area, kind, size, 20_000)
  const refusal = refusalOf(state)
  if (refusal !== null) return refusal.code === 'busy' ? busyPage(c, scene, 20) : refusalPage(c, scene, kinds[kind].name, refusal)
  const plan = isRefusal(state) ? null : state.plan
  if (plan === null) return busyPage(c, scene, 10)
  return planFile(form, {
    scene, area, plan, title: kinds[kind].name, measure: kinds[kind].measure, madeBy: null,
    fileName: `${area.kind === 'list' ? 'list' : area.code}-${kind}-${size.min}-${size.max}-${scene.edition.name}`,
  })
}
