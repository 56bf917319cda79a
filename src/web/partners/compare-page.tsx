import type { Context } from 'hono'
import type { Area } from '#domain/position/edition.ts'
import { comparedFigures, comparePlans, MOST_BESIDE_TODAY, type BeforeAfter, type ComparedKey, type ComparedPlan, type ComparedPractice, type Comparison } from '#domain/partners/compare.ts'
import type { Band, Plan } from '#domain/partners/plan.ts'
import { networksOf, practicesOf } from '#domain/partners/reasons.ts'
import { isRefusal, type PracticeCode, type Refusal } from '#domain/words.ts'
import { compare as words } from '#content/wording/compare.ts'
import { banner, hubMeans, kinds, reachMeans, sharedMeans, sketches as sketchWords, whatItDoesNotKnow } from '#content/wording/partners.ts'
import { busyPage, page, refusalPage, type Scene, type Web } from '../scene.tsx'
import { Checkboxes, ErrorSummary, Input, type Choice, type Problem } from '../ui/form.tsx'
import { FiguresLine, sourceLine } from '../ui/figures-line.tsx'
import { KeepFigures } from '../ui/keep.tsx'
import { Name } from '../ui/name.tsx'
import { PrintedOn } from '../ui/printed.tsx'
import { Button, Details, InsetText } from '../ui/parts.tsx'
import { capital, count, inWords, kilometres, listed, plainName, plural, share, smallCount } from '../ui/say.ts'
import { Table, type Column } from '../ui/table.tsx'
import { refusalOf, stateOf } from './ask.ts'
import { groundFor, Picture, type Ground } from './picture.tsx'
import { companySentence, compareColumns, LeftOver, shapeOf, sizeInWords } from './plan-words.tsx'
import { toDraw, viewOf, type PlanView } from './view.ts'

/** What stands beside today: a sketch of the area, or somebody's own. */
export interface CompareColumn {
  name: string
  /** The page that shows it alone; null where there is none to lead to. */
  href: string | null
  /** Of the same practices and the scene's figures; null while it is being worked out; a refusal where it cannot be. */
  plan: Plan | Refusal | null
  /** Who made it, where somebody did and gave a name. */
  madeBy: string | null
}

/** The question at the foot of the page. Its form asks (GET), so that an answer can be kept or sent on. */
export interface CompareChoice { action: string; hint?: string; choices: readonly Choice[]; chosen: readonly string[]; /** What was typed as the link of a shared sketch; without it none is asked for. */ link?: string; problem?: Problem }

export interface CompareInput {
  area: Area
  size: Band
  from: PracticeCode | null
  /** Up to three, in the order they are shown; today is added in front. */
  columns: readonly CompareColumn[]
  /** Without one nothing else can be chosen. */
  choice?: CompareChoice
  /** Who sees the page; anyone unless a sketch under a link is on it. */
  seenBy?: string
}

interface Row { name: string; href: string | null; view: PlanView; madeBy: string | null }

