import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { ownGrowth } from '#domain/position/review/five-years.ts'
import { questionsOf } from '#domain/position/review/questions.ts'
import { isRefusal } from '#domain/words.ts'
import { TypedIsKept, typedBefore } from '../../accounts/kept.tsx'
import { dayOf } from '../../organisations/parts.tsx'
import { formOf, type Form } from '../../posted.ts'
import type { Web } from '../../scene.tsx'
import { Button, ButtonLink } from '../../ui/parts.tsx'
import type { Problem } from '../../ui/form.tsx'
import { count, day, share } from '../../ui/say.ts'
import { Box, readQuestions } from './questions.tsx'
import { reviewPage, type PracticeScene } from './scene.tsx'

/** The way in: what it is, how long each depth takes, and the reviews this reader may see. With one review, that one. */
export async function startPage(c: Context<Web>, scene: PracticeScene) {
  const { desk, to, room } = scene, at = room.organisation.id, reviews = await desk.reviews.list(room.who)
  if (reviews.length === 1 && c.req.query('all') === undefined) return c.redirect(to.review(at, reviews[0]!.id), 303)
  return reviewPage(c, scene, {}, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.lede}</p>
    {reviews.length > 0 && <><h2 class="nhsuk-heading-m">{words.mine}</h2><ul class="app-kept">{reviews.map(head => <li>
      <a href={to.review(at, head.id)}>{words.title}</a>
      <span class="app-kept__who">{head.keptAs === 'only-you' ? words.onlyYou : words.yourPartners}</span>
      <span class="app-source">{words.begunBy(head.authorName, dayOf(head.changedAt))}</span>
    </li>)}</ul></>}
    <ul class="app-parts-list">{words.depths.map(({ name, time, says }) => <li><span><strong>{name}</strong>, {time}</span><span>{says}</span></li>)}</ul>
    <p><ButtonLink href={to.beginReview(at)}>{reviews.length > 0 ? words.another : words.begin}</ButtonLink></p>
    <p>{words.whyFirst}</p>
    <p class="app-source">{words.lmcTitle}</p>
  </>)
}

/** Screen 11: four numbers. */
export async function roughPage(c: Context<Web>, scene: PracticeScene, sent: Form | null = null, problems: Problem[] = []) {
  const { desk, to, room, practice, edition } = scene, before = sent === null ? await typedBefore(c, desk) : null
  const typed = sent ?? (before === null ? null : { one: (name: string) => before.one(name) ?? '', all: before.all } as Form)
  const growth = practice === null ? null : ownGrowth(practice)
  return reviewPage(c, scene, { back: to.room(room.organisation.id, 'next-five-years'), problems }, <>
    <TypedIsKept typed={before} />
    <h1 class="nhsuk-heading-l">{words.roughTitle}</h1>
    <p class="app-lede">{words.roughLede}</p>
    <p>{practice === null || edition === null ? words.notKnown : words.filledIn(count(practice.patients), day(edition.asAt), growth === null ? '' : words.growing(share(Math.abs(growth)), growth >= 0))}</p>
    <form method="post" novalidate>
      {questionsOf('four-numbers').map(question => <><Box question={question} answer={undefined} typed={typed} problems={problems} /><p class="app-only">{words.onlyYou}</p></>)}
      <Button>{words.show}</Button>
    </form>
  </>)
}

export async function beginReview(c: Context<Web>, scene: PracticeScene) {
  const form = await formOf(c), { sayings, problems } = readQuestions(questionsOf('four-numbers'), form, new Map())
  for (const { id } of questionsOf('four-numbers')) if (!sayings.some(saying => saying.question === id) && !problems.some(problem => problem.href?.startsWith(`#${id}`))) problems.push({ text: words.fourMissing[id as keyof typeof words.fourMissing], href: id === 'stopping' ? '#stopping-0-within-2-years' : `#${id}` })
  if (problems.length > 0) return roughPage(c, scene, form, problems)
  const begun = await scene.desk.reviews.begin(scene.room.who, sayings)
  return isRefusal(begun) ? roughPage(c, scene, form, [{ text: begun.why, href: '#profit-last-year' }]) : c.redirect(scene.to.review(scene.room.organisation.id, begun.review), 303)
}
