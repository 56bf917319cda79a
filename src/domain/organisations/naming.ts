import { refuse, type Refusal } from '../words.ts'
import { oddSigns } from '../words-typed.ts'

const SOURCE = 'Names of people and groups: no addresses of pages, no signs such as < or >'

/** A person's or a group's name as typed, spaces tidied. Refuses none, one too long and odd signs. `called` begins the sentence: 'Your name'. */
export function nameTyped(text: string, longest: number, called: string): string | Refusal {
  const name = text.trim().replace(/\s+/g, ' ')
  if (name === '') return refuse('no-name', `${called} is missing.`, SOURCE)
  if (name.length > longest) return refuse('long-name', `${called} may have ${longest} letters; this has ${name.length}.`, SOURCE)
  if (oddSigns.test(name)) return refuse('odd-name', `${called} holds no address of a page and no signs such as < or >.`, SOURCE)
  return name
}

/** Whether two names that `nameTyped` has tidied are of one person, as far as names tell: capitals do not count. */
export const isOneName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
