import type { Context } from 'hono'
import { banner, kinds, sketches as sketchesWords } from '#content/wording/partners.ts'
import { own as words } from '#content/wording/sketchbook.ts'
import { whoSees } from '#content/wording/frame.ts'
import { totalsOf } from '#domain/partners/effects.ts'
import type { Pair } from '#domain/partners/plan.ts'
import { areTogether } from '#domain/partners/sketch-edit.ts'
import { lastStep } from '#domain/partners/sketch.ts'
import { isRefusal } from '#domain/words.ts'
import { assetPath } from '../../assets.ts'
import { page, type Scene, type Web } from '../../scene.tsx'
import { Figure } from '../../ui/charts.tsx'
import { FiguresLine } from '../../ui/figures-line.tsx'
import { ErrorSummary, type Problem } from '../../ui/form.tsx'
import { ButtonLink, Details, InsetText } from '../../ui/parts.tsx'
import { Name } from '../../ui/name.tsx'
import { PrintedOn } from '../../ui/printed.tsx'
import { capital, count, inWords, kilometres, plainName, plural, share, smallCount } from '../../ui/say.ts'
import { Table } from '../../ui/table.tsx'
import { sourceLine } from '../area-page.tsx'
import { groundFor, Picture } from '../picture.tsx'
import { Notes, PaperGroups, PlanTable } from '../sketch-page.tsx'
import { TakeAway } from '../take-away.tsx'
import { LeftOver, sentence, shapeOf, sizeInWords } from '../sketches-page.tsx'
import { toDraw, viewOf, type GroupView, type PlanView } from '../view.ts'
import { EditForm, LastDeed } from './forms.tsx'
import { MoreAboutSketch, StepShown } from './also.tsx'
import { deedInWords, type Opened } from './parts.tsx'

/** A sketch of one's own: groups with a way to move and keep each practice, what stays, what it comes to beside today, and how to share it. */
export async function mySketchPage(c: Context<Web>, scene: Scene, opened: Opened, problems: Problem[] = []): Promise<Response> {
  const { edition, desk, to } = scene
  const { key, open: { held }, sketch, area, view } = opened
  const ground = await groundFor(desk, edition, area.members)
  const todays = await desk.sketches.score({ edition: edition.name, area: area.code, kind: sketch.kind, size: sketch.size }, 'today')
  const today = isRefusal(todays) ? null : viewOf(edition, todays)
  const title = `${sentence(inWords(view.groups.length))} ${plural(view.groups.length, 'group')}${view.left.length === 0 ? ', nobody left over' : `, ${inWords(view.left.length)} left over`}`
  return page(c, scene, { title: words.tab, under: 'areas', seenBy: whoSees.onlyYou, hasError: problems.length > 0, head: <script type="module" src={assetPath('sketch-map.js')}></script>, trail: [{ text: 'Areas and groupings', href: to.areas() }, { text: area.name, href: to.area(area.code, sketch.own) }, { text: sketchesWords.title, href: to.sketches(area.code, sketch.size, sketch.own) }] }, <div id="my-sketch" class="app-paper" data-sketch={to.mySketchPart(key, 'effects')} data-from={String(held.version)}>
    {problems.length > 0 && <ErrorSummary problems={problems} />}
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><Name name={area.name} world={edition.world} /></span>{words.title}</h1>
    <PrintedOn scene={scene} />
    <InsetText><p><strong>{banner.says}</strong> {banner.title}. Size asked for: {sizeInWords(sketch.size)}. <a class="app-no-print" href={to.mySketchPart(key, 'size')}>{words.size}</a></p><StepShown sketch={sketch} isMine /></InsetText>
    <LastDeed scene={scene} opened={opened} />
    <div class="app-sentences app-prose">
      <p><LeftOver view={view} scene={scene} /></p>
      <p>{shapeOf(view)} {view.largest === null ? '' : `Largest practice’s share in any group of two or more: ${share(view.largest.share)}, in group ${view.largest.letter}.`}</p>
    </div>
    <div class="app-actions app-no-print">
      <ButtonLink href={to.mySketchPart(key, 'again')}>{words.tryAgain}</ButtonLink>
      <ButtonLink kind="secondary" href={to.mySketchPart(key, 'share')}>{words.share}</ButtonLink>
      <ButtonLink kind="secondary" href={to.mySketchPart(key, 'compare')}>{words.compare}</ButtonLink>
    </div>
    <p class="app-no-print app-phone-only"><a href="#map">See the map</a></p>
    <div class={view.groups.length > MOST_BESIDE_A_LIST ? 'app-sketch app-sketch--crowded' : 'app-sketch'}>
      <section class="app-sketch__list" aria-labelledby="groups">
        <h2 class="nhsuk-heading-m" id="groups">{title}</h2>
        {view.left.length > 0 && <div class="app-sketch__group app-sketch__group--none"><h3 class="nhsuk-heading-s">Not in any group yet</h3>
          <Members scene={scene} opened={opened} practices={view.left} /></div>}
        {view.groups.map(each => <GroupTools scene={scene} opened={opened} each={each} isOpen={view.groups.length <= 3 || (sketch.own !== null && each.group.members.includes(sketch.own))} />)}
      </section>
      <div class="app-sketch__map" id="map">
        <Figure id="plan" title={title} source={sourceLine(edition)} csvHref={to.mySketchFile(key, 'csv')} notShown="Not shown: roads, rooms and staff, and who gets on. A dashed line points from where a practice’s partners are today. The small cross is where distance is measured to."
          table={<div class="app-plan-table"><PlanTable view={view} scene={scene} /></div>}>
          <Picture id="plan-map" size={view.groups.length > MOST_BESIDE_A_LIST ? 'wide' : 'whole'} edition={edition} ground={ground} groups={toDraw(view)} own={sketch.own} changed={view.changed} title={title} isMarked />
          <PaperGroups view={view} scene={scene} />
          <div id="dragged" class="app-dragged" aria-live="polite" hidden></div>
          <p class="app-source app-no-print app-by-mouse js-only">{words.wayOnMap}</p>
        </Figure>
      </div>
    </div>
    <KeptList scene={scene} opened={opened} />
    <MoreAboutSketch scene={scene} opened={opened} />
    {today !== null && <BesideToday mine={view} today={today} />}
    <Notes view={view} scene={scene} />
    <section class="app-no-print" aria-labelledby="keep-it"><h2 class="nhsuk-heading-m" id="keep-it">{words.privateLink}</h2>
      <p class="app-prose">{words.privateLinkMeans}</p>
      <LinkBox id="address" label={words.address} link={absolute(c, scene, to.mySketch(key))} />
    </section>
    <div class="app-no-print"><Details summary={words.history}><ul class="nhsuk-list nhsuk-list--bullet">{opened.open.deeds.toReversed().map(deed => <li>{capital(deedInWords(edition, deed.did))}{deed.version === held.version ? ' (as it is now)' : ''}</li>)}</ul></Details></div>
    <TakeAway href={form => to.mySketchFile(key, form)} />
    <p class="app-no-print"><a href={to.mySketchPart(key, 'erase')}>{words.erase}</a></p>
    <p class="app-no-print js-only"><button class="nhsuk-button nhsuk-button--secondary" type="button" data-print>Print this</button></p>
    <div class="app-no-print"><FiguresLine edition={edition} to={to} /></div>
  </div>, problems.length > 0 ? 422 : 200)
}

