import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import type { Log } from './log.ts'

/** The address cannot be listened on: taken, not ours, or not allowed. The message is for the person who started the server. */
export class PortRefused extends Error { override name = 'PortRefused' }

export interface Listening {
  /** The port in use, also when any free one was asked for. */
  port: number
  /** Takes no new requests, lets those in hand finish for at most two seconds, then lets go. */
  close(): Promise<void>
}

export interface Served {
  fetch: (request: Request, env: HttpBindings) => Response | Promise<Response>
  /** Whether this process can do its work; asked by whatever stands in front. */
  isHealthy: () => Promise<boolean>
}

const slowMilliseconds = 5_000

/** Serves on host and port (0 takes any free one). Throws PortRefused when that cannot be. */
export async function listen(served: Served, { host, port }: { host: string; port: number }, log: Log): Promise<Listening> {
  const pages = getRequestListener((request, env) => served.fetch(request, env as HttpBindings))
  const server = createServer((request, response) => {
    if (request.url === '/healthz') { void health(served, response); return }
    noteTrouble(request, response, log)
    void pages(request, response)
  })
  await new Promise<void>((ready, refused) => {
    server.once('error', (error: NodeJS.ErrnoException) => refused(new PortRefused(whyNotListen(error, host, port), { cause: error })))
    server.listen(port, host, ready)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => new Promise(done => {
      const enough = setTimeout(() => server.closeAllConnections(), 2_000)
      const idle = setInterval(() => server.closeIdleConnections(), 50) // a connection is kept open after its last answer
      server.close(() => { clearTimeout(enough); clearInterval(idle); done() })
    }),
  }
}

async function health(served: Served, response: ServerResponse): Promise<void> {
  const isHealthy = await served.isHealthy().catch(() => false)
  response.writeHead(isHealthy ? 200 : 503, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(isHealthy ? 'ok\n' : 'the database does not answer\n')
}

/** Notes a request that failed or took long: its path without what was typed into it. Answers that stream are long by nature and say so by their type. */
function noteTrouble(request: IncomingMessage, response: ServerResponse, log: Log): void {
  const began = performance.now()
  response.on('close', () => {
    const took = performance.now() - began
    const isStream = String(response.getHeader('content-type') ?? '').startsWith('text/event-stream')
    if (response.statusCode < 500 && (took < slowMilliseconds || isStream)) return
    const path = withoutKeys((request.url ?? '').split('?')[0]!).slice(0, 200)
    log.line(`${request.method} ${path} ${response.writableFinished ? response.statusCode : 'left before the answer'} after ${Math.round(took)} ms`)
  })
}

/**
 * An address as the log keeps it: words of ours and codes of practices and areas as they stand, and a dot for whatever else is between two slashes. A key, a code of
 * a letter or an id opens or names something; anything of other signs is what somebody typed.
 */
function withoutKeys(path: string): string {
  let plain = path
  try { plain = decodeURIComponent(path) } catch { /* nobody's address */ }
  return plain.split('/').map((part, at, parts) => (isOurs(part) && !(at === 2 && ['sketches', 'shared'].includes(parts[1]!)) ? part : '…')).join('/')
}

const isOurs = (part: string): boolean => /^[\w.:,-]{0,60}$/.test(part) && !/[\w-]{24,}|(?=[\w-]*\d)[\w-]{16,}/.test(part)

function whyNotListen(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use, perhaps by another Alongside. Stop that one, or choose another port: PORT=${port === 65_535 ? 3000 : port + 1} npm start`
  if (error.code === 'EACCES') return `This account may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return `HOST is "${host}", which is not an address of this machine.`
  return `Could not listen on ${host}, port ${port}: ${error.message}`
}
