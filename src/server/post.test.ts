import { spawn } from 'node:child_process'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { plainLetter, writeLetter, type Letter } from '#domain/organisations/letter.ts'
import type { MailAddress } from '#domain/organisations/mail-address.ts'
import { connect } from '#records/connect.ts'
import { endLateLetters, queueLetter, removeEndedLetters } from '#records/letters.ts'
import { asViewer } from '#records/viewing.ts'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { readLetter, smtpSink, type Sink } from '../../test/house/smtp-sink.ts'
import { openLog } from './log.ts'
import { openPost, outcomeOf, transportOf, usualPace, type Post } from './post.ts'
import { settings } from './settings.ts'

let house: TestDatabase, sink: Sink, clock: Date
const said: string[] = [], open: Post[] = []
beforeAll(async () => { house = await testDatabase() })
afterAll(() => house.close())
beforeEach(async () => { sink = await smtpSink(); clock = new Date('2026-02-03T09:00:00Z'); said.length = 0 })
afterEach(async () => {
  await Promise.all(open.splice(0).map(post => post.close()))
  await sink.close()
  await asViewer(house.db, { as: 'postman' }, tx => endLateLetters(tx, new Date('2099-01-01')))
  await asViewer(house.db, { as: 'caretaker' }, tx => removeEndedLetters(tx, new Date('2100-01-01')))
})

const password = 'pa:ss@word'
const env = (more: Record<string, string> = {}) => ({ SMTP_URL: `smtp://127.0.0.1:${sink.port}`, MAIL_FROM: 'letters@alongside.example', BASE_URL: 'https://alongside.example', RUN_BY: 'Penmarsh Practice Support', RUN_AT: 'Weir Lane, Penmarsh', CONTACT: '01632 960 001', ...more })
const quick = { ...usualPace, look: 20, close: 300 }
function posting(more: Record<string, string> = {}, pace: Partial<typeof quick> = {}, db = house.db): Post {
  const post = openPost({ db, settings: settings(env(more)), log: openLog(line => said.push(line), () => clock), now: () => clock, pace: { ...quick, ...pace } })
  open.push(post)
  return post
}
const pass = (seconds: number) => { clock = new Date(clock.getTime() + seconds * 1_000) }
const address = (name: string) => `${name}@riverside.example` as MailAddress
const reminder = (name: string): Letter => writeLetter({ kind: 'reminder', to: address(name), path: '/reminders/7', at: clock })
const signIn = (name: string): Letter => writeLetter({ kind: 'sign-in', to: address(name), path: '/sign-in/k3y', at: clock, until: new Date(clock.getTime() + 900_000) })
const queue = (letter: Letter) => asViewer(house.db, { as: 'person', person: '7', on: '2026-02-03' }, tx => queueLetter(tx, letter, clock))
const rows = () => asViewer(house.db, { as: 'postman' }, tx => tx.selectFrom('letter').selectAll().execute())
const waiting = async () => (await rows()).filter(row => row.ended === null)
const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 10_000, interval: 10 })
const tookAll = (count: number) => until(() => expect(sink.taken.length).toBe(count))

test('what goes over the wire is one plain text whose headers say nothing of what it is about', async () => {
  const letter = writeLetter({ kind: 'invitation', to: address('amara.bell'), path: '/invitations/k3y', at: clock, from: { name: 'Dr Amara Okafor – Łukasz', of: 'Riverside Surgery' }, asks: 'join', until: new Date('2026-02-17T17:00:00Z') })
  await posting().send(letter)
  await tookAll(1)
  const [{ from, to, raw }] = sink.taken as [Sink['taken'][0]]
  expect([from, to]).toEqual(['letters@alongside.example', ['amara.bell@riverside.example']])
  const { headers, text } = readLetter(raw), id = headers.get('message-id')!
  expect(Object.fromEntries(headers)).toEqual({
    from: 'Alongside <letters@alongside.example>', to: 'amara.bell@riverside.example', subject: 'Something for you in Alongside (5 minutes)', date: 'Tue, 03 Feb 2026 09:00:00 +0000', 'message-id': id,
    'mime-version': '1.0', 'content-type': 'text/plain; charset=utf-8', 'content-transfer-encoding': 'quoted-printable', 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All',
  })
  expect(id).toMatch(/^<[\da-f-]{36}@alongside\.example>$/)
  expect(text).toBe(plainLetter(letter, { name: 'Penmarsh Practice Support', place: 'Weir Lane, Penmarsh', contact: '01632 960 001' }, 'https://alongside.example').text)
  expect(text).toContain('\n\nhttps://alongside.example/invitations/k3y\n\n')
  expect(raw).not.toMatch(/<(html|img|a|p|br)\b|multipart|attachment|boundary/i)
  expect(Math.max(...raw.split('\r\n').map(line => line.length))).toBeLessThanOrEqual(76)
  expect(sink.said[0], 'no name of this machine').toBe('EHLO alongside.example')
})

