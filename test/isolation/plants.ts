import { sql } from 'kysely'
import { seesAs, type Visibility } from '#domain/visibility.ts'
import { refuse } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { itemHead } from '#records/items.ts'
import { answersOf } from '#records/reviews.ts'
import { asViewer, type Viewed } from '#records/viewing.ts'
import type { Desk } from '#web/desk.ts'
import type { ShownHead } from '#web/organisations/port.ts'
import type { Review } from '#web/position/review/port.ts'
import { probeForms } from './forms.ts'
import { probePages, type Probing } from './pages.ts'
import type { App, Rig } from './rig.ts'
import { probeSql } from './sql.ts'
import { Tally, type Leak } from './tally.ts'
import { timeNotFound } from './timing.ts'
import { capacityOf, keptOf, type Item, type World } from './world.ts'

/** Leaks made on purpose: a suite that finds none of these proves nothing. Each puts something else in the place of a part of the desk, or widens a policy. */
export interface Plant {
  says: string
  plant?(desk: Desk, rig: Rig): Desk
  /** In place of the whole site. */
  front?(app: App, rig: Rig): App
  /** Run on the rig's own database. */
  policy?: string
  probe(at: Probing): Promise<void>
  /** What it is to be found as. */
  isFound(leak: Leak): boolean
}

const withRooms = (desk: Desk, more: Partial<Desk['rooms']>): Desk => ({ ...desk, rooms: { ...desk.rooms, ...more } })
const some = { open: 20, closed: 8 }
const on = (...names: string[]) => (at: Probing) => probePages(at, some, name => names.includes(name))

/** One of each class, each by another way out. */
export const plantedLeaks: Record<Visibility, Plant> = {
  'only-you': {
    says: 'a page lists what a colleague keeps for themselves',
    plant: (desk, rig) => withRooms(desk, {
      kept: async who => {
        const { items, headings } = await desk.rooms.kept(who), theirs = rig.world.rows.item.filter(item => item.organisation === who.organisation && item.kept_as === 'only-you' && !items.some(head => head.id === item.id))
        return { items: [...items, ...theirs.map(headOf)], headings: new Map([...headings, ...rig.world.rows.note.map(note => [note.item, note.title] as const)]) }
      },
    }),
    probe: on('GET /our/:organisation/notes'), isFound: ({ kind, of }) => kind === 'shown' && of === 'only-you',
  },
  'your-partners': {
    says: 'a number counts what another practice keeps for its partners',
    plant: (desk, rig) => withRooms(desk, { shownToUs: async who => [...await desk.rooms.shownToUs(who), ...rig.world.rows.item.filter(item => item.kept_as === 'your-partners' && item.organisation !== who.organisation && hidden(rig.world, who, item)).map(headOf)] }),
    probe: on('GET /our/:organisation'), isFound: ({ kind, of }) => kind === 'count' && of === 'sentence',
  },
  named: {
    says: 'a file taken away holds who looked at what others show by name',
    plant: (desk, rig) => withRooms(desk, {
      whoHasLooked: async who => [...await desk.rooms.whoHasLooked(who), ...rig.world.rows.looking.filter(row => row.seen_as === 'named' && row.owner !== who.organisation).map(row => ({ item: row.item, itemKind: row.item_kind, lookerName: row.looker_name, organisationName: row.looker_organisation_name, seenAs: row.seen_as, form: row.form, at: row.at }))],
    }),
    probe: on('GET /our/:organisation/who-has-looked.csv'), isFound: ({ kind, of }) => kind === 'shown' && of === 'named',
  },
  'this-group': {
    says: 'a sentence that refuses something quotes what is shown to a group',
    plant: (desk, rig) => withRooms(desk, {
      show: async (who, item, ask) => {
        const theirs = rig.world.rows.item.find(each => each.kept_as === 'this-group' && hidden(rig.world, who, each)), note = rig.world.rows.note.find(each => each.item === theirs?.id)
        return note === undefined ? desk.rooms.show(who, item, ask) : refuse('shown-already', `They see “${note.title}” already.`, 'test/isolation/plants.ts')
      },
    }),
    probe: at => probeForms(at, { each: 24, pairs: 0 }, name => name === 'POST /our/:organisation/kept/:item/show'), isFound: ({ kind, of }) => kind === 'shown' && of === 'this-group',
  },
  anyone: {
    says: 'the policy for what anyone may read lets through what is kept for partners',
    policy: `alter policy anyone on item using (kept_as in ('anyone', 'your-partners') and viewer_is('anyone', 'person', 'capacity', 'key'))`,
    probe: at => probeSql(at, { askers: 10, rows: 0 }, table => table === 'item' || table === 'note'), isFound: ({ kind, of, where }) => kind === 'shown' && of === 'your-partners' && where === 'sql note',
  },
}

