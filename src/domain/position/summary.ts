import { dayInWords, dayNumber } from './day.ts'
import { aboutPatients, percent } from './figures.ts'
import type { Edition, Practice } from './edition.ts'

/** Less than this over the whole time counts as 'about the same': a list moves by 1 % from noise alone. */
const STEADY = 0.01

/**
 * The three sentences that open a practice's page (people.md §9, screen 3): how the list has changed, who its patients are, whom it works with now.
 * Always three, in that order; where a figure is not published or not loaded the sentence says so.
 */
export function summaryOf(edition: Edition, practice: Practice): [string, string, string] {
  return [growthSentence(edition, practice), patientsSentence(edition, practice), networkSentence(edition, practice)]
}

function growthSentence(edition: Edition, practice: Practice): string {
  const before = practice.trend.find(step => step.asAt < edition.asAt && step.patients > 0)
  if (!before) {
    const first = practice.trend[0]
    return first && first.asAt < edition.asAt ? `Nobody was on your list on ${dayInWords(first.asAt)}; ${aboutPatients(practice.patients)} people are now.`
      : `You have about ${aboutPatients(practice.patients)} patients; we hold no earlier list of yours to compare with.`
  }
  const change = practice.patients / before.patients - 1, over = span(before.asAt, edition.asAt)
  if (Math.abs(change) < STEADY) return `Your list is about the same size as it was ${over} ago: ${aboutPatients(practice.patients)} patients.`
  if (change > 1) return `Your list has grown from ${aboutPatients(before.patients)} to ${aboutPatients(practice.patients)} patients in ${over}.`
  return `Your list has ${change > 0 ? 'grown' : 'shrunk'} by ${percent(Math.abs(change))} in ${over}, from ${aboutPatients(before.patients)} to ${aboutPatients(practice.patients)} patients.`
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
    const typical = median(edition.practices.flatMap(other => other.ages ? [other.ages.over65] : []))
    return `${capital(aboutOneIn(practice.ages.over65, 'of your patients'))} 65 or over${typical === null ? '' : `; at the middle practice here it is ${percent(typical)}`}.`
  }
  if (practice.deprivation) return `${deprivationPhrase(practice.deprivation)}.`
  return 'We hold no published figures yet on the ages of your patients or on how deprived the places are where they live.'
}

function aboutOneIn(share: number, whom: string): string {
  return `${percent(share)} ${whom} are`
}

/** Decile 1 is the most deprived tenth of small areas. */
function deprivationPhrase({ decile, says }: NonNullable<Practice['deprivation']>): string {
  const own = says.startsWith('small area of the practice')
  const whose = own ? 'Your surgery stands in a place' : 'Your patients live, taken together, in places'
  if (decile === 1) return `${whose} among the most deprived tenth of England`
  if (decile === 10) return `${whose} among the least deprived tenth of England`
  return decile <= 5 ? `${whose} more deprived than ${number(10 - decile)} tenths of England` : `${whose} less deprived than ${number(decile - 1)} tenths of England`
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

function median(values: number[]): number | null {
  if (!values.length) return null
  const sorted = values.sort((a, b) => a - b), middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
