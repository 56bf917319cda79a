import { sketches as words } from '#content/wording/partners.ts'
import type { Band, Plan } from '#domain/partners/plan.ts'
import { sizeGuideOf } from '#domain/partners/size-guides.ts'
import { companionsOf, practicesOf } from '#domain/partners/reasons.ts'
import type { PracticeCode } from '#domain/words.ts'
import type { Scene } from '../scene.tsx'
import { Name } from '../ui/name.tsx'
import { about, capital, count, day, inWords, kilometres, listed, plainName, plural, share, smallCount } from '../ui/say.ts'
import type { Column } from '../ui/table.tsx'
import type { PlanView } from './view.ts'

/** "about 30,000–50,000 (NHS England and BMA …, 31 January 2019)". */
export function sizeInWords(size: Band): string {
  const guide = sizeGuideOf(size)
  const figures = `about ${count(size.min)}–${count(size.max)} patients`
  return guide === null ? `${figures}, a size typed here` : `${figures} (${guide.source}, ${day(guide.on)})`
}

/** "Left over: nobody." or who is not in any group yet, by name up to six. */
export function LeftOver({ view, scene: { edition, to } }: { view: PlanView; scene: Scene }) {
  if (view.left.length === 0) return <>{words.leftNobody}</>
  const named = view.left.slice(0, 6)
  return <>Not in any group yet: {named.map((practice, index) => <>{index === 0 ? '' : index === named.length - 1 && view.left.length <= 6 ? ' and ' : ', '}<Name name={practice.name} world={edition.world} href={to.practice(practice.code)} /></>)}
    {view.left.length > 6 ? ` and ${inWords(view.left.length - 6)} more` : ''}.</>
}

/** How many groups, how large, and how many are outside the size asked for. */
export function shapeOf(view: PlanView): string {
  if (view.groups.length === 0) return 'No groups.'
  const sizes = view.groups.map((each) => each.group.patients)
  const from = Math.min(...sizes)
  const most = Math.max(...sizes)
  const larger = view.giants.length === 0 ? '' : `, and ${inWords(view.giants.length)} single ${plural(view.giants.length, 'practice')} already larger`
  const outside = `${view.outside.groups === 0 ? view.giants.length === 0 ? 'none' : 'no other' : inWords(view.outside.groups)} outside the size asked for${larger}`
  return view.groups.length === 1 ? `One group of ${about(most)} patients.` : `${capital(inWords(view.groups.length))} groups of ${about(from)} to ${about(most)} patients, ${outside}.`
}

/** "Riverside Surgery would be with …" */
export function companySentence(view: PlanView, { edition }: Scene, from: PracticeCode, isToday: boolean): string {
  const own = plainName(edition.byCode.get(from)?.name ?? from, edition.world)
  const others = companionsOf(view.plan, from)
  if (others === null) return `${own} ${isToday ? 'is' : 'would be'} in no group.`
  if (others.length === 0) return `${own} ${isToday ? 'is' : 'would be'} on its own.`
  const names = practicesOf(edition, others).map((practice) => plainName(practice.name, edition.world))
  const isAll = names.length > 7 && view.groups.length === 1 && view.left.length === 0
  const named = isAll ? `all ${count(names.length)} others` : names.length <= 7 ? listed(names) : listed([...names.slice(0, 6), `${inWords(names.length - 6)} more`])
  return `${own} ${isToday ? 'is' : 'would be'} with ${named}.`
}

/** A plan in a row of figures: what it is called, and where it is shown. */
export interface CompareRow { name: string; href: string | null; view: PlanView }

/** The same figures for any number of plans. */
export const compareColumns: readonly Column<CompareRow>[] = [
  { head: 'Sketch', cell: ({ name, href }) => (href === null ? name : <a href={href}>{name}</a>) },
  { head: 'Left over', numeric: true, cell: ({ view }) => count(view.left.length) },
  { head: 'Groups', numeric: true, cell: ({ view }) => count(view.groups.length) },
  { head: 'Outside the size, at a price', numeric: true, cell: ({ view }) => count(view.outside.groups) },
  { head: 'Largest share', numeric: true, cell: ({ view }) => (view.largest === null ? 'none' : share(view.largest.share)) },
  { head: 'Average distance', numeric: true, cell: ({ view }) => (Number.isNaN(view.averageKm) ? 'none' : kilometres(view.averageKm)) },
  { head: 'Shared patients kept', numeric: true, cell: ({ view }) => (view.sharedPatients === null ? 'not loaded' : smallCount(view.sharedPatients)) },
  { head: 'Patients within 15 minutes', numeric: true, cell: ({ view }) => (view.reach === null ? 'not loaded' : view.groups.length === 0 ? 'none' : view.reach.patients === 0 ? 'not known' : share(view.reach.within / view.reach.patients)) },
  { head: 'Practices that change partners', numeric: true, cell: ({ view }) => count(view.changed.length) },
]

/** A gap above this says nothing a reader can use. */
const WORTH_SAYING = 0.5

/** How much lower, at most, something else could be on a measure; where that is not known in any useful way, that it is not. */
export function gapInWords(plan: Plan, measure: string, another: string): string {
  if ((plan.gap ?? 1) > WORTH_SAYING) return `We stopped before knowing how near this is to the lowest on this measure (${measure}): take it as one possibility.`
  const gap = plan.gap! < 0.001 ? 'less than 0.1 %' : `at most ${(Math.ceil(plan.gap! * 1000) / 10).toFixed(1)} %`
  const lead = plan.status === 'stopped' ? 'We stopped early: on' : 'On'
  return `${lead} this measure (${measure}) ${another} could be ${gap} better.`
}
