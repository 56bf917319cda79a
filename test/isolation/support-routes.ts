import { leaveRoom as leaveWords } from '#content/wording/leaving.ts'
import { answers } from '#domain/organisations/organisation.ts'
import { actingIn, type DeclaredRoute, type Question, type Shown } from './asking.ts'
import { answeredIn, anyone, headed, inRoom, inTheRoom, isAnsweringIn, isGoingOn, isNoted, isOwnIn, isRoomOf, itemIn, knownShares, lookedAt, mayChangeIt, opensOwn, ownItems, roomIn, rows, said, seen, seenIn, shownTo, speaksFor, whole } from './giving.ts'
import { isOpen, type AnyRow, type Asker, type Item, type TableName, type World } from './world.ts'

/** Routes of those who help and of commissioners, and of taking everything away and going. */

const doneIn = (world: World, asker: Asker, items: readonly Item[], ...which: ('hat' | 'help_word')[]): Partial<Record<TableName, AnyRow[]>> => Object.fromEntries(which.map(table => [table, seen(world, table, asker, row => items.some(item => item.id === row['matter']))]))
const isKind = (kind: string, q: Question): boolean => seenIn(q)?.kind === kind
const addressedTo = ({ rows: { help_request } }: World, item: Item, { looker }: Asker): boolean => help_request.some(each => each.item === item.id && looker.codes.includes(each.to_code))
const ofOwnRequest = (q: Question): boolean => isRoomOf('practice')(q) && opensOwn(q) && isKind('help-request', q)
const isShownToIts = (world: World, asker: Asker, item: Item): boolean => knownShares(world, asker, item).some(each => isOpen(world, each) && world.rows.help_request.some(one => one.item === item.id && one.to_code === each.to_code))
const asksUs = (q: Question): boolean => { const item = seenIn(q); return item !== null && item.kind === 'help-request' && !isOwnIn(q, item) }
const asksUsToHelp = (q: Question): boolean => isSupport(q) && asksUs(q) && addressedTo(q.world, itemIn(q), actingIn(q)!)
const isSupport = (q: Question): boolean => isRoomOf('support')(q)
const ofCase = (q: Question): boolean => isRoomOf('commissioner')(q) && mayChangeIt(q) && isKind('case', q)

const files = ['everything.xlsx', 'everything.docx', 'everything.json']

/** All of a room that somebody may see, as a file has it. */
function everything(q: Question): Shown {
  const acting = actingIn(q)!, { world } = q, items = ownItems(world, acting), ofRoom = (row: AnyRow) => row['organisation'] === q.params['organisation']
  return {
    exactly: {
      ...said(world, items), review_answer: answeredIn(world, acting, items, q.params['file']), ...doneIn(world, acting, items, 'hat', 'help_word'), case_step: seen(world, 'case_step', acting, row => items.some(item => item.id === row['item'])), looking: lookedAt(world, acting), leaving: seen(world, 'leaving', acting, ofRoom),
      working_note: answers(acting.looker.roles) ? seen(world, 'working_note', acting) : [], role: rows(...world.rows.role.filter(role => role.organisation === q.params['organisation'])),
    },
    whole: whole(world, items).filter(([table]) => table === 'note'), within: ['item', 'organisation', 'membership', 'invitation', 'share', 'alone_round', 'alone_asked'],
  }
}

