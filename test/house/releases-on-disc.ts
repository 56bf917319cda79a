import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Release } from '#domain/position/release.ts'
import { isRefusal, type World } from '#domain/words.ts'
import { openDuck } from '#reference/duck.ts'
import { look, take } from '#reference/take.ts'

/**
 * Published files as releases in `<dataFolder>/releases`, by the importer's own reading but with no database: for tests that read editions.
 * Files are taken in the order given, so registers go first. Throws when one is refused or not recognised.
 */
export async function releasesOnDisc(dataFolder: string, files: readonly string[], world: World): Promise<Release[]> {
  const folder = path.join(dataFolder, 'releases'), releases: Release[] = []
  await mkdir(folder, { recursive: true })
  const duck = await openDuck({ memoryLimit: '1GB', rewrites: true })
  try {
    for (const file of files) {
      for (const seen of await look(file, path.basename(file), [path.basename(file), path.basename(path.dirname(file))])) {
        if (isRefusal(seen)) throw new Error(seen.why)
        if (!seen.found) throw new Error(`${seen.file} is no form we know`)
        const id = `${seen.found.recognised.form.dataSet}-${createHash('sha256').update(file).digest('hex').slice(0, 8)}`
        const workshop = path.join(dataFolder, 'workshop')
        await mkdir(workshop, { recursive: true })
        const taken = await take(duck, seen.found, path.join(folder, `${id}.parquet`), { world, asAt: null, workshop, registers: releases.filter(release => release.dataSet === 'practice-register').map(release => path.join(folder, release.parquet)) })
        await rm(workshop, { recursive: true, force: true })
        if (isRefusal(taken)) throw new Error(taken.why)
        releases.push({ id, dataSet: taken.dataSet, world, vintage: taken.vintage, publisher: 'the publisher', licence: 'open', asAt: taken.day, checksum: seen.found.packed.checksum, fileName: path.basename(file), rowsRead: taken.rowsRead, rowsRefused: 0, unknownCodes: taken.unknownCodes, importedAt: '2026-02-01T00:00:00Z', parquet: `${id}.parquet` })
      }
    }
  } finally {
    duck.close()
  }
  return releases
}
