import type { Context } from 'hono'
import { askedUs as words, hats as hatWords, levels, request as requestWords } from '#content/wording/support.ts'
import { whoSees } from '#content/wording/frame.ts'
import { hatKinds } from '#domain/support/help.ts'
import type { Day, World } from '#domain/words.ts'
import { Written } from '../organisations/parts.tsx'
import { roomPage, type RoomScene } from '../organisations/scene.tsx'
import type { Web } from '../scene.tsx'
import { errorAt, Input, Radios, Textarea, type Problem } from '../ui/form.tsx'
import { Button, Details, InsetText, SummaryList, WarningText } from '../ui/parts.tsx'
import { dayOf } from '../ui/moment.ts'
import { day, plainName } from '../ui/say.ts'
import { Deed, DueLine, lastLook, standsInWords, WordsSaid } from './parts.tsx'
import type { AskedUs, Matter, WorkingNote } from './port.ts'

/** People who asked us: from whom, when, what is due. Nothing of what they say stands here. */
export async function askedUsPage(c: Context<Web>, scene: RoomScene): Promise<Response> {
  const { room, to, desk } = scene, asked = await desk.support.askedUs(room.who), left = await desk.support.notesLeft(room.who)
  const open = asked.filter(each => !each.isOver), over = asked.filter(each => each.isOver)
  const link = (each: AskedUs) => to.asked(room.organisation.id, each.head.id)
  return roomPage(c, scene, { title: words.title, under: 'asked-us', dones: ['thrown-away'] }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p>{words.lede}</p>
    {open.length === 0 ? <p>{words.none}</p> : <ol class="app-results">{open.map(each => <AskedLine asked={each} today={room.today} world={room.organisation.world} href={link(each)} />)}</ol>}
    {over.length > 0 && <Details summary={words.over}><ol class="app-results">{over.map(each => <AskedLine asked={each} today={room.today} world={room.organisation.world} href={link(each)} />)}</ol></Details>}
    {left.length > 0 && <Details summary={words.notesLeft}><ol class="app-said">{left.map(note => <li>
      <p class="app-source">{words.noteOf(note.fromName, dayOf(note.at))}</p>
      <NoteSays note={note} />
      <Deed action={to.asked(room.organisation.id, note.matter, 'throw-away')} fields={{ note: note.id }}>{words.throwAway}</Deed>
    </li>)}</ol></Details>}
  </>)
}

/** One request as the list shows it. Without `href` for the practice itself, to see what they see. */
export function AskedLine({ asked, today, world, href }: { asked: AskedUs; today: Day; world: World; href?: string }) {
  const until = lastLook(asked.head, today, asked.toCode), name = plainName(asked.head.organisationName, world)
  return <li>
    <p><strong>{href === undefined ? name : <a href={href}><span class="nhsuk-u-visually-hidden">{words.open(name)}</span><span aria-hidden="true">{name}</span></a>}</strong></p>
    {asked.dues.map(due => <p><DueLine due={due} today={today} /></p>)}
    <p>{words.asked(dayOf(asked.head.madeAt))} {standsInWords(asked.state, asked.hats)}</p>
    {!asked.isConfirmed && <p>{words.unconfirmed}</p>}
    {until !== null && <p class="app-source">{words.until(day(until))}</p>}
  </li>
}

/** One request opened, in the room of the support unit it was sent to, or of somebody else it is shown to. */
export function matterPage(c: Context<Web>, scene: RoomScene, matter: Matter, problems: Problem[] = [], typed: Record<string, string> = {}): Response | Promise<Response> {
  const { room, to } = scene, { head, state, hats, side } = matter, own = hats.find(hat => hat.person === room.who.person)
  const part = (name: Parameters<typeof to.asked>[2]) => to.asked(room.organisation.id, head.id, name), isOpen = side === 'support' && state !== 'closed'
  return roomPage(c, scene, { title: words.matterTitle, under: side === 'support' ? 'asked-us' : 'shown-to-us', back: to.room(room.organisation.id, side === 'support' ? 'asked-us' : 'shown-to-us'), seenBy: seenByOf(matter, room.organisation.name, room.today), problems, dones: ['taken-up', 'answered', 'closed', 'noted', 'step-done'] }, <>
    <WhatTheyRead matter={matter} today={room.today} world={room.organisation.world} />
    {isOpen && (own === undefined
      ? <form method="post" action={part('take-up')} novalidate class="app-no-print">
        <Radios name="hat" label={{ text: words.takeUp, size: 'm' }} hint={words.takeUpLede} error={errorAt(problems, 'hat')} value={typed['hat']} choices={hatKinds.map(kind => ({ value: kind, text: hatWords[kind].choose, hint: hatWords[kind].hint }))} />
        <Button>{words.takeUpButton}</Button>
      </form>
      : <>
        <p>{words.youAre(hatWords[own.kind].does)}</p>
        <form method="post" action={part('answer')} novalidate class="app-no-print">
          <Textarea name="says" label={{ text: words.answer, size: 'm' }} hint={words.answerHint} value={typed['says']} error={errorAt(problems, 'says')} rows={8} />
          <Button>{words.answerButton}</Button>
        </form>
        <Details summary={requestWords.close}>
          <form method="post" action={part('close')} novalidate>
            <Textarea name="last" label={requestWords.closeLabel} hint={requestWords.closeHint} value={typed['last']} error={errorAt(problems, 'last')} rows={3} />
            <Button kind="secondary">{requestWords.closeButton}</Button>
          </form>
        </Details>
      </>)}
    {side === 'support' && <OwnNotes scene={scene} matter={matter} problems={problems} typed={typed} />}
  </>)
}

