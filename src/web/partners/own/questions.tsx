import type { Context } from 'hono'
import { levels, questions as words } from '#content/wording/what-for.ts'
import { namesOf } from '#domain/partners/names.ts'
import { nobodyPublished, suggestedNeeds, TYPED_BY_MAKER, workOf } from '#domain/partners/shared-work.ts'
import { lastStep, type Level } from '#domain/partners/sketch.ts'
import type { PracticeCode } from '#domain/words.ts'
import type { PurposePart } from '../../paths.ts'
import type { Scene, Web } from '../../scene.tsx'
import { errorAt, Input, Radios, Textarea, type Problem } from '../../ui/form.tsx'
import { Button, ButtonLink, InsetText } from '../../ui/parts.tsx'
import { count } from '../../ui/say.ts'
import { AskForm, Boxes, EditForm, practiceBoxes, subPage } from './forms.tsx'
import { deedInWords, type Opened } from './parts.tsx'
import type { PurposeView } from './what-for.tsx'

/** What was typed and could not be taken, kept on the page. */
export interface Typed { what?: string; level?: string; patients?: string; source?: string; which?: string; practices?: string[] }
interface Asked { view: PurposeView; problems?: Problem[]; typed?: Typed }
type Question = (c: Context<Web>, scene: Scene, opened: Opened, asked: Asked) => Response | Promise<Response>

/** What would be done together, in words. */
const calledPage: Question = (c, scene, opened, { view: { purpose }, problems = [], typed = {} }) => {
  const { to } = scene, { key } = opened
  return subPage(c, scene, opened, { back: to.mySketchPurpose(key, purpose.key), problems }, <AskForm action={to.mySketchPurpose(key, purpose.key, 'called')} opened={opened}>
    <Input name="what" label={{ text: words.called.title, size: 'l', isPageHeading: true }} width={30} value={typed.what ?? purpose.what} error={errorAt(problems, 'what')} />
    <Button>{words.called.button}</Button>
  </AskForm>)
}

const order: Level[] = ['alone', 'few', 'group', 'larger', 'all']

/** One level: us alone, a few, the group, the larger group, everybody. */
const withWhomPage: Question = (c, scene, opened, { view: { purpose }, problems = [] }) => {
  const { to } = scene, { key, sketch } = opened, usual = workOf(purpose)?.level, isDrawn = lastStep(sketch).larger.length > 0
  const hint = (level: Level) => `${levels[level].means}${level === 'larger' && !isDrawn ? ' None is drawn yet.' : ''}${level === usual ? ' This is usual for it.' : ''}`
  return subPage(c, scene, opened, { back: to.mySketchPurpose(key, purpose.key), problems }, <AskForm action={to.mySketchPurpose(key, purpose.key, 'with-whom')} opened={opened}>
    <Radios name="level" label={{ text: words.withWhom.title(purpose.what), size: 'l', isPageHeading: true }} error={errorAt(problems, 'level')} value={purpose.level}
      choices={order.map(level => ({ value: level, text: levels[level].answer, hint: hint(level) }))} />
    <Button>{words.withWhom.button}</Button>
  </AskForm>)
}

/** Sets so far, and one more. */
const setsPage: Question = (c, scene, opened, { view: { purpose }, problems = [], typed = {} }) => {
  const { to, edition } = scene, { key, sketch, area } = opened
  const own = sketch.own !== null && !purpose.few.some(set => set.includes(sketch.own!)) ? [sketch.own] : []
  return subPage(c, scene, opened, { back: to.mySketchPurpose(key, purpose.key), problems, undoTo: 'what-for', isWide: true }, <>
    <h1 class="nhsuk-heading-l">{words.sets.title(purpose.what)}</h1>
    <h2 class="nhsuk-heading-m">{words.sets.now}</h2>
    {purpose.few.length === 0 ? <p>{words.sets.none}</p> : <ul class="app-members app-prose">{purpose.few.map((set, index) => {
      const says = deedInWords(edition, namesOf(edition, set, 8))
      return <li><span>{says}</span><EditForm action={to.mySketchPurpose(key, purpose.key, 'sets')} opened={opened} fields={{ without: String(index) }} button={words.sets.remove} hidden={says} /></li>
    })}</ul>}
    {purpose.few.length > 0 && <ButtonLink kind="secondary" href={to.mySketchPurpose(key, purpose.key)}>{words.sets.done}</ButtonLink>}
    <AskForm action={to.mySketchPurpose(key, purpose.key, 'sets')} opened={opened}>
      <Boxes name="practices" legend={purpose.few.length === 0 ? 'The first set' : 'Another set'} hint={words.sets.lead} error={errorAt(problems, 'practices')} groups={practiceBoxes(edition, area, sketch)} values={typed.practices ?? own} />
      <Button>{words.sets.button}</Button>
    </AskForm>
  </>)
}

