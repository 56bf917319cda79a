import type { Context } from 'hono'
import { joining as words, leaveRoom } from '#content/wording/leaving.ts'
import { dayWritten } from '#domain/day.ts'
import { firstDayAsOne, othersWhoMaySay, soonest } from '#domain/organisations/leaving.ts'
import { isRefusal } from '#domain/words.ts'
import { formOf, type Form } from '../../posted.ts'
import { notFoundPage, type Web } from '../../scene.tsx'
import { Checkboxes, Input, Radios, type Problem } from '../../ui/form.tsx'
import { Button, InsetText, WarningText } from '../../ui/parts.tsx'
import { day, listed, plainName } from '../../ui/say.ts'
import { problemAt } from '../notes.tsx'
import { refusedInRoom, roomPage, type RoomScene } from '../scene.tsx'
import { othersByName } from './leave.tsx'

/** Ending a room as its practice joins another. */
export function joinPage(c: Context<Web>, scene: RoomScene, problems: Problem[] = [], typed: Form | null = null) {
  const { to, room } = scene, { organisation, today } = room, others = othersByName(room), first = soonest(today, othersWhoMaySay(room.people, room.who.person, today)), isPractice = organisation.kind === 'practice'
  const title = isPractice ? leaveRoom.joinTitle : leaveRoom.joinTitleOther
  return roomPage(c, scene, { title, under: 'leave', back: to.room(organisation.id, 'leave'), problems }, <>
    <h1 class="nhsuk-heading-l">{title}</h1>
    <p class="app-lede">{words.lede}</p>
    <ul class="nhsuk-list nhsuk-list--bullet">{words.happens.map(line => <li>{line}</li>)}</ul>
    <form method="post" novalidate>
      {isPractice
        ? <Input name="which" label={words.code} hint={words.codeHint} width={10} value={typed?.one('which')} error={problemAt(problems, 'which')} autocomplete="off" />
        : <Input name="which" label={words.name} value={typed?.one('which')} error={problemAt(problems, 'which')} autocomplete="off" />}
      <Input name="from" label={words.from} hint={words.fromHint(day(first))} width={10} value={typed?.one('from')} error={problemAt(problems, 'from')} autocomplete="off" />
      {others.length > 0 && <WarningText heading={leaveRoom.joinWaits}><p>{words.week(listed(others))}</p></WarningText>}
      <Button>{words.button}</Button>
    </form>
  </>)
}

export async function joinAnother(c: Context<Web>, scene: RoomScene) {
  const { desk, to, room, account } = scene, at = room.organisation.id, form = await formOf(c), which = form.one('which')
  if (!account.isRecent) return c.redirect(to.signIn(to.leaveRoom(at, 'join'), 'again'), 303)
  const practice = room.organisation.kind === 'practice' ? (await desk.figures.edition())?.byCode.get(which.toUpperCase()) : null
  const from = dayWritten(form.one('from')) ?? ''
  if (practice === undefined) {
    const first = firstDayAsOne(from, room.today, othersWhoMaySay(room.people, room.who.person, room.today))
    return joinPage(c, scene, [{ text: words.unknown, href: '#which' }, ...isRefusal(first) ? [{ text: first.why, href: '#from' }] : []], form)
  }
  const asked = await desk.leaving.askToJoin(room.who, { successor: practice === null ? { code: null, name: which } : { code: practice.code, name: practice.name }, from })
  if (!isRefusal(asked)) return c.redirect(to.room(at, 'leave'), 303)
  if (asked.code === 'not-yours') return notFoundPage(c, scene)
  return asked.all === undefined ? refusedInRoom(c, scene, { title: leaveRoom.joinTitle, under: 'leave', back: to.room(at, 'leave') }, asked) : joinPage(c, scene, asked.all.map(no => ({ text: no.why, href: `#${no.at}` })), form)
}

/** Carrying notes to another room, one by one, for somebody with a role in both. */
export async function carryPage(c: Context<Web>, scene: RoomScene, { problems = [], carried = null }: { problems?: Problem[]; carried?: number | null } = {}) {
  const { desk, to, room } = scene, at = room.organisation.id
  const [{ items, headings }, speaking] = await Promise.all([desk.rooms.kept(room.who), desk.rooms.speaksFor(room.who.person)])
  const notes = items.filter(head => head.kind === 'note' && head.entered === null), others = speaking.map(each => each.organisation).filter(each => each.id !== at && (each.endedOn === null || each.endedOn >= room.today))
  return roomPage(c, scene, { title: words.carryTitle, under: 'leave', back: to.room(at, 'leave'), problems }, <>
    <h1 class="nhsuk-heading-l">{words.carryTitle}</h1>
    {carried !== null && <InsetText><p>{words.carried(carried)}</p></InsetText>}
    <p>{words.carry}</p>
    {others.length === 0 ? <p>{words.carryNone}</p> : notes.length === 0 ? <p>{words.carryNothing}</p> : <form method="post" novalidate>
      <Checkboxes name="note" label={{ text: words.carryWhich, size: 's' }} error={problemAt(problems, 'note')} choices={notes.map(head => ({ value: head.id, text: headings.get(head.id) ?? head.kind }))} />
      <Radios name="to" label={{ text: words.carryTo, size: 's' }} error={problemAt(problems, 'to')} value={others.length === 1 ? others[0]!.id : undefined} choices={others.map(each => ({ value: each.id, text: plainName(each.name, each.world) }))} />
      <Button>{words.carryButton}</Button>
    </form>}
  </>)
}

export async function carryNotes(c: Context<Web>, scene: RoomScene) {
  const form = await formOf(c), outcome = await scene.desk.leaving.carry(scene.room.who, { to: form.one('to'), items: form.all('note') })
  if (!isRefusal(outcome)) return carryPage(c, scene, { carried: outcome.copied })
  return outcome.code === 'not-yours' ? notFoundPage(c, scene) : carryPage(c, scene, { problems: [{ text: outcome.why, href: outcome.code === 'none-chosen' ? '#note' : '#to' }] })
}
