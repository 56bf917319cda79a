import { expect, test } from 'vitest'
import { nameFrom } from './name.ts'

test('a name is kept as people write names', () => {
  for (const name of ['Dr Meg Arkwright', 'Siân O’Hara-Ng', 'José', '李小龍', 'J. R. Smith (locum)']) expect(nameFrom(`  ${name}\n`)).toEqual({ name })
})

test('a name carries no address, and is there', () => {
  expect(nameFrom(' \u200b\n')).toMatchObject({ code: 'no-name' })
  expect(nameFrom('x'.repeat(81))).toMatchObject({ code: 'long-name' })
  for (const odd of ['meg@riverside.example', 'see https://elsewhere.example', 'www.elsewhere', 'pay at elsewhere.com now', '1234', '<b>Meg</b>']) expect(nameFrom(odd), odd).toMatchObject({ code: 'odd-name' })
})
