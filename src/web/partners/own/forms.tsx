import type { Context } from 'hono'
import type { Child, PropsWithChildren } from 'hono/jsx'
import { more as words } from '#content/wording/what-for.ts'
import { own as ownWords } from '#content/wording/sketchbook.ts'
import { whoSees } from '#content/wording/frame.ts'
import type { Area, Edition, Practice } from '#domain/position/edition.ts'
import { byLetter } from '#domain/partners/group-letters.ts'
import type { SketchEdit } from '#domain/partners/sketch-edit.ts'
import { practicesOf } from '#domain/partners/reasons.ts'
import { lastStep, type Sketch, type SketchStep } from '#domain/partners/sketch.ts'
import { isRefusal, type PracticeCode, type Refusal } from '#domain/words.ts'
import type { SketchPart } from '../../paths.ts'
import type { Form } from '../../posted.ts'
import { page, type Scene, type Web } from '../../scene.tsx'
import { ErrorMessage, ErrorSummary, Hint, type Problem } from '../../ui/form.tsx'
import { PlainPage } from '../../layout.tsx'
import { sendPage } from '../../pack.ts'
import { Button } from '../../ui/parts.tsx'
import { count, day, plainName } from '../../ui/say.ts'
import { deedInWords, type Opened } from './parts.tsx'

export interface SubPageProps {
  /** Where "Back" leads. */
  back: string
  problems?: Problem[]
  /** Shows what was done last with a way back, which leads here again. */
  undoTo?: SketchPart
  /** As wide as the page, for tables. */
  isWide?: boolean
}

