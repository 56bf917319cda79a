import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { raw } from 'hono/html'
import { expect, test } from 'vitest'
import { townDesk } from '../../test/town/desk.ts'
import { penmarsh } from '../../test/town/penmarsh.ts'
import { createApp } from './app.tsx'
import { gzipOf, keptText, piecesOf } from './pack.ts'
import { InsetText } from './ui/parts.tsx'

const long = (text: string) => text.repeat(Math.ceil(4000 / text.length))
const unpacked = (page: Parameters<typeof piecesOf>[0]) => gunzipSync(gzipOf(piecesOf(page))).toString()

test('a page of fresh and kept texts unpacks to the very page, the second time too', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(fc.property(fc.array(fc.record({ text, isKept: fc.boolean(), isLong: fc.boolean() }), { maxLength: 8 }), (parts) => {
    const texts = parts.map(part => (part.isLong ? long(`${part.text}’`) : part.text)), children = texts.map((each, i) => (parts[i]!.isKept ? keptText(() => InsetText({ children: each })) : each))
    const page = InsetText({ children }), plain = String(page)
    expect(plain).toBe(String(InsetText({ children: texts.map((each, i) => (parts[i]!.isKept ? InsetText({ children: each }) : each)) })))
    for (let time = 0; time < 2; time++) expect(unpacked(page)).toBe(plain)
  }))
})

test('a kept text within a kept text is part of it, wherever it is made', () => {
  const inner = keptText(() => raw(long('inner ')))
  const outer = () => keptText(() => InsetText({ children: [inner, 'and more'] }))
  expect(unpacked(InsetText({ children: [outer(), inner] }))).toBe(String(InsetText({ children: [outer(), inner] })))
  expect(String(outer())).not.toContain('<!--')
})

test('nothing a reader types can stand for a kept text', () => {
  const page = InsetText({ children: ['<!--kept 0-->', keptText(() => raw(long('kept ')))] })
  expect(unpacked(page)).toContain('&lt;!--kept 0--&gt;kept kept')
})

const town = createApp(townDesk())
const ask = (path: string, encoding?: string, method = 'GET') => town.request(path, { method, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } })

test('a browser that takes gzip gets it, any other the same page as it is; both are told how long it is and that it depends', async () => {
  const path = `/practices/${penmarsh.riverside}`
  const packed = await ask(path, 'gzip, deflate, br'), plain = await ask(path), refused = await ask(path, 'gzip;q=0, identity')
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  const bytes = Buffer.from(await packed.arrayBuffer()), text = await plain.text()
  expect(gunzipSync(bytes).toString()).toBe(text)
  expect(packed.headers.get('content-length')).toBe(String(bytes.length))
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(refused.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
  for (const answer of [packed, plain]) {
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8')
  }
})

test('a page that is only asked about has its headers and nothing more, and pages of mistakes are packed too', async () => {
  const about = await ask('/', 'gzip', 'HEAD')
  expect(about.status).toBe(200)
  expect(await about.text()).toBe('')
  const missing = await ask('/nothing', 'gzip')
  expect(missing.status).toBe(404)
  expect(gunzipSync(Buffer.from(await missing.arrayBuffer())).toString()).toContain('You cannot open this')
})
