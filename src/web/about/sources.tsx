import type { Context } from 'hono'
import { sources as words } from '#content/wording/about.ts'
import { dataSetInWords } from '#domain/position/choose-edition.ts'
import type { Release, SourceUse } from '#domain/position/release.ts'
import type { Desk } from '../desk.ts'
import { frameOf, onFigures, page, visitorOf } from '../scene.tsx'
import type { Web } from '../scene.tsx'
import { ButtonLink, Details, InsetText, SummaryList } from '../ui/parts.tsx'
import { count, day, plainName } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'

const codesNamed = 100

/** Every published file: whose it is, which day it is true of, how it was read, and which figures use it. */
export async function sourcesPage(c: Context<Web>, desk: Desk) {
  const editions = desk.figures.list()
  const asked = c.req.query('figures') || undefined
  const edition = await desk.figures.edition(asked)
  // A name that is not loaded gets its own plain page; with nothing loaded at all this page still stands.
  if (edition === null && asked !== undefined && editions.length > 0) return onFigures(desk, async () => c.text(''))(c)
  const frame = frameOf(c, desk, edition)
  const { to } = frame
  const used = new Set(edition?.sources.map(use => use.release.id))
  const others = (await desk.figures.releases()).filter(release => !used.has(release.id))
  const mayAdd = desk.host.whyNotAddFigures(visitorOf(c)) === null
  return page(c, { frame }, { title: words.title, back: to.home() }, <>
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      <h1 class="nhsuk-heading-l">{words.title}</h1>
      <p class="app-lede">{words.lede}</p>
      {frame.world === 'invented' && <InsetText><p>{words.invented}</p></InsetText>}
    </div></div>
    {editions.length > 0
      ? <Table responsive caption={words.editionsTitle} columns={[
        { head: words.editions.name, cell: one => plainName(day(one.asAt), one.world) },
        { head: words.editions.practices, numeric: true, cell: one => count(one.practices) },
        { head: words.editions.patients, numeric: true, cell: one => count(one.patients) },
        { head: words.editions.read, cell: one => (one.name === edition?.name ? words.editions.reading : <a href={to.withFigures('/', one.name)}>{words.editions.readThese(day(one.asAt))}</a>) },
      ]} rows={editions} />
      : <p>{words.none}</p>}
    {edition && <>
      <p>{words.rule}</p>
      <Releases id="in-use" title={words.inUseTitle(day(edition.asAt))} uses={edition.sources} />
    </>}
    {others.length > 0 && <Releases id="others" title={words.otherTitle} uses={others.map(release => ({ dataSet: release.dataSet, release, says: '' }))} />}
    {mayAdd && <>
      <h2 class="nhsuk-heading-m">{words.addTitle}</h2>
      <div class="app-actions"><ButtonLink kind="secondary" href={to.addFigures()}>{words.add}</ButtonLink></div>
    </>}
  </>)
}

function Releases({ id, title, uses }: { id: string; title: string; uses: readonly SourceUse[] }) {
  return <section aria-labelledby={id}>
    <h2 class="nhsuk-heading-m" id={id}>{title}</h2>
    <Table responsive columns={[
      { head: words.columns.what, cell: use => whatOf(use) },
      { head: words.columns.day, cell: use => (use.release.asAt === null ? words.dayNotStated : day(use.release.asAt)) },
      { head: words.columns.publisher, cell: use => <>{use.release.publisher}. {use.release.licence}</> },
      { head: words.columns.rows, numeric: true, cell: use => count(use.release.rowsRead) },
      { head: words.columns.refused, numeric: true, cell: use => count(use.release.rowsRefused) },
    ]} rows={uses} />
    <Details summary={words.detailsTitle}>
      {uses.map(use => <>
        <h3 class="nhsuk-heading-s">{whatOf(use)}</h3>
        <SummaryList rows={[
          { key: words.file, value: <span class="app-checksum">{use.release.fileName}</span> },
          ...(use.says ? [{ key: words.why, value: use.says }] : []),
          { key: words.checksum, value: <span class="app-checksum">{use.release.checksum}</span> },
          { key: words.unknown, value: unknownText(use.release) },
        ]} />
      </>)}
    </Details>
  </section>
}

/** "Outlines of small areas (areas of 2011)": which small areas a place file speaks of, and whether it is invented. */
function whatOf({ dataSet, release: { vintage, world } }: SourceUse): string {
  const what = dataSetInWords(dataSet)
  return world === 'invented' ? plainName(what, world) : vintage === null ? what : `${what} (areas of ${vintage})`
}

function unknownText({ unknownCodes }: Release): string {
  if (unknownCodes.length === 0) return words.noUnknown
  const named = unknownCodes.slice(0, codesNamed).map(one => words.unknownRows(one.code, `${count(one.rows)} ${one.rows === 1 ? 'row' : 'rows'}`))
  if (unknownCodes.length > codesNamed) named.push(words.unknownMore(count(unknownCodes.length - codesNamed)))
  return `${count(unknownCodes.length)}: ${named.join(', ')}`
}
