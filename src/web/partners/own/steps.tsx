import type { Context } from 'hono'
import { larger as largerWords, more as moreWords, steps as words } from '#content/wording/what-for.ts'
import type { Edition, Practice } from '#domain/position/edition.ts'
import { growthBetween, historyOf } from '#domain/partners/growth.ts'
import { namesOf } from '#domain/partners/names.ts'
import { patientsOf } from '#domain/partners/reasons.ts'
import { byLetter } from '#domain/partners/group-letters.ts'
import { lastStep, type Sketch, type SketchStep } from '#domain/partners/sketch.ts'
import { mostSteps } from '#domain/partners/step-edits.ts'
import type { PracticeCode } from '#domain/words.ts'
import type { Scene, Web } from '../../scene.tsx'
import { errorAt, Input, Radios, Select, type Problem } from '../../ui/form.tsx'
import { FiguresLine } from '../../ui/figures-line.tsx'
import { Button, ButtonLink, Details } from '../../ui/parts.tsx'
import { capital, count, day, inWords, plainName, plural } from '../../ui/say.ts'
import { AskForm, EditForm, Sentences, subPage } from './forms.tsx'
import { byName, deedInWords, type Opened } from './parts.tsx'
import { Larger } from './larger.tsx'

/** How a sketch would grow: its steps in order of time, what they would mean to one practice, and the larger groups of the last. */
export function stepsPage(c: Context<Web>, scene: Scene, opened: Opened, of: Practice | null, problems: Problem[] = []): Response | Promise<Response> {
  const { edition, to } = scene, { key, sketch, area } = opened, { steps } = sketch
  return subPage(c, scene, opened, { back: to.mySketch(key), problems, undoTo: 'steps' }, <>
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">{words.caption}</span>{words.title}</h1>
    <p>{steps.length === 1 ? words.one : words.some(capital(inWords(steps.length)))}</p>
    <Steps edition={edition} members={area.members} sketch={sketch} editHref={step => to.mySketchStep(key, step)} />
    <div class="app-actions app-no-print">
      {steps.length < mostSteps && <ButtonLink href={to.mySketchStep(key, 'add')}>{words.add}</ButtonLink>}
      {steps.length > 1 && <EditForm action={to.mySketchStep(key, 'drop')} opened={opened} button={words.drop} />}
    </div>
    <section aria-labelledby="practice">
      <h2 class="nhsuk-heading-m" id="practice">{words.history}</h2>
      {of !== null && <History edition={edition} sketch={sketch} practice={of} />}
      <form method="get" action={`${to.mySketchPart(key, 'steps')}#practice`} class="app-no-print">
        <Select name="practice" id="which-practice" label={words.choose} value={of?.code} choices={byName(edition, area).map(each => ({ value: each.code, text: plainName(each.name, edition.world) }))} />
        <Button kind="secondary" small>{words.show}</Button>
      </form>
    </section>
    <section aria-labelledby="larger">
      <h2 class="nhsuk-heading-m" id="larger">{largerWords.title}</h2>
      <p>{largerWords.lead}</p>
      {lastStep(sketch).larger.length === 0 ? <p>{largerWords.none}</p> : <Larger edition={edition} step={lastStep(sketch)} href={id => to.mySketchLarger(key, id)} />}
      {lastStep(sketch).groups.length > 0 && <p class="app-no-print"><ButtonLink kind="secondary" href={to.mySketchLarger(key, 'new')}>{largerWords.draw}</ButtonLink></p>}
    </section>
    <p class="app-no-print"><a href={to.mySketch(key)}>{moreWords.back}</a></p>
    <FiguresLine edition={edition} to={to} />
  </>)
}

const fromInWords = ({ from }: Pick<SketchStep, 'from'>): string => (from === null ? words.noDay : words.from(day(from)))

