import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { DataSet } from '#domain/position/release.ts'
import { isRefusal, refuse, type Day, type Refusal } from '#domain/words.ts'
import { downloads, type Download, type DownloadForm } from '#reference/manifest.ts'
import { reading, unpackMember } from '#reference/unpack.ts'

export interface GetDesk {
  /** The one way out to the internet; a proxy, where there is one, is behind it. */
  fetch: typeof fetch
  now(): Date
  /** Aborted when somebody asks to stop (Ctrl-C): the file on its way is let go of, and nothing of it is left. */
  signal: AbortSignal
}

export interface GetAsk {
  /** Made when it is not there. */
  folder: string
  /** Another server that has the same files at the same paths; null for the publishers' own. */
  from: URL | null
  /** null: all that have an address of their own. */
  only: readonly DataSet[] | null
  /** How long to wait for an answer, and then for each piece of it. */
  patienceSeconds?: number
}

/** What became of one file. */
export interface GetLine {
  file: string
  outcome: 'got' | 'replaced' | 'already-there' | 'refused'
  /** One sentence for the reader. */
  says: string
}

/** An import takes no more than this unpacked, so a larger file would be of no use. */
const mostBytes = 2 * 1024 ** 3
const usualPatienceSeconds = 60
const source = 'docs/guides/open-data.md'

/**
 * Downloads published files into a folder, each whole or not at all: written aside, looked at, flushed, then renamed. An answer that is cut, empty, late,
 * larger than 2 GB, a page instead of a file, or an error is refused by name and leaves nothing; the others go on. The same file again changes nothing.
 *
 * @param onProgress told now and then how much of a file has come; `of` is null where the server does not say
 * @returns a line for each file in the manifest's order; it went well when none is 'refused'
 */
export async function getFiles(desk: GetDesk, ask: GetAsk, onProgress: (file: string, bytes: number, of: number | null) => void = () => {}): Promise<GetLine[]> {
  const lines: GetLine[] = []
  const chosen = downloads().flatMap(each => 'address' in each && (ask.only === null || ask.only.includes(each.dataSet)) ? [each] : [])
  const workshop = await makeWorkshop(ask.folder)
  if (isRefusal(workshop)) return chosen.map(({ file }) => ({ file, outcome: 'refused', says: workshop.why }))
  try {
    for (const download of chosen) {
      if (desk.signal.aborted) break
      const file = nameOn(download, dayOf(desk.now()))
      const line = await getOne(desk, ask, download, file, workshop, (bytes, of) => onProgress(file, bytes, of))
      lines.push(isRefusal(line) ? { file, outcome: 'refused', says: line.why } : { file, ...line })
    }
  } finally { await rm(workshop, { recursive: true, force: true }) }
  return lines
}

type Direct = Extract<Download, { address: string }>

const dayOf = (now: Date): Day => now.toISOString().slice(0, 10)
const nameOn = ({ file }: Direct, day: Day): string => file.replace('{day}', day)

/** Beside where the files go, on the same disc, so that a rename is a rename; hidden, so that an import of the folder does not look into it. */
async function makeWorkshop(folder: string): Promise<string | Refusal> {
  try {
    await mkdir(folder, { recursive: true })
    return await mkdtemp(path.join(folder, '.getting-'))
  } catch (error) {
    return refuse('not-written', `${folder}: cannot be written to (${reasonOf(error)})`, source)
  }
}

