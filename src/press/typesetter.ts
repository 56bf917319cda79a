import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

/** A process of its own that sets papers, one after another, for pdf.ts. It has typst in it, which ends the whole process where it breaks, and nothing else: no secret, no database. */

const fonts = fileURLToPath(new URL('../../assets/fonts/arimo/', import.meta.url)), template = readFileSync(new URL('paper.typ', import.meta.url), 'utf8')
// The folder that typst may read from holds nothing but fonts.
const compiler = NodeCompiler.create({ workspace: fonts, fontArgs: [{ fontBlobs: readdirSync(fonts).filter(name => name.endsWith('.ttf')).sort().map(name => readFileSync(fonts + name)) }] })

/** What is said for each paper: its bytes; or the signs that keep it from PDF/UA; or what typst says is wrong with it. */
export type Typeset = { bytes: Uint8Array<ArrayBuffer> } | { refused: string[] } | { fault: string }

function typeset(paper: string, anyway: boolean): Typeset {
  const made = compiler.compile({ mainFileContent: template, inputs: { paper } })
  if (made.result === null) return { fault: JSON.stringify(made.takeError()?.shortDiagnostics ?? null) }
  try {
    return { bytes: new Uint8Array(compiler.pdf(made.result, { pdfStandard: 'ua-1' })) }
  } catch (refusal) {
    return anyway ? { bytes: new Uint8Array(compiler.pdf(made.result)) } : { refused: refusedSigns(String(refusal)) } // tagged all the same
  } finally {
    compiler.evictCache(2)
  }
}

/** Signs that PDF/UA does not take: those no font has, and such as it forbids. Read from what typst says about each, quoted twice: "the text `\\"\\\\u{200d}\\"` could not be displayed". */
function refusedSigns(refusal: string): string[] {
  return [...refusal.matchAll(/(?:the text|disallowed codepoint) `\\"(.*?)\\"`/gs)].flatMap(([, quoted]) => [...quoted!.replaceAll(/\\+u\{([0-9a-f]+)\}/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))])
}

process.on('message', ({ paper, anyway }: { paper: string; anyway: boolean }) => {
  try { process.send!(typeset(paper, anyway)) } catch (error) { process.send!({ fault: String(error) } satisfies Typeset) }
})
process.on('disconnect', () => process.exit())
process.send!('ready')
