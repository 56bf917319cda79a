import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { CookieJar, figuresOf, mailbox } from '../../test/house/sign-in.ts'
import { townDesk } from '../../test/town/desk.ts'
import { penmarsh } from '../../test/town/penmarsh.ts'
import { openDoorkeeper } from '#records/accounts.ts'
import { createApp } from '#web/app.tsx'
import { openAccounts } from './accounts.ts'
import { restMinutes } from './session-terms.ts'

let database: TestDatabase, keeper: ReturnType<typeof openDoorkeeper>
beforeAll(async () => {
  database = await testDatabase()
  keeper = openDoorkeeper(database.config)
})
afterAll(async () => {
  await keeper.close()
  await database.close()
})
beforeEach(() => { vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }) })
afterEach(() => { vi.useRealTimers() })
const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000)

const site = 'http://localhost'
let people = 0
const somebody = () => `reader${++people}@riverside.example`

/** The whole site over a real database, and a browser at it. */
function open({ canSend = true } = {}) {
  const post = mailbox(canSend), address = site
  const accounts = openAccounts({ db: database.db, door: keeper.door, pool: keeper.pool, secret: 'a secret of the tests, and of nothing else at all', address, provider: null, post, isDemo: false, now: () => new Date(), report: error => { throw error } })
  const desk = townDesk({ accounts }), app = createApp(desk)
  return { post, desk, app, browser: (jar = new CookieJar()) => new Browser(app, jar) }
}

interface Page { status: number; headers: Headers; html: string; text: string; to: string | null }

class Browser {
  readonly app: ReturnType<typeof createApp>
  readonly jar: CookieJar
  at = '/'
  constructor(app: ReturnType<typeof createApp>, jar: CookieJar) { this.app = app; this.jar = jar }
  private async ask(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers(init.headers)
    for (const [name, value] of this.jar.asking.headers) headers.set(name, value)
    if (this.at !== '') headers.set('referer', site + this.at)
    const answer = await this.app.request(site + path, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) this.jar.set(line)
    const bytes = Buffer.from(await answer.arrayBuffer()), html = (answer.headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes).toString()
    const to = answer.headers.get('location')
    if (to === null) this.at = path
    return { status: answer.status, headers: answer.headers, html, to, text: html.replace(/<(script|style|title)[^>]*>.*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') }
  }
  get(path: string, headers: Record<string, string> = {}): Promise<Page> { return this.ask(path, { headers }) }
  post(path: string, fields: Record<string, string>, origin = site): Promise<Page> {
    return this.ask(path, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { origin, 'content-type': 'application/x-www-form-urlencoded' } })
  }
}

const tokenOf = ({ link }: { link?: string }) => new URL(link!).searchParams.get('token')!

/** Somebody who signed in by a link, and said what to call them. */
async function signedIn(opened: Pick<ReturnType<typeof open>, 'post' | 'app'> = open(), email = somebody(), browser = new Browser(opened.app, new CookieJar())) {
  await browser.post('/sign-in', { email })
  const entered = await browser.post('/sign-in/link', { token: tokenOf(opened.post.letters.findLast(letter => letter.to === email)!) })
  if (entered.to === '/account/name') await browser.post('/account/name', { name: 'Dr Meg Arkwright' })
  return { ...opened, browser, email }
}

test('a letter’s link leads to one button; opening it, as programs do, uses nothing up', async () => {
  const { browser: openBrowser, post } = open(), browser = openBrowser(), email = somebody()
  await browser.get(`/practices/${penmarsh.riverside}`)
  const page = await browser.get('/sign-in')
  expect(page.html).toContain(`<input type="hidden" name="return" value="/practices/${penmarsh.riverside}"/>`)
  expect(page.html).toMatch(/<input class="nhsuk-input nhsuk-input--width-30" id="email" name="email" type="email" autocomplete="email"/)
  const sent = await browser.post('/sign-in', { email, return: `/practices/${penmarsh.riverside}` })
  expect([sent.status, sent.to]).toEqual([303, `/sign-in/sent?return=%2Fpractices%2F${penmarsh.riverside}`])
  const link = new URL(post.letters[0]!.link!), address = link.pathname + link.search
  for (let i = 0; i < 3; i++) {
    const shown = await openBrowser().get(address)
    expect(shown.text).toContain(`You are about to sign in as ${email}.`)
    expect(shown.headers.get('set-cookie')).toBeNull()
    expect(shown.headers.get('cache-control')).toBe('no-store')
  }
  expect((await browser.get(address.replace(link.pathname, '/sign-in/with/magic-link/verify'))).status).toBe(404)
  const entered = await browser.post('/sign-in/link', { token: tokenOf(post.letters[0]!), return: `/practices/${penmarsh.riverside}` })
  expect([entered.status, entered.to]).toEqual([303, `/account/name?return=%2Fpractices%2F${penmarsh.riverside}`])
  const named = await browser.post('/account/name', { name: ' Dr  Meg Arkwright ', return: `/practices/${penmarsh.riverside}` })
  expect(named.to).toBe(`/practices/${penmarsh.riverside}`)
  expect((await browser.get('/account')).text).toContain('Dr Meg Arkwright')
  expect((await browser.get('/sign-in')).to).toBe('/account')
})

test('used, past and unknown links are one page, word for word', async () => {
  const { browser, post } = open(), email = somebody(), ask = async () => { await browser().post('/sign-in', { email }); return tokenOf(post.letters.at(-1)!) }
  const used = await ask()
  await browser().post('/sign-in/link', { token: used })
  const past = await ask()
  later(16)
  const pages = await Promise.all([used, past, 'x'.repeat(32), '', '"><script>'].flatMap(token => [browser().get(`/sign-in/link?token=${encodeURIComponent(token)}`), browser().post('/sign-in/link', { token })]))
  for (const page of pages) expect([page.status, page.html]).toEqual([410, pages[0]!.html])
  expect(pages[0]!.text).toContain('This link no longer works')
})

test('asking for a link is answered alike, with an account or without', async () => {
  const opened = await signedIn(), pages = []
  later(30)
  for (const email of [opened.email, somebody()]) {
    const browser = opened.app, answer = await browser.request(`${site}/sign-in`, { method: 'POST', body: new URLSearchParams({ email }).toString(), headers: { origin: site, 'content-type': 'application/x-www-form-urlencoded' } })
    const { 'x-request-id': _, ...headers } = Object.fromEntries(answer.headers)
    pages.push([answer.status, headers, await answer.text()])
  }
  expect(pages[0]).toEqual(pages[1])
})

test('nobody is led away by a link to our sign-in page', async () => {
  const opened = open()
  for (const back of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '/.//elsewhere.example', 'javascript:alert(1)']) {
    const browser = opened.browser(), email = somebody()
    browser.at = ''
    expect((await browser.get(`/sign-in?return=${encodeURIComponent(back)}`)).html, back).not.toContain('name="return"')
    await browser.post('/sign-in', { email, return: back })
    expect(opened.post.letters.at(-1)!.link, back).not.toContain('elsewhere')
    expect((await browser.post('/sign-in/link', { token: tokenOf(opened.post.letters.at(-1)!), return: back })).to, back).toBe('/account/name')
    expect((await browser.post('/account/name', { name: 'Meg', return: back })).to, back).toBe('/account')
  }
})

