import { Hono } from 'hono'
import { isRefusal } from '#domain/words.ts'
import { signedIn } from '../../accounts/signed-in.ts'
import type { Desk } from '../../desk.ts'
import { refusedInRoom } from '../../organisations/scene.tsx'
import { formOf } from '../../posted.ts'
import { paths } from '../../paths.ts'
import { notFoundPage, type Web } from '../../scene.tsx'
import { fiveYears as words } from '#content/wording/five-years.ts'
import { accountsPage, readAccounts } from './accounts.tsx'
import { assumptionsPage } from './assumptions.tsx'
import { beginReview, roughPage, startPage } from './begin.tsx'
import { coreQuestions, corePage } from './core.tsx'
import { figuresPage } from './figures.tsx'
import { futuresPage } from './futures.tsx'
import { leftPage } from './left.tsx'
import { outlookPage } from './outlook.tsx'
import { allPartsPage, askedOn, answerQuestions, partAfter, partOf, questionsPage, quickCheck, quickTexts, textsOf } from './part.tsx'
import { makeCopy, paperFile, printPage } from './print.tsx'
import { onPractice, onReview } from './scene.tsx'
import { waysPage } from './ways.tsx'

/** A practice's private review: four numbers, the quick check, the full review, and what they suggest. */
export function reviewRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>(), under = '/our/:organisation/next-five-years', papers = new Map<string, number>()
  for (const part of ['', '/*']) routes.use(`${under}${part}`, signedIn(desk))
  routes.get(under, onPractice(desk, startPage))
  routes.get(`${under}/begin`, onPractice(desk, (c, scene) => roughPage(c, scene)))
  routes.post(`${under}/begin`, onPractice(desk, beginReview))

  const one = `${under}/:review`
  routes.get(one, onReview(desk, outlookPage))
  routes.get(`${one}/all`, onReview(desk, allPartsPage))
  routes.get(`${one}/check`, onReview(desk, (c, scene) => questionsPage(c, scene, quickCheck, quickTexts)))
  routes.post(`${one}/check`, onReview(desk, (c, scene) => answerQuestions(c, scene, quickCheck, scene.to.review(scene.room.organisation.id, scene.review.head.id), (form, problems) => questionsPage(c, scene, quickCheck, quickTexts, form, problems))))
  routes.get(`${one}/questions/:part`, onReview(desk, (c, scene) => {
    const part = partOf(c.req.param('part')!)
    return part === null || askedOn(part).length === 0 ? notFoundPage(c, scene) : questionsPage(c, scene, askedOn(part), textsOf(part))
  }))
  routes.post(`${one}/questions/:part`, onReview(desk, (c, scene) => {
    const part = partOf(c.req.param('part')!), { to, room, review: { head } } = scene
    if (part === null || askedOn(part).length === 0) return notFoundPage(c, scene)
    const after = partAfter(part)
    return answerQuestions(c, scene, askedOn(part), part === 'four-numbers' ? to.review(room.organisation.id, head.id) : to.review(room.organisation.id, head.id, after === null ? 'all' : `questions/${after}`), (form, problems) => questionsPage(c, scene, askedOn(part), textsOf(part), form, problems))
  }))
  routes.get(`${one}/accounts`, onReview(desk, (c, scene) => accountsPage(c, scene)))
  routes.post(`${one}/accounts`, onReview(desk, readAccounts))
  routes.get(`${one}/print`, onReview(desk, printPage))
  routes.post(`${one}/copy`, onReview(desk, makeCopy))
  routes.get(`${one}/paper.docx`, onReview(desk, (c, scene) => paperFile(c, scene, 'docx', papers)))
  routes.get(`${one}/paper.pdf`, onReview(desk, (c, scene) => paperFile(c, scene, 'pdf', papers)))
  routes.get(`${one}/futures`, onReview(desk, futuresPage))
  routes.get(`${one}/figures`, onReview(desk, figuresPage))
  routes.get(`${one}/if-one-is-left`, onReview(desk, leftPage))
  routes.get(`${one}/ways-to-go`, onReview(desk, waysPage))
  routes.get(`${one}/assumptions`, onReview(desk, assumptionsPage))
  routes.get(`${one}/core-services`, onReview(desk, (c, scene) => corePage(c, scene)))
  routes.post(`${one}/core-services`, onReview(desk, (c, scene) => answerQuestions(c, scene, coreQuestions, scene.to.review(scene.room.organisation.id, scene.review.head.id, 'core-services'), (form, problems) => corePage(c, scene, form, problems))))
  routes.post(`${one}/who`, onReview(desk, async (c, scene) => {
    const { to, room, review: { head } } = scene, back = to.review(room.organisation.id, head.id), keep = (await formOf(c)).one('keep')
    const outcome = await desk.rooms.keepAs(room.who, head.id, { keptAs: keep === 'your-partners' ? 'your-partners' : 'only-you', group: null, isCommercial: false })
    return isRefusal(outcome) ? refusedInRoom(c, scene, { title: words.title, under: 'next-five-years', back }, outcome) : c.redirect(back, 303)
  }))

  // A review has pages of its own, wherever a list leads to it from.
  routes.get('/our/:organisation/kept/:item', async (c, next) => {
    const who = c.get('who'), item = c.req.param('item')
    if (!who || !await desk.reviews.isReview({ person: who.person, organisation: c.req.param('organisation') }, item)) return next()
    
    return c.redirect(paths.review(c.req.param('organisation'), item), 303)
  })
  return routes
}
