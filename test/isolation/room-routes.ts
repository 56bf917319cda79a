import { answers } from '#domain/organisations/organisation.ts'
import { room as roomWords, seen as seenWords } from '#content/wording/organisations.ts'
import { actingIn, type DeclaredRoute, type Question, type Shown } from './asking.ts'
import { contents, groupsOf, headed, inRoom, inTheRoom, invitationOf, isAnsweringIn, isNoted, isOwnIn, isRoomOf, isTakable, itemIn, knownShares, lookedAt, mayChangeIt, onGroup, onOwn, opensOwn, ownItems, rows, said, seenIn, shownTo, speaksFor, whole } from './giving.ts'
import { isCurrent, isOpen, type Item, type World } from './world.ts'

/** Routes of rooms: letters with codes, one's own, and everything under /our. */
/** A request that was answered last, and is not closed. */
function waitsForUs({ rows: { help_word } }: World, item: Item): boolean {
  const words = help_word.filter(word => word.matter === item.id).toSorted((a, b) => a.at.getTime() - b.at.getTime())
  return !words.some(word => word.kind === 'closed') && words.at(-1)?.kind === 'answered'
}

export const roomRoutes: Record<string, DeclaredRoute> = {
  // ── letters with codes ──
  'GET /invited': { for: 'key', params: { code: ['', '(code)'] }, queries: ['code'], opens: q => q.params['code'] === '' || invitationOf(q.world, q.params['code']) !== undefined, shows: showsInvitation(q => q.params['code']) },
  'POST /invited': { for: 'key', fields: { code: 'code' }, opens: q => invitationOf(q.world, q.fields['code']) !== undefined, shows: showsInvitation(q => q.fields['code']) },
  'POST /invited/take': { for: 'person', fields: { code: 'code', for: 'organisation', name: 'name' }, opens: q => q.person !== null },

  // ── one's own ──
  'GET /our': {
    for: 'person', queries: ['all'],
    shows: q => ({ exactly: { organisation: rows(...speaksFor(q.world, q.person!)) } }),
  },
  'GET /our/new': { for: 'person', queries: ['practice'] },
  'POST /our/new': { for: 'person', queries: ['practice'], fields: { practice: 'practice', name: 'name', role: 'role', may: ['yes', 'yes', ''] } },

  // ── a room ──
  'GET /our/:organisation': inTheRoom({
    shows: inRoom((world, asker, q) => {
      const own = ownItems(world, asker), answered = isRoomOf('practice')(q) ? own.filter(item => item.kind === 'help-request' && waitsForUs(world, item)) : [], mine = own.filter(item => item.entered_by !== null && item.confirmed_at === null && item.author === asker.looker.person && item.confirm_by! >= world.now), others = shownTo(world, asker).length
      return {
        exactly: { item: rows(...new Set([...own.slice(0, 6), ...mine, ...answered])), ...headed(world, [...new Set([...own.slice(0, 6), ...answered])]) }, within: ['role', 'share'],
        says: others > 0 ? [`>${roomWords.shownNew(others)}<`] : [], saysNot: others > 0 ? [] : [roomWords.shownNew(1), roomWords.shownNew(2).slice(1)],
      }
    }),
  }),
  'GET /our/:organisation/confirm': inTheRoom({ shows: inRoom(() => ({})) }),
  'POST /our/:organisation/confirm': inTheRoom({ fields: { code: 'code' } }),
  'GET /our/:organisation/notes': inTheRoom({ shows: inRoom((world, asker) => ({ exactly: { item: rows(...ownItems(world, asker).filter(item => item.kind === 'note')), ...said(world, ownItems(world, asker).filter(item => item.kind === 'note')) }, within: ['share'] })) }),
  'GET /our/:organisation/notes/new': inTheRoom({ params: { group: 'group' }, shows: inRoom(() => ({ within: ['role'] })) }),
  'POST /our/:organisation/notes/new': inTheRoom({ fields: { heading: 'text', body: 'text', keep: 'keep', commercial: ['', 'yes'], whose: 'colleague' } }),
  // A help request and a case have pages of their own, wherever one comes from: whoever may see them is led there.
  'GET /our/:organisation/kept/:item': onOwn({
    opens: q => opensOwn(q) || hasOwnPage(seenIn(q)), queries: ['done'],
    shows: q => (hasOwnPage(itemIn(q)) ? ledTo(q) : inRoom((world, asker) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]), share: rows(...knownShares(world, asker, itemIn(q)).filter(share => isOpen(world, share))) }, whole: whole(world, [itemIn(q)]) }))(q)),
  }),
  'GET /our/:organisation/kept/:item/change': onOwn({ opens: q => opensOwn(q) && itemIn(q).kind === 'note', shows: inRoom((world, _, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]) }, whole: whole(world, [itemIn(q)]) })) }),
  'POST /our/:organisation/kept/:item/change': onOwn({ opens: q => mayChangeIt(q) && itemIn(q).kind === 'note', fields: { heading: 'text', body: 'text', from: 'version', keep: [''], commercial: [''], whose: [''] } }),
  'GET /our/:organisation/kept/:item/who': onOwn({
    queries: ['done'],
    shows: q => (itemIn(q).kind === 'alone' ? ledTo(q) : inRoom((world, asker) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)].filter(item => !hasOwnPage(item))), share: rows(...knownShares(world, asker, itemIn(q))) }, within: ['role'] }))(q)),
  }),
  'GET /our/:organisation/kept/:item/as/:share': onOwn({
    params: { share: 'share' }, opens: q => opensOwn(q) && knownShares(q.world, actingIn(q)!, itemIn(q)).some(share => share.id === q.params['share'] && isOpen(q.world, share)),
    // Of a request its support unit sees what was done in it; others, and of a case everybody, only what it says.
    shows: inRoom((world, _, q) => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]) }, within: ['share', 'hat', 'help_word'] })),
  }),
  'POST /our/:organisation/kept/:item/keep-as': onOwn({ fields: { keep: 'keep', commercial: ['', 'yes'] }, opens: mayChangeIt }),
  'POST /our/:organisation/kept/:item/show': onOwn({ fields: { whom: 'whom', code: 'practice', until: 'day', 'told-about-commissioner': ['', 'yes', 'yes'] }, opens: mayChangeIt }),
  'POST /our/:organisation/kept/:item/confirm': onOwn({ fields: {}, opens: q => mayChangeIt(q) && itemIn(q).author === q.person && itemIn(q).entered_by !== null && itemIn(q).confirmed_at === null }),
  'POST /our/:organisation/kept/:item/link-back': onOwn({ fields: {} }),
  'POST /our/:organisation/kept/:item/stop': onOwn({ fields: { share: 'share' }, opens: mayChangeIt }),
  'POST /our/:organisation/kept/:item/delete': onOwn({ fields: {}, opens: mayChangeIt }),
  'GET /our/:organisation/shown-to-us': inTheRoom({
    // With which of these nobody of the room has opened, by readings that are its own to know.
    shows: inRoom((world, asker) => {
      const items = shownTo(world, asker), isNew = items.some(item => !world.rows.looking.some(each => each.item === item.id && each.looker_organisation === asker.looker.organisation))
      return { exactly: { item: rows(...items) }, within: ['share'], [isNew ? 'says' : 'saysNot']: [seenWords.notOpened] }
    }),
  }),
  'GET /our/:organisation/shown-to-us/:item': inTheRoom({
    params: { item: 'item' }, opens: q => { const item = seenIn(q); return item !== null && (!isOwnIn(q, item) || (hasOwnPage(item) && item.kind !== 'review')) }, // a review is shown to nobody
    shows: q => (hasOwnPage(itemIn(q)) ? ledTo(q) : inRoom(world => ({ exactly: { item: rows(itemIn(q)), ...said(world, [itemIn(q)]) }, whole: whole(world, [itemIn(q)]), within: ['share'] }))(q)),
    isNotedReading: q => !hasOwnPage(itemIn(q)) && isNoted(q),
  }),
  'GET /our/:organisation/who-has-looked': inTheRoom({ shows: inRoom((world, asker) => ({ exactly: { looking: lookedAt(world, asker) }, within: ['item', ...contents] })) }),
  'GET /our/:organisation/who-has-looked.csv': inTheRoom({ shows: q => ({ exactly: { looking: lookedAt(q.world, actingIn(q)!) }, within: ['item', ...contents] }) }),
  'GET /our/:organisation/people': inTheRoom({
    queries: ['done'],
    shows: inRoom((world, asker, q) => ({ exactly: { role: rows(...world.rows.role.filter(role => role.organisation === q.params['organisation'])), invitation: rows(...(answers(asker.looker.roles) ? world.rows.invitation.filter(each => each.organisation === q.params['organisation'] && each.purpose === 'role' && isTakable(world, each)) : [])) } })),
  }),
  'GET /our/:organisation/people/invite': inTheRoom({ opens: isAnsweringIn, shows: inRoom(() => ({})) }),
  'POST /our/:organisation/people/invite': inTheRoom({ fields: { name: 'name', role: 'role', email: 'email' } }),
  'POST /our/:organisation/people/:role/end': inTheRoom({
    params: { role: 'role' }, fields: {},
    opens: q => { const acting = actingIn(q), role = q.world.rows.role.find(each => each.id === q.params['role']); return acting !== null && role !== undefined && role.organisation === q.params['organisation'] && isCurrent(q.world, role) && role.to_on === null && (role.person === q.person || answers(acting.looker.roles)) },
  }),
  'POST /our/:organisation/people/invitations/:invitation/withdraw': inTheRoom({ params: { invitation: 'invitation' }, fields: {}, opens: q => isAnsweringIn(q) && q.world.rows.invitation.some(each => each.id === q.params['invitation'] && each.organisation === q.params['organisation']) }),
  'GET /our/:organisation/groups': inTheRoom({ shows: inRoom((world, asker, q) => ({ exactly: { organisation: rows(world.rows.organisation.find(each => each.id === q.params['organisation'])!, ...groupsOf(world, asker)) } })) }),
  'GET /our/:organisation/groups/new': inTheRoom({ shows: inRoom(() => ({})) }),
  'POST /our/:organisation/groups/new': inTheRoom({ fields: { name: 'name', word: ['', 'alliance'] } }),
  'GET /our/:organisation/groups/:group': onGroup({
    shows: inRoom((world, asker, q) => {
      const group = q.params['group'], own = ownItems(world, asker).filter(item => item.group_id === group), others = shownTo(world, asker).filter(item => item.group_id === group)
      return { exactly: { membership: rows(...world.rows.membership.filter(each => each.group_id === group)), item: rows(...own, ...others), organisation: rows(...world.rows.organisation.filter(each => each.id === group || each.id === q.params['organisation'])), ...headed(world, own) } }
    }),
  }),
  'POST /our/:organisation/groups/:group/invite': onGroup({ fields: { name: 'name', as: ['member', 'observer'] } }),
  'POST /our/:organisation/groups/:group/leave': onGroup({ fields: {} }),
}

const hasOwnPage = (item: Item | null): boolean => item !== null && !['note', 'review-copy'].includes(item.kind)
/** Led on, by its id and nothing else. */
const ledTo = (q: Question): Shown => ({ exactly: { item: rows(itemIn(q)) }, within: ['organisation'] })

function showsInvitation(codeOf: (q: Question) => string | undefined): (q: Question) => Shown {
  return q => {
    const invitation = invitationOf(q.world, codeOf(q))
    return invitation === undefined ? {} : { exactly: { invitation: rows(invitation) }, within: q.person === null || invitation.purpose === 'role' ? [] : ['organisation'] }
  }
}
