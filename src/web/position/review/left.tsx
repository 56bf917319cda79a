import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { pounds } from '#domain/position/projection.ts'
import type { LeftWith } from '#domain/position/review/left-with.ts'
import type { Web } from '../../scene.tsx'
import { Details } from '../../ui/parts.tsx'
import { Table } from '../../ui/table.tsx'
import { capital, listed } from '../../ui/say.ts'
import { insightOf } from './insight.ts'
import { leftTitle, near } from './outlook.tsx'
import { reviewPage, type ReviewScene } from './scene.tsx'

/** If one of you were left with the lease and the staff: what it would come to, line by line, and who is bound. What can be done stands first. */
export async function leftPage(c: Context<Web>, scene: ReviewScene) {
  const { to, room, review } = scene, at = room.organisation.id, { left } = await insightOf(scene)
  return reviewPage(c, scene, { back: to.review(at, review.head.id), isWide: true }, <>
    <h1 class="nhsuk-heading-l">{leftTitle(review.answers)}</h1>
    <p>{words.leftDo}</p>
    <p class="app-lede">{leftSays(left)}</p>
    <LeftTable left={left} />
    <h2 class="nhsuk-heading-m">{words.boundTitle}</h2>
    {left.bound.length > 0 && <ul class="nhsuk-list nhsuk-list--bullet">{left.bound.map(({ site, who }) => <li>{site}: {who ?? words.boundUnknown}</li>)}</ul>}
    <p>{left.boundAnyway}</p>
    <p class="app-actions"><a href={to.review(at, review.head.id, 'questions/staff')}>{words.leftAsk.staff}</a> <a href={to.review(at, review.head.id, 'questions/premises')}>{words.leftAsk.premises}</a> <a href={to.review(at, review.head.id, 'questions/money')}>{words.leftAsk.money}</a></p>
  </>)
}

export function leftSays(left: LeftWith): string {
  // What is in the bank covers nothing until something owed is known.
  if (!left.lines.some(line => line.id !== 'cash' && line.pounds !== null)) return words.leftNothing
  const unknown = left.without.map(id => words.leftLines[id])
  if (left.total < 0) return `${words.leftCovered}${unknown.length > 0 ? ` ${words.leftWithout(listed(unknown))}` : ''}`
  return `${words.leftTotal(near(left.total), left.heads > 1.05 ? near(left.eachPounds) : null)}${unknown.length > 0 ? ` ${words.leftWithout(listed(unknown))}` : ''}`
}

export function LeftTable({ left }: { left: LeftWith }) {
  return <>
    <Table responsive rows={left.lines} columns={[
      { head: words.leftHeads.what, cell: line => capital(words.leftLines[line.id]) }, { head: words.leftHeads.pounds, cell: line => (line.pounds === null ? ''  : <span class="app-nowrap">{pounds(line.pounds)}</span>), numeric: true },
      { head: words.leftHeads.how, cell: line => <>{line.missing?.says ?? line.how}{line.assumed.length > 0 && <><br /><span class="app-source">{line.assumed.join(' ')}</span></>}</> },
    ]} />
    <Details summary={words.leftShared}><p>{left.shared}</p></Details>
  </>
}
