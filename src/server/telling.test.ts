import { beforeEach, expect, test } from 'vitest'
import { tellOfNotices } from '#commands/organisations/tell-of-notices.ts'
import { plainLetter } from '#domain/organisations/letter.ts'
import type { MailAddress } from '#domain/organisations/mail-address.ts'
import { isRefusal } from '#domain/words.ts'
import { waitingLetters } from '#records/letters.ts'
import { asViewer, type Viewer } from '#records/viewing.ts'
import type { Rooms as Port } from '#web/organisations/port.ts'
import type { Support } from '#web/support/port.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { penmarshEdition } from '../../test/town/penmarsh.ts'
import { moveIn, personas, type PersonaName, type Rooms } from '../../test/town/rooms.ts'
import { openRooms } from './rooms.ts'
import { openSupport } from './support.ts'
import { keepTelling } from './telling.ts'

let own: TestDatabase, town: Rooms, rooms: Port, support: Support, at: Date
const now = () => at
beforeEach(async () => {
  at = new Date('2026-02-03T09:00:00Z')
  own = await testDatabase()
  town = await moveIn(own.db, penmarshEdition(), now)
  rooms = openRooms({ db: own.db, now })
  support = openSupport({ db: own.db, now })
  return () => own.close()
})

const done = <T>(outcome: T): Exclude<T, { refused: true }> => { if (isRefusal(outcome)) throw new Error(outcome.why); return outcome as Exclude<T, { refused: true }> }
const nameOf = new Map<string, PersonaName>(Object.entries(personas).map(([key, { person }]) => [person, key as PersonaName]))
const tell = () => tellOfNotices({ db: own.db, now, mailOf: async person => `${nameOf.get(person) ?? person}@penmarsh.example` as MailAddress })
const letters = async () => (await asViewer(own.db, { as: 'postman' }, tx => waitingLetters(tx, at, 100))).map(letter => [letter.to.split('@')[0], letter.path, letter.before[0]])
const addressOf = async (who: PersonaName) => { const { organisation: { kind, code, name } } = (await rooms.enter(town.as[who]))!; return { address: `${kind}:${code}`, name, person: null } }
const note = async (who: PersonaName, more: object = {}) => done(await rooms.writeNote(town.as[who], { title: 'Lease', body: 'Ends in 2031.', keptAs: 'your-partners', group: null, isCommercial: false, enteredFor: null, ...more })).item
const ask = { to: 'carrowshire-lmc', title: 'Our lease', body: 'Who owes it?', wantedBy: '', level: 'practice', keptAs: 'your-partners' as const, until: '2026-04-01' }
const shared = (name: string, of: string) => `${name} of ${of} has shared something with you in Alongside. You can read it here, once you have signed in:`
const riverside = 'Riverside Surgery'

test('whoever answers for the organisation that something is shown to gets a letter that says from whom and nothing of what', async () => {
  const item = await note('sam')
  done(await rooms.show(town.as.sam, item, { to: await addressOf('hale'), until: '2026-03-01' }))
  expect(await letters(), 'not before the postman has gone round').toEqual([])
  await tell()
  expect(await letters()).toEqual([['hale', `/our/${town.elmRoad}/shown-to-us/${item}`, shared('Sam Thorne', riverside)]])
  const [letter] = await asViewer(own.db, { as: 'postman' }, tx => waitingLetters(tx, at, 1)), { subject, text } = plainLetter(letter!, { name: 'Us', place: '', contact: '' }, 'https://alongside.example')
  expect([subject, text.includes('Lease'), text.includes('2031')]).toEqual(['Something for you in Alongside (2 minutes)', false, false])
  await tell()
  expect(await letters(), 'once').toHaveLength(1)
})

test('where there is no room, or none confirmed, or nobody in it any more, nobody gets one, and whoever shows it finds all of these alike', async () => {
  const item = await note('sam'), gone = { address: 'practice:ZP0011', name: 'Marsh End', person: null }, all = [await addressOf('wren'), await addressOf('okoro'), gone]
  await asViewer(own.db, { as: 'backup' }, tx => tx.updateTable('role').set({ to_on: '2026-02-02' }).where('person', '=', personas.okoro.person).execute())
  const seen = async () => ({ head: (await rooms.own(town.as.sam, item))!.head.shares.map(({ toName: _, toCode: __, id: ___, ...rest }) => rest), looked: await rooms.whoHasLooked(town.as.sam) })
  const outcomes = []
  for (const to of all) outcomes.push(Object.keys(done(await rooms.show(town.as.sam, item, { to, until: '2026-03-01' }))))
  const before = await seen()
  await tell()
  expect(await letters()).toEqual([])
  expect(await seen(), 'nothing of it comes back to the one who shows').toEqual(before)
  expect(new Set(outcomes.map(keys => keys.join())).size).toBe(1)
  expect(new Set(before.head.map(share => JSON.stringify(share))).size).toBe(1)
})

