import { dayInWords, dayNumber, isDay } from '../day.ts'
import { wordsTyped } from '../words-typed.ts'
import { isRefusal, refuse, type Day, type Refusal } from '../words.ts'

/**
 * Figures that are assumed: what the NHS pays for a patient, how fast pay rises, how likely a partner of sixty is to leave. Each has dated values, and each
 * value a source and a day by which somebody looks at it again; one past that day is a fault that is shown wherever it was used (docs/decisions/0016).
 */

/** One value: from which day it holds, who says so, and until when that may be relied on. Shares are 0 to 1, money is pounds. */
export interface DatedValue {
  value: number
  /** Lowest and highest that are thought likely; both or neither. */
  low?: number
  high?: number
  /** First day it holds. */
  from: Day
  /** Publisher, document, date. */
  source: string
  /** The day on which somebody last held it against its source. */
  checkedOn: Day
  /** The last day on which it may be used without being looked at again. */
  reviewBy: Day
  /** An assumption, or not yet held against what its publisher says. */
  isEstimate: boolean
}

/** How a value is written: £130.07, 2.5 %, 10,349, or a day of every year (its month times 100, and its day: 630 is 30 June). */
export type ParameterForm = 'pounds' | 'share' | 'number' | 'yearly-day'

/** What a parameter is about, in the order of a page. */
export const parameterGroups = ['contract', 'networks', 'costs', 'employing', 'partners', 'futures', 'rules'] as const
export type ParameterGroup = (typeof parameterGroups)[number]

export interface Parameter {
  /** Never changed once it is used. */
  id: string
  name: string
  /** What one of it is, said after the figure: "for each QOF point". */
  unit: string
  form: ParameterForm
  group: ParameterGroup
  /** In any order. Of two from the same day the later in the list is the better known. */
  values: readonly DatedValue[]
}

/** A parameter on a day: the value that holds, and whether it should have been looked at again by then. */
export interface ParameterInUse extends Omit<Parameter, 'values'> {
  value: number
  low: number | null
  high: number | null
  source: string
  from: Day
  checkedOn: Day
  reviewBy: Day
  isEstimate: boolean
  isPast: boolean
}

/** The newest value whose first day is on or before the day; null before there was any. */
export function valueOn({ values }: Pick<Parameter, 'values'>, day: Day): DatedValue | null {
  return values.reduce<DatedValue | null>((newest, each) => (each.from <= day && (newest === null || each.from >= newest.from) ? each : newest), null)
}

const isPastOn = ({ reviewBy }: Pick<DatedValue, 'reviewBy'>, day: Day): boolean => day > reviewBy

/** A value in use that should have been looked at again. */
export interface ParameterFault { id: string; name: string; reviewBy: Day; says: string }

/** Every value in use on the day that is past the day it was to be looked at again by, with a sentence. A value that no longer holds is nobody's fault. */
export function faultsOn(parameters: readonly Parameter[], day: Day): ParameterFault[] {
  return parameters.flatMap(parameter => {
    const value = valueOn(parameter, day)
    return value === null || !isPastOn(value, day) ? [] : [{ id: parameter.id, name: parameter.name, reviewBy: value.reviewBy, says: `${parameter.name}: this figure was to be looked at again by ${dayInWords(value.reviewBy)}.` }]
  })
}

/** Every parameter that has a value on the day, by its id, in the order given. */
export function inUseOn(parameters: readonly Parameter[], day: Day): Map<string, ParameterInUse> {
  return new Map(parameters.flatMap(({ values, ...parameter }): [string, ParameterInUse][] => {
    const now = valueOn({ values }, day)
    return now === null ? [] : [[parameter.id, { ...parameter, ...now, low: now.low ?? null, high: now.high ?? null, isPast: isPastOn(now, day) }]]
  }))
}

/** The same parameters with values that were added to them later, oldest first. One added to a parameter that is no longer known is passed over. */
export function withAdded(parameters: readonly Parameter[], added: readonly { parameter: string; value: DatedValue }[]): Parameter[] {
  return parameters.map(parameter => ({ ...parameter, values: [...parameter.values, ...added.filter(each => each.parameter === parameter.id).map(each => each.value)] }))
}

// ── as people read and type them ──

/** '£130.07', '2.5 %', '10,349', '30 June'. */
export function inFigures(form: ParameterForm, value: number): string {
  const plain = (most: number, least = 0) => Math.abs(value).toLocaleString('en-GB', { minimumFractionDigits: least, maximumFractionDigits: most })
  const sign = value < 0 ? '−' : ''
  switch (form) {
    case 'pounds': return `${sign}£${plain(4, Number.isInteger(value) ? 0 : 2)}`
    case 'share': return `${sign}${(Math.abs(value) * 100).toLocaleString('en-GB', { maximumFractionDigits: 4 })}\u00a0%`
    case 'number': return `${sign}${plain(4)}`
    case 'yearly-day': return dayInWords(`2001-${String(Math.floor(value / 100)).padStart(2, '0')}-${String(value % 100).padStart(2, '0')}`).replace(' 2001', '')
  }
}

