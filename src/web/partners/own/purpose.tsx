import type { Context } from 'hono'
import { larger as largerWords, levels, purpose as words } from '#content/wording/what-for.ts'
import type { Area, Edition } from '#domain/position/edition.ts'
import { aboutPatients } from '#domain/position/figures.ts'
import { namesOf } from '#domain/partners/names.ts'
import { shownCount, SMALLEST_SHOWN } from '#domain/partners/overlap.ts'
import { reachSays, shownShare, type LivingWhere, type ReachChange, type ServiceReach } from '#domain/partners/service-reach.ts'
import type { PurposeSet } from '#domain/partners/sets.ts'
import { nobodyPublished, workOf } from '#domain/partners/shared-work.ts'
import { lastStep, type Sketch, type SketchPurpose } from '#domain/partners/sketch.ts'
import type { PracticeCode } from '#domain/words.ts'
import type { PurposePart } from '../../paths.ts'
import type { Scene, Web } from '../../scene.tsx'
import { Figure, TwoWayBars } from '../../ui/charts.tsx'
import { FiguresLine, sourceOf } from '../../ui/figures-line.tsx'
import { Details, SummaryList, type Row } from '../../ui/parts.tsx'
import { Name } from '../../ui/name.tsx'
import { capital, count, day, plainName, plural, share } from '../../ui/say.ts'
import { Table } from '../../ui/table.tsx'
import { EditForm, Sentences, stepShown, subPage } from './forms.tsx'
import { deedInWords, type Opened } from './parts.tsx'
import { purposesOf, setWord, type PurposeView } from './what-for.tsx'

/** Practices drawn as bars; the table has all. */
const MOST_BARS = 10
/** With more sets than this they are folded, and the reader's own is said. */
const MOST_SETS_OPEN = 8

/** One thing a sketch is for: what follows from the answers first, the answers with a way to change each, then sets and patients. */
export function purposePage(c: Context<Web>, scene: Scene, opened: Opened, view: PurposeView): Response | Promise<Response> {
  const { edition, to } = scene, { key, sketch, area } = opened, { purpose, sets } = view, reach = view.reach(), shown = stepShown(sketch), work = workOf(purpose)
  const action = (part: PurposePart, hidden: string) => ({ text: words.change, hidden, href: to.mySketchPurpose(key, purpose.key, part) })
  const rows: Row[] = [
    { key: words.what, value: purpose.what, action: action('called', 'what you would do') },
    { key: words.withWhom, value: withWhomInWords(edition, purpose), action: action('with-whom', 'with whom') },
    ...(purpose.level === 'few' ? [{ key: 'Sets', value: purpose.few.length === 0 ? words.notSaid : `${count(purpose.few.length)} named`, action: action('sets', 'the sets') }] : []),
    { key: words.needed, value: <Needed purpose={purpose} />, action: action('needed', 'the patients needed') },
    { key: words.offered, value: offeredInWords(edition, purpose.sites), action: action('offered', 'where it would be offered') },
  ]
  return subPage(c, scene, opened, { back: to.mySketchPart(key, 'what-for'), undoTo: 'what-for', isWide: true }, <>
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">{words.caption}</span>{purpose.what}</h1>
    <div class="app-sentences app-prose"><Sentences edition={edition} says={sets.sentences} /></div>
    {purpose.level === 'larger' && sets.sets.length === 0 && <p class="app-no-print"><a href={to.mySketchLarger(key, 'new')}>{largerWords.draw}</a></p>}
    {shown !== null && <p>{shown}</p>}
    <h2 class="nhsuk-heading-m">{words.answers}</h2>
    <SummaryList rows={rows} />
    <Sets edition={edition} sketch={sketch} view={view} own={sketch.own} />
    <PatientsSide scene={scene} area={area} view={view} reach={reach} own={sketch.own} />
    {work !== null && <Details summary={words.asked}><p>{work.says}</p><p class="app-source">{work.source}.</p></Details>}
    <EditForm action={to.mySketchPurpose(key, purpose.key, 'drop')} opened={opened} button={words.drop} />
    <FiguresLine edition={edition} to={to} />
  </>)
}

