import { expect, test } from 'vitest'
import { Bars, Figure, TrendLine, TwoWayBars } from './charts.tsx'
import { boxOf, GroupingMap, mapColours, NeighboursMap, type GroupingMapProps } from './map.tsx'

const dots = [
  { code: 'A1', name: 'Alder & Sons <Surgery>', point: { lat: 51, lon: -3 }, patients: 9000 },
  { code: 'B1', name: 'Birch', point: { lat: 51.02, lon: -3.01 }, patients: 4000 },
  { code: 'C1', name: 'Cedar', point: { lat: 51.03, lon: -2.9 }, patients: 100 },
  { code: 'D1', name: 'Dogwood', point: { lat: 51, lon: -3 }, patients: 2500 },
]
const square = (lon: number, lat: number): [number, number][][] => [[[lon, lat], [lon + 0.05, lat], [lon + 0.05, lat + 0.05], [lon, lat + 0.05], [lon, lat]]]
const grouping: GroupingMapProps = {
  id: 'm', size: 'whole', dots, districts: [], areas: [], own: 'A1', title: 'Two groups, one left over', says: 'A and B. One is in none.',
  groups: [{ letter: 'A', name: 'Moor', patients: 13_000, members: ['A1', 'B1'], hub: 'A1' }, { letter: 'B', name: '', patients: 2500, members: ['D1'], hub: 'D1' }],
}
const html = (element: unknown) => String(element)

test('a map is one picture with a title and a description, and nothing in it needs a style attribute or a script', () => {
  for (const picture of [
    html(<GroupingMap {...grouping} />),
    html(<GroupingMap {...grouping} size="card" areas={[{ group: 0, rings: square(-3.02, 51) }, { group: 1, rings: square(-2.97, 51) }, { group: -1, rings: square(-2.92, 51) }]} />),
    html(<NeighboursMap id="n" own={dots[0]!} neighbours={dots.slice(1)} outlines={[]} title="Three near" says="Three." />),
  ]) {
    expect(picture).toContain('role="img"')
    expect(picture).toMatch(/<title id="[^"]+">[^<]+<\/title><desc id="[^"]+">[^<]+<\/desc>/)
    expect(picture).not.toMatch(/style=|<script|onload|NaN|undefined|Infinity/)
    expect(picture).not.toContain('<Surgery>')
  }
})

test('branch surgeries are hollow dots smaller than a practice, where the picture reaches that far', () => {
  const picture = html(<NeighboursMap id="n" own={dots[0]!} neighbours={dots.slice(1)} branches={[{ lat: 51.01, lon: -2.98 }, { lat: 55, lon: -2 }]} outlines={[]} title="Three near" says="Three." />)
  expect(picture.match(/class="app-map__branch"[^>]*r="4"[^>]*fill="#FFFFFF"/g)).toHaveLength(1)
})

test('letters, patients and the own practice stand on the map; a practice in no group is a grey ring', () => {
  const picture = html(<GroupingMap {...grouping} />)
  expect(picture).toContain('>A</text>')
  expect(picture).toContain('13,000 patients')
  expect(picture).toContain('Alder &amp; Sons &lt;Surgery&gt;')
  expect(picture).toContain(mapColours.alone.strong)
})

test('groups side by side wear different tints, with small areas and without', () => {
  const tints = (picture: string) => new Set(mapColours.groups.filter((colour) => picture.includes(`fill="${colour.tint}"`)).map((colour) => colour.name))
  expect(tints(html(<GroupingMap {...grouping} />)).size).toBe(2)
  expect(tints(html(<GroupingMap {...grouping} areas={[{ group: 0, rings: square(-3.02, 51) }, { group: 1, rings: square(-2.97, 51) }]} />)).size).toBe(2)
})

test('a map of one place, or of none, still draws', () => {
  expect(html(<GroupingMap {...grouping} dots={dots.slice(0, 1)} groups={[]} />)).not.toMatch(/NaN|Infinity/)
  expect(html(<GroupingMap {...grouping} dots={[]} groups={[]} own={null} />)).not.toMatch(/NaN|Infinity/)
  const box = boxOf([{ lat: 51, lon: -3 }])
  expect(box.north - box.south).toBeGreaterThan(0)
})

test('two-way bars say both counts in words, and fewer than 5 is never a number', () => {
  const bars = html(<TwoWayBars id="t" ownName="Alder" ownList={9000} rows={[{ name: 'Birch', href: '/b', ours: 1140, theirs: 860, theirList: 4000 }, { name: 'Cedar', ours: null, theirs: 7, theirList: 100 }]} />)
  expect(bars).toContain('1,140')
  expect(bars).toContain('fewer than 5')
  expect(bars).not.toMatch(/style=|NaN/)
})

test('a trend is described with its days and says that its scale does not start at nought', () => {
  const line = html(<TrendLine id="l" unit="patients" title="Grew" points={[{ on: '2026-01-01', value: 7040 }, { on: '2021-01-01', value: 6700 }]} />)
  expect(line).toContain('6,700 patients on 2021-01-01, 7,040 patients on 2026-01-01')
  expect(line).toContain('does not start at nought')
  expect(html(<TrendLine id="l" unit="patients" title="One" points={[{ on: '2026-01-01', value: 5 }]} />)).not.toContain('NaN')
})

test('a figure has its finding, what it does not show, its source and a table', () => {
  const figure = html(<Figure id="f" title="Two groups" notShown="Not shown: roads." source="NHS England, 1 January 2026" table={<table />} csvHref="/x.csv"><Bars unit="patients" rows={[{ name: 'Birch', value: 4000 }]} /></Figure>)
  for (const part of ['Two groups', 'Not shown: roads.', 'NHS England', 'Show as a table', '/x.csv', '4,000 patients']) expect(figure).toContain(part)
})
