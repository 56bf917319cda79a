import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Plan, PlanNotes } from '#domain/partners/plan.ts'
import { practicesOf } from '#domain/partners/reasons.ts'
import { isRefusal } from '#domain/words.ts'
import { banner, hubMeans, kinds, reachMeans, sharedMeans, sketches as words, whatItDoesNotKnow } from '#content/wording/partners.ts'
import { begin } from '#content/wording/sketchbook.ts'
import type { SketchState } from '../desk.ts'
import { keepParts } from '../lately.ts'
import type { SketchPage } from '../paths.ts'
import { busyPage, page, refusalPage, type Scene, type Web } from '../scene.tsx'
import { Figure } from '../ui/charts.tsx'
import { FiguresLine } from '../ui/figures-line.tsx'
import { Button, Details, InsetText } from '../ui/parts.tsx'
import { Name } from '../ui/name.tsx'
import { PrintedOn } from '../ui/printed.tsx'
import { about, count, day, inWords, kilometres, plural, share, smallCount } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'
import { isSearched, refusalOf, stateOf } from './ask.ts'
import { groundFor, Picture } from './picture.tsx'
import { TakeAway } from './take-away.tsx'
import { companySentence, compareColumns, isWaiting, LeftOver, PAGE_WAITS, Progress, sentence, shapeOf, sizeInWords, type CompareRow, type SketchesInput } from './sketches-page.tsx'
import { toDraw, viewOf, type GroupView, type PlanView } from './view.ts'
import { sourceLine } from './area-page.tsx'

/** With more groups than this the map goes across the page, above the list. */
const MOST_BESIDE_A_LIST = 24

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
        <h2 class="nhsuk-heading-m" id="groups">{view.groups.length === 0 ? 'No groups' : `${sentence(inWords(view.groups.length))} ${plural(view.groups.length, 'group')}`}</h2>
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
      <div class="app-wide-table" tabindex={0} role="region" aria-label="Side by side with today"><Table rows={beside} columns={compareColumns} /></div>
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

/** A gap above this says nothing a reader can use. */
const WORTH_SAYING = 0.5

/** How near the plan is to the lowest possible on its own measure; the measure is named in the same sentence. */
export function nearness(view: PlanView, kind: SketchPage): string {
  const { plan } = view
  const measure = kinds[kind].measure
  const practices = plan.groups.reduce((sum, group) => sum + group.members.length, 0) + plan.uncovered.length
  if (plan.status === 'proved') return `No other grouping of these ${count(practices)} practices is lower on this measure: ${measure}.`
  return gapInWords(plan, measure, 'another grouping')
}

