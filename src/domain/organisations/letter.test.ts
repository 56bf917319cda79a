import fc from 'fast-check'
import { expect, test } from 'vitest'
import { letterKinds, LINE, momentInWords, nameInLetter, plainLetter, secondsToNextTry, wrapped, writeLetter, type LetterAsk, type LetterFoot } from './letter.ts'
import { mailAddress, type MailAddress } from './mail-address.ts'

const to = mailAddress('manager@riverside.example') as MailAddress
const at = new Date('2026-02-03T09:00:00Z')
const foot: LetterFoot = { name: 'Penmarsh Practice Support', place: 'Weir Lane, Penmarsh', contact: '01632 960 001' }
const origin = 'https://alongside.example'
const later = (hours: number) => new Date(at.getTime() + hours * 3_600_000)
const from = { name: 'Dr Amara Okafor', of: 'Riverside Surgery' }

const asks: LetterAsk[] = [
  { kind: 'sign-in', to, path: '/sign-in/k3y', at, until: later(0.25) },
  { kind: 'invitation', to, path: '/invitations/k3y', at, from, asks: 'join', until: later(24 * 14) },
  { kind: 'shared', to, path: '/shared-with-me', at, from, until: null },
  { kind: 'confirm', to, path: '/confirm/7', at, from, until: later(48), otherwise: 'stands' },
  { kind: 'reminder', to, path: '/reminders/7', at },
  { kind: 'link-back', to, path: '/our/7/kept/7/change', at },
  { kind: 'changed', to, path: '/sign-in/not-me', at, says: 'Your password was changed.' },
  { kind: 'leaving', to, path: '/account/mine', at, from, until: later(24 * 7) },
  { kind: 'asked', to, path: '/our/7/answer-alone/7', at, from },
]
const whole = (ask: LetterAsk, more: LetterFoot = foot) => plainLetter(writeLetter(ask), more, origin)

test('a link to sign in is a letter of a few lines, and says that doing nothing is safe', () => {
  expect(whole(asks[0]!)).toMatchInlineSnapshot(`
    {
      "subject": "Something for you in Alongside (1 minute)",
      "text": "Hello,

    You asked to sign in to Alongside. Open this page to go on:

    https://alongside.example/sign-in/k3y

    It works once, for 15 minutes: until 09:15 on Tuesday 3 February 2026.

    If you did not ask, do nothing; nobody has got in.

    Alongside here is run by Penmarsh Practice Support, at Weir Lane, Penmarsh.
    To reach them: 01632 960 001.

    Letters from Alongside never say what a thing is about, carry no pictures
    and no files, and tell nobody that you opened them.
    ",
      "to": "manager@riverside.example",
    }
  `)
})

test('an invitation says from whom, what is asked, by when, and what happens otherwise', () => {
  expect(whole(asks[1]!).text).toMatchInlineSnapshot(`
    "Hello,

    Dr Amara Okafor of Riverside Surgery asks you to join it in Alongside.

    This page says what that means, and who would see what, before you decide
    anything:

    https://alongside.example/invitations/k3y

    The page is for you alone, so please do not pass it on. You can open it
    until 09:00 on Tuesday 17 February 2026.

    If you do nothing, nothing happens: you join nothing, and the invitation
    ends on that day.

    Alongside here is run by Penmarsh Practice Support, at Weir Lane, Penmarsh.
    To reach them: 01632 960 001.

    Letters from Alongside never say what a thing is about, carry no pictures
    and no files, and tell nobody that you opened them.
    "
  `)
})

test('something shared, something to confirm, a reminder, a link back and a change of password are as short', () => {
  expect(asks.slice(2).map(ask => whole(ask).text.split('\n\nAlongside here')[0]).join('\n---\n')).toMatchInlineSnapshot(`
    "Hello,

    Dr Amara Okafor of Riverside Surgery has shared something with you in
    Alongside. You can read it here, once you have signed in:

    https://alongside.example/shared-with-me

    You can open it for as long as they share it.

    If you do nothing, nothing happens.
    ---
    Hello,

    Dr Amara Okafor of Riverside Surgery has entered something in your name in
    Alongside. Please look at it, and confirm or undo it:

    https://alongside.example/confirm/7

    Please do that by 09:00 on Thursday 5 February 2026. If you do nothing, what
    was entered stands from then on.
    ---
    Hello,

    You asked Alongside to remind you today. What it was stands here, once you
    have signed in:

    https://alongside.example/reminders/7

    There is no day by which you must open it.

    If you do nothing, nothing happens, and you are not reminded again.
    ---
    Hello,

    You asked Alongside for a link to come back to something. It stands here,
    once you have signed in:

    https://alongside.example/our/7/kept/7/change

    There is no day by which you must open it.

    If you do nothing, nothing happens.
    ---
    Hello,

    Your password was changed. That was at 09:00 on Tuesday 3 February 2026. If
    it was you, there is nothing to do.

    If it was not you, open this page now, and tell whoever runs this server:

    https://alongside.example/sign-in/not-me

    If it was not you and you do nothing, somebody else may be able to sign in
    as you.
    ---
    Hello,

    Dr Amara Okafor of Riverside Surgery has asked for a room that you answer
    for in Alongside, or did until lately, to be deleted or ended. If that is
    not what you want, you can stop it here, once you have signed in:

    https://alongside.example/account/mine

    You can do that until 09:00 on Tuesday 10 February 2026.

    If you do nothing, it happens then. You can take everything away before.
    ---
    Hello,

    Dr Amara Okafor of Riverside Surgery asks you something in Alongside that
    you alone can answer. It stands here, once you have signed in:

    https://alongside.example/our/7/answer-alone/7

    There is no day by which you must.

    If you do nothing, nothing is answered for you."
  `)
})

