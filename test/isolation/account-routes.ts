import { askerOf, classFor } from './world.ts'
import type { DeclaredRoute, Question } from './asking.ts'
import { anyone, answeredIn, rows, said, seen } from './giving.ts'
import { rowsOf, tables } from './tables.ts'

/**
 * Routes of signing in and of one's own account. How somebody signs in has tests of its own (src/server/accounts.test.ts); here a header says who asks, and what is held is that
 * nobody's account is on anybody else's page, and nobody's session, passkey or name changed by another.
 */
const self = (q: Question) => askerOf(q.world, { as: 'person', person: q.person!, on: q.world.today })
const isMine = (table: 'accounts.passkey', q: Question, id: string | undefined): boolean => rowsOf(q.world, table).some(row => row['id'] === id && row['userId'] === q.person)
/** What the code that lets people in may tell somebody of themselves. */
const ofOneself = { within: ['accounts.user', 'accounts.session', 'accounts.passkey', 'accounts.account'] as const }
const account = (more: Partial<DeclaredRoute> = {}): DeclaredRoute => ({ for: 'person', shows: () => ({ ...ofOneself }), queries: ['return', 'why'], begins: ['accounts.allowance', 'accounts.verification'], ...more })
const way = (asked: readonly string[], more: Partial<DeclaredRoute> = {}): DeclaredRoute => anyone(asked, { queries: ['return', 'why', 'token'], knowsWhetherSignedIn: true, begins: ['accounts.allowance', 'accounts.verification'], ...more })

/** What is somebody's only, wherever they wrote it. */
const onlyMine = (q: Question) => q.world.rows.item.filter(item => item.kept_as === 'only-you' && item.author === q.person && classFor(q.world, self(q), item) !== null)
const canStop = (q: Question) => rows(...q.world.rows.leaving.filter(row => row.stopped_at === null && row.done_at === null && tables.leaving.sees(row, self(q), q.world)))

export const accountRoutes: Record<string, DeclaredRoute> = {
  'GET /sign-in': way(['/sign-in', '/sign-in?return=/our', '/sign-in?why=again', '/sign-in?return=//elsewhere.example']),
  'POST /sign-in': way(['/sign-in'], { fields: { email: 'email', return: ['', '/our'] } }),
  'GET /sign-in/sent': way(['/sign-in/sent', '/sign-in/sent?return=/our']),
  'GET /sign-in/link': way(['/sign-in/link?token=(word)']),
  'POST /sign-in/link': way(['/sign-in/link'], { fields: { token: 'text', return: ['', '/our'] } }),
  'GET /sign-in/password': way(['/sign-in/password']),
  'POST /sign-in/password': way(['/sign-in/password'], { fields: { email: 'email', password: 'text', return: [''] } }),
  'GET /sign-in/code': way(['/sign-in/code']),
  'POST /sign-in/code': way(['/sign-in/code'], { fields: { code: ['123456', ''], return: [''] } }),
  'POST /sign-in/passkey/options': way(['/sign-in/passkey/options'], { fields: {} }),
  'POST /sign-in/passkey': way(['/sign-in/passkey'], { fields: {} }),
  'GET /sign-in/with': way(['/sign-in/with']),
  'GET /sign-in/with/callback/provider': account({ params: { state: ['x', 'K7QF'] }, answers: 422 }),
  'POST /sign-out': way(['/sign-out'], { fields: {} }),
  'GET /account': account(),
  'GET /account/name': account(),
  'POST /account/name': account({ fields: { name: 'name', return: ['', '/our'] } }),
  'POST /account/second-factor/begin': account({ isNeverTaken: true, fields: {} }),
  'GET /account/second-factor': account(),
  'POST /account/second-factor': account({ isNeverTaken: true, fields: { code: ['123456'] } }),
  'GET /account/recovery-codes': account(),
  'POST /account/recovery-codes': account({ isNeverTaken: true, fields: { password: 'text' } }),
  'GET /account/password': account(),
  'POST /account/password': account({ isNeverTaken: true, fields: { password: 'text', 'password-before': 'text' } }),
  'GET /account/password/remove': account(),
  'POST /account/password/remove': account({ isNeverTaken: true, fields: {} }),
  'GET /account/passkeys/add': account(),
  'POST /account/passkeys/options': account({ isNeverTaken: true, fields: {} }),
  'POST /account/passkeys': account({ isNeverTaken: true, fields: {} }),
  'GET /account/passkeys/:id/name': account({ params: { id: 'passkey' }, opens: q => isMine('accounts.passkey', q, q.params['id']) }),
  'POST /account/passkeys/:id/name': account({ isNeverTaken: true, params: { id: 'passkey' }, opens: q => isMine('accounts.passkey', q, q.params['id']), fields: { name: 'name' } }),
  'GET /account/passkeys/:id/remove': account({ params: { id: 'passkey' }, opens: q => isMine('accounts.passkey', q, q.params['id']) }),
  'POST /account/passkeys/:id/remove': account({ isNeverTaken: true, params: { id: 'passkey' }, opens: q => isMine('accounts.passkey', q, q.params['id']), fields: {} }),
  'POST /account/provider/add': account({ isNeverTaken: true, fields: {} }),
  'POST /account/provider/remove': account({ isNeverTaken: true, fields: { id: 'passkey' } }),
  'POST /account/sessions/end': account({ fields: { session: 'session' } }),
  'POST /account/sign-out-everywhere': account({ isNeverTaken: true, fields: {} }),

  // ── what is one's own only, and closing one's account ──
  'GET /account/mine': {
    for: 'person', queries: ['deleted', 'gone'],
    shows: q => ({ exactly: { item: rows(...onlyMine(q)), ...said(q.world, onlyMine(q)), review_answer: answeredIn(q.world, self(q), onlyMine(q), undefined), leaving: canStop(q) }, within: ['share', 'organisation'] }),
  },
  'GET /account/mine/:file{everything\\.(?:xlsx|docx|json)}': {
    for: 'person', params: { file: ['everything.xlsx', 'everything.docx', 'everything.json'] },
    shows: q => ({ exactly: { item: rows(...onlyMine(q)), ...said(q.world, onlyMine(q)), review_answer: answeredIn(q.world, self(q), onlyMine(q), q.params['file']), looking: seen(q.world, 'looking', self(q)) }, within: ['share', 'organisation', 'role', 'person', 'alone_round'] }), // by its id, with what they answered in it
  },
  'POST /account/mine/delete': { for: 'person', fields: { item: 'items' } },
  'POST /account/mine/stop': { for: 'person', fields: { leaving: 'leaving' } },
  'GET /account/close': { for: 'person', shows: () => ({ within: ['organisation'] }) },
  'POST /account/close': { for: 'person', fields: { close: ['CLOSE', 'close', ''] }, shows: () => ({ within: ['organisation'] }) },

  // ── only where nothing is real ──
  'GET /outbox': { for: 'demonstration' },
  'GET /try-as': { for: 'demonstration' },
  'POST /try-as': { for: 'demonstration' },
}
