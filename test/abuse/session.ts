import { createHash, createHmac, randomBytes } from 'node:crypto'
import { openAccounts } from '#server/accounts.ts'
import { openDoorkeeper } from '#records/accounts.ts'
import { createApp } from '#web/app.tsx'
import { testServer } from '../house/database.ts'
import { CookieJar, figuresOf, mailbox } from '../house/sign-in.ts'
import type { Chance } from './chance.ts'
import { tagsOf } from './html.ts'
import { emailOf, here, openSite, secret, Visitor, type Answer, type Name, type Site } from './site.ts'
import type { Tally } from './tally.ts'
import type { Town } from './town.ts'

const cookieName = 'alongside.session_token'
/** A path as a browser that stands here would follow it; null for one it would not. */
const followed = (to: string): string | null => (URL.canParse(to, here) ? new URL(to, here).origin : null)

/** The newest letter's link to an address, as whoever has the mailbox reads it. */
async function linkTo(site: Site, email: string): Promise<string> {
  const letter = (await site.desk.post.shown()).find(one => one.to === email)
  if (letter === undefined) throw new Error(`no letter came to ${email}`)
  return letter.path
}
const tokenOf = (path: string): string => new URL(path, here).searchParams.get('token')!

async function byLink(site: Site, name: Name, visitor: Visitor): Promise<Answer> {
  await forgetTries(site)
  await visitor.post('/sign-in', [['email', emailOf(name)]])
  return visitor.post('/sign-in/link', [['token', tokenOf(await linkTo(site, emailOf(name)))]])
}
/** As if enough time had gone by for every count of tries to be full again. */
async function forgetTries(site: Site): Promise<void> { await site.rows.client.query('delete from accounts.allowance') }

/** A page that only somebody who has signed in is shown; whose name stands on it. */
async function whoIs(visitor: Visitor): Promise<string | null> {
  const page = await visitor.get('/account')
  return page.status === 200 ? /href="\/account">([^<]*)/.exec(page.body)?.[1] ?? '' : null
}
const withCookie = (site: Site, value: string, name = cookieName): Visitor => { const visitor = site.visitor(); visitor.cookies.set(name, value); return visitor }

const signed = (token: string, by = secret): string => encodeURIComponent(`${token}.${createHmac('sha256', by).update(token).digest('base64')}`)

/** What somebody was given or had planted before they signed in is worth nothing afterwards, and no cookie that was not given opens anything. */
export async function fixation(town: Town, tally: Tally): Promise<void> {
  const site = await openSite(town.database)
  try {
    const before = site.visitor()
    for (const at of ['/', '/sign-in', '/practices', '/keep-private', '/invited', '/sign-in/password', '/try-as', '/outbox', '/sources']) {
      const answer = await before.get(at)
      tally.tried('session', `a cookie before anybody has signed in, at ${at}`, answer.headers.has('set-cookie') ? answer.headers.get('set-cookie') : null)
    }
    const others = (await site.as('okoro')).cookies.get(cookieName)!, theirs = decodeURIComponent(others).split('.')[0]!
    if (decodeURIComponent(signed(theirs)) !== decodeURIComponent(others)) tally.miss('cookies are signed otherwise than forged ones are')
    const planted = ['', 'x', 'fixed', signed('fixed'), signed('fixed', 'another secret of somebody elses making'), signed(randomBytes(24).toString('base64url')), `${theirs}.`, theirs, `${theirs}.x`, signed(theirs, ''), others.toUpperCase(), `${'a'.repeat(32)}.${Buffer.alloc(32).toString('base64')}`, '..', '%00', '{}', 'null', "' or 1=1 --", `${others}x`.slice(1)]
    for (const value of planted) for (const name of [cookieName, `__Host-${cookieName}`, `__Secure-${cookieName}`, cookieName.toUpperCase(), 'better-auth.session_token']) {
      tally.tried('session', `a planted cookie ${name}=${value.slice(0, 40)}`, await whoIs(withCookie(site, value, name)) === null ? null : 'opened an account')
    }
    for (const [how, enter] of Object.entries(ways(site, town))) for (const value of [signed('fixed'), 'fixed', signed(theirs), (await site.as('hale')).cookies.get(cookieName)!]) {
      const visitor = withCookie(site, value)
      await enter(visitor)
      const given = visitor.cookies.get(cookieName), who = await whoIs(visitor)
      tally.tried('session', `signing in by ${how} over a cookie that was there before`, who === null ? 'did not sign in' : given === value ? 'kept the cookie that was planted' : await whoIs(withCookie(site, value)) !== null && value !== signed(theirs) ? 'left what was planted open' : null)
    }
  } finally { await site.close() }
}