test('the words of a letter are gone once it is sent', async () => {
  await posting().send(signIn('once'))
  await tookAll(1)
  await until(async () => expect(await rows()).toMatchObject([{ ended: 'sent', address: null, content: null }]))
  expect(said).toEqual([])
})

test('a letter that a command queued goes without anybody asking, and one that is rolled back never does', async () => {
  posting()
  await asViewer(house.db, { as: 'doorkeeper' }, async tx => { await queueLetter(tx, reminder('never'), clock); throw new Error('not done') }).catch(() => {})
  await queue(reminder('queued'))
  await tookAll(1)
  await pause(100)
  expect(sink.taken.map(({ to }) => to)).toEqual([['queued@riverside.example']])
})

test('a letter not taken for now is tried again after 20 seconds, then after twice as long', async () => {
  sink.answers = stage => (stage === 'RCPT' && sink.said.filter(line => line.startsWith('RCPT')).length < 3 ? '451 4.7.1 come back later' : null)
  posting()
  await queue(reminder('greylisted'))
  const tried = () => sink.said.filter(line => line.startsWith('RCPT')).length
  for (const [seconds, tries] of [[0, 1], [19, 1], [1, 2], [39, 2], [1, 3]] as const) {
    pass(seconds)
    await until(() => expect(tried()).toBe(tries))
    await pause(80)
    expect(tried(), `after ${seconds} s more`).toBe(tries)
  }
  await tookAll(1)
  expect(said, 'nothing to tell whoever runs the server').toEqual([])
})

test.each(['RCPT', 'end'] as const)('a letter refused for good at %s is not tried again, and the log says a count and no address', async at => {
  sink.answers = (stage, words) => (stage === at && /nobody/.test(at === 'RCPT' ? words : sink.said.join()) ? '550 5.1.1 <nobody@riverside.example>: not here' : null)
  posting()
  await queue(reminder('nobody'))
  await until(() => expect(said.join()).toContain('Letters: 1 refused for good by the mail server (550)'))
  pass(100_000)
  await pause(150)
  expect(sink.said.filter(line => line.startsWith('RCPT'))).toHaveLength(1)
  expect(await rows()).toMatchObject([{ ended: 'refused', address: null, content: null }])
  expect(said.join()).not.toContain('nobody')
})

test('while no mail server answers nothing waits for it and nothing is lost', async () => {
  const { port } = sink
  await sink.close()
  const post = posting(), began = performance.now()
  expect(await post.send(reminder('patient'))).toBeNull()
  expect(performance.now() - began, 'ms until the act is done').toBeLessThan(500)
  await until(() => expect(said.join('\n')).toMatch(/^\S+ Letters wait: trouble with the mail server \(ECONNREFUSED\)\. They are tried again$/))
  expect(await waiting()).toHaveLength(1)
  sink = await smtpSink([], port)
  pass(20)
  await tookAll(1)
  await until(() => expect(said.at(-1)).toContain('the mail server answers again'))
  expect(said.join()).not.toContain('patient')
})

test('a password that is not taken is trouble of ours, not of the letter, and is told to nobody', async () => {
  await sink.close()
  sink = await smtpSink(['AUTH PLAIN LOGIN'])
  sink.answers = stage => (stage === 'AUTH' ? `535 5.7.8 ${password} is wrong` : null)
  posting({ SMTP_URL: `smtp://letters%40alongside.example:${encodeURIComponent(password)}@127.0.0.1:${sink.port}` })
  await queue(reminder('patient'))
  await until(() => expect(said.join()).toContain('trouble with the mail server (EAUTH 535)'))
  expect(Buffer.from(/^AUTH PLAIN (\S+)/.exec(sink.said.at(-1)!)![1]!, 'base64').toString()).toBe(`\0letters@alongside.example\0${password}`)
  expect(said.join()).not.toContain(password)
  expect(await waiting()).toHaveLength(1)
  sink.answers = () => null
  pass(20)
  await tookAll(1)
})

test.each(['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'end'] as const)('a mail server that stops answering at %s holds a letter no longer than its time', async at => {
  sink.answers = stage => (stage === at ? 'hang' : null)
  posting({}, { letter: 200 })
  await queue(reminder('patient'))
  await until(() => expect(said.join()).toContain('trouble with the mail server'))
  expect(await waiting()).toHaveLength(1)
  sink.answers = () => null
  sink.taken.length = 0
  pass(20)
  await tookAll(1)
})

