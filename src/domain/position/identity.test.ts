import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identitiesOf, type IdentityFacts, type RegisterEntry } from './identity.ts'

const entry = (code: string, name: string, postcode: string, more: Partial<RegisterEntry> = {}): RegisterEntry => ({ code, name, postcode, opened: '1974-04-01', closed: null, status: 'ACTIVE', isPractice: true, ...more })
const closed = (on: string): Partial<RegisterEntry> => ({ closed: on, status: 'INACTIVE' })
const facts = (more: Partial<IdentityFacts> = {}): IdentityFacts => ({
  asAt: '2026-01-01', today: new Map([['RIVER', { name: 'Riverside Surgery', postcode: 'ZZ1 1AA' }], ['QUAY', { name: 'Quayside', postcode: 'ZZ1 1AE' }], ['SALT', { name: 'The Saltings', postcode: 'ZZ1 1AF' }], ['ROPE', { name: 'Ropewalk', postcode: 'ZZ1 1AF' }]]),
  register: [], successors: [], lists: [], otherNames: [], ...more,
})
const formerSays = (given: Partial<IdentityFacts>, code: string) => identitiesOf(facts(given)).former.get(code)?.says

describe('a code without patients', () => {
  test('joined the practice that the register of successors names, through a second merger too', () => {
    const known = identitiesOf(facts({
      register: [entry('MILL', 'Tidemill', 'ZZ1 1AK', closed('2020-03-31')), entry('DOCK', 'Dock Road', 'ZZ1 1AM', closed('2025-06-30'))],
      successors: [{ code: 'MILL', successor: 'DOCK', on: '2020-04-01' }, { code: 'DOCK', successor: 'QUAY', on: '2025-07-01' }],
    }))
    expect(known.former.get('DOCK')).toMatchObject({ says: 'joined Quayside in July 2025', successor: 'QUAY' })
    expect(known.former.get('MILL')).toMatchObject({ says: 'joined Quayside in April 2020', successor: 'QUAY' })
    expect(known.successorOf('MILL')).toMatchObject({ code: 'QUAY', inferred: false })
    expect(known.history.get('QUAY')!.map(event => event.says)).toEqual(['Tidemill (MILL) joined in April 2020', 'Dock Road (DOCK) joined in July 2025'])
  })
  test('may be at the one practice left at its address, said to be inferred', () => {
    const given = { register: [entry('OLD', 'Old Surgery', 'ZZ1 1AA', closed('2017-10-31'))] }
    expect(formerSays(given, 'OLD')).toBe('closed 31 October 2017; Riverside Surgery is at the same address now, so its patients may be there')
    expect(identitiesOf(facts(given)).history.get('RIVER')).toMatchObject([{ kind: 'took-over', other: 'OLD', source: 'inferred: same address' }])
  })
  test('is not given to either of two practices at its address', () => {
    expect(formerSays({ register: [entry('OLD', 'Old', 'ZZ1 1AF', closed('2017-10-31'))] }, 'OLD')).toBe('closed 31 October 2017; we do not know which practice took its patients')
  })
  test('is not given to anyone while the register has it open', () => {
    expect(formerSays({ register: [entry('NEW', 'New', 'ZZ1 1AA')] }, 'NEW')).toBe('on the register, but with nobody on its list on 1 January 2026')
  })
  test('seen on an earlier list only says which', () => {
    expect(formerSays({ lists: [{ asAt: '2021-01-01', practices: new Map([['GONE', { postcode: 'ZZ9 9ZZ', patients: 2_000 }]]) }] }, 'GONE')).toBe('last on the list of 1 January 2021; we do not know which practice took its patients')
  })
  test('whose patients went to several practices on one day passes to none of them', () => {
    const known = identitiesOf(facts({ register: [entry('OLD', 'Old', 'ZZ1 1AA', closed('2024-01-01'))], successors: [{ code: 'OLD', successor: 'QUAY', on: '2024-01-01' }, { code: 'OLD', successor: 'RIVER', on: '2024-01-01' }] }))
    expect(known.successorOf('OLD')).toBeNull()
  })
  test('that opened after the day, or is no practice, is not former', () => {
    expect(identitiesOf(facts({ register: [entry('NEXT', 'Next', 'ZZ1 1AA', { opened: '2026-04-01' }), entry('HUB', 'Prescribing hub', 'ZZ1 1AA', { isPractice: false, ...closed('2020-01-01') })] })).former.size).toBe(0)
  })
})

test('a practice’s history says when it was registered, what it was called and where it stood, in order', () => {
  const known = identitiesOf(facts({
    register: [entry('QUAY', 'Quayside', 'ZZ1 1AE')],
    lists: [{ asAt: '2021-01-01', practices: new Map([['QUAY', { postcode: 'ZZ1 1ZZ', patients: 9 }]]) }, { asAt: '2026-01-01', practices: new Map([['QUAY', { postcode: 'ZZ1 1AE', patients: 9 }]]) }],
    otherNames: [{ asAt: '2020-09-01', names: new Map([['QUAY', 'Dr Ling & Partners'], ['RIVER', 'RIVERSIDE  SURGERY']]) }],
  }))
  expect(known.history.get('QUAY')!.map(event => event.says)).toEqual(['on the register since 1 April 1974', 'called Dr Ling & Partners on 1 September 2020', 'postcode changed from ZZ1 1ZZ to ZZ1 1AE between 1 January 2021 and 1 January 2026'])
  expect(known.history.get('RIVER')).toBeUndefined()
})

test('whatever the registers say, even in circles, patients pass only to a practice that has some', () => {
  const code = fc.constantFrom<string>('A', 'B', 'C', 'D', 'E'), day = fc.constantFrom('2019-01-01', '2022-01-01', '2030-01-01')
  fc.assert(fc.property(fc.array(fc.record({ code, successor: code, on: fc.option(day) })), fc.uniqueArray(code), (successors, open) => {
    const today = new Map(open.map(each => [each, { name: each, postcode: each }]))
    const known = identitiesOf(facts({ today, successors, register: ['A', 'B', 'C', 'D', 'E'].map(each => entry(each, each, each, open.includes(each) ? {} : closed('2020-01-01'))) }))
    for (const each of ['A', 'B', 'C', 'D', 'E']) {
      const successor = known.successorOf(each)
      if (successor) expect(today.has(successor.code) && !today.has(each)).toBe(true)
      expect(known.former.has(each)).toBe(!today.has(each))
    }
  }))
})
