import { DAY_AS_TYPED, dayWritten } from '../../day.ts'
import { oddSigns, unseenSigns } from '../../words-typed.ts'
import { refuse, type Day, type Refusal } from '../../words.ts'

/**
 * What a practice is asked about itself, in one record with three depths: four numbers, a quick check, the full review (domain handbook 5.2, 6.1).
 * A question is an id, a form and how long its answer is good for; its words are content/wording/review.ts. What somebody said is an answer (./answer.ts).
 */

/** The parts of a review, in the order they are asked. */
export const parts = ['four-numbers', 'partners', 'staff', 'demand', 'money', 'premises', 'contracts', 'quality', 'digital', 'data-security', 'relations', 'patients', 'management', 'appetite', 'our-group', 'options', 'assumptions'] as const
export type Part = (typeof parts)[number]

/** 'rough': the four numbers; 'quick': asked in the quick check as well; 'full': in the full review only. */
export type Depth = 'rough' | 'quick' | 'full'

export type Unit = 'pounds' | 'percent' | 'share' | 'patients' | 'people' | 'full-time' | 'sessions' | 'years' | 'months' | 'days' | 'points' | 'number'

/** One box of a row of a table. */
export type Cell =
  | { name: string; cell: 'words'; most: number }
  | { name: string; cell: 'number'; unit: Unit; least: number; most: number }
  | { name: string; cell: 'choice'; choices: readonly string[] }
  | { name: string; cell: 'day' }

export type Form =
  /** 0 weak to 4 strong; the words of its five levels stand with the question's. */
  | { as: 'scale' }
  | { as: 'choice'; choices: readonly string[] }
  | { as: 'choices'; choices: readonly string[] }
  | { as: 'number'; unit: Unit; least: number; most: number }
  | { as: 'day' }
  | { as: 'words'; most: number }
  | { as: 'table'; cells: readonly Cell[]; most: number }

export interface Question {
  /** Kebab-case, once in the whole record; never changed once it has been asked, because answers carry it. */
  id: string
  part: Part
  depth: Depth
  form: Form
  /** After so many months an answer is to be looked at again. */
  goodForMonths: number
  /** Left out of a print or copy unless somebody ticks it: what is personal, or what a competitor would like to read. */
  isSensitive: boolean
}

/** A row of a table: its cells by name; an empty box is not in it. */
export type Row = Readonly<Record<string, string | number>>

/** What was said: a level or number, a choice or words or a day, several choices, rows. null: "we don't know", which is an answer. */
export type Said = number | string | readonly string[] | readonly Row[] | null

/** How a form sends one answer. */
export interface Typed {
  one(name: string): string
  all(name: string): readonly string[]
}

/** What a box sends for "we don't know". */
export const DO_NOT_KNOW = 'do-not-know'

const SOURCE = 'What a question of a review takes'

/** A refusal that says which box it is about. */
export type BoxRefusal = Refusal & { at: string }
const no = (at: string, code: string, why: string): BoxRefusal => ({ ...refuse(code, why, SOURCE), at })

/**
 * Reads one answer as typed. `undefined` where nothing was typed or chosen: the question is left as it is. Numbers may carry £, commas, spaces and a percent sign;
 * a table comes as boxes named `id-row-cell`, rows counted from 0, and rows with nothing in them are left out.
 */
export function readSaid({ id, form }: Pick<Question, 'id' | 'form'>, typed: Typed): Said | undefined | BoxRefusal {
  if (typed.one(`${id}-unknown`) !== '' || typed.one(id) === DO_NOT_KNOW) return null
  switch (form.as) {
    case 'scale': return typed.one(id) === '' ? undefined : ['0', '1', '2', '3', '4'].includes(typed.one(id)) ? Number(typed.one(id)) : no(id, 'not-a-choice', 'Choose one of these.')
    case 'choice': return typed.one(id) === '' ? undefined : form.choices.includes(typed.one(id)) ? typed.one(id) : no(id, 'not-a-choice', 'Choose one of these.')
    case 'choices': {
      const all = typed.all(id).filter(each => each !== '')
      return all.length === 0 ? undefined : all.every(each => form.choices.includes(each)) ? [...new Set(all)] : no(id, 'not-a-choice', 'Choose from these.')
    }
    case 'number': return numberTyped(typed.one(id), form, id)
    case 'day': return dayTyped(typed.one(id), id)
    case 'words': return wordsTyped(typed.one(id), form.most, id)
    case 'table': return rowsTyped(id, form, typed)
  }
}

