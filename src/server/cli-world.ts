import { readFile, writeFile } from 'node:fs/promises'
import type { CliWorld } from '#cli/world.ts'
import { chooseEdition } from '#domain/position/choose-edition.ts'
import { isRefusal } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { releases } from '#records/releases.ts'
import { loadEdition } from '#reference/edition.ts'
import type { Settings } from './settings.ts'
import { createSolver } from './solver.ts'

/** What proposing and scoring from a terminal reach: the register's editions, one search thread, this terminal and its files. */
export async function openCliWorld(db: Database, { dataFolder }: Settings): Promise<{ world: CliWorld; close: () => Promise<void> }> {
  const stopping = new AbortController()
  // The first Ctrl-C stops the search and keeps the best found; a second one leaves at once.
  process.once('SIGINT', () => { stopping.abort(); process.once('SIGINT', () => process.exit(130)) })
  const solver = createSolver()
  return {
    world: {
      edition: async name => {
        const choice = chooseEdition(await releases(db), name)
        return isRefusal(choice) ? choice : loadEdition(choice, dataFolder, { light: true, flows: true })
      },
      solve: solver.solve,
      answer: text => { process.stdout.write(text) },
      say: line => { process.stderr.write(`${line}\n`) },
      signal: stopping.signal,
      readFile: path => readFile(path, 'utf8'),
      writeFile: (path, text) => writeFile(path, text),
    },
    close: () => solver.close(),
  }
}
