import type { Context } from 'hono'
import type { Area } from '#domain/position/edition.ts'
import type { Band } from '#domain/partners/plan.ts'
import { practicesOf } from '#domain/partners/reasons.ts'
import { isRefusal, type PracticeCode, type Refusal } from '#domain/words.ts'
import { compare as compareWords } from '#content/wording/compare.ts'
import { banner, kinds, sketches as words } from '#content/wording/partners.ts'
import type { SketchState } from '../desk.ts'
import type { SketchPage } from '../paths.ts'
import { busyPage, page, refusalPage, type Scene, type Web } from '../scene.tsx'
import { FiguresLine } from '../ui/figures-line.tsx'
import { Button, InsetText } from '../ui/parts.tsx'
import { Name } from '../ui/name.tsx'
import { capital, count, inWords, kilometres, plainName, plural, share } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'
import { isWaiting, PAGE_WAITS, refusalOf, sideBySide, stateOf } from './ask.ts'
import { groundFor, Picture, type Ground } from './picture.tsx'
import { toDraw, viewOf, type PlanView } from './view.ts'
import { companySentence, compareColumns, LeftOver, shapeOf, sizeInWords } from './plan-words.tsx'

/** From about here a search may need more than a few seconds, and the page says so. */
const LARGE = 100

export interface SketchesInput { area: Area; size: Band; from: PracticeCode | null }

interface Card { kind: SketchPage; state: SketchState | Refusal; view: PlanView | null }

/** Three sketches and today, side by side: who is left over first. Shows what is ready and says what is still being worked out. */
export async function sketchesPage(c: Context<Web>, scene: Scene, { area, size, from }: SketchesInput): Promise<Response> {
  const { edition, desk, to } = scene
  const [ground, ...states] = await Promise.all([groundFor(desk, edition, area.members), ...sideBySide.map((kind) => stateOf(desk, scene, area, kind, size, PAGE_WAITS))])
  const refusals = states.map((state) => refusalOf(state)).filter((refusal) => refusal !== null)
  if (refusals.length > 0 && refusals.every((refusal) => refusal.code === 'busy')) return busyPage(c, scene, 20)
  const first = refusalOf(states[0]!)
  if (first !== null) return refusalPage(c, scene, words.title, first)
  const cards = sideBySide.map((kind, index): Card => {
    const state = states[index]!
    return { kind, state, view: isRefusal(state) || state.plan === null ? null : viewOf(edition, state.plan) }
  })
  const isWorking = cards.some((card) => isWaiting(card.state))
  const fair = isWorking ? null : await stateOf(desk, scene, area, 'fair', size, 0)
  const here = to.sketches(area.code, size, from)
  const looksAgain = isWorking && c.req.query('again') !== 'ask'
  return page(c, scene, {
    title: `${isWorking ? 'Working – ' : ''}${words.title}: ${area.name}`, under: 'areas',
    trail: [{ text: 'Areas and groupings', href: to.areas() }, { text: area.name, href: to.area(area.code, from) }],
    head: looksAgain ? <noscript><meta http-equiv="refresh" content="5" /></noscript> : undefined,
  }, <>
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><Name name={area.name} world={edition.world} /></span>{words.title}</h1>
    <InsetText><p><strong>{banner.says}</strong> {banner.title}: {sizeInWords(size)}. <a class="app-no-print" href={`${to.area(area.code, from)}#group`}>Change the size</a></p></InsetText>
    <div id="sketches" data-refresh={isWorking || (fair !== null && isWaiting(fair)) ? '1500' : undefined}>
      {looksAgain && <noscript><p>This page looks again by itself every 5 seconds. <a href={`${here}${here.includes('?') ? '&' : '?'}again=ask`}>Look again only when I ask</a></p></noscript>}
      {isWorking && c.req.query('again') === 'ask' && <p><a href={`${here}${here.includes('?') ? '&' : '?'}again=ask`}>{words.lookAgain}</a></p>}
      <ul class="app-sketches">
        {cards.map((card) => <li class="app-sketches__card"><SketchCard card={card} scene={scene} ground={ground} area={area} size={size} from={from} /></li>)}
      </ul>
      {cards.some((card) => card.view !== null && card.view.outside.groups > 0) && <p class="app-prose">{words.sizeIsGuide}</p>}
      {!isWorking && <p class="app-prose app-no-print">{words.changesMean}</p>}
      {!isWorking && <FairLine scene={scene} area={area} size={size} from={from} fair={fair} cards={cards} />}
      {!isWorking && <SideTable cards={cards} scene={scene} area={area} size={size} from={from} />}
    </div>
    <ul class="nhsuk-list app-no-print">
      <li><a href={to.compare(area.code, size, null, from)}>{compareWords.link}</a></li>
      <li><a href={to.sketchesLimits()}>{words.limits}</a></li>
      <li><a href={to.sketch(area.code, 'one-for-all', size, from)}>{words.oneForAll}</a></li>
      <li><a href={to.sketch(area.code, 'alone', size, from)}>{words.alone}</a></li>
    </ul>
    <FiguresLine edition={edition} to={to} />
  </>)
}

