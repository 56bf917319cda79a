import { Hono, type Context } from 'hono'
import { alone as words } from '#content/wording/alone.ts'
import { isOpen } from '#domain/organisations/showing.ts'
import { isRefusal } from '#domain/words.ts'
import { signedIn } from '../../accounts/signed-in.ts'
import type { Desk } from '../../desk.ts'
import { onRoom, refusedInRoom, type RoomScene } from '../../organisations/scene.tsx'
import { formOf } from '../../posted.ts'
import { notFoundPage, type Web } from '../../scene.tsx'
import type { Problem } from '../../ui/form.tsx'
import { alonePage, answerPage, beginPage, partnersOf, saidAsTheySeePage, saidPage, sheetPage } from './pages.tsx'
import type { Refused, RoundListed } from './port.ts'

type Answer = Response | Promise<Response>

const problemOf = ({ why, at }: Refused): Problem => ({ text: why, ...at !== undefined && { href: `#${at}` } })

/** Partners answer alone: asking, answering, what the practice is shown, one's own answers, and a sheet of questions. */
export function aloneRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()
  for (const under of ['', '/*']) routes.use(`/our/:organisation/answer-alone${under}`, signedIn(desk))
  const inPractice = (handler: (c: Context<Web>, scene: RoomScene) => Answer) => onRoom(desk, (c, scene) => (scene.room.organisation.kind === 'practice' ? handler(c, scene) : notFoundPage(c, scene)))
  const answering = (handler: (c: Context<Web>, scene: RoomScene) => Answer) => inPractice((c, scene) => (scene.room.isAnswering ? handler(c, scene) : notFoundPage(c, scene)))
  const overview = ({ to, room }: RoomScene) => to.room(room.organisation.id, 'answer-alone')

  routes.get('/our/:organisation/answer-alone', answering(alonePage))
  routes.get('/our/:organisation/answer-alone/questions', inPractice(sheetPage))
  routes.get('/our/:organisation/answer-alone/begin', answering((c, scene) => (partnersOf(scene.room).length < 2 ? c.redirect(overview(scene), 303) : beginPage(c, scene))))
  routes.post('/our/:organisation/answer-alone/begin', answering(async (c, scene) => {
    const chosen = (await formOf(c)).all('partner'), outcome = await desk.alone.begin(scene.room.who, chosen)
    if (!isRefusal(outcome)) return c.redirect(overview(scene), 303)
    return outcome.code === 'not-yours' ? notFoundPage(c, scene) : beginPage(c, scene, [problemOf(outcome)], chosen)
  }))

  onAnswers(routes, desk)

  /** A round that asks whoever opens it. */
  const onRound = (handler: (c: Context<Web>, scene: RoomScene, round: RoundListed) => Answer) => answering(async (c, scene) => {
    const { room } = scene, round = (await desk.alone.ofRoom(room.who)).rounds.find(each => each.id === c.req.param('round'))
    return round === undefined || !room.roles.includes('partner') || !round.everybody.some(each => each.person === room.who.person) ? notFoundPage(c, scene) : handler(c, scene, round)
  })
  routes.get('/our/:organisation/answer-alone/:round', onRound(async (c, scene, round) => (round.ended !== null ? c.redirect(overview(scene), 303) : answerPage(c, scene, round, await desk.alone.ownIn(scene.room.who, round.id)))))
  routes.post('/our/:organisation/answer-alone/:round', onRound(async (c, scene, round) => {
    const form = await formOf(c), outcome = await desk.alone.answer(scene.room.who, round.id, box => form.one(box))
    if (!isRefusal(outcome)) return c.redirect(overview(scene), 303)
    if (outcome.code === 'not-yours') return notFoundPage(c, scene)
    if (outcome.code === 'locked') return refusedInRoom(c, scene, { title: words.formTitle, under: 'answer-alone', back: overview(scene) }, outcome)
    return answerPage(c, scene, round, await desk.alone.ownIn(scene.room.who, round.id), [problemOf(outcome)], box => form.one(box))
  }))
  routes.post('/our/:organisation/answer-alone/:round/close', answering(async (c, scene) => {
    const outcome = await desk.alone.close(scene.room.who, c.req.param('round')!)
    if (!isRefusal(outcome)) return c.redirect(overview(scene), 303)
    return outcome.code === 'not-yours' ? notFoundPage(c, scene) : refusedInRoom(c, scene, { title: words.title, under: 'answer-alone', back: overview(scene) }, outcome)
  }))
  return routes
}

/** One partner's answers; wherever a list leads to them from. */
function onAnswers(routes: Hono<Web>, desk: Desk): void {
  const onSaid = (handler: (c: Context<Web>, scene: RoomScene, opened: NonNullable<Awaited<ReturnType<Desk['alone']['opened']>>>) => Answer) => onRoom(desk, async (c, scene) => {
    const opened = await desk.alone.opened(scene.room.who, c.req.param('item')!)
    return opened === null ? notFoundPage(c, scene) : handler(c, scene, opened)
  })
  routes.get('/our/:organisation/answer-alone/said/:item', onSaid(saidPage))
  routes.post('/our/:organisation/answer-alone/said/:item/delete', onSaid(async (c, scene, { head }) => {
    const outcome = await desk.rooms.remove(scene.room.who, head.id), { to, room } = scene
    return isRefusal(outcome) ? notFoundPage(c, scene) : c.redirect(to.room(room.organisation.id, room.isAnswering && room.organisation.kind === 'practice' ? 'answer-alone' : ''), 303)
  }))
  routes.post('/our/:organisation/answer-alone/said/:item/stop', onSaid(async (c, scene, { head }) => {
    const outcome = await desk.rooms.stopShowing(scene.room.who, head.id, (await formOf(c)).one('share')), back = scene.to.aloneSaid(scene.room.organisation.id, head.id)
    if (!isRefusal(outcome)) return c.redirect(back, 303)
    return outcome.code === 'not-yours' ? notFoundPage(c, scene) : refusedInRoom(c, scene, { title: words.title, under: 'answer-alone', back }, outcome)
  }))

  /** Answers the request where its item is of this kind, for whoever may see it; null for every other. */
  const ofThisKind = async (c: Context<Web>, handler: (c: Context<Web>, scene: RoomScene, item: string) => Answer): Promise<Response | null> => {
    let answer: Response | null = null
    if (c.get('who') !== null) await onRoom(desk, async (c, scene) => {
      const item = c.req.param('item')!
      if (await desk.alone.isAlone(scene.room.who, item)) answer = await handler(c, scene, item)
      return new Response()
    })(c)
    return answer
  }
  for (const path of ['kept/:item', 'kept/:item/who', 'shown-to-us/:item']) routes.get(`/our/:organisation/${path}`, async (c, next) => await ofThisKind(c, (c, { to, room }, item) => c.redirect(to.aloneSaid(room.organisation.id, item), 303)) ?? next())
  routes.get('/our/:organisation/kept/:item/as/:share', async (c, next) => await ofThisKind(c, async (c, scene, item) => {
    const opened = await desk.alone.opened(scene.room.who, item), shown = opened?.head.shares.find(share => share.id === c.req.param('share') && isOpen(share, scene.room.today))
    return !opened || !shown ? notFoundPage(c, scene) : saidAsTheySeePage(c, scene, opened, shown.toName)
  }) ?? next())
}
