import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../words.ts'
import { aloneQuestions, aloneResult, bareRange, becomes, FEWEST_FOR_A_RANGE, isWide, nextRoundFrom, RATHER_NOT_SAY, readAlone, shownRange, whyNotBegin, type AloneAnswer, type AloneQuestion, type AloneSaid, type AloneWay } from './alone.ts'

type Choice = string | null
const answersTo = ({ choices }: AloneQuestion): Choice[] => [...choices, null]
const questionBy = (id: string) => aloneQuestions.find(question => question.id === id)!

/** Everything that the practice sees of one question: the pages are given the result, and nothing else of any answer. */
type Seen = (question: AloneQuestion, all: readonly Choice[]) => string
const seen: Seen = (question, all) => {
  const range = aloneResult(all.map(choice => ({ [question.id]: choice })))[question.id]!
  return JSON.stringify([range, range && isWide(question, range), all.length])
}
/** What it would see if lowest and highest were shown as they are. */
const seenBare: Seen = (question, all) => JSON.stringify([bareRange(question, all.map(choice => ({ [question.id]: choice }))), all.length])

/** Every way in which so many others may have answered, whoever of them said what. */
function* waysOf(choices: readonly Choice[], count: number): Generator<Choice[]> {
  if (count === 0) { yield []; return }
  for (let i = 0; i < choices.length; i++) for (const rest of waysOf(choices.slice(i), count - 1)) yield [choices[i]!, ...rest]
}

/**
 * Of a question and so many partners: for what one of them said and what the practice sees, each choice that another of them may have made, the rest having said
 * whatever they may have said. That the other would rather not say is left out: two choices at least must be open, and that beside them.
 */
function mayHaveSaid(question: AloneQuestion, partners: number, see: Seen): Map<string, Set<string>> {
  const may = new Map<string, Set<string>>(), all = answersTo(question)
  for (const rest of waysOf(all, partners - 2)) for (const own of all) for (const other of question.choices) {
    const key = JSON.stringify([own, see(question, [own, other, ...rest])])
    may.set(key, (may.get(key) ?? new Set()).add(other))
  }
  return may
}

describe('nobody’s answer follows from what is shown', () => {
  const counts = [4, 5, 6, 7, 8], known = new Map<string, Map<string, Set<string>>>()
  const mayHave = (id: string, count: number) => { const key = `${id} ${count}`, may = known.get(key) ?? mayHaveSaid(questionBy(id), count, seen); known.set(key, may); return may }

  test.each(aloneQuestions.flatMap(question => counts.map(count => [question.id, count] as const)))('of “%s” with %i partners, not even for one of them who knows their own', (id, count) => {
    for (const [key, choices] of mayHave(id, count)) expect(choices.size, key).toBeGreaterThanOrEqual(2)
  })

  test('which lowest and highest as they are would not hold: where all said the same, each is known', () => {
    for (const question of aloneQuestions.slice(0, 3)) for (const count of counts) expect(Math.min(...[...mayHaveSaid(question, count, seenBare).values()].map(choices => choices.size))).toBe(1)
  })

  test('nor in whole sets of answers, question by question, for every partner and every other who looks on', () => {
    const said = fc.record(Object.fromEntries(aloneQuestions.map(question => [question.id, fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...question.choices) }, { weight: 1, arbitrary: fc.constant(null) })])))
    let ranges = 0
    fc.assert(fc.property(fc.array(said as fc.Arbitrary<AloneSaid>, { minLength: 4, maxLength: 8 }), fc.boolean(), (drawn, isAlike) => {
      const all = isAlike ? drawn.map(() => drawn[0]!) : drawn, result = aloneResult(all)
      ranges += Object.values(result).filter(range => range !== null).length
      for (const question of aloneQuestions) for (const q of all) for (const p of all) if (p !== q || isAlike) {
        const choices = mayHave(question.id, all.length).get(JSON.stringify([q[question.id], seen(question, all.map(each => each[question.id]!))]))!, theirs = p[question.id]!
        if (theirs !== null) expect(choices.has(theirs)).toBe(true)
        expect(choices.size).toBeGreaterThanOrEqual(2)
      }
    }), { seed: 1011, numRuns: 300 })
    expect(ranges).toBeGreaterThan(500)
  })
})

