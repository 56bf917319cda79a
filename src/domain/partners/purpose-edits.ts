import { areaOf } from '../position/area.ts'
import type { Area, Edition } from '../position/edition.ts'
import { withComma } from '../position/figures.ts'
import { isRefusal, refuse, type PracticeCode, type Refusal } from '../words.ts'
import { nameOf, namesOf } from './names.ts'
import { purposeFrom, sharedWorks, suggestedNeeds, TYPED_BY_MAKER, workOf } from './shared-work.ts'
import type { Edited, Level, Sketch, SketchPurpose } from './sketch.ts'
import { wordsTyped } from '../words-typed.ts'

/** One thing somebody does to what a sketch is for. */
export type PurposeEdit =
  /** By a name of the table, with its usual level and published needs, or in one's own words, for the group and with no needs. */
  | { do: 'add-purpose'; what: string }
  /** Each answer is given by itself or with others; those not given stay. Another level than 'few' names no sets. */
  | { do: 'change-purpose'; purpose: string; to: Partial<Omit<SketchPurpose, 'key'>> }
  | { do: 'drop-purpose'; purpose: string }

/** With whom, in words that follow 'with' or stand alone. */
export const withWhom: Readonly<Record<Level, string>> = {
  alone: 'each practice alone', few: 'a few of our own choosing', group: 'the group', larger: 'the larger group', all: 'everybody in the area',
}

export const mostPurposes = 40
const MOST_SETS = 60
export const longestPurpose = 80
const LONGEST_SOURCE = 300
const SOURCE = 'What a sketch is for'

export function editPurposes(edition: Edition, sketch: Sketch, edit: PurposeEdit): Edited | Refusal {
  const area = areaOf(edition, sketch.area)
  if (isRefusal(area)) return area
  if (edit.do === 'add-purpose') return add(edition, area, sketch, edit.what)
  const purpose = sketch.purposes.find((each) => each.key === edit.purpose)
  if (purpose === undefined) return refuse('no-such-purpose', 'That is not among what this sketch is for any more.', SOURCE)
  if (edit.do === 'drop-purpose') {
    return { sketch: { ...sketch, purposes: sketch.purposes.filter((each) => each !== purpose) }, did: `took “${purpose.what}” away from what it is for` }
  }
  return change(edition, area, sketch, purpose, edit.to)
}

function add(edition: Edition, area: Area, sketch: Sketch, typed: string): Edited | Refusal {
  const what = whatOf(sketch, null, typed)
  if (isRefusal(what)) return what
  if (sketch.purposes.length >= mostPurposes) return refuse('too-many-purposes', `A sketch is for ${mostPurposes} things at most. Take one away first.`, SOURCE)
  const taken = new Set(sketch.purposes.map((each) => each.key))
  let next = sketch.purposes.length + 1
  while (taken.has(`p${next}`)) next++
  const key = `p${next}`, work = workOf({ what })
  const purpose: SketchPurpose = work === null ? { key, what, level: 'group', few: [], needs: null, sites: [] } : purposeFrom(edition, area, work, key)
  return { sketch: { ...sketch, purposes: [...sketch.purposes, purpose] }, did: `added “${purpose.what}” to what it is for` }
}

/** What to do in words, once in a sketch whatever its capitals. */
function whatOf(sketch: Sketch, own: SketchPurpose | null, typed: string): string | Refusal {
  const what = wordsTyped(typed, longestPurpose, 'What to do together')
  if (isRefusal(what)) return what
  if (what === '') return refuse('no-purpose', 'Say what the practices would do together.', SOURCE)
  const same = sketch.purposes.find((each) => each !== own && each.what.toLowerCase() === what.toLowerCase())
  return same === undefined ? what : refuse('purpose-twice', `“${same.what}” is among what this sketch is for already.`, SOURCE)
}

