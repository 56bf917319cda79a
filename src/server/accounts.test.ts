import { createHmac } from 'node:crypto'
import { OAuth2Server } from 'oauth2-mock-server'
import pg from 'pg'
import { getMigrations } from 'better-auth/db/migration'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/house/database.ts'
import { Authenticator, CookieJar, figuresOf, mailbox } from '../../test/house/sign-in.ts'
import { openDoorkeeper } from '#records/accounts.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import type { SignedIn } from '#web/accounts/port.ts'
import { openAccounts, type AccountsOptions } from './accounts.ts'
import { authOptions } from './better-auth.ts'
import { restMinutes } from './session-terms.ts'

const secret = 'a secret of the tests, and of nothing else at all'
let database: TestDatabase, keeper: ReturnType<typeof openDoorkeeper>
beforeAll(async () => {
  database = await testDatabase()
  keeper = openDoorkeeper(database.config)
})
afterAll(async () => {
  await keeper.close()
  await database.close()
})

// The clock alone is moved, from the database's own hour on: connections keep their own time.
let began: number
beforeEach(() => {
  began = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: began })
})
afterEach(() => { vi.useRealTimers() })
const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000)

function open(more: Partial<AccountsOptions> = {}) {
  const post = mailbox(), reports: unknown[] = []
  const accounts = openAccounts({ db: database.db, door: keeper.door, pool: keeper.pool, secret, address: 'http://localhost:3000', provider: null, post, isDemo: false, now: () => new Date(), report: error => reports.push(error), ...more })
  return { accounts, post, reports }
}
type Opened = ReturnType<typeof open>

let people = 0
const somebody = () => `person${++people}@riverside.example`

function yes<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(`${answer.code}: ${answer.why}`)
  return answer
}
const tokenOf = ({ link }: { link?: string }) => new URL(link!).searchParams.get('token')!
const code = (answer: unknown) => (isRefusal(answer) ? answer.code : 'not refused')

async function signInByLink({ accounts, post }: Opened, email: string, jar = new CookieJar()): Promise<{ jar: CookieJar; signedIn: SignedIn }> {
  yes(await accounts.signIn.sendLink(jar.asking, email, null))
  return { jar, signedIn: jar.take(yes(await accounts.signIn.byLink(jar.asking, tokenOf(post.letters.findLast(letter => letter.to === email)!)))) }
}

const goodPassword = 'weir lane gulls'
/** Somebody with a password and an app, signed in. */
async function withPassword(opened: Opened, email = somebody()) {
  const { accounts } = opened, { jar } = await signInByLink(opened, email)
  yes(await accounts.mine.beginSecondFactor(jar.asking))
  const { uri } = yes(await accounts.mine.secretToShow(jar.asking))
  const { recoveryCodes } = jar.take(yes(await accounts.mine.confirmSecondFactor(jar.asking, figuresOf(uri))))
  yes(await accounts.mine.setPassword(jar.asking, goodPassword))
  later(2)
  return { email, jar, uri, recoveryCodes }
}

describe('the tables', () => {
  test('are what better-auth wants: nothing is left for it to make or add', async () => {
    const { toBeCreated, toBeAdded } = await getMigrations(authOptions({ pool: keeper.pool, secret, address: 'http://localhost:3000', provider: null, sendLink: async () => {}, fault: () => {} }))
    expect(toBeCreated).toEqual([])
    expect(toBeAdded).toEqual([])
  })

  test('are shown to the doorkeeper and to nobody else of the product', async () => {
    const opened = open()
    await signInByLink(opened, somebody())
    const plain = new pg.Client(database.config)
    await plain.connect()
    const { rows: tables } = await plain.query<{ name: string; forced: boolean }>(`select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity and c.relforcerowsecurity as forced from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'accounts' and c.relkind = 'r'`)
    expect(tables.map(table => table.name).sort()).toEqual(['accounts."twoFactor"', 'accounts."user"', 'accounts.account', 'accounts.allowance', 'accounts.passkey', 'accounts.session', 'accounts.verification'])
    for (const { name, forced } of tables) {
      expect(forced, name).toBe(true)
      for (const viewer of ['', 'anyone', 'person', 'capacity', 'key', 'postman', 'caretaker']) {
        await plain.query(`select set_config('alongside.viewer', $1, false)`, [viewer])
        expect((await plain.query(`select from ${name}`)).rowCount, `${name} as ${viewer}`).toBe(0)
      }
    }
    await plain.query(`select set_config('alongside.viewer', 'person', false)`)
    await expect(plain.query(`insert into accounts.allowance values ('\\x${'00'.repeat(32)}', 1, now())`)).rejects.toThrow(/row-level security/)
    await plain.query(`select set_config('alongside.viewer', 'backup', false)`)
    expect((await plain.query(`select from accounts."user"`)).rowCount).toBeGreaterThan(0)
    await plain.end()
    const other = openDoorkeeper({ ...database.config, options: '-c statement_timeout=7s' })
    const doors = await Promise.all(Array.from({ length: 5 }, async () => (await other.pool.query(`select current_setting('alongside.viewer') as viewer, current_setting('search_path') as path, current_setting('statement_timeout') as patience`)).rows[0]))
    for (const one of doors) expect(one).toEqual({ viewer: 'doorkeeper', path: 'accounts', patience: '7s' })
    await other.close()
  })
})

test('closing the door leaves no connection behind, whoever used it', async () => {
  const other = openDoorkeeper({ ...database.config, application_name: 'a door to be closed' }), open = async () => (await keeper.pool.query(`select from pg_stat_activity where application_name = 'a door to be closed'`)).rowCount
  await other.pool.query('select 1')
  expect(await open()).toBe(1)
  await other.close()
  await vi.waitFor(async () => expect(await open()).toBe(0))
})