/** Every way of signing in that needs no device. */
function ways(site: Site, town: Town): Record<string, (visitor: Visitor) => Promise<unknown>> {
  let half = 0
  return {
    'a link': visitor => byLink(site, 'okoro', visitor),
    'a password and a code': async visitor => {
      await forgetTries(site)
      await visitor.post('/sign-in/password', [['email', emailOf('okoro')], ['password', town.password]])
      return visitor.post('/sign-in/code', [['code', figuresOf(town.otpauth, (half++ % 3) - 1)]])
    },
    'being somebody invented': visitor => visitor.post('/try-as', [['person', town.people.get('okoro')!]]),
  }
}

/** How cookies are kept, over http here and over https elsewhere. */
export async function attributes(town: Town, tally: Tally): Promise<void> {
  const site = await openSite(town.database), { plain } = await testServer(), keeper = openDoorkeeper({ ...plain, database: site.database })
  try {
    const visitor = site.visitor()
    for (const enter of Object.values(ways(site, town))) await enter(visitor)
    const post = mailbox(), accounts = openAccounts({ db: site.db, door: keeper.door, pool: keeper.pool, secret, address: 'https://alongside.example', provider: null, post, isDemo: false, now: () => new Date(), report: () => {} }), jar = new CookieJar()
    await forgetTries(site)
    await accounts.signIn.sendLink(jar.asking, emailOf('hale'), null)
    jar.take(await accounts.signIn.byLink(jar.asking, tokenOf(post.letters[0]!.link!)))
    jar.take(await accounts.signOut(jar.asking))
    for (const { lines, isSecure } of [{ lines: visitor.lines, isSecure: false }, { lines: jar.lines, isSecure: true }]) for (const line of lines) {
      const [pair = '', ...said] = line.split('; '), flags = said.map(one => one.toLowerCase()), faults = [
        flags.includes('httponly') ? null : 'read by scripts', flags.some(one => /^samesite=(lax|strict)$/.test(one)) ? null : 'sent from other sites', flags.includes('path=/') ? null : 'of another path', flags.some(one => one.startsWith('domain')) ? 'of a whole domain' : null,
        isSecure && !flags.includes('secure') ? 'sent in the clear' : null, isSecure && !pair.startsWith('__Host-') ? 'not held to its host' : null,
      ].filter(fault => fault !== null)
      tally.tried('session', `the cookie ${pair.split('=')[0]}${isSecure ? ' over https' : ''}`, faults.length > 0 ? faults.join(', ') : null)
    }
    tally.control('cookies over https', jar.lines.length)
  } finally { await keeper.close(); await site.close() }
}

