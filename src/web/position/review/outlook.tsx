import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { questionWords } from '#content/wording/review.ts'
import { accountRowsOf } from '#domain/position/review/accounts-pasted.ts'
import { numberSaid, rowsSaid, type Answers } from '#domain/position/review/answer.ts'
import { pounds } from '#domain/position/projection.ts'
import { dayOf } from '../../organisations/parts.tsx'
import type { Web } from '../../scene.tsx'
import { ButtonLink, Details, InsetText } from '../../ui/parts.tsx'
import { Figure } from '../../ui/charts.tsx'
import { Fan, type FanYear } from '../../ui/fan.tsx'
import { Table } from '../../ui/table.tsx'
import { count, day, listed, share } from '../../ui/say.ts'
import type { Ahead } from './port.ts'
import { changesSince, insightOf, isAhead } from './insight.ts'
import { quickCheck } from './part.tsx'
import { reviewPage, type ReviewScene } from './scene.tsx'
import { DatesAhead } from './dates.tsx'
import { Assumed, Matters } from './matters.tsx'
import { WhoSees } from './who.tsx'

/** Screen 12: one sentence, the fan, the reasons in order, how sure, three things for this week, and somebody to ring. */
export async function outlookPage(c: Context<Web>, scene: ReviewScene) {
  const { desk, to, room, review, edition } = scene, at = room.organisation.id, id = review.head.id
  const insight = await insightOf(scene), { ahead, first } = insight, changes = changesSince(scene, insight)
  const partners = partnersIn(review.answers), aloneAt = to.room(at, partners === 1 ? 'answer-alone/questions' : 'answer-alone'), aloneCalled = partners === 1 ? words.pages.aloneOne : words.pages.alone
  const unasked = quickCheck.filter(question => !review.answers.has(question.id)).length
  const answer = await reviewPage(c, scene, { back: to.room(at), isWide: true }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    {isAhead(ahead) ? <Suggests ahead={ahead} scene={scene} /> : <InsetText><p>{ahead.isUnknown ? words.notKnown : words.missing(listed(ahead.missing.map(question => `“${questionWords[question]!.label}”`)))}</p>{!ahead.isUnknown && <p><a href={to.review(at, id, 'questions/four-numbers')}>{questionWords['profit-last-year']!.label}</a></p>}</InsetText>}
    {first.questions.some(each => each.applies) && <><h2 class="nhsuk-heading-m">{words.coreFirst}</h2><ul class="nhsuk-list nhsuk-list--bullet">{first.questions.filter(each => each.applies).map(each => <li>{each.whatToDo} {each.says}</li>)}</ul></>}
    {first.asksKeepGoing && <p><a href={to.review(at, id, 'core-services')}>{words.pages.core}</a></p>}
    {changes !== null && changes.lines.length > 0 && <><h2 class="nhsuk-heading-m">{words.changedHere}</h2><p>{words.since(dayOf(changes.since))}</p><ul class="nhsuk-list nhsuk-list--bullet">{changes.lines.map(change => <li>{change.says}{change.why !== '' && <span class="app-source"> {change.why}</span>}</li>)}</ul></>}
    <h2 class="nhsuk-heading-m">{words.weekTitle}</h2>
    <ol class="nhsuk-list nhsuk-list--number">{week(scene).map(({ says, on }) => <li>{says}{on === 'accounts' && <> <a href={to.review(at, id, 'accounts')}>{words.pages.accounts}</a></>}{on === 'alone' && <> <a href={aloneAt}>{aloneCalled}</a></>}</li>)}</ol>
    <p class="app-actions app-no-print">
      {unasked > 0 && <ButtonLink href={to.review(at, id, 'check')}>{unasked === quickCheck.length ? words.next.check : words.next.checkGoOn(unasked)}</ButtonLink>}
      <ButtonLink {...unasked > 0 && { kind: 'secondary' as const }} href={to.review(at, id, 'all')}>{words.next.full}</ButtonLink>
      {unasked === 0 && <ButtonLink kind="secondary" href={to.review(at, id, 'check')}>{words.next.checkAgain}</ButtonLink>}
      <ButtonLink kind="secondary" href={to.review(at, id, 'print')}>{words.next.print}</ButtonLink>
      <a href={to.room(at)}>{words.next.later}</a>
    </p>
    <p class="app-source app-no-print">{words.laterSays}</p>
    {isAhead(ahead) && <YearByYear ahead={ahead} asAt={edition?.asAt ?? null} />}
    <DatesAhead scene={scene} />
    <nav class="app-no-print" aria-label={words.alsoLook}><h2 class="nhsuk-heading-m">{words.alsoLook}</h2><ul class="nhsuk-list">
      {(['futures', 'figures', 'left', 'core', 'ways', 'assumed'] as const).map(part => <li><a href={to.review(at, id, reviewParts[part])}>{part === 'left' ? leftTitle(review.answers) : words.pages[part]}</a></li>)}
      <li><a href={aloneAt}>{aloneCalled}</a></li>
    </ul></nav>
    <WhoSees scene={scene} />
  </>)
  await desk.reviews.look(room.who, id) // after the page was made: what changed is what changed before this look
  return answer
}

