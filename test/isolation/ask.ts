import { gunzipSync } from 'node:zlib'
import { HonoRequest } from 'hono/request'
import { marksIn, textOf } from './marks.ts'
import type { App } from './rig.ts'

/** One request, as a browser or a program sends it. */
export interface Request_ { method: 'GET' | 'POST'; path: string; person: string | null; fields?: Record<string, string>; packed?: boolean }

export interface Answer {
  status: number
  /** Without what differs between any two answers: the request's id and the day. */
  headers: Record<string, string>
  /** Body, unpacked. */
  text: string
  location: string | null
  /** Everything that reached the asker: status line, headers and body. */
  all: string
  /** What the asker brought along: address, form, and who they say they are. */
  typed: string
  /** Names of fields of the form, and of the address, that the page asked for. */
  read: { fields: Set<string>; queries: Set<string> }
}

const reading = new WeakMap<Request, Answer['read']>()
listenIn()

/** Streams are read this long: they need not end. Milliseconds. */
const STREAM_MS = 300

/** Papers of one person are made two at a time, and here many ask as one: whoever is told to wait asks again. */
const TURNS = 40

export async function ask(app: App, request: Request_, turns = TURNS): Promise<Answer> {
  const answer = await askOnce(app, request)
  if (answer.status !== 429 || turns === 0 || !/\/paper\.(docx|pdf)/.test(request.path)) return answer
  await new Promise(done => setTimeout(done, 50))
  return ask(app, request, turns - 1)
}

async function askOnce(app: App, { method, path, person, fields, packed = false }: Request_): Promise<Answer> {
  const headers: Record<string, string> = { origin: 'http://localhost', host: 'localhost', ...person === null ? {} : { 'x-person-of-the-test': person }, ...packed ? { 'accept-encoding': 'gzip, deflate, br' } : {} }
  if (method === 'POST') headers['content-type'] = 'application/x-www-form-urlencoded'
  const body = fields ? new URLSearchParams(fields).toString() : '', request = new Request(`http://localhost${path}`, { method, headers, ...method === 'POST' ? { body } : {} })
  const read = { fields: new Set<string>(), queries: new Set<string>() }
  reading.set(request, read)
  const answer = await app.fetch(request), raw = await bytesOf(answer)
  const text = textOf(answer.headers.get('content-encoding') === 'gzip' ? gunzipSync(raw) : raw), id = answer.headers.get('x-request-id') ?? ''
  const sent: Record<string, string> = {}
  answer.headers.forEach((value, name) => { if (!['x-request-id', 'date'].includes(name)) sent[name] = value })
  const plain = id === '' ? text : text.replaceAll(id, '(id)')
  const said = Object.entries(sent).map(([name, value]) => `${name}: ${value}`).join('\n')
  return { status: answer.status, headers: sent, text: plain, location: answer.headers.get('location'), all: `${answer.status}\n${said}\n${decoded(said)}\n${plain}`, typed: `${path}\n${decoded(path)}\n${decoded(body.replaceAll('+', ' '))}\n${person ?? ''}`, read }
}

async function bytesOf(answer: Response): Promise<Buffer> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream') || answer.body === null) return Buffer.from(await answer.arrayBuffer())
  const pieces: Uint8Array[] = [], reader = answer.body.getReader(), enough = setTimeout(() => void reader.cancel(), STREAM_MS)
  for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value as Uint8Array)
  clearTimeout(enough)
  return Buffer.concat(pieces)
}

function decoded(text: string): string {
  try { return decodeURIComponent(text) } catch { return text }
}

/** How two answers differ once what each asker typed is taken out of both; null when they are the same to the byte. @param shortest of what was typed, to be taken out of more than the address */
export function differs(a: Answer, b: Answer, typedOfA: readonly string[], typedOfB: readonly string[], shortest = 8): string | null {
  const [x, y] = [without(a, typedOfA, shortest), without(b, typedOfB, shortest)]
  if (x === y) return null
  let at = 0
  while (x[at] === y[at]) at++
  return `…${x.slice(Math.max(0, at - 40), at + 80).replaceAll(/\s+/g, ' ')}… and …${y.slice(Math.max(0, at - 40), at + 80).replaceAll(/\s+/g, ' ')}…`
}

/** Status, headers and body, with what was typed as '…', and without the length and the packing, which tell no more than the body does. */
function without({ status, headers, text, location }: Answer, typed: readonly string[], shortest: number): string {
  const { 'content-length': _, 'content-encoding': __, location: ___, ...told } = headers, words = typed.filter(word => word !== '').toSorted((a, b) => b.length - a.length)
  const led = words.reduce((left, word) => formsOf(word).reduce((now, form) => now.replaceAll(`%2F${form}`, '%2F…').replaceAll(`%3D${form}`, '%3D…').replaceAll(`/${form}`, '/…'), left), location ?? '')
  // What is short stands for what was typed only as a part of an address that leads back.
  const page = words.reduce((left, word) => formsOf(word).reduce((now, form) => now.replaceAll(`%2F${form}%2F`, '%2F…%2F').replaceAll(`%2F${form}"`, '%2F…"'), left), text)
  return words.filter(word => word.length >= shortest).reduce((left, word) => formsOf(word).reduce((now, form) => now.replaceAll(form, '…'), left), `${status}\n${led}\n${JSON.stringify(told, Object.keys(told).sort())}\n${page}`)
}

/** What was typed, as it may come back: in an address, in an address within an address, on a page. */
function formsOf(word: string): string[] {
  const addresses = [encodeURI(word), encodeURIComponent(word), new URLSearchParams([['', word]]).toString().slice(1)].flatMap(once => [once, encodeURIComponent(once), encodeURIComponent(once).replaceAll("'", '%27')])
  return [...new Set([word, ...addresses, escaped(word), word.toUpperCase()])].toSorted((a, b) => b.length - a.length)
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

/** The words of a page's tab. */
export const titleOf = ({ text }: Answer): string => /<title>([^]*?)<\/title>/.exec(text)?.[1] ?? ''
export const marksOfTitle = (answer: Answer): Set<string> => marksIn(titleOf(answer))

/**
 * Notes which fields of a form and of an address a page asks for, so that none is asked for that the suite does not know of.
 * Only in the process of the suite: the pages themselves are as they are.
 */
function listenIn(): void {
  const { query, parseBody } = HonoRequest.prototype
  HonoRequest.prototype.query = function listened(this: HonoRequest, key?: string) {
    if (key !== undefined) reading.get(this.raw)?.queries.add(key)
    return (query as (key?: string) => never).call(this, key)
  } as typeof query
  HonoRequest.prototype.parseBody = async function listened(this: HonoRequest, options?: never) {
    const body = await (parseBody as (options?: never) => Promise<object>).call(this, options), names = reading.get(this.raw)?.fields
    const note = (name: string | symbol) => { if (typeof name === 'string' && name !== 'then') names?.add(name) }
    return new Proxy(body, { get: (of, name) => { note(name); return Reflect.get(of, name) as unknown }, getOwnPropertyDescriptor: (of, name) => { note(name); return Reflect.getOwnPropertyDescriptor(of, name) } })
  } as typeof parseBody
}
