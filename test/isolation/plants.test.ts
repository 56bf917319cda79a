import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { visibilities } from '#domain/visibility.ts'
import { chanceOf } from './chance.ts'
import { probePages, probing } from './pages.ts'
import { otherPlants, plantedLeaks, policiesOf, withoutTheRule, type Plant } from './plants.ts'
import { openRig, quoted } from './rig.ts'
import { makeWorld } from './tables.ts'
import { Tally } from './tally.ts'

/** Of worlds. Chance of the probes is another's: by the same they would draw ids of the world for what nobody has. */
const seed = 3

async function found({ plant, front, policy, probe }: Plant): Promise<Tally> {
  const rig = await openRig(makeWorld(seed), plant), tally = new Tally()
  try {
    if (policy !== undefined) await sql.raw(policy).execute(rig.db)
    if (front !== undefined) rig.app = front(rig.app, rig)
    await probe(probing(rig, tally, chanceOf(seed + 1_000_000)))
    return tally
  } finally {
    await rig.close()
  }
}

describe('a leak made on purpose is found', () => {
  test.each(visibilities.map(each => [each, plantedLeaks[each].says, plantedLeaks[each]] as const))('of what is kept for %s: %s', async (_, __, plant) => {
    expect((await found(plant)).leaks.filter(plant.isFound).length).toBeGreaterThan(0)
  })
  test('and where nothing is planted nothing is found', async () => {
    const all = [...Object.values(plantedLeaks), ...otherPlants]
    expect((await found({ says: 'nothing', probe: async at => { for (const { probe } of all) await probe(at) }, isFound: () => true })).leaks.map(leak => JSON.stringify(leak))).toEqual([])
  })
  test.each(otherPlants.map(plant => [plant.says, plant] as const))('%s', async (_, plant) => {
    expect((await found(plant)).leaks.filter(plant.isFound).length).toBeGreaterThan(0)
  })
})

describe('the rule stands twice', () => {
  const ofRooms = (name: string) => ['/our/:organisation', '/our/:organisation/notes', '/our/:organisation/kept/:item', '/our/:organisation/kept/:item/who', '/our/:organisation/shown-to-us', '/our/:organisation/shown-to-us/:item', '/our/:organisation/who-has-looked.csv', '/our/:organisation/groups/:group', '/published/:item', '/our/:organisation/next-five-years', '/our/:organisation/next-five-years/:review/if-one-is-left'].includes(name.replace('GET ', ''))

  test('with any one policy wide open no page shows anything: what is shown is held against the rule in code once more', async () => {
    const rig = await openRig(makeWorld(seed)), held = new Map<string, number>()
    try {
      const guarded = (await policiesOf(rig.db)).filter(({ table }) => ['item', 'share', 'looking', 'note', 'review_answer', 'review_copy'].includes(table))
      expect(guarded.length).toBeGreaterThanOrEqual(13)
      for (const { name, table, sees } of guarded) {
        const tally = new Tally()
        await rig.above.query(`alter policy "${name}" on ${quoted(table)} using (true)`)
        await probePages(probing(rig, tally, chanceOf(seed + 1_000_000)), { open: 2, closed: 1 }, ofRooms)
        await rig.above.query(`alter policy "${name}" on ${quoted(table)} using (${sees})`)
        expect(tally.leaks.filter(leak => leak.kind === 'shown'), `${table}.${name}`).toEqual([])
        held.set(table, (held.get(table) ?? 0) + tally.leaks.filter(leak => leak.says.includes('WouldLeak')).length)
      }
      // A page that asked the database for more than its reader may see broke, and showed nothing.
      for (const table of ['item', 'share', 'looking']) expect(held.get(table), table).toBeGreaterThan(0)
    } finally {
      await rig.close()
    }
  }, 240_000) // every policy in turn

  test('and with the rule in code taken away, and every condition forgotten, the policies hold', async () => {
    const rig = await openRig(makeWorld(seed), withoutTheRule), tally = new Tally()
    try {
      await probePages(probing(rig, tally, chanceOf(seed + 1_000_000)), { open: 4, closed: 4 }, ofRooms)
      expect(tally.leaks.filter(leak => leak.kind === 'shown')).toEqual([])
      // Lists were longer than they should be, so the conditions were indeed forgotten.
      expect(tally.leaks.filter(leak => leak.kind === 'count').length).toBeGreaterThan(0)
    } finally {
      await rig.close()
    }
  })
})
