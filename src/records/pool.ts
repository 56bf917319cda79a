import type { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** Signs of a database that is not there at the moment: nobody listens, or it is starting or stopping. */
const away = ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', '57P01', '57P02', '57P03']
const patienceMs = 3_000

/** How long a connection nobody asks anything of stays open: a new one would plan everything anew (./planned-once.ts). */
export const keptOpenMs = 300_000

type Handed = (fault: Error | undefined, client: pg.PoolClient | undefined, done: (release?: boolean | Error) => void) => void

/**
 * Connections that outlive a database which dies and comes back: one that is lost is replaced on next use, and fails nobody but whoever uses it; who asks for
 * one meanwhile waits a little and sees no fault. Nothing was asked of the database by then, so nothing is done twice.
 */
export class PatientPool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super(config)
    this.on('error', () => {}) // an idle one
    this.on('connect', client => {
      client.on('error', () => {}) // one in use fails its query, which whoever asked is told; without this it would end the process too
      // After a fatal word the server closes the connection, a moment later: nobody is handed it in between.
      ;(client as unknown as { connection: EventEmitter }).connection.on('errorMessage', ({ severity }: { severity?: string }) => { if (severity === 'FATAL' || severity === 'PANIC') (client as unknown as pg.Client).end().catch(() => {}) })
    })
  }

  override connect(): Promise<pg.PoolClient>
  override connect(handed: Handed): void
  override connect(handed?: Handed): Promise<pg.PoolClient> | void {
    const asked = this.patiently()
    if (handed === undefined) return asked
    asked.then(client => handed(undefined, client, client.release), fault => handed(fault as Error, undefined, () => {}))
  }

  private async patiently(): Promise<pg.PoolClient> {
    for (const began = performance.now(); ;) {
      try { return await super.connect() } catch (fault) {
        if (performance.now() - began > patienceMs || !away.includes((fault as NodeJS.ErrnoException).code ?? '')) throw fault
        await pause(50)
      }
    }
  }
}