/** A session that has ended is over, whoever still has its cookie; and every sign of a cookie counts. */
export async function reuse(town: Town, tally: Tally): Promise<void> {
  const site = await openSite(town.database)
  const copy = (visitor: Visitor) => { const other = site.visitor(); for (const [name, value] of visitor.cookies) other.cookies.set(name, value); return other }
  const isOver = async (what: string, stolen: Visitor) => tally.tried('session', what, await whoIs(stolen) === null ? null : 'is open still')
  try {
    for (const [what, end] of Object.entries({
      'a cookie kept from before signing out': async (visitor: Visitor) => visitor.post('/sign-out', []),
      'a cookie of another browser after signing out everywhere': async () => { const other = site.visitor(); await byLink(site, 'okoro', other); await other.post('/account/sign-out-everywhere', []) },
      'a cookie of another browser after the password was changed': async () => { const other = site.visitor(); await byLink(site, 'okoro', other); await other.post('/account/password', [['password-before', town.password], ['password', 'gulls over the weir']]) },
      'a cookie of another browser after the password was taken away': async () => { const other = site.visitor(); await byLink(site, 'okoro', other); await other.post('/account/password/remove', []) },
      'a cookie after that device was signed out from another': async () => { const other = site.visitor(); await byLink(site, 'okoro', other); for (const [, id] of (await other.get('/account')).body.matchAll(/name="session" value="([^"]+)"/g)) await other.post('/account/sessions/end', [['session', id!]]) },
      'a cookie after an hour of rest': async () => site.rows.client.query(`update accounts.session set "updatedAt" = now() - interval '61 minutes'`),
      'a cookie after twelve hours': async () => site.rows.client.query(`update accounts.session set "expiresAt" = now() - interval '1 minute'`),
      'a cookie of somebody whose account is gone': async () => { await site.rows.client.query(`delete from accounts."user" where email = $1`, [emailOf('okoro')]) },
    })) {
      const visitor = site.visitor()
      await byLink(site, 'okoro', visitor)
      if (await whoIs(visitor) === null) { tally.miss(`nobody was signed in to try ${what}`); continue }
      const stolen = copy(visitor)
      await end(visitor)
      await isOver(what, stolen)
    }
    const good = (await site.as('hale')).cookies.get(cookieName)!, plain = decodeURIComponent(good), dot = plain.lastIndexOf('.'), bytes = (text: string) => Buffer.from(text.slice(text.lastIndexOf('.') + 1), 'base64').toString('hex')
    for (let at = 0; at < plain.length; at++) for (const sign of ['A', 'b', '0', '']) {
      const spoiled = plain.slice(0, at) + sign + plain.slice(at + 1)
      if (spoiled === plain || (at > dot && bytes(spoiled) === bytes(plain))) continue
      tally.tried('session', `a cookie with its sign ${at} changed`, await whoIs(withCookie(site, encodeURIComponent(spoiled))) === null ? null : 'is open')
    }
    // The id of a session is on a page and in the tables; the token is not to be had from either.
    const { rows } = await site.rows.client.query<{ id: string; token: string }>('select id, token from accounts.session')
    for (const { id, token } of rows) for (const value of [id, token, `${id}.${id}`, signed(id), `${token}.${createHash('sha256').update(token).digest('base64')}`]) tally.tried('session', 'a cookie made from what the tables hold', await whoIs(withCookie(site, encodeURIComponent(value))) === null ? null : 'is open')
  } finally { await site.close() }
}

/** What somebody was typing is shown to nobody else who has its key; and where nobody may be tried, nobody is. */
export async function keptAndPersonas(town: Town, tally: Tally): Promise<void> {
  const site = await openSite(town.database)
  try {
    const at = `/our/${town.rooms.riverside}/notes/new`, sam = await site.as('sam')
    await site.rows.client.query(`update accounts.session set "updatedAt" = now() - interval '61 minutes' where "userId" = $1`, [town.people.get('sam')])
    await sam.ask(at, { method: 'POST', body: new URLSearchParams({ heading: 'Zephyrine', body: 'what was typed', keep: 'only-you' }).toString(), headers: { origin: here, 'content-type': 'application/x-www-form-urlencoded', referer: here + at } })
    const key = sam.cookies.get('alongside.kept')
    if (key === undefined) { tally.miss('nothing was kept of a form sent late'); return }
    for (const other of ['patel', 'okoro', 'hale', 'lowe', 'stranger', null] as (Name | null)[]) for (const page of [at, `/our/${town.rooms.lmc}/notes/new`, '/account', '/account/name', '/sign-in?why=kept']) {
      const visitor = site.visitor()
      for (const [name, value] of (await site.as(other)).cookies) visitor.cookies.set(name, value)
      visitor.cookies.set('alongside.kept', key)
      tally.tried('session', `the form somebody was typing, with its key, by ${other} at ${page}`, (await visitor.get(page)).body.includes('Zephyrine') ? 'was shown' : null)
    }
    const again = site.visitor()
    await byLink(site, 'sam', again)
    for (const wrong of [key.slice(1), `${key}x`, key.toLowerCase(), '', 'x'.repeat(24), '%00'.repeat(8)]) {
      again.cookies.set('alongside.kept', wrong)
      tally.tried('session', 'a form kept, with a key that is not its own', (await again.get(at)).body.includes('Zephyrine') ? 'was shown' : null)
    }
    again.cookies.set('alongside.kept', key)
    if ((await again.get(at)).body.includes('Zephyrine')) tally.control('kept forms shown to their own')
    else tally.miss('a kept form was not shown to its own person')
    // Without a demonstration there is nobody to try to be, whatever a form says.
    const { plain } = await testServer(), keeper = openDoorkeeper({ ...plain, database: site.database })
    const accounts = openAccounts({ db: site.db, door: keeper.door, pool: keeper.pool, secret, address: here, provider: null, post: mailbox(), isDemo: false, now: () => new Date(), report: () => {} })
    for (const personas of [[], site.desk.personas]) {
      const app = createApp({ ...site.desk, accounts, personas, post: { canSend: true, isShown: false, shown: async () => [] } })
      for (const [method, path] of [['GET', '/try-as'], ['POST', '/try-as'], ['GET', '/outbox'], ['POST', '/sign-in/with/alongside/sign-in-as'], ['POST', '/alongside/sign-in-as'], ['POST', '/api/auth/alongside/sign-in-as'], ['POST', '/try-as/'], ['POST', '//try-as'], ['POST', '/TRY-AS']] as const) {
        const visitor = new Visitor(app), answer = method === 'GET' ? await visitor.get(path) : await visitor.post(path, [['person', town.people.get('okoro')!]])
        tally.tried('session', `${method} ${path} without a demonstration`, visitor.cookies.size > 0 ? 'signed somebody in' : answer.status < 400 ? `answered ${answer.status}` : null)
      }
    }
    await keeper.close()
  } finally { await site.close() }
}

const elsewhere = [
  'https://evil.example', 'http://evil.example', '//evil.example', '///evil.example', '////evil.example', '/\\evil.example', '\\\\evil.example', '\\/evil.example', '/\\/evil.example', '/.//evil.example', '/..//evil.example', '/./\\evil.example', '/%2f%2fevil.example', '/%5cevil.example', '/%09/evil.example', '/\t/evil.example', '/\n/evil.example', '/\r\n/evil.example', '\t//evil.example', ' //evil.example', '\u00a0//evil.example', '/ /evil.example', 'https:evil.example', 'https:/evil.example', 'https:///evil.example', 'HTTPS://EVIL.EXAMPLE', 'javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'java\nscript:alert(1)', ' javascript:alert(1)', '\u0001javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'blob:http://localhost/x', 'mailto:a@evil.example', 'http://localhost@evil.example', 'http://localhost:80@evil.example/', 'http://localhost.evil.example', '//localhost@evil.example', '/@evil.example', '@evil.example', '.evil.example', 'evil.example', '/sign-in/..//evil.example', '/;//evil.example', '/?//evil.example', '/#//evil.example', '/https://evil.example', '/%0d%0alocation:%20//evil.example', '/\u2028/evil.example', '／／evil.example', '/。evil.example', '//evil%E3%80%82example', '/\u0000/evil.example', 'http:\\\\evil.example', 'http:/\\evil.example', '//[::1]', '//127.0.0.1:8080', 'http://[::ffff:127.0.0.1]', `/${'/'.repeat(500)}evil.example`, `/${'a/../'.repeat(100)}/evil.example`, '//evil.example/%2f..', '/sign-in', '/sign-out', '/sign-in/link?token=x', '?return=//evil.example', '#//evil.example', '',
]

/** Whatever an address or a form says about where to go next, it is a page of this site. */
export async function redirects(town: Town, tally: Tally, { chance, each }: { chance: Chance; each: number }): Promise<void> {
  const site = await openSite(town.database)
  try {
    const nowhere = site.visitor(), sam = await site.as('sam'), okoro = await site.as('okoro')
    const leads = (what: string, answer: Answer) => {
      const boxes = tagsOf(answer.body).filter(tag => tag.name === 'input' && tag.attributes.some(([name, value]) => name === 'name' && value === 'return')).map(tag => tag.attributes.find(([name]) => name === 'value')?.[1] ?? ''), links = tagsOf(answer.body).filter(tag => tag.name === 'a' || tag.name === 'meta' || tag.name === 'form').flatMap(tag => tag.attributes.filter(([name]) => name === 'href' || name === 'action' || name === 'content').map(([, value]) => value)).filter(value => value.includes('evil') && !/[?&]return=/.test(value))
      const away = [...(answer.to === null ? [] : [answer.to]), ...boxes, ...links].find(to => followed(to) !== here)
      tally.tried('redirect', what, away === undefined ? answer.status >= 500 ? `answered ${answer.status}` : null : `leads to ${JSON.stringify(away)}`)
    }
    for (const to of chance.some(elsewhere, each)) {
      const asked = encodeURIComponent(to), name = JSON.stringify(to)
      for (const at of ['/sign-in', '/sign-in/password', '/sign-in/code', '/sign-in/sent', '/sign-in/link', '/sign-in/with']) leads(`GET ${at}?return=${name}`, await nowhere.get(`${at}?return=${asked}`))
      leads(`GET /sign-in?return=${name}, signed in`, await sam.get(`/sign-in?return=${asked}`))
      leads(`GET /account/name?return=${name}`, await sam.get(`/account/name?return=${asked}`))
      leads(`POST /account/name, return=${name}`, await sam.post('/account/name', [['name', 'Sam Thorne'], ['return', to]]))
      leads(`POST /sign-in, return=${name}`, await nowhere.post('/sign-in', [['email', `n${tally.total}@penmarsh.example`], ['return', to]]))
      leads(`POST /sketches/…/undo, to=${name}`, await nowhere.post(`/sketches/${town.sketch}/undo`, [['from', '1'], ['to', to]]))
      leads(`GET /areas/list?codes=${name}`, await nowhere.get(`/areas/list?codes=${asked}`))
      leads(`GET /?figures=${name}`, await nowhere.get(`/?figures=${asked}`))
      leads(`GET /sign-in after ${name}`, await nowhere.get('/sign-in', { referer: to.replaceAll(/[^\x21-\x7e]/g, '') }))
      leads(`POST a form of a session that has ended, from ${name}`, await nowhere.post('/account/name', [['name', 'x']], { referer: to.replaceAll(/[^\x21-\x7e]/g, '') }))
      leads(`POST /sign-in/password, return=${name}`, await nowhere.post('/sign-in/password', [['email', `n${tally.total}@penmarsh.example`], ['password', 'x'], ['return', to]]))
      leads(`GET /our?return=${name}`, await okoro.get(`/our?return=${asked}`))
      const visitor = site.visitor()
      await byLink(site, 'lowe', visitor)
      await visitor.post('/sign-in', [['email', emailOf('lowe')]])
      leads(`POST /sign-in/link, return=${name}`, await visitor.post('/sign-in/link', [['token', tokenOf(await linkTo(site, emailOf('lowe')))], ['return', to]]))
    }
    // Behind a letter's own link as well, which carries where somebody wanted to be.
    for (const to of chance.some(elsewhere, each)) {
      const visitor = site.visitor()
      await forgetTries(site)
      await visitor.post('/sign-in', [['email', emailOf('wren')], ['return', to]])
      const path = await linkTo(site, emailOf('wren'))
      leads(`the link of a letter asked for with return=${JSON.stringify(to)}`, await visitor.get(path))
    }
  } finally { await site.close() }
}

/** Links of letters: guessed, used before, bent to another address. */
export async function links(town: Town, tally: Tally, chance: Chance): Promise<void> {
  const site = await openSite(town.database)
  try {
    const tries = async (what: string, token: string, more: [string, string][] = []) => {
      const visitor = site.visitor()
      const shown = await visitor.get(`/sign-in/link?token=${encodeURIComponent(token)}`), entered = await visitor.post('/sign-in/link', [['token', token], ...more])
      await forgetTries(site)
      tally.tried('guessing', `a link’s token: ${what}`, visitor.cookies.size > 0 || entered.status === 303 ? 'signed somebody in' : shown.body.includes('@penmarsh') ? 'told an address' : null)
    }
    await site.visitor().post('/sign-in', [['email', emailOf('hale')]])
    const token = tokenOf(await linkTo(site, emailOf('hale'))), letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', random = () => Array.from({ length: 32 }, () => letters[chance.below(letters.length)]).join('')
    for (let i = 0; i < 60; i++) await tries('by chance', random())
    for (let at = 0; at < token.length; at++) await tries('one letter changed', token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1))
    const hash = createHash('sha256').update(token).digest('base64url')
    for (const odd of [hash, `magic-link:${hash}`, token.toUpperCase(), token.toLowerCase(), ` ${token}x`, `${token}%`, `${token.slice(0, 31)}_`, '%'.repeat(32), '_'.repeat(32), "' or 1=1 --", '', '*', `${token},${token}`, 'null', 'undefined', '[object Object]']) await tries('bent', odd)
    const { rows } = await site.rows.client.query<{ identifier: string; value: string; id: string }>('select id, identifier, value from accounts.verification')
    for (const row of rows) for (const value of [row.identifier, row.identifier.split(':').at(-1)!, row.value, row.id]) await tries('from the tables', value)
    const visitor = site.visitor()
    await visitor.post('/sign-in/link', [['token', token], ['email', emailOf('okoro')], ['userId', town.people.get('okoro')!], ['name', 'Okoro']])
    tally.tried('guessing', 'a link with another’s address beside it', /Rowan Hale/.test(await whoIs(visitor) ?? '') ? null : `signed in as ${await whoIs(visitor)}`)
    for (const what of ['used before', 'used before, in the browser that used it']) await tries(what, token)
    await site.visitor().post('/sign-in', [['email', emailOf('hale')]])
    const late = tokenOf(await linkTo(site, emailOf('hale')))
    await site.rows.client.query(`update accounts.verification set "expiresAt" = now() - interval '1 second'`)
    await tries('past its quarter of an hour', late)
  } finally { await site.close() }
}