/** Steps as a list in order of time: who would part first, then what grows from what. */
export function Steps({ edition, members, sketch: { steps }, editHref }: { edition: Edition; members: readonly PracticeCode[]; sketch: Pick<Sketch, 'steps'>; editHref?: (step: number) => string }) {
  return <ol class="app-steps">{steps.map((step, index) => {
    const placed = new Set(step.groups.flatMap(group => group.members)), left = members.filter(code => !placed.has(code))
    const growth = index === 0 ? null : growthBetween(edition, steps[index - 1]!.groups, step.groups)
    const partings = growth?.partings.flatMap(each => each.says) ?? [], grown = growth?.groups.filter(group => group.kind !== 'same') ?? [], same = growth === null ? 0 : growth.groups.length - grown.length
    return <li class="app-steps__step">
      <h3 class="nhsuk-heading-s">{step.name}, {fromInWords(step)}</h3>
      <p>{left.length === 0 ? 'Nobody left over.' : `Not in any group: ${deedInWords(edition, namesOf(edition, left, 4))}.`} {capital(inWords(step.groups.length))} {plural(step.groups.length, 'group')}{step.groups.length === 0 ? '' : `, of ${sizes(edition, step)} patients`}.</p>
      {growth !== null && (partings.length === 0 ? <p>{words.noneParts}</p> : <><p><strong>{words.part}</strong></p><Sentences edition={edition} says={partings} isList /></>)}
      {grown.length > 0 && <><p><strong>{words.grows}</strong></p><Sentences edition={edition} says={grown.map(group => group.says)} isList /></>}
      {same > 0 && <p>{grown.length === 0 && editHref ? words.noneGrows : words.same(capital(inWords(same)), same === 1)}</p>}
      <div class="app-no-print"><Details summary={words.groups}><ul class="nhsuk-list nhsuk-list--bullet">{step.groups.toSorted((a, b) => byLetter(a.id, b.id)).map(group => <li>{group.id}, {count(patientsOf(edition, group.members))} patients: {deedInWords(edition, namesOf(edition, group.members, 40))}.</li>)}</ul></Details></div>
      {editHref && steps.length > 1 && index === steps.length - 1 && <p class="app-source">{words.edited}</p>}
      {editHref && <p class="app-no-print"><a href={editHref(index)}>{words.nameOrDay}<span class="nhsuk-u-visually-hidden"> of {step.name}</span></a></p>}
    </li>
  })}</ol>
}

function sizes(edition: Edition, { groups }: SketchStep): string {
  const all = groups.map(group => patientsOf(edition, group.members)), least = Math.min(...all), most = Math.max(...all)
  return least === most ? count(least) : `${count(least)} to ${count(most)}`
}

function History({ edition, sketch, practice }: { edition: Edition; sketch: Sketch; practice: Practice }) {
  return <><h3 class="nhsuk-heading-s">{plainName(practice.name, edition.world)}</h3>
    <ol class="app-steps">{historyOf(edition, sketch.steps, practice.code).map(each => <li class="app-steps__step"><p><strong>{each.step}, {fromInWords(each)}.</strong> {deedInWords(edition, each.says)}</p></li>)}</ol></>
}

/** What was typed about a step and could not be taken. */
export interface StepTyped { name?: string; from?: string; start?: string; first?: string; second?: string }

/** One more step: its name, its day, and how it starts. */
export function addStepPage(c: Context<Web>, scene: Scene, opened: Opened, problems: Problem[] = [], typed: StepTyped = {}): Response | Promise<Response> {
  const { edition, to } = scene, { key, sketch } = opened, step = lastStep(sketch)
  const groups = [{ value: '', text: words.chooseGroup }, ...step.groups.toSorted((a, b) => byLetter(a.id, b.id)).map(group => ({ value: group.id, text: `${group.id}, ${count(patientsOf(edition, group.members))} patients: ${deedInWords(edition, namesOf(edition, group.members, 2))}` }))]
  return subPage(c, scene, opened, { back: to.mySketchPart(key, 'steps'), problems }, <>
    <h1 class="nhsuk-heading-l">{words.addTitle}</h1>
    <p>{words.addLead}</p>
    <AskForm action={to.mySketchStep(key, 'add')} opened={opened}>
      <NameAndDay typed={typed} problems={problems} />
      {step.groups.length > 1 ? <>
        <Radios name="start" label={{ text: words.start, size: 's' }} value={typed.start ?? 'copy'} choices={[{ value: 'copy', text: words.copy, hint: words.copyHint }, { value: 'join', text: words.join }]} />
        <div class="app-indent">
          <Select name="first" label={words.joinFirst} choices={groups} value={typed.first} error={errorAt(problems, 'first')} />
          <Select name="second" label={words.joinSecond} choices={groups} value={typed.second} />
        </div>
      </> : <input type="hidden" name="start" value="copy" />}
      <Button>{words.button}</Button>
    </AskForm>
  </>)
}

/** Name and day of a step there is. */
export function nameStepPage(c: Context<Web>, scene: Scene, opened: Opened, step: number, problems: Problem[] = [], typed: StepTyped = {}): Response | Promise<Response> {
  const { to } = scene, { key, sketch } = opened, { name, from } = sketch.steps[step]!
  return subPage(c, scene, opened, { back: to.mySketchPart(key, 'steps'), problems }, <>
    <h1 class="nhsuk-heading-l">{words.nameTitle(name)}</h1>
    <AskForm action={to.mySketchStep(key, step)} opened={opened}>
      <NameAndDay typed={{ name: typed.name ?? name, from: typed.from ?? from ?? '' }} problems={problems} />
      <Button>{words.save}</Button>
    </AskForm>
  </>)
}

const NameAndDay = ({ typed, problems }: { typed: StepTyped; problems: Problem[] }) => <>
  <Input name="name" label={{ text: words.name, size: 's' }} hint={words.nameHint} width={20} value={typed.name} error={errorAt(problems, 'name')} />
  <Input name="day" type="date" label={{ text: words.day, size: 's' }} hint={words.dayHint} width={10} value={typed.from} error={errorAt(problems, 'day')} />
</>
