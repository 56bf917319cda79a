import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import type { Edition, Practice } from './edition.ts'
import { aboutPatients, percent } from './figures.ts'
import { INFERRED } from './identity.ts'
import { OWN_PLACE, summaryOf } from './summary.ts'

const edition = penmarshEdition()
const said = (code: string, more: Partial<Practice> = {}) => summaryOf(edition, { ...edition.byCode.get(code)!, ...more })

describe('the three sentences', () => {
  test('of Riverside', () => {
    expect(said(penmarsh.riverside)).toEqual([
      'Your list is about the same size as it was a year ago: 7,040 patients.',
      'You have 2,140 patients for each full-time GP; practices like yours have 1,960.',
      'You are one of five practices in Penmarsh Network, with 36,650 patients between you.',
    ])
  })
  test('say growth as a share and between which counts', () => { expect(said(penmarsh.quayside)[0]).toBe('Your list has grown by 21 % in a year, from 10,210 to 12,400 patients; Tidemill Surgery joined you in that time.') })
  test('name the practice whose list came, for that is no growth of one’s own', () => {
    const came = (on: string | null, source: string) => said(penmarsh.quayside, { history: [{ kind: 'took-over', on, other: 'ZP0999', says: '', source }] })[0]
    expect(came('2025-07-01', 'register of successors')).toBe('Your list has grown by 21 % in a year, from 10,210 to 12,400 patients; ZP0999 joined you in that time.')
    expect(came('2025-07-01', INFERRED)).toContain('; a practice at your address (ZP0999) closed in that time, so its patients may be among yours.')
    expect(came('2024-07-01', 'register of successors')).toContain('12,400 patients.')
    expect(came(null, 'register of successors')).toContain('12,400 patients.')
  })
  test('never speak of a change from thirty to thirty', () => {
    expect(said(penmarsh.lantern, { patients: 32, trend: [{ edition: 'invented-2025-01', asAt: '2025-01-01', patients: 33 }] })[0]).toBe('Your list is about the same size as it was a year ago: 30 patients.')
  })
  test('say shrinking in words', () => { expect(said(penmarsh.lantern)[0]).toBe('Your list has shrunk by 2 % in a year, from 2,360 to 2,310 patients.') })
  test('say when there is no earlier list', () => { expect(said(penmarsh.lantern, { trend: [] })[0]).toContain('no earlier list') })
  test('name the list that came even where no earlier one stands under the code', () => {
    const history: Practice['history'] = [{ kind: 'took-over', on: '2022-07-01', other: 'ZP0999', says: '', source: INFERRED }]
    expect(said(penmarsh.lantern, { trend: [], history })[0]).toBe('You have about 2,310 patients; we hold no earlier list under your code to compare with; a practice at your address (ZP0999) closed, so its patients may be among yours.')
  })
  test('look back, never forward', () => { expect(said(penmarsh.lantern, { trend: [{ edition: 'invented-2027-01', asAt: '2027-01-01', patients: 9_999 }] })[0]).toContain('no earlier list') })
  test('speak of ages where the number of GPs is not known', () => {
    expect(said(penmarsh.riverside, { workforce: null })[1]).toBe('22 % of your patients are 65 or over; at the practice in the middle it is 20 %.')
  })
  test('speak of deprivation where no ages are published, and say whose', () => {
    const deprivation = { score: 30, decile: 3, says: 'where its patients live' }
    expect(said(penmarsh.lantern, { workforce: null, ages: null, deprivation })[1]).toBe('Taken together, your patients live in places more deprived than seven in ten small areas here.')
    expect(said(penmarsh.lantern, { workforce: null, ages: null, deprivation: { ...deprivation, decile: 8, says: OWN_PLACE } })[1]).toBe('Your surgery stands in a place less deprived than seven in ten small areas here.')
    expect(said(penmarsh.lantern, { workforce: null, ages: null, deprivation: null })[1]).toContain('no published figures')
  })
  test('say a practice is in no network', () => { expect(said(penmarsh.marshEnd)[2]).toBe('You are in no primary care network.') })
})

describe('figures in sentences', () => {
  test('go to the nearest ten and never round something to nothing', () => {
    expect([0, 4, 7, 14, 7_041, 63_624_913].map(aboutPatients)).toEqual(['fewer than 5', 'fewer than 5', '7', '10', '7,040', '63,624,910'])
    expect([0, 0.003, 0.03, 0.996, 1].map(percent)).toEqual(['0 %', 'less than 1 %', '3 %', 'more than 99 %', '100 %'])
  })
  test('say 0 % for nothing only and 100 % for all only', () => {
    fc.assert(fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), share => { expect(['0 %', '100 %']).not.toContain(percent(share)) }))
  })
})

describe('the sentence on patients and GPs', () => {
  const staff = (gpFte: number | null, asAt = '2025-12-31') => ({ asAt, gpFte, gpHeads: null, partnersFte: null, nursesFte: null, directCareFte: null, adminFte: null, patients: null })
  const staffed: Edition = { ...edition, practices: edition.practices.map(one => ({ ...one, workforce: staff(4) })) }
  const of = (workforce: Practice['workforce'], town: Edition = staffed) => summaryOf(town, { ...edition.byCode.get(penmarsh.riverside)!, workforce })
  test('stands beside practices like it, and ages give way to it', () => {
    expect(of(staff(3.29))[1]).toBe('You have 2,140 patients for each full-time GP; practices like yours have 1,560.')
    expect(of(staff(3.29))[0]).toContain('Your list')
    expect(of(staff(3.29))[2]).toContain('Penmarsh Network')
  })
  test('says its day when the return is not of this time', () => { expect(of(staff(3.29, '2025-03-31'))[1]).toBe('On 31 March 2025 you had 2,120 patients for each full-time GP; practices like yours had 1,560.') })
  test('compares with nobody where fewer than five are known', () => { expect(of(staff(3.29), { ...edition, practices: edition.practices.map(one => ({ ...one, workforce: null })) })[1]).toBe('You have 2,140 patients for each full-time GP.') })
  test('gives way itself where no GP is on the return', () => {
    for (const none of [null, staff(null), staff(0)]) expect(of(none)[1]).toContain('65 or over')
  })
})
