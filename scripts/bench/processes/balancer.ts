/**
 * What stands in front of several processes in this bench: passes each request to the next of the addresses it was started with, whoever asks, and the answer
 * back as it comes. In a process of its own, so that neither those who read nor the servers wait for it. It says nothing of where a request came from, so that
 * no visitor is held by the limits meant for one.
 */
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

const agent = new Agent({ keepAlive: true }), addresses = process.argv.slice(2).map(address => new URL(address))
let turn = 0
const server = createServer((asked, answer) => {
  const { port } = addresses[turn++ % addresses.length]!
  const passed = request({ agent, host: '127.0.0.1', port, path: asked.url, method: asked.method, headers: asked.headers }, came => {
    answer.writeHead(came.statusCode!, came.rawHeaders)
    came.pipe(answer)
  })
  passed.on('error', () => { if (answer.headersSent) answer.destroy(); else answer.writeHead(502).end() })
  asked.pipe(passed)
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`Alongside is ready at http://localhost:${(server.address() as AddressInfo).port}\n`))
process.on('SIGTERM', () => { server.closeAllConnections(); server.close(() => process.exit(0)) })
