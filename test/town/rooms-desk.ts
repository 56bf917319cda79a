import { openAlone } from '#server/alone.ts'
import { openLeavings } from '#server/leaving.ts'
import { openRooms } from '#server/rooms.ts'
import { openReviews } from '#server/reviews.ts'
import { openSupport } from '#server/support.ts'
import type { Database } from '#records/connect.ts'
import type { Who } from '#web/accounts/port.ts'
import type { Desk } from '#web/desk.ts'
import { townDesk } from './desk.ts'
import { personas } from './rooms.ts'

/**
 * A desk over a real database, where whoever asks is told by a header: pages of rooms without the ways of signing in, which have tests of their own.
 * `fetch(app)` asks as a person: `as(personas.sam.person)('/our')`.
 */
export function roomsDesk(db: Database, more: Partial<Desk> = {}): ReturnType<typeof townDesk> {
  const desk = townDesk(more)
  const accounts = { ...desk.accounts, carriesSession: (headers: Headers) => headers.has(PERSON), who: async ({ headers }: { headers: Headers }) => whoIs(headers.get(PERSON)), typed: { keep: async () => null, find: async () => null, letGo: async () => ({ cookies: [] }) } } as unknown as Desk['accounts']
  return Object.assign(desk, { accounts, rooms: openRooms({ db, now: desk.now }), support: openSupport({ db, now: desk.now }), alone: openAlone({ db, now: desk.now }), reviews: openReviews({ db, now: desk.now, parametersOn: desk.parameters.on }), leaving: openLeavings({ db, now: desk.now, mailOf: async () => [] }, { line: () => {} }) })
}

const PERSON = 'x-person-of-the-test'

/** Asks an app as a person; null for somebody who has not signed in. Forms are sent as browsers send them. */
export function as(app: { request(path: string, init?: RequestInit): Response | Promise<Response> }, person: string | null) {
  const headers = (): Record<string, string> => ({ ...person === null ? {} : { [PERSON]: person }, origin: 'http://localhost', host: 'localhost' })
  return {
    get: async (path: string) => app.request(path, { headers: headers() }),
    post: async (path: string, fields: Record<string, string> | URLSearchParams = {}) => app.request(path, { method: 'POST', headers: { ...headers(), 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() }),
  }
}

function whoIs(person: string | null): Who | null {
  const persona = Object.values(personas).find(one => one.person === person)
  return person === null ? null : { person, name: persona?.name ?? person, email: `${person}@example.invalid`, session: person, how: 'demo', signedInAt: new Date(), isRecent: true }
}
