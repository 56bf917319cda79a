import type { Area, Edition } from '#domain/position/edition.ts'
import { dataSetInWords } from '#domain/position/choose-edition.ts'
import { practiceFigures } from '#domain/partners/compare.ts'
import { SMALLEST_SHOWN } from '#domain/partners/overlap.ts'
import type { Day } from '#domain/words.ts'
import { takeAway as words } from '#content/wording/compare.ts'
import { hubMeans, reachMeans, sharedMeans, whatItDoesNotKnow } from '#content/wording/partners.ts'
import type { Sheet, SheetCell } from '../desk.ts'
import { capital, count, day, plainName } from '../ui/say.ts'
import { sizeInWords } from './plan-words.tsx'
import type { PlanView } from './view.ts'

/** What stands on the first lines of the sheet that says what this is. */
export interface SheetsAbout { title: string; area: Area; measure: string; madeBy: string | null; made: Day }

/** A plan as three sheets: groups, practices one a row, and what this is. Figures exact, with units in the heads; a group's letter is the page's own. */
export function planSheets(edition: Edition, view: PlanView, about: SheetsAbout): Sheet[] {
  return [groupSheet(edition, view), practiceSheet(edition, view), aboutSheet(edition, view, about)]
}

function groupSheet({ world }: Edition, view: PlanView): Sheet {
  const { group: head } = words
  const rows = view.groups.map(({ letter, name, group, practices, largest, reach, miss, changed }): SheetCell[] => [
    letter, group.id, name, practices.length, group.patients, largest === null ? words.notKnown : plainName(largest.practice.name, world), largest === null ? words.notKnown : largest.share,
    practices.length === 1 ? null : group.patientKm / group.patients, group.patientKm, people(group.sharedPatients), reach === null || reach.patients === 0 ? words.notKnown : reach.within / reach.patients,
    miss === null ? 0 : miss.side === 'below' ? -miss.patients : miss.patients, miss === null ? 0 : miss.patientKm,
    [...new Set(practices.flatMap((practice) => practice.district?.name ?? []))].join(', '), changed.length,
  ])
  const left: SheetCell[] = [head.none, '', '', view.left.length, view.left.reduce((sum, practice) => sum + practice.patients, 0), ...Array.from({ length: 10 }, () => null)]
  return {
    name: words.sheets.groups, rows: view.left.length === 0 ? rows : [...rows, left],
    columns: [
      { head: head.letter, shown: 'text', width: 12 }, { head: head.id, shown: 'text', width: 12 }, { head: head.name, shown: 'text', width: 32 }, { head: head.practices, shown: 'whole', width: 11 },
      { head: head.patients, shown: 'whole', width: 11 }, { head: head.largest, shown: 'text', width: 32 }, { head: head.largestShare, shown: 'share', width: 17 }, { head: head.averageKm, shown: 'one-decimal', width: 12 },
      { head: head.patientKm, shown: 'whole', width: 13 }, { head: head.shared, shown: 'whole', width: 13 }, { head: head.within, shown: 'share', width: 17 }, { head: head.miss, shown: 'whole', width: 19 },
      { head: head.price, shown: 'whole', width: 17 }, { head: head.districts, shown: 'text', width: 32 }, { head: head.changes, shown: 'whole', width: 15 },
    ],
  }
}

function practiceSheet(edition: Edition, view: PlanView): Sheet {
  const { practice: head, group } = words
  const figures = practiceFigures(edition, view.plan)
  const letterOf = new Map(view.groups.map((each) => [each.group.id, each.letter]))
  const changing = new Set(view.changed)
  const practices = [...view.groups.flatMap((each) => each.practices), ...view.left].toSorted((a, b) => (a.code < b.code ? -1 : 1))
  return {
    name: words.sheets.practices,
    columns: [
      { head: head.code, shown: 'text', width: 10 }, { head: head.name, shown: 'text', width: 36 }, { head: head.postcode, shown: 'text', width: 11 }, { head: group.letter, shown: 'text', width: 12 },
      { head: group.id, shown: 'text', width: 12 }, { head: head.patients, shown: 'whole', width: 10 }, { head: head.network, shown: 'text', width: 32 }, { head: head.changes, shown: 'text', width: 11 },
      { head: head.groupPatients, shown: 'whole', width: 13 }, { head: head.partners, shown: 'whole', width: 13 }, { head: head.ownShare, shown: 'share', width: 15 }, { head: head.km, shown: 'one-decimal', width: 18 },
      { head: head.shared, shown: 'whole', width: 17 }, { head: head.within, shown: 'share', width: 17 },
    ],
    rows: practices.map((practice): SheetCell[] => {
      const of = figures.get(practice.code)!
      const unless = (figure: number | null): SheetCell => (of.group === null ? null : figure ?? words.notKnown)
      return [
        practice.code, plainName(practice.name, edition.world), practice.postcode, of.group === null ? group.none : letterOf.get(of.group)!, of.group ?? '', practice.patients,
        practice.network?.name ?? words.inNone, changing.has(practice.code) ? words.yes : words.no,
        unless(of.groupPatients), of.partners, unless(of.ownShare), unless(of.km), people(of.shared), unless(of.within),
      ]
    }),
  }
}

function aboutSheet(edition: Edition, { plan }: PlanView, { title, area, measure, madeBy, made }: SheetsAbout): Sheet {
  const { about: head } = words
  const rows: [string, string][] = [
    [head.read, words.banner],
    [head.title, title],
    ...(edition.world === 'invented' ? [[head.invented, head.inventedSays] as [string, string]] : []),
    [head.area, plainName(area.name, edition.world)],
    [head.size, capital(sizeInWords(plan.size))],
    [head.figures, day(edition.asAt)],
    [head.made, day(made)],
    ...(madeBy === null ? [] : [[head.madeBy, madeBy] as [string, string]]),
    [head.measure, measure],
    [head.total, head.patientKm(count(plan.objective))],
    [head.distance, hubMeans],
    [head.sharedPatients, sharedMeans],
    [head.minutes, reachMeans],
    ...edition.sources.map((use): [string, string] => [head.source, `${capital(dataSetInWords(use.dataSet))}: ${use.release.publisher}, ${day(use.release.asAt)}, ${use.release.fileName}. Licence: ${use.release.licence}.`]),
    ...whatItDoesNotKnow.map(([what, says]): [string, string] => [head.notKnown, `${what} ${says}`]),
  ]
  return { name: words.sheets.about, columns: [{ head: head.what, shown: 'text', width: 24 }, { head: head.says, shown: 'text', width: 100 }], rows }
}

/** A count of people, never a small one out loud (people.md §12.2). */
function people(figure: number | null): SheetCell {
  if (figure === null) return words.notKnown
  return figure > 0 && figure < SMALLEST_SHOWN ? words.fewerThanFive : figure
}
