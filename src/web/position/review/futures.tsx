import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { pounds } from '#domain/position/projection.ts'
import type { Answers } from '#domain/position/review/answer.ts'
import { futures } from '#domain/position/review/futures.ts'
import type { ParameterInUse } from '#domain/position/parameter.ts'
import type { Web } from '../../scene.tsx'
import { axisOf, Fan } from '../../ui/fan.tsx'
import { InsetText } from '../../ui/parts.tsx'
import { Table } from '../../ui/table.tsx'
import { count, share } from '../../ui/say.ts'
import { isAhead } from './insight.ts'
import { fanYears, near, needOf } from './outlook.tsx'
import type { Ahead } from './port.ts'
import { reviewPage, type ReviewScene } from './scene.tsx'

/** Three futures as three small charts on one axis, each with a sentence on its end and what is assumed of it. */
export async function futuresPage(c: Context<Web>, scene: ReviewScene) {
  const { desk, to, room, review, practice } = scene, back = to.review(room.organisation.id, review.head.id)
  const [ahead, parameters] = await Promise.all([desk.reviews.ahead(review.head.id, practice, review.answers, room.today), desk.parameters.on(room.today)])
  return reviewPage(c, scene, { back, isWide: true }, <>
    <h1 class="nhsuk-heading-l">{words.futuresTitle}</h1>
    <p class="app-lede">{words.futuresLede}</p>
    {isAhead(ahead) ? <Futures ahead={ahead} answers={review.answers} parameters={parameters} /> : <InsetText><p>{words.notYet}</p></InsetText>}
    <p>{words.futuresNotShown}</p>
    <p class="app-source">{words.evidenceIsScarce} <a href={to.assumedFigures()}>{words.assumedLink}</a></p>
    <p><a href={to.review(room.organisation.id, review.head.id, 'ways-to-go')}>{words.pages.ways}</a></p>
  </>)
}

export function Futures({ ahead, answers, parameters }: { ahead: Ahead; answers: Answers; parameters: ReadonlyMap<string, ParameterInUse> }) {
  const all = futures.map(future => fanYears(ahead, future)), axes = all.map(axisOf), axis = { from: Math.min(...axes.map(each => each.from)), to: Math.max(...axes.map(each => each.to)) }
  const alone = ahead.futures.alone.fan.ppp.at(-1), { end, short } = needOf(answers), [before, year] = ahead.years.slice(-2).map(String), none = futures.some(future => ahead.futures[future].fan.noPartner.at(-1)! > 0)
  const range = (id: string, say: (value: number) => string) => { const one = parameters.get(id)!; return `${say(one.low ?? one.value)} to ${say(one.high ?? one.value)}` }
  const says = (future: (typeof futures)[number]) => (future === 'alone' ? words.futureSays.alone : words.futureSays[future](range(`${future}Saving`, share), range(`${future}Fee`, value => `£${value.toFixed(2)}`), range(`${future}Once`, pounds)))
  return <>
    <div class="app-futures">{futures.map((future, k) => {
      const last = ahead.futures[future].fan.ppp.at(-1), change = last && alone && future !== 'alone' ? last.middle - alone.middle : 0
      const ends = last ? words.futureEnds(String(ahead.years.at(-1)), near(last.lower), near(last.upper), Math.abs(change) < 500 ? '' : words.futureChange(near(Math.abs(change)), change > 0)) : ''
      return <section>
        <h2 class="nhsuk-heading-s">{words.future[future]}</h2>
        <Fan small id={`future-${future}`} title={words.future[future]} says={ends} years={all[k]!} needSays={end} needShort={short} axis={axis} />
        <p>{ends}</p>
        <p class="app-source">{says(future)}</p>
      </section>
    })}</div>
    <Table responsive rows={futures.map(future => ({ future, last: ahead.futures[future].fan.ppp.at(-1)!, below: ahead.futures[future].fan.belowFloor.at(-1)!, without: ahead.futures[future].fan.noPartner.at(-1)! }))} columns={[
      { head: words.futureHead, cell: ({ future }) => words.future[future] }, { head: words.columns.halfFrom, cell: ({ last }) => (last === null ? words.noPartner : pounds(last.lower)), numeric: true }, { head: words.columns.middle, cell: ({ last }) => (last === null ? words.noPartner : pounds(last.middle)), numeric: true },
      { head: words.columns.halfTo, cell: ({ last }) => (last === null ? words.noPartner : pounds(last.upper)), numeric: true }, { head: words.futuresBelowHead(before!, year!), cell: ({ below }) => share(below), numeric: true },
      ...none ? [{ head: words.futuresNoPartnerHead(year!), cell: ({ without }: { without: number }) => share(without), numeric: true }] : [],
    ]} />
    <p class="app-source">{words.futuresShared[ahead.depth]}</p>
    <p class="app-source">{words.fanNotShown(count(ahead.futures.alone.fan.runs))}</p>
  </>
}
