import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Plan, PlanNotes } from '#domain/partners/plan.ts'
import { isRefusal } from '#domain/words.ts'
import { banner, hubMeans, kinds, reachMeans, sharedMeans, sketches as words, whatItDoesNotKnow } from '#content/wording/partners.ts'
import { begin } from '#content/wording/sketchbook.ts'
import type { SketchState } from '../desk.ts'
import { keepParts } from '../lately.ts'
import type { SketchPage } from '../paths.ts'
import { busyPage, page, refusalPage, type Scene, type Web } from '../scene.tsx'
import { Figure } from '../ui/charts.tsx'
import { FiguresLine, sourceLine } from '../ui/figures-line.tsx'
import { Button, Details, InsetText } from '../ui/parts.tsx'
import { Name } from '../ui/name.tsx'
import { PrintedOn } from '../ui/printed.tsx'
import { about, capital, count, day, inWords, plural, share } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'
import { isSearched, isWaiting, PAGE_WAITS, refusalOf, stateOf } from './ask.ts'
import { groundFor, Picture } from './picture.tsx'
import { TakeAway } from './take-away.tsx'
import { companySentence, compareColumns, gapInWords, LeftOver, shapeOf, sizeInWords, type CompareRow } from './plan-words.tsx'
import { Progress, type SketchesInput } from './sketches-page.tsx'
import { toDraw, viewOf, type PlanView } from './view.ts'
import { GroupFold, MOST_BESIDE_A_LIST, Notes, PaperGroups, PlanTable } from './plan-parts.tsx'

/** What every reader of a plan sees alike is kept as text: its groups, its table and its notes. */
const planParts = keepParts<Plan>(128)

