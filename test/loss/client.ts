import { paths } from '#web/paths.ts'

/** Somebody at a browser without scripts: forms are sent as pages send them, and what a page says is read from its HTML. */
export interface Client {
  /** A page's text; throws when it does not answer 200. */
  read(path: string): Promise<string>
  /** How a page answers; throws when that is a failure, which tells nothing about what is there. */
  status(path: string): Promise<number>
  /**
   * Sends a form. Answers where the server leads on to, which is its word that it is done; throws for any other answer and for none.
   * @param done for a form that is answered by a page: what that says when it is done, in place of leading on; then the page's text is answered
   */
  send(path: string, form: Record<string, string> | [string, string][], done?: string): Promise<string>
  /** The same client as one of the invented people of the demonstration, signed in once. */
  as(person: string): Client
  /** Somebody else, whose browser has these cookies. */
  carrying(cookies: ReadonlyMap<string, string>): Client
  /** What this browser keeps. */
  readonly cookies: ReadonlyMap<string, string>
  /** From the seed and this client's own, at least 0 and below 1. */
  random(): number
  /** A text that nobody else in the run writes. */
  unique(): string
}

/** The server answered, and not as hoped. */
export class Answered extends Error {
  readonly status: number
  constructor(path: string, status: number) { super(`${path} answers ${status}`); this.status = status }
}

/** @param address where the server is at the moment: it may be another after each start */
export function openClient(address: () => string, name: string, random: () => number, cookies = new Map<string, string>()): Client {
  const people = new Map<string, Client>()
  let count = 0
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...init.headers, ...(cookies.size > 0 ? { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') } : {}) }
    const answer = await fetch(new URL(path, address()), { ...init, headers, redirect: 'manual', signal: AbortSignal.timeout(20_000) })
    for (const line of answer.headers.getSetCookie()) {
      const [, key, value, rest] = /^([^=]+)=([^;]*)(.*)/.exec(line) ?? []
      if (key === undefined) continue
      if (/;\s*max-age=0\b/i.test(rest!)) cookies.delete(key)
      else cookies.set(key, value!)
    }
    return answer
  }
  const client: Client = {
    read: async path => {
      const answer = await ask(path), text = await answer.text()
      if (answer.status !== 200) throw new Answered(path, answer.status)
      return text
    },
    status: async path => {
      const answer = await ask(path)
      await answer.arrayBuffer()
      if (answer.status >= 500) throw new Answered(path, answer.status)
      return answer.status
    },
    send: async (path, form, done) => {
      const answer = await ask(path, { method: 'POST', body: new URLSearchParams(form), headers: { origin: address() } }), to = answer.headers.get('location')
      const page = await answer.text()
      if (done === undefined ? answer.status !== 303 || to === null : answer.status !== 200 || !page.includes(done)) throw new Answered(path, answer.status)
      return done === undefined ? to! : page
    },
    as: person => {
      const one = people.get(person) ?? signedInAs(openClient(address, `${name} as ${person}`, random), person)
      people.set(person, one)
      return one
    },
    carrying: theirs => openClient(address, name, random, new Map(theirs)),
    cookies,
    random,
    unique: () => `${name} ${++count}`,
  }
  return client
}

/** Signs in as one of the invented people, as anybody may on a server for trying things out. */
export async function beSomebody(client: Client, person: string): Promise<void> {
  await client.send(paths.tryAs(), { person: await idOf(client, person) })
}

/** The id under which the page of invented people knows one of them. */
export async function idOf(client: Client, person: string): Promise<string> {
  const page = await client.read(paths.tryAs()), at = page.indexOf(`<strong>${person}</strong>`), id = /name="person" value="([^"]+)"/.exec(page.slice(at))?.[1]
  if (at < 0 || id === undefined) throw new Error(`nobody here is called ${person}`)
  return id
}

/** A client who signs in before the first thing they do. One whose session is lost stays so: sessions are not to be lost. */
function signedInAs(client: Client, person: string): Client {
  let signedIn: Promise<void> | null = null
  const first = <A extends unknown[], T>(work: (...given: A) => Promise<T>) => async (...given: A): Promise<T> => {
    await (signedIn ??= beSomebody(client, person).catch(fault => { signedIn = null; throw fault }))
    return work(...given)
  }
  return { ...client, read: first(client.read), status: first(client.status), send: first(client.send) }
}

/** The same client, which reads each page once: for looking for many things on the same pages. A page that failed is asked again. */
export function readingOnce(client: Client): Client {
  const pages = new Map<string, Promise<string>>(), statuses = new Map<string, Promise<number>>(), people = new Map<string, Client>()
  const once = <T>(kept: Map<string, Promise<T>>, path: string, ask: (path: string) => Promise<T>) => {
    const asked = kept.get(path) ?? ask(path)
    kept.set(path, asked)
    asked.catch(() => kept.delete(path))
    return asked
  }
  return {
    ...client,
    read: path => once(pages, path, client.read), status: path => once(statuses, path, client.status),
    as: person => { const one = people.get(person) ?? readingOnce(client.as(person)); people.set(person, one); return one },
  }
}

/** A sequence of numbers told by a whole number: the same again for the same (mulberry32). */
export function seeded(seed: number): () => number {
  let at = seed >>> 0
  return () => {
    at = (at + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(at ^ (at >>> 15), at | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
