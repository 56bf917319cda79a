import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { townDesk } from '../../test/town/desk.ts'
import { penmarsh, penmarshEdition } from '../../test/town/penmarsh.ts'
import { createApp } from './app.tsx'
import type { Web } from './scene.tsx'

const town = createApp(townDesk())
const from = (remoteAddress: string): Web['Bindings'] => ({ incoming: { socket: { remoteAddress } } })
const textOf = (html: string) => html.replace(/<(script|style|title)[^>]*>.*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ').replaceAll('&amp;', '&').replaceAll('&#39;', '\'').replace(/\s+/g, ' ')

test('a page is whole, says what it is and is held inside its own walls', async () => {
  const answer = await town.request('/')
  const html = await answer.text()
  expect(answer.status).toBe(200)
  expect(html.startsWith('<!DOCTYPE html><html lang="en"')).toBe(true)
  const policy = answer.headers.get('content-security-policy')!
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  // every script is a file of ours, or one whose very text the policy names
  for (const [, tag, text] of html.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)) {
    if (/ src="\/assets\/[^"]+"/.test(tag!)) expect(text).toBe('')
    else expect(policy).toContain(`'sha256-${createHash('sha256').update(text!).digest('base64')}'`)
  }
  expect(policy.match(/'(?:sha|nonce)[^']*'/g)).toHaveLength(1)
  expect(html).not.toMatch(/ style="|<style| on[a-z]+="/)
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  expect(answer.headers.get('referrer-policy')).toBe('same-origin')
  expect(answer.headers.get('set-cookie')).toBeNull()
})

test('a settled page is made once while figures and day are the same, also for a browser that takes nothing packed', async () => {
  let now = new Date('2026-02-03T09:00:00Z'), editions = [penmarshEdition()], list = townDesk({ editions }).figures.list()
  const base = townDesk(), app = createApp({ ...base, now: () => now, figures: { ...base.figures, list: () => list, edition: async () => editions[0]! } })
  const read = async (encoding: string) => {
    const answer = await app.request(`/areas/england?from=${penmarsh.riverside}`, { headers: { 'accept-encoding': encoding } }), bytes = Buffer.from(await answer.arrayBuffer())
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    return (answer.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes).toString()
  }
  const rename = (more: string) => { editions = [{ ...editions[0]!, areas: new Map([...editions[0]!.areas].map(([code, area]) => [code, { ...area, name: `${area.name} ${more}` }])) }] }
  const first = await read('gzip')
  rename('made anew')
  expect(await read('gzip')).toBe(first)
  expect(await read('identity')).toBe(first)
  now = new Date('2026-02-04T09:00:00Z')
  expect(await read('gzip')).toContain('made anew')
  rename('with other figures')
  list = [...list]
  expect(await read('gzip')).toContain('with other figures')
})

test('what cannot be opened is said in plain words', async () => {
  for (const path of ['/nothing', '/practices/L99999', '/practices/%00', '/practices/..%2F..%2Fetc%2Fpasswd', '/sources/add/no-such-upload']) {
    const answer = await town.request(path)
    expect(answer.status, path).toBe(404)
    expect(textOf(await answer.text())).toContain('You cannot open this It may belong to another practice, may be shown to you no longer, or may not exist.')
  }
})

test('our own mistake gets a number, a log line and no detail on the page', async () => {
  const desk = townDesk()
  desk.figures.edition = () => Promise.reject(new Error('secret detail'))
  const answer = await createApp(desk).request('/practices')
  const html = await answer.text()
  expect(answer.status).toBe(500)
  expect(html).not.toContain('secret detail')
  const [report] = desk.record.reports
  expect(String(report!.error)).toContain('secret detail')
  expect(html).toContain(report!.requestId)
})

test('somebody who leaves while sending is no fault of ours: the log is not filled by it', async () => {
  const desk = townDesk(), app = createApp(desk), left = () => new ReadableStream({ pull: controller => { controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })) } })
  for (const [path, type] of [['/sign-in', 'application/x-www-form-urlencoded'], ['/sources/add', 'multipart/form-data; boundary=seam']] as const) {
    const answer = await app.request(path, { method: 'POST', body: left(), duplex: 'half', headers: { 'content-type': type, origin: 'http://localhost' } } as RequestInit)
    expect(answer.status, path).toBe(400)
  }
  expect(desk.record.reports).toEqual([])
})

test('too large a form, or one from another site, is refused and changes nothing', async () => {
  const big = await town.request('/practices', { method: 'POST', body: 'x'.repeat(200_000), headers: { 'content-length': '200000', 'content-type': 'text/plain', origin: 'http://localhost' } })
  expect(big.status).toBe(413)
  expect(textOf(await big.text())).toContain('That is too large')
  const desk = townDesk()
  const form = new FormData()
  form.set('files', new File(['a'], 'a.csv'))
  const foreign = await createApp(desk).request('/sources/add', { method: 'POST', body: form, headers: { origin: 'https://elsewhere.example' } })
  expect(foreign.status).toBe(403)
  expect(desk.record.imports).toEqual([])
})

