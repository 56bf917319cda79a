import { answers, rolesOn, type RoleKind } from '#domain/organisations/organisation.ts'
import { codeOf } from '#domain/organisations/invitation.ts'
import { room as roomWords } from '#content/wording/organisations.ts'
import { keptOf as keptOfKey, keptOfCode } from '#records/link-keys.ts'
import type { Chance } from './chance.ts'
import { rowsOf, tableNamed, tableNames, tables } from './tables.ts'
import { askerOf, capacityOf, classFor, isCurrent, isOpen, itemOf, type AnyRow, type Asker, type Item, type Row, type TableName, type World } from './world.ts'

/**
 * Every route of the site: whom its answer is for, what stands in its address, what is asked of its form, and what of the world it shows, worked out by the
 * slow rule. A route that is not here fails `npm test`, and so does one that is here and gone; a field that a page asks for and that is not named here, too.
 */
export interface DeclaredRoute {
  /**
   * 'anyone': says the same to everybody, and nothing that is anybody's. 'key': whoever has the link, or the code of a letter. 'person': whoever signed in, of theirs.
   * 'room': somebody in a capacity. 'demonstration': mounted only where nothing is real.
   */
  for: 'anyone' | 'key' | 'person' | 'room' | 'demonstration'
  /** What each part of the address is, in order; without, no part. */
  params?: Record<string, Param>
  /** Addresses to ask for, of routes for anyone; '(word)' is put in their place: a word of the world, and one of nowhere. */
  asked?: readonly string[]
  queries?: readonly string[]
  fields?: Record<string, Field>
  /** Whether it opens to this asker. Without: a room to whoever holds a role in it today, a page of one's own to whoever signed in, any other to everybody. */
  opens?(q: Question): boolean
  /** What it shows where it opens; without, nothing of the world. */
  shows?(q: Question): Shown
  /** Reading it is written down for the owner of the item. */
  isNotedReading?: boolean
  /** Tables a form may add to that nobody in particular asks for: a sketch that somebody begins. */
  begins?: readonly TableName[]
  /** It says the same but for whether one has signed in. */
  knowsWhetherSignedIn?: boolean
}

export type Param = 'organisation' | 'item' | 'share' | 'role' | 'invitation' | 'group' | 'privateKey' | 'lookKey' | readonly string[]
export type Field = 'text' | 'name' | 'keep' | 'colleague' | 'whom' | 'practice' | 'day' | 'version' | 'share' | 'code' | 'organisation' | 'role' | 'email' | 'plain' | readonly string[]

/** Somebody's request, as the rule sees it. */
export interface Question { world: World; person: string | null; params: Record<string, string>; fields: Record<string, string> }

export interface Shown {
  /** Rows that stand on it, all of these and no other of their table; each by at least one word of its own. */
  exactly?: Partial<Record<TableName, readonly AnyRow[]>>
  /** Rows whose every word stands on it. */
  whole?: readonly [TableName, AnyRow][]
  /** Tables whose rows may stand on it, as far as the asker may see them. Of every table in neither list there is nothing. */
  within?: readonly TableName[]
  /** At least one word of some row of these. */
  some?: readonly TableName[]
  /** Sentences that stand on it, and that do not: counts in words. */
  says?: readonly string[]
  saysNot?: readonly string[]
}

// ── who asks ──

/** The capacity of a request: what stands in the address and who signed in; null for who holds no role there today. */
export function actingIn({ world, person, params }: Pick<Question, 'world' | 'person' | 'params'>): Asker | null {
  if (person === null || params['organisation'] === undefined) return null
  const asker = capacityOf(world, person, params['organisation'])
  return asker.looker.roles.length > 0 ? asker : null
}

/** For whom the database may have been asked while this was answered. */
export function askersOf(route: DeclaredRoute, q: Question): Asker[] {
  const { world, person, params, fields } = q, anyone = askerOf(world, { as: 'anyone' }), self = person === null ? [] : [askerOf(world, { as: 'person', person, on: world.today })]
  if (route.for === 'room') { const acting = actingIn(q), code = keptOfCode(fields['code'] ?? ''); return acting === null ? [anyone] : [anyone, acting, ...code === null ? [] : [askerOf(world, { as: 'key', key: code })]] }
  if (route.for === 'person' || route.for === 'key') {
    const keys = [keptOfCode(fields['code'] ?? params['code'] ?? ''), keptOfKey('private', params['key'] ?? ''), keptOfKey('look', params['look'] ?? '')].filter(key => key !== null)
    return [anyone, ...route.for === 'person' || 'code' in fields || 'code' in params ? self : [], ...keys.map(key => askerOf(world, { as: 'key', key, on: world.today }))]
  }
  return [anyone]
}

