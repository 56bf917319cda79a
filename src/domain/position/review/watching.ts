import { dayInWords, dayNumber, monthsAfter } from '../../day.ts'
import type { Day } from '../../words.ts'
import { nearestTo } from '../area.ts'
import type { Edition, Practice } from '../edition.ts'
import { aboutPatients, percent, withComma } from '../figures.ts'
import { patientsPerGp } from '../staff.ts'
import { inTheYear, locumShare, wholeYears } from './accounts-year.ts'
import { type Answer, type Answers, numberSaid, rowsSaid, wordSaid } from './answer.ts'
import { leaseInWords, leasesOf, soonestLease } from './leases.ts'
import { yearsStated } from './partners-ahead.ts'
import type { Row, Said } from './question.ts'
import { doesNotApply, isMissing, missingAnswer, missingPublished, publishedBy, saidOn, weDoNotKnow, whatIsAsked, type From, type Missing, type NotKnown } from './where-from.ts'

/**
 * Worth watching: twenty things that practices which got into difficulty saw first (domain handbook 6.5), each with the day it was found. Facts of the practice's own,
 * for the practice alone; of a neighbour nothing is said that is not published. No list of practices is made of them (mission.md E17).
 */

export const watchIds = ['EW1', 'EW2', 'EW3', 'EW4', 'EW5', 'EW6', 'EW7', 'EW8', 'EW9', 'EW10', 'EW11', 'EW12', 'EW13', 'EW14', 'EW15', 'EW16', 'EW17', 'EW18', 'EW19', 'EW20'] as const
export type WatchId = (typeof watchIds)[number]

export interface Found {
  /** The day from which it has been so, as far as we know. */
  on: Day
  says: string
  source: string
}

export interface Watch {
  id: WatchId
  /** What is looked for. */
  name: string
  from: From
  /** null: not found, or not known. */
  found: Found | null
  /** Why it cannot be judged; null where it can. */
  why: string | null
  notKnown: NotKnown | null
  /** What question or data set tells. */
  needs: string
}

/** From which size on something is worth watching; the domain handbook's own (6.5, and 6.2 for patients for each GP), to be edited. */
export const handbookWatch = {
  gpFall: 0.15, patientsPerGp: 2_700, locumTimes: 2, leaseMonths: 36, inspectionYears: 5, returnsMissing: 3, grievances: 2, listGrowth: 0.05,
} as const
export type WatchLimits = { readonly [Of in keyof typeof handbookWatch]: number }

export interface WatchAsked {
  answers: Answers
  /** Every answer of the record, those that stand and those they took the place of, oldest first. */
  history: readonly Answer[]
  edition: Edition
  practice: Practice
  /** Older editions of the same world, in any order; [] where none is loaded. */
  earlier: readonly Edition[]
  today: Day
  limits?: WatchLimits
}

type Judged = Found | Missing | null
interface Rule { name: string; from: From; needs: string; of: (asked: WatchAsked, limits: WatchLimits) => Judged }

/** All twenty: what was found first, the newest day first; then the others in the handbook's order. */
export function watching(asked: WatchAsked): Watch[] {
  const all = watchIds.map(id => watch(id, asked))
  return [...all.filter(one => one.found).sort((a, b) => (a.found!.on === b.found!.on ? 0 : a.found!.on < b.found!.on ? 1 : -1)), ...all.filter(one => !one.found)]
}

export function watch(id: WatchId, asked: WatchAsked): Watch {
  const { name, from, needs, of } = rules[id], judged = of(asked, asked.limits ?? handbookWatch)
  return isMissing(judged) ? { id, name, from, found: null, why: judged.says, notKnown: judged.notKnown, needs } : { id, name, from, found: judged, why: null, notKnown: null, needs }
}

// ── from answers ──

/** The oldest of the answers to a question that have held without a break until now: since then it has been so. null where the newest does not hold. */
export function heldSince(history: readonly Answer[], question: string, holds: (said: Said) => boolean): Answer | null {
  const all = history.filter(answer => answer.question === question)
  const broken = all.findLastIndex(({ said }) => !holds(said))
  return all[broken + 1] ?? null
}

