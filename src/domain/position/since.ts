import { invariant, type Day, type PracticeCode, type World } from '../words.ts'
import { dayInWords, dayNumber } from '../day.ts'
import type { AreaRef, Edition, Practice } from './edition.ts'
import { percent, withComma } from './figures.ts'
import { contractType } from './peers.ts'
import type { DataSet } from './release.ts'
import { median, patientsPerGp } from './staff.ts'
import { OWN_PLACE } from './summary.ts'

/** What changed; the last five are changes of category. */
export type ChangeKind = 'list' | 'network' | 'commissioner' | 'system' | 'patients-per-gp' | 'contract' | 'dispensing' | 'branches'
  | 'size-category' | 'middle' | 'deprivation-category' | 'gp-quarter' | 'rurality'

/** One published fact about a practice that is another one now. Facts only: a patient may read it. */
export interface Change {
  kind: ChangeKind
  what: string
  from: string
  to: string
  /** The day `from` was true of, and the day `to` is. */
  since: Day
  on: Day
  /** The whole of it in one line, both days in it. */
  says: string
  /** Who publishes it; for a category also where the lines between categories come from. */
  source: string
  /** Names of practices, areas and branches in `says`, so that a page can mark invented ones. */
  names: string[]
}

/**
 * "The data also shows where practices have changed category as a result of the updates" (source 001, of NHS England's general practice indicators).
 * Nobody publishes lines between sizes of practice that would fit today's, so these are ours, at every 5,000 patients; a sixth to two fifths of England's
 * practices stand in each of the first three (January 2026: 1,086, 2,525, 1,542, then 605 and 413).
 */
const SIZE_LINES = [5_000, 10_000, 15_000, 20_000]

/** Our own, so a line says so. */
const OURS = 'lines of our own at every 5,000 patients'

/** The newest edition of the same world that is older than this one; null where there is none. */
export function editionBefore<T extends { name: string; world: World; asAt: Day }>(editions: readonly T[], edition: Pick<Edition, 'world' | 'asAt'>): T | null {
  return editions.filter(one => one.world === edition.world && one.asAt < edition.asAt)
    .reduce<T | null>((newest, one) => newest && newest.asAt >= one.asAt ? newest : one, null)
}

/**
 * What is published otherwise about a practice on two days, one line each, categories last. A figure that is not known on one of the two is not a
 * change, nor is one that both editions take from the same release. Empty for an edition and itself, and for a code that has no patients in `now`.
 */
export function changesSince(before: Edition, now: Edition, code: PracticeCode): Change[] {
  invariant(before.world === now.world, 'a change is between two editions of one world')
  const then = before.byCode.get(code), is = now.byCode.get(code)
  if (!is) return []
  const days: Days = { before, now }
  if (!then) return before.name === now.name ? [] : [change(days, 'list', 'Patients on the list', 'none under this code', withComma(is.patients), 'list-sizes')]
  return [
    ...list(days, then, is),
    ...named(days, 'network', 'Primary care network', mapKnows(then) && mapKnows(is), then.network, is.network),
    ...named(days, 'commissioner', 'Commissioner (sub-ICB or CCG)', then.subIcb !== null && is.subIcb !== null, then.subIcb, is.subIcb),
    ...named(days, 'commissioner', 'Integrated care board (or STP)', then.icb !== null && is.icb !== null, then.icb, is.icb),
    ...system(days, then, is),
    ...perGp(days, then, is),
    ...told(days, 'contract', 'Contract', contractType(then), contractType(is), 'payments'),
    ...told(days, 'dispensing', 'Dispenses medicines', yesNo(then.contract?.isDispensing), yesNo(is.contract?.isDispensing), 'payments'),
    ...branches(days, then, is),
    ...told(days, 'size-category', 'Size of the list', sizeOf(then), sizeOf(is), 'list-sizes', OURS),
    ...told(days, 'middle', `Beside the middle-sized practice ${now.world === 'real' ? 'in England' : 'here'}`, besideMiddle(before, then), besideMiddle(now, is), 'list-sizes'),
    ...deprivation(days, then, is),
    ...toldOfStaff(days, then, is, 'gp-quarter', `Quarter of ${now.world === 'real' ? 'England’s' : 'these'} practices by patients for each full-time GP`, quarterOf(before, then), quarterOf(now, is)),
    ...told(days, 'rurality', 'Rural or urban', then.contract?.rurality, is.contract?.rurality, 'payments'),
  ]
}

/** The two editions, and the days of a figure where the practice itself says them. */
interface Days { before: Edition; now: Edition; since?: Day; on?: Day }

