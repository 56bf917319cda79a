import type { Context } from 'hono'
import { groups as groupWords, invited as words, roleHints, roles as roleWords } from '#content/wording/organisations.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import type { Who } from '../accounts/port.ts'
import type { Desk } from '../desk.ts'
import { formOf, type Form } from '../posted.ts'
import { paths } from '../paths.ts'
import { frameOf, page, type Web } from '../scene.tsx'
import { ErrorSummary, Input, Radios, type Problem } from '../ui/form.tsx'
import { Button, ButtonLink } from '../ui/parts.tsx'
import { capital } from '../ui/say.ts'
import { problemAt } from './notes.tsx'
import type { Invitation } from './port.ts'
import { roomPage, type PersonScene, type RoomScene } from './scene.tsx'

/** Where the code of a letter is typed, and what it says to whoever has it. */
export async function invitedPage(c: Context<Web>, desk: Desk, code: string, problems: Problem[] = [], typed: Form | null = null) {
  const frame = frameOf(c, desk, null), { to } = frame, account = c.get('who') ?? null
  const read = code === '' ? null : await desk.rooms.invitation(code)
  const inside = read === null || isRefusal(read) ? null : await saysAndTakes({ desk, invitation: read, code, account, problems, typed })
  const shown = read !== null && isRefusal(read) ? [{ text: read.why, href: '#code' }] : problems
  return page(c, { frame }, { title: words.title, hasError: shown.length > 0 }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {shown.length > 0 && <ErrorSummary problems={shown} />}
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    {inside ?? <form method="post" action={to.invited()} novalidate><Input name="code" label={words.code} hint={words.codeHint} width={20} value={code} error={problemAt(shown, 'code')} autocomplete="off" /><Button>{words.next}</Button></form>}
  </div></div>, shown.length > 0 ? 422 : 200)
}

/** What an invitation says, and how it is taken up. */
async function saysAndTakes({ desk, invitation, code, account, problems, typed }: { desk: Desk; invitation: Invitation; code: string; account: Who | null; problems: Problem[]; typed: Form | null }) {
  const { purpose, made_by_name: by, organisation_name: organisation, for_name: forName } = invitation
  const says = purpose === 'role' ? words.role(by, organisation, invitation.role_kind ? roleWords[invitation.role_kind] : '') : purpose === 'room' ? words.room(organisation, forName) : words.group(by, organisation, (invitation.joined_as === 'observer' ? groupWords.observer : groupWords.member).toLowerCase())
  const means = purpose === 'role' && invitation.role_kind ? <p>{capital(roleWords[invitation.role_kind])}: {roleHints[invitation.role_kind]}</p> : null
  if (account === null) return <><p class="app-lede">{says}</p>{means}<p>{words.signInFirst}</p><ButtonLink href={paths.signIn(paths.invited(code))}>{words.next}</ButtonLink></>
  const rooms = purpose === 'role' ? [] : (await desk.rooms.speaksFor(account.person)).filter(({ organisation: each }) => each.kind !== 'group' && (purpose === 'group' || each.code === invitation.for_code))
  return <>
    <p class="app-lede">{says}</p>
    {means}
    {purpose !== 'role' && rooms.length === 0 ? <>
      <p>{words.noneFits}</p>
      {purpose === 'room' && <ButtonLink href={paths.openRoom(invitation.for_code)}>{words.openTheirs}</ButtonLink>}
    </> : <form method="post" action={paths.takeInvitation()} novalidate>
      <input type="hidden" name="code" value={code} />
      {purpose === 'role' ? <Input name="name" label={words.name} value={typed?.one('name') || account.name || forName} error={problemAt(problems, 'name')} />
        : <Radios name="for" label={{ text: words.forWhich, size: 's' }} value={typed?.one('for') || rooms[0]?.organisation.id} error={problemAt(problems, 'for')} choices={rooms.map(({ organisation: each }) => ({ value: each.id, text: each.name }))} />}
      <Button>{words.take}</Button>
    </form>}
  </>
}

export async function takeUp(c: Context<Web>, scene: PersonScene) {
  const { desk, to, account } = scene, form = await formOf(c), code = form.one('code'), read = await desk.rooms.invitation(code)
  if (isRefusal(read)) return invitedPage(c, desk, code)
  const who = { person: account.person, organisation: form.one('for') }
  const led = async (): Promise<string | Refusal> => {
    if (read.purpose === 'role') { const taken = await desk.rooms.takeRole({ person: account.person, name: form.one('name'), code }); return isRefusal(taken) ? taken : to.room(taken.organisation) }
    if (read.purpose === 'room') { const taken = await desk.rooms.confirmRoom(who, code); return isRefusal(taken) ? taken : to.room(who.organisation) }
    const taken = await desk.rooms.joinGroup(who, code)
    return isRefusal(taken) ? taken : to.roomGroup(who.organisation, taken.group)
  }
  const next = await led()
  return isRefusal(next) ? invitedPage(c, desk, code, [{ text: next.why, href: read.purpose === 'role' ? '#name' : '#for' }], form) : c.redirect(next, 303)
}

export function confirmPage(c: Context<Web>, scene: RoomScene, problems: Problem[] = [], typed = '') {
  const { to, room } = scene
  return roomPage(c, scene, { title: words.confirmTitle, under: '', back: to.room(room.organisation.id), problems }, <>
    <h1 class="nhsuk-heading-l">{words.confirmTitle}</h1>
    <p>{words.confirmLede}</p>
    <form method="post" novalidate><Input name="code" label={words.code} hint={words.codeHint} width={20} value={typed} error={problemAt(problems, 'code')} autocomplete="off" /><Button>{words.confirmButton}</Button></form>
  </>)
}

export async function confirmRoom(c: Context<Web>, scene: RoomScene) {
  const code = (await formOf(c)).one('code'), outcome = await scene.desk.rooms.confirmRoom(scene.room.who, code)
  return isRefusal(outcome) ? confirmPage(c, scene, [{ text: outcome.why, href: '#code' }], code) : c.redirect(scene.to.room(scene.room.organisation.id), 303)
}