/** What was found in the answer that stands, on the day it was first said. */
function sinceSaid({ answers, history }: WatchAsked, question: string, holds: (said: Said) => boolean, says: string): Found | null {
  const answer = answers.get(question)
  if (!answer || !holds(answer.said)) return null
  return { on: heldSince(history, question, holds)?.on ?? answer.on, says, source: saidOn(answer) }
}

/** A choice that is one of those worth watching, each with its sentence. */
const chosen = (question: string, says: Readonly<Record<string, string>>) => (asked: WatchAsked): Judged => {
  const said = wordSaid(asked.answers, question)
  if (said === null) return missingAnswer(asked.answers, question)
  return says[said] === undefined ? null : sinceSaid(asked, question, each => typeof each === 'string' && says[each] !== undefined, says[said])
}

const asksOnly = (question: string): string => `Your answer about ${whatIsAsked(question)}.`

const rules: Readonly<Record<WatchId, Rule>> = {
  EW1: { name: 'A partner means to stop', from: 'your answers', needs: 'The list of partners, or how many may stop within two years.', of: partnerStops },
  EW2: { name: 'Fewer GPs than a year ago', from: 'published', needs: 'General practice workforce, two files about a year apart.', of: fewerGps },
  EW3: { name: 'Many patients for each GP, two quarters running', from: 'published', needs: 'General practice workforce, two files about a quarter apart.', of: manyForEachGp },
  EW4: { name: 'Locums cost twice the share they did', from: 'your answers', needs: 'The lines of two years’ accounts.', of: locumsDoubled },
  EW5: { name: 'An overdraft, or tax put off', from: 'your answers', needs: asksOnly('overdraft-or-deferral'), of: chosen('overdraft-or-deferral', { overdraft: 'There is an overdraft.', 'tax-put-off': 'Tax has been put off.', both: 'There is an overdraft, and tax has been put off.' }) },
  EW6: { name: 'What the Care Quality Commission found', from: 'your answers', needs: 'Your answers about its rating and the day of its last inspection.', of: cqc },
  EW7: { name: 'The list is closed, or held back', from: 'your answers', needs: asksOnly('list-state'), of: chosen('list-state', { 'held-back-at-times': 'New patients are held back at times.', 'asked-to-close': 'You have asked to close the list.', closed: 'The list is closed.' }) },
  EW8: { name: 'The lease ends soon', from: 'your answers', needs: 'The sheet about your buildings, or when the lease ends.', of: leaseSoon },
  EW9: { name: 'The manager leaves', from: 'your answers', needs: asksOnly('manager-leaving'), of: chosen('manager-leaving', { 'has-said': 'The manager has said they will leave.', 'has-left': 'The manager has left.', nobody: 'There is no manager.' }) },
  EW10: { name: 'No return about staff', from: 'published', needs: 'General practice workforce, three files.', of: noReturns },
  EW11: { name: 'Far fewer appointments than in the same month a year ago', from: 'published', needs: 'Appointments in general practice, two files a year apart.', of: () => weDoNotKnow('no file of appointments in general practice has been added here') },
  EW12: { name: 'Fewer patients call you good', from: 'published', needs: 'The GP Patient Survey, two years.', of: () => weDoNotKnow('no file of the GP Patient Survey has been added here') },
  EW13: { name: 'Grievances or claims by staff', from: 'your answers', needs: asksOnly('grievances'), of: grievances },
  EW14: { name: 'Talk of leaving the network', from: 'your answers', needs: asksOnly('network-talk'), of: chosen('network-talk', { 'others-talk-of-leaving': 'Others talk of leaving the network.', 'we-talk-of-leaving': 'You talk of leaving the network.', 'somebody-gave-notice': 'Somebody has given notice to leave the network.' }) },
  EW15: { name: 'A practice near you has closed or joined another', from: 'published', needs: 'List sizes and the register of practices of an earlier time, and where practices stand.', of: neighbours },
  EW16: { name: 'A branch surgery of yours is no longer listed', from: 'published', needs: 'The register of branches, and an earlier edition.', of: branchShut },
  EW17: { name: 'The list grew fast in a quarter', from: 'published', needs: 'List sizes about a quarter apart, within the last year.', of: grewFast },
  EW18: { name: 'A partner is away for long', from: 'your answers', needs: asksOnly('long-absence'), of: chosen('long-absence', { 'partner-over-3-months': 'A partner has been away for over three months.', 'partner-suspended': 'A partner is suspended.' }) },
  EW19: { name: 'The data security toolkit is not met', from: 'your answers', needs: asksOnly('toolkit-status'), of: chosen('toolkit-status', { 'approaching-standards': 'The data security toolkit says you are approaching its standards.', 'standards-not-met': 'The data security toolkit says its standards are not met.', 'not-sent': 'The data security toolkit has not been sent.' }) },
  EW20: { name: 'Claims are late', from: 'your answers', needs: asksOnly('claims-on-time'), of: lateClaims },
}

