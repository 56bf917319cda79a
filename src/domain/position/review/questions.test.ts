import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDay } from '../../day.ts'
import { DO_NOT_KNOW, parts, readSaid, type Cell, type Form, type Question, type Row, type Said } from './question.ts'
import { questionBy, questions, questionsOf } from './questions.ts'

test('ids are kebab-case, each once, and none can be taken for a box of another', () => {
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
  for (const { id } of questions) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(id).not.toMatch(/-(unknown|shown)$/)
    expect(questionBy(id)?.id).toBe(id)
  }
  expect(questionBy('nothing')).toBeNull()
})

test('every part has questions, and they are asked in the order of the parts', () => {
  for (const part of parts) expect(questionsOf(part).length, part).toBeGreaterThan(0)
  expect([...new Set(questions.map(({ part }) => part))]).toEqual([...parts])
})

test('the quick check is 18 to 22 questions, and each is one tap or one number', () => {
  const quick = questions.filter(({ depth }) => depth === 'quick')
  expect(quick.length).toBeGreaterThanOrEqual(18)
  expect(quick.length).toBeLessThanOrEqual(22)
  for (const { id, form } of quick) expect(['scale', 'choice', 'number'], id).toContain(form.as)
  expect(quick.filter(({ form }) => form.as === 'number').length).toBeLessThanOrEqual(3)
})

test('the quick check asks what the first questions of a review need', () => {
  for (const id of ['deed', 'gp-partners', 'cash-now', 'cqc-rating', 'lease-plan', 'core-services', 'how-it-feels']) expect(questionBy(id)?.depth, id).toBe('quick')
})

test('an answer is good for three months to two years', () => {
  for (const { id, goodForMonths } of questions) expect(goodForMonths >= 3 && goodForMonths <= 24, id).toBe(true)
})

test('pounds and free words are left out of a print unless somebody ticks them', () => {
  const isTelling = (form: Form | Cell): boolean => 'as' in form ? form.as === 'words' || form.as === 'number' && form.unit === 'pounds' || form.as === 'table' && form.cells.some(isTelling) : form.cell === 'words' || form.cell === 'number' && form.unit === 'pounds'
  for (const { id, form, isSensitive } of questions) if (isTelling(form)) expect(isSensitive, id).toBe(true)
})

// What somebody says, and what a form sends for it.

type Boxes = Record<string, string | readonly string[]>
const typed = (boxes: Boxes) => ({ one: (name: string) => typeof boxes[name] === 'string' ? boxes[name] : boxes[name]?.[0] ?? '', all: (name: string) => [boxes[name] ?? []].flat() })

