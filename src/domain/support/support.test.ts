import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayAfter } from '../day.ts'
import { isRefusal } from '../words.ts'
import { penmarshEdition } from '../../../test/town/penmarsh.ts'
import { inOrder, mattersInOrder, standing } from './due.ts'
import { caseTyped } from './case.ts'
import { helpTyped, stateOf, whyNotWear, type Hat } from './help.ts'
import { addresseesOf, addressLines, letterRows } from './paper-letters.ts'

const TODAY = '2026-02-03', day = fc.option(fc.integer({ min: -40, max: 40 }).map(days => dayAfter(TODAY, days)), { nil: null })

test('what is overdue comes first, longest first; what has no day last; and nothing is lost', () => {
  fc.assert(fc.property(fc.array(fc.record({ on: day })), dues => {
    const ordered = inOrder(dues), days = ordered.map(due => due.on)
    expect(days.toSorted((a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))).toEqual(days)
    expect(ordered.length).toBe(dues.length)
  }))
  expect([standing('2026-02-01', TODAY), standing(TODAY, TODAY), standing('2026-02-09', TODAY), standing(null, TODAY)]).toEqual([{ stands: 'overdue', days: 2 }, { stands: 'today', days: 0 }, { stands: 'to-come', days: 6 }, { stands: 'no-day', days: 0 }])
})

test('matters that are over come after all that go on, however long these may wait', () => {
  fc.assert(fc.property(fc.array(fc.record({ on: day, isOver: fc.boolean(), begunAt: fc.date({ noInvalidDate: true }) })), all => {
    const ordered = mattersInOrder(all.map(({ on, ...rest }) => ({ ...rest, dues: rest.isOver ? [] : [{ what: 'step' as const, on, says: '' }] })))
    expect(ordered.map(each => each.isOver)).toEqual(ordered.map(each => each.isOver).toSorted((a, b) => Number(a) - Number(b)))
  }))
})

test('no order of taking up gives one person two hats, and each refusal says why', () => {
  fc.assert(fc.property(fc.array(fc.record({ person: fc.constantFrom('a', 'b', 'c'), kind: fc.constantFrom('helps' as const, 'decides' as const) })), asked => {
    const hats: Hat[] = []
    for (const { person, kind } of asked) {
      const no = whyNotWear(hats, person, kind)
      if (no === null) hats.push({ matter: 'm', person, name: person, organisation: 'o', organisationName: 'O', kind, at: new Date(0) })
      else expect(no.source).toMatch(/Network Agreement/)
    }
    expect(new Set(hats.map(hat => hat.person)).size).toBe(hats.length)
  }))
})

test('closed is the end, whatever is said around it', () => {
  const at = (minutes: number) => new Date(minutes * 60_000)
  expect(stateOf([], [])).toBe('asked')
  expect(stateOf([{ at: at(1) }], [{ kind: 'answered', at: at(2) }, { kind: 'asked-more', at: at(3) }])).toBe('taken-up')
  expect(stateOf([{ at: at(1) }], [{ kind: 'closed', at: at(2) }, { kind: 'answered', at: at(3) }])).toBe('closed')
})

test('addressees are told from a pasted sheet, a file or an area, each once; what is no code is passed over and what is no practice is named', () => {
  const edition = penmarshEdition()
  const of = (text: string, area = '') => { const found = addresseesOf(edition, { text, area }); return isRefusal(found) ? found : { codes: found.practices.map(practice => practice.code), unknown: found.unknown } }
  expect(of('practice_code,name,postcode\nZP0001,"Riverside, the small one",ZZ1 1AA\nzp0002;Lantern\nL99999')).toEqual({ codes: ['ZP0002', 'ZP0001'], unknown: [{ code: 'L99999', says: null }] })
  expect(of('ZP0001', 'ZN01')).toMatchObject({ codes: expect.arrayContaining(['ZP0001', 'ZP0002']) })
  expect(of('', 'penmarsh network')).toEqual(of('', 'ZN01'))
  expect([of('', ''), of('hello'), of('', 'Nowhere'), of('L99999')]).toMatchObject([{ at: 'codes' }, { at: 'codes' }, { at: 'area' }, { at: 'codes' }])
})

test('an address never takes more than five lines, and loses none of its words', () => {
  expect(addressLines({ name: 'A Surgery', address: '1 High Street, Somewhere, Othertown, Thirdtown, County', postcode: 'ZZ1 1AA' })).toEqual(['A Surgery', '1 High Street', 'Somewhere', 'Othertown, Thirdtown, County', 'ZZ1 1AA'])
  expect(addressLines({ name: 'A Surgery', address: '', postcode: 'ZZ1 1AA' })).toEqual(['A Surgery', 'ZZ1 1AA'])
})

test('every row for a mail merge has the columns of its head, whatever the practice is called and however long its address is', () => {
  const practice = penmarshEdition().byCode.get('ZP0001')!
  fc.assert(fc.property(fc.string(), fc.array(fc.string(), { maxLength: 7 }), (name, address) => {
    const [head, row] = letterRows([{ practice: { ...practice, name, address: address.join(',') }, code: 'K7QF-92MX-4TDN-8GHR', until: '2026-04-04' }], { from: 'An LMC', typeAt: 'https://alongside.example/invited' })
    expect(row!.length).toBe(head!.length)
    expect([row![1], row![5], row![6]]).toEqual([name, practice.postcode, 'K7QF-92MX-4TDN-8GHR'])
  }))
})

test('a form says everything that is amiss with it at once, in the order of its boxes, and nothing of the boxes that are right', () => {
  const box = (good: string, ...bad: string[]) => fc.oneof(fc.constant([good, true] as const), fc.constantFrom(...bad).map(text => [text, false] as const))
  const said = (read: unknown): string[] => (isRefusal(read) ? (read as unknown as { all: { at: string }[] }).all.map(each => each.at) : [])
  fc.assert(fc.property(box('Our lease', '', ' ', 'x'.repeat(121), 'a\u200bb'), box('Who owes it?', '', 'x'.repeat(8_001)), box('practice', '', 'parish'), box('', 'soon', '2026-02-02'), (title, body, level, wantedBy) => {
    const wrong = ([['title', title], ['body', body], ['level', level], ['wanted-by', wantedBy]] as const).filter(([, [, isGood]]) => !isGood).map(([at]) => at)
    expect(said(helpTyped({ title: title[0], body: body[0], level: level[0], wantedBy: wantedBy[0] }, TODAY))).toEqual(wrong)
  }))
  fc.assert(fc.property(box('Near retirement', '', 'x'.repeat(4_001)), box('Write to them', 'x'.repeat(301)), box('2026-02-20', 'soon'), (reason, step, due) => {
    const wrong = ([['reason', reason], ['step', step], ['due', due]] as const).filter(([, [, isGood]]) => !isGood).map(([at]) => at)
    expect(said(caseTyped({ reason: reason[0], step: step[0], due: due[0] }))).toEqual(wrong)
  }))
  expect(caseTyped({ reason: 'Near retirement', step: ' ', due: '' })).toEqual({ reason: 'Near retirement', step: null })
})