describe('by a link in a letter', () => {
  test('the first use of a link makes the account, and asking for one makes none', async () => {
    const opened = open(), email = somebody(), jar = new CookieJar()
    yes(await opened.accounts.signIn.sendLink(jar.asking, `  ${email.toUpperCase()} `, '/leave'))
    const count = async () => (await keeper.door.selectFrom('user').select('id').where('email', '=', email).execute()).length
    expect(await count()).toBe(0)
    const [letter] = opened.post.letters
    expect(letter).toMatchObject({ to: email, kind: 'sign-in', link: expect.stringMatching(/^http:\/\/localhost:3000\/sign-in\/link\?token=[A-Za-z]{32}&return=%2Fleave$/) })
    const { who } = jar.take(yes(await opened.accounts.signIn.byLink(jar.asking, tokenOf(letter!))))
    expect(who).toMatchObject({ name: '', email, how: 'link', isRecent: true })
    expect(await count()).toBe(1)
    expect(await opened.accounts.who(jar.asking)).toEqual(who)
  })

  test('a link works once, for a quarter of an hour; used, past and unknown are told apart by nobody', async () => {
    const opened = open(), { accounts, post } = opened, email = somebody(), jar = new CookieJar()
    const ask = async () => { yes(await accounts.signIn.sendLink(jar.asking, email, null)); return tokenOf(post.letters.at(-1)!) }
    const used = await ask()
    expect(await accounts.signIn.linkFor(used)).toEqual({ email })
    expect(await accounts.signIn.linkFor(used)).toEqual({ email }) // looking, as programs do that read e-mail, uses nothing up
    yes(await accounts.signIn.byLink(jar.asking, used))
    const past = await ask()
    later(15.1)
    const answers = await Promise.all([used, past, 'x'.repeat(32), '', '<script>'].map(async token => [await accounts.signIn.linkFor(token), await accounts.signIn.byLink(new CookieJar().asking, token)] as const))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toEqual([null, expect.objectContaining({ code: 'link-gone' })])
  })

  test('of two who use one link at the same moment, one is let in', async () => {
    const { accounts, post } = open(), email = somebody(), jar = new CookieJar()
    yes(await accounts.signIn.sendLink(jar.asking, email, null))
    const token = tokenOf(post.letters.at(-1)!)
    const answers = await Promise.all(Array.from({ length: 8 }, () => accounts.signIn.byLink(new CookieJar().asking, token)))
    expect(answers.filter(answer => !isRefusal(answer))).toHaveLength(1)
  })

  test('the tables hold no link: only a SHA-256 of what opens', async () => {
    const { accounts, post } = open(), email = somebody()
    yes(await accounts.signIn.sendLink(new CookieJar().asking, email, null))
    const { rows } = await keeper.pool.query<{ all: string }>('select string_agg(v::text, chr(10)) as all from verification v')
    expect(rows[0]!.all).toContain(email)
    expect(rows[0]!.all).not.toContain(tokenOf(post.letters.at(-1)!))
  })

  test('whoever asks is answered alike, and as quickly, whether or not the address has an account', async () => {
    const opened = open({ now: () => new Date() }), known = somebody()
    await signInByLink(opened, known)
    later(60)
    vi.useRealTimers()
    const took = async (email: string) => { const began = performance.now(); expect(await opened.accounts.signIn.sendLink(new CookieJar().asking, email, null)).toEqual({ sent: true }); return performance.now() - began }
    const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]!
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let i = 0; i < 15; i++) {
      await keeper.door.deleteFrom('allowance').execute() // each is sent a letter, and neither is cut short
      times.known.push(await took(known))
      times.unknown.push(await took(somebody()))
    }
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(Math.max(4, median(times.known) * 0.5))
  })

  test('a mailbox is not filled: after three letters it gets one in five minutes, and nobody is told', async () => {
    const { accounts, post } = open(), email = somebody()
    for (let i = 0; i < 10; i++) expect(await accounts.signIn.sendLink(new CookieJar(`192.0.2.${i}`).asking, email, null)).toEqual({ sent: true })
    expect(post.letters).toHaveLength(3)
    later(5.1)
    await accounts.signIn.sendLink(new CookieJar().asking, email, null)
    expect(post.letters).toHaveLength(4)
  })

  test('what is not an address is asked for again, and a server without post says that it sends no letters', async () => {
    const { accounts } = open(), jar = new CookieJar()
    for (const typed of ['', 'meg', 'meg@', '@riverside.example', 'a@b', 'a b@c.example', 'a..b@c.example', '.a@c.example', 'a@b.example, c@d.example', `${'x'.repeat(250)}@b.example`, 'a@b.example\nbcc: c@d.example', 'a\0@b.example']) expect(code(await accounts.signIn.sendLink(jar.asking, typed, null)), typed).toBe('bad-email')
    const silent = open({ post: mailbox(false) })
    expect(silent.accounts.canSendLetters).toBe(false)
    expect(code(await silent.accounts.signIn.sendLink(jar.asking, somebody(), null))).toBe('no-letters')
  })
})

