import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { writeLetter, type Letter } from '#domain/organisations/letter.ts'
import type { MailAddress } from '#domain/organisations/mail-address.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { endLateLetters, endLetter, putOffLetter, queueLetter, removeEndedLetters, takeLetter, waitingLetters } from './letters.ts'
import { asViewer, type Viewer } from './viewing.ts'

const at = new Date('2026-02-03T09:00:00Z')
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
const letter = (name: string, kind: 'sign-in' | 'reminder' = 'reminder', minutes = 15): Letter => {
  const ask = { to: `${name}@riverside.example` as MailAddress, path: `/${name}`, at }
  return writeLetter(kind === 'sign-in' ? { ...ask, kind, until: later(minutes) } : { ...ask, kind })
}
const postman: Viewer = { as: 'postman' }, caretaker: Viewer = { as: 'caretaker' }
const causes: Viewer[] = [{ as: 'doorkeeper' }, { as: 'person', person: '7', on: '2026-02-03' }, { as: 'capacity', person: '7', organisation: '00000000-0000-4000-8000-000000000003', on: '2026-02-03' }, caretaker]
const others: Viewer[] = [{ as: 'anyone' }, { as: 'key', key: Buffer.alloc(32) }]

let house: TestDatabase
beforeAll(async () => { house = await testDatabase() })
afterAll(() => house.close())
beforeEach(async () => {
  await asViewer(house.db, postman, tx => endLateLetters(tx, new Date('2099-01-01')))
  await asViewer(house.db, caretaker, tx => removeEndedLetters(tx, new Date('2100-01-01')))
})

const put = (viewer: Viewer, one: Letter) => asViewer(house.db, viewer, tx => queueLetter(tx, one, at))
const waitingNow = (when = later(1)) => asViewer(house.db, postman, tx => waitingLetters(tx, when, 100))
const rowsSeenBy = (viewer: Viewer) => asViewer(house.db, viewer, async tx => (await tx.selectFrom('letter').selectAll().execute()))

test('an act and its letter are kept together or not at all', async () => {
  await expect(asViewer(house.db, causes[2]!, async tx => { await queueLetter(tx, letter('lost'), at); throw new Error('the act failed') })).rejects.toThrow('the act failed')
  expect(await waitingNow()).toEqual([])
  await put(causes[2]!, letter('kept'))
  expect(await waitingNow()).toMatchObject([{ ...letter('kept'), tries: 0, queuedAt: at }])
})

test.each(causes)('whoever causes letters ($as) adds one, and reads, changes and takes away none', async viewer => {
  await put(viewer, letter('one'))
  expect(await rowsSeenBy(viewer)).toEqual([])
  await asViewer(house.db, viewer, tx => sql`update letter set next_try_at = '2100-01-01'`.execute(tx))
  await asViewer(house.db, viewer, tx => sql`delete from letter`.execute(tx))
  expect(await waitingNow()).toHaveLength(1)
  await expect(asViewer(house.db, viewer, tx => sql`insert into letter (id, kind, is_key, queued_at, until, next_try_at, ended, ended_at) values (gen_random_uuid(), 'shared', false, now(), now(), now(), 'sent', now())`.execute(tx))).rejects.toThrow('row-level security')
})

test.each(others)('$as adds no letter and sees none', async viewer => {
  await put(causes[0]!, letter('one'))
  await expect(put(viewer, letter('two'))).rejects.toThrow('row-level security')
  expect(await rowsSeenBy(viewer)).toEqual([])
})

test('where nobody is named there are no letters', async () => {
  await put(causes[0]!, letter('one'))
  expect(await house.db.selectFrom('letter').selectAll().execute()).toEqual([])
  expect(await sql`update letter set tries = 9 returning id`.execute(house.db)).toMatchObject({ rows: [] })
})

