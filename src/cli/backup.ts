import { transient } from '#records/catalogue.ts'
import { isRefusal } from '#domain/words.ts'
import type { Doors } from './doors.ts'

type BackupDoors = Pick<Doors, 'answer' | 'say' | 'withBackupDesk'>

/** `alongside backup FOLDER`: copies everything into a new folder, a line for each table on standard output; 1 when it was refused, and then there is no folder. */
export async function run(args: string[], doors: BackupDoors): Promise<number> {
  const folder = theFolder('backup', args, doors)
  if (folder === null) return 1
  return doors.withBackupDesk(async desk => {
    const { backUp } = await import('#commands/backup/back-up.ts')
    const made = await backUp(desk, folder, (table, rows) => doors.answer(`${table}: ${counted(rows, 'row')}\n`))
    if (isRefusal(made)) { doors.answer(`refused: ${made.why}\n`); return 1 }
    const bytes = made.releases.reduce((sum, file) => sum + file.bytes, 0), rows = made.tables.reduce((sum, table) => sum + table.rows, 0)
    doors.answer(`published figures: ${counted(made.releases.length, 'file')}, ${megabytes(bytes)}\n`)
    doors.say(`${counted(rows, 'row')} of ${counted(made.tables.length, 'table')} are in ${folder}, as at ${made.asAt.replace('T', ' ').slice(0, 19)} UTC. Not in it: the queue of jobs (schema ${transient.join(', ')}), which fills again, letters that are keys, and keys kept outside the database.`)
    return 0
  })
}

/** The one folder both commands take; null, having said why, for anything else. */
export function theFolder(command: string, args: readonly string[], { say }: Pick<Doors, 'say'>): string | null {
  const option = args.find(arg => arg.startsWith('--'))
  if (option !== undefined) say(`There is no option "${option}". ${command} takes one folder.`)
  else if (args.length !== 1 || args[0] === '') say(`Which folder? Name one: npm run -s alongside -- ${command} FOLDER`)
  else return args[0]!
  return null
}

export function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
