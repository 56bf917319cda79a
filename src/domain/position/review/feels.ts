import { type Answers, numberSaid } from './answer.ts'
import type { FirstQuestions } from './first-questions.ts'
import type { Mention, Ratio, RatioId } from './ratios.ts'
import type { NotKnown } from './where-from.ts'

/**
 * How it feels, and what the figures say, side by side (mission.md 1.4, people.md 13): two sentences and whether they differ, which is where to talk. No needle and no
 * number: the level somebody chose is said in words, and a figure by whether it is one of those mentioned first.
 */

export type Apart = 'better-than-the-figures' | 'worse-than-the-figures' | 'alike'

export interface Pair {
  /** The question that says how it feels. */
  question: string
  /** What the pair is about. */
  about: string
  feels: { says: string; isKnown: boolean }
  figures: { says: string; ratio: RatioId | null; notKnown: NotKnown | null }
  /** null where one of the two is not known. */
  apart: Apart | null
  /** The difference as a sentence; '' where there is none. */
  differs: string
}

/** Which figure stands beside which question, and what the figure says in words. A mention reads as in the ratios: 'first', 'second', 'no'. */
const PAIRS: readonly { question: string; about: string; ratio: RatioId; says: Readonly<Record<Mention, string>> }[] = [
  { question: 'leaving-in-five-years', about: 'Partners who may leave', ratio: 'R6', says: { first: 'Much of the partners’ work may go within five years.', second: 'Some of the partners’ work may go within five years.', no: 'Little of the partners’ work may go within five years.' } },
  { question: 'one-stops-tomorrow', about: 'If one partner stopped', ratio: 'R19', says: { first: 'Whoever is left would owe much, and soon.', second: 'Whoever is left would owe something, in some years.', no: 'Nobody would be left with much to owe.' } },
  { question: 'vacancies', about: 'Vacant posts', ratio: 'R12', says: { first: 'Many GP sessions are vacant, or have been for long.', second: 'Some GP sessions are vacant.', no: 'Hardly a GP session is vacant.' } },
  { question: 'locum-share', about: 'Locums', ratio: 'R5', says: { first: 'Locums take a large share of medical pay.', second: 'Locums take a share of medical pay that is worth a look.', no: 'Locums take little of medical pay.' } },
  { question: 'income-trend', about: 'Income', ratio: 'R7', says: { first: 'Profit for each partner is below what you said you need.', second: 'Profit for each partner is just above what you said you need.', no: 'Profit for each partner is well above what you said you need.' } },
  { question: 'twenty-years', about: 'The building in years to come', ratio: 'R14', says: { first: 'The lease has few years left.', second: 'The lease has some years left.', no: 'The lease has many years left.' } },
  { question: 'working-day', about: 'The working day', ratio: 'R1', says: { first: 'Each GP has many patients.', second: 'Each GP has rather many patients.', no: 'Each GP has fewer patients than at many practices.' } },
]

/** The words of the five levels where a page has none of its own. */
const LEVELS = ['critical', 'weak', 'fair', 'good', 'strong'] as const
/** Of `how-it-feels`, which runs the other way: 4 is that it cannot wait. */
const PRESSING = ['nothing presses', 'little presses', 'some things press', 'much presses', 'it cannot wait'] as const

/** `level`: how the page words a level of a question. First the whole, where the practice said how it feels; then part by part. */
export function feelsAndFigures({ answers, ratios, first, level = plainLevel }: { answers: Answers; ratios: readonly Ratio[]; first: FirstQuestions; level?: (question: string, level: number) => string }): Pair[] {
  return [whole(answers, ratios, first, level), ...PAIRS.map(({ question, about, ratio: id, says }): Pair => {
    const ratio = ratios.find(one => one.id === id), said = numberSaid(answers, question)
    // A figure held to nothing says nothing: profit without what partners need.
    const isHeld = ratio?.isHeld === true
    // Where nobody has said what they need, profit is held beside what a salaried GP would cost, and says so.
    const figures = isHeld ? (numberSaid(answers, 'partner-needs') === null ? says[ratio.mention].replace('what you said you need', 'what a salaried GP would cost') : says[ratio.mention]) : null
    return pair({ question, about, ratio: id, feels: feelsSays(question, said, level), level: said, figures, mention: isHeld ? ratio.mention : null, why: ratio?.why ?? 'Not answered yet: what this figure is held beside.', notKnown: ratio?.notKnown ?? 'not-answered' })
  })]
}

function whole(answers: Answers, ratios: readonly Ratio[], first: FirstQuestions, level: (question: string, level: number) => string): Pair {
  const said = numberSaid(answers, 'how-it-feels'), known = ratios.filter(one => one.value !== null), stands = known.some(one => one.mention !== 'no')
  const mention: Mention | null = first.asksKeepGoing ? 'first' : known.length === 0 ? null : stands ? 'second' : 'no'
  const says = first.asksKeepGoing ? 'Something is to be looked at first: see “Can you keep core services going?”.' : stands ? 'Some figures are worth looking at; none of them asks whether you can keep going.' : 'No figure stands out.'
  return pair({ question: 'how-it-feels', about: 'Altogether', ratio: null, feels: feelsSays('how-it-feels', said, level), level: said === null ? null : 4 - said, figures: mention === null ? null : says, mention, why: 'Not answered yet: anything that a figure could be reckoned from.', notKnown: 'not-answered' })
}

const plainLevel = (question: string, level: number): string => (question === 'how-it-feels' ? PRESSING : LEVELS)[level] ?? ''

function feelsSays(question: string, said: number | null, level: (question: string, level: number) => string): string {
  return said === null ? 'Nobody has said how it feels.' : `You said: ${level(question, said)}.`
}

/** They differ where one is at the good end and the other at the other; what is in the middle differs from nothing. */
function pair({ question, about, ratio, feels, level, figures, mention, why, notKnown }: { question: string; about: string; ratio: RatioId | null; feels: string; level: number | null; figures: string | null; mention: Mention | null; why: string; notKnown: NotKnown }): Pair {
  const apart: Apart | null = level === null || mention === null ? null : level >= 3 && mention === 'first' ? 'better-than-the-figures' : level <= 1 && mention === 'no' ? 'worse-than-the-figures' : 'alike'
  return {
    question, about, feels: { says: feels, isKnown: level !== null }, figures: figures === null ? { says: why, ratio, notKnown } : { says: figures, ratio, notKnown: null }, apart,
    differs: apart === 'better-than-the-figures' ? 'It feels better than the figures say: what do you know that they do not show, or they that you have not seen?' : apart === 'worse-than-the-figures' ? 'It feels worse than the figures say: what weighs that no figure counts?' : '',
  }
}