/** Who may have written what a form changed. */
export function writersOf(route: DeclaredRoute, q: Question): Asker[] {
  const { world, person, fields } = q
  if (person === null) return askersOf(route, q)
  const code = keptOfCode(fields['code'] ?? ''), forWhich = fields['for'] ?? q.params['organisation']
  return [...askersOf(route, q), ...code === null ? [] : [askerOf(world, { as: 'key', key: code, person, on: world.today })],
    ...forWhich === undefined ? [] : [askerOf(world, { as: 'capacity', person, organisation: forWhich, on: world.today, ...code === null ? {} : { key: code } })]]
}

// ── what the rule gives ──

const visible = (world: World, asker: Asker): Item[] => world.rows.item.filter(item => classFor(world, asker, item) !== null)
const byChange = (a: Item, b: Item): number => b.changed_at.getTime() - a.changed_at.getTime() || (a.id < b.id ? -1 : 1)
const ownItems = (world: World, asker: Asker): Item[] => visible(world, asker).filter(item => item.organisation === asker.looker.organisation).sort(byChange)
const knownShares = (world: World, asker: Asker, item: Item): Row<'share'>[] => world.rows.share.filter(share => share.item === item.id && tables.share.sees(share, asker, world))
const shownTo = (world: World, asker: Asker): Item[] => visible(world, asker).filter(item => item.organisation !== asker.looker.organisation && (item.kept_as !== 'anyone' || knownShares(world, asker, item).length > 0))
/** What items say. A kind that comes to be has its table here by tables.ts. */
const contents = tableNames.filter(name => tableNamed(name).says !== undefined)
const said = (world: World, items: readonly Item[]): Partial<Record<TableName, AnyRow[]>> => Object.fromEntries(contents.map(name => [name, rowsOf(world, name).filter(row => items.some(item => item.id === row['item']))]))
const whole = (world: World, items: readonly Item[]): [TableName, AnyRow][] => Object.entries(said(world, items)).flatMap(([name, rows]) => rows!.map((row): [TableName, AnyRow] => [name as TableName, row]))
const rows = (...all: object[]): AnyRow[] => all as AnyRow[]

/** A page of a room: the question with the capacity it is asked in. */
const inRoom = (shows: (world: World, asker: Asker, q: Question) => Shown) => (q: Question): Shown => {
  const { within = [], ...shown } = shows(q.world, actingIn(q)!, q)
  // Whom one speaks for stands on every page of a room.
  return { within: shown.exactly?.organisation ? within : ['organisation', ...within], ...shown }
}
const itemIn = (q: Question): Item => itemOf(q.world, q.params['item']!)!
const opensOwn = (q: Question): boolean => {
  const acting = actingIn(q), item = itemOf(q.world, q.params['item'] ?? '')
  return acting !== null && item !== undefined && item.organisation === q.params['organisation'] && classFor(q.world, acting, item) !== null
}
const isAnsweringIn = (q: Question): boolean => answers(actingIn(q)?.looker.roles ?? [])
const groupsOf = ({ rows: { organisation } }: World, { looker }: Asker) => organisation.filter(each => looker.memberOf.includes(each.id) || looker.observes.includes(each.id))
const opensGroup = (q: Question): boolean => { const acting = actingIn(q); return acting !== null && groupsOf(q.world, acting).some(group => group.id === q.params['group']) }
const speaksFor = ({ rows: all, today }: World, person: string) => all.organisation.filter(each => rolesOn(all.role.map(role => ({ person: role.person, organisation: role.organisation, kind: role.kind, fromOn: role.from_on, toOn: role.to_on })), person, each.id, today).length > 0)
const isTaken = ({ rows: { taking } }: World, { id }: Row<'invitation'>): boolean => taking.some(each => each.invitation === id)
const isTakable = (world: World, invitation: Row<'invitation'>): boolean => invitation.withdrawn_at === null && !isTaken(world, invitation) && invitation.until >= world.today
/** A letter to a practice goes on saying what it says once it was used: else whoever sent it could learn by its code whether the practice has a room. */
const isReadable = (world: World, invitation: Row<'invitation'>): boolean => isTakable(world, invitation) || (invitation.purpose === 'room' && invitation.withdrawn_at === null && invitation.until >= world.today)
const invitationOf = (world: World, code: string | undefined) => { const key = keptOfCode(code ?? ''); return key === null ? undefined : world.rows.invitation.find(each => each.key.equals(key) && isReadable(world, each)) }
const sketchOf = (world: World, key: string | undefined) => world.links.find(each => each.privateKey === key)
const lookOf = (world: World, key: string | undefined) => { const kept = keptOfKey('look', key ?? ''); return kept === null ? undefined : world.rows.sketch_share.find(each => each.look_key.equals(kept) && each.stopped_at === null && each.until >= world.today) }

// ── kinds of routes ──