/** Other things the suite is to notice. */
export const otherPlants: Plant[] = [
  {
    says: 'a form takes away what its sender may not even see',
    plant: (desk, rig) => withRooms(desk, { own: async (who, item) => (rig.world.rows.item.some(each => each.id === item) ? { head: headOf(rig.world.rows.item.find(each => each.id === item)!), note: null, copy: null } : null), remove: async (_, item) => { await asViewer(rig.db, { as: 'backup' }, tx => tx.deleteFrom('item').where('id', '=', item).execute()); return { removed: true } } }),
    probe: at => probeForms(at, { each: 20, pairs: 0 }, name => name === 'POST /our/:organisation/kept/:item/delete'), isFound: ({ kind }) => kind === 'changed',
  },
  {
    says: 'a reading is not written down',
    plant: (desk, rig) => withRooms(desk, { open: async (who, id) => asViewer(rig.db, { as: 'capacity', ...who, on: rig.world.today }, async (tx, looker) => { const head = looker.roles.length > 0 ? await itemHead(tx, looker, id) : null; return head && { head, note: await tx.selectFrom('note').select(['title', 'body']).where('item', '=', id).executeTakeFirstOrThrow(), copy: null } }) }),
    probe: on('GET /our/:organisation/shown-to-us/:item'), isFound: ({ kind }) => kind === 'noted',
  },
  {
    says: 'an answer tells what exists from what does not by one header',
    front: (app, rig) => fronted(app, async request => { const answer = await app.fetch(request); if (rig.world.rows.item.some(item => request.url.includes(item.id))) answer.headers.set('x-found', 'yes'); return answer }),
    probe: on('GET /our/:organisation/kept/:item'), isFound: ({ kind, of }) => kind === 'told' && of === 'page',
  },
  {
    says: 'a review is opened by its id alone, whoever asks',
    plant: (desk, rig) => ({ ...desk, reviews: { ...desk.reviews, open: async (_, id) => { const item = rig.world.rows.item.find(each => each.id === id && each.kind === 'review'); return item === undefined ? null : asViewer(rig.db, { as: 'backup' }, tx => reviewOf(tx, item)) } } }),
    probe: at => probePages(at, { open: 1, closed: 240 }, name => name === 'GET /our/:organisation/next-five-years/:review/if-one-is-left'), isFound: ({ kind, of }) => kind === 'shown' && of === 'only-you',
  },
  {
    says: 'the policy for what is answered in reviews forgets the review',
    policy: 'alter policy as_item on review_answer using (true)',
    probe: at => probeSql(at, { askers: 10, rows: 0 }, table => table === 'review_answer'), isFound: ({ kind, of, where }) => kind === 'shown' && of === 'your-partners' && where === 'sql review_answer',
  },
  {
    says: 'a page whose title tells whose it is',
    front: app => fronted(app, async request => { request.headers.delete('accept-encoding'); const answer = await app.fetch(request), text = await answer.text(); return new Response(text.replace(/<title>/, `<title>${/app-room-bar__for[^]*?<strong>([^<]*)/.exec(text)?.[1] ?? ''} `), answer) }),
    probe: on('GET /our/:organisation/people'), isFound: ({ kind, of }) => kind === 'shown' && of === 'title',
  },
]

/** Whether an answer that comes later for what exists is found out; the site is as it was afterwards. */
export async function noticesDelay(at: Probing): Promise<boolean> {
  const { rig } = at, app = rig.app, tally = new Tally()
  rig.app = fronted(app, async request => { if (rig.world.rows.item.some(item => request.url.includes(item.id))) await new Promise(done => setTimeout(done, 40)); return app.fetch(request) })
  await timeNotFound({ ...at, tally }, 30, name => name === 'GET /our/:organisation/kept/:item')
  rig.app = app
  return tally.leaks.some(({ kind, of }) => kind === 'told' && of === 'time')
}

