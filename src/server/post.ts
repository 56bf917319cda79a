import { createTransport } from 'nodemailer'
import { cannotSend } from '#content/wording/letters.ts'
import { service } from '#content/wording/frame.ts'
import { plainLetter, secondsToNextTry, type Letter } from '#domain/organisations/letter.ts'
import { refuse, type Refusal } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { endLateLetters, endLetter, putOffLetter, queueLetter, removeEndedLetters, takeLetter, waitingLetters, type WaitingLetter } from '#records/letters.ts'
import { asViewer, type Viewed } from '#records/viewing.ts'
import type { Desk } from '#web/desk.ts'
import { paths } from '#web/paths.ts'
import type { Log } from './log.ts'
import type { Settings } from './settings.ts'

/**
 * Carries letters out by SMTP. They wait in the database (src/records/letters.ts), so whoever caused one waits for no mail server and loses nothing when a process dies;
 * several processes may carry from one database. A letter goes at least once: twice only when a process dies, or a connection breaks, between the mail server's
 * taking it and our noting so, and then under the same Message-ID, by which mail servers tell it is the same.
 * The log says counts and the codes of mail servers, never an address or what a mail server said, which repeats addresses.
 */
export interface Post {
  /** For pages. */
  desk: Desk['post']
  /** Queues a letter in a transaction of its own, as the doorkeeper: for signing in. Refuses where letters are neither sent nor shown. */
  send(letter: Letter): Promise<Refusal | null>
  /** One plain line for whoever starts the server, or null when letters are sent. */
  says: string | null
  /** Lets a letter that is being sent go out, for three seconds; what is not sent by then waits for the next start. */
  close(): Promise<void>
}

/** How often and how long, in milliseconds. */
export const usualPace = {
  /** Between looks for letters that commands have queued. */
  look: 2_000,
  /** Rest after trouble with the mail server: this long, then twice as long each time up to `mostRest`. */
  rest: 5_000, mostRest: 300_000,
  /** One letter, from connecting to the last answer: a mail server that dawdles holds a letter and a connection to the database no longer. */
  letter: 45_000,
  close: 3_000,
}

/** Letters a demonstration's page shows at most. */
const MOST_SHOWN = 100
/** Days for which a letter's empty row is kept: that one of some kind went, and when. */
const ENDED_DAYS = 30
const HOUR = 3_600_000

/** What became of carrying one letter. Codes are those of the mail server or of the connection; a letter 'left' was under way when the server stopped, and whether it went is not known. */
type Outcome = { is: 'taken' | 'left' } | { is: 'refused' | 'not-now' | 'trouble'; code: string }
type Carry = (letter: WaitingLetter) => Promise<Outcome>

export function openPost({ db, settings, log, now, pace = usualPace }: { db: Database; settings: Settings; log: Log; now(): Date; pace?: typeof usualPace }): Post {
  const closing = new AbortController(), stopped = new AbortController()
  const carry = carrier(settings, now, pace, stopped.signal)
  const isShown = settings.demo && carry === null
  const asPostman = <T>(work: (tx: Viewed) => Promise<T>) => asViewer(db, { as: 'postman' }, work)
  const nudge = nudgeable()
  let rest = 0, restsUntil = 0, clearsAt = 0, isBroken = false

  /** Carries the letter most pressing, holding it all the while; null when none waits. */
  const carryOne = (by: Carry) => asPostman(async tx => {
    const letter = await takeLetter(tx, now())
    if (letter === null) return null
    const outcome = await by(letter)
    if (outcome.is === 'taken') await endLetter(tx, letter.id, 'sent', now())
    else if (outcome.is === 'refused') await endLetter(tx, letter.id, 'refused', now())
    else if (outcome.is !== 'left') {
      const wait = secondsToNextTry(letter.tries + 1) * 1_000
      if (outcome.is === 'trouble') rest = Math.min(pace.mostRest, rest === 0 ? pace.rest : rest * 2)
      // In trouble not for long, for it is seldom the letter's; but past our own rest, so that a letter which is itself the trouble holds up no other.
      await putOffLetter(tx, letter.id, after(outcome.is === 'trouble' ? Math.max(rest * 2, Math.min(wait, pace.mostRest)) : wait))
    }
    return outcome
  })
  const after = (milliseconds: number) => new Date(now().getTime() + milliseconds)

  async function round(): Promise<void> {
    const late = await asPostman(tx => endLateLetters(tx, now()))
    if (late > 0 && carry !== null) log.line(`Letters: ${late} could not be sent in time and will not be`)
    if (now().getTime() >= clearsAt) {
      clearsAt = now().getTime() + HOUR
      await asViewer(db, { as: 'caretaker' }, tx => removeEndedLetters(tx, after(-ENDED_DAYS * 24 * HOUR)))
    }
    if (carry !== null && now().getTime() >= restsUntil) await carryAll(carry)
  }

  async function carryAll(by: Carry): Promise<void> {
    const refused = new Map<string, number>()
    while (!closing.signal.aborted) {
      const outcome = await carryOne(by)
      if (outcome === null || outcome.is === 'left') break
      if (outcome.is === 'refused') refused.set(outcome.code, (refused.get(outcome.code) ?? 0) + 1)
      if (outcome.is === 'trouble') {
        if (rest <= pace.rest) log.line(`Letters wait: trouble with the mail server (${outcome.code}). They are tried again`)
        restsUntil = now().getTime() + rest
        break
      }
      if (rest > 0) log.line('Letters: the mail server answers again')
      rest = 0
    }
    for (const [code, count] of refused) log.line(`Letters: ${count} refused for good by the mail server (${code})`)
  }

  const carrying = (async () => {
    while (!closing.signal.aborted) {
      try {
        await round()
        isBroken = false
      } catch (error) {
        if (!isBroken && !closing.signal.aborted) log.fault(error, 'letters')
        isBroken = true
      }
      await nudge.wait(pace.look, closing.signal)
    }
  })()

  return {
    desk: { canSend: carry !== null, isShown, shown: async () => (isShown ? asPostman(tx => waitingLetters(tx, now(), MOST_SHOWN)) : []) },
    send: async letter => {
      if (carry === null && !isShown) return refuse('cannot-send', cannotSend.says, cannotSend.source)
      await asViewer(db, { as: 'doorkeeper' }, tx => queueLetter(tx, letter, now()))
      nudge.now()
      return null
    },
    says: carry !== null ? null : isShown ? `Letters are not sent: whoever can open this server reads them at ${paths.outbox()}` : 'Letters are not sent: SMTP_URL is not set',
    close: async () => {
      closing.abort()
      const enough = setTimeout(() => stopped.abort(), pace.close)
      await carrying
      clearTimeout(enough)
    },
  }
}