const anyone = (asked: readonly string[], more: Partial<DeclaredRoute> = {}): DeclaredRoute => ({ for: 'anyone', asked, queries: ['figures'], ...more })
const inTheRoom = (more: Partial<DeclaredRoute> & { params?: Record<string, Param> } = {}): DeclaredRoute => ({ for: 'room', ...more, params: { organisation: 'organisation', ...more.params } })
const onOwn = (more: Partial<DeclaredRoute> = {}): DeclaredRoute => inTheRoom({ opens: opensOwn, ...more, params: { item: 'item', ...more.params } })
const onGroup = (more: Partial<DeclaredRoute> = {}): DeclaredRoute => inTheRoom({ opens: opensGroup, ...more, params: { group: 'group' } })
const town = ['ZP0001', 'ZP0004', 'ZP0012', 'zp0002', 'X99999'], areas = ['england', 'ZI1', 'list:ZP0001,ZP0002', 'nowhere'], kinds = ['journeys', 'today', 'fair', 'alone', 'x']
const mySketch = (more: Partial<DeclaredRoute> & { params?: Record<string, Param> } = {}): DeclaredRoute => ({
  for: 'key', opens: q => sketchOf(q.world, q.params['key']) !== undefined, shows: () => ({ within: ['sketch_version', 'sketch_share'] }), queries: ['figures'], ...more, params: { key: 'privateKey', ...more.params },
})
const sharedSketch = (more: Partial<DeclaredRoute> & { params?: Record<string, Param> } = {}): DeclaredRoute => ({
  for: 'key', opens: q => lookOf(q.world, q.params['look']) !== undefined, shows: () => ({ within: ['sketch_version', 'sketch_share'] }), queries: ['figures'], ...more, params: { look: 'lookKey', ...more.params },
})
const file = ['sketch.csv', 'sketch.json', 'sketch.xlsx', 'sketch.geojson'], purpose = ['p1'], question = ['called', 'with-whom', 'sets', 'needed', 'offered']

