import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { areaOf } from '../position/area.ts'
import { isRefusal } from '../words.ts'
import { landscapeOf } from './landscape.ts'
import { neighbours } from './neighbours.ts'

const edition = penmarshEdition()
const landscape = (key: string) => {
  const area = areaOf(edition, key)
  if (isRefusal(area)) throw new Error(area.why)
  return landscapeOf(edition, area)
}
const figure = (key: string, name: string) => landscape(key).figures.find(found => found.key === name)!

test('one of Penmarsh’s two networks crosses the border, and the 2018 figure stands beside it', () => {
  expect(figure('england', 'within-one-commissioner')).toMatchObject({ value: 0.5, shown: '50 %', sentence: '1 of 2 networks lies within one sub-ICB.', quoted: { sentence: expect.stringContaining('85 %') } })
  expect(figure('england', 'spanning')).toMatchObject({ value: 1 })
})
test('networks are counted whole even where the area holds only some of their practices', () => {
  const { networks } = landscape('Z07000002')
  expect(networks).toMatchObject([{ code: 'ZN02', inArea: 2, patients: 54_600, largest: { code: penmarsh.penmarshHealth } }])
  expect(figure('Z07000002', 'over-50000')).toMatchObject({ value: 1, shown: '100 %' })
})
test('the practice in no network is counted and named', () => {
  expect(landscape('england').inNone).toEqual([penmarsh.marshEnd])
  expect(figure('england', 'in-none').sentence).toBe('1 of 12 practices is in no network.')
})
test('an area without networks shows a dash, never a nought per cent', () => {
  expect(figure(`list:${penmarsh.marshEnd}`, 'within-one-commissioner')).toMatchObject({ value: null, shown: '–' })
})

test('Saltings’ nearest neighbour is Ropewalk in the same building, on another system', () => {
  const found = neighbours(edition, penmarsh.saltings)
  expect(found.nearest[0]).toMatchObject({ practice: { code: penmarsh.ropewalk }, km: 0, sameNetwork: false, sameSystem: false, sameSubIcb: true })
  expect(found.nearest).toHaveLength(8)
  expect(found.overlapping.map(one => one.overlap!.shared)).toEqual(found.overlapping.map(one => one.overlap!.shared).sort((a, b) => b - a))
  expect(neighbours({ ...edition, flows: null }, penmarsh.saltings)).toMatchObject({ overlapping: [], nearest: [{ overlap: null }, {}, {}, {}, {}, {}, {}, {}] })
  expect(neighbours(edition, 'X99999')).toEqual({ nearest: [], overlapping: [] })
})