export const supportRoutes: Record<string, DeclaredRoute> = {
  'GET /what-your-lmc-can-see': anyone(['/what-your-lmc-can-see']),
  'GET /what-your-icb-can-see': anyone(['/what-your-icb-can-see']),
  'GET /our/:organisation/what-we-see': inTheRoom({ opens: isRoomOf('support', 'commissioner'), shows: inRoom(() => ({})) }),
  'GET /our/:organisation/what-your-lmc-sees': inTheRoom({
    opens: isRoomOf('practice'),
    shows: inRoom((world, asker) => {
      const shown = ownItems(world, asker).flatMap(item => knownShares(world, asker, item).filter(share => isOpen(world, share) && /^(support|commissioner):/.test(share.to_code)).map(share => ({ item, share })))
      return { exactly: { item: rows(...new Set(shown.map(each => each.item))), ...headed(world, shown.map(each => each.item)), share: rows(...shown.map(each => each.share)) } }
    }),
  }),

  // ── a practice that asks for help ──
  'GET /our/:organisation/ask': inTheRoom({
    opens: isRoomOf('practice'),
    shows: inRoom((world, asker) => { const items = ownItems(world, asker).filter(item => item.kind === 'help-request'); return { exactly: { item: rows(...items), ...said(world, items), ...doneIn(world, asker, items, 'hat') } } }),
  }),
  'GET /our/:organisation/ask/new': inTheRoom({ opens: isRoomOf('practice'), shows: inRoom(() => ({ within: ['hat', 'item', 'help_request'] })) }),
  'POST /our/:organisation/ask/new': inTheRoom({ opens: isRoomOf('practice'), fields: { to: 'support', title: 'text', body: 'text', level: ['practice', 'county', 'practice', 'x'], 'wanted-by': ['', '10/2/2026', '10/2/2026', 'soon'], 'kept-as': ['only-you', 'your-partners'], until: ['3/4/2026', '3/4/2026', '2026-02-03', 'soon'] } }),
  'GET /our/:organisation/ask/:request': inTheRoom({
    params: { request: 'item' }, queries: ['done'], opens: ofOwnRequest,
    shows: inRoom((world, asker, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]), ...doneIn(world, asker, [itemIn(q)], 'hat', 'help_word'), looking: lookedAt(world, asker, row => row['item'] === itemIn(q).id) }, whole: whole(world, [itemIn(q)]) })),
  }),
  'GET /our/:organisation/ask/:request/as-they-see': inTheRoom({
    params: { request: 'item' }, opens: ofOwnRequest,
    shows: inRoom((world, asker, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]), ...isShownToIts(world, asker, itemIn(q)) ? doneIn(world, asker, [itemIn(q)], 'hat', 'help_word') : {} } })),
  }),
  'POST /our/:organisation/ask/:request/more': inTheRoom({ params: { request: 'item' }, opens: q => ofOwnRequest(q), fields: { says: 'text', last: [''], until: [''] } }),
  'POST /our/:organisation/ask/:request/close': inTheRoom({ params: { request: 'item' }, opens: ofOwnRequest, fields: { last: 'text', says: [''], until: [''] } }),
  'POST /our/:organisation/ask/:request/until': inTheRoom({ params: { request: 'item' }, opens: ofOwnRequest, fields: { until: 'day', says: [''], last: [''] } }),
  'POST /our/:organisation/ask/:request/stop': inTheRoom({ params: { request: 'item' }, opens: ofOwnRequest, fields: { says: [''], last: [''], until: [''] } }),
  'POST /our/:organisation/ask/:request/delete': inTheRoom({ params: { request: 'item' }, opens: ofOwnRequest, fields: {} }),

  // ── a support unit ──
  'GET /our/:organisation/asked-us': inTheRoom({
    queries: ['done'], opens: isSupport,
    shows: inRoom((world, asker) => {
      const items = shownTo(world, asker).filter(item => item.kind === 'help-request' && addressedTo(world, item, asker)), notes = seen(world, 'working_note', asker)
      // Notes of ours outlive a request's being shown: they lead to it by its id, and it opens no more.
      const left = world.rows.item.filter(item => !items.includes(item) && notes.some(note => note['matter'] === item.id))
      return { exactly: { item: rows(...items, ...left), ...doneIn(world, asker, items, 'hat') }, within: ['working_note'] }
    }),
  }),
  'GET /our/:organisation/asked-us/:request': inTheRoom({
    params: { request: 'item' }, queries: ['done'], opens: asksUs, isNotedReading: isNoted,
    // To whom it is addressed, with what was done in it and their own notes; others it is shown to read what was asked.
    shows: inRoom((world, asker, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]), ...doneIn(world, asker, [itemIn(q)], 'hat', 'help_word'), working_note: addressedTo(world, itemIn(q), asker) ? seen(world, 'working_note', asker, row => row['matter'] === itemIn(q).id) : [] } })),
  }),
  'POST /our/:organisation/asked-us/:request/take-up': inTheRoom({ params: { request: 'item' }, opens: asksUsToHelp, fields: { hat: ['helps', 'decides', 'x'], says: [''], last: [''], note: [''], step: [''], due: [''] } }),
  'POST /our/:organisation/asked-us/:request/answer': inTheRoom({ params: { request: 'item' }, opens: asksUsToHelp, fields: { says: 'text', hat: [''], last: [''], note: [''], step: [''], due: [''] } }),
  'POST /our/:organisation/asked-us/:request/close': inTheRoom({ params: { request: 'item' }, opens: asksUsToHelp, fields: { last: 'text', hat: [''], says: [''], note: [''], step: [''], due: [''] } }),
  'POST /our/:organisation/asked-us/:request/note': inTheRoom({ params: { request: 'item' }, opens: asksUsToHelp, fields: { note: 'text', step: 'text', due: 'day', hat: [''], says: [''], last: [''] } }),
  'POST /our/:organisation/asked-us/:request/done': inTheRoom({ params: { request: 'item' }, opens: isSupport, fields: { note: 'ownNote', hat: [''], says: [''], last: [''], step: [''], due: [''] } }),
  'POST /our/:organisation/asked-us/:request/throw-away': inTheRoom({ params: { request: 'item' }, opens: isSupport, fields: { note: 'ownNote', hat: [''], says: [''], last: [''], step: [''], due: [''] } }),
  'GET /our/:organisation/letters': inTheRoom({ queries: ['done'], opens: q => isSupport(q) && isAnsweringIn(q), shows: inRoom((world, asker, q) => ({ exactly: { invitation: seen(world, 'invitation', asker, row => row['purpose'] === 'room' && row['organisation'] === q.params['organisation']) } })) }),
  'GET /our/:organisation/letters/new': inTheRoom({ opens: q => isSupport(q) && isAnsweringIn(q), shows: inRoom(() => ({})) }),
  'POST /our/:organisation/letters/check': inTheRoom({ isNeverTaken: true, opens: q => isSupport(q) && isAnsweringIn(q), fields: { codes: ['ZP0001 ZP0004', 'X99999', ''], file: [''], area: ['', 'ZI1'] }, shows: inRoom(() => ({})) }),
  'POST /our/:organisation/letters/made': inTheRoom({ opens: q => isSupport(q) && isAnsweringIn(q), fields: { practice: 'practice', found: 'practice', 'letters-before': 'letters' } }),
  'POST /our/:organisation/letters/csv': inTheRoom({ isNeverTaken: true, opens: q => isSupport(q) && isAnsweringIn(q), fields: { until: ['2026-04-04', 'x'], letter: ['ZP0001 K7QF-92MX-4TDN-8GHR', 'x'] } }),
  'POST /our/:organisation/letters/:letter/take-back': inTheRoom({ params: { letter: 'invitation' }, opens: q => isSupport(q) && isAnsweringIn(q) && q.world.rows.invitation.some(each => each.id === q.params['letter'] && each.organisation === q.params['organisation']), fields: {} }),

  // ── a commissioner ──
  'GET /our/:organisation/cases': inTheRoom({
    opens: isRoomOf('commissioner'),
    shows: inRoom((world, asker) => { const items = ownItems(world, asker).filter(item => item.kind === 'case'); return { exactly: { item: rows(...items), ...said(world, items) }, within: ['case_step'] } }),
  }),
  'GET /our/:organisation/cases/new': inTheRoom({ opens: isRoomOf('commissioner'), shows: inRoom(() => ({})) }),
  'POST /our/:organisation/cases/new': inTheRoom({ opens: isRoomOf('commissioner'), fields: { about: 'practice', reason: 'text', step: 'text', due: 'day', 'kept-as': ['only-you', 'your-partners'] } }),
  'GET /our/:organisation/cases/:item': inTheRoom({
    params: { item: 'item' }, queries: ['done'], opens: q => isKind('case', q), isNotedReading: isNoted,
    shows: inRoom((world, asker, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]), case_step: isOwnIn(q, itemIn(q)) ? seen(world, 'case_step', asker, row => row['item'] === itemIn(q).id) : [] }, whole: whole(world, [itemIn(q)]) })),
  }),
  'POST /our/:organisation/cases/:item/step': inTheRoom({ params: { item: 'item' }, opens: ofCase, fields: { step: 'text', due: 'day', outcome: [''] } }),
  'POST /our/:organisation/cases/:item/done': inTheRoom({ params: { item: 'item' }, opens: ofCase, fields: { step: 'step', due: [''], outcome: [''] } }),
  'POST /our/:organisation/cases/:item/close': inTheRoom({ params: { item: 'item' }, opens: ofCase, fields: { outcome: 'text', step: [''], due: [''] } }),
  'POST /our/:organisation/cases/:item/delete': inTheRoom({ params: { item: 'item' }, opens: q => isRoomOf('commissioner')(q) && mayChangeIt(q), fields: { step: [''], due: [''], outcome: [''] } }),

  // ── taking everything away, and going ──
  'GET /our/:organisation/leave': inTheRoom({
    queries: ['done'],
    shows: inRoom((world, asker) => ({ within: ['role'], says: [leaveWords.goes.things(ownItems(world, asker).filter(item => item.kept_as !== 'only-you').length)] })),
  }),
  'GET /our/:organisation/leave/:file{everything\\.(?:xlsx|docx|json)}': inTheRoom({ params: { file: files }, shows: everything }),
  'POST /our/:organisation/leave/delete': inTheRoom({ fields: { name: 'roomName', mine: ['', 'yes'] } }),
  'POST /our/:organisation/leave/stop': inTheRoom({ fields: { leaving: 'leaving' } }),
  'GET /our/:organisation/leave/join': inTheRoom({ shows: inRoom(() => ({ within: ['role'] })) }),
  'POST /our/:organisation/leave/join': inTheRoom({ fields: { which: 'practice', from: ['1/4/2026', '2026-02-10', 'soon'] } }),
  'GET /our/:organisation/leave/carry': inTheRoom({
    alsoAsOneself: true,
    shows: inRoom((world, asker, q) => {
      const others = speaksFor(world, q.person!).filter(each => each.id !== q.params['organisation'] && isGoingOn(world, each)), notes = others.length === 0 ? [] : ownItems(world, asker).filter(item => item.kind === 'note' && !(item.entered_by !== null && item.confirmed_at === null))
      return { exactly: { item: rows(...notes), ...said(world, notes), organisation: rows(roomIn(q), ...notes.length > 0 ? others : []) } }
    }),
  }),
  'POST /our/:organisation/leave/carry': inTheRoom({ alsoAsOneself: true, fields: { note: 'noteHere', to: 'otherRoom' } }),
}
