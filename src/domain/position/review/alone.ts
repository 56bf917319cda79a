import { dayInWords, monthsAfter } from '../../day.ts'
import { refuse, type Day, type Refusal } from '../../words.ts'

/**
 * What partners answer alone: each for themselves, and nobody else reads it (handbook: mission 1.11, trap E18; docs/decisions/0016).
 * With four answers or more the practice sees ranges, and how far apart they are: the gap between partners is the news (mission 1.4).
 */

/** One question; its choices stand in an order, so that there is a lowest and a highest. */
export interface AloneQuestion {
  /** Never changed once it was asked: answers carry it. */
  id: string
  choices: readonly string[]
  /** A shown range over so many steps or more is a wide gap. More than one everywhere: two neighbours are shown also where all said the same. */
  wideFromSteps: number
}

export const aloneQuestions: readonly AloneQuestion[] = [
  { id: 'stop', choices: ['within-2', '3-to-5', 'later'], wideFromSteps: 2 },
  { id: 'urgent', choices: ['0', '1', '2', '3', '4'], wideFromSteps: 2 },
  { id: 'again', choices: ['yes', 'likely', 'unlikely', 'no'], wideFromSteps: 2 },
  { id: 'income', choices: ['under-80', '80-to-100', '100-to-120', '120-to-150', 'over-150'], wideFromSteps: 2 },
  { id: 'risk', choices: ['none', 'little', 'some', 'much'], wideFromSteps: 2 },
  { id: 'property', choices: ['none', 'to-quarter', 'to-half', 'over-half'], wideFromSteps: 3 },
  { id: 'others', choices: ['0', '1', '2', '3', '4'], wideFromSteps: 2 },
  { id: 'hours', choices: ['under-20', '20-to-30', '30-to-40', '40-to-50', 'over-50'], wideFromSteps: 2 },
]

/** What one partner said, by question; null: they would rather not say. */
export type AloneSaid = Readonly<Record<string, string | null>>

/** What a box sends for "rather not say". */
export const RATHER_NOT_SAY = 'rather-not-say'

/** With fewer answers to a question than this, no range of it is shown. */
export const FEWEST_FOR_A_RANGE = 4
/** Partners asked in one round, at most: more than any practice has. */
export const MOST_ASKED = 40
/** Calendar months from one opened round to the beginning of the next. */
export const MONTHS_BETWEEN = 3
/** Days for which partners who have opened their answers to each other may look. */
export const OPEN_TO_EACH_OTHER_DAYS = 60

/** What each of two or three chooses beforehand. */
export const aloneWays = ['each-other', 'sheet', 'somebody'] as const
export type AloneWay = (typeof aloneWays)[number]

/** What became of a round. 'too-few': closed with fewer than four answers. 'sheet': of two or three, nothing was opened. */
export const aloneEnds = ['ranges', 'too-few', 'each-other', 'sheet'] as const
export type AloneEnd = (typeof aloneEnds)[number]

/** Whether a round with so many asked shows ranges; with fewer each would know what the others said. */
export const showsRanges = (asked: number): boolean => asked >= FEWEST_FOR_A_RANGE

const SOURCE = 'Partners answer alone'
/** A refusal that says which box it is about. */
export type AloneRefusal = Refusal & { at: string }

/**
 * Reads a partner's answers as typed: one choice of each question, or that they would rather not say. Refuses a question left open, by its box: so that nobody
 * is taken to have said nothing who only went past it. Of two or three, also how it is to be opened.
 */
export function readAlone(typed: (box: string) => string, asked: number): { said: AloneSaid; way: AloneWay | null } | AloneRefusal {
  const said: Record<string, string | null> = {}
  for (const { id, choices } of aloneQuestions) {
    const text = typed(id)
    if (text !== RATHER_NOT_SAY && !choices.includes(text)) return { ...refuse('not-chosen', 'Choose one of these, or “Rather not say”.', SOURCE), at: id }
    said[id] = text === RATHER_NOT_SAY ? null : text
  }
  if (showsRanges(asked)) return { said, way: null }
  const way = aloneWays.find(each => each === typed('way'))
  return way === undefined ? { ...refuse('no-way', 'Choose what is to happen with what you answer.', SOURCE), at: 'way' } : { said, way }
}

// ── what the practice is shown ──

/** Lowest and highest, as places among the choices of a question; both count. */
export interface Steps { low: number; high: number }

/** A range as it is shown, in choices of its question. */
export interface AloneRange { from: string; to: string }