/** Two weakest levels of the scale. */
const WEAK = 1

function lateClaims(asked: WatchAsked): Judged {
  return numberSaid(asked.answers, 'claims-on-time') === null ? missingAnswer(asked.answers, 'claims-on-time') : sinceSaid(asked, 'claims-on-time', said => typeof said === 'number' && said <= WEAK, 'Claims are often late, and some may not be paid.')
}

function grievances(asked: WatchAsked, limits: WatchLimits): Judged {
  const said = numberSaid(asked.answers, 'grievances')
  return said === null ? missingAnswer(asked.answers, 'grievances') : sinceSaid(asked, 'grievances', each => typeof each === 'number' && each >= limits.grievances, `${withComma(said)} grievances or claims by staff are open.`)
}

/** How many of the list mean to stop within five years of a day, so far as they said so firmly or as likely. */
function stoppingOf(said: Said, on: Day): Row[] {
  if (!Array.isArray(said)) return []
  const year = Number(on.slice(0, 4))
  return (said as readonly Row[]).filter(row => { const years = typeof row === 'object' ? yearsStated(row) : null; return years !== null && years.from <= year + 5 && row['how-firm'] !== 'maybe' })
}

/** Nobody is named: a page may be seen over a shoulder. */
function partnerStops(asked: WatchAsked): Judged {
  const { answers, today } = asked, listed = answers.get('partner-list'), rough = rowsSaid(answers, 'stopping')?.[0]
  if (listed && listed.said !== null) {
    const going = stoppingOf(listed.said, today), first = Math.min(...going.map(row => yearsStated(row)!.from))
    return going.length === 0 ? null : sinceSaid(asked, 'partner-list', said => stoppingOf(said, today).length > 0, `${going.length === 1 ? 'One partner has' : `${going.length} partners have`} said they mean to stop, ${going.length === 1 ? '' : 'the first '}from ${first}.`)
  }
  if (rough === undefined) return missingAnswer(answers, answers.has('stopping') ? 'stopping' : 'partner-list')
  const soon = (said: Said) => (Array.isArray(said) && typeof said[0] === 'object' && typeof said[0]['within-2-years'] === 'number' ? said[0]['within-2-years'] : 0), many = soon(answers.get('stopping')!.said)
  return sinceSaid(asked, 'stopping', said => soon(said) > 0, `${many === 1 ? 'One partner' : `${many} partners`} may stop within two years.`)
}

function locumsDoubled({ answers }: WatchAsked, limits: WatchLimits): Judged {
  const [now, before] = wholeYears(answers)
  if (!now || !before) return missingAnswer(answers, 'accounts', 'two years of accounts with both income and costs')
  const is = locumShare(now), was = locumShare(before)
  if (is === null || was === null) return missingAnswer(answers, 'accounts', 'what is paid to locums in two years')
  return was > 0 && is >= limits.locumTimes * was ? { on: now.yearEnds, says: `Locums took ${percent(is)} of medical pay in the ${inTheYear(now)}, and ${percent(was)} in the year before.`, source: saidOn(answers.get('accounts')!) } : null
}

