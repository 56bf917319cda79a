import { dayInWords } from '../../day.ts'
import type { Day } from '../../words.ts'
import { cashDays } from './accounts-year.ts'
import { type Answers, numberSaid, rowsSaid, wordSaid } from './answer.ts'
import { leaseInWords, leasesOf, soonestLease } from './leases.ts'
import { doesNotApply, isMissing, missingAnswer, saidTo, weDoNotKnow, type Missing, type NotKnown } from './where-from.ts'

/**
 * The five questions that come before any others (domain handbook 6.1): sentences with what to do, never a banner. Any of them, or profit falling below what the partners
 * said they need, leads to asking whether core services can be kept going, which only the practice answers.
 */

export const firstQuestionIds = ['no-deed', 'one-gp-partner', 'little-cash', 'cqc-inadequate', 'lease-without-plan'] as const
export type FirstQuestionId = (typeof firstQuestionIds)[number]

export interface FirstQuestion {
  id: FirstQuestionId
  /** Whether it applies; null: cannot be judged. */
  applies: boolean | null
  /** What can be done, which is said first (people.md 15). */
  whatToDo: string
  /** The fact, a sentence; where it does not apply or is not known, that. */
  says: string
  sources: string[]
  notKnown: NotKnown | null
}

export interface FirstQuestions {
  /** All five, in order. */
  questions: FirstQuestion[]
  /** Whether to ask "can you keep core services going?", and what leads there, a sentence each. */
  asksKeepGoing: boolean
  because: string[]
}

/** Days of cash, and months left of a lease, under which a question applies (6.1). */
const CASH_DAYS = 30
const LEASE_MONTHS = 24

const DO: Readonly<Record<FirstQuestionId, string>> = {
  'no-deed': 'Ask a solicitor who works for practices to draw up a deed, or to bring yours up to date; your LMC can name some.',
  'one-gp-partner': 'Ring your LMC about finding a second partner, or a practice to join, while there is time to choose.',
  'little-cash': 'Ring your accountant this week: which payments can wait, which claims can be sent now.',
  'cqc-inadequate': 'Ring your LMC and your integrated care board about help with putting it right, and by which day.',
  'lease-without-plan': 'Ring your landlord and your integrated care board’s estates team, and ask what could follow and how long it takes.',
}

interface Judged { applies: boolean; says: string; sources: string[] }

/** `profitBelowNeedIn`: the first year of a projection in which profit falls below what the partners need, said or assumed, such as 2028; null: in none, or not projected. */
export function firstQuestions({ answers, today, profitBelowNeedIn = null }: { answers: Answers; today: Day; profitBelowNeedIn?: number | null }): FirstQuestions {
  const judged: Record<FirstQuestionId, Judged | Missing> = { 'no-deed': noDeed(answers), 'one-gp-partner': oneGpPartner(answers), 'little-cash': littleCash(answers), 'cqc-inadequate': inadequate(answers), 'lease-without-plan': leaseWithoutPlan(answers, today) }
  const questions = firstQuestionIds.map((id): FirstQuestion => {
    const one = judged[id]
    return isMissing(one) ? { id, applies: one.notKnown === 'does-not-apply' ? false : null, whatToDo: DO[id], says: one.says, sources: [], notKnown: one.notKnown } : { id, whatToDo: DO[id], ...one, notKnown: null }
  })
  const because = [...questions.flatMap(one => (one.applies ? [one.says] : [])), ...(profitBelowNeedIn === null ? [] : [`On these figures profit for a full-time partner is below ${numberSaid(answers, 'partner-needs') === null ? 'what a salaried GP would cost for the same sessions' : 'what you said you need'} in ${profitBelowNeedIn}.`])]
  return { questions, asksKeepGoing: because.length > 0, because }
}

function partnersSaid(answers: Answers): number | null {
  return rowsSaid(answers, 'partner-list')?.length || numberSaid(answers, 'partners-now')
}

