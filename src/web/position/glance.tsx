import type { Context } from 'hono'
import { practice as words } from '#content/wording/position.ts'
import { nearestTo, sameRoof } from '#domain/position/area.ts'
import type { Edition, FormerPractice, Practice } from '#domain/position/edition.ts'
import { practicesLike } from '#domain/position/peers.ts'
import { changesSince, editionBefore } from '#domain/position/since.ts'
import { summaryOf } from '#domain/position/summary.ts'
import { page } from '../scene.tsx'
import { ChangedSince, PracticesLike } from './alike.tsx'
import { AsOneForm } from './as-one.tsx'
import { Strip } from './strip.tsx'
import type { Scene, Web } from '../scene.tsx'
import { Figure, TrendLine } from '../ui/charts.tsx'
import { FiguresLine, placesSource, sourceOf } from '../ui/figures-line.tsx'
import { NeighboursMap, boxOf } from '../ui/map.tsx'
import { Name } from '../ui/name.tsx'
import { ButtonLink, InsetText } from '../ui/parts.tsx'
import { capital, count, day, kilometres, namesMarked, patients, plainName } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'

const neighboursShown = 8

/** A practice at a glance: three sentences, its figures, practices like it, the trend, the neighbours on a map and what has changed. */
export async function glancePage(c: Context<Web>, scene: Scene, practice: Practice) {
  const { edition, to } = scene
  const name = plainName(practice.name, edition.world)
  const near = nearest(edition, practice)
  const [before, outlines] = await Promise.all([figuresBefore(c, scene), outlinesAround(scene, practice, near)])
  const peers = practicesLike(edition, practice)
  const others = sameRoof(edition, practice.code).filter(one => one.code !== practice.code)
  return page(c, scene, { title: practice.name, under: 'find', back: to.practices(), isSettled: true }, <>
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <h1 class="nhsuk-heading-l nhsuk-u-margin-bottom-2"><Name name={practice.name} world={edition.world} /></h1>
      <p class="app-lede nhsuk-u-margin-bottom-2">{words.onDay(patients(practice.patients), day(edition.asAt))}</p>
      <p>{[practice.address, practice.postcode].filter(Boolean).join(', ')} <span class="app-code">{practice.code}</span></p>
      <div class="app-sentences">{summaryOf(edition, practice, peers).map(sentence => <p>{namesMarked(sentence, [practice.network?.name, ...practice.history.map(event => event.other && edition.former.get(event.other)?.name)], edition.world)}</p>)}</div>
      {practice.isSpecial && <InsetText><p>{words.special}</p></InsetText>}
      <div class="app-actions">
        <ButtonLink href={to.neighbours(practice.code)}>{words.neighboursButton}</ButtonLink>
        <button class="nhsuk-button nhsuk-button--secondary js-only" type="button" data-print>{words.printButton}</button>
      </div>
      <p class="app-source">{words.allPublished}</p>
    </div></div>
    <h2 class="nhsuk-heading-m">{words.stripTitle}</h2>
    <Strip scene={scene} practice={practice} />
    {!practice.isSpecial && <PracticesLike scene={scene} practice={practice} peers={peers} />}
    {before && <ChangedSince edition={edition} before={before} changes={changesSince(before, edition, practice.code)} />}
    <Trend edition={edition} practice={practice} />
    <NearestMap scene={scene} practice={practice} near={near} outlines={outlines} name={name} />
    {others.length > 0 && <>
      <h2 class="nhsuk-heading-m">{words.sameRoofTitle}</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">{others.map(one => <li><Name name={one.name} world={edition.world} href={to.practice(one.code)} />, {patients(one.patients)}</li>)}</ul>
      <p class="app-no-print"><a href={to.practicesAsOne([practice.code, ...others.map(one => one.code)])}>{words.asOneLink}</a></p>
    </>}
    <AsOneForm edition={edition} to={to} practice={practice} />
    <h2 class="nhsuk-heading-m">{words.historyTitle}</h2>
    {practice.history.length === 0
      ? <p>{words.noHistory}</p>
      : <ul class="nhsuk-list nhsuk-list--bullet app-lines">{practice.history.map(event => <li>{capital(namesMarked(event.says, [event.other && (edition.byCode.get(event.other) ?? edition.former.get(event.other))?.name], edition.world))} <span class="app-source">({event.source})</span></li>)}</ul>}
    <FiguresLine edition={edition} to={to} />
  </>)
}

