import { dayInWords } from '#domain/day.ts'
import type { Question, Row, Said } from '#domain/position/review/question.ts'
import { questionWords, unknown } from './review.ts'

/** An answer of a review in words: the same on a page, in a copy, in a print and in the files somebody takes away. */

/** What was said, in words: for copies, prints and files. Tables one line a row. */
export function saidInWords({ id, form }: Pick<Question, 'id' | 'form'>, said: Said): string[] {
  const asked = questionWords[id]!
  if (said === null) return [unknown.word]
  if (form.as === 'scale' && typeof said === 'number') return [asked.levels![said] ?? String(said)]
  if (form.as === 'choice' && typeof said === 'string') return [asked.choices![said] ?? said]
  if (form.as === 'choices' && Array.isArray(said)) return [inOneLine((said as string[]).map(each => asked.choices![each] ?? each))]
  if (form.as === 'number' && typeof said === 'number') return [inUnit(said, form.unit)]
  if (form.as === 'day' && typeof said === 'string') return [dayInWords(said)]
  if (form.as === 'table' && Array.isArray(said)) return (said as Row[]).map(row => form.cells.flatMap(cell => (row[cell.name] === undefined ? [] : [`${asked.columns![cell.name]}: ${cell.cell === 'day' ? dayInWords(String(row[cell.name])) : cell.cell === 'number' ? inUnit(Number(row[cell.name]), cell.unit) : cell.cell === 'choice' ? asked.choicesIn?.[cell.name]?.[String(row[cell.name])] ?? String(row[cell.name]) : String(row[cell.name])}`])).join('; '))
  return [String(said)]
}

const inUnit = (value: number, unit: string): string => (unit === 'pounds' ? `${value < 0 ? '−' : ''}£${number(Math.abs(value))}` : unit === 'percent' ? `${number(value)} %` : unit === 'years' && value > 1900 ? String(value) : number(value))

const number = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
const inOneLine = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`)
