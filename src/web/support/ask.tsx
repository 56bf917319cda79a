import type { Context } from 'hono'
import { ask as words, levelHints, levels, request as requestWords } from '#content/wording/support.ts'
import { whoSees } from '#content/wording/frame.ts'
import { keptAs } from '#content/wording/organisations.ts'
import { dayAfter } from '#domain/day.ts'
import type { Organisation } from '#domain/organisations/organisation.ts'
import { showingDays } from '#domain/organisations/showing.ts'
import { levels as allLevels } from '#domain/support/help.ts'
import type { Day } from '#domain/words.ts'
import { sittings, whenOf } from '../organisations/looked.tsx'
import { Written } from '../organisations/parts.tsx'
import { roomPage, type RoomScene } from '../organisations/scene.tsx'
import type { Web } from '../scene.tsx'
import { errorAt, Input, Radios, Textarea, type Problem } from '../ui/form.tsx'
import { Button, ButtonLink, Details, InsetText, SummaryList } from '../ui/parts.tsx'
import { dayToType } from '../ui/day-to-type.ts'
import { dayOf } from '../ui/moment.ts'
import { day } from '../ui/say.ts'
import { AskedLine, WhatTheyRead } from './asked-us.tsx'
import { Deed, lastLook, standsInWords, WordsSaid } from './parts.tsx'
import type { Matter, OurRequest } from './port.ts'

/** Ask for help: what the practice has asked, and how each stands. */
export async function askPage(c: Context<Web>, scene: RoomScene): Promise<Response> {
  const { room, to, desk } = scene, { id } = room.organisation, [ours, units] = [await desk.support.ourRequests(room.who), await desk.rooms.bodies('support')]
  return roomPage(c, scene, { title: words.title, under: 'ask' }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p>{words.lede}</p>
    {units.length === 0 ? <InsetText><p>{words.noUnit}</p></InsetText> : <ButtonLink href={to.room(id, 'ask/new')}>{words.button}</ButtonLink>}
    {ours.length === 0 ? units.length > 0 && <p>{words.none}</p> : <ol class="app-results">{ours.map(each => <li>
      <p><strong><a href={to.help(id, each.head.id)}>{each.title}</a></strong></p>
      <p>{words.to(each.toName, dayOf(each.head.madeAt))}. {standsInWords(each.state, each.hats)}</p>
      <p class="app-source"><strong>{keptAs[each.head.keptAs]}.</strong> {shownInWords(each, room.today)}</p>
    </li>)}</ol>}
    <p><a href={to.lmcSees()}>{words.canSee}</a></p>
    <p><a href={to.room(id, 'what-your-lmc-sees')}>{words.seesNow}</a></p>
  </>)
}

function shownInWords(request: OurRequest, today: Day): string {
  const until = lastLook(request.head, today, request.toCode)
  return until === null ? words.notShown(request.toName) : words.until(request.toName, day(until))
}

/** The questions of a request, with what the other side will see beside the button. */
export function askFormPage(c: Context<Web>, scene: RoomScene, units: readonly Organisation[], problems: Problem[] = [], typed: Record<string, string> = {}): Response | Promise<Response> {
  const { room, to } = scene, { id, confirmedAt } = room.organisation, [only] = units.length === 1 ? units : []
  return roomPage(c, scene, { title: words.newTitle, under: 'ask', back: to.room(id, 'ask'), seenBy: whoSees.onlyYou, problems }, <>
    <h1 class="nhsuk-heading-l">{words.newTitle}</h1>
    <form method="post" action={to.room(id, 'ask/new')} novalidate>
      {only ? <><input type="hidden" name="to" value={only.code} /><p>{words.toOne(only.name)}</p></>
        : <Radios name="to" label={{ text: words.toWhom, size: 's' }} error={errorAt(problems, 'to')} value={typed['to']} choices={units.map(unit => ({ value: unit.code, text: unit.name }))} />}
      <Input name="title" label={{ text: words.heading, size: 's' }} hint={words.headingHint} value={typed['title']} error={errorAt(problems, 'title')} autocomplete="off" />
      <Textarea name="body" label={{ text: words.body, size: 's' }} hint={words.bodyHint} value={typed['body']} error={errorAt(problems, 'body')} rows={8} />
      <Radios name="level" label={{ text: words.level, size: 's' }} value={typed['level']} error={errorAt(problems, 'level')} choices={allLevels.map(level => ({ value: level, text: levels[level], hint: levelHints[level] }))} />
      <Input name="wanted-by" label={{ text: words.wantedBy, size: 's' }} hint={words.wantedByHint} value={typed['wanted-by']} error={errorAt(problems, 'wanted-by')} width={10} />
      <Radios name="kept-as" label={{ text: words.who, size: 's' }} value={typed['kept-as'] ?? (room.isAnswering ? 'your-partners' : 'only-you')} error={errorAt(problems, 'kept-as')}
        choices={(room.isAnswering ? ['your-partners', 'only-you'] as const : ['only-you'] as const).map(kept => ({ value: kept, text: keptAs[kept], hint: words.whoHints[kept] }))} />
      <Input name="until" label={{ text: words.untilLabel, size: 's' }} hint={words.untilHint} value={typed['until'] ?? dayToType(dayAfter(room.today, showingDays.usual))} error={errorAt(problems, 'until')} width={10} />
      <InsetText>
        {words.theySee.map(each => <p>{each}</p>)}
        {confirmedAt === null && <p>{words.unconfirmed}</p>}
        <p>{words.foi}</p>
      </InsetText>
      <Button>{words.send}</Button>
    </form>
  </>)
}

