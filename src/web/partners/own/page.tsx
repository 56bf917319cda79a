import type { Context } from 'hono'
import { banner, sketches as sketchesWords } from '#content/wording/partners.ts'
import { own as words } from '#content/wording/sketchbook.ts'
import { whoSees } from '#content/wording/frame.ts'
import type { Pair } from '#domain/partners/plan.ts'
import { areTogether, lastStep } from '#domain/partners/sketch.ts'
import { isRefusal } from '#domain/words.ts'
import { assetPath } from '../../assets.ts'
import { page, type Scene, type Web } from '../../scene.tsx'
import { Figure } from '../../ui/charts.tsx'
import { FiguresLine, sourceLine } from '../../ui/figures-line.tsx'
import { ErrorSummary, type Problem } from '../../ui/form.tsx'
import { ButtonLink, Details, InsetText } from '../../ui/parts.tsx'
import { Name } from '../../ui/name.tsx'
import { PrintedOn } from '../../ui/printed.tsx'
import { capital, count, inWords, plainName, plural, share } from '../../ui/say.ts'
import { groundFor, Picture } from '../picture.tsx'
import { BesideToday, MOST_BESIDE_A_LIST, Notes, PaperGroups, PlanTable } from '../plan-parts.tsx'
import { TakeAway } from '../take-away.tsx'
import { companySentence, LeftOver, shapeOf, sizeInWords } from '../plan-words.tsx'
import { toDraw, viewOf, type GroupView } from '../view.ts'
import { EditForm, LastDeed } from './forms.tsx'
import { MoreAboutSketch, StepShown } from './also.tsx'
import { deedInWords, type Opened } from './parts.tsx'
import { absolute, LinkBox } from '../../ui/link-box.tsx'

/** A sketch of one's own: groups with a way to move and keep each practice, what stays, what it comes to beside today, and how to share it. */
export async function mySketchPage(c: Context<Web>, scene: Scene, opened: Opened, problems: Problem[] = []): Promise<Response> {
  const { edition, desk, to } = scene
  const { key, open: { held }, sketch, area, view } = opened
  const ground = await groundFor(desk, edition, area.members)
  const todays = await desk.sketches.score({ edition: edition.name, area: area.code, kind: sketch.kind, size: sketch.size }, 'today')
  const today = isRefusal(todays) ? null : viewOf(edition, todays)
  const title = `${capital(inWords(view.groups.length))} ${plural(view.groups.length, 'group')}${view.left.length === 0 ? ', nobody left over' : `, ${inWords(view.left.length)} left over`}`
  return page(c, scene, { title: words.tab, under: 'areas', seenBy: whoSees.onlyYou, hasError: problems.length > 0, head: <script type="module" src={assetPath('sketch-map.js')}></script>, trail: [{ text: 'Areas and groupings', href: to.areas() }, { text: area.name, href: to.area(area.code, sketch.own) }, { text: sketchesWords.title, href: to.sketches(area.code, sketch.size, sketch.own) }] }, <div id="my-sketch" class="app-paper" data-sketch={to.mySketchPart(key, 'effects')} data-from={String(held.version)}>
    {problems.length > 0 && <ErrorSummary problems={problems} />}
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><Name name={area.name} world={edition.world} /></span>{words.title}</h1>
    <PrintedOn scene={scene} />
    <InsetText><p><strong>{banner.says}</strong> {banner.title}. Size asked for: {sizeInWords(sketch.size)}. <a class="app-no-print" href={to.mySketchPart(key, 'size')}>{words.size}</a></p><StepShown sketch={sketch} isMine /></InsetText>
    <LastDeed scene={scene} opened={opened} />
    <div class="app-sentences app-prose">
      <p><LeftOver view={view} scene={scene} /></p>
      {sketch.own !== null && <p>{companySentence(view, scene, sketch.own, false)}</p>}
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
        <h2 class="nhsuk-heading-m" id="groups">{words.groupsTitle}</h2>
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

function GroupTools({ scene, opened, each, isOpen }: { scene: Scene; opened: Opened; each: GroupView; isOpen: boolean }) {
  const isKept = opened.sketch.kept.groups.includes(each.letter), action = scene.to.mySketchPart(opened.key, 'change')
  return <details class="nhsuk-details app-sketch__group" open={isOpen} id={`group-${each.letter}`}>
    <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">Group {each.letter}: {count(each.group.patients)} patients, {count(each.practices.length)} {plural(each.practices.length, 'practice')}{each.name === '' ? '' : `, ${each.name}`}{isKept ? ' – kept as it is' : ''}</span></summary>
    <div class="nhsuk-details__text">
      <Members scene={scene} opened={opened} practices={each.practices} changed={each.changed} />
      {each.largest !== null && each.practices.length > 1 && <p>Largest practice’s share of patients: {share(each.largest.share)}.</p>}
      {each.reasons.map(reason => <p>{reason}</p>)}
      {isKept
        ? <><p>{words.keptGroup}</p><EditForm action={action} opened={opened} fields={{ do: 'let-go', group: each.letter }} button={words.letGroupGo(each.letter)} /></>
        : <EditForm action={action} opened={opened} fields={{ do: 'keep-group', group: each.letter }} button={words.keepGroup(each.letter)} />}
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
  const { edition, to } = scene, { key, sketch: { kept }, sketch } = opened, step = lastStep(sketch)
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
      {rows.map(row => <li><span>{row.says}{row.isSo ? '' : ` (${words.notYet})`}</span><EditForm action={to.mySketchPart(key, 'change')} opened={opened} fields={row.fields} button={words.letGo} hidden={row.says} /></li>)}
    </ul>}
  </section>
}
