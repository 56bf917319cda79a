import { mkdtemp, open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { refuse } from '#domain/words.ts'
import type { Refusal } from '#domain/words.ts'

/** Files of one form, written down as they arrive: a published file can be larger than memory should hold. */

export interface Limits { files: number; bytesInAll: number; fields: number; fieldBytes: number }

/** All of England's published files fit: the largest, the ONS Postcode Directory, is 250 MB zipped. */
export const uploadLimits: Limits = { files: 60, bytesInAll: 1_500_000_000, fields: 20, fieldBytes: 10_000 }

export interface Upload { files: { name: string; path: string }[]; fields: Map<string, string> }

const source = 'Limits on files sent to this site'
/** File systems take 255. */
const longestNameBytes = 200
const lineEnd = Buffer.from('\r\n\r\n')

/**
 * Reads a multipart form from a request and writes each file into a fresh folder of its own in `inbox`, under its own name
 * (a release's day may stand in it). Refuses a form that is not whole, two files of one name, too many files and too many
 * bytes; nothing of it is left in the inbox then.
 */
export async function receiveFiles(request: Request, inbox: string, limits: Limits = uploadLimits): Promise<Upload | Refusal> {
  const upload: Upload = { files: [], fields: new Map() }
  let isKept = false
  try {
    const refusal = await readForm(request, inbox, limits, upload)
    isKept = refusal === null
    return refusal ?? upload
  } finally {
    if (!isKept) await forget(upload)
  }
}

/** Takes files away that nobody will read. */
export async function forget(upload: Upload): Promise<void> {
  for (const file of upload.files) await rm(dirname(file.path), { recursive: true, force: true })
}

/** Fills `upload`; null when the form was whole. */
async function readForm(request: Request, inbox: string, limits: Limits, upload: Upload): Promise<Refusal | null> {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]{1,200})"?/i.exec(request.headers.get('content-type') ?? '')?.[1]
  if (!boundary || !request.body) return refuse('not-a-form', 'The files did not arrive as a form.', source)
  const tooLarge = refuse('too-large', `All files together may have ${Math.round(limits.bytesInAll / 1_000_000)} million bytes.`, source)
  if (Number(request.headers.get('content-length') ?? 0) > limits.bytesInAll) return tooLarge // said beforehand, so not a byte of it is read
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // A line end put before the first boundary makes it look like all the others.
  let held: Buffer = Buffer.from('\r\n')
  let bytes = 0, fields = 0
  let where: 'before' | 'heading' | 'inside' = 'before'
  let part: Part | null = null
  try {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength
      if (bytes > limits.bytesInAll) return tooLarge
      held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk])
      for (;;) {
        if (where === 'heading') {
          if (held.length >= 2 && held[0] === 45 && held[1] === 45) return null
          const end = held.indexOf(lineEnd)
          if (end < 0) {
            if (held.length > limits.fieldBytes) return refuse('broken-form', 'The form that came could not be read.', source)
            break
          }
          const heading = headingOf(held.subarray(0, end).toString('utf8'))
          held = held.subarray(end + lineEnd.length)
          if (!heading) return refuse('broken-form', 'The form that came could not be read.', source)
          if (heading.fileName && upload.files.length >= limits.files) return refuse('too-many-files', `At most ${limits.files} files can be sent at a time.`, source)
          if (heading.fileName === null && ++fields > limits.fields) return refuse('too-many-fields', 'The form that came could not be read.', source)
          if (upload.files.some(file => file.name === heading.fileName)) return refuse('same-name', `Two of the files are called ${heading.fileName}. Send one after the other.`, source)
          part = await begin(heading, inbox, upload)
          where = 'inside'
        }
        const end = held.indexOf(delimiter)
        const ready = end < 0 ? Math.max(0, held.length - delimiter.length) : end
        if (part && ready > 0 && !(await part.write(held.subarray(0, ready), limits))) return refuse('field-too-large', 'One of the answers typed is too long.', source)
        held = held.subarray(end < 0 ? ready : end + delimiter.length)
        if (end < 0) break
        await part?.end()
        part = null
        where = 'heading'
      }
    }
    return refuse('not-whole', 'The files did not arrive whole.', source)
  } finally {
    await part?.end()
  }
}

interface Heading { name: string; fileName: string | null }

function headingOf(text: string): Heading | null {
  const line = text.split('\r\n').find(one => /^content-disposition:/i.test(one))
  const name = line && /;\s*name="([^"]*)"/i.exec(line)?.[1]
  if (name === undefined || line === undefined) return null
  const fileName = /;\s*filename="([^"]*)"/i.exec(line)?.[1]
  return { name, fileName: fileName === undefined ? null : safeName(fileName.replaceAll('%22', '"')) }
}

/** The last part of a name someone else chose, without anything a folder could take amiss. */
export function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1)!.replace(/[^\p{L}\p{N}._ ()-]/gu, '_').replace(/^\.+/, '').trim()
  const letters = Array.from(last.slice(-120))
  while (Buffer.byteLength(letters.join('')) > longestNameBytes) letters.shift()
  return letters.join('')
}

interface Part { write(bytes: Buffer, limits: Limits): Promise<boolean>; end(): Promise<void> }

async function begin(heading: Heading, inbox: string, upload: Upload): Promise<Part> {
  if (heading.fileName === null) return fieldPart(heading.name, upload)
  if (heading.fileName === '') return { write: async () => true, end: async () => {} }
  const path = join(await mkdtemp(join(inbox, 'upload-')), heading.fileName)
  upload.files.push({ name: heading.fileName, path }) // before it is there, so that nothing is left when it cannot be
  let file: FileHandle | null = await open(path, 'wx')
  return {
    write: async bytes => { await file!.writeFile(bytes); return true },
    end: async () => { await file?.close(); file = null },
  }
}

function fieldPart(name: string, upload: Upload): Part {
  const pieces: Buffer[] = []
  let length = 0
  return {
    write: async (bytes, limits) => { pieces.push(Buffer.from(bytes)); length += bytes.length; return length <= limits.fieldBytes },
    end: async () => { upload.fields.set(name, Buffer.concat(pieces).toString('utf8')) },
  }
}
