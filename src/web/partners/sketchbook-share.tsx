import type { Context } from 'hono'
import { erase as eraseWords, own as ownWords, resize as sizeWords, share as words } from '#content/wording/sketchbook.ts'
import { whoSees } from '#content/wording/frame.ts'
import { kinds } from '#content/wording/partners.ts'
import { dayInEngland } from '#domain/position/day.ts'
import { dayAfter, shareDays } from '#domain/partners/sharing.ts'
import { page, type Scene, type Web } from '../scene.tsx'
import { ErrorSummary, Input, Radios, type Problem } from '../ui/form.tsx'
import { Button, InsetText, WarningText } from '../ui/parts.tsx'
import { count, day } from '../ui/say.ts'
import type { Opened } from './sketchbook-parts.tsx'
import { EditForm } from './sketchbook-deed.tsx'
import { absolute, LinkBox } from './sketchbook-page.tsx'

export interface Typed { author?: string; until?: string }

/** Share a sketch of one's own: who made it, until when, the links there are and a way to stop each. */
export function sharePage(c: Context<Web>, scene: Scene, opened: Opened, problems: Problem[] = [], typed: Typed = {}): Response | Promise<Response> {
  const { to, desk } = scene, { key, open: { held, shares } } = opened
  const today = dayInEngland(desk.now()), errorAt = (id: string) => problems.find(each => each.href === `#${id}`)?.text
  return page(c, scene, { title: ownWords.tab, under: 'areas', back: to.mySketch(key), seenBy: whoSees.onlyYou, hasError: problems.length > 0 }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {problems.length > 0 && <ErrorSummary problems={problems} />}
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p>{words.lead}</p>
    <form method="post" action={to.mySketchPart(key, 'share')} novalidate>
      <input type="hidden" name="from" value={String(held.version)} />
      <Input name="author" label={{ text: words.author, size: 's' }} hint={words.authorHint} value={typed.author ?? shares.at(-1)?.author} error={errorAt('author')} width={20} />
      <Input name="until" type="date" label={{ text: words.until, size: 's' }} hint={words.untilHint} value={typed.until ?? dayAfter(today, shareDays.usual)} error={errorAt('until')} width={10} />
      <InsetText><p>{words.foi}</p></InsetText>
      <Button>{words.button}</Button>
    </form>
    <h2 class="nhsuk-heading-m" id="links">{words.links}</h2>
    {shares.length === 0 ? <p>{words.noLinks}</p> : <ol class="app-links">{shares.toReversed().map(share => {
      const link = absolute(c, scene, to.sharedSketch(share.lookKey)), until = day(share.until)
      const was = share.version === held.version ? 'now' : `on ${day(dayInEngland(share.madeAt))}`
      if (share.stoppedAt !== null) return <li><p>{words.stopped(day(dayInEngland(share.stoppedAt)))}</p></li>
      if (share.until < today) return <li><p>{words.past(until)}</p></li>
      return <li>
        <LinkBox id={`link-${share.number}`} label={words.opens(until)} link={link} />
        <p class="app-source">{share.version === held.version ? 'Shows the sketch as it is now.' : words.asItWas(was)}</p>
        <p><a href={to.sharedSketch(share.lookKey)}>See what they see</a> · <a href={`mailto:?subject=${encodeURIComponent(words.emailSubject)}&body=${encodeURIComponent(words.emailBody(share.author, link, until.replaceAll('\u00a0', ' ')))}`}>{words.email}</a></p>
        <EditForm scene={scene} opened={opened} part="stop" fields={{ share: String(share.number) }} button={words.stop} hidden={`number ${share.number}`} />
      </li>
    })}</ol>}
  </div></div>, problems.length > 0 ? 422 : 200)
}

/** Deleting is asked once more, with a way to take the sketch away first. */
export function erasePage(c: Context<Web>, scene: Scene, opened: Opened): Response | Promise<Response> {
  const { to } = scene, { key } = opened
  return page(c, scene, { title: ownWords.tab, under: 'areas', back: to.mySketch(key), seenBy: whoSees.onlyYou }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    <h1 class="nhsuk-heading-l">{eraseWords.title}</h1>
    <WarningText heading="For good" level={2}><p>{eraseWords.lead}</p></WarningText>
    <p>{eraseWords.takeFirst} <a href={to.mySketchFile(key, 'csv')}>practices and groups (CSV)</a> · <a href={to.mySketchFile(key, 'json')}>the whole sketch (JSON)</a></p>
    <form method="post" action={to.mySketchPart(key, 'erase')}><Button>{eraseWords.button}</Button></form>
  </div></div>)
}

/** Another size and another measure; nobody is moved by it. */
export function sizePage(c: Context<Web>, scene: Scene, opened: Opened, problem: Problem | null = null, typed: { min?: string; max?: string } = {}): Response | Promise<Response> {
  const { to, edition } = scene, { key, sketch, open: { held } } = opened
  return page(c, scene, { title: ownWords.tab, under: 'areas', back: to.mySketch(key), seenBy: whoSees.onlyYou, hasError: problem !== null }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {problem && <ErrorSummary problems={[problem]} />}
    <h1 class="nhsuk-heading-l">{sizeWords.title}</h1>
    <p>{sizeWords.lead}</p>
    <form method="post" action={to.mySketchPart(key, 'size')} novalidate>
      <input type="hidden" name="from" value={String(held.version)} />
      <div class="app-two-boxes">
        <Input name="min" label="From, patients" inputMode="numeric" width={5} value={typed.min ?? count(sketch.size.min)} error={problem?.text} />
        <Input name="max" label="To, patients" inputMode="numeric" width={5} value={typed.max ?? count(sketch.size.max)} />
      </div>
      <Radios name="kind" label={{ text: sizeWords.measure, size: 's' }} value={sketch.kind} choices={(['journeys', 'shared', 'changes'] as const).filter(kind => kind !== 'shared' || edition.flows !== null).map(kind => ({ value: kind, text: kinds[kind].name, hint: `Low on ${kinds[kind].measure}.` }))} />
      <Button>{sizeWords.button}</Button>
    </form>
  </div></div>, problem ? 422 : 200)
}