/** One sketch: who is left over, how near it is to the lowest possible, its groups, and beside it today and the fair comparison. */
export async function sketchPage(c: Context<Web>, scene: Scene, kind: SketchPage, input: SketchesInput): Promise<Response> {
  const { edition, desk, to } = scene
  const { area, size, from } = input
  const state = await stateOf(desk, scene, area, kind, size, PAGE_WAITS)
  const refusal = refusalOf(state)
  if (refusal !== null) return refusal.code === 'busy' ? busyPage(c, scene, 20) : refusalPage(c, scene, kinds[kind].name, refusal)
  const { plan } = state as SketchState
  const isWorking = isWaiting(state)
  const trail = [{ text: 'Areas and groupings', href: to.areas() }, { text: area.name, href: to.area(area.code, from) }, { text: words.title, href: to.sketches(area.code, size, from) }]
  const title = `${kinds[kind].name}: ${area.name}`
  const heading = <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><Name name={area.name} world={edition.world} /></span>{kinds[kind].name}</h1>
  if (plan === null || isWorking) {
    return page(c, scene, { title: `Working – ${title}`, under: 'areas', trail, head: <noscript><meta http-equiv="refresh" content="5" /></noscript> }, <div id="sketch" data-refresh="1500">
      {heading}
      <InsetText><p><strong>{banner.says}</strong> {banner.title}. {kinds[kind].says}</p></InsetText>
      <Progress scene={scene} kind={kind} state={state as SketchState} {...input} />
    </div>)
  }
  const view = viewOf(edition, plan)
  const ground = await groundFor(desk, edition, area.members)
  const own = view.groups.findIndex((each) => from !== null && each.group.members.includes(from))
  const isCrowded = view.groups.length > MOST_BESIDE_A_LIST
  const beside = await besideOf(scene, kind, input)
  const part = (name: string, make: () => Child) => planParts(plan, `${name} ${kind} ${to.figures}`, make)
  // A search that was stopped early is taken up again after a while, and the fair comparison may still be on its way.
  const isSettled = plan.status !== 'stopped' && beside.length === (kind === 'today' || kind === 'fair' ? 2 : 3) && beside.every(each => each.view.plan.status !== 'stopped')
  return page(c, scene, { title, under: 'areas', trail, isSettled }, <div class="app-paper">
    {heading}
    <PrintedOn scene={scene} />
    <InsetText><p><strong>{banner.says}</strong> {banner.title}. {kinds[kind].says} Size asked for: {sizeInWords(size)}.</p></InsetText>
    <div class="app-sentences app-prose">
      <p><LeftOver view={view} scene={scene} /></p>
      {from === null ? null : <p>{companySentence(view, scene, from, kind === 'today')}</p>}
      <p>{shapeOf(view)} {view.largest === null ? '' : `Largest practice’s share in any group of two or more: ${share(view.largest.share)}, in group ${view.largest.letter}.`}</p>
      {isSearched(kind) && area.members.length > 1 && <p>{nearness(view, kind)} <a class="app-no-print" href={to.sketchesLimits()}>{words.limits}</a></p>}
      {view.reach !== null && view.reach.patients > 0 && <p>{share(view.reach.within / view.reach.patients)} of patients live within 15 minutes of a site of their group: a straight line × 1.3 at 40 km/h, from where they lived on {day(view.reach.asAt)}.</p>}
    </div>
    <BeginForm scene={scene} kind={kind} input={input} />
    <p class="app-no-print app-phone-only"><a href="#map">See the map</a></p>
    <div class={isCrowded ? 'app-sketch app-sketch--crowded' : 'app-sketch'}>
      <section class="app-sketch__list" aria-labelledby="groups">
        <h2 class="nhsuk-heading-m" id="groups">{view.groups.length === 0 ? 'No groups' : `${capital(inWords(view.groups.length))} ${plural(view.groups.length, 'group')}`}</h2>
        {view.left.length > 0 && <div class="app-sketch__group app-sketch__group--none"><h3 class="nhsuk-heading-s">Not in any group yet</h3>
          <ul class="nhsuk-list nhsuk-list--bullet">{view.left.map((practice) => <li><Name name={practice.name} world={edition.world} href={to.practice(practice.code)} />, {count(practice.patients)} patients</li>)}</ul></div>}
        {own >= 0 && <GroupFold each={view.groups[own]!} scene={scene} isOpen from={from} />}
        {view.groups.map((each, index) => index !== own && part(`group ${each.letter}`, () => <GroupFold each={each} scene={scene} isOpen={view.groups.length === 1} from={null} />))}
      </section>
      <div class="app-sketch__map" id="map">
        <Figure id="plan" title={pictureTitle(view, kind)} source={sourceLine(edition)} csvHref={to.sketchFile(area.code, kind, 'csv', size)}
          notShown={`Not shown: roads, branches, rooms and staff, and who gets on. ${kind === 'today' || view.changed.length === 0 ? '' : 'A dashed line points from where a practice’s partners are today. '}The small cross is where distance is measured to.`}
          table={part('table', () => <div class="app-plan-table"><PlanTable view={view} scene={scene} /></div>)}>
          <Picture id="plan-map" size={isCrowded ? 'wide' : 'whole'} edition={edition} ground={ground} groups={toDraw(view)} own={from} changed={kind === 'today' ? [] : view.changed} title={pictureTitle(view, kind)} />
          <PaperGroups view={view} scene={scene} />
        </Figure>
      </div>
    </div>
    {beside.length > 1 && <section aria-labelledby="beside"><h2 class="nhsuk-heading-m" id="beside">Beside today</h2>
      <div class="app-wide-table" tabindex={0} role="region" aria-label="Side by side with today"><Table responsive rows={beside} columns={compareColumns} /></div>
      <p class="app-prose">Fewer, larger groups travel farther, so “{kinds.fair.name}” is the fair one to hold beside today. <a class="app-no-print" href={to.compare(area.code, size, kind === 'today' ? null : besideThis(kind), from)}>Compare</a></p>
    </section>}
    {part('notes', () => <>
      <Notes view={view} scene={scene} />
      <Links scene={scene} notes={desk.sketches.notes?.(plan) ?? null} kind={kind} />
      <Details summary="What this sketch does not know">
        <ul class="nhsuk-list nhsuk-list--bullet app-not-known">{whatItDoesNotKnow.map(([what, says]) => <li><strong>{what}</strong> {says}</li>)}</ul>
      </Details>
      <div class="app-no-print"><Details summary="How it is measured">
        <p>Measure: {kinds[kind].measure}. Each patient missing from or above the size asked for counts as {view.plan.weights.bandKm} km; a practice in no group counts as {view.plan.weights.uncoveredKm} km for each of its patients and {count(view.plan.weights.uncoveredFlatPatientKm)} more.</p>
        <p>{hubMeans}</p>
        <p>{sharedMeans}{edition.flows === null ? ' Where patients live is not loaded, so no shared patients are counted here.' : ` Counted on ${day(edition.flows.asAt)}.`}</p>
        <p>{reachMeans}{view.reach !== null && view.reach.unplaced > 0 ? ` ${about(view.reach.unplaced)} patients could not be placed.` : ''}</p>
        <p>In all: {count(view.plan.objective)} patient-kilometres, prices included{view.plan.bound === undefined ? '' : `; it cannot be lower than ${count(view.plan.bound)}`}.</p>
      </Details></div>
    </>)}
    <TakeAway href={(form) => to.sketchFile(area.code, kind, form, size)} />
    <p class="app-no-print js-only"><button class="nhsuk-button nhsuk-button--secondary" type="button" data-print>Print this</button></p>
    <div class="app-no-print"><FiguresLine edition={edition} to={to} /></div>
  </div>)
}

