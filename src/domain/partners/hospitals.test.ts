import fc from 'fast-check'
import { expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { dividedSays, hospitalsOf, isSameHospital, readHospitals, typedSays, withHospitals } from './hospitals.ts'

const edition = penmarshEdition()
const members = edition.practices.map((practice) => practice.code)
const { riverside, lantern, elmRoad, quayside, marshEnd } = penmarsh
const groups = [{ id: 'A', members: [riverside, lantern, elmRoad] }, { id: 'B', members: [quayside] }]
const read = (text: string) => { const found = readHospitals(text, members); return 'typed' in found ? found.typed : found.refusals.map((refusal) => refusal.why) }

test('one hospital typed differently is one hospital, and keeps its first spelling', () => {
  for (const other of ['the carrow general hospital', 'Carrow  General Hospital.', ' CARROW GENERAL HOSPITAL', 'Carrow General, Hospital']) expect(isSameHospital('Carrow General Hospital', other)).toBe(true)
  expect(isSameHospital('St. Mary’s & All Saints', "St Mary's and All Saints")).toBe(true)
  expect(isSameHospital('Carrow General Hospital', 'Carrow Infirmary')).toBe(false)
  const first = withHospitals({}, { [riverside]: { acute: 'Carrow General', community: null }, [lantern]: { acute: 'the CARROW general', community: 'None' } })
  expect(first).toEqual({ [riverside]: { acute: 'Carrow General', community: null }, [lantern]: { acute: 'Carrow General', community: null } })
  expect(withHospitals(first, { [elmRoad]: { acute: 'carrow general.', community: 'Haven' } })[elmRoad]).toEqual({ acute: 'Carrow General', community: 'Haven' })
  expect(withHospitals(first, { [riverside]: { acute: '', community: null } })).toEqual({ [lantern]: { acute: 'Carrow General', community: null } })
})

test('a group that would send to two hospitals is told apart from one that was not typed', () => {
  const typed = { [riverside]: { acute: 'Carrow General', community: 'Haven' }, [elmRoad]: { acute: 'Estrel Royal', community: 'the haven' }, [marshEnd]: { acute: 'carrow general', community: null } }
  const { groups: found, acute, divided, notTyped } = hospitalsOf(edition, members, { groups }, typed)
  expect(found[0]!.acute).toEqual([{ hospital: 'Estrel Royal', practices: [elmRoad], patients: 9800 }, { hospital: 'Carrow General', practices: [riverside], patients: 7040 }])
  expect(found[0]!.community).toEqual([{ hospital: 'Haven', practices: [riverside, elmRoad], patients: 16_840 }])
  expect(found[0]!.notTyped).toEqual({ acute: [lantern], community: [lantern] })
  expect(found[0]!.sentences).toEqual([
    'A would send to 2 acute hospitals: Estrel Royal (Elm Road Surgery); Carrow General (Riverside Surgery).', 'No acute hospital was typed for Lantern Surgery.',
    'All of A that was typed sends mainly to Haven.', 'No community hospital was typed for Lantern Surgery.',
  ])
  expect(found[1]!.sentences).toEqual([])
  expect(divided).toEqual({ acute: ['A'], community: [] })
  expect(dividedSays({ divided })).toBe('By what was typed, group A would send to more than one acute hospital.')
  expect(dividedSays({ divided: { acute: [], community: [] } })).toBeNull()
  expect(acute.find((each) => each.hospital === 'Carrow General')!.groups).toEqual([{ id: 'A', patients: 7040 }, { id: null, patients: edition.byCode.get(marshEnd)!.patients }])
  expect(notTyped).toEqual(members.filter((code) => !([riverside, elmRoad, marshEnd] as string[]).includes(code)).toSorted())
})

test('pasted lines are read with commas, tabs, quotes, a heading and gaps', () => {
  expect(read(`practice_code,acute hospital,community hospital\n${riverside}, Carrow General ,Haven\n\n${lantern.toLowerCase()}\tEstrel, Royal\t\r\n${elmRoad},"Estrel, ""Royal""",`)).toEqual({
    [riverside]: { acute: 'Carrow General', community: 'Haven' }, [lantern]: { acute: 'Estrel, Royal', community: null }, [elmRoad]: { acute: 'Estrel, "Royal"', community: null },
  })
})

test('a bad line is refused by its number, and then nothing is taken', () => {
  expect(read(`${riverside},Carrow General,\nA99999,Carrow General,\n${riverside},Haven,\n${lantern},,\n${elmRoad},A,B,C\n,Carrow General\n${quayside},${'x'.repeat(101)},`)).toEqual([
    'Line 2: A99999 is not a practice of this sketch.', `Line 3: ${riverside} stands on line 1 already.`, `Line 4: no hospital is named for ${lantern}.`,
    'Line 5: expected a code and two hospitals, found 4 columns. Put quotes round a name that holds a comma.', 'Line 6: there is no practice code.', 'Line 7: a hospital’s name may have 100 letters.',
  ])
  expect(read(`${riverside},Carrow General,\n${elmRoad},"Estrel, Royal`)).toEqual(['Line 2: a quotation mark is opened and never closed.'])
  expect(read(' \n')).toEqual(['Type or paste at least one line: a practice code and its hospitals.'])
  const many = read(Array.from({ length: 14 }, (_, i) => `X${i},A,`).join('\n')) as string[]
  expect(many).toHaveLength(11)
  expect(many.at(-1)).toBe('And 4 more lines we could not use.')
})

test('what was typed is read back as it was, whatever the names', () => {
  const name = fc.string({ minLength: 1, maxLength: 30 }).map((text) => text.trim().replace(/\s+/g, ' ')).filter((text) => /[a-z]{2}/i.test(text) && !/^\W*(the|none|na|n\W*a|unknown|not known)\W*$/i.test(text))
  fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(...members), { minLength: 1 }), fc.array(name, { minLength: 24, maxLength: 24 }), (codes, names) => {
    const typed = Object.fromEntries(codes.map((code, i) => [code, { acute: names[2 * i]!, community: names[2 * i + 1]! }]))
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    expect(read(codes.map((code) => [code, quoted(typed[code]!.acute), quoted(typed[code]!.community)].join(',')).join('\n'))).toEqual(typed)
    const again = withHospitals({}, typed)
    expect(withHospitals(again, again)).toEqual(again)
  }), { seed: 9, numRuns: 60 })
})

test('whatever uses them says that they were typed, and when', () => {
  expect(typedSays('2026-11-04')).toBe('Typed by the maker of this sketch on 4 November 2026; not published figures.')
  expect(typedSays(null)).toBe('Typed by the maker of this sketch; not published figures.')
})