/** Today beside up to three sketches: small maps, the same figures of each, who would be with others, and what goes up and down for whom. */
export async function comparePage(c: Context<Web>, scene: Scene, { area, size, from, columns, choice, seenBy }: CompareInput): Promise<Response> {
  const { edition, desk, to } = scene
  const frame = {
    under: 'areas' as const, seenBy,
    trail: [{ text: 'Areas and groupings', href: to.areas() }, { text: area.name, href: to.area(area.code, from) }, { text: sketchWords.title, href: to.sketches(area.code, size, from) }],
  }
  // A page under a link says nothing in its title.
  const called = seenBy === undefined ? `${words.title}: ${area.name}` : words.title
  const heading = <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><Name name={area.name} world={edition.world} /></span>{words.title}</h1>
  if (choice?.problem !== undefined) {
    return page(c, scene, { ...frame, title: called, hasError: true }, <>
      <ErrorSummary problems={[choice.problem]} />
      {heading}
      <ChooseForm scene={scene} size={size} from={from} choice={choice} />
    </>, 422)
  }
  const [ground, now] = await Promise.all([groundFor(desk, edition, area.members), stateOf(desk, scene, area, 'today', size, 0)])
  const no = refusalOf(now)
  if (no !== null) return no.code === 'busy' ? busyPage(c, scene, 20) : refusalPage(c, scene, words.title, no)
  const today = isRefusal(now) ? null : now.plan
  if (today === null) return busyPage(c, scene, 10)
  const ready = columns.flatMap(({ plan, ...column }): (Row & { plan: Plan })[] => (plan === null || isRefusal(plan) ? [] : [{ ...column, plan, view: viewOf(edition, plan) }]))
  const comparison = comparePlans(edition, today, ready.map((row) => row.plan))
  if (isRefusal(comparison)) return refusalPage(c, scene, words.title, comparison)
  const first: Row = { name: words.today, href: to.sketch(area.code, 'today', size, from), view: viewOf(edition, today), madeBy: null }
  const isWorking = columns.some((column) => column.plan === null)
  return page(c, scene, { ...frame, title: `${isWorking ? 'Working – ' : ''}${called}`, head: isWorking ? <noscript><meta http-equiv="refresh" content="5" /></noscript> : undefined }, <div class="app-paper">
    {heading}
    <PrintedOn scene={scene} />
    <InsetText><p><strong>{banner.says}</strong> {banner.title}: {sizeInWords(size)}.</p></InsetText>
    <div id="beside" data-refresh={isWorking ? '1500' : undefined}>
      <ul class="app-sketches app-sketches--beside">
        <li class="app-sketches__card"><BesideCard id="0" row={first} scene={scene} ground={ground} from={from} isToday title={area.name} /></li>
        {columns.map((column, index) => <li class="app-sketches__card">
          {column.plan === null || isRefusal(column.plan)
            ? <><h2 class="nhsuk-heading-m app-sketches__name">{column.name}</h2><p>{column.plan === null ? words.working : column.plan.why}</p></>
            : <BesideCard id={String(index + 1)} row={ready.find((row) => row.plan === column.plan)!} scene={scene} ground={ground} from={from} isToday={false} title={area.name} />}
        </li>)}
      </ul>
      <section aria-labelledby="table">
        <h2 class="nhsuk-heading-m" id="table">{words.sideBySide}</h2>
        <div class="app-wide-table" tabindex={0} role="region" aria-label={words.region}><Table responsive rows={[first, ...ready]} columns={compareColumns} /></div>
        <p class="app-prose app-no-print">Fewer, larger groups travel farther, so “{kinds.fair.name}” is the one to hold beside today when distances are compared.</p>
      </section>
      {ready.length > 0 && <>
        {from !== null && <OwnFigures scene={scene} rows={ready} comparison={comparison} from={from} />}
        <UpsAndDowns rows={ready} comparison={comparison} />
        <Moves scene={scene} rows={ready} comparison={comparison} />
        <section class="app-no-print">{ready.map((row, index) => <ByPractice scene={scene} row={row} beside={comparison.plans[index]!} keys={figuresKnown(comparison)} from={from} />)}
          <p class="app-source">{words.filesFor}</p></section>
      </>}
    </div>
    <Details summary={sketchWords.limits}>
      <ul class="nhsuk-list nhsuk-list--bullet app-not-known">{whatItDoesNotKnow.map(([what, says]) => <li><strong>{what}</strong> {says}</li>)}</ul>
      <p class="app-no-print">{hubMeans} {sharedMeans} {reachMeans}</p>
    </Details>
    {choice !== undefined && <ChooseForm scene={scene} size={size} from={from} choice={choice} />}
    <p class="app-no-print js-only"><button class="nhsuk-button nhsuk-button--secondary" type="button" data-print>Print this</button></p>
    <p class="app-print-only app-source">{sourceLine(edition)}</p>
    <div class="app-no-print"><FiguresLine edition={edition} to={to} /></div>
  </div>)
}

function ChooseForm({ scene: { to }, size, from, choice }: { scene: Scene; size: Band; from: PracticeCode | null; choice: CompareChoice }) {
  return <section class="app-no-print" aria-labelledby="choose">
    <h2 class="nhsuk-heading-m" id="choose">{words.chooseTitle}</h2>
    <form method="get" action={choice.action} class="app-lookup">
      <Checkboxes name="sketches" id="choices" label={{ text: words.chooseQuestion, size: 's' }} hint={choice.hint ?? words.chooseHint} error={choice.problem?.href === '#choices' ? choice.problem.text : undefined} choices={choice.choices} values={choice.chosen} />
      {choice.link !== undefined && <Input name="link" label={{ text: words.link2, size: 's' }} hint={words.linkHint} value={choice.link} error={choice.problem?.href === '#link' ? choice.problem.text : undefined} autocomplete="off" />}
      <input type="hidden" name="size" value={`${size.min}-${size.max}`} />
      {from === null ? null : <input type="hidden" name="from" value={from} />}
      <KeepFigures to={to} />
      <Button>{words.chooseButton}</Button>
    </form>
  </section>
}

