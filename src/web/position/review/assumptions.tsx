import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import type { Web } from '../../scene.tsx'
import { ButtonLink, InsetText } from '../../ui/parts.tsx'
import { isAhead } from './insight.ts'
import { Assumed } from './matters.tsx'
import { reviewPage, type ReviewScene } from './scene.tsx'

/** What the five years rest on: each input, where it comes from, and which assumed figures are past the day they were to be looked at again. */
export async function assumptionsPage(c: Context<Web>, scene: ReviewScene) {
  const { desk, to, room, review, practice } = scene, at = room.organisation.id
  const [ahead, parameters] = await Promise.all([desk.reviews.ahead(review.head.id, practice, review.answers, room.today), desk.parameters.on(room.today)])
  const past = [...parameters.values()].filter(each => each.isPast && ['contract', 'costs', 'partners', 'futures'].includes(each.group))
  return reviewPage(c, scene, { back: to.review(at, review.head.id), isWide: true }, <>
    <h1 class="nhsuk-heading-l">{words.assumedTitle}</h1>
    <p class="app-lede">{words.assumedLede}</p>
    {past.length > 0 && <InsetText>{past.map(each => <p>{words.assumedPast(each.name, each.reviewBy)}</p>)}</InsetText>}
    {isAhead(ahead) ? <Assumed ahead={ahead} /> : <InsetText><p>{words.notYet}</p></InsetText>}
    <p><ButtonLink kind="secondary" href={to.review(at, review.head.id, 'questions/assumptions')}>{words.assumedChange}</ButtonLink></p>
    <p><a href={to.assumedFigures()}>{words.assumedLink}</a></p>
    <p><a href={to.fiveYearsExample()}>{words.exampleLink}</a></p>
  </>)
}
