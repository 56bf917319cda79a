import type { Context } from 'hono'
import { workedExample } from '#content/worked-example.ts'
import { workedExampleWords as words } from '#content/wording/about.ts'
import { pounds, project } from '#domain/position/projection.ts'
import type { Desk } from '../desk.ts'
import { frameOf, page, type Web } from '../scene.tsx'
import { share } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'

/** How five years are reckoned, on figures anybody may check: the same rule as behind every practice's own. */
export async function workedExamplePage(c: Context<Web>, desk: Desk) {
  const frame = frameOf(c, desk, await desk.figures.edition(c.req.query('figures') || undefined)), { rows, failures } = project(workedExample), staying = project({ ...workedExample, leaves: [] }).rows.at(-1)!
  const { L0, g, w, P0, u, ooh, pts, a, v, uQ, CPIx, R, Other, costs, partnerFTE, coverCost, iL, salariedEquivalent, iF } = workedExample
  return page(c, { frame }, { title: words.title, back: frame.to.assumedFigures() }, <>
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <h1 class="nhsuk-heading-l">{words.title}</h1>
      <p class="app-lede">{words.lede}</p>
    </div></div>
    <Table responsive caption={words.yearsTitle} rows={rows} columns={[
      { head: words.heads.year, cell: row => row.t }, { head: words.heads.income, cell: row => pounds(row.income), numeric: true }, { head: words.heads.expense, cell: row => pounds(row.expense), numeric: true }, { head: words.heads.profit, cell: row => pounds(row.profit), numeric: true },
      { head: words.heads.fte, cell: row => row.fte.toFixed(2), numeric: true }, { head: words.heads.ppp, cell: row => (row.ppp === null ? '–' : pounds(row.ppp)), numeric: true }, { head: words.heads.floor, cell: row => pounds(row.floor), numeric: true },
    ]} />
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <ul class="nhsuk-list nhsuk-list--bullet">{failures.map(({ year, reason }) => <li>{words.inYear(year, reason)}</li>)}</ul>
      <p>{words.staying(pounds(staying.profit), pounds(staying.ppp!))}</p>
      <h2 class="nhsuk-heading-m">{words.inputsTitle}</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {words.inputs({ L0, w, P0, pts, v, CPIx, partnerFTE, g: share(g), u: share(u), ooh: share(ooh), a: share(a), uQ: share(uQ), other: `${pounds(Other.value)} (+${share(Other.growth)})`, repaid: `${pounds(R.value)} (+${share(R.growth)})`, costs: costs.map(({ name, cost, i }) => `${name} ${pounds(cost)} (+${share(i)})`).join(', '), cover: `${pounds(coverCost)} (+${share(iL)})`, floor: `${pounds(salariedEquivalent)} (+${share(iF)})` }).map(line => <li>{line}</li>)}
      </ul>
      <p>{words.parts(pounds(rows[0]!.globalSum), pounds(rows[0]!.qof))}</p>
      <p class="app-source">{words.source}</p>
    </div></div>
  </>)
}
