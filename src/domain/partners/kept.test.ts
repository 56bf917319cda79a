import { describe, expect, test } from 'vitest'
import { penmarsh, penmarshEdition } from '../../../test/town/penmarsh.ts'
import { areaOf } from '../position/area.ts'
import type { Area } from '../position/edition.ts'
import type { PracticeCode } from '../words.ts'
import { hospitalsTyped, isKeptWhole, keptInOrder, notKept, whyNotKept } from './kept.ts'
import type { PlanGroup, PlanKept } from './plan.ts'

const edition = penmarshEdition(), area = areaOf(edition, 'england') as Area
const { riverside, lantern, elmRoad, quayside, saltings, penmarshHealth, ropewalk, heronGate } = penmarsh
const nothing: PlanKept = { together: [], apart: [], groups: [] }

const why = (kept: Partial<PlanKept>, more: { hospitals?: Record<PracticeCode, string>; max?: number; mostGroups?: number; area?: Area; edition?: typeof edition } = {}) => whyNotKept({
  edition: more.edition ?? edition, area: more.area ?? area, size: { min: 20_000, max: more.max ?? 25_000 }, most: 1.2 * (more.max ?? 25_000), mostGroups: more.mostGroups ?? null,
  kept: keptInOrder({ ...nothing, ...kept }), hospitals: hospitalsTyped(new Map(Object.entries(more.hospitals ?? {})), area.members),
})

describe('what no plan could keep is refused with the way out', () => {
  test('nothing speaks against pairs, groups and hospitals that go together', () => {
    expect(why({ together: [[riverside, lantern]], apart: [[riverside, quayside]], groups: [[elmRoad, saltings]] }, { hospitals: { [riverside]: 'Penmarsh General', [lantern]: 'penmarsh general', [quayside]: 'Estrel Vale' } })).toBeNull()
  })

  test('a code nobody knows, one of elsewhere, and one without a place', () => {
    expect(why({ together: [[riverside, 'X99999']] })).toMatchObject({ code: 'unknown-code', why: 'X99999 is to be kept, and is no practice with patients in the figures for invented-2026-01.' })
    expect(why({ groups: [[riverside, lantern]] }, { area: { ...area, name: 'The Levels', members: [lantern] } })).toMatchObject({ code: 'code-outside-area', why: 'Riverside Surgery (ZP0001) is to be kept, and is not a practice of The Levels.' })
    const lost = { ...edition, byCode: new Map(edition.byCode).set(lantern, { ...edition.byCode.get(lantern)!, point: null }) }
    expect(why({ apart: [[riverside, lantern]] }, { edition: lost })!.why).toMatch(/^No place is known for Lantern Surgery \(ZP0002\).* Take it out of what is kept\.$/)
    expect(why({ together: [[riverside, riverside]] })).toMatchObject({ code: 'one-practice' })
  })

  test('two practices kept together and apart, through a chain that is named', () => {
    expect(why({ together: [[riverside, lantern]], apart: [[lantern, riverside]] })!.why).toBe('Riverside Surgery (ZP0001) and Lantern Surgery (ZP0002) are kept together and apart at once. Let one of the two go.')
    expect(why({ together: [[riverside, lantern], [saltings, heronGate], [heronGate, lantern]], apart: [[riverside, saltings]] })!.why)
      .toBe('Riverside Surgery (ZP0001) and The Saltings Practice (ZP0005) are kept apart, and yet together: Riverside Surgery (ZP0001) with Lantern Surgery (ZP0002), Lantern Surgery (ZP0002) with Heron Gate Surgery (ZP0008), Heron Gate Surgery (ZP0008) with The Saltings Practice (ZP0005). Let one of these go.')
  })

  test('more patients together than a proposed group may have, with the figures and a size that would do', () => {
    const set: PlanKept['together'] = [[riverside, elmRoad], [elmRoad, quayside], [quayside, saltings]]
    expect(why({ together: set })!.why).toBe('Riverside Surgery (ZP0001), Elm Road Surgery (ZP0003), Quayside Medical Centre (ZP0004) and The Saltings Practice (ZP0005) are kept together and have 34,340 patients; a group we propose has at most 30,000. Make the greatest size at least 28,617, or keep them as a whole group, just as it is.')
    expect(why({ together: set }, { max: 28_617 })).toBeNull()
    expect(why({ groups: [[riverside, elmRoad, quayside, saltings]], together: set })).toBeNull()
  })

  test('a list above the band stands alone, and is kept with nobody but in a whole group', () => {
    const no = why({ together: [[penmarshHealth, lantern]] })!
    expect(no).toMatchObject({ code: 'stands-alone' })
    expect(no.why).toBe('Penmarsh Health (ZP0006) has 27,900 patients, more than the 25,000 a group should have, so it stands alone and cannot be kept together with Lantern Surgery (ZP0002). Make the greatest size at least 27,900, or keep them as a whole group, just as it is.')
    expect(why({ together: [[penmarshHealth, lantern]] }, { max: 27_900 })).toBeNull()
    expect(why({ groups: [[penmarshHealth, lantern]] })).toBeNull()
    expect(why({ apart: [[penmarshHealth, lantern]] })).toBeNull()
  })

  test('a practice in two kept groups, a pair against a kept group, and more kept groups than there may be', () => {
    expect(why({ groups: [[riverside, lantern], [lantern, saltings]] })).toMatchObject({ code: 'in-two-kept-groups' })
    expect(why({ groups: [[riverside, lantern]], together: [[elmRoad, lantern]] })!.why).toBe('Lantern Surgery (ZP0002) and Elm Road Surgery (ZP0003) are kept together, but the group of Lantern Surgery (ZP0002) is kept as it is and Elm Road Surgery (ZP0003) is not in it. Let the pair or the group go.')
    expect(why({ groups: [[riverside, lantern], [elmRoad]], together: [[elmRoad, lantern]] })).toMatchObject({ code: 'pair-against-group' })
    expect(why({ groups: [[riverside, lantern]], apart: [[riverside, lantern]] })).toMatchObject({ code: 'pair-against-group' })
    expect(why({ groups: [[riverside, lantern]], apart: [[riverside, elmRoad]], together: [[riverside, lantern]] })).toBeNull()
    expect(why({ groups: [[riverside], [lantern], [elmRoad]] }, { mostGroups: 2 })!.why).toBe('3 groups are kept as they are; at today’s number of networks there can be 2. Let some go.')
  })

  test('practices of different hospitals kept together, by a chain or in a whole group', () => {
    const hospitals = { [riverside]: 'Penmarsh General', [saltings]: 'Estrel Vale' }
    expect(why({ together: [[riverside, lantern], [lantern, saltings]] }, { hospitals })!.why)
      .toBe('Riverside Surgery (ZP0001) sends mainly to Penmarsh General and The Saltings Practice (ZP0005) to Estrel Vale, so they are never put in one group; but they are kept together: Riverside Surgery (ZP0001) with Lantern Surgery (ZP0002), Lantern Surgery (ZP0002) with The Saltings Practice (ZP0005). Let one of these go, or put the hospitals right.')
    expect(why({ groups: [[riverside, lantern, saltings]] }, { hospitals })).toMatchObject({ code: 'two-hospitals' })
    expect(why({ together: [[riverside, saltings]] }, { hospitals: { ...hospitals, [saltings]: 'The Penmarsh General' } })).toBeNull()
    expect(why({ together: [[riverside, saltings]] }, { hospitals: { ...hospitals, [saltings]: 'not known' } })).toBeNull()
  })
})

