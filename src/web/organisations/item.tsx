import type { Context } from 'hono'
import { keptAs as keptAsWords, note as words, room as roomWords, seen as seenWords, who as whoWords } from '#content/wording/organisations.ts'
import { whoSees } from '#content/wording/frame.ts'
import { dayAfter, dayWritten } from '#domain/day.ts'
import { showingDays, whyNotForAnyone } from '#domain/organisations/showing.ts'
import { isRefusal } from '#domain/words.ts'
import { notFoundPage, type Web } from '../scene.tsx'
import { formOf, type Form } from '../posted.ts'
import { Input, Radios, type Problem } from '../ui/form.tsx'
import { Button, ButtonLink, Details, InsetText } from '../ui/parts.tsx'
import { dayToType } from '../ui/day-to-type.ts'
import { dayOf, moment } from '../ui/moment.ts'
import { day } from '../ui/say.ts'
import { Commercial, keepChoices, keepChosen, problemAt } from './notes.tsx'
import { Byline, colleagues, kindInWords, openShares, Phrases, rolesInWords, Waiting, whoMaySee } from './parts.tsx'
import type { ItemHead, Opened, ShowTo } from './port.ts'
import { refusedInRoom, roomPage, type RoomScene } from './scene.tsx'
import { headingOf, Says } from './says.tsx'
import { SeenItem } from './shown.tsx'

/** One thing kept in the room. */
export function itemPage(c: Context<Web>, scene: RoomScene, opened: Opened) {
  const { head, note } = opened
  const { desk, to, room } = scene, at = room.organisation.id
  const toConfirm = head.entered !== null && head.author === room.who.person && head.entered.confirmBy >= desk.now()
  return roomPage(c, scene, { title: words.list, under: 'notes', back: to.room(at, 'notes'), seenBy: whoMaySee(room, head).join(' · '), dones: ['link-sent', 'confirmed'] }, <>
    {toConfirm && <InsetText>
      <p>{roomWords.confirmThis(head.entered!.byName, moment(head.entered!.confirmBy))}</p>
      <form method="post" action={to.item(at, head.id, 'confirm')}><Button>{words.confirm}</Button></form>
    </InsetText>}
    {head.entered !== null && !toConfirm && <InsetText><p><Waiting head={head} now={desk.now()} /></p></InsetText>}
    <h1 class="nhsuk-heading-l">{headingOf(opened)}</h1>
    <Byline head={head} />
    <Says {...opened} />
    <h2 class="nhsuk-heading-s">{words.whoMaySee}</h2>
    <p><Phrases room={room} head={head} /></p>
    <p class="app-actions">
      <ButtonLink kind="secondary" href={to.item(at, head.id, 'who')}>{words.changeWho}</ButtonLink>
      {note !== null && <ButtonLink kind="secondary" href={to.item(at, head.id, 'change')}>{words.change}</ButtonLink>}
    </p>
    {(desk.post.canSend || desk.post.isShown) && <form method="post" action={to.item(at, head.id, 'link-back')}><button class="app-link-button" type="submit">{words.linkBack}</button></form>}
    {head.keptAs === 'anyone' && <p><a href={to.published(head.id)}>{words.publicLink}</a></p>}
    <div class="app-no-print"><Details summary={words.delete}>
      <p>{words.deleteSays}</p>
      <form method="post" action={to.item(at, head.id, 'delete')}><Button kind="secondary">{words.delete}</Button></form>
    </Details></div>
  </>)
}

