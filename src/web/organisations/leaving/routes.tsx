import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { signedIn, whoAsks } from '../../accounts/signed-in.ts'
import type { Desk } from '../../desk.ts'
import { createRate } from '../../rate.ts'
import { keepToOneself } from '../../partners/drawn.tsx'
import type { TakenForm } from '../../paths.ts'
import { busyPage, frameOf, type Web } from '../../scene.tsx'
import { onPerson, onRoom, type PersonScene, type RoomScene } from '../scene.tsx'
import { carryNotes, carryPage, joinAnother, joinPage } from './join.tsx'
import { deleteRoom, leavePage, stopGoing, takeRoom } from './leave.tsx'
import { closeAccount, closePage, deleteMine, minePage, stopMine, takeMine } from './mine.tsx'

/** Files of everything one person may make: a room is read whole for each. */
const takingRate = { perMinute: 6, burst: 12 }

/** Taking away and leaving. Pages of rooms stand behind the sign-in of ../routes.tsx; those of a person's own behind one of their own here. */
export function leavingRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>(), taking = createRate(takingRate, () => desk.now().getTime())
  const inRoom = (handler: (c: Context<Web>, scene: RoomScene) => Response | Promise<Response>) => onRoom(desk, handler)
  const own = (handler: (c: Context<Web>, scene: PersonScene) => Response | Promise<Response>) => onPerson(desk, handler)
  const notTooMany: MiddlewareHandler<Web> = async (c, next) => {
    const seconds = taking(whoAsks(c).person)
    if (seconds > 0) return busyPage(c, { frame: frameOf(c, desk, null) }, seconds)
    await next()
  }
  const formAsked = (c: Context<Web>) => c.req.param('file')!.split('.').at(-1) as TakenForm
  for (const under of ['/account/mine', '/account/mine/*', '/account/close']) routes.use(under, keepToOneself, signedIn(desk))

  routes.get('/our/:organisation/leave', inRoom(leavePage))
  routes.get('/our/:organisation/leave/:file{everything\\.(?:xlsx|docx|json)}', notTooMany, inRoom((c, scene) => takeRoom(c, scene, formAsked(c))))
  routes.post('/our/:organisation/leave/delete', inRoom(deleteRoom))
  routes.post('/our/:organisation/leave/stop', inRoom(stopGoing))
  routes.get('/our/:organisation/leave/join', inRoom(joinPage))
  routes.post('/our/:organisation/leave/join', inRoom(joinAnother))
  routes.get('/our/:organisation/leave/carry', inRoom(carryPage))
  routes.post('/our/:organisation/leave/carry', inRoom(carryNotes))

  routes.get('/account/mine', own(minePage))
  routes.get('/account/mine/:file{everything\\.(?:xlsx|docx|json)}', notTooMany, own((c, scene) => takeMine(c, scene, formAsked(c))))
  routes.post('/account/mine/delete', own(deleteMine))
  routes.post('/account/mine/stop', own(stopMine))
  routes.get('/account/close', own(closePage))
  routes.post('/account/close', own(closeAccount))
  return routes
}
