import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** The one connection of a process on which the database tells it things. */
export interface Listening {
  /** From now on calls `heard` with what is told on a channel, until the function given back is called. */
  hear(channel: string, heard: (told: string) => void): Promise<() => void>
  /** Calls `again` each time the connection is back: what was told meanwhile was missed. */
  afterGap(again: () => void): () => void
  /** False while there is a gap: whoever waits had better look. */
  isUp(): boolean
  close(): Promise<void>
}

/** How often we make sure that the connection is more than half there, and how long the answer may take, milliseconds. */
const beatMs = 10_000, beatWaits = 5_000
const longestPauseMs = 5_000

/**
 * Opens the connection, and opens it again whenever it is lost, as often as it takes. Every process has one, however many channels it hears.
 * What is told is a hint and may be missed: whoever waits for something also looks now and then.
 *
 * @param onConnect statements run on each new connection: a lock held there lives exactly as long as this process and its connection do
 */
export async function openListening(config: pg.ClientConfig, onConnect: readonly string[] = []): Promise<Listening> {
  const ears = new Map<string, Set<(told: string) => void>>(), returns = new Set<() => void>()
  let client: pg.Client | null = null, isClosed = false

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ ...config, application_name: 'alongside listener', keepAlive: true, connectionTimeoutMillis: beatWaits })
    fresh.on('error', () => lose(fresh))
    fresh.on('end', () => lose(fresh))
    fresh.on('notification', ({ channel, payload }) => { for (const heard of ears.get(channel) ?? []) heard(payload ?? '') })
    try {
      await fresh.connect()
      // The database, too, is to notice soon when a machine of ours has gone without a word. Does nothing on a socket of this machine, where it always does.
      await fresh.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3')
      for (const statement of onConnect) await fresh.query(statement)
      // Until all are listened to, those included that somebody begins to hear meanwhile.
      for (const done = new Set<string>(), next = () => [...ears.keys()].find(channel => !done.has(channel)); next() !== undefined;) {
        const channel = next()!
        await fresh.query(listenTo(channel))
        done.add(channel)
      }
    } catch (fault) {
      void fresh.end().catch(() => {})
      throw fault
    }
    if (isClosed) return void fresh.end().catch(() => {})
    client = fresh
  }

  function lose(lostOne: pg.Client): void {
    if (client !== lostOne) return
    client = null
    void lostOne.end().catch(() => {})
    if (!isClosed) void comeBack()
  }

  async function comeBack(): Promise<void> {
    for (let wait = 100; !isClosed && client === null; wait = Math.min(longestPauseMs, wait * 2)) {
      await connect().catch(() => pause(wait, undefined, { ref: false }))
    }
    if (!isClosed) for (const again of returns) again()
  }

  const beat = setInterval(() => {
    const asked = client
    if (asked === null) return
    const tooLate = setTimeout(() => lose(asked), beatWaits)
    asked.query('select').catch(() => lose(asked)).finally(() => clearTimeout(tooLate))
  }, beatMs)
  beat.unref()

  await connect()
  return {
    async hear(channel, heard) {
      const listeners = ears.get(channel) ?? new Set()
      ears.set(channel, listeners.add(heard))
      // Where there is a gap now, coming back listens to every channel.
      if (listeners.size === 1) await client?.query(listenTo(channel)).catch(() => {})
      return () => { listeners.delete(heard) }
    },
    afterGap(again) {
      returns.add(again)
      return () => { returns.delete(again) }
    },
    isUp: () => client !== null,
    async close() {
      isClosed = true
      clearInterval(beat)
      const last = client
      client = null
      await last?.end().catch(() => {})
    },
  }
}

const listenTo = (channel: string): string => `listen ${pg.escapeIdentifier(channel)}`
