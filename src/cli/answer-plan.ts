import type { Plan, PlanNotes } from '#domain/partners/plan.ts'
import { planCsv, planJson } from '#domain/partners/plan-form.ts'
import { isRefusal, refuse, type Refusal } from '#domain/words.ts'
import { planInALine } from './plan-in-a-line.ts'
import type { CliWorld } from './world.ts'

/**
 * Ends `propose` and `score`: writes the files asked for, then the answer, which is the plan as JSON or, when --json names a file, one line.
 * @returns the exit code: 0, or 1 when a file cannot be written
 */
export async function answerPlan(world: CliWorld, plan: Plan, notes: PlanNotes, files: { csv?: string | undefined; json?: string | undefined }): Promise<number> {
  if (notes.withoutPoint.length) world.say(`No postcode point, so in no group: ${notes.withoutPoint.join(', ')}`)
  const json = planJson(plan, notes)
  const written = await writeAll(world, [[files.csv, planCsv(plan)], [files.json, json]])
  if (isRefusal(written)) return refused(world, written)
  world.answer(files.json ? `${planInALine(plan)}\n` : json)
  return 0
}

/** Says why not, and gives the exit code. */
export function refused(world: CliWorld, { why }: Refusal): number {
  world.say(why)
  return 1
}

/** Writes each file that was asked for. Refuses, naming it, the first that cannot be written. */
async function writeAll(world: CliWorld, files: readonly (readonly [path: string | undefined, text: string])[]): Promise<null | Refusal> {
  for (const [path, text] of files) {
    if (path === undefined) continue
    try {
      await world.writeFile(path, text)
    } catch (error) {
      return refuse('not-written', `${path}: cannot be written (${error instanceof Error ? error.message : String(error)}).`, 'docs/guides/recompute-a-plan.md')
    }
  }
  return null
}