/** Addresses of pages of a review by what they are about. */
export const reviewParts = { futures: 'futures', figures: 'figures', left: 'if-one-is-left', core: 'core-services', ways: 'ways-to-go', assumed: 'assumptions' } as const

function Suggests({ ahead, scene }: { ahead: Ahead; scene: ReviewScene }) {
  const { review, edition } = scene, fan = ahead.futures.alone.fan, last = fan.ppp.at(-1), gone = fan.noPartner.at(-1)!
  const { need, end, short } = needOf(review.answers), runs = count(fan.runs), year = String(ahead.years.at(-1)), title = last ? words.fanTitle(near(last.lower), near(last.upper), year, gone >= MENTIONED) : ''
  return <>
    <p class="app-lede">{suggestion(ahead, review.answers)}</p>
    {(ahead.fallsBelow !== null || firstWithout(ahead) !== null) && <p>{firstWithout(ahead) !== null ? words.canFollow : words.canDo}</p>}
    {last && <Figure id="fan" title={title} notShown={[words.fanNotShown(runs), ...gone >= MENTIONED ? [words.fanNoPartner(share(gone), year)] : []].join(' ')} source={words.fanSource(edition === null ? '' : day(edition.asAt))} table={<FanTable ahead={ahead} />}>
      {(['app-wide', 'app-narrow'] as const).map(where => <div class={where}><Fan small={where === 'app-narrow'} id={`fan-${where}`} title={title} says={words.fanSays(runs, near(last.lower), near(last.upper), need)} years={fanYears(ahead, 'alone')} needSays={end} needShort={short} /></div>)}
    </Figure>}
    <h2 class="nhsuk-heading-m">{words.reasonsTitle}</h2>
    {ahead.reasons.length === 0 ? <p>{words.noReason}</p> : <><p>{words.reasonsSays(reasonYear(ahead))}</p><ol class="nhsuk-list nhsuk-list--number">{ahead.reasons.map(({ key, pounds: by }) => <li>{words.reasons[key](near(by))}</li>)}</ol></>}
    <h2 class="nhsuk-heading-m">{words.sureTitle}</h2>
    <p>{howSure(ahead, review.answers)}</p>
  </>
}

/** From which share of runs with no partner left on a page says so beside a fan. */
export const MENTIONED = 0.02

/** The first year of the middle case in which nobody is a partner; null: in none. */
const firstWithout = ({ middle }: Ahead): number | null => { const t = middle.findIndex(row => row.ppp === null); return t < 0 ? null : t }

/** What is said and drawn of what a partner needs: their own figure, or what a salaried GP would cost. */
export function needOf(answers: Answers) {
  return numberSaid(answers, 'partner-needs') !== null ? { need: words.needSaid, end: words.need, short: words.needShort } : { need: words.needAssumed, end: words.needAssumedEnd, short: words.needAssumedShort }
}

/** The year the reasons are of: in which profit falls below what is needed, else the last that has a partner. */
export const reasonYear = ({ fallsBelow, middle, years }: Ahead): string => String(years[fallsBelow || middle.findLastIndex(row => row.ppp !== null)])

/** The one sentence of screen 12, and the main reason where profit falls below what is needed. What is said of years without a partner is that there is none. */
export function suggestion(ahead: Ahead, answers: Answers): string {
  const { need } = needOf(answers), gone = firstWithout(ahead), year = (t: number) => String(ahead.years[t]), main = ahead.reasons[0]
  if (ahead.fallsBelow === null) return gone === null ? words.holds(year(ahead.years.length - 1), need) : gone === 0 ? words.tests['no-contractor'](year(0)) : words.holdsUntil(year(gone - 1), need, year(gone))
  return `${ahead.fallsBelow === 0 ? words.fallsNow(need) : words.falls(year(ahead.fallsBelow), need)}${main ? ` ${words.mainReason[main.key]}` : ''}`
}

/** How sure that is, by what it rests on. */
export function howSure({ depth, years, isCut }: Ahead, answers: Answers): string {
  if (isCut) return words.sureCut
  if (depth === 'four-numbers') return (rowsSaid(answers, 'partner-list')?.length ?? 0) > 0 ? words.sureListed : words.sureRough
  const ends = accountRowsOf(answers.get('accounts')?.said).map(row => row['year-ends']).sort().at(-1)
  return words.sureAccounts(day(ends ?? null), String(years[0]))
}

/** How many partners there are, by the list where there is one. */
export const partnersIn = (answers: Answers): number => rowsSaid(answers, 'partner-list')?.length || (numberSaid(answers, 'partners-now') ?? 1)

/** With one partner there is no 'one of you'. */
export const leftTitle = (answers: Answers): string => (partnersIn(answers) === 1 ? words.pages.leftOne : words.pages.left)

/** To the nearest thousand, as a sentence says it. */
export const near = (value: number): string => pounds(Math.round(value / 1_000) * 1_000)