function cqc(asked: WatchAsked, limits: WatchLimits): Judged {
  const { answers, today } = asked, rating = wordSaid(answers, 'cqc-rating'), inspected = wordSaid(answers, 'cqc-inspected-on')
  const isLow = (said: Said) => said === 'requires-improvement' || said === 'inadequate'
  const low = sinceSaid(asked, 'cqc-rating', isLow, `The Care Quality Commission rated you ${rating === 'inadequate' ? 'inadequate' : 'as requiring improvement'}.`)
  if (low) return inspected !== null && inspected <= low.on ? { ...low, on: inspected } : low
  if (inspected !== null && dayNumber(today) - dayNumber(inspected) > limits.inspectionYears * 365.25) return { on: monthsAfter(inspected, limits.inspectionYears * 12), says: `The last inspection was on ${dayInWords(inspected)}, over ${limits.inspectionYears} years ago.`, source: saidOn(answers.get('cqc-inspected-on')!) }
  return rating === null ? missingAnswer(answers, 'cqc-rating') : null
}

/** From the day it came within three years, or from the day it was first said where that is later. */
function leaseSoon(asked: WatchAsked, limits: WatchLimits): Judged {
  const { answers, today } = asked, leases = leasesOf(answers, today), soonest = leases && soonestLease(leases), plan = wordSaid(answers, 'lease-plan')
  if (soonest) {
    const from = monthsAfter(soonest.until.on, -limits.leaseMonths), holds = (said: Said) => { const one = soonestOf(said, today); return one !== null && one <= soonest.until.on }
    if (from > today) return null
    const said = sinceSaid(asked, 'sites', holds, `${leaseInWords(soonest)}.`)
    return said && { ...said, on: said.on > from ? said.on : from }
  }
  if (plan !== null && plan !== 'no-papers') return plan.startsWith('within-24-months') ? sinceSaid(asked, 'lease-plan', each => typeof each === 'string' && each.startsWith('within-24-months'), 'The lease ends within 24 months.') : null
  if (leases?.length === 0 && rowsSaid(answers, 'sites')!.length > 0) return doesNotApply('those who work there own every site')
  return plan === 'no-papers' ? weDoNotKnow('there are no papers of the lease') : missingAnswer(answers, 'sites', 'when the lease ends')
}

function soonestOf(said: Said, today: Day): Day | null {
  const answers: Answers = new Map([['sites', { question: 'sites', said, sure: 'sure', evidence: '', goodUntil: today, by: '', byName: '', on: today } satisfies Answer]])
  return soonestLease(leasesOf(answers, today) ?? [])?.until.on ?? null
}

// ── from published figures ──

interface Return { on: Day; gpFte: number | null; perGp: number | null; edition: Edition }

/** The practice's own returns about staff in all editions loaded, one a day, newest first. */
function returnsOf({ edition, practice, earlier }: WatchAsked): Return[] {
  const newest = practice.workforce?.asAt
  if (newest === undefined) return []
  const all = [edition, ...earlier].flatMap((one): Return[] => {
    const then = one === edition ? practice : one.byCode.get(practice.code), workforce = then?.workforce
    return workforce ? [{ on: workforce.asAt, gpFte: workforce.gpFte, perGp: patientsPerGp(then), edition: one }] : []
  }).filter(({ on }) => on <= newest)
  return [...new Map(all.reverse().map(one => [one.on, one])).values()].sort((a, b) => (a.on < b.on ? 1 : -1))
}

