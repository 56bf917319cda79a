import { execFileSync, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What is running: the application's process, and the folder its PostgreSQL lives in. */
export interface Running { server: ChildProcess; postgres: string }

/** A way to end something at once, as a crash, a lack of memory or a person in haste does. Nothing is asked to stop. */
export interface Kill { name: string; /** The application does not come back by itself: whoever runs it starts it again. */ endsApplication: boolean; /** Another postmaster has to take its place. */ endsPostmaster: boolean; strike(running: Running): void }

export const kills: readonly Kill[] = [
  { name: 'the application', endsApplication: true, endsPostmaster: false, strike: ({ server }) => strike(server.pid!) },
  { name: 'the postmaster', endsApplication: false, endsPostmaster: true, strike: ({ postgres }) => strike(postmasterOf(postgres)) },
  { name: 'the postmaster and all its children', endsApplication: false, endsPostmaster: true, strike: ({ postgres }) => strike(...withChildren(postmasterOf(postgres))) },
  { name: 'a connection of the application', endsApplication: false, endsPostmaster: false, strike: ({ postgres }) => strike(...connectionsOf(postmasterOf(postgres)).slice(-1)) },
  { name: 'all of it at once', endsApplication: true, endsPostmaster: true, strike: ({ server, postgres }) => strike(server.pid!, ...withChildren(postmasterOf(postgres))) },
]

export function strike(...pids: number[]): void {
  for (const pid of pids) try { process.kill(pid, 'SIGKILL') } catch { /* it went by itself */ }
}

/** Ends whatever is left of a server of ours and its PostgreSQL. */
export function clearAway({ server, postgres }: Running): void {
  if (server.exitCode === null && server.signalCode === null) strike(server.pid!)
  const postmaster = postmasterOf(postgres)
  if (!Number.isNaN(postmaster)) strike(...withChildren(postmaster))
}

/** The postmaster's process; NaN while there is none. */
export function postmasterOf(postgres: string): number {
  if (!existsSync(path.join(postgres, 'postmaster.pid'))) return NaN
  return Number(readFileSync(path.join(postgres, 'postmaster.pid'), 'utf8').split('\n')[0])
}

function processes(): { pid: number; parent: number; command: string }[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 1 << 24 }).split('\n').flatMap(line => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command: command! }]
  })
}

/** The postmaster first, so that it starts none of its children again. */
function withChildren(postmaster: number): number[] {
  return [postmaster, ...processes().filter(each => each.parent === postmaster).map(({ pid }) => pid)]
}

/** Backends of the plain role, which says its name and its database's in the process's own name. */
function connectionsOf(postmaster: number): number[] {
  return processes().filter(each => each.parent === postmaster && /^postgres: alongside alongside /.test(each.command)).map(({ pid }) => pid)
}