export function withWhomInWords(edition: Edition, { level, few }: SketchPurpose): string {
  if (level !== 'few' || few.length === 0) return levels[level].answer
  const shown = few.slice(0, 3).map(set => deedInWords(edition, namesOf(edition, set, 3)))
  return `${levels[level].answer}: ${shown.join('; ')}${few.length > 3 ? `; and ${count(few.length - 3)} more ${plural(few.length - 3, 'set')}` : ''}`
}

/** Patients needed, with who says so. */
export function Needed({ purpose: { needs, what } }: { purpose: SketchPurpose }) {
  if (needs === null) return <>{words.notSaid}{workOf({ what }) !== null && <><br /><span class="app-source">{nobodyPublished}</span></>}</>
  return <>{count(needs.patients)} <br /><span class="app-source">{capital(needs.source)}</span></>
}

function offeredInWords(edition: Edition, sites: readonly PracticeCode[]): string {
  if (sites.length === 0) return words.notSaid
  return sites.length <= 7 ? deedInWords(edition, namesOf(edition, sites)) : `At ${count(sites.length)} practices`
}

const setNamed = (edition: Edition, sketch: Sketch, { purpose }: PurposeView, set: PurposeSet): string => {
  if (purpose.level === 'group') return `Group ${set.id}`
  if (purpose.level === 'larger') return lastStep(sketch).larger.find(each => each.id === set.id)?.name ?? set.id!
  return deedInWords(edition, purpose.level === 'all' ? 'All practices' : namesOf(edition, set.members, 5))
}

/** Who would do it with whom, and whether that is enough. */
export function Sets({ edition, sketch, view, own, isFolded }: { edition: Edition; sketch: Sketch; view: PurposeView; /** Whose own set is marked; null on a shared page. */ own: PracticeCode | null; /** Inside something folded already, without a heading of its own. */ isFolded?: boolean }) {
  const { sets: { sets }, purpose } = view
  if (sets.length === 0) return null
  const isOwn = (set: PurposeSet) => own !== null && purpose.level !== 'all' && set.members.includes(own)
  const table = <Table responsive rows={sets} rowClass={set => (isOwn(set) ? 'app-own-row' : undefined)} columns={[
    { head: words.withWhom, cell: set => setNamed(edition, sketch, view, set) },
    { head: 'Practices', numeric: true, cell: set => count(set.members.length) },
    { head: 'Patients', numeric: true, cell: set => count(set.patients) },
    { head: 'Enough for one?', cell: set => (set.isEnough === null ? words.notSaid : set.isEnough ? (set.times! > 1 ? `Enough for ${count(set.times!)}` : 'Enough') : `Short by ${count(set.short!)}`) },
    { head: 'Largest practice’s share', numeric: true, cell: set => share(set.largest.share) },
  ]} />
  if (isFolded) return table
  return <section aria-labelledby="sets"><h2 class="nhsuk-heading-m" id="sets">{words.sets}</h2>
    {sets.length > MOST_SETS_OPEN && sets.filter(isOwn).map(set => <p>Yours, {setNamed(edition, sketch, view, set)}: {set.says}</p>)}
    {sets.length > MOST_SETS_OPEN || purpose.level === 'alone' ? <Details summary={words.allSets(`${count(sets.length)} ${setWord[purpose.level]}s`)}>{table}</Details> : table}
  </section>
}

/** Share within 15 minutes beside today, who gains and who loses by practice, who they are, and what nobody here knows. */
function PatientsSide({ scene: { edition, to }, area, view: { purpose }, reach, own }: { scene: Scene; area: Area; view: PurposeView; reach: ServiceReach | null; own: PracticeCode | null }) {
  return <section aria-labelledby="patients"><h2 class="nhsuk-heading-m" id="patients">{words.patientsSide}</h2>
    {reach === null ? <p>{edition.flows === null ? words.noFlows : words.noSites}</p> : <>
      <div class="app-prose"><Sentences edition={edition} says={reach.sentences.slice(0, -1)} /></div>
      <ReachFigure edition={edition} to={to} area={area} what={purpose.what} reach={reach} own={own} />
      <Living reach={reach} />
      <Details summary={words.doesNotKnow}><ul class="nhsuk-list nhsuk-list--bullet">{words.limits.map(([what, says]) => <li><strong>{what}</strong> {says}</li>)}</ul></Details>
    </>}
  </section>
}