/** A value as somebody types it. */
export interface TypedValue { value: string; low?: string | undefined; high?: string | undefined; from: string; source: string; reviewBy: string }

const SOURCE = 'Figures that are assumed: docs/guides/assumed-figures.md'
const EARLIEST: Day = '2000-01-01'
/** Nobody knows a figure, or that one will still do, for longer than this ahead. */
const DAYS_AHEAD = 5 * 366
const takes: Record<ParameterForm, { says: string; least: number; most: number }> = {
  pounds: { says: 'pounds, such as 130.07', least: 0, most: 10_000_000 },
  share: { says: 'a share with its sign, such as 2.5%, from -50% to 100%', least: -0.5, most: 1 },
  number: { says: 'a number, such as 10349', least: 0, most: 10_000_000 },
  'yearly-day': { says: 'a day of every year as month and day, such as 06-30', least: 101, most: 1231 },
}

/** null for what is no figure of that form. A share without its sign is none: nobody could tell 0.5 from half of one in a hundred. */
function figureTyped(form: ParameterForm, text: string): number | null {
  const typed = text.trim().replaceAll(',', '')
  const shape = { pounds: /^£?(\d{1,9}(?:\.\d{1,6})?)$/, share: /^(-?\d{1,3}(?:\.\d{1,6})?)\s?%$/, number: /^(\d{1,9}(?:\.\d{1,6})?)$/, 'yearly-day': /^(\d\d-\d\d)$/ }[form]
  const found = shape.exec(typed)?.[1]
  if (found === undefined) return null
  if (form === 'yearly-day') return isDay(`2001-${found}`) ? Number(found.replace('-', '')) : null
  const value = form === 'share' ? Number((Number(found) / 100).toPrecision(12)) : Number(found)
  return value >= takes[form].least && value <= takes[form].most ? value : null
}

/**
 * A new value as whoever runs the server types it, checked on `today`. Refuses, by the field (`parameter-value`, `parameter-review-by`, …), what is no figure of
 * that kind, a lowest and highest that do not hold the value between them or are missing where the figure is one of a range, a day that is none or too far
 * off, and a source that says nothing. What has a range is an estimate.
 */
export function readValue(parameter: Parameter, typed: TypedValue, today: Day): DatedValue | Refusal {
  const { form, name } = parameter, no = (field: string, why: string) => refuse(`parameter-${field}`, why, SOURCE)
  const figure = (field: string, text: string): number | Refusal => figureTyped(form, text) ?? no(field, `${name} takes ${takes[form].says}; found “${text}”.`)
  const value = figure('value', typed.value)
  if (isRefusal(value)) return value
  const isRange = parameter.values.some(each => each.low !== undefined)
  for (const end of ['low', 'high'] as const) {
    if (typed[end] === undefined && (isRange || typed.low !== undefined || typed.high !== undefined)) return no(end, `${name} needs its lowest and its highest beside the value, for what comes of it is worked out at both.`)
  }
  const low = typed.low === undefined ? undefined : figure('low', typed.low), high = typed.high === undefined ? undefined : figure('high', typed.high)
  if (isRefusal(low)) return low
  if (isRefusal(high)) return high
  if (low !== undefined && low > value) return no('low', `The lowest is above the value: ${inFigures(form, low)} and ${inFigures(form, value)}.`)
  if (high !== undefined && high < value) return no('high', `The highest is below the value: ${inFigures(form, high)} and ${inFigures(form, value)}.`)
  const tooFar = (day: Day) => dayNumber(day) > dayNumber(today) + DAYS_AHEAD
  if (!isDay(typed.from) || typed.from < EARLIEST || tooFar(typed.from)) return no('from', `The first day it holds is written as 2027-04-01, from the year 2000 to five years from today; found “${typed.from}”.`)
  if (!isDay(typed.reviewBy) || tooFar(typed.reviewBy)) return no('review-by', `The day to look at it again by is written as 2028-04-30, within five years; found “${typed.reviewBy}”.`)
  if (typed.reviewBy <= today || typed.reviewBy <= typed.from) return no('review-by', `The day to look at it again by comes after today and after the first day it holds; found ${dayInWords(typed.reviewBy)}.`)
  const source = wordsTyped(typed.source, 400, 'A source')
  if (isRefusal(source)) return no('source', source.why)
  if (source.length < 8) return no('source', 'A source names the publisher, the document and its date.')
  return { value, ...low === undefined || high === undefined ? {} : { low, high }, from: typed.from, source, checkedOn: today, reviewBy: typed.reviewBy, isEstimate: low !== undefined }
}
