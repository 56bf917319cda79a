import { readFileSync } from 'node:fs'
import { connect as connectTo, type Socket } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { startServer, stopServer } from '../journeys/server.ts'

/** A server as somebody runs it: a process of its own, spoken to over the wire. */
export interface Running {
  server: ChildProcess
  address: string
  origin: string
  port: number
  folder: string
  /** Everything on its standard error so far. */
  said(): string
  /** What its process holds in memory at the moment, in millions of bytes; null where the machine does not say. */
  memory(): number | null
  /** Answers within eight seconds that it is well. */
  isWell(): Promise<boolean>
  stop(): Promise<void>
}

export async function run(env: Record<string, string> = {}): Promise<Running> {
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-abuse-'))
  const { server, address, said } = await startServer({ ALONGSIDE_DATA: folder, PORT: '0', DEMO: '1', WORKERS: '1', RUN_BY: 'Carrowshire Practice Support', RUN_AT: 'Penmarsh', CONTACT: '01632 960 001', ...env }), { port, origin } = new URL(address)
  return {
    server, address, origin, port: Number(port), folder, said,
    memory: () => { try { return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))![1]) / 1000) } catch { return null } },
    isWell: async () => server.exitCode === null && await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(8_000) }).then(answer => answer.ok, () => false),
    stop: async () => { await stopServer(server); rmSync(folder, { recursive: true, force: true }) },
  }
}

/** What came back over a connection, as it came. */
export interface Raw { text: string; statuses: number[]; isClosed: boolean; took: number }

/** Sends bytes as they are, which no client library would, and reads until the other side closes or nothing comes for a while. */
export async function raw(port: number, parts: (string | Buffer)[], { quietMs = 700, mostMs = 10_000, between = 0 } = {}): Promise<Raw> {
  const began = performance.now()
  return new Promise(done => {
    const socket: Socket = connectTo(port, '127.0.0.1')
    let text = '', isDone = false, quiet: NodeJS.Timeout | undefined
    const end = (isClosed: boolean) => {
      if (isDone) return
      isDone = true
      clearTimeout(quiet)
      clearTimeout(most)
      socket.destroy()
      done({ text, isClosed, took: performance.now() - began, statuses: [...text.matchAll(/(?:^|\n)HTTP\/1\.[01] (\d{3})/g)].map(([, status]) => Number(status)) })
    }
    const most = setTimeout(() => end(false), mostMs)
    socket.on('data', bytes => { text += bytes.toString('latin1'); clearTimeout(quiet); quiet = setTimeout(() => end(false), quietMs) })
    socket.on('end', () => end(true)).on('close', () => end(true)).on('error', () => end(true))
    socket.on('connect', () => void (async () => {
      for (const part of parts) {
        if (isDone || socket.destroyed) return
        if (!socket.write(part)) await new Promise<void>(drained => { const goOn = () => { socket.off('drain', goOn); socket.off('close', goOn); clearTimeout(enough); drained() }, enough = setTimeout(goOn, 3_000); socket.on('drain', goOn).on('close', goOn) })
        if (between > 0) await pause(between)
      }
    })())
  })
}

/** The head of an answer: its lines before the first empty one. */
export const headOf = (text: string): string[] => text.split('\r\n\r\n')[0]!.split('\r\n')
