import { scoreGroups, type PlanGroups } from '#commands/partners/propose.ts'
import { readPlan } from '#domain/partners/plan-file.ts'
import { areaOf } from '#domain/position/area.ts'
import { isRefusal, refuse } from '#domain/words.ts'
import { answerPlan, refused } from './answer-plan.ts'
import { areaAsked, readOptions } from './plan-options.ts'
import type { CliWorld } from './world.ts'

/**
 * `alongside score --plan groups.csv|today --area 11X [--size 30000-50000] [--kind …] [--release …] [--json …]`.
 * Prices any plan by the rule of domain/partners/score.ts, connected or not, in band or not.
 * @returns 0, or 1 when something was refused, with nothing written
 */
export async function run(args: string[], world: CliWorld): Promise<number> {
  const options = readOptions(args, ['--plan', '--area', '--size', '--kind', '--release', '--json'])
  if (isRefusal(options)) return refused(world, options)
  if (!options.plan) return refused(world, refuse('bad-option', 'Which plan? Give --plan with a file of practice_code,group, or today.', 'docs/guides/recompute-a-plan.md'))
  const edition = await world.edition(options.release)
  if (isRefusal(edition)) return refused(world, edition)
  const asked = await areaAsked(world, edition, options.area)
  if (isRefusal(asked)) return refused(world, asked)
  const area = areaOf(edition, asked)
  if (isRefusal(area)) return refused(world, area)
  let groups: PlanGroups = 'today'
  if (options.plan !== 'today') {
    let text: string
    try {
      text = await world.readFile(options.plan)
    } catch (error) {
      return refused(world, refuse('no-such-file', `${options.plan}: cannot be read (${error instanceof Error ? error.message : String(error)}).`, '--plan'))
    }
    const read = readPlan(options.plan, text, edition, new Set(area.members))
    if (isRefusal(read)) return refused(world, read)
    if (read.missing) world.say(`${options.plan} does not name ${read.missing === 1 ? 'one practice' : `${read.missing} practices`} of the area: counted as in no group.`)
    groups = read.groups
  }
  const scored = scoreGroups(edition, { area: asked, kind: options.kind, size: options.size }, groups)
  if (isRefusal(scored)) return refused(world, scored)
  return answerPlan(world, { ...scored.plan, area: options.area }, scored.notes, { json: options.json })
}
