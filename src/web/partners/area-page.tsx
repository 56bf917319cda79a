import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Area, Edition, Practice } from '#domain/position/edition.ts'
import { practicesOf } from '#domain/position/area.ts'
import { borderNotes, largestOf, networksOf } from '#domain/partners/reasons.ts'
import { letterOf } from '#domain/partners/group-letters.ts'
import { landscapeOf } from '#domain/partners/landscape.ts'
import { sizeGuides, usualBand } from '#domain/partners/size-guides.ts'
import { areaKinds, group as words } from '#content/wording/partners.ts'
import { begin } from '#content/wording/sketchbook.ts'
import type { PracticeCode } from '#domain/words.ts'
import { keepParts } from '../lately.ts'
import { page, type Scene, type Web } from '../scene.tsx'
import { Button, Details, InsetText } from '../ui/parts.tsx'
import { Bars, Figure } from '../ui/charts.tsx'
import { ErrorSummary, Input, Radios, type Problem } from '../ui/form.tsx'
import { KeepFigures } from '../ui/keep.tsx'
import { Name } from '../ui/name.tsx'
import { count, day, inWords, plural, share } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'
import { groundFor, MOST_ON_A_MAP, networksToDraw, Picture } from './picture.tsx'
import { sourceLine } from '../ui/figures-line.tsx'

export interface AreaPageInput { area: Area; from: PracticeCode | null; problem?: Problem; typed?: { purpose?: string; min?: string; max?: string } }

/** What every reader of an area sees alike is kept as text: some twelve parts of each of the areas read last. */
const PARTS_KEPT = 600
const areaParts = keepParts<Edition>(PARTS_KEPT)

/** A part of an area's page that does not depend on who reads it. A list typed by hand is hardly read twice. */
function partOf({ edition, to }: Scene, area: Area, name: string, make: () => Child): Child {
  return area.kind === 'list' ? make() : areaParts(edition, `${name} ${area.code} ${to.figures}`, make)
}

/** One area: a sentence, today's networks on a map, how it might group, and the practices. */
export async function areaPage(c: Context<Web>, scene: Scene, { area, from, problem, typed }: AreaPageInput): Promise<Response> {
  const { edition, to } = scene
  const practices = practicesOf(edition, area)
  const patients = practices.reduce((sum, practice) => sum + practice.patients, 0)
  const networks = networksOf(edition, area.members)
  const without = practices.filter((practice) => practice.network === null)
  const isDrawn = practices.length <= MOST_ON_A_MAP
  const isTooLarge = practices.length > 400
  return page(c, scene, { title: area.name, under: 'areas', trail: [{ text: 'Areas and groupings', href: to.areas() }], hasError: problem !== undefined, isSettled: problem === undefined && typed === undefined }, <>
    {problem && <ErrorSummary problems={[problem]} />}
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">{areaKinds[area.kind]}{area.kind === 'list' || area.kind === 'england' ? '' : ` ${area.code}`}</span><Name name={area.name} world={edition.world} /></h1>
    <div class="app-sentences app-prose">
      <p>{count(practices.length)} {plural(practices.length, 'practice')} with {count(patients)} registered patients on {day(edition.asAt)}, {networks.length === 0 ? 'none of them in a network' : `in ${inWords(networks.length)} ${plural(networks.length, 'network')}`}
        {without.length > 0 && networks.length > 0 ? `; ${inWords(without.length)} ${without.length === 1 ? 'is' : 'are'} in none` : ''}.</p>
    </div>
    {area.kind === 'list' && borderNotes(edition, area.members).length > 0 && <InsetText>
      <p>{borderNotes(edition, area.members).join(' ')} That is a note, not a fault: groups may cross any line.</p>
    </InsetText>}
    {isDrawn && practices.some((practice) => practice.point !== null) && await todayFigure(scene, area, from)}
    {!isDrawn && <section><p class="app-prose">Too many practices to draw one by one. Open a part of it:</p>
      <ul class="nhsuk-list app-columns">{partsOf(edition, area).map((part) => <li><Name name={part.name} world={edition.world} href={to.area(part.code)} /></li>)}</ul></section>}
    {isTooLarge
      ? <section><h2 class="nhsuk-heading-m">{words.heading}</h2><p class="app-prose">This site sketches up to 400 practices at once. All England can be worked out from the command line on a machine of your own: <code>npm run -s alongside -- propose --area {area.code} --size 30000-50000 --csv groups.csv --json plan.json</code></p></section>
      : practices.length < 2
      ? <section class="app-no-print"><h2 class="nhsuk-heading-m">{words.heading}</h2><p class="app-prose">{words.onlyOne} {practices[0]?.subIcb && <><Name name={practices[0].subIcb.name} world={edition.world} href={to.area(practices[0].subIcb.code, practices[0].code)} /> · </>}<a href={to.areas()}>{words.chooseOthers}</a></p></section>
      : <GroupForm scene={scene} area={area} from={from} problem={problem} typed={typed} />}
    {isDrawn && networks.length > 0 && partOf(scene, area, 'bars', () => <NetworkBars scene={scene} area={area} />)}
    {networks.length > 1 && partOf(scene, area, 'landscape', () => <LandscapeTable scene={scene} area={area} />)}
    {isDrawn && <Details summary={practices.length === 1 ? 'The practice' : `All ${count(practices.length)} practices`}>
      <PracticeTable scene={scene} area={area} practices={practices} from={from} />
    </Details>}
    <p class="app-source">{sourceLine(edition)} <a href={to.sources()}>All sources</a></p>
  </>, problem ? 422 : 200)
}

