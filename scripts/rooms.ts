/**
 * The rooms check: `node scripts/rooms.ts [folder]`.
 * Cruises src, test and scripts by .dependency-cruiser.cjs and fails on a forbidden import, on a circle, and on having looked at fewer files
 * than git lists under src: a cruiser that sees nothing says so cheerfully, and a guard that cannot bite is no guard.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export interface RoomsReport {
  filesListed: number
  filesCruised: number
  /** Listed by git under src, not seen by the cruiser. */
  unseen: string[]
  /** One sentence for each forbidden import: rule, from, to. */
  broken: string[]
}

const house = fileURLToPath(new URL('..', import.meta.url))

/** Looks at the house in `folder` (which has its own src, .dependency-cruiser.cjs, tsconfig.json and node_modules). Throws when the cruiser itself fails. */
export function lookAtRooms(folder: string): RoomsReport {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src'], { cwd: folder, encoding: 'utf8' }).split('\n')
    .filter((file) => /\.(ts|tsx|mts|mjs|js)$/.test(file) && existsSync(path.join(folder, file)))
  const entries = ['src', 'content', 'test', 'scripts'].filter((entry) => existsSync(path.join(folder, entry)))
  const cruiser = path.join(house, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const run = spawnSync(process.execPath, [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...entries], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (!run.stdout) throw new Error(`the rooms could not be looked at: ${run.stderr || run.error?.message || 'no answer from dependency-cruiser'}`)
  const found = JSON.parse(run.stdout) as { modules: { source: string }[]; summary: { violations: { rule: { name: string }; from: string; to: string }[] } }
  const cruised = new Set(found.modules.map((module) => module.source))
  return {
    filesListed: listed.length,
    filesCruised: listed.filter((file) => cruised.has(file)).length,
    unseen: listed.filter((file) => !cruised.has(file)),
    broken: found.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const report = lookAtRooms(process.argv[2] ?? house)
  for (const line of report.broken) console.error(`  ${line}`)
  for (const file of report.unseen) console.error(`  not looked at: ${file}`)
  const isGood = report.broken.length === 0 && report.unseen.length === 0 && report.filesListed > 0
  console.error(`  ${report.filesCruised} of ${report.filesListed} files under src looked at, ${report.broken.length} forbidden imports`)
  process.exitCode = isGood ? 0 : 1
}
