import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { appendFile, open, stat, type FileHandle } from 'node:fs/promises'
import { isUtf8 } from 'node:buffer'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { crc32, createGunzip, createInflateRaw } from 'node:zlib'
import yauzl from 'yauzl'
import { newlines } from './text.ts'
import { refuseFile, shown, type Fault, type FileRefusal } from './file-refusal.ts'

/** One file as published, perhaps inside an archive: what it is called, the fingerprint of its bytes as given, and how to read it unpacked. */
export interface Packed {
  /** Where it lies on disc. */
  path: string
  /** For the reader: the name as given; one of several files of an archive is 'archive.zip: inner.csv'. */
  file: string
  /** For the register: without the folders of whoever brought it in. */
  fileName: string
  /** Names that may tell its day, nearest first: member, file, then folders. */
  names: string[]
  /** SHA-256 of the published bytes as given, hex; of the unpacked member where an archive holds several files. */
  checksum: string
  /** True for one of several files of an archive. */
  isOneOfMany: boolean
  unpacked(): AsyncIterable<Buffer>
}

/** What a file may unpack to: a published file stays far below. */
export interface UnpackLimits {
  bytes: number
  /** Unpacked bytes for each packed byte, once past `ratioFrom` bytes unpacked. */
  ratio: number
  ratioFrom: number
  members: number
}

export const limits: UnpackLimits = { bytes: 2 * 1024 ** 3, ratio: 200, ratioFrom: 32 * 1024 ** 2, members: 200 }

/** Thrown inside reading and turned into a FileRefusal by `reading`. */
export class FileFault extends Error {
  override name = 'FileFault'
  readonly fault: Fault
  constructor(fault: Fault) {
    super(fault.found)
    this.fault = fault
  }
}

/** Runs `work` over a file and turns what is wrong with the file into a refusal; what is wrong with us is thrown on. */
export async function reading<T>(file: string, work: () => Promise<T>): Promise<T | FileRefusal> {
  try { return await work() } catch (error) {
    if (error instanceof FileFault) return refuseFile(file, error.fault)
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') return refuseFile(file, { code: 'no-such-file', expected: 'a file', found: 'none of that name' })
    if (code === 'EACCES' || code === 'EPERM') return refuseFile(file, { code: 'not-readable', expected: 'a file we may read', found: 'one that the system keeps from us' })
    // Ours to mend, not the file's; but it stops this file alone, and a smaller one may still fit.
    if (isDiscFull(error)) return refuseFile(file, { code: 'no-room', expected: 'room on the disc to unpack and keep it', found: 'none left; nothing of it was kept' })
    throw error
  }
}

/** Whether our own disc is full; DuckDB says so in words alone. */
function isDiscFull(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT' || /No space left on device|failed to offload data block.*max_temp_directory/is.test(String(message))
}

/**
 * What lies at `onDisc`: the file itself, or the files inside a .zip. Known by its first bytes, not its name. A workbook is a file, not an archive.
 * Refuses (throws FileFault) an archive that is cut short, encrypted, or holds more than `limits.members` files.
 *
 * @param file name for the reader
 * @param names names that may tell the day, nearest first
 */
export async function packedFiles(onDisc: string, file: string, names: string[], cap: UnpackLimits = limits): Promise<Packed[]> {
  const size = (await stat(onDisc)).size
  if (size === 0) throw new FileFault({ code: 'empty-file', expected: 'a published file', found: 'an empty one' })
  const start = await firstBytes(onDisc, 4)
  const checksum = await checksumOf(onDisc)
  const alone = (unpacked: () => AsyncIterable<Buffer>): Packed[] => [{ path: onDisc, file, fileName: path.basename(file), names, checksum, isOneOfMany: false, unpacked }]
  if (start[0] === 0x1f && start[1] === 0x8b) return alone(() => capped(gunzipped(onDisc), size, cap))
  if (start.readUInt32BE(0) !== 0x504b0304) {
    if (start.readUInt32BE(0) === 0x504b0506) throw new FileFault({ code: 'empty-archive', expected: 'a file in the archive', found: 'none' })
    return alone(() => capped(createReadStream(onDisc, { highWaterMark: 1 << 20 }), size, cap))
  }
  const members = await membersOf(onDisc, cap)
  if (members.some(member => member.fileName === 'xl/workbook.xml')) return alone(() => capped(createReadStream(onDisc, { highWaterMark: 1 << 20 }), size, cap))
  const files = members.filter(member => !member.fileName.endsWith('/') && !/(^|\/)(__MACOSX\/|\.)/.test(member.fileName))
  if (files.length === 0) throw new FileFault({ code: 'empty-archive', expected: 'a file in the archive', found: 'none' })
  const twice = files.find((member, i) => files.findIndex(other => other.fileName === member.fileName) < i)
  if (twice) throw new FileFault({ code: 'same-name', expected: 'each file of an archive under a name of its own', found: `two called ${shown(twice.fileName)}` })
  const isOneOfMany = files.length > 1
  const packed: Packed[] = []
  for (const member of files) {
    const unpacked = (): AsyncIterable<Buffer> => capped(inflated(onDisc, member), Math.max(1, member.compressedSize), cap)
    const inner = member.fileName.replace(/\p{Cc}/gu, '?')
    packed.push({
      path: onDisc, file: isOneOfMany ? `${file}: ${inner}` : file, fileName: `${path.basename(file)}: ${path.basename(inner)}`, names: [path.basename(inner), ...names], isOneOfMany, unpacked,
      checksum: isOneOfMany ? createHash('sha256').update(checksum).update('\n').update(member.fileName).digest('hex') : checksum,
    })
  }
  return packed
}

