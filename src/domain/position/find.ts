import type { Patients, PracticeCode } from '../words.ts'
import type { Area, AreaKind, Edition } from './edition.ts'

/** One line of an answer to "Which practice?". */
export interface FoundPractice {
  code: PracticeCode
  name: string
  postcode: string
  /** Street and town, where the register gives them. */
  address: string
  /** null for a code without patients now. */
  patients: Patients | null
  /** Set for a code without patients now: what became of it, such as 'joined Quayside Medical Centre in July 2025'. */
  became: string | null
  successor: PracticeCode | null
  /** Higher fits better; only for ordering. */
  score: number
}

export interface FoundArea { kind: AreaKind; code: string; name: string; practices: number; score: number }

/**
 * Practices by name, town, postcode or code, best first; codes without patients now are found too and say what became of them.
 * Forgives case, punctuation, missing words and a small slip in a longer word. An empty or meaningless query finds nothing.
 */
export function findPractices(edition: Edition, query: string, most = 20): FoundPractice[] {
  const index = indexOf(edition), asked = query.normalize('NFKD').toUpperCase().trim().slice(0, 100)
  const byCode = codesLike(index, asked), byPostcode = postcodesLike(index, asked), byName = namesLike(index, asked)
  const best = new Map<number, number>()
  for (const scores of [byCode, byPostcode, byName]) for (const [entry, score] of scores) best.set(entry, Math.max(score, best.get(entry) ?? 0))
  return [...best].map(([entry, score]) => ({ ...index.entries[entry]!, score: score * (index.entries[entry]!.became === null ? 1 : 0.9) }))
    .sort((a, b) => b.score - a.score || (b.patients ?? 0) - (a.patients ?? 0) || (a.code < b.code ? -1 : 1))
    .slice(0, most)
}

/** ICBs, sub-ICBs, districts and networks by name or code, best first, larger before smaller. */
export function findAreas(edition: Edition, query: string, most = 20): FoundArea[] {
  const words = wordsIn(query.slice(0, 100)).map(word => ({ word, letters: lettersOf(word) })), code = query.trim().toUpperCase()
  if (!words.length) return []
  const found: FoundArea[] = []
  for (const known of indexOf(edition).areas) {
    const { area } = known, isCode = area.code.toUpperCase() === code || edition.onsCodes?.get(code) === area.code
    const score = isCode ? 10 : areaScore(known, words)
    if (score > 0) found.push({ kind: area.kind, code: area.code, name: area.name, practices: area.members.length, score })
  }
  return found.sort((a, b) => b.score - a.score || b.practices - a.practices || (a.code < b.code ? -1 : 1)).slice(0, most)
}

/** Every telling word of the question must fit; an area whose name says little else comes first. */
function areaScore(known: KnownArea, words: { word: string; letters: number }[]): number {
  let sum = 0, weights = 0, asked = 0
  for (const { word, letters } of words) {
    let fit = 0
    for (const name of known.names) fit = Math.max(fit, likeness(word, name.word, differing(letters, name.letters)))
    if (fit === 0 && !COMMON.has(word)) return 0
    sum += fit * weightOf(word)
    weights += weightOf(word)
    if (!COMMON.has(word)) asked++
  }
  return (sum / weights) * (0.8 + 0.2 / Math.max(1, known.telling - asked + 1))
}

interface Entry extends Omit<FoundPractice, 'score'> { squeezed: string }

interface FindIndex {
  entries: Entry[]
  /** Every distinct word of names and towns, with the entries it stands in: weight 1 in a name, less in an address. */
  words: KnownWord[]
  areas: KnownArea[]
}

/** An area with the words of its name, and how many of them tell it from others. */
interface KnownArea { area: Area; names: { word: string; letters: number }[]; telling: number }

interface KnownWord { word: string; letters: number; rarity: number; entries: number[]; weights: number[] }

const indexes = new WeakMap<Edition, FindIndex>()

/** Built at the first question and kept with the edition. */
function indexOf(edition: Edition): FindIndex {
  let index = indexes.get(edition)
  if (!index) indexes.set(edition, index = buildIndex(edition))
  return index
}

function buildIndex(edition: Edition): FindIndex {
  const entries: Entry[] = []
  for (const { code, name, postcode, address, patients } of edition.practices) entries.push({ code, name, postcode, address, patients, became: null, successor: null, squeezed: squeeze(postcode) })
  for (const { code, name, postcode, says, successor } of edition.former.values()) entries.push({ code, name, postcode, address: '', patients: null, became: says, successor, squeezed: squeeze(postcode) })
  const where = new Map<string, Map<number, number>>()
  entries.forEach((entry, e) => {
    for (const word of wordsIn(entry.address)) add(where, word, e, 0.6)
    for (const word of wordsIn(entry.name)) add(where, word, e, 1)
  })
  const words = [...where].map(([word, at]) => ({ word, letters: lettersOf(word), rarity: Math.log(1 + entries.length / at.size), entries: [...at.keys()], weights: [...at.values()] }))
  const areas = [...edition.areas.values()].map(area => {
    const names = wordsIn(area.name)
    return { area, names: names.map(word => ({ word, letters: lettersOf(word) })), telling: names.filter(word => !COMMON.has(word) && word !== area.code.toUpperCase()).length }
  })
  return { entries, words, areas }
}

function add(where: Map<string, Map<number, number>>, word: string, entry: number, weight: number): void {
  let at = where.get(word)
  if (!at) where.set(word, at = new Map())
  at.set(entry, Math.max(weight, at.get(entry) ?? 0))
}

