import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { maySee, seesAs, type Kept, type KeptAs, type Looker } from '#domain/visibility.ts'
import { addressOf, rolesOn, rolesOf, type OrganisationKind, type Role, type RoleKind } from '#domain/organisations/organisation.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { assertUntilEnough } from '../../test/house/enough.ts'
import { itemHead, itemsOfRoom, itemsShownToUs, openItem, lookings, keptOf } from './items.ts'
import { asViewer, type Viewer } from './viewing.ts'

let own: TestDatabase
beforeAll(async () => { own = await testDatabase() })
afterAll(() => own.close())

const today = '2026-02-03'
const people = ['ann', 'ben', 'cat', 'dev', 'eve']
const kinds: OrganisationKind[] = ['practice', 'practice', 'group', 'support', 'commissioner']

interface World {
  organisations: { id: string; kind: OrganisationKind; code: string; confirmed: boolean }[]
  roles: Role[]
  memberships: { group: string; member: string; joinedAs: 'member' | 'observer'; fromOn: string; toOn: string | null }[]
  items: (Kept & { id: string })[]
}

const days = fc.constantFrom('2026-01-01', '2026-02-02', today, '2026-02-04', '2026-12-31')
const end = fc.option(days, { nil: null })

/** Random rooms: roles that have ended or not begun, groups left, shares past and stopped, things entered for others, rooms not confirmed. */
const worlds: fc.Arbitrary<World> = fc.record({
  confirmed: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  roles: fc.array(fc.record({ person: fc.constantFrom(...people), organisation: fc.nat(4), kind: fc.nat(6), fromOn: days, toOn: end }), { minLength: 4, maxLength: 14 }),
  memberships: fc.array(fc.record({ member: fc.constantFrom(0, 1, 3, 4), joinedAs: fc.constantFrom('member' as const, 'observer' as const), fromOn: days, toOn: end }), { maxLength: 5 }),
  items: fc.array(fc.record({
    organisation: fc.nat(4), author: fc.constantFrom(...people), keptAs: fc.constantFrom<KeptAs>('only-you', 'your-partners', 'this-group', 'anyone'), isCommercial: fc.boolean(), enteredBy: fc.option(fc.constantFrom(...people), { nil: null }),
    shares: fc.array(fc.record({ to: fc.nat(4), byId: fc.boolean(), toPerson: fc.option(fc.constantFrom(...people), { nil: null }), until: days, isStopped: fc.boolean() }), { maxLength: 3 }),
  }), { minLength: 1, maxLength: 10 }),
}).map(({ confirmed, roles, memberships, items }) => {
  const organisations = kinds.map((kind, i) => ({ id: randomUUID(), kind, code: `C${randomUUID().slice(0, 8)}`, confirmed: confirmed[i]! }))
  const group = organisations[2]!.id
  return {
    organisations,
    roles: roles.map(role => ({ ...role, kind: rolesOf[kinds[role.organisation]!][role.kind % rolesOf[kinds[role.organisation]!].length]!, organisation: organisations[role.organisation]!.id, toOn: role.toOn !== null && role.toOn < role.fromOn ? role.fromOn : role.toOn })),
    memberships: memberships.map(each => ({ ...each, group, member: organisations[each.member]!.id })),
    items: items.map(item => ({
      id: randomUUID(), organisation: organisations[item.organisation]!.id, author: item.author, keptAs: item.keptAs, group: item.keptAs === 'this-group' ? group : null, isCommercial: item.isCommercial, enteredBy: item.enteredBy,
      shares: item.shares.map(share => ({ toCode: share.byId ? organisations[share.to]!.id : addressOf(organisations[share.to]!), toPerson: share.toPerson, until: share.until, isStopped: share.isStopped })),
    })),
  }
})

