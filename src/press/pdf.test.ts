import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { document, type Block, type Paper } from './document.ts'
import { canMakePdf, NoPdfHere, pdf, PdfBroke, pdfPress } from './pdf.ts'
import { plainText } from './plain-text.ts'

const paper = (blocks: readonly Block[], more: Partial<Paper> = {}): Paper => ({ title: 'What is kept', head: { left: 'Riverside Surgery', right: '3 February 2026' }, foot: { before: 'Page ', between: ' of ' }, fileTitle: 'Taken away from Alongside', blocks, ...more })
const made = async (blocks: readonly Block[], more: Partial<Paper> = {}) => Buffer.from(await pdf(paper(blocks, more)))

/** Everything a PDF says of itself: its own text, and that of its packed parts. */
function opened(file: Buffer): string {
  const plain = file.toString('latin1')
  return [plain, ...[...plain.matchAll(/stream\r?\n/g)].map(({ index, 0: { length } }) => { try { return inflateSync(file.subarray(index + length)).toString('latin1') } catch { return '' } })].join('\n')
}
/** How often each part of the structure that a screen reader is told occurs. */
const structureOf = (file: Buffer): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const [, name] of opened(file).matchAll(/\/S\s*\/(Title|H\d|P|L|LI|Table|THead|TBody|TR|TH|TD)\b/g)) counts[name!] = (counts[name!] ?? 0) + 1
  return counts
}
const keepsUa = (file: Buffer): boolean => /pdfuaid:part>1</.test(opened(file))

const reader = spawnSync('pdftotext', ['-v']).error === undefined
if (!reader) console.warn('pdftotext (poppler-utils) is not on this machine: what a PDF reads as is not tested here')
const read = (file: Buffer, ...more: string[]): string => execFileSync('pdftotext', ['-enc', 'UTF-8', ...more, '-', '-'], { input: file, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
/** Without what only lays out: where a line was broken says nothing. */
const close = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, '')

const folders: string[] = []
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }) })

test('a paper keeps PDF/UA-1, with headings, lists and tables that are told as such, and the fonts within', async () => {
  expect(await canMakePdf()).toBe(true)
  const file = await made([
    { paragraph: 'As seen by a partner.', as: 'lead' }, { heading: 'Notes', level: 1 }, { paragraph: 'One.\n\nTwo.' }, { heading: 'Lease', level: 2 }, { paragraph: 'It ends in 2031.', as: 'said' }, { paragraph: 'Whose', as: 'small' },
    { list: ['First', 'Second'], isNumbered: true }, { list: ['A point'] }, { table: { columns: [{ head: 'When', share: 1 }, { head: 'Who', share: 2 }], rows: [['3 February 2026', 'Dr Quill'], ['', 'two\nlines']] } },
  ])
  expect(file.subarray(0, 5).toString()).toBe('%PDF-')
  expect(keepsUa(file)).toBe(true)
  expect(structureOf(file)).toMatchObject({ H1: 1, H2: 1, L: 2, LI: 3, Table: 1, THead: 1, TR: 3, TH: 2, TD: 4 })
  expect(opened(file)).toMatch(/\/MediaBox\s*\[0 0 595\.\d+ 841\.\d+\]/)
  expect(new Set([...opened(file).matchAll(/\/BaseFont\s*\/[A-Z]{6}\+([\w-]+)/g)].map(([, name]) => name))).toEqual(new Set(['Arimo-Regular', 'Arimo-Bold']))
})

test('the same paper is the same bytes', async () => {
  const blocks: Block[] = [{ heading: 'Notes', level: 1 }, { paragraph: 'The lease ends in 2031.' }]
  expect((await made(blocks)).equals(await made(blocks))).toBe(true)
  expect((await made(blocks)).equals(await made([...blocks, { paragraph: 'or later' }]))).toBe(false)
})

test.skipIf(!reader)('every page has the room and the day in its head and is counted in its foot, and a table repeats its head', async () => {
  const file = await made([{ table: { columns: [{ head: 'When it was', share: 1 }, { head: 'Who looked', share: 2 }], rows: Array.from({ length: 120 }, (_, k) => [`day ${k}`, 'Dr Quill']) } }])
  const pages = read(file, '-layout').split('\f').filter(page => page.trim() !== '')
  expect(pages.length).toBeGreaterThan(2)
  for (const [at, page] of pages.entries()) {
    expect(page.trimStart()).toMatch(/^Riverside Surgery +3 February 2026\n/)
    expect(page.trimEnd().endsWith(`Page ${at + 1} of ${pages.length}`)).toBe(true)
    expect(page).toMatch(/When it was +Who looked/)
  }
  expect(structureOf(file).TH).toBe(2) // told once, drawn on each page
})

test('a heading may look as deep as it likes: where it hangs skips no level', async () => {
  const file = await made([{ heading: 'Deep first', level: 3 }, { heading: 'Deeper', level: 3 }, { heading: 'Top', level: 1 }, { heading: 'Skips one', level: 3 }])
  expect(keepsUa(file)).toBe(true)
  expect(structureOf(file)).toMatchObject({ H1: 2, H2: 2 })
})

