import type { Context } from 'hono'
import type { PropsWithChildren } from 'hono/jsx'
import { cases as words } from '#content/wording/support.ts'
import { keptAs } from '#content/wording/organisations.ts'
import { whoSees } from '#content/wording/frame.ts'
import type { Edition, Practice } from '#domain/position/edition.ts'
import type { World } from '#domain/words.ts'
import { findPractices } from '#domain/position/find.ts'
import { Written } from '../organisations/parts.tsx'
import { roomPage, type RoomScene } from '../organisations/scene.tsx'
import type { Paths } from '../paths.ts'
import type { Web } from '../scene.tsx'
import { errorAt, Input, Radios, Textarea, type Problem } from '../ui/form.tsx'
import { Name } from '../ui/name.tsx'
import { Button, ButtonLink, Details, InsetText } from '../ui/parts.tsx'
import { dayOf } from '../ui/moment.ts'
import { day, listed } from '../ui/say.ts'
import { Deed, DueLine, lastLook } from './parts.tsx'
import type { CaseKept, CaseListed } from './port.ts'

/** Our cases, in the order of what is due. Nothing here is looked up by a practice's room; there may be one or not. */
export async function casesPage(c: Context<Web>, scene: RoomScene): Promise<Response> {
  const { room, to, desk } = scene, { id } = room.organisation, cases = await desk.support.cases(room.who), over = cases.filter(each => each.isOver)
  const line = (each: CaseListed) => <CaseLine scene={scene} kept={each} />
  return roomPage(c, scene, { title: words.title, under: 'cases' }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p>{words.lede}</p>
    <InsetText><p><strong>{words.estimate}</strong> {words.foi}</p></InsetText>
    <ButtonLink href={to.room(id, 'cases/new')}>{words.new}</ButtonLink>
    {cases.length === over.length && <p>{words.none}</p>}
    {cases.length > over.length && <ol class="app-results">{cases.filter(each => !each.isOver).map(line)}</ol>}
    {over.length > 0 && <Details summary={words.over}><ol class="app-results">{over.map(line)}</ol></Details>}
  </>)
}

function CaseLine({ scene: { room, to }, kept: { head, about: { about, reason, closed }, dues } }: { scene: RoomScene; kept: CaseListed }) {
  return <li>
    <p><strong><Name name={about.name} world={room.organisation.world} href={to.caseOf(room.organisation.id, head.id)} /></strong> <span class="app-code">{about.code}</span></p>
    <p>{reason.length > 200 ? `${reason.slice(0, 200)}…` : reason}</p>
    {closed === null ? dues.map(due => <p><DueLine due={due} today={room.today} /></p>) : <p>{words.closed(closed.byName, day(closed.on))}</p>}
    <p class="app-source"><strong>{keptAs[head.keptAs]}.</strong> {words.opened(head.authorName, dayOf(head.madeAt))}</p>
  </li>
}

/** The practice somebody means by a code or a name of the figures; else what to say. */
export function practiceMeant(edition: Edition | null, typed: string): Practice | string {
  if (edition === null || typed.trim() === '') return words.aboutUnknown
  const byCode = edition.byCode.get(typed.trim().toUpperCase())
  if (byCode !== undefined) return byCode
  const found = findPractices(edition, typed.trim().slice(0, 100), 6).flatMap(one => edition.byCode.get(one.code) ?? []), exact = found.filter(practice => practice.name.toLowerCase() === typed.trim().toLowerCase())
  const [only] = exact.length === 1 ? exact : found.length === 1 ? found : []
  return only ?? (found.length === 0 ? words.aboutUnknown : words.aboutSeveral(listed(found.slice(0, 5).map(practice => `${practice.name} (${practice.code})`))))
}

export function newCasePage(c: Context<Web>, scene: RoomScene, problems: Problem[] = [], typed: Record<string, string> = {}): Response | Promise<Response> {
  const { room, to } = scene, { id } = room.organisation
  return roomPage(c, scene, { title: words.newTitle, under: 'cases', back: to.room(id, 'cases'), seenBy: whoSees.onlyYou, problems }, <>
    <h1 class="nhsuk-heading-l">{words.newTitle}</h1>
    <form method="post" action={to.room(id, 'cases/new')} novalidate>
      <Input name="about" label={{ text: words.about, size: 's' }} hint={words.aboutHint} value={typed['about']} error={errorAt(problems, 'about')} width={20} autocomplete="off" />
      <Textarea name="reason" label={{ text: words.reason, size: 's' }} hint={words.reasonHint} value={typed['reason']} error={errorAt(problems, 'reason')} rows={5} />
      <StepBoxes problems={problems} typed={typed} label={words.step} />
      <Radios name="kept-as" label={{ text: words.who, size: 's' }} value={typed['kept-as'] ?? (room.isAnswering ? 'your-partners' : 'only-you')} error={errorAt(problems, 'kept-as')}
        choices={(room.isAnswering ? ['your-partners', 'only-you'] as const : ['only-you'] as const).map(kept => ({ value: kept, text: keptAs[kept], hint: words.whoHints[kept] }))} />
      <InsetText><p><strong>{words.estimate}</strong> {words.foi}</p></InsetText>
      <Button>{words.open}</Button>
    </form>
  </>)
}

