import type { Context } from 'hono'
import { alone as words, aloneQuestionWords, choiceInWords, ratherNotSay } from '#content/wording/alone.ts'
import { whoSees } from '#content/wording/frame.ts'
import { answers as answersFor, isHeld } from '#domain/organisations/organisation.ts'
import { isOpen } from '#domain/organisations/showing.ts'
import { aloneQuestions, aloneWays, isWide, nextRoundFrom, RATHER_NOT_SAY, showsRanges, type AloneResult } from '#domain/position/review/alone.ts'
import type { Day } from '#domain/words.ts'
import { whoMaySee } from '../../organisations/parts.tsx'
import type { ItemHead, Room } from '../../organisations/port.ts'
import { roomPage, type RoomScene } from '../../organisations/scene.tsx'
import type { Web } from '../../scene.tsx'
import { Checkboxes, errorAt, Radios, type Problem } from '../../ui/form.tsx'
import { dayOf } from '../../ui/moment.ts'
import { Button, ButtonLink, Details, InsetText, SummaryList } from '../../ui/parts.tsx'
import { day, listed } from '../../ui/say.ts'
import { Table } from '../../ui/table.tsx'
import type { AloneHeld, RoundListed } from './port.ts'

/** Partners of the room today, each once, by name. */
export function partnersOf(room: Room): { person: string; name: string }[] {
  const held = room.people.filter(role => role.kind === 'partner' && isHeld(role, room.today))
  return [...new Map(held.map(role => [role.person, { person: role.person, name: role.name }])).values()]
}

const isPartner = (room: Room): boolean => room.roles.includes('partner')
const isAsked = (room: Room, round: RoundListed): boolean => round.everybody.some(each => each.person === room.who.person)

/** Who began a round closes it; once they answer for the practice no more, anybody who does. */
function mayClose(room: Room, round: RoundListed): boolean {
  return round.begun.by === room.who.person || !beginnerIsThere(room, round)
}
const beginnerIsThere = (room: Room, round: RoundListed): boolean => room.people.some(role => role.person === round.begun.by && isHeld(role, room.today) && answersFor([role.kind]))

/** The first page: what waits, what came of the last, and how to ask. */
export async function alonePage(c: Context<Web>, scene: RoomScene): Promise<Response> {
  const { room, to, desk } = scene, { id } = room.organisation, { rounds, answers } = await desk.alone.ofRoom(room.who), partners = partnersOf(room)
  const waiting = rounds.find(each => each.ended === null), [last, ...earlier] = rounds.filter(each => each.ended !== null)
  const own = answers.filter(each => each.head.author === room.who.person), opened = rounds.map(each => each.ended?.openedOn ?? null).filter(each => each !== null).toSorted().at(-1)
  return roomPage(c, scene, { title: words.title, under: 'answer-alone' }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.lede}</p>
    {waiting && <Waiting scene={scene} round={waiting} hasAnswered={own.some(each => each.round === waiting.id)} />}
    {last && <section>
      <h2 class="nhsuk-heading-m">{words.lastTitle(dayOf(last.ended!.at))}</h2>
      <Became round={last} />
      {last.result && <Ranges result={last.result} />}
      {answers.some(each => each.round === last.id && each.head.author !== room.who.person) && <>
        <h3 class="nhsuk-heading-s">{words.theirs}</h3>
        <ul class="nhsuk-list nhsuk-list--bullet">{answers.filter(each => each.round === last.id && each.head.author !== room.who.person).map(each => <li><a href={to.aloneSaid(id, each.head.id)}>{words.answersOf(each.head.authorName)}</a></li>)}</ul>
      </>}
    </section>}
    {!waiting && <Asking scene={scene} partners={partners.length} nextFrom={opened === undefined ? null : nextRoundFrom(opened)} />}
    {own.length > 0 && <><h2 class="nhsuk-heading-m">{words.myAnswers}</h2><ul class="nhsuk-list nhsuk-list--bullet">{own.map(each => <li><a href={to.aloneSaid(id, each.head.id)}>{words.saidBy(each.head.authorName, dayOf(each.head.madeAt))}</a></li>)}</ul></>}
    {earlier.length > 0 && <Details summary={words.earlierTitle}>{earlier.map(round => <div><p>{words.earlier(day(round.begun.on))}</p><Became round={round} /></div>)}</Details>}
    <h2 class="nhsuk-heading-m">{words.howTitle}</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">{words.how.map(line => <li>{line}</li>)}</ul>
    <p><a href={to.room(id, 'answer-alone/questions')}>{words.sheetLink}</a></p>
  </>)
}