/** The figures of the day before, to say what changed. A fault in them is kept in the log: they must not take the newest away from a reader. */
async function figuresBefore(c: Context<Web>, { desk, edition }: Scene): Promise<Edition | null> {
  const before = editionBefore(desk.figures.list(), edition)
  try { return before && await desk.figures.edition(before.name) } catch (error) {
    desk.host.report(error, c.get('requestId'))
    return null
  }
}

function Trend({ edition, practice }: { edition: Edition; practice: Practice }) {
  const steps = practice.trend
  if (steps.length < 2) return <p>{words.noTrend}</p>
  const first = steps[0]!, last = steps.at(-1)!
  const title = first.patients === last.patients ? words.trendTitleSame(count(first.patients), day(first.asAt), day(last.asAt)) : words.trendTitle(count(first.patients), day(first.asAt), count(last.patients), day(last.asAt))
  return <Figure id="trend" title={title} notShown={words.trendNotShown} source={sourceOf(edition, 'list-sizes') ?? ''}
    table={<Table columns={[{ head: 'Day', cell: step => day(step.asAt) }, { head: 'Patients', numeric: true, cell: step => count(step.patients) }]} rows={steps} />}>
    <TrendLine id="trend-line" unit="patients" title={title} points={steps.map(step => ({ on: step.asAt, value: step.patients }))} />
  </Figure>
}

type Near = ReturnType<typeof nearestTo>[number]

function nearest(edition: Edition, practice: Practice): Near[] {
  return practice.point ? nearestTo(edition, practice.point, neighboursShown + 1).filter(one => one.practice.code !== practice.code).slice(0, neighboursShown) : []
}

async function outlinesAround({ desk, edition }: Scene, practice: Practice, near: Near[]) {
  const points = [practice, ...near.map(one => one.practice)].flatMap(one => one.point ?? [])
  return points.length > 1 ? desk.figures.boundaries(edition, 'district', boxOf(points)) : []
}

function NearestMap({ scene: { edition, to }, practice, near, outlines, name }: { scene: Scene; practice: Practice; near: Near[]; outlines: Parameters<typeof NeighboursMap>[0]['outlines']; name: string }) {
  if (!practice.point || near.length === 0) return <InsetText><p>{words.noPoint}</p></InsetText>
  const title = near.length === neighboursShown ? words.mapTitle(name, kilometres(near.at(-1)!.km)) : words.mapTitleFew(near.length, name)
  const rows = near.map((one, i) => ({ ...one, number: i + 1 })), sites = practice.branches.flatMap(branch => branch.point ?? [])
  return <Figure id="nearest" title={title} notShown={words.mapNotShown(sites.length)} source={placesSource(edition)}
    table={<Table columns={[
      { head: 'Number', cell: row => row.number },
      { head: 'Practice', cell: row => <Name name={row.practice.name} world={edition.world} href={to.practice(row.practice.code)} /> },
      { head: 'Distance', numeric: true, cell: row => kilometres(row.km) },
      { head: 'Patients', numeric: true, cell: row => count(row.practice.patients) },
    ]} rows={rows} />}>
    <div class="app-small-map"><NeighboursMap id="nearest-map" title={title} says={words.mapSays(name)} outlines={outlines} branches={sites}
      own={{ code: practice.code, name, point: practice.point, patients: practice.patients }}
      neighbours={near.map(({ practice: one }) => ({ code: one.code, name: plainName(one.name, edition.world), point: one.point!, patients: one.patients }))} /></div>
    <ol class="app-map-names">{near.map(one => <li><Name name={one.practice.name} world={edition.world} href={to.practice(one.practice.code)} />, {kilometres(one.km)}, {patients(one.practice.patients)}</li>)}</ol>
  </Figure>
}

/** A code without patients now: what became of it, and the way on. */
export function formerPage(c: Context<Web>, scene: Scene, former: FormerPractice) {
  const { edition, to } = scene
  const successor = former.successor ? edition.byCode.get(former.successor) : undefined
  return page(c, scene, { title: former.name, under: 'find', back: to.practices() }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    <h1 class="nhsuk-heading-l"><Name name={former.name} world={edition.world} /></h1>
    <p class="app-lede">{words.formerTitle}</p>
    <p>{words.formerSays(plainName(former.name, edition.world), namesMarked(former.says, [successor?.name], edition.world))} <span class="app-code">{former.code}</span></p>
    {successor && <p><Name name={successor.name} world={edition.world} href={to.practice(successor.code)} />, {patients(successor.patients)}</p>}
    <FiguresLine edition={edition} to={to} />
  </div></div>)
}
