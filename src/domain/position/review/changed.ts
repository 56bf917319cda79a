import { dayInWords } from '../../day.ts'
import { invariant, type Day } from '../../words.ts'
import type { Edition } from '../edition.ts'
import { changesSince } from '../since.ts'
import type { Answer, Answers } from './answer.ts'
import type { Said } from './question.ts'
import type { Watch } from './watching.ts'
import { saidOn } from './where-from.ts'

/** "What changed since you last looked, and why", one line each (mission.md A1, 1.12). */

export interface ChangedLine {
  of: 'worth-watching' | 'published' | 'answer'
  /** The question, the kind of published change, or the id of what is worth watching. */
  id: string
  on: Day
  /** What is otherwise now, a sentence. */
  says: string
  /** Why: on what evidence, or by whose publication; '' where nobody gave any. */
  why: string
}

/** What a record looked like at one time. */
export interface Seen {
  /** The answers that stood. */
  answers: Answers
  /** The published figures shown; null where none were. */
  edition: Edition | null
  watching: readonly Watch[]
}

/** How the page words a question, and what was said to it. */
export interface Wording { question(id: string): string; said(question: string, said: Said): string }

/** From what was seen then to what is now: newly worth watching, then published, then answers; the newest day first in each. */
export function whatChanged(then: Seen, now: Seen, code: string, wording: Wording): ChangedLine[] {
  return [...newlyFound(then, now), ...published(then, now, code), ...answered(then.answers, now.answers, wording)]
}

/** The answers that stood at the end of a day, out of all that were ever given, oldest first. */
export function standingOn(history: readonly Answer[], day: Day): Map<string, Answer> {
  return new Map(history.filter(({ on }) => on <= day).map(answer => [answer.question, answer]))
}

const newestFirst = (lines: ChangedLine[]): ChangedLine[] => lines.sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1))

/** Found now and not then. What could not be judged then is new as well: it is known from now on. */
function newlyFound(then: Seen, now: Seen): ChangedLine[] {
  const before = new Set(then.watching.flatMap(one => (one.found ? [one.id] : [])))
  return newestFirst(now.watching.flatMap(({ id, name, found }): ChangedLine[] => (found && !before.has(id) ? [{ of: 'worth-watching', id, on: found.on, says: `Worth watching: ${name.charAt(0).toLowerCase()}${name.slice(1)}. ${found.says}`, why: found.source }] : [])))
}

function published({ edition: before }: Seen, { edition: now }: Seen, code: string): ChangedLine[] {
  if (!before || !now || before === now || before.world !== now.world) return []
  invariant(before.asAt <= now.asAt, 'what was seen then is not of a later day than what is seen now')
  return newestFirst(changesSince(before, now, code).map(({ kind, on, says, source }) => ({ of: 'published', id: kind, on, says, why: source })))
}

/** Answers that are new, say something else, or are no longer there. One given again with the same words is no change. */
function answered(then: Answers, now: Answers, wording: Wording): ChangedLine[] {
  const lines = [...now.values()].flatMap((answer): ChangedLine[] => {
    const { question, said, on } = answer, before = then.get(question), called = wording.question(question)
    if (before && same(before.said, said)) return []
    const says = !before ? `${called}: answered, ${inWords(wording, question, said)}.` : `${called}: ${inWords(wording, question, before.said)} on ${dayInWords(before.on)}, ${inWords(wording, question, said)} on ${dayInWords(on)}.`
    return [{ of: 'answer', id: question, on, says, why: saidOn(answer) }]
  })
  return newestFirst(lines)
}

const inWords = (wording: Wording, question: string, said: Said): string => (said === null ? '“we don’t know”' : wording.said(question, said))

/** The same in whichever order the boxes of a row were filled in. */
function same(a: Said, b: Said): boolean {
  return plain(a) === plain(b)
}

const plain = (said: Said): string => JSON.stringify(Array.isArray(said) ? said.map(each => (typeof each === 'object' ? Object.entries(each as Readonly<Record<string, string | number>>).sort(([one], [other]) => (one < other ? -1 : 1)) : each)) : said)
