import { expect, test } from 'vitest'
import * as words from '#content/wording/review.ts'
import type { Cell } from '#domain/position/review/question.ts'
import { questions } from '#domain/position/review/questions.ts'
import { wordNotMeant } from './plain-words.ts'

const { questionWords } = words
const same = (a: Iterable<string>, b: Iterable<string>) => expect([...a].sort()).toEqual([...b].sort())
const textsIn = (value: unknown): string[] => typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []

test('every question has words, and no words are left over', () => {
  same(Object.keys(questionWords), questions.map(({ id }) => id))
})

test.each(questions)('the words of $id are those its form needs', ({ id, form }) => {
  const { label, levels, choices, columns, choicesIn, row } = questionWords[id]!
  expect(label).toMatch(/^.{8,139}[?.]$/)
  expect(levels !== undefined).toBe(form.as === 'scale')
  if (levels) expect(new Set(levels).size).toBe(5)
  expect(choices !== undefined).toBe(form.as === 'choice' || form.as === 'choices')
  if (form.as === 'choice' || form.as === 'choices') same(Object.keys(choices!), form.choices)
  expect(columns !== undefined).toBe(form.as === 'table')
  if (form.as !== 'table') return
  const chosen = form.cells.filter((cell): cell is Extract<Cell, { cell: 'choice' }> => cell.cell === 'choice')
  same(Object.keys(columns!), form.cells.map(({ name }) => name))
  same(Object.keys(choicesIn!), chosen.map(({ name }) => name))
  for (const { name, choices } of chosen) same(Object.keys(choicesIn![name]!), choices)
  for (const heading of Object.values(columns!)) expect(heading.length, heading).toBeLessThanOrEqual(24)
  expect(row).toMatch(/^[a-z]/)
})

test('two choices of one question never read alike', () => {
  for (const { label, choices, choicesIn } of Object.values(questionWords)) {
    for (const all of [...(choices ? [choices] : []), ...Object.values(choicesIn ?? {})]) expect(new Set(Object.values(all)).size, label).toBe(Object.keys(all).length)
  }
})

test('levels are facts and not marks, and each fits on a line', () => {
  for (const { levels } of Object.values(questionWords)) {
    for (const level of levels ?? []) {
      expect(level).not.toMatch(/\b(poor|weak|good|strong|bad|excellent|critical|outstanding|adequate|inadequate)\b/i)
      expect(level.length, level).toBeLessThanOrEqual(90)
    }
  }
})

test('nothing a review says uses a word that readers should not meet', () => {
  const texts = textsIn(words)
  expect(texts.length).toBeGreaterThan(800)
  for (const text of texts) {
    expect(wordNotMeant(text.toLowerCase()), text).toBeNull()
    expect(text).not.toMatch(/\b(score|rag|merge|mandate|bespoke|early warning|caseload|empower|robust)\b|'|"|--/i)
    expect(text, 'tidy').toBe(text.trim().replace(/\s+/g, ' '))
  }
})

test('a text with such a word is found', () => {
  expect(wordNotMeant('practices at risk')).toBe('at risk')
  expect(wordNotMeant('a fair share')).toBe('fair')
  expect(wordNotMeant('we are fairly sure')).toBeNull()
})
