import readExcelFile from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { sketchesByHand } from '../../../test/town/sketches.ts'
import { townDesk } from '../../../test/town/desk.ts'
import { isRightHanded } from '../../../test/town/polygons.ts'
import { createApp } from '../app.tsx'
import type { Outline } from '../desk.ts'
import type { PlanGeojson } from './plan-geojson.ts'

const edition = penmarshEdition()
const sketches = sketchesByHand(edition)

/** Small areas as squares about their middles: not the shapes of any file, enough to be joined. */
const outlines: Outline[] = edition.flows!.smallAreas.map((code, i) => {
  const [lon, lat, half] = [edition.smallAreaLon[i]!, edition.smallAreaLat[i]!, 0.004]
  return { code, name: code, rings: [[[lon - half, lat - half], [lon + half, lat - half], [lon + half, lat + half], [lon - half, lat + half], [lon - half, lat - half]]] }
})
const desk = townDesk({ editions: [edition], sketches })
const app = createApp(townDesk({ editions: [edition], sketches, figures: { ...desk.figures, boundaries: async (_, of) => (of === 'small-area' ? outlines : []) } }))
const get = (file: string) => app.request(`http://localhost/areas/england/sketches/${file}?size=30000-50000`)

test('the workbook has groups, practices and what it is, with the figures of the page', async () => {
  const response = await get('journeys.xlsx')
  expect(response.headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="england-journeys-30000-50000-invented-2026-01.xlsx"')
  const [groups, practices, about] = await readExcelFile(Buffer.from(await response.arrayBuffer()))
  expect([groups!.sheet, practices!.sheet, about!.sheet]).toEqual(['Groups', 'Practices', 'About'])
  expect(groups!.data.slice(1).map((row) => [row[0], row[3], row[4]])).toEqual([['A', 2, 32_600], ['B', 4, 32_030], ['C', 5, 28_550], ['not in any group yet', 1, 6_220]])
  expect(practices!.data).toHaveLength(13)
  expect(practices!.data[0]).toEqual(expect.arrayContaining(['Patients', 'Own share of its group’s patients', 'Distance to where its group’s is measured to, km', 'Own patients within 15 minutes, share']))
  const riverside = practices!.data.find((row) => row[0] === penmarsh.riverside)!
  expect(riverside.slice(1, 10)).toEqual(['Riverside Surgery (invented)', 'ZZ1 1AA', 'C', '1', 7_040, 'Penmarsh Network', 'no', 28_550, 4])
  expect(riverside[10]).toBe(7_040 / 28_550)
  const says = about!.data.map((row) => row.join(' ')).join('\n')
  expect(says).toContain('A sketch from public figures. Nobody has been told. Nothing has been decided.')
  expect(says).toContain('File made on 3\u00a0February\u00a02026')
  expect(says).toContain('Measure patients × kilometres, plus the price of missing the size')
  for (const use of edition.sources) expect(says).toContain(use.release.publisher)
  expect(says).toContain('What it does not know Who wants to.')
})

test('with no figures of where patients live the workbook says what is not known', async () => {
  const without = { ...edition, flows: null }
  const bare = createApp(townDesk({ editions: [without], sketches: sketchesByHand(without) }))
  const [groups] = await readExcelFile(Buffer.from(await (await bare.request('http://localhost/areas/england/sketches/journeys.xlsx')).arrayBuffer()))
  expect(groups!.data[1]!.slice(9, 11)).toEqual(['not known', 'not known'])
})

test('the map is RFC 7946: a point for each practice, a multipolygon for each group, and where it comes from', async () => {
  const response = await get('journeys.geojson')
  expect(response.headers.get('content-type')).toBe('application/geo+json')
  const map = await response.json() as PlanGeojson
  expect(map).toMatchObject({ type: 'FeatureCollection', about: { title: 'Shortest journeys', release: 'invented-2026-01', as_at: '2026-01-01', invented: true, caveat: 'A sketch from public figures. Nobody has been told. Nothing has been decided.' } })
  expect(map.about.licence).not.toBe('')
  expect(map).not.toHaveProperty('crs')
  const practices = map.features.filter((feature) => feature.properties.kind === 'practice')
  expect(practices).toHaveLength(12)
  const point = edition.byCode.get(penmarsh.riverside)!.point!
  expect(practices.find((feature) => feature.id === penmarsh.riverside)).toEqual({
    type: 'Feature', id: penmarsh.riverside, geometry: { type: 'Point', coordinates: [point.lon, point.lat] },
    properties: { kind: 'practice', code: penmarsh.riverside, name: 'Riverside Surgery (invented)', patients: 7_040, group: '1', letter: 'C', network: 'Penmarsh Network', changes_partners: false },
  })
  expect(practices.find((feature) => feature.id === penmarsh.ostrey)!.properties).toMatchObject({ group: null, letter: null })
  const groups = map.features.filter((feature) => feature.properties.kind === 'group')
  expect(groups.map((feature) => [feature.id, feature.properties.practices, feature.geometry?.type])).toEqual([['group-A', 2, 'MultiPolygon'], ['group-B', 4, 'MultiPolygon'], ['group-C', 5, 'MultiPolygon']])
  for (const group of groups) if (group.geometry?.type === 'MultiPolygon') for (const polygon of group.geometry.coordinates) isRightHanded(polygon)
})

test('where no outlines are loaded the map has the practices and no shapes', async () => {
  const map = await (await createApp(townDesk({ sketches })).request('http://localhost/areas/england/sketches/today.geojson')).json() as PlanGeojson
  expect(map.features.map((feature) => feature.properties.kind)).toEqual(Array.from({ length: 12 }, () => 'practice'))
})

test('another ending, and a sketch nobody knows, lead nowhere', async () => {
  for (const file of ['journeys.docx', 'best.xlsx', 'journeys.constructor']) expect((await get(file)).status).toBe(404)
})
