import type { ImportLine } from '#commands/position/import-files.ts'
import type { Day } from '#domain/words.ts'
import type { Doors } from './doors.ts'

/** `alongside import FILE_OR_FOLDER… [--as-at DAY]`: a line for each file on standard output; 1 when any was refused. */
export async function run(args: string[], doors: Pick<Doors, 'answer' | 'say' | 'withImportDesk'>): Promise<number> {
  const asked = read(args)
  if (typeof asked === 'string') {
    doors.say(asked)
    return 1
  }
  return doors.withImportDesk(async desk => {
    const { importFiles } = await import('#commands/position/import-files.ts')
    const told = new Set<ImportLine>()
    let working: string | null = null
    const lines = await importFiles(desk, { ...asked, world: 'real' }, now => {
      for (const line of now) {
        if (line.outcome === 'waiting') continue
        if (line.outcome === 'working') {
          if (working !== line.file) doors.say(`… ${line.file}`)
          working = line.file
        } else if (!told.has(line)) {
          told.add(line)
          doors.answer(`${inWords(line)}\n`)
        }
      }
    })
    doors.say(summary(lines))
    return lines.some(line => line.outcome === 'refused') ? 1 : 0
  })
}

function read(args: string[]): { paths: string[]; asAt: Day | null } | string {
  const paths: string[] = []
  let asAt: Day | null = null
  for (let i = 0; i < args.length; i++) {
    const [name, joined] = args[i]!.split(/=(.*)/s) as [string, string | undefined]
    if (name === '--as-at') {
      const value = joined ?? args[++i]
      if (value === undefined || !isDay(value)) return `--as-at: expected a day such as 2026-01-01; found ${value === undefined ? 'nothing' : `"${value}"`}`
      asAt = value
    } else if (name === '--') paths.push(...args.slice(i + 1))
    else if (name.startsWith('--')) return `There is no option "${name}". import takes files or folders, and --as-at.`
    else paths.push(args[i]!)
    if (name === '--') break
  }
  return paths.length === 0 ? 'Which files? Name one or more files or folders: npm run -s alongside -- import FILE_OR_FOLDER…' : { paths, asAt }
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function inWords(line: ImportLine): string {
  if (line.outcome === 'refused') return `refused: ${line.says.startsWith(line.file) ? line.says : `${line.file}: ${line.says}`}`
  if (line.outcome === 'not-recognised') return `not recognised: ${line.file}: ${line.says}`
  return `${line.file}: ${line.says}`
}

function summary(lines: ImportLine[]): string {
  const count = (outcome: ImportLine['outcome']) => lines.filter(line => line.outcome === outcome).length
  return `${count('loaded')} loaded, ${count('already-there')} already there, ${count('not-recognised')} not recognised, ${count('refused')} refused`
}
