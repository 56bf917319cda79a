import { Agent, request } from 'node:http'

/** One page that somebody opens, or with a form one that they send. */
export interface Page { /** What figures are told by, such as 'notes'. */ kind: string; path: string; form?: Record<string, string> }

/** Pages that people of one kind open, one after another. */
export interface Visit {
  /** Such as 'public pages'. */
  name: string
  /** Milliseconds within which 95 in 100 of them should come. */
  aimMs: number
  /** Whether each page may come from another process; else a visitor stays with one. */
  isSpread: boolean
  /** Done before anything is measured, with the address of every process: what must be there for the pages to be read. */
  prepare(processes: readonly string[]): Promise<void>
  /** What client number `client` opens as their nth page. */
  page(client: number, nth: number): Page
  /** What the client's browser sends along, such as the cookie of a person who has signed in. */
  headers?(client: number): Record<string, string>
}

/** How long pages took, from asking to the last byte. Milliseconds. */
export interface Waits { pages: number; p50: number; p95: number; p99: number; slowest: number }

/** What clients met. `wrong` holds what did not come as it should have: for a page 200, for a form that is sent 303. */
export interface Met extends Waits { perSecond: number; took: Map<string, number[]>; wrong: string[] }

/**
 * `clients` people, each with a connection of their own to one of the addresses, open a page, pause, and open the next, until `seconds` have gone. They begin one
 * after another within the first pause.
 */
export async function visit(addresses: readonly string[], { page, headers }: Visit, { clients, pauseMs, seconds }: { clients: number; pauseMs: number; seconds: number }): Promise<Met> {
  const took = new Map<string, number[]>(), wrong: string[] = [], began = performance.now()
  const client = async (number: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 }), address = new URL(addresses[number % addresses.length]!)
    try {
      await pause((pauseMs * number) / clients)
      for (let nth = 0; performance.now() - began < seconds * 1000; nth++) {
        const next = page(number, nth), asked = performance.now(), status = await open(agent, address, next, headers?.(number) ?? {})
        took.set(next.kind, [...took.get(next.kind) ?? [], performance.now() - asked])
        if (status !== (next.form ? 303 : 200)) wrong.push(`${next.kind} ${next.path} answered ${status}`)
        await pause(pauseMs)
      }
    } finally { agent.destroy() }
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  const all = waitsOf([...took.values()].flat())
  return { ...all, perSecond: all.pages / ((performance.now() - began) / 1000), took, wrong }
}

export function waitsOf(took: readonly number[]): Waits {
  const sorted = took.toSorted((a, b) => a - b), at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return { pages: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), slowest: sorted.at(-1)! }
}

function open(agent: Agent, { port, host, origin }: URL, { path, form }: Page, headers: Record<string, string>): Promise<number | string> {
  const body = form && new URLSearchParams(form).toString(), sends = body === undefined ? {} : { origin, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) }
  return new Promise(done => {
    const asking = request({ agent, host: '127.0.0.1', port, path, method: form ? 'POST' : 'GET', headers: { host, 'accept-encoding': 'gzip, deflate, br', accept: 'text/html', ...headers, ...sends } }, answer => {
      answer.resume()
      answer.on('error', fault => done(fault.message))
      answer.on('end', () => done(answer.statusCode!))
    })
    asking.on('error', fault => done(fault.message))
    asking.end(body)
  })
}

const pause = (milliseconds: number) => new Promise<void>(done => { setTimeout(done, milliseconds) })
