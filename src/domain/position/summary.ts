import type { Day } from '../words.ts'
import { dayInWords, dayNumber } from '../day.ts'
import { aboutPatients, percent } from './figures.ts'
import type { Edition, Practice } from './edition.ts'
import { INFERRED } from './identity.ts'
import { FEWEST, practicesLike, type Peers } from './peers.ts'
import { median, patientsPerGp } from './staff.ts'

/** Less than this over the whole time counts as 'about the same': a list moves by 1 % from noise alone. */
const STEADY = 0.01

/** How a deprivation figure that stands for the surgery's own place, not its patients', begins to explain itself. */
export const OWN_PLACE = 'small area of the practice’s own postcode'

/**
 * The three sentences that open a practice's page (people.md §9, screen 3): how the list has changed, how many patients a full-time GP has beside practices
 * like it, whom it works with now. Always three, in that order. Where the number of GPs is not known the second speaks of who the patients are instead,
 * which is the one to give way: age and deprivation stand in the figures below it, and the other two say what a reader would ask first.
 * Where a figure is not published or not loaded the sentence says so.
 */
export function summaryOf(edition: Edition, practice: Practice, peers: Peers = practicesLike(edition, practice)): [string, string, string] {
  return [growthSentence(edition, practice), gpSentence(edition, practice, peers) ?? patientsSentence(edition, practice), networkSentence(edition, practice)]
}

/** A return at most this far from the list sizes is spoken of as now. */
const DAYS_NOW = 92

/** Patients to the nearest ten; null where the practice has returned no full-time GP. The middle of fewer than five is not said. */
function gpSentence(edition: Edition, practice: Practice, peers: Peers): string | null {
  const own = patientsPerGp(practice), on = practice.workforce?.asAt
  if (own === null || on === undefined) return null
  const known = peers.practices.flatMap(other => patientsPerGp(other) ?? [])
  const isNow = Math.abs(dayNumber(on) - dayNumber(edition.asAt)) <= DAYS_NOW, have = isNow ? 'have' : 'had'
  const others = known.length < FEWEST ? '' : `; practices like yours ${have} ${aboutPatients(median(known)!)}`
  return `${isNow ? 'You' : `On ${dayInWords(on)} you`} ${have} ${aboutPatients(own)} patients for each full-time GP${others}.`
}

function growthSentence(edition: Edition, practice: Practice): string {
  const before = practice.trend.find(step => step.asAt < edition.asAt && step.patients > 0)
  if (!before) {
    const first = practice.trend[0]
    return first && first.asAt < edition.asAt ? `Nobody was on your list on ${dayInWords(first.asAt)}; ${aboutPatients(practice.patients)} people are now.`
      : `You have about ${aboutPatients(practice.patients)} patients; we hold no earlier list under your code to compare with${whoJoined(edition, practice, null)}.`
  }
  const change = practice.patients / before.patients - 1, over = span(before.asAt, edition.asAt)
  const was = aboutPatients(before.patients), is = aboutPatients(practice.patients), joined = whoJoined(edition, practice, before.asAt)
  if (Math.abs(change) < STEADY || was === is) return `Your list is about the same size as it was ${over} ago: ${is} patients${joined}.`
  if (change > 1) return `Your list has grown from ${was} to ${is} patients in ${over}${joined}.`
  return `Your list has ${change > 0 ? 'grown' : 'shrunk'} by ${percent(Math.abs(change))} in ${over}, from ${was} to ${is} patients${joined}.`
}

/** Growth by taking over another list is not growth of one's own, so the sentence names whose list came: it would mislead without. */
function whoJoined(edition: Edition, practice: Practice, after: Day | null): string {
  const came = practice.history.filter(event => event.kind === 'took-over' && event.other !== undefined && (event.on === null ? event.source === INFERRED : event.on <= edition.asAt && (after === null || event.on > after)))
  if (came.length === 0) return ''
  const when = after === null ? '' : ' in that time', names = came.map(event => edition.former.get(event.other!)?.name ?? event.other!)
  if (came.some(event => event.source === INFERRED)) {
    const who = came.length === 1 ? `a practice at your address (${names[0]!})` : `${number(came.length)} practices at your address`
    return `; ${who} closed${when}, so ${came.length === 1 ? 'its' : 'their'} patients may be among yours`
  }
  return `; ${came.length > 2 ? `${number(came.length)} other practices` : names.join(' and ')} joined you${when}`
}

/** Whole years where they are whole, else months. */
function span(from: string, to: string): string {
  const months = Math.round((dayNumber(to) - dayNumber(from)) / 30.4375)
  if (months >= 24 || months === 12) {
    const years = Math.round(months / 12)
    return years === 1 ? 'a year' : `${number(years)} years`
  }
  return months <= 1 ? 'a month' : `${number(months)} months`
}

function patientsSentence(edition: Edition, practice: Practice): string {
  if (practice.ages) {
    const typical = typicalOver65(edition)
    return `${capital(percent(practice.ages.over65))} of your patients are 65 or over${typical === null ? '' : `; at the practice in the middle it is ${percent(typical)}`}.`
  }
  if (practice.deprivation) return deprivationSentence(edition, practice.deprivation)
  return 'We hold no published figures yet on the ages of your patients or on how deprived the places are where they live.'
}

/** The same for every practice, so worked out once for each edition. */
const typicals = new WeakMap<Edition, { over65: number | null }>()

function typicalOver65(edition: Edition): number | null {
  let known = typicals.get(edition)
  if (!known) typicals.set(edition, known = { over65: median(edition.practices.flatMap(other => other.ages ? [other.ages.over65] : [])) })
  return known.over65
}

/** Decile 1 is the most deprived tenth of small areas. */
function deprivationSentence(edition: Edition, { decile, says }: NonNullable<Practice['deprivation']>): string {
  const whose = says.startsWith(OWN_PLACE) ? 'Your surgery stands in a place' : 'Taken together, your patients live in places'
  const where = edition.world === 'real' ? 'small areas in England' : 'small areas here'
  if (decile === 1) return `${whose} among the most deprived tenth of ${where}.`
  if (decile === 10) return `${whose} among the least deprived tenth of ${where}.`
  if (decile === 5 || decile === 6) return `${whose} about as deprived as the middle of all ${where}.`
  return `${whose} ${decile < 5 ? `more deprived than ${number(10 - decile)}` : `less deprived than ${number(decile - 1)}`} in ten ${where}.`
}

function networkSentence(edition: Edition, practice: Practice): string {
  if (!practice.network) return 'You are in no primary care network.'
  const members = edition.areas.get(practice.network.code)?.members ?? [practice.code]
  if (members.length === 1) return `You are the only practice in ${practice.network.name}.`
  const patients = members.reduce((sum, code) => sum + (edition.byCode.get(code)?.patients ?? 0), 0)
  return `You are one of ${number(members.length)} practices in ${practice.network.name}, with ${aboutPatients(patients)} patients between you.`
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

function number(count: number): string { return NUMBERS[count] ?? String(count) }
function capital(text: string): string { return text.charAt(0).toUpperCase() + text.slice(1) }
