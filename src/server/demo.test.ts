import { afterEach, beforeEach, expect, test } from 'vitest'
import { asViewer } from '#records/viewing.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { penmarshEdition } from '../../test/town/penmarsh.ts'
import { personas } from '../../test/town/rooms.ts'
import { peopleOfPenmarsh } from './demo.ts'

let own: TestDatabase, said: string[], asked: number
beforeEach(async () => { own = await testDatabase(); said = []; asked = 0 })
afterEach(() => own.close())

/** A start of a demonstration, as far as its people. Whoever is asked for the time reckons with being killed after `most` times. */
function start(most = Infinity) {
  const edition = penmarshEdition()
  const now = () => { if (++asked > most) throw new Error('killed'); return new Date('2026-02-03T09:00:00Z') }
  return peopleOfPenmarsh({ db: own.db, now, figures: { list: () => [{ name: edition.name, world: 'invented' }] as never, edition: async () => edition }, makePerson: async ({ email }) => email, say: line => said.push(line) })
}
const rows = (table: 'organisation' | 'role' | 'item' | 'share' | 'help_word' | 'commissioner_case') => asViewer(own.db, { as: 'backup' }, async tx => (await tx.selectFrom(table).selectAll().execute()).length)
const there = async () => Promise.all((['organisation', 'role', 'item', 'share', 'help_word', 'commissioner_case'] as const).map(rows))

test('a start that is killed while Penmarsh moves in leaves nobody in a room, and the next moves everybody in', async () => {
  await start()
  const whole = await there(), times = asked
  expect(whole.every(count => count > 0)).toBe(true)
  for (const share of [0.05, 0.4, 0.7, 0.99]) {
    await own.close()
    own = await testDatabase()
    asked = 0
    await expect(start(Math.floor(times * share))).rejects.toThrow('killed')
    expect(await there(), `killed after ${share} of it`).toEqual([0, 0, 0, 0, 0, 0])
    expect((await start()).map(({ name }) => name)).toEqual(Object.values(personas).map(({ name }) => name))
    expect(await there()).toEqual(whole)
  }
})

test('a start after that finds everybody in, and moves nobody', async () => {
  await start()
  const before = await there()
  said = []
  expect(await start()).toHaveLength(Object.keys(personas).length)
  expect([await there(), said]).toEqual([before, []])
})