test('nobody but the postman sees a notice, and it sees no room that none waits for', async () => {
  done(await rooms.show(town.as.sam, await note('sam'), { to: await addressOf('wren'), until: '2026-03-01' }))
  done(await rooms.show(town.as.sam, await note('sam'), { to: await addressOf('hale'), until: '2026-03-01' }))
  const count = (viewer: Viewer, table: 'notice' | 'organisation' | 'role') => asViewer(own.db, viewer, async tx => (await tx.selectFrom(table).selectAll().execute()).length)
  for (const who of ['sam', 'hale', 'wren', 'lowe'] as const) expect(await count({ as: 'capacity', ...town.as[who], on: '2026-02-03' }, 'notice'), who).toBe(0)
  for (const viewer of [{ as: 'anyone' }, { as: 'doorkeeper' }, { as: 'host' }, { as: 'caretaker' }] as const) expect(await count(viewer, 'notice'), viewer.as).toBe(0)
  expect([await count({ as: 'postman' }, 'notice'), await count({ as: 'postman' }, 'organisation'), await count({ as: 'postman' }, 'role')], 'Elm Road, and not Lantern, which is not confirmed').toEqual([2, 1, 0])
  await tell()
  expect([await count({ as: 'postman' }, 'notice'), await count({ as: 'postman' }, 'organisation'), await count({ as: 'postman' }, 'role')]).toEqual([0, 0, 0])
  await expect(asViewer(own.db, { as: 'capacity', ...town.as.okoro, on: '2026-02-03' }, tx => tx.insertInto('notice').values({ id: crypto.randomUUID(), item: crypto.randomUUID(), from_organisation: town.as.okoro.organisation, from_name: 'x', from_of: 'x', to_code: 'practice:ZP0001', to_person: null, page: 'kept', at }).execute())).rejects.toThrow('row-level security')
})

test('a colleague named gets one that leads to it in their own room, and only they', async () => {
  const item = await note('quill', { keptAs: 'only-you' })
  done(await rooms.show(town.as.quill, item, { to: { address: town.riverside, name: personas.patel.name, person: personas.patel.person }, until: '2026-03-01' }))
  await tell()
  expect(await letters()).toEqual([['patel', `/our/${town.riverside}/kept/${item}`, shared('Dr Martin Quill', riverside)]])
})

test('an LMC is told that it is asked, and whoever asked that it is answered', async () => {
  const { request } = done(await support.ask(town.as.sam, ask))
  await tell()
  expect(await letters()).toEqual([['lowe', `/our/${town.lmc}/shown-to-us/${request}`, shared('Sam Thorne', riverside)]])
  done(await support.takeUp(town.as.lowe, request, 'helps'))
  await tell()
  expect(await letters()).toHaveLength(1)
  done(await support.answer(town.as.lowe, request, 'Read clause 4.'))
  await tell()
  expect((await letters()).filter(([to]) => to !== 'lowe')).toEqual([['sam', `/our/${town.riverside}/ask/${request}`, shared('Bryn Lowe', 'Carrowshire LMC')]])
})

test('of what is deleted before the postman comes, or was shown a day ago, nobody is told', async () => {
  const item = await note('sam')
  done(await rooms.show(town.as.sam, item, { to: await addressOf('hale'), until: '2026-03-01' }))
  done(await rooms.remove(town.as.sam, item))
  await tell()
  done(await rooms.show(town.as.sam, await note('sam'), { to: await addressOf('hale'), until: '2026-03-01' }))
  at = new Date('2026-02-04T09:00:01Z')
  await tell()
  expect(await letters()).toEqual([])
})

test('however many processes go round at once, each is told once; and a round that fails is gone again', async () => {
  for (let k = 0; k < 12; k++) done(await rooms.show(town.as.sam, await note('sam'), { to: await addressOf('hale'), until: '2026-03-01' }))
  const faults: unknown[] = []
  let fails = 2
  const mailOf = async () => { if (fails-- > 0) throw new Error('the accounts were away'); return 'hale@penmarsh.example' as MailAddress }
  const rounds = [1, 2, 3].map(() => keepTelling({ db: own.db, now, mailOf }, { fault: error => faults.push(error) }, 20))
  await expect.poll(async () => (await letters()).length, { timeout: 20_000 }).toBe(12)
  await Promise.all(rounds.map(each => each.close()))
  expect([(await letters()).length, faults.length]).toEqual([12, expect.any(Number)])
  expect(faults.length).toBeGreaterThan(0)
})
