import { describe, expect, test } from 'vitest'
import { accounts, answer, said } from '../../../../test/town/said.ts'
import { penmarsh, penmarshEdition, tidemill } from '../../../../test/town/penmarsh.ts'
import type { Edition, Practice, Workforce } from '../edition.ts'
import type { Answer } from './answer.ts'
import { handbookWatch, heldSince, watch, watchIds, watching, type WatchAsked, type WatchId } from './watching.ts'

const edition = penmarshEdition(), code = penmarsh.riverside, riverside = edition.byCode.get(code)!, today = '2026-11-26'

/** Asked after a record's whole history: what stands is the last answer to each question. */
const asked = (history: Answer[] = [], more: Partial<WatchAsked> = {}): WatchAsked => ({ answers: new Map(history.map(one => [one.question, one])), history, edition, practice: riverside, earlier: [], today, ...more })
const of = (id: WatchId, history: Answer[] = [], more: Partial<WatchAsked> = {}) => watch(id, asked(history, more))

function editionOn(asAt: string, more: Partial<Practice>, change: (practices: Practice[]) => Practice[] = all => all): Edition {
  const practices = change(edition.practices.map(one => (one.code === code ? { ...one, ...more } : one)))
  return { ...edition, name: `invented-${asAt.slice(0, 7)}`, asAt, practices, byCode: new Map(practices.map(one => [one.code, one])) }
}
const staff = (asAt: string, gpFte: number | null, patients = 7_040): Workforce => ({ ...riverside.workforce!, asAt, gpFte, patients })
/** Riverside now and then, by returns about staff, the newest first. */
const returns = (...all: Workforce[]): Partial<WatchAsked> => ({ practice: { ...riverside, workforce: all[0]! }, earlier: all.slice(1).map(one => editionOn(one.asAt.replace('12-31', '12-01'), { workforce: one })) })

describe('all twenty', () => {
  test('each is found, not found, or not known for a reason, and says what would tell', () => {
    const all = watching(asked())
    expect(all.map(one => one.id).sort()).toEqual([...watchIds].sort())
    for (const one of all) {
      expect(one.found !== null && one.why !== null).toBe(false)
      expect(one.why === null).toBe(one.notKnown === null)
      expect(one.needs).not.toBe('')
    }
  })
  test('the newest day is first, and what was not found comes after in the handbook’s order', () => {
    const all = watching(asked([answer('list-state', 'closed', '2026-05-01'), answer('manager-leaving', 'has-said', '2026-10-01'), answer('overdraft-or-deferral', 'both', '2026-01-01')]))
    expect(all.slice(0, 4).map(one => one.id)).toEqual(['EW9', 'EW7', 'EW5', 'EW1'])
  })
  test('nothing is asked that no answer says', () => {
    expect(of('EW5').why).toBe('Not answered yet: whether there is an overdraft or tax put off.')
    expect(of('EW5', [answer('overdraft-or-deferral', null)]).why).toMatch(/^We don’t know: /)
    expect(of('EW5', [answer('overdraft-or-deferral', 'no')])).toMatchObject({ found: null, why: null })
  })
})

describe('the day it was found is the day since which it has held', () => {
  test('three answers in a row count from the first of them; one between that did not hold begins it anew', () => {
    const history = [answer('overdraft-or-deferral', 'overdraft', '2025-01-10'), answer('overdraft-or-deferral', 'no', '2025-06-10'), answer('overdraft-or-deferral', 'overdraft', '2026-02-10'), answer('overdraft-or-deferral', 'both', '2026-08-10')]
    expect(of('EW5', history).found).toEqual({ on: '2026-02-10', says: 'There is an overdraft, and tax has been put off.', source: 'Your answer of 10 August 2026 (Sam Thorne), sure' })
    expect(heldSince(history, 'overdraft-or-deferral', said => said === 'tax-put-off')).toBeNull()
  })
  test('a lease within 36 months counts from the day it came within them, or from when it was said if later', () => {
    const sites = [{ site: 'Harbour Street', held: 'leased', 'lease-ends': '2028-11-30' }]
    expect(of('EW8', [answer('sites', sites, '2024-01-01')]).found).toMatchObject({ on: '2025-11-30', says: 'The lease of Harbour Street ends on 30 November 2028.' })
    expect(of('EW8', [answer('sites', sites, '2026-03-01')]).found!.on).toBe('2026-03-01')
    expect(of('EW8', [answer('sites', [{ ...sites[0]!, 'lease-ends': '2026-01-31' }], '2026-03-01')]).found!.says).toBe('The lease of Harbour Street ended on 31 January 2026.')
    expect(of('EW8', [answer('sites', [{ ...sites[0]!, 'lease-ends': '2031-01-01' }])])).toMatchObject({ found: null, why: null })
    expect(of('EW8', [answer('sites', [{ site: 'A', held: 'all-partners-own' }])]).notKnown).toBe('does-not-apply')
  })
})

