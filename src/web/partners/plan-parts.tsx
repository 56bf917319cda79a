import { kinds } from '#content/wording/partners.ts'
import { practicesOf } from '#domain/partners/reasons.ts'
import { totalsOf } from '#domain/partners/effects.ts'
import type { Scene } from '../scene.tsx'
import { Details } from '../ui/parts.tsx'
import { Name } from '../ui/name.tsx'
import { about, capital, count, inWords, kilometres, plural, share, smallCount } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'
import type { GroupView, PlanView } from './view.ts'

/** With more groups than this the map goes across the page, above the list. */
export const MOST_BESIDE_A_LIST = 24

/** One group of a plan, folded: who is in it, and why it looks as it does. */
export function GroupFold({ each, scene, isOpen, from }: { each: GroupView; scene: Scene; isOpen: boolean; from: string | null }) {
  const { edition, to } = scene
  const { group } = each
  return <details class="nhsuk-details app-sketch__group" open={isOpen}>
    <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">Group {each.letter}: {count(group.patients)} patients, {count(each.practices.length)} {plural(each.practices.length, 'practice')}{each.name === '' ? '' : `, ${each.name}`}</span></summary>
    <div class="nhsuk-details__text">
      <ul class="nhsuk-list nhsuk-list--bullet">
        {each.practices.map((practice) => <li class={practice.code === from ? 'app-sketch__own' : undefined}>
          <Name name={practice.name} world={edition.world} href={to.practice(practice.code)} />, {count(practice.patients)} patients{each.changed.includes(practice.code) ? ` (today with ${practice.network!.name})` : ''}
        </li>)}
      </ul>
      {each.largest !== null && each.practices.length > 1 && <p>Largest practice’s share of patients: {share(each.largest.share)}.</p>}
      {each.reasons.map((reason) => <p>{reason}</p>)}
      {each.reach !== null && each.reach.patients > 0 && <p>{share(each.reach.within / each.reach.patients)} of its patients live within 15 minutes of one of its sites.</p>}
    </div>
  </details>
}

/** On paper the groups stand under the map, with everybody in them; the folded list, which says the same at length, stays on screen. */
export function PaperGroups({ view, scene: { edition } }: { view: PlanView; scene: Scene }) {
  return <div class="app-print-only app-paper__groups">
    {view.groups.map((each) => <p><strong>{each.letter}, {count(each.group.patients)} patients:</strong> {each.practices.map((practice, index) => <>{index > 0 ? ', ' : ''}<Name name={practice.name} world={edition.world} />{each.changed.includes(practice.code) && '*'}</>)}.</p>)}
    {view.changed.length > 0 && <p>* changes partners.</p>}
  </div>
}

/** The groups of a plan as a table, for whoever does not read its picture. */
export function PlanTable({ view, scene: { edition, to } }: { view: PlanView; scene: Scene }) {
  return <Table responsive rows={view.groups} columns={[
    { head: 'Group', cell: (row) => <>{row.letter}{row.name === '' ? '' : ` (${row.name})`}</> },
    { head: 'Practices', cell: (row) => <>{row.practices.map((practice, index) => <>{index > 0 ? ', ' : ''}<Name name={practice.name} world={edition.world} href={to.practice(practice.code)} />{row.changed.includes(practice.code) && <span class="app-print-only">*</span>}</>)}</> },
    { head: 'Patients', numeric: true, cell: (row) => count(row.group.patients) },
    { head: 'Largest share', numeric: true, cell: (row) => (row.largest === null ? 'not known' : share(row.largest.share)) },
    { head: 'Average distance', numeric: true, cell: (row) => (row.practices.length === 1 ? 'none' : kilometres(row.group.patientKm / row.group.patients)) },
    { head: 'Shared patients kept', numeric: true, cell: (row) => (row.group.sharedPatients === null ? 'not loaded' : smallCount(row.group.sharedPatients)) },
    { head: 'Price of the size', numeric: true, cell: (row) => (row.miss === null ? '0' : count(row.miss.patientKm)) },
    { head: 'Districts', cell: (row) => [...new Set(row.practices.map((practice) => practice.district?.name).filter((name) => name !== undefined))].join(', ') },
    { head: 'Changed from today', cell: (row) => practicesOf(edition, row.changed).map((practice) => practice.name).join(', ') || 'none' },
  ]} />
}