describe('by a password and a code', () => {
  test('a password lets nobody in without its code, nor a code without its password', async () => {
    const opened = open(), { accounts } = opened, { email, uri } = await withPassword(opened), jar = new CookieJar()
    expect(code(await accounts.signIn.byCode(jar.asking, figuresOf(uri)))).toBe('code-again')
    jar.take(yes(await accounts.signIn.byPassword(jar.asking, email, goodPassword)))
    expect(await accounts.who(jar.asking)).toBeNull()
    expect(code(await accounts.signIn.byCode(jar.asking, '000000'))).toBe('code-wrong')
    const { who } = jar.take(yes(await accounts.signIn.byCode(jar.asking, ` ${figuresOf(uri).replace(/^.../, '$& ')}`)))
    expect(who).toMatchObject({ email, how: 'password' })
    expect(await accounts.who(jar.asking)).toEqual(who)
  })

  test('no password is set before a second factor is, nor one that is tried first', async () => {
    const opened = open(), { accounts } = opened, { jar } = await signInByLink(opened, somebody())
    expect(code(await accounts.mine.setPassword(jar.asking, goodPassword))).toBe('not-begun')
    yes(await accounts.mine.beginSecondFactor(jar.asking))
    expect(code(await accounts.mine.setPassword(jar.asking, goodPassword))).toBe('not-begun')
    expect(code(await accounts.mine.confirmSecondFactor(jar.asking, '123456'))).toBe('code-wrong')
    const { uri } = yes(await accounts.mine.secretToShow(jar.asking))
    jar.take(yes(await accounts.mine.confirmSecondFactor(jar.asking, figuresOf(uri))))
    expect(code(await accounts.mine.secretToShow(jar.asking))).toBe('already-set')
    expect(code(await accounts.mine.setPassword(jar.asking, 'Password1234'))).toBe('common-password')
    expect(code(await accounts.mine.setPassword(jar.asking, 'short'))).toBe('short-password')
    yes(await accounts.mine.setPassword(jar.asking, goodPassword))
    expect(opened.post.letters.at(-1)).toMatchObject({ kind: 'account-changed', says: expect.stringContaining('password') })
  })

  test('a password that stands alone in the tables all the same opens nothing', async () => {
    const opened = open(), { email, jar } = await withPassword(opened)
    const { person } = (await opened.accounts.who(jar.asking))!
    await keeper.door.updateTable('user').set({ twoFactorEnabled: false }).where('id', '=', person).execute()
    const other = new CookieJar()
    expect(code(other.take(await opened.accounts.signIn.byPassword(other.asking, email, goodPassword)))).toBe('no-match')
    expect(other.kept.size).toBe(0)
    expect((await opened.accounts.mine.sessions((await opened.accounts.who(jar.asking))!)).length).toBe(1)
    expect(opened.reports).toHaveLength(1)
  })

  test('a wrong password, an unknown address and an account without a password are one answer', async () => {
    const opened = open(), { email } = await withPassword(opened), without = somebody()
    await signInByLink(opened, without)
    const answers = await Promise.all([[email, 'not this one at all'], [without, goodPassword], [somebody(), goodPassword]].map(([to, typed]) => opened.accounts.signIn.byPassword(new CookieJar().asking, to!, typed!)))
    for (const answer of answers) expect(answer).toEqual(expect.objectContaining({ code: 'no-match', why: (answers[0] as Refusal).why }))
  })

  test('a code opens once, also within the minute it is good for', async () => {
    const opened = open(), { accounts } = opened, { email, uri } = await withPassword(opened)
    const enter = async () => { const jar = new CookieJar(); jar.take(yes(await accounts.signIn.byPassword(jar.asking, email, goodPassword))); return { jar, answer: await accounts.signIn.byCode(jar.asking, figuresOf(uri)) } }
    expect(isRefusal((await enter()).answer)).toBe(false)
    const { jar, answer } = await enter()
    expect(code(answer)).toBe('code-used')
    expect(await accounts.who(jar.asking)).toBeNull()
    later(1)
    expect(isRefusal((await enter()).answer)).toBe(false)
  })

  test('a code has five tries, and the sixth must begin with the password again', async () => {
    const opened = open(), { accounts } = opened, { email, uri } = await withPassword(opened), jar = new CookieJar()
    jar.take(yes(await accounts.signIn.byPassword(jar.asking, email, goodPassword)))
    for (let i = 0; i < 5; i++) expect(code(await accounts.signIn.byCode(jar.asking, '000000'))).toBe('code-wrong')
    expect(code(await accounts.signIn.byCode(jar.asking, figuresOf(uri)))).toBe('code-again')
    expect(code(await accounts.signIn.byCode(jar.asking, figuresOf(uri)))).toBe('code-again')
  })

  test('a recovery code opens once, however it is typed, and a letter says how many are left', async () => {
    const opened = open(), { accounts, post } = opened, { email, recoveryCodes } = await withPassword(opened)
    expect(new Set(recoveryCodes).size).toBe(10)
    for (const one of recoveryCodes) expect(one).toMatch(/^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/)
    const typed = recoveryCodes[3]!.toUpperCase().replace('-', ' '), jar = new CookieJar()
    jar.take(yes(await accounts.signIn.byPassword(jar.asking, email, goodPassword)))
    expect(yes(await accounts.signIn.byCode(jar.asking, typed)).who.email).toBe(email)
    expect(post.letters.at(-1)).toMatchObject({ to: email, says: expect.stringContaining('9 are left') })
    const again = new CookieJar()
    again.take(yes(await accounts.signIn.byPassword(again.asking, email, goodPassword)))
    expect(code(await accounts.signIn.byCode(again.asking, typed))).toBe('code-wrong')
  })

  test('changing a password needs the one before, ends every other session, and is told by a letter', async () => {
    const opened = open(), { accounts, post } = opened, { email, jar } = await withPassword(opened), { jar: other } = await signInByLink(opened, email)
    expect(code(await accounts.mine.changePassword(jar.asking, 'not the one before', 'boats up the estuary'))).toBe('wrong-before')
    yes(await accounts.mine.changePassword(jar.asking, goodPassword, 'boats up the estuary'))
    expect(post.letters.at(-1)).toMatchObject({ to: email, says: expect.stringContaining('was changed') })
    expect(await accounts.who(other.asking)).toBeNull()
    expect(await accounts.who(jar.asking)).not.toBeNull()
    expect(code(await accounts.signIn.byPassword(new CookieJar().asking, email, goodPassword))).toBe('no-match')
  })

  test('new recovery codes need the password, and those of before stop working', async () => {
    const opened = open(), { accounts } = opened, { email, jar, recoveryCodes } = await withPassword(opened)
    expect(code(await accounts.mine.newRecoveryCodes(jar.asking, 'not the password'))).toBe('wrong-before')
    const fresh = yes(await accounts.mine.newRecoveryCodes(jar.asking, goodPassword)).recoveryCodes
    const enter = async (typed: string) => { const one = new CookieJar(); one.take(yes(await accounts.signIn.byPassword(one.asking, email, goodPassword))); return code(await accounts.signIn.byCode(one.asking, typed)) }
    expect(await enter(recoveryCodes[0]!)).toBe('code-wrong')
    expect(await enter(fresh[0]!)).toBe('not refused')
  })

  test('password and second factor are removed together, and can be set up anew', async () => {
    const opened = open(), { accounts } = opened, { email, jar } = await withPassword(opened)
    jar.take(yes(await accounts.mine.removePassword(jar.asking)))
    const me = (await accounts.who(jar.asking))!
    expect(me.signedInAt).toEqual(new Date(began)) // another session id, the same signing in
    expect(await accounts.mine.ways(me)).toMatchObject({ hasPassword: false, secondFactor: 'none' })
    expect(code(await accounts.signIn.byPassword(new CookieJar().asking, email, goodPassword))).toBe('no-match')
    yes(await accounts.mine.beginSecondFactor(jar.asking))
  })
})

