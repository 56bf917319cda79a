import type { Context } from 'hono'
import { looked as words } from '#content/wording/organisations.ts'
import { sittingsOf, type Sitting } from '#domain/organisations/sitting.ts'
import type { Web } from '../scene.tsx'
import { csvText } from '../ui/csv-text.ts'
import { dayOf, timeInEngland } from '../ui/moment.ts'
import { Table } from '../ui/table.tsx'
import { kindInWords } from './parts.tsx'
import type { Looking } from './port.ts'
import { roomPage, type RoomScene } from './scene.tsx'

/** Readings shown at once; the file has more. */
const MOST_SHOWN = 200

/** Who has looked: every reading of something of this room by another organisation, newest first. */
export async function whoHasLookedPage(c: Context<Web>, scene: RoomScene) {
  const { desk, to, room } = scene, [all, { items, headings }] = await Promise.all([desk.rooms.whoHasLooked(room.who, MOST_SHOWN), desk.rooms.kept(room.who)])
  const isThere = new Set(items.map(head => head.id))
  const what = (looking: Looking) => (isThere.has(looking.item) ? <a href={to.item(room.organisation.id, looking.item)}>{headings.get(looking.item) ?? kindInWords(looking.itemKind)}</a> : `${kindInWords(looking.itemKind)}, ${words.gone}`)
  return roomPage(c, scene, { title: words.title, under: 'who-has-looked', isWide: true }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p>{words.lede}</p>
    {all.length === 0 ? <p>{words.none}</p> : <>
      <Table responsive rows={sittings(all)} columns={[
        { head: words.columns.when, cell: sitting => whenOf(sitting) },
        { head: words.columns.what, cell: ({ looking }) => what(looking) },
        { head: words.columns.who, cell: ({ looking }) => `${looking.lookerName}, ${looking.organisationName}` },
        { head: words.columns.as, cell: ({ looking }) => words.because[looking.seenAs] },
        { head: words.columns.how, cell: ({ looking }) => words.forms[looking.form] ?? looking.form },
      ]} />
      <p><a href={to.room(room.organisation.id, 'who-has-looked.csv')}>{words.file}</a></p>
    </>}
    <p class="app-source">{words.outside}</p>
  </>)
}

/** Readings as pages tell them: one line for what one person read of one thing at one go. */
export const sittings = (lookings: readonly Looking[]): Sitting<Looking>[] => sittingsOf(lookings, looking => JSON.stringify([looking.item, looking.lookerName, looking.organisationName, looking.seenAs, looking.form]))

/** Each time of a sitting: "3 February 2026 at 9:05, 9:07 (twice)". */
export function whenOf({ at }: Sitting<Looking>): string {
  return [...Map.groupBy(at.toReversed(), dayOf)].map(([on, times]) => words.onAt(on, [...Map.groupBy(times, timeInEngland)].map(([time, same]) => words.timesAt(time, same.length)))).join('; ')
}

export async function whoHasLookedFile(c: Context<Web>, { desk, room }: RoomScene) {
  const [all, { headings }] = await Promise.all([desk.rooms.whoHasLooked(room.who), desk.rooms.kept(room.who)])
  const rows = all.map(looking => [looking.at.toISOString(), headings.get(looking.item) ?? `${kindInWords(looking.itemKind)} (${looking.item})`, looking.lookerName, looking.organisationName, words.because[looking.seenAs], words.forms[looking.form] ?? looking.form])
  return c.body(csvText([Object.values({ ...words.columns, when: words.whenInFile }).toSpliced(3, 0, 'Organisation'), ...rows]), 200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="who-has-looked.csv"' })
}