function noDeed(answers: Answers): Judged | Missing {
  const deed = wordSaid(answers, 'deed'), partners = partnersSaid(answers)
  if (deed === null) return partners === 1 ? doesNotApply('you have one partner') : missingAnswer(answers, 'deed')
  if (deed === 'one-partner' || partners === 1) return doesNotApply('you have one partner')
  const applies = deed === 'none' || deed === 'unsigned'
  return { applies, says: applies ? `There is ${deed === 'none' ? 'no partnership deed' : 'a partnership deed, which is not signed'}, so any partner can end the partnership at any time (Partnership Act 1890, section 26).` : `There is a signed deed${deed === 'signed-and-old' ? '; it is not of today’s partners' : ''}.`, sources: saidTo(answers, 'deed') }
}

/** Published returns count full-time equivalents, which do not tell one full-time partner from two half-time ones: only an answer tells. */
function oneGpPartner(answers: Answers): Judged | Missing {
  const gps = numberSaid(answers, 'gp-partners'), partners = partnersSaid(answers)
  if (gps === null && partners !== 1) return missingAnswer(answers, 'gp-partners')
  const count = gps ?? 1
  return { applies: count <= 1, says: count === 0 ? 'None of the partners is a GP, and a contract for general medical services needs one (GMS Contracts Regulations 2015, Part 2).' : count === 1 ? 'There is one GP partner.' : `There are ${count} GP partners.`, sources: saidTo(answers, gps === null ? 'partners-now' : 'gp-partners', ...(gps === null ? ['partner-list'] : [])) }
}

function littleCash(answers: Answers): Judged | Missing {
  const cash = cashDays(answers)
  if (isMissing(cash)) return cash
  const days = Math.floor(cash.days), applies = cash.days < CASH_DAYS
  return { applies, says: cash.days < 0 ? 'The bank account is overdrawn.' : `The cash in the bank would last ${days} ${days === 1 ? 'day' : 'days'}.`, sources: saidTo(answers, 'cash-now', 'accounts') }
}

function inadequate(answers: Answers): Judged | Missing {
  const rating = wordSaid(answers, 'cqc-rating')
  return rating === null ? missingAnswer(answers, 'cqc-rating') : { applies: rating === 'inadequate', says: rating === 'not-rated' ? 'The Care Quality Commission has not rated you.' : `The Care Quality Commission rated you ${rating === 'requires-improvement' ? 'as requiring improvement' : rating}.`, sources: saidTo(answers, 'cqc-rating') }
}

/** What was said of a plan stands, where a day in the sheet does not show it to be out of date: a plan is words, a day is a paper. */
function leaseWithoutPlan(answers: Answers, today: Day): Judged | Missing {
  const plan = wordSaid(answers, 'lease-plan'), leases = leasesOf(answers, today), soonest = leases && soonestLease(leases)
  const isSoon = soonest ? soonest.years * 12 < LEASE_MONTHS : plan !== null && plan.startsWith('within-24-months')
  if (soonest && isSoon) return { applies: plan !== 'within-24-months-with-plan', says: `${leaseInWords(soonest)}, and ${plan === 'within-24-months-with-plan' ? 'there is a plan for what comes after' : plan === 'within-24-months-no-plan' ? 'there is no plan for what comes after' : 'no plan for what comes after has been said'}.`, sources: saidTo(answers, 'sites', 'lease-plan') }
  if (soonest) return { applies: false, says: `${leaseInWords(soonest)}.`, sources: saidTo(answers, 'sites') }
  if (plan === 'no-papers') return weDoNotKnow('there are no papers of the lease')
  if (plan === 'owned' || (plan === null && leases?.length === 0 && rowsSaid(answers, 'sites')!.length > 0)) return doesNotApply('no site is leased')
  if (plan === null) return missingAnswer(answers, 'lease-plan')
  return { applies: plan === 'within-24-months-no-plan', says: plan === 'more-than-24-months' ? 'The lease has more than 24 months to run.' : `The lease ends within 24 months, and there is ${plan === 'within-24-months-with-plan' ? 'a plan' : 'no plan'} for what comes after${answers.has('lease-plan') ? ` (said on ${dayInWords(answers.get('lease-plan')!.on)})` : ''}.`, sources: saidTo(answers, 'lease-plan') }
}
