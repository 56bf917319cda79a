import { letters as words } from '#content/wording/letters.ts'
import { invariant } from '../words.ts'
import type { MailAddress } from './mail-address.ts'

/**
 * Letters that leave by e-mail, as plain text. Its words are chosen here and in content/wording alone: whoever causes a letter hands over
 * who it is from, where it leads and by when, and nothing that somebody wrote, answered or counted.
 */

/** What each kind asks of its reader (minutes), and whether its link opens something by itself, without signing in: such a letter is a key, and is kept nowhere longer than it must be. */
export const letterKinds = {
  'sign-in': { minutes: 1, isKey: true },
  invitation: { minutes: 5, isKey: true },
  shared: { minutes: 2, isKey: false },
  confirm: { minutes: 2, isKey: false },
  reminder: { minutes: 2, isKey: false },
  'link-back': { minutes: 1, isKey: false },
  changed: { minutes: 1, isKey: false },
  leaving: { minutes: 3, isKey: false },
  asked: { minutes: 3, isKey: false },
} as const
export type LetterKind = keyof typeof letterKinds

/** Who causes a letter, as its reader knows them: a person, and the practice or group they speak for. */
export interface Sender { name: string; of: string | null }

/** What a command asks to be written. `path` is a page of this server, from its first slash; `at` is now; `until` the last moment that counts for the reader. */
export type LetterAsk = { to: MailAddress; path: string; at: Date } & (
  | { kind: 'sign-in'; until: Date }
  | { kind: 'invitation'; from: Sender; asks: keyof typeof words.invitation.asks; until: Date }
  | { kind: 'shared'; from: Sender; until: Date | null }
  /** Something entered in the reader's name: what becomes of it when they say nothing. */
  | { kind: 'confirm'; from: Sender; until: Date; otherwise: keyof typeof words.confirm.otherwise }
  | { kind: 'reminder' }
  /** The way back to something of the reader's own, asked for by them a moment ago. */
  | { kind: 'link-back' }
  /** How somebody signs in was changed: a whole sentence of content/wording/accounts.ts. */
  | { kind: 'changed'; says: string }
  /** A room is to go, and the reader can stop it until then. */
  | { kind: 'leaving'; from: Sender; until: Date }
  /** Something that the reader alone can answer. */
  | { kind: 'asked'; from: Sender })

/** A letter written and not yet sent: paragraphs, one link on a line of its own, paragraphs. The foot is added by whoever sends it. */
export interface Letter {
  to: MailAddress
  kind: LetterKind
  before: string[]
  path: string
  after: string[]
  /** When it is too late to send it. */
  until: Date
}

/** How long a letter is tried for, where the thing itself has no nearer end; days. */
export const TRIED_DAYS = 3

/** Writes a letter. Throws when `path` is no page of this server, which is a mistake of ours. */
export function writeLetter(ask: LetterAsk): Letter {
  const { to, kind, path, at } = ask
  invariant(/^\/(?![/\\])[\x21-\x7e]*$/.test(path), `a letter leads to a page of this server, not to "${path}"`)
  const latest = new Date(at.getTime() + TRIED_DAYS * 86_400_000), end = 'until' in ask && ask.until !== null && ask.until < latest ? ask.until : latest
  return { to, kind, path, ...paragraphs(ask), until: end }
}