/** Of the returns a number of days before the newest, the one nearest to `about`. */
function returnBefore(returns: readonly Return[], { least, about, most }: { least: number; about: number; most: number }): Return | null {
  const days = (one: Return) => dayNumber(returns[0]!.on) - dayNumber(one.on)
  return returns.filter(one => days(one) >= least && days(one) <= most).reduce<Return | null>((best, one) => (best && Math.abs(days(best) - about) <= Math.abs(days(one) - about) ? best : one), null)
}

const A_YEAR = { least: 300, about: 365, most: 430 }
const A_QUARTER = { least: 60, about: 91, most: 125 }

function fewerGps(asked: WatchAsked, limits: WatchLimits): Judged {
  const returns = returnsOf(asked), [now] = returns, then = now && returnBefore(returns, A_YEAR)
  if (!now || now.gpFte === null) return missingPublished(asked.edition, 'workforce', 'how many GPs work here')
  if (!then || then.gpFte === null || then.gpFte === 0) return weDoNotKnow('no return about staff of about a year before is held')
  return now.gpFte < then.gpFte * (1 - limits.gpFall) ? { on: now.on, says: `${oneDecimal(now.gpFte)} full-time GPs, without trainees and locums, on ${dayInWords(now.on)}; ${oneDecimal(then.gpFte)} on ${dayInWords(then.on)}.`, source: publishedBy(now.edition, 'workforce', now.on) } : null
}

function manyForEachGp(asked: WatchAsked, limits: WatchLimits): Judged {
  const returns = returnsOf(asked), [now] = returns
  if (!now || now.perGp === null) return missingPublished(asked.edition, 'workforce', 'how many GPs work here')
  if (now.perGp <= limits.patientsPerGp) return null
  const then = returnBefore(returns, A_QUARTER)
  if (!then || then.perGp === null) return weDoNotKnow('no return about staff of about a quarter before is held')
  return then.perGp > limits.patientsPerGp ? { on: now.on, says: `${aboutPatients(now.perGp)} patients for each full-time GP on ${dayInWords(now.on)}, and ${aboutPatients(then.perGp)} on ${dayInWords(then.on)}.`, source: publishedBy(now.edition, 'workforce', now.on) } : null
}

function noReturns(asked: WatchAsked, limits: WatchLimits): Judged {
  const returns = returnsOf(asked), newest = returns.slice(0, limits.returnsMissing), [now] = returns
  if (!now) return missingPublished(asked.edition, 'workforce', 'whether you sent a return about staff')
  if (newest.some(one => one.gpFte !== null)) return null
  if (newest.length < limits.returnsMissing) return weDoNotKnow(`only ${newest.length} of the ${limits.returnsMissing} files about staff that this needs ${newest.length === 1 ? 'is' : 'are'} held`)
  return { on: now.on, says: `The last ${newest.length} files about staff hold no GPs for you: ${newest.map(one => dayInWords(one.on)).join(', ')}.`, source: publishedBy(now.edition, 'workforce', now.on) }
}

/** Two years: what closed before is known to whoever works there. */
const LATELY_DAYS = 731
const NEAREST = 5

/** Older editions of the last two years, oldest first. */
const lately = ({ edition, earlier }: WatchAsked): Edition[] => earlier.filter(one => one.world === edition.world && one.asAt < edition.asAt && dayNumber(edition.asAt) - dayNumber(one.asAt) <= LATELY_DAYS).sort((a, b) => (a.asAt < b.asAt ? -1 : 1))

/** Public facts only: of the practices nearest to this one on an earlier day, those whose code has no patients now, and what became of it. */
function neighbours(asked: WatchAsked): Judged {
  const { edition, practice } = asked, [then] = lately(asked)
  if (practice.point === null) return weDoNotKnow('where your practice stands is not known here')
  if (!then) return weDoNotKnow('no earlier edition of the last two years is held')
  const near = nearestTo(then, practice.point, NEAREST + 1).map(one => one.practice).filter(one => one.code !== practice.code).slice(0, NEAREST), gone = near.filter(one => !edition.byCode.has(one.code))
  if (gone.length === 0) return null
  const on = gone.map(one => wentOn(asked, one.code)).sort().at(-1)!
  return { on, source: publishedBy(edition, 'list-sizes', edition.asAt), says: `${gone.map(one => `${one.name}, near you, had ${aboutPatients(one.patients)} patients on ${dayInWords(then.asAt)} and has none now${says(edition, one.code)}`).join('; ')}.` }
}

