import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openImports, type TakeFiles, type Upload } from './imports.ts'
import { openLog } from './log.ts'

let inbox: string
const logged: string[] = []
const log = openLog(line => logged.push(line), () => new Date(0))
const now = () => new Date()
beforeEach(() => { inbox = mkdtempSync(path.join(tmpdir(), 'alongside-inbox-')) })
afterEach(() => { rmSync(inbox, { recursive: true, force: true }); logged.length = 0 })

/** Two files in a fresh folder of the inbox, as the page leaves them. */
function uploaded(...names: string[]): Upload[] {
  const folder = mkdtempSync(path.join(inbox, 'upload-'))
  return names.map((name, at) => {
    const file = path.join(folder, String(at))
    writeFileSync(file, 'PRACTICE')
    return { name, path: file }
  })
}
const loads: TakeFiles = async (files, _asAt, tell) => {
  for (const outcome of ['working', 'loaded'] as const) tell(files.map(({ name }) => ({ file: name, outcome, says: '74 rows' })))
}

test('each file says how it stands, and the uploaded copies are gone afterwards', async () => {
  const imports = openImports(inbox, loads, log, now)
  const files = uploaded('list.csv', 'map.csv')
  const id = imports.start(files, null)
  expect(imports.state(id)).toEqual({ done: false, lines: [{ file: 'list.csv', outcome: 'waiting', says: '' }, { file: 'map.csv', outcome: 'waiting', says: '' }] })
  await imports.idle()
  expect(imports.state(id)).toMatchObject({ done: true, lines: [{ outcome: 'loaded', says: '74 rows' }, { outcome: 'loaded' }] })
  expect(existsSync(path.dirname(files[0]!.path))).toBe(false)
})

test('uploads are taken one after another', async () => {
  const order: string[] = []
  const imports = openImports(inbox, async ([file]) => { order.push(`${file!.name} begins`); await new Promise(done => setTimeout(done, 20)); order.push(`${file!.name} ends`) }, log, now)
  imports.start(uploaded('a'), null)
  imports.start(uploaded('b'), null)
  await imports.idle()
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

test('a fault of ours is logged under the reference that the reader is given, and the next upload goes on', async () => {
  let isBroken = true
  const imports = openImports(inbox, async (...given) => { if (isBroken) { isBroken = false; throw new Error('the disc is full') } return loads(...given) }, log, now)
  const broken = imports.start(uploaded('a'), null)
  const next = imports.start(uploaded('b'), null)
  await imports.idle()
  expect(imports.state(broken)).toMatchObject({ done: true, lines: [{ outcome: 'refused', says: expect.stringContaining(broken) }] })
  expect(logged.join('\n')).toContain(`fault upload ${broken}: Error: the disc is full`)
  expect(imports.state(next)).toMatchObject({ done: true, lines: [{ outcome: 'loaded' }] })
})

test('another process on the same folder can answer for an upload, and says when its process was killed', async () => {
  let finish = () => {}
  const taker = openImports(inbox, (_files, _asAt, tell) => { tell([{ file: 'a', outcome: 'working', says: '' }]); return new Promise(done => { finish = done }) }, log, now)
  const id = taker.start(uploaded('a'), null)
  await new Promise(done => setTimeout(done, 10))
  const other = openImports(inbox, loads, log, now)
  expect(other.state(id)).toMatchObject({ done: false, lines: [{ outcome: 'working' }] })
  const longAgo = new Date(Date.now() - 900_000)
  utimesSync(path.join(inbox, `${id}.json`), longAgo, longAgo)
  expect(other.state(id)).toMatchObject({ done: true, lines: [{ outcome: 'refused', says: expect.stringContaining('interrupted') }] })
  finish()
  await taker.idle()
})

test('an upload is forgotten after a day, and no id leads outside the inbox', () => {
  mkdirSync(path.join(inbox, 'upload-old'))
  const yesterday = new Date(Date.now() - 2 * 86_400_000)
  utimesSync(path.join(inbox, 'upload-old'), yesterday, yesterday)
  const imports = openImports(inbox, loads, log, now)
  expect(readdirSync(inbox)).toEqual([])
  expect(imports.state('../settings')).toBeNull()
  expect(imports.state('nobody')).toBeNull()
})
