import { chanceOf } from './chance.ts'
import { probeForms } from './forms.ts'
import { probePages, probing } from './pages.ts'
import { noticesDelay } from './plants.ts'
import type { Rig } from './rig.ts'
import { routes } from './routes.ts'
import { probeLog } from './served.ts'
import { probeLeftOvers, probeSql } from './sql.ts'
import { makeWorld, tableNames } from './tables.ts'
import { Tally } from './tally.ts'
import { timeNotFound, type Timing } from './timing.ts'
import { probeVerbs, verbs } from './verbs.ts'

export interface Size {
  worlds: number
  /** Of each page in each world: requests that open, and that do not. */
  open: number
  closed: number
  /** Of each form in each world; and of each field of it that could name something of somebody else's, pairs. */
  forms: number
  pairs: number
  /** Of the database in each world: viewers with a capacity or a key, and rows of each table tried to be changed by each, of theirs and of others. */
  askers: number
  rows: number
  /** Of the tables, the share that each viewer asks. */
  tables: number
  /** Pairs of requests by which each page's "not found" is timed; 0 for not at all. */
  timed: number
  /** Fewer probes than this prove nothing. */
  least: number
}

/** The short one is part of `npm test`; the whole one of `npm run check:full`. */
export const sizes: Record<'short' | 'whole', Size> = {
  short: { worlds: 1, open: 2, closed: 2, forms: 2, pairs: 1, askers: 14, rows: 1, tables: 0.35, timed: 0, least: 2_500 },
  whole: { worlds: 5, open: 8, closed: 8, forms: 8, pairs: 2, askers: 44, rows: 2, tables: 1, timed: 40, least: 60_000 },
}

export interface Outcome { tally: Tally; timings: Timing[]; missing: string[] }

/** Runs the suite over worlds of a seed; the rig is left with the last of them. */
export async function runSuite(rig: Rig, size: Size, seed: number, say: (line: string) => void = () => {}): Promise<Outcome> {
  const tally = new Tally(), timings: Timing[] = [], missing: string[] = []
  for (let n = 0; n < size.worlds; n++) {
    const began = performance.now(), world = makeWorld(seed + n), chance = chanceOf(seed + n + 1_000_000)
    await rig.lay(world)
    const at = probing(rig, tally, chance)
    await probePages(at, size)
    await probeForms(at, { each: size.forms, pairs: size.pairs })
    await probeSql(at, size)
    if (n === 0) {
      await probeLeftOvers(at)
      await probeVerbs(at)
      await probeLog(at)
      if (size.timed > 0) {
        timings.push(...await timeNotFound(at, size.timed))
        if (!await noticesDelay(at)) missing.push('an answer made to come later for what exists was not found out, so nothing is proved about time')
      }
    }
    say(`world ${world.seed}: ${tally.total} probes, ${tally.leaks.length} leaks so far, ${Math.round((performance.now() - began) / 1000)} s`)
  }
  return { tally, timings, missing: [...missing, ...whatIsMissing(tally, size)] }
}

/** What was not probed, or so little that it proves nothing. */
function whatIsMissing(tally: Tally, { least, worlds }: Size): string[] {
  const asked = (name: string) => (tally.probes.get(name) ?? 0) > 0
  // Over many worlds every form of a room was filled in so that it was taken: a form that is only ever refused proves nothing of what it does.
  const untaken = worlds < 5 ? [] : Object.entries(routes).filter(([name, route]) => name.startsWith('POST ') && (route.for === 'room' || route.for === 'person') && !route.isNeverTaken && !tally.accepted.has(name)).map(([name]) => `${name} was never taken`)
  return [
    ...Object.entries(routes).filter(([name, route]) => route.for !== 'demonstration' && !asked(name)).map(([name]) => `${name} was not asked for`),
    ...tableNames.filter(name => !asked(`sql ${name}`)).map(name => `the table ${name} was not asked`),
    ...Object.keys(verbs).filter(name => !asked(`alongside ${name}`)).map(name => `alongside ${name} was not run`),
    ...untaken,
    ...tally.total < least ? [`${tally.total} probes are fewer than the ${least} that prove something`] : [],
  ]
}