async function lay({ organisations, roles, memberships, items }: World): Promise<void> {
  const at = new Date('2026-02-01T09:00:00Z')
  await asViewer(own.db, { as: 'backup' }, async tx => {
    for (const organisation of organisations) await tx.insertInto('organisation').values({ id: organisation.id, kind: organisation.kind, code: organisation.code, name: organisation.code, word: null, world: 'invented', founded_by: null, made_at: at, confirmed_at: organisation.confirmed ? at : null, ended_on: null, ended: null }).execute()
    for (const role of roles) await tx.insertInto('role').values({ id: randomUUID(), person: role.person, person_name: role.person, organisation: role.organisation, kind: role.kind, from_on: role.fromOn, to_on: role.toOn, given_by: 'ann', made_at: at, ended_by: null }).execute()
    for (const each of memberships) await tx.insertInto('membership').values({ id: randomUUID(), group_id: each.group, member: each.member, member_name: 'x', joined_as: each.joinedAs, from_on: each.fromOn, to_on: each.toOn, made_by: 'ann', made_at: at }).execute()
    for (const item of items) {
      await tx.insertInto('item').values({ id: item.id, organisation: item.organisation, organisation_name: 'x', kind: 'note', author: item.author, author_name: item.author, kept_as: item.keptAs, group_id: item.group, is_commercial: item.isCommercial, entered_by: item.enteredBy, entered_by_name: item.enteredBy, confirm_by: item.enteredBy ? at : null, confirmed_at: null, made_at: at, changed_at: at }).execute()
      await tx.insertInto('note').values({ item: item.id, title: item.id, body: '' }).execute()
      for (const share of item.shares) await tx.insertInto('share').values({ id: randomUUID(), item: item.id, owner: item.organisation, owner_person: item.keptAs === 'only-you' ? item.author : null, to_code: share.toCode, to_name: 'x', to_person: share.toPerson, made_by: item.author, made_by_name: item.author, made_at: at, until: share.until, stopped_at: share.isStopped ? at : null, stopped_by: null }).execute()
    }
  })
}

/** The looker as the plain rule takes it: every fact worked out from the rows, none asked of the database. */
function lookerOf({ organisations, roles, memberships }: World, viewer: Viewer): Looker {
  const person = viewer.as === 'person' || viewer.as === 'capacity' ? viewer.person : null, organisation = viewer.as === 'capacity' ? viewer.organisation : null
  const held: RoleKind[] = organisation === null ? [] : rolesOn(roles, person!, organisation, today)
  const room = organisations.find(each => each.id === organisation)
  const current = memberships.filter(each => each.member === organisation && each.fromOn <= today && (each.toOn === null || today <= each.toOn))
  return {
    person, organisation, roles: held, on: today, codes: room ? [room.id, ...room.confirmed ? [addressOf(room)] : []] : [],
    memberOf: current.filter(each => each.joinedAs === 'member').map(each => each.group), observes: current.filter(each => each.joinedAs === 'observer').map(each => each.group),
  }
}

const viewersOf = ({ organisations }: World): Viewer[] => [{ as: 'anyone' }, ...people.flatMap((person): Viewer[] => [{ as: 'person', person, on: today }, ...organisations.map(({ id }): Viewer => ({ as: 'capacity', person, organisation: id, on: today }))])]

test('the database shows everybody exactly what the rule lets them see, whatever they ask', async () => {
  let looks = 0
  await assertUntilEnough(fc.asyncProperty(worlds, async world => {
    await lay(world)
    const ids = world.items.map(item => item.id)
    for (const viewer of viewersOf(world)) {
      const looker = lookerOf(world, viewer)
      const expected = world.items.filter(item => maySee(looker, item)).map(item => item.id).sort()
      const seen = await asViewer(own.db, viewer, async tx => {
        const items = (await tx.selectFrom('item').select('id').where('id', 'in', ids).orderBy('id').execute()).map(row => row.id)
        const notes = (await tx.selectFrom('note').select('item').where('item', 'in', ids).orderBy('item').execute()).map(row => row.item)
        const { count } = await tx.selectFrom('note').where('item', 'in', ids).select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
        return { items, notes, count }
      })
      looks++
      expect(seen, JSON.stringify({ viewer, world })).toEqual({ items: expected, notes: expected, count: expected.length })
    }
  }), 25, () => looks > 600)
  expect(looks).toBeGreaterThan(600)
})

