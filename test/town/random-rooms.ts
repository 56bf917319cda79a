import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { addressOf, rolesOf, rolesOn, type OrganisationKind, type Role, type RoleKind } from '#domain/organisations/organisation.ts'
import type { Kept, KeptAs, Looker } from '#domain/visibility.ts'
import type { Database } from '#records/connect.ts'
import { asViewer, type Viewer } from '#records/viewing.ts'

/**
 * Random rooms: roles that have ended or not begun, groups left, shares past and stopped, things entered for others, rooms not confirmed and rooms that have ended.
 * Every item says a word that stands nowhere else (its marker), so that whatever shows it can be found out.
 */

export const today = '2026-02-03'
export const people = ['ann', 'ben', 'cat', 'dev', 'eve']
const kinds: OrganisationKind[] = ['practice', 'practice', 'group', 'support', 'commissioner']

export interface RandomRooms {
  organisations: { id: string; kind: OrganisationKind; code: string; confirmed: boolean; endedOn: string | null }[]
  roles: Role[]
  memberships: { group: string; member: string; joinedAs: 'member' | 'observer'; fromOn: string; toOn: string | null }[]
  items: (Kept & { id: string; marker: string })[]
}

const days = fc.constantFrom('2026-01-01', '2026-02-02', today, '2026-02-04', '2026-12-31')
const end = fc.option(days, { nil: null })

export const randomRooms: fc.Arbitrary<RandomRooms> = fc.record({
  confirmed: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  ended: fc.array(fc.option(fc.constantFrom('2026-01-01', '2026-02-02', today), { nil: null, freq: 3 }), { minLength: 5, maxLength: 5 }),
  roles: fc.array(fc.record({ person: fc.constantFrom(...people), organisation: fc.nat(4), kind: fc.nat(6), fromOn: days, toOn: end }), { minLength: 4, maxLength: 14 }),
  memberships: fc.array(fc.record({ member: fc.constantFrom(0, 1, 3, 4), joinedAs: fc.constantFrom('member' as const, 'observer' as const), fromOn: days, toOn: end }), { maxLength: 5 }),
  items: fc.array(fc.record({
    organisation: fc.nat(4), author: fc.constantFrom(...people), keptAs: fc.constantFrom<KeptAs>('only-you', 'your-partners', 'this-group', 'anyone'), isCommercial: fc.boolean(), enteredBy: fc.option(fc.constantFrom(...people), { nil: null }),
    shares: fc.array(fc.record({ to: fc.nat(4), byId: fc.boolean(), toPerson: fc.option(fc.constantFrom(...people), { nil: null }), until: days, isStopped: fc.boolean() }), { maxLength: 3 }),
  }), { minLength: 1, maxLength: 10 }),
}).map(({ confirmed, ended, roles, memberships, items }) => {
  const organisations = kinds.map((kind, i) => ({ id: randomUUID(), kind, code: `C${randomUUID().slice(0, 8)}`, confirmed: confirmed[i]!, endedOn: ended[i]! }))
  const group = organisations[2]!.id
  return {
    organisations,
    roles: roles.map(role => ({ ...role, kind: rolesOf[kinds[role.organisation]!][role.kind % rolesOf[kinds[role.organisation]!].length]!, organisation: organisations[role.organisation]!.id, toOn: role.toOn !== null && role.toOn < role.fromOn ? role.fromOn : role.toOn })),
    memberships: memberships.map(each => ({ ...each, group, member: organisations[each.member]!.id })),
    items: items.map(item => ({
      id: randomUUID(), marker: `zz${randomUUID().replaceAll('-', '')}`, organisation: organisations[item.organisation]!.id, author: item.author, keptAs: item.keptAs, group: item.keptAs === 'this-group' ? group : null, isCommercial: item.isCommercial, enteredBy: item.enteredBy,
      shares: item.shares.map(share => ({ toCode: share.byId ? organisations[share.to]!.id : addressOf(organisations[share.to]!), toPerson: share.toPerson, until: share.until, isStopped: share.isStopped })),
    })),
  }
})

/** Puts random rooms into a database. Each item has a title and a body with its marker in both. */
export async function layRooms(db: Database, { organisations, roles, memberships, items }: RandomRooms): Promise<void> {
  const at = new Date('2026-02-01T09:00:00Z')
  await asViewer(db, { as: 'backup' }, async tx => {
    for (const { id, kind, code, confirmed, endedOn } of organisations) await tx.insertInto('organisation').values({ id, kind, code, name: code, word: null, world: 'invented', founded_by: null, made_at: at, confirmed_at: confirmed ? at : null, ended_on: endedOn, ended: endedOn === null ? null : 'joined another' }).execute()
    for (const role of roles) await tx.insertInto('role').values({ id: randomUUID(), person: role.person, person_name: role.person, organisation: role.organisation, kind: role.kind, from_on: role.fromOn, to_on: role.toOn, given_by: 'ann', made_at: at, ended_by: null }).execute()
    for (const each of memberships) await tx.insertInto('membership').values({ id: randomUUID(), group_id: each.group, member: each.member, member_name: 'x', joined_as: each.joinedAs, from_on: each.fromOn, to_on: each.toOn, made_by: 'ann', made_at: at }).execute()
    for (const item of items) {
      await tx.insertInto('item').values({ id: item.id, organisation: item.organisation, organisation_name: 'x', kind: 'note', author: item.author, author_name: item.author, kept_as: item.keptAs, group_id: item.group, is_commercial: item.isCommercial, entered_by: item.enteredBy, entered_by_name: item.enteredBy, confirm_by: item.enteredBy ? at : null, confirmed_at: null, made_at: at, changed_at: at }).execute()
      await tx.insertInto('note').values({ item: item.id, title: `${item.marker}t`, body: `Line one\n${item.marker}b` }).execute()
      for (const share of item.shares) await tx.insertInto('share').values({ id: randomUUID(), item: item.id, owner: item.organisation, owner_person: item.keptAs === 'only-you' ? item.author : null, to_code: share.toCode, to_name: 'x', to_person: share.toPerson, made_by: item.author, made_by_name: item.author, made_at: at, until: share.until, stopped_at: share.isStopped ? at : null, stopped_by: null }).execute()
    }
  })
}

/** The looker as the plain rule takes it: every fact worked out from the rows, none asked of the database. */
export function lookerOf({ organisations, roles, memberships }: RandomRooms, viewer: Viewer): Looker {
  const person = viewer.as === 'person' || viewer.as === 'capacity' ? viewer.person : null, organisation = viewer.as === 'capacity' ? viewer.organisation : null
  const held: RoleKind[] = organisation === null ? [] : rolesOn(roles, person!, organisation, today)
  const room = organisations.find(each => each.id === organisation), isOver = room === undefined || (room.endedOn !== null && room.endedOn < today)
  const current = isOver ? [] : memberships.filter(each => each.member === organisation && each.fromOn <= today && (each.toOn === null || today <= each.toOn))
  return {
    person, organisation, roles: held, on: today, codes: isOver ? [] : [room.id, ...room.confirmed ? [addressOf(room)] : []],
    memberOf: current.filter(each => each.joinedAs === 'member').map(each => each.group), observes: current.filter(each => each.joinedAs === 'observer').map(each => each.group),
  }
}

export const viewersOf = ({ organisations }: RandomRooms): Viewer[] => [{ as: 'anyone' }, ...people.flatMap((person): Viewer[] => [{ as: 'person', person, on: today }, ...organisations.map(({ id }): Viewer => ({ as: 'capacity', person, organisation: id, on: today }))])]