async function getOne(desk: GetDesk, ask: GetAsk, download: Direct, file: string, workshop: string, onProgress: (bytes: number, of: number | null) => void): Promise<Omit<GetLine, 'file'> | Refusal> {
  const address = ask.from === null ? new URL(download.address) : atMirror(ask.from, new URL(download.address))
  const aside = path.join(workshop, file), place = path.join(ask.folder, file)
  try {
    const came = await receive(desk, address, aside, ask.patienceSeconds ?? usualPatienceSeconds, onProgress)
    if (isRefusal(came)) return named(file, came)
    const odd = await whatIsOdd(aside, came.bytes, download.form)
    if (odd !== null) return refuse('not-the-file', `${file}: expected ${forms[download.form].called} from ${address.host}; found ${odd}`, source)
    const kept = download.member === undefined ? came : await reading(file, () => takeOut(aside, download.member!))
    if (isRefusal(kept)) return kept
    const before = await checksumOf(place)
    const counted = `${kept.bytes.toLocaleString('en-GB')} bytes, sha256 ${kept.checksum}`
    if (before === kept.checksum) return { outcome: 'already-there', says: `already there, identical: ${counted}` }
    await rename(aside, place)
    return before === null ? { outcome: 'got', says: counted } : { outcome: 'replaced', says: `${counted}; the file of that name that was there, sha256 ${before}, is replaced` }
  } catch (error) {
    return refuse('not-written', `${file}: cannot be written (${reasonOf(error)})`, source)
  } finally { await rm(aside, { force: true }) }
}

/** Puts one member of an archive in the archive's place. */
async function takeOut(aside: string, member: string): Promise<{ bytes: number; checksum: string }> {
  const alone = `${aside}.member`
  await unpackMember(aside, member, alone)
  await rename(alone, aside)
  return { bytes: (await stat(aside)).size, checksum: (await checksumOf(aside))! }
}

const named = (file: string, { code, why }: Refusal): Refusal => refuse(code, `${file}: ${why}`, source)

/** The same path and question at another server. */
function atMirror(from: URL, address: URL): URL {
  return new URL(`${from.href.replace(/\/$/, '')}${address.pathname}${address.search}`)
}

// ── over the wire ──

/** Writes an answer to disc as it comes, flushed. Refuses a server that is not reached, late or in error, and an answer that stops before its end. */
async function receive(desk: GetDesk, address: URL, aside: string, patienceSeconds: number, onProgress: (bytes: number, of: number | null) => void): Promise<{ bytes: number; checksum: string } | Refusal> {
  const late = new AbortController()
  const signal = AbortSignal.any([late.signal, desk.signal])
  const wait = () => setTimeout(() => late.abort(), patienceSeconds * 1000)
  let timer = wait(), bytes = 0, answered = false
  const hash = createHash('sha256')
  try {
    const answer = await desk.fetch(address, { signal, headers: { 'user-agent': 'Alongside/0.1 (open data for GP practices)', accept: '*/*' } })
    answered = true
    if (!answer.ok) return refuse('http-error', `${address.host} answered ${answer.status}${answer.statusText && ` ${plainly(answer.statusText)}`}`, source)
    if (address.protocol === 'https:' && answer.url.startsWith('http:')) return refuse('not-private', `${address.host} led on to ${new URL(answer.url).host} without encryption, so the file could have been changed on its way`, source)
    const whole = answer.headers.has('content-encoding') ? null : lengthOf(answer.headers.get('content-length'))
    if (whole !== null && whole > mostBytes) return tooLarge()
    const file = await open(aside, 'w')
    try {
      for await (const piece of answer.body ?? []) {
        clearTimeout(timer)
        timer = wait()
        bytes += piece.byteLength
        if (bytes > mostBytes) return tooLarge()
        hash.update(piece)
        await written(file.writeFile(piece))
        onProgress(bytes, whole)
      }
      await written(file.sync())
    } finally { await file.close() }
    if (whole !== null && bytes !== whole) return refuse('cut-short', `the answer stopped after ${bytes.toLocaleString('en-GB')} of ${whole.toLocaleString('en-GB')} bytes`, source)
    return { bytes, checksum: hash.digest('hex') }
  } catch (error) {
    if (error instanceof NotWritten) throw error.cause
    if (desk.signal.aborted) return refuse('stopped', 'stopped before it was whole', source)
    if (late.signal.aborted) return refuse('late', `${address.host} ${answered ? `stopped sending for ${patienceSeconds} s, after ${bytes.toLocaleString('en-GB')} bytes` : `gave no answer in ${patienceSeconds} s`}`, source)
    return answered ? refuse('cut-short', `the answer was cut off after ${bytes.toLocaleString('en-GB')} bytes (${reasonOf(error)})`, source) : refuse('not-reached', `${address.host} cannot be reached (${reasonOf(error)})`, source)
  } finally { clearTimeout(timer) }
}