export const routes: Record<string, DeclaredRoute> = {
  // ── what anyone may read: published figures, and sketches of them ──
  'GET /assets/:name': anyone(['/assets/app.css', '/assets/(word)'], { queries: ['v'] }),
  'GET /favicon.svg': anyone(['/favicon.svg']),
  'GET /favicon.ico': anyone(['/favicon.ico']),
  'GET /api': anyone(['/api']),
  'GET /api/editions': anyone(['/api/editions']),
  'GET /api/practices': anyone(['/api/practices?q=(word)', '/api/practices?q=surgery'], { queries: ['q', 'figures'] }),
  'GET /api/practices/:code': anyone(['/api/practices/ZP0001', '/api/practices/ZP0012', '/api/practices/(word)']),
  'GET /api/areas/:key': anyone(['/api/areas/england', '/api/areas/(word)']),
  'GET /api/areas/:key/sketches/:kind': anyone(['/api/areas/england/sketches/today', '/api/areas/(word)/sketches/journeys'], { queries: ['size', 'figures'] }),
  'GET /api/openapi.json': anyone(['/api/openapi.json']),
  'GET /api/*': anyone(['/api/nothing', '/api/(word)', '/api/our']),
  'GET /': anyone(['/', '/?figures=(word)']),
  'GET /practices': anyone(['/practices', '/practices?q=(word)', '/practices?q=riverside'], { queries: ['q', 'figures'] }),
  'GET /practices/as-one': anyone(['/practices/as-one?codes=ZP0001,ZP0002', '/practices/as-one?codes=(word)'], { queries: ['codes', 'figures'] }),
  'GET /practices/:code': anyone(town.map(code => `/practices/${code}`).concat('/practices/(word)')),
  'GET /practices/:code/neighbours': anyone(['/practices/ZP0001/neighbours', '/practices/ZP0012/neighbours']),
  'GET /practices/:code/next': anyone(['/practices/ZP0001/next', '/practices/ZP0012/next?go=(word)'], { queries: ['go', 'figures'] }),
  'GET /who-sees-what': anyone(['/who-sees-what']),
  'GET /accessibility': anyone(['/accessibility']),
  'GET /leave': anyone(['/leave']),
  'GET /sources': anyone(['/sources']),
  'GET /sources/add': anyone(['/sources/add']),
  'POST /sources/add': anyone(['/sources/add'], { fields: {} }),
  'GET /sources/add/:id': anyone(['/sources/add/(word)']),
  'GET /areas': anyone(['/areas', '/areas?q=(word)', '/areas?q=carrow'], { queries: ['q', 'figures'] }),
  'GET /areas/list': anyone(['/areas/list?codes=ZP0001,(word)'], { queries: ['codes', 'figures'] }),
  'GET /areas/what-sketches-do-not-know': anyone(['/areas/what-sketches-do-not-know']),
  'GET /areas/:key': anyone(areas.map(area => `/areas/${area}`), { queries: ['figures', 'from'] }),
  'GET /areas/:key/sketches': anyone(['/areas/england/sketches', '/areas/(word)/sketches'], { queries: ['figures', 'from', 'size', 'purpose', 'min', 'max', 'again'] }),
  'GET /areas/:key/compare': anyone(['/areas/england/compare', '/areas/england/compare?link=(word)'], { queries: ['figures', 'from', 'size', 'purpose', 'min', 'max', 'link', 'sketches'] }),
  'GET /areas/:key/sketches/:file{.+\\.(?:csv|json|xlsx|geojson)}': anyone(file.map(name => `/areas/england/sketches/${name.replace('sketch', 'today')}`), { queries: ['figures', 'from', 'size', 'purpose', 'min', 'max'] }),
  'GET /areas/:key/sketches/:kind': anyone(kinds.map(kind => `/areas/england/sketches/${kind}`), { queries: ['figures', 'from', 'size', 'purpose', 'min', 'max', 'again'] }),
  'GET /areas/:key/sketches/:kind/progress': anyone(['/areas/england/sketches/journeys/progress'], { queries: ['figures', 'from', 'size', 'purpose', 'min', 'max'] }),
  'POST /areas/:key/sketches/:kind/stop': anyone(['/areas/england/sketches/journeys/stop'], { queries: ['figures', 'from', 'size', 'purpose', 'min', 'max'], fields: {} }),
  'POST /sketches': anyone(['/sketches'], { fields: { figures: [''], area: areas, kind: kinds, min: ['20000'], max: ['60000'], own: ['', 'ZP0001'] }, begins: ['sketch', 'sketch_version'] }),
  'GET /areas/:key/from-file': anyone(['/areas/england/from-file'], { queries: ['figures', 'from', 'size', 'purpose', 'min', 'max'] }),
  'POST /areas/:key/from-file': anyone(['/areas/england/from-file'], { queries: ['figures', 'from', 'size', 'purpose', 'min', 'max'], fields: { file: [''], lines: ['', 'ZP0001,A\nZP0002,A', 'text'] }, begins: ['sketch', 'sketch_version'] }),
  'GET /keep-private': anyone(['/keep-private', '/keep-private?practice=ZP0001', '/keep-private?practice=ZP0012'], { queries: ['practice', 'figures'], knowsWhetherSignedIn: true }),
  'GET /published/:item': {
    for: 'anyone', params: { item: 'item' }, queries: ['figures'], opens: q => itemOf(q.world, q.params['item'] ?? '')?.kept_as === 'anyone',
    shows: q => ({ exactly: { item: rows(itemIn(q)), ...said(q.world, [itemIn(q)]) }, whole: whole(q.world, [itemIn(q)]) }),
  },
  'GET /outbox': { for: 'demonstration', queries: ['figures'] },

  // ── sketches under links ──
  'GET /sketches/:key': mySketch({ shows: () => ({ within: ['sketch_version', 'sketch_share'], some: ['sketch_version'] }), queries: ['figures', 'practice'] }),
  'GET /sketches/:key/practices/:code': mySketch({ params: { code: ['ZP0001', 'ZP0004'] } }),
  'GET /sketches/:key/effects': mySketch({ params: { practice: ['ZP0001', 'ZP0004'] }, queries: ['figures'] }),
  'POST /sketches/:key/change': mySketch({ fields: { from: 'version', do: ['move', 'keep-together', 'let-go', 'keep-here', 'x'], practice: town, to: ['B', 'new', ''], group: ['A', ''], how: ['together', ''], a: town, b: town, keep: ['yes', ''] } }),
  'POST /sketches/:key/undo': mySketch({ fields: { from: 'version', way: ['undo', 'again'], to: ['', 'what-for'] } }),
  'GET /sketches/:key/again': mySketch({ queries: ['hospitals', 'figures'] }),
  'POST /sketches/:key/again': mySketch({ fields: { from: 'version', hospitals: ['', 'yes'] } }),
  'POST /sketches/:key/stop-looking': mySketch({ fields: { hospitals: ['', 'yes'] } }),
  'GET /sketches/:key/size': mySketch(),
  'POST /sketches/:key/size': mySketch({ fields: { from: 'version', min: ['25000', 'text'], max: ['60000'], kind: kinds } }),
  'GET /sketches/:key/share': mySketch(),
  'POST /sketches/:key/share': mySketch({ fields: { from: 'version', author: 'name', until: 'day' } }),
  'POST /sketches/:key/stop': mySketch({ fields: { share: ['1', '2', '9'] } }),
  'GET /sketches/:key/erase': mySketch(),
  'POST /sketches/:key/erase': mySketch({ fields: {} }),
  'GET /sketches/:key/:file{sketch\\.(?:csv|json|xlsx|geojson)}': mySketch({ params: { file } }),
  'GET /sketches/:key/compare': mySketch({ queries: ['figures', 'link', 'sketches'] }),
  'GET /sketches/:key/what-for': mySketch({ shows: () => ({ within: ['sketch_version', 'sketch_share'], some: ['sketch_version'] }) }),
  'POST /sketches/:key/what-for': mySketch({ fields: { from: 'version', work: ['other', ''], what: 'name' } }),
  'GET /sketches/:key/what-for/:purpose': mySketch({ params: { purpose } }),
  'POST /sketches/:key/what-for/:purpose/drop': mySketch({ params: { purpose }, fields: { from: 'version' } }),
  'GET /sketches/:key/what-for/:purpose/:question{called|with-whom|sets|needed|offered}': mySketch({ params: { purpose, question } }),
  'POST /sketches/:key/what-for/:purpose/:question{called|with-whom|sets|needed|offered}': mySketch({ params: { purpose, question }, fields: { from: 'version', what: 'name', level: ['group', 'all'], patients: ['9000'], source: 'name', which: ['none', 'these', 'all'], practices: town, without: ['', '0'] } }),
  'GET /sketches/:key/steps': mySketch({ queries: ['practice', 'figures'] }),
  'GET /sketches/:key/steps/add': mySketch(),
  'POST /sketches/:key/steps/add': mySketch({ fields: { from: 'version', name: 'name', day: 'day', start: ['same'], first: ['A'], second: ['B'] } }),
  'POST /sketches/:key/steps/drop': mySketch({ fields: { from: 'version' } }),
  'GET /sketches/:key/steps/:step{\\d+}': mySketch({ params: { step: ['0'] } }),
  'POST /sketches/:key/steps/:step{\\d+}': mySketch({ params: { step: ['0'] }, fields: { from: 'version', name: 'name', day: ['', '1/4/2026'] } }),
  'GET /sketches/:key/larger/:larger': mySketch({ params: { larger: ['l1', 'new'] } }),
  'POST /sketches/:key/larger/:larger': mySketch({ params: { larger: ['l1', 'new'] }, fields: { from: 'version', name: 'name', groups: ['A', 'B'] } }),
  'POST /sketches/:key/larger/:larger/drop': mySketch({ params: { larger: ['l1'] }, fields: { from: 'version' } }),
  'GET /sketches/:key/hospitals': mySketch(),
  'POST /sketches/:key/hospitals': mySketch({ fields: { from: 'version', lines: ['ZP0001,General', 'text'] } }),
  'GET /sketches/:key/hospitals/:code': mySketch({ params: { code: ['ZP0001', 'ZP0002'] } }),
  'POST /sketches/:key/hospitals/:code': mySketch({ params: { code: ['ZP0001', 'ZP0002'] }, fields: { from: 'version', acute: 'name', community: 'name' } }),
  'GET /shared/:look': sharedSketch({ shows: () => ({ within: ['sketch_version', 'sketch_share'], some: ['sketch_share'] }), queries: ['figures', 'practice'] }),
  'GET /shared/:look/:file{sketch\\.(?:csv|json|xlsx|geojson)}': sharedSketch({ params: { file } }),
  'GET /shared/:look/compare': sharedSketch({ queries: ['figures', 'link', 'sketches'] }),

  // ── letters with codes ──
  'GET /invited': { for: 'key', params: { code: ['', '(code)'] }, queries: ['code', 'figures'], opens: q => q.params['code'] === '' || invitationOf(q.world, q.params['code']) !== undefined, shows: showsInvitation(q => q.params['code']) },
  'POST /invited': { for: 'key', fields: { code: 'code' }, queries: ['figures'], opens: q => invitationOf(q.world, q.fields['code']) !== undefined, shows: showsInvitation(q => q.fields['code']) },
  'POST /invited/take': { for: 'person', fields: { code: 'code', for: 'organisation', name: 'name' }, queries: ['figures'], opens: q => q.person !== null },

  // ── one's own ──
  'GET /our': {
    for: 'person', queries: ['all', 'figures'],
    shows: q => ({ exactly: { organisation: rows(...speaksFor(q.world, q.person!)) } }),
  },
  'GET /our/new': { for: 'person', queries: ['practice', 'figures'] },
  'POST /our/new': { for: 'person', queries: ['practice', 'figures'], fields: { practice: 'practice', name: 'name', role: 'role', may: ['yes', 'yes', ''] } },

  // ── a room ──
  'GET /our/:organisation': inTheRoom({
    shows: inRoom((world, asker) => {
      const own = ownItems(world, asker), mine = own.filter(item => item.entered_by !== null && item.confirmed_at === null && item.author === asker.looker.person && item.confirm_by! >= world.now), others = shownTo(world, asker).length
      return {
        exactly: { item: rows(...new Set([...own.slice(0, 6), ...mine])), ...said(world, own.slice(0, 6)) }, within: ['role', 'share'],
        says: others > 0 ? [`>${roomWords.shownNew(others)}<`] : [], saysNot: others > 0 ? [] : [roomWords.shownNew(1), roomWords.shownNew(2).slice(1)],
      }
    }), queries: ['figures'],
  }),
  'GET /our/:organisation/confirm': inTheRoom({ shows: inRoom(() => ({})), queries: ['figures'] }),
  'POST /our/:organisation/confirm': inTheRoom({ fields: { code: 'code' }, queries: ['figures'] }),
  'GET /our/:organisation/notes': inTheRoom({ shows: inRoom((world, asker) => ({ exactly: { item: rows(...ownItems(world, asker).filter(item => item.kind === 'note')), ...said(world, ownItems(world, asker).filter(item => item.kind === 'note')) }, within: ['share'] })), queries: ['figures'] }),
  'GET /our/:organisation/notes/new': inTheRoom({ shows: inRoom(() => ({ within: ['role'] })), queries: ['figures'] }),
  'POST /our/:organisation/notes/new': inTheRoom({ fields: { heading: 'text', body: 'text', keep: 'keep', commercial: ['', 'yes'], whose: 'colleague' }, queries: ['figures'] }),
  'GET /our/:organisation/kept/:item': onOwn({
    shows: inRoom((world, asker, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]), share: rows(...knownShares(world, asker, itemIn(q)).filter(share => isOpen(world, share))) }, whole: whole(world, [itemIn(q)]) })), queries: ['figures'],
  }),
  'GET /our/:organisation/kept/:item/change': onOwn({ opens: q => opensOwn(q) && itemIn(q).kind === 'note', shows: inRoom((world, _, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]) }, whole: whole(world, [itemIn(q)]) })), queries: ['figures'] }),
  'POST /our/:organisation/kept/:item/change': onOwn({ opens: q => opensOwn(q) && itemIn(q).kind === 'note' && mayChangeIt(q), fields: { heading: 'text', body: 'text', from: 'version', keep: [''], commercial: [''], whose: [''] }, queries: ['figures'] }),
  'GET /our/:organisation/kept/:item/who': onOwn({
    shows: inRoom((world, asker, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]), share: rows(...knownShares(world, asker, itemIn(q))) }, within: ['role'] })), queries: ['figures'],
  }),
  'GET /our/:organisation/kept/:item/as/:share': onOwn({
    params: { share: 'share' }, opens: q => opensOwn(q) && knownShares(q.world, actingIn(q)!, itemIn(q)).some(share => share.id === q.params['share'] && isOpen(q.world, share)),
    shows: inRoom((world, asker, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]) }, whole: whole(world, [itemIn(q)]), within: ['share'] })), queries: ['figures'],
  }),
  'POST /our/:organisation/kept/:item/keep-as': onOwn({ fields: { keep: 'keep', commercial: ['', 'yes'] }, opens: q => opensOwn(q) && mayChangeIt(q), queries: ['figures'] }),
  'POST /our/:organisation/kept/:item/show': onOwn({ fields: { whom: 'whom', code: 'practice', until: 'day' }, opens: q => opensOwn(q) && mayChangeIt(q), queries: ['figures'] }),
  'POST /our/:organisation/kept/:item/confirm': onOwn({ fields: {}, opens: q => opensOwn(q) && mayChangeIt(q) && itemIn(q).author === q.person && itemIn(q).entered_by !== null && itemIn(q).confirmed_at === null, queries: ['figures'] }),
  'POST /our/:organisation/kept/:item/stop': onOwn({ fields: { share: 'share' }, opens: q => opensOwn(q) && mayChangeIt(q), queries: ['figures'] }),
  'POST /our/:organisation/kept/:item/delete': onOwn({ fields: {}, opens: q => opensOwn(q) && mayChangeIt(q), queries: ['figures'] }),
  'GET /our/:organisation/shown-to-us': inTheRoom({ shows: inRoom((world, asker) => ({ exactly: { item: rows(...shownTo(world, asker)) }, within: ['share'] })), queries: ['figures'] }),
  'GET /our/:organisation/shown-to-us/:item': inTheRoom({
    params: { item: 'item' }, opens: q => { const acting = actingIn(q), item = itemOf(q.world, q.params['item'] ?? ''); return acting !== null && item !== undefined && item.organisation !== q.params['organisation'] && classFor(q.world, acting, item) !== null },
    shows: inRoom((world, _, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]) }, whole: whole(world, [itemIn(q)]), within: ['share'] })), isNotedReading: true, queries: ['figures'],
  }),
  'GET /our/:organisation/who-has-looked': inTheRoom({ shows: inRoom((world, asker) => ({ exactly: { looking: rows(...world.rows.looking.filter(row => tables.looking.sees(row, asker, world))) }, within: ['item', ...contents] })), queries: ['figures'] }),
  'GET /our/:organisation/who-has-looked.csv': inTheRoom({ shows: q => ({ exactly: { looking: rows(...q.world.rows.looking.filter(row => tables.looking.sees(row, actingIn(q)!, q.world))) }, within: ['item', ...contents] }), queries: ['figures'] }),
  'GET /our/:organisation/people': inTheRoom({
    shows: inRoom((world, asker, q) => ({ exactly: { role: rows(...world.rows.role.filter(role => role.organisation === q.params['organisation'])), invitation: rows(...(answers(asker.looker.roles) ? world.rows.invitation.filter(each => each.organisation === q.params['organisation'] && each.purpose === 'role' && isTakable(world, each)) : [])) } })), queries: ['figures'],
  }),
  'GET /our/:organisation/people/invite': inTheRoom({ opens: isAnsweringIn, shows: inRoom(() => ({})), queries: ['figures'] }),
  'POST /our/:organisation/people/invite': inTheRoom({ fields: { name: 'name', role: 'role', email: 'email' }, queries: ['figures'] }),
  'POST /our/:organisation/people/:role/end': inTheRoom({
    params: { role: 'role' }, fields: {}, queries: ['figures'],
    opens: q => { const acting = actingIn(q), role = q.world.rows.role.find(each => each.id === q.params['role']); return acting !== null && role !== undefined && role.organisation === q.params['organisation'] && isCurrent(q.world, role) && role.to_on === null && (role.person === q.person || answers(acting.looker.roles)) },
  }),
  'POST /our/:organisation/people/invitations/:invitation/withdraw': inTheRoom({ params: { invitation: 'invitation' }, fields: {}, opens: isAnsweringIn, queries: ['figures'] }),
  'GET /our/:organisation/groups': inTheRoom({ shows: inRoom((world, asker, q) => ({ exactly: { organisation: rows(world.rows.organisation.find(each => each.id === q.params['organisation'])!, ...groupsOf(world, asker)) } })), queries: ['figures'] }),
  'GET /our/:organisation/groups/new': inTheRoom({ shows: inRoom(() => ({})), queries: ['figures'] }),
  'POST /our/:organisation/groups/new': inTheRoom({ fields: { name: 'name', word: ['', 'alliance'] }, queries: ['figures'] }),
  'GET /our/:organisation/groups/:group': onGroup({
    shows: inRoom((world, asker, q) => {
      const group = q.params['group'], own = ownItems(world, asker).filter(item => item.group_id === group), others = shownTo(world, asker).filter(item => item.group_id === group)
      return { exactly: { membership: rows(...world.rows.membership.filter(each => each.group_id === group)), item: rows(...own, ...others), organisation: rows(...world.rows.organisation.filter(each => each.id === group || each.id === q.params['organisation'])), ...said(world, own) } }
    }), queries: ['figures'],
  }),
  'POST /our/:organisation/groups/:group/invite': onGroup({ fields: { name: 'name', as: ['member', 'observer'] }, queries: ['figures'] }),
  'POST /our/:organisation/groups/:group/leave': onGroup({ fields: {}, queries: ['figures'] }),
}