function change({ before, now, since, on }: Days, kind: ChangeKind, what: string, from: string, to: string, dataSet: DataSet, more: { aside?: string; rule?: string; names?: string[] } = {}): Change {
  const first = since ?? dayOf(before, dataSet), second = on ?? dayOf(now, dataSet)
  return {
    kind, what, from, to, since: first, on: second, names: more.names ?? [],
    says: `${what}: ${from} on ${dayInWords(first)}, ${to} on ${dayInWords(second)}${more.aside ? ` (${more.aside})` : ''}.`,
    source: [publisherOf(now, dataSet), more.rule].filter(Boolean).join('; '),
  }
}

function told(days: Days, kind: ChangeKind, what: string, from: string | null | undefined, to: string | null | undefined, dataSet: DataSet, rule?: string): Change[] {
  const isKnown = (from ?? null) !== null && (to ?? null) !== null
  return isKnown && from !== to && !isOneRelease(days, dataSet) ? [change(days, kind, what, from!, to!, dataSet, rule ? { rule } : {})] : []
}

function named(days: Days, kind: ChangeKind, what: string, isKnown: boolean, from: AreaRef | null, to: AreaRef | null): Change[] {
  if (!isKnown || from?.code === to?.code || isOneRelease(days, 'map')) return []
  const isSameName = from?.name === to?.name, called = (area: AreaRef | null) => area === null ? 'none' : isSameName ? `${area.name} (${area.code})` : area.name
  return [change(days, kind, what, called(from), called(to), 'map', { names: [from, to].flatMap(area => area?.name ?? []) })]
}

function list(days: Days, then: Practice, is: Practice): Change[] {
  if (then.patients === is.patients || isOneRelease(days, 'list-sizes')) return []
  const part = Math.abs(is.patients - then.patients) / then.patients
  const aside = then.patients === 0 ? '' : part > 1 ? '' : `${is.patients > then.patients ? 'up' : 'down'} ${percent(part)}`
  return [change(days, 'list', 'Patients on the list', withComma(then.patients), withComma(is.patients), 'list-sizes', { aside })]
}

/** To the nearest ten, as sentences say it: a change within that is none. */
function perGp(days: Days, then: Practice, is: Practice): Change[] {
  const tens = (practice: Practice) => { const exact = patientsPerGp(practice); return exact === null ? null : withComma(Math.round(exact / 10) * 10) }
  return toldOfStaff(days, then, is, 'patients-per-gp', 'Patients for each full-time GP', tens(then), tens(is))
}

/** A practice's return says its own day, and one file may hold those of several years. */
function toldOfStaff(days: Days, then: Practice, is: Practice, kind: ChangeKind, what: string, from: string | null, to: string | null): Change[] {
  if (!then.workforce || !is.workforce || then.workforce.asAt === is.workforce.asAt || from === null || to === null || from === to) return []
  return [change({ ...days, since: then.workforce.asAt, on: is.workforce.asAt }, kind, what, from, to, 'workforce')]
}

/**
 * By the map, else by a file of suppliers, which may be of a day far from the edition's: then it says nothing about what changed between the two. An
 * edition does not tell which of the two a practice's system is from, so both days are the editions' own.
 */
function system(days: Days, then: Practice, is: Practice): Change[] {
  const files = [days.before, days.now].map(edition => ({ edition, supplier: usesOf(edition, 'suppliers')?.release }))
  if (files.every(({ supplier }) => supplier === undefined)) return told(days, 'system', 'Clinical computer system', then.system, is.system, 'map')
  const isNear = files.every(({ edition, supplier }) => supplier === undefined || (supplier.asAt !== null && Math.abs(dayNumber(supplier.asAt) - dayNumber(edition.asAt)) <= NEAR_DAYS))
  return isNear ? told({ ...days, since: days.before.asAt, on: days.now.asAt }, 'system', 'Clinical computer system', then.system, is.system, 'suppliers') : []
}

const NEAR_DAYS = 183

/** A register of branches tells which were open on an edition's own day, also where both editions read the same one. */
function branches(days: Days, then: Practice, is: Practice): Change[] {
  if (!usesOf(days.before, 'branches') || !usesOf(days.now, 'branches')) return []
  const without = (some: Practice['branches'], others: Practice['branches']) => some.filter(branch => !others.some(other => other.code === branch.code))
  const own = { ...days, since: days.before.asAt, on: days.now.asAt }
  const lines = (some: Practice['branches'], from: string, to: string) => some.map(branch => change(own, 'branches', `Branch surgery ${branch.name}, ${branch.postcode}`, from, to, 'branches', { names: [branch.name] }))
  return [...lines(without(is.branches, then.branches), 'not listed', 'listed'), ...lines(without(then.branches, is.branches), 'listed', 'not listed')]
}

