import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accounts, said } from '../../../../test/town/said.ts'
import { penmarsh, penmarshEdition } from '../../../../test/town/penmarsh.ts'
import type { Edition, Practice } from '../edition.ts'
import { practicesLike } from '../peers.ts'
import type { Row } from './question.ts'
import { handbookLimits, inUnits, ratioIds, ratioOf, ratiosOf, type RatioId, type RatiosAsked } from './ratios.ts'

const edition = penmarshEdition(), riverside = edition.byCode.get(penmarsh.riverside)!, today = '2026-11-26'
const asked = (answers: Parameters<typeof said>[0] = {}, more: Partial<RatiosAsked> = {}): RatiosAsked => ({ answers: said(answers), edition, practice: riverside, like: practicesLike(edition, riverside).practices, area: edition.practices, parameters: new Map(), today, ...more })
const ratio = (id: RatioId, answers: Parameters<typeof said>[0] = {}, more: Partial<RatiosAsked> = {}) => ratioOf(id, asked(answers, more))
const without = (dataSet: string): Edition => ({ ...edition, sources: edition.sources.filter(use => use.dataSet !== dataSet) })
const changed = (more: Partial<Practice>): Practice => ({ ...riverside, ...more })

/** Income 1,000,000 of which 150,000 is not core; costs 700,000; so 300,000 for partners. */
const year = accounts('2026-03-31', { 'global-sum': 700_000, qof: 90_000, 'premises-repaid': 60_000, enhanced: 100_000, 'other-income': 50_000, staff: 380_000, 'salaried-gps': 60_000, locums: 40_000, 'employer-ni': 40_000, pensions: 50_000, premises: 90_000, depreciation: 10_000, 'other-cost': 30_000 })

describe('there are twenty, each by itself', () => {
  test('all twenty come, in order, with a name, a formula and either a value or a reason why not', () => {
    const all = ratiosOf(asked())
    expect(all.map(one => one.id)).toEqual([...ratioIds])
    for (const one of all) {
      expect(one.name).not.toBe('')
      expect(one.formula).not.toBe('')
      expect(one.value === null).toBe(one.why !== null)
      expect(one.why === null).toBe(one.notKnown === null)
      expect(one.value === null).toBe(one.sources.length === 0)
    }
  })
  test('no colour, no score and no total', () => {
    expect(JSON.stringify(ratiosOf(asked({ accounts: year, 'cash-now': 10_000 })))).not.toMatch(/\b(red|amber|green|score|total)\b/i)
  })
})

describe('from published figures', () => {
  test('Riverside’s 7,040 patients over 3.29 full-time GPs, beside others of the same day', () => {
    const one = ratio('R1')
    expect(one).toMatchObject({ unit: 'patients', from: 'published', mention: 'second', sources: ['The invented county of Carrowshire, general practice workforce, 31 December 2025'] })
    expect(Math.round(one.value!)).toBe(2_140)
    expect(one.compared.area).toMatchObject({ n: edition.practices.filter(each => each.workforce?.gpFte).length, asAt: '2025-12-31' })
    expect(one.compared.england).toEqual(one.compared.area)
  })
  test('the middle and the quarters of 1,000, 2,000, 3,000, 4,000 and 5,000 patients for each GP are 3,000, 2,000 and 4,000', () => {
    const like = [1, 2, 3, 4, 5].map(k => changed({ code: `ZP9${k}`, workforce: { ...riverside.workforce!, gpFte: 1, patients: k * 1_000 } }))
    expect(ratio('R1', {}, { like }).compared.like).toEqual({ median: 3_000, low: 2_000, high: 4_000, n: 5, asAt: '2025-12-31' })
    expect(ratio('R1', {}, { like: like.slice(1) }).compared.like).toBeNull()
  })
  test('a figure of another day is not beside it', () => {
    const like = [1, 2, 3, 4, 5].map(k => changed({ code: `ZP9${k}`, workforce: { ...riverside.workforce!, asAt: '2024-12-31', patients: k * 1_000 } }))
    expect(ratio('R1', {}, { like }).compared.like).toBeNull()
  })
  test('not published, and nobody has added the file, are two things', () => {
    const practice = changed({ workforce: { ...riverside.workforce!, gpFte: null } })
    expect(ratio('R1', {}, { practice })).toMatchObject({ value: null, notKnown: 'not-published', why: 'Not published: the file of general practice workforce of 31 December 2025 gives no figure for this practice.' })
    expect(ratio('R1', {}, { practice: changed({ workforce: null }), edition: without('workforce') })).toMatchObject({ notKnown: 'we-do-not-know', why: 'We don’t know: no file of general practice workforce has been added here, which would give how many GPs work here.' })
    expect(ratio('R9', {}, { practice: changed({ contract: null }), edition: without('payments') }).notKnown).toBe('we-do-not-know')
  })
  test('without a return, 12 partners’ and 6 salaried sessions are two full-time GPs: 7,040 ÷ 2 = 3,520', () => {
    const one = ratio('R1', { 'partner-list': [{ sessions: 6 }, { sessions: 6 }], staffing: [{ role: 'salaried-gp', sessions: 6 }, { role: 'reception', sessions: 40 }] }, { practice: changed({ workforce: null }) })
    expect(one).toMatchObject({ value: 3_520, from: 'both', mention: 'first' })
    expect(one.sources).toHaveLength(3)
  })
  test('£990,000 paid for 7,200 patients counted by need, of 7,040: £137.50 each, and 1.02 counted for each patient', () => {
    const practice = changed({ contract: { ...riverside.contract!, paidPounds: 990_000, weightedPatients: 7_200, registeredPatients: 7_040, year: '2024/25' } })
    expect(ratio('R9', {}, { practice })).toMatchObject({ value: 137.5, unit: 'pounds' })
    expect(ratio('R15', {}, { practice }).value).toBeCloseTo(1.0227, 4)
    expect(ratio('R15', {}, { practice })).toMatchObject({ mention: 'no', isHeld: false })
    expect(ratio('R9', {}, { practice }).sources[0]).toContain('31 March 2025 (the year 2024/25)')
  })
  test('from 6,000 to 7,986 patients in three years is 10 % a year; with no list of that time it is not known', () => {
    const practice = changed({ patients: 7_986, trend: [{ edition: 'a', asAt: '2023-01-01', patients: 6_000 }, { edition: 'b', asAt: '2025-01-01', patients: 7_500 }] })
    expect(ratio('R20', {}, { practice }).value).toBeCloseTo(0.1, 3)
    expect(ratio('R20')).toMatchObject({ value: null, notKnown: 'we-do-not-know' })
  })
  test('what we read no file of is said to be so', () => {
    for (const id of ['R3', 'R4', 'R18'] as const) expect(ratio(id).why).toMatch(/^We don’t know: no file of /)
  })
})