const words = (most: number) => fc.string({ unit: fc.constantFrom(...'abcdeXYZ é’,.-£'), minLength: 1, maxLength: Math.min(most, 40) }).map(text => text.trim()).filter(text => text !== '')
/** To the hundredth, and always some least and most themselves. */
const number = ({ least, most }: { least: number; most: number }) => fc.oneof(fc.constantFrom(least, most), fc.integer({ min: least * 100, max: most * 100 }).map(hundredths => hundredths / 100))
const day = fc.tuple(fc.integer({ min: 1990, max: 2090 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([year, month, day]) => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)

const cellSaid = (cell: Cell): fc.Arbitrary<string | number> => cell.cell === 'words' ? words(cell.most) : cell.cell === 'number' ? number(cell) : cell.cell === 'day' ? day : fc.constantFrom(...cell.choices)

function saidTo(form: Form): fc.Arbitrary<Exclude<Said, null>> {
  switch (form.as) {
    case 'scale': return fc.integer({ min: 0, max: 4 })
    case 'choice': return fc.constantFrom(...form.choices)
    case 'choices': return fc.subarray([...form.choices], { minLength: 1 })
    case 'number': return number(form)
    case 'day': return day
    case 'words': return words(form.most)
    case 'table': return fc.array(fc.record(Object.fromEntries(form.cells.map(cell => [cell.name, cellSaid(cell)])), { requiredKeys: [form.cells[0]!.name] }), { minLength: 1, maxLength: Math.min(form.most, 4) })
  }
}

function boxesOf({ id, form }: Question, said: Exclude<Said, null>): Boxes {
  if (form.as === 'table') return Object.fromEntries([[`${id}-shown`, '1'], ...(said as readonly Row[]).flatMap((row, k) => Object.entries(row).map(([name, value]) => [`${id}-${k}-${name}`, String(value)]))])
  return { [id]: form.as === 'choices' ? said as readonly string[] : String(said) }
}

const SEED = 20261126

test.each(questions)('$id: what was said is read as it was said', question => {
  fc.assert(fc.property(saidTo(question.form), said => { expect(readSaid(question, typed(boxesOf(question, said)))).toEqual(said) }), { seed: SEED, numRuns: 40 })
})

test.each(questions)('$id: nothing typed leaves it as it is, and not knowing is an answer', question => {
  expect(readSaid(question, typed({}))).toBeUndefined()
  expect(readSaid(question, typed({ [`${question.id}-unknown`]: '1' }))).toBeNull()
  expect(readSaid(question, typed({ [question.id]: DO_NOT_KNOW }))).toBeNull()
})

test('a number may carry a pound sign, commas, spaces and a percent sign', () => {
  const ask = (id: string, text: string) => readSaid(questionBy(id)!, typed({ [id]: text }))
  fc.assert(fc.property(fc.integer({ min: -2_000_000, max: 20_000_000 }), pounds => {
    const figures = Math.abs(pounds).toLocaleString('en-GB')
    expect(ask('profit-last-year', `${pounds < 0 ? '−' : ''}£${figures} `)).toBe(pounds)
  }), { seed: SEED })
  expect(ask('qof-achieved', ' 92.5 %')).toBe(92.5)
  expect(ask('qof-achieved', '101')).toMatchObject({ code: 'out-of-range', at: 'qof-achieved' })
  expect(ask('qof-achieved', 'most of it')).toMatchObject({ code: 'not-a-number' })
  for (const typed of ['3 4 2024', '3/4/2024', '3 April 2024', '3rd apr 2024', '2024-04-03']) expect(ask('cqc-inspected-on', typed), typed).toBe('2024-04-03')
  expect(ask('cqc-inspected-on', '31 4 2024')).toMatchObject({ code: 'not-a-day' })
})

test('a table that was on the page and is empty now has been emptied', () => {
  expect(readSaid(questionBy('options')!, typed({ 'options-shown': '1' }))).toEqual([])
})

const wordy = questions.flatMap(({ id, form }) => form.as === 'words' ? [{ id, box: id }] : form.as === 'table' ? form.cells.filter(({ cell }) => cell === 'words').map(({ name }) => ({ id, box: `${id}-0-${name}` })) : [])

test.each(wordy)('$box: a patient’s NHS number is refused, however it is spaced', ({ id, box }) => {
  for (const number of ['9434765919', '943 476 5919', 'see 943-476-5919.']) expect(readSaid(questionBy(id)!, typed({ [box]: number }))).toMatchObject({ code: 'nhs-number', at: box })
  // Ten figures that fail the check, such as a phone number without its nought, are somebody's own business.
  expect(readSaid(questionBy(id)!, typed({ [box]: '9434765918' }))).not.toHaveProperty('code')
})

/** Whether something is what a form takes. */
function fits(form: Form, said: unknown): boolean {
  const cellFits = (cell: Cell, value: unknown) => cell.cell === 'number' ? typeof value === 'number' && value >= cell.least && value <= cell.most : typeof value === 'string' && (cell.cell === 'words' ? value !== '' && value.length <= cell.most : cell.cell === 'day' ? isDay(value) : cell.choices.includes(value))
  switch (form.as) {
    case 'scale': return [0, 1, 2, 3, 4].includes(said as number)
    case 'choices': return Array.isArray(said) && said.length > 0 && said.every(each => form.choices.includes(each))
    case 'table': return Array.isArray(said) && said.length <= form.most && said.every(row => Object.entries(row).every(([name, value]) => form.cells.some(cell => cell.name === name && cellFits(cell, value))))
    default: return cellFits({ ...form, name: '', cell: form.as } as Cell, said)
  }
}

const oddity = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('5', '-1', '0', '1e9', 'Infinity', 'yes', '__proto__', 'none', 'M1', 'T1', '<b>', '‮', '2026-02-30', '1 1 2026', 'x'.repeat(1_001), '٣'))

test('whatever is typed, an answer is what its form takes, or a refusal that says which box', () => {
  fc.assert(fc.property(fc.constantFrom(...questions), fc.array(oddity, { minLength: 1, maxLength: 6 }), (question, texts) => {
    const { id, form } = question, boxes: Boxes = form.as === 'table' ? Object.fromEntries(texts.map((text, k) => [`${id}-0-${form.cells[k % form.cells.length]!.name}`, text])) : { [id]: form.as === 'choices' ? texts : texts[0]! }
    const said = readSaid(question, typed(boxes))
    if (said === undefined || said === null) return
    if (typeof said === 'object' && 'refused' in said) expect(Object.keys(boxes)).toContain(said.at)
    else expect(fits(form, said), JSON.stringify([id, boxes, said])).toBe(true)
  }), { seed: SEED, numRuns: 4_000 })
})
