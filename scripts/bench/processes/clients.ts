import { Agent, get } from 'node:http'

/** Pages that people of one kind open, one after another. */
export interface Visit {
  /** Such as 'public pages'. */
  name: string
  /** Done once, before anything is measured, with every process's address: what must be there for the pages to be read. */
  prepare(addresses: readonly string[]): Promise<void>
  /** The address that client number `client` opens as their nth page. */
  path(client: number, nth: number): string
  /** What the client's browser sends along, such as the cookie of a person who has signed in. */
  headers?(client: number): Record<string, string>
}

/** What clients met. Milliseconds are from asking to the last byte. */
export interface Met { pages: number; perSecond: number; p50: number; p95: number; slowest: number }

/**
 * `clients` people, each with a connection of their own to one of the processes (as a balancer that keeps a visitor with a process would have it), open a
 * page, pause, and open the next, until `seconds` have gone. They begin one after another within the first pause. Throws at any answer but 200.
 * @param from the number of everybody's first page, so that what was read before is not read again
 */
export async function visit(addresses: readonly string[], { path, headers }: Visit, { clients, pauseMs, seconds, from = 0 }: { clients: number; pauseMs: number; seconds: number; from?: number }): Promise<Met> {
  const took: number[] = [], began = performance.now()
  const client = async (number: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 }), { port } = new URL(addresses[number % addresses.length]!)
    try {
      await pause((pauseMs * number) / clients)
      for (let nth = from; performance.now() - began < seconds * 1000; nth++) {
        const asked = performance.now()
        await open(agent, port, path(number, nth), headers?.(number) ?? {})
        took.push(performance.now() - asked)
        await pause(pauseMs)
      }
    } finally { agent.destroy() }
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  const sorted = took.sort((a, b) => a - b), at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return { pages: sorted.length, perSecond: sorted.length / ((performance.now() - began) / 1000), p50: at(0.5), p95: at(0.95), slowest: sorted.at(-1)! }
}

function open(agent: Agent, port: string, path: string, headers: Record<string, string>): Promise<void> {
  return new Promise((done, failed) => {
    get({ agent, host: '127.0.0.1', port, path, headers: { 'accept-encoding': 'gzip, deflate, br', accept: 'text/html', ...headers } }, answer => {
      answer.resume()
      answer.on('error', failed)
      answer.on('end', () => (answer.statusCode === 200 ? done() : failed(new Error(`${path} answered ${answer.statusCode}`))))
    }).on('error', failed)
  })
}

const pause = (milliseconds: number) => new Promise<void>(done => { setTimeout(done, milliseconds) })
