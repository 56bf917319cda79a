import type { Day, World } from '#domain/words.ts'

/** A hard space, so that a figure never parts from its unit at the end of a line. */
const hard = '\u00a0'
const thousands = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** 7040 → "7,040"; exact, for tables. Whole counts, of which a page has hundreds, go without the formatter. */
export const count = (n: number): string => (!Number.isInteger(n) || n < 0 || n >= 1_000_000 ? thousands.format(n) : n < 1000 ? String(n) : `${Math.floor(n / 1000)},${String(n % 1000).padStart(3, '0')}`)

/** To the nearest ten, for sentences; below 20 as it is. */
export const about = (n: number): string => (Math.abs(n) < 20 ? count(Math.round(n)) : count(Math.round(n / 10) * 10))

/** 7040 → "7,040 patients". */
export const patients = (n: number): string => `${count(n)}${hard}${n === 1 ? 'patient' : 'patients'}`

/** A small count is not shown: nobody should be picked out by it. */
export const smallCount = (n: number): string => (n > 0 && n < 5 ? `fewer than${hard}5` : count(n))

/** 0.583 → "58 %"; one decimal below 10 %; never "0 %" for something and never "100 %" for less than all. */
export function share(part: number): string {
  const percent = part * 100
  if (percent !== 0 && Math.abs(percent) < 0.05) return `less than 0.1${hard}%`
  if (percent < 100 && percent > 99.5) return `${Math.min(99.9, Number(percent.toFixed(1)))}${hard}%`
  return `${Math.abs(percent) < 10 ? Number(percent.toFixed(1)) : Math.round(percent)}${hard}%`
}

/** 1.234 → "1.2 km"; below 100 m "under 0.1 km", at one point "same building". */
export function kilometres(km: number): string {
  if (km < 0.005) return 'same building'
  if (km < 0.1) return `under 0.1${hard}km`
  return `${km < 10 ? km.toFixed(1) : count(km)}${hard}km`
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** '2026-01-01' → "1 January 2026"; null → "day not stated". */
export function day(iso: Day | null): string {
  if (iso === null) return 'day not stated'
  const [year, month, date] = iso.split('-').map(Number)
  return `${date}${hard}${months[month! - 1]}${hard}${year}`
}

/** 1 → "one" … 12 → "twelve", then figures; for the start of sentences and small counts of practices. */
export const inWords = (n: number): string => ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'][n] ?? count(n)

export const plural = (n: number, one: string, many = `${one}s`): string => (n === 1 ? one : many)

/** A name as plain text: invented ones always say so, for titles, picture descriptions and print. */
export const plainName = (name: string, world: World): string => (world === 'invented' ? `${name} (invented)` : name)

/** A sentence that names practices or areas, with each invented name saying so. */
export const namesMarked = (sentence: string, names: readonly (string | null | undefined)[], world: World): string =>
  names.reduce<string>((text, name) => (name ? text.replace(name, () => plainName(name, world)) : text), sentence)

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "A", "A and B", "A, B and C"; where a name holds a comma of its own, "A, of X; B; and C". */
export function listed(words: readonly string[]): string {
  const hasCommas = words.length > 1 && words.some((word) => word.includes(','))
  if (hasCommas) return `${words.slice(0, -1).join('; ')}; and ${words.at(-1)}`
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