/** A pause that somebody may end early; a nudge while nobody waits ends the next one. */
function nudgeable(): { now(): void; wait(milliseconds: number, until: AbortSignal): Promise<void> } {
  let isNudged = false, wake = () => {}
  return {
    now: () => { isNudged = true; wake() },
    wait: async (milliseconds, until) => {
      if (!isNudged && !until.aborted) await new Promise<void>(done => {
        const timer = setTimeout(done, milliseconds)
        wake = () => { clearTimeout(timer); done() }
        until.addEventListener('abort', wake, { once: true })
      })
      until.removeEventListener('abort', wake)
      isNudged = false
    },
  }
}

/** How the mail server of the settings is spoken to: never in the clear, unless it is on this machine. */
export function transportOf(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl)
  const host = hostname.replace(/^\[|\]$/g, ''), isHere = /^(localhost|127\.[\d.]+|::1)$/.test(host), secure = protocol === 'smtps:'
  return {
    host, secure, port: port ? Number(port) : secure ? 465 : 587,
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    requireTLS: !secure && !isHere, ignoreTLS: !secure && isHere,
    connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 10_000, socketTimeout: 20_000,
  }
}

/** Carries one letter by the mail server of the settings, until `stopped`; null where there is none. */
function carrier({ smtpUrl, mailFrom, baseUrl, runBy, runAt, contact }: Settings, now: () => Date, pace: typeof usualPace, stopped: AbortSignal): Carry | null {
  if (smtpUrl === null || mailFrom === null || baseUrl === null) return null
  const { origin, hostname } = new URL(baseUrl)
  const transport = createTransport({ ...transportOf(smtpUrl), name: hostname, disableFileAccess: true, disableUrlAccess: true })
  return async letter => {
    const { to, subject, text } = plainLetter(letter, { name: runBy, place: runAt, contact }, origin)
    try {
      await transport.sendMail({
        from: { name: service.name, address: mailFrom }, to: { name: '', address: to }, envelope: { from: mailFrom, to: [to] }, subject, text,
        textEncoding: 'quoted-printable', messageId: `<${letter.id}@${mailFrom.slice(mailFrom.lastIndexOf('@') + 1)}>`, date: now(), xMailer: false,
        // Written by a machine: no answer that somebody is away is wanted (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        signal: AbortSignal.any([stopped, AbortSignal.timeout(pace.letter)]),
      })
      return { is: 'taken' }
    } catch (error) {
      return stopped.aborted ? { is: 'left' } : outcomeOf(error as MailFault)
    }
  }
}

/** What nodemailer says of a letter that was not taken, as far as we look. */
interface MailFault { code?: string; originalCode?: string; responseCode?: number; command?: string }

/**
 * A no to this reader or this letter (RFC 5321, 4.2.1: 5yz is for good, 4yz for now), or trouble that has nothing to do with either: nobody there, a password that is
 * not taken (53z), a sender that is not.
 */
export function outcomeOf({ code, originalCode, responseCode, command }: MailFault): Outcome {
  const isAboutLetter = (command === 'RCPT TO' || command === 'DATA') && responseCode !== undefined && responseCode !== 421 && !(responseCode >= 530 && responseCode < 540)
  if (isAboutLetter) return { is: responseCode >= 500 ? 'refused' : 'not-now', code: String(responseCode) }
  return { is: 'trouble', code: [originalCode ?? code ?? 'no code', responseCode].filter(part => part !== undefined).join(' ') }
}