export function fanYears({ futures, years, middle }: Ahead, future: keyof Ahead['futures']): FanYear[] {
  return futures[future].fan.ppp.map((spread, t) => ({ label: String(years[t]), spread, need: middle[t]!.floor }))
}

function FanTable({ ahead }: { ahead: Ahead }) {
  const rows = ahead.years.map((year, t) => ({ year, spread: ahead.futures.alone.fan.ppp[t]!, need: ahead.middle[t]!.floor })), cell = (key: 'low' | 'lower' | 'middle' | 'upper' | 'high') => ({ spread }: (typeof rows)[number]) => (spread === null ? words.noPartner : pounds(spread[key]))
  return <Table responsive rows={rows} columns={[
    { head: words.columns.year, cell: ({ year }) => year }, { head: words.columns.nineTenLow, cell: cell('low'), numeric: true }, { head: words.columns.halfFrom, cell: cell('lower'), numeric: true }, { head: words.columns.middle, cell: cell('middle'), numeric: true },
    { head: words.columns.halfTo, cell: cell('upper'), numeric: true }, { head: words.columns.nineTenHigh, cell: cell('high'), numeric: true }, { head: words.columns.floor, cell: ({ need }) => pounds(need), numeric: true },
  ]} />
}

/** The middle case year by year, the low and the high one, and what would go wrong first. */
function YearByYear({ ahead, asAt }: { ahead: Ahead; asAt: string | null }) {
  const rows = ahead.middle.map((row, t) => ({ ...row, year: ahead.years[t]!, low: ahead.low[t]!, high: ahead.high[t]! })), one = (value: number | null) => (value === null ? words.noPartner : pounds(value))
  return <>
    <Details summary={words.tableTitle}>
      <p>{words.tableSays}{ahead.middle.some(row => row.fte < ahead.middle[0]!.fte) && ` ${words.tableFollowed}`}</p>
      <Table responsive rows={rows} columns={[
        { head: words.columns.year, cell: row => row.year }, { head: words.columns.income, cell: row => pounds(row.income), numeric: true }, { head: words.columns.expense, cell: row => pounds(row.expense), numeric: true }, { head: words.columns.profit, cell: row => pounds(row.profit), numeric: true },
        { head: words.columns.fte, cell: row => row.fte.toFixed(2), numeric: true }, { head: words.columns.ppp, cell: row => one(row.ppp), numeric: true }, { head: words.columns.floor, cell: row => pounds(row.floor), numeric: true },
        ...rows.some(row => row.cash !== null) ? [{ head: words.columns.cash, cell: (row: (typeof rows)[number]) => one(row.cash), numeric: true }] : [],
      ]} />
      <p class="app-source">{words.fanSource(asAt === null ? '' : day(asAt))}</p>
      <h3 class="nhsuk-heading-s">{words.caseTitle}</h3>
      <p>{words.caseSays}</p>
      <Table rows={rows} columns={[{ head: words.columns.year, cell: row => row.year }, { head: words.columns.low, cell: row => one(row.low.ppp), numeric: true }, { head: words.columns.middle, cell: row => one(row.ppp), numeric: true }, { head: words.columns.high, cell: row => one(row.high.ppp), numeric: true }]} />
    </Details>
    <h2 class="nhsuk-heading-m">{words.testsTitle}</h2>
    {ahead.failures.length === 0 ? <p>{words.testsNone}</p> : <ul class="nhsuk-list nhsuk-list--bullet">{ahead.failures.map(({ test, year }) => <li>{words.tests[test](String(ahead.years[year]))}</li>)}</ul>}
    <Matters ahead={ahead} />
    <Details summary={words.assumedTitle}><Assumed ahead={ahead} /></Details>
  </>
}

/** One thing for this week, and the page of ours it is done on, where there is one. */
export interface ForThisWeek { says: string; on: 'accounts' | 'alone' | null }

/** Three things for this week: what makes it surer, what partners say, and whom to ring, or what is pressing. */
export function week({ review: { answers }, desk }: Pick<ReviewScene, 'review' | 'desk'>): ForThisWeek[] {
  const partners = partnersIn(answers), deed = answers.get('deed')?.said, lease = answers.get('lease-plan')?.said, hasAccounts = answers.has('accounts'), lacksDeed = partners > 1 && (deed === 'none' || deed === 'unsigned')
  const plain = (says: string): ForThisWeek => ({ says, on: null })
  return [
    ...hasAccounts ? [] : [{ says: words.week.accountant, on: 'accounts' } as const],
    { says: partners >= 3 ? words.week.partnersAlone : partners === 2 ? words.week.partnersTwo : words.week.partnersOne, on: 'alone' } as const,
    ...lacksDeed ? [plain(words.week.deed)] : [],
    ...lease === 'within-24-months-no-plan' || lease === 'no-papers' ? [plain(words.week.lease)] : [],
    ...hasAccounts && !lacksDeed ? [plain(partners > 1 ? words.week.together : words.week.togetherOne)] : [],
    plain(words.week.ring(desk.host.contact || null)),
  ].slice(-3)
}
