import { on } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import yauzl from 'yauzl'

/** The files inside a zip archive (.docx, .xlsx), by name, as text: to look at the XML itself. */
export async function unzipped(bytes: Uint8Array): Promise<Map<string, string>> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (fault, opened) => { if (fault) reject(fault); else resolve(opened) }))
  const files = new Map<string, string>(), entries = on(zip, 'entry', { close: ['end'] })
  zip.readEntry()
  for await (const [entry] of entries as AsyncIterable<[yauzl.Entry]>) {
    files.set(entry.fileName, await text(await new Promise<Readable>((resolve, reject) => zip.openReadStream(entry, (fault, stream) => { if (fault) reject(fault); else resolve(stream) }))))
    zip.readEntry()
  }
  return files
}

/** Expects every XML file of an archive to be well formed: elements closed in order, signs and references that XML has, each attribute once. */
export function expectWellFormed(files: ReadonlyMap<string, string>): void {
  for (const [name, xml] of files) if (/\.(xml|rels)$/.test(name)) expect(faultOf(xml), name).toBeNull()
}

/** What is not well formed in an XML text, or null. Enough of the form for files that programs write: no DTD. */
export function faultOf(xml: string): string | null {
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(xml)) return 'a sign XML does not have'
  const open: string[] = []
  let rest = xml.replace(/^\uFEFF?<\?xml[^>]*\?>\s*/, ''), roots = 0
  while (rest !== '') {
    const said = /^[^<]+/.exec(rest)?.[0] ?? ''
    if (said !== '') {
      if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(said) || said.includes(']]>')) return `a bare sign in "${said.slice(0, 60)}"`
      if (open.length === 0 && said.trim() !== '') return `text outside the root: "${said.slice(0, 60)}"`
      rest = rest.slice(said.length)
      continue
    }
    const tag = /^<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/.exec(rest)
    if (tag === null) return `no element at "${rest.slice(0, 60)}"`
    const [whole, closes, name, attributes, isEmpty] = tag, names = [...attributes!.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]
    if (new Set(names.map(each => each[1])).size !== names.length) return `an attribute twice in ${whole}`
    if (names.some(each => /&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(each[2] ?? each[3] ?? ''))) return `a bare sign in ${whole}`
    if (closes) { if (open.pop() !== name) return `</${name}> closes nothing` }
    else {
      if (open.length === 0 && ++roots > 1) return 'a second root'
      if (!isEmpty) open.push(name!)
    }
    rest = rest.slice(whole!.length)
  }
  return open.length > 0 ? `<${open.at(-1)}> is not closed` : roots === 0 ? 'nothing' : null
}

/** Text as it stands in XML, so that a file can be searched for what somebody wrote. */
export const fromXml = (xml: string): string => xml.replaceAll(/<[^>]+>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', '\'').replaceAll('&amp;', '&')