describe('from answers', () => {
  test('a partner who firmly goes in 2028 is found, and nobody is named', () => {
    const found = of('EW1', [answer('partner-list', [{ who: 'AB', sessions: 6, 'stops-from': 2028, 'how-firm': 'firm' }, { who: 'CD', sessions: 6 }], '2026-04-01')]).found!
    expect(found).toMatchObject({ on: '2026-04-01', says: 'One partner has said they mean to stop, from 2028.' })
    expect(of('EW1', [answer('partner-list', [{ who: 'AB', 'stops-from': 2028, 'how-firm': 'maybe' }])])).toMatchObject({ found: null, why: null })
    expect(of('EW1', [answer('stopping', [{ 'within-2-years': 2 }])]).found!.says).toBe('2 partners may stop within two years.')
  })
  test('locums at 8 % and then 16 % of medical pay have doubled; at 15 % they have not', () => {
    const two = (locums: number) => [...accounts('2025-03-31', { qof: 100_000, locums: 8_000, 'salaried-gps': 42_000 }), ...accounts('2026-03-31', { qof: 100_000, locums, 'salaried-gps': 50_000 - locums })]
    expect(of('EW4', [answer('accounts', two(16_000))]).found).toMatchObject({ on: '2026-03-31', says: 'Locums took 16 % of medical pay in the accounts to 31 March 2026, and 8 % in the year before.' })
    expect(of('EW4', [answer('accounts', two(15_000))])).toMatchObject({ found: null, why: null })
    expect(of('EW4', [answer('accounts', accounts('2026-03-31', { qof: 1, staff: 1 }))]).why).toBe('Not answered yet: two years of accounts with both income and costs.')
  })
  test('a low rating counts from the inspection, and an inspection over five years ago is found too', () => {
    expect(of('EW6', [answer('cqc-inspected-on', '2025-02-03'), answer('cqc-rating', 'inadequate')]).found!.on).toBe('2025-02-03')
    expect(of('EW6', [answer('cqc-rating', 'good'), answer('cqc-inspected-on', '2019-05-10')]).found).toMatchObject({ on: '2024-05-10', says: 'The last inspection was on 10 May 2019, over 5 years ago.' })
    expect(of('EW6', [answer('cqc-rating', 'good')])).toMatchObject({ found: null, why: null })
  })
  test('two grievances are found and one is not; late claims are the two weakest levels', () => {
    expect([of('EW13', [answer('grievances', 2)]).found?.says, of('EW13', [answer('grievances', 1)]).found]).toEqual(['2 grievances or claims by staff are open.', null])
    expect([of('EW20', [answer('claims-on-time', 1)]).found === null, of('EW20', [answer('claims-on-time', 2)]).found === null]).toEqual([false, true])
  })
})

