import { setTimeout as pause } from 'node:timers/promises'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { startServer } from '../journeys/server.ts'
import { Answered, openClient, readingOnce, seeded, type Client } from './client.ts'
import { clearAway, kills as everyKill, postmasterOf, type Kill, type Running } from './kills.ts'
import type { Write } from './write.ts'

export interface LossAsk {
  /** How many times something is killed. */
  kills: number
  seed: number
  writes: readonly Write[]
  /** Ways to kill, chosen from at random; all of them unless said. */
  ways?: readonly Kill[]
  /** For showing that this bites: PostgreSQL answers before what was written is on the disc. The product never runs so. */
  unsafe?: boolean
  say?(line: string): void
}

export interface Loss {
  kills: number
  acknowledged: number
  /** Each acknowledged write that is not there, in a line. */
  missing: string[]
  /** Milliseconds from a kill until the server said again that it was well, by what was killed. */
  backAfter: Record<string, number[]>
  /** How often the application ended though only its database, or a connection to it, was killed: it is to outlive them. */
  fell: number
  /** Whether so much was written that the figures mean something: 20 acknowledged writes a kill. */
  isEnough: boolean
}

/** Fewest acknowledged writes for each kill. */
const ENOUGH = 20

/** The one line that tells it all, read by a person and by `check:full`. */
export const lineOf = ({ kills, acknowledged, missing }: Loss): string => `loss: ${kills} kills, ${acknowledged} acknowledged, ${missing.length} missing`

interface Acknowledged { write: Write; what: unknown; by: string; after: number }

/**
 * Several people write by the pages, as fast as they are answered, to a real server over a real PostgreSQL that waits for its disc; at a random moment something is killed;
 * the server comes back, or is started again; and every write it acknowledged is looked for, after each kill and once more at the end.
 * Throws when some kind of write is never acknowledged, or the server does not come back.
 */
export async function lose(ask: LossAsk): Promise<Loss> {
  const { say = () => {}, ways = everyKill } = ask, random = seeded(ask.seed)
  const data = mkdtempSync(path.join(tmpdir(), 'alongside-loss-'))
  const house = await openHouse(data, say)
  const found: Loss = { kills: 0, acknowledged: 0, missing: [], backAfter: {}, fell: 0, isEnough: false }
  const all: Acknowledged[] = []
  const reader = openClient(house.address, 'reader', seeded(ask.seed))
  const lookFor = async (some: readonly Acknowledged[], when: string, isLater = false) => {
    const eyes = readingOnce(reader)
    for (const each of some) if (!await isThere(eyes, each, isLater)) found.missing.push(`${each.write.name}, by ${each.by} before kill ${each.after}, looked for ${when}: ${JSON.stringify(each.what)}`)
  }
  try {
    if (ask.unsafe) await beUnsafe(house.running().postgres)
    const writers = ask.writes.flatMap((write, at) => [1, 2].map(number => openWriter(write, openClient(house.address, `${write.name} ${number}`, seeded(ask.seed + 2 * at + number)))))
    for (let kill = 1; kill <= ask.kills; kill++) {
      const way = ways[Math.floor(random() * ways.length)]!, fresh: Acknowledged[] = []
      const stop = new AbortController()
      const writing = writers.map(writer => writer.until(stop.signal, what => fresh.push({ write: writer.write, what, by: writer.name, after: kill })))
      await enough(fresh, writers.length, 300 + random() * 1_200)
      const began = performance.now(), postmaster = postmasterOf(house.running().postgres)
      way.strike(house.running())
      await pause(random() * 200) // those who write meanwhile meet whatever there is
      stop.abort()
      if (await house.back(way.endsApplication, way.endsPostmaster ? postmaster : null)) found.fell++
      ;(found.backAfter[way.name] ??= []).push(Math.round(performance.now() - began))
      await Promise.all(writing)
      found.kills++
      if (kill === 1) orThrow(ask.writes.filter(write => !fresh.some(each => each.write === write)).map(write => `${write.name} (${writers.find(writer => writer.write === write)!.fault()})`))
      const before = found.missing.length
      await lookFor(fresh, `after kill ${kill} (${way.name})`)
      all.push(...fresh)
      say(`kill ${kill} of ${ask.kills}: ${way.name}; back after ${found.backAfter[way.name]!.at(-1)} ms; ${fresh.length} acknowledged before, ${found.missing.length - before} missing`)
      for (const line of found.missing.slice(before, before + 5)) say(`  missing: ${line}`)
    }
    const seen = found.missing.length
    if (seen === 0) await lookFor(all, 'at the end', true)
    found.acknowledged = all.length
    found.isEnough = all.length >= ENOUGH * ask.kills
    return found
  } finally {
    house.close()
    rmSync(data, { recursive: true, force: true })
  }
}

