import { expect, test } from 'vitest'
import { isRefusal } from '../words.ts'
import { bandFrom, sizeGuideOf, sizeGuides, usualBand } from './size-guides.ts'

test('every size guide says who published it and when', () => {
  for (const guide of sizeGuides) {
    expect(guide.source).not.toBe('')
    expect(guide.on).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(guide.band.min).toBeLessThan(guide.band.max)
  }
  expect(sizeGuideOf(usualBand)?.key).toBe('network')
  expect(sizeGuideOf({ min: 31_000, max: 49_000 })).toBeNull()
})

test('a size is read as people type it', () => {
  for (const text of ['30000-50000', '30,000 to 50,000', ' 30k–50k ', '30000 - 50000']) expect(bandFrom(text)).toEqual({ min: 30_000, max: 50_000 })
})

test('a size that cannot be is refused by name', () => {
  const codeOf = (text: string) => { const band = bandFrom(text); return isRefusal(band) ? band.code : 'taken' }
  expect(codeOf('lots')).toBe('size-not-read')
  expect(codeOf('')).toBe('size-not-read')
  expect(codeOf('50000-30000')).toBe('size-upside-down')
  expect(codeOf('30000-30000')).toBe('size-upside-down')
  expect(codeOf('10-20')).toBe('size-out-of-range')
  expect(codeOf('30000-9000000')).toBe('size-out-of-range')
})

test('a size of endless spaces or figures is refused without trying them all in turn, which would take longer than any test may', () => {
  for (const text of [' '.repeat(8000), `${'1 '.repeat(4000)}-`, `30000${' '.repeat(8000)}x`]) {
    expect(bandFrom(text)).toMatchObject({ refused: true, code: 'size-not-read' })
  }
  expect(bandFrom('  30,000 to 50,000 ')).toEqual({ min: 30_000, max: 50_000 })
})
