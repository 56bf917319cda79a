/** Somebody at a browser without scripts: forms are sent as pages send them, and what a page says is read from its HTML. */
export interface Client {
  /** A page's text; throws when it does not answer 200. */
  read(path: string): Promise<string>
  /** How a page answers, whatever that is. */
  status(path: string): Promise<number>
  /**
   * Sends a form. Answers where the server leads on to, which is its word that it is done; throws for any other answer and for none.
   * @param done for a form that is answered by a page: what that says when it is done, in place of leading on
   */
  send(path: string, form: Record<string, string>, done?: string): Promise<string>
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
export function openClient(address: () => string, name: string, random: () => number): Client {
  const cookies = new Map<string, string>()
  let count = 0
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...init.headers, ...(cookies.size > 0 ? { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') } : {}) }
    const answer = await fetch(new URL(path, address()), { ...init, headers, redirect: 'manual', signal: AbortSignal.timeout(20_000) })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, key, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (key !== undefined) cookies.set(key, value!)
    }
    return answer
  }
  return {
    read: async path => {
      const answer = await ask(path), text = await answer.text()
      if (answer.status !== 200) throw new Answered(path, answer.status)
      return text
    },
    status: async path => { const answer = await ask(path); await answer.arrayBuffer(); return answer.status },
    send: async (path, form, done) => {
      const answer = await ask(path, { method: 'POST', body: new URLSearchParams(form), headers: { origin: address() } }), to = answer.headers.get('location')
      const page = await answer.text()
      if (done === undefined ? answer.status !== 303 || to === null : answer.status !== 200 || !page.includes(done)) throw new Answered(path, answer.status)
      return to ?? path
    },
    random,
    unique: () => `${name} ${++count}`,
  }
}

/** The same client, which reads each page once: for looking for many things on the same pages. */
export function readingOnce(client: Client): Client {
  const pages = new Map<string, Promise<string>>(), statuses = new Map<string, Promise<number>>()
  const once = <T>(kept: Map<string, Promise<T>>, path: string, ask: (path: string) => Promise<T>) => { const asked = kept.get(path) ?? ask(path); kept.set(path, asked); return asked }
  return { ...client, read: path => once(pages, path, client.read), status: path => once(statuses, path, client.status) }
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