/** One of the pages under a sketch of one's own. */
export function subPage(c: Context<Web>, scene: Scene, opened: Opened, { back, problems = [], undoTo, isWide }: SubPageProps, children: Child): Response | Promise<Response> {
  const inside = <>
    {problems.length > 0 && <ErrorSummary problems={problems} />}
    {undoTo !== undefined && opened.open.held.parent !== null && <LastDeed scene={scene} opened={opened} undoTo={undoTo} />}
    {children}
  </>
  return page(c, scene, { title: ownWords.tab, under: 'areas', back, seenBy: whoSees.onlyYou, hasError: problems.length > 0 },
    isWide ? inside : <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">{inside}</div></div>, problems.length > 0 ? 422 : 200)
}

/** A form about the sketch as its maker sees it. */
export function AskForm({ action, opened, children }: PropsWithChildren<{ action: string; opened: Opened }>) {
  return <form method="post" action={action} novalidate>
    <input type="hidden" name="from" value={String(opened.open.held.version)} />
    {children}
  </form>
}

/** A form of one button: it posts something done to the sketch as its maker sees it. */
export function EditForm({ action, opened, button, hidden, fields = {} }: { action: string; opened: Opened; button: string; hidden?: string; fields?: Record<string, string> }) {
  return <form method="post" action={action} class="app-edit">
    <input type="hidden" name="from" value={String(opened.open.held.version)} />
    {Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
    <Button kind="secondary" small>{button}{hidden && <span class="nhsuk-u-visually-hidden"> {hidden}</span>}</Button>
  </form>
}

/** Somebody with the same link changed the sketch since this page was opened: nothing wrong was typed, so no box is to blame. */
export function changedPage(c: Context<Web>, { frame, to }: Scene, { key }: Opened, { why }: Refusal): Response | Promise<Response> {
  return sendPage(c, <PlainPage frame={frame} title="Changed meanwhile" says={why} link={{ text: 'Look at the sketch as it is now', href: to.mySketch(key) }} />, 409)
}

/** Does an edit and leads on; a refusal is shown where the reader was, with what they typed. */
export async function doEdit(c: Context<Web>, scene: Scene, opened: Opened, form: Form, edit: SketchEdit, then: string, refused: (no: Refusal) => Response | Promise<Response>): Promise<Response> {
  const outcome = await scene.desk.sketchbook.edit(opened.key, Number(form.one('from')), edit)
  if (!isRefusal(outcome)) return c.redirect(then, 303)
  return outcome.code === 'changed-meanwhile' ? changedPage(c, scene, opened, outcome) : refused(outcome)
}

export interface BoxGroup { head: string; boxes: { value: string; text: Child; hint?: Child }[] }

/** Boxes to tick under heads, in columns where there is room. The first box carries the question's id, so that the error summary leads to it. */
export function Boxes({ name, id = name, legend, isPageHeading, hint, error, groups, values }: { name: string; id?: string; legend: string; isPageHeading?: boolean; hint?: string; error?: string; groups: BoxGroup[]; values: readonly string[] }) {
  const said = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  let at = 0
  return <div class={error ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
    <fieldset class="nhsuk-fieldset" aria-describedby={said}>
      <legend class={`nhsuk-fieldset__legend nhsuk-fieldset__legend--${isPageHeading ? 'l' : 'm'}`}>{isPageHeading ? <h1 class="nhsuk-fieldset__heading">{legend}</h1> : legend}</legend>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      {error && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
      <div class="app-boxes">
        {groups.map(group => {
          const boxes = <div class="nhsuk-checkboxes nhsuk-checkboxes--small">{group.boxes.map(box => {
            const own = at++ === 0 ? id : `${id}-${box.value}`
            return <div class="nhsuk-checkboxes__item">
              <input class="nhsuk-checkboxes__input" id={own} name={name} type="checkbox" value={box.value} checked={values.includes(box.value)} aria-describedby={box.hint ? `${own}-item-hint` : undefined} />
              <label class="nhsuk-label nhsuk-checkboxes__label" for={own}>{box.text}</label>
              {box.hint && <div class="nhsuk-hint nhsuk-checkboxes__hint" id={`${own}-item-hint`}>{box.hint}</div>}
            </div>
          })}</div>
          return group.head === '' ? boxes : <fieldset class="nhsuk-fieldset app-boxes__group"><legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{group.head}</legend>{boxes}</fieldset>
        })}
      </div>
    </fieldset>
  </div>
}

/** The practices of an area as boxes, group by group as the last step has them, the maker's own group first, those left over last. */
export function practiceBoxes(edition: Edition, area: Area, sketch: Sketch): BoxGroup[] {
  const step = lastStep(sketch), placed = new Set(step.groups.flatMap(group => group.members)), left = area.members.filter(code => !placed.has(code))
  const isOwn = (members: readonly PracticeCode[]) => sketch.own !== null && members.includes(sketch.own)
  const box = (practice: Practice) => ({ value: practice.code, text: <>{plainName(practice.name, edition.world)}, {count(practice.patients)}</> })
  const boxesOf = (codes: readonly PracticeCode[]) => practicesOf(edition, codes).sort((a, b) => b.patients - a.patients).map(box)
  const groups = step.groups.toSorted((a, b) => Number(isOwn(b.members)) - Number(isOwn(a.members)) || byLetter(a.id, b.id))
  return [...groups.map(group => ({ head: `Group ${group.id}`, boxes: boxesOf(group.members) })), ...(left.length > 0 ? [{ head: 'In no group', boxes: boxesOf(left) }] : [])]
}

/** Sentences with every invented name saying so. */
export function Sentences({ edition, says, isList }: { edition: Edition; says: readonly string[]; isList?: boolean }) {
  if (says.length === 0) return null
  return isList ? <ul class="nhsuk-list nhsuk-list--bullet app-prose">{says.map(each => <li>{deedInWords(edition, each)}</li>)}</ul> : <>{says.map(each => <p>{deedInWords(edition, each)}</p>)}</>
}

/** "Shown: step 2 of 2, “All together”, from 1 April 2028."; null where there is one step. */
export function stepShown({ steps }: Pick<Sketch, 'steps'>): string | null {
  const last: SketchStep = steps.at(-1)!
  return steps.length === 1 ? null : words.stepShown(steps.length, steps.length, last.name, last.from === null ? null : day(last.from))
}

/** "You moved Elm Road from B to C." with a way back, and forward again after going back. */
export function LastDeed({ scene, opened, undoTo }: { scene: Scene; opened: Opened; /** Where undoing leads; the sketch itself unless given. */ undoTo?: SketchPart }) {
  const { held } = opened.open, action = scene.to.mySketchPart(opened.key, 'undo')
  return <div class="app-deed app-no-print" role="status">
    <p>You {deedInWords(scene.edition, held.did)}.</p>
    {held.parent !== null && <EditForm action={action} opened={opened} fields={{ way: 'undo', ...(undoTo && { to: undoTo }) }} button={ownWords.undo} hidden="what you did last" />}
    {held.next !== null && <EditForm action={action} opened={opened} fields={{ way: 'again', ...(undoTo && { to: undoTo }) }} button={ownWords.again} hidden="what you undid" />}
  </div>
}
