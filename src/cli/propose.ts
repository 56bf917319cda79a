import { propose } from '#commands/partners/propose.ts'
import { isRefusal } from '#domain/words.ts'
import { answerPlan, refused } from './answer-plan.ts'
import { areaAsked, hospitalsAsked, readOptions } from './plan-options.ts'
import type { CliWorld } from './world.ts'

/**
 * `alongside propose --area 11X --size 30000-50000 [--kind …] [--together A,B] [--apart A,B] [--keep A,B,C] [--hospitals …] [--release …] [--seconds 60] [--csv …] [--json …]`.
 * Standard output is the plan as JSON, or one line when --json names a file. Ctrl-C stops the search and writes the best found.
 * @returns 0, or 1 when something was refused, with nothing written
 */
export async function run(args: string[], world: CliWorld): Promise<number> {
  const options = readOptions(args, ['--area', '--size', '--kind', '--together', '--apart', '--keep', '--hospitals', '--release', '--seconds', '--csv', '--json'])
  if (isRefusal(options)) return refused(world, options)
  const edition = await world.edition(options.release)
  if (isRefusal(edition)) return refused(world, edition)
  const area = await areaAsked(world, edition, options.area)
  if (isRefusal(area)) return refused(world, area)
  const hospital = await hospitalsAsked(world, edition, options.hospitals)
  if (isRefusal(hospital)) return refused(world, hospital)
  let toldAt = 0
  const onProgress = ({ step, best, bound, seconds }: { step: string; best: number; bound: number; seconds: number }) => {
    if (seconds - toldAt < 1) return
    toldAt = seconds
    world.say(`${seconds.toFixed(0)} s, ${step}: best ${Math.round(best)} patient-km, not below ${Number.isFinite(bound) ? Math.round(bound) : 'anything yet'}`)
  }
  const proposal = await propose(edition, { area, kind: options.kind, size: options.size, kept: options.kept, hospital }, world.solve, { seconds: options.seconds, onProgress, signal: world.signal })
  if (isRefusal(proposal)) return refused(world, proposal)
  return answerPlan(world, { ...proposal.plan, area: options.area }, proposal.notes, options)
}