function Waiting({ scene: { room, to }, round, hasAnswered }: { scene: RoomScene; round: RoundListed; hasAnswered: boolean }) {
  const { id } = room.organisation, canAnswer = isAsked(room, round) && isPartner(room)
  return <section>
    <h2 class="nhsuk-heading-m">{words.openTitle}</h2>
    <p>{words.begunBy(round.begun.byName, day(round.begun.on))} {words.askedAre(listed(round.everybody.map(each => each.name)))}</p>
    <p><strong>{words.count(round.answered, round.asked)}</strong>{round.asked > 2 && ` ${words.notWho}`}</p>
    {!canAnswer ? <p>{words.notAsked}</p> : hasAnswered ? <p>{words.yoursIsIn} <a href={to.alone(id, round.id)}>{words.changeYours}</a></p> : <ButtonLink href={to.alone(id, round.id)}>{words.answer}</ButtonLink>}
    {mayClose(room, round) && <div class="app-no-print"><Details summary={words.closeTitle}>
      {!beginnerIsThere(room, round) && <p>{words.closeOther}</p>}
      <p>{showsRanges(round.asked) ? words.closeRanges : words.closeFew}</p>
      <form method="post" action={to.alone(id, round.id, 'close')}><Button kind="secondary">{words.close}</Button></form>
    </Details></div>}
  </section>
}

function Asking({ scene: { room, to }, partners, nextFrom }: { scene: RoomScene; partners: number; nextFrom: Day | null }) {
  const { id } = room.organisation
  if (partners === 0) return <InsetText><h2 class="nhsuk-heading-s">{words.noneTitle}</h2><p>{words.none} <a href={to.room(id, 'people')}>{words.inviteLink}</a></p></InsetText>
  if (partners === 1) return <InsetText>
    <h2 class="nhsuk-heading-s">{words.oneTitle}</h2>
    <p>{words.one}</p>
    <p><a href={to.room(id, 'ask')}>{words.lmcLink}</a></p>
  </InsetText>
  if (nextFrom !== null && room.today < nextFrom) return <p>{words.nextFrom(day(nextFrom))}</p>
  return <p><ButtonLink href={to.room(id, 'answer-alone/begin')}>{words.beginLink}</ButtonLink></p>
}

/** How a round ended, in a sentence. */
function Became({ round: { ended, asked, result } }: { round: RoundListed }) {
  return <p>{words.became[ended!.became](ended!.answered, asked)}{ended!.became === 'ranges' && result === null && ` ${words.gone}`}</p>
}

/** What the practice sees: made of the result alone, so that nothing else of an answer can stand in it. */
export function Ranges({ result }: { result: AloneResult }) {
  const rows = aloneQuestions.map(question => { const range = result[question.id] ?? null; return { id: question.id, range, wide: range !== null && isWide(question, range) } }), wide = rows.filter(row => row.wide)
  return <>
    <p class="app-lede">{wide.length === 0 ? words.gapNone : words.gaps(listed(wide.map(row => `“${aloneQuestionWords[row.id]!.short}”`)))}</p>
    <Table responsive rows={rows} columns={[
      { head: words.columns.question, cell: row => aloneQuestionWords[row.id]!.short },
      { head: words.columns.range, cell: row => (row.range === null ? words.tooFew : words.range(choiceInWords(row.id, row.range.from), choiceInWords(row.id, row.range.to))) },
      { head: words.columns.gap, cell: row => (row.range === null ? words.noGap : row.wide ? words.wide : words.near) },
    ]} />
    <p class="app-source">{words.never}</p>
  </>
}