test('a row of the wrong length is our own mistake', async () => {
  await expect(pdf(paper([{ table: { columns: [{ head: 'a', share: 1 }], rows: [['a', 'b']] } }]))).rejects.toThrow('row 1 of a table has 2 cells for 1 columns')
})

test('an empty paper, empty parts and an empty title make a file all the same', async () => {
  for (const blocks of [[], [{ heading: '', level: 2 }, { paragraph: '' }, { paragraph: '\n\n\n' }, { list: [] }, { list: [''] }, { table: { columns: [{ head: '', share: 1 }], rows: [] } }]] as Block[][]) {
    expect((await made(blocks, { title: '', fileTitle: '', head: { left: '', right: '' }, foot: { before: '', between: '' } })).subarray(0, 5).toString()).toBe('%PDF-')
  }
})

const sly = ['#panic("no")', '#strong[loud]', '#import "@preview/x:1.0.0"', '#read("OFL.txt")', '#sys.inputs', '$x^2$', '\\ \\u{41} \\#', '[a] ]b[ ]]', '*bold* _slanted_ `raw` ```typ #1```', '= Heading', '- item', '+ item', '1. item', '/ term: said', '<label> @label', '// gone', '/* gone */', '~ -- --- -?', '"quotes" \'single\'', 'https://example.org', '{"json": 1}', '"}],"title":"other', '</text>', '%PDF-1.4', '(a) \\) endstream', 'fi ffi fl', '__proto__', '=1+1']

test.skipIf(!reader)('what people write never becomes markup, wherever it stands', async () => {
  for (const text of sly) {
    const file = await made([{ heading: text, level: 2 }, { paragraph: text }, { paragraph: text, as: 'said' }, { list: [text] }, { table: { columns: [{ head: text, share: 1 }], rows: [[text]] } }], { title: text, head: { left: text, right: '' }, fileTitle: text })
    expect(close(read(file, '-raw')), text).toBe(close(`${text.repeat(2)}${text.repeat(3)}•${text.repeat(3)}Page 1 of 1`))
    expect(opened(file), text).not.toMatch(/\/(URI|JavaScript|Launch)\b/)
  }
})

test.skipIf(!reader)('any text comes out as it was written', async () => {
  // Signs that a font here draws, and that are read from left to right.
  const sign = fc.oneof(fc.constantFrom(...'#$\\[]*_`{}<>@=-+/~"\'()%&;:.,!?|^ \n\t'), fc.constantFrom(...'abcXYZ0189'), fc.constantFrom(...'é€£½–—…“”ŵŷøßŁžΩжЯ→≥№•ﬁ✓\u00A0\u200B'), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }))
  await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: sign, maxLength: 60 }), { minLength: 1, maxLength: 4 }), async texts => {
    const file = await made([...texts.map(paragraph => ({ paragraph })), { table: { columns: [{ head: 'x', share: 1 }], rows: texts.map(text => [text]) } }])
    const said = texts.map(plainText).join('').replaceAll('\u200B', '')
    expect(close(read(file, '-raw')).replaceAll('\u200B', '')).toBe(close(`Riverside Surgery3 February 2026What is kept${said}x${said}Page 1 of 1`))
  }), { numRuns: 60, seed: 17 })
})

test('no text at all keeps a paper from being made', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom('\u0301', '\u202E', '\u200D', '\uFEFF', '\u2028', '\uD83D', '\u0000', '👩‍👩‍👧', 'ש', 'ع', 'क्ष', '語', '🇬🇧')), maxLength: 40 }), { minLength: 1, maxLength: 4 }), async texts => {
    const file = await made(texts.flatMap((text): Block[] => [{ heading: text, level: 1 }, { paragraph: text }, { list: [text] }, { table: { columns: [{ head: text, share: 1 }, { head: 'b', share: 9 }], rows: [[text, text]] } }]))
    expect(keepsUa(file)).toBe(true)
  }), { numRuns: 40, seed: 17 })
})

test.skipIf(!reader)('a sign that no font draws is spelt out rather than lost', async () => {
  const file = await made([{ paragraph: 'Named \u{10FFFD} and \u0378.' }])
  expect(keepsUa(file)).toBe(true)
  expect(read(file)).toContain('Named [U+10FFFD] and [U+0378].')
})

test.skipIf(!reader)('a word longer than its line or its column stays on the paper', async () => {
  const long = 'W'.repeat(300), file = await made([{ paragraph: long }, { heading: long, level: 1 }, { list: [long] }, { table: { columns: [{ head: long.slice(0, 30), share: 1 }, { head: 'b', share: 6 }], rows: [[long.slice(0, 100), 'b']] } }], { title: long, head: { left: long.slice(0, 60), right: 'x' } })
  expect(keepsUa(file)).toBe(true)
  const words = [...read(file, '-bbox').matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g)]
  expect(words.map(([, , , , , text]) => text).join('').match(/W/g)).toHaveLength(300 * 4 + 30 + 100 + 60 * read(file).split('\f').filter(page => page !== '').length)
  for (const [, left, top, right, bottom, text] of words) expect(Number(left) >= 0 && Number(right) <= 595 && Number(top) >= 0 && Number(bottom) <= 842, text).toBe(true)
})

