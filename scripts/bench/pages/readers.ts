import { Agent, get } from 'node:http'

/** What a number of readers met, each asking for the next page as soon as the last has come whole. */
export interface Met {
  requests: number
  perSecond: number
  /** Milliseconds from asking to the last byte. */
  p50: number
  p95: number
  slowest: number
  /** As sent, compressed, headers left out. */
  bytesEach: number
}

/**
 * `readers` connections kept open ask for `path(0)`, `path(1)` … until `requests` or `seconds` have been reached. Compressed, as browsers ask.
 * Throws at any answer but 200.
 */
export async function read(address: string, path: (index: number) => string, { readers, requests, seconds }: { readers: number; requests: number; seconds: number }): Promise<Met> {
  const agent = new Agent({ keepAlive: true, maxSockets: readers }), { port } = new URL(address)
  const took: number[] = [], began = performance.now()
  let next = 0, bytes = 0
  const one = (address: string) => new Promise<void>((done, failed) => {
    const asked = performance.now()
    get({ agent, host: '127.0.0.1', port, path: address, headers: { 'accept-encoding': 'gzip, deflate, br', accept: 'text/html' } }, answer => {
      answer.on('data', (piece: Buffer) => { bytes += piece.length })
      answer.on('error', failed)
      answer.on('end', () => {
        took.push(performance.now() - asked)
        if (answer.statusCode === 200) done()
        else failed(new Error(`${address} answered ${answer.statusCode}`))
      })
    }).on('error', failed)
  })
  const reader = async () => { while (next < requests && performance.now() - began < seconds * 1000) await one(path(next++)) }
  try {
    await Promise.all(Array.from({ length: readers }, reader))
  } finally {
    agent.destroy()
  }
  const sorted = took.sort((a, b) => a - b), at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return { requests: sorted.length, perSecond: sorted.length / ((performance.now() - began) / 1000), p50: at(0.5), p95: at(0.95), slowest: sorted.at(-1)!, bytesEach: bytes / sorted.length }
}