/** One request, for the practice that asked: what was said, who has looked, and every way to end it. */
export function requestPage(c: Context<Web>, scene: RoomScene, matter: Matter, problems: Problem[] = [], typed: Record<string, string> = {}): Response | Promise<Response> {
  const { room, to } = scene, { id } = room.organisation, { head, help, state, hats, words: said, lookings } = matter, until = lastLook(matter.head, room.today, matter.help.toCode)
  const part = (name: Parameters<typeof to.help>[2]) => to.help(id, head.id, name), theirs = sittings(lookings).toReversed()
  return roomPage(c, scene, { title: requestWords.title, under: 'ask', back: to.room(id, 'ask'), seenBy: until === null ? keptAs[head.keptAs] : `${keptAs[head.keptAs]}; ${whoSees.named(help.toName, day(until))}`, problems, dones: ['said-more', 'closed', 'until-changed', 'stopped'] }, <>
    <h1 class="nhsuk-heading-l">{help.title}</h1>
    <SummaryList rows={[
      { key: requestWords.facts.to, value: help.toName },
      { key: requestWords.facts.state, value: standsInWords(state, hats) },
      { key: requestWords.facts.by, value: requestWords.byOn(head.authorName, dayOf(head.madeAt)) },
      { key: requestWords.facts.level, value: levels[help.level] },
      { key: requestWords.facts.wantedBy, value: help.wantedBy === null ? requestWords.noDay : day(help.wantedBy) },
      { key: requestWords.facts.here, value: keptAs[head.keptAs] },
      { key: requestWords.facts.until, value: until === null ? requestWords.stoppedShowing : day(until) },
      { key: requestWords.facts.looked, value: theirs.length === 0 ? requestWords.nobodyLooked : <ul class="nhsuk-list">{theirs.slice(-10).map(sitting => <li>{requestWords.lookedOn(`${sitting.looking.lookerName}, ${sitting.looking.organisationName}`, whenOf(sitting))}</li>)}</ul> },
    ]} />
    <p><a href={part('as-they-see')}>{requestWords.asTheySee}</a></p>
    <h2 class="nhsuk-heading-m">{requestWords.asked}</h2>
    <Written text={help.body} />
    <h2 class="nhsuk-heading-m">{requestWords.since}</h2>
    {said.length === 0 ? <p>{requestWords.nothingSaid}</p> : <WordsSaid words={said} hats={hats} />}
    {state !== 'closed' && <>
      <form method="post" action={part('more')} novalidate class="app-no-print">
        <Textarea name="says" label={{ text: requestWords.more, size: 's' }} hint={requestWords.moreHint} value={typed['says']} error={errorAt(problems, 'says')} rows={4} />
        <Button>{requestWords.moreButton}</Button>
      </form>
      <Details summary={requestWords.close}>
        <form method="post" action={part('close')} novalidate>
          <Textarea name="last" label={requestWords.closeLabel} hint={requestWords.closeHint} value={typed['last']} error={errorAt(problems, 'last')} rows={3} />
          <Button kind="secondary">{requestWords.closeButton}</Button>
        </form>
      </Details>
    </>}
    <section class="app-no-print">
      <h2 class="nhsuk-heading-m">{requestWords.showTitle}</h2>
      <form method="post" action={part('until')} novalidate>
        <Input name="until" label={until === null ? requestWords.showAgain : requestWords.show} value={typed['until'] ?? dayToType(until ?? dayAfter(room.today, showingDays.usual))} error={errorAt(problems, 'until')} width={10} />
        <Button kind="secondary">{until === null ? requestWords.showAgainButton : requestWords.showButton}</Button>
      </form>
      {until !== null && <><p>{requestWords.stopSays}</p><Deed action={part('stop')} small={false}>{requestWords.stop}</Deed></>}
      <p><a href={to.item(id, head.id, 'who')}>{requestWords.whoMaySee}</a></p>
      <Details summary={requestWords.delete}><p>{requestWords.deleteSays}</p><Deed action={part('delete')}>{requestWords.delete}</Deed></Details>
    </section>
  </>)
}

/** Exactly what the support unit sees of a request: its line in their list, and the page it opens. */
export function asTheySeePage(c: Context<Web>, scene: RoomScene, matter: Matter): Response | Promise<Response> {
  const { room, to } = scene, { head, help, state, hats } = matter, until = lastLook(matter.head, room.today, matter.help.toCode)
  const dues = state === 'asked' || state === 'taken-up' ? [{ what: 'answer' as const, on: help.wantedBy, says: '' }] : []
  return roomPage(c, scene, { title: requestWords.title, under: 'ask', back: to.help(room.organisation.id, head.id), seenBy: keptAs[head.keptAs] }, until === null
    ? <><h1 class="nhsuk-heading-l">{requestWords.asTheySee}</h1><p>{requestWords.previewNothing(help.toName)}</p></>
    : <>
      <InsetText><p>{requestWords.preview(help.toName)}</p></InsetText>
      <p class="nhsuk-heading-s">{requestWords.inTheirList}</p>
      <ol class="app-results"><AskedLine asked={{ head, ...help, state, hats, dues, begunAt: head.madeAt, isOver: state === 'closed' }} today={room.today} world={room.organisation.world} /></ol>
      <p class="nhsuk-heading-s">{requestWords.opened}</p>
      <WhatTheyRead matter={{ ...matter, side: 'support' }} today={room.today} world={room.organisation.world} />
    </>)
}
