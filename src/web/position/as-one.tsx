import type { Context } from 'hono'
import { asOne as words } from '#content/wording/position.ts'
import { sameRoof, shownAsOne } from '#domain/position/area.ts'
import type { Edition, Practice } from '#domain/position/edition.ts'
import { isRefusal, refuse } from '#domain/words.ts'
import type { Paths } from '../paths.ts'
import { page, refusalPage } from '../scene.tsx'
import type { Scene, Web } from '../scene.tsx'
import { Figure, TrendLine } from '../ui/charts.tsx'
import { FiguresLine, sourceOf } from '../ui/figures-line.tsx'
import { Input } from '../ui/form.tsx'
import { KeepFigures } from '../ui/keep.tsx'
import { Name } from '../ui/name.tsx'
import { Button, Details } from '../ui/parts.tsx'
import { count, day, patients, share } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'

/** One partnership with several contracts has several codes: enough for the largest seen, few enough to read. */
const mostCodes = 20

/** Several codes seen as one practice: what is published for each, added up. The address carries the codes; nothing is kept. */
export function asOnePage(c: Context<Web>, scene: Scene) {
  const { edition, to } = scene
  const codes = [...new Set((c.req.query('codes') ?? '').slice(0, 400).toUpperCase().split(/[^A-Z0-9]+/).filter(Boolean))]
  const one = codes.length < 2 || codes.length > mostCodes ? refuse('too-few-codes', words.howMany(mostCodes), words.ruleSource) : shownAsOne(edition, codes)
  if (isRefusal(one)) return refusalPage(c, scene, words.cannot, one)
  const members = one.codes.map(code => edition.byCode.get(code)!)
  const [largest] = one.sites
  return page(c, scene, { title: words.title, under: 'find', back: to.practice(largest!.code) }, <>
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <h1 class="nhsuk-heading-l nhsuk-u-margin-bottom-2">{words.heading(one.codes.length)}</h1>
      <p class="app-lede">{words.onDay(patients(one.patients), day(edition.asAt))}</p>
      <p class="app-source">{words.nothingKept}</p>
    </div></div>
    <dl class="app-strip">
      <div><dt>{words.registered}</dt><dd><p class="app-strip__figure">{count(one.patients)}</p>{source(edition, 'list-sizes')}</dd></div>
      <div><dt>{words.places}</dt><dd><p class="app-strip__figure">{new Set(one.sites.map(site => site.postcode)).size}</p><p class="app-strip__more">{words.placesMean}</p>{source(edition, 'list-sizes')}</dd></div>
      <div><dt>{words.networks}</dt><dd><p class="app-strip__figure">{one.networks.length > 0 ? one.networks.map((network, i) => <>{i > 0 ? ', ' : ''}<Name name={network} world={edition.world} /></>) : words.none}</p>{source(edition, 'map')}</dd></div>
      <div><dt>{words.systems}</dt><dd><p class="app-strip__figure">{one.systems.join(', ') || words.none}</p>{source(edition, 'map')}</dd></div>
      <div><dt>{words.over65}</dt><dd><p class="app-strip__figure">{one.ages ? share(one.ages.over65) : words.none}</p>{source(edition, 'ages')}</dd></div>
      <div><dt>{words.deprivation}</dt><dd><p class="app-strip__figure">{one.deprivationScore === null ? words.none : one.deprivationScore.toFixed(1)}</p><p class="app-strip__more">{words.deprivationMeans}</p>{source(edition, 'deprivation')}</dd></div>
    </dl>
    <h2 class="nhsuk-heading-m">{words.parts}</h2>
    <Table columns={[
      { head: words.practice, cell: (member: Practice) => <><Name name={member.name} world={edition.world} href={to.practice(member.code)} /> <span class="app-code">{member.code}</span></> },
      { head: words.place, cell: member => member.postcode },
      { head: words.patients, numeric: true, cell: member => count(member.patients) },
    ]} rows={members} />
    {one.trend.length > 1 && <Figure id="trend" title={words.trendTitle(day(one.trend[0]!.asAt), day(one.trend.at(-1)!.asAt))} notShown={words.trendNotShown} source={sourceOf(edition, 'list-sizes') ?? ''}
      table={<Table columns={[{ head: words.day, cell: (step: (typeof one.trend)[number]) => day(step.asAt) }, { head: words.patients, numeric: true, cell: step => count(step.patients) }]} rows={one.trend} />}>
      <TrendLine id="trend-line" unit="patients" title={words.title} points={one.trend.map(step => ({ on: step.asAt, value: step.patients }))} />
    </Figure>}
    <p><a href={to.area(`list:${one.codes.join(',')}`)}>{words.asArea}</a></p>
    <FiguresLine edition={edition} to={to} />
  </>)
}

function source(edition: Edition, dataSet: 'list-sizes' | 'map' | 'ages' | 'deprivation') {
  const from = sourceOf(edition, dataSet)
  return from && <p class="app-source">{from}</p>
}

/** On a practice's own page: add the codes that belong to the same partnership. Codes at the same address are offered already. */
export function AsOneForm({ edition, to, practice }: { edition: Edition; to: Paths; practice: Practice }) {
  const roof = sameRoof(edition, practice.code).map(one => one.code).filter(code => code !== practice.code)
  return <div class="app-no-print"><Details summary={words.offer}>
    <form method="get" action="/practices/as-one">
      <KeepFigures to={to} />
      <Input name="codes" label={words.codes} hint={words.codesHint} value={[practice.code, ...roof].join(', ')} />
      <Button kind="secondary">{words.button}</Button>
    </form>
  </Details></div>
}
