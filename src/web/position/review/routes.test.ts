import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApp } from '../../app.tsx'
import { paths } from '../../paths.ts'
import { testDatabase, type TestDatabase } from '../../../../test/house/database.ts'
import { penmarshEdition } from '../../../../test/town/penmarsh.ts'
import { moveIn, type Rooms } from '../../../../test/town/rooms.ts'
import { as, roomsDesk } from '../../../../test/town/rooms-desk.ts'
import { MOST_PAPERS } from './print.tsx'

let own: TestDatabase, town: Rooms, app: ReturnType<typeof createApp>, setting = Promise.resolve(), asked = 0
beforeAll(async () => {
  own = await testDatabase()
  const desk = roomsDesk(own.db)
  town = await moveIn(own.db, penmarshEdition(), desk.now)
  desk.press.pdf = desk.press.document = async () => { asked++; await setting; return new Uint8Array(4) }
  desk.press.canMakePdf = async () => true
  app = createApp(desk)
})
afterAll(() => own.close())

const begun = async (who: 'okoro' | 'wren') => {
  const answer = await as(app, town.as[who].person).post(paths.beginReview(town.as[who].organisation), { 'profit-last-year': '180,000', 'partners-now': '2', 'stopping-0-within-2-years': '1', 'rent-or-loan': '24,000' })
  expect(answer.status).toBe(303)
  return answer.headers.get('location')!
}

test('whoever asks for papers without end is told to wait, and nobody else is', async () => {
  const mine = await begun('okoro'), theirs = await begun('wren'), me = as(app, town.as.okoro.person), hold = Promise.withResolvers<void>()
  setting = hold.promise
  const first = Array.from({ length: MOST_PAPERS }, (_, k) => me.get(`${mine}/paper.${k % 2 === 0 ? 'pdf' : 'docx'}`))
  await vi.waitFor(() => expect(asked).toBe(MOST_PAPERS))
  const late = await me.get(`${mine}/paper.pdf`)
  expect([late.status, late.headers.get('retry-after')]).toEqual([429, '5'])
  const others = as(app, town.as.wren.person).get(`${theirs}/paper.pdf`)
  expect((await me.get(mine)).status).toBe(200)
  hold.resolve()
  expect((await Promise.all([...first, others])).map(({ status }) => status)).toEqual([200, 200, 200])
  expect((await me.get(`${mine}/paper.pdf`)).status).toBe(200)
})

test('accounts that were read from a file can be kept, also where they are longer than anybody pastes', async () => {
  const mine = await begun('okoro'), { person } = town.as.okoro, headers = { 'x-person-of-the-test': person, origin: 'http://localhost', host: 'localhost' }
  const send = (fields: Record<string, string | File>) => { const body = new FormData(); for (const [name, value] of Object.entries(fields)) body.set(name, value); return app.request(`${mine}/accounts`, { method: 'POST', headers, body }) }
  const csv = ['Income,31 March 2025,31 March 2024', 'Global sum,100,90', 'Expenditure,,', ...Array.from({ length: 1_200 }, (_, k) => `Staff wages of the ${'north '.repeat(12)}team ${String.fromCharCode(97 + k % 26)},2,1`)].join('\n')
  const looked = await send({ text: '', file: new File([csv], 'accounts.csv') }), html = await looked.text(), text = /<textarea name="text" hidden[^>]*>([^<]*)/.exec(html)![1]!
  expect(text.length).toBeGreaterThan(90_000)
  expect(html).not.toContain('name="place-')
  const kept = await send({ text, keep: 'yes' })
  expect([kept.status, kept.headers.get('location')]).toEqual([303, mine])
})
