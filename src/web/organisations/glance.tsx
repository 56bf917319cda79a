import type { Context } from 'hono'
import { note as noteWords, room as words } from '#content/wording/organisations.ts'
import type { Web } from '../scene.tsx'
import { ButtonLink, InsetText, Tag } from '../ui/parts.tsx'
import { moment } from '../ui/moment.ts'
import { plainName } from '../ui/say.ts'
import { kindInWords, Phrases, rolesInWords } from './parts.tsx'
import type { AloneRoom } from '../position/alone/port.ts'
import type { ItemHead } from './port.ts'
import { roomPage, type RoomScene } from './scene.tsx'

/** Whether somebody is asked to answer alone, and has not. */
const waitsFor = ({ rounds, answers }: AloneRoom, person: string): boolean => rounds.some(round => round.ended === null && round.everybody.some(each => each.person === person) && !answers.some(answer => answer.round === round.id && answer.head.author === person))

/** The first page of a room: what needs somebody, what was kept lately, and that nobody else is here. */
export async function glancePage(c: Context<Web>, scene: RoomScene) {
  const { desk, to, room } = scene, { organisation, who } = room
  const [{ items, headings }, shownToUs, asked, cases, requests] = await Promise.all([desk.rooms.kept(who), desk.rooms.shownToUs(who), organisation.kind === 'support' ? desk.support.askedUs(who) : [], organisation.kind === 'commissioner' ? desk.support.cases(who) : [], organisation.kind === 'practice' ? desk.support.ourRequests(who) : []])
  const open = { asked: asked.filter(each => !each.isOver).length, cases: cases.filter(each => !each.isOver).length }
  const mine = items.filter(head => head.entered !== null && head.author === who.person && head.entered.confirmBy >= desk.now())
  const isAskedAlone = organisation.kind === 'practice' && room.roles.includes('partner') && waitsFor(await desk.alone.ofRoom(who), who.person)
  const answered = requests.filter(each => each.state === 'answered')
  const isUnconfirmed = organisation.kind === 'practice' && organisation.confirmedAt === null
  const title = (head: ItemHead) => headings.get(head.id) ?? kindInWords(head.kind)
  return roomPage(c, scene, { title: words.menu[''], under: '' }, <>
    <h1 class="nhsuk-heading-l">{plainName(organisation.name, organisation.world)} {isUnconfirmed && <Tag colour="grey">{words.unconfirmed}</Tag>}</h1>
    <p class="app-lede">{words.private}</p>
    {isUnconfirmed && <InsetText><p>{words.unconfirmedSays}</p>{room.isAnswering && <p><a href={to.room(organisation.id, 'confirm')}>{words.confirm}</a></p>}</InsetText>}
    <h2 class="nhsuk-heading-m">{words.toDo}</h2>
    {mine.length === 0 && !isAskedAlone && answered.length === 0 && open.asked === 0 && open.cases === 0 ? <p>{words.nothingToDo}</p> : <ul class="nhsuk-list nhsuk-list--bullet">
      {mine.map(head => <li><a href={to.item(organisation.id, head.id)}>{words.confirmThis(head.entered!.byName, moment(head.entered!.confirmBy))}</a></li>)}
      {isAskedAlone && <li><a href={to.room(organisation.id, 'answer-alone')}>{words.askedAlone}</a></li>}
      {answered.map(({ head, title: asks }) => <li><a href={to.help(organisation.id, head.id)}>{words.answeredUs(asks)}</a></li>)}
      {open.asked > 0 && <li><a href={to.room(organisation.id, 'asked-us')}>{words.asked(open.asked)}</a></li>}
      {open.cases > 0 && <li><a href={to.room(organisation.id, 'cases')}>{words.casesOpen(open.cases)}</a></li>}
    </ul>}
    {shownToUs.length > 0 && <p><a href={to.room(organisation.id, 'shown-to-us')}>{words.shownNew(shownToUs.length)}</a></p>}
    <h2 class="nhsuk-heading-m">{words.lately}</h2>
    {items.length === 0 ? <p>{words.nothingYet}</p> : <ul class="app-kept">
      {items.slice(0, 6).map(head => <li><a href={to.item(organisation.id, head.id)}>{title(head)}</a><span class="app-kept__who"><Phrases room={room} head={head} /></span></li>)}
    </ul>}
    <p><ButtonLink href={to.room(organisation.id, 'notes/new')}>{words.write}</ButtonLink></p>
    {organisation.kind === 'practice' && <p><a href={to.practice(organisation.code)}>{words.published}</a></p>}
    <p class="app-source">{room.name}, {rolesInWords(room.roles)}. {noteWords.listLede}</p>
  </>)
}