test('a list of a room and what is shown to it come through the same rule, and the class is named', async () => {
  await fc.assert(fc.asyncProperty(worlds, async world => {
    await lay(world)
    for (const viewer of viewersOf(world)) {
      const looker = lookerOf(world, viewer)
      await asViewer(own.db, viewer, async (tx, found) => {
        expect({ ...found, roles: [...found.roles].sort(), memberOf: [...new Set(found.memberOf)], observes: [...new Set(found.observes)] }, JSON.stringify(viewer)).toEqual(
          { ...looker, roles: [...new Set(looker.roles)].sort(), codes: looker.roles.length ? looker.codes : [], memberOf: looker.roles.length ? [...new Set(looker.memberOf)] : [], observes: looker.roles.length ? [...new Set(looker.observes)] : [], on: viewer.as === 'anyone' ? '' : today })
        const listed = [...await itemsOfRoom(tx, found), ...await itemsShownToUs(tx, found)]
        for (const head of listed) expect(head.seenAs).toBe(seesAs(looker, world.items.find(item => item.id === head.id) ?? expect.fail('a stranger’s item')))
        // Whatever of others reaches this room is listed, and what anyone may see only where it is shown to it by name.
        const reaching = world.items.filter(item => item.organisation !== looker.organisation && ['named', 'this-group'].includes(seesAs(looker, item) ?? ''))
        expect((await itemsShownToUs(tx, found)).map(head => head.id).sort()).toEqual(reaching.map(item => item.id).sort())
        for (const item of world.items) expect((await itemHead(tx, found, item.id))?.seenAs ?? null).toBe(seesAs(looker, item))
      })
    }
  }), { numRuns: 6 })
})

test('reading what another organisation keeps is written down for its owner, once for each reading, and one’s own is not', async () => {
  await fc.assert(fc.asyncProperty(worlds, async world => {
    await lay(world)
    const expected = new Map<string, number>()
    for (const viewer of viewersOf(world)) for (const item of world.items) {
      const seen = seesAs(lookerOf(world, viewer), item)
      const opened = await asViewer(own.db, viewer, (tx, looker) => openItem(tx, looker, item.id, { form: 'page', name: 'x', organisationName: 'y', at: new Date('2026-02-03T10:00:00Z') }, async head => head.id))
      expect(opened).toBe(seen === null ? null : item.id)
      if (viewer.as === 'capacity' && viewer.organisation !== item.organisation && (seen === 'named' || seen === 'this-group')) expected.set(item.id, (expected.get(item.id) ?? 0) + 1)
    }
    const all = await asViewer(own.db, { as: 'backup' }, tx => sql<{ item: string; times: number }>`select item, count(*)::int as times from looking where item in (${sql.join(world.items.map(item => item.id))}) group by item`.execute(tx))
    expect(new Map(all.rows.map(row => [row.item, row.times]))).toEqual(expected)
    // Each owner reads of their own, and nobody of another's.
    for (const viewer of viewersOf(world)) if (viewer.as === 'capacity') {
      const told = await asViewer(own.db, viewer, (tx, looker) => lookings(tx, looker, 1_000))
      for (const looking of told) expect(world.items.find(item => item.id === looking.item)?.organisation).toBe(viewer.organisation)
    }
  }), { numRuns: 5 })
})

test('a row says the same to the rule in code as it did when it was made', async () => {
  expect(keptOf({ organisation: 'o', author: 'a', kept_as: 'only-you', group_id: null, is_commercial: false, entered_by: 'b', confirmed_at: new Date() } as Parameters<typeof keptOf>[0], [])).toMatchObject({ enteredBy: null, keptAs: 'only-you', shares: [] })
})
