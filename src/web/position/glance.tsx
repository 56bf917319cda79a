import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { practice as words } from '#content/wording/position.ts'
import { nearestTo, sameRoof } from '#domain/position/area.ts'
import type { AreaRef, Edition, FormerPractice, Practice } from '#domain/position/edition.ts'
import type { DataSet } from '#domain/position/release.ts'
import { summaryOf } from '#domain/position/summary.ts'
import { page } from '../scene.tsx'
import { AsOneForm } from './as-one.tsx'
import type { Scene, Web } from '../scene.tsx'
import { Figure, TrendLine } from '../ui/charts.tsx'
import { FiguresLine, placesSource, sourceOf } from '../ui/figures-line.tsx'
import { NeighboursMap, boxOf } from '../ui/map.tsx'
import { Name } from '../ui/name.tsx'
import { ButtonLink, InsetText } from '../ui/parts.tsx'
import { capital, count, day, kilometres, namesMarked, patients, plainName, share } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'

const neighboursShown = 8

/** A practice at a glance: three sentences, six figures, the trend, the neighbours on a map and what has changed. */
export async function glancePage(c: Context<Web>, scene: Scene, practice: Practice) {
  const { edition, to } = scene
  const name = plainName(practice.name, edition.world)
  const others = sameRoof(edition, practice.code).filter(one => one.code !== practice.code)
  return page(c, scene, { title: practice.name, under: 'find', back: to.practices() }, <>
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <h1 class="nhsuk-heading-l nhsuk-u-margin-bottom-2"><Name name={practice.name} world={edition.world} /></h1>
      <p class="app-lede nhsuk-u-margin-bottom-2">{words.onDay(patients(practice.patients), day(edition.asAt))}</p>
      <p>{[practice.address, practice.postcode].filter(Boolean).join(', ')} <span class="app-code">{practice.code}</span></p>
      <div class="app-sentences">{summaryOf(edition, practice).map(sentence => <p>{namesMarked(sentence, [practice.network?.name, ...practice.history.map(event => event.other && edition.former.get(event.other)?.name)], edition.world)}</p>)}</div>
      {practice.isSpecial && <InsetText><p>{words.special}</p></InsetText>}
      <div class="app-actions">
        <ButtonLink href={to.neighbours(practice.code)}>{words.neighboursButton}</ButtonLink>
        <button class="nhsuk-button nhsuk-button--secondary js-only" type="button" data-print>{words.printButton}</button>
      </div>
      <p class="app-source">{words.allPublished}</p>
    </div></div>
    <h2 class="nhsuk-heading-m">{words.stripTitle}</h2>
    <Strip scene={scene} practice={practice} />
    <Trend edition={edition} practice={practice} />
    <NearestMap scene={scene} practice={practice} outlines={await outlinesAround(scene, practice)} name={name} />
    {others.length > 0 && <>
      <h2 class="nhsuk-heading-m">{words.sameRoofTitle}</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">{others.map(one => <li><Name name={one.name} world={edition.world} href={to.practice(one.code)} />, {patients(one.patients)}</li>)}</ul>
      <p class="app-no-print"><a href={to.practicesAsOne([practice.code, ...others.map(one => one.code)])}>{words.asOneLink}</a></p>
    </>}
    <AsOneForm edition={edition} to={to} practice={practice} />
    <h2 class="nhsuk-heading-m">{words.historyTitle}</h2>
    {practice.history.length === 0
      ? <p>{words.noHistory}</p>
      : <ul class="nhsuk-list nhsuk-list--bullet">{practice.history.map(event => <li>{capital(namesMarked(event.says, [event.other && (edition.byCode.get(event.other) ?? edition.former.get(event.other))?.name], edition.world))} <span class="app-source">({event.source})</span></li>)}</ul>}
    <FiguresLine edition={edition} to={to} />
  </>)
}

interface StripFigure { name: string; figure?: Child; /** Said when there is no figure: not loaded, not published and not known are three different things. */ none?: string; more?: Child; from: DataSet[] }

