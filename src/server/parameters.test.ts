import { afterAll, beforeAll, expect, test } from 'vitest'
import { setParameter } from '#commands/position/set-parameter.ts'
import { isRefusal } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { openParameters } from './parameters.ts'

let own: TestDatabase, at = new Date('2026-11-26T09:00:00Z')
const now = () => at
beforeAll(async () => { own = await testDatabase() })
afterAll(() => own.close())

test('a page is given the figures of the release, and within a minute what was put in since', async () => {
  const desk = openParameters({ db: own.db, now }), globalSum = async (day: string) => (await desk.on(day)).get('globalSum')
  expect(await globalSum('2026-11-26')).toMatchObject({ value: 130.07, low: null, high: null, from: '2026-04-01', reviewBy: '2027-01-31', isPast: false, unit: 'for each patient counted by need, a year' })
  expect(await globalSum('2027-02-01')).toMatchObject({ isPast: true })
  const set = await setParameter({ db: own.db, now }, { id: 'globalSum', value: '131.5', from: '2026-04-01', source: 'Statement of Financial Entitlements 2026', reviewBy: '2027-04-30', runBy: 'Penmarsh Practice Support' })
  expect(isRefusal(set)).toBe(false)
  expect(await globalSum('2026-11-26')).toMatchObject({ value: 130.07 })
  at = new Date('2026-11-26T09:01:00Z')
  expect(await globalSum('2026-11-26')).toMatchObject({ value: 131.5, source: 'Statement of Financial Entitlements 2026', checkedOn: '2026-11-26', isEstimate: false })
  expect(await globalSum('2026-03-31')).toMatchObject({ value: 123.34 })
})

test('a database that was away for a moment is asked again, and is not held against whoever comes next', async () => {
  let isAway = true
  const db = new Proxy(own.db, { get: (of, name) => { if (name === 'transaction' && isAway) return () => { throw new Error('away') }; const found = Reflect.get(of, name) as unknown; return typeof found === 'function' ? found.bind(of) : found } }) as Database
  const desk = openParameters({ db, now })
  await expect(desk.on('2026-11-26')).rejects.toThrow('away')
  isAway = false
  expect((await desk.on('2026-11-26')).size).toBeGreaterThan(40)
})