function mayChangeIt(q: Question): boolean {
  const acting = actingIn(q), item = itemIn(q)
  return acting !== null && ['only-you', 'your-partners'].includes(classFor(q.world, acting, item) ?? '')
}

function showsInvitation(codeOf: (q: Question) => string | undefined): (q: Question) => Shown {
  return q => {
    const invitation = invitationOf(q.world, codeOf(q))
    return invitation === undefined ? {} : { exactly: { invitation: rows(invitation) }, within: q.person === null || invitation.purpose === 'role' ? [] : ['organisation'] }
  }
}

/** What stands before routes of any method, and answers none by itself. */
export const before: readonly string[] = ['/*', '/api/*', '/our', '/our/*', '/invited', '/invited/*', '/sketches/*', '/shared/*', '/outbox']

// ── what is put into addresses and forms ──

/** Real values of a part of an address, everybody's. */
export function valuesOf(world: World, param: Param): readonly string[] {
  if (typeof param !== 'string') return param.flatMap(value => (value === '(code)' ? [...world.codes.values()] : [value]))
  switch (param) {
    case 'organisation': return world.rows.organisation.map(each => each.id)
    case 'group': return world.rows.organisation.map(each => each.id)
    case 'item': return world.rows.item.map(each => each.id)
    case 'share': return world.rows.share.map(each => each.id)
    case 'role': return world.rows.role.map(each => each.id)
    case 'invitation': return world.rows.invitation.map(each => each.id)
    case 'privateKey': return world.links.flatMap(link => [link.privateKey, ...link.looks.map(look => look.key)])
    case 'lookKey': return world.links.flatMap(link => [link.privateKey, ...link.looks.map(look => look.key)])
  }
}