/** Who may see it: how it is kept, and each it is shown to by name, with exactly what they see. */
export async function whoPage(c: Context<Web>, scene: RoomScene, opened: Opened, problems: Problem[] = [], typed: Form | null = null) {
  const { head } = opened, { desk, to, room } = scene, at = room.organisation.id, open = openShares(head, room.today), past = head.shares.filter(share => !open.includes(share))
  const isAuthor = head.author === room.who.person, keep = head.keptAs === 'this-group' ? `this-group ${head.group}` : head.keptAs
  const bodies = [...await desk.rooms.bodies('support'), ...await desk.rooms.bodies('commissioner')].filter(body => body.id !== at)
  return roomPage(c, scene, { title: whoWords.title, under: 'notes', back: to.item(at, head.id), seenBy: whoMaySee(room, head)[0]!, problems, dones: ['shown', 'stopped', 'kept'] }, <>
    <h1 class="nhsuk-heading-l">{whoWords.title}</h1>
    <p><strong>{headingOf(opened) ?? kindInWords(head.kind)}</strong></p>
    <h2 class="nhsuk-heading-m">{whoWords.now}</h2>
    <p>{keptAsWords[head.keptAs]}</p>
    {open.length === 0 ? <p>{whoWords.nobodyElse}</p> : <ul class="app-kept">{open.map(share => <li>
      <span>{whoSees.named(share.toName, day(share.until))}</span>
      <span><a href={to.itemAsTheySee(at, head.id, share.id)}>{whoWords.asTheySee}</a></span>
      <form method="post" action={to.item(at, head.id, 'stop')}><input type="hidden" name="share" value={share.id} /><Button kind="secondary" small>{whoWords.stop}<span class="nhsuk-u-visually-hidden"> {share.toName}</span></Button></form>
    </li>)}</ul>}
    {past.length > 0 && <Details summary={whoWords.before(past.length)}><ul class="nhsuk-list">{past.map(share => <li>{share.toName}, {share.stoppedAt ? whoWords.stopped(dayOf(share.stoppedAt)) : whoWords.past(day(share.until))}{share.stoppedBecause !== null && `: ${share.stoppedBecause}`}</li>)}</ul></Details>}
    {head.keptAs === 'only-you' && !isAuthor ? <p>{whoWords.onlyAuthor(head.authorName)}</p> : <form method="post" action={to.item(at, head.id, 'keep-as')} novalidate>
      <Radios name="keep" label={{ text: whoWords.keep, size: 'm' }} choices={keepChoices(room).filter(choice => (choice.value !== 'only-you' || isAuthor) && (choice.value !== 'anyone' || whyNotForAnyone(head.kind) === null))} value={typed?.one('keep') || keep} error={problemAt(problems, 'keep')} />
      {room.groups.some(group => group.joinedAs === 'member') && <Commercial isTicked={head.isCommercial} />}
      <Button kind="secondary">{whoWords.keepButton}</Button>
    </form>}
    <h2 class="nhsuk-heading-m">{whoWords.byName}</h2>
    <p>{whoWords.byNameLede}</p>
    <form method="post" action={to.item(at, head.id, 'show')} novalidate>
      <Radios name="whom" label={{ text: whoWords.toWhom, size: 's' }} value={typed?.one('whom')} error={problemAt(problems, 'whom')} choices={[
        ...bodies.map(body => ({ value: `${body.kind}:${body.code}`, text: body.name, ...(body.kind === 'commissioner' && { hint: whoWords.icbHint }) })),
        ...colleagues(room).filter(each => each.person !== room.who.person).map(each => ({ value: `person:${each.person}`, text: whoWords.colleague(each.name, rolesInWords(each.roles)) })),
        { value: 'practice', text: whoWords.practice },
      ]} />
      <Input name="code" label={whoWords.toCode} hint={whoWords.toCodeHint} width={10} value={typed?.one('code')} error={problemAt(problems, 'code')} autocomplete="off" />
      <Input name="until" label={whoWords.until} hint={whoWords.untilHint} width={10} value={typed?.one('until') || dayToType(dayAfter(room.today, showingDays.usual))} error={problemAt(problems, 'until')} autocomplete="off" />
      <Button>{whoWords.show}</Button>
    </form>
  </>)
}

