import fc from 'fast-check'
import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import type { Edition } from '../position/edition.ts'
import { isRefusal, type PracticeCode } from '../words.ts'
import { comparedFigures, comparePlans, differentCompany, practiceFigures, type Comparison } from './compare.ts'
import { weightsFor, type Plan } from './plan.ts'
import { patientsReach } from './reach.ts'
import { changedFromToday } from './reasons.ts'
import { scorePlan } from './score.ts'

const edition = penmarshEdition()
const codes = edition.practices.map((practice) => practice.code)
const networks = ['ZN01', 'ZN02'].map((code) => edition.areas.get(code)!.members)

function planOf(groups: readonly (readonly PracticeCode[])[], on: Edition = edition): Plan {
  return scorePlan({
    release: on.name, area: 'england', kind: 'journeys', size: { min: 30_000, max: 50_000 }, weights: weightsFor.journeys,
    practices: on.practices, flows: on.flows, groups: groups.map((members, index) => ({ id: String(index + 1), members })),
  })
}

const today = planOf(networks)
const compared = (...plans: Plan[]): Comparison => {
  const comparison = comparePlans(edition, today, plans)
  if (isRefusal(comparison)) throw new Error(comparison.why)
  return comparison
}

/** Any grouping of the town: up to four groups, and some in none. */
const anyPlan = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: codes.length, maxLength: codes.length })
  .map((places) => planOf([1, 2, 3, 4].map((group) => codes.filter((_, i) => places[i] === group)).filter((members) => members.length > 0)))

test('today held beside itself changes nothing for anybody', () => {
  const [beside] = compared(today).plans
  expect([beside!.changing, beside!.joining, beside!.leftOver]).toEqual([[], [], []])
  for (const { figures } of beside!.practices) for (const { key } of comparedFigures) expect(figures[key].goes === 'same' || figures[key].goes === null).toBe(true)
})

test('any plan beside itself: nobody is with others, and no figure goes up or down', () => {
  fc.assert(fc.property(anyPlan, (plan) => {
    const comparison = compared(plan, plan)
    expect(comparison.between).toEqual([{ first: 0, second: 1, different: [] }])
    const [one, other] = comparison.plans
    expect(one).toEqual(other)
  }))
})

test('the practices’ figures add up to the plan’s own', () => {
  fc.assert(fc.property(anyPlan, (plan) => {
    const figures = practiceFigures(edition, plan)
    expect([...figures.keys()].sort()).toEqual(codes.toSorted())
    const reach = patientsReach(edition, plan.groups.map((group) => group.members))!
    plan.groups.forEach((group, g) => {
      const of = group.members.map((code) => ({ ...figures.get(code)!, patients: edition.byCode.get(code)!.patients, code }))
      const sum = (pick: (each: (typeof of)[number]) => number) => of.reduce((total, each) => total + pick(each), 0)
      for (const each of of) expect(each).toMatchObject({ group: group.id, groupPatients: group.patients, partners: group.members.length - 1 })
      expect(sum((each) => each.ownShare!)).toBeCloseTo(1, 12)
      expect(sum((each) => each.patients * each.km!)).toBeCloseTo(group.patientKm, 6)
      expect(sum((each) => each.shared!)).toBe(2 * group.sharedPatients!)
      expect(sum((each) => each.within! * patientsReach(edition, [[each.code]])!.patients)).toBeCloseTo(reach.groups[g]!.within, 6)
    })
    for (const code of plan.uncovered) expect(figures.get(code)).toEqual({ group: null, groupPatients: null, partners: 0, ownShare: null, km: null, shared: 0, within: null })
  }))
})

test('who changes is who the rule of prices says, before and after are the plans’ own, and up is up', () => {
  fc.assert(fc.property(anyPlan, (plan) => {
    const comparison = compared(plan)
    const beside = comparison.plans[0]!
    const after = practiceFigures(edition, plan)
    expect(beside.changing).toEqual(changedFromToday(edition, plan.groups.map((group) => group.members)))
    for (const { code, figures } of beside.practices) {
      for (const { key } of comparedFigures) {
        const { before, after: now, goes } = figures[key]
        expect([before, now]).toEqual([comparison.today.get(code)![key], after.get(code)![key]])
        expect(goes).toBe(before === null || now === null ? null : Math.sign(now - before) === 1 ? 'up' : now === before ? 'same' : 'down')
      }
    }
  }))
})

test('with others in one plan than in the other: the same from either side, and exactly those whose company differs', () => {
  fc.assert(fc.property(anyPlan, anyPlan, (one, other) => {
    const different = differentCompany(one, other)
    expect(differentCompany(other, one)).toEqual(different)
    const partners = (plan: Plan, code: PracticeCode) => plan.groups.find((group) => group.members.includes(code))?.members ?? null
    expect(different).toEqual(codes.filter((code) => partners(one, code)?.join() !== partners(other, code)?.join()).sort())
  }))
})

test('Lantern moves to Haven and Levels: it changes partners, and what goes up for one goes down for another', () => {
  const plan = planOf([networks[0]!.filter((code) => code !== penmarsh.lantern), [...networks[1]!, penmarsh.lantern]])
  const beside = compared(plan).plans[0]!
  expect(beside.changing).toEqual([penmarsh.lantern])
  const of = (code: PracticeCode) => beside.practices.find((each) => each.code === code)!.figures
  expect(of(penmarsh.lantern).groupPatients).toEqual({ before: 36_650, after: 56_910, goes: 'up' })
  expect(of(penmarsh.lantern).ownShare.goes).toBe('down')
  expect(of(penmarsh.riverside).ownShare.goes).toBe('up')
  expect(of(penmarsh.riverside).partners).toEqual({ before: 4, after: 3, goes: 'down' })
  expect(of(penmarsh.ropewalk).partners).toEqual({ before: 5, after: 6, goes: 'up' })
})

test('Marsh End joins a group and Ostrey Bridge is left over', () => {
  const beside = compared(planOf([[...networks[0]!, penmarsh.marshEnd], networks[1]!.filter((code) => code !== penmarsh.ostrey)])).plans[0]!
  expect(beside).toMatchObject({ changing: [], joining: [penmarsh.marshEnd], leftOver: [penmarsh.ostrey] })
  expect(beside.practices.find((each) => each.code === penmarsh.marshEnd)!.figures.km).toMatchObject({ before: null, goes: null })
})

test('in no group is not the same as alone in one', () => {
  expect(differentCompany(planOf(networks), planOf([...networks, [penmarsh.marshEnd]]))).toEqual([penmarsh.marshEnd])
})

test('with no figures of where patients live, what needs them is not known and the rest stands', () => {
  const without = { ...edition, flows: null }
  const figures = practiceFigures(without, planOf(networks, without)).get(penmarsh.riverside)!
  expect(figures).toMatchObject({ shared: null, within: null, partners: 4, groupPatients: 36_650 })
})

test('a fourth plan, other practices and other figures are refused', () => {
  expect(comparePlans(edition, today, [today, today, today, today])).toMatchObject({ refused: true, code: 'too-many-beside' })
  expect(comparePlans(edition, today, [{ ...today, uncovered: [] }])).toMatchObject({ refused: true, code: 'other-practices' })
  expect(comparePlans(edition, today, [{ ...today, release: 'invented-2025-01' }])).toMatchObject({ refused: true, code: 'other-figures' })
})
