import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { isRefusal } from '#domain/words.ts'
import { receiveFiles, safeName, uploadLimits } from './upload.ts'
import type { Upload } from './upload.ts'

const folders: string[] = []
const folder = () => { const made = mkdtempSync(join(tmpdir(), 'upload-test-')); folders.push(made); return made }
afterAll(() => { for (const one of folders) rmSync(one, { recursive: true, force: true }) })

const boundary = '----boundary7'
const whole = (parts: { name: string; fileName?: string; body: Uint8Array | string }[]): Buffer => Buffer.concat([
  ...parts.flatMap(part => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${part.name}"${part.fileName === undefined ? '' : `; filename="${part.fileName}"\r\nContent-Type: text/csv`}\r\n\r\n`),
    Buffer.from(part.body), Buffer.from('\r\n'),
  ]),
  Buffer.from(`--${boundary}--\r\n`),
])

/** A request whose body arrives in pieces of the given sizes, over and over. */
function sent(body: Buffer, sizes: number[] = [body.length]): Request {
  let at = 0, turn = 0
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= body.length) return controller.close()
      const size = Math.max(1, sizes[turn++ % sizes.length]!)
      controller.enqueue(new Uint8Array(body.subarray(at, at + size)))
      at += size
    },
  })
  return new Request('http://localhost/sources/add', { method: 'POST', body: stream, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, duplex: 'half' } as RequestInit)
}

test('files arrive byte for byte, however the network cuts them', async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }), fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 5 }),
    async (bodies, sizes) => {
      const got = await receiveFiles(sent(whole([...bodies.map((body, i) => ({ name: 'files', fileName: `list-${i}.csv`, body })), { name: 'as-at', body: '2026-01-01' }]), sizes), folder()) as Upload
      expect(got.files.map(file => file.name)).toEqual(bodies.map((_, i) => `list-${i}.csv`))
      expect(got.files.map(file => [...readFileSync(file.path)])).toEqual(bodies.map(body => [...body]))
      expect(got.fields.get('as-at')).toBe('2026-01-01')
    }), { numRuns: 60, seed: 7 })
})

test('a boundary look-alike inside a file stays in the file', async () => {
  const body = `a\r\n--${boundary.slice(0, -1)}\r\n--\r\nb`
  const got = await receiveFiles(sent(whole([{ name: 'files', fileName: 'x.csv', body }]), [3]), folder()) as Upload
  expect(readFileSync(got.files[0]!.path, 'utf8')).toBe(body)
})

test('a box left empty is no file', async () => {
  const got = await receiveFiles(sent(whole([{ name: 'files', fileName: '', body: '' }, { name: 'as-at', body: '' }])), folder()) as Upload
  expect(got.files).toEqual([])
})

test('a form cut short is refused, and so is one that is no form', async () => {
  const body = whole([{ name: 'files', fileName: 'x.csv', body: 'a,b\n1,2\n' }])
  expect(isRefusal(await receiveFiles(sent(body.subarray(0, body.length - 20)), folder()))).toBe(true)
  expect(isRefusal(await receiveFiles(new Request('http://localhost/', { method: 'POST', body: 'hello' }), folder()))).toBe(true)
})

test('what was refused leaves nothing behind', async () => {
  const inbox = folder()
  const body = whole([{ name: 'files', fileName: 'x.csv', body: 'a,b\n1,2\n' }, { name: 'files', fileName: 'x.csv', body: 'c' }])
  expect(await receiveFiles(sent(body), inbox)).toMatchObject({ code: 'same-name' })
  expect(readdirSync(inbox)).toEqual([])
})

test('more files or bytes than the limit are refused', async () => {
  const many = whole(Array.from({ length: 3 }, (_, i) => ({ name: 'files', fileName: `${i}.csv`, body: 'x' })))
  expect(await receiveFiles(sent(many), folder(), { ...uploadLimits, files: 2 })).toMatchObject({ code: 'too-many-files' })
  expect(await receiveFiles(sent(many), folder(), { ...uploadLimits, bytesInAll: 50 })).toMatchObject({ code: 'too-large' })
  const endless = new Request('http://localhost/sources/add', { method: 'POST', body: new ReadableStream({ pull: () => { throw new Error('a byte was read') } }), headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': '51' }, duplex: 'half' } as RequestInit)
  expect(await receiveFiles(endless, folder(), { ...uploadLimits, bytesInAll: 50 })).toMatchObject({ code: 'too-large' })
  expect(await receiveFiles(sent(whole([{ name: 'as-at', body: 'x'.repeat(200) }])), folder(), { ...uploadLimits, fieldBytes: 150 })).toMatchObject({ refused: true })
})

test('a name cannot climb out of its folder', async () => {
  expect(safeName('../../etc/passwd')).toBe('passwd')
  expect(safeName('C:\\data\\gp-reg-pat-prac-all.csv')).toBe('gp-reg-pat-prac-all.csv')
  expect(safeName('..')).toBe('')
  const own = folder()
  const got = await receiveFiles(sent(whole([{ name: 'files', fileName: '../../../x.csv', body: 'x' }])), own) as Upload
  expect(got.files[0]!.path.startsWith(own)).toBe(true)
})

test('a name too long for the disc is cut to its end, in any script', async () => {
  const inbox = folder()
  const got = await receiveFiles(sent(whole([{ name: 'files', fileName: `${'漢'.repeat(119)}-2026-01.csv`, body: 'x' }])), inbox) as Upload
  expect(got.files[0]!.name.endsWith('漢-2026-01.csv')).toBe(true)
  expect(Buffer.byteLength(got.files[0]!.name)).toBeLessThanOrEqual(200)
  expect(readFileSync(got.files[0]!.path, 'utf8')).toBe('x')
})

test('a form of very many answers is refused before they fill the memory', async () => {
  const many = whole(Array.from({ length: 21 }, (_, i) => ({ name: `answer-${i}`, body: 'x' })))
  expect(await receiveFiles(sent(many), folder())).toMatchObject({ code: 'too-many-fields' })
})
