import { expect, test } from 'vitest'
import { accountsOf, meg } from '../../test/town/accounts.ts'
import { testDatabase } from '../../test/house/database.ts'
import { wordNotMeant } from '../../test/house/plain-words.ts'
import { townDesk } from '../../test/town/desk.ts'
import { penmarshEdition } from '../../test/town/penmarsh.ts'
import { roomsDesk } from '../../test/town/rooms-desk.ts'
import { liveIn, moveIn, personas } from '../../test/town/rooms.ts'
import { createApp } from './app.tsx'

const textOf = (html: string) => html.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, ' ').replace(/<code>.*?<\/code>|<span class="app-checksum">.*?<\/span>/gs, ' ').replace(/<[^>]+>/g, ' ').replaceAll('&quot;', '"').replace(/\s+/g, ' ').toLowerCase()
  .replaceAll('the quest continues for perfection at scale', '') // a report's own title

/** Every page that a reader can reach by links from the home page, sketches aside, each read once. */
async function everyPage(desk = townDesk(), more: string[] = []): Promise<Map<string, string>> {
  const app = createApp(desk)
  const pages = new Map<string, string>()
  const waiting = ['/', '/practices?q=surgery', '/practices?q=zzxyq', '/practices/ZP0001', '/practices/ZP0901', '/practices/ZP0001/next?go=nowhere', '/nothing', '/areas/nothing', '/sign-in?why=again', '/sign-in/link?token=x', ...more]
  while (waiting.length > 0 && pages.size < 400) {
    const path = waiting.pop()!
    if (pages.has(path) || path.includes('/sketches') || path.startsWith('/api')) continue
    const answer = await app.request(path)
    if (answer.status >= 300 && answer.status < 400) { waiting.push(answer.headers.get('location')!); pages.set(path, ''); continue }
    if (answer.ok && !answer.headers.get('content-type')?.startsWith('text/html')) continue // a file to take away, for programs too
    const html = await answer.text()
    expect([200, 404, 410, 422], path).toContain(answer.status)
    pages.set(path, html)
    for (const [, href] of html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)) waiting.push(href!.replaceAll('&amp;', '&'))
  }
  return pages
}

test('every link leads somewhere, and no page uses a word that readers should not meet', async () => {
  const pages = await everyPage()
  expect(pages.size).toBeGreaterThan(40)
  expectPlainWords(pages)
})

test('nor does a page of one’s own account, or of signing in where no letters are sent', async () => {
  const mine = ['/account', '/account/name', '/account/second-factor', '/account/recovery-codes', '/sign-in?why=again']
  const pages = await everyPage(townDesk({ accounts: accountsOf(meg) }), mine)
  for (const path of [...mine, '/account/passkeys/add', '/account/passkeys/p1/remove', '/account/password/remove', '/account/password']) expect(pages.get(path), path).toContain('<h1')
  expectPlainWords(pages)
  expectPlainWords(await everyPage(townDesk({ accounts: { ...accountsOf(null), canSendLetters: false } }), ['/sign-in?why=kept']))
})

test('nor does any page of a room, for a practice, its LMC or its ICB', async () => {
  const own = await testDatabase(), now = () => new Date('2026-02-03T09:00:00Z'), edition = penmarshEdition(), town = await moveIn(own.db, edition, now)
  await liveIn(own.db, town, now)
  for (const who of ['sam', 'quill', 'lowe', 'marsh'] as const) {
    const pages = await everyPage(Object.assign(roomsDesk(own.db), { accounts: accountsOf({ ...meg, person: personas[who].person, name: personas[who].name }) }), ['/our?all', '/keep-private?practice=ZP0001', '/invited'])
    expect([...pages.keys()].filter(path => path.startsWith(`/our/${town.as[who].organisation}`)).length, who).toBeGreaterThan(8)
    expectPlainWords(pages)
  }
  await own.close()
}, 120_000)

function expectPlainWords(pages: Map<string, string>): void {
  for (const [path, html] of pages) {
    const text = textOf(html)
    const word = wordNotMeant(text)
    expect(word, `${path} says “${word}”: …${around(text, word ?? '')}…`).toBeNull()
  }
}

const around = (text: string, word: string) => text.slice(Math.max(0, text.indexOf(word) - 40), text.indexOf(word) + 40)

test('no title carries more than public words, and each page has one first heading', async () => {
  for (const [path, html] of await everyPage()) {
    if (html === '') continue
    expect(html.match(/<title>/g), path).toHaveLength(1)
    expect(html.match(/<h1[\s>]/g), path).toHaveLength(1)
    expect(html.match(/ id="([^"]+)"/g)?.length, `${path} repeats an id`).toBe(new Set(html.match(/ id="([^"]+)"/g)).size)
  }
})
