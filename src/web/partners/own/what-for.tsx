import type { Context } from 'hono'
import { levels, more as moreWords, whatFor as words } from '#content/wording/what-for.ts'
import type { Area, Edition } from '#domain/position/edition.ts'
import { groupOf, lastStep, type Level, type Sketch, type SketchPurpose } from '#domain/partners/sketch.ts'
import { namesOf } from '#domain/partners/names.ts'
import { serviceReach, type ServiceReach } from '#domain/partners/service-reach.ts'
import { setsFor, type PurposeSets } from '#domain/partners/sets.ts'
import { sharedWorks, type SharedWork } from '#domain/partners/shared-work.ts'
import type { PracticeCode } from '#domain/words.ts'
import type { Scene, Web } from '../../scene.tsx'
import { Input, type Problem } from '../../ui/form.tsx'
import { FiguresLine } from '../../ui/figures-line.tsx'
import { Button } from '../../ui/parts.tsx'
import { Name } from '../../ui/name.tsx'
import { about, capital, count, inWords, listed, plural, share } from '../../ui/say.ts'
import { AskForm, Sentences, stepShown, subPage } from './forms.tsx'
import { deedInWords, type Opened } from './parts.tsx'

/** One thing a sketch is for, with its sets worked out and a way to work out the patients' side. */
export interface PurposeView { purpose: SketchPurpose; sets: PurposeSets; reach(): ServiceReach | null }

const views = new WeakMap<Edition, WeakMap<Sketch, PurposeView[]>>()

/** What a sketch is for, as its last step would have it; worked out once for each sketch and edition. */
export function purposesOf(edition: Edition, area: Area, sketch: Sketch): PurposeView[] {
  const ofEdition = views.get(edition) ?? new WeakMap<Sketch, PurposeView[]>()
  views.set(edition, ofEdition)
  const made = ofEdition.get(sketch) ?? sketch.purposes.map((purpose): PurposeView => {
    const sets = setsFor(edition, area, lastStep(sketch), purpose)
    let known: { reach: ServiceReach | null } | null = null
    return { purpose, sets, reach: () => (known ??= { reach: serviceReach(edition, area, sets.sets, purpose) }).reach }
  })
  ofEdition.set(sketch, made)
  return made
}

/** What practices that do a thing with each other are called at each level. */
export const setWord: Readonly<Record<Level, string>> = { alone: 'practice', few: 'set', group: 'group', larger: 'larger group', all: 'area' }

/** "enough in 12 of 16 groups", "enough in all 16 groups", "short by 4,000 patients", "patients needed not said". */
export function enoughInWords({ purpose, sets }: Pick<PurposeView, 'purpose' | 'sets'>): string {
  if (sets.sets.length === 0) return purpose.level === 'few' ? 'no sets named yet' : purpose.level === 'larger' ? 'no larger group drawn yet' : 'no groups yet'
  if (purpose.needs === null) return 'patients needed not said'
  const enough = sets.sets.filter(set => set.isEnough === true).length, of = sets.sets.length
  const without = sets.withNobody.length
  if (purpose.level === 'few') return `enough in ${enough === of ? 'all' : enough === 0 ? 'none of' : `${count(enough)} of`} ${count(of)} ${plural(of, 'set')} named${without === 0 ? '' : `; ${count(without)} ${plural(without, 'practice')} in none`}`
  if (of === 1) return enough === 1 ? 'enough patients' : `short by ${about(sets.sets[0]!.short!)} patients`
  return `enough in ${enough === of ? 'all' : enough === 0 ? 'none of' : `${count(enough)} of`} ${count(of)} ${setWord[purpose.level]}s`
}

