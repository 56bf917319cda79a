import type { Context } from 'hono'
import { own as ownWords, practice as words } from '#content/wording/sketchbook.ts'
import { whoSees } from '#content/wording/frame.ts'
import type { Practice } from '#domain/position/edition.ts'
import { groupOf, lastStep } from '#domain/partners/sketch.ts'
import { page, type Scene, type Web } from '../../scene.tsx'
import { ErrorSummary, Radios, Select, type Problem } from '../../ui/form.tsx'
import { Button, InsetText } from '../../ui/parts.tsx'
import { Name } from '../../ui/name.tsx'
import { count, plainName } from '../../ui/say.ts'
import { byName, choicesFor, type Choice, type Opened } from './parts.tsx'
import { EditForm } from './forms.tsx'

/** Groups shown before the rest is folded: those with the nearest practices. */
const NEAREST = 5

/** One practice of a sketch of one's own: where it could be moved to with what that changes beside each choice, and what it could be kept with. */
export function sketchPracticePage(c: Context<Web>, scene: Scene, opened: Opened, practice: Practice, problems: Problem[] = []): Response | Promise<Response> {
  const { edition, to } = scene, { key, sketch, area, open: { held } } = opened
  const group = groupOf(lastStep(sketch), practice.code), name = plainName(practice.name, edition.world)
  const choices = choicesFor(edition, opened, practice.code), others = (group?.members ?? []).filter(code => code !== practice.code)
  const largest = others.map(code => edition.byCode.get(code)!).reduce<Practice | null>((most, each) => (most === null || each.patients > most.patients ? each : most), null)
  const pick = byName(edition, area).filter(each => each.code !== practice.code).map(each => ({ value: each.code, text: plainName(each.name, edition.world) }))
  const open = choices.filter(choice => choice.no === null), closed = choices.filter(choice => choice.no !== null)
  const near = open.filter(choice => choice.km !== null).slice(0, NEAREST), own = open.filter(choice => choice.km === null), far = open.filter(choice => choice.km !== null).slice(NEAREST)
  const asRadio = (choice: Choice) => ({ value: choice.to, text: choice.label, hint: choice.says })
  return page(c, scene, { title: ownWords.tab, under: 'areas', back: to.mySketch(key), seenBy: whoSees.onlyYou, hasError: problems.length > 0 }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {problems.length > 0 && <ErrorSummary problems={problems} />}
    <form method="post" action={to.mySketchPart(key, 'change')}>
      <input type="hidden" name="from" value={String(held.version)} />
      <input type="hidden" name="do" value="move" />
      <input type="hidden" name="practice" value={practice.code} />
      <Radios name="to" label={{ text: words.moveTitle(name, group?.id ?? null), size: 'l', isPageHeading: true }} hint={words.lead} error={problems.find(each => each.href === '#to')?.text}
        choices={[...near, ...own].map(asRadio)}
        more={far.length > 0 ? { summary: words.farther(far.length), choices: far.map(asRadio) } : undefined} />
      {closed.length > 0 && <InsetText>{closed.map(choice => <p><strong>{choice.label}:</strong> {choice.says}</p>)}</InsetText>}
      {open.length > 0 && <>
        <div class="nhsuk-form-group"><div class="nhsuk-checkboxes"><div class="nhsuk-checkboxes__item">
          <input class="nhsuk-checkboxes__input" id="keep" name="keep" type="checkbox" value="yes" checked />
          <label class="nhsuk-label nhsuk-checkboxes__label" for="keep">{words.keepThere}</label>
        </div></div></div>
        <Button>{words.continue}</Button>
      </>}
    </form>
    <h2 class="nhsuk-heading-m">{words.stays}</h2>
    {group !== null && largest !== null && <div class="app-prose"><p>{words.keepHereMeans(plainName(largest.name, edition.world))}</p>
      <EditForm action={to.mySketchPart(key, 'change')} opened={opened} fields={{ do: 'keep-here', practice: practice.code }} button={words.keepHere} /></div>}
    {(['together', 'apart'] as const).map(how => <form method="post" action={to.mySketchPart(key, 'change')} class="app-edit">
      <input type="hidden" name="from" value={String(held.version)} />
      <input type="hidden" name="do" value={`keep-${how}`} />
      <input type="hidden" name="a" value={practice.code} />
      <Select name="b" id={`b-${how}`} label={{ text: how === 'together' ? words.keepTogether : words.keepApart, size: 's' }} choices={[{ value: '', text: words.chooseOther }, ...pick]} error={problems.find(each => each.href === `#b-${how}`)?.text} />
      <Button kind="secondary" small>{how === 'together' ? words.keepButtonTogether : words.keepButtonApart}</Button>
    </form>)}
    <p><Name name={practice.name} world={edition.world} />, {count(practice.patients)} patients. <a href={to.practice(practice.code)}>{words.atGlance}</a></p>
  </div></div>, problems.length > 0 ? 422 : 200)
}
