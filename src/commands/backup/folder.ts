import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import type { Sequence, Table } from '#records/catalogue.ts'
import { summing, type Sum } from '#records/rows.ts'

/**
 * A backup is a folder that needs nothing else to be understood: `manifest.json`, a packed file of lines for each table, the published figures
 * in `releases`, and `SHA256SUMS` over all of them, which `sha256sum -c SHA256SUMS` checks without Alongside.
 */
export interface Manifest {
  /** How the folder is laid out; a version of Alongside reads its own and earlier ones. */
  format: typeof FORMAT
  /** The version of Alongside that made it. */
  madeBy: string
  /** Everything that was acknowledged before this instant is in it. */
  asAt: string
  migrations: string[]
  tables: KeptTable[]
  sequences: Sequence[]
  /** Published figures, by the names the register of releases has for their files. */
  releases: { file: string; bytes: number }[]
}

/** The sum is over the rows' lines in key order, so a table restored comes to the same. */
export interface KeptTable extends Sum { schema: string; name: string; columns: string[] }

export const FORMAT = 1
export const SOURCE = 'docs/guides/backup-and-restore.md'
const MANIFEST = 'manifest.json', SUMS = 'SHA256SUMS'

/** Where a table's rows are, within the folder. */
export const fileOfTable = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string => `tables/${encodeURIComponent(`${schema}.${name}`)}.jsonl.gz`
export const fileOfRelease = (file: string): string => `releases/${file}`

/** For whoever keeps the machine, and nobody else. */
export const ownFolder = 0o700, ownFile = 0o600

/** Checksums of the files of a backup, by their names within it. */
export type Sums = Map<string, string>

/** Packs lines into a new file, on the disc when this resolves. */
export async function writeLines(file: string, batches: AsyncIterable<readonly string[]>, signal: AbortSignal): Promise<Sum & { fileSha256: string }> {
  const summed = summing(), hash = createHash('sha256')
  async function* bytes() { for await (const lines of batches) { signal.throwIfAborted(); summed.add(lines); yield lines.join('') } }
  await pipeline(Readable.from(bytes(), { objectMode: false }), createGzip(), hashing(hash), createWriteStream(file, { flags: 'wx', mode: ownFile, flush: true }))
  return { ...summed.sum(), fileSha256: hash.digest('hex') }
}

/** Reads the lines of a packed file, some at a time, each ending in a newline. Throws where the file is cut short or is no such file. */
export async function* readLines(file: string, hash: Hash = createHash('sha256')): AsyncGenerator<string[]> {
  let rest = ''
  const unpacked = createGunzip({ chunkSize: 1 << 20 })
  const packing = pipeline(createReadStream(file), hashing(hash), unpacked)
  packing.catch(() => {}) // told below, where somebody waits
  // Cut at newlines only: a text may hold any other sign that ends a line somewhere.
  for await (const text of unpacked.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    if (lines.length > 0) yield lines.map(line => `${line}\n`)
  }
  await packing
  if (rest !== '') throw new Error('its last line has no end')
}

export async function sumOfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(file)) hash.update(bytes as Buffer)
  return hash.digest('hex')
}

/** Writes down what is in the folder, and last the checksums of everything. */
export async function writeManifest(folder: string, manifest: Manifest, sums: Sums): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  await writeFile(path.join(folder, MANIFEST), text, { mode: ownFile, flush: true })
  const all = new Map([[MANIFEST, createHash('sha256').update(text).digest('hex')], ...sums])
  await writeFile(path.join(folder, SUMS), [...all].map(([file, sum]) => `${sum}  ${file}\n`).join(''), { mode: ownFile, flush: true })
}

/**
 * Reads a backup through to its last row. Refuses a folder that is none, one of a later form, and, by the name of the file or table, whatever is missing, cut short or
 * was changed since it was made.
 */
export async function readBackup(folder: string): Promise<{ manifest: Manifest; sums: Sums } | Refusal> {
  const sums = await readSums(folder)
  if (isRefusal(sums)) return sums
  const wrong = await whyNotAsMade(folder, MANIFEST, sums)
  if (wrong) return wrong
  const manifest = JSON.parse(await readFile(path.join(folder, MANIFEST), 'utf8')) as Manifest
  if (manifest.format > FORMAT) return refuse('newer-backup', `${folder} was made by a newer Alongside (${manifest.madeBy}), and this one does not know its form. Restore it with that version or a later one.`, SOURCE)
  for (const table of manifest.tables) {
    const no = await whyNotTheTable(folder, table, sums)
    if (no) return no
  }
  for (const { file } of manifest.releases) {
    const no = path.basename(file) === file ? await whyNotAsMade(folder, fileOfRelease(file), sums) : changed(file, 'is no name of a file of published figures')
    if (no) return no
  }
  return { manifest, sums }
}

async function readSums(folder: string): Promise<Sums | Refusal> {
  const text = await readFile(path.join(folder, SUMS), 'utf8').catch(() => null)
  if (text === null) return refuse('no-backup', `${folder} is not a whole backup: it has no ${SUMS}, which is written last.`, SOURCE)
  return new Map(text.split('\n').filter(Boolean).map(line => [line.slice(66), line.slice(0, 64)]))
}

async function whyNotTheTable(folder: string, table: KeptTable, sums: Sums): Promise<Refusal | null> {
  const file = fileOfTable(table), hash = createHash('sha256'), summed = summing()
  try {
    for await (const lines of readLines(path.join(folder, file), hash)) summed.add(lines)
  } catch (error) { return changed(file, isAbsent(error) ? 'is missing' : `cannot be read to its end (${error instanceof Error ? error.message : String(error)})`) }
  const { rows, sha256 } = summed.sum()
  if (rows !== table.rows) return changed(file, `has ${rows} rows of the table ${table.schema}.${table.name}, and the manifest says ${table.rows}`)
  if (sha256 !== table.sha256 || hash.digest('hex') !== sums.get(file)) return changed(file, `is not as it was made: rows of the table ${table.schema}.${table.name} were changed since`)
  return null
}

async function whyNotAsMade(folder: string, file: string, sums: Sums): Promise<Refusal | null> {
  try {
    return await sumOfFile(path.join(folder, file)) === sums.get(file) ? null : changed(file, 'is not as it was made: its checksum differs')
  } catch (error) { return changed(file, isAbsent(error) ? 'is missing' : `cannot be read (${error instanceof Error ? error.message : String(error)})`) }
}

const changed = (file: string, what: string): Refusal => refuse('changed-backup', `This backup is not whole: ${file} ${what}. Nothing was restored.`, SOURCE)

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

function hashing(hash: Hash) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) { hash.update(chunk); yield chunk }
  }
}
