import { expect, test } from 'vitest'
import { plainLetter, writeLetter, type LetterAsk } from '#domain/organisations/letter.ts'
import type { MailAddress } from '#domain/organisations/mail-address.ts'
import { townDesk } from '../../../test/town/desk.ts'
import { createApp } from '../app.tsx'

const at = new Date('2026-02-03T09:00:00Z'), to = 'manager@riverside.example' as MailAddress
const shownOf = (ask: LetterAsk, id = '1') => ({ ...writeLetter(ask), id, queuedAt: at, tries: 0 })
const signIn = shownOf({ kind: 'sign-in', to, path: '/sign-in/k3y?a=1&b=2', at, until: new Date('2026-02-03T09:15:00Z') })
const hostile = shownOf({ kind: 'shared', to, path: '/shared-with-me', at, from: { name: '<script>alert(1)</script>', of: 'A & B' }, until: null }, '2')
const demo = (letters = [signIn, hostile]) => createApp(townDesk({ post: { canSend: false, isShown: true, shown: async () => letters } }))
const plain = (html: string) => html.replace(/<[^>]+>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', '\'').replaceAll('&amp;', '&')

test('a demonstration shows each letter as it would be sent, with a link to follow', async () => {
  const answer = await demo().request('http://localhost:3000/outbox'), html = await answer.text()
  expect(answer.status).toBe(200)
  const shown = [...html.matchAll(/<pre>([^]*?)<\/pre>/g)].map(([, text]) => plain(text!))
  expect(shown).toEqual([signIn, hostile].map(letter => plainLetter(letter, townDesk().host, 'http://localhost:3000').text))
  expect(html).toContain('<a href="/sign-in/k3y?a=1&amp;b=2">http://localhost:3000/sign-in/k3y?a=1&amp;b=2</a>')
  expect(html).not.toContain('<script>alert')
  expect(plain(html)).toContain('To manager@riverside.example')
  expect(plain(html)).toContain('Something for you in Alongside (1 minute)')
})

test('it says who can read it, is kept nowhere, and its title names nobody', async () => {
  const answer = await demo().request('/outbox'), html = await answer.text()
  expect(plain(html)).toContain('Anyone who can open this server can read this page')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('x-robots-tag')).toContain('noindex')
  expect(/<title>(.*)<\/title>/.exec(html)![1]).not.toMatch(/riverside|k3y/i)
  expect(html.match(/<h1[\s>]/g)).toHaveLength(1)
  expect(plain(await (await demo([]).request('/outbox')).text())).toContain('No letter waits here.')
})

test.each([{ canSend: true, isShown: false }, { canSend: false, isShown: false }])('where letters are not shown the address is as unknown as any other: %j', async post => {
  const app = createApp(townDesk({ post: { ...post, shown: async () => [signIn] } }))
  const [outbox, nothing] = await Promise.all(['/outbox', '/no-such'].map(async path => {
    const answer = await app.request(path, { headers: { 'x-request-id': 'same' } })
    return { status: answer.status, headers: [...answer.headers].filter(([name]) => name !== 'x-request-id'), html: (await answer.text()).replaceAll(path, 'PATH') }
  }))
  expect(outbox).toEqual(nothing)
  expect(outbox!.status).toBe(404)
})