/** '£1,234.50', '12 %', '£412k', '1.2m' and '−3' as numbers; with a percent sign as it stands, so '12 %' of a percent box is 12. */
export function numberTyped(text: string, { unit, least, most }: { unit: Unit; least: number; most: number }, at: string): number | undefined | BoxRefusal {
  const bare = text.trim().replace(/^[−–](?=[\d£.])/, '-').replace(/[£%,\s]/g, '')
  if (bare === '') return undefined
  const [, figures, times] = /^(-?(?:\d+(?:\.\d*)?|\.\d+))([km]?)$/i.exec(bare) ?? []
  if (figures === undefined || (times !== '' && unit !== 'pounds')) return no(at, 'not-a-number', `Type a number, such as ${unit === 'pounds' ? '54,000' : unit === 'percent' ? '12' : '3'}.`)
  const value = Number((Number(figures) * ({ k: 1_000, m: 1_000_000 }[times!.toLowerCase()] ?? 1)).toFixed(6))
  if (value < least || value > most) return no(at, 'out-of-range', `Type a number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}.`)
  return value
}

/** A day as `dayWritten` reads it. */
export function dayTyped(text: string, at: string): Day | undefined | BoxRefusal {
  return text.trim() === '' ? undefined : dayWritten(text) ?? no(at, 'not-a-day', `Type a day, such as 3 April 2027 or ${DAY_AS_TYPED}.`)
}

/** Words as typed, without signs that cannot be seen and without what looks like a patient's number. @param most letters */
export function wordsTyped(text: string, most: number, at: string): string | undefined | BoxRefusal {
  const words = text.replace(/\r\n?/g, '\n').trim()
  if (words === '') return undefined
  if (words.length > most) return no(at, 'long-words', `This may have ${most.toLocaleString('en-GB')} letters; it has ${words.length.toLocaleString('en-GB')}.`)
  if (unseenSigns.test(words)) return no(at, 'odd-words', 'This holds signs that cannot be seen. Type it instead of pasting it.')
  if (holdsNhsNumber(words)) return no(at, 'nhs-number', 'This looks like an NHS number. Nothing about a patient is kept here: leave it out.')
  return words
}

function rowsTyped(id: string, form: Extract<Form, { as: 'table' }>, typed: Typed): readonly Row[] | undefined | BoxRefusal {
  const rows: Row[] = []
  for (let k = 0; k < form.most; k++) {
    const row: Record<string, string | number> = {}
    for (const cell of form.cells) {
      const at = `${id}-${k}-${cell.name}`, said = cellTyped(cell, typed.one(at), at)
      if (typeof said === 'object') return said
      if (said !== undefined) row[cell.name] = said
    }
    if (Object.keys(row).length > 0) rows.push(row)
  }
  // A table that was on the page and is empty now has been emptied; one that was not on the page is left as it is.
  return rows.length === 0 && typed.one(`${id}-shown`) === '' ? undefined : rows
}

function cellTyped(cell: Cell, text: string, at: string): string | number | undefined | BoxRefusal {
  if (cell.cell === 'number') return numberTyped(text, cell, at)
  if (cell.cell === 'day') return dayTyped(text, at)
  if (cell.cell === 'words') {
    const words = wordsTyped(text, cell.most, at)
    return typeof words === 'string' && oddSigns.test(words) ? no(at, 'odd-words', 'This holds no address of a page and no signs such as < or >.') : words
  }
  return text === '' ? undefined : cell.choices.includes(text) ? text : no(at, 'not-a-choice', 'Choose one of these.')
}

/** Whether a text holds ten figures that pass the check of an NHS number (modulo 11), however they are spaced: no patient is named here. */
export function holdsNhsNumber(text: string): boolean {
  for (const [, figures] of text.matchAll(/(?<!\d)(\d{3}[ -]?\d{3}[ -]?\d{4})(?!\d)/g)) {
    const digits = [...figures!.replace(/\D/g, '')].map(Number), sum = digits.slice(0, 9).reduce((total, digit, k) => total + digit * (10 - k), 0), check = (11 - sum % 11) % 11
    if (check === digits[9] && new Set(digits).size > 1) return true
  }
  return false
}