describe('from published figures', () => {
  test('4.0 full-time GPs a year ago and 3.3 now is more than 15 % fewer; 3.4 is not', () => {
    expect(of('EW2', [], returns(staff('2025-12-31', 3.3), staff('2024-12-31', 4))).found).toMatchObject({ on: '2025-12-31', says: '3.3 full-time GPs, without trainees and locums, on 31 December 2025; 4 on 31 December 2024.' })
    expect(of('EW2', [], returns(staff('2025-12-31', 3.4), staff('2024-12-31', 4)))).toMatchObject({ found: null, why: null })
    expect(of('EW2').notKnown).toBe('we-do-not-know')
  })
  test('over 2,700 patients for each GP in this quarter and the last is found; in one of them it is not', () => {
    expect(of('EW3', [], returns(staff('2025-12-31', 2.5), staff('2025-09-30', 2.5))).found!.says).toBe('2,820 patients for each full-time GP on 31 December 2025, and 2,820 on 30 September 2025.')
    expect(of('EW3', [], returns(staff('2025-12-31', 2.5), staff('2025-09-30', 3)))).toMatchObject({ found: null, why: null })
    expect(of('EW3', [], returns(staff('2025-12-31', 3)))).toMatchObject({ found: null, why: null })
    expect(of('EW3', [], returns(staff('2025-12-31', 2.5))).notKnown).toBe('we-do-not-know')
  })
  test('three files without GPs are found, two are not enough to know, and one with them settles it', () => {
    const none = ['2025-12-31', '2025-11-30', '2025-10-31'].map(day => staff(day, null))
    expect(of('EW10', [], returns(...none)).found!.on).toBe('2025-12-31')
    expect(of('EW10', [], returns(...none.slice(1))).notKnown).toBe('we-do-not-know')
    expect(of('EW10', [], returns(none[0]!, staff('2025-11-30', 3)))).toMatchObject({ found: null, why: null })
  })
  test('a neighbour that joined another is told by public facts alone, whatever the practice has heard', () => {
    const quayside = edition.byCode.get(penmarsh.quayside)!
    const then = editionOn('2025-01-01', {}, all => [...all, { ...quayside, code: tidemill.code, name: tidemill.name, patients: 1_880, point: riverside.point, history: [] }])
    const found = of('EW15', [answer('neighbour-may-stop', 'closing')], { earlier: [then] }).found!
    expect(found).toMatchObject({ on: '2025-07-01', says: 'Tidemill Surgery, near you, had 1,880 patients on 1 January 2025 and has none now (joined Quayside Medical Centre in July 2025).' })
    expect(of('EW15', [answer('neighbour-may-stop', 'closing')], { earlier: [editionOn('2025-01-01', {})] })).toMatchObject({ found: null, why: null })
    expect(of('EW15').notKnown).toBe('we-do-not-know')
    expect(of('EW15', [], { practice: { ...riverside, point: null } }).why).toBe('We don’t know: where your practice stands is not known here.')
  })
  test('a branch that is no longer listed is found in the first edition without it', () => {
    const branch = { code: 'ZP0001B', name: 'Riverside at Marsh Lane', postcode: 'ZZ1 1ZZ', point: null }
    const earlier = [editionOn('2025-01-01', { branches: [...riverside.branches, branch] }), editionOn('2025-07-01', {})]
    expect(of('EW16', [], { earlier }).found).toMatchObject({ on: '2025-07-01', says: 'Riverside at Marsh Lane, ZZ1 1ZZ: no longer listed as your branch surgery on 1 July 2025.' })
    expect(of('EW16', [], { earlier: [editionOn('2025-01-01', {})] })).toMatchObject({ found: null, why: null })
    expect(of('EW16').notKnown).toBe('we-do-not-know')
  })
  test('from 6,600 to 7,040 in a quarter is 7 %; from 6,750 it is under 5 %', () => {
    const grew = (patients: number) => of('EW17', [], { practice: { ...riverside, trend: [{ edition: 'a', asAt: '2025-10-01', patients }] } })
    expect(grew(6_600).found).toMatchObject({ on: '2026-01-01', says: 'The list grew by 7 % between 1 October 2025 and 1 January 2026, from 6,600 to 7,040 patients.' })
    expect(grew(6_750)).toMatchObject({ found: null, why: null })
    expect(of('EW17').notKnown).toBe('we-do-not-know')
  })
  test('what we read no file of is not known, and others’ limits may be set', () => {
    expect([of('EW11').notKnown, of('EW12').notKnown]).toEqual(['we-do-not-know', 'we-do-not-know'])
    expect(of('EW13', [answer('grievances', 1)], { limits: { ...handbookWatch, grievances: 1 } }).found).not.toBeNull()
  })
})

test('an answer that stands without a history is found on its own day', () => {
  expect(watch('EW9', { ...asked(), answers: said({ 'manager-leaving': 'nobody' }, '2026-09-09') }).found!.on).toBe('2026-09-09')
})
