import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { parts as partWords } from '#content/wording/review.ts'
import { isStale } from '#domain/position/review/answer.ts'
import { parts, type Part, type Question } from '#domain/position/review/question.ts'
import { questions, questionsOf } from '#domain/position/review/questions.ts'
import { isRefusal } from '#domain/words.ts'
import { TypedIsKept, typedBefore } from '../../accounts/kept.tsx'
import { formOf, type Form } from '../../posted.ts'
import type { Web } from '../../scene.tsx'
import type { Problem } from '../../ui/form.tsx'
import { Button } from '../../ui/parts.tsx'
import { QuestionBox, readQuestions } from './questions.tsx'
import { reviewPage, type ReviewScene } from './scene.tsx'

export const partOf = (text: string): Part | null => parts.find(part => part === text) ?? null

/** The questions on the page of a part; accounts have a page of their own. */
export const askedOn = (part: Part): Question[] => questionsOf(part).filter(({ id }) => id !== 'accounts')

/** Every question of the quick check, in order. */
export const quickCheck: readonly Question[] = questions.filter(question => question.depth === 'quick')

/** All parts of a review: how many answers each has, and which are to be looked at again. */
export function allPartsPage(c: Context<Web>, scene: ReviewScene) {
  const { to, room, review: { head, answers } } = scene, at = room.organisation.id
  return reviewPage(c, scene, { back: to.review(at, head.id) }, <>
    <h1 class="nhsuk-heading-l">{words.partsTitle}</h1>
    <p class="app-lede">{words.partsLede}</p>
    <ul class="app-parts-list">{parts.filter(part => questionsOf(part).length > 0).map(part => {
      const asked = questionsOf(part), said = asked.filter(({ id }) => answers.has(id)), stale = said.filter(({ id }) => isStale(answers.get(id)!, room.today)).length
      return <li><a href={to.review(at, head.id, `questions/${part}`)}>{partWords[part].title}</a><span>{words.answered(said.length, asked.length)}{stale > 0 && ` · ${words.stale(stale)}`}</span></li>
    })}</ul>
    <p><a href={to.review(at, head.id, 'accounts')}>{words.pages.accounts}</a></p>
  </>)
}

/** The questions of a part, or of the quick check, on one page; saved as often as one likes. */
export async function questionsPage(c: Context<Web>, scene: ReviewScene, asked: readonly Question[], { title, lede }: { title: string; lede: string }, sent: Form | null = null, problems: Problem[] = []) {
  const { desk, to, room, review } = scene, before = sent === null ? await typedBefore(c, desk) : null
  const typed = sent ?? (before === null ? null : { one: (name: string) => before.one(name) ?? '', all: before.all } as Form)
  return reviewPage(c, scene, { back: to.review(room.organisation.id, review.head.id, 'all'), problems, isWide: asked.some(question => question.form.as === 'table') }, <>
    <TypedIsKept typed={before} />
    <h1 class="nhsuk-heading-l">{title}</h1>
    <p class="app-lede">{lede}</p>
    <p class="app-only">{review.head.keptAs === 'only-you' ? words.onlyYou : words.yourPartners}</p>
    <form method="post" novalidate>
      {asked.map(question => <QuestionBox question={question} answer={review.answers.get(question.id)} typed={typed} problems={problems} today={room.today} />)}
      <div class="app-actions"><Button>{words.save}</Button>{asked.some(({ form }) => form.as === 'table' && form.most > 1) && <Button kind="secondary" name="stay" value="yes">{words.saveMore}</Button>}</div>
    </form>
  </>)
}

/** Keeps what was said to these questions and leads on, or where more rows are wanted to the same page with some; what was typed oddly stands again on the page it came from, with every problem. */
export async function answerQuestions(c: Context<Web>, scene: ReviewScene, asked: readonly Question[], onward: string, again: (form: Form, problems: Problem[]) => Response | Promise<Response>) {
  const form = await formOf(c), { sayings, problems } = readQuestions(asked, form, scene.review.answers)
  if (problems.length > 0) return again(form, problems)
  const outcome = await scene.desk.reviews.answer(scene.room.who, scene.review.head.id, sayings)
  return isRefusal(outcome) ? again(form, [{ text: outcome.why, href: `#${asked[0]!.id}` }]) : c.redirect(form.one('stay') === '' ? onward : new URL(c.req.url).pathname, 303)
}

export const textsOf = (part: Part) => partWords[part]
export const quickTexts = { title: words.quickTitle, lede: words.quickLede }

/** The part that follows, or null after the last. */
export function partAfter(part: Part): Part | null {
  const asked = parts.filter(each => questionsOf(each).length > 0)
  return asked[asked.indexOf(part) + 1] ?? null
}
