import { Hono, type Context } from 'hono'
import { invited as invitedWords } from '#content/wording/organisations.ts'
import { signedIn } from '../accounts/signed-in.ts'
import type { Desk } from '../desk.ts'
import { createRate } from '../rate.ts'
import { formOf } from '../posted.ts'
import { busyPage, callerOf, frameOf, notFoundPage, type Web } from '../scene.tsx'
import { glancePage } from './glance.tsx'
import { beginGroup, groupPage, groupsPage, inviteToGroup, leaveGroup, newGroupPage } from './groups.tsx'
import { confirmPage, confirmRoom, invitedPage, takeUp } from './invited.tsx'
import { asTheySeePage, itemPage, keepAs, pressed, showTo, whoPage } from './item.tsx'
import { whoHasLookedFile, whoHasLookedPage } from './looked.tsx'
import { changeNotePage, keepChangedNote, keepNewNote, newNotePage, notesPage } from './notes.tsx'
import { keepPrivatePage, openRoomPage, openTheRoom, oursPage } from './open.tsx'
import { endRole, invitePage, makeInvitation, peoplePage, withdrawInvitation } from './people.tsx'
import type { GroupOfOurs, Opened } from './port.ts'
import { onPerson, onRoom, type RoomScene } from './scene.tsx'
import { publishedPage, shownPage, shownToUsPage } from './shown.tsx'

/** Codes of letters one visitor may try: far more than a person mistypes, far fewer than guessing 80 bits would take. */
const codeRate = { perMinute: 10, burst: 20 }

/** Rooms of one's own: opened, entered in a capacity, and what is kept and shown there. */
export function roomRoutes(desk: Desk): Hono<Web> {
  const routes = new Hono<Web>()
  const codes = createRate(codeRate, () => desk.now().getTime())
  const notTooManyCodes = (handler: (c: Context<Web>) => Response | Promise<Response>) => async (c: Context<Web>): Promise<Response> => {
    const caller = callerOf(c), seconds = caller === null ? 0 : codes(caller)
    return seconds > 0 ? busyPage(c, { frame: frameOf(c, desk, null) }, seconds) : handler(c)
  }
  const inRoom = (handler: (c: Context<Web>, scene: RoomScene) => Response | Promise<Response>) => onRoom(desk, handler)
  /** An item of the room's own; one of another organisation is read elsewhere. */
  const onItem = (handler: (c: Context<Web>, scene: RoomScene, opened: Opened) => Response | Promise<Response>) => inRoom(async (c, scene) => {
    const opened = await desk.rooms.own(scene.room.who, c.req.param('item') ?? '')
    return opened === null ? notFoundPage(c, scene) : handler(c, scene, opened)
  })
  const onGroup = (handler: (c: Context<Web>, scene: RoomScene, group: GroupOfOurs) => Response | Promise<Response>) => inRoom((c, scene) => {
    const group = scene.room.groups.find(each => each.organisation.id === c.req.param('group'))
    return group === undefined ? notFoundPage(c, scene) : handler(c, scene, group)
  })

  for (const under of ['/our', '/our/*', '/invited/take']) routes.use(under, signedIn(desk))
  routes.get('/keep-private', c => keepPrivatePage(c, desk))
  routes.get('/our', onPerson(desk, oursPage))
  routes.get('/our/new', onPerson(desk, openRoomPage))
  routes.post('/our/new', onPerson(desk, openTheRoom))
  routes.get('/invited', c => ((c.req.query('code') ?? '') === '' ? invitedPage(c, desk, '') : notTooManyCodes(each => invitedPage(each, desk, each.req.query('code') ?? ''))(c)))
  routes.post('/invited', notTooManyCodes(async c => {
    const code = (await formOf(c)).one('code')
    return invitedPage(c, desk, code, code === '' ? [{ text: invitedWords.noCode, href: '#code' }] : [])
  }))
  routes.post('/invited/take', notTooManyCodes(onPerson(desk, takeUp)))
  routes.get('/published/:item', c => publishedPage(c, desk, c.req.param('item')))

  routes.get('/our/:organisation', inRoom(glancePage))
  routes.get('/our/:organisation/confirm', inRoom((c, scene) => confirmPage(c, scene)))
  routes.post('/our/:organisation/confirm', notTooManyCodes(inRoom(confirmRoom)))
  routes.get('/our/:organisation/notes', inRoom(notesPage))
  routes.get('/our/:organisation/notes/new', inRoom((c, scene) => newNotePage(c, scene)))
  routes.post('/our/:organisation/notes/new', inRoom(keepNewNote))
  routes.get('/our/:organisation/kept/:item', onItem(itemPage))
  routes.get('/our/:organisation/kept/:item/change', onItem((c, scene, opened) => (opened.note === null ? notFoundPage(c, scene) : changeNotePage(c, scene, opened))))
  routes.post('/our/:organisation/kept/:item/change', inRoom((c, scene) => keepChangedNote(c, scene, c.req.param('item')!)))
  routes.get('/our/:organisation/kept/:item/who', onItem((c, scene, opened) => whoPage(c, scene, opened)))
  routes.get('/our/:organisation/kept/:item/as/:share', onItem((c, scene, opened) => asTheySeePage(c, scene, opened, c.req.param('share')!)))
  routes.post('/our/:organisation/kept/:item/keep-as', onItem(keepAs))
  routes.post('/our/:organisation/kept/:item/show', onItem(showTo))
  for (const part of ['confirm', 'stop', 'delete', 'link-back'] as const) routes.post(`/our/:organisation/kept/:item/${part}`, onItem((c, scene, { head }) => pressed(c, scene, head, part)))

  routes.get('/our/:organisation/shown-to-us', inRoom(shownToUsPage))
  routes.get('/our/:organisation/shown-to-us/:item', inRoom(async (c, scene) => {
    const opened = await desk.rooms.open(scene.room.who, c.req.param('item')!, 'page')
    return opened === null || opened.head.organisation === scene.room.organisation.id ? notFoundPage(c, scene) : shownPage(c, scene, opened)
  }))
  routes.get('/our/:organisation/who-has-looked', inRoom(whoHasLookedPage))
  routes.get('/our/:organisation/who-has-looked.csv', inRoom(whoHasLookedFile))

  routes.get('/our/:organisation/people', inRoom(peoplePage))
  routes.get('/our/:organisation/people/invite', inRoom((c, scene) => (scene.room.isAnswering ? invitePage(c, scene) : notFoundPage(c, scene))))
  routes.post('/our/:organisation/people/invite', inRoom(makeInvitation))
  routes.post('/our/:organisation/people/:role/end', inRoom((c, scene) => endRole(c, scene, c.req.param('role')!)))
  routes.post('/our/:organisation/people/invitations/:invitation/withdraw', inRoom((c, scene) => withdrawInvitation(c, scene, c.req.param('invitation')!)))

  routes.get('/our/:organisation/groups', inRoom(groupsPage))
  routes.get('/our/:organisation/groups/new', inRoom((c, scene) => newGroupPage(c, scene)))
  routes.post('/our/:organisation/groups/new', inRoom(beginGroup))
  routes.get('/our/:organisation/groups/:group', onGroup((c, scene, group) => groupPage(c, scene, group)))
  routes.post('/our/:organisation/groups/:group/invite', onGroup(inviteToGroup))
  routes.post('/our/:organisation/groups/:group/leave', onGroup(leaveGroup))
  return routes
}