describe('from answers', () => {
  const of = (id: RatioId, more: Parameters<typeof said>[0] = {}) => ratio(id, { accounts: year, ...more })
  test('of £400,000 medical pay (40 locums, 60 salaried, 300 partners) locums take a tenth', () => { expect(of('R5')).toMatchObject({ value: 0.1, mention: 'second', from: 'your answers' }) })
  test('£700,000 of costs in £1,000,000 of income is 70 %', () => { expect(of('R8')).toMatchObject({ value: 0.7, mention: 'second' }) })
  test('£570,000 for staff in £1,000,000 is 57 %', () => { expect(of('R10').value).toBeCloseTo(0.57, 10) })
  test('£150,000 of other than core work in £1,000,000 is 15 %, which is mentioned nowhere', () => { expect(of('R16')).toMatchObject({ value: 0.15, mention: 'no', isHeld: true }) })
  test('£69,000 in the bank and £690,000 going out a year is 36.5 days; an overdraft is below 0', () => {
    expect(of('R11', { 'cash-now': 69_000 })).toMatchObject({ value: 36.5, mention: 'second' })
    expect(of('R11', { 'cash-now': -6_900 }).value).toBeCloseTo(-3.65, 10)
  })
  test('£300,000 for 12 of 9 sessions is £225,000 for a full-time partner; £200,000 needed makes it 1.125 times, which comes second', () => {
    const partners = { 'partner-list': [{ sessions: 6 }, { sessions: 6 }] }
    expect(of('R7', { ...partners, 'partner-needs': 200_000 })).toMatchObject({ value: 225_000, mention: 'second', isHeld: true })
    expect(of('R7', { ...partners, 'partner-needs': 230_000 }).mention).toBe('first')
    expect(ratio('R7', { accounts: year, ...partners })).toMatchObject({ mention: 'no', isHeld: false })
    expect(ratio('R7', { 'profit-last-year': 150_000, 'partners-now': 2 }, { practice: changed({ workforce: null }) })).toMatchObject({ value: 75_000, asides: ['For each partner, not each full-time one: sessions are not said.', 'Beside nothing: you have not said what a partner needs.'] })
  })
  test('6 of 16 sessions belong to one born 1965 to 1969, and 4 to one who stops in 2030: 62.5 % may go', () => {
    const partners: Row[] = [{ sessions: 6, born: '1965-69' }, { sessions: 4, born: '1980-89', 'stops-from': 2030 }, { sessions: 6, born: '1980-89' }]
    expect(ratio('R6', { 'partner-list': partners })).toMatchObject({ value: 0.625, mention: 'first' })
    expect(ratio('R6', { 'partner-list': [{ sessions: 6, born: 'not-said' }, { sessions: 8 }] }).why).toBe('We don’t know: no partner has said an age or a year.')
    expect(ratio('R6', { 'partners-now': 4, stopping: [{ 'within-2-years': 1, later: 3 }] })).toMatchObject({ value: 0.25, mention: 'second' })
    expect(ratio('R6', { stopping: null })).toMatchObject({ notKnown: 'we-do-not-know' })
  })
  test('4 of 24 GP sessions vacant are a sixth; one vacancy of seven months comes first, however small', () => {
    const partners = { 'partner-list': [{ sessions: 12 }] }
    expect(ratio('R12', { ...partners, staffing: [{ role: 'salaried-gp', sessions: 8, 'vacant-sessions': 4 }] })).toMatchObject({ value: 4 / 24, mention: 'first' })
    expect(ratio('R12', { ...partners, staffing: [{ role: 'salaried-gp', sessions: 30, 'vacant-sessions': 1, 'vacant-since': '2026-04-20' }] }).mention).toBe('first')
    expect(ratio('R12', { ...partners, staffing: [{ role: 'salaried-gp', sessions: 30, 'vacant-sessions': 1, 'vacant-since': '2026-06-20' }] }).mention).toBe('no')
    expect(ratio('R12', { ...partners, staffing: [{ role: 'salaried-gp', sessions: 6 }], 'gp-sessions-wanted': 20 }).value).toBe(0.1)
  })
  test('£60,000 rent and £20,000 rates less £55,000 repaid is 2.5 % of £1,000,000', () => {
    expect(of('R13', { sites: [{ held: 'leased', rent: 60_000, 'rates-service-repairs': 20_000, repaid: 55_000 }] })).toMatchObject({ value: 0.025, mention: 'second' })
  })
  test('a lease to 26 November 2028 has two years left, the least of two counts, and owning is no lease', () => {
    expect(ratio('R14', { sites: [{ site: 'A', held: 'leased', 'lease-ends': '2028-11-26' }, { site: 'B', held: 'leased', 'lease-ends': '2040-01-01' }] })).toMatchObject({ value: 2, mention: 'first', asides: ['The lease of A ends on 26 November 2028.'] })
    expect(ratio('R14', { sites: [{ held: 'all-partners-own' }] })).toMatchObject({ value: null, notKnown: 'does-not-apply' })
    expect(ratio('R14', { sites: [{ held: 'leased' }] }).why).toBe('Not answered yet: when the lease ends.')
  })
  test('92 % of QOF points comes second', () => { expect(ratio('R17', { 'qof-achieved': 92 })).toMatchObject({ value: 0.92, mention: 'second' }) })
  test('what one partner left would owe is in pounds; the index that places it is nowhere', () => {
    const one = ratio('R19', { 'loans-owed': 300_000, 'partners-now': 1, deed: 'none' })
    expect(one).toMatchObject({ value: 300_000, unit: 'pounds', mention: 'first' })
    expect(one.asides[1]).toBe('Not in it, as it is not known: redundancy, leases, putting buildings right, loans on buildings, tax, cash.')
  })
  test('“we don’t know” is an answer, and is not the same as none', () => {
    expect(ratio('R8').why).toBe('Not answered yet: the lines of your accounts.')
    expect(ratio('R8', { accounts: null }).why).toBe('We don’t know: you answered so about the lines of your accounts.')
    expect(ratio('R8', { accounts: accounts('2026-03-31', { qof: 5 }) }).why).toBe('Not answered yet: a year of your accounts with both income and costs.')
  })
})

