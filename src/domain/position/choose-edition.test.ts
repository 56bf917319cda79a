import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../words.ts'
import { chooseEdition, chooseEditions } from './choose-edition.ts'
import { dayInWords, dayNumber } from '../day.ts'
import type { DataSet, Release } from './release.ts'

const release = (dataSet: DataSet, asAt: string | null, more: Partial<Release> = {}): Release => ({
  id: `${dataSet}-${asAt ?? 'undated'}-${more.checksum ?? more.vintage ?? more.world ?? 'a'}`, dataSet, world: 'real', vintage: null, publisher: 'P', licence: 'OGL',
  asAt, checksum: 'c', fileName: 'f.csv', rowsRead: 1, rowsRefused: 0, unknownCodes: [], importedAt: '2026-02-01T00:00:00Z', parquet: 'f.parquet', ...more,
})
const names = (releases: Release[]) => chooseEditions(releases).map(edition => edition.name)
const taken = (releases: Release[], dataSet: DataSet, name?: string) => {
  const choice = chooseEdition(releases, name)
  return isRefusal(choice) ? [] : choice.uses.filter(use => use.dataSet === dataSet).map(use => use.release.asAt)
}

describe('an edition', () => {
  test('is named by the month of its list sizes, newest first, real before invented', () => {
    expect(names([release('list-sizes', '2021-01-01'), release('list-sizes', '2027-01-01', { world: 'invented' }), release('list-sizes', '2026-01-01')])).toEqual(['2026-01', '2021-01', 'invented-2027-01'])
  })
  test('of a month with two list-size releases is the later day, then the later import', () => {
    const early = release('list-sizes', '2026-01-01'), late = release('list-sizes', '2026-01-31')
    expect(chooseEditions([late, early]).map(edition => edition.asAt)).toEqual(['2026-01-31'])
    const restated = release('list-sizes', '2026-01-01', { checksum: 'restated', importedAt: '2026-03-01T00:00:00Z' })
    expect(chooseEditions([restated, early])[0]!.uses[0]!.release).toBe(restated)
  })
  test('takes the map nearest its day, and the earlier of two equally near', () => {
    const list = release('list-sizes', '2026-01-01')
    expect(taken([list, release('map', '2025-12-01'), release('map', '2026-01-20')], 'map')).toEqual(['2026-01-20'])
    expect(taken([list, release('map', '2026-01-11'), release('map', '2025-12-22')], 'map')).toEqual(['2025-12-22'])
  })
  test('takes small-area flows from at or before its day, even where a later one is nearer', () => {
    const list = release('list-sizes', '2026-01-01')
    expect(taken([list, release('small-area-flows', '2021-01-01'), release('small-area-flows', '2026-01-02')], 'small-area-flows')).toEqual(['2021-01-01'])
    expect(taken([list, release('small-area-flows', '2026-01-02')], 'small-area-flows')).toEqual([])
  })
  test('takes place files by vintage, and says where no day is stated', () => {
    const choice = chooseEdition([release('list-sizes', '2026-01-01'), release('deprivation', '2019-09-26', { vintage: '2011' }), release('deprivation', '2025-10-30', { vintage: '2021' }), release('postcodes', null)])
    if (isRefusal(choice)) throw new Error(choice.why)
    expect(choice.uses.map(use => use.says)).toEqual([
      '1 January 2026', 'day not stated',
      '26 September 2019, the nearest to 1 January 2026, small areas of 2011', '30 October 2025, the nearest to 1 January 2026, small areas of 2021',
    ])
  })
  test('prefers a place file with a day to one without', () => {
    expect(taken([release('list-sizes', '2026-01-01'), release('postcodes', null), release('postcodes', '2020-01-01')], 'postcodes')).toEqual(['2020-01-01'])
  })
  test('that nobody loaded is refused by name, with those there are', () => {
    expect(chooseEdition([release('list-sizes', '2026-01-01')], '2027-01')).toMatchObject({ refused: true, code: 'unknown-edition', why: expect.stringContaining('2026-01') })
    expect(chooseEdition([])).toMatchObject({ refused: true, code: 'no-edition' })
  })
})

const anyDay = fc.integer({ min: dayNumber('2018-01-01'), max: dayNumber('2027-12-31') }).map(n => new Date(n * 86_400_000).toISOString().slice(0, 10))
const anyRelease = fc.record({
  dataSet: fc.constantFrom<DataSet>('list-sizes', 'map', 'small-area-flows', 'deprivation', 'postcodes', 'ages'),
  asAt: fc.option(anyDay, { freq: 8 }), world: fc.constantFrom('real' as const, 'invented' as const), vintage: fc.constantFrom('2011' as const, '2021' as const),
  checksum: fc.string({ minLength: 8, maxLength: 8 }), importedAt: anyDay,
}).map(({ dataSet, asAt, ...more }) => release(dataSet, dataSet === 'postcodes' ? asAt : asAt ?? '2026-01-01', { ...more, vintage: dataSet === 'deprivation' ? more.vintage : null }))
const anyRegister = fc.uniqueArray(anyRelease, { selector: item => item.id, maxLength: 25 })

describe('whatever is loaded', () => {
  test('no release left behind is nearer than the one taken, and flows never come from after the day', () => {
    fc.assert(fc.property(anyRegister, releases => {
      for (const edition of chooseEditions(releases)) for (const use of edition.uses) {
        if (use.dataSet === 'list-sizes' || use.release.asAt === null) continue
        const away = Math.abs(dayNumber(use.release.asAt) - dayNumber(edition.asAt))
        const rivals = releases.filter(rival => rival.dataSet === use.dataSet && rival.world === edition.world && rival.vintage === use.release.vintage && rival.asAt !== null && (use.dataSet !== 'small-area-flows' || rival.asAt <= edition.asAt))
        for (const rival of rivals) expect(Math.abs(dayNumber(rival.asAt!) - dayNumber(edition.asAt))).toBeGreaterThanOrEqual(away)
        if (use.dataSet === 'small-area-flows') expect(use.release.asAt <= edition.asAt).toBe(true)
      }
    }))
  })
  test('no edition mixes the invented county with England', () => {
    fc.assert(fc.property(anyRegister, releases => {
      for (const edition of chooseEditions(releases)) for (const used of [...edition.uses.map(use => use.release), ...edition.lists.map(list => list.release), ...edition.otherMaps]) expect(used.world).toBe(edition.world)
    }))
  })
  test('the order releases were loaded in changes nothing', () => {
    fc.assert(fc.property(anyRegister, fc.infiniteStream(fc.nat()), (releases, keys) => {
      const shuffled = releases.map(item => [keys.next().value as number, item] as const).sort((a, b) => a[0] - b[0]).map(([, item]) => item)
      expect(chooseEditions(shuffled)).toEqual(chooseEditions(releases))
    }))
  })
})

test('a day is said in words', () => { expect(dayInWords('2017-10-31')).toBe('31 October 2017') })