/** Whom a form names, as the command takes it; a problem where it names nobody. */
async function named({ desk, room }: RoomScene, form: Form): Promise<ShowTo | Problem> {
  const whom = form.one('whom')
  if (whom.startsWith('person:')) {
    const colleague = colleagues(room).find(each => each.person === whom.slice('person:'.length))
    return colleague ? { address: room.organisation.id, name: colleague.name, person: colleague.person } : { text: whoWords.chooseWhom, href: '#whom' }
  }
  if (whom === 'practice' || (whom === '' && form.one('code') !== '')) {
    const edition = await desk.figures.edition(), practice = edition?.byCode.get(form.one('code').toUpperCase())
    return practice ? { address: `practice:${practice.code}`, name: practice.name, person: null } : { text: whoWords.noSuchCode, href: '#code' }
  }
  const body = [...await desk.rooms.bodies('support'), ...await desk.rooms.bodies('commissioner')].find(each => `${each.kind}:${each.code}` === whom)
  return body ? { address: whom, name: body.name, person: null } : { text: whoWords.chooseWhom, href: '#whom' }
}

export async function showTo(c: Context<Web>, scene: RoomScene, opened: Opened) {
  const form = await formOf(c), to = await named(scene, form), until = dayWritten(form.one('until')) ?? ''
  if ('text' in to) return whoPage(c, scene, opened, [to], form)
  const outcome = await scene.desk.rooms.show(scene.room.who, opened.head.id, { to, until })
  if (!isRefusal(outcome)) return c.redirect(scene.to.after(scene.to.item(scene.room.organisation.id, opened.head.id, 'who'), 'shown'), 303)
  return outcome.code === 'not-yours' ? notFoundPage(c, scene) : whoPage(c, scene, opened, [{ text: outcome.why, href: outcome.code.startsWith('day') || outcome.code === 'no-day' ? '#until' : '#whom' }], form)
}

export async function keepAs(c: Context<Web>, scene: RoomScene, opened: Opened) {
  const form = await formOf(c), chosen = keepChosen(form.one('keep'))
  if (chosen === null) return whoPage(c, scene, opened, [{ text: whoWords.chooseWho, href: '#keep' }], form)
  const outcome = await scene.desk.rooms.keepAs(scene.room.who, opened.head.id, { ...chosen, isCommercial: form.one('commercial') !== '' })
  if (!isRefusal(outcome)) return c.redirect(scene.to.after(scene.to.item(scene.room.organisation.id, opened.head.id, 'who'), 'kept'), 303)
  return outcome.code === 'not-yours' ? notFoundPage(c, scene) : whoPage(c, scene, opened, [{ text: outcome.why, href: '#keep' }], form)
}

/** What is done to an item by one press; a refusal has a page of its own. */
export async function pressed(c: Context<Web>, scene: RoomScene, head: ItemHead, part: 'confirm' | 'stop' | 'delete' | 'link-back') {
  const { desk, to, room } = scene, at = room.organisation.id
  const outcome = part === 'confirm' ? await desk.rooms.confirm(room.who, head.id) : part === 'delete' ? await desk.rooms.remove(room.who, head.id) : part === 'link-back' ? await desk.rooms.sendLinkBack(room.who, head.id) : await desk.rooms.stopShowing(room.who, head.id, (await formOf(c)).one('share'))
  if (isRefusal(outcome)) return outcome.code === 'not-yours' ? notFoundPage(c, scene) : refusedInRoom(c, scene, { title: words.list, under: 'notes', back: to.item(at, head.id) }, outcome)
  if (part === 'delete') return c.redirect(to.room(at, 'notes'), 303)
  return c.redirect(part === 'stop' ? to.after(to.item(at, head.id, 'who'), 'stopped') : to.after(to.item(at, head.id), part === 'confirm' ? 'confirmed' : 'link-sent'), 303)
}

/** Exactly what somebody it is shown to sees: the same words by the same part, with only what they are shown. */
export function asTheySeePage(c: Context<Web>, scene: RoomScene, opened: Opened, share: string) {
  const { head } = opened
  const { to, room } = scene, shown = openShares(head, room.today).find(each => each.id === share)
  if (shown === undefined || headingOf(opened) === null) return notFoundPage(c, scene)
  return roomPage(c, scene, { title: whoWords.asTheySee, under: 'notes', back: to.item(room.organisation.id, head.id, 'who'), seenBy: whoMaySee(room, head).join(' · ') }, <>
    <InsetText><p>{seenWords.preview(shown.toName)}</p></InsetText>
    <SeenItem {...opened} head={{ ...head, shares: [shown], seenAs: 'named' }} groupName={null} />
  </>)
}
