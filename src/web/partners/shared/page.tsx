import type { Context } from 'hono'
import { banner, kinds, whatItDoesNotKnow } from '#content/wording/partners.ts'
import { shared as words } from '#content/wording/sketchbook.ts'
import { whoSees } from '#content/wording/frame.ts'
import { dayInEngland } from '#domain/day.ts'
import { releaseIdsOf } from '#domain/position/edition.ts'
import { practicesOf } from '#domain/partners/reasons.ts'
import { isRefusal } from '#domain/words.ts'
import type { SharedSketch } from '../../desk.ts'
import { page, type Scene, type Web } from '../../scene.tsx'
import { Figure } from '../../ui/charts.tsx'
import { FiguresLine, sourceLine } from '../../ui/figures-line.tsx'
import { Select } from '../../ui/form.tsx'
import { Button, Details, InsetText } from '../../ui/parts.tsx'
import { Name } from '../../ui/name.tsx'
import { PrintedOn } from '../../ui/printed.tsx'
import { capital, count, day, inWords, plainName, plural, share } from '../../ui/say.ts'
import { groundFor, Picture } from '../picture.tsx'
import { BesideToday, GroupFold, MOST_BESIDE_A_LIST, Notes, PaperGroups, PlanTable } from '../plan-parts.tsx'
import { SharedMore, StepShown } from '../own/also.tsx'
import type { Drawn } from '../drawn.tsx'
import { TakeAway } from '../take-away.tsx'
import { companySentence, LeftOver, shapeOf, sizeInWords } from '../plan-words.tsx'
import { toDraw, viewOf } from '../view.ts'

/** A sketch somebody shared: to look at, not to change. Whose it is and what it is not come first. */
export async function sharedSketchPage(c: Context<Web>, scene: Scene, drawn: Drawn, shared: SharedSketch, lookKey: string): Promise<Response> {
  const { edition, desk, to } = scene, { plan, view, area, sketch } = drawn
  const asked = c.req.query('practice')?.toUpperCase() ?? '', from = area.members.includes(asked) ? asked : null
  const ground = await groundFor(desk, edition, area.members)
  const todays = await desk.sketches.score({ edition: edition.name, area: area.code, kind: sketch.kind, size: sketch.size }, 'today')
  const today = isRefusal(todays) ? null : viewOf(edition, todays)
  const title = `${capital(inWords(view.groups.length))} ${plural(view.groups.length, 'group')}${view.left.length === 0 ? ', nobody left over' : `, ${inWords(view.left.length)} left over`}`
  const haveChanged = shared.figures !== releaseIdsOf(edition)
  const isCrowded = view.groups.length > MOST_BESIDE_A_LIST
  return page(c, scene, { title: words.tab, seenBy: whoSees.named('Anyone with this link', day(shared.until)), head: <meta name="robots" content="noindex, nofollow, noarchive, nosnippet, noimageindex" /> }, <div class="app-paper">
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><Name name={area.name} world={edition.world} /></span>{words.byline(shared.author)}</h1>
    <PrintedOn scene={scene} />
    <InsetText><p><strong>{banner.says}</strong> {banner.title}. Size asked for: {sizeInWords(sketch.size)}.</p>
      <p>{words.made(day(dayInEngland(shared.madeAt)))} {words.stops(day(shared.until))}</p>
      <StepShown sketch={sketch} />
      {haveChanged && <p>{words.figuresChanged}</p>}</InsetText>
    <div class="app-sentences app-prose">
      <p><LeftOver view={view} scene={scene} /></p>
      {from !== null && <p>{companySentence(view, scene, from, false)}</p>}
      <p>{shapeOf(view)} {view.largest === null ? '' : `Largest practice’s share in any group of two or more: ${share(view.largest.share)}, in group ${view.largest.letter}.`}</p>
    </div>
    <form method="get" action={to.sharedSketch(lookKey)} class="app-no-print app-edit">
      <Select name="practice" label={{ text: words.yours, size: 's' }} choices={[{ value: '', text: words.choose }, ...practicesOf(edition, area.members).sort((a, b) => (a.name < b.name ? -1 : 1)).map(each => ({ value: each.code, text: plainName(each.name, edition.world) }))]} value={from ?? ''} />
      <Button kind="secondary" small>{words.show}</Button>
    </form>
    <p class="app-no-print app-phone-only"><a href="#map">See the map</a></p>
    <div class={isCrowded ? 'app-sketch app-sketch--crowded' : 'app-sketch'}>
      <section class="app-sketch__list" aria-labelledby="groups">
        <h2 class="nhsuk-heading-m" id="groups">{title}</h2>
        {view.left.length > 0 && <div class="app-sketch__group app-sketch__group--none"><h3 class="nhsuk-heading-s">Not in any group yet</h3>
          <ul class="nhsuk-list nhsuk-list--bullet">{view.left.map(practice => <li><Name name={practice.name} world={edition.world} href={to.practice(practice.code)} />, {count(practice.patients)} patients</li>)}</ul></div>}
        {view.groups.map(each => <GroupFold each={each} scene={scene} isOpen={view.groups.length <= 3 || (from !== null && each.group.members.includes(from))} from={from} />)}
      </section>
      <div class="app-sketch__map" id="map">
        <Figure id="plan" title={title} source={sourceLine(edition)} csvHref={to.sharedSketchFile(lookKey, 'csv')} notShown="Not shown: roads, rooms and staff, and who gets on. A dashed line points from where a practice’s partners are today. The small cross is where distance is measured to."
          table={<div class="app-plan-table"><PlanTable view={view} scene={scene} /></div>}>
          <Picture id="plan-map" size={isCrowded ? 'wide' : 'whole'} edition={edition} ground={ground} groups={toDraw(view)} own={from} changed={view.changed} title={title} />
          <PaperGroups view={view} scene={scene} />
        </Figure>
      </div>
    </div>
    {today !== null && <BesideToday mine={view} today={today} />}
    <SharedMore edition={edition} drawn={drawn} author={shared.author} />
    <Notes view={view} scene={scene} />
    <Details summary="What this sketch does not know">
      <ul class="nhsuk-list nhsuk-list--bullet">{whatItDoesNotKnow.map(([what, says]) => <li><strong>{what}</strong> {says}</li>)}</ul>
      <p>Measure: {kinds[plan.kind].measure}.</p>
    </Details>
    <p class="app-no-print"><a href={to.compareShared(lookKey)}>Compare it with others</a></p>
    <TakeAway href={form => to.sharedSketchFile(lookKey, form)} />
    <p class="app-no-print js-only"><button class="nhsuk-button nhsuk-button--secondary" type="button" data-print>Print this</button></p>
    <div class="app-no-print"><FiguresLine edition={edition} to={to} /></div>
  </div>)
}
