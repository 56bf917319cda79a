import type { Context } from 'hono'
import { people as words, roleHints, roles as roleWords } from '#content/wording/organisations.ts'
import { isWaiting } from '#domain/organisations/invitation.ts'
import { rolesOf, type RoleKind } from '#domain/organisations/organisation.ts'
import { isRefusal } from '#domain/words.ts'
import { formOf, type Form } from '../posted.ts'
import { notFoundPage, type Web } from '../scene.tsx'
import { Input, Radios, type Problem } from '../ui/form.tsx'
import { Button, ButtonLink, Details, InsetText } from '../ui/parts.tsx'
import { Table } from '../ui/table.tsx'
import { capital, day } from '../ui/say.ts'
import { isCurrent } from './parts.tsx'
import { problemAt } from './notes.tsx'
import type { Invited } from './port.ts'
import { refusedInRoom, roomPage, type RoomScene } from './scene.tsx'

/** Who is here, who was, and whom a letter is on its way to. */
export async function peoplePage(c: Context<Web>, scene: RoomScene) {
  const { desk, to, room } = scene, at = room.organisation.id, current = room.people.filter(role => isCurrent(role, room.today)), before = room.people.filter(role => !isCurrent(role, room.today))
  const open = room.isAnswering ? (await desk.rooms.invitations(room.who)).filter(each => each.purpose === 'role' && isWaiting(each, room.today)) : []
  return roomPage(c, scene, { title: words.title, under: 'people', dones: ['role-ended', 'taken-back'] }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p>{words.lede}</p>
    <Table caption={words.now} responsive rows={current} columns={[
      { head: words.columns.name, cell: role => role.name },
      { head: words.columns.role, cell: role => roleWords[role.kind] },
      { head: words.columns.from, cell: role => day(role.fromOn) },
      { head: '', cell: role => (room.isAnswering || role.person === room.who.person) && <Details summary={role.person === room.who.person ? words.endOwn : words.end(role.name)}>
        <p>{role.person === room.who.person ? words.endOwnSays : words.endSays}</p>
        <form method="post" action={to.roomRole(at, role.id)}><Button kind="secondary" small>{role.person === room.who.person ? words.endOwn : words.end(role.name)}</Button></form>
      </Details> },
    ]} />
    {room.isAnswering && <p><ButtonLink href={to.room(at, 'people/invite')}>{words.invite}</ButtonLink></p>}
    {open.length > 0 && <><h2 class="nhsuk-heading-m">{words.open}</h2><ul class="app-kept">{open.map(each => <li>
      <span>{each.for_name}, {each.role_kind && roleWords[each.role_kind]}</span><span class="app-source">{words.columns.to} {day(each.until)}</span>
      <form method="post" action={to.roomInvitation(at, each.id)}><Button kind="secondary" small>{words.withdraw}<span class="nhsuk-u-visually-hidden"> {each.for_name}</span></Button></form>
    </li>)}</ul></>}
    {before.length > 0 && <Table caption={words.before} responsive rows={before} columns={[
      { head: words.columns.name, cell: role => role.name }, { head: words.columns.role, cell: role => roleWords[role.kind] },
      { head: words.columns.from, cell: role => day(role.fromOn) }, { head: words.columns.to, cell: role => (role.toOn === null ? '' : role.toOn < role.fromOn ? words.sameDay : day(role.toOn)) },
    ]} />}
  </>)
}

export function invitePage(c: Context<Web>, scene: RoomScene, problems: Problem[] = [], typed: Form | null = null) {
  const { desk, to, room } = scene
  return roomPage(c, scene, { title: words.inviteTitle, under: 'people', back: to.room(room.organisation.id, 'people'), problems }, <>
    <h1 class="nhsuk-heading-l">{words.inviteTitle}</h1>
    <form method="post" novalidate>
      <Input name="name" label={words.inviteName} value={typed?.one('name')} error={problemAt(problems, 'name')} autocomplete="off" />
      <Radios name="role" label={{ text: words.inviteAs, size: 's' }} value={typed?.one('role')} error={problemAt(problems, 'role')}
        choices={rolesOf[room.organisation.kind].map(role => ({ value: role, text: capital(roleWords[role]), hint: roleHints[role] }))} />
      {(desk.post.canSend || desk.post.isShown) && <Input name="email" label={words.inviteEmail} value={typed?.one('email')} error={problemAt(problems, 'email')} autocomplete="off" />}
      <Button>{words.inviteButton}</Button>
    </form>
  </>)
}

export async function makeInvitation(c: Context<Web>, scene: RoomScene) {
  const form = await formOf(c), email = form.one('email'), missing: Problem[] = []
  if (form.one('name') === '') missing.push({ text: words.inviteNoName, href: '#name' })
  if (form.one('role') === '') missing.push({ text: words.inviteNoRole, href: '#role' })
  if (missing.length > 0) return invitePage(c, scene, missing, form)
  const outcome = await scene.desk.rooms.invite(scene.room.who, [{ purpose: 'role', name: form.one('name'), role: form.one('role') as RoleKind, email: email || null }])
  if (isRefusal(outcome)) return outcome.code === 'not-yours' ? notFoundPage(c, scene) : invitePage(c, scene, [{ text: outcome.why, href: outcome.code.endsWith('-address') ? '#email' : outcome.code === 'no-such-role' ? '#role' : '#name' }], form)
  return madePage(c, scene, outcome[0]!, 'people', email)
}

/** The code, shown this once. */
export function madePage(c: Context<Web>, scene: RoomScene, { code, until, forName }: Invited, under: 'people' | 'groups', email: string) {
  const { desk, to, room } = scene, address = `${desk.host.baseUrl ?? new URL(c.req.url).origin}${to.invited()}`
  return roomPage(c, scene, { title: words.madeTitle, under, back: to.room(room.organisation.id, under) }, <>
    <h1 class="nhsuk-heading-l">{words.madeTitle}</h1>
    <p>{forName}</p>
    <InsetText><p>{words.code}</p><p class="app-invitation-code">{code}</p><p>{words.where} <strong>{address}</strong></p></InsetText>
    <p>{words.codeSays(day(until))}</p>
    <p>{email === '' ? words.notEmailed : words.emailed(email)}</p>
  </>)
}

export async function endRole(c: Context<Web>, scene: RoomScene, role: string) {
  const outcome = await scene.desk.rooms.endRole(scene.room.who, role)
  if (isRefusal(outcome)) return outcome.code === 'not-yours' ? notFoundPage(c, scene) : refusedInRoom(c, scene, { title: words.title, under: 'people', back: scene.to.room(scene.room.organisation.id, 'people') }, outcome)
  const stays = await scene.desk.rooms.enter(scene.room.who)
  return c.redirect(stays === null ? scene.to.ours() : scene.to.after(scene.to.room(scene.room.organisation.id, 'people'), 'role-ended'), 303)
}

export async function withdrawInvitation(c: Context<Web>, scene: RoomScene, invitation: string) {
  const outcome = await scene.desk.rooms.withdraw(scene.room.who, invitation)
  return isRefusal(outcome) && outcome.code !== 'not-open' ? notFoundPage(c, scene) : c.redirect(scene.to.after(scene.to.room(scene.room.organisation.id, 'people'), 'taken-back'), 303)
}

