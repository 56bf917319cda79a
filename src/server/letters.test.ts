import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#domain/words.ts'
import { asViewer } from '#records/viewing.ts'
import { openRooms } from './rooms.ts'
import type { Rooms as Port } from '#web/organisations/port.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { penmarshEdition } from '../../test/town/penmarsh.ts'
import { moveIn, type Rooms } from '../../test/town/rooms.ts'

let own: TestDatabase, town: Rooms, rooms: Port
const now = () => new Date('2026-02-03T09:00:00Z')
beforeAll(async () => {
  own = await testDatabase()
  town = await moveIn(own.db, penmarshEdition(), now)
  rooms = openRooms({ db: own.db, now })
})
afterAll(() => own.close())

const done = <T>(outcome: T): Exclude<T, { refused: true }> => { if (isRefusal(outcome)) throw new Error(outcome.why); return outcome as Exclude<T, { refused: true }> }
const lantern = { purpose: 'room' as const, practice: { code: 'ZP0002', name: 'Lantern Surgery' } }

test('a support unit sees the same of a letter whether or not the practice has used it: in its list, by its code and when it takes it back', async () => {
  const [used, waiting] = done(await rooms.invite(town.as.lowe, [lantern, lantern]))
  done(await rooms.confirmRoom(town.as.wren, used!.code))
  const listed = (await rooms.invitations(town.as.lowe)).filter(each => each.for_code === 'ZP0002').map(({ id: _, ...rest }) => rest)
  expect(listed).toHaveLength(2)
  expect(listed[0]).toEqual(listed[1])
  const [one, other] = [done(await rooms.invitation(used!.code)), done(await rooms.invitation(waiting!.code))].map(({ id: _, ...rest }) => rest)
  expect(one).toEqual(other)
  expect(await rooms.withdraw(town.as.lowe, used!.id)).toEqual(await rooms.withdraw(town.as.lowe, waiting!.id))
  // What the practice has confirmed stays confirmed.
  expect((await rooms.enter(town.as.wren))!.organisation.confirmedAt).not.toBeNull()
})

test('no question a support unit may put to the tables tells which letters were used; of its own people it knows', async () => {
  const seen = await asViewer(own.db, { as: 'capacity', ...town.as.lowe, on: '2026-02-03' }, tx => tx.selectFrom('taking').selectAll().execute())
  expect(seen.map(row => row.taken_for)).toEqual([town.lmc])
  const [colleague] = done(await rooms.invite(town.as.lowe, [{ purpose: 'role', name: 'A colleague', role: 'officer', email: null }]))
  done(await rooms.takeRole({ person: 'colleague', name: 'A colleague', code: colleague!.code }))
  expect((await rooms.invitations(town.as.lowe)).find(each => each.id === colleague!.id)?.taken_at).not.toBeNull()
})

test('a letter works once, and not after it was taken back', async () => {
  const open = (person: string) => rooms.openRoom({ person, name: 'A partner', role: 'partner', practice: { code: 'ZP0004', name: 'Quayside', world: 'invented' } })
  const quayside = { purpose: 'room' as const, practice: { code: 'ZP0004', name: 'Quayside' } }
  const first = { person: 'first', organisation: done(await open('first')).organisation }, second = { person: 'second', organisation: done(await open('second')).organisation }
  const [back, good] = done(await rooms.invite(town.as.lowe, [quayside, quayside]))
  done(await rooms.withdraw(town.as.lowe, back!.id))
  expect(await rooms.confirmRoom(first, back!.code)).toMatchObject({ code: 'opens-nothing' })
  const outcomes = await Promise.all([rooms.confirmRoom(first, good!.code), rooms.confirmRoom(second, good!.code)])
  expect(outcomes.map(isRefusal).sort()).toEqual([false, true])
})
