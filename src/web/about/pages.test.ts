import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { townDesk } from '../../../test/town/desk.ts'
import { createApp } from '../app.tsx'
import type { ImportState } from '../desk.ts'

const textOf = (html: string) => html.replace(/<(script|style|title)[^>]*>.*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ').replaceAll('\u00a0', ' ').replace(/\s+/g, ' ')
const inbox = mkdtempSync(join(tmpdir(), 'inbox-'))
afterAll(() => { rmSync(inbox, { recursive: true, force: true }) })

const elsewhere = { incoming: { socket: { remoteAddress: '203.0.113.9' } } }
const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }

function deskWithInbox(importState?: ImportState) {
  const desk = townDesk({ importState })
  desk.imports.inbox = inbox
  return desk
}

function form(files: Record<string, string>, asAt = ''): RequestInit {
  const body = new FormData()
  for (const [name, text] of Object.entries(files)) body.append('files', new File([text], name))
  if (Object.keys(files).length === 0) body.append('files', new File([], ''))
  body.append('as-at', asAt)
  return { method: 'POST', body, headers: { origin: 'http://localhost' } }
}

test('the five phrases stand exactly', async () => {
  const text = textOf(await (await createApp(townDesk()).request('/who-sees-what')).text())
  for (const phrase of ['Only you', 'Your partners', 'This group', '(name), until (date)', 'Anyone']) expect(text).toContain(phrase)
  expect(text).toContain('What we never hold')
})

test('every release says publisher, licence, day, rows and checksum', async () => {
  const html = await (await createApp(townDesk()).request('/sources')).text()
  const text = textOf(html)
  expect(text).toContain('The invented county of Carrowshire')
  expect(text).toContain('day not stated')
  expect(html).toContain('0'.repeat(64))
})

test('every figure that is assumed says its value, source and day, and one past its day says so in words', async () => {
  const read = async (day: string) => { const html = await (await createApp(townDesk({ now: () => new Date(`${day}T09:00:00Z`) })).request('/about/assumed-figures')).text(); return { html, text: textOf(html) } }
  const before = await read('2026-02-03'), after = await read('2026-11-26')
  expect(before.text).toContain('In use on 3 February 2026')
  expect(before.text).toContain('£123.34 for each patient counted by need, a year')
  expect(before.text).not.toContain('was to be looked at again by')
  expect(after.text).toContain('£130.07 for each patient counted by need, a year')
  expect(after.text).toContain('2.5 % to 5.5 %')
  expect(after.text).toContain('the systematic review PMC5819982 (2018) finds that evidence on size is scarce')
  for (const { name, source } of (await townDesk().parameters.on('2026-11-26')).values()) for (const each of [name, source]) expect(after.text).toContain(each)
  // Named first, and once more beside its figure.
  expect(after.text.match(/was to be looked at again by 30 April 2026\./g)).toHaveLength(8)
  expect(after.text).toContain('Network core payment: this figure was to be looked at again by 30 April 2026.')
})

test('every page leads to the figures we assume, by its foot', async () => {
  expect(await (await createApp(townDesk()).request('/leave')).text()).toContain('<a href="/about/assumed-figures">Figures we assume</a>')
})

test('files sent from this machine are taken in and lead to their progress', async () => {
  const desk = deskWithInbox()
  const app = createApp(desk)
  const answer = await app.request('http://localhost/sources/add', form({ 'gp-reg-pat-prac-all.csv': 'PUBLICATION,CODE\n' }, '2026-01-01'), here)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/sources/add/upload-1')
  const [sent] = desk.record.imports
  expect(sent!.asAt).toBe('2026-01-01')
  expect(readFileSync(sent!.files[0]!.path, 'utf8')).toBe('PUBLICATION,CODE\n')
  const progress = await (await app.request('http://localhost/sources/add/upload-1', {}, here)).text()
  expect(progress).toContain('<noscript><meta http-equiv="refresh" content="3"/></noscript>')
  expect(textOf(progress)).toContain('Waiting : gp-reg-pat-prac-all.csv')
})

test('a visitor from elsewhere is told why not, and nothing is kept', async () => {
  const desk = deskWithInbox()
  const before = readdirSync(inbox).length
  const answer = await createApp(desk).request('http://localhost/sources/add', form({ 'a.csv': 'x' }), elsewhere)
  expect(answer.status).toBe(403)
  expect(textOf(await answer.text())).toContain('Figures are added by whoever runs this')
  expect(desk.record.imports).toEqual([])
  expect(readdirSync(inbox)).toHaveLength(before)
  expect(textOf(await (await createApp(desk).request('http://localhost/sources', {}, elsewhere)).text())).not.toContain('Add a published file')
})

test('a proxy in front does not lend its address', async () => {
  const answer = await createApp(deskWithInbox()).request('http://localhost/sources/add', { headers: { 'x-forwarded-for': '127.0.0.1' } }, here)
  expect(answer.status).toBe(403)
})

test('no file and a day that is none are said beside their boxes; what was typed is kept', async () => {
  const desk = deskWithInbox()
  const answer = await createApp(desk).request('http://localhost/sources/add', form({}, '31 Febtober'), here)
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(textOf(html)).toContain('Choose at least one file')
  expect(html).toContain('value="31 Febtober"')
  expect(html).toContain('<title>Error: ')
  const withFile = await createApp(desk).request('http://localhost/sources/add', form({ 'a.csv': 'x' }, '2026-02-30'), here)
  expect(withFile.status).toBe(422)
  expect(desk.record.imports).toEqual([])
})

test('a file that could not be used says so in the importer’s words', async () => {
  const says = 'line 214, column "NUMBER_OF_PATIENTS": expected a number, found "x"'
  const desk = deskWithInbox({ done: true, lines: [{ file: 'bad.csv', outcome: 'refused', says }, { file: 'good.csv', outcome: 'already-there', says: '' }] })
  const app = createApp(desk)
  await app.request('http://localhost/sources/add', form({ 'bad.csv': 'x' }), here)
  const html = await (await app.request('http://localhost/sources/add/upload-1', {}, here)).text()
  expect(textOf(html)).toContain('We could not use this file : bad.csv line 214')
  expect(textOf(html)).toContain('Nothing of a file we could not use has been kept.')
  expect(html).not.toContain('http-equiv="refresh"')
  expect(existsSync(desk.record.imports[0]!.files[0]!.path)).toBe(true)
})