describe('limits decide only what is mentioned first', () => {
  test('others may be set, and none leaves a ratio unmentioned', () => {
    expect(ratio('R8', { accounts: year }, { limits: { ...handbookLimits, R8: { worse: 'more', second: 0.5, first: 0.6, of: 'value' } } }).mention).toBe('first')
    expect(ratio('R8', { accounts: year }, { limits: {} })).toMatchObject({ mention: 'no', isHeld: false })
  })
  test('a worse figure is never mentioned later', () => {
    const rank = { no: 0, second: 1, first: 2 }
    fc.assert(fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (a, b) => {
      const [lower, higher] = [Math.min(a, b), Math.max(a, b)].map(said => ratio('R17', { 'qof-achieved': said }).mention)
      expect(rank[lower!]).toBeGreaterThanOrEqual(rank[higher!])
    }), { seed: 66, numRuns: 100 })
  })
  test('shares of a year’s accounts stay when every line is twice as much', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 9 }), k => {
      const more = year.map(row => ({ ...row, pounds: Number(row.pounds) * k }))
      for (const id of ['R5', 'R8', 'R10', 'R16'] as const) expect(ratio(id, { accounts: more }).value).toBeCloseTo(ratio(id, { accounts: year }).value!, 10)
    }), { seed: 67, numRuns: 8 })
  })
})

test('a value in words: patients to the nearest ten, shares as whole per cent, a minus that is a minus', () => {
  expect([inUnits(2_143, 'patients'), inUnits(0.003, 'share'), inUnits(-0.021, 'share'), inUnits(36.5, 'days'), inUnits(2, 'years'), inUnits(-5_000, 'pounds')]).toEqual(['2,140 patients', 'less than 1 %', '−2 %', '37 days', '2 years', '−£5,000'])
})
