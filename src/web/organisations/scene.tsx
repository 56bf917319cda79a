import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { done as doneWords, room as words, type Done } from '#content/wording/organisations.ts'
import { whoSees } from '#content/wording/frame.ts'
import type { Refusal } from '#domain/words.ts'
import type { Who } from '../accounts/port.ts'
import { whoAsks } from '../accounts/signed-in.ts'
import type { Desk } from '../desk.ts'
import type { Frame } from '../layout.tsx'
import type { Paths, RoomPart } from '../paths.ts'
import { frameOf, notFoundPage, page, type Web } from '../scene.tsx'
import { ErrorSummary, type Problem } from '../ui/form.tsx'
import { InsetText, NotificationBanner } from '../ui/parts.tsx'
import { plainName } from '../ui/say.ts'
import { Going } from './leaving/parts.tsx'
import type { Room } from './port.ts'

/** A request by somebody who has signed in. */
export interface PersonScene { desk: Desk; to: Paths; frame: Frame; account: Who }

/** A request in a capacity: somebody who has signed in, in a room they hold a role in today. */
export interface RoomScene extends PersonScene { room: Room }

type Answer = Response | Promise<Response>

/** A page for somebody who has signed in, which `signedIn` stands before (./routes.tsx). */
export function onPerson(desk: Desk, handler: (c: Context<Web>, scene: PersonScene) => Answer) {
  return (c: Context<Web>): Answer => {
    const frame = frameOf(c, desk, null)
    return handler(c, { desk, to: frame.to, frame, account: whoAsks(c) })
  }
}

/** A page of a room. A room that does not exist and one that is not theirs answer alike. */
export function onRoom(desk: Desk, handler: (c: Context<Web>, scene: RoomScene) => Answer) {
  return onPerson(desk, async (c, scene) => {
    const room = await desk.rooms.enter({ person: scene.account.person, organisation: c.req.param('organisation') ?? '' })
    return room === null ? notFoundPage(c, scene) : handler(c, { ...scene, room })
  })
}

/** Which pages a room of a kind has in its menu, in order; those about others appear only when used. */
const menus: Record<Room['organisation']['kind'], RoomPart[]> = {
  practice: ['', 'next-five-years', 'answer-alone', 'notes', 'groups', 'ask', 'shown-to-us', 'people', 'who-has-looked', 'leave'],
  group: ['', 'notes', 'people', 'who-has-looked', 'leave'],
  support: ['', 'asked-us', 'letters', 'notes', 'shown-to-us', 'people', 'who-has-looked', 'what-we-see', 'leave'],
  commissioner: ['', 'cases', 'notes', 'groups', 'shown-to-us', 'people', 'who-has-looked', 'what-we-see', 'leave'],
  provider: ['', 'notes', 'groups', 'shown-to-us', 'people', 'who-has-looked', 'leave'],
}

export interface RoomPageProps {
  /** Never carries anything private: it shows in tabs, histories and link previews. */
  title: string
  under?: RoomPart
  back?: string
  seenBy?: string
  problems?: Problem[]
  status?: 200 | 404 | 422
  isWide?: boolean
  /** What may just have been done on this page without its looking otherwise: said at the top where the address says so (`paths.after`). */
  dones?: readonly Done[]
}

/** A page of a room: whom one speaks for stands on every one, with what the room holds, how to hide the page and how to sign out. */
export function roomPage(c: Context<Web>, scene: RoomScene, { title, under, back, seenBy = whoSees.partners, problems = [], status, isWide, dones = [] }: RoomPageProps, children: Child): Response | Promise<Response> {
  const { to, room: { organisation, today } } = scene
  const menu = menus[organisation.kind].filter(part => scene.room.isAnswering || (part !== 'who-has-looked' && part !== 'answer-alone'))
  const asked = dones.length > 0 && problems.length === 0 ? c.req.query('done') : undefined, done = dones.find(each => each === asked)
  const inside = <>
    {done && <NotificationBanner isDone title={doneWords.title} id="done"><p>{doneWords[done]}</p></NotificationBanner>}
    {organisation.endedOn !== null && organisation.endedOn < today && <InsetText><p>{words.ended(organisation.ended ?? '')}</p></InsetText>}
    {problems.length > 0 && <ErrorSummary problems={problems} />}
    {scene.room.going !== null && <Going leaving={scene.room.going} stop={to.leaveRoom(organisation.id, 'stop')} isAnswering={scene.room.isAnswering} />}
    {children}
  </>
  // What is invented says so, whatever else is loaded here.
  const frame = { ...scene.frame, world: scene.account.how === 'demo' ? 'invented' as const : organisation.world }
  return page(c, { ...scene, frame }, { title, seenBy, hasError: problems.length > 0 }, <>
    <div class="app-room-bar">
      <p class="app-room-bar__for"><span class="nhsuk-u-visually-hidden">{words.speakingFor} </span><strong>{plainName(organisation.name, organisation.world)}</strong> <a class="app-no-print" href={to.ours(true)}>{words.change}</a></p>
      <p class="app-room-bar__out"><a class="app-hide" href={organisation.kind === 'practice' ? to.practice(organisation.code) : to.home()} title={words.hideHint} data-hide>{words.hide}</a></p>
      <nav aria-label={words.menuLabel}>
        <details class="app-room-bar__fold"><summary>{words.menuFold}</summary></details>
        <ul class="app-room-bar__menu">
          {menu.map(part => <li><a href={to.room(organisation.id, part)} aria-current={part === under ? 'page' : undefined}>{words.menu[part as keyof typeof words.menu]}</a></li>)}
        </ul>
      </nav>
    </div>
    {back && <p class="app-room-back"><a class="nhsuk-back-link" href={back}>Back</a></p>}
    {isWide ? inside : <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">{inside}</div></div>}
  </>, status ?? (problems.length > 0 ? 422 : 200))
}

/** A rule said no to something pressed in a room: its sentence, in the room, with the way back to what was pressed. */
export function refusedInRoom(c: Context<Web>, scene: RoomScene, { title, under, back }: Pick<RoomPageProps, 'title' | 'under'> & { back: string }, refusal: Refusal): Response | Promise<Response> {
  return roomPage(c, scene, { title, under, back, status: 422 }, <><h1 class="nhsuk-heading-l">{title}</h1><p class="app-lede">{refusal.why}</p></>)
}
