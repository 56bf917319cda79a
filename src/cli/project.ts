import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { project, readProjection } from '#domain/position/projection.ts'
import { isRefusal } from '#domain/words.ts'
import type { Doors } from './doors.ts'

/** `alongside project FILE.json [--json out.json]`: a practice's next five years from inputs named as in docs/guides/projection.md. Nothing is kept anywhere. */
export async function run(args: string[], doors: Doors): Promise<number> {
  let file: string | undefined, out: string | undefined
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'string' } } })
    if (positionals.length !== 1) return no(doors, 'project takes one file: project FILE.json [--json out.json].')
    file = positionals[0]; out = values.json
  } catch (error) {
    return no(doors, `${(error as Error).message} project takes one file: project FILE.json [--json out.json].`)
  }
  let text: string
  try { text = await readFile(file!, 'utf8') } catch (error) { return no(doors, `${file} could not be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}.`) }
  let given: unknown
  try { given = JSON.parse(text.replace(/^\uFEFF/, '')) } catch (error) { return no(doors, `${file} is not JSON: ${(error as Error).message}.`) }
  const inputs = readProjection(given)
  if (isRefusal(inputs)) return no(doors, `${file}: ${inputs.why} (${inputs.source})`)
  const { rows, failures } = project(inputs)
  const whole = (value: number) => Math.round(value) + 0 // never −0
  const answer = { rows: rows.map(({ t, income, expense, profit, fte, ppp, floor }) => ({ t, income: whole(income), expense: whole(expense), profit: whole(profit), fte: Math.round(fte * 1e4) / 1e4, ppp: ppp === null ? null : whole(ppp), floor: whole(floor) })), failures }
  if (out !== undefined) {
    try { await writeFile(out, `${JSON.stringify(answer, null, 2)}\n`) } catch (error) { return no(doors, `${out} could not be written: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}.`) }
  }
  const cell = (value: number | null) => (value === null ? '–' : value.toLocaleString('en-GB')).padStart(11)
  doors.answer([`year ${['income', 'expense', 'profit', 'partners', 'each', 'needs'].map(head => head.padStart(11)).join('')}   pounds; partners full-time`, ...answer.rows.map(row => `${String(row.t).padStart(4)} ${[row.income, row.expense, row.profit, row.fte, row.ppp, row.floor].map(cell).join('')}`),
    ...answer.failures.map(({ test, year, reason }) => `year ${year}, ${test}: ${reason}`), ...answer.failures.length === 0 ? ['No test of failure is met in these years.'] : []].join('\n'))
  return 0
}

function no(doors: Doors, sentence: string): number {
  doors.say(sentence)
  return 1
}
