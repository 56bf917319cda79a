import { afterEach, expect, test } from 'vitest'
import type { Edition } from '#domain/position/edition.ts'
import type { DataSet, Release } from '#domain/position/release.ts'
import { openFigures, type Figures, type Library } from './figures.ts'
import { openLog } from './log.ts'

const log = openLog(() => {}, () => new Date(0))
const release = (dataSet: DataSet, asAt: string, world: 'real' | 'invented' = 'real'): Release =>
  ({ id: `${dataSet}-${asAt}-${world}`, dataSet, world, vintage: null, publisher: '', licence: '', asAt, checksum: '', fileName: '', rowsRead: 1, rowsRefused: 0, unknownCodes: [], importedAt: asAt, parquet: '' })

/** A library of which only the register is written down; it remembers which editions were read. */
function library(register: Release[]): Library & { register: Release[]; read: string[] } {
  const read: string[] = []
  return {
    register, read,
    releases: async () => [...register],
    summarise: async choice => ({ name: choice.name, world: choice.world, asAt: choice.asAt, practices: 1, patients: 1 }),
    load: async choice => { read.push(choice.name); await new Promise(done => setTimeout(done, 5)); return { name: choice.name, asAt: choice.asAt } as Edition },
  }
}
let open: Figures | undefined
afterEach(() => open?.close())

test('without a name the newest real edition is read, else the newest invented', async () => {
  const shelf = library([release('list-sizes', '2026-01-01', 'invented'), release('list-sizes', '2025-01-01', 'invented')])
  open = await openFigures(shelf, log)
  expect((await open.edition())?.name).toBe('invented-2026-01')
  shelf.register.push(release('list-sizes', '2021-01-01'))
  await open.refresh()
  expect((await open.edition())?.name).toBe('2021-01')
  expect(open.list().map(({ name }) => name)).toEqual(['2021-01', 'invented-2026-01', 'invented-2025-01'])
  expect(await open.edition('1999-01')).toBeNull()
})

test('an edition is read once, however many ask at once, and again only when what it is made of changes', async () => {
  const shelf = library([release('list-sizes', '2026-01-01'), release('list-sizes', '2026-01-01', 'invented')])
  open = await openFigures(shelf, log)
  await Promise.all([open.edition(), open.edition('2026-01'), open.edition()])
  shelf.register.push(release('map', '2026-01-01', 'invented'))
  await open.refresh()
  await open.edition()
  expect(shelf.read).toEqual(['2026-01'])
  shelf.register.push(release('map', '2026-01-01'))
  await open.refresh()
  await open.edition()
  expect(shelf.read).toEqual(['2026-01', '2026-01'])
})

test('figures that somebody else adds are noticed without being asked', async () => {
  const shelf = library([])
  open = await openFigures(shelf, log, 20)
  expect(await open.edition()).toBeNull()
  shelf.register.push(release('list-sizes', '2026-01-01'))
  await expect.poll(() => open!.list().length, { timeout: 2_000 }).toBe(1)
})

test('an edition that could not be read is tried again', async () => {
  const shelf = library([release('list-sizes', '2026-01-01')])
  let isBroken = true
  const load = shelf.load.bind(shelf)
  shelf.load = choice => (isBroken ? Promise.reject(new Error('the file is gone')) : load(choice))
  open = await openFigures(shelf, log)
  await expect(open.edition()).rejects.toThrow('the file is gone')
  isBroken = false
  expect((await open.edition())?.name).toBe('2026-01')
})

test('of many editions the four asked for last are held', async () => {
  const months = ['01', '02', '03', '04', '05'].map(month => `2026-${month}`)
  const shelf = library(months.map(month => release('list-sizes', `${month}-01`)))
  open = await openFigures(shelf, log)
  for (const month of months) await open.edition(month)
  await open.edition('2026-05')
  await open.edition('2026-01')
  expect(shelf.read).toEqual([...months, '2026-01'])
})