/** With whom, by name where there is room for names. */
function whoInWords(edition: Edition, area: Area, sketch: Sketch, { purpose, sets }: PurposeView, own: PracticeCode | null): string {
  const step = lastStep(sketch), yours = own === null ? null : groupOf(step, own)
  const theLarger = yours === null ? null : step.larger.find(each => each.groups.includes(yours.id)) ?? null
  const several = `${count(sets.sets.length)} ${plural(sets.sets.length, setWord[purpose.level])}`
  switch (purpose.level) {
    case 'alone': return 'Each practice'
    case 'few': {
      const mine = sets.sets.filter(set => own !== null && set.members.includes(own)), shown = mine.length > 0 ? mine : sets.sets
      return shown.length === 0 ? 'Nobody named' : shown.length > 2 ? several : shown.map(set => deedInWords(edition, namesOf(edition, set.members, 1))).join('; ')
    }
    case 'group': return yours === null ? several : `${several}, yours is ${yours.id}`
    case 'larger': return theLarger !== null ? `${several}, yours is ${theLarger.name}` : sets.sets.length === 0 ? 'None drawn' : step.larger.length <= 3 ? step.larger.map(each => each.name).join(', ') : several
    case 'all': return deedInWords(edition, area.name)
  }
}

const order: Level[] = ['alone', 'few', 'group', 'larger', 'all']

/** Rows what we do, columns with whom: a dot and a name in each cell. On a phone each row is a few lines of its own, without the empty cells. */
export function LevelTable({ edition, area, sketch, purposes, own, href }: { edition: Edition; area: Area; sketch: Sketch; purposes: PurposeView[]; own: PracticeCode | null; href?: (key: string) => string }) {
  return <table class="nhsuk-table app-levels" role="table">
    <caption class="nhsuk-table__caption nhsuk-table__caption--m">{words.table}</caption>
    <thead class="nhsuk-table__head" role="rowgroup"><tr role="row">
      <th scope="col" role="columnheader">{words.what}</th>
      {order.map(level => <th scope="col" role="columnheader">{levels[level].head}</th>)}
      <th class="nhsuk-table__header--numeric" scope="col" role="columnheader">{words.covered}</th>
    </tr></thead>
    <tbody class="nhsuk-table__body" role="rowgroup">{purposes.map(each => <tr class="nhsuk-table__row" role="row">
      <th class="nhsuk-table__header" scope="row" role="rowheader">{href ? <a href={href(each.purpose.key)}>{each.purpose.what}</a> : each.purpose.what}</th>
      {order.map(level => level === each.purpose.level
        ? <td class="nhsuk-table__cell" role="cell"><span class="app-levels__head" aria-hidden="true">{levels[level].head}</span>
          <span class="app-levels__who"><span class="app-levels__dot" aria-hidden="true">●</span> {whoInWords(edition, area, sketch, each, own)}</span>
          <span class="app-levels__enough">{enoughInWords(each)}</span></td>
        : <td class="nhsuk-table__cell app-levels__none" role="cell"></td>)}
      <td class="nhsuk-table__cell nhsuk-table__cell--numeric" role="cell"><span class="app-levels__head" aria-hidden="true">{words.covered}</span>{each.sets.covered === null ? words.notSaid : share(each.sets.patients === 0 ? 0 : each.sets.covered / each.sets.patients)}</td>
    </tr>)}</tbody>
  </table>
}

const MOST_SAID = 4

/** "“Clinical pharmacist” (enough in 12 of 16 groups) and “Training” (patients needed not said)". */
export function isForInWords(purposes: readonly PurposeView[]): string {
  const said = purposes.length > MOST_SAID + 1 ? purposes.slice(0, MOST_SAID) : purposes, more = purposes.length - said.length
  return listed([...said.map(each => `“${each.purpose.what}” (${enoughInWords(each)})`), ...(more > 0 ? [`${inWords(more)} more`] : [])])
}

/** Who has nobody to do a thing with, first; then for how many things there is enough. */
export function purposeSentences(edition: Edition, purposes: readonly PurposeView[]): string[] {
  const without = purposes.filter(each => each.sets.sets.length > 0 && each.sets.withNobody.length > 0)
  const who = ({ sets: { withNobody } }: PurposeView) => (withNobody.length <= 2 ? namesOf(edition, withNobody) : `${count(withNobody.length)} practices`)
  return [
    ...(without.length === 0 ? [] : [`${words.nobody}: ${without.map(each => `${who(each)} for “${each.purpose.what}”`).join('; ')}.`]),
    purposes.length === 1 ? `“${purposes[0]!.purpose.what}”: ${enoughInWords(purposes[0]!)}.` : `${capital(inWords(purposes.length))} things to do together: ${enoughEverywhere(purposes)}.`,
  ]
}