test('a letter that itself breaks the connection holds up no other', async () => {
  sink.answers = (stage, words) => (stage === 'RCPT' && words.includes('poison') ? 'drop' : null)
  posting()
  await queue({ ...reminder('poison'), until: new Date(clock.getTime() + 3_600_000) })
  await until(() => expect(said.join()).toContain('Letters wait'))
  await queue(reminder('one'))
  await queue(reminder('two'))
  pass(5)
  await tookAll(2)
  pass(100)
  await until(() => expect(sink.said.filter(line => line.includes('poison'))).toHaveLength(2))
})

test('a link to sign in is not sent when its time is over, and the log says so', async () => {
  await sink.close()
  posting()
  await queue(signIn('too.late'))
  await until(() => expect(said.join()).toContain('Letters wait'))
  pass(901)
  await until(() => expect(said.at(-1)).toContain('Letters: 1 could not be sent in time and will not be'))
  expect(await rows()).toMatchObject([{ ended: 'too-late', address: null, content: null }])
})

test('two processes that carry from one database send each letter once', async () => {
  const other = await connect(house.config)
  const names = Array.from({ length: 60 }, (_, at) => `reader.${at}`)
  await Promise.all(names.map(name => queue(reminder(name))))
  posting()
  posting({}, {}, other.db)
  await tookAll(60)
  await until(async () => expect(await waiting()).toEqual([]))
  expect(sink.taken.map(({ to }) => to[0]).sort()).toEqual(names.map(name => address(name)).sort())
  expect(new Set(sink.said.filter(line => line.startsWith('EHLO'))).size).toBe(1)
  await Promise.all(open.splice(0).map(post => post.close()))
  await other.close()
})

describe('a process that is killed', () => {
  const killedWhile = async (at: 'DATA' | 'end') => {
    clock = new Date() // the process has a clock of its own
    await queue(reminder('kept'))
    let reached = () => {}
    const there = new Promise<void>(done => { reached = done })
    sink.answers = stage => { if (stage !== at) return null; reached(); return 'hang' }
    const process_ = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../test/house/posting-process.ts'), JSON.stringify({ config: house.config, env: env() })], { stdio: ['ignore', 'ignore', 'inherit'] })
    const ended = new Promise(done => process_.once('exit', done))
    await there
    expect(await waiting(), 'not yet marked').toHaveLength(1)
    process_.kill('SIGKILL')
    await ended
    sink.answers = () => null
    posting()
  }

  test('before a letter is sent loses none', async () => {
    await killedWhile('DATA')
    await tookAll(1)
    expect(sink.taken[0]!.to).toEqual(['kept@riverside.example'])
  })

  test('between the mail server’s taking a letter and our noting it leads to a second copy, under the same name', async () => {
    await killedWhile('end')
    await tookAll(2)
    await pause(100)
    const ids = sink.taken.map(({ raw }) => readLetter(raw).headers.get('message-id'))
    expect(ids[0]).toBeDefined()
    expect(ids).toEqual([ids[0], ids[0]])
  })
})

test('a server that stops lets a letter under way go out', async () => {
  sink.answers = stage => (stage === 'DATA' ? 'slow' : null)
  const post = posting()
  await queue(reminder('under.way'))
  await queue(reminder('next'))
  await until(() => expect(sink.said).toContain('DATA'))
  await post.close()
  expect(sink.taken).toHaveLength(1)
  expect((await rows()).map(({ ended }) => ended).sort(), 'the other waits for the next start').toEqual([null, 'sent'])
})

test('a server that stops waits for no mail server that does not answer', async () => {
  sink.answers = stage => (stage === 'DATA' ? 'hang' : null)
  const post = posting()
  await queue(reminder('under.way'))
  await until(() => expect(sink.said).toContain('DATA'))
  const began = performance.now()
  await post.close()
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await waiting(), 'kept for the next start, to be tried at once').toMatchObject([{ tries: 0 }])
  expect(said).toEqual([])
})