/** Soft sizes and their price, giants, special lists and lines crossed: notes that change nothing but should be read. */
export function Notes({ view, scene: { edition, to } }: { view: PlanView; scene: Scene }) {
  const crossing = view.groups.filter((each) => each.borders.length > 0)
  const some = view.outside.groups > 0 || view.giants.length > 0 || view.specials.length > 0 || crossing.length > 0
  if (!some) return null
  return <section aria-labelledby="notes">
    <h2 class="nhsuk-heading-m" id="notes">Worth knowing</h2>
    <ul class="nhsuk-list nhsuk-list--bullet app-prose">
      {view.outside.groups > 0 && <li>{capital(inWords(view.outside.groups))} {plural(view.outside.groups, 'group is', 'groups are')} outside the size asked for, by {about(view.outside.patients)} patients in all. That is allowed and has a price: {about(view.outside.patientKm)} patient-kilometres.</li>}
      {view.giants.length > 0 && <li>Already larger than the size on {view.giants.length === 1 ? 'its' : 'their'} own, at no price: {view.giants.map((practice, index) => <>{index > 0 ? ', ' : ''}<Name name={practice.name} world={edition.world} href={to.practice(practice.code)} /></>)}.</li>}
      {view.specials.length > 0 && <li>Lists under 500, such as special allocation or asylum lists, may be left out or attached: {view.specials.map((practice, index) => <>{index > 0 ? ', ' : ''}<Name name={practice.name} world={edition.world} href={to.practice(practice.code)} /></>)}.</li>}
      {crossing.length <= 6 && crossing.map((each) => <li>Group {each.letter}: {each.borders.join(' ')}</li>)}
    </ul>
    {crossing.length > 6 && <Details summary={`${count(crossing.length)} groups cross a line between councils or commissioners`}><ul class="nhsuk-list nhsuk-list--bullet">{crossing.map((each) => <li>Group {each.letter}: {each.borders.join(' ')}</li>)}</ul></Details>}
    {crossing.length > 0 && <p class="app-source">Crossing a line is a note, not a fault.</p>}
  </section>
}

/** The measures of two plans, one a row. Exact figures travel in each value. */
export function BesideToday({ mine, today, title = 'Beside today', myName = 'This sketch', otherName = 'Today' }: { mine: PlanView; today: PlanView; title?: string; myName?: string; otherName?: string }) {
  const rows: { says: string; of: (view: PlanView) => { exact: number | null; shown: string } }[] = [
    { says: 'Left over, practices', of: view => ({ exact: view.left.length, shown: count(view.left.length) }) },
    { says: 'Groups', of: view => ({ exact: view.groups.length, shown: count(view.groups.length) }) },
    { says: 'Outside the size asked for, groups', of: view => ({ exact: view.outside.groups, shown: count(view.outside.groups) }) },
    { says: 'Largest practice’s share in any group', of: view => ({ exact: view.largest?.share ?? null, shown: view.largest === null ? 'none' : share(view.largest.share) }) },
    { says: 'Average distance, practice to where it is measured to', of: view => ({ exact: totalsOf(view.plan).averageKm, shown: Number.isNaN(view.averageKm) ? 'none' : kilometres(view.averageKm) }) },
    { says: 'Shared patients kept', of: view => ({ exact: totalsOf(view.plan).sharedPatients, shown: view.sharedPatients === null ? 'not loaded' : smallCount(view.sharedPatients) }) },
    { says: 'Patients within 15 minutes of a site of their group', of: view => ({ exact: view.reach === null ? null : view.reach.within, shown: view.reach === null ? 'not loaded' : view.reach.patients === 0 ? 'not known' : share(view.reach.within / view.reach.patients) }) },
    { says: 'Practices that change partners', of: view => ({ exact: view.changed.length, shown: count(view.changed.length) }) },
    { says: 'In all, patient-kilometres with prices', of: view => ({ exact: view.plan.objective, shown: count(view.plan.objective) }) },
  ]
  const cell = ({ exact, shown }: { exact: number | null; shown: string }) => (exact === null ? shown : <data value={String(exact)}>{shown}</data>)
  return <section aria-labelledby="beside"><h2 class="nhsuk-heading-m" id="beside">{title}</h2>
    <Table rows={rows} columns={[
      { head: 'What', cell: row => row.says },
      { head: myName, numeric: true, cell: row => cell(row.of(mine)) },
      { head: otherName, numeric: true, cell: row => cell(row.of(today)) },
    ]} />
    <p class="app-source">Measure: {kinds[mine.plan.kind].measure}.</p>
  </section>
}
