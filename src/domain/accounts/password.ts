import { refuse, type Refusal } from '../words.ts'

/** Characters. Twelve, with a second factor beside it, because length helps and rules about signs do not (NCSC, Password policy: updating your approach). */
export const passwordLength = { least: 12, most: 200 }

const source = 'NCSC, Password policy: updating your approach'

/**
 * What stands at the front of every list of passwords that were stolen, once figures and signs are taken off: words people begin with, and runs of keys.
 * A long list would be a file to keep; this one refuses what a machine tries in its first hours, and the second factor does the rest.
 */
const commonest = new Set(['password', 'passwort', 'passphrase', 'letmein', 'welcome', 'iloveyou', 'monkey', 'dragon', 'sunshine', 'princess', 'football', 'liverpool', 'arsenal', 'chelsea',
  'everton', 'rangers', 'celtic', 'superman', 'batman', 'pokemon', 'starwars', 'whatever', 'trustno', 'changeme', 'default', 'admin', 'administrator', 'root', 'guest', 'login', 'secret', 'master',
  'shadow', 'michael', 'charlie', 'jordan', 'ashley', 'jennifer', 'thomas', 'daniel', 'jessica', 'computer', 'internet', 'samsung', 'google', 'windows', 'summer', 'winter', 'autumn', 'spring',
  'qwerty', 'qwertyuiop', 'asdfgh', 'asdfghjkl', 'zxcvbnm', 'qazwsx', 'qazwsxedc', 'abcdef', 'abcdefgh', 'abcdefghijkl', 'abc', 'doctor', 'surgery', 'practice', 'nhs', 'alongside'])

/** Figures that people write for letters. */
const plainly: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' }

/**
 * Why a text will not do as a password, or null: too short or long, one of the commonest with figures or signs put to it, little but one thing again and again,
 * or made of one's own name or address.
 * @param own words that a stranger would try first: name and e-mail address
 */
export function whyNotPassword(text: string, own: readonly string[] = []): Refusal | null {
  const length = [...text].length
  if (length < passwordLength.least) return refuse('short-password', `The password needs at least ${passwordLength.least} characters: it has ${length}. Three or four words will do.`, source)
  if (length > passwordLength.most) return refuse('long-password', `The password may have ${passwordLength.most} characters at most.`, source)
  const lower = text.toLowerCase()
  if (new Set(lower).size < 5) return refuse('common-password', 'That is the same few characters again and again, which is tried first. Choose three or four words.', source)
  const middle = lower.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '') // figures at the end are figures, those between letters may stand for one
  const bare = [lettersOf(lower), lettersOf([...middle].map(sign => plainly[sign] ?? sign).join(''))]
  if (bare[0] === '') return refuse('common-password', 'That has no letters, and dates and telephone numbers are tried first. Choose three or four words.', source)
  if (bare.some(word => isMadeOf(word, commonest))) return refuse('common-password', 'That is one of the commonest passwords, which are tried first. Choose three or four words.', source)
  const ownWords = new Set(own.flatMap(word => word.toLowerCase().split(/[^\p{L}]+/u)).filter(word => word.length > 2))
  if (bare.some(word => isMadeOf(word, ownWords))) return refuse('own-password', 'That is made of your own name or address, which is tried first. Choose three or four words.', source)
  return null
}

const lettersOf = (text: string): string => text.replaceAll(/[^\p{L}]+/gu, '')

/** Whether a text is nothing but words of a set, one after another. */
function isMadeOf(text: string, words: ReadonlySet<string>): boolean {
  const reached = new Set([0])
  for (let at = 0; at < text.length; at++) {
    if (!reached.has(at)) continue
    for (const word of words) if (text.startsWith(word, at)) reached.add(at + word.length)
  }
  return text !== '' && reached.has(text.length)
}