function change(edition: Edition, area: Area, sketch: Sketch, before: SketchPurpose, to: Partial<Omit<SketchPurpose, 'key'>>): Edited | Refusal {
  const here = new Set(area.members)
  const what = to.what === undefined ? before.what : whatOf(sketch, before, to.what)
  if (isRefusal(what)) return what
  const level = to.level ?? before.level
  const few = level !== 'few' ? [] : to.few === undefined ? before.few : setsNamed(edition, area, here, to.few)
  if (isRefusal(few)) return few
  const needs = to.needs === undefined ? before.needs : needsNamed(edition, area, to.needs)
  if (isRefusal(needs)) return needs
  const sites = to.sites === undefined ? before.sites : [...new Set(to.sites)].sort()
  const stranger = sites.find((code) => !here.has(code))
  if (stranger !== undefined) return notHere(edition, area, stranger)
  const after: SketchPurpose = { key: before.key, what, level, few, needs, sites }
  return { sketch: { ...sketch, purposes: sketch.purposes.map((each) => (each === before ? after : each)) }, did: whatChanged(edition, before, after) }
}

/** Sets of two practices or more, each ascending by code, none named twice. A practice may be in several. */
function setsNamed(edition: Edition, area: Area, here: ReadonlySet<PracticeCode>, few: readonly (readonly PracticeCode[])[]): PracticeCode[][] | Refusal {
  if (few.length > MOST_SETS) return refuse('too-many-sets', `One thing is done by ${MOST_SETS} sets of practices at most.`, SOURCE)
  const sets: PracticeCode[][] = [], seen = new Set<string>()
  for (const members of few) {
    const set = [...new Set(members)].sort(), stranger = set.find((code) => !here.has(code))
    if (stranger !== undefined) return notHere(edition, area, stranger)
    if (set.length < 2) return refuse('set-too-small', 'Choose at least two practices that would do this with each other.', SOURCE)
    if (seen.has(set.join())) return refuse('set-twice', `${namesOf(edition, set)} are a set already.`, SOURCE)
    seen.add(set.join())
    sets.push(set)
  }
  return sets
}

const notHere = (edition: Edition, area: Area, code: PracticeCode): Refusal => refuse('not-in-sketch', `${nameOf(edition, code.slice(0, 12))} is not a practice of ${area.name}.`, SOURCE)

/** A publisher stands only beside the figure they published: another figure under their words is the maker's own. */
function needsNamed(edition: Edition, area: Area, needs: SketchPurpose['needs']): SketchPurpose['needs'] | Refusal {
  if (needs === null) return null
  if (!Number.isInteger(needs.patients) || needs.patients < 1) return refuse('needs-not-read', 'Patients needed are a whole number, such as 30,000.', SOURCE)
  const source = wordsTyped(needs.source, LONGEST_SOURCE, 'Who says so')
  if (isRefusal(source)) return source
  const others = sharedWorks.some((work) => {
    const published = suggestedNeeds(edition, area, work)
    return published !== null && published.source.slice(0, LONGEST_SOURCE) === source && published.patients !== needs.patients
  })
  return { patients: needs.patients, source: source === '' || others ? TYPED_BY_MAKER : source }
}

function whatChanged(edition: Edition, before: SketchPurpose, after: SketchPurpose): string {
  const parts: string[] = []
  if (after.what !== before.what) parts.push(`called “${before.what}” “${after.what}”`)
  if (after.level !== before.level) parts.push(`chose with whom to do “${after.what}”: ${withWhom[after.level]}`)
  if (after.few.join(';') !== before.few.join(';') && after.level === 'few') {
    const added = after.few.filter((set) => !before.few.some((each) => each.join() === set.join())), gone = before.few.length + added.length - after.few.length
    parts.push(...added.map((set) => `named ${namesOf(edition, set, 4)} as a set for “${after.what}”`))
    if (gone > 0) parts.push(`took ${gone === 1 ? 'a set' : `${gone} sets`} away from “${after.what}”`)
  }
  if (after.needs?.patients !== before.needs?.patients || after.needs?.source !== before.needs?.source) {
    parts.push(after.needs === null ? `left open how many patients “${after.what}” needs` : `said that “${after.what}” needs ${withComma(after.needs.patients)} patients`)
  }
  if (after.sites.join() !== before.sites.join()) {
    parts.push(after.sites.length === 0 ? `left open where “${after.what}” would be offered` : `chose where “${after.what}” would be offered: at ${after.sites.length === 1 ? nameOf(edition, after.sites[0]!) : `${after.sites.length} practices`}`)
  }
  return parts.join(', and ') || `left “${after.what}” as it was`
}
