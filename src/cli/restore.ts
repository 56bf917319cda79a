import { isRefusal } from '#domain/words.ts'
import { counted, theFolder } from './backup.ts'
import type { Doors } from './doors.ts'

/** `alongside restore FOLDER`: puts a backup into an empty database, a line for each table once it was compared; 1 when it was refused, and then nothing has changed. */
export async function run(args: string[], doors: Pick<Doors, 'answer' | 'say' | 'withBackupDesk'>): Promise<number> {
  const folder = theFolder('restore', args, doors)
  if (folder === null) return 1
  return doors.withBackupDesk(async desk => {
    const { restore } = await import('#commands/backup/restore.ts')
    const restored = await restore(desk, folder, (table, rows) => doors.say(`… ${table}: ${counted(rows, 'row')}`))
    if (isRefusal(restored)) { doors.answer(`refused: ${restored.why}\n`); return 1 }
    const { manifest, tables, broughtForward } = restored
    for (const { table, rows, sha256 } of tables) doors.answer(`${table}: ${counted(rows, 'row')}, the same as in the backup (SHA-256 ${sha256})\n`)
    doors.answer(`published figures: ${counted(manifest.releases.length, 'file')}, the same as in the backup\n`)
    if (broughtForward.length > 0) doors.say(`The tables were then brought up to date: ${broughtForward.join(', ')}.`)
    doors.say(`Everything that was acknowledged before ${manifest.asAt.replace('T', ' ').slice(0, 19)} UTC is back.`)
    return 0
  })
}