describe('by a passkey', () => {
  const origin = 'http://localhost:3000'
  async function withPasskey(opened: Opened) {
    const { jar } = await signInByLink(opened, somebody()), device = new Authenticator(origin)
    const { options } = jar.take(yes(await opened.accounts.mine.newPasskeyOptions(jar.asking)))
    yes(await opened.accounts.mine.addPasskey(jar.asking, device.register(options as never), ' the laptop\n in reception '))
    return { jar, device }
  }
  const enter = async ({ accounts }: Opened, device: Authenticator, jar = new CookieJar()) => {
    const { options } = jar.take(yes(await accounts.signIn.passkeyOptions(jar.asking)))
    return { jar, options, answer: jar.take(await accounts.signIn.byPasskey(jar.asking, device.answer(options as never))) }
  }

  test('is added, named, used and removed, and letters tell', async () => {
    const opened = open(), { accounts, post } = opened, { jar, device } = await withPasskey(opened), me = (await accounts.who(jar.asking))!
    const [passkey] = (await accounts.mine.ways(me)).passkeys
    expect(passkey).toMatchObject({ name: 'the laptop in reception' })
    expect(post.letters.at(-1)).toMatchObject({ kind: 'account-changed', says: 'A passkey, “the laptop in reception”, was added to your account.' })
    const { answer, options } = await enter(opened, device)
    expect(yes(answer).who).toMatchObject({ person: me.person, how: 'passkey' })
    expect(options).toMatchObject({ userVerification: 'required', rpId: 'localhost' })
    yes(await accounts.mine.renamePasskey(jar.asking, passkey!.id, 'reception'))
    expect((await accounts.mine.ways(me)).passkeys[0]!.name).toBe('reception')
    yes(await accounts.mine.removePasskey(jar.asking, passkey!.id))
    expect(code((await enter(opened, device)).answer)).toBe('passkey-no')
  })

  test('a device’s answer that does not hold is refused, and is no fault of ours', async () => {
    const opened = open(), { accounts } = opened, { jar } = await signInByLink(opened, somebody()), device = new Authenticator(origin)
    const { options } = jar.take(yes(await accounts.mine.newPasskeyOptions(jar.asking))), answer = device.register(options as never) as unknown as { response: object }
    const spoilt = { ...answer, response: { ...answer.response, attestationObject: 'o2NmbXRkbm9uZQ' } }
    expect(code(await accounts.mine.addPasskey(jar.asking, spoilt, ''))).toBe('passkey-no')
    expect(opened.reports).toEqual([])
    expect((await accounts.mine.ways((await accounts.who(jar.asking))!)).passkeys).toEqual([])
  })

  test('opens nothing without a finger, from another site, for another challenge, or a second time', async () => {
    const opened = open(), { accounts } = opened, { device } = await withPasskey(opened)
    device.asksForFinger = false
    expect(code((await enter(opened, device)).answer)).toBe('passkey-no')
    device.asksForFinger = true
    const jar = new CookieJar(), { options } = jar.take(yes(await accounts.signIn.passkeyOptions(jar.asking))), answer = device.answer(options as never)
    expect(code(await accounts.signIn.byPasskey(new CookieJar().asking, answer))).toBe('passkey-no')
    expect(code(await accounts.signIn.byPasskey(jar.asking, answer))).toBe('not refused')
    expect(code(await accounts.signIn.byPasskey(jar.asking, answer))).toBe('passkey-no')
    const elsewhere = new Authenticator('https://elsewhere.example')
    Object.assign(elsewhere, { keys: device['keys'], id: device.id })
    expect(code((await enter(opened, elsewhere)).answer)).toBe('passkey-no')
    for (const odd of [null, 7, {}, { id: 7 }, { id: 'x' }, { id: 'x', response: null }]) expect(code(await accounts.signIn.byPasskey(jar.asking, odd)), JSON.stringify(odd)).toBe('passkey-no')
  })

  test('belongs to one account: nobody changes or removes another’s', async () => {
    const opened = open(), { accounts } = opened, { jar } = await withPasskey(opened), { jar: stranger } = await signInByLink(opened, somebody())
    const [passkey] = (await accounts.mine.ways((await accounts.who(jar.asking))!)).passkeys
    expect(code(await accounts.mine.renamePasskey(stranger.asking, passkey!.id, 'mine'))).toBe('no-passkey')
    expect(code(await accounts.mine.removePasskey(stranger.asking, passkey!.id))).toBe('no-passkey')
  })
})

