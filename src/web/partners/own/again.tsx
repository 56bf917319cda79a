import type { Context } from 'hono'
import { kinds } from '#content/wording/partners.ts'
import { again as words, own as ownWords } from '#content/wording/sketchbook.ts'
import { whoSees } from '#content/wording/frame.ts'
import type { Plan } from '#domain/partners/plan.ts'
import { applyEdit } from '#domain/partners/sketch-edit.ts'
import { groupOf, lastStep, type Sketch } from '#domain/partners/sketch.ts'
import { planOf } from '#domain/partners/sketch-plan.ts'
import { isRefusal, type PracticeCode, type Refusal } from '#domain/words.ts'
import type { SketchAsk, SketchState } from '../../desk.ts'
import { busyPage, page, type Scene, type Web } from '../../scene.tsx'
import { Button, ButtonLink, Details, InsetText } from '../../ui/parts.tsx'
import { Name } from '../../ui/name.tsx'
import { capital, inWords, plainName, plural } from '../../ui/say.ts'
import { Figure } from '../../ui/charts.tsx'
import { sourceLine } from '../../ui/figures-line.tsx'
import { groundFor, Picture } from '../picture.tsx'
import { companySentence, gapInWords, LeftOver, shapeOf } from '../plan-words.tsx'
import { BesideToday, PlanTable } from '../plan-parts.tsx'
import { isWaiting, PAGE_WAITS, refusalOf } from '../ask.ts'
import { toDraw, viewOf } from '../view.ts'
import type { Opened } from './parts.tsx'
import { mySketchPage } from './page.tsx'

/** Whether practices that send to different acute hospitals are to be kept apart; only where somebody typed hospitals. */
export interface AgainAsk { byHospital: boolean }

/** What the search is asked for a sketch: its size and measure, and everything it keeps. */
export function askFor(sketch: Sketch, { byHospital }: AgainAsk): SketchAsk {
  const step = lastStep(sketch), { together, apart, groups } = sketch.kept
  const hospitals = new Map(Object.entries(sketch.hospitals).flatMap(([code, { acute }]): [PracticeCode, string][] => (acute === null ? [] : [[code, acute]])))
  return {
    edition: sketch.release, area: sketch.area, kind: sketch.kind, size: sketch.size,
    kept: { together, apart, groups: groups.map(letter => step.groups.find(group => group.id === letter)!.members) },
    ...(byHospital && hospitals.size > 0 ? { hospitals } : {}),
  }
}

/** The groups of a found plan, as an edit takes them. */
const groupsOf = (plan: Plan) => plan.groups.map(group => group.members)

/** Looks for the lowest grouping that keeps what the sketch keeps; shows what would move before anything is changed. */
export async function againPage(c: Context<Web>, scene: Scene, opened: Opened, ask: AgainAsk): Promise<Response> {
  const { desk } = scene
  const state = await desk.sketches.wait({ ...askFor(opened.sketch, ask), caller: scene.caller }, PAGE_WAITS), refusal = refusalOf(state)
  if (refusal !== null) return refusal.code === 'busy' ? busyPage(c, scene, 20) : refusedPage(c, scene, opened, refusal)
  const { plan } = state as SketchState
  return plan === null || isWaiting(state) ? waitingPage(c, scene, opened, ask, state as SketchState) : foundPage(c, scene, opened, ask, plan)
}

/** Why no grouping keeps all this, beside the list of what is kept. */
function refusedPage(c: Context<Web>, scene: Scene, opened: Opened, refusal: Refusal): Promise<Response> {
  return mySketchPage(c, scene, opened, [{ text: refusal.why, href: '#kept' }])
}

function waitingPage(c: Context<Web>, scene: Scene, { key, area }: Opened, ask: AgainAsk, { status, progress }: SketchState): Response | Promise<Response> {
  const { to, edition } = scene
  const found = progress !== null && Number.isFinite(progress.best)
  return page(c, scene, { title: `Working – ${ownWords.tab}`, under: 'areas', back: to.mySketch(key), seenBy: whoSees.onlyYou, head: <noscript><meta http-equiv="refresh" content="4" /></noscript> }, <div id="again" data-refresh="1500">
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><Name name={area.name} world={edition.world} /></span>{words.title}</h1>
    <p>{status === 'waiting' || progress === null ? words.waiting : words.working(Math.round(progress.seconds))} {found ? words.oneFound : ''}</p>
    {found && <form method="post" action={to.mySketchPart(key, 'stop-looking')}>{ask.byHospital && <input type="hidden" name="hospitals" value="yes" />}<Button kind="secondary" small>{words.stop}</Button></form>}
  </div>)
}