/** A sketch of one's own begins from any sketch: this one stays as it is. */
function BeginForm({ scene: { edition, to }, kind, input: { area, size, from } }: { scene: Scene; kind: SketchPage; input: SketchesInput }) {
  return <form method="post" action={to.beginSketch()} class="app-no-print app-edit">
    {Object.entries({ area: area.code, kind, min: String(size.min), max: String(size.max), figures: edition.name, own: from ?? '' }).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
    <Button>{begin.button}</Button>
    <p class="app-source">{begin.hint}</p>
  </form>
}

function pictureTitle(view: PlanView, kind: SketchPage): string {
  if (view.groups.length === 0) return 'Every practice is in no group'
  const lead = kind === 'today' ? 'Today' : kinds[kind].name
  return `${lead}: ${inWords(view.groups.length)} ${plural(view.groups.length, 'group')}${view.left.length === 0 ? ', nobody left over' : `, ${inWords(view.left.length)} left over`}`
}

/** How near the plan is to the lowest possible on its own measure; the measure is named in the same sentence. */
function nearness(view: PlanView, kind: SketchPage): string {
  const { plan } = view
  const measure = kinds[kind].measure
  const practices = plan.groups.reduce((sum, group) => sum + group.members.length, 0) + plan.uncovered.length
  if (plan.status === 'proved') return `No other grouping of these ${count(practices)} practices is lower on this measure: ${measure}.`
  return gapInWords(plan, measure, 'another grouping')
}

/** What is compared from a sketch's own page: itself and the fair comparison. */
function besideThis(kind: SketchPage): SketchPage[] {
  return kind === 'fair' ? ['fair', 'journeys'] : [kind, 'fair']
}

async function besideOf(scene: Scene, kind: SketchPage, { area, size, from }: SketchesInput): Promise<CompareRow[]> {
  const wanted: SketchPage[] = [kind, ...(['today', 'fair'] as const).filter((each) => each !== kind)]
  const states = await Promise.all(wanted.map((each) => stateOf(scene.desk, scene, area, each, size, each === kind ? PAGE_WAITS : 300)))
  return wanted.flatMap((each, index) => {
    const state = states[index]!
    return isRefusal(state) || state.plan === null ? [] : [{ name: kinds[each].name, href: scene.to.sketch(area.code, each, size, from), view: viewOf(scene.edition, state.plan) }]
  })
}

/** Which links across water were cut and which were added, where the search was told so. */
function Links({ scene: { edition }, notes, kind }: { scene: Scene; notes: PlanNotes | null; kind: SketchPage }) {
  if (notes === null || !isSearched(kind)) return null
  const added = [...notes.linksAdded, ...notes.linksAddedForNetworks]
  if (notes.linksCut.length + added.length + notes.withoutPoint.length === 0) return null
  const name = (code: string) => edition.byCode.get(code)?.name ?? code
  const pairs = (links: [string, string][]) => <ul class="nhsuk-list nhsuk-list--bullet">{links.map(([a, b]) => <li>{name(a)} and {name(b)}</li>)}</ul>
  return <div class="app-no-print"><Details summary="Links cut by water, and links added">
    {notes.linksCut.length > 0 && <><p>Near in a straight line, but not counted as neighbours because water without a road lies between:</p>{pairs(notes.linksCut)}</>}
    {added.length > 0 && <><p>Counted as neighbours although others lie between, so that no part of the area is cut off{notes.linksAddedForNetworks.length > 0 ? ' and today’s networks hold together' : ''}:</p>{pairs(added)}</>}
    {notes.withoutPoint.length > 0 && <p>No place is known for {notes.withoutPoint.map(name).join(', ')}, so no distance could be measured.</p>}
  </Details></div>
}