const seenByOf = (matter: Matter, name: string, today: Day): string => whoSees.named(name, day(lastLook(matter.head, today, matter.help.toCode) ?? matter.head.shares.filter(share => share.stoppedAt === null).map(share => share.until).toSorted().at(-1) ?? today))

/** What a reader of another organisation reads: the page without what they may do, so that the practice can be shown exactly that. */
export function WhatTheyRead({ matter: { head, help, state, hats, words: said, side }, today, world }: { matter: Matter; today: Day; world: World }) {
  const until = lastLook(head, today, help.toCode)
  return <>
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">{words.heading(plainName(head.organisationName, world))}</span>{help.title}</h1>
    {side !== 'shown' && until !== null && <p class="app-source">{words.seen(day(until))}</p>}
    {side === 'shown' && <InsetText><p>{words.toThird}</p></InsetText>}
    {!help.isConfirmed && <WarningText heading="Not confirmed" level={2}><p>{words.unconfirmed}</p></WarningText>}
    <SummaryList rows={[
      { key: requestWords.facts.by, value: requestWords.byOn(head.authorName, dayOf(head.madeAt)) },
      { key: requestWords.facts.level, value: levels[help.level] },
      { key: requestWords.facts.wantedBy, value: help.wantedBy === null ? requestWords.noDay : day(help.wantedBy) },
      ...(side === 'shown' ? [] : [{ key: requestWords.facts.state, value: standsInWords(state, hats) }]),
    ]} />
    <h2 class="nhsuk-heading-m">{requestWords.asked}</h2>
    <Written text={help.body} />
    {side !== 'shown' && <>
      <h2 class="nhsuk-heading-m">{requestWords.since}</h2>
      {said.length === 0 ? <p>{requestWords.nothingSaid}</p> : <WordsSaid words={said} hats={hats} />}
    </>}
  </>
}

/** What the support unit notes for itself, with its next steps. */
function OwnNotes({ scene: { room, to }, matter: { head, notes }, problems, typed }: { scene: RoomScene; matter: Matter; problems: Problem[]; typed: Record<string, string> }) {
  const part = (name: Parameters<typeof to.asked>[2]) => to.asked(room.organisation.id, head.id, name)
  return <section aria-labelledby="own-notes">
    <h2 class="nhsuk-heading-m" id="own-notes">{words.notes}</h2>
    <p class="app-source"><strong>{whoSees.partners}.</strong> {words.notesLede}</p>
    {notes.length === 0 ? <p>{words.noNotes}</p> : <ol class="app-said">{notes.map(note => <li>
      <p class="app-source">{words.writtenBy(note.name, dayOf(note.at))}</p>
      <NoteSays note={note} />
      {note.step !== null && note.done === null && <Deed action={part('done')} fields={{ note: note.id }} hidden={words.doneHidden(note.step)}>{words.done}</Deed>}
    </li>)}</ol>}
    <form method="post" action={part('note')} novalidate class="app-no-print">
      <Textarea name="note" label={{ text: words.note, size: 's' }} value={typed['note']} error={errorAt(problems, 'note')} rows={3} />
      <Input name="step" label={{ text: words.step, size: 's' }} value={typed['step']} error={errorAt(problems, 'step')} width={30} />
      <Input name="due" label={{ text: words.due, size: 's' }} hint={words.dueHint} value={typed['due']} error={errorAt(problems, 'due')} width={10} />
      <Button kind="secondary">{words.noteButton}</Button>
    </form>
  </section>
}

function NoteSays({ note }: { note: WorkingNote }) {
  return <>
    {note.says !== '' && <Written text={note.says} />}
    {note.step !== null && <p>{words.stepIs(note.step)}{note.due !== null && `, ${day(note.due)}`}. {note.done !== null && words.doneOn(note.done.byName, dayOf(note.done.at))}</p>}
  </>
}
