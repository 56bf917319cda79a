import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { penmarsh, penmarshEdition, tidemill } from '../../../test/town/penmarsh.ts'
import { isRefusal } from '../words.ts'
import { kmBetween } from './distance.ts'
import { areaOf, nearestTo, practicesOf, sameRoof, shownAsOne } from './area.ts'

const edition = penmarshEdition()
const area = (key: string) => {
  const found = areaOf(edition, key)
  if (isRefusal(found)) throw new Error(found.why)
  return found
}

describe('an area', () => {
  test('is known by its code, however it is typed', () => {
    expect(area(' zn01 ').name).toBe('Penmarsh Network')
    expect(area('England').members).toHaveLength(12)
    expect(practicesOf(edition, area('ZN01')).map(practice => practice.name)).toContain('Riverside Surgery')
  })
  test('is known by its ONS code too', () => {
    const known = { ...edition, onsCodes: new Map([['E54000099', 'ZI1']]) }
    expect(areaOf(known, 'e54000099')).toMatchObject({ code: 'ZI1', kind: 'icb' })
  })
  test('may be any practices typed by hand, across any boundary', () => {
    expect(area(`list: ${penmarsh.ostrey.toLowerCase()}, ${penmarsh.riverside}\n${penmarsh.riverside}`)).toEqual({ kind: 'list', code: `list:${penmarsh.riverside},${penmarsh.ostrey}`, name: '2 practices you listed', members: [penmarsh.riverside, penmarsh.ostrey] })
  })
  test('that nothing carries is refused by name', () => {
    expect(areaOf(edition, 'QSL')).toMatchObject({ refused: true, code: 'unknown-area', why: expect.stringContaining('QSL') })
    expect(areaOf(edition, penmarsh.lantern)).toMatchObject({ code: 'practice-not-area', why: expect.stringContaining('Lantern Surgery') })
    expect(areaOf(edition, 'list: ,')).toMatchObject({ code: 'empty-list' })
  })
  test('refuses a list with a closed practice, and says where its patients went', () => {
    expect(areaOf(edition, `list:${penmarsh.riverside},${tidemill.code},X99999`)).toMatchObject({ code: 'unknown-practice', why: expect.stringMatching(/^2 codes belong to no practice with patients on 1 January 2026: X99999; ZP0901 \(Tidemill Surgery, joined Quayside/) })
  })
})

test('the nearest practice to Riverside is itself, then by distance', () => {
  const near = nearestTo(edition, edition.byCode.get(penmarsh.riverside)!.point!, 4)
  expect(near[0]).toMatchObject({ practice: { code: penmarsh.riverside }, km: 0 })
  expect(near.map(({ km }) => km)).toEqual(near.map(({ km }) => km).sort((a, b) => a - b))
})

test('the nearest are those that a look at every practice finds, wherever one stands and however many are asked for', () => {
  const degree = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map(value => Math.round(value * 50) / 50) // a coarse grid: many ties and shared places
  const place = fc.record({ lat: degree(50, 55), lon: degree(-3, 1) })
  fc.assert(fc.property(fc.array(fc.option(place, { freq: 9 }), { maxLength: 60 }), place, fc.nat(20), (points, from, count) => {
    const practices = points.map((point, i) => ({ ...edition.practices[0]!, code: `ZP${String(i).padStart(4, '0')}`, point }))
    const slow = practices.flatMap(practice => practice.point ? [{ practice, km: kmBetween(from, practice.point) }] : []).sort((a, b) => a.km - b.km || (a.practice.code < b.practice.code ? -1 : 1)).slice(0, count)
    expect(nearestTo({ ...edition, practices }, from, count)).toEqual(slow)
  }))
})

test('Saltings and Ropewalk stand under one roof', () => {
  expect(sameRoof(edition, penmarsh.saltings).map(practice => practice.code)).toEqual([penmarsh.saltings, penmarsh.ropewalk])
})

test('two codes can be shown as one practice, with their lists added', () => {
  const one = shownAsOne(edition, [penmarsh.saltings, penmarsh.ropewalk])
  expect(one).toMatchObject({ patients: 11_480, networks: ['Haven and Levels Network', 'Penmarsh Network'], trend: [{ patients: 11_600 }, { patients: 11_480 }] })
  expect(shownAsOne(edition, ['X99999'])).toMatchObject({ code: 'unknown-practice' })
})