/** Only where both speak of the same thing: where patients live, or the surgery's own place. */
function deprivation(days: Days, then: Practice, is: Practice): Change[] {
  const a = then.deprivation, b = is.deprivation
  if (!a || !b || a.decile === b.decile || a.says.startsWith(OWN_PLACE) !== b.says.startsWith(OWN_PLACE)) return []
  if (isOneRelease(days, 'deprivation') && isOneRelease(days, 'small-area-flows')) return []
  const tenth = (decile: number) => `tenth ${decile} of 10`
  const isOtherIndex = !isOneRelease(days, 'deprivation'), rule = isOtherIndex ? 'the two days use different indices, so this need not mean that a place changed' : ''
  const source = [publisherOf(days.now, 'deprivation'), rule].filter(Boolean).join('; ')
  return [{ ...change(days, 'deprivation-category', 'Deprivation where patients live, 1 the most deprived', tenth(a.decile), tenth(b.decile), 'list-sizes'), source }]
}

// ── categories ──

function sizeOf({ patients }: Practice): string {
  const above = SIZE_LINES.findIndex(line => patients < line)
  if (above === 0) return `under ${withComma(SIZE_LINES[0]!)}`
  return above < 0 ? `${withComma(SIZE_LINES.at(-1)!)} or more` : `${withComma(SIZE_LINES[above - 1]!)} to ${withComma(SIZE_LINES[above]! - 1)}`
}

function besideMiddle(edition: Edition, { patients }: Practice): string | null {
  const { middleList } = linesOf(edition)
  if (middleList === null) return null
  return patients > middleList ? 'larger' : patients < middleList ? 'smaller' : 'the same size'
}

const QUARTERS = ['the one with fewest', 'the second', 'the third', 'the one with most']
/** Quarters of fewer say nothing. */
const FEWEST_FOR_QUARTERS = 20

function quarterOf(edition: Edition, practice: Practice): string | null {
  const own = patientsPerGp(practice), { perGp } = linesOf(edition)
  return own === null || perGp === null ? null : QUARTERS[perGp.filter(line => own > line).length]!
}

interface Lines { middleList: number | null; /** The three lines between quarters of patients for each full-time GP. */ perGp: number[] | null }
const kept = new WeakMap<Edition, Lines>()

/** Reckoned once for an edition, which never changes. */
function linesOf(edition: Edition): Lines {
  const before = kept.get(edition)
  if (before) return before
  const perGp = edition.practices.flatMap(practice => patientsPerGp(practice) ?? []).sort((a, b) => a - b)
  const lines = {
    middleList: median(edition.practices.map(practice => practice.patients)),
    perGp: perGp.length < FEWEST_FOR_QUARTERS ? null : [0.25, 0.5, 0.75].map(share => perGp[Math.ceil(share * perGp.length) - 1]!),
  }
  kept.set(edition, lines)
  return lines
}

const yesNo = (is: boolean | null | undefined): string | null => (is ?? null) === null ? null : is ? 'yes' : 'no'
const mapKnows = (practice: Practice): boolean => practice.subIcb !== null || practice.network !== null

// ── days and sources ──

const usesOf = (edition: Edition, dataSet: DataSet) => edition.sources.find(use => use.dataSet === dataSet)
const dayOf = (edition: Edition, dataSet: DataSet): Day => usesOf(edition, dataSet)?.release.asAt ?? edition.asAt
const publisherOf = (edition: Edition, dataSet: DataSet): string => [usesOf(edition, dataSet)?.release.publisher, CALLED[dataSet]].filter(Boolean).join(', ')

/** What readers call the files that changes are told from. */
const CALLED: Partial<Record<DataSet, string>> = {
  'list-sizes': 'list sizes', map: 'map of practices to networks', suppliers: 'clinical systems', payments: 'payments to general practice', workforce: 'general practice workforce',
  branches: 'register of branches', deprivation: 'indices of deprivation',
}

/** Both editions take it from one file, so a difference would be ours and not the publisher's. */
function isOneRelease({ before, now }: Days, dataSet: DataSet): boolean {
  const a = usesOf(before, dataSet), b = usesOf(now, dataSet)
  return a !== undefined && a.release.id === b?.release.id
}
