import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { importFiles } from '#commands/position/import-files.ts'
import { invariant } from '#domain/words.ts'
import type { Database } from '#records/connect.ts'
import { releases } from '#records/releases.ts'

export interface DemoDesk { db: Database; dataFolder: string; now(): Date; say(line: string): void }

/**
 * Loads the invented county of Carrowshire through the ordinary importer, as releases of an invented publisher; does nothing when it is
 * there already, and goes on where a start that was cut off left it. The only file of the product that knows the town.
 */
export async function loadCounty({ db, dataFolder, now, say }: DemoDesk): Promise<void> {
  const note = path.join(dataFolder, 'county.json')
  const noted = await readFile(note, 'utf8').then(text => JSON.parse(text) as string[], () => null)
  const present = new Set((await releases(db, 'invented')).map(({ id }) => id))
  if (noted !== null && noted.every(id => present.has(id))) return

  say('Loading the invented county of Carrowshire (the first time only)')
  const { writeCounty } = await import('../../test/town/county.ts')
  const folder = await mkdtemp(path.join(dataFolder, 'county-'))
  try {
    await writeCounty(folder)
    const lines = await importFiles({ db, dataFolder, now }, { paths: [folder], asAt: null, world: 'invented' })
    const amiss = lines.filter(({ release }) => release === undefined)
    invariant(amiss.length === 0, `the invented county is taken whole; ${amiss.map(({ file, outcome, says }) => `${path.basename(file)} ${outcome}: ${says}`).join('; ')}`)
    await writeFile(note, JSON.stringify(lines.map(({ release }) => release!.id)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