/** How a text file was written, found while it was unpacked. */
export interface UnpackedText { bytes: number; encoding: 'utf-8' | 'windows-1252' }

/**
 * Unpacks a file to `to`, which ends up as UTF-8 without a byte-order mark. Windows-1252 (latin-1), as some publishers write it, is turned into UTF-8.
 * Refuses (throws FileFault): UTF-16 and UTF-32, NUL bytes, a mixture of encodings, damaged or cut-short packing, more than the limits allow,
 * and a last line without its end, for a number cut short still looks like a number; `isEndOpen` puts that end there instead.
 */
export async function unpackText(packed: Packed, to: string, isEndOpen = false): Promise<UnpackedText> {
  const out = await open(to, 'w')
  let bytes = 0, last = 0x0a
  let tail = Buffer.alloc(0)
  let isUtf8SoFar = true, isCrLf = false
  try {
    for await (let chunk of packed.unpacked()) {
      if (bytes === 0) {
        refuseWideEncodings(chunk)
        if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) { chunk = chunk.subarray(3); bytes += 3 }
      }
      if (chunk.length === 0) continue
      bytes += chunk.length
      const nul = chunk.indexOf(0)
      if (nul >= 0) throw new FileFault({ code: 'not-text', line: await lineAt(to, chunk.subarray(0, nul)), expected: 'text', found: 'a NUL byte: the file is damaged or is not text' })
      if (isUtf8SoFar) {
        const joined = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk
        const whole = joined.length - unfinished(joined)
        isUtf8SoFar = isUtf8(joined.subarray(0, whole))
        tail = Buffer.from(joined.subarray(whole))
      }
      last = chunk[chunk.length - 1]!
      isCrLf ||= chunk.includes('\r\n')
      await writeAll(out, chunk)
    }
  } finally {
    await out.close()
  }
  if (tail.length > 0) isUtf8SoFar = false
  if (!isUtf8SoFar) await turnIntoUtf8(to)
  if (bytes === 0) throw new FileFault({ code: 'empty-file', expected: 'a published file', found: 'an empty one' })
  if (last !== 0x0a && last !== 0x0d && isEndOpen) await appendFile(to, isCrLf ? '\r\n' : '\n')
  else if (last !== 0x0a && last !== 0x0d) {
    throw new FileFault({ code: 'cut-short', line: await lineAt(to, Buffer.alloc(0)), expected: 'a line end after the last line', found: 'the end of the file in the middle of a line: it may be cut short' })
  }
  return { bytes, encoding: isUtf8SoFar ? 'utf-8' : 'windows-1252' }
}

/** Unpacks a file to `to` as it is, for forms that are not comma-separated text. */
export async function unpackBytes(packed: Packed, to: string): Promise<number> {
  const out = await open(to, 'w')
  let bytes = 0
  try {
    for await (const chunk of packed.unpacked()) { bytes += chunk.length; await writeAll(out, chunk) }
  } finally { await out.close() }
  return bytes
}

/** The first `bytes` unpacked bytes, fewer when the file is shorter. */
export async function headOf(packed: Packed, bytes: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let have = 0
  for await (const chunk of packed.unpacked()) {
    parts.push(chunk)
    have += chunk.length
    if (have >= bytes) break
  }
  return Buffer.concat(parts).subarray(0, bytes)
}