/** With more groups than this the map goes across the page, above the list. */
const MOST_BESIDE_A_LIST = 24

/** An address as people outside this page type it. */
export function absolute(c: Context<Web>, { desk }: Scene, path: string): string {
  return new URL(path, desk.host.baseUrl ?? new URL(c.req.url).origin).href
}

/** A link to read and copy. */
export function LinkBox({ id, label, link }: { id: string; label: string; link: string }) {
  return <div class="nhsuk-form-group app-link-box">
    <label class="nhsuk-label" for={id}>{label}</label>
    <div class="nhsuk-input-wrapper"><input class="nhsuk-input" id={id} type="text" value={link} readonly /><button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small js-only" type="button" data-copy={id} data-copied={words.copied}>{words.copy}</button></div>
  </div>
}

function GroupTools({ scene, opened, each, isOpen }: { scene: Scene; opened: Opened; each: GroupView; isOpen: boolean }) {
  const isKept = opened.sketch.kept.groups.includes(each.letter)
  return <details class="nhsuk-details app-sketch__group" open={isOpen} id={`group-${each.letter}`}>
    <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">Group {each.letter}: {count(each.group.patients)} patients, {count(each.practices.length)} {plural(each.practices.length, 'practice')}{each.name === '' ? '' : `, ${each.name}`}{isKept ? ' – kept as it is' : ''}</span></summary>
    <div class="nhsuk-details__text">
      <Members scene={scene} opened={opened} practices={each.practices} changed={each.changed} />
      {each.largest !== null && each.practices.length > 1 && <p>Largest practice’s share of patients: {share(each.largest.share)}.</p>}
      {each.reasons.map(reason => <p>{reason}</p>)}
      {isKept
        ? <><p>{words.keptGroup}</p><EditForm scene={scene} opened={opened} fields={{ do: 'let-go', group: each.letter }} button={words.letGroupGo(each.letter)} /></>
        : <EditForm scene={scene} opened={opened} fields={{ do: 'keep-group', group: each.letter }} button={words.keepGroup(each.letter)} />}
    </div>
  </details>
}