function SketchCard({ card: { kind, state, view }, scene, ground, area, size, from }: { card: Card; scene: Scene; ground: Ground } & SketchesInput) {
  const { edition, to } = scene
  const refusal = refusalOf(state)
  const name = kinds[kind].name
  const heading = <h2 class="nhsuk-heading-m app-sketches__name">{view === null ? name : <a href={to.sketch(area.code, kind, size, from)}>{name}</a>}</h2>
  if (refusal !== null) return <>{heading}<p>{refusal.why}</p></>
  if (view === null) return <>{heading}<Progress scene={scene} area={area} kind={kind} size={size} from={from} state={state as SketchState} /></>
  return <>
    {heading}
    <Picture id={`card-${kind}`} size="card" edition={edition} ground={ground} groups={toDraw(view)} own={from} title={`${name}: ${plainName(area.name, edition.world)}`} />
    <p class="app-sketches__left"><LeftOver view={view} scene={scene} /></p>
    <p>{shapeOf(view)}</p>
    <p>{largestSentence(view, scene)}{Number.isNaN(view.averageKm) ? '' : ` Average distance, from a practice to where its group’s is measured to: ${kilometres(view.averageKm)}.`}</p>
    {from === null ? null : <p><strong>{companySentence(view, scene, from, kind === 'today')}</strong></p>}
    {kind === 'today' ? null : <p>{changeSentence(view)}</p>}
    {view.plan.status === 'stopped' && <p class="app-source">We stopped early.</p>}
  </>
}

function largestSentence(view: PlanView, { edition }: Scene): string {
  if (view.largest === null) return 'Nobody is with anybody.'
  return `Largest practice’s share in any group of two or more: ${share(view.largest.share)} (${plainName(view.largest.practice.name, edition.world)}, group ${view.largest.letter}).`
}

function changeSentence(view: PlanView): string {
  return view.changed.length === 0 ? 'Nobody changes partners.' : `${capital(inWords(view.changed.length))} ${plural(view.changed.length, 'practice')} would change partners.`
}

/** Best so far and what it cannot be below, as kilometres for each patient with prices in; and a way to stop. */
export function Progress({ scene, area, kind, size, from, state }: { scene: Scene; kind: SketchPage; state: SketchState } & SketchesInput) {
  const { edition, to } = scene
  const patients = practicesOf(edition, area.members).reduce((sum, practice) => sum + practice.patients, 0)
  const progress = state.progress
  const per = (value: number) => `${(value / patients).toFixed(2)}\u00a0km`
  // Where shared patients count against kilometres the sum may be below nought, which says nothing to a reader.
  const isPlain = progress !== null && Number.isFinite(progress.best) && progress.best > 0 && progress.bound > 0
  if (state.status === 'waiting' || progress === null) return <p>{words.busy}.</p>
  return <>
    <p>{words.working}, {Math.round(progress.seconds)} {plural(Math.round(progress.seconds), 'second')} so far.
      {isPlain ? ` Best found: ${per(progress.best)} for each patient, prices included. Cannot be lower than ${per(progress.bound)}.` : Number.isFinite(progress.best) ? ' One is found; still checking whether another is lower.' : ''} {area.members.length > LARGE ? words.takesLonger(count(area.members.length)) : ''}</p>
    {Number.isFinite(progress.best) && <form method="post" action={to.stopSketch(area.code, kind, size, from)}><Button kind="secondary" small>{words.stop}<span class="nhsuk-u-visually-hidden"> looking for {kinds[kind].name.toLowerCase()}</span></Button></form>}
  </>
}

/** More groups alone make journeys shorter: the fair comparison has no more groups than today. Never claims that every journey is shorter. */
function FairLine({ scene, area, size, from, fair, cards }: { scene: Scene; fair: SketchState | Refusal | null; cards: Card[] } & SketchesInput) {
  const { edition, to } = scene
  const today = cards.find((card) => card.kind === 'today')?.view ?? null
  const short = cards.find((card) => card.kind === 'journeys')?.view ?? null
  if (today === null || short === null || today.groups.length === 0) return null
  const link = <a href={to.sketch(area.code, 'fair', size, from)}>{kinds.fair.name}</a>
  const lead = short.groups.length > today.groups.length
    ? `Shortest journeys makes ${short.groups.length} groups where today has ${today.groups.length}, and more groups alone make journeys shorter. ` : ''
  const view = fair === null || isRefusal(fair) || fair.plan === null ? null : viewOf(edition, fair.plan)
  if (view === null) {
    const refusal = fair === null ? null : refusalOf(fair)
    return <p class="app-prose">{lead}A fair comparison has no more groups than today: {link}{refusal === null ? <>, being worked out. <noscript>Look again in a few seconds.</noscript></> : `. ${refusal.why}`}</p>
  }
  const km = view.averageKm, now = today.averageKm
  const compare = Math.abs(km - now) < 0.05 ? `about the same as today’s ${kilometres(now)}` : `today’s is ${kilometres(now)}`
  return <p class="app-prose">{lead}With at most {today.groups.length} {plural(today.groups.length, 'group')} ({link}) the average distance is {kilometres(km)}; {compare}.
    {view.left.length !== today.left.length ? ` ${view.left.length === 0 ? 'Nobody is left over' : `It leaves ${inWords(view.left.length)} ${plural(view.left.length, 'practice')} over`}; today ${inWords(today.left.length)} ${today.left.length === 1 ? 'is' : 'are'} in no network.` : ''}</p>
}

function SideTable({ cards, scene, area, size, from }: { cards: Card[]; scene: Scene } & SketchesInput) {
  const rows = cards.flatMap((card) => (card.view === null ? [] : [{ name: kinds[card.kind].name, href: scene.to.sketch(area.code, card.kind, size, from), view: card.view }]))
  return <details class="nhsuk-details">
    <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">Show as a table</span></summary>
    <div class="nhsuk-details__text"><div class="app-wide-table" tabindex={0} role="region" aria-label="The sketches side by side">
      <Table responsive rows={rows} columns={compareColumns} />
    </div></div>
  </details>
}
