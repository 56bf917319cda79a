import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeLetter, type LetterAsk } from '#domain/organisations/letter.ts'
import type { MailAddress } from '#domain/organisations/mail-address.ts'
import { listen, type Listening } from '#server/http.ts'
import { createApp } from '#web/app.tsx'
import { townDesk } from '../town/desk.ts'
import { desk, looksRight, noScripts, open, phone } from './browser.ts'

/** Penmarsh's pages over loopback, on a demonstration that has two letters to show. */
let served: Listening
const at = new Date('2026-02-03T09:00:00Z')
const shown = (to: string, ask: Omit<LetterAsk, 'to' | 'at'>, id: string) => ({ ...writeLetter({ ...ask, to: to as MailAddress, at } as LetterAsk), id, queuedAt: at, tries: 0 })
const letters = [
  shown('a.reader.whose.address.is.much.longer.than.a.telephone.is.wide@post.riverside-surgery.penmarsh.example', { kind: 'sign-in', path: `/who-sees-what?k=${'k3y'.repeat(40)}`, until: new Date('2026-02-03T09:15:00Z') } as LetterAsk, '1'),
  shown('manager@lantern.example', { kind: 'invitation', path: '/accessibility', from: { name: 'Dr Amara Okafor', of: 'Riverside Surgery' }, asks: 'join', until: new Date('2026-02-17T17:00:00Z') } as LetterAsk, '2'),
]
beforeAll(async () => {
  const app = createApp(townDesk({ post: { canSend: false, isShown: true, shown: async () => letters } }))
  served = await listen({ fetch: app.fetch, isHealthy: async () => true }, { host: '127.0.0.1', port: 0 }, { line: () => {}, fault: () => {} })
})
afterAll(() => served.close())

test.each([desk, phone, noScripts])('somebody who tries a demonstration, $name, reads its letters and follows one', async reader => {
  // given a server that sends nothing
  const page = await open(reader, '/outbox', `http://127.0.0.1:${served.port}`)
  await page.getByRole('heading', { level: 1, name: 'Letters not sent' }).waitFor()
  await looksRight(page)
  expect(await page.getByRole('article').count()).toBe(2)

  // when the link of the newest is followed
  await page.getByRole('article').first().getByRole('link').click()

  // then it leads to its page here
  await page.getByRole('heading', { level: 1, name: 'Who sees what' }).waitFor()
  expect(new URL(page.url()).searchParams.get('k')).toBe('k3y'.repeat(40))
})
