/** Words that stay as capitals wherever they stand. */
const INITIALS = new Set(['NHS', 'PCN', 'GP', 'GPS', 'ICB', 'CCG', 'PMS', 'GMS', 'APMS', 'LLP', 'CIC', 'HMP', 'YOI', 'RAF', 'MOD', 'UK', 'HC', 'MC', 'NE', 'NW', 'SE', 'SW', 'EMIS', 'TPP'])
/** Words that are small inside a name. */
const SMALL = new Set(['of', 'the', 'and', 'at', 'in', 'on', 'by', 'for', 'with', 'to', 'upon', 'under', 'near', 'next', 'le', 'la', 'de', 'du', 'en', 'cum', 'a'])
/** Abbreviations without vowels that are words all the same. */
const SHORT = new Set(['dr', 'drs', 'mr', 'mrs', 'ms', 'st', 'sts', 'ltd', 'rd', 'ctr', 'mt', 'nr', 'prtnrs', 'prtnr', 'srgy', 'cntr', 'hlth', 'pk', 'gdns', 'bldg', 'blvd', 'ft', 'tr', 'flr'])
const ROMAN = /^(?:II|III|IV|VI|VII|VIII|IX|XI|XII)$/

/**
 * A name as the register shouts it, quietened for the screen: 'THE DENSHAM SURGERY' becomes 'The Densham Surgery'.
 * Initials (NHS, PCN, 'A B'), roman numerals and '&' stay; apostrophes, hyphens and Mc and O' are respected.
 * A name that already has small letters is left as published, spaces aside.
 */
export function tidyName(published: string): string {
  const name = published.trim().replace(/\s+/g, ' ')
  if (/[a-z]/.test(name)) return name
  return name.split(' ').map((word, i, all) => tidyWord(word, i === 0 || /[:(–-]$/.test(all[i - 1]!))).join(' ')
}

/** A country's names use some ten thousand words over and over; each is worked out once. */
const tidied = new Map<string, string>()
const WORDS_KEPT = 50_000

function tidyWord(word: string, isFirst: boolean): string {
  const key = isFirst ? `^${word}` : word
  let tidy = tidied.get(key)
  if (tidy === undefined) {
    if (tidied.size >= WORDS_KEPT) tidied.clear()
    tidied.set(key, tidy = tidyOneWord(word, isFirst))
  }
  return tidy
}

function tidyOneWord(word: string, isFirst: boolean): string {
  if (word.includes('-') && word.length > 2) return word.split('-').map((part, i) => tidyWord(part, i === 0 && isFirst)).join('-')
  if (word.includes('/') && word.length > 2) return word.split('/').map(part => tidyWord(part, true)).join('/')
  const [, before, core, after] = /^([^A-Z0-9]*)(.*?)([^A-Z0-9]*)$/s.exec(word) as unknown as [string, string, string, string]
  return before + tidyCore(core, isFirst || before.includes('(')) + after
}

function tidyCore(core: string, isFirst: boolean): string {
  const small = core.toLowerCase()
  if (/^(?:[A-Z]\.)+[A-Z]?$/.test(core) || INITIALS.has(core) || ROMAN.test(core)) return core
  if (/^\d+(?:ST|ND|RD|TH)$/.test(core)) return small
  if (/\d/.test(core)) return core
  if (!isFirst && SMALL.has(small) && small !== 'a') return small
  if (core.length === 1) return core
  if (!SHORT.has(small) && core.length <= 4 && !/[AEIOUY]/.test(core)) return core
  return small.replace(/^(mc|o['’]|d['’])?(.)(.*)$/s, (_, prefix: string | undefined, letter: string, rest: string) =>
    `${prefix ? prefix.charAt(0).toUpperCase() + prefix.slice(1) : ''}${letter.toUpperCase()}${rest}`)
}

/** Lines of a register's address as one line: empty and repeated ones left out. */
export function tidyAddress(lines: readonly (string | null)[]): string {
  const kept: string[] = []
  for (const line of lines) {
    const tidy = line ? tidyName(line).replace(/,+$/, '') : ''
    if (tidy && kept.at(-1) !== tidy) kept.push(tidy)
  }
  return kept.join(', ')
}
