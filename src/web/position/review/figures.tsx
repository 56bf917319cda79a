import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { inUnits, type Compared, type Ratio } from '#domain/position/review/ratios.ts'
import type { Web } from '../../scene.tsx'
import { Details, InsetText } from '../../ui/parts.tsx'
import { Table } from '../../ui/table.tsx'
import { day } from '../../ui/say.ts'
import { insightOf } from './insight.ts'
import { reviewPage, type ReviewScene } from './scene.tsx'

/** The practice's figures beside those of practices like it, and what is worth watching: those to look at first stand first; nothing is coloured or added up. */
export async function figuresPage(c: Context<Web>, scene: ReviewScene) {
  const { to, room, review } = scene, { ratios, watches, pairs } = await insightOf(scene)
  const inOrder = [...ratios.filter(each => each.mention === 'first'), ...ratios.filter(each => each.mention === 'second')], others = ratios.filter(each => each.mention === 'no' && each.value !== null), unknown = ratios.filter(each => each.value === null)
  const found = watches.filter(each => each.found !== null), not = watches.filter(each => each.found === null && each.why === null), cannot = watches.filter(each => each.found === null && each.why !== null)
  return reviewPage(c, scene, { back: to.review(room.organisation.id, review.head.id), isWide: true }, <>
    <h1 class="nhsuk-heading-l">{words.pages.figures}</h1>
    <p class="app-lede">{words.figuresLede}</p>
    {ratios.length === 0 ? <InsetText><p>{words.notKnown}</p></InsetText> : <>
      <h2 class="nhsuk-heading-m">{words.figuresFirst}</h2>
      {inOrder.length === 0 ? <p>{words.figuresNone}</p> : <Ratios ratios={inOrder} />}
      <h2 class="nhsuk-heading-m">{words.watchTitle}</h2>
      {found.length === 0 ? <p>{words.watchNone}</p> : <ul class="nhsuk-list nhsuk-list--bullet">{found.map(({ name, found: one }) => <li><strong>{name}.</strong> {one!.says} <span class="app-source">{words.sinceDay(day(one!.on))}. {one!.source}</span></li>)}</ul>}
      <Details summary={words.watchOthers(not.length + cannot.length)}><ul class="nhsuk-list nhsuk-list--bullet">{not.map(({ name }) => <li>{name}: {words.watchNot}</li>)}{cannot.map(({ name, why }) => <li>{name}: {why}</li>)}</ul></Details>
      <h2 class="nhsuk-heading-m">{words.feelsTitle}</h2>
      <p>{words.feelsLede}</p>
      <Table responsive rows={pairs.filter(each => each.feels.isKnown || each.figures.notKnown === null)} columns={[
        { head: words.feelsHeads.about, cell: each => each.about }, { head: words.feelsHeads.feels, cell: each => each.feels.says }, { head: words.feelsHeads.figures, cell: each => each.figures.says }, { head: words.feelsHeads.differs, cell: each => each.differs },
      ]} />
      <h2 class="nhsuk-heading-m">{words.figuresOthers}</h2>
      <Ratios ratios={others} />
      <Details summary={words.figuresUnknown(unknown.length)}><ul class="nhsuk-list nhsuk-list--bullet">{unknown.map(({ name, why }) => <li>{name}: {why}</li>)}</ul></Details>
    </>}
  </>)
}

const beside = (ratio: Ratio, compared: Compared | null) => (compared === null ? words.notPublished : `${inUnits(compared.median, ratio.unit)} (${bare(inUnits(compared.low, ratio.unit))} to ${bare(inUnits(compared.high, ratio.unit))})`)

/** A figure without the words of its unit, where they stand beside it already. */
const bare = (figure: string): string => figure.replace(/ (patients|days|years|months|sessions|people|points)$/, '')

function Ratios({ ratios }: { ratios: readonly Ratio[] }) {
  return <Table responsive rows={ratios} columns={[
    { head: words.figureHeads.what, cell: ratio => <>{ratio.name}<br /><span class="app-source">{ratio.formula}</span></> },
    { head: words.figureHeads.yours, cell: ratio => inUnits(ratio.value!, ratio.unit), numeric: true },
    { head: words.figureHeads.like, cell: ratio => beside(ratio, ratio.compared.like), numeric: true }, { head: words.figureHeads.area, cell: ratio => beside(ratio, ratio.compared.area), numeric: true }, { head: words.figureHeads.england, cell: ratio => beside(ratio, ratio.compared.england), numeric: true },
    { head: words.figureHeads.from, cell: ratio => <span class="app-source">{[...new Set([...ratio.sources, ...ratio.asides])].map(each => each.replace(/\.$/, '')).join('. ')}</span> },
  ]} />
}
