import type { Context } from 'hono'
import { groups as words } from '#content/wording/organisations.ts'
import { whoSees } from '#content/wording/frame.ts'
import { isRefusal } from '#domain/words.ts'
import { formOf, type Form } from '../posted.ts'
import { notFoundPage, type Web } from '../scene.tsx'
import { Input, Radios, type Problem } from '../ui/form.tsx'
import { Button, ButtonLink, Details } from '../ui/parts.tsx'
import { dayOf } from '../ui/moment.ts'
import { day } from '../ui/say.ts'
import { kindInWords } from './parts.tsx'
import { madePage } from './people.tsx'
import { problemAt } from './notes.tsx'
import type { GroupOfOurs } from './port.ts'
import { refusedInRoom, roomPage, type RoomScene } from './scene.tsx'

export function groupsPage(c: Context<Web>, scene: RoomScene) {
  const { to, room } = scene
  return roomPage(c, scene, { title: words.title, under: 'groups' }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p>{words.lede}</p>
    {room.groups.length === 0 ? <p>{words.none}</p> : <ul class="app-kept">{room.groups.map(group => <li>
      <a href={to.roomGroup(room.organisation.id, group.organisation.id)}>{group.organisation.name}</a>
      <span class="app-kept__who">{group.organisation.word ?? 'group'}{group.joinedAs === 'observer' && `, ${words.observes}`}</span>
    </li>)}</ul>}
    {room.isAnswering && <p><ButtonLink kind="secondary" href={to.room(room.organisation.id, 'groups/new')}>{words.new}</ButtonLink></p>}
  </>)
}

export function newGroupPage(c: Context<Web>, scene: RoomScene, problems: Problem[] = [], typed: Form | null = null) {
  const { to, room } = scene
  return roomPage(c, scene, { title: words.newTitle, under: 'groups', back: to.room(room.organisation.id, 'groups'), problems }, <>
    <h1 class="nhsuk-heading-l">{words.newTitle}</h1>
    <form method="post" novalidate>
      <Input name="name" label={words.name} value={typed?.one('name')} error={problemAt(problems, 'name')} autocomplete="off" />
      <Input name="word" label={words.word} hint={words.wordHint} width={20} value={typed?.one('word')} autocomplete="off" />
      <Button>{words.begin}</Button>
    </form>
  </>)
}

export async function beginGroup(c: Context<Web>, scene: RoomScene) {
  const form = await formOf(c), outcome = await scene.desk.rooms.foundGroup(scene.room.who, { name: form.one('name'), word: form.one('word') })
  if (!isRefusal(outcome)) return c.redirect(scene.to.roomGroup(scene.room.organisation.id, outcome.group), 303)
  return outcome.code === 'not-yours' ? notFoundPage(c, scene) : newGroupPage(c, scene, [{ text: outcome.why, href: '#name' }], form)
}

/** One group: who is in, what is shown to it. */
export async function groupPage(c: Context<Web>, scene: RoomScene, group: GroupOfOurs, problems: Problem[] = [], typed: Form | null = null) {
  const { desk, to, room } = scene, at = room.organisation.id, [own, others] = await Promise.all([desk.rooms.kept(room.who), desk.rooms.shownToUs(room.who)])
  const shown = [...own.items.filter(head => head.group === group.organisation.id), ...others.filter(head => head.group === group.organisation.id)]
  return roomPage(c, scene, { title: words.title, under: 'groups', back: to.room(at, 'groups'), seenBy: whoSees.group, problems }, <>
    <h1 class="nhsuk-heading-l">{group.organisation.name}</h1>
    <h2 class="nhsuk-heading-m">{words.who}</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">{group.memberships.map(each => <li>{each.memberName}{each.joinedAs === 'observer' && ` (${words.observes})`}, {words.since(day(each.fromOn))}{each.toOn !== null && `, ${words.until(day(each.toOn))}`}</li>)}</ul>
    <h2 class="nhsuk-heading-m">{words.shown}</h2>
    {shown.length === 0 ? <p>{words.nothing}</p> : <ul class="app-kept">{shown.map(head => <li>
      {head.organisation === at ? <a href={to.item(at, head.id)}>{own.headings.get(head.id) ?? kindInWords(head.kind)}</a> : <a href={to.shown(at, head.id)}>{kindInWords(head.kind)}, {head.organisationName}</a>}
      <span class="app-source">{head.authorName}, {dayOf(head.changedAt)}</span>
    </li>)}</ul>}
    {room.isAnswering && group.joinedAs === 'member' && <p><ButtonLink kind="secondary" href={`${to.room(at, 'notes/new')}?group=${group.organisation.id}`}>{words.write}</ButtonLink></p>}
    {room.isAnswering && group.joinedAs === 'member' && <Details summary={words.invite} open={problems.length > 0}>
      <form method="post" action={to.roomGroup(at, group.organisation.id, 'invite')} novalidate>
        <Input name="name" label={words.inviteName} value={typed?.one('name')} error={problemAt(problems, 'name')} autocomplete="off" />
        <Radios name="as" label={{ text: words.inviteAs, size: 's' }} value={typed?.one('as') || 'member'} choices={[{ value: 'member', text: words.member }, { value: 'observer', text: words.observer }]} />
        <Button kind="secondary">{words.inviteButton}</Button>
      </form>
    </Details>}
    {room.isAnswering && <Details summary={words.leave}>
      <p>{words.leaveSays}</p>
      <form method="post" action={to.roomGroup(at, group.organisation.id, 'leave')}><Button kind="secondary">{words.leave}</Button></form>
    </Details>}
  </>)
}

export async function inviteToGroup(c: Context<Web>, scene: RoomScene, group: GroupOfOurs) {
  const form = await formOf(c), joinedAs = form.one('as') === 'observer' ? 'observer' : 'member'
  const outcome = await scene.desk.rooms.invite(scene.room.who, [{ purpose: 'group', group: group.organisation.id, groupName: group.organisation.name, name: form.one('name'), joinedAs }])
  if (!isRefusal(outcome)) return madePage(c, scene, outcome[0]!, 'groups', '')
  return outcome.code === 'not-yours' ? notFoundPage(c, scene) : groupPage(c, scene, group, [{ text: outcome.why, href: '#name' }], form)
}

export async function leaveGroup(c: Context<Web>, scene: RoomScene, group: GroupOfOurs) {
  const outcome = await scene.desk.rooms.leaveGroup(scene.room.who, group.organisation.id)
  return isRefusal(outcome) ? refusedInRoom(c, scene, { title: words.leave, under: 'groups', back: scene.to.roomGroup(scene.room.organisation.id, group.organisation.id) }, outcome) : c.redirect(scene.to.room(scene.room.organisation.id, 'groups'), 303)
}
