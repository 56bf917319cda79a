import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { neighbours as words, practice as practiceWords } from '#content/wording/position.ts'
import { SMALLEST_SHOWN, overlapFor, shownCount, smallAreasOf } from '#domain/partners/overlap.ts'
import type { Overlap } from '#domain/partners/overlap.ts'
import { nearestTo } from '#domain/position/area.ts'
import { kmBetween } from '#domain/position/distance.ts'
import type { Edition, Practice } from '#domain/position/edition.ts'
import { page } from '../scene.tsx'
import type { Scene, Web } from '../scene.tsx'
import { Figure, TwoWayBars } from '../ui/charts.tsx'
import { FiguresLine, placesSource, sourceOf } from '../ui/figures-line.tsx'
import { NeighboursMap, boxOf } from '../ui/map.tsx'
import { Name } from '../ui/name.tsx'
import { ButtonLink, InsetText } from '../ui/parts.tsx'
import { about, count, day, kilometres, plainName } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'

const shown = 8

interface Neighbour { practice: Practice; km: number | null; overlap: Overlap | null }

/** Who lives among whom: the sentence, two-way bars, eight neighbours as a list, and where they stand. */
export async function neighboursPage(c: Context<Web>, scene: Scene, own: Practice) {
  const { edition, to, desk } = scene
  const overlaps = edition.flows ? overlapFor(edition.flows, own.code).filter(one => edition.byCode.has(one.code)) : []
  const near = neighboursOf(edition, own, overlaps)
  const placed = near.flatMap(one => one.practice.point ?? [])
  const outlines = own.point && placed.length > 0 ? await desk.figures.boundaries(edition, 'district', boxOf([own.point, ...placed])) : []
  const name = plainName(own.name, edition.world)
  return page(c, scene, { title: words.title(own.name), under: 'find', back: to.practice(own.code), isSettled: true }, <>
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <span class="nhsuk-caption-l"><Name name={own.name} world={edition.world} /></span>
      <h1 class="nhsuk-heading-l">{words.heading}</h1>
      <Lede edition={edition} own={own} overlaps={overlaps} />
    </div></div>
    {overlaps.length > 0 && <Bars scene={scene} own={own} overlaps={overlaps} />}
    <Neighbours scene={scene} own={own} near={near} hasFlows={overlaps.length > 0} />
    <OnMap edition={edition} own={own} near={near} name={name} outlines={outlines} />
    <p>{words.getOn}</p>
    <div class="app-actions"><ButtonLink href={to.whatNext(own.code)}>{words.nextButton}</ButtonLink></div>
    <FiguresLine edition={edition} to={to} />
  </>)
}

/** Those who share most patients, most first; without flows, or where fewer than eight share any, the nearest. */
function neighboursOf(edition: Edition, own: Practice, overlaps: Overlap[]): Neighbour[] {
  const { point } = own
  const kmTo = (other: Practice) => (point && other.point ? kmBetween(point, other.point) : null)
  const sharing = overlaps.slice(0, shown).map(overlap => ({ practice: edition.byCode.get(overlap.code)!, overlap }))
  const named = new Set([own.code, ...sharing.map(one => one.practice.code)])
  const nearest = point ? nearestTo(edition, point, shown + named.size).filter(one => !named.has(one.practice.code)) : []
  const filled = [...sharing, ...nearest.map(one => ({ practice: one.practice, overlap: null }))].slice(0, shown)
  return filled.map(one => ({ ...one, km: kmTo(one.practice) }))
}

function Lede({ edition, own, overlaps }: { edition: Edition; own: Practice; overlaps: Overlap[] }) {
  const { flows } = edition
  if (!flows) return <p class="app-lede">{words.noFlows}</p>
  const living = smallAreasOf(flows, own.code).reduce((sum, one) => sum + one.patients, 0)
  if (living === 0) return <p class="app-lede">{words.noFlowsForUs(day(flows.asAt))}</p>
  const most = overlaps.toSorted((a, b) => b.oursAmongTheirs - a.oursAmongTheirs)[0]
  if (!most || most.oursAmongTheirs === 0) return <p class="app-lede">{words.noOverlap}</p>
  const name = plainName(edition.byCode.get(most.code)!.name, edition.world)
  const isSameDay = flows.asAt === edition.asAt
  return <p class="app-lede">{most.oursAmongTheirs < SMALLEST_SHOWN
    ? words.sentenceFew(name)
    : words.sentence(isSameDay ? null : day(flows.asAt), about(isSameDay ? own.patients : living), about(most.oursAmongTheirs), name)}</p>
}

const hidden = (people: number): number | null => (people < SMALLEST_SHOWN ? null : people)

