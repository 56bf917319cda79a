import { isRefusal, refuse, type Refusal } from './words.ts'

/** Signs such as < and >, those that are not seen or turn the writing round, and addresses of pages. */
export const oddSigns = /[<>\p{Cc}\p{Cf}\p{Cn}]|:\/\/|https?:|www\./iu

/** Signs that are not seen or turn the writing round; line breaks and tabs are part of writing. */
export const unseenSigns = /[\p{Cf}\p{Cn}]|(?![\n\t])\p{Cc}/u

/** A no to what stood in one box of a form, by the box's name. */
export type AtBox = Refusal & { at: string }

/** A no to a whole form: its first sentence, and all that has to be put right, so that nobody is sent back once for each. */
export type Oddly = AtBox & { all: readonly AtBox[] }

/** A no of a command to what a form sent: to the form, to one box of it, or to who sends it. */
export type Refused = Refusal & { at?: string; all?: readonly AtBox[] }

/** Says everything that a form was refused for as one no, in the order of the form; null where there is nothing. */
export function oddly(boxes: readonly AtBox[]): Oddly | null {
  const [first] = boxes
  return first === undefined ? null : { ...first, all: boxes }
}

/** What was refused of one box, or nothing: to be put together with the others. */
export function atBox(at: string, read: unknown): AtBox[] {
  return isRefusal(read) ? [{ ...read, at }] : []
}

const SOURCE = 'Words of a sketch: no addresses of pages, no signs such as < or >'

/**
 * A name or a few words as somebody types them for a sketch, spaces tidied; '' stays ''. They may be read by whoever has a link to look,
 * so addresses of pages and odd signs are refused, and more than `longest` letters. `called` begins the sentence: 'A name of a step'.
 */
export function wordsTyped(text: string, longest: number, called: string): string | Refusal {
  const words = text.trim().replace(/\s+/g, ' ')
  if (words.length > longest) return refuse('long-words', `${called} may have ${longest} letters; this has ${words.length}.`, SOURCE)
  if (oddSigns.test(words)) return refuse('odd-words', `${called} holds no address of a page and no signs such as < or >.`, SOURCE)
  return words
}
