import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tidyAddress, tidyName } from './names.ts'

test.each([
  ['THE DENSHAM SURGERY', 'The Densham Surgery'],
  ['STOCKTON PCN', 'Stockton PCN'],
  ["ST MARY'S HEALTH CENTRE", "St Mary's Health Centre"],
  ["DR O'BRIEN & PARTNERS", "Dr O'Brien & Partners"],
  ['DR A B MCDONALD', 'Dr A B McDonald'],
  ['STOKE-ON-TRENT GP FEDERATION', 'Stoke-on-Trent GP Federation'],
  ['MEDICUS HEALTH II', 'Medicus Health II'],
  ['SURGERY OF THE VALE (BRANCH)', 'Surgery of the Vale (Branch)'],
  ['(THE) OLD BREWERY', '(The) Old Brewery'],
  ['BMC  HEALTH  GROUP', 'BMC Health Group'],
  ['1ST CARE N22', '1st Care N22'],
  ['NHS Somerset Integrated Care Board', 'NHS Somerset Integrated Care Board'],
  ['DR K.S. PATEL', 'Dr K.S. Patel'],
])('%s is shown as %s', (published, shown) => { expect(tidyName(published)).toBe(shown) })

test('an address is one line, without empty or repeated parts', () => { expect(tidyAddress(['HEALTH CENTRE', 'LAWSON STREET', '', null, 'STOCKTON-ON-TEES', 'STOCKTON-ON-TEES'])).toBe('Health Centre, Lawson Street, Stockton-on-Tees') })

test('tidying twice is tidying once, and no letter is lost', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ABCDEMOST \'-&./()1'), maxLength: 30 }), name => {
    expect(tidyName(tidyName(name))).toBe(tidyName(name))
    expect(tidyName(name).toUpperCase()).toBe(name.trim().replace(/\s+/g, ' '))
  }))
})