test('whatever somebody is called, the mail server sees our headers and one reader', async () => {
  const post = posting()
  const typed = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('\r\n', '\n', '\r\n.\r\n', '.', '..', '\r\nBcc: all@evil.example', '\r\n\r\n<img src=x>', 'RCPT TO:<all@evil.example>', 'Subject: x', ' ')), { maxLength: 8 }).map(parts => parts.join(''))
  await fc.assert(fc.asyncProperty(typed, typed, async (name, of) => {
    sink.taken.length = sink.said.length = 0
    const letter = writeLetter({ kind: 'shared', to: address('reader'), path: '/shared-with-me', at: clock, from: { name, of }, until: null })
    await post.send(letter)
    await tookAll(1)
    const { headers, text } = readLetter(sink.taken[0]!.raw)
    expect([...headers.keys()].sort()).toEqual(['auto-submitted', 'content-transfer-encoding', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to', 'x-auto-response-suppress'])
    expect(headers.get('subject')).toBe('Something for you in Alongside (2 minutes)')
    expect(sink.said.filter(line => line.startsWith('RCPT'))).toEqual(['RCPT TO:<reader@riverside.example>'])
    expect(text).toBe(plainLetter(letter, { name: 'Penmarsh Practice Support', place: 'Weir Lane, Penmarsh', contact: '01632 960 001' }, 'https://alongside.example').text)
  }), { numRuns: 60, seed: 6 })
})

test('a server without a mail server refuses in words, and a demonstration shows letters instead', async () => {
  const none = { SMTP_URL: '', MAIL_FROM: '', BASE_URL: '' }
  const mute = posting(none), demo = posting({ ...none, DEMO: '1' }), real = posting({ DEMO: '1' })
  expect(mute.desk).toMatchObject({ canSend: false, isShown: false })
  expect(mute.says).toBe('Letters are not sent: SMTP_URL is not set')
  expect(await mute.send(signIn('nobody'))).toMatchObject({ refused: true, code: 'cannot-send', why: 'This server cannot send e-mail; ask whoever runs it.' })
  expect(demo.desk).toMatchObject({ canSend: false, isShown: true })
  expect(demo.says).toBe('Letters are not sent: whoever can open this server reads them at /outbox')
  expect(real.desk).toMatchObject({ canSend: true, isShown: false })
  expect(real.says).toBeNull()
  await real.close()
  expect(await demo.send(signIn('shown'))).toBeNull()
  expect(await demo.desk.shown()).toMatchObject([signIn('shown')])
  expect([await mute.desk.shown(), await real.desk.shown()]).toEqual([[], []])
  pass(901)
  await until(async () => expect(await rows()).toMatchObject([{ ended: 'too-late', content: null }]))
  expect(await demo.desk.shown()).toEqual([])
  expect(said).toEqual([])
})

test('letters go in the clear only to this machine', () => {
  expect(transportOf('smtps://name%40nhs.net:p%23w@mail.example')).toMatchObject({ host: 'mail.example', port: 465, secure: true, auth: { user: 'name@nhs.net', pass: 'p#w' } })
  expect(transportOf('smtp://mail.example')).toMatchObject({ port: 587, secure: false, requireTLS: true, ignoreTLS: false })
  expect(transportOf('smtp://mail.example:25')).toMatchObject({ port: 25, requireTLS: true })
  for (const here of ['localhost', '127.0.0.1', '[::1]']) expect(transportOf(`smtp://${here}:25`)).toMatchObject({ host: here.replaceAll(/[[\]]/g, ''), requireTLS: false, ignoreTLS: true })
  expect(transportOf('smtp://localhost.evil.example:25')).toMatchObject({ requireTLS: true })
})

test('a mail server elsewhere that offers no TLS is told neither reader nor password', async () => {
  await sink.close()
  sink = await smtpSink(['AUTH PLAIN LOGIN'])
  const elsewhere = createTransport({ ...transportOf('smtp://letters:secret@mail.example'), host: '127.0.0.1', port: sink.port, name: 'alongside.example' })
  await expect(elsewhere.sendMail({ from: 'letters@alongside.example', to: address('reader'), text: 'x' })).rejects.toThrow('STARTTLS')
  expect(sink.said.filter(line => !line.startsWith('QUIT'))).toEqual(['EHLO alongside.example', 'STARTTLS'])
})

test.each([
  [{ command: 'RCPT TO', responseCode: 550 }, 'refused'], [{ command: 'DATA', responseCode: 554 }, 'refused'], [{ command: 'RCPT TO', responseCode: 451 }, 'not-now'], [{ command: 'DATA', responseCode: 452 }, 'not-now'],
  [{ command: 'RCPT TO', responseCode: 421 }, 'trouble'], [{ command: 'RCPT TO', responseCode: 530 }, 'trouble'], [{ command: 'MAIL FROM', responseCode: 550 }, 'trouble'], [{ command: 'CONN', responseCode: 554 }, 'trouble'],
  [{ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, 'trouble'], [{ code: 'ETIMEDOUT' }, 'trouble'], [{}, 'trouble'],
])('%j is %s', (fault, is) => expect(outcomeOf(fault).is).toBe(is))
