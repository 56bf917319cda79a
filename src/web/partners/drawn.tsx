import { planForm } from '#domain/partners/plan-form.ts'
import type { Context, MiddlewareHandler } from 'hono'
import { shared as sharedWords } from '#content/wording/sketchbook.ts'
import { compare as compareWords } from '#content/wording/compare.ts'
import { kinds } from '#content/wording/partners.ts'
import { areaOf } from '#domain/position/area.ts'
import type { Area, Edition } from '#domain/position/edition.ts'
import type { Plan } from '#domain/partners/plan.ts'
import { planOf } from '#domain/partners/sketch-plan.ts'
import type { Sketch } from '#domain/partners/sketch.ts'
import { invariant, isRefusal, type Refusal } from '#domain/words.ts'
import type { Desk } from '../desk.ts'
import { PlainPage } from '../layout.tsx'
import { sendPage } from '../pack.ts'
import { pathsFor } from '../paths.ts'
import { callerOf, frameOf, refusalPage, type Scene, type Web } from '../scene.tsx'
import { viewOf, type PlanView } from './view.ts'
import { isPlanFileForm, planFile, planFileTypes } from './plan-files.ts'

/** A sketch somebody made, on the figures it is drawn on, priced and looked at. */
export interface Drawn { sketch: Sketch; area: Area; plan: Plan; view: PlanView }

export type Answer = Response | Promise<Response>

/** Handles a page of a sketch that has been opened and drawn. */
export type OnSketch<T extends Drawn> = (c: Context<Web>, scene: Scene, drawn: T) => Answer

/** What lies under a link, pages and files alike, is nobody else's: not kept by what stands between, not indexed, not previewed. */
export const keepToOneself: MiddlewareHandler<Web> = async (c, next) => {
  await next()
  c.res.headers.set('cache-control', 'no-store') // c.header would copy the whole answer, which is then packed by a stream
  c.res.headers.set('x-robots-tag', 'noindex, nofollow, noarchive, nosnippet, noimageindex')
}

/** A link that opens nothing: unknown, stopped and past look the same. */
export function gonePage(c: Context<Web>, desk: Desk): Response | Promise<Response> {
  return sendPage(c, <PlainPage frame={frameOf(c, desk, null)} {...sharedWords.gone} />, 404)
}

/** The figures a sketch is drawn on, which may be older than the newest: its links then lead to those. */
async function sceneOn(c: Context<Web>, desk: Desk, sketch: Sketch): Promise<Scene | null> {
  const edition = await desk.figures.edition(sketch.release)
  if (edition === null) return null
  const to = pathsFor(desk.figures.list()[0]?.name === edition.name ? null : edition.name)
  return { desk, edition, to, caller: callerOf(c), frame: { ...frameOf(c, desk, edition), to, olderAsAt: null } }
}

export async function draw(c: Context<Web>, desk: Desk, sketch: Sketch): Promise<{ scene: Scene; drawn: Drawn } | Response> {
  const scene = await sceneOn(c, desk, sketch)
  if (scene === null) return sendPage(c, <PlainPage frame={frameOf(c, desk, null)} title="We do not hold these figures now" says={`This sketch is drawn on the figures of ${sketch.release}, which are not loaded here now. The sketch itself is safe.`} />, 503)
  const area = areaOf(scene.edition, sketch.area), plan = priced(scene.edition, sketch)
  const no = isRefusal(area) ? area : isRefusal(plan) ? plan : null
  if (no !== null) return refusalPage(c, scene, 'We cannot draw this sketch now', no)
  return { scene, drawn: { sketch, area: area as Area, plan: plan as Plan, view: viewOf(scene.edition, plan as Plan) } }
}

const plans = new WeakMap<Edition, WeakMap<Sketch, Plan | Refusal>>()

/** The sketch's last step priced, worked out once for each sketch and edition. */
function priced(edition: Edition, sketch: Sketch): Plan | Refusal {
  const ofEdition = plans.get(edition) ?? new WeakMap<Sketch, Plan | Refusal>()
  plans.set(edition, ofEdition)
  const plan = ofEdition.get(sketch) ?? planOf(edition, sketch)
  ofEdition.set(sketch, plan)
  return plan
}

/** A sketch somebody made, as a file; it carries its maker's name where it was shared under one. */
export function fileOf(c: Context<Web>, scene: Scene, { plan, area, sketch }: Drawn, madeBy: string | null): Response | Promise<Response> {
  const form = c.req.param('file')!.split('.').at(-1)!
  invariant(isPlanFileForm(form), 'the route takes no other form')
  if (form === 'json') {
    const { own: _, ...shown } = sketch
    c.header('content-disposition', `attachment; filename="sketch-${scene.edition.name}.json"`)
    return c.body(`${JSON.stringify({ ...planForm(plan, null), made_by: madeBy, sketch: shown }, null, 2)}\n`, 200, { 'content-type': planFileTypes.json })
  }
  return planFile(form, { scene, area, plan, title: compareWords.oneOwn, measure: kinds[plan.kind].measure, madeBy, fileName: `sketch-${scene.edition.name}` })
}