async function foundPage(c: Context<Web>, scene: Scene, opened: Opened, ask: AgainAsk, found: Plan): Promise<Response> {
  const { to, edition, desk } = scene, { key, sketch, area, view: mine, open: { held } } = opened
  const taken = applyEdit(edition, sketch, { do: 'take', groups: groupsOf(found), from: 'search' })
  const plan = isRefusal(taken) ? taken : planOf(edition, taken.sketch)
  if (isRefusal(taken) || isRefusal(plan)) return refusedPage(c, scene, opened, isRefusal(taken) ? taken : plan as Refusal)
  const view = viewOf(edition, plan), before = lastStep(sketch), after = lastStep(taken.sketch)
  const letter = (step: typeof before, code: PracticeCode) => groupOf(step, code)?.id ?? null
  const moved = area.members.filter(code => letter(before, code) !== letter(after, code))
  const where = (id: string | null) => (id === null ? 'no group' : `group ${id}`)
  const ground = await groundFor(desk, edition, area.members)
  const hasHospitals = Object.values(sketch.hospitals).some(typed => typed.acute !== null)
  const title = `${capital(inWords(view.groups.length))} ${plural(view.groups.length, 'group')} that ${view.groups.length === 1 ? 'keeps' : 'keep'} all you keep`
  return page(c, scene, { title: ownWords.tab, under: 'areas', back: to.mySketch(key), seenBy: whoSees.onlyYou }, <>
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><Name name={area.name} world={edition.world} /></span>{words.title}</h1>
    <InsetText><p>{moved.length === 0 ? words.same : words.lead}</p></InsetText>
    <div class="app-sentences app-prose">
      <p><LeftOver view={view} scene={scene} /></p>
      {sketch.own !== null && <p>{companySentence(view, scene, sketch.own, false)}</p>}
      <p>{shapeOf(view)}</p>
      <p>{found.status === 'proved' ? `No other grouping that keeps all you keep is lower on this measure: ${kinds[found.kind].measure}.` : gapInWords(found, kinds[found.kind].measure, 'another grouping that keeps all you keep')} <a href={to.sketchesLimits()}>What these sketches do not know</a></p>
    </div>
    {moved.length > 0 && <>
      <form method="post" action={to.mySketchPart(key, 'again')}>
        <input type="hidden" name="from" value={String(held.version)} />
        {ask.byHospital && <input type="hidden" name="hospitals" value="yes" />}
        <div class="app-actions"><Button>{words.use}</Button><ButtonLink kind="secondary" href={to.mySketch(key)}>{words.leave}</ButtonLink></div>
      </form>
      <h2 class="nhsuk-heading-m">{words.moved(moved.length)}</h2>
      <ul class="nhsuk-list nhsuk-list--bullet app-columns">{moved.map(code => <li><Name name={edition.byCode.get(code)!.name} world={edition.world} />, {where(letter(before, code))} to {where(letter(after, code))}</li>)}</ul>
    </>}
    <Figure id="found" title={title} source={sourceLine(edition)} notShown="Not shown: roads, rooms and staff, and who gets on. A dashed line points from where a practice’s partners are today." table={<div class="app-plan-table"><PlanTable view={view} scene={scene} /></div>}>
      <Picture id="found-map" size="wide" edition={edition} ground={ground} groups={toDraw(view)} own={sketch.own} changed={view.changed} title={title} />
    </Figure>
    <BesideToday mine={view} today={mine} myName="Found" otherName="Your sketch" title="Beside your sketch" />
    {hasHospitals && <p>{ask.byHospital ? <>{words.byHospital} <a href={to.mySketchPart(key, 'again')}>{words.notByHospital}</a></> : <a href={`${to.mySketchPart(key, 'again')}?hospitals=yes`}>{words.tryByHospital}</a>}</p>}
    <Details summary="What was kept"><ul class="nhsuk-list nhsuk-list--bullet">{keptInWords(scene, opened).map(line => <li>{line}</li>)}</ul></Details>
    {moved.length === 0 && <p><a href={to.mySketch(key)}>{words.back}</a></p>}
  </>)
}

/** What a search was told to keep, a line each. */
function keptInWords({ edition }: Scene, { sketch: { kept } }: Opened): string[] {
  const name = (code: PracticeCode) => plainName(edition.byCode.get(code)?.name ?? code, edition.world)
  const lines = [
    ...kept.groups.map(letter => `Group ${letter} as it is`),
    ...kept.together.map(([a, b]) => `${name(a)} and ${name(b)} together`), ...kept.apart.map(([a, b]) => `${name(a)} and ${name(b)} apart`),
  ]
  return lines.length === 0 ? ['Nothing: every practice could move.'] : lines
}

/** Takes the groups found, as one more version of the sketch. */
export async function takeFound(scene: Scene, opened: Opened, from: number, ask: AgainAsk): Promise<Refusal | null> {
  const state = await scene.desk.sketches.wait({ ...askFor(opened.sketch, ask), caller: scene.caller }, PAGE_WAITS), refusal = refusalOf(state)
  if (refusal !== null) return refusal
  const { plan } = state as SketchState
  if (plan === null) return { refused: true, code: 'not-found-yet', why: words.notYet, source: 'Try again with these' }
  const outcome = await scene.desk.sketchbook.edit(opened.key, from, { do: 'take', groups: groupsOf(plan), from: 'search' })
  return isRefusal(outcome) ? outcome : null
}