test('what is sent from another site is refused whatever its body calls itself; our own pages say who they are by either of two headers', async () => {
  const app = createApp(townDesk()), send = async (headers: Record<string, string>) => (await app.request('/sign-out', { method: 'POST', body: '{}', headers })).status
  const theirs: Record<string, string>[] = [{}, { origin: 'https://elsewhere.example' }, { origin: 'null' }, { origin: 'http://sub.localhost' }, { origin: 'http://localhost.elsewhere.example' }, { 'sec-fetch-site': 'same-site' }], ours: Record<string, string>[] = [{ origin: 'http://localhost' }, { 'sec-fetch-site': 'same-origin' }]
  for (const type of ['application/json', 'application/octet-stream', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/related; boundary=seam']) {
    for (const origin of theirs) expect(await send({ 'content-type': type, ...origin }), `${type} ${JSON.stringify(origin)}`).toBe(403)
    for (const origin of ours) expect(await send({ 'content-type': type, ...origin }), `${type} ${JSON.stringify(origin)}`).toBe(200)
  }
})

test('without any figures every page still answers, and says that there are none', async () => {
  const empty = createApp(townDesk({ editions: [] }))
  for (const [path, status] of [['/', 200], ['/practices?q=a', 503], [`/practices/${penmarsh.riverside}`, 503], ['/sources', 200], ['/who-sees-what', 200], ['/accessibility', 200], ['/about/assumed-figures', 200], ['/about/five-years-example', 200], ['/leave', 200], ['/sources/add', 200]] as const) {
    expect((await empty.request(path)).status, path).toBe(status)
  }
  expect(textOf(await (await empty.request('/practices')).text())).toContain('No figures are loaded yet')
})

test('figures that are not loaded are named, and those asked for are carried along by every link', async () => {
  const now = await townDesk().figures.edition()
  const desk = townDesk({ editions: [now!, { ...now!, name: 'invented-2025-01', asAt: '2025-01-01' }] })
  const app = createApp(desk)
  expect((await app.request('/practices?figures=1999-01')).status).toBe(404)
  const older = await (await app.request(`/practices/${penmarsh.riverside}?figures=invented-2025-01`)).text()
  expect(older).toContain(`href="/practices/${penmarsh.riverside}/neighbours?figures=invented-2025-01"`)
  expect(textOf(older)).toContain('You are reading figures of 1 January 2025. They are not the newest here.')
  const newest = await (await app.request(`/practices/${penmarsh.riverside}?figures=invented-2026-01`)).text()
  expect(newest).not.toContain('figures=')
})

test('the invented county cannot be mistaken for the real thing', async () => {
  const html = await (await town.request(`/practices/${penmarsh.riverside}/neighbours`)).text()
  expect(html).toContain('class="app-invented"')
  expect(/<title>([^<]*)/.exec(html)![1]).toContain('(invented)')
  const text = textOf(html)
  for (const name of ['Riverside Surgery', 'Penmarsh Health', 'Elm Road Surgery', 'Quayside Medical Centre']) {
    for (const after of text.split(name).slice(1)) expect(after.trimStart().startsWith('(invented)') || after.startsWith('’s'), `${name}${after.slice(0, 30)}`).toBe(true)
  }
})

test('who may not add figures is told so before their files are read', async () => {
  const desk = townDesk()
  let taken = 0
  const endless = new ReadableStream<Uint8Array>({ pull(controller) { taken++; controller.enqueue(new Uint8Array(65_536)) } })
  const headers = { 'content-type': 'multipart/form-data; boundary=x', origin: 'http://localhost', 'x-forwarded-for': '192.0.2.1' }
  const answer = await createApp(desk).request('/sources/add', { method: 'POST', body: endless, headers, duplex: 'half' } as RequestInit, from('192.0.2.1'))
  expect(answer.status).toBe(403)
  expect(taken).toBeLessThan(5)
  expect(desk.record.imports).toEqual([])
})

test('a code in small letters leads to its own address here, however it was written and whatever the request calls this server', async () => {
  for (const typed of ['zp0001', 'z%700001', 'zp000%31']) {
    const answer = await town.request(`http://elsewhere.example/practices/${typed}/neighbours?figures=invented-2026-01`)
    expect(answer.status, typed).toBe(301)
    expect(answer.headers.get('location'), typed).toBe('/practices/ZP0001/neighbours?figures=invented-2026-01')
  }
})

test('one visitor cannot ask for pages without end, and keeps nobody else waiting', async () => {
  const app = createApp(townDesk())
  const ask = (address: string) => app.request('/leave', {}, from(address))
  const statuses = await Promise.all(Array.from({ length: 301 }, async () => (await ask('192.0.2.1')).status))
  expect(statuses.filter(status => status === 429).length).toBe(1)
  expect((await ask('192.0.2.1')).headers.get('retry-after')).toBe('1')
  expect((await ask('192.0.2.2')).status).toBe(200)
  expect((await ask('127.0.0.1')).status).toBe(200)
})
