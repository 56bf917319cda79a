import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { backUp } from '#commands/backup/back-up.ts'
import { restore } from '#commands/backup/restore.ts'
import { askToDelete, askToJoin } from '#commands/organisations/ask-to-leave.ts'
import { carryOutLeavings } from '#commands/organisations/carry-out-leavings.ts'
import { closeAccount, removeMine } from '#commands/organisations/close-account.ts'
import { copyNotes } from '#commands/organisations/copy-notes.ts'
import { stopLeaving } from '#commands/organisations/stop-leaving.ts'
import type { MailAddress } from '#domain/organisations/mail-address.ts'
import { isRefusal } from '#domain/words.ts'
import { itemsOfOneself, noteOf } from '#records/items.ts'
import { leavingsOf, leavingsWithASay } from '#records/leaving.ts'
import { asViewer } from '#records/viewing.ts'
import type { Rooms as Port } from '#web/organisations/port.ts'
import { bareDatabase, testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { penmarshEdition } from '../../test/town/penmarsh.ts'
import { moveIn, personas, type Rooms } from '../../test/town/rooms.ts'
import { openRooms } from './rooms.ts'

let own: TestDatabase, town: Rooms, rooms: Port, at: Date
const desk = { get db() { return own.db }, now: () => at, mailOf: async (people: readonly string[]) => people.map(person => `${person}@penmarsh.example` as MailAddress) }
// Each story takes the town apart, so each has one of its own.
beforeEach(async () => {
  at = new Date('2026-02-03T09:00:00Z')
  own = await testDatabase()
  town = await moveIn(own.db, penmarshEdition(), () => at)
  rooms = openRooms({ db: own.db, now: () => at })
  return () => own.close()
})

const done = <T>(outcome: T): Exclude<T, { refused: true }> => { if (isRefusal(outcome)) throw new Error(outcome.why); return outcome as Exclude<T, { refused: true }> }
const codeOf = (outcome: unknown): string => (isRefusal(outcome) ? outcome.code : 'not refused')
const note = (more: Partial<Parameters<Port['writeNote']>[1]> = {}) => ({ title: 'Lease', body: 'Ends in 2031.', keptAs: 'your-partners' as const, group: null, isCommercial: false, enteredFor: null, ...more })
const daysLater = (days: number) => { at = new Date(at.getTime() + days * 86_400_000) }
const nameOf = async (who: keyof Rooms['as']) => (await rooms.enter(town.as[who]))!.organisation.name
const addressOf = async (who: keyof Rooms['as']) => { const { kind, code, name } = (await rooms.enter(town.as[who]))!.organisation; return { address: `${kind}:${code}`, name, person: null } }
const pending = async (who: keyof Rooms['as']) => asViewer(own.db, { as: 'person', person: personas[who].person, on: at.toISOString().slice(0, 10) }, leavingsWithASay)

test('one angry partner deletes nothing: the room waits a week, another sees it coming and stops it, and everything is as it was', async () => {
  const { item } = done(await rooms.writeNote(town.as.patel, note()))
  expect(codeOf(await askToDelete(desk, town.as.quill, { name: 'Elm Road', alsoMine: false }))).toBe('other-name')
  const asked = done(await askToDelete(desk, town.as.quill, { name: (await nameOf('quill')).toUpperCase(), alsoMine: false }))
  expect([asked.dueOn, asked.isDone, asked.others.toSorted()]).toEqual(['2026-02-10', false, [personas.patel.person, personas.sam.person].toSorted()])
  expect(codeOf(await askToDelete(desk, town.as.quill, { name: await nameOf('quill'), alsoMine: false }))).toBe('asked-already')
  const letters = await asViewer(own.db, { as: 'postman' }, tx => tx.selectFrom('letter').select(['kind', 'address', 'content']).orderBy('address').execute())
  expect(letters.map(letter => [letter.kind, letter.address, letter.content?.path])).toEqual(['patel', 'sam'].map(who => ['leaving', `demo-${who}@penmarsh.example`, '/account/mine']))
  expect(letters[0]!.content!.before[0]).toContain(`${personas.quill.name} of ${await nameOf('quill')} has asked for a room`)
  expect((await pending('patel')).map(each => [each.way, each.askedByName, each.organisationName])).toEqual([['delete', personas.quill.name, await nameOf('quill')]])
  expect(await pending('okoro')).toEqual([])
  daysLater(6)
  expect(await carryOutLeavings(desk)).toHaveLength(0)
  const [leaving] = await pending('sam')
  expect(codeOf(await stopLeaving(desk, personas.okoro.person, leaving!.id))).toBe('nothing-to-stop')
  done(await stopLeaving(desk, personas.sam.person, leaving!.id))
  daysLater(1)
  expect(await carryOutLeavings(desk)).toHaveLength(0)
  expect((await rooms.open(town.as.patel, item, 'page'))?.note?.body).toBe('Ends in 2031.')
  expect(await asViewer(own.db, { as: 'capacity', ...town.as.patel, on: '2026-02-10' }, async tx => (await leavingsOf(tx, town.riverside)).map(each => each.stopped?.byName))).toEqual([personas.sam.name])
})

test('ending the others’ roles first wins nothing: they are still asked, and stop it from outside', async () => {
  for (const role of (await rooms.enter(town.as.quill))!.people.filter(each => each.person !== personas.quill.person)) done(await rooms.endRole(town.as.quill, role.id))
  const asked = done(await askToDelete(desk, town.as.quill, { name: await nameOf('quill'), alsoMine: false }))
  expect([asked.isDone, asked.dueOn]).toEqual([false, '2026-02-10'])
  expect(await rooms.enter(town.as.patel)).toBeNull()
  const [leaving] = await pending('patel')
  done(await stopLeaving(desk, personas.patel.person, leaving!.id))
  daysLater(40)
  expect(await carryOutLeavings(desk)).toHaveLength(0)
  // After thirty days they have no say any more, and a partner alone is not kept from leaving.
  expect(done(await askToDelete(desk, town.as.quill, { name: await nameOf('quill'), alsoMine: false })).isDone).toBe(true)
  expect(await rooms.enter(town.as.quill)).toBeNull()
})

test('neither a plain query nor a day made up deletes a room, ends one, or hurries what waits', async () => {
  done(await askToDelete(desk, town.as.quill, { name: await nameOf('quill'), alsoMine: false }))
  const quill = { as: 'capacity' as const, ...town.as.quill, on: '2026-02-03' }
  expect((await asViewer(own.db, quill, tx => tx.deleteFrom('organisation').executeTakeFirst())).numDeletedRows).toBe(0n)
  await expect(asViewer(own.db, quill, tx => tx.updateTable('organisation').set({ ended_on: '2026-02-02', ended: 'closed' }).where('id', '=', town.riverside).execute())).rejects.toThrow('a room ends on the day')
  await expect(asViewer(own.db, quill, tx => tx.updateTable('leaving').set({ due_on: '2026-02-03' } as never).execute())).rejects.toThrow('never changed')
  await expect(asViewer(own.db, quill, tx => tx.updateTable('leaving').set({ done_at: at }).execute())).rejects.toThrow('never changed')
  const soon = { id: randomUUID(), organisation: town.elmRoad, way: 'delete' as const, successor_code: null, successor_name: null, asked_by: personas.hale.person, asked_by_name: 'Hale', asked_at: at, asked_on: '2026-02-03', stopped_at: null, stopped_by: null, stopped_by_name: null, done_at: null }
  await expect(asViewer(own.db, quill, tx => tx.insertInto('leaving').values({ ...soon, organisation: town.riverside, due_on: '2026-02-03' }).execute())).rejects.toThrow('row-level security')
  await expect(asViewer(own.db, quill, tx => tx.insertInto('leaving').values({ ...soon, due_on: '2026-02-12' }).execute())).rejects.toThrow('row-level security')
  // The caretaker names only rooms whose day has come.
  const asCaretaker = { as: 'caretaker' as const, on: '2026-02-09', organisation: town.riverside }
  expect((await asViewer(own.db, asCaretaker, tx => tx.deleteFrom('organisation').executeTakeFirst())).numDeletedRows).toBe(0n)
  expect(await asViewer(own.db, { ...asCaretaker, on: '2026-02-10' }, async tx => [(await tx.selectFrom('organisation').select('id').execute()).map(row => row.id), await tx.selectFrom('item').select('id').execute(), await tx.selectFrom('note').select('item').execute()])).toEqual([[town.riverside], [], []])
})

test('a room that is deleted takes what is its own, and leaves to others what is theirs', async () => {
  const kept = done(await rooms.writeNote(town.as.sam, note())).item, forGroup = done(await rooms.writeNote(town.as.sam, note({ keptAs: 'this-group', group: town.group }))).item
  const mine = done(await rooms.writeNote(town.as.quill, note({ title: 'When I stop', keptAs: 'only-you' }))).item
  done(await rooms.show(town.as.quill, mine, { to: { address: 'support:carrowshire-lmc', name: 'Carrowshire LMC', person: null }, until: '2026-06-01' }))
  const theirs = done(await rooms.writeNote(town.as.okoro, note({ title: 'Ours' }))).item
  done(await rooms.show(town.as.okoro, theirs, { to: await addressOf('sam'), until: '2026-06-01' }))
  await rooms.open(town.as.sam, theirs, 'page')
  expect((await rooms.open(town.as.lowe, mine, 'page'))?.note?.title).toBe('When I stop')
  // What is kept in the group's own room is the group's.
  const joint = done(await rooms.writeNote({ person: personas.sam.person, organisation: town.group }, note({ title: 'Minutes', keptAs: 'this-group', group: town.group }))).item
  done(await askToDelete(desk, town.as.patel, { name: await nameOf('patel'), alsoMine: false }))
  daysLater(7)
  expect(await carryOutLeavings(desk)).toHaveLength(1)
  expect(await carryOutLeavings(desk)).toHaveLength(0)
  for (const who of ['sam', 'patel', 'quill'] as const) expect(await rooms.enter(town.as[who])).toBeNull()
  const left = await asViewer(own.db, { as: 'backup' }, async tx => ({
    items: (await tx.selectFrom('item').select('id').execute()).map(row => row.id).sort(), notes: (await tx.selectFrom('note').select('item').execute()).map(row => row.item).sort(),
    roles: await tx.selectFrom('role').select('id').where('organisation', '=', town.riverside).execute(), leavings: await tx.selectFrom('leaving').select('id').execute(),
  }))
  expect(left).toEqual({ items: [mine, theirs, joint].sort(), notes: [mine, theirs, joint].sort(), roles: [], leavings: [] })
  expect([kept, forGroup].some(id => left.items.includes(id))).toBe(false)
  // The others read on: minutes, who was in the group and until when, and that somebody of Riverside had looked.
  const group = (await rooms.enter(town.as.okoro))!.groups[0]!
  expect(group.memberships.filter(each => each.member === town.riverside).map(each => [each.memberName !== '', each.toOn])).toEqual([[true, '2026-02-09']])
  expect((await rooms.open(town.as.hale, joint, 'page'))?.note?.title).toBe('Minutes')
  expect((await rooms.whoHasLooked(town.as.okoro)).map(looking => looking.lookerName)).toEqual([personas.sam.name])
  const share = (await rooms.open(town.as.okoro, theirs, 'page'))!.head.shares[0]!
  expect(share.stoppedAt).toBeNull() // nobody is told that there was a room
  // What was one partner's only is still theirs, shown to nobody any more, and theirs to delete.
  expect(await rooms.open(town.as.lowe, mine, 'page')).toBeNull()
  const quill = { as: 'person' as const, person: personas.quill.person, on: '2026-02-10' }
  expect(await asViewer(own.db, quill, async (tx, looker) => Promise.all((await itemsOfOneself(tx, looker)).map(async head => [head.id, (await noteOf(tx, head.id)).title])))).toEqual([[mine, 'When I stop']])
  expect(await removeMine(desk, personas.patel.person, mine)).toEqual({ deleted: 0 })
  expect(await removeMine(desk, personas.quill.person, mine)).toEqual({ deleted: 1 })
})

test('a group’s room goes only when nobody is in it, and not when somebody joins in the week', async () => {
  const officer = { person: personas.sam.person, organisation: town.group }, name = 'Penmarsh Alongside'
  expect(codeOf(await askToDelete(desk, officer, { name, alsoMine: false }))).toBe('still-members')
  const item = done(await rooms.writeNote(town.as.okoro, note({ keptAs: 'this-group', group: town.group }))).item
  const [back] = done(await rooms.invite(town.as.sam, [{ purpose: 'group', group: town.group, groupName: name, name: 'Penmarsh Health', joinedAs: 'member' }]))
  const [second] = done(await rooms.invite(town.as.sam, [{ purpose: 'role', name: 'Rowan Hale', role: 'delegate', email: null }]))
  expect(second).toBeDefined()
  for (const who of ['sam', 'okoro', 'hale', 'marsh'] as const) done(await rooms.leaveGroup(town.as[who], town.group))
  daysLater(1)
  const [other] = done(await rooms.invite(officer, [{ purpose: 'role', name: 'Rowan Hale', role: 'officer', email: null }]))
  done(await rooms.takeRole({ person: personas.hale.person, name: personas.hale.name, code: other!.code }))
  done(await askToDelete(desk, officer, { name, alsoMine: false }))
  done(await rooms.joinGroup(town.as.okoro, back!.code))
  daysLater(7)
  expect(await carryOutLeavings(desk)).toHaveLength(0)
  expect((await rooms.enter(town.as.okoro))!.groups.map(group => group.organisation.name)).toEqual([name])
  done(await rooms.leaveGroup(town.as.okoro, town.group))
  daysLater(1)
  done(await askToDelete(desk, officer, { name, alsoMine: false }))
  daysLater(7)
  expect(await carryOutLeavings(desk)).toHaveLength(1)
  // What a member wrote for it is that member's, also when the group is gone.
  expect((await rooms.open(town.as.okoro, item, 'page'))?.note?.title).toBe('Lease')
  done(await rooms.keepAs(town.as.okoro, item, { keptAs: 'your-partners', group: null, isCommercial: false }))
})

test('two practices merge in the middle of a group: nothing breaks, nothing is passed on, and the history stays', async () => {
  const forGroup = done(await rooms.writeNote(town.as.hale, note({ title: 'For the alliance', keptAs: 'this-group', group: town.group }))).item, kept = done(await rooms.writeNote(town.as.hale, note())).item
  done(await rooms.show(town.as.hale, kept, { to: { address: 'support:carrowshire-lmc', name: 'Carrowshire LMC', person: null }, until: '2026-12-01' }))
  const theirs = done(await rooms.writeNote(town.as.okoro, note({ title: 'For Elm Road' }))).item
  done(await rooms.show(town.as.okoro, theirs, { to: await addressOf('hale'), until: '2026-12-01' }))
  expect((await rooms.open(town.as.hale, theirs, 'page'))?.note?.title).toBe('For Elm Road')
  expect(codeOf(await askToJoin(desk, town.as.hale, { successor: { code: (await rooms.enter(town.as.hale))!.organisation.code, name: 'Elm Road' }, from: '2026-04-01' }))).toBe('joins-itself')
  const asked = done(await askToJoin(desk, town.as.hale, { successor: { code: 'ZP0001', name: 'Riverside Surgery' }, from: '2026-04-01' }))
  expect([asked.dueOn, asked.isDone]).toEqual(['2026-04-01', false])
  // Until the day all goes on: somebody is in the middle of writing when it comes.
  at = new Date('2026-03-31T09:00:00Z')
  done(await rooms.rewriteNote(town.as.hale, kept, 1, { title: 'Lease', body: 'Ends in 2032.' }))
  expect((await rooms.open(town.as.lowe, kept, 'page'))?.note?.body).toBe('Ends in 2032.')
  expect((await rooms.enter(town.as.hale))!.groups).toHaveLength(1)
  at = new Date('2026-04-01T05:00:00Z')
  expect(await carryOutLeavings(desk)).toHaveLength(1)
  expect(codeOf(await rooms.rewriteNote(town.as.hale, kept, 2, { title: 'Lease', body: 'Half a sentence' }))).toBe('room-ended')
  for (const outcome of [await rooms.writeNote(town.as.hale, note()), await rooms.show(town.as.hale, kept, { to: await addressOf('lowe'), until: '2026-05-01' }), await rooms.invite(town.as.hale, [{ purpose: 'role', name: 'X', role: 'partner', email: null }]), await rooms.leaveGroup(town.as.hale, town.group), await rooms.foundGroup(town.as.hale, { name: 'New', word: '' })]) expect(codeOf(outcome)).toBe('room-ended')
  // The members read and take away; what they showed is shown no longer, and what others show to their code reaches nobody.
  const room = (await rooms.enter(town.as.hale))!
  expect([room.organisation.endedOn, room.organisation.ended, room.groups]).toEqual(['2026-03-31', 'joined Riverside Surgery', []])
  expect((await rooms.open(town.as.hale, kept, 'page'))?.note?.body).toBe('Ends in 2032.')
  expect(await rooms.open(town.as.lowe, kept, 'page')).toBeNull()
  expect(await rooms.open(town.as.hale, theirs, 'page')).toBeNull()
  expect(await rooms.shownToUs(town.as.hale)).toEqual([])
  expect(await rooms.open(town.as.sam, theirs, 'page')).toBeNull()
  expect(await rooms.shownToUs(town.as.sam)).not.toContainEqual(expect.objectContaining({ id: theirs }))
  const because = await asViewer(own.db, { as: 'capacity', ...town.as.okoro, on: '2026-04-01' }, tx => tx.selectFrom('share').select('stopped_because').where('item', '=', theirs).executeTakeFirst())
  expect(because?.stopped_because).toBe(`${room.organisation.name} joined Riverside Surgery on 1 April 2026.`)
  // The group goes on: it reads what it was shown, and its history says who was in it until when.
  expect((await rooms.open(town.as.sam, forGroup, 'page'))?.note?.title).toBe('For the alliance')
  expect((await rooms.enter(town.as.sam))!.groups[0]!.memberships.find(each => each.member === town.elmRoad)?.toOn).toBe('2026-03-31')
  // A new room may speak for the code, and inherits nothing that was shown to the old.
  const heir = done(await rooms.openRoom({ person: 'heir', name: 'Heir', role: 'partner', practice: { code: room.organisation.code, name: room.organisation.name, world: 'invented' } })).organisation
  const [letter] = done(await rooms.invite(town.as.lowe, [{ purpose: 'room', practice: { code: room.organisation.code, name: room.organisation.name } }]))
  done(await rooms.confirmRoom({ person: 'heir', organisation: heir }, letter!.code))
  expect(await rooms.open({ person: 'heir', organisation: heir }, theirs, 'page')).toBeNull()
  // Somebody with a role in both carries notes over, as theirs only; nobody else does.
  const [invited] = done(await rooms.invite(town.as.sam, [{ purpose: 'role', name: 'Rowan Hale', role: 'practice-manager', email: null }]))
  expect(codeOf(await copyNotes(desk, town.as.hale, { to: town.riverside, items: [kept] }))).toBe('no-such-room')
  done(await rooms.takeRole({ person: personas.hale.person, name: personas.hale.name, code: invited!.code }))
  expect(codeOf(await copyNotes(desk, town.as.hale, { to: town.riverside, items: [theirs] }))).toBe('not-yours')
  expect(done(await copyNotes(desk, town.as.hale, { to: town.riverside, items: [kept] }))).toEqual({ copied: 1 })
  const carried = (await rooms.kept({ person: personas.hale.person, organisation: town.riverside })).items
  expect(carried.map(head => head.keptAs)).toEqual(['only-you'])
  expect((await rooms.open({ person: personas.hale.person, organisation: town.riverside }, carried[0]!.id, 'page'))?.note?.body).toMatch(/^Ends in 2032\.\n\nCarried over on 1 April 2026 from .+, where Rowan Hale wrote it on 3 February 2026\.$/)
  expect((await rooms.kept(town.as.sam)).items).toEqual([])
})

test('the database itself takes nothing into a room that has ended', async () => {
  done(await askToJoin(desk, town.as.wren, { successor: { code: null, name: 'Quayside Surgery' }, from: '2026-02-03' }))
  const at = new Date('2026-02-03T10:00:00Z'), wren = { as: 'capacity' as const, ...town.as.wren, on: '2026-02-03' }
  const row = { id: randomUUID(), kind: 'note', organisation: town.lantern, organisation_name: 'x', author: personas.wren.person, author_name: 'x', kept_as: 'only-you' as const, group_id: null, is_commercial: false, entered_by: null, entered_by_name: null, confirm_by: null, confirmed_at: null, made_at: at, changed_at: at }
  await expect(asViewer(own.db, wren, tx => tx.insertInto('item').values(row).execute())).rejects.toThrow('no longer written in')
  expect((await rooms.enter(town.as.wren))?.organisation.ended).toBe('joined Quayside Surgery')
})

test('an account that closes ends its roles and what is its own only; names stay in the history, and nobody leaves a room to nobody', async () => {
  const mine = done(await rooms.writeNote(town.as.quill, note({ keptAs: 'only-you' }))).item, theirs = done(await rooms.writeNote(town.as.quill, note())).item
  done(await rooms.show(town.as.quill, mine, { to: await addressOf('lowe'), until: '2026-06-01' }))
  await rooms.open(town.as.lowe, mine, 'page')
  expect(codeOf(await closeAccount(desk, personas.okoro.person))).toBe('only-one')
  expect(await rooms.enter(town.as.okoro)).not.toBeNull()
  expect(done(await closeAccount(desk, personas.quill.person)).deleted).toBe(1)
  expect(await rooms.enter(town.as.quill)).toBeNull()
  expect((await rooms.open(town.as.sam, theirs, 'page'))?.head.authorName).toBe(personas.quill.name)
  expect((await rooms.enter(town.as.sam))!.people.find(role => role.person === personas.quill.person)?.toOn).toBe('2026-02-02')
  const rest = await asViewer(own.db, { as: 'backup' }, async tx => [await tx.selectFrom('item').select('id').where('id', '=', mine).execute(), await tx.selectFrom('looking').select('id').where('item', '=', mine).execute(), await tx.selectFrom('person').select('id').where('id', '=', personas.quill.person).execute()])
  expect(rest).toEqual([[], [], []])
})

test('of the last two who answer for a room and leave at the same moment, one stays', async () => {
  const [sam] = (await rooms.enter(town.as.sam))!.people.filter(role => role.person === personas.sam.person)
  done(await rooms.endRole(town.as.sam, sam!.id))
  const outcomes = await Promise.all([closeAccount(desk, personas.patel.person), closeAccount(desk, personas.quill.person)])
  expect(outcomes.map(codeOf).sort()).toEqual(['not refused', 'only-one'])
  const people = await asViewer(own.db, { as: 'backup' }, tx => sql<{ count: number }>`select count(*)::int as count from role where organisation = ${town.riverside} and to_on is null`.execute(tx))
  expect(people.rows[0]!.count).toBe(1)
})

test('a practice that has left a group is told why it cannot change what it wrote for it, and keeps it for somebody else', async () => {
  const { item } = done(await rooms.writeNote(town.as.hale, note({ keptAs: 'this-group', group: town.group })))
  done(await rooms.leaveGroup(town.as.hale, town.group))
  expect(codeOf(await rooms.rewriteNote(town.as.hale, item, 1, { title: 'Lease', body: 'Mine alone' }))).toBe('left-group')
  done(await rooms.keepAs(town.as.hale, item, { keptAs: 'your-partners', group: null, isCommercial: false }))
  done(await rooms.rewriteNote(town.as.hale, item, 1, { title: 'Lease', body: 'Mine alone' }))
  expect(await rooms.open(town.as.sam, item, 'page')).toBeNull()
})

test('a role that lapses in the middle of writing lets nothing more in, and takes nothing away that was written', async () => {
  const { item } = done(await rooms.writeNote(town.as.patel, note()))
  const [patel] = (await rooms.enter(town.as.sam))!.people.filter(role => role.person === personas.patel.person)
  const [first] = await Promise.all([rooms.rewriteNote(town.as.patel, item, 1, { title: 'Lease', body: 'Second thoughts' }), rooms.endRole(town.as.sam, patel!.id)])
  expect(['not refused', 'not-yours']).toContain(codeOf(first))
  expect(codeOf(await rooms.rewriteNote(town.as.patel, item, 2, { title: 'Lease', body: 'Third' }))).toBe('not-yours')
  expect((await rooms.open(town.as.sam, item, 'page'))?.note?.body).toBe(isRefusal(first) ? 'Ends in 2031.' : 'Second thoughts')
  // What they wrote for their partners they do not read any more, for others may have changed it since.
  expect(await asViewer(own.db, { as: 'person', person: personas.patel.person, on: '2026-02-03' }, itemsOfOneself)).toEqual([])
  expect(await asViewer(own.db, { as: 'person', person: personas.patel.person, on: '2026-02-03' }, tx => tx.selectFrom('note').selectAll().execute())).toEqual([])
})

test('a backup after rooms have gone comes back row for row: what outlived them, a room that ended and one that is to go included', async () => {
  const mine = done(await rooms.writeNote(town.as.wren, note({ title: 'Mine', keptAs: 'only-you' }))).item
  done(await rooms.writeNote(town.as.okoro, note({ keptAs: 'this-group', group: town.group })))
  done(await askToDelete(desk, town.as.wren, { name: await nameOf('wren'), alsoMine: false }))
  done(await askToJoin(desk, town.as.hale, { successor: { code: 'ZP0001', name: 'Riverside Surgery' }, from: '2026-02-03' }))
  done(await askToDelete(desk, town.as.quill, { name: await nameOf('quill'), alsoMine: false }))
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-leaving-')), into = await bareDatabase(), kept = path.join(folder, 'kept')
  const of = (db: TestDatabase['db'], name: string) => ({ db, dataFolder: path.join(folder, name), version: '9.8.7', signal: new AbortController().signal })
  const all = async (db: TestDatabase['db']) => asViewer(db, { as: 'backup' }, async tx => {
    const rows: unknown[] = []
    for (const table of ['organisation', 'item', 'note', 'share', 'membership', 'looking', 'leaving', 'role']) rows.push((await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t order by 1`.execute(tx)).rows)
    return rows
  })
  try {
    done(await backUp(of(own.db, 'data'), kept))
    done(await restore(of(into.db, 'new'), kept))
    expect(await all(into.db)).toEqual(await all(own.db))
    expect((await asViewer(into.db, { as: 'person', person: personas.wren.person, on: '2026-02-03' }, itemsOfOneself)).map(head => head.id)).toEqual([mine])
    daysLater(7)
    expect(await carryOutLeavings({ ...desk, db: into.db })).toHaveLength(1)
  } finally {
    await into.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