test('what is kept is written in one way, whatever order it was said in', () => {
  expect(keptInOrder({ together: [[lantern, riverside], [riverside, lantern]], apart: [[ropewalk, saltings], [riverside, saltings]], groups: [[quayside, elmRoad, quayside], [], [elmRoad, quayside]] }))
    .toEqual({ together: [[riverside, lantern]], apart: [[riverside, saltings], [saltings, ropewalk]], groups: [[elmRoad, quayside]] })
})

test('a plan that does not keep what it says it keeps is told so', () => {
  const groups = [[riverside, lantern], [elmRoad, quayside]].map((members, g) => ({ id: String(g + 1), members }) as PlanGroup)
  expect(notKept({ groups })).toEqual([])
  expect(notKept({ groups, kept: { together: [[riverside, lantern], [saltings, ropewalk]], apart: [[riverside, elmRoad], [saltings, ropewalk]], groups: [[quayside, elmRoad]] }, hospitals: { [riverside]: 'A', [elmRoad]: 'B' } })).toEqual([])
  expect(notKept({ groups, kept: { together: [[riverside, saltings]], apart: [[elmRoad, quayside]], groups: [[elmRoad]] }, hospitals: { [riverside]: 'A', [lantern]: 'B' } })).toEqual([
    'ZP0001 and ZP0005 are kept together and are not', 'ZP0003 and ZP0004 are kept apart and are in group 2', 'the group of ZP0003 is kept as it is and is not there', 'group 1 would send to 2 acute hospitals',
  ])
  expect(isKeptWhole({ kept: { ...nothing, groups: [[elmRoad, quayside]] } }, [quayside, elmRoad])).toBe(true)
  expect(isKeptWhole({}, [quayside])).toBe(false)
})