/** A value that nothing has; and some that cannot be one. */
export function noneOf(param: Param, chance: Chance): string {
  if (typeof param !== 'string') return '' // parts that name nothing of the world have no 'none'
  return param === 'privateKey' || param === 'lookKey' ? chance.bytes(18).toString('base64url') : chance.uuid()
}
export const impossible: readonly string[] = ['x', '0', "'; drop table item; --", '00000000-0000-0000-0000-00000000000', '%00', 'null', 'ffffffff-ffff-ffff-ffff-ffffffffffff ', '{00000000-0000-4000-8000-000000000000}', '../../our', 'é'.repeat(40)]

/** Something to put into a field: most often what makes sense to who asks, else anybody's. */
export function fill(field: Field, q: Question, chance: Chance): string {
  const { world, params } = q, acting = actingIn(q), sensible = chance.is(0.75)
  const peopleHere = () => { const here = world.rows.role.filter(role => role.organisation === params['organisation']).map(role => role.person); return here.length > 0 ? here : world.people }
  if (typeof field !== 'string') return chance.pick(field)
  switch (field) {
    case 'text': return chance.is(0.9) ? `${chance.word()} ${chance.word()}` : ''
    case 'name': return chance.is(0.95) ? `Dr ${chance.word()}` : ''
    case 'email': return chance.is(0.6) ? '' : chance.is(0.8) ? `${chance.word()}@example.com` : 'x'
    case 'day': return chance.pick(['3/4/2026', '2026-02-03', '1/3/2026', '2/2/2026', 'soon'])
    case 'plain': return chance.word()
    case 'practice': return chance.pick(town)
    case 'role': return chance.pick<RoleKind | ''>(['partner', 'practice-manager', 'officer', 'adviser', 'observer', 'salaried-gp', ''])
    case 'version': return sensible ? String(itemOf(world, params['item'] ?? '')?.version ?? 2) : chance.pick(['1', '2', '9', 'x'])
    case 'keep': return chance.is(0.5) ? chance.pick(['only-you', 'your-partners', 'anyone', 'x', '']) : `this-group ${sensible && acting !== null && acting.looker.memberOf.length > 0 ? chance.pick(acting.looker.memberOf) : chance.pick(valuesOf(world, 'group'))}`
    case 'colleague': return chance.is(0.5) ? '' : sensible ? chance.pick(peopleHere()) : chance.pick(world.people)
    case 'whom': return chance.is(0.3) ? 'practice' : chance.is(0.5) ? `person:${sensible ? chance.pick(peopleHere()) : chance.pick(world.people)}` : chance.pick(world.rows.organisation.map(each => `${each.kind}:${each.code}`))
    case 'share': return sensible && world.rows.share.some(each => each.item === params['item']) ? chance.pick(world.rows.share.filter(each => each.item === params['item'])).id : chance.pick(valuesOf(world, 'share'))
    case 'code': {
      const room = world.rows.organisation.find(each => each.id === params['organisation']), fitting = world.rows.invitation.filter(each => isTakable(world, each) && (room === undefined || (each.purpose === 'room' && each.for_code === room.code)))
      return fitting.length > 0 && sensible ? world.codes.get(chance.pick(fitting).id)! : chance.is(0.6) ? chance.pick([...world.codes.values()]) : chance.pick(['', codeOf(chance.bytes(16)), 'x'])
    }
    case 'organisation': return sensible && q.person !== null ? chance.pick(speaksFor(world, q.person).map(each => each.id).concat(valuesOf(world, 'organisation').slice(0, 1))) : chance.pick(valuesOf(world, 'organisation'))
  }
}

