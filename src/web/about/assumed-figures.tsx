import type { Context } from 'hono'
import { assumedFigures as words } from '#content/wording/about.ts'
import { dayInEngland } from '#domain/day.ts'
import { inFigures, parameterGroups, type ParameterInUse } from '#domain/position/parameter.ts'
import type { Desk } from '../desk.ts'
import { frameOf, page, type Web } from '../scene.tsx'
import { InsetText } from '../ui/parts.tsx'
import { day } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'

/** Every figure that is assumed today, with its source and how long it may be relied on; those past that day are named first. */
export async function assumedFiguresPage(c: Context<Web>, desk: Desk) {
  const frame = frameOf(c, desk, await desk.figures.edition(c.req.query('figures') || undefined)), today = dayInEngland(desk.now())
  const all = [...(await desk.parameters.on(today)).values()], past = all.filter(each => each.isPast)
  return page(c, { frame }, { title: words.title, back: frame.to.home() }, <>
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <h1 class="nhsuk-heading-l">{words.title}</h1>
      <p class="app-lede">{words.lede}</p>
      <p>{words.own}</p>
      {past.length > 0 && <InsetText>
        <h2 class="nhsuk-heading-s">{words.pastTitle}</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">{past.map(each => <li>{words.pastOf(each.name, day(each.reviewBy))}</li>)}</ul>
        <p>{words.pastMeans}</p>
      </InsetText>}
      <p>{all.length === 0 ? words.none : `${words.today(day(today))}:`}</p>
    </div></div>
    {parameterGroups.map(group => <Group title={words.groups[group]} figures={all.filter(each => each.group === group)} />)}
  </>)
}

function Group({ title, figures }: { title: string; figures: readonly ParameterInUse[] }) {
  if (figures.length === 0) return null
  return <Table responsive caption={title} rows={figures} columns={[
    { head: words.columns.what, cell: each => each.name },
    { head: words.columns.value, cell: each => <>{inFigures(each.form, each.value)} {each.unit}</> },
    { head: words.columns.range, cell: each => (each.low === null || each.high === null ? words.noRange : words.range(inFigures(each.form, each.low), inFigures(each.form, each.high))) },
    { head: words.columns.from, cell: each => day(each.from) },
    { head: words.columns.source, cell: each => <>{each.source}.{each.isEstimate && <> <span class="app-source">{words.estimate}</span></>}</> },
    { head: words.columns.review, cell: each => <>{day(each.reviewBy)}{each.isPast && <>. <strong>{words.past(day(each.reviewBy))}</strong></>}</> },
  ]} />
}
