import type { Edition } from '../position/edition.ts'
import type { PracticeCode } from '../words.ts'

/** 'Elm Road, Lantern and Quayside'. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** A practice's name, or its code where these figures do not know it. */
export function nameOf(edition: Edition, code: PracticeCode): string {
  return edition.byCode.get(code)?.name ?? code
}

/** Practices by name for a sentence, in the order given: the first `most` and how many more. */
export function namesOf(edition: Edition, codes: readonly PracticeCode[], most = 6): string {
  const named = codes.length > most + 1 ? codes.slice(0, most) : codes
  const more = codes.length - named.length
  return listed([...named.map((code) => nameOf(edition, code)), ...(more > 0 ? [`${more} more`] : [])])
}
