import type pg from 'pg'
import { openDoorkeeper } from '#records/accounts.ts'
import type { Database } from '#records/connect.ts'
import { asViewer } from '#records/viewing.ts'
import { openAccounts } from '#server/accounts.ts'
import { sharedSecret } from '#server/secret.ts'
import { paths } from '#web/paths.ts'
import { sql } from 'kysely'
import type { Page, Visit } from './clients.ts'
import { figuresRead } from './public-pages.ts'

/** Of every fifty readers, how many are of practices, support units and commissioners. */
const ofFifty = { practice: 42, support: 4, commissioner: 4 }
/** One page in so many is a note that is written. */
const writesOneIn = 20

interface Person { email: string; organisation: string; kind: keyof typeof ofFifty }
interface Reader { cookie: string; organisation: string; pages: Page[] }

/**
 * People who have signed in and read what is their own: where they speak, their room, its notes, one of them and who may see it, what others show them and one
 * thing of that (which is written down for its owner), who has looked, people, groups, requests for help or cases; now and then they write a note. Each is somebody else, and in another room.
 */
export async function ownPages(db: Database, config: pg.PoolConfig, dataFolder: string, practice: string, clients: number): Promise<Visit> {
  const people = await readersOf(db, clients), cookies = await signedIn(db, config, dataFolder, people.map(({ email }) => email))
  let readers: Reader[] = []
  return {
    name: 'own pages',
    aimMs: 150,
    isSpread: true,
    prepare: async processes => {
      await figuresRead(processes, practice)
      if (readers.length === 0) readers = await Promise.all(people.map(({ organisation, kind }, i) => readerOf(processes[0]!, organisation, kind, cookies[i]!)))
    },
    page: (client, nth) => {
      const { pages, organisation } = readers[client]!, step = nth + client * 7
      if (step % writesOneIn === writesOneIn - 1) return { kind: 'write a note', path: paths.room(organisation, 'notes/new'), form: { heading: `Note ${step}`, body: 'Written while the bench ran.\n\n'.repeat(5), keep: 'your-partners' } }
      return pages[step % pages.length]!
    },
    headers: client => ({ cookie: readers[client]!.cookie }),
  }
}

/** Those who answer for organisations here and there in the country, as many as are wanted. */
async function readersOf(db: Database, clients: number): Promise<Person[]> {
  return asViewer(db, { as: 'backup' }, async tx => {
    const found: Person[] = []
    for (const [kind, many] of Object.entries(ofFifty)) found.push(...(await sql<Person>`
      select account.email, o.id as organisation, o.kind from organisation o cross join lateral (select person from role where organisation = o.id and to_on is null and kind in ('practice-manager', 'officer') order by id limit 1) r
      join accounts."user" account on account.id = r.person where o.kind = ${kind} and o.confirmed_at is not null order by md5(o.id::text) limit ${Math.round((many * clients) / 50)}`.execute(tx)).rows)
    return found
  })
}

/** Signs everybody in by the link of a letter, as a server does that has this data folder; answers their cookies. */
async function signedIn(db: Database, config: pg.PoolConfig, dataFolder: string, emails: readonly string[]): Promise<string[]> {
  const keeper = openDoorkeeper(config), links = new Map<string, string>()
  const post = { canSend: true, send: async ({ to, link }: { to: string; link?: string }) => { links.set(to, link!) } }
  const accounts = openAccounts({ db, door: keeper.door, pool: keeper.pool, secret: sharedSecret(dataFolder), address: 'http://localhost', provider: null, post, isDemo: false, now: () => new Date(), report: fault => { throw fault } })
  try {
    await keeper.door.deleteFrom('allowance').execute() // a bench that runs again and again is no nuisance
    const cookies: string[] = []
    for (const email of emails) {
      const asking = { headers: new Headers(), caller: null }
      await accounts.signIn.sendLink(asking, email, null)
      const signed = await accounts.signIn.byLink(asking, new URL(links.get(email)!).searchParams.get('token')!)
      if ('refused' in signed) throw new Error(signed.why)
      cookies.push(signed.cookies.map(line => line.split(';')[0]).join('; '))
    }
    return cookies
  } finally { await keeper.close() }
}

/** What somebody finds by the links of their own pages. */
async function readerOf(address: string, organisation: string, kind: Person['kind'], cookie: string): Promise<Reader> {
  const room = (part?: Parameters<typeof paths.room>[1]) => paths.room(organisation, part)
  const linkOn = async (path: string, begins: string) => {
    const answer = await fetch(address + path, { headers: { cookie } }), text = await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return new RegExp(`href="(${begins}/[0-9a-f-]{36})"`).exec(text)?.[1]
  }
  // A request and a case have a page of their own, to which the list's link leads.
  const ownPageOf = async (path: string | undefined) => (path === undefined ? path : (await fetch(address + path, { headers: { cookie }, redirect: 'manual' })).headers.get('location') ?? path)
  const item = await linkOn(room('notes'), `${room()}/kept`), shown = await ownPageOf(await linkOn(room('shown-to-us'), `${room()}/shown-to-us`)), group = await linkOn(room('groups'), `${room()}/groups`)
  const worksIn = ({ practice: 'ask', support: 'asked-us', commissioner: 'cases' } as const)[kind], work = await linkOn(room(worksIn), room(worksIn))
  const pages: Page[] = [
    { kind: 'where one speaks', path: `${paths.ours()}?all` }, { kind: 'first page', path: room() }, { kind: 'notes', path: room('notes') },
    ...item === undefined ? [] : [{ kind: 'one note', path: item }, { kind: 'who may see it', path: `${item}/who` }],
    { kind: 'shown to us', path: room('shown-to-us') }, ...shown === undefined ? [] : [{ kind: 'shown by another', path: shown }],
    { kind: 'who has looked', path: room('who-has-looked') }, { kind: 'people', path: room('people') }, { kind: 'groups', path: room('groups') },
    ...group === undefined ? [] : [{ kind: 'one group', path: group }], { kind: 'requests or cases', path: room(worksIn) }, ...work === undefined ? [] : [{ kind: 'one request or case', path: work }], { kind: 'a new note', path: room('notes/new') },
  ]
  return { cookie, organisation, pages }
}