/** "enough patients everywhere for one, in some places for two; for one nobody has said how many it takes". */
function enoughEverywhere(purposes: readonly PurposeView[]): string {
  const said = purposes.filter(each => each.sets.sets.length > 0 && each.purpose.needs !== null), share = ({ sets: { sets } }: PurposeView) => sets.filter(set => set.isEnough === true).length / sets.length
  const places = ([['everywhere', 1], ['in some places', 0.5], ['nowhere', 0]] as const).map(([where, at]) => ({ where, things: said.filter(each => (at === 0.5 ? share(each) > 0 && share(each) < 1 : share(each) === at)).length })).filter(each => each.things > 0)
  const open = purposes.length - said.length
  return [
    ...(places.length === 0 ? [] : [listed(places.map(({ where, things }, index) => `${index === 0 ? 'enough patients ' : ''}${where} for ${inWords(things)}`))]),
    ...(open === 0 ? [] : [`for ${inWords(open)} it is not said how many it takes or who would do it`]),
  ].join('; ')
}

/** What a sketch is for: who has nobody, the table of what by whom, and one more to add. */
export function whatForPage(c: Context<Web>, scene: Scene, opened: Opened, problems: Problem[] = [], typed: { work?: string; what?: string } = {}): Response | Promise<Response> {
  const { edition, to } = scene, { key, sketch, area } = opened, purposes = purposesOf(edition, area, sketch), shown = stepShown(sketch)
  const left = sharedWorks.filter(work => !sketch.purposes.some(each => each.what.toLowerCase() === work.what.toLowerCase()))
  const kinds = (['person', 'contract', 'work'] as const).map(kind => ({ kind, works: left.filter(work => work.kind === kind) })).filter(each => each.works.length > 0)
  return subPage(c, scene, opened, { back: to.mySketch(key), problems, undoTo: 'what-for', isWide: true }, <>
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l"><Name name={area.name} world={edition.world} /></span>{words.title}</h1>
    <div class="app-sentences app-prose">{purposes.length === 0 ? <p>{words.none}</p> : <Sentences edition={edition} says={purposeSentences(edition, purposes)} />}</div>
    {shown !== null && <p>{shown}</p>}
    {purposes.length > 0 && <LevelTable edition={edition} area={area} sketch={sketch} purposes={purposes} own={sketch.own} href={purpose => to.mySketchPurpose(key, purpose)} />}
    <div class="app-no-print"><AskForm action={to.mySketchPart(key, 'what-for')} opened={opened}>
      <h2 class="nhsuk-heading-m" id="add">{words.add}</h2>
      <div class={problems.some(each => each.href === '#work') ? 'nhsuk-form-group nhsuk-form-group--error' : 'nhsuk-form-group'}>
        <label class="nhsuk-label nhsuk-label--s" for="work">{words.fromList}</label>
        {problems.filter(each => each.href === '#work').map(each => <span class="nhsuk-error-message" id="work-error"><span class="nhsuk-u-visually-hidden">Error: </span>{each.text}</span>)}
        <select class="nhsuk-select" id="work" name="work" aria-describedby={problems.some(each => each.href === '#work') ? 'work-error' : undefined}>
          <option value="">{words.choose}</option>
          {kinds.map(({ kind, works }) => <optgroup label={words.kinds[kind]}>{works.map(work => <option value={work.key} selected={work.key === typed.work}>{optionOf(work)}</option>)}</optgroup>)}
        </select>
      </div>
      <Input name="what" label={{ text: words.orOwn, size: 's' }} hint={words.orOwnHint} width={30} value={typed.what} error={problems.find(each => each.href === '#what')?.text} />
      <Button>{words.addButton}</Button>
    </AskForm></div>
    <p class="app-source">{words.figuresAre}</p>
    <p class="app-no-print"><a href={to.mySketch(key)}>{moreWords.back}</a></p>
    <FiguresLine edition={edition} to={to} />
  </>)
}

const optionOf = ({ what, needs }: SharedWork): string => (needs !== null && typeof needs === 'object' ? `${what}, for ${count(needs.patients)}` : what)