/** Our own disc said no, rather than the server. */
class NotWritten extends Error { override name = 'NotWritten' }

async function written(writing: Promise<void>): Promise<void> {
  try { await writing } catch (cause) { throw new NotWritten('not written', { cause }) }
}

const tooLarge = (): Refusal => refuse('too-large', 'larger than 2 GB, which is the most an import takes', source)

function lengthOf(header: string | null): number | null {
  return header !== null && /^\d+$/.test(header) ? Number(header) : null
}

/** ENOTFOUND rather than "fetch failed": the cause says what happened. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? error.cause : error
  return (cause as NodeJS.ErrnoException).code ?? cause.message
}

// ── what came ──

const headBytes = 4_096
/** The end of a zip is at most this far from its last byte: the record itself and the longest comment. */
const tailBytes = 22 + 65_535

const forms: Record<DownloadForm, { called: string; odd: (head: Buffer, tail: Buffer) => string | null }> = {
  csv: {
    called: 'a comma-separated file',
    odd: (head, tail) => head.includes(0) ? 'something that is not text' : !head.includes(',') ? `text without a comma, beginning ${begins(head)}` : tail.at(-1) !== 0x0A ? 'a last line without its end: the file is cut short' : null,
  },
  zip: {
    called: 'a zip file',
    odd: (head, tail) => !head.subarray(0, 4).equals(Buffer.from('PK\x03\x04')) ? `something else, beginning ${begins(head)}` : !tail.includes('PK\x05\x06') ? 'a zip without its end: the file is cut short' : null,
  },
  geojson: {
    called: 'outlines (GeoJSON)',
    odd: (head, tail) => !head.includes('"FeatureCollection"') ? `something else, beginning ${begins(head)}`
      : /"exceededTransferLimit"\s*:\s*true/.test(head.toString('latin1') + tail.toString('latin1')) ? 'a part of the outlines: the server says there are more'
        : !tail.toString('latin1').trimEnd().endsWith('}') ? 'GeoJSON without its end: the file is cut short' : null,
  },
}

/** Why a file that came is not the one expected, seen from its two ends; null when nothing is odd. What is inside it is for the import to say. */
async function whatIsOdd(aside: string, bytes: number, form: DownloadForm): Promise<string | null> {
  if (bytes === 0) return 'an empty answer'
  const file = await open(aside, 'r')
  try {
    const part = async (from: number, length: number) => (await file.read(Buffer.alloc(length), 0, length, from)).buffer
    const head = await part(0, Math.min(bytes, headBytes)), tail = await part(Math.max(0, bytes - tailBytes), Math.min(bytes, tailBytes))
    return webPage(head.toString('utf8')) ?? forms[form].odd(head, tail)
  } finally { await file.close() }
}

function webPage(head: string): string | null {
  if (!/^\s*</.test(head.replace(/^\uFEFF/, ''))) return null
  const title = /<title[^>]*>\s*([^<]{1,80})/i.exec(head)?.[1]?.trim()
  return `a web page${title ? `, “${plainly(title)}”` : ''}`
}

/** What another machine says, fit for a terminal: its control signs could move the cursor or rename the window. */
const plainly = (said: string): string => said.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 80)

const begins = (head: Buffer): string => JSON.stringify(head.toString('latin1').slice(0, 80))

async function checksumOf(file: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const piece of createReadStream(file)) hash.update(piece as Buffer)
    return hash.digest('hex')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
