import type { Context } from 'hono'
import { own as ownWords, share as words } from '#content/wording/sketchbook.ts'
import { whoSees } from '#content/wording/frame.ts'
import { dayInEngland } from '#domain/day.ts'
import { dayAfter } from '#domain/day.ts'
import { shareDays } from '#domain/partners/sharing.ts'
import { page, type Scene, type Web } from '../../scene.tsx'
import { errorAt, ErrorSummary, Input, type Problem } from '../../ui/form.tsx'
import { Button, InsetText } from '../../ui/parts.tsx'
import { day } from '../../ui/say.ts'
import type { Opened } from './parts.tsx'
import { AskForm, EditForm } from './forms.tsx'
import { absolute, LinkBox } from '../../ui/link-box.tsx'

export interface Typed { author?: string; until?: string }

/** Share a sketch of one's own: who made it, until when, the links there are and a way to stop each. */
export function sharePage(c: Context<Web>, scene: Scene, opened: Opened, problems: Problem[] = [], typed: Typed = {}): Response | Promise<Response> {
  const { to, desk } = scene, { key, open: { held, shares } } = opened
  const today = dayInEngland(desk.now())
  return page(c, scene, { title: ownWords.tab, under: 'areas', back: to.mySketch(key), seenBy: whoSees.onlyYou, hasError: problems.length > 0 }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {problems.length > 0 && <ErrorSummary problems={problems} />}
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p>{words.lead}</p>
    <AskForm action={to.mySketchPart(key, 'share')} opened={opened}>
      <Input name="author" label={{ text: words.author, size: 's' }} hint={words.authorHint} value={typed.author ?? shares.at(-1)?.author} error={errorAt(problems, 'author')} width={20} />
      <Input name="until" type="date" label={{ text: words.until, size: 's' }} hint={words.untilHint} value={typed.until ?? dayAfter(today, shareDays.usual)} error={errorAt(problems, 'until')} width={10} />
      <InsetText><p>{words.foi}</p></InsetText>
      <Button>{words.button}</Button>
    </AskForm>
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
        <EditForm action={to.mySketchPart(key, 'stop')} opened={opened} fields={{ share: String(share.number) }} button={words.stop} hidden={`number ${share.number}`} />
      </li>
    })}</ol>}
  </div></div>, problems.length > 0 ? 422 : 200)
}