/** How many patients one of it takes, and who says so: the published figure stands ready. */
const neededPage: Question = (c, scene, opened, { view: { purpose }, problems = [], typed = {} }) => {
  const { to, edition } = scene, { key, area } = opened, work = workOf(purpose), published = work && suggestedNeeds(edition, area, work)
  const now = purpose.needs ?? published, source = typed.source ?? (now?.source === TYPED_BY_MAKER ? '' : now?.source)
  return subPage(c, scene, opened, { back: to.mySketchPurpose(key, purpose.key), problems }, <AskForm action={to.mySketchPurpose(key, purpose.key, 'needed')} opened={opened}>
    <h1 class="nhsuk-heading-l">{words.needed.title(purpose.what)}</h1>
    {published ? <InsetText><p><strong>{words.needed.published} {count(published.patients)}.</strong> {published.source}</p></InsetText> : work && <InsetText><p>{nobodyPublished}</p></InsetText>}
    <Input name="patients" label={{ text: words.needed.patients, size: 's' }} hint={words.needed.hint} inputMode="numeric" width={10} value={typed.patients ?? (now === null ? '' : count(now.patients))} error={errorAt(problems, 'patients')} />
    <Textarea name="source" label={{ text: words.needed.source, size: 's' }} hint={words.needed.sourceHint} rows={4} value={source} error={errorAt(problems, 'source')} />
    <Button>{words.needed.button}</Button>
  </AskForm>)
}

/** At which practices, branches counted with them. */
const offeredPage: Question = (c, scene, opened, { view: { purpose, sets }, problems = [], typed = {} }) => {
  const { to, edition } = scene, { key, area, sketch } = opened
  const which = typed.which ?? (purpose.sites.length === 0 ? 'none' : purpose.sites.length === area.members.length ? 'every' : purpose.sites.join() === largestOfSets(sets).join() ? 'largest' : 'these')
  return subPage(c, scene, opened, { back: to.mySketchPurpose(key, purpose.key), problems, isWide: true }, <AskForm action={to.mySketchPurpose(key, purpose.key, 'offered')} opened={opened}>
    <Radios name="which" label={{ text: words.offered.title(purpose.what), size: 'l', isPageHeading: true }} hint={words.offered.hint} error={errorAt(problems, 'which')} value={which} choices={[
      { value: 'every', text: words.offered.every, hint: words.offered.everyHint },
      ...(sets.sets.length > 0 ? [{ value: 'largest', text: words.offered.largest, hint: words.offered.largestHint }] : []),
      { value: 'these', text: words.offered.these, hint: words.offered.theseHint }, { value: 'none', text: words.offered.notSaid },
    ]} />
    <Button>{words.offered.button}</Button>
    <Boxes name="practices" legend={words.offered.list} error={errorAt(problems, 'practices')} groups={practiceBoxes(edition, area, sketch)} values={typed.practices ?? (which === 'every' ? [] : purpose.sites)} />
    <Button>{words.offered.button}</Button>
  </AskForm>)
}

/** The largest practice of each set, ascending by code. */
export const largestOfSets = ({ sets }: PurposeView['sets']): PracticeCode[] => [...new Set(sets.map(set => set.largest.code))].sort()

export const questionPages: Readonly<Record<Exclude<PurposePart, 'drop'>, Question>> = { called: calledPage, 'with-whom': withWhomPage, sets: setsPage, needed: neededPage, offered: offeredPage }
