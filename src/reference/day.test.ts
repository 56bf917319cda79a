import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayFromName, dayFromText, financialYearEnd, monthEnd } from './day.ts'

describe('a day in a published file', () => {
  test.each([['01JAN2021', '2021-01-01'], ['01-Sep-20', '2020-09-01'], ['01Jan2026', '2026-01-01'], ['20260203', '2026-02-03'], ['2026-02-03', '2026-02-03'], ['1 April 2019', '2019-04-01'], ['31/01/2026', '2026-01-31']])('%s is %s', (text, day) => {
    expect(dayFromText(text)).toBe(day)
  })

  test.each(['31FEB2021', '29-Feb-2023', '00JAN2021', '01JNA2021', '', '2026', '20261301', '01JAN1899', '2026-02-30'])('%s is no day', text => {
    expect(dayFromText(text)).toBeNull()
  })

  test('every day reads back from every way of writing it', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }), date => {
      const iso = date.toISOString().slice(0, 10), [y, m, d] = iso.split('-') as [string, string, string]
      const month = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'][Number(m) - 1]!
      for (const text of [iso, iso.replaceAll('-', ''), `${d}${month}${y}`, `${d}/${m}/${y}`]) expect(dayFromText(text)).toBe(iso)
    }))
  })
})

describe('the day a name speaks of', () => {
  test.each([['england-2026-01', '2026-01-01'], ['epraccur-2026-02.csv', '2026-02-01'], ['gp-reg-pat-prac-lsoa-male-female-Jan-21.zip', '2021-01-01'], ['ONSPD_FEB_2024_UK.csv', '2024-02-01'],
    ['epraccur_20260203.csv', '2026-02-03'], ['list 1 March 2025.csv', '2025-03-01'], ['gp-reg-pat-prac-map_01Jan2026.csv', '2026-01-01'], ['2026_01', '2026-01-01'], ['january-2026', '2026-01-01']])('%s is %s', (name, day) => {
    expect(dayFromName(name)).toBe(day)
  })

  test.each(['gp-reg-pat-prac-all.csv', 'imd2019_lsoa11.csv.gz', 'lookup_lsoa21_icb24.csv.gz', 'lsoa21_generalised_england.geojson.gz', 'ePCN.xlsx', '2026', 'march.csv', 'marching-band-12', 'closures-2021-01-to-2022-07.csv', 'release-2026-13'])('%s names no day', name => {
    expect(dayFromName(name)).toBeNull()
  })
})

describe('the year or month that figures of a period speak of', () => {
  test.each([['nhs-payments-to-general-practice-20-21.csv.gz', '2021-03-31'], ['nhspaymentsgp-22-23-prac-csv.csv', '2023-03-31'], ['qof-prevalence-2020-21.csv', '2021-03-31'], ['PREVALENCE_2223.csv', '2023-03-31'], ['PREVALENCE_2021.csv', '2021-03-31'],
    ['payments 2019 to 2020', '2020-03-31'], ['20222023', '2023-03-31'], ['payments-2023-03-31.csv', '2023-03-31'], ['payments to 31 March 2024', '2024-03-31']])('%s ends on %s', (name, day) => {
    expect(financialYearEnd(name)).toBe(day)
  })

  test.each(['payments.csv', 'england-2026-01', '2016-2024', '22-24', 'from 20-21 to 22-23', 'payments-2023-04.csv'])('%s names no financial year', name => {
    expect(financialYearEnd(name)).toBeNull()
  })

  test.each([['General Practice – October 2025 Practice Level.csv', '2025-10-31'], ['workforce-2024-02.csv', '2024-02-29'], ['workforce-2025-12-31.csv', '2025-12-31'], ['gp-workforce-2025-12-15', '2025-12-15']])('%s is the end of a month, %s', (name, day) => {
    expect(monthEnd(name)).toBe(day)
  })
})