/** How many of these tries were looked at at all, rather than told to wait. */
async function lookedAt(tries: number, attempt: (i: number) => Promise<Answer>, tally: Tally, what: string, isIn: (answer: Answer) => boolean): Promise<number> {
  let looked = 0
  for (let i = 0; i < tries; i++) {
    const answer = await attempt(i)
    if (answer.status !== 429) looked++
    tally.tried('guessing', `${what}, try ${i + 1}`, isIn(answer) ? 'was let in' : answer.status >= 500 ? `answered ${answer.status}` : null)
  }
  return looked
}

/** More tries than a limit lets through are a success, whatever they found; so is shutting somebody out for long. */
export async function guessing(town: Town, tally: Tally): Promise<void> {
  const site = await openSite(town.database), wrongCode = (i: number) => `AAAA-AAAA-AAAA-${String(i).padStart(4, '0')}`
  const within = (what: string, looked: number, most: number) => tally.tried('guessing', `${what}: ${looked} were looked at`, looked > most ? `expected ${most} at most` : null)
  try {
    const spoof = (i: number) => ({ 'x-forwarded-for': `198.51.100.${i % 250}, 203.0.113.${i % 250}`, 'x-real-ip': `198.51.100.${i % 250}`, forwarded: `for=198.51.100.${i % 250}`, 'client-ip': `198.51.100.${i % 250}` })
    const opens = (answer: Answer) => /app-lede/.test(answer.body)
    if (!opens(await site.visitor().post('/invited', [['code', town.codes.room]]))) tally.miss('a code that is right opens nothing that a wrong one could be told from')
    // Codes of letters: from one place, by whichever door, under borrowed names, from one network's many addresses.
    const one = site.visitor('192.0.2.10')
    within('codes of letters from one place', await lookedAt(60, i => one.post('/invited', [['code', wrongCode(i)]]), tally, 'a code of a letter', opens), 25)
    within('… by its link', await lookedAt(20, i => one.get(`/invited?code=${wrongCode(i)}`), tally, 'a code in a link', opens), 5)
    within('… under borrowed names', await lookedAt(40, i => one.ask('/invited', { method: 'POST', body: `code=${wrongCode(i)}`, headers: { origin: here, 'content-type': 'application/x-www-form-urlencoded', ...spoof(i) } }), tally, 'a code, as if from elsewhere', opens), 5)
    const six = site.visitor()
    within('… from one network of IPv6', await lookedAt(60, i => six.ask('/invited', { method: 'POST', body: `code=${wrongCode(i)}`, headers: { origin: here, 'content-type': 'application/x-www-form-urlencoded' }, address: `2001:db8:1:2:${i.toString(16)}::1` }), tally, 'a code from another address of one network', opens), 25)
    const wren = site.visitor('192.0.2.11')
    for (const [name, value] of (await site.as('wren')).cookies) wren.cookies.set(name, value)
    within('… of a room, by somebody signed in', await lookedAt(60, i => wren.post(`/our/${town.rooms.lantern}/confirm`, [['code', wrongCode(i)]]), tally, 'a code that confirms a room', answer => answer.status === 303), 25)
    within('… of a role, by somebody signed in', await lookedAt(20, i => wren.post('/invited/take', [['code', wrongCode(i)], ['name', 'Ida']]), tally, 'a code that gives a role', answer => answer.status === 303), 5)

    // A password, from one place and from many.
    const email = emailOf('okoro'), guess = (i: number): [string, string][] => [['email', email], ['password', `guess ${i} of many words`]], entered = (answer: Answer) => answer.status === 303
    const guesser = site.visitor('192.0.2.20')
    within('passwords from one place', await lookedAt(40, i => guesser.post('/sign-in/password', guess(i)), tally, 'a password', entered), 8)
    within('… under borrowed names', await lookedAt(20, i => guesser.ask('/sign-in/password', { method: 'POST', body: new URLSearchParams(guess(i)).toString(), headers: { origin: here, 'content-type': 'application/x-www-form-urlencoded', ...spoof(i) } }), tally, 'a password, as if from elsewhere', entered), 2)
    within('… of as many accounts, from one place', await lookedAt(60, i => guesser.post('/sign-in/password', [['email', `reader${i}@penmarsh.example`], ['password', 'a guess of many words']]), tally, 'one password for many accounts', entered), 25)
    within('… in other spellings of the address', await lookedAt(20, i => site.visitor(`192.0.2.${100 + i}`).post('/sign-in/password', [['email', [' OKORO@penmarsh.example', 'Okoro@Penmarsh.Example ', 'okoro@PENMARSH.example'][i % 3]!], ['password', `guess ${i} of many words`]]), tally, 'a password by another spelling', entered), 30)
    const many = await lookedAt(80, i => site.visitor(`198.51.100.${i}`).post('/sign-in/password', guess(i + 100)), tally, 'a password from many places', entered)
    within('passwords of one account from many places', many, 32)
    const right = await site.visitor('203.0.113.99').post('/sign-in/password', [['email', email], ['password', town.password]])
    tally.tried('guessing', 'the right password while too many are tried', right.status === 429 ? null : right.status === 303 ? null : `answered ${right.status}`)

    // Whoever is aimed at is not shut out: at once by letter, and by password in minutes.
    const victim = site.visitor('203.0.113.50')
    await victim.post('/sign-in', [['email', email]])
    await victim.post('/sign-in/link', [['token', tokenOf(await linkTo(site, email))]])
    tally.tried('guessing', 'shutting somebody out of their letters by guessing their password', await whoIs(victim) === null ? 'they could not sign in' : null)
    await site.rows.client.query(`update accounts.allowance set at = at - interval '5 minutes'`)
    const later = await site.visitor('203.0.113.51').post('/sign-in/password', [['email', email], ['password', town.password]])
    tally.tried('guessing', 'shutting somebody out of their password for longer than five minutes', later.status === 303 ? null : `answered ${later.status}`)

    // Codes of the app, by somebody who has the password.
    let codes = 0, rounds = 0
    for (let round = 0; round < 8; round++) {
      await forgetTries(site)
      const thief = site.visitor(`192.0.2.${30 + round}`)
      if ((await thief.post('/sign-in/password', [['email', email], ['password', town.password]])).status !== 303) continue
      rounds++
      const { rows: [before] } = await site.rows.client.query<{ count: number }>(`select "failedVerificationCount" as count from accounts."twoFactor" where "userId" = $1`, [town.people.get('okoro')])
      await lookedAt(9, i => thief.post('/sign-in/code', [['code', String(100_000 + round * 10 + i)]]), tally, 'a code of the app', entered)
      const { rows: [after] } = await site.rows.client.query<{ count: number }>(`select "failedVerificationCount" as count from accounts."twoFactor" where "userId" = $1`, [town.people.get('okoro')])
      codes += Math.max(0, (after?.count ?? 0) - (before?.count ?? 0))
    }
    within('codes of the app, with the password', codes, 12)
    if (rounds < 8) tally.miss(`the password let its thief to the code ${rounds} times of 8`)
    const { rows: [lock] } = await site.rows.client.query<{ minutes: number | null }>(`select extract(epoch from "lockedUntil" - now()) / 60 as minutes from accounts."twoFactor" where "userId" = $1`, [town.people.get('okoro')])
    if (lock === undefined) tally.miss('nothing says for how long somebody is shut out of their codes')
    tally.tried('guessing', `shutting somebody out of their codes (${Math.round(Number(lock?.minutes ?? 0))} minutes)`, Number(lock?.minutes ?? 0) > 16 ? `for ${lock?.minutes} minutes` : null)
    await forgetTries(site)
    const owner = site.visitor('203.0.113.52')
    await byLink(site, 'okoro', owner)
    tally.tried('guessing', 'shutting somebody out of their letters by guessing their code', await whoIs(owner) === null ? 'they could not sign in' : null)
    await site.rows.client.query(`update accounts."twoFactor" set "lockedUntil" = null, "failedVerificationCount" = 0`)

    // A code opens once, a recovery code once, and neither without the password.
    const once = figuresOf(town.otpauth), enter = async (code: string) => { await forgetTriesButCodes(site); const visitor = site.visitor(); await visitor.post('/sign-in/password', [['email', email], ['password', town.password]]); await visitor.post('/sign-in/code', [['code', code]]); return await whoIs(visitor) !== null }
    if (!await enter(once)) tally.miss('the right code did not open')
    tally.tried('guessing', 'a code of the app used twice', await enter(once) ? 'opened again' : null)
    if (!await enter(town.recovery[0]!)) tally.miss('a recovery code did not open')
    tally.tried('guessing', 'a recovery code used twice', await enter(town.recovery[0]!) ? 'opened again' : null)
    for (const code of [figuresOf(town.otpauth, 1), town.recovery[1]!, '000000', '']) {
      const visitor = site.visitor()
      await visitor.post('/sign-in/code', [['code', code]])
      tally.tried('guessing', 'a code without a password before it', await whoIs(visitor) === null ? null : 'opened')
    }
    const half = site.visitor()
    await half.post('/sign-in/password', [['email', email], ['password', town.password]])
    for (const at of ['/account', '/our', `/our/${town.rooms.penmarshHealth}`, '/account/password']) tally.tried('guessing', `a page with a password and no code: ${at}`, (await half.get(at)).status === 200 ? 'opened' : null)
    // Letters nobody asked for: a mailbox is not filled.
    const before = (await site.desk.post.shown()).filter(letter => letter.to === 'aimed.at@penmarsh.example').length
    for (let i = 0; i < 30; i++) await site.visitor(`198.51.100.${i}`).post('/sign-in', [['email', i % 2 === 0 ? 'aimed.at@penmarsh.example' : ' Aimed.At@Penmarsh.example']])
    const sent = (await site.desk.post.shown()).filter(letter => letter.to === 'aimed.at@penmarsh.example').length - before
    tally.tried('guessing', `filling somebody’s mailbox: ${sent} letters for 30 asked`, sent > 4 ? 'more than four' : null)
  } finally { await site.close() }
}
/** Tries are counted anew, but a code that was used stays used. */
async function forgetTriesButCodes(site: Site): Promise<void> {
  const keys = ['passwordByAccount', 'passwordByPair', 'passwordByCaller', 'codeByCaller'].flatMap(kind => [emailOf('okoro'), `${emailOf('okoro')} here`].map(what => createHmac('sha256', secret).update(`count ${kind} ${what}`).digest()))
  await site.rows.client.query('delete from accounts.allowance where key = any($1)', [keys])
}

