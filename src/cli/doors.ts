import type { BackupDesk } from '#commands/backup/back-up.ts'
import type { GetDesk } from '#commands/position/get-files.ts'
import type { ImportDesk } from '#commands/position/import-files.ts'
import type { RoomDesk } from '#commands/organisations/in-room.ts'
import type { CliWorld } from './world.ts'

/** What the plant room lends the commands. Each door opens only when its command is called, so that `help` and `propose` start at once. */
export interface Doors {
  /** Standard output: the answer and nothing else. */
  answer(text: string): void
  /** Standard error: progress and complaints. */
  say(line: string): void
  /** Opens the register and the data folder for writing, and lets go of them afterwards. */
  withImportDesk<T>(work: (desk: ImportDesk) => Promise<T>): Promise<T>
  /** Opens the way out to the internet, which nothing else uses. */
  withGetDesk<T>(work: (desk: GetDesk) => Promise<T>): Promise<T>
  /** Opens the database as it is, and the data folder, to copy them out or in. */
  withBackupDesk<T>(work: (desk: BackupDesk) => Promise<T>): Promise<T>
  /** Opens the database for whoever runs the server, who sees which rooms there are and enters none. */
  withRooms<T>(work: (desk: HostDesk) => Promise<T>): Promise<T>
  /** Opens what proposing and scoring need, and lets go of it afterwards. */
  withWorld<T>(work: (world: CliWorld) => Promise<T>): Promise<T>
}

/** What whoever runs the server does about rooms. */
export interface HostDesk extends RoomDesk {
  /** Who runs it, as every page says. */
  runBy: string
  /** Where people type the code of an invitation. */
  typeAt: string
}