describe('by the organisation’s own sign-in', () => {
  let server: OAuth2Server, provider: NonNullable<AccountsOptions['provider']>
  let claims: Record<string, unknown> = {}
  beforeAll(async () => {
    server = new OAuth2Server()
    await server.issuer.keys.generate('RS256')
    await server.start(0, '127.0.0.1')
    server.service.on('beforeUserinfo', (answer: { body: unknown }) => { answer.body = claims })
    server.service.on('beforeTokenSigning', (token: { payload: Record<string, unknown> }) => { token.payload['sub'] = claims['sub'] })
    provider = { discovery: `${server.issuer.url!}/.well-known/openid-configuration`, clientId: 'alongside', clientSecret: 'its secret', name: 'NHS CIS2' }
  })
  afterAll(async () => { await server.stop() })
  // tokens carry the hour of the day, so these keep the clock as it is
  beforeEach(() => { vi.useRealTimers() })

  /** Goes to the provider and comes back, as a browser does. */
  async function through({ accounts }: Opened, jar: CookieJar, purpose: 'sign-in' | 'add', back = '/account') {
    const { to } = jar.take(yes(await accounts.signIn.atProvider(jar.asking, purpose, back)))
    const asked = new URL(to)
    const answer = await fetch(to, { redirect: 'manual' }), home = new URL(answer.headers.get('location')!)
    return { asked, home, finish: async (by = jar) => by.take(await accounts.signIn.fromProvider(by.asking, Object.fromEntries(home.searchParams))) }
  }

  test('whoever it vouches for, address and all, is let in and gets an account', async () => {
    const opened = open({ provider }), jar = new CookieJar(), email = somebody()
    claims = { sub: 'uid-1', email, email_verified: true, name: ' Meg\nArkwright' }
    const { asked, home, finish } = await through(opened, jar, 'sign-in', '/leave')
    expect(home.origin + home.pathname).toBe('http://localhost:3000/sign-in/with/callback/provider')
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', code_challenge: expect.stringMatching(/^[\w-]{43}$/), nonce: expect.stringMatching(/.{20}/) })
    expect(asked.searchParams.get('scope')!.split(' ').sort()).toEqual(['email', 'openid', 'profile'])
    const signedIn = yes(await finish()) as SignedIn
    expect(signedIn).toMatchObject({ who: { email, name: 'Meg Arkwright', how: 'provider' }, back: '/leave' })
    const { rows } = await keeper.pool.query('select "accessToken", "refreshToken", "idToken" from account where "accountId" = $1', ['uid-1'])
    expect(rows).toEqual([{ accessToken: null, refreshToken: null, idToken: null }])
    const again = new CookieJar()
    claims = { sub: 'uid-1', email: 'another@riverside.example', email_verified: false }
    expect((yes(await (await through(opened, again, 'sign-in')).finish()) as SignedIn).who.person).toBe(signedIn.who.person)
  })

  test('an address that it does not vouch for begins no account, and none is joined by its address', async () => {
    const opened = open({ provider }), email = somebody()
    claims = { sub: 'uid-2', email, email_verified: false }
    expect(code(await (await through(opened, new CookieJar(), 'sign-in')).finish())).toBe('not-proven')
    claims = { sub: 'uid-2' }
    expect(code(await (await through(opened, new CookieJar(), 'sign-in')).finish())).toBe('not-proven')
    await signInByLink(opened, email)
    for (const email_verified of [false, true, 'true']) {
      claims = { sub: 'uid-2', email, email_verified }
      expect(code(await (await through(opened, new CookieJar(), 'sign-in')).finish())).toBe('not-joined')
    }
    expect(await keeper.door.selectFrom('user').select('id').where('email', 'like', '%invalid').execute()).toEqual([])
  })

  test('is added from inside an account, whatever address it gives, and then lets its person in', async () => {
    const opened = open({ provider }), { accounts, post } = opened, { jar, signedIn } = await signInByLink(opened, somebody())
    claims = { sub: 'uid-3' }
    expect(yes(await (await through(opened, jar, 'add', '/account?x=1')).finish())).toMatchObject({ added: true, back: '/account?x=1' })
    expect(post.letters.at(-1)).toMatchObject({ says: 'NHS CIS2 was added to your account as a way to sign in.' })
    expect((yes(await (await through(opened, new CookieJar(), 'sign-in')).finish()) as SignedIn).who.person).toBe(signedIn.who.person)
    const { jar: other } = await signInByLink(opened, somebody())
    expect(code(await (await through(opened, other, 'add')).finish())).toBe('joined-elsewhere')
    const [provided] = (await accounts.mine.ways(signedIn.who)).provided
    yes(await accounts.mine.removeProvider(other.asking, provided!.id))
    expect((await accounts.mine.ways(signedIn.who)).provided).toHaveLength(1)
    yes(await accounts.mine.removeProvider(jar.asking, provided!.id))
    expect((await accounts.mine.ways(signedIn.who)).provided).toEqual([])
  })

  test('its answer counts in the browser that asked, once, and only when token and answer speak of one person', async () => {
    const opened = open({ provider }), jar = new CookieJar()
    claims = { sub: 'uid-4', email: somebody(), email_verified: true }
    const { finish } = await through(opened, jar, 'sign-in')
    expect(code(await finish(new CookieJar()))).toBe('provider-no')
    const fresh = await through(opened, jar, 'sign-in')
    yes(await fresh.finish())
    expect(code(await fresh.finish())).toBe('provider-no')
    const other = await through(opened, new CookieJar(), 'sign-in')
    server.service.once('beforeUserinfo', (answer: { body: unknown }) => { answer.body = { ...claims, sub: 'uid-of-another' } })
    expect(code(await other.finish())).toBe('provider-no')
    expect(code(await opened.accounts.signIn.fromProvider(jar.asking, {}))).toBe('provider-no')
    expect(code(await opened.accounts.signIn.fromProvider(jar.asking, { error: 'access_denied', state: 'x' }))).toBe('provider-no')
  })

  test('one that cannot be reached keeps nobody from signing in another way, and is asked again', async () => {
    const away = new OAuth2Server()
    await away.issuer.keys.generate('RS256')
    await away.start(0, '127.0.0.1')
    const { port } = away.address(), opened = open({ provider: { ...provider, discovery: `${away.issuer.url!}/.well-known/openid-configuration` } })
    await away.stop()
    expect(code(await opened.accounts.signIn.atProvider(new CookieJar().asking, 'sign-in', '/'))).toBe('provider-away')
    await signInByLink(opened, somebody())
    await away.start(port, '127.0.0.1')
    expect(code(await opened.accounts.signIn.atProvider(new CookieJar().asking, 'sign-in', '/'))).toBe('not refused')
    await away.stop()
  })
})