/** Whether an address has an account, told by words, by the number of the answer, by headers, or (`isTimed`) by time. */
export async function enumeration(town: Town, tally: Tally, isTimed: boolean): Promise<void> {
  const site = await openSite(town.database)
  try {
    const plain = (answer: Answer, email: string) => JSON.stringify([answer.status, [...answer.headers].filter(([name]) => name !== 'x-request-id'), answer.body.replaceAll(email, 'EMAIL').replaceAll(encodeURIComponent(email), 'EMAIL')])
    const withAll = emailOf('okoro'), withLink = emailOf('quill'), nobody = 'nobod@penmarsh.example' // of one length, for the length of an answer is nobody's secret
    const doors: Record<string, (email: string) => Promise<Answer>> = {
      'asking for a link': email => site.visitor().post('/sign-in', [['email', email]]),
      'the page after asking': () => site.visitor().get('/sign-in/sent'),
      'a wrong password': email => site.visitor().post('/sign-in/password', [['email', email], ['password', 'not this one at all']]),
      'a code of nobody’s': () => site.visitor().post('/sign-in/code', [['code', '123456']]),
      'a link of nobody’s': () => site.visitor().get(`/sign-in/link?token=${'x'.repeat(32)}`),
    }
    for (const [door, ask] of Object.entries(doors)) {
      const answers = []
      for (const email of [withAll, withLink, nobody, 'other@elsewhere.examples'.slice(0, withAll.length)]) { await forgetTries(site); answers.push({ email, says: plain(await ask(email), email) }) }
      for (const { email, says } of answers.slice(1)) tally.tried('enumeration', `${door}: ${email} beside ${withAll}`, says === answers[0]!.says ? null : 'is answered otherwise')
    }
    // Rooms and invitations: that a practice has a room, that an item exists, is told to nobody.
    const sam = await site.as('sam'), missing = '00000000-0000-4000-8000-000000000000', opened = async (at: string) => { const answer = await sam.get(at); return JSON.stringify([answer.status, answer.body.replaceAll(/[\da-f-]{36}/g, 'ID')]) }
    const { rows: items } = await site.rows.client.query<{ id: string }>(`select id from item where organisation <> $1 and kept_as <> 'anyone' limit 6`, [town.rooms.riverside]), { rows: organisations } = await site.rows.client.query<{ id: string }>(`select id from organisation where id <> $1 and kind <> 'group'`, [town.rooms.riverside])
    for (const { id } of items) for (const at of [(one: string) => `/our/${town.rooms.riverside}/kept/${one}`, (one: string) => `/published/${one}`, (one: string) => `/our/${town.rooms.riverside}/kept/${one}/who`]) tally.tried('enumeration', `${at('an item of another')} beside one that is not there`, await opened(at(id)) === await opened(at(missing)) ? null : 'is answered otherwise')
    for (const { id } of organisations) tally.tried('enumeration', 'a room of another beside one that is not there', await opened(`/our/${id}`) === await opened(`/our/${missing}`) ? null : 'is answered otherwise')
    if (isTimed) await timed(site, tally, { 'asking for a link': doors['asking for a link']!, 'a wrong password': doors['a wrong password']! }, withAll, nobody)
  } finally { await site.close() }
}

/** Two kinds of address asked in turn; that one takes half as long again, by the middle of thirty, is told by time. */
async function timed(site: Site, tally: Tally, doors: Record<string, (email: string) => Promise<Answer>>, known: string, nobody: string): Promise<void> {
  const middle = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!
  for (const [door, ask] of Object.entries(doors)) {
    const took = { known: [] as number[], nobody: [] as number[] }
    for (let i = 0; i < 34; i++) for (const which of i % 2 === 0 ? ['known', 'nobody'] as const : ['nobody', 'known'] as const) {
      await forgetTries(site)
      const began = performance.now()
      await ask(which === 'known' ? known : nobody)
      if (i > 3) took[which].push(performance.now() - began)
    }
    const [a, b] = [middle(took.known), middle(took.nobody)], ratio = Math.max(a, b) / Math.min(a, b)
    tally.tried('enumeration', `${door}, by time: ${a.toFixed(1)} ms with an account, ${b.toFixed(1)} without (middle of 30)`, ratio > 1.5 && Math.abs(a - b) > 5 ? `${ratio.toFixed(2)} times as long` : null)
  }
}
