import { describe, expect, test } from 'vitest'
import { accounts, said } from '../../../../test/town/said.ts'
import { firstQuestionIds, firstQuestions, type FirstQuestionId } from './first-questions.ts'

const today = '2026-11-26', asked = (answers: Parameters<typeof said>[0], profitBelowNeedIn: number | null = null) => firstQuestions({ answers: said(answers), today, profitBelowNeedIn })
const one = (id: FirstQuestionId, answers: Parameters<typeof said>[0]) => asked(answers).questions.find(question => question.id === id)!

describe('the five that come first', () => {
  test('always five, each with what to do; nothing answered leads nowhere', () => {
    const { questions, asksKeepGoing, because } = asked({})
    expect(questions.map(question => question.id)).toEqual([...firstQuestionIds])
    for (const question of questions) expect(question).toMatchObject({ applies: null, notKnown: 'not-answered' })
    expect([asksKeepGoing, because]).toEqual([false, []])
  })
  test('no deed, or one that is not signed, with more than one partner', () => {
    expect([one('no-deed', { deed: 'none', 'partners-now': 2 }).applies, one('no-deed', { deed: 'unsigned' }).applies, one('no-deed', { deed: 'signed-and-old' }).applies]).toEqual([true, true, false])
    expect(one('no-deed', { deed: 'none', 'partners-now': 1 })).toMatchObject({ applies: false, notKnown: 'does-not-apply' })
    expect(one('no-deed', { deed: null })).toMatchObject({ applies: null, notKnown: 'we-do-not-know' })
  })
  test('one GP partner left, or none', () => {
    expect([0, 1, 2].map(gps => one('one-gp-partner', { 'gp-partners': gps }).applies)).toEqual([true, true, false])
    expect(one('one-gp-partner', { 'partners-now': 1 }).applies).toBe(true)
    expect(one('one-gp-partner', { 'partners-now': 3 })).toMatchObject({ applies: null, notKnown: 'not-answered' })
  })
  test('£29,000 where £365,000 goes out a year lasts 29 days and applies; £30,000 does not', () => {
    const year = accounts('2026-03-31', { 'global-sum': 500_000, staff: 365_000 })
    expect(one('little-cash', { accounts: year, 'cash-now': 29_000 })).toMatchObject({ applies: true, says: 'The cash in the bank would last 29 days.' })
    expect(one('little-cash', { accounts: year, 'cash-now': 30_000 }).applies).toBe(false)
    expect(one('little-cash', { accounts: year, 'cash-now': -1 }).says).toBe('The bank account is overdrawn.')
  })
  test('inadequate by the Care Quality Commission, and no other rating', () => {
    expect(['outstanding', 'good', 'requires-improvement', 'inadequate', 'not-rated'].map(rating => one('cqc-inadequate', { 'cqc-rating': rating }).applies)).toEqual([false, false, false, true, false])
  })
  test('a lease that ends within 24 months with no plan; by the sheet where that has a day, else by what was said', () => {
    const ends = (day: string) => [{ site: 'A', held: 'leased', 'lease-ends': day }]
    expect(one('lease-without-plan', { sites: ends('2028-11-25') })).toMatchObject({ applies: true, says: 'The lease of A ends on 25 November 2028, and no plan for what comes after has been said.' })
    expect(one('lease-without-plan', { sites: ends('2028-11-26') }).applies).toBe(false)
    expect(one('lease-without-plan', { sites: ends('2028-01-01'), 'lease-plan': 'within-24-months-with-plan' }).applies).toBe(false)
    expect(one('lease-without-plan', { sites: ends('2028-01-01'), 'lease-plan': 'more-than-24-months' }).applies).toBe(true)
    expect(one('lease-without-plan', { 'lease-plan': 'within-24-months-no-plan' }).applies).toBe(true)
    expect(one('lease-without-plan', { 'lease-plan': 'owned' })).toMatchObject({ applies: false, notKnown: 'does-not-apply' })
    expect(one('lease-without-plan', { 'lease-plan': 'no-papers' }).notKnown).toBe('we-do-not-know')
  })
})

test('any of them, or profit below what they need, leads to asking whether core services can go on', () => {
  expect(asked({ 'gp-partners': 1 })).toMatchObject({ asksKeepGoing: true, because: ['There is one GP partner.'] })
  expect(asked({}, 2028)).toMatchObject({ asksKeepGoing: true, because: ['On these figures profit for a full-time partner is below what a salaried GP would cost for the same sessions in 2028.'] })
  expect(asked({ 'partner-needs': 100_000 }, 2028).because).toEqual(['On these figures profit for a full-time partner is below what you said you need in 2028.'])
  expect(asked({ 'gp-partners': 3, deed: 'signed-and-current', 'cqc-rating': 'good', 'lease-plan': 'owned' }).asksKeepGoing).toBe(false)
})

test('no words of alarm', () => {
  expect(JSON.stringify(asked({ 'gp-partners': 0, deed: 'none', 'cqc-rating': 'inadequate', 'lease-plan': 'within-24-months-no-plan' }))).not.toMatch(/at risk|failing|critical|urgent|collapse|warning/i)
})