/** Something of somebody else's for a field, and its like that does not exist: both are to be answered alike. Null where a field names nothing that could be anybody's. */
export function foreign(field: Field, q: Question, chance: Chance): [theirs: string, none: string] | null {
  const { world, params, person } = q, acting = actingIn(q), pick = <T,>(of: readonly T[], form: (one: T) => string, none: () => string): [string, string] | null => (of.length === 0 ? null : [form(chance.pick(of)), none()])
  switch (field) {
    case 'keep': return pick(world.rows.organisation.filter(each => each.id !== params['organisation'] && !acting?.looker.memberOf.includes(each.id)), each => `this-group ${each.id}`, () => `this-group ${chance.uuid()}`)
    case 'colleague': return pick(world.people.filter(each => each !== person && !isHere(world, params['organisation'], each)), each => each, chance.word)
    case 'whom': return chance.is(0.5) ? pick(world.people.filter(each => each !== person && !isHere(world, params['organisation'], each)), each => `person:${each}`, () => `person:${chance.word()}`)
      : pick(world.rows.organisation.filter(each => ['support', 'commissioner'].includes(each.kind) && each.confirmed_at === null), each => `${each.kind}:${each.code}`, () => `${chance.pick(['support', 'commissioner'])}:${chance.word()}`)
    // That a practice has a room here is not told to whoever shows it something.
    case 'practice': return params['item'] === undefined ? null : pick(world.rows.organisation.filter(each => each.kind === 'practice' && each.code !== world.rows.organisation.find(own => own.id === params['organisation'])?.code && !world.rows.share.some(share => share.item === params['item'] && share.to_code === `practice:${each.code}`)), each => each.code, () => 'ZP0012')
    case 'share': return pick(world.rows.share.filter(each => each.item !== params['item']), each => each.id, chance.uuid)
    case 'organisation': return pick(world.rows.organisation.filter(each => person === null || !speaksFor(world, person).includes(each)), each => each.id, chance.uuid)
    case 'code': return pick(world.rows.invitation.filter(each => !isReadable(world, each)), each => world.codes.get(each.id)!, () => codeOf(chance.bytes(16)))
    default: return null
  }
}

const isHere = (world: World, organisation: string | undefined, person: string): boolean => world.rows.role.some(role => role.organisation === organisation && role.person === person && isCurrent(world, role))
