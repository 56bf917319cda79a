import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import pg from 'pg'
import { mailAddress, type MailAddress } from '#domain/organisations/mail-address.ts'
import { openDoorkeeper } from '#records/accounts.ts'
import { connect, type Database } from '#records/connect.ts'
import { openAccounts, type OpenedAccounts } from '#server/accounts.ts'
import { lettersOf } from '#server/desk.ts'
import { openImports } from '#server/imports.ts'
import { openLeavings } from '#server/leaving.ts'
import { openLog } from '#server/log.ts'
import { openPost } from '#server/post.ts'
import { openRooms } from '#server/rooms.ts'
import { openSketchbook } from '#server/sketchbook.ts'
import type { Settings } from '#server/settings.ts'
import { createApp } from '#web/app.tsx'
import { testDatabase, testServer } from '../house/database.ts'
import type { townDesk } from '../town/desk.ts'
import { penmarshEdition } from '../town/penmarsh.ts'
import { personas, type PersonaName } from '../town/rooms.ts'
import { roomsDesk } from '../town/rooms-desk.ts'
import { sketchesByHand } from '../town/sketches.ts'
import { openRows, type Rows } from './rows.ts'

/**
 * The whole site in this process: real accounts, rooms, sketches and letters over a real database of its own, copied from one that somebody has lived in.
 * The figures are Penmarsh's, in memory.
 */

export const here = 'http://localhost'
export const secret = 'a secret of the tests, and of nothing else at all'
export const edition = penmarshEdition()

export type Name = PersonaName | 'stranger'
export const names = [...Object.keys(personas), 'stranger'] as Name[]
export const emailOf = (name: Name): string => `${name}@penmarsh.example`

export interface Answer { status: number; headers: Headers; body: string; bytes: Buffer; to: string | null }
export interface Ask { method?: string; headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer>; address?: string }

export interface Site {
  app: ReturnType<typeof createApp>
  desk: ReturnType<typeof townDesk>
  accounts: OpenedAccounts
  db: Database
  rows: Rows
  database: string
  /** Ids of people, by what they are called here. */
  people: Map<Name, string>
  /** Faults of ours that the site reported, by the id their reader was shown. */
  faults: { error: unknown; id: string }[]
  /** Lines of the log. */
  logged: string[]
  /** What was done that no row tells: searches stopped, files taken in. */
  deeds(): string
  /** Somebody signed in; null for nobody. The same session each time. */
  as(name: Name | null): Promise<Visitor>
  /** The same browser, at a process begun anew that has counted nobody's tries. */
  anew(visitor: Visitor): Visitor
  /** A browser that knows nothing yet. */
  visitor(address?: string): Visitor
  /** `keep` leaves the database, for others to be copied from. */
  close(keep?: boolean): Promise<void>
}

const quiet: Settings = { dataFolder: '', role: 'all', backupsKeptDays: null, port: 0, host: '127.0.0.1', baseUrl: null, databaseUrl: null, demo: true, workers: 1, addFigures: 'this-machine', runBy: 'Penmarsh Practice Support', runAt: 'Penmarsh', contact: '01632 960 001', smtpUrl: null, mailFrom: null, secret: null, oidc: null }

/** A browser as far as cookies go; it sends forms as our own pages do. */
export class Visitor {
  readonly app: Site['app']
  readonly cookies = new Map<string, string>()
  /** Lines of Set-Cookie as they came. */
  readonly lines: string[] = []
  /** Whom limits count; without one it is somebody at this machine, whom none holds. */
  readonly address: string | undefined
  constructor(app: Site['app'], address?: string) { this.app = app; this.address = address }

  get cookie(): string { return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }

  async ask(at: string, { method = 'GET', headers = {}, body, address = this.address }: Ask = {}): Promise<Answer> {
    const sent = new Headers(headers)
    if (this.cookies.size > 0 && !sent.has('cookie')) sent.set('cookie', this.cookie)
    const answer = await this.app.request(at.startsWith('/') ? here + at : at, { method, headers: sent, ...(body === undefined ? {} : { body }) }, address === undefined ? {} : { incoming: { socket: { remoteAddress: address } } })
    for (const line of answer.headers.getSetCookie()) this.take(line)
    const packed = Buffer.from(await answer.arrayBuffer()), encoding = answer.headers.get('content-encoding')
    const bytes = encoding === 'gzip' ? gunzipSync(packed) : encoding === 'deflate' ? inflateSync(packed) : encoding === 'br' ? brotliDecompressSync(packed) : packed
    return { status: answer.status, headers: answer.headers, bytes, body: bytes.toString(), to: answer.headers.get('location') }
  }
  get(at: string, headers: Record<string, string> = {}): Promise<Answer> { return this.ask(at, { headers }) }
  post(at: string, fields: Fields, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(at, { method: 'POST', body: formBody(fields), headers: { origin: here, 'content-type': urlencoded, ...headers } })
  }
  take(line: string): void {
    this.lines.push(line)
    const [pair = '', ...attributes] = line.split('; '), at = pair.indexOf('=')
    if (attributes.some(one => /^max-age=0$/i.test(one))) this.cookies.delete(pair.slice(0, at))
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

export type Fields = [name: string, value: string][]
export const urlencoded = 'application/x-www-form-urlencoded'
export const formBody = (fields: Fields): string => new URLSearchParams(fields).toString()
export function multipartBody(fields: Fields, boundary = 'seam'): string {
  return `${fields.map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name.replaceAll('"', '%22').replaceAll(/[\r\n]/g, '%0A')}"\r\n\r\n${value}\r\n`).join('')}--${boundary}--\r\n`
}

/** A database with the tables and nothing in them. */
export async function emptyDatabase(): Promise<string> {
  await (await testDatabase()).close() // makes the template where it is not there yet
  return 'template_alongside'
}

/** Opens the site on a copy of a database that nobody is connected to. */
export async function openSite(of: string): Promise<Site> {
  const { plain: config0, superuser } = await testServer(), database = `abuse_${randomUUID().replaceAll('-', '')}`
  await fromAbove(superuser, client => client.query(`create database ${database} template ${of} owner ${config0.user}`))
  const config = { ...config0, database }, opened = await connect(config)
  const { db } = opened, rows = await openRows({ ...superuser, database }), keeper = openDoorkeeper(config), folder = mkdtempSync(path.join(tmpdir(), 'alongside-abuse-'))
  const faults: Site['faults'] = [], logged: string[] = [], now = () => new Date(), log = openLog(line => logged.push(line), now)
  const post = openPost({ db, settings: quiet, log, now })
  const accounts = openAccounts({ db, door: keeper.door, pool: keeper.pool, secret, address: here, provider: null, post: lettersOf(post, now), isDemo: true, now, report: error => { log.fault(error, 'signing in'); faults.push({ error, id: 'signing in' }) } })
  const people = new Map<Name, string>()
  for (const name of names) people.set(name, await accounts.makePerson!({ name: name === 'stranger' ? 'Somebody Else' : personas[name].name, email: emailOf(name) }))
  const stopped: string[] = [], taken: string[] = []
  const imports = openImports(path.join(folder, 'inbox'), async files => { taken.push(...files.map(file => file.name)) }, log, now)
  const mailOf = async (person: string): Promise<MailAddress | null> => { const name = names.find(one => people.get(one) === person); return name === undefined ? null : mailAddress(emailOf(name)) as MailAddress }
  const plain = roomsDesk(db, { now }), desk = Object.assign(plain, {
    accounts, rooms: openRooms({ db, now, mailOf }), leaving: openLeavings({ db, now, mailOf: async all => (await Promise.all(all.map(mailOf))).filter(one => one !== null) }, log), sketchbook: openSketchbook({ db, now, edition: async () => edition }), post: post.desk, imports,
    sketches: { ...sketchesByHand(edition), stop: (ask: unknown) => { stopped.push(JSON.stringify(ask)) } },
    personas: [...people].map(([name, person]) => ({ person, name, says: '' })),
  })
  desk.host.report = (error, id) => { log.fault(error, id); faults.push({ error, id }) }
  const app = createApp(desk), known = new Map<Name, Promise<Visitor>>()
  const signIn = async (name: Name) => {
    const visitor = new Visitor(app)
    await visitor.post('/try-as', [['person', people.get(name)!]])
    if (visitor.cookies.size === 0) throw new Error(`${name} could not sign in`)
    return visitor
  }
  return {
    app, desk, accounts, db, rows, people, faults, logged, database,
    deeds: () => JSON.stringify([stopped, taken]),
    as: async name => (name === null ? new Visitor(app) : known.get(name) ?? known.set(name, signIn(name)).get(name)!),
    anew: visitor => { const same = new Visitor(createApp(desk), visitor.address); for (const [cookie, value] of visitor.cookies) same.cookies.set(cookie, value); return same },
    visitor: address => new Visitor(app, address),
    close: async (keep = false) => {
      await post.close()
      await imports.idle()
      await rows.close()
      await keeper.close()
      await opened.close()
      if (!keep) await dropDatabase(database)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function dropDatabase(database: string): Promise<void> {
  await fromAbove((await testServer()).superuser, client => client.query(`drop database if exists ${database} with (force)`))
}

async function fromAbove(superuser: pg.ClientConfig, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(superuser)
  await client.connect()
  try { await work(client) } finally { await client.end() }
}
