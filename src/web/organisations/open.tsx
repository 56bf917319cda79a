import type { Context } from 'hono'
import { keepPrivate, newRoom, ours as oursWords, roleHints, roles as roleWords } from '#content/wording/organisations.ts'
import { whoSees } from '#content/wording/frame.ts'
import type { RoleKind } from '#domain/organisations/organisation.ts'
import { isRefusal } from '#domain/words.ts'
import type { Desk } from '../desk.ts'
import { formOf, type Form } from '../posted.ts'
import { frameOf, page, type Web } from '../scene.tsx'
import { Checkboxes, ErrorSummary, Input, Radios, type Problem } from '../ui/form.tsx'
import { Button, ButtonLink, SummaryList } from '../ui/parts.tsx'
import { capital, plainName } from '../ui/say.ts'
import { problemAt } from './notes.tsx'
import { rolesInWords } from './parts.tsx'
import type { PersonScene } from './scene.tsx'

const narrow = (children: unknown) => <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">{children as string}</div></div>

/** Screen 10: why a room, in three lines, before anybody is asked anything. */
export async function keepPrivatePage(c: Context<Web>, desk: Desk) {
  const edition = await desk.figures.edition(), frame = frameOf(c, desk, edition), { to } = frame
  const practice = edition?.byCode.get((c.req.query('practice') ?? '').toUpperCase()) ?? null
  const next = to.openRoom(practice?.code)
  return page(c, { frame }, { title: keepPrivate.title, back: practice ? to.practice(practice.code) : to.home() }, narrow(<>
    <h1 class="nhsuk-heading-l">{keepPrivate.title}</h1>
    {practice && edition && <p class="nhsuk-caption-m">{plainName(practice.name, edition.world)}</p>}
    <p class="app-lede">{keepPrivate.lede}</p>
    <SummaryList rows={keepPrivate.lines.map(([key, value]) => ({ key, value }))} />
    {c.get('who') ? <ButtonLink href={next}>{keepPrivate.signedIn}</ButtonLink> : <><ButtonLink href={to.signIn(next)}>{keepPrivate.start}</ButtonLink><p>{keepPrivate.startHint}</p></>}
    <p><a href={to.invited()}>{keepPrivate.haveCode}</a></p>
  </>))
}

export async function oursPage(c: Context<Web>, { desk, to, frame, account }: PersonScene) {
  const speaking = await desk.rooms.speaksFor(account.person)
  if (speaking.length === 1 && c.req.query('all') === undefined) return c.redirect(to.room(speaking[0]!.organisation.id), 303)
  return page(c, { frame }, { title: speaking.length === 0 ? oursWords.none : oursWords.title, seenBy: whoSees.onlyYou }, narrow(<>
    <h1 class="nhsuk-heading-l">{speaking.length === 0 ? oursWords.none : oursWords.title}</h1>
    {speaking.length === 0 ? <p>{oursWords.none2}</p> : <ul class="app-kept">{speaking.map(({ organisation, roles }) => <li>
      <a href={to.room(organisation.id)}>{organisation.name}</a><span class="app-kept__who">{oursWords.as(rolesInWords(roles))}</span>
    </li>)}</ul>}
    <p><ButtonLink kind="secondary" href={to.openRoom()}>{oursWords.open}</ButtonLink></p>
    <p><a href={to.invited()}>{keepPrivate.haveCode}</a></p>
  </>))
}

export async function openRoomPage(c: Context<Web>, { desk, to, frame, account }: PersonScene, problems: Problem[] = [], typed: Form | null = null) {
  const edition = await desk.figures.edition(), code = (typed?.one('practice') ?? c.req.query('practice') ?? '').toUpperCase(), practice = edition?.byCode.get(code)
  return page(c, { frame }, { title: newRoom.title, back: to.keepPrivate(code), seenBy: whoSees.onlyYou, hasError: problems.length > 0 }, narrow(<>
    {problems.length > 0 && <ErrorSummary problems={problems} />}
    <h1 class="nhsuk-heading-l">{newRoom.title}</h1>
    <form method="post" action={to.openRoom()} novalidate>
      {practice && problems.every(problem => problem.href !== '#practice')
        ? <><p class="app-lede"><strong>{plainName(practice.name, edition!.world)}</strong> <span class="app-source">{practice.code}</span></p><input type="hidden" name="practice" value={practice.code} /></>
        : <Input name="practice" label={newRoom.which} hint={<>{newRoom.whichHint} <a href={to.practices()}>Find a practice</a></>} width={10} value={code} error={problemAt(problems, 'practice')} autocomplete="off" />}
      <Input name="name" label={newRoom.name} hint={newRoom.nameHint} value={typed?.one('name') ?? account.name} error={problemAt(problems, 'name')} />
      <Radios name="role" label={{ text: newRoom.role, size: 's' }} value={typed?.one('role')} error={problemAt(problems, 'role')}
        choices={(['practice-manager', 'partner', 'delegate'] as const).map(role => ({ value: role, text: capital(roleWords[role]), ...(role === 'delegate' && { hint: roleHints.delegate }) }))} />
      <Checkboxes name="may" label={{ text: newRoom.mayLegend, size: 's' }} choices={[{ value: 'yes', text: newRoom.may }]} values={typed?.all('may') ?? []} error={problemAt(problems, 'may')} />
      <p>{newRoom.atOnce}</p>
      <Button>{newRoom.button}</Button>
    </form>
  </>), problems.length > 0 ? 422 : 200)
}

export async function openTheRoom(c: Context<Web>, scene: PersonScene) {
  const form = await formOf(c), edition = await scene.desk.figures.edition(), practice = edition?.byCode.get(form.one('practice').toUpperCase()), problems: Problem[] = []
  if (practice === undefined || edition === null) problems.push({ text: newRoom.unknown, href: '#practice' })
  if (form.one('name') === '') problems.push({ text: newRoom.noName, href: '#name' })
  if (form.one('role') === '') problems.push({ text: newRoom.noRole, href: '#role' })
  if (form.one('may') === '') problems.push({ text: newRoom.mustMay, href: '#may' })
  if (problems.length > 0 || practice === undefined || edition === null) return openRoomPage(c, scene, problems, form)
  const outcome = await scene.desk.rooms.openRoom({ person: scene.account.person, name: form.one('name'), role: form.one('role') as RoleKind, practice: { code: practice.code, name: practice.name, world: edition.world } })
  return isRefusal(outcome) ? openRoomPage(c, scene, [{ text: outcome.why, href: outcome.code === 'no-such-role' ? '#role' : '#name' }], form) : c.redirect(scene.to.room(outcome.organisation), 303)
}
