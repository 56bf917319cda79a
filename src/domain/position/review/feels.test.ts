import { describe, expect, test } from 'vitest'
import { accounts, said } from '../../../../test/town/said.ts'
import { penmarsh, penmarshEdition } from '../../../../test/town/penmarsh.ts'
import { feelsAndFigures } from './feels.ts'
import { firstQuestions } from './first-questions.ts'
import { ratiosOf } from './ratios.ts'

const edition = penmarshEdition(), practice = edition.byCode.get(penmarsh.riverside)!, today = '2026-11-26'
function pairs(all: Parameters<typeof said>[0]) {
  const answers = said(all)
  return feelsAndFigures({ answers, ratios: ratiosOf({ answers, edition, practice, like: [], area: null, parameters: new Map(), today }), first: firstQuestions({ answers, today }) })
}
const pair = (question: string, all: Parameters<typeof said>[0]) => pairs(all).find(one => one.question === question)!
const year = (locums: number) => accounts('2026-03-31', { qof: 200_000, locums, 'salaried-gps': 20_000 })

describe('side by side', () => {
  test('locums felt to be good where they take nearly half of medical pay: better than the figures', () => {
    expect(pair('locum-share', { 'locum-share': 3, accounts: year(90_000) })).toMatchObject({ apart: 'better-than-the-figures', feels: { says: 'You said: good.' }, figures: { says: 'Locums take a large share of medical pay.', ratio: 'R5' } })
  })
  test('felt to be weak where they take 1 %: worse than the figures; in the middle they differ from nothing', () => {
    expect(pair('locum-share', { 'locum-share': 1, accounts: year(2_000) }).apart).toBe('worse-than-the-figures')
    expect(pair('locum-share', { 'locum-share': 2, accounts: year(90_000) })).toMatchObject({ apart: 'alike', differs: '' })
  })
  test('where one of the two is not known nothing is said of a difference, and why', () => {
    expect(pair('locum-share', { 'locum-share': 3 })).toMatchObject({ apart: null, differs: '', figures: { says: 'Not answered yet: the lines of your accounts.', notKnown: 'not-answered' } })
    expect(pair('locum-share', { accounts: year(90_000) })).toMatchObject({ apart: null, feels: { says: 'Nobody has said how it feels.', isKnown: false } })
  })
  test('profit says nothing until partners say what they need', () => {
    const all = { 'income-trend': 3, 'profit-last-year': 150_000, 'partners-now': 2 }
    expect(pair('income-trend', all).apart).toBeNull()
    expect(pair('income-trend', { ...all, 'partner-needs': 400_000 }).apart).toBe('better-than-the-figures')
  })
  test('altogether: nothing presses, and yet there is a question to ask first', () => {
    expect(pair('how-it-feels', { 'how-it-feels': 0, 'gp-partners': 1 })).toMatchObject({ apart: 'better-than-the-figures', feels: { says: 'You said: nothing presses.' }, figures: { says: 'Something is to be looked at first: see “Can you keep core services going?”.' } })
    expect(pair('how-it-feels', { 'how-it-feels': 4, 'gp-partners': 1 }).apart).toBe('alike')
  })
  test('no number, and no needle', () => {
    const all = pairs({ 'how-it-feels': 1, 'locum-share': 3, accounts: year(90_000), 'leaving-in-five-years': 4, 'partner-list': [{ sessions: 6, born: '1960-64' }], vacancies: 0, staffing: [{ role: 'salaried-gp', sessions: 8 }], 'working-day': 1, 'gp-partners': 1 })
    for (const { feels, figures, differs, about } of all) expect([feels.says, figures.says, differs, about].join(' ')).not.toMatch(/\d|score|needle/)
  })
})