function Bars({ scene: { edition, to }, own, overlaps }: { scene: Scene; own: Practice; overlaps: Overlap[] }) {
  const flows = edition.flows!
  const listOf = (code: string) => smallAreasOf(flows, code).reduce((sum, one) => sum + one.patients, 0)
  const rows = overlaps.slice(0, shown)
  const nameOf = (code: string) => edition.byCode.get(code)!.name
  return <Figure id="overlap" title={words.barsTitle(plainName(nameOf(rows[0]!.code), edition.world))} notShown={words.notShown} source={sourceOf(edition, 'small-area-flows') ?? ''}
    table={<Table responsive columns={[
      { head: words.columns.name, cell: row => <Name name={nameOf(row.code)} world={edition.world} /> },
      { head: words.left, numeric: true, cell: row => shownCount(row.oursAmongTheirs) },
      { head: words.right, numeric: true, cell: row => shownCount(row.theirsAmongOurs) },
      { head: words.columns.shared, numeric: true, cell: row => shownCount(row.shared) },
    ]} rows={rows} />}>
    {flows.asAt !== edition.asAt && <p>{words.notFlowsOf(day(flows.asAt), day(edition.asAt))}</p>}
    <TwoWayBars id="overlap-bars" ownName={plainName(own.name, edition.world)} ownList={listOf(own.code)} leftHead={words.left} rightHead={words.right}
      rows={rows.map(row => ({
        name: plainName(nameOf(row.code), edition.world), href: to.practice(row.code),
        ours: hidden(row.oursAmongTheirs), theirs: hidden(row.theirsAmongOurs), theirList: listOf(row.code),
      }))} />
  </Figure>
}

function Neighbours({ scene: { edition, to }, own, near, hasFlows }: { scene: Scene; own: Practice; near: Neighbour[]; hasFlows: boolean }) {
  const sharedText = (one: Neighbour): Child => shownCount(one.overlap?.shared ?? 0)
  const columns = [
    { head: words.columns.name, cell: (one: Neighbour, i: number) => <>{i + 1}. <Name name={one.practice.name} world={edition.world} href={to.practice(one.practice.code)} /></> },
    { head: words.columns.km, numeric: true, cell: (one: Neighbour) => (one.km === null ? practiceWords.weDoNotKnow : kilometres(one.km)) },
    { head: words.columns.list, numeric: true, cell: (one: Neighbour) => count(one.practice.patients) },
    ...(hasFlows ? [{ head: words.columns.shared, numeric: true, cell: sharedText }] : []),
    { head: words.columns.system, cell: (one: Neighbour) => sameSystem(own, one.practice) },
    { head: words.columns.network, cell: (one: Neighbour) => sameNetwork(own, one.practice) },
  ]
  return <section aria-labelledby="neighbours">
    <h2 class="nhsuk-heading-m" id="neighbours">{near.length === shown ? words.listTitle : words.listTitleFew(near.length)}</h2>
    <p>{hasFlows ? words.chosenBoth : words.chosenNear}</p>
    <Table responsive columns={columns} rows={near} />
    {hasFlows && <p class="app-source">{words.sharedMeans}</p>}
  </section>
}

function sameSystem(a: Practice, b: Practice): string {
  if (a.system === null || b.system === null) return words.notPublished
  return a.system === b.system ? words.yes : words.otherSystem(b.system)
}

function sameNetwork(a: Practice, b: Practice): string {
  if (a.network && b.network) return a.network.code === b.network.code ? words.yes : words.no
  return a.network || b.network ? words.no : words.neitherNetwork
}

function OnMap({ edition, own, near, name, outlines }: { edition: Edition; own: Practice; near: Neighbour[]; name: string; outlines: Parameters<typeof NeighboursMap>[0]['outlines'] }) {
  const placed = near.flatMap(one => (one.practice.point ? [{ ...one.practice, point: one.practice.point }] : []))
  const sites = own.branches.flatMap(branch => branch.point ?? [])
  if (!own.point || placed.length === 0) return <InsetText><p>{practiceWords.noPoint}</p></InsetText>
  return <Figure id="where" title={words.mapTitle} notShown={practiceWords.mapNotShown(sites.length)} source={placesSource(edition)} tableLabel={words.mapTable}
    table={<Table columns={[{ head: words.columns.name, cell: (row, i) => <>{i + 1}. <Name name={row.practice.name} world={edition.world} /></> },
      { head: words.columns.km, numeric: true, cell: row => (row.km === null ? practiceWords.weDoNotKnow : kilometres(row.km)) }]} rows={near} />}>
    <div class="app-small-map"><NeighboursMap id="where-map" title={words.mapTitle} says={words.mapSays(name)} outlines={outlines} branches={sites}
      own={{ code: own.code, name, point: own.point, patients: own.patients }}
      neighbours={placed.map(one => ({ code: one.code, name: plainName(one.name, edition.world), point: one.point, patients: one.patients }))} /></div>
  </Figure>
}
