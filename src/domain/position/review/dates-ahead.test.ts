import { expect, test } from 'vitest'
import { said } from '../../../../test/town/said.ts'
import { datesAhead } from './dates-ahead.ts'

test('a lease, its break, a contract with its last day to give notice and a partner’s year stand in order, and what is past does not', () => {
  const answers = said({
    sites: [{ site: 'Weir Lane', 'lease-ends': '2031-03-25', 'break-on': '2028-03-25', 'rent-review-on': '2025-01-01' }],
    contracts: [{ contract: 'local-enhanced', about: 'Minor surgery', ends: '2027-08-31', 'notice-months': 6 }],
    'partner-list': [{ who: 'MQ', 'stops-from': 2026 }, { who: 'AP' }],
  })
  expect(datesAhead(answers, '2026-11-26').map(({ on, kind, about }) => `${on} ${kind} ${about}`)).toEqual([
    '2026-01-01 partner-may-stop MQ', '2027-02-28 last-notice Minor surgery', '2027-08-31 contract-ends Minor surgery', '2028-03-25 break Weir Lane', '2031-03-25 lease-ends Weir Lane',
  ])
  expect(datesAhead(said({}), '2026-11-26')).toEqual([])
})
