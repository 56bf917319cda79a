import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../words.ts'
import { mailAddress } from './mail-address.ts'

test.each([
  ['practice.manager@nhs.net', 'practice.manager@nhs.net'],
  ['  R.Okafor+rota@Riverside.Example ', 'R.Okafor+rota@riverside.example'],
  ["o'brien@post.penmarsh.example", "o'brien@post.penmarsh.example"],
  ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
])('%s is an address', (typed, address) => expect(mailAddress(typed)).toBe(address))

test.each([
  '', 'nobody', '@nhs.net', 'a@', 'a@localhost', 'a@127.0.0.1', 'a@[127.0.0.1]', 'a b@nhs.net', 'a@nhs..net', '.a@nhs.net', 'a.@nhs.net', 'a@-nhs.net', 'a@nhs.net.', 'a@nhs.net,b@nhs.net', 'a@nhs.net b@nhs.net',
  'Name <a@nhs.net>', '"a@evil.example x"@nhs.net', 'a(comment)@nhs.net', 'a@nhs.net\nBcc: b@nhs.net', 'a\r\nBcc: b@nhs.net', 'a\u0000@nhs.net', 'a\u2028b@nhs.net', 'zoë@nhs.net', 'a@bücher.example',
  `${'a'.repeat(65)}@nhs.net`, `a@${'b'.repeat(64)}.net`, `a@${'b.'.repeat(130)}net`,
])('%j is refused', typed => expect(isRefusal(mailAddress(typed))).toBe(true))

test('whatever is typed, an address holds nothing that could end a line, an envelope or a list', () => {
  const sign = fc.constantFrom('a', 'B', '.', '@', '@nhs.net', '\r', '\n', '\r\nBcc: ', '<', '>', ',', ';', ':', '"', ' ', '\\', '\t', '\u0000', '\u0085', '\u2028', 'é')
  const spoilt = fc.tuple(sign, fc.integer({ min: 0, max: 18 })).map(([odd, at]) => `${'p.manager@nhs.net'.slice(0, at)}${odd}${'p.manager@nhs.net'.slice(at)}`)
  let taken = 0
  fc.assert(fc.property(fc.oneof(spoilt, fc.string({ unit: 'binary' }), fc.array(sign, { maxLength: 12 }).map(signs => signs.join(''))), typed => {
    const address = mailAddress(typed)
    if (isRefusal(address)) return
    taken++
    expect(address).toMatch(/^[\x21-\x7e]+$/)
    expect(address).not.toMatch(/[<>()[\]\\,;:"\s]/)
    expect(address.split('@')).toHaveLength(2)
    expect(mailAddress(address), 'read again it is the same').toBe(address)
  }), { numRuns: 5_000, seed: 6 })
  expect(taken).toBeGreaterThan(20)
})
