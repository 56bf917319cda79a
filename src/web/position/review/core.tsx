import type { Context } from 'hono'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { wordSaid } from '#domain/position/review/answer.ts'
import { questionBy } from '#domain/position/review/questions.ts'
import type { Question } from '#domain/position/review/question.ts'
import type { Web } from '../../scene.tsx'
import { Button, InsetText } from '../../ui/parts.tsx'
import { day } from '../../ui/say.ts'
import { TypedIsKept, typedBefore } from '../../accounts/kept.tsx'
import type { Form } from '../../posted.ts'
import type { Problem } from '../../ui/form.tsx'
import { insightOf } from './insight.ts'
import { QuestionBox } from './questions.tsx'
import { reviewPage, type ReviewScene } from './scene.tsx'

/** What is asked on this page. */
export const coreQuestions: readonly Question[] = ['core-services', 'core-services-because'].map(id => questionBy(id)!)

/** Can you keep core services going? The facts that lead to the question, what can be done about each, and the practice's own answer, which nobody else gives or lifts. */
export async function corePage(c: Context<Web>, scene: ReviewScene, sent: Form | null = null, problems: Problem[] = []) {
  const { desk, to, room, review } = scene, { first } = await insightOf(scene), applies = first.questions.filter(each => each.applies === true), unknown = first.questions.filter(each => each.applies === null)
  const before = sent === null ? await typedBefore(c, desk) : null, typed = sent ?? (before === null ? null : { one: (name: string) => before.one(name) ?? '', all: before.all } as Form)
  const answer = review.answers.get('core-services')
  return reviewPage(c, scene, { back: to.review(room.organisation.id, review.head.id), problems }, <>
    <TypedIsKept typed={before} />
    <h1 class="nhsuk-heading-l">{words.pages.core}</h1>
    <p class="app-lede">{words.coreLede}</p>
    {answer && wordSaid(review.answers, 'core-services') !== null && <InsetText><p>{words.coreSaid(answer.byName, day(answer.on), words.coreAnswers[wordSaid(review.answers, 'core-services') as keyof typeof words.coreAnswers] ?? '')}</p></InsetText>}
    {applies.length > 0 ? <><h2 class="nhsuk-heading-m">{words.coreFirst}</h2><ul class="nhsuk-list nhsuk-list--bullet">{applies.map(each => <li>{each.whatToDo} {each.says}</li>)}</ul></> : <p>{first.asksKeepGoing ? first.because.join(' ') : words.coreNothing}</p>}
    {unknown.length > 0 && <><h2 class="nhsuk-heading-s">{words.coreUnknown}</h2><ul class="nhsuk-list nhsuk-list--bullet">{unknown.map(each => <li>{each.says}</li>)}</ul></>}
    <form method="post" novalidate>
      {coreQuestions.map(question => <QuestionBox question={question} answer={review.answers.get(question.id)} typed={typed} problems={problems} today={room.today} />)}
      <Button>{words.saveOnly}</Button>
    </form>
    <p>{review.head.keptAs === 'only-you' ? words.coreOnlyYou : words.corePartners}</p>
  </>)
}
