import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { settingsTable } from '#server/settings.ts'

/**
 * The server that the journeys walk through: a process of its own, started as `npm start` starts it, with the invented county, a
 * PostgreSQL of its own and a data folder that is thrown away. Once a run.
 */

declare module 'vitest' {
  interface ProvidedContext { address: string }
}

const house = path.resolve(import.meta.dirname, '../..')

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // To walk through a server that already runs, say where it is.
  const running = process.env['JOURNEYS_ADDRESS']
  if (running) {
    project.provide('address', running)
    return async () => {}
  }
  if (!existsSync(path.join(house, 'dist/app.css'))) execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: house, stdio: ['ignore', 'ignore', 'inherit'] })
  const folder = mkdtempSync(path.join(tmpdir(), 'alongside-journeys-'))
  const { server, address } = await startServer({ ALONGSIDE_DATA: folder, PORT: '0', DEMO: '1', RUN_BY: 'Carrowshire Practice Support', RUN_AT: 'Penmarsh', CONTACT: '01632 960 001' })
  project.provide('address', address)
  return async () => {
    await stopServer(server)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Starts a server and waits for its one line on standard output. Throws with everything it said when it ends before that. */
export async function startServer(env: Record<string, string>): Promise<{ server: ChildProcess; address: string; said: () => string }> {
  const server = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], { cwd: house, env: onlyTheseSettings(env), stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let said = ''
  server.stderr.on('data', (bytes: Buffer) => { said += bytes })
  const address = await new Promise<string>((ready, failed) => {
    server.stdout.on('data', (bytes: Buffer) => {
      out += bytes
      const line = /^Alongside is ready at (http:\/\/\S+)$/m.exec(out)
      if (line) ready(line[1]!)
    })
    server.on('exit', code => failed(new Error(`the server ended with ${code} before it was ready:\n${said}`)))
    server.on('error', failed)
  })
  return { server, address, said: () => said }
}

/** This process's environment with the settings given and no others: neither the person's own nor BASE_URL, which the test runner sets for itself. */
export function onlyTheseSettings(chosen: Record<string, string>): NodeJS.ProcessEnv {
  const without: NodeJS.ProcessEnv = { ...process.env }
  for (const { name } of settingsTable) delete without[name]
  return { ...without, ...chosen }
}

/** Asks a server to stop and waits until it has; answers its exit code. */
export async function stopServer(server: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  if (server.exitCode !== null) return server.exitCode
  const ended = new Promise<number | null>(done => server.once('exit', done))
  server.kill(signal)
  const force = setTimeout(() => server.kill('SIGKILL'), 15_000)
  try { return await ended } finally { clearTimeout(force) }
}