/** The day the register has another practice taking over, else that of the first list without it. */
function wentOn(asked: WatchAsked, code: string): Day {
  const { edition } = asked, successor = edition.former.get(code)?.successor
  return (successor ? edition.byCode.get(successor)?.history.find(event => event.kind === 'took-over' && event.other === code)?.on : null) ?? [...lately(asked), edition].find(one => !one.byCode.has(code))!.asAt
}

const says = (edition: Edition, code: string): string => { const former = edition.former.get(code); return former ? ` (${former.says})` : '' }

/** In the first edition that no longer lists it. */
function branchShut(asked: WatchAsked): Judged {
  const editions = [...lately(asked), asked.edition].filter(one => one.sources.some(use => use.dataSet === 'branches')), { code } = asked.practice
  if (editions.at(-1) !== asked.edition) return missingPublished({ sources: asked.edition.sources.filter(use => use.dataSet !== 'branches') }, 'branches', 'whether a branch has shut')
  if (editions.length < 2) return weDoNotKnow('no earlier register of branches of the last two years is held')
  const open = new Set(asked.practice.branches.map(branch => branch.code))
  const shut = editions.slice(0, -1).flatMap((one, at) => (one.byCode.get(code)?.branches ?? []).filter(branch => !open.has(branch.code) && !editions[at + 1]!.byCode.get(code)?.branches.some(next => next.code === branch.code)).map(branch => ({ branch, on: editions[at + 1]!.asAt, edition: editions[at + 1]! })))
  const last = shut.at(-1)
  return last ? { on: last.on, says: `${[...new Set(shut.map(({ branch }) => `${branch.name}, ${branch.postcode}`))].join('; ')}: no longer listed as your branch surgery on ${dayInWords(last.on)}.`, source: publishedBy(last.edition, 'branches') } : null
}

/** The newest pair of lists about a quarter apart within the last year; growth that came with another practice's list says so. */
function grewFast({ edition, practice }: WatchAsked, limits: WatchLimits): Judged {
  const steps = [...practice.trend.filter(step => step.asAt < edition.asAt), { edition: edition.name, asAt: edition.asAt, patients: practice.patients }].filter(step => step.patients > 0)
  const pairs = steps.flatMap((now, k) => {
    const days = (step: (typeof steps)[number]) => dayNumber(now.asAt) - dayNumber(step.asAt)
    const before = dayNumber(edition.asAt) - dayNumber(now.asAt) > 366 ? [] : steps.slice(0, k).filter(step => days(step) >= A_QUARTER.least && days(step) <= A_QUARTER.most)
    return before.length === 0 ? [] : [{ now, before: before.reduce((best, step) => (Math.abs(days(best) - A_QUARTER.about) <= Math.abs(days(step) - A_QUARTER.about) ? best : step)) }]
  })
  if (pairs.length === 0) return weDoNotKnow('no two lists about a quarter apart are held for the last year')
  const grew = pairs.findLast(({ now, before }) => now.patients > before.patients * (1 + limits.listGrowth))
  if (!grew) return null
  const { now, before } = grew, joined = practice.history.some(event => event.kind === 'took-over' && event.on !== null && event.on > before.asAt && event.on <= now.asAt)
  return { on: now.asAt, source: publishedBy(edition, 'list-sizes', now.asAt), says: `The list grew by ${percent(now.patients / before.patients - 1)} between ${dayInWords(before.asAt)} and ${dayInWords(now.asAt)}, from ${aboutPatients(before.patients)} to ${aboutPatients(now.patients)} patients${joined ? '; another practice’s list came to yours in that time' : ''}.` }
}

const oneDecimal = (value: number): string => String(Math.round(value * 10) / 10)