/** Choosing whom to ask. */
export function beginPage(c: Context<Web>, scene: RoomScene, problems: Problem[] = [], chosen?: readonly string[]): Response | Promise<Response> {
  const { room, to } = scene, { id } = room.organisation, partners = partnersOf(room)
  return roomPage(c, scene, { title: words.beginTitle, under: 'answer-alone', back: to.room(id, 'answer-alone'), problems }, <>
    <h1 class="nhsuk-heading-l">{words.beginTitle}</h1>
    <form method="post" novalidate>
      <Checkboxes name="partner" label={{ text: words.who, size: 'm' }} hint={words.whoHint} values={chosen ?? partners.map(each => each.person)} error={errorAt(problems, 'partner')} choices={partners.map(each => ({ value: each.person, text: each.name }))} />
      <h2 class="nhsuk-heading-m">{words.howTitle}</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">{[...words.how.slice(0, 2), ...words.beginSays].map(line => <li>{line}</li>)}</ul>
      <Button>{words.beginButton}</Button>
    </form>
  </>)
}

/** The questions, after who is asked and what will be shown to whom. */
export function answerPage(c: Context<Web>, scene: RoomScene, round: RoundListed, held: AloneHeld | null, problems: Problem[] = [], typed: ((box: string) => string) | null = null): Response | Promise<Response> {
  const { room, to } = scene, { id } = room.organisation, isFew = !showsRanges(round.asked)
  const value = (question: string) => (typed !== null ? typed(question) : held === null ? undefined : held.said[question] === null ? RATHER_NOT_SAY : held.said[question])
  return roomPage(c, scene, { title: words.formTitle, under: 'answer-alone', back: to.room(id, 'answer-alone'), seenBy: whoSees.onlyYou, problems }, <>
    <h1 class="nhsuk-heading-l">{words.formTitle}</h1>
    <h2 class="nhsuk-heading-m">{words.askedTitle}</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">{round.everybody.map(each => <li>{each.name}</li>)}</ul>
    <p>{words.begunBy(round.begun.byName, day(round.begun.on))} {words.askedCheck}</p>
    <h2 class="nhsuk-heading-m">{words.shownTitle}</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">{(isFew ? words.shownFew : words.shownRanges)(round.asked).map(line => <li>{line}</li>)}</ul>
    <Details summary={words.howTitle}><ul class="nhsuk-list nhsuk-list--bullet">{[...words.rules, ...isFew ? [words.rulesFew] : []].map(line => <li>{line}</li>)}</ul></Details>
    <form method="post" novalidate>
      {isFew && <Radios name="way" label={{ text: words.wayTitle, size: 'm' }} hint={words.wayHint} value={typed?.('way') ?? held?.way ?? undefined} error={errorAt(problems, 'way')} choices={aloneWays.map(way => ({ value: way, ...words.ways[way] }))} />}
      {aloneQuestions.map(question => {
        const { asks, hint } = aloneQuestionWords[question.id]!
        return <Radios name={question.id} label={{ text: asks, size: 's' }} hint={hint} value={value(question.id)} error={errorAt(problems, question.id)} choices={[...question.choices.map(choice => ({ value: choice, text: choiceInWords(question.id, choice) })), 'or', { value: RATHER_NOT_SAY, text: ratherNotSay }]} />
      })}
      <p class="nhsuk-hint">{words.keepHint}</p>
      <Button>{held === null ? words.keep : words.change}</Button>
    </form>
  </>)
}

/** One partner's answers, with their questions. */
function Said({ held }: { held: AloneHeld }) {
  return <SummaryList rows={[...aloneQuestions.map(({ id }) => id), ...Object.keys(held.said).filter(id => !(id in aloneQuestionWords))].filter(id => id in held.said).map(id => ({ key: aloneQuestionWords[id]?.asks ?? id, value: choiceInWords(id, held.said[id] ?? null) }))} />
}

