import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../words.ts'
import { whyNotPassword } from './password.ts'

test.each(['Password1234', 'P@ssw0rd1234!', 'passwordpassword', 'qwertyuiop12', 'iloveyou!2026', 'Liverpool2025', '012345678901', '07700 900 123', 'aaaaaaaaaaaaaaa', 'ababababababab', 'WelcomeSummer26', 'letmeinletmein'])(
  '“%s” is refused: it is tried first', typed => expect(whyNotPassword(typed)).toMatchObject({ code: 'common-password' }))

test('a password is twelve characters or more, counted as a reader counts them', () => {
  expect(whyNotPassword('weir lane gu')).toBeNull()
  expect(whyNotPassword('weir lane g')).toMatchObject({ code: 'short-password', why: expect.stringContaining('it has 11') })
  expect(whyNotPassword('🐟🐟🐟🐟🐟🐟')).toMatchObject({ code: 'short-password', why: expect.stringContaining('it has 6') })
  expect(whyNotPassword('x'.repeat(201))).toMatchObject({ code: 'long-password' })
})

test('one’s own name and address are no password', () => {
  const own = ['Meg Arkwright', 'meg.arkwright@riverside.example']
  expect(whyNotPassword('MegArkwright1', own)).toMatchObject({ code: 'own-password' })
  expect(whyNotPassword('arkwright-riverside', own)).toMatchObject({ code: 'own-password' })
  expect(whyNotPassword('arkwright boats upstream', own)).toBeNull()
})

test('a dozen random letters always do', () => {
  const letters = fc.array(fc.constantFrom(...'bcdfgjkmpqvxz'), { minLength: 12, maxLength: 40 }).map(list => list.join('')).filter(text => new Set(text).size >= 5)
  fc.assert(fc.property(letters, text => !isRefusal(whyNotPassword(text))))
})