function BesideCard({ id, row: { name, href, view, madeBy }, scene, ground, from, isToday, title }: { id: string; row: Row; scene: Scene; ground: Ground; from: PracticeCode | null; isToday: boolean; title: string }) {
  const { edition } = scene
  return <>
    <h2 class="nhsuk-heading-m app-sketches__name">{href === null ? name : <a href={href}>{name}</a>}</h2>
    <Picture id={`beside-${id}`} size="card" edition={edition} ground={ground} groups={toDraw(view)} own={from} changed={isToday ? [] : view.changed} title={`${name}: ${plainName(title, edition.world)}`} />
    {madeBy !== null && <p class="app-source">{words.madeBy(madeBy)}</p>}
    <p class="app-sketches__left"><LeftOver view={view} scene={scene} /></p>
    <p>{shapeOf(view)}</p>
    {from === null ? null : <p><strong>{companySentence(view, scene, from, isToday)}</strong></p>}
    {view.plan.status === 'stopped' && <p class="app-source">We stopped early.</p>}
  </>
}

/** Names in a sentence, the first few of many. */
const MOST_NAMED = 8

function namesIn({ edition }: Scene, codes: readonly PracticeCode[]): string {
  const names = practicesOf(edition, codes).map((practice) => plainName(practice.name, edition.world))
  return names.length <= MOST_NAMED ? listed(names) : listed([...names.slice(0, MOST_NAMED - 1), `${inWords(names.length - MOST_NAMED + 1)} more`])
}

/** Who moves in each sketch, by the group they would come to and the network they would leave; then what differs between the sketches. */
function Moves({ scene, rows, comparison }: { scene: Scene; rows: readonly Row[]; comparison: Comparison }) {
  return <section aria-labelledby="moves">
    <h2 class="nhsuk-heading-m" id="moves">{words.movesTitle}</h2>
    <p class="app-prose">{words.movesLead}</p>
    <div class="app-moves">{rows.map((row, index) => <div>
      <h3 class="nhsuk-heading-s">{row.name}</h3>
      <MovesOf scene={scene} view={row.view} beside={comparison.plans[index]!} />
    </div>)}</div>
    {comparison.between.length > 0 && <>
      <h3 class="nhsuk-heading-s">{words.betweenTitle}</h3>
      <ul class="nhsuk-list nhsuk-list--bullet app-moves__list">{comparison.between.map(({ first, second, different }) => <li>{different.length === 0
        ? words.same(rows[first]!.name, rows[second]!.name)
        : `${rows[first]!.name} and ${rows[second]!.name}: ${inWords(different.length)} ${plural(different.length, 'practice is', 'practices are')} with others in one than in the other`}{different.length > 0 && <span class="app-no-print">: {namesIn(scene, different)}</span>}{different.length > 0 && '.'}</li>)}</ul>
    </>}
  </section>
}

function MovesOf({ scene, view, beside: { changing, joining, leftOver } }: { scene: Scene; view: PlanView; beside: ComparedPlan }) {
  const { edition } = scene
  if (changing.length + joining.length + leftOver.length === 0) return <p>{words.nobody}</p>
  const isAlone = view.groups.every((each) => each.practices.length === 1)
  return <>
    <p>{changing.length === 0 ? 'Nobody changes partners' : `${capital(inWords(changing.length))} ${plural(changing.length, 'practice changes', 'practices change')} partners`}{isAlone && changing.length > 0 ? ': each would be on its own' : ''}.</p>
    {!isAlone && changing.length > 0 && <p class="app-print-only">{view.groups.filter((each) => each.changed.length > 0).map((each) => `To ${each.letter}: ${practicesOf(edition, each.changed).map((practice) => plainName(practice.name, edition.world)).join(', ')}.`).join(' ')}</p>}
    <ul class="nhsuk-list nhsuk-list--bullet app-moves__list">
      {!isAlone && view.groups.flatMap((each) => networksOf(edition, each.changed).map(({ network, members }) => <li class="app-no-print">
        {namesIn(scene, members)} would leave {network.name} for group {each.letter}{each.name === '' ? '' : ` (${each.name})`}.</li>))}
      {view.groups.flatMap((each) => {
        const joins = joining.filter((code) => each.group.members.includes(code))
        return joins.length === 0 ? [] : [<li>{namesIn(scene, joins)}, in no network today, would be in group {each.letter}{each.name === '' ? '' : <span class="app-no-print"> ({each.name})</span>}.</li>]
      })}
      {leftOver.length > 0 && <li>{namesIn(scene, leftOver)}, in a network today, would not be in any group yet.</li>}
    </ul>
  </>
}

const shownAs: Record<(typeof comparedFigures)[number]['unit'], (value: number) => string> = { patients: smallCount, practices: count, share, km: (km) => (km < 0.005 ? '0\u00a0km' : kilometres(km)) }

/** One figure as a page shows it, exact figures rounded only here; `group` says whether the practice is in one. */
function shown(key: ComparedKey, value: number | null, isInGroup: boolean): string {
  if (value === null) return isInGroup ? words.notLoaded : words.notInGroup
  return shownAs[comparedFigures.find((figure) => figure.key === key)!.unit](value)
}