test('there is a letter of every kind here', () => expect(asks.map(ask => ask.kind)).toEqual(Object.keys(letterKinds)))

test.each(asks)('a subject says nothing but how long it takes: $kind', ask => {
  expect(whole(ask).subject).toMatch(/^Something for you in Alongside \((1 minute|[2-9] minutes)\)$/)
})

test.each(asks)('one link, on a line of its own, and whom to ask: $kind', ask => {
  const { text } = whole(ask), lines = text.split('\n')
  expect(lines.filter(line => line.includes('://'))).toEqual([`${origin}${ask.path}`])
  expect(text.replaceAll('\n', ' ')).toContain('run by Penmarsh Practice Support, at Weir Lane, Penmarsh. To reach them: 01632 960 001.')
  expect(text).not.toMatch(/<|>|&\w+;/)
  expect(text).not.toMatch(/\b(just|simply|easy|secure|click|users?|platform)\b/i)
})

test('a server that names nobody to ring sends its readers to their LMC', () => {
  expect(whole(asks[4]!, { name: 'the person who started it', place: '', contact: '' }).text.replaceAll('\n', ' ')).toContain('Alongside here is run by the person who started it. They have given no number or address. Your LMC can help.')
})

test('a letter is not sent after it is of use, and never after three days', () => {
  expect(asks.map(ask => (writeLetter(ask).until.getTime() - at.getTime()) / 3_600_000)).toEqual([0.25, 72, 72, 48, 72, 72, 72, 72, 72])
})

test('times are those of clocks in England, summer and winter', () => {
  expect(momentInWords(new Date('2026-02-03T00:05:00Z'))).toBe('00:05 on Tuesday 3 February 2026')
  expect(momentInWords(new Date('2026-07-01T23:30:00Z'))).toBe('00:30 on Thursday 2 July 2026')
})

test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'sign-in', '/a b', '/a\nb', ''])('a letter never leads anywhere but to this server: %j', path => {
  expect(() => writeLetter({ kind: 'reminder', to, path, at })).toThrow('invariant broken')
})

const hostile = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom('\n', '\r\n', '\r\nBcc: all@evil.example\r\n', '\u2028', '\u0085', '\u202e', 'https://evil.example/x', 'www.evil.example', 'a@evil.example', 'evil。example', '.', ' ', 'Dr A. Bell', 'x'.repeat(90))), { maxLength: 12 }).map(parts => parts.join(''))

test('whatever somebody is called, subject and lines are ours and there is one link', () => {
  fc.assert(fc.property(hostile, fc.option(hostile), fc.constantFrom('invitation', 'shared', 'confirm'), (name, of, kind) => {
    const ask = { ...asks.find(one => one.kind === kind)!, from: { name, of } } as LetterAsk
    const plain = plainLetter(writeLetter(ask), foot, origin), ours = plainLetter(writeLetter({ ...ask, from } as LetterAsk), foot, origin)
    expect(plain.subject).toBe(ours.subject)
    expect(plain.to).toBe(to)
    expect(plain.text).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u)
    // as many paragraphs as with an ordinary name, and only the paragraph that names the sender differs
    const paragraphs = plain.text.split('\n\n'), expected = ours.text.split('\n\n')
    expect(paragraphs.length).toBe(expected.length)
    expect(paragraphs.filter((one, place) => one !== expected[place]).length).toBeLessThanOrEqual(1)
    // what a mail program makes into a link: something with a dot, a colon or an @ between two signs
    const linked = plain.text.replaceAll(/\n(?!\n)/g, ' ').match(/[^\s.:@]+(?:[.:@。．｡][^\s.:@]+)+|\S+:\/\/\S*/gu)?.filter(one => !/^\d\d:\d\d$/.test(one))
    expect(linked).toEqual([`${origin}${ask.path}`])
    for (const line of plain.text.split('\n')) expect([...line].length).toBeLessThanOrEqual(LINE)
  }), { numRuns: 2_000, seed: 6 })
})

test('a paragraph keeps every word in lines of at most 76 signs, none of which could have been longer', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '–', '👩'), minLength: 1, maxLength: 90 }), { maxLength: 40 }), list => {
    const lines = wrapped(list.join(' ')).split('\n')
    expect(lines.join('').replaceAll(' ', '')).toBe(list.join(''))
    for (const [place, line] of lines.entries()) {
      expect([...line].length).toBeLessThanOrEqual(LINE)
      const next = lines[place + 1]?.split(' ')[0]
      if (next !== undefined) expect([...line].length + 1 + [...next].length).toBeGreaterThan(LINE)
    }
  }), { seed: 6 })
})

test('a name is kept as it is where it can be', () => {
  expect([nameInLetter('Dr A. O’Brien-Łukasz (locum)'), nameInLetter('St.Mary’s & Quayside'), nameInLetter(' \u202e\n '), nameInLetter('Penmarsh\nGroup')]).toEqual(['Dr A. O’Brien-Łukasz (locum)', 'St. Mary’s & Quayside', 'Somebody', 'Penmarsh Group'])
})

test('a letter that is put off is tried again soon at first and hourly in the end', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 50].map(secondsToNextTry)).toEqual([20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600])
})
