import { propose } from '#commands/partners/propose.ts'
import { planCsv, planJson } from '#domain/partners/plan-form.ts'
import { isRefusal, type Refusal } from '#domain/words.ts'
import { planInALine } from './plan-in-a-line.ts'
import { areaAsked, readOptions, writeAll } from './plan-options.ts'
import type { CliWorld } from './world.ts'

/**
 * `alongside propose --area 11X --size 30000-50000 [--kind …] [--release …] [--seconds 60] [--csv …] [--json …]`.
 * Standard output is the plan as JSON, or one line when --json names a file. Ctrl-C stops the search and writes the best found.
 * @returns 0, or 1 when something was refused, with nothing written
 */
export async function run(args: string[], world: CliWorld): Promise<number> {
  const options = readOptions(args, ['--area', '--size', '--kind', '--release', '--seconds', '--csv', '--json'])
  if (isRefusal(options)) return refused(world, options)
  const edition = await world.edition(options.release)
  if (isRefusal(edition)) return refused(world, edition)
  const area = await areaAsked(world, edition, options.area)
  if (isRefusal(area)) return refused(world, area)
  let toldAt = 0
  const onProgress = ({ step, best, bound, seconds }: { step: string; best: number; bound: number; seconds: number }) => {
    if (seconds - toldAt < 1) return
    toldAt = seconds
    world.say(`${seconds.toFixed(0)} s, ${step}: best ${Math.round(best)} patient-km, not below ${Number.isFinite(bound) ? Math.round(bound) : 'anything yet'}`)
  }
  const proposal = await propose(edition, { area, kind: options.kind, size: options.size }, world.solve, { seconds: options.seconds, onProgress, signal: world.signal })
  if (isRefusal(proposal)) return refused(world, proposal)
  const { notes } = proposal, plan = { ...proposal.plan, area: options.area }
  if (notes.withoutPoint.length) world.say(`No postcode point, so in no group: ${notes.withoutPoint.join(', ')}`)
  const json = planJson(plan, notes)
  const written = await writeAll(world, [[options.csv, planCsv(plan)], [options.json, json]])
  if (isRefusal(written)) return refused(world, written)
  world.answer(options.json ? `${planInALine(plan)}\n` : json)
  return 0
}

function refused(world: CliWorld, { why }: Refusal): number {
  world.say(why)
  return 1
}