/** SHA-256 of a file's bytes, hex. */
export async function checksumOf(onDisc: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(onDisc, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

// ── packing ──

async function firstBytes(onDisc: string, count: number): Promise<Buffer> {
  const handle = await open(onDisc, 'r')
  try {
    const buffer = Buffer.alloc(count)
    await handle.read(buffer, 0, count, 0)
    return buffer
  } finally { await handle.close() }
}

async function* capped(source: AsyncIterable<Buffer>, packedBytes: number, cap: UnpackLimits): AsyncIterable<Buffer> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > cap.bytes) throw new FileFault({ code: 'too-large', expected: `at most ${megabytes(cap.bytes)} once unpacked`, found: 'more' })
    if (bytes > cap.ratioFrom && bytes > packedBytes * cap.ratio) throw new FileFault({ code: 'too-large', expected: `at most ${cap.ratio} bytes for each packed byte`, found: `more: it unpacks to at least ${megabytes(bytes)} from ${megabytes(packedBytes)}, as no published file does` })
    yield chunk
  }
}

function megabytes(bytes: number): string {
  return bytes < 1024 ** 2 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${Math.round(bytes / 1024 ** 2)} MB`
}

async function* gunzipped(onDisc: string): AsyncIterable<Buffer> {
  const file = createReadStream(onDisc, { highWaterMark: 1 << 18 })
  const gunzip = createGunzip({ chunkSize: 1 << 20 })
  file.on('error', error => gunzip.destroy(error))
  try {
    yield* file.pipe(gunzip) as AsyncIterable<Buffer>
  } catch (error) {
    throw error instanceof FileFault ? error : new FileFault({ code: 'damaged-packing', expected: 'a whole gzip file', found: `one that is cut short or damaged (${said(error)})` })
  } finally {
    file.destroy()
    gunzip.destroy()
  }
}

async function openZip(onDisc: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(onDisc, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(damagedZip(error))
      else resolve(zip)
    })
  })
}

async function membersOf(onDisc: string, cap: UnpackLimits): Promise<yauzl.Entry[]> {
  const zip = await openZip(onDisc)
  try {
    if (zip.entryCount > cap.members) throw new FileFault({ code: 'too-many-members', expected: `at most ${cap.members} files in an archive`, found: String(zip.entryCount) })
    return await new Promise((resolve, reject) => {
      const members: yauzl.Entry[] = []
      zip.on('entry', (entry: yauzl.Entry) => { members.push(entry); zip.readEntry() })
      zip.on('end', () => resolve(members))
      zip.on('error', (error: Error) => reject(damagedZip(error)))
      zip.readEntry()
    })
  } finally { zip.close() }
}

async function* inflated(onDisc: string, member: yauzl.Entry): AsyncIterable<Buffer> {
  if (member.isEncrypted()) throw new FileFault({ code: 'encrypted', expected: 'a file that opens without a password', found: 'an encrypted one' })
  const zip = await openZip(onDisc)
  let stream: Readable | null = null
  try {
    // Deflated here rather than by the archive's reader, whose small pieces cost as much as the work itself.
    const isDeflated = member.compressionMethod === 8
    if (!isDeflated && member.compressionMethod !== 0) throw new Error(`it is packed by a method we do not know (${member.compressionMethod})`)
    const packed = await new Promise<Readable>((resolve, reject) => zip.openReadStream(member, { decompress: isDeflated ? false : null } as yauzl.ZipFileOptions, (error, opened) => { if (error) reject(error); else resolve(opened) }))
    stream = isDeflated ? packed.pipe(createInflateRaw({ chunkSize: 1 << 20 })) : packed
    packed.on('error', error => stream?.destroy(error))
    let sum = 0, bytes = 0
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sum = crc32(chunk, sum)
      bytes += chunk.length
      if (bytes > member.uncompressedSize) throw new Error('it unpacks to more than it says')
      yield chunk
    }
    if (bytes !== member.uncompressedSize) throw new Error('it unpacks to less than it says')
    if (sum !== member.crc32) throw new Error('its checksum differs from what is in it')
  } catch (error) {
    throw error instanceof FileFault ? error : damagedZip(error)
  } finally {
    stream?.destroy()
    zip.close()
  }
}

function damagedZip(error: unknown): FileFault {
  return new FileFault({ code: 'damaged-packing', expected: 'a whole zip archive', found: `one that is cut short or damaged (${said(error)})` })
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

// ── encodings ──

function refuseWideEncodings(start: Buffer): void {
  const wide = wideEncoding(start)
  if (wide !== null) throw new FileFault({ code: 'encoding', expected: 'text in UTF-8 (or Windows-1252)', found: `${wide}; save it again as UTF-8` })
}

/** UTF-16 or UTF-32, by its mark or by every other byte being 0; null for anything else. */
export function wideEncoding(start: Buffer): 'UTF-16' | 'UTF-32' | null {
  if (start.length >= 4 && (start.readUInt32BE(0) === 0x0000feff || start.readUInt32LE(0) === 0x0000feff)) return 'UTF-32'
  if (start.length >= 2 && (start.readUInt16BE(0) === 0xfeff || start.readUInt16LE(0) === 0xfeff)) return 'UTF-16'
  const sample = start.subarray(0, 256)
  let even = 0, odd = 0
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) { if (i % 2 === 0) even++; else odd++ }
  const half = sample.length / 2
  return sample.length >= 8 && (even > half * 0.8 && odd < half * 0.1 || odd > half * 0.8 && even < half * 0.1) ? 'UTF-16' : null
}

/** Bytes at the end that begin a UTF-8 character which the next chunk may finish. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

/** Rewrites a Windows-1252 file as UTF-8, in place; refuses bytes that are neither, and a mixture of the two. */
async function turnIntoUtf8(onDisc: string): Promise<void> {
  const decoder = new TextDecoder('windows-1252')
  const parts: string[] = []
  let line = 1, bytes = 0
  for await (const chunk of createReadStream(onDisc, { highWaterMark: 1 << 20 })) {
    const text = decoder.decode(chunk as Buffer, { stream: true })
    bytes += text.length
    // Five bytes mean nothing in Windows-1252; a letter such as É in UTF-8 is a pair of bytes that nobody writes in it.
    const odd = /[\x81\x8d\x8f\x90\x9d]|[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\xbf]{2}/.exec((chunk as Buffer).toString('latin1'))
    if (odd) throw new FileFault({ code: 'encoding', line: line + newlines(text.slice(0, odd.index)), expected: 'text in one encoding, UTF-8 (or Windows-1252)', found: 'bytes that are neither, or a mixture of the two' })
    line += newlines(text)
    if (bytes > 256 * 1024 ** 2) throw new FileFault({ code: 'encoding', expected: 'a file of this size in UTF-8', found: 'another encoding' })
    parts.push(text)
  }
  const out = await open(onDisc, 'w')
  try { for (const part of parts) await writeAll(out, Buffer.from(part, 'utf8')) } finally { await out.close() }
}

/** The line on which `more`, the bytes after what `onDisc` holds so far, ends. */
async function lineAt(onDisc: string, more: Buffer): Promise<number> {
  let line = 1
  for await (const chunk of createReadStream(onDisc)) line += newlines((chunk as Buffer).toString('latin1'))
  return line + newlines(more.toString('latin1'))
}

async function writeAll(out: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await out.write(chunk, at)).bytesWritten
}

/** The text of one small member of a zip archive, such as a workbook's list of sheets; null when there is none of that name. */
export async function zipText(onDisc: string, name: string): Promise<string | null> {
  const member = (await membersOf(onDisc, { ...limits, members: 10_000 })).find(candidate => candidate.fileName === name)
  if (!member) return null
  const parts: Buffer[] = []
  for await (const chunk of capped(inflated(onDisc, member), Math.max(1, member.compressedSize), { ...limits, bytes: 1 << 20 })) parts.push(chunk)
  return Buffer.concat(parts).toString('utf8')
}

/** Unpacks one member of a zip archive, whatever else is in it, to a file of its own. Refuses (throws FileFault) where there is none of that name, as well as what other unpacking refuses. */
export async function unpackMember(onDisc: string, name: string, to: string): Promise<void> {
  const member = (await membersOf(onDisc, { ...limits, members: 10_000 })).find(candidate => candidate.fileName === name)
  if (!member) throw new FileFault({ code: 'not-in-archive', expected: `${name} in the archive`, found: 'none of that name' })
  const out = await open(to, 'w')
  try {
    for await (const chunk of capped(inflated(onDisc, member), Math.max(1, member.compressedSize), limits)) await writeAll(out, chunk)
    await out.sync()
  } finally { await out.close() }
}

/** Unpacks every member of a zip archive without keeping it: refuses one that is damaged or unpacks to more than the limits allow. */
export async function tryWholeZip(onDisc: string, cap: UnpackLimits): Promise<void> {
  let bytes = 0
  for (const member of await membersOf(onDisc, { ...cap, members: 10_000 })) {
    for await (const chunk of capped(inflated(onDisc, member), Math.max(1, member.compressedSize), cap)) {
      bytes += chunk.length
      if (bytes > cap.bytes) throw new FileFault({ code: 'too-large', expected: `at most ${megabytes(cap.bytes)} once unpacked`, found: 'more' })
    }
  }
}