test.skipIf(!reader)('a cell longer than a page goes on on the next', async () => {
  const cell = Array.from({ length: 200 }, (_, k) => `line ${k}`).join('\n'), text = read(await made([{ table: { columns: [{ head: 'a', share: 1 }], rows: [[cell]] } }]))
  for (const k of [0, 60, 120, 199]) expect(text).toContain(`line ${k}\n`)
})

test('the PDF and the Word file are made of the very same paper', async () => {
  const it = paper([{ heading: 'Notes', level: 1 }, { paragraph: 'The lease ends in 2031.' }])
  expect([(await pdf(it)).length > 1_000, (await document(it)).length > 1_000]).toEqual([true, true])
})

/** A typesetter of the test's own, in place of the real one. */
const typesetter = (script: string): URL => {
  const folder = mkdtempSync(path.join(tmpdir(), 'typesetter-'))
  folders.push(folder)
  writeFileSync(path.join(folder, 'typesetter.mjs'), script)
  return pathToFileURL(path.join(folder, 'typesetter.mjs'))
}

test('where typst has nothing for a machine, that is said, and can be asked beforehand', async () => {
  const { canMakePdf, pdf } = pdfPress({ typesetter: typesetter('throw new Error("Failed to load native binding")') })
  expect(await canMakePdf()).toBe(false)
  await expect(pdf(paper([]))).rejects.toThrow(`No PDF can be made on ${process.platform}-${process.arch}`)
  await expect(pdf(paper([]))).rejects.toBeInstanceOf(NoPdfHere)
})

test('a typesetter that ends over a text ends alone: the paper is set without rare signs, and papers beside it as ever', async () => {
  const press = pdfPress({ typesetter: typesetter(`process.on('message', ({ paper }) => paper.includes('☠') ? process.abort() : process.send({ bytes: new TextEncoder().encode(paper) })); process.on('disconnect', () => process.exit()); process.send('ready')`) })
  const [bad, good] = await Promise.all(['Skull ☠, crème', 'Skull [U+2620], crème ✓'].map(async paragraph => Buffer.from(await press.pdf(paper([{ paragraph }]))).toString()))
  expect([bad!.includes('"Skull [U+2620], crème"'), good!.includes('crème ✓')]).toEqual([true, true])
  press.stand()
})

test('a text that typst 0.14.2 itself ends over makes a paper all the same', async () => {
  const signs = Array.from({ length: 22 }, (_, k) => String.fromCodePoint(0x606 + k)).join(' ') // "byte index 3 is out of bounds", in shaping.rs, where the line is broken
  expect(keepsUa(await made([{ paragraph: signs }]))).toBe(true)
})

test('a typesetter that always ends, or never answers, is our error and not a wait without end', async () => {
  const ends = pdfPress({ typesetter: typesetter(`process.on('message', () => process.abort()); process.send('ready')`) }), waits = pdfPress({ typesetter: typesetter(`process.on('message', () => {}); process.send('ready')`), longestMs: 1_000 })
  await expect(ends.pdf(paper([]))).rejects.toBeInstanceOf(PdfBroke)
  await expect(waits.pdf(paper([]))).rejects.toBeInstanceOf(PdfBroke)
})

test('a page that only asks whether a PDF can be made waits behind no paper', async () => {
  const press = pdfPress({ typesetter: typesetter(`process.on('message', () => {}); process.on('disconnect', () => process.exit()); process.send('ready')`), longestMs: 30_000 })
  expect(await press.canMakePdf()).toBe(true)
  let isSet = false
  const never = press.pdf(paper([])).catch(() => {}).then(() => { isSet = true })
  expect(await press.canMakePdf()).toBe(true)
  expect(isSet).toBe(false)
  press.stand()
  await new Promise(soon => setTimeout(soon, 200))
  press.stand() // it is tried twice, plainly the second time
  await never
})

test('a typesetter knows nothing of the server, and another takes its place after so many papers', async () => {
  const tells = typesetter(`process.on('message', () => process.send({ bytes: new TextEncoder().encode(JSON.stringify([process.pid, Object.keys(process.env)])) })); process.on('disconnect', () => process.exit()); process.send('ready')`)
  const press = pdfPress({ typesetter: tells, papersEach: 2 }), said: [number, string[]][] = []
  for (let k = 0; k < 4; k++) said.push(JSON.parse(Buffer.from(await press.pdf(paper([]))).toString()))
  expect(said.map(([pid]) => [...new Set(said.map(([each]) => each))].indexOf(pid))).toEqual([0, 0, 1, 1])
  expect(said.flatMap(([, names]) => names).filter(name => !['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'SystemRoot'].includes(name))).toEqual([])
  press.stand()
})

test('a program that has its paper can end, though a typesetter still sits there', () => {
  const script = `import { pdf } from ${JSON.stringify(new URL('pdf.ts', import.meta.url).href)}; console.log((await pdf(${JSON.stringify(paper([]))})).length > 1000)`
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 20_000, cwd: fileURLToPath(new URL('../..', import.meta.url)) })).toBe('true\n')
})
