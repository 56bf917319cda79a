import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter, dayNumber } from '../day.ts'
import { isRefusal } from '../words.ts'
import { firstDayAsOne, GRACE_DAYS, LATELY_DAYS, maySay, nameTypedIs, othersWhoMaySay, soonest, whyNotGo } from './leaving.ts'
import { answers, roleKinds, type Role } from './organisation.ts'

const today = '2026-02-03'
const role = (more: Partial<Role>): Role => ({ person: 'quill', organisation: 'riverside', kind: 'partner', fromOn: '2024-04-01', toOn: null, ...more })

test('a partner alone with a room lets it go today; with another partner it waits a week', () => {
  expect(soonest(today, othersWhoMaySay([role({})], 'quill', today))).toBe(today)
  expect(soonest(today, othersWhoMaySay([role({}), role({ person: 'patel' })], 'quill', today))).toBe('2026-02-10')
})

test('ending a colleague’s role first wins nothing: for thirty days they still count', () => {
  const ended = (toOn: string) => othersWhoMaySay([role({}), role({ person: 'patel', toOn })], 'quill', today)
  expect(ended('2026-02-02')).toEqual(['patel'])
  expect(ended(dayAfter(today, -LATELY_DAYS))).toEqual(['patel'])
  expect(ended(dayAfter(today, -LATELY_DAYS - 1))).toEqual([])
})

test('a salaried GP, an adviser or an observer neither holds a room back nor stops anything', () => {
  for (const kind of ['salaried-gp', 'adviser', 'observer'] as const) expect(othersWhoMaySay([role({ person: 'vale', kind })], 'quill', today)).toEqual([])
})

test('whatever roles there are, nothing goes sooner than a week while another answers or answered lately, and nobody waits for longer ago', () => {
  const days = fc.integer({ min: -90, max: 5 }).map(away => dayAfter(today, away))
  const roles = fc.array(fc.record({ person: fc.constantFrom('quill', 'patel', 'sam'), organisation: fc.constant('riverside'), kind: fc.constantFrom(...roleKinds), fromOn: fc.constant('2024-04-01'), toOn: fc.option(days, { nil: null }) }), { maxLength: 6 })
  fc.assert(fc.property(roles, roles => {
    const waits = roles.some(each => each.person !== 'quill' && answers([each.kind]) && (each.toOn === null || dayNumber(today) - dayNumber(each.toOn) <= 30))
    expect(dayNumber(soonest(today, othersWhoMaySay(roles, 'quill', today))) - dayNumber(today)).toBe(waits ? GRACE_DAYS : 0)
    for (const person of othersWhoMaySay(roles, 'quill', today)) expect(roles.some(each => each.person === person && maySay(each, today))).toBe(true)
  }))
})

test('the day two practices become one is a day, not past, not before others could stop it and within a year', () => {
  const code = (from: string, others: string[] = []) => { const day = firstDayAsOne(from, today, others); return isRefusal(day) ? day.code : day }
  expect(['soon', '2026-02-30', '2026-02-02', '2027-02-05', today, '2026-04-01'].map(from => code(from))).toEqual(['no-day', 'no-day', 'day-past', 'day-far', today, '2026-04-01'])
  expect(['2026-02-09', '2026-02-10'].map(from => code(from, ['patel']))).toEqual(['too-soon', '2026-02-10'])
})

test('the name is typed as people type: capitals, spaces and marks aside, and nothing else', () => {
  for (const typed of ['Riverside Surgery', ' riverside  surgery', 'RIVERSIDE-SURGERY', 'Riverside surgery.']) expect(nameTypedIs(typed, 'Riverside Surgery')).toBe(true)
  for (const typed of ['', 'Riverside', 'Riverside Surgery 2', 'yes']) expect(isRefusal(nameTypedIs(typed, 'Riverside Surgery'))).toBe(true)
  expect(isRefusal(nameTypedIs('', '–'))).toBe(true)
})

test('a group’s room is not deleted over the heads of its members, and does not join another as one', () => {
  expect([whyNotGo('delete', 'group', 2)?.code, whyNotGo('delete', 'group', 0), whyNotGo('join', 'group', 0)?.code, whyNotGo('delete', 'practice', 0), whyNotGo('join', 'practice', 0)]).toEqual(['still-members', null, 'group-joins', null, null])
})
