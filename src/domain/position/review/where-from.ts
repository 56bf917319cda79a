import { dayInWords } from '../../day.ts'
import type { Day } from '../../words.ts'
import type { Edition } from '../edition.ts'
import type { DataSet } from '../release.ts'
import { type Answer, type Answers, isUnknown } from './answer.ts'

/**
 * Where a figure of a review comes from, and why there is none: "Not published", "not answered yet" and "we don't know" are three different things
 * (people.md 15). A fourth is that the question does not arise, as with a lease for those who own.
 */

export type From = 'published' | 'your answers' | 'both'

export const notKnowings = ['not-published', 'not-answered', 'we-do-not-know', 'does-not-apply'] as const
export type NotKnown = (typeof notKnowings)[number]

/** No figure, and which of the reasons it is; `says` begins with the reason in words. */
export interface Missing { notKnown: NotKnown; says: string }

export const notPublished = (what: string): Missing => ({ notKnown: 'not-published', says: `Not published: ${what}.` })
export const notAnswered = (what: string): Missing => ({ notKnown: 'not-answered', says: `Not answered yet: ${what}.` })
export const weDoNotKnow = (why: string): Missing => ({ notKnown: 'we-do-not-know', says: `We don’t know: ${why}.` })
export const doesNotApply = (why: string): Missing => ({ notKnown: 'does-not-apply', says: `Does not apply: ${why}.` })

export function isMissing(value: unknown): value is Missing {
  return typeof value === 'object' && value !== null && 'notKnown' in value && notKnowings.includes((value as Missing).notKnown)
}

/** What questions ask, as a sentence names it after "not answered yet:". */
const ASKED: Readonly<Record<string, string>> = {
  'partner-list': 'the list of partners', 'partners-now': 'how many partners you are', 'partner-needs': 'what a partner needs', deed: 'whether there is a partnership deed', 'gp-partners': 'how many of the partners are GPs',
  stopping: 'how many partners may stop', 'profit-last-year': 'last year’s profit', 'months-to-fill': 'how long it takes to find a partner', staffing: 'who works here', 'gp-sessions-wanted': 'how many GP sessions you want filled', grievances: 'grievances and claims by staff',
  'manager-leaving': 'whether the manager is leaving', 'long-absence': 'whether a GP is away for long', accounts: 'the lines of your accounts', 'cash-now': 'cash in the bank', 'tax-a-year': 'tax to be paid in a year', 'tax-kept-back': 'what is kept back for tax',
  'loans-owed': 'loans owed', 'qof-achieved': 'QOF points achieved', 'claims-on-time': 'whether claims are made on time', 'overdraft-or-deferral': 'whether there is an overdraft or tax put off', sites: 'the sheet about your buildings', 'lease-plan': 'when the lease ends and what is planned',
  'cqc-rating': 'what the Care Quality Commission rated you', 'list-state': 'whether your list is open', 'network-talk': 'whether anybody talks of leaving the network', 'toolkit-status': 'how the data security toolkit stands',
}

/** What a question asks, in a few words that follow "you have not said". */
export const whatIsAsked = (question: string): string => ASKED[question] ?? `the question ${question}`

/** Why an answer has no figure: asked and not known, or not answered; for an answer that is there but lacks a part, `lacks` says which. */
export function missingAnswer(answers: Answers, question: string, lacks?: string): Missing {
  if (isUnknown(answers, question)) return weDoNotKnow(`you answered so about ${whatIsAsked(question)}`)
  return notAnswered(answers.has(question) && lacks !== undefined ? lacks : whatIsAsked(question))
}

/** What readers call the files. */
const CALLED: Partial<Record<DataSet, string>> = { 'list-sizes': 'list sizes', workforce: 'general practice workforce', payments: 'payments to general practice', branches: 'register of branches', 'practice-register': 'register of practices' }
const called = (dataSet: DataSet) => CALLED[dataSet] ?? dataSet

/** Why a published figure is not there: no such file here, or a file that gives none for this practice. */
export function missingPublished(edition: Pick<Edition, 'sources'>, dataSet: DataSet, what: string): Missing {
  const use = edition.sources.find(one => one.dataSet === dataSet)
  return use === undefined ? weDoNotKnow(`no file of ${called(dataSet)} has been added here, which would give ${what}`)
    : notPublished(`the file of ${called(dataSet)}${use.release.asAt === null ? '' : ` of ${dayInWords(use.release.asAt)}`} gives no figure for this practice`)
}

/** Who publishes a figure, what the file is called, and the day it is true of. */
export function publishedBy(edition: Pick<Edition, 'sources' | 'asAt'>, dataSet: DataSet, on?: Day): string {
  const release = edition.sources.find(one => one.dataSet === dataSet)?.release
  return [release?.publisher, called(dataSet), dayInWords(on ?? release?.asAt ?? edition.asAt)].filter(Boolean).join(', ')
}

const SURE = { sure: 'sure', fairly: 'fairly sure', guess: 'a guess' } as const

/** Who said it, on which day, how sure, on what evidence. */
export function saidOn({ on, byName, sure, evidence }: Pick<Answer, 'on' | 'byName' | 'sure' | 'evidence'>): string {
  return `Your answer of ${dayInWords(on)}${byName === '' ? '' : ` (${byName})`}, ${SURE[sure]}${evidence === '' ? '' : `: ${evidence}`}`
}

/** Those of some questions that were answered, as sources. */
export function saidTo(answers: Answers, ...questions: string[]): string[] {
  return questions.flatMap(question => { const answer = answers.get(question); return answer ? [saidOn(answer)] : [] })
}

/** Figures set by whoever runs this server, by id; the value of the day. */
export type Parameters = ReadonlyMap<string, number>

/** Sessions of a full-time GP or nurse: nine of 4 hours 10 minutes are 37.5 hours (BMA model contract for salaried GPs). */
export const fullTimeSessions = (parameters: Parameters): number => parameters.get('fullTimeSessions') ?? 9
