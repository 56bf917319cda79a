import { describe, expect, test } from 'vitest'
import { answer, said } from '../../../../test/town/said.ts'
import { penmarsh, penmarshEdition } from '../../../../test/town/penmarsh.ts'
import { standingOn, whatChanged, type Seen, type Wording } from './changed.ts'
import { watching } from './watching.ts'

const now = penmarshEdition(), code = penmarsh.riverside, riverside = now.byCode.get(code)!
const wording: Wording = { question: id => id.replaceAll('-', ' '), said: (_, one) => (Array.isArray(one) ? `${one.length} rows` : String(one)) }
const seen = (more: Partial<Seen> = {}): Seen => ({ answers: new Map(), edition: null, watching: [], ...more })
const lines = (then: Partial<Seen>, is: Partial<Seen>) => whatChanged(seen(then), seen(is), code, wording)

describe('answers', () => {
  test('one that is new, one that says something else, and none that says the same', () => {
    const then = said({ 'cash-now': 40_000, deed: 'none' }, '2026-03-03'), is = new Map([...then, ['cash-now', { ...answer('cash-now', 12_000, '2026-06-01'), evidence: 'bank statement' }], ['deed', answer('deed', 'none', '2026-06-02')], ['grievances', answer('grievances', null, '2026-06-03')]])
    expect(lines({ answers: then }, { answers: is })).toEqual([
      { of: 'answer', id: 'grievances', on: '2026-06-03', says: 'grievances: answered, “we don’t know”.', why: 'Your answer of 3 June 2026 (Sam Thorne), sure' },
      { of: 'answer', id: 'cash-now', on: '2026-06-01', says: 'cash now: 40000 on 3 March 2026, 12000 on 1 June 2026.', why: 'Your answer of 1 June 2026 (Sam Thorne), sure: bank statement' },
    ])
  })
  test('a row with its boxes in another order says the same; one row more does not', () => {
    const row = { site: 'A', rent: 5 }, turned = { rent: 5, site: 'A' }
    expect(lines({ answers: said({ sites: [row] }) }, { answers: said({ sites: [turned] }) })).toEqual([])
    expect(lines({ answers: said({ sites: [row] }) }, { answers: said({ sites: [row, row] }) })[0]!.says).toContain('1 rows on 2 November 2026, 2 rows on 2 November 2026')
  })
  test('what stood on a day is the last answer of that day or before', () => {
    const history = [answer('cash-now', 1, '2026-01-01'), answer('cash-now', 2, '2026-02-01'), answer('cash-now', 3, '2026-02-01'), answer('cash-now', 4, '2026-03-01')]
    expect([standingOn(history, '2026-02-01').get('cash-now')!.said, standingOn(history, '2025-12-31').size]).toEqual([3, 0])
  })
})

describe('published figures and what is worth watching', () => {
  test('a list that changed between two editions, with who publishes it; one edition changes nothing', () => {
    const practices = now.practices.map(one => (one.code === code ? { ...one, patients: 8_000 } : one))
    const then = { ...now, name: 'invented-2025-01', asAt: '2025-01-01', practices, byCode: new Map(practices.map(one => [one.code, one])), sources: now.sources.map(use => ({ ...use, release: { ...use.release, id: `${use.release.id} before`, asAt: use.release.asAt && '2025-01-01' } })) }
    const found = lines({ edition: then }, { edition: now })[0]!
    expect(found).toMatchObject({ of: 'published', id: 'list', on: '2026-01-01', says: 'Patients on the list: 8,000 on 1 January 2025, 7,040 on 1 January 2026 (down 12 %).' })
    expect(found.why).toContain('list sizes')
    expect(lines({ edition: now }, { edition: now })).toEqual([])
    expect(lines({ edition: null }, { edition: now })).toEqual([])
  })
  test('what is newly found stands first, and what was found before is not said again', () => {
    const of = (...history: ReturnType<typeof answer>[]) => watching({ answers: new Map(history.map(one => [one.question, one])), history, edition: now, practice: riverside, earlier: [], today: '2026-11-26' })
    const before = of(answer('list-state', 'closed', '2026-01-01')), after = of(answer('list-state', 'closed', '2026-01-01'), answer('manager-leaving', 'has-left', '2026-05-01'))
    expect(lines({ watching: before }, { watching: after, answers: said({ deed: 'none' }) }).map(one => one.says)).toEqual(['Worth watching: the manager leaves. The manager has left.', 'deed: answered, none.'])
  })
})
