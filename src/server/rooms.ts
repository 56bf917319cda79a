import { endRole } from '#commands/organisations/end-role.ts'
import { foundGroup } from '#commands/organisations/found-group.ts'
import { invite, withdraw } from '#commands/organisations/invite.ts'
import { confirmItem, keepItemAs, removeItem } from '#commands/organisations/keep-item.ts'
import { leaveGroup } from '#commands/organisations/leave-group.ts'
import { openRoom } from '#commands/organisations/open-room.ts'
import { sendLinkBack } from '#commands/organisations/send-link-back.ts'
import { showItem, stopShowing } from '#commands/organisations/show-item.ts'
import { confirmRoom, joinGroup, readInvitation, takeRole } from '#commands/organisations/take-invitation.ts'
import { rewriteNote, writeNote, type MailOf } from '#commands/organisations/write-note.ts'
import { fiveYears } from '#content/wording/five-years.ts'
import { dayInEngland, dayInWords } from '#domain/day.ts'
import { answers, isHeld, rolesOn } from '#domain/organisations/organisation.ts'
import type { Looker } from '#domain/visibility.ts'
import type { Database } from '#records/connect.ts'
import { headingsOf, itemHead, itemsOfRoom, itemsShownToUsNewOrNot, lookings, noteOf, openItem, type ItemHead } from '#records/items.ts'
import { leavingsOf } from '#records/leaving.ts'
import { invitationsFrom, membershipsOf, organisationsBy, publicBodies, rolesIn, rolesOfPerson } from '#records/organisations.ts'
import { copiesBy, copyDays } from '#records/reviews.ts'
import { supportHeadings } from '#records/support.ts'
import { asViewer, type Viewed } from '#records/viewing.ts'
import type { Capacity, GroupOfOurs, Room, Rooms } from '#web/organisations/port.ts'
import { asCapacity, asId, isId, openIn, readIn } from './capacity.ts'

/** Headings of reviews' copies: which they are, and of which day. A review itself has none that could tell anything. */
async function reviewHeadings(tx: Viewed, looker: Looker): Promise<Map<string, string>> {
  return new Map([...await copyDays(tx, looker)].map(([item, on]) => [item, fiveYears.copyOf(dayInWords(on))]))
}

/** Readings of a log in a file. */
const MOST_LOOKINGS = 5_000

/** The rooms of a running server, over its database. */
export function openRooms({ db, now, mailOf }: { db: Database; now(): Date; mailOf?: MailOf }): Rooms {
  const desk = { db, now, ...(mailOf ? { mailOf } : {}) }
  const reading = <T>(who: Capacity, read: (tx: Viewed, looker: Looker) => Promise<T>) => readIn(desk, who, read)
  const ofItem = <A extends unknown[], T>(act: (at: typeof desk, who: Capacity, item: string, ...rest: A) => Promise<T>) => (who: Capacity, item: string, ...rest: A) => act(desk, asCapacity(who), asId(item), ...rest)
  const inRoom = <A extends unknown[], T>(act: (at: typeof desk, who: Capacity, ...rest: A) => Promise<T>) => (who: Capacity, ...rest: A) => act(desk, asCapacity(who), ...rest)
  const says = async (tx: Viewed, head: ItemHead) => ({ head, note: head.kind === 'note' ? await noteOf(tx, head.id) : null, copy: head.kind === 'review-copy' ? (await copiesBy(tx, [head.id])).get(head.id) ?? null : null })

  return {
    speaksFor: person => asViewer(db, { as: 'person', person, on: dayInEngland(now()) }, async tx => {
      const roles = await rolesOfPerson(tx, person), today = dayInEngland(now())
      const organisations = await organisationsBy(tx, [...new Set(roles.map(role => role.organisation))])
      return organisations.map(organisation => ({ organisation, roles: rolesOn(roles, person, organisation.id, today) })).filter(each => each.roles.length > 0).sort((a, b) => Number(a.organisation.kind === 'group') - Number(b.organisation.kind === 'group'))
    }),
    enter: who => reading(who, async (tx, looker): Promise<Room | null> => {
      const inGroups = [...looker.memberOf, ...looker.observes], organisations = await organisationsBy(tx, [who.organisation, ...inGroups]), people = await rolesIn(tx, who.organisation)
      const organisation = organisations.find(each => each.id === who.organisation)
      if (organisation === undefined) return null
      const memberships = Map.groupBy(await membershipsOf(tx, ...inGroups), each => each.group)
      const groups = organisations.filter(each => inGroups.includes(each.id)).map((group): GroupOfOurs => ({ organisation: group, joinedAs: looker.memberOf.includes(group.id) ? 'member' : 'observer', memberships: memberships.get(group.id) ?? [] }))
      const own = people.find(role => role.person === who.person && isHeld(role, looker.on))
      return { who, organisation, name: own?.name ?? '', roles: [...looker.roles], isAnswering: answers(looker.roles), people, going: (await leavingsOf(tx, who.organisation)).find(each => each.stopped === null && each.doneAt === null) ?? null, groups, today: looker.on }
    }),
    kept: async who => await reading(who, async (tx, looker) => ({ items: await itemsOfRoom(tx, looker), headings: new Map([...await headingsOf(tx, looker), ...await supportHeadings(tx, looker), ...await reviewHeadings(tx, looker)]) })) ?? { items: [], headings: new Map() },
    shownToUs: async who => await reading(who, itemsShownToUsNewOrNot) ?? [],
    open: async (who, item, form) => (isId(item) ? reading(who, (tx, looker) => openIn(tx, looker, item, { form, at: now() }, head => says(tx, head))) : null),
    own: async (who, item) => (isId(item) ? reading(who, async (tx, looker) => { const head = await itemHead(tx, looker, item); return head?.organisation === who.organisation ? says(tx, head) : null }) : null),
    published: async item => (isId(item) ? asViewer(db, { as: 'anyone' }, (tx, looker) => openItem(tx, looker, item, { form: 'page', name: '', organisationName: '', at: now() }, head => says(tx, head))) : null),
    whoHasLooked: async (who, most = MOST_LOOKINGS) => await reading(who, (tx, looker) => lookings(tx, looker, most)) ?? [],
    invitations: async who => await reading(who, tx => invitationsFrom(tx, who.organisation)) ?? [],
    bodies: kind => asViewer(db, { as: 'anyone' }, tx => publicBodies(tx, kind)),
    invitation: code => readInvitation(desk, code),

    openRoom: ask => openRoom(desk, ask),
    foundGroup: inRoom(foundGroup),
    leaveGroup: ofItem(leaveGroup),
    invite: inRoom(invite),
    withdraw: ofItem(withdraw),
    takeRole: ask => takeRole(desk, ask),
    confirmRoom: inRoom(confirmRoom),
    joinGroup: inRoom(joinGroup),
    endRole: ofItem(endRole),
    writeNote: inRoom(writeNote),
    rewriteNote: ofItem(rewriteNote),
    keepAs: ofItem(keepItemAs),
    confirm: ofItem(confirmItem),
    remove: ofItem(removeItem),
    show: ofItem(showItem),
    sendLinkBack: ofItem(sendLinkBack),
    stopShowing: (who, item, share) => ofItem(stopShowing)(who, item, asId(share)),
  }
}