/** The areas one step down: sub-ICBs of an ICB, ICBs of everything, networks of the rest. */
function partsOf(edition: Edition, area: Area): Area[] {
  const members = new Set(area.members)
  const kind = area.kind === 'england' ? 'icb' : area.kind === 'icb' ? 'sub-icb' : 'network'
  return [...edition.areas.values()].filter((part) => part.kind === kind && part.members.some((code) => members.has(code))).sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function todayFigure(scene: Scene, area: Area, from: PracticeCode | null) {
  const { edition, desk } = scene
  const ground = await groundFor(desk, edition, area.members)
  const groups = networksToDraw(edition, area.members)
  const placed = new Set(ground.dots.map((dot) => dot.code))
  const unplaced = area.members.filter((code) => !placed.has(code)).length
  const title = groups.length === 0 ? 'No practice here is in a network today' : `Today: ${inWords(groups.length)} ${plural(groups.length, 'network')}`
  return <Figure id="today" title={title} source={sourceLine(edition)}
    notShown={`Not shown: roads, branches, and who gets on.${unplaced > 0 ? ` ${count(unplaced)} ${plural(unplaced, 'practice')} without a known place ${unplaced === 1 ? 'is' : 'are'} left out of the picture.` : ''}`}
    table={partOf(scene, area, 'networks', () => <NetworkTable scene={scene} area={area} />)}>
    <Picture id="today-map" size="wide" edition={edition} ground={ground} groups={groups} own={from} title={title} />
  </Figure>
}

function NetworkTable({ scene: { edition, to }, area }: { scene: Scene; area: Area }) {
  const rows = networksOf(edition, area.members).map((row, index) => ({ ...row, letter: letterOf(index), largest: largestOf(edition, row.members), whole: edition.areas.get(row.network.code)?.members.length ?? row.members.length }))
  return <Table caption="Networks today" captionSize="s" responsive rows={rows} columns={[
    { head: 'Network', cell: (row) => <>{row.letter} <Name name={row.network.name} world={edition.world} href={to.area(row.network.code)} /></> },
    { head: 'Practices', numeric: true, cell: (row) => row.whole === row.members.length ? count(row.members.length) : `${count(row.members.length)} of ${count(row.whole)}` },
    { head: 'Patients', numeric: true, cell: (row) => count(row.patients) },
    { head: 'Largest practice’s share', numeric: true, cell: (row) => row.largest === null ? 'not known' : share(row.largest.share) },
  ]} />
}

function NetworkBars({ scene: { edition, to }, area }: { scene: Scene; area: Area }) {
  const rows = networksOf(edition, area.members)
  return <section aria-labelledby="sizes">
    <h2 class="nhsuk-heading-m" id="sizes">Sizes of today’s networks</h2>
    <p class="app-prose">The two upright lines mark 30,000 and 50,000 patients, the size most guides name. They are a guide, not a wall.</p>
    <Bars unit="patients" band={usualBand} rows={rows.map((row) => {
      const largest = largestOf(edition, row.members), whole = edition.areas.get(row.network.code)?.members.length ?? row.members.length
      const part = whole === row.members.length ? '' : `, ${count(row.members.length)} of its ${count(whole)} practices`
      return { name: row.network.name, href: to.area(row.network.code), value: row.patients, says: `${count(row.patients)}${part}${largest === null || row.members.length < 2 ? '' : ` (largest ${share(largest.share)})`}` }
    })} />
  </section>
}

/** Figures of a 2018 report on collaborations beside the same figures for today's networks. */
function LandscapeTable({ scene: { edition }, area }: { scene: Scene; area: Area }) {
  const landscape = landscapeOf(edition, area)
  const quoted = landscape.figures.find((figure) => figure.quoted !== null)?.quoted?.source
  return <section aria-labelledby="landscape">
    <h2 class="nhsuk-heading-m" id="landscape">Today’s networks beside what was said in 2018</h2>
    <Table responsive rows={landscape.figures} columns={[
      { head: 'Here, today', cell: (figure) => figure.sentence },
      { head: 'Figure', numeric: true, cell: (figure) => figure.shown },
      { head: 'Said in 2018', cell: (figure) => figure.quoted === null ? 'not said' : `“${figure.quoted.sentence}”` },
    ]} />
    <p class="app-source">{landscape.caveat} 2018: {quoted}. Today: {landscape.source}.</p>
  </section>
}

function PracticeTable({ scene, area, practices, from }: { scene: Scene; area: Area; practices: Practice[]; from: PracticeCode | null }) {
  const { edition, to } = scene
  return <Table responsive rows={practices} rowClass={(row) => (row.code === from ? 'app-own-row' : undefined)} keepRows={(rows, at, make) => (rows.some((row) => row.code === from) ? make() : partOf(scene, area, `practices from ${at}`, make))} columns={[
    { head: 'Practice', cell: (row) => <><Name name={row.name} world={edition.world} href={to.practice(row.code)} /> <span class="app-code">{row.code}</span></> },
    { head: 'Patients', numeric: true, cell: (row) => count(row.patients) },
    { head: 'Network today', cell: (row) => row.network?.name ?? 'in none' },
    { head: 'District', cell: (row) => row.district?.name ?? 'not known' },
    { head: 'Note', cell: (row) => row.isSpecial ? 'a list under 500: leave out or attach' : '' },
  ]} />
}

function GroupForm({ scene: { edition, to }, area, from, problem, typed }: { scene: Scene; area: Area; from: PracticeCode | null; problem?: Problem; typed?: AreaPageInput['typed'] }) {
  return <section class="app-no-print" aria-labelledby="group">
    <h2 class="nhsuk-heading-m" id="group">{words.heading}</h2>
    <form method="get" action={to.sketches(area.code).split('?')[0]} class="app-lookup">
      {typed === undefined && problem === undefined ? areaParts(edition, 'sizes', () => <SizeChoice />) : <SizeChoice problem={problem} typed={typed} />}
      {from === null ? null : <input type="hidden" name="from" value={from} />}
      <KeepFigures to={to} />
      <Button>{words.show}</Button>
      <p class="app-source">{words.noAccount}</p>
    </form>
    <p><a href={to.sketchFromFile(area.code, null, from)}>{begin.fromFile}</a></p>
  </section>
}

function SizeChoice({ problem, typed }: { problem?: Problem; typed?: AreaPageInput['typed'] }) {
  return <>
    <Radios name="purpose" label={{ text: words.question, size: 's' }} hint={words.hint} value={typed?.purpose ?? 'network'} choices={[
      ...sizeGuides.map((guide) => ({
        value: guide.key,
        text: `${guide.name}: ${count(guide.band.min)} to ${count(guide.band.max)} patients`,
        hint: `${guide.says} ${guide.source}, ${day(guide.on)}.`,
      })),
      { value: 'other', text: words.other, hint: 'Type it below.' },
    ]} />
    <div class="app-two-boxes">
      <Input name="min" label={words.from} inputMode="numeric" width={5} value={typed?.min} error={problem?.href === '#min' ? problem.text : undefined} />
      <Input name="max" label={words.to} inputMode="numeric" width={5} value={typed?.max} />
    </div>
  </>
}
