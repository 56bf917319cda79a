import type { Context } from 'hono'
import { going as goingWords, joining, leaveRoom as words } from '#content/wording/leaving.ts'
import { othersWhoMaySay, soonest } from '#domain/organisations/leaving.ts'
import { isRefusal } from '#domain/words.ts'
import { formOf } from '../../posted.ts'
import { notFoundPage, type Web } from '../../scene.tsx'
import { Checkboxes, Input, type Problem } from '../../ui/form.tsx'
import { Button, ButtonLink, Details, InsetText, WarningText } from '../../ui/parts.tsx'
import { day, listed, plainName } from '../../ui/say.ts'
import { problemAt } from '../notes.tsx'
import type { Room } from '../port.ts'
import { refusedInRoom, roomPage, type RoomScene } from '../scene.tsx'
import { backupsInWords, Files, goingInWords, sendFile, Stays } from './parts.tsx'
import type { TakenForm } from '../../paths.ts'

/** Names of those who can stop what this person asks of the room, each once. */
export function othersByName(room: Room): string[] {
  return othersWhoMaySay(room.people, room.who.person, room.today).map(person => room.people.find(role => role.person === person)!.name)
}

/** Everything on one page: take it away, go oneself, delete what is ours, and what others keep and why. */
export async function leavePage(c: Context<Web>, scene: RoomScene, problems: Problem[] = [], typed: { name: string } | null = null) {
  const { desk, to, room, account } = scene, { organisation, who } = room, at = organisation.id, isGroup = organisation.kind === 'group'
  const [{ items }, members] = await Promise.all([desk.rooms.kept(who), isGroup ? desk.leaving.members(who) : 0])
  const mine = items.filter(head => head.keptAs === 'only-you' && head.author === who.person).length, goes = items.filter(head => head.keptAs !== 'only-you').length
  const isPractice = organisation.kind === 'practice'
  return roomPage(c, scene, { title: words.title, under: 'leave', problems, dones: ['not-going'] }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.lede}</p>

    <h2 class="nhsuk-heading-m">{words.takeTitle}</h2>
    <p>{words.take(plainName(organisation.name, organisation.world))}</p>
    <Files href={form => to.takeRoom(at, form)} />
    <p class="app-source">{isGroup ? words.takeNotGroup : words.takeNot}</p>
    <p><a href={to.mine()}>{words.mineToo}</a></p>
    {organisation.endedOn !== null && <p><a href={to.leaveRoom(at, 'carry')}>{joining.carryTitle}</a></p>}

    <h2 class="nhsuk-heading-m">{words.goTitle}</h2>
    <p>{words.go}</p>
    <p><a href={to.room(at, 'people')}>{words.goLink}</a></p>

    <h2 class="nhsuk-heading-m" id="delete">{words.deleteTitle}</h2>
    {!room.isAnswering && <p>{words.deleteWho}</p>}
    <h3 class="nhsuk-heading-s">{words.goesTitle}</h3>
    <ul class="nhsuk-list nhsuk-list--bullet">
      <li>{words.goes.things(goes)}</li><li>{words.goes.shown}</li><li>{words.goes.log}</li><li>{words.goes.people}</li>
      {isPractice && organisation.confirmedAt !== null && <li>{words.goes.code}</li>}
    </ul>
    <Stays rows={isGroup ? [words.staying[0], words.staysGroup, ...words.staying.slice(3)] : words.staying} />
    <h3 class="nhsuk-heading-s">{words.backupsTitle}</h3>
    <p>{backupsInWords(desk.host.backupsKeptDays)}</p>
    {room.isAnswering && room.going === null && (members > 0 ? <InsetText><p>{words.group(members)}</p></InsetText>
      : account.isRecent ? <DeleteForm scene={scene} mine={mine} problems={problems} typed={typed} />
      : <WarningText heading={words.signInAgain}><p>{words.signInAgainSays}</p><ButtonLink href={to.signIn(to.room(at, 'leave'), 'again')}>{words.signInAgain}</ButtonLink></WarningText>)}
    {room.going !== null && <>
      <p>{goingInWords(room.going)}</p>
      {room.isAnswering && <Details summary={goingWords.tellTitle}><p>{goingWords.letter(room.going.askedByName, organisation.name, day(room.going.dueOn))}</p></Details>}
    </>}
    {room.isAnswering && room.going === null && !isGroup && organisation.endedOn === null && <p><a href={to.leaveRoom(at, 'join')}>{isPractice ? words.joinLink : words.joinLinkOther}</a></p>}
  </>)
}

function DeleteForm({ scene: { to, room }, mine, problems, typed }: { scene: RoomScene; mine: number; problems: Problem[]; typed: { name: string } | null }) {
  const { organisation, today } = room, others = othersByName(room), on = soonest(today, others), atOnce = others.length === 0
  return <form method="post" action={to.leaveRoom(organisation.id, 'delete')} novalidate>
    <WarningText heading={words.deleteTitle}>
      {atOnce ? <p>{words.deleteForm.atOnce}</p> : <><p>{words.deleteForm.inAWeek(day(on), listed(others))}</p><p>{words.deleteForm.lately}</p></>}
    </WarningText>
    <Input name="name" label={words.deleteForm.name(organisation.name)} value={typed?.name} error={problemAt(problems, 'name')} autocomplete="off" />
    {mine > 0 && <Checkboxes name="mine" label={words.deleteForm.mineTitle} choices={[{ value: 'yes', text: words.deleteForm.alsoMine(mine) }]} />}
    <Button kind="warning">{atOnce ? words.deleteForm.button : words.deleteForm.buttonWeek(day(on))}</Button>
  </form>
}

export async function takeRoom(c: Context<Web>, scene: RoomScene, form: TakenForm) {
  const file = await scene.desk.leaving.take(scene.room.who, form)
  return file === null ? notFoundPage(c, scene) : sendFile(c, file)
}

export async function deleteRoom(c: Context<Web>, scene: RoomScene) {
  const { desk, to, room, account } = scene, at = room.organisation.id
  if (!account.isRecent) return c.redirect(to.signIn(to.room(at, 'leave'), 'again'), 303)
  const form = await formOf(c), asked = await desk.leaving.askToDelete(room.who, { name: form.one('name'), alsoMine: form.one('mine') !== '' })
  if (isRefusal(asked)) return asked.code === 'other-name' ? leavePage(c, scene, [{ text: asked.why, href: '#name' }], { name: form.one('name') }) : asked.code === 'not-yours' ? notFoundPage(c, scene) : refusedInRoom(c, scene, { title: words.deleteTitle, under: 'leave', back: scene.to.room(scene.room.organisation.id, 'leave') }, asked)
  return c.redirect(asked.isDone ? to.mine(undefined, 'gone') : to.room(at, 'leave'), 303)
}

/** Stops what was asked of this room, for somebody who answers for it. */
export async function stopGoing(c: Context<Web>, scene: RoomScene) {
  const outcome = await scene.desk.leaving.stop(scene.account.person, (await formOf(c)).one('leaving'))
  return isRefusal(outcome) ? refusedInRoom(c, scene, { title: goingWords.title, under: 'leave', back: scene.to.room(scene.room.organisation.id, 'leave') }, outcome) : c.redirect(scene.to.after(scene.to.room(scene.room.organisation.id, 'leave'), 'not-going'), 303)
}
