import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * The folder of releases, `<data folder>/releases`: whole Parquet files, each named by its release. A file appears by one rename, after its bytes are on
 * the disc; the register's commit, which follows, publishes it. What a crash leaves in between is named by an intent and cleared at the next start.
 */
export interface Store {
  /** Absolute. */
  folder: string
  /** A fresh folder of our own for unpacking and staging; removed by `done`. */
  workshop(): Promise<{ folder: string; done(): Promise<void> }>
  /** Puts a staged file in its place under its final name, durably, having first noted the intent to. */
  place(staged: string, name: string): Promise<void>
  /** The register has the release (or never will): the intent is settled. */
  settle(name: string): Promise<void>
  /** Names that a crash may have left in place without a row in the register. */
  unsettled(): Promise<string[]>
  /** Removes a file that no row names. */
  remove(name: string): Promise<void>
  /** Removes what interrupted imports left behind. Only when no import is running. */
  sweepWorkshops(): Promise<void>
}

export function openStore(dataFolder: string): Store {
  const folder = path.resolve(dataFolder, 'releases')
  const workshops = path.join(folder, '.importing')
  const intents = path.join(folder, '.intents')
  const make = () => { mkdirSync(workshops, { recursive: true }); mkdirSync(intents, { recursive: true }) }
  return {
    folder,
    workshop: async () => {
      make()
      const own = path.join(workshops, randomUUID())
      mkdirSync(own)
      return { folder: own, done: () => rm(own, { recursive: true, force: true }) }
    },
    place: async (staged, name) => {
      make()
      await flush(staged)
      await writeFile(path.join(intents, name), '')
      await flush(intents)
      await rename(staged, path.join(folder, name))
      await flush(folder)
    },
    settle: name => rm(path.join(intents, name), { force: true }),
    unsettled: () => listed(intents),
    remove: name => rm(path.join(folder, name), { force: true }),
    sweepWorkshops: async () => {
      for (const left of await listed(workshops)) await rm(path.join(workshops, left), { recursive: true, force: true })
    },
  }
}

async function listed(folder: string): Promise<string[]> {
  try { return await readdir(folder) } catch { return [] }
}

/** Waits until a file's bytes, or a folder's names, are on the disc. */
export async function flush(target: string): Promise<void> {
  const handle = await open(target, 'r')
  try { await handle.sync() } catch (error) {
    // Windows does not sync a folder.
    if (!['EPERM', 'EISDIR', 'EINVAL'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally { await handle.close() }
}