const fronted = (app: App, fetch: (request: Request) => Promise<Response>): App => Object.assign(Object.create(app) as App, { fetch })

/** Rooms whose readings ask the database for everything there is, hold nothing against the rule in code, and show what comes back: the policies alone stand before them. */
export function withoutTheRule(desk: Desk, { db, world }: Rig): Desk {
  const as = <T>(who: { person: string; organisation: string }, work: Parameters<typeof asViewer<T>>[2]) => asViewer(db, { as: 'capacity', ...who, on: world.today }, work)
  const everything = (who: { person: string; organisation: string }) => as(who, async tx => ({ items: (await tx.selectFrom('item').selectAll().execute()).map(headOf), headings: new Map((await tx.selectFrom('note').selectAll().execute()).map(note => [note.item, note.title])) }))
  const opened = async (tx: Parameters<Parameters<typeof asViewer>[2]>[0], id: string) => {
    const item = await tx.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirst()
    return item === undefined ? null : { head: headOf(item), note: await tx.selectFrom('note').select(['title', 'body']).where('item', '=', id).executeTakeFirst() ?? null, copy: null }
  }
  const reviews: Partial<Desk['reviews']> = {
    list: async who => (await everything(who)).items.filter(head => head.kind === 'review'),
    open: (who, id) => (isId(id) ? as(who, async tx => { const item = await tx.selectFrom('item').selectAll().where('id', '=', id).where('kind', '=', 'review').executeTakeFirst(); return item === undefined ? null : reviewOf(tx, item) }) : Promise.resolve(null)),
  }
  return withRooms({ ...desk, reviews: { ...desk.reviews, ...reviews } }, {
    kept: everything, shownToUs: async who => (await everything(who)).items, whoHasLooked: who => as(who, async tx => (await tx.selectFrom('looking').selectAll().execute()).map(row => ({ item: row.item, itemKind: row.item_kind, lookerName: row.looker_name, organisationName: row.looker_organisation_name, seenAs: row.seen_as, form: row.form, at: row.at }))),
    own: (who, id) => (isId(id) ? as(who, tx => opened(tx, id)) : Promise.resolve(null)), open: (who, id) => (isId(id) ? as(who, tx => opened(tx, id)) : Promise.resolve(null)), published: id => (isId(id) ? asViewer(db, { as: 'anyone' }, tx => opened(tx, id)) : Promise.resolve(null)),
    invitations: who => as(who, async tx => (await tx.selectFrom('invitation').selectAll().execute()).map(each => ({ ...each, taken_at: null }))),
  })
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** A review as its pages take it, with every answer that the viewer is let see. */
async function reviewOf(tx: Viewed, item: Item): Promise<Review> {
  const history = await answersOf(tx, item.id)
  return { head: headOf(item), answers: new Map(history.map(answer => [answer.question, answer])), history, lastLook: null }
}

/** Every policy by which something is shown, with what it says; the backup's aside. */
export async function policiesOf(db: Database): Promise<{ name: string; table: string; sees: string }[]> {
  const { rows } = await sql<{ name: string; table: string; sees: string }>`
    select p.polname as name, p.polrelid::regclass::text as table, pg_get_expr(p.polqual, p.polrelid) as sees from pg_policy p
    where p.polcmd in ('r', '*') and p.polname <> 'backup' and pg_get_expr(p.polqual, p.polrelid) <> 'true' order by 2, 1`.execute(db)
  return rows
}

function headOf(item: Item): ShownHead {
  return {
    id: item.id, kind: item.kind, organisation: item.organisation, organisationName: item.organisation_name, author: item.author, authorName: item.author_name, keptAs: item.kept_as, group: item.group_id, isCommercial: item.is_commercial,
    entered: item.entered_by !== null && item.confirmed_at === null ? { by: item.entered_by, byName: item.entered_by_name ?? '', confirmBy: item.confirm_by! } : null, madeAt: item.made_at, changedAt: item.changed_at, version: item.version, shares: [], seenAs: 'your-partners', isOpened: false,
  }
}

const hidden = (world: World, who: { person: string; organisation: string }, item: Item): boolean => seesAs(capacityOf(world, who.person, who.organisation).looker, keptOf(world, item)) === null
