import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import type { Web } from '../../scene.tsx'
import { ButtonLink, Details } from '../../ui/parts.tsx'
import { reviewPage, type ReviewScene } from './scene.tsx'

/** Ways to go from here. Staying as you are stands first among equals; each with its first steps and whom to ring. */
export function waysPage(c: Context<Web>, scene: ReviewScene) {
  const { to, room, review } = scene, at = room.organisation.id
  return reviewPage(c, scene, { back: to.review(at, review.head.id) }, <>
    <h1 class="nhsuk-heading-l">{words.pages.ways}</h1>
    <p class="app-lede">{words.waysLede}</p>
    {words.ways.map(({ title, says, steps, ring }) => <Details summary={title}><p>{says}</p><ol class="nhsuk-list nhsuk-list--number">{steps.map(step => <li>{step}</li>)}</ol><p>{ring}</p></Details>)}
    <h2 class="nhsuk-heading-m">{words.optionsTitle}</h2>
    <p>{words.optionsLede}</p>
    <p><ButtonLink kind="secondary" href={to.review(at, review.head.id, 'questions/options')}>{words.optionsButton}</ButtonLink></p>
    <p><a href={to.review(at, review.head.id, 'questions/our-group')}>{words.groupCheck}</a></p>
  </>)
}
