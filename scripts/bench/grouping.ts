/**
 * `npm run bench -- grouping [NAME]`: how soon sketches are proved, on the published files of ../shared/data, beside the trial's seconds
 * (handbook, performance.md R0 and R3) and today's networks by the same rule. NAME is a word of the first column; `england` runs only when asked for.
 * Seconds are the engine's own, on one thread; another busy process lengthens them.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { importFiles } from '#commands/position/import-files.ts'
import { propose, scoreGroups, type PlanAsk } from '#commands/partners/propose.ts'
import { chooseEdition } from '#domain/position/choose-edition.ts'
import { isRefusal } from '#domain/words.ts'
import { patientKmOf } from '#domain/partners/score.ts'
import { releases } from '#records/releases.ts'
import { loadEdition } from '#reference/edition.ts'
import { openDatabase } from '#server/postgres.ts'
import { createSolver } from '#server/solver.ts'

const shared = path.resolve(import.meta.dirname, '../../../shared/data')
const files = ['england-2026-01/gp-reg-pat-prac-all.csv', 'england-2026-01/gp-reg-pat-prac-map.csv', 'england-2021-01', 'ods/epraccur-2026-02.csv', 'geography/onspd-extract-practice-postcodes.csv'].map(name => path.join(shared, name))

interface Case extends PlanAsk { name: string; seconds: number; trial: string }
const band = (min: number, max: number) => ({ min: min * 1000, max: max * 1000 }), usual = band(30, 50)
const cases: Case[] = [
  { name: 'Somerset', area: '11X', kind: 'journeys', size: usual, seconds: 60, trial: 'proved 0.4–0.7 s' },
  { name: 'Devon', area: '15N', kind: 'journeys', size: usual, seconds: 60, trial: 'proved 2.5–3.2 s' },
  { name: 'Devon large', area: '15N', kind: 'journeys', size: band(45, 55), seconds: 60, trial: 'proved 72 s' },
  { name: 'Devon small', area: '15N', kind: 'journeys', size: band(25, 30), seconds: 60, trial: 'proved 1.2 s' },
  { name: 'St Helens', area: '01X', kind: 'journeys', size: usual, seconds: 60, trial: 'proved 51 s (23 s by count)' },
  { name: 'Birmingham', area: '15E', kind: 'journeys', size: usual, seconds: 60, trial: 'proved 29 s' },
  { name: 'NE London', area: 'A3A8R', kind: 'journeys', size: usual, seconds: 60, trial: 'proved 5.6 s' },
  { name: 'NW London', area: 'W2U3Z', kind: 'journeys', size: usual, seconds: 60, trial: 'proved 15–16 s' },
  { name: 'Somerset shared', area: '11X', kind: 'shared', size: usual, seconds: 60, trial: 'not tried' },
  { name: 'Devon shared', area: '15N', kind: 'shared', size: usual, seconds: 60, trial: 'not tried' },
  { name: 'NE London shared', area: 'A3A8R', kind: 'shared', size: usual, seconds: 60, trial: 'not tried' },
  { name: 'Somerset changes', area: '11X', kind: 'changes', size: usual, seconds: 60, trial: 'not tried' },
  { name: 'Devon changes', area: '15N', kind: 'changes', size: usual, seconds: 60, trial: 'not tried' },
  { name: 'Somerset fair', area: '11X', kind: 'fair', size: usual, seconds: 60, trial: 'not given' },
  { name: 'Devon fair', area: '15N', kind: 'fair', size: usual, seconds: 60, trial: 'not given' },
  { name: '01D fair', area: '01D', kind: 'fair', size: usual, seconds: 60, trial: 'no usable answer' },
  { name: '99E fair', area: '99E', kind: 'fair', size: usual, seconds: 60, trial: 'no usable answer' },
  { name: '01G fair', area: '01G', kind: 'fair', size: usual, seconds: 60, trial: 'no usable answer' },
  { name: '02H fair', area: '02H', kind: 'fair', size: usual, seconds: 60, trial: 'no usable answer' },
  { name: 'england', area: 'england', kind: 'journeys', size: usual, seconds: 120, trial: 'gap 0.156 % in 85 s' },
]

const word = process.argv[2]
const chosen = cases.filter(({ name }) => (word ? name.toLowerCase().includes(word.toLowerCase()) : name !== 'england'))
if (!existsSync(shared)) {
  console.log(`The bench needs England's published files, which are not at ${shared}.`)
  process.exit(0)
}
const folder = mkdtempSync(path.join(tmpdir(), 'alongside-bench-'))
const { db, close } = await openDatabase({ dataFolder: folder, databaseUrl: null })
const solver = createSolver()
try {
  const lines = await importFiles({ db, dataFolder: folder, now: () => new Date() }, { paths: files, asAt: null, world: 'real' })
  for (const line of lines) if (line.outcome === 'refused') throw new Error(line.says)
  const choice = chooseEdition(await releases(db), '2026-01')
  if (isRefusal(choice)) throw new Error(choice.why)
  const edition = await loadEdition(choice, folder, { light: true, flows: true })
  console.log(['area', 'practices', 'status', 'objective', 'bound', 'gap', 'seconds', 'trial', 'today', 'of today', 'km of today'].join('\t'))
  for (const ask of chosen) {
    const proposed = await propose(edition, ask, solver.solve, { seconds: ask.seconds })
    const today = scoreGroups(edition, ask, 'today')
    if (isRefusal(proposed) || isRefusal(today)) throw new Error(isRefusal(proposed) ? proposed.why : 'no score for today')
    const { plan } = proposed, thousand = (figure: number) => (figure / 1000).toFixed(2)
    const practices = plan.uncovered.length + plan.groups.reduce((sum, group) => sum + group.members.length, 0)
    console.log([
      `${ask.name} ${ask.size.min / 1000}-${ask.size.max / 1000}`, practices, plan.status, thousand(plan.objective), thousand(plan.bound!), `${(plan.gap! * 100).toFixed(3)} %`, plan.seconds!.toFixed(2),
      ask.trial, thousand(today.plan.objective), (plan.objective / today.plan.objective).toFixed(3), (patientKmOf(plan) / patientKmOf(today.plan)).toFixed(3),
    ].join('\t'))
  }
} finally {
  await solver.close()
  await close()
  rmSync(folder, { recursive: true, force: true })
}
