import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { invariant } from '#domain/words.ts'
import type { Block, Paper } from './document.ts'
import { plainText } from './plain-text.ts'
import type { Typeset } from './typesetter.ts'

/** There is no typst for this machine, so no PDF: the Word file says the same. Ask `canMakePdf` before offering one. */
export class NoPdfHere extends Error {
  override name = 'NoPdfHere'
  constructor() { super(`No PDF can be made on ${process.platform}-${process.arch}: typst could not be started here`) }
}

/** Typst ended while it set this paper, however plainly it was written, or took longer than it may. */
export class PdfBroke extends Error { override name = 'PdfBroke' }

/**
 * A press for papers as PDF. Its typesetter is a process of its own, started when the first paper comes, because some texts make typst break, which would end the server too, and because it
 * keeps about a megabyte of every paper. It rests after a minute without work, and another takes its place after a hundred papers.
 */
export function pdfPress({ typesetter = new URL('typesetter.ts', import.meta.url), restAfterMs = 60_000, papersEach = 100, longestMs = 60_000 } = {}) {
  let hasStood = false, seat: { child: ChildProcess; ready: Promise<boolean>; set: number } | undefined, last: Promise<unknown> = Promise.resolve(), resting: NodeJS.Timeout | undefined

  /** The typesetter that sits there, or a new one. What it is told of the machine is what Windows cannot start without. */
  function seated() {
    if (seat !== undefined) return seat
    const { SystemRoot } = process.env
    const child = fork(fileURLToPath(typesetter), [], { execArgv: [], env: SystemRoot ? { SystemRoot } : {}, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' })
    const leave = () => { if (seat?.child === child) seat = undefined }
    child.on('exit', leave).on('error', leave)
    const ready = answer(child, 60_000).then(said => said === 'ready')
    return seat = { child, ready, set: 0 }
  }

  function stand() { clearTimeout(resting); seat?.child.kill(); seat = undefined }

  /** One piece of work after another: the typesetter has two hands. Whoever waits for nothing else may end meanwhile. */
  function inTurn<T>(work: (at: NonNullable<typeof seat>) => Promise<T>): Promise<T> {
    const mine = last.then(async () => {
      clearTimeout(resting)
      const at = seated(), { child } = at
      child.ref()
      child.channel?.ref()
      try {
        if (!await at.ready) { hasStood = false; stand(); throw new NoPdfHere() }
        hasStood = true
        return await work(at)
      } finally {
        child.unref()
        child.channel?.unref()
        resting = setTimeout(stand, restAfterMs).unref()
      }
    })
    last = mine.catch(() => {})
    return mine
  }

  /** Null where the typesetter ended over this paper. */
  const typeset = (paper: string, anyway: boolean): Promise<Typeset | null> => inTurn(async at => {
    const said = answer(at.child, longestMs)
    at.child.send({ paper, anyway }, () => {}) // that a child has gone is told by `answer`
    const set = await said as Typeset | null
    if (set === null || ++at.set >= papersEach) stand()
    return set
  })

  /** Whether this machine can make a PDF. The first time it is asked, a typesetter is started; once one has stood here, a page that only offers a PDF waits behind no paper. */
  const canMakePdf = async (): Promise<boolean> => hasStood || await inTurn(async () => true).catch(() => false)

  /**
   * A tagged PDF of the very paper that `document` makes a Word file of: A4, a head on each page, a foot that counts pages, real headings, lists and tables, fonts within.
   * It keeps PDF/UA-1 (ISO 14289-1) unless something in the paper keeps it from that; the same paper is the same bytes. What people wrote goes in as data and is never read as markup.
   * A sign that no font here can draw is spelt out, as [U+8A9E], because it would otherwise be missing; so is every rare sign of a text that typst breaks on.
   * Throws `NoPdfHere` where the machine has no typst, `PdfBroke` where typst ends over it twice, and on a table row of the wrong length: our mistake.
   */
  async function pdf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
    const undrawn = new Set<string>()
    for (let isPlain = false, anyway = false; ;) {
      const set = await typeset(JSON.stringify(dataOf(paper, sign => undrawn.has(sign) || isPlain && !common.test(sign))), anyway)
      if (set === null) {
        if (isPlain) throw new PdfBroke('typst ended over a paper that has none but common signs')
        isPlain = true
      } else if ('refused' in set) {
        const before = undrawn.size
        for (const sign of set.refused) undrawn.add(sign)
        anyway = undrawn.size === before
      } else {
        invariant('bytes' in set, `typst could not lay out a paper: ${'fault' in set ? set.fault : ''}`)
        return set.bytes
      }
    }
  }

  return { pdf, canMakePdf, stand }
}

export const { pdf, canMakePdf } = pdfPress()

/** The next thing a child says; null when it ends first, or is ended because it took too long. */
function answer(child: ChildProcess, longestMs: number): Promise<unknown> {
  return new Promise(done => {
    const end = (said: unknown) => { clearTimeout(late); child.off('message', end).off('exit', gone).off('error', gone); done(said) }, gone = () => end(null)
    const late = setTimeout(() => { child.kill('SIGKILL'); end(null) }, longestMs)
    child.on('message', end).on('exit', gone).on('error', gone)
    if (child.exitCode !== null || child.signalCode !== null) end(null)
  })
}

/** Signs our own font has and that stand alone: what English, and names of Europe, are written with. */
const common = /^[\n -~\u00A0-\u017F\u0218-\u021B\u0370-\u03FF\u0400-\u045F\u1E00-\u1EFF\u2003\u2010-\u2027\u2030-\u203A\u20AC\u2116\u2122\u2190-\u2195\u2260\u2264\u2265]$/u

// ── a paper as the data of its template, paper.typ ──

function dataOf({ title, head, foot, fileTitle, blocks }: Paper, isUndrawn: (sign: string) => boolean) {
  const drawn = (text: string): string => [...plainText(text).replaceAll('\t', '\u2003').replaceAll(/[\u2028\u2029\u0085]/g, '\n')]
    .map(sign => (!isUndrawn(sign) ? sign : /\p{Default_Ignorable_Code_Point}/u.test(sign) ? '' : `[U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`)).join('')
  let depth = 0
  const partsOf = (block: Block): object[] => {
    // What a heading looks like is its level; where it hangs skips no level, as PDF/UA asks, and one that says nothing is none.
    if ('heading' in block) return drawn(block.heading).trim() === '' ? [] : [{ kind: 'heading', level: block.level, depth: depth = Math.min(block.level, depth + 1), text: drawn(block.heading) }]
    if ('paragraph' in block) return drawn(block.paragraph).split(/\n{2,}/).map(text => ({ kind: block.as ?? 'paragraph', text }))
    if ('list' in block) return [{ kind: 'list', isNumbered: block.isNumbered ?? false, lines: block.list.map(drawn) }]
    return [{ kind: 'table', ...tableOf(block.table, drawn) }]
  }
  return { title: drawn(title), fileTitle: drawn(fileTitle), head: { left: drawn(head.left), right: drawn(head.right) }, foot: { before: drawn(foot.before), between: drawn(foot.between) }, blocks: blocks.flatMap(partsOf) }
}

function tableOf({ columns, rows }: Extract<Block, { table: unknown }>['table'], drawn: (text: string) => string) {
  const all = columns.reduce((sum, { share }) => sum + share, 0)
  /** About how many lines a cell takes: 80 letters of 9.5 points fill the width of the text. */
  const lines = (text: string, k: number) => text.split('\n').reduce((sum, line) => sum + Math.ceil((line.length + 1) / (80 * columns[k]!.share / all)), 0)
  return {
    columns: columns.map(({ head, share }) => ({ head: drawn(head), share })),
    rows: rows.map((row, at) => {
      invariant(row.length === columns.length, `row ${at + 1} of a table has ${row.length} cells for ${columns.length} columns`)
      const cells = row.map(drawn)
      return { cells, isLong: cells.some((text, k) => lines(text, k) > 20) } // a row is kept on one page unless it is so long
    }),
  }
}