describe('a session', () => {
  test('is carried by a cookie that scripts and other sites do not get, held to https and this host where there is https', async () => {
    const plain = await signInByLink(open(), somebody())
    expect(plain.signedIn.cookies.find(line => line.startsWith('alongside.session_token='))).toMatch(/; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
    const { signedIn } = await signInByLink(open({ address: 'https://alongside.example' }), somebody())
    expect(signedIn.cookies).toHaveLength(1)
    expect(signedIn.cookies[0]).toMatch(/^__Host-alongside\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  test('has another id at every signing in, and the one there was before is ended', async () => {
    const opened = open(), { accounts } = opened, email = somebody(), { jar, signedIn: first } = await signInByLink(opened, email)
    const before = new CookieJar()
    for (const [name, value] of jar.kept) before.kept.set(name, value)
    const { signedIn: second } = await signInByLink(opened, email, jar)
    expect(second.who.session).not.toBe(first.who.session)
    expect(await accounts.who(before.asking)).toBeNull()
    expect(await accounts.mine.sessions(second.who)).toHaveLength(1)
    // a cookie somebody planted beforehand is nobody's
    const planted = new CookieJar()
    planted.kept.set('alongside.session_token', 'planted.c2lnbmF0dXJl')
    const { signedIn } = await signInByLink(opened, somebody(), planted)
    expect(planted.kept.get('alongside.session_token')).not.toContain('planted')
    expect(await accounts.who(planted.asking)).toEqual(signedIn.who)
  })

  test('ends after an hour in which nothing is done, and after twelve hours whatever is done', async () => {
    const opened = open(), { accounts } = opened, { jar } = await signInByLink(opened, somebody())
    for (let hour = 0; hour < 12; hour++) {
      later(59)
      expect(await accounts.who(jar.asking), `after ${hour + 1} times 59 minutes`).not.toBeNull()
    }
    later(13)
    expect(await accounts.who(jar.asking)).toBeNull()
    const { jar: rested } = await signInByLink(opened, somebody())
    later(restMinutes + 1)
    expect(await accounts.who(rested.asking)).toBeNull()
    later(-5)
    expect(await accounts.who(rested.asking)).not.toBeNull() // asking about one that is past did not wake it, nor end it sooner
  })

  test('that was changed, guessed or signed by somebody else is nobody’s', async () => {
    const { accounts } = open(), { jar } = await signInByLink(open(), somebody()), value = jar.kept.get('alongside.session_token')!
    const [token] = decodeURIComponent(value).split('.')
    for (const forged of ['', '.', token!, `${token}.`, `${token}.AAAA`, `x${value}`, value.slice(0, -8), `${token}.${'A'.repeat(43)}=`, '%E0%A4%A', `${'x'.repeat(32)}.${value.split('.')[1]}`]) {
      const other = new CookieJar()
      other.kept.set('alongside.session_token', forged)
      expect(await accounts.who(other.asking), forged).toBeNull()
    }
    expect(await open({ secret: 'another secret, of another server altogether' }).accounts.who(jar.asking)).toBeNull()
  })

  test('is ended by signing out, on the server and in the browser; everywhere, when that is asked', async () => {
    const opened = open(), { accounts } = opened, email = somebody(), one = await signInByLink(opened, email), two = await signInByLink(opened, email, new CookieJar(null, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1')), three = await signInByLink(opened, email)
    expect((await accounts.mine.sessions(one.signedIn.who)).map(session => [session.device, session.isThis]).sort()).toEqual([['Firefox on Windows', false], ['Firefox on Windows', true], ['Safari on iPhone', false]])
    const stolen = new Headers(one.jar.asking.headers)
    one.jar.take(await accounts.signOut(one.jar.asking))
    expect(one.jar.kept.size).toBe(0)
    expect(await accounts.who({ headers: stolen, caller: null })).toBeNull()
    await accounts.mine.endSession(three.signedIn.who, two.signedIn.who.session)
    expect(await accounts.who(two.jar.asking)).toBeNull()
    const { signedIn: stranger } = await signInByLink(opened, somebody())
    await accounts.mine.endSession(stranger.who, three.signedIn.who.session)
    expect(await accounts.who(three.jar.asking)).not.toBeNull()
    later(6)
    await signInByLink(opened, email)
    three.jar.take(await accounts.signOutEverywhere(three.jar.asking))
    expect(await accounts.mine.sessions(three.signedIn.who)).toEqual([])
  })

  test('keeps no address of a visitor, and of the browser only what its owner knows it by', async () => {
    const opened = open(), jar = new CookieJar('192.0.2.77'), asking = jar.asking
    asking.headers.set('x-forwarded-for', '192.0.2.77')
    yes(await opened.accounts.signIn.sendLink(asking, somebody(), null))
    const token = tokenOf(opened.post.letters.at(-1)!)
    jar.take(yes(await opened.accounts.signIn.byLink(asking, token)))
    for (const table of ['session', 'allowance', 'verification', '"user"']) {
      const { rows } = await keeper.pool.query<{ all: string | null }>(`select string_agg(t::text, chr(10)) as all from ${table} t`)
      expect(rows[0]!.all ?? '', table).not.toMatch(/192\.0\.2\.77|Gecko/)
    }
  })
})

describe('guessing', () => {
  test('at one account is slowed, by one visitor and by many, and lets its owner in by letter all the while', async () => {
    const opened = open(), { accounts } = opened, { email, uri } = await withPassword(opened), guess = (from: string) => accounts.signIn.byPassword(new CookieJar(from).asking, email, 'a wrong guess at it')
    const one = []
    for (let i = 0; i < 8; i++) one.push(code(await guess('192.0.2.1')))
    expect(one).toEqual([...Array(5).fill('no-match'), ...Array(3).fill('too-often')])
    const many = []
    for (let i = 0; i < 30; i++) many.push(code(await guess(`198.51.100.${i}`)))
    expect(many.filter(answer => answer === 'no-match')).toHaveLength(25) // thirty in all
    const jar = new CookieJar('203.0.113.9')
    expect(code(await accounts.signIn.byPassword(jar.asking, email, goodPassword))).toBe('too-often')
    expect((await signInByLink(opened, email)).signedIn.who.email).toBe(email)
    // and two minutes after the last guess by a password again
    later(2.1)
    jar.take(yes(await accounts.signIn.byPassword(jar.asking, email, goodPassword)))
    yes(await accounts.signIn.byCode(jar.asking, figuresOf(uri)))
  })

  test('an unknown address is slowed as a known one is', async () => {
    const { accounts } = open(), email = somebody(), answers = []
    for (let i = 0; i < 7; i++) answers.push(code(await accounts.signIn.byPassword(new CookieJar('192.0.2.5').asking, email, 'a wrong guess at it')))
    expect(answers).toEqual([...Array(5).fill('no-match'), 'too-often', 'too-often'])
  })

  test('is counted over all processes: two that share the database allow no more than one', async () => {
    const other = openDoorkeeper(database.config), here = open().accounts, there = open({ door: other.door, pool: other.pool }).accounts, email = somebody()
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? here : there).signIn.byPassword(new CookieJar('192.0.2.6').asking, email, 'a wrong guess at it')))
    expect(answers.filter(answer => code(answer) === 'no-match')).toHaveLength(5)
    await other.close()
  })

  test('ten wrong codes in a row shut the app’s codes for a quarter of an hour, and nothing else', async () => {
    const opened = open(), { accounts } = opened, { email, uri } = await withPassword(opened)
    const begin = async () => { const jar = new CookieJar(); jar.take(yes(await accounts.signIn.byPassword(jar.asking, email, goodPassword))); return jar }
    for (let round = 0; round < 2; round++) {
      const jar = await begin()
      for (let i = 0; i < 5; i++) await accounts.signIn.byCode(jar.asking, '000000')
    }
    expect(code(await accounts.signIn.byCode((await begin()).asking, figuresOf(uri)))).toBe('code-locked')
    await signInByLink(opened, email)
    later(16)
    yes(await accounts.signIn.byCode((await begin()).asking, figuresOf(uri)))
  })
})

describe('changing how one signs in', () => {
  test('needs to have signed in within ten minutes', async () => {
    const opened = open(), { accounts } = opened, { jar } = await withPassword(opened)
    later(10.1)
    expect((await accounts.who(jar.asking))!.isRecent).toBe(false)
    const { mine } = accounts, { asking } = jar
    for (const [what, answer] of Object.entries({
      begin: await mine.beginSecondFactor(asking), secret: await mine.secretToShow(asking), confirm: await mine.confirmSecondFactor(asking, '1'), codes: await mine.newRecoveryCodes(asking, goodPassword), set: await mine.setPassword(asking, goodPassword),
      change: await mine.changePassword(asking, goodPassword, 'boats up the estuary'), remove: await mine.removePassword(asking), options: await mine.newPasskeyOptions(asking), add: await mine.addPasskey(asking, {}, ''),
      rename: await mine.renamePasskey(asking, 'x', 'y'), drop: await mine.removePasskey(asking, 'x'), provider: await mine.removeProvider(asking, 'x'),
    })) expect(code(answer), what).toBe('not-recent')
    expect(code(await mine.setPassword(new CookieJar().asking, goodPassword))).toBe('signed-out')
  })

  test('where no letters are sent, the last way in cannot be removed', async () => {
    const opened = open(), { jar } = await withPassword(opened), silent = open({ post: mailbox(false) }).accounts
    expect(code(await silent.mine.removePassword(jar.asking))).toBe('last-way')
    yes(await opened.accounts.mine.removePassword(jar.asking))
  })

  test('a letter that does not go out undoes nothing', async () => {
    const opened = open(), { jar } = await withPassword(opened)
    const broken = open({ post: { canSend: true, send: () => Promise.reject(new Error('the post is away')) } })
    jar.take(yes(await broken.accounts.mine.removePassword(jar.asking)))
    expect(broken.reports).toHaveLength(1)
  })
})

describe('what was being typed when a session had ended', () => {
  const fields = { 'list size': ['7,040'], ticked: ['a', 'b'] }

  test('is kept for a day, for the person of that session who has the key', async () => {
    const opened = open(), { accounts } = opened, email = somebody(), { jar } = await signInByLink(opened, email)
    later(restMinutes + 5)
    expect(await accounts.who(jar.asking)).toBeNull()
    jar.take((await accounts.typed.keep(jar.asking, '/account/name', fields))!)
    expect(jar.lines.at(-1)).toMatch(/^alongside\.kept=[\w-]{24}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/)
    const { signedIn } = await signInByLink(opened, email, jar)
    expect(await accounts.typed.find(jar.asking, signedIn.who)).toEqual({ path: '/account/name', fields, at: new Date(began + (restMinutes + 5) * 60_000) })
    // nobody else, with the key or without
    const stranger = await signInByLink(opened, somebody())
    stranger.jar.kept.set('alongside.kept', jar.kept.get('alongside.kept')!)
    expect(await accounts.typed.find(stranger.jar.asking, stranger.signedIn.who)).toBeNull()
    await accounts.typed.letGo(stranger.jar.asking, stranger.signedIn.who)
    expect(await accounts.typed.find((await signInByLink(opened, email)).jar.asking, signedIn.who)).toBeNull()
    expect(await accounts.typed.find(jar.asking, signedIn.who)).not.toBeNull()
    later(24 * 60)
    expect(await accounts.typed.find(jar.asking, signedIn.who)).toBeNull()
  })

  test('is let go of when it has been sent', async () => {
    const opened = open(), { accounts } = opened, { jar, signedIn } = await signInByLink(opened, somebody())
    jar.take((await accounts.typed.keep(jar.asking, '/x', fields))!)
    jar.take(await accounts.typed.letGo(jar.asking, signedIn.who))
    expect(jar.kept.has('alongside.kept')).toBe(false)
    expect((await keeper.pool.query('select from public.kept_form')).rowCount).toBe(0) // the door may put it there and not look
  })

  test('nothing is kept for a session that nobody can tell whose it was', async () => {
    const opened = open(), { accounts } = opened, { jar } = await signInByLink(opened, somebody()), before = jar.asking
    await accounts.signOut(jar.asking)
    expect(await accounts.typed.keep(before, '/x', fields)).toBeNull()
    expect(await accounts.typed.keep(new CookieJar().asking, '/x', fields)).toBeNull()
  })
})

test('what stands in the tables, and so in a copy of them, opens nothing without the secret, which does not', async () => {
  const opened = open(), { accounts, post } = opened, { email, uri, recoveryCodes } = await withPassword(opened), halfway = new CookieJar(), waiting = new CookieJar()
  yes(await accounts.signIn.sendLink(waiting.asking, email, null)) // a link nobody has followed
  halfway.take(yes(await accounts.signIn.byPassword(halfway.asking, email, goodPassword))) // a password given, its code not
  waiting.take(yes(await accounts.signIn.passkeyOptions(waiting.asking)))
  const found = new Set<string>()
  for (const table of ['"user"', 'session', 'account', 'verification', '"twoFactor"', 'passkey', 'allowance']) {
    const { rows } = await keeper.pool.query<{ said: string }>(`select distinct said from ${table} t, jsonb_each_text(to_jsonb(t)) as cell(name, said) where said is not null`)
    for (const { said } of rows) for (const part of [said, ...said.split(/[^\w.-]+/), said.replace(/^[^:]*[:-]/, '')]) found.add(part)
  }
  const all = [...found].join('\n')
  for (const opens of [tokenOf(post.letters.at(-1)!), new URL(uri).searchParams.get('secret')!, goodPassword, secret, ...recoveryCodes]) expect(all).not.toContain(opens)
  for (const kept of halfway.kept.values()) expect(found).not.toContain(decodeURIComponent(kept))

  // As cookies and as the words of links: whatever a thief reads there, unsigned or signed by a secret of their own.
  const signed = (value: string) => encodeURIComponent(`${value}.${createHmac('sha256', 'the secret of a thief').update(value).digest('base64')}`)
  for (const value of found) for (const cookie of [value, signed(value)]) {
    const jar = new CookieJar()
    for (const name of [...halfway.kept.keys(), ...waiting.kept.keys(), 'alongside.session_token']) jar.kept.set(name, cookie)
    expect(await accounts.who(jar.asking), value).toBeNull()
    expect(await accounts.signIn.linkFor(value), value).toBeNull()
    if (/^2fa-/.test(value)) expect(code(await accounts.signIn.byCode(jar.asking, figuresOf(uri)))).toBe('code-again')
  }
  expect([...found].some(value => value.startsWith('2fa-'))).toBe(true)
  // The same person with the same app is let in by the cookie as it was signed here.
  expect(isRefusal(await accounts.signIn.byCode(halfway.asking, figuresOf(uri)))).toBe(false)
})

test('an invented person is chosen only on a server for trying things out that sends no letters', async () => {
  expect(open().accounts.signInAs).toBeNull()
  const { accounts } = open({ isDemo: true, post: mailbox(false) }), email = somebody(), person = await accounts.makePerson!({ name: 'Dr Meg Arkwright', email }), jar = new CookieJar()
  expect(await accounts.makePerson!({ name: 'Dr Meg Arkwright', email })).toBe(person)
  expect(jar.take(yes(await accounts.signInAs!(jar.asking, person))).who).toMatchObject({ person, name: 'Dr Meg Arkwright', how: 'demo' })
  expect(code(await accounts.signInAs!(jar.asking, 'nobody'))).toBe('no-such-person')
})

test('an account is closed by whoever signed in a moment ago: nothing of it is left, no device is signed in, a letter says so, and the same address begins anew', async () => {
  const opened = open(), { accounts } = opened, { jar } = await withPassword(opened), me = (await accounts.who(jar.asking))!, other = await signInByLink(opened, me.email)
  later(11)
  expect(code(await accounts.close(jar.asking))).toBe('not-recent')
  const { jar: again } = await signInByLink(opened, me.email)
  await accounts.typed.keep(again.asking, '/x', { body: ['Half a note'] })
  again.take(yes(await accounts.close(again.asking)))
  for (const each of [jar, other.jar, again]) expect(await accounts.who(each.asking)).toBeNull()
  for (const table of ['"user"', 'account', 'session', 'passkey', '"twoFactor"']) expect((await keeper.pool.query(`select from ${table} t where t::text like '%' || $1 || '%'`, [me.person])).rowCount, table).toBe(0)
  expect(opened.post.letters.at(-1)).toMatchObject({ to: me.email, kind: 'account-changed', says: expect.stringContaining('Your account was closed') })
  expect((await signInByLink(opened, me.email)).signedIn.who.person).not.toBe(me.person)
})

test('everything past is cleared away in its time', async () => {
  const opened = open(), email = somebody()
  await signInByLink(opened, email)
  later(48 * 60)
  const fresh = open()
  await signInByLink(fresh, somebody())
  await vi.waitFor(async () => expect((await keeper.door.selectFrom('session').innerJoin('user', 'user.id', 'session.userId').where('email', '=', email).select('session.id').execute())).toEqual([]))
  expect(fresh.reports).toEqual([])
})