test('a public page carries nobody’s name for the next reader, and is as it was for those who have not signed in', async () => {
  const opened = open(), visitor = opened.browser(), path = `/practices/${penmarsh.riverside}`
  const before = await visitor.get(path, { 'accept-encoding': 'gzip' })
  expect(before.text).toMatch(/Sign in/)
  expect(before.html).not.toContain('Sign out')
  const { browser } = await signedIn(opened), mine = await browser.get(path, { 'accept-encoding': 'gzip' })
  expect(mine.text).toMatch(/Dr Meg Arkwright +Sign out/)
  expect(mine.headers.get('cache-control')).toBe('no-store')
  const after = await visitor.get(path, { 'accept-encoding': 'gzip' })
  expect(after.html).toBe(before.html)
  expect(after.headers.get('cache-control')).toBe('no-cache')
  expect(after.headers.get('set-cookie')).toBeNull()
  // a cookie that opens nothing any more reads as anybody does
  later(restMinutes + 1)
  expect((await browser.get(path, { 'accept-encoding': 'gzip' })).html).toBe(before.html)
})

test('every page of an account leads somebody who has not signed in to signing in, and back', async () => {
  const { browser } = open()
  const pages = ['/account', '/account/name', '/account/second-factor', '/account/recovery-codes', '/account/password', '/account/password/remove', '/account/passkeys/add', '/account/passkeys/x/name', '/account/passkeys/x/remove?a=b']
  for (const path of pages) {
    const one = browser()
    one.at = ''
    const answer = await one.get(path)
    expect([answer.status, answer.to], path).toEqual([303, `/sign-in?return=${encodeURIComponent(path)}`])
  }
  for (const path of ['second-factor/begin', 'second-factor', 'recovery-codes', 'password', 'password/remove', 'passkeys/options', 'passkeys', 'passkeys/x/name', 'passkeys/x/remove', 'provider/add', 'provider/remove', 'sessions/end', 'sign-out-everywhere']) {
    const answer = await browser().post(`/account/${path}`, { password: 'weir lane gulls' })
    expect(answer.to, path).toMatch(/^\/sign-in(\?return=|$)/)
    expect(answer.to, path).not.toContain('why=')
  }
  const json = await open().app.request(`${site}/account/passkeys`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', origin: site } })
  expect(json.status).toBe(401)
})

test('nothing of better-auth’s own is reachable but the way back from a provider', async () => {
  const { browser } = await signedIn()
  for (const at of ['/sign-in/with', '/api/auth']) {
    for (const path of ['get-session', 'list-sessions', 'sign-in/email', 'sign-up/email', 'sign-in/social', 'sign-in/magic-link', 'magic-link/verify', 'change-email', 'delete-user', 'update-user', 'two-factor/enable', 'two-factor/disable', 'passkey/list-user-passkeys', 'passkey/verify-registration', 'alongside/sign-in-as', 'error', 'ok', 'callback/other']) {
      for (const answer of [await browser.get(`${at}/${path}`), await browser.post(`${at}/${path}`, {})]) expect([404, 405], `${at}/${path}`).toContain(answer.status) // 405: what is under /api is only read
    }
  }
})

test('signing out ends the session, has the browser forget, and cannot be done from another site', async () => {
  const { browser } = await signedIn()
  expect((await browser.get('/sign-out')).status).toBe(404)
  expect((await browser.post('/sign-out', {}, 'https://elsewhere.example')).status).toBe(403)
  expect((await browser.get('/account')).status).toBe(200)
  const stolen = new CookieJar()
  for (const [name, value] of browser.jar.kept) stolen.kept.set(name, value)
  const out = await browser.post('/sign-out', {})
  expect(out.status).toBe(200)
  expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"')
  expect(out.headers.get('cache-control')).toBe('no-store')
  expect(out.text).toContain('You are signed out')
  expect(out.text).not.toContain('Arkwright')
  expect(browser.jar.kept.size).toBe(0)
  expect((await new Browser(browser.app, stolen).get('/account')).to).toMatch(/^\/sign-in/)
})

test('what somebody was typing when their session had ended is there again when they have signed in', async () => {
  const opened = await signedIn(), { browser, email, post } = opened
  await browser.get('/account/name?return=%2Fleave')
  later(restMinutes + 1)
  const late = await browser.post('/account/name', { name: 'Dr Meg Arkwright-Ng', return: '/leave' })
  expect([late.status, late.to]).toEqual([303, `/sign-in?return=${encodeURIComponent('/account/name?return=%2Fleave')}&why=kept`])
  expect((await browser.get(late.to!)).text).toContain('What you typed is kept')
  await browser.post('/sign-in', { email, return: '/account/name?return=%2Fleave' })
  const entered = await browser.post('/sign-in/link', { token: tokenOf(post.letters.at(-1)!), return: '/account/name?return=%2Fleave' })
  const form = await browser.get(entered.to!)
  expect(form.text).toContain('Here is what you typed; nothing of it has been sent.')
  expect(form.html).toContain('value="Dr Meg Arkwright-Ng"')
  // another page of the same person shows nothing of it, and neither does the same page of somebody else
  expect((await browser.get('/account/name')).html).not.toContain('Arkwright-Ng')
  const stranger = await signedIn(open())
  stranger.browser.jar.kept.set('alongside.kept', browser.jar.kept.get('alongside.kept')!)
  expect((await stranger.browser.get('/account/name?return=%2Fleave')).html).not.toContain('Arkwright-Ng')
  // and it is let go of once it has been sent
  await browser.get('/account/name?return=%2Fleave')
  expect((await browser.post('/account/name', { name: 'Dr Meg Arkwright-Ng', return: '/leave' })).to).toBe('/leave')
  expect(browser.jar.kept.has('alongside.kept')).toBe(false)
  expect((await browser.get('/account/name?return=%2Fleave')).text).not.toContain('Here is what you typed')
})

test('passwords and codes are never kept, and a form of somebody we cannot tell is shown once, to be copied', async () => {
  const { browser } = await signedIn()
  later(restMinutes + 1)
  for (const [path, fields] of [['/account/password', { password: 'weir lane gulls', other: 'x' }], ['/account/name', { password: 'weir lane gulls', 'recovery-code': 'x', token: 'y' }]] as const) {
    expect((await browser.post(path, fields)).to, path).not.toContain('why=')
    expect(browser.jar.kept.has('alongside.kept'), path).toBe(false)
  }
  const nobody = open().browser()
  const lost = await nobody.post('/account/name', { name: 'Dr Meg <i> Arkwright', password: 'never shown again' })
  expect(lost.text).toContain('Nothing was saved. What you typed is below, this once')
  expect(lost.text).toContain('Dr Meg &lt;i&gt; Arkwright')
  expect(lost.text).not.toContain('never shown')
})

test('a password and a code are set up and used by forms alone', async () => {
  const { browser, email, post, app } = await signedIn()
  expect((await browser.get('/account/password')).to).toBe('/account') // the code comes first
  expect((await browser.post('/account/second-factor/begin', {})).to).toBe('/account/second-factor')
  const shown = await browser.get('/account/second-factor')
  expect(shown.html).toMatch(/<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+">/)
  expect(shown.html).not.toMatch(/ style="/)
  const uri = `otpauth://totp/x?secret=${/<code class="app-secret">([^<]+)/.exec(shown.html)![1]!.replaceAll(' ', '')}`
  const wrong = await browser.post('/account/second-factor', { code: '12345' })
  expect([wrong.status, /<title>Error: /.test(wrong.html)]).toEqual([422, true])
  expect(wrong.html).toContain(/<code class="app-secret">[^<]+/.exec(shown.html)![0]) // the same secret as before
  const codes = await browser.post('/account/second-factor', { code: figuresOf(uri) })
  const recovery = [...codes.html.matchAll(/<li><code>([a-z2-9-]+)<\/code>/g)].map(([, one]) => one!)
  expect(recovery).toHaveLength(10)
  expect(codes.headers.get('cache-control')).toBe('no-store')
  expect((await browser.post('/account/password', { password: 'Password1234' })).text).toContain('one of the commonest passwords')
  expect((await browser.post('/account/password', { password: 'weir lane gulls' })).to).toBe('/account')
  expect(post.letters.at(-1)!.says).toContain('password')

  later(2)
  const other = new Browser(app, new CookieJar('192.0.2.9'))
  const refused = await other.post('/sign-in/password', { email, password: 'not this one' })
  expect([refused.status, refused.html.includes('not this one')]).toEqual([422, false])
  expect((await other.post('/sign-in/password', { email, password: 'weir lane gulls', return: '/leave' })).to).toBe('/sign-in/code?return=%2Fleave')
  expect((await other.get('/account')).to).toMatch(/^\/sign-in/)
  const wrongCode = await other.post('/sign-in/code', { code: '000000', return: '/leave' })
  expect(wrongCode.text).toContain('That code is not right')
  expect(wrongCode.html).toContain('name="return" value="/leave"')
  expect((await other.post('/sign-in/code', { code: figuresOf(uri), return: '/leave' })).to).toBe('/leave')
  expect((await other.get('/account')).text).toContain('with a password and a code')
})

test('changing how one signs in asks for a sign-in of the last ten minutes, and leads back', async () => {
  const { browser } = await signedIn()
  later(11)
  expect((await browser.post('/account/second-factor/begin', {})).to).toBe('/sign-in?return=%2Faccount&why=again')
  expect((await browser.get('/account/passkeys/add')).to).toBe('/sign-in?return=%2Faccount%2Fpasskeys%2Fadd&why=again')
  const again = await browser.get('/sign-in?return=%2Faccount&why=again')
  expect(again.status).toBe(200)
  expect(again.text).toContain('Sign in again to go on')
  expect(again.html).toContain('value="reader') // one's own address is there already
})

test('who guesses is told to wait, in words and by the number of the answer', async () => {
  const { app } = open(), visitor = { incoming: { socket: { remoteAddress: '192.0.2.50' } } }, answers = []
  for (let i = 0; i < 7; i++) answers.push(await app.request(`${site}/sign-in/password`, { method: 'POST', body: 'email=guessed@riverside.example&password=a+wrong+guess', headers: { origin: site, 'content-type': 'application/x-www-form-urlencoded' } }, visitor))
  expect(answers.map(answer => answer.status)).toEqual([422, 422, 422, 422, 422, 429, 429])
  expect(await answers.at(-1)!.text()).toContain('That was tried very often')
})

test('a server that sends no letters says so, and asks for no address', async () => {
  const page = await open({ canSend: false }).browser().get('/sign-in')
  expect(page.text).toContain('This server cannot send e-mail')
  expect(page.html).not.toContain('name="email"')
})

test('devices are listed and signed out one by one, or all at once', async () => {
  const { browser: phone, ...opened } = await signedIn(), { browser: laptop } = await signedIn(opened, opened.email, new Browser(opened.app, new CookieJar(null, 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36')))
  const list = await laptop.get('/account')
  expect(list.text).toMatch(/Chrome on Linux *\(this one\)/)
  expect(list.text).toMatch(/Firefox on Windows/)
  const [, session] = /name="session" value="([^"]+)"/.exec(list.html)!
  expect((await laptop.post('/account/sessions/end', { session: session! })).to).toBe('/account#sessions')
  expect((await phone.get('/account')).to).toMatch(/^\/sign-in/)
  expect((await laptop.post('/account/sign-out-everywhere', {})).headers.get('clear-site-data')).not.toBeNull()
  expect((await laptop.get('/account')).to).toMatch(/^\/sign-in/)
})
