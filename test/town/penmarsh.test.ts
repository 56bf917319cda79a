import { describe, expect, test } from 'vitest'
import { cast, penmarsh, penmarshEdition } from './penmarsh.ts'

describe('Penmarsh', () => {
  const edition = penmarshEdition()

  test('is the same every time', () => {
    expect(penmarshEdition()).toEqual(edition)
  })

  test('has twelve practices, Riverside with 7,040 patients, in order of code', () => {
    expect(edition.practices).toHaveLength(12)
    expect(edition.byCode.get(penmarsh.riverside)?.patients).toBe(7040)
    expect(edition.practices.map(practice => practice.code)).toEqual(Object.values(penmarsh))
    expect(edition.areas.get('england')?.members).toHaveLength(12)
  })

  test('has one practice in no network, one over the border, one over half of its network', () => {
    expect(edition.practices.filter(practice => practice.network === null).map(practice => practice.code)).toEqual([penmarsh.marshEnd])
    expect(edition.areas.get('ZI2')?.members).toEqual([penmarsh.ostrey])
    const haven = edition.areas.get('ZN02')!.members.reduce((sum, code) => sum + edition.byCode.get(code)!.patients, 0)
    expect(edition.byCode.get(penmarsh.penmarshHealth)!.patients / haven).toBeGreaterThan(0.5)
  })

  test('has two practices in one building', () => {
    expect(edition.byCode.get(penmarsh.saltings)!.point).toEqual(edition.byCode.get(penmarsh.ropewalk)!.point)
  })

  test('has 2,140 patients for each full-time GP at Riverside, four branches with a place and one without, and one practice that dispenses, in the country', () => {
    const riverside = edition.byCode.get(penmarsh.riverside)!
    expect(Math.round(riverside.patients / riverside.workforce!.gpFte!)).toBe(2_140)
    expect(edition.practices.flatMap(practice => practice.branches.map(branch => [branch.name, branch.point !== null]))).toEqual([
      ['Tidemill Branch', true], ['Curlew Way Branch', true], ['Saltworks Branch', true], ['Netherwindle Branch', true], ['Withybank Branch', false]])
    expect(edition.practices.filter(practice => practice.contract!.isDispensing).map(practice => [practice.code, practice.contract!.rurality])).toEqual([[penmarsh.windlecote, 'rural']])
  })

  test('knows where every patient lives', () => {
    const flows = edition.flows!
    cast.forEach((member, p) => {
      const sum = flows.patients.subarray(flows.starts[p], flows.starts[p + 1]).reduce((a, b) => a + b, 0)
      expect(sum).toBe(member.patients['2026-01'])
    })
    expect(flows.smallArea.length).toBe(flows.patients.length)
  })
})