/** A whole code, or its beginning from three characters that hold a digit. */
function codesLike(index: FindIndex, asked: string): Map<number, number> {
  const found = new Map<number, number>(), code = squeeze(asked)
  if (!/^[A-Z]{1,3}\d[A-Z0-9]{0,5}$/.test(code) || code.length < 3) return found
  index.entries.forEach((entry, e) => { if (entry.code.startsWith(code)) found.set(e, entry.code === code ? 10 : 3) })
  return found
}

/** A whole postcode, else the same sector, else the same district of post. */
function postcodesLike(index: FindIndex, asked: string): Map<number, number> {
  const found = new Map<number, number>(), typed = squeeze(asked)
  const shape = /^([A-Z]{1,2}\d[A-Z\d]?)(?:(\d)(?:[A-Z]{2})?)?$/.exec(typed)
  if (!shape) return found
  const outward = typed.length >= 5 && /\d[A-Z]{2}$/.test(typed) ? typed.slice(0, -3) : null
  index.entries.forEach((entry, e) => {
    const district = entry.squeezed.slice(0, -3), isSameDistrict = district === (outward ?? typed)
    if (entry.squeezed === typed) found.set(e, 9)
    else if (isSameDistrict) found.set(e, outward !== null && entry.squeezed.at(-3) === typed.at(-3) ? 4 : 2)
    else if (outward === null && district === typed.slice(0, -1) && entry.squeezed.startsWith(typed)) found.set(e, 2)
  })
  return found
}

function namesLike(index: FindIndex, asked: string): Map<number, number> {
  const found = new Map<number, number>(), words = wordsIn(asked)
  if (!words.length) return found
  let asking = 0
  for (const word of words) {
    const { fits, weight } = fitsOf(index, word)
    asking += weight
    for (const [entry, fit] of fits) found.set(entry, (found.get(entry) ?? 0) + fit * weight)
  }
  for (const [entry, score] of found) {
    const share = score / asking
    if (share < 0.3) found.delete(entry)
    else found.set(entry, share * (0.85 + 0.15 * Math.min(1, words.length / Math.max(1, wordsIn(index.entries[entry]!.name).length))))
  }
  return found
}

/** Where a word of the question fits, 0 to 1, and how much the word says: a word that stands in few names says more, whether or not it is spelt right. */
function fitsOf(index: FindIndex, word: string): { fits: Map<number, number>; weight: number } {
  const fits = new Map<number, number>(), letters = lettersOf(word)
  let exact = 0, alike = 0
  for (const known of index.words) {
    const fit = likeness(word, known.word, differing(letters, known.letters))
    if (fit === 0) continue
    if (fit === 1) exact = known.rarity
    else alike = Math.max(alike, known.rarity)
    for (let k = 0; k < known.entries.length; k++) {
      const score = fit * known.weights[k]!
      if (score > (fits.get(known.entries[k]!) ?? 0)) fits.set(known.entries[k]!, score)
    }
  }
  return { fits, weight: exact || alike || UNKNOWN_WEIGHT }
}

/** A word no name knows still counts against what is found, as a fairly rare word would. */
const UNKNOWN_WEIGHT = 5

/** 1 for the same word, less for its beginning or a small slip, 0 for another word. `differ` is how many letters only one of the two has. */
function likeness(asked: string, known: string, differ: number): number {
  if (asked === known) return 1
  if (asked.length >= 3 && known.startsWith(asked)) return 0.75
  const allowed = asked.length >= 8 ? 2 : 1
  if (asked.length < 4 || Math.abs(asked.length - known.length) > allowed || differ > 2 * allowed) return 0
  const slips = slipsBetween(asked, known, allowed)
  return slips <= allowed ? 0.7 - 0.15 * slips : 0
}

/** Letters added, dropped, changed or swapped with the next; stops counting above `limit`. */
function slipsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = [], last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > limit) return limit + 1
    before = last
    last = row
  }
  return last[b.length]!
}

/** The letters and digits of a word as bits, for a quick look before slips are counted. */
function lettersOf(word: string): number {
  let bits = 0
  for (let i = 0; i < word.length; i++) bits |= 1 << ((word.charCodeAt(i) - 48) % 31)
  return bits
}

function differing(a: number, b: number): number {
  let bits = a ^ b, count = 0
  for (; bits !== 0; bits &= bits - 1) count++
  return count
}

const COMMON = new Set(['THE', 'OF', 'AND', 'NHS', 'PCN', 'ICB', 'CCG', 'INTEGRATED', 'CARE', 'BOARD', 'PRIMARY', 'NETWORK'])

function weightOf(word: string): number { return COMMON.has(word) ? 0.2 : 1 }

/** Upper-case words without accents or punctuation; apostrophes close up (ST MARY'S is ST MARYS). */
function wordsIn(text: string): string[] {
  return text.normalize('NFKD').toUpperCase().replace(/\p{Mark}|[’'`]/gu, '').replaceAll('&', ' AND ').split(/[^A-Z0-9]+/).map(word => SPELLINGS[word] ?? word).filter(Boolean)
}

const SPELLINGS: Record<string, string> = { SAINT: 'ST', DOCTOR: 'DR', DRS: 'DR', DOCTORS: 'DR', CENTER: 'CENTRE', CTR: 'CENTRE', MED: 'MEDICAL', SURG: 'SURGERY', ROAD: 'RD', STREET: 'ST', AVENUE: 'AVE' }

function squeeze(text: string): string { return text.toUpperCase().replace(/[^A-Z0-9]/g, '') }