function StepBoxes({ problems, typed, label }: { problems: Problem[]; typed: Record<string, string>; label: string }) {
  return <>
    <Input name="step" label={{ text: label, size: 's' }} value={typed['step']} error={errorAt(problems, 'step')} width={30} />
    <Input name="due" label={{ text: words.due, size: 's' }} hint={words.dueHint} value={typed['due']} error={errorAt(problems, 'due')} width={10} />
  </>
}

/** A case as somebody of another organisation sees it: about whom and why, and not its steps. */
export function CaseRead({ kept: { head, about: { about, reason, closed } }, world, to, children }: PropsWithChildren<{ kept: CaseKept; world: World; to: Paths }>) {
  return <>
    <h1 class="nhsuk-heading-l"><Name name={about.name} world={world} /> <span class="nhsuk-caption-l">{about.code}</span></h1>
    {children}
    <p><a href={to.practice(about.code)}>{words.published}</a></p>
    <h2 class="nhsuk-heading-m">{words.why}</h2>
    <Written text={reason} />
    <p class="app-source">{words.opened(head.authorName, dayOf(head.madeAt))}</p>
    {closed !== null && <><h2 class="nhsuk-heading-m">{words.over}</h2><p>{words.closed(closed.byName, day(closed.on))}</p><Written text={closed.outcome} /></>}
  </>
}

/** One case, for its own room; for others it is shown to, what it is about and why. */
export function casePage(c: Context<Web>, scene: RoomScene, kept: CaseKept, problems: Problem[] = [], typed: Record<string, string> = {}): Response | Promise<Response> {
  const { head, about: { closed }, steps } = kept, { room, to } = scene, { id } = room.organisation, isOwn = head.organisation === id, part = (name: Parameters<typeof to.caseOf>[2]) => to.caseOf(id, head.id, name)
  const until = lastLook(head, room.today)
  return roomPage(c, scene, { title: words.caseTitle, under: isOwn ? 'cases' : 'shown-to-us', back: to.room(id, isOwn ? 'cases' : 'shown-to-us'), seenBy: isOwn || until === null ? keptAs[head.keptAs] : whoSees.named(room.organisation.name, day(until)), problems, dones: ['step-noted', 'step-done', 'closed'] }, <>
    <CaseRead kept={kept} world={room.organisation.world} to={to}>{isOwn ? <p class="app-source"><strong>{words.estimate}</strong> {words.foi}</p> : <InsetText><p>{words.fromOther(head.organisationName)}</p></InsetText>}</CaseRead>
    {isOwn && <>
      <h2 class="nhsuk-heading-m">{words.steps}</h2>
      {steps.length === 0 ? <p>{words.noSteps}</p> : <ol class="app-said">{steps.map(step => <li>
        <p>{step.done === null && closed === null ? <DueLine due={{ what: 'step', on: step.due, says: step.says }} today={room.today} /> : <>{step.says}. {step.done !== null && words.doneOn(step.done.byName, dayOf(step.done.at))}</>}</p>
        <p class="app-source">{words.stepBy(step.name, dayOf(step.at))}</p>
        {step.done === null && closed === null && <Deed action={part('done')} fields={{ step: step.id }} hidden={`: ${step.says}`}>{words.done}</Deed>}
      </li>)}</ol>}
      {closed === null && <>
        <form method="post" action={part('step')} novalidate class="app-no-print">
          <StepBoxes problems={problems} typed={typed} label={words.nextStep} />
          <Button>{words.stepButton}</Button>
        </form>
        <Details summary={words.close} open={errorAt(problems, 'outcome') !== undefined}>
          <form method="post" action={part('close')} novalidate>
            <Textarea name="outcome" label={words.outcome} value={typed['outcome']} error={errorAt(problems, 'outcome')} rows={4} />
            <Button kind="secondary">{words.closeButton}</Button>
          </form>
        </Details>
      </>}
      <p class="app-no-print"><a href={to.item(id, head.id, 'who')}>{words.whoMaySee}</a></p>
      <Details summary={words.delete}><p>{words.deleteSays}</p><Deed action={part('delete')}>{words.delete}</Deed></Details>
    </>}
  </>)
}