/** What the practice sees of a round: of each question a range, or null where too few answered it. Nothing else of any answer is in here. */
export type AloneResult = Readonly<Record<string, AloneRange | null>>

/** Lowest and highest of what was said, as it is and not to be shown; null where fewer than four said something. */
export function bareRange({ id, choices }: AloneQuestion, all: readonly AloneSaid[]): Steps | null {
  const steps = all.map(each => choices.indexOf(each[id] ?? '')).filter(step => step >= 0)
  return steps.length < FEWEST_FOR_A_RANGE ? null : { low: Math.min(...steps), high: Math.max(...steps) }
}

/**
 * A range as it may be shown. Where all said the same it is shown with a neighbour, in fixed pairs (first and second, third and fourth, …; a last one without a pair
 * goes with the one before it), so that nobody's answer follows from it, also for somebody who knows their own: any two of a pair come from all having said the
 * one, all the other, or some of each.
 */
export function shownRange({ low, high }: Steps, { choices }: Pick<AloneQuestion, 'choices'>): Steps {
  if (low !== high) return { low, high }
  const first = Math.min(low - (low % 2), choices.length - 2)
  return { low: first, high: first + 1 }
}

/** What the practice is shown of these answers. */
export function aloneResult(all: readonly AloneSaid[]): AloneResult {
  return Object.fromEntries(aloneQuestions.map(question => {
    const bare = bareRange(question, all), shown = bare && shownRange(bare, question)
    return [question.id, shown && { from: question.choices[shown.low]!, to: question.choices[shown.high]! }]
  }))
}

/** Whether partners are far apart in a question, by what is shown of it and nothing else. */
export function isWide({ choices, wideFromSteps }: AloneQuestion, { from, to }: AloneRange): boolean {
  return choices.indexOf(to) - choices.indexOf(from) >= wideFromSteps
}

// ── how a round begins and ends ──

/** One partner's answers, and the way they chose where two or three are asked. */
export interface AloneAnswer { author: string; said: AloneSaid; way: AloneWay | null }

/**
 * What becomes of a round as it stands; null while it waits. Of two or three, answers are opened to each other only where all have answered, all chose that, and all
 * are partners still: none shows theirs to somebody who shows nothing.
 */
export function becomes({ asked, isClosed, answers, areAllPartners }: { asked: number; isClosed: boolean; answers: readonly AloneAnswer[]; areAllPartners: boolean }): AloneEnd | null {
  const haveAll = answers.length === asked
  if (!haveAll && !isClosed) return null
  if (showsRanges(asked)) return answers.length >= FEWEST_FOR_A_RANGE ? 'ranges' : 'too-few'
  return haveAll && areAllPartners && answers.every(each => each.way === 'each-other') ? 'each-other' : 'sheet'
}

/** The first day on which a round may begin again after one was opened: the difference of two comparisons would tell what a newcomer said. */
export const nextRoundFrom = (openedOn: Day): Day => monthsAfter(openedOn, MONTHS_BETWEEN)

/**
 * Why these partners may not be asked now; null when they may. Refuses nobody, somebody who is no partner today, one alone, a second round while one is open, and
 * one within three months of the last that was opened.
 */
export function whyNotBegin({ chosen, partners, isOneOpen, openedOn, today }: { chosen: readonly string[]; partners: readonly string[]; isOneOpen: boolean; openedOn: Day | null; today: Day }): AloneRefusal | null {
  const no = (code: string, why: string) => ({ ...refuse(code, why, SOURCE), at: 'partner' })
  if (isOneOpen) return no('one-open', 'Partners are being asked already. Close that first, or wait until all have answered.')
  if (openedOn !== null && today < nextRoundFrom(openedOn)) return no('too-soon', `The last comparison was opened on ${dayInWords(openedOn)}. Ask again from ${dayInWords(nextRoundFrom(openedOn))}: two comparisons close together would show what one person said.`)
  if (chosen.some(person => !partners.includes(person))) return no('not-partner', 'Choose from the partners of today.')
  const count = new Set(chosen).size
  if (count === 0) return no('nobody-chosen', 'Choose the partners you would like to ask.')
  if (count === 1) return no('one-partner', 'With one partner there is nothing to compare, and everybody would know whose answers they are. Use the sheet of questions instead.')
  if (count > MOST_ASKED) return no('too-many', `${MOST_ASKED} can be asked at a time.`)
  return null
}