/** What one partner answered: their own, or opened to the reader by name. */
export function saidPage(c: Context<Web>, scene: RoomScene, { head, held, canChange }: { head: ItemHead; held: AloneHeld; canChange: boolean }): Response | Promise<Response> {
  const { room, to } = scene, { id } = room.organisation, isOwn = head.author === room.who.person, open = head.shares.filter(share => isOpen(share, room.today))
  return roomPage(c, scene, { title: words.title, under: 'answer-alone', back: to.room(id, room.isAnswering ? 'answer-alone' : ''), seenBy: isOwn ? whoMaySee(room, head).join(' · ') : whoSees.named(room.name, day(open[0]?.until ?? room.today)) }, <>
    <h1 class="nhsuk-heading-l">{isOwn ? words.saidTitle : words.answersOf(head.authorName)}</h1>
    <p class="app-source">{words.saidBy(head.authorName, dayOf(head.changedAt))}</p>
    <Said held={held} />
    {!isOwn ? open[0] && <p>{words.until(day(open[0].until))}</p> : <>
      {held.way !== null && <p><strong>{words.saidWay}:</strong> {words.ways[held.way].text}</p>}
      {canChange ? <p>{words.saidOpen} <a href={to.alone(id, held.round)}>{words.changeYours}</a></p> : <p>{words.saidLocked}</p>}
      {open.length > 0 && <ul class="app-kept">{open.map(share => <li>
        <span>{words.shownTo(share.toName, day(share.until))}</span>
        <form method="post" action={to.aloneSaid(id, head.id, 'stop')}><input type="hidden" name="share" value={share.id} /><Button kind="secondary" small>{words.stop}<span class="nhsuk-u-visually-hidden"> {share.toName}</span></Button></form>
      </li>)}</ul>}
      <div class="app-no-print"><Details summary={words.delete}><p>{words.deleteSays}</p><form method="post" action={to.aloneSaid(id, head.id, 'delete')}><Button kind="secondary">{words.delete}</Button></form></Details></div>
    </>}
  </>)
}

/** Exactly what a partner sees to whom these answers were opened: the same part. */
export function saidAsTheySeePage(c: Context<Web>, scene: RoomScene, { head, held }: { head: ItemHead; held: AloneHeld }, toName: string): Response | Promise<Response> {
  const { room, to } = scene
  return roomPage(c, scene, { title: words.title, under: 'answer-alone', back: to.aloneSaid(room.organisation.id, head.id), seenBy: whoMaySee(room, head).join(' · ') }, <>
    <InsetText><p>{words.theySee(toName)}</p></InsetText>
    <h1 class="nhsuk-heading-l">{words.answersOf(head.authorName)}</h1>
    <p class="app-source">{words.saidBy(head.authorName, dayOf(head.changedAt))}</p>
    <Said held={held} />
  </>)
}

/** A page to print and talk over: every question with its choices, and nobody's answers. */
export function sheetPage(c: Context<Web>, scene: RoomScene): Response | Promise<Response> {
  const { room, to } = scene, isOne = partnersOf(room).length === 1
  return roomPage(c, scene, { title: isOne ? words.sheetTitleOne : words.sheetTitle, under: 'answer-alone', back: room.isAnswering ? to.room(room.organisation.id, 'answer-alone') : to.room(room.organisation.id) }, <>
    <h1 class="nhsuk-heading-l">{isOne ? words.sheetTitleOne : words.sheetTitle}</h1>
    <p class="app-lede">{isOne ? words.sheetLedeOne : words.sheetLede}</p>
    {!isOne && <ul class="nhsuk-list nhsuk-list--bullet">{words.sheetRules.map(rule => <li>{rule}</li>)}</ul>}
    <ol class="app-results">{aloneQuestions.map(({ id, choices }) => <li>
      <p><strong>{aloneQuestionWords[id]!.asks}</strong></p>
      <p>{choices.map(choice => choiceInWords(id, choice)).join(' · ')}</p>
      <p class="app-sheet-line">{words.sheetNotes}</p>
    </li>)}</ol>
    <p class="app-sheet-line"><strong>{words.sheetEnd}</strong></p>
    <p class="app-no-print">{words.print}</p>
  </>)
}
