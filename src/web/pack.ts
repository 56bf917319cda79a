import { constants, crc32, deflateRawSync, gunzipSync } from 'node:zlib'
import type { Context, MiddlewareHandler } from 'hono'
import type { Child } from 'hono/jsx'
import { accepts } from 'hono/accepts'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/**
 * Pages sent packed (gzip) without packing anew what was packed before. A page is pieces: text made for this reader, and texts kept from earlier pages.
 * Each piece is a run of deflate blocks that refers to nothing outside itself and ends on a whole byte, so that runs made at different times can follow one
 * another in one gzip stream (RFC 1951 and 1952); only the checksum is worked out for each page.
 */

/** Shorter pages go out as they are, for packed they are hardly shorter. Characters. */
const LEAST_PAGE = 1024

/** Shorter texts become part of the text round them: a run of their own would save nothing. Characters. */
const LEAST_KEPT = 2048

/** Of text made for one reader: level 3 takes a third of the time of the usual 6 and is a twentieth longer. Kept texts are packed once, and so better. */
const LEVEL = 3, LEVEL_KEPT = 6

/** Texts met while a page is being rendered, which happens in one go; null between pages. */
let met: KeptText[] | null = null

/** A part of a page as text already escaped, to be put among a page's elements. */
export class KeptText {
  readonly isEscaped = true
  readonly text: string
  #run: Run | null = null

  /** The text is made one run of characters: put together from thousands of pieces, as rendering leaves it, it would be gathered anew for every page. */
  constructor(make: () => Child) {
    const outer = met
    met = null // a text within a text is part of it
    try {
      this.text = Buffer.from(String(make())).toString()
    } finally {
      met = outer
    }
  }

  /** What rendering puts into the page: the text or, while the pieces of a page are gathered, a mark for it. No reader can write the mark: "<" is escaped. */
  toString(): string {
    return met === null || this.text.length < LEAST_KEPT ? this.text : `<!--kept ${met.push(this) - 1}-->`
  }

  get run(): Run {
    return this.#run ??= runOf(this.text, LEVEL_KEPT)
  }
}

/** Keeps what `make` makes as text, to stand among a page's elements. */
export function keptText(make: () => Child): Child {
  return new KeptText(make) as unknown as Child // hono renders whatever says it is escaped by its toString
}

interface Run { bytes: Buffer; packed: Buffer }

function runOf(text: string, level: number): Run {
  const bytes = Buffer.from(text)
  return { bytes, packed: deflateRawSync(bytes, { level, finishFlush: constants.Z_SYNC_FLUSH }) }
}

type Piece = string | KeptText

/** Renders a page into its pieces, in order. */
export function piecesOf(page: Child): Piece[] {
  const kept: KeptText[] = []
  met = kept
  try {
    return String(page).split(/<!--kept (\d+)-->/).map((piece, i) => (i % 2 === 0 ? piece : kept[Number(piece)]!))
  } finally {
    met = null
  }
}

const textOf = (pieces: readonly Piece[]): string => pieces.reduce<string>((text, piece) => text + (typeof piece === 'string' ? piece : piece.text), '')

const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]), lastBlock = Buffer.from([3, 0])

/** One gzip stream of all pieces. */
export function gzipOf(pieces: readonly Piece[]): Buffer<ArrayBuffer> {
  const out: Buffer[] = [header]
  let sum = 0, length = 0
  for (const piece of pieces) {
    if (piece === '') continue
    const { bytes, packed } = typeof piece === 'string' ? runOf(piece, LEVEL) : piece.run
    sum = crc32(bytes, sum)
    length += bytes.length
    out.push(packed)
  }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(sum, 0)
  trailer.writeUInt32LE(length, 4)
  return Buffer.concat([...out, lastBlock, trailer])
}

/** Answers on their way out: their pieces, or what was packed before; and whoever wants the packed bytes. */
const answers = new WeakMap<Response, Piece[] | Buffer<ArrayBuffer>>(), wanted = new WeakMap<Response, (packed: Buffer<ArrayBuffer>) => void>()

/**
 * Answers with a page, which `packPages` packs. Where something on the way replaces the answer it goes out as the plain text it also is.
 * @param onPacked is handed the packed bytes once they are made, to be sent again by `sendPacked`
 */
export function sendPage(c: Context, page: Child, status: ContentfulStatusCode = 200, onPacked?: (packed: Buffer<ArrayBuffer>) => void): Response {
  const pieces = piecesOf(page)
  pieces[0] = `<!DOCTYPE html>${String(pieces[0])}`
  const answer = c.html(textOf(pieces), status) as Response
  answers.set(answer, pieces)
  if (onPacked) wanted.set(answer, onPacked)
  return answer
}

/** Answers with a page that was packed before. */
export function sendPacked(c: Context, packed: Buffer<ArrayBuffer>): Response {
  const answer = c.html('') as Response
  answers.set(answer, packed)
  return answer
}

/** Packs pages for browsers that take gzip. Hono's own compression stays for everything else: to make a stream of a page that is all there takes longer than to make the page. */
export const packPages: MiddlewareHandler = async (c, next) => {
  await next()
  const { res } = c, page = answers.get(res)
  if (page === undefined || c.req.method === 'HEAD' || res.headers.has('content-encoding')) return
  const { headers, status } = res, isPacked = Buffer.isBuffer(page)
  const length = isPacked ? Infinity : page.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece : piece.text).length, 0)
  headers.append('vary', 'Accept-Encoding')
  if (length < LEAST_PAGE || !takesGzip(c)) {
    const text = isPacked ? gunzipSync(page) : Buffer.from(textOf(page))
    headers.set('content-length', String(text.length))
    c.res = undefined // or hono would copy every header again
    c.res = new Response(text, { status, headers })
    return
  }
  const body = isPacked ? page : gzipOf(page)
  wanted.get(res)?.(body)
  headers.set('content-length', String(body.length))
  headers.set('content-encoding', 'gzip')
  c.res = undefined
  c.res = new Response(body, { status, headers })
}

/** Every browser of today says so in one of two ways; anything else is read with care. */
function takesGzip(c: Context): boolean {
  const said = c.req.header('accept-encoding')
  if (said === 'gzip, deflate, br' || said === 'gzip, deflate, br, zstd') return true
  return accepts(c, { header: 'Accept-Encoding', supports: ['gzip'], default: 'identity' }) === 'gzip'
}
