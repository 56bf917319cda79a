import { describe, expect, test } from 'vitest'
import { penmarsh, penmarshEdition, tidemill } from '../../../test/town/penmarsh.ts'
import { findAreas, findPractices } from './find.ts'

const edition = penmarshEdition()
const first = (query: string) => findPractices(edition, query)[0]?.code
const codes = (query: string) => findPractices(edition, query).map(found => found.code)

describe('a practice is found', () => {
  test('by its name, in any case, with words missing or a slip', () => {
    for (const query of ['Riverside Surgery', 'riverside', 'RIVERSIDE SURG.', 'the riverside surgery', 'Riversde', 'rivreside', 'river']) expect(first(query)).toBe(penmarsh.riverside)
    expect(first('salting practice')).toBe(penmarsh.saltings)
  })
  test('by its code or the beginning of one', () => {
    expect(first('zp0005')).toBe(penmarsh.saltings)
    expect(codes('ZP000')).toHaveLength(9)
  })
  test('by its postcode, then by others of the same post town', () => {
    expect(first('zz11ae')).toBe(penmarsh.quayside)
    expect(codes('ZZ2 1AA').slice(0, 2)).toEqual([penmarsh.windlecote, penmarsh.tarrowmere])
    expect(codes('ZZ2').sort()).toEqual([penmarsh.windlecote, penmarsh.tarrowmere])
  })
  test('by its town or street', () => { expect(codes('ropewalk health centre')).toEqual(expect.arrayContaining([penmarsh.saltings, penmarsh.ropewalk])) })
  test('when it has closed, with what became of it', () => {
    expect(findPractices(edition, 'tidemill')[0]).toMatchObject({ code: tidemill.code, patients: null, became: 'joined Quayside Medical Centre in July 2025', successor: penmarsh.quayside })
  })
})

test('nothing is found for nothing, or for words nobody uses', () => { for (const query of ['', '  ', '???', 'zzzzqqqq']) expect(codes(query)).toEqual([]) })

test('areas are found by name or code', () => {
  expect(findAreas(edition, 'carrow levels')[0]).toMatchObject({ code: 'Z07000002', kind: 'district', practices: 2 })
  expect(findAreas(edition, 'zn02')[0]).toMatchObject({ kind: 'network' })
  expect(findAreas(edition, 'haven network')[0]).toMatchObject({ name: 'Haven and Levels Network' })
  expect(findAreas(edition, 'nowhere')).toEqual([])
})