test('a backup holds letters that only lead to a page, and none that is a key', async () => {
  await put(causes[0]!, letter('secret', 'sign-in'))
  await put(causes[0]!, letter('plain'))
  expect((await rowsSeenBy({ as: 'backup' })).map(row => row.address)).toEqual(['plain@riverside.example'])
  const [row] = await rowsSeenBy({ as: 'backup' })
  await asViewer(house.db, { as: 'backup' }, tx => tx.insertInto('letter').values({ ...row!, id: '00000000-0000-4000-8000-000000000001', content: JSON.stringify(row!.content) }).execute())
  expect(await waitingNow()).toHaveLength(3)
})

test('the words and the address of a letter go in the moment it ends, and the database lets none stay', async () => {
  await put(causes[0]!, letter('sent'))
  const [one] = await waitingNow()
  await expect(asViewer(house.db, postman, tx => tx.updateTable('letter').set({ ended: 'sent', ended_at: at }).where('id', '=', one!.id).execute())).rejects.toThrow('check constraint')
  await asViewer(house.db, postman, tx => endLetter(tx, one!.id, 'sent', later(1)))
  expect(await rowsSeenBy(postman)).toMatchObject([{ ended: 'sent', address: null, content: null, tries: 1 }])
  expect(await waitingNow()).toEqual([])
})

test('two postmen at once hold two letters, the one soonest too late first', async () => {
  await put(causes[0]!, letter('patient'))
  await put(causes[0]!, letter('urgent', 'sign-in'))
  await asViewer(house.db, postman, async first => {
    const one = await takeLetter(first, later(1))
    expect(one?.path).toBe('/urgent')
    await asViewer(house.db, postman, async second => {
      expect((await takeLetter(second, later(1)))?.path).toBe('/patient')
      await asViewer(house.db, postman, async third => { expect(await takeLetter(third, later(1))).toBeNull() })
    })
  })
})

test('a letter put off waits for its time', async () => {
  await put(causes[0]!, letter('greylisted'))
  const [one] = await waitingNow()
  await asViewer(house.db, postman, tx => putOffLetter(tx, one!.id, later(5)))
  expect(await asViewer(house.db, postman, tx => takeLetter(tx, later(4)))).toBeNull()
  expect(await asViewer(house.db, postman, tx => takeLetter(tx, later(5)))).toMatchObject({ path: '/greylisted', tries: 1 })
})

test('a letter past its time is emptied and never taken, unless it is being sent at that moment', async () => {
  await put(causes[0]!, letter('late', 'sign-in'))
  await put(causes[0]!, letter('in-hand', 'sign-in', 16))
  await put(causes[0]!, letter('in-time'))
  await asViewer(house.db, postman, async holding => {
    await sql`select id from letter where address like 'in-hand%' for update`.execute(holding)
    expect(await asViewer(house.db, postman, tx => endLateLetters(tx, later(20)))).toBe(1)
  })
  expect((await rowsSeenBy(postman)).map(({ ended, address }) => `${ended} ${address}`).sort()).toEqual(['null in-hand@riverside.example', 'null in-time@riverside.example', 'too-late null'])
  expect((await asViewer(house.db, postman, tx => takeLetter(tx, later(20))))?.path).toBe('/in-time')
})

test('the caretaker sees and takes away only what has ended', async () => {
  await put(causes[0]!, letter('waits'))
  await put(causes[0]!, letter('ended', 'sign-in'))
  await asViewer(house.db, postman, tx => endLateLetters(tx, later(15)))
  expect(await rowsSeenBy(caretaker)).toMatchObject([{ ended: 'too-late', address: null, content: null }])
  expect(await asViewer(house.db, caretaker, tx => removeEndedLetters(tx, later(10)))).toBe(0)
  expect(await asViewer(house.db, caretaker, tx => removeEndedLetters(tx, later(16)))).toBe(1)
  await asViewer(house.db, caretaker, tx => sql`delete from letter`.execute(tx))
  expect((await rowsSeenBy(postman)).map(row => row.address)).toEqual(['waits@riverside.example'])
})

test('row-level security is forced on the table, so that it holds for the role that owns it', async () => {
  const { rows } = await sql<{ on: boolean; forced: boolean }>`select relrowsecurity as on, relforcerowsecurity as forced from pg_class where relname = 'letter'`.execute(house.db)
  expect(rows).toEqual([{ on: true, forced: true }])
})