function paragraphs(ask: LetterAsk): { before: string[]; after: string[] } {
  switch (ask.kind) {
    case 'sign-in': {
      const { says, until, otherwise } = words['sign-in']
      return { before: [says], after: [until(Math.max(1, Math.round((ask.until.getTime() - ask.at.getTime()) / 60_000)), momentInWords(ask.until)), otherwise] }
    }
    case 'invitation': {
      const { says, asks, page, until, otherwise } = words.invitation
      return { before: [says(senderInWords(ask.from), asks[ask.asks]), page], after: [until(momentInWords(ask.until)), otherwise] }
    }
    case 'shared': {
      const { says, until, noEnd, otherwise } = words.shared
      return { before: [says(senderInWords(ask.from))], after: [ask.until === null ? noEnd : until(momentInWords(ask.until)), otherwise] }
    }
    case 'confirm': {
      const { says, until, otherwise } = words.confirm
      return { before: [says(senderInWords(ask.from))], after: [`${until(momentInWords(ask.until))} ${otherwise[ask.otherwise]}`] }
    }
    case 'link-back': return { before: [words['link-back'].says], after: [words['link-back'].until, words['link-back'].otherwise] }
    case 'reminder': return { before: [words.reminder.says], after: [words.reminder.until, words.reminder.otherwise] }
    case 'changed': {
      const { says, page, otherwise } = words.changed
      return { before: [says(ask.says, momentInWords(ask.at)), page], after: [otherwise] }
    }
    case 'asked': return { before: [words.asked.says(senderInWords(ask.from))], after: [words.asked.until, words.asked.otherwise] }
    case 'leaving': {
      const { says, until, otherwise } = words.leaving
      return { before: [says(senderInWords(ask.from))], after: [until(momentInWords(ask.until)), otherwise] }
    }
  }
}

/** Signs of a name in a letter, at most. */
const LONGEST_NAME = 100

/**
 * A name somebody typed, as part of one line: no line breaks, no signs that are not seen or turn the writing round, and nothing that a mail program would make
 * into a link ("evil.example" becomes "evil. example"), so that nobody can speak through a letter of ours.
 */
export function nameInLetter(name: string): string {
  const line = name.replace(/[\p{C}\p{Z}\s]+/gu, ' ').replace(/[.:@。．｡：＠](?=\S)/gu, '$& ').trim()
  return [...line].slice(0, LONGEST_NAME).join('').trim() || words.somebody
}

const senderInWords = ({ name, of }: Sender): string => words.from(nameInLetter(name), of === null ? null : nameInLetter(of))

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

/** An instant as people in England say it: "09:15 on Tuesday 3 February 2026". */
export function momentInWords(at: Date): string {
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${part['hour']}:${part['minute']} on ${part['weekday']} ${part['day']} ${part['month']} ${part['year']}`
}

/** Who runs the server that sends, for the foot of each letter. */
export interface LetterFoot { name: string; place: string; contact: string }

/** A letter as it goes out. */
export interface PlainLetter { to: MailAddress; subject: string; text: string }

/** Signs to a line: what every mail program and every sheet of paper shows whole. */
export const LINE = 76

/** The whole letter: one paragraph after another, lines of at most 76 signs but for the link. `origin` is how people reach the server, without a closing slash. */
export function plainLetter(letter: Pick<Letter, 'to' | 'kind' | 'before' | 'path' | 'after'>, foot: LetterFoot, origin: string): PlainLetter {
  const reach = foot.contact ? words.foot.contact(oneLine(foot.contact)) : words.foot.noContact
  const end = `${words.foot.runBy(oneLine(foot.name), oneLine(foot.place))} ${reach}`
  const blocks = [words.hello, ...letter.before].map(wrapped).concat(`${origin}${letter.path}`, [...letter.after, end, words.foot.never].map(wrapped))
  return { to: letter.to, subject: words.subject(letterKinds[letter.kind].minutes), text: `${blocks.join('\n\n')}\n` }
}

const oneLine = (text: string): string => text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim()

/** A paragraph in lines of at most `LINE` signs; a word longer than a line is cut. */
export function wrapped(paragraph: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of oneLine(paragraph).split(' ').flatMap(cut)) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > LINE) { lines.push(line); line = word }
    else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

/** Counted in signs, so that none is cut in two. */
const lengthOf = (text: string): number => [...text].length

function cut(word: string): string[] {
  const signs = [...word], pieces: string[] = []
  for (let at = 0; at < signs.length; at += LINE) pieces.push(signs.slice(at, at + LINE).join(''))
  return pieces
}

/** Seconds until a letter that a mail server would not take for now is tried again: 20, then twice as long each time, an hour at most. */
export function secondsToNextTry(tries: number): number {
  return Math.min(3_600, 20 * 2 ** Math.max(0, tries - 1))
}