/** Up or down as a reader can see it: two figures that are shown the same count as the same. */
function directionOf(key: ComparedKey, { before, after, goes }: BeforeAfter): 'up' | 'down' | 'same' | null {
  if (goes === null || goes === 'same') return goes
  return shown(key, before, true) === shown(key, after, true) ? 'same' : goes
}

/** "4 → 6, goes up". */
function Change({ of, name }: { of: ComparedPractice; name: ComparedKey }) {
  const figure = of.figures[name]
  const [before, after] = [shown(name, figure.before, of.figures.groupPatients.before !== null), shown(name, figure.after, of.figures.groupPatients.after !== null)]
  const direction = directionOf(name, figure)
  if (before === after) return <>{after}</>
  return <>{before} → {after}{direction === 'up' || direction === 'down' ? `, ${words[direction]}` : ''}</>
}

/** Only figures that are known: where nobody knows where patients live, two of them are not. */
function figuresKnown(comparison: Comparison): readonly ComparedKey[] {
  return comparedFigures.map(({ key }) => key).filter((key) => comparison.plans.some((plan) => plan.practices.some(({ figures }) => figures[key].before !== null || figures[key].after !== null)))
}

function OwnFigures({ scene: { edition }, rows, comparison, from }: { scene: Scene; rows: readonly Row[]; comparison: Comparison; from: PracticeCode }) {
  const own = comparison.plans.map((plan) => plan.practices.find((each) => each.code === from))
  const practice = edition.byCode.get(from)
  if (practice === undefined || own.some((each) => each === undefined)) return null
  const today = comparison.today.get(from)!
  return <section aria-labelledby="own">
    <h2 class="nhsuk-heading-m" id="own">{words.ownTitle(plainName(practice.name, edition.world))}</h2>
    <Table responsive rows={figuresKnown(comparison)} columns={[
      { head: words.figure, cell: (key) => words.figures[key] },
      { head: words.today, numeric: true, cell: (key) => shown(key, today[key], today.group !== null) },
      ...rows.map(({ name }, index): Column<ComparedKey> => ({ head: name, numeric: true, cell: (key) => {
        const { figures } = own[index]!
        const direction = directionOf(key, figures[key])
        return `${shown(key, figures[key].after, figures.groupPatients.after !== null)}${direction === 'up' || direction === 'down' ? `, ${words[direction]}` : ''}`
      } })),
    ]} />
  </section>
}

function UpsAndDowns({ rows, comparison }: { rows: readonly Row[]; comparison: Comparison }) {
  return <section aria-labelledby="up-down">
    <h2 class="nhsuk-heading-m" id="up-down">{words.upDownTitle}</h2>
    <p class="app-prose">{words.upDownLead}</p>
    <Table responsive rows={figuresKnown(comparison)} columns={[
      { head: words.figure, cell: (key) => words.figures[key] },
      ...rows.map(({ name }, index): Column<ComparedKey> => ({ head: name, numeric: true, cell: (key) => {
        const directions = comparison.plans[index]!.practices.map(({ figures }) => directionOf(key, figures[key]))
        const [up, down] = (['up', 'down'] as const).map((way) => directions.filter((direction) => direction === way).length) as [number, number]
        return up + down === 0 ? words.noneMoves : `up\u00a0for\u00a0${count(up)}, down\u00a0for\u00a0${count(down)}`
      } })),
    ]} />
  </section>
}

function ByPractice({ scene: { edition, to }, row, beside, keys, from }: { scene: Scene; row: Row; beside: ComparedPlan; keys: readonly ComparedKey[]; from: PracticeCode | null }) {
  const moved = beside.practices.filter(({ figures }) => keys.some((key) => figures[key].before !== figures[key].after))
  const rest = beside.practices.length - moved.length
  return <Details summary={words.byPractice(row.name)}>
    {moved.length > 0 && <div class="app-wide-table" tabindex={0} role="region" aria-label={words.byPractice(row.name)}>
      <Table responsive rows={moved} rowClass={(each) => (each.code === from ? 'app-own-row' : undefined)} columns={[
        { head: 'Practice', cell: (each) => <><Name name={edition.byCode.get(each.code)!.name} world={edition.world} href={to.practice(each.code)} /> <span class="app-code">{each.code}</span></> },
        ...keys.map((key): Column<ComparedPractice> => ({ head: words.figures[key], numeric: true, cell: (each) => <Change of={each} name={key} /> })),
      ]} />
    </div>}
    {rest > 0 && <p>{moved.length === 0 ? words.nobody : words.restSame(`${count(rest)} ${plural(rest, 'practice')}`)}</p>}
  </Details>
}

/** Whether so many can stand beside today, as the form's own error; null when they can. */
export function tooManyChosen(chosen: number): Problem | null {
  return chosen > MOST_BESIDE_TODAY ? { text: words.tooMany(inWords(chosen)), href: '#choices' } : null
}