function Members({ scene: { edition, to }, opened: { key, sketch }, practices, changed = [] }: { scene: Scene; opened: Opened; practices: GroupView['practices']; changed?: string[] }) {
  return <ul class="app-members">
    {practices.map(practice => <li class={practice.code === sketch.own ? 'app-sketch__own' : undefined}>
      <span><Name name={practice.name} world={edition.world} />, {count(practice.patients)} patients{changed.includes(practice.code) ? ` (today with ${practice.network!.name})` : ''}</span>
      <a class="app-no-print" href={to.mySketchPractice(key, practice.code)}>{words.moveOrKeep}<span class="nhsuk-u-visually-hidden"> {plainName(practice.name, edition.world)}</span></a>
    </li>)}
  </ul>
}

function KeptList({ scene, opened }: { scene: Scene; opened: Opened }) {
  const { edition } = scene, { sketch: { kept }, sketch } = opened, step = lastStep(sketch)
  const name = (code: string) => plainName(edition.byCode.get(code)?.name ?? code, edition.world)
  const pair = ([a, b]: Pair, how: 'together' | 'apart') => ({
    says: `${name(a)} and ${name(b)} ${how}`, isSo: areTogether(step, [a, b]) === (how === 'together'), fields: { do: 'let-go', how, a, b },
  })
  const rows = [
    ...kept.groups.map(letter => ({ says: `Group ${letter} as it is`, isSo: true, fields: { do: 'let-go', group: letter } })),
    ...kept.together.map(each => pair(each, 'together')), ...kept.apart.map(each => pair(each, 'apart')),
  ]
  return <section aria-labelledby="kept">
    <h2 class="nhsuk-heading-m" id="kept">{words.keptTitle}</h2>
    {rows.length === 0 ? <p class="app-prose">{words.keptNone}</p> : <ul class="app-members">
      {rows.map(row => <li><span>{row.says}{row.isSo ? '' : ` (${words.notYet})`}</span><EditForm scene={scene} opened={opened} fields={row.fields} button={words.letGo} hidden={row.says} /></li>)}
    </ul>}
  </section>
}

/** The measures of two plans, one a row. Exact figures travel in each value. */
export function BesideToday({ mine, today, title = 'Beside today', myName = 'This sketch', otherName = 'Today' }: { mine: PlanView; today: PlanView; title?: string; myName?: string; otherName?: string }) {
  const rows: { says: string; of: (view: PlanView) => { exact: number | null; shown: string } }[] = [
    { says: 'Left over, practices', of: view => ({ exact: view.left.length, shown: count(view.left.length) }) },
    { says: 'Groups', of: view => ({ exact: view.groups.length, shown: count(view.groups.length) }) },
    { says: 'Outside the size asked for, groups', of: view => ({ exact: view.outside.groups, shown: count(view.outside.groups) }) },
    { says: 'Largest practice’s share in any group', of: view => ({ exact: view.largest?.share ?? null, shown: view.largest === null ? 'none' : share(view.largest.share) }) },
    { says: 'Average distance, practice to where it is measured to', of: view => ({ exact: totalsOf(view.plan).averageKm, shown: Number.isNaN(view.averageKm) ? 'none' : kilometres(view.averageKm) }) },
    { says: 'Shared patients kept', of: view => ({ exact: totalsOf(view.plan).sharedPatients, shown: view.sharedPatients === null ? 'not loaded' : smallCount(view.sharedPatients) }) },
    { says: 'Patients within 15 minutes of a site of their group', of: view => ({ exact: view.reach === null ? null : view.reach.within, shown: view.reach === null ? 'not loaded' : view.reach.patients === 0 ? 'not known' : share(view.reach.within / view.reach.patients) }) },
    { says: 'Practices that change partners', of: view => ({ exact: view.changed.length, shown: count(view.changed.length) }) },
    { says: 'In all, patient-kilometres with prices', of: view => ({ exact: view.plan.objective, shown: count(view.plan.objective) }) },
  ]
  const cell = ({ exact, shown }: { exact: number | null; shown: string }) => (exact === null ? shown : <data value={String(exact)}>{shown}</data>)
  return <section aria-labelledby="beside"><h2 class="nhsuk-heading-m" id="beside">{title}</h2>
    <Table rows={rows} columns={[
      { head: 'What', cell: row => row.says },
      { head: myName, numeric: true, cell: row => cell(row.of(mine)) },
      { head: otherName, numeric: true, cell: row => cell(row.of(today)) },
    ]} />
    <p class="app-source">Measure: {kinds[mine.plan.kind].measure}.</p>
  </section>
}