/** How much lower, at most, something else could be on a measure; where that is not known in any useful way, that it is not. */
export function gapInWords(plan: Plan, measure: string, another: string): string {
  if ((plan.gap ?? 1) > WORTH_SAYING) return `We stopped before knowing how near this is to the lowest on this measure (${measure}): take it as one possibility.`
  const gap = plan.gap! < 0.001 ? 'less than 0.1 %' : `at most ${(Math.ceil(plan.gap! * 1000) / 10).toFixed(1)} %`
  const lead = plan.status === 'stopped' ? 'We stopped early: on' : 'On'
  return `${lead} this measure (${measure}) ${another} could be ${gap} better.`
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

export function GroupFold({ each, scene, isOpen, from }: { each: GroupView; scene: Scene; isOpen: boolean; from: string | null }) {
  const { edition, to } = scene
  const { group } = each
  return <details class="nhsuk-details app-sketch__group" open={isOpen}>
    <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">Group {each.letter}: {count(group.patients)} patients, {count(each.practices.length)} {plural(each.practices.length, 'practice')}{each.name === '' ? '' : `, ${each.name}`}</span></summary>
    <div class="nhsuk-details__text">
      <ul class="nhsuk-list nhsuk-list--bullet">
        {each.practices.map((practice) => <li class={practice.code === from ? 'app-sketch__own' : undefined}>
          <Name name={practice.name} world={edition.world} href={to.practice(practice.code)} />, {count(practice.patients)} patients{each.changed.includes(practice.code) ? ` (today with ${practice.network!.name})` : ''}
        </li>)}
      </ul>
      {each.largest !== null && each.practices.length > 1 && <p>Largest practice’s share of patients: {share(each.largest.share)}.</p>}
      {each.reasons.map((reason) => <p>{reason}</p>)}
      {each.reach !== null && each.reach.patients > 0 && <p>{share(each.reach.within / each.reach.patients)} of its patients live within 15 minutes of one of its sites.</p>}
    </div>
  </details>
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

/** On paper the groups stand under the map, with everybody in them; the folded list, which says the same at length, stays on screen. */
export function PaperGroups({ view, scene: { edition } }: { view: PlanView; scene: Scene }) {
  return <div class="app-print-only app-paper__groups">
    {view.groups.map((each) => <p><strong>{each.letter}, {count(each.group.patients)} patients:</strong> {each.practices.map((practice, index) => <>{index > 0 ? ', ' : ''}<Name name={practice.name} world={edition.world} />{each.changed.includes(practice.code) && '*'}</>)}.</p>)}
    {view.changed.length > 0 && <p>* changes partners.</p>}
  </div>
}

export function PlanTable({ view, scene: { edition, to } }: { view: PlanView; scene: Scene }) {
  return <Table responsive rows={view.groups} columns={[
    { head: 'Group', cell: (row) => <>{row.letter}{row.name === '' ? '' : ` (${row.name})`}</> },
    { head: 'Practices', cell: (row) => <>{row.practices.map((practice, index) => <>{index > 0 ? ', ' : ''}<Name name={practice.name} world={edition.world} href={to.practice(practice.code)} />{row.changed.includes(practice.code) && <span class="app-print-only">*</span>}</>)}</> },
    { head: 'Patients', numeric: true, cell: (row) => count(row.group.patients) },
    { head: 'Largest share', numeric: true, cell: (row) => (row.largest === null ? 'not known' : share(row.largest.share)) },
    { head: 'Average distance', numeric: true, cell: (row) => (row.practices.length === 1 ? 'none' : kilometres(row.group.patientKm / row.group.patients)) },
    { head: 'Shared patients kept', numeric: true, cell: (row) => (row.group.sharedPatients === null ? 'not loaded' : smallCount(row.group.sharedPatients)) },
    { head: 'Price of the size', numeric: true, cell: (row) => (row.miss === null ? '0' : count(row.miss.patientKm)) },
    { head: 'Districts', cell: (row) => [...new Set(row.practices.map((practice) => practice.district?.name).filter((name) => name !== undefined))].join(', ') },
    { head: 'Changed from today', cell: (row) => practicesOf(edition, row.changed).map((practice) => practice.name).join(', ') || 'none' },
  ]} />
}

/** Soft sizes and their price, giants, special lists and lines crossed: notes that change nothing but should be read. */
export function Notes({ view, scene: { edition, to } }: { view: PlanView; scene: Scene }) {
  const crossing = view.groups.filter((each) => each.borders.length > 0)
  const some = view.outside.groups > 0 || view.giants.length > 0 || view.specials.length > 0 || crossing.length > 0
  if (!some) return null
  return <section aria-labelledby="notes">
    <h2 class="nhsuk-heading-m" id="notes">Worth knowing</h2>
    <ul class="nhsuk-list nhsuk-list--bullet app-prose">
      {view.outside.groups > 0 && <li>{sentence(inWords(view.outside.groups))} {plural(view.outside.groups, 'group is', 'groups are')} outside the size asked for, by {about(view.outside.patients)} patients in all. That is allowed and has a price: {about(view.outside.patientKm)} patient-kilometres.</li>}
      {view.giants.length > 0 && <li>Already larger than the size on {view.giants.length === 1 ? 'its' : 'their'} own, at no price: {view.giants.map((practice, index) => <>{index > 0 ? ', ' : ''}<Name name={practice.name} world={edition.world} href={to.practice(practice.code)} /></>)}.</li>}
      {view.specials.length > 0 && <li>Lists under 500, such as special allocation or asylum lists, may be left out or attached: {view.specials.map((practice, index) => <>{index > 0 ? ', ' : ''}<Name name={practice.name} world={edition.world} href={to.practice(practice.code)} /></>)}.</li>}
      {crossing.length <= 6 && crossing.map((each) => <li>Group {each.letter}: {each.borders.join(' ')}</li>)}
    </ul>
    {crossing.length > 6 && <Details summary={`${count(crossing.length)} groups cross a line between councils or commissioners`}><ul class="nhsuk-list nhsuk-list--bullet">{crossing.map((each) => <li>Group {each.letter}: {each.borders.join(' ')}</li>)}</ul></Details>}
    {crossing.length > 0 && <p class="app-source">Crossing a line is a note, not a fault.</p>}
  </section>
}