describe('what is shown', () => {
  const all = (...choices: Choice[]) => aloneResult(choices.map(stop => ({ stop })))['stop']

  test('is a range only where four or more said something, and those who would rather not are not counted', () => {
    expect(all('later', 'later', 'within-2')).toBeNull()
    expect(all('later', 'later', 'within-2', null)).toBeNull()
    expect(all('later', 'later', '3-to-5', null, 'later')).toEqual({ from: '3-to-5', to: 'later' })
  })

  test('has a neighbour beside what all have said, in fixed pairs, the last with the one before', () => {
    const shown = (choices: number, step: number) => shownRange({ low: step, high: step }, { choices: Array.from({ length: choices }, String) })
    expect([0, 1, 2, 3, 4].map(step => shown(5, step))).toEqual([{ low: 0, high: 1 }, { low: 0, high: 1 }, { low: 2, high: 3 }, { low: 2, high: 3 }, { low: 3, high: 4 }])
    expect([0, 1, 2].map(step => shown(3, step))).toEqual([{ low: 0, high: 1 }, { low: 0, high: 1 }, { low: 1, high: 2 }])
    expect([0, 1, 2, 3].map(step => shown(4, step))).toEqual([{ low: 0, high: 1 }, { low: 0, high: 1 }, { low: 2, high: 3 }, { low: 2, high: 3 }])
  })

  test('holds what was said, is never one value, and two neighbours are never a wide gap', () => {
    fc.assert(fc.property(fc.constantFrom(...aloneQuestions), fc.array(fc.nat(4), { minLength: FEWEST_FOR_A_RANGE, maxLength: 8 }), (question, drawn) => {
      const steps = drawn.map(step => step % question.choices.length), { from, to } = aloneResult(steps.map(step => ({ [question.id]: question.choices[step]! })))[question.id]!
      const low = question.choices.indexOf(from), high = question.choices.indexOf(to)
      expect(low).toBeLessThan(high)
      expect(low <= Math.min(...steps) && Math.max(...steps) <= high).toBe(true)
      if (high - low === 1) expect(isWide(question, { from, to })).toBe(false)
    }), { seed: 1012 })
  })

  test('from within two years to later is a wide gap', () => {
    expect(isWide(questionBy('stop'), { from: 'within-2', to: 'later' })).toBe(true)
    expect(isWide(questionBy('stop'), { from: 'within-2', to: '3-to-5' })).toBe(false)
  })
})

describe('what becomes of a round', () => {
  const answers = (...ways: (AloneWay | null)[]): AloneAnswer[] => ways.map((way, i) => ({ author: `p${i}`, said: {}, way }))
  const of = (asked: number, ways: (AloneWay | null)[], more: { isClosed?: boolean; areAllPartners?: boolean } = {}) => becomes({ asked, answers: answers(...ways), isClosed: false, areAllPartners: true, ...more })

  test('of four or more: ranges once all have answered, or once it is closed with four', () => {
    expect(of(5, [null, null, null, null])).toBeNull()
    expect(of(5, [null, null, null, null, null])).toBe('ranges')
    expect(of(5, [null, null, null, null], { isClosed: true })).toBe('ranges')
    expect(of(5, [null, null, null], { isClosed: true })).toBe('too-few')
    expect(of(4, [null, null, null, null], { areAllPartners: false })).toBe('ranges') // who has left meanwhile was a partner when they answered
  })

  test('of two or three: opened to each other only if all have answered, all chose it, and all are partners still', () => {
    expect(of(2, ['each-other'])).toBeNull()
    expect(of(2, ['each-other', 'each-other'])).toBe('each-other')
    for (const way of ['sheet', 'somebody'] as const) expect(of(3, ['each-other', 'each-other', way])).toBe('sheet')
    expect(of(2, ['each-other', 'each-other'], { areAllPartners: false })).toBe('sheet')
    expect(of(3, ['each-other', 'each-other'], { isClosed: true })).toBe('sheet')
  })
})

describe('beginning', () => {
  const whyNot = (more: Partial<Parameters<typeof whyNotBegin>[0]> = {}) => whyNotBegin({ chosen: ['a', 'b', 'c', 'd'], partners: ['a', 'b', 'c', 'd', 'e'], isOneOpen: false, openedOn: null, today: '2026-05-31', ...more })?.code ?? null

  test('asks two or more partners of today, one round at a time', () => {
    expect(whyNot()).toBeNull()
    expect(whyNot({ chosen: ['a', 'b'] })).toBeNull()
    expect(whyNot({ chosen: ['a', 'x'] })).toBe('not-partner')
    expect(whyNot({ chosen: [] })).toBe('nobody-chosen')
    expect(whyNot({ chosen: ['a', 'a'] })).toBe('one-partner')
    expect(whyNot({ isOneOpen: true })).toBe('one-open')
  })

  test('waits three calendar months after the last that was opened', () => {
    expect(whyNot({ openedOn: '2026-02-28' })).toBeNull()
    expect(whyNot({ openedOn: '2026-02-28', today: '2026-05-27' })).toBe('too-soon')
    expect(['2026-11-30', '2026-12-31', '2027-11-30', '2026-01-31', '2026-10-01'].map(nextRoundFrom)).toEqual(['2027-02-28', '2027-03-31', '2028-02-29', '2026-04-30', '2027-01-01'])
  })
})

test('every question is answered by a choice or by “Rather not say”, and two or three choose a way as well', () => {
  const full: Record<string, string> = Object.fromEntries(aloneQuestions.map(question => [question.id, question.choices[0]!])), read = (typed: Record<string, string>, asked: number) => readAlone(box => typed[box] ?? '', asked)
  expect(read({ ...full, income: RATHER_NOT_SAY }, 5)).toMatchObject({ said: { stop: 'within-2', income: null }, way: null })
  expect(read({ ...full, way: 'sheet' }, 4)).toMatchObject({ way: null })
  expect(read({ ...full, way: 'sheet' }, 3)).toMatchObject({ way: 'sheet' })
  for (const [typed, asked, at] of [[{ ...full, hours: '' }, 5, 'hours'], [{ ...full, risk: 'x' }, 5, 'risk'], [full, 2, 'way']] as const) {
    const no = read(typed, asked)
    expect(isRefusal(no) && no.at).toBe(at)
  }
})