function ReachFigure({ edition, to, what, reach, own }: { edition: Edition; to: Scene['to']; area: Area; what: string; reach: ServiceReach; own: PracticeCode | null }) {
  const name = (code: PracticeCode) => plainName(edition.byCode.get(code)?.name ?? code, edition.world)
  const moved = reach.practices.filter(each => each.gain >= SMALLEST_SHOWN || each.lose >= SMALLEST_SHOWN).sort((a, b) => b.lose - a.lose || b.gain - a.gain || (a.code < b.code ? -1 : 1))
  const mine = moved.find(each => each.code === own), drawn = [...(mine ? [mine] : []), ...moved.filter(each => each !== mine)].slice(0, MOST_BARS)
  const shown = (people: number) => (people === 0 ? '0' : shownCount(people)), people = (patients: number) => (patients === 0 ? 'nobody' : aboutPatients(patients))
  const title = moved.length === 0 ? words.noChange : words.wouldChange(people(reach.all.lose), people(reach.all.gain), what)
  return <Figure id="reach" heading="h3" title={title} notShown={`Not shown: roads, days and hours. Near means ${reachSays}.`} source={`Where patients live: ${sourceOf(edition, 'small-area-flows') ?? day(reach.asAt)}.`} tableLabel={words.table}
    table={<Table responsive rows={reach.practices.toSorted((a, b) => b.lose - a.lose || b.gain - a.gain)} rowClass={row => (row.code === own ? 'app-own-row' : undefined)} columns={[
      { head: 'Practice', cell: row => <Name name={edition.byCode.get(row.code)?.name ?? row.code} world={edition.world} href={to.practice(row.code)} /> },
      { head: 'Patients counted', numeric: true, cell: row => count(row.patients) },
      { head: 'Near today', numeric: true, cell: row => nearShare(row.today, row) },
      { head: 'Would be near', numeric: true, cell: row => nearShare(row.offered, row) },
      { head: 'Would lose', numeric: true, cell: row => shown(row.lose) },
      { head: 'Would gain', numeric: true, cell: row => shown(row.gain) },
    ]} />}>
    {moved.length > 0 && <>
      <TwoWayBars id="reach-bars" ownName="" ownList={0} leftHead="Would lose reach" rightHead="Would gain reach" leftSays="Would lose reach:" rightSays="Would gain reach:"
        rows={drawn.map(each => ({ name: name(each.code), href: to.practice(each.code), ours: each.lose === 0 ? 0 : each.lose < SMALLEST_SHOWN ? null : each.lose, theirs: each.gain === 0 ? 0 : each.gain < SMALLEST_SHOWN ? null : each.gain, ourList: each.patients, theirList: each.patients }))} />
      {moved.length > drawn.length && <p class="app-source">{count(drawn.length)} of {count(moved.length)} practices where five patients or more would gain or lose; the table has all.</p>}
    </>}
  </Figure>
}

const nearShare = (part: number, { patients }: ReachChange): string => shownShare(part, patients).replaceAll(' ', '\u00a0')

/** Deprivation and town or country of those who lose, beside everybody. */
function Living({ reach: { losing, everybody } }: { reach: ServiceReach }) {
  if (losing.patients < SMALLEST_SHOWN) return null
  const rows: { says: string; of: (who: LivingWhere) => [number, number] }[] = [
    { says: 'Live in the most deprived fifth of small areas in England', of: who => [who.deprived, who.patients - who.deprivationUnknown] },
    { says: 'Live in the country, by the official class', of: who => [who.rural, who.patients - who.ruralUnknown] },
  ]
  const cell = ([part, known]: [number, number]) => (known < SMALLEST_SHOWN ? words.notKnown : shownShare(part, known).replaceAll(' ', '\u00a0'))
  return <Table caption={words.living} captionSize="s" rows={rows} columns={[
    { head: 'Share of patients', cell: row => row.says }, { head: 'Who would lose reach', numeric: true, cell: row => cell(row.of(losing)) }, { head: 'Everybody', numeric: true, cell: row => cell(row.of(everybody)) },
  ]} />
}

/** The purpose asked for, or null. */
export const purposeNamed = (edition: Edition, area: Area, sketch: Sketch, key: string): PurposeView | null => purposesOf(edition, area, sketch).find(each => each.purpose.key === key) ?? null
