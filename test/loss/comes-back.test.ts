import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { paths } from '#web/paths.ts'
import { readLetter, smtpSink, type Sink } from '../house/smtp-sink.ts'
import { startServer, stopServer } from '../journeys/server.ts'
import { carrowshireSubIcb } from '../town/penmarsh.ts'
import { openClient, seeded } from './client.ts'
import { clearAway, kills, type Running } from './kills.ts'

const house = path.resolve(import.meta.dirname, '../..'), data = mkdtempSync(path.join(tmpdir(), 'alongside-comes-back-'))
const postgres = path.join(data, 'pg')
let sink: Sink, running: Running, address: string, said: () => string
beforeAll(async () => {
  if (!existsSync(path.join(house, 'dist/app.css'))) execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: house, stdio: ['ignore', 'ignore', 'inherit'] })
  sink = await smtpSink()
  const started = await startServer({ ALONGSIDE_DATA: data, PORT: '0', DEMO: '1', SMTP_URL: `smtp://127.0.0.1:${sink.port}`, MAIL_FROM: 'letters@alongside.example', BASE_URL: 'http://localhost:3000' })
  ;({ address, said } = started)
  running = { server: started.server, postgres }
}, 240_000)
afterAll(async () => {
  if (running) { await stopServer(running.server); clearAway(running) }
  await sink.close()
  rmSync(data, { recursive: true, force: true })
})

const soon = <T>(what: () => T | Promise<T>) => vi.waitFor(what, { timeout: 60_000, interval: 50 })
let people = 0
/** Somebody asks for a letter; answers how they go on with it once it has come. */
async function askForLetter() {
  const email = `returns${++people}@riverside.example`, client = openClient(() => address, email, seeded(people))
  await client.send(paths.signIn(), { email, return: '' })
  return async () => {
    const letter = await soon(() => { const found = sink.taken.find(each => each.to.includes(email)); if (!found) throw new Error(`no letter for ${email}:\n${said()}`); return readLetter(found.raw).text })
    const token = /token=([A-Za-z]+)/.exec(letter)![1]!
    await client.send(paths.signInPart('link'), { token, return: '' })
    await client.send(paths.accountPart('name'), { name: 'Robin Vale', return: '' })
    expect(await client.read(paths.account())).toContain('Robin Vale')
  }
}
/** Somebody opens a sketch nobody has opened; answers how to wait until it has been worked out. */
async function lookFor(size: { min: number; max: number }) {
  const client = openClient(() => address, 'looks', seeded(1)), key = carrowshireSubIcb.code
  await client.read(paths.sketch(key, 'journeys', size))
  return () => soon(async () => { expect(JSON.parse(await client.read(paths.sketchProgress(key, 'journeys', size)))).toMatchObject({ status: 'done' }) })
}

test.skipIf(process.platform === 'win32')('a server whose database is killed signs people in, sends letters and works on sketches afterwards, what had begun included', async () => {
  const both = async (size: { min: number; max: number }) => Promise.all([askForLetter(), lookFor(size)])
  for (const goOn of await both({ min: 30_000, max: 50_000 })) await goOn() // every part has been at work, on connections of its own
  const begun = await both({ min: 31_000, max: 52_000 })
  kills.find(each => each.name === 'the postmaster')!.strike(running)
  await soon(() => { expect(said()).toContain('The database answers again') })
  for (const goOn of begun) await goOn()
  for (const goOn of await both({ min: 32_000, max: 54_000 })) await goOn()
  expect(running.server.exitCode).toBeNull()
}, 240_000)