function Strip({ scene: { edition, to }, practice }: { scene: Scene; practice: Practice }) {
  const area = (ref: AreaRef) => <Name name={ref.name} world={edition.world} href={to.area(ref.code, practice.code)} />
  const before = practice.trend.filter(step => step.asAt < edition.asAt).at(0)
  const noneLoaded = (dataSet: DataSet) => (edition.sources.some(use => use.dataSet === dataSet) ? words.notPublishedFor : words.noneLoaded)
  const { deprivation, ages, network } = practice
  const figures: StripFigure[] = [
    { name: words.figures.patients, figure: count(practice.patients), more: before ? changeSince(practice.patients, before.patients, day(before.asAt)) : undefined, from: ['list-sizes'] },
    { name: words.figures.ages, from: ['ages'], ...(ages ? { figure: words.over65(share(ages.over65)), more: words.under15(share(ages.under15)) } : { none: noneLoaded('ages') }) },
    { name: words.figures.deprivation, from: ['deprivation'], ...(deprivation
      ? { figure: words.decile(deprivation.decile), more: <>{edition.world === 'invented' ? words.decileMeansInvented : words.decileMeans}; {words.score(deprivation.score.toFixed(1))}, {deprivation.says}</> }
      : { none: noneLoaded('deprivation') }) },
    { name: words.figures.system, from: ['map'], ...(practice.system ? { figure: practice.system } : { none: edition.practices.some(one => one.system) ? noneLoaded('map') : words.notPublishedAtAll }) },
    { name: words.figures.network, from: ['map'], ...(network ? { figure: area(network), more: words.networkOf(edition.areas.get(network.code)?.members.length ?? 1) } : { figure: noNetworkOr(edition) }) },
    { name: words.figures.area, from: ['map', 'district-boundaries'], ...(practice.district ? { figure: area(practice.district) } : { none: words.weDoNotKnow }),
      more: <>{[practice.subIcb, practice.icb].flatMap((ref, i) => (ref ? [<>{i > 0 ? ' · ' : ''}{area(ref)}</>] : []))}</> },
  ]
  return <dl class="app-strip">
    {figures.map(({ name, figure, none, more, from }) => <div>
      <dt>{name}</dt>
      <dd>
        {figure ? <p class="app-strip__figure">{figure}</p> : <p class="app-strip__more">{none}</p>}
        {more && <p class="app-strip__more">{more}</p>}
        {from.flatMap(one => sourceOf(edition, one) ?? []).map(source => <p class="app-source">{source}</p>)}
      </dd>
    </div>)}
  </dl>
}

const noNetworkOr = (edition: Edition): string => (edition.sources.some(use => use.dataSet === 'map') ? words.noNetwork : words.noneLoaded)

function changeSince(now: number, then: number, on: string): string {
  if (now === then) return words.sameSize(on)
  const part = share(Math.abs(now - then) / then)
  return words.change(`${now > then ? 'up' : 'down'} ${part}`, on)
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

function nearest(edition: Edition, practice: Practice) {
  return practice.point ? nearestTo(edition, practice.point, neighboursShown + 1).filter(one => one.practice.code !== practice.code).slice(0, neighboursShown) : []
}

async function outlinesAround({ desk, edition }: Scene, practice: Practice) {
  const points = [practice, ...nearest(edition, practice).map(one => one.practice)].flatMap(one => one.point ?? [])
  return points.length > 1 ? desk.figures.boundaries(edition, 'district', boxOf(points)) : []
}

function NearestMap({ scene: { edition, to }, practice, outlines, name }: { scene: Scene; practice: Practice; outlines: Parameters<typeof NeighboursMap>[0]['outlines']; name: string }) {
  const near = nearest(edition, practice)
  if (!practice.point || near.length === 0) return <InsetText><p>{words.noPoint}</p></InsetText>
  const title = near.length === neighboursShown ? words.mapTitle(name, kilometres(near.at(-1)!.km)) : words.mapTitleFew(near.length, name)
  const rows = near.map((one, i) => ({ ...one, number: i + 1 }))
  return <Figure id="nearest" title={title} notShown={words.mapNotShown} source={placesSource(edition)}
    table={<Table columns={[
      { head: 'Number', cell: row => row.number },
      { head: 'Practice', cell: row => <Name name={row.practice.name} world={edition.world} href={to.practice(row.practice.code)} /> },
      { head: 'Distance', numeric: true, cell: row => kilometres(row.km) },
      { head: 'Patients', numeric: true, cell: row => count(row.practice.patients) },
    ]} rows={rows} />}>
    <div class="app-small-map"><NeighboursMap id="nearest-map" title={title} says={words.mapSays(name)} outlines={outlines}
      own={{ code: practice.code, name, point: practice.point, patients: practice.patients }}
      neighbours={near.map(({ practice: one }) => ({ code: one.code, name: plainName(one.name, edition.world), point: one.point!, patients: one.patients }))} /></div>
    <ol class="app-map-names">{near.map(one => <li><Name name={one.practice.name} world={edition.world} href={to.practice(one.practice.code)} />, {kilometres(one.km)}</li>)}</ol>
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
