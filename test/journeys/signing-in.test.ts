import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from '#records/connect.ts'
import { openDesk } from '#server/desk.ts'
import { listen, type Served } from '#server/http.ts'
import type { Post } from '#server/post.ts'
import { openLog } from '#server/log.ts'
import { embeddedPostgres, stopPostgres } from '#server/postgres.ts'
import { settings } from '#server/settings.ts'
import { createApp } from '#web/app.tsx'
import { figuresOf, mailbox } from '../house/sign-in.ts'
import { desk, expectStatus, looksRight, noScripts, open, phoneNoScripts } from './browser.ts'

// A server of its own, whose letters can be read: with a database, without figures.
const post = mailbox(), faults: string[] = []
let address: string
/** Letters go into a box that the test reads, and not out. */
const carried: Post = {
  desk: { canSend: true, isShown: false, shown: async () => [] }, says: null, close: async () => {},
  send: async ({ to, kind, path: at, before }) => { await post.send(kind === 'sign-in' ? { to, kind, link: `${address}${at}` } : { to, kind: 'account-changed', says: before.join(' ') }); return null },
}
const closing: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-signing-in-')), log = openLog(line => faults.push(line), () => new Date())
  closing.push(() => rmSync(folder, { recursive: true, force: true }), () => stopPostgres(path.join(folder, 'pg')))
  const { plain, release } = await embeddedPostgres(path.join(folder, 'pg'), { unsafeButQuick: true })
  const { db, close } = await connect(plain)
  let served: Served['fetch'] = () => new Response('', { status: 503 })
  const server = await listen({ fetch: (request, env) => served(request, env), isHealthy: async () => true }, { host: '127.0.0.1', port: 0 }, log)
  address = `http://localhost:${server.port}`
  const opened = await openDesk({ db, config: plain, settings: settings({ ALONGSIDE_DATA: folder }), address, post: carried, log })
  served = createApp(opened.desk).fetch
  closing.push(release, close, opened.close, server.close)
})
afterAll(async () => { for (const close of closing.reverse()) await close() })

let walks = 0
/** An address nobody has signed in by: whoever walks a journey again comes as somebody new. */
const newAddress = (who: string): string => `${who}-${++walks}@riverside.example`

/** Opens the newest letter's link, and presses its one button. */
async function followLetter(page: Page, email: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Look in your e-mail' }).waitFor()
  await page.goto(post.letters.findLast(letter => letter.to === email && letter.kind === 'sign-in')!.link!)
  await page.getByText(`You are about to sign in as ${email}.`).waitFor()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function typeName(page: Page, name: string): Promise<void> {
  await page.getByLabel('What should we call you?').fill(name)
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('a manager without scripts signs in by a letter, sets up a password and a code, and signs in with them', async () => {
  const email = newAddress('manager')
  // given somebody who reads a public page and wants something of her own
  const page = await open(noScripts, '/leave', address)
  await page.getByRole('link', { name: 'Sign in', exact: true }).click()
  await looksRight(page)
  // when she types something that is no address, then she is told
  await page.getByLabel('Your e-mail address').fill('manager')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByRole('link', { name: /Type an e-mail address/ }).waitFor()
  expectStatus(422)
  // when she types hers and opens the letter, then she is asked for her name and led back to where she was
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await followLetter(page, email)
  await typeName(page, 'Dr Meg Arkwright')
  await page.getByRole('heading', { level: 1, name: 'How to leave' }).waitFor()

  // when she sets up a password, the app for codes comes first
  await page.getByRole('link', { name: 'Dr Meg Arkwright' }).click()
  await looksRight(page)
  await page.getByRole('button', { name: 'Set up a password and a code' }).click()
  await page.getByRole('img', { name: 'A square to be read by an app' }).waitFor()
  await looksRight(page)
  const otpauth = `otpauth://totp/x?secret=${(await page.locator('.app-secret').textContent())!.replaceAll(' ', '')}`
  await page.getByLabel('Six figures from your app').fill(figuresOf(otpauth))
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { level: 1, name: 'Keep these ten codes' }).waitFor()
  expect(await page.locator('.app-codes li').count()).toBe(10)
  await looksRight(page)
  await page.getByRole('button', { name: 'I have them: choose a password' }).click()
  await page.getByLabel('New password').fill('Password1234')
  await page.getByRole('button', { name: 'Use this password' }).click()
  await page.getByRole('link', { name: /one of the commonest passwords/ }).waitFor()
  expectStatus(422)
  await page.getByLabel('New password').fill('weir lane gulls')
  await page.getByRole('button', { name: 'Use this password' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor()
  expect(post.letters.at(-1)).toMatchObject({ to: email, kind: 'account-changed' })

  // when she signs out, then nothing of hers is shown
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'You are signed out' }).waitFor()
  expect(await page.getByText('Arkwright').count()).toBe(0)
  // and she signs in with both, by the next code of the app
  await page.goto('/account')
  await page.getByRole('link', { name: 'Use a password and a code' }).click()
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByLabel('Your password').fill('weir lane gulls')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Six figures from your app').fill(figuresOf(otpauth, 1))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText(/with a password and a code, since/).waitFor()
  expect(faults).toEqual([])
})

test('a partner adds a passkey, signs in with it, and removes it', async () => {
  const email = newAddress('partner')
  const page = await open(desk, '/sign-in', address)
  // given a device that makes passkeys and asks for a finger
  const browser = await page.context().newCDPSession(page)
  await browser.send('WebAuthn.enable')
  await browser.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await followLetter(page, email)
  await typeName(page, 'Dr Idris Pugh')

  // when a passkey is added, then it is there by its name
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await looksRight(page)
  await page.getByLabel('What shall we call it?').fill('the laptop in reception')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('link', { name: 'Remove the laptop in reception' }).waitFor()
  await looksRight(page)

  // when he signs out, then it lets him in without his typing anything
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('link', { name: 'Dr Idris Pugh' }).waitFor()

  // and once removed it does not
  await page.goto('/account')
  await page.getByText(/with a passkey, since/).waitFor()
  await page.getByRole('link', { name: 'Remove the laptop in reception' }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await page.getByText('You have none.').waitFor()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByText('That passkey does not open anything here.').waitFor()
  expectStatus(422)
  expect(faults).toEqual([])
})

test('signing in reads well on a phone without scripts, also when a link no longer works', async () => {
  const page = await open(phoneNoScripts, '/sign-in', address)
  await looksRight(page)
  expect(await page.content()).toContain('A passkey needs JavaScript')
  await page.goto('/sign-in/link?token=used')
  expectStatus(410)
  await looksRight(page)
})