/** A kind of which nothing is acknowledged in half a minute says that its pages are other than it takes them to be: nothing would be looked after there. */
function orThrow(silent: readonly string[]): void {
  if (silent.length > 0) throw new Error(`nothing was acknowledged of: ${silent.join('; ')}`)
}

/** A page that fails is asked again for a while: what is looked for is what was lost, not whether the server is quick. One that is not there is an answer. */
async function isThere(eyes: Client, { write, what }: Acknowledged, isLater: boolean): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    try { return await write.isThere(eyes, what, isLater) } catch (fault) {
      if (tries === 3 || (fault instanceof Answered && fault.status < 500)) return false
      await pause(300 * tries)
    }
  }
}

/** Waits the time given, and longer until everybody has been acknowledged something or half a minute has passed. */
async function enough(fresh: readonly Acknowledged[], writers: number, milliseconds: number): Promise<void> {
  await pause(milliseconds)
  for (let waited = 0; waited < 30_000 && (new Set(fresh.map(({ by }) => by)).size < writers || fresh.length < ENOUGH); waited += 20) await pause(20)
}

/** One client that writes one kind, again and again. */
function openWriter(write: Write, client: Client) {
  let state: { is: unknown } | null = null, lastFault: unknown = 'no time'
  const name = client.unique()
  return {
    write, name,
    /** What stood in the way last. */
    fault: () => (lastFault instanceof Error ? lastFault.message : String(lastFault)),
    until: async (stop: AbortSignal, onAcknowledged: (what: unknown) => void): Promise<void> => {
      // What failed may have been done all the same, so tries are counted, with a few to spare.
      for (let done = 0, tries = 0; !stop.aborted && done < (write.most ?? Infinity) && tries++ < (write.most ?? Infinity) + 5;) {
        try {
          state ??= { is: await write.prepare(client) }
          onAcknowledged(await write.write(client, state.is))
          done++
        } catch (fault) {
          lastFault = fault
          state = null
          await pause(20)
        }
      }
    },
  }
}

/** The server of a run: started, started again, and asked how it is. */
async function openHouse(data: string, say: (line: string) => void) {
  const start = () => startServer({ ALONGSIDE_DATA: data, PORT: '0', DEMO: '1' })
  let now = await start()
  const running = (): Running => ({ server: now.server, postgres: path.join(data, 'pg') })
  const isWell = async () => { try { return (await fetch(`${now.address}/healthz`, { signal: AbortSignal.timeout(5_000) })).status === 200 } catch { return false } }
  const hasEnded = () => now.server.exitCode !== null || now.server.signalCode !== null
  return {
    address: () => now.address,
    running,
    /** Waits until the server is well, having started it anew where it ended; with a postmaster that was killed, over another: for a moment its orphans still answer. Answers whether it ended by itself. */
    back: async (isStartedAgain: boolean, killed: number | null): Promise<boolean> => {
      let fell = false
      for (const began = performance.now(); ;) {
        if (isStartedAgain || hasEnded()) {
          while (!hasEnded()) await pause(5)
          fell ||= !isStartedAgain
          if (!isStartedAgain) say(`the application ended by itself with ${now.server.exitCode ?? now.server.signalCode}:\n${now.said()}`)
          now = await start()
          isStartedAgain = false
        }
        const postmaster = postmasterOf(running().postgres)
        if ((killed === null || (postmaster !== killed && !Number.isNaN(postmaster))) && await isWell()) return fell
        if (performance.now() - began > 90_000) throw new Error(`the server did not come back within 90 s:\n${now.said()}`)
        await pause(20)
      }
    },
    close: () => clearAway(running()),
  }
}

/** Lets PostgreSQL answer before what was written is on the disc, or even with the system. */
async function beUnsafe(postgres: string): Promise<void> {
  const { embeddedPostgres } = await import('#server/postgres.ts')
  const server = await embeddedPostgres(postgres, { patienceMs: 0 })
  const above = new pg.Client(server.superuser)
  await above.connect()
  for (const setting of ['synchronous_commit = off', `wal_writer_delay = '10s'`, `wal_writer_flush_after = '256MB'`]) await above.query(`alter system set ${setting}`)
  await above.query('select pg_reload_conf()')
  await above.end()
  await server.release()
}
